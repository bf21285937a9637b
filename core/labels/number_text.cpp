// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "core/labels/date_text.hpp"
#include "core/labels/number_suffix.hpp"
#include "core/labels/numeral.hpp"
#include "core/labels/plain_text.hpp"

namespace unweave {

namespace {

using Text = std::u32string_view;

constexpr std::size_t kLongestLabel = 40;  // characters; more is a sentence

/// "8.010^6", whose multiplication sign was lost, as "8.0x10^6"; true if there was one.
bool restore_times(std::u32string& s) {
  const std::size_t power = s.find(U"10^");
  if (power == Text::npos || power == 0) return false;
  const std::size_t before = s[power - 1] == U' ' ? power - 2 : power - 1;
  if (before >= s.size() || !is_digit(s[before])) return false;
  s.insert(power, 1, U'\u00D7');
  return true;
}

NumberReading reading_of(const Numeral& n, double sign) {
  NumberReading r;
  r.value = sign * n.value;
  r.precision = n.precision;
  r.power_of_ten = n.power_of_ten;
  r.thousands = n.thousands;
  r.ambiguous = n.ambiguous;
  r.mended = n.mended;
  return r;
}

/// "π", "2π", "3π/4", "0.5 pi": the part from the sign of pi on; nullopt if it is not there.
std::optional<double> pi_at(Text s) {
  if (s.starts_with(U"\u00D7") || s.starts_with(U"\u00B7")) s = trimmed(s.substr(1));
  if (s.starts_with(U"\u03C0"))
    s.remove_prefix(1);
  else if (s.starts_with(U"pi"))
    s.remove_prefix(2);
  else
    return std::nullopt;
  s = trimmed(s);
  if (s.empty()) return std::numbers::pi;
  if (s[0] != U'/') return std::nullopt;
  s = trimmed(s.substr(1));
  std::size_t at = 0;
  const auto below = whole_number(s, at);
  if (!below || at != s.size() || *below <= 0 || !is_digit(s[0])) return std::nullopt;
  return std::numbers::pi / *below;
}

/// A number with sign and what belongs to it, and nothing else.
std::vector<NumberReading> quantities(Text s) {
  s = trimmed(s);
  std::vector<NumberReading> out;
  double sign = 1;
  bool both = false;
  const bool enclosed = s.size() > 2 && s.front() == U'(' && s.back() == U')';
  if (enclosed) s = trimmed(s.substr(1, s.size() - 2));
  if (!s.empty() && one_of(s[0], U"+-\u00B1")) {
    if (enclosed) return out;
    sign = s[0] == U'-' ? -1 : 1;
    both = s[0] == U'\u00B1';
    s = trimmed(s.substr(1));
  }
  if (enclosed) sign = -1;
  if (const auto pi = pi_at(s)) {
    NumberReading r;
    r.value = sign * *pi;
    out.push_back(r);
  }
  const std::vector<Numeral> ways = numerals(s, 0);
  for (const Numeral& n : ways) {
    const Text behind = s.substr(n.end), rest = trimmed(behind);
    if (const auto pi = pi_at(rest)) {
      out.push_back(scaled(reading_of(n, sign), *pi));
      continue;
    }
    add_meanings(reading_of(n, sign), rest, behind.size() > rest.size(), out);
  }
  if (enclosed && (out.empty() || out[0].degrees || out[0].power_of_ten)) return {};
  if (both || enclosed) {
    const std::size_t count = out.size();
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(scaled(out[i], 1));
      out.back().value = -out[i].value;
      out[i].ambiguous = out.back().ambiguous = true;
    }
  }
  return out;
}

/// "N45°", "W 120°": the letter in front.
std::vector<NumberReading> bearing_in_front(Text s) {
  if (s.size() < 3 || s.back() != U'\u00B0') return {};
  const char letter = compass_letter(s.substr(0, 1), false);
  if (letter == 0) return {};
  std::vector<NumberReading> out;
  for (const NumberReading& n : quantities(s.substr(1)))
    if (n.degrees) add_compass(n, letter, true, out);
  return out;
}

/// "<5", "≥100", "100+".
std::vector<NumberReading> bounds(Text s) {
  Bound bound = Bound::None;
  if (s[0] == U'<' || s[0] == U'>') {
    bound = s[0] == U'<' ? Bound::Below : Bound::Above;
    s.remove_prefix(s.size() > 1 && s[1] == U'=' ? 2 : 1);
  } else if (s.size() > 1 && s.back() == U'+') {
    bound = Bound::Above;
    s.remove_suffix(1);
  } else {
    return {};
  }
  std::vector<NumberReading> out = quantities(s);
  for (NumberReading& r : out) r.bound = bound;
  return out;
}

/// Where a range's two numbers may be parted: behind a digit, at a dash, points or a word.
struct Parting {
  std::size_t end = 0;    ///< of the lower number's text
  std::size_t start = 0;  ///< of the upper number's
};

std::vector<Parting> partings(Text s) {
  std::vector<Parting> out;
  for (const Text sign : {U"-", U"to", U"...", U".."})
    for (std::size_t at = s.find(sign, 1); at != Text::npos; at = s.find(sign, at + sign.size()))
      out.push_back({at, at + sign.size()});
  return out;
}

/// "0-5", "-10 to -5": of the readings of both those that rise, as like as can be.
std::vector<NumberReading> ranges(Text s) {
  std::vector<NumberReading> out;
  for (const Parting& p : partings(s)) {
    const std::vector<NumberReading> low = quantities(s.substr(0, p.end));
    const std::vector<NumberReading> high = quantities(s.substr(p.start));
    // Both ends are written in one way: of "1,000-2,000" the first readings belong together.
    const bool alike = low.size() == high.size();
    for (std::size_t i = 0; i < low.size(); ++i)
      for (std::size_t j = alike ? i : 0; j < (alike ? i + 1 : high.size()); ++j) {
        const NumberReading &a = low[i], &b = high[j];
        if (!(a.value < b.value) || a.thousands != b.thousands || a.mended || b.mended) continue;
        if (!a.unit.empty() && a.unit != b.unit) continue;
        NumberReading r = a;
        r.high = b.value;
        r.unit = b.unit;
        r.degrees = a.degrees || b.degrees;
        r.ambiguous = a.ambiguous || b.ambiguous;
        out.push_back(r);
      }
    if (!out.empty()) break;
  }
  return out;
}

/// One reading for each value and meaning.
void remove_doubles(std::vector<NumberReading>& readings) {
  std::vector<NumberReading> out;
  for (const NumberReading& r : readings) {
    const bool known = std::any_of(out.begin(), out.end(), [&r](const NumberReading& o) {
      return o.value == r.value && o.unit == r.unit && o.time == r.time && o.high == r.high &&
             o.degrees == r.degrees;
    });
    if (!known && std::isfinite(r.value) && std::isfinite(r.precision)) out.push_back(r);
  }
  readings = std::move(out);
}

std::vector<NumberReading> numbers_of(std::u32string s) {
  if (s == U"EQ" || s == U"Eq" || s == U"Eq." || s == U"Equator") {
    NumberReading equator{0, 0.5, false, true};
    equator.bearing = Bearing::Latitude;
    return {equator};
  }
  const bool mended = restore_times(s);
  std::vector<NumberReading> out = quantities(s);
  for (NumberReading& r : bearing_in_front(s)) out.push_back(std::move(r));
  if (mended)
    for (NumberReading& r : out) r.mended = true;
  remove_doubles(out);
  return out;
}

}  // namespace

