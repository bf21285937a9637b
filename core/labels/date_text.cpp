// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/date_text.hpp"

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <optional>

#include "core/labels/plain_text.hpp"

namespace unweave {

namespace {

constexpr double kMinute = 60, kHour = 3600, kDay = 86400;
constexpr int kFirstYear = 1000, kLastYear = 2999;
constexpr int kCentury = 70;  // two digits below this are of the years from 2000 on

/// A stretch of digits, of letters, or one other character.
struct Token {
  enum Kind { Number, Word, Sign } kind = Sign;
  std::u32string text;
  int value = 0;  ///< of a Number of at most 8 digits
  std::size_t digits() const { return kind == Number ? text.size() : 0; }
};

std::vector<Token> tokens_of(std::u32string_view s) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < s.size();) {
    Token t;
    const bool number = is_digit(s[i]), word = is_letter(s[i]);
    t.kind = number ? Token::Number : word ? Token::Word : Token::Sign;
    do {
      t.text += s[i];
      if (number && t.text.size() <= 8) t.value = 10 * t.value + static_cast<int>(s[i] - U'0');
      ++i;
    } while (i < s.size() && ((number && is_digit(s[i])) || (word && is_letter(s[i]))));
    out.push_back(std::move(t));
  }
  return out;
}

/// Names of months by language; a prefix of at least three letters that fits one month is enough.
constexpr std::u32string_view kMonths[] = {
    U"january february march april may june july august september october november december",
    U"januar februar m\u00E4rz april mai juni juli august september oktober november dezember",
    (U"janvier f\u00E9vrier mars avril mai juin juillet ao\u00FBt septembre octobre novembre "
     U"d\u00E9cembre"),
    U"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    (U"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
     U"dicembre"),
    (U"janeiro fevereiro mar\u00E7o abril maio junho julho agosto setembro outubro novembro "
     U"dezembro"),
};

/// 1 to 12; 0 for a word that names no month or several.
int month_of(const std::u32string& word) {
  const std::u32string small = lower(word);
  if (small.size() < 3) return 0;
  int found = 0;
  for (std::u32string_view names : kMonths) {
    for (int month = 1; month <= 12; ++month) {
      const std::size_t blank = names.find(U' ');
      if (names.substr(0, blank).starts_with(small)) {
        if (found != 0 && found != month) return 0;
        found = month;
      }
      names.remove_prefix(blank == std::u32string_view::npos ? names.size() : blank + 1);
    }
  }
  return found;
}

bool is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(int month, bool leap) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

/// A date of which parts may be missing.
struct Date {
  std::optional<int> year;
  int month = 1;
  int day = 1;
  double finest = kDay;  ///< the smallest unit that is written, seconds

  bool valid() const {
    if (year && (*year < kFirstYear || *year > kLastYear)) return false;
    return month >= 1 && month <= 12 && day >= 1 && day <= days_in(month, !year || is_leap(*year));
  }
};

int full_year(const Token& t) {
  return t.digits() == 2 ? t.value + (t.value < kCentury ? 2000 : 1900) : t.value;
}

bool is_sign(const Token& t, char32_t c) { return t.kind == Token::Sign && t.text[0] == c; }

/// "2020-03-01", "03/01/2020", "1.3.2020": three numbers and two equal signs.
void add_three(const std::vector<Token>& t, std::vector<Date>& out) {
  const char32_t sign = t[1].text[0];
  if ((sign != U'-' && sign != U'/' && sign != U'.') || !is_sign(t[3], sign)) return;
  const Token &a = t[0], &b = t[2], &c = t[4];
  if (a.digits() == 4 && b.digits() <= 2 && c.digits() <= 2) {
    out.push_back({a.value, b.value, c.value});
  } else if (a.digits() <= 2 && b.digits() <= 2 && (c.digits() == 4 || c.digits() == 2)) {
    if (sign != U'.') out.push_back({full_year(c), a.value, b.value});
    out.push_back({full_year(c), b.value, a.value});
  }
}

/// "2020-03", "03/2020", "05/12", "05-12".
void add_two(const std::vector<Token>& t, std::vector<Date>& out) {
  const char32_t sign = t[1].text[0];
  if (sign != U'-' && sign != U'/') return;
  const Token &a = t[0], &b = t[2];
  constexpr double kMonth = 30 * kDay;
  if (a.digits() == 4 && b.digits() == 2)
    out.push_back({a.value, b.value, 1, kMonth});
  else if (a.digits() <= 2 && b.digits() == 4)
    out.push_back({b.value, a.value, 1, kMonth});
  else if (a.digits() == 2 && b.digits() == 2) {
    out.push_back({std::nullopt, a.value, b.value});
    if (sign == U'/') out.push_back({std::nullopt, b.value, a.value});
  }
}

