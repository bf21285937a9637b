// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/numeral.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>

#include "core/labels/plain_text.hpp"

namespace unweave {

namespace {

constexpr int kLargestExponent = 300;
constexpr std::size_t kMostDigits = 40;
constexpr int kLargestDenominator = 400;  // days of a year, degrees of a circle

/// Digits and the marks between them.
struct Digits {
  std::vector<std::string> groups;  ///< one more than marks; the first or last may be empty
  std::u32string marks;
  std::size_t end = 0;
};

std::size_t digits_from(std::u32string_view s, std::size_t at) {
  std::size_t n = 0;
  while (at + n < s.size() && is_digit(s[at + n])) ++n;
  return n;
}

/// True if the mark at `at` belongs to the number: a digit follows, or it is a last point; blanks
/// and apostrophes only between thousands.
bool is_mark(std::u32string_view s, std::size_t at, bool digits_before) {
  const std::size_t follow = digits_from(s, at + 1);
  switch (s[at]) {
    case U'.':
      if (follow > 0) return true;
      return digits_before && (at + 1 == s.size() || s[at + 1] != U'.');
    case U',':
      return follow > 0;
    case U'\u00B7':
      return digits_before && follow > 0 && s.substr(at + 1, 3) != U"10^";
    case U' ':
    case U'\'':
      return digits_before && follow == 3;
    default:
      return false;
  }
}

Digits digits_at(std::u32string_view s, std::size_t at) {
  Digits out;
  out.groups.emplace_back();
  std::size_t i = at;
  while (i < s.size()) {
    if (is_digit(s[i])) {
      out.groups.back() += static_cast<char>(s[i]);
    } else if (is_mark(s, i, !out.groups.back().empty())) {
      out.marks += s[i];
      out.groups.emplace_back();
    } else {
      break;
    }
    ++i;
  }
  out.end = i;
  return out;
}

/// True if the first `count` marks can stand between thousands: equal, groups of three behind them.
bool are_thousands(const Digits& d, std::size_t count) {
  if (d.groups[0].empty() || d.groups[0].size() > 3 || d.groups[0][0] == '0') return false;
  for (std::size_t i = 0; i < count; ++i)
    if (d.marks[i] != d.marks[0] || d.marks[i] == U'\u00B7' || d.groups[i + 1].size() != 3)
      return false;
  return true;
}

std::string joined(const Digits& d, std::size_t first, std::size_t last) {
  std::string out;
  for (std::size_t i = first; i < last; ++i) out += d.groups[i];
  return out;
}

/// A number in C's spelling, without exponent.
struct Spelling {
  std::string before, after;  ///< the point
  bool thousands = false, ambiguous = false, mended = false;
};

/// "1.234", "1,234": either kind of mark.
void add_single_mark(const Digits& d, std::vector<Spelling>& out) {
  const bool may_be_thousands = are_thousands(d, 1);
  const Spelling decimal{d.groups[0], d.groups[1], false, may_be_thousands, false};
  if (d.marks[0] == U' ' || d.marks[0] == U'\'') {
    if (may_be_thousands) out.push_back({joined(d, 0, 2), {}, false, false, false});
  } else if (d.marks[0] == U',') {
    if (may_be_thousands) out.push_back({joined(d, 0, 2), {}, false, true, false});
    out.push_back(decimal);
  } else {
    out.push_back(decimal);
    if (may_be_thousands) out.push_back({joined(d, 0, 2), {}, true, true, false});
  }
}

std::vector<Spelling> spellings(const Digits& d) {
  std::vector<Spelling> out;
  const std::size_t marks = d.marks.size();
  if (marks == 0) {
    const std::string& g = d.groups[0];
    // "02" has lost its point; dates and times are read elsewhere.
    if (g.size() >= 2 && g[0] == '0')
      out.push_back({"0", g.substr(1), false, false, true});
    else
      out.push_back({g, {}});
  } else if (marks == 1) {
    add_single_mark(d, out);
  } else if (d.marks.back() != d.marks[0]) {
    // The last mark is the decimal one; blanks behind it only part its digits.
    const std::size_t decimal = d.marks.find_first_not_of(d.marks[0]);
    const char32_t mark = d.marks[decimal];
    if ((mark == U'.' || mark == U',' || mark == U'\u00B7') && decimal + 1 == marks &&
        are_thousands(d, decimal)) {
      out.push_back({joined(d, 0, marks), d.groups[marks]});
    } else if (decimal == 1 && d.marks[0] != U' ' && d.marks[0] != U'\'' &&
               d.marks.find_first_not_of(U' ', 1) == std::u32string::npos) {
      out.push_back({d.groups[0], joined(d, 1, marks + 1)});
    }
  } else if (are_thousands(d, marks)) {
    out.push_back({joined(d, 0, marks + 1), {}});
  }
  std::erase_if(out, [](const Spelling& s) {
    const std::size_t n = s.before.size() + s.after.size();
    return n == 0 || n > kMostDigits;
  });
  return out;
}

double to_double(const std::string& s) {
  double v = 0;
  std::from_chars(s.data(), s.data() + s.size(), v);
  return v;
}

void skip_blank(std::u32string_view s, std::size_t& at) {
  if (at < s.size() && s[at] == U' ') ++at;
}

/// The exponent behind a mantissa: e5, E-05, x10^5; moves past it.
std::optional<int> exponent_at(std::u32string_view s, std::size_t& at) {
  std::size_t k = at;
  if (k < s.size() && (s[k] == U'e' || s[k] == U'E')) {
    ++k;
  } else {
    skip_blank(s, k);
    if (k >= s.size() || std::u32string_view(U"xX\u00D7\u00B7").find(s[k]) == s.npos)
      return std::nullopt;
    ++k;
    skip_blank(s, k);
    if (s.substr(k, 3) != U"10^") return std::nullopt;
    k += 3;
  }
  const auto value = whole_number(s, k);
  if (value) at = k;
  return value;
}

/// "10^-2", "2^10", "e^3".
std::optional<Numeral> power_at(std::u32string_view s, std::size_t at) {
  constexpr struct {
    std::u32string_view text;
    double base;
  } kBases[] = {{U"10^", 10}, {U"2^", 2}, {U"e^", 2.718281828459045}};
  for (const auto& [text, base] : kBases) {
    if (s.substr(at, text.size()) != text) continue;
    std::size_t k = at + text.size();
    const auto power = whole_number(s, k);
    if (!power || std::abs(*power) > kLargestExponent) return std::nullopt;
    double exponent = *power;
    if (k + 1 < s.size() && s[k] == U'.' && is_digit(s[k + 1])) {  // "10^0.5"
      const std::size_t n = digits_from(s, k + 1);
      std::string part = "0.";
      for (std::size_t i = 0; i < n; ++i) part += static_cast<char>(s[k + 1 + i]);
      exponent += std::copysign(to_double(part), s[at + text.size()] == U'-' ? -1.0 : 1.0);
      k += 1 + n;
    }
    Numeral out;
    out.value = std::pow(base, exponent);
    out.end = k;
    out.power_of_ten = base == 10;
    return out;
  }
  return std::nullopt;
}

/// The denominator behind a slash.
std::optional<int> denominator(std::u32string_view s, std::size_t& at) {
  std::size_t k = at;
  if (k + 1 >= s.size() || s[k] != U'/' || !is_digit(s[k + 1]) || s[k + 1] == U'0')
    return std::nullopt;
  ++k;
  const auto value = whole_number(s, k);
  if (!value || *value > kLargestDenominator) return std::nullopt;
  at = k;
  return value;
}

/// "3/4"; "1 1/2".
std::optional<Numeral> fraction_at(std::u32string_view s, std::size_t at) {
  const std::size_t first = digits_from(s, at);
  if (first == 0 || first > 3 || (s[at] == U'0' && first > 1)) return std::nullopt;
  std::size_t k = at;
  const int a = *whole_number(s, k);
  double whole = 0, part = a;
  if (k + 1 < s.size() && s[k] == U' ' && is_digit(s[k + 1])) {
    ++k;
    const auto b = whole_number(s, k);
    if (!b) return std::nullopt;
    whole = a;
    part = *b;
  }
  const auto below = denominator(s, k);
  if (!below) return std::nullopt;
  if (whole > 0 && part >= *below) return std::nullopt;
  Numeral out;
  out.value = whole + part / *below;
  out.end = k;
  return out;
}

}  // namespace

std::optional<int> whole_number(std::u32string_view s, std::size_t& at) {
  std::size_t k = at;
  int sign = 1, value = 0, digits = 0;
  if (k < s.size() && (s[k] == U'-' || s[k] == U'+')) sign = s[k++] == U'-' ? -1 : 1;
  for (; k < s.size() && is_digit(s[k]) && digits < 4; ++k, ++digits)
    value = 10 * value + static_cast<int>(s[k] - U'0');
  if (digits == 0 || (k < s.size() && is_digit(s[k]))) return std::nullopt;
  at = k;
  return sign * value;
}

std::vector<Numeral> numerals(std::u32string_view s, std::size_t at) {
  if (at >= s.size()) return {};
  if (const auto power = power_at(s, at)) return {*power};
  if (const auto fraction = fraction_at(s, at)) return {*fraction};
  std::vector<Numeral> out;
  const Digits d = digits_at(s, at);
  std::size_t end = d.end;
  const auto exponent = exponent_at(s, end);
  if (exponent && std::abs(*exponent) > kLargestExponent) return {};
  const int e = exponent.value_or(0);
  for (const Spelling& spelling : spellings(d)) {
    Numeral n;
    // The decimal form is read whole, so that "0.3" is the double nearest to 0.3.
    n.value = to_double("0" + spelling.before + "." + spelling.after + "0e" + std::to_string(e));
    n.precision = 0.5 * std::pow(10.0, e - static_cast<int>(spelling.after.size()));
    n.end = end;
    n.whole = d.marks.empty() && !exponent && !spelling.mended;
    n.thousands = spelling.thousands;
    n.ambiguous = spelling.ambiguous;
    n.mended = spelling.mended;
    if (std::isfinite(n.value)) out.push_back(n);
  }
  return out;
}

}  // namespace unweave