std::vector<NumberReading> read_number(std::string_view text) {
  const std::u32string s = plain_text(text);
  if (s.empty() || s.size() > kLongestLabel) return {};
  return numbers_of(s);
}

std::vector<NumberReading> read_label(std::string_view text) {
  const std::u32string s = plain_text(text);
  if (s.empty() || s.size() > kLongestLabel) return {};
  std::vector<NumberReading> out = numbers_of(s);
  for (NumberReading& r : bounds(s)) out.push_back(std::move(r));
  std::vector<NumberReading> several = ranges(s), times = read_time(s);
  // A range and a date in one text ("06-12"), a fraction and a date ("10/12"): either.
  const bool year = times.size() == 1 && !out.empty() && times[0].time == TimeBase::Epoch;
  const int kinds = int(!out.empty()) + int(!several.empty()) + int(!times.empty() && !year);
  for (auto* more : {&several, &times})
    for (NumberReading& r : *more) out.push_back(std::move(r));
  if (kinds > 1)
    for (NumberReading& r : out) r.ambiguous = true;
  remove_doubles(out);
  return out;
}

double read_multiplier(std::string_view text) {
  std::u32string s = plain_text(text);
  std::erase(s, U' ');
  if (!s.empty() && s.front() == U'(' && s.back() == U')') s = s.substr(1, s.size() - 2);
  if (!s.empty() && s.front() == U'(') s.erase(0, 1);
  if (!s.empty() && s.back() == U')') s.pop_back();
  const bool times = !s.empty() && one_of(s[0], U"xX\u00D7\u00B7");
  if (times) s.erase(0, 1);
  // Readers take a lone 1 for a letter.
  if (!s.empty() && one_of(s[0], U"lIi|!")) s[0] = U'1';
  if (s.size() > 1 && s[0] == U'1' && (s[1] == U'O' || s[1] == U'o')) s[1] = U'0';
  std::size_t at = 0;
  if (s.starts_with(U"10^")) {
    at = 3;
  } else if (s.starts_with(U"1e") || s.starts_with(U"1E")) {
    at = 2;
  } else {
    // "x1000": a power of ten that is written out.
    const bool plain = times && s.size() > 1 && s.size() <= 10 && s[0] == U'1' &&
                       s.find_first_not_of(U'0', 1) == Text::npos;
    return plain ? std::pow(10.0, static_cast<double>(s.size() - 1)) : 0;
  }
  const auto power = whole_number(s, at);
  if (!power || std::abs(*power) > 60 || at != s.size()) return 0;
  return std::pow(10.0, *power);
}