/// What stands around the name of a month, without blanks, points and commas.
void add_named(int month, const std::vector<Token>& before, const std::vector<Token>& after,
               std::vector<Date>& out) {
  constexpr double kMonth = 30 * kDay;
  const auto number = [](const std::vector<Token>& t) {
    return t.size() == 1 && t[0].digits() > 0;
  };
  const auto year_at = [](const std::vector<Token>& t, std::size_t at) -> std::optional<int> {
    if (t.size() == at + 1 && t[at].digits() == 4) return t[at].value;
    if (t.size() == at + 2 && is_sign(t[at], U'\'') && t[at + 1].digits() == 2)
      return full_year(t[at + 1]);
    return std::nullopt;
  };
  if (before.empty() && after.empty()) {
    out.push_back({std::nullopt, month, 1, kMonth});
  } else if (const auto year = year_at(after, 0); year && before.empty()) {
    out.push_back({year, month, 1, kMonth});
  } else if (const auto first = year_at(before, 0); first && after.empty()) {
    out.push_back({first, month, 1, kMonth});
  } else if (before.empty() && number(after) && after[0].digits() <= 2) {
    out.push_back({std::nullopt, month, after[0].value});
    if (after[0].digits() == 2) out.push_back({full_year(after[0]), month, 1, kMonth});
  } else if (after.empty() && number(before) && before[0].digits() <= 2) {
    out.push_back({std::nullopt, month, before[0].value});
  } else if (number(before) && before[0].digits() <= 2) {
    if (const auto behind = year_at(after, 0))
      out.push_back({behind, month, before[0].value});
    else if (number(after) && after[0].digits() == 2)
      out.push_back({full_year(after[0]), month, before[0].value});
  } else if (before.empty() && !after.empty() && after[0].digits() > 0 && after[0].digits() <= 2) {
    if (const auto behind = year_at(after, 1)) out.push_back({behind, month, after[0].value});
  } else if (const auto ahead = year_at(before, 0); ahead && number(after)) {
    out.push_back({ahead, month, after[0].value});
  }
}

std::vector<Date> dates_of(std::vector<Token> t) {
  std::vector<Date> out;
  while (!t.empty() && is_sign(t.back(), U' ')) t.pop_back();
  if (t.size() == 6 && is_sign(t[5], U'.') && is_sign(t[1], U'.')) return out;
  if (t.size() == 4 && t[0].digits() > 0 && is_sign(t[1], U'.') && t[2].digits() > 0 &&
      is_sign(t[3], U'.'))
    out.push_back({std::nullopt, t[2].value, t[0].value});  // "5.12."
  if (t.size() == 5 && t[0].digits() && t[2].digits() && t[4].digits()) add_three(t, out);
  if (t.size() == 3 && t[0].digits() && t[2].digits()) add_two(t, out);
  if (t.size() == 1 && t[0].digits() == 4) out.push_back({t[0].value, 1, 1, 365 * kDay});
  if (t.size() == 1 && t[0].digits() == 8)
    out.push_back({t[0].value / 10000, t[0].value / 100 % 100, t[0].value % 100});
  int month = 0;
  std::vector<Token> before, after;
  for (const Token& token : t) {
    if (token.kind == Token::Word) {
      if (month != 0) return out;
      month = month_of(token.text);
      if (month == 0) return out;
    } else if (!is_sign(token, U' ') && !is_sign(token, U'.') && !is_sign(token, U',') &&
               !is_sign(token, U'-') && !is_sign(token, U'/')) {
      (month == 0 ? before : after).push_back(token);
    }
  }
  if (month != 0) add_named(month, before, after, out);
  return out;
}

/// Seconds, and the smallest unit that is written.
struct Clock {
  double seconds = 0;
  double finest = kMinute;
};

/// "12:30", "12:30:15", "12:30:15.5", "3 pm"; the first is hours and minutes, then minutes and
/// seconds.
std::vector<Clock> clocks_of(const std::vector<Token>& all) {
  std::vector<Token> t;
  for (const Token& token : all)
    if (!is_sign(token, U' ')) t.push_back(token);
  std::optional<bool> after_noon;
  if (!t.empty() && t.back().kind == Token::Word) {
    const std::u32string word = lower(t.back().text);
    if (word == U"am" || word == U"pm")
      after_noon = word == U"pm";
    else if (word != U"z" && word != U"utc" && word != U"gmt" && word != U"ut")
      return {};
    t.pop_back();
  }
  if (t.empty() || t[0].digits() == 0 || t[0].digits() > 2) return {};
  const auto sixty = [&t](std::size_t at) { return t[at].digits() == 2 && t[at].value < 60; };
  const auto hour = [&]() -> double {
    if (!after_noon) return t[0].value;
    return t[0].value % 12 + (*after_noon ? 12 : 0);
  };
  if (after_noon && (t[0].value < 1 || t[0].value > 12)) return {};
  if (t.size() == 1 && after_noon) return {{hour() * kHour, kHour}};
  if (t.size() < 3 || !is_sign(t[1], U':') || !sixty(2)) return {};
  const double minutes = t[2].value;
  if (t.size() == 3) {
    std::vector<Clock> out;
    if (t[0].value <= 24) out.push_back({hour() * kHour + minutes * kMinute, kMinute});
    if (!after_noon) out.push_back({t[0].value * kMinute + minutes, 1});
    return out;
  }
  if (t.size() < 5 || !is_sign(t[3], U':') || !sixty(4)) return {};
  double seconds = t[4].value, finest = 1;
  if (t.size() == 7 && is_sign(t[5], U'.') && t[6].digits() > 0 && t[6].digits() <= 6) {
    finest = std::pow(10.0, -static_cast<double>(t[6].digits()));
    seconds += t[6].value * finest;
  } else if (t.size() != 5) {
    return {};
  }
  return {{hour() * kHour + minutes * kMinute + seconds, finest}};
}