bool resembles_multiplier(std::string_view text) {
  std::u32string s = plain_text(text);
  std::replace(s.begin(), s.end(), U'~', U'-');
  std::replace(s.begin(), s.end(), U'\u00D7', U'x');
  std::replace(s.begin(), s.end(), U'\u00B7', U'x');
  std::replace(s.begin(), s.end(), U'X', U'x');
  std::erase_if(s, [](char32_t c) { return one_of(c, U" .('"); });
  if (!s.empty() && s[0] == U'-') s.erase(0, 1);  // a dot that stands for "times"
  const bool times = !s.empty() && s[0] == U'x';
  if (times) s.erase(0, 1);
  // "x10" whose exponent was lost; "«10^5".
  if ((times && (s.starts_with(U"10") || s.find(U'^', 2) != Text::npos)) ||
      (s.size() > 4 && s.find(U"10^") != Text::npos))
    return true;
  // "1e-4" whose e was lost: no number, but nothing else either.
  const std::size_t dash = s.find(U'-', 1);
  if (s.size() >= 3 && s[0] == U'1' && dash != Text::npos && dash <= 2 &&
      s.find_first_not_of(U"0123456789)", dash + 1) == Text::npos)
    return true;
  const bool number = s.find_first_not_of(U"0123456789,-+") == Text::npos;
  if (number || s.size() < 3) return false;
  // Whatever stands in front of an exponent was a 1, or a number whose sign was lost ("1013e3").
  const std::size_t e = s.find_first_of(U"eE");
  if (e != Text::npos && e >= 1 && (e <= 2 || s.find_first_not_of(U"0123456789+-") == e) &&
      s.size() - e <= 4 && s.size() > e + 1 &&
      s.find_first_not_of(U"0123456789-+", e + 1) == Text::npos)
    return true;
  if (!one_of(s[0], U"1lIi|!tT")) return false;
  if (one_of(s[1], U"eEcC") && s.size() <= 5)
    return s.find_first_of(U"0123456789-bBOoSsZzgqG", 2) != Text::npos;
  return one_of(s[1], U"0OoDQnN") && s.find(U'^', 2) != Text::npos;
}

}  // namespace unweave