void add_date(const Date& date, const Clock& clock, std::vector<NumberReading>& out) {
  if (!date.valid() || clock.seconds > kDay) return;
  NumberReading r;
  r.precision = clock.finest / 2;
  if (date.year) {
    r.time = TimeBase::Epoch;
    r.value = kDay * static_cast<double>(days_since_1970(*date.year, date.month, date.day)) +
              clock.seconds;
    out.push_back(r);
    return;
  }
  r.time = TimeBase::Year;
  const auto start = days_since_1970(2001, 1, 1), leap_start = days_since_1970(2000, 1, 1);
  const auto day = days_since_1970(2001, date.month, date.day) - start;
  const auto leap_day = days_since_1970(2000, date.month, date.day) - leap_start;
  r.value = kDay * static_cast<double>(day) + clock.seconds;
  if (date.month != 2 || date.day != 29) out.push_back(r);
  if (leap_day == day && !out.empty() && out.back().value == r.value) return;
  r.value = kDay * static_cast<double>(leap_day) + clock.seconds;
  out.push_back(r);
}

/// Readings contradict each other, but for the leap day of a year that is not written.
void mark_ambiguous(std::vector<NumberReading>& readings) {
  bool several = false;
  for (const NumberReading& r : readings) {
    const double slack = r.time == TimeBase::Year ? kDay : 0;
    several = several || r.time != readings[0].time ||
              std::abs(r.value - readings[0].value) > slack + 0.5;
  }
  for (NumberReading& r : readings) r.ambiguous = several;
}

}  // namespace

std::vector<NumberReading> read_time(std::u32string_view plain) {
  std::vector<NumberReading> out;
  if (plain.empty() || plain.size() > 40) return out;
  const std::vector<Token> all = tokens_of(plain);
  for (const Date& date : dates_of(all)) add_date(date, {0, date.finest}, out);
  for (const Clock& clock : clocks_of(all)) {
    NumberReading r;
    r.value = clock.seconds;
    r.precision = clock.finest / 2;
    r.time = TimeBase::Day;
    out.push_back(r);
  }
  // A date, then a time of day.
  for (std::size_t i = 1; i + 1 < all.size(); ++i) {
    if (!is_sign(all[i], U' ') && all[i].text != U"T") continue;
    const std::vector<Token> front(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i));
    const std::vector<Token> back(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end());
    if (back[0].value > 24) continue;
    std::vector<Clock> clocks = clocks_of(back);
    // "06-12 03": the hour alone, behind a date of numbers.
    if (clocks.empty() && front.size() >= 3 && is_sign(front[1], U'-') && back.size() == 1 &&
        back[0].digits() == 2 && back[0].value <= 24)
      clocks.push_back({back[0].value * kHour, kHour});
    if (clocks.empty()) continue;
    for (const Date& date : dates_of(front))
      if (date.finest == kDay) add_date(date, clocks[0], out);
  }
  mark_ambiguous(out);
  return out;
}

std::vector<NumberReading> read_clock(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3)
    return {};
  const std::string first(text.substr(0, colon)), second(text.substr(colon + 1));
  if ((first + second).find_first_not_of("0123456789") != std::string::npos) return {};
  const double part = std::stoi(second) / kMinute;
  if (part >= 1) return {};
  NumberReading out;
  out.value = std::stoi(first) + part;
  out.precision = 0.5 / kMinute;
  return {out};
}

long days_since_1970(int year, int month, int day) {
  // Years from March on, so that the leap day is the last of its year.
  const long y = month <= 2 ? year - 1 : year;
  const long months = (month + 9) % 12;
  const long day_of_year = (153 * months + 2) / 5 + day - 1;
  return 365 * y + y / 4 - y / 100 + y / 400 + day_of_year - 719468;
}

std::string time_units(TimeBase base) {
  return base == TimeBase::Epoch ? "seconds since 1970-01-01 00:00:00" : "s";
}

}  // namespace unweave
