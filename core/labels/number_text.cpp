// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/number_text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

namespace unweave {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `s` with every occurrence of `from` replaced by `to`.
std::string replaced(std::string_view s, std::string_view from, char to) {
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    if (s.compare(at, from.size(), from) == 0) {
      out.push_back(to);
      at += from.size();
    } else {
      out.push_back(s[at++]);
    }
  }
  return out;
}

/// ASCII form: minus signs and dashes to '-', multiplication signs to 'x', no spaces.
std::string normalised(std::string_view text) {
  std::string s(text);
  for (const char* dash : {"\u2212", "\u2013", "\u2014", "\u2010", "\u00ad", "~"})
    s = replaced(s, dash, '-');
  s = replaced(s, "--", '-');  // one long dash
  for (const char* times : {"\u00d7", "*", "X", "\u00b7"}) s = replaced(s, times, 'x');
  s = replaced(s, "\u00b0", 'o');
  std::erase_if(s, [](unsigned char c) { return std::isspace(c); });
  return s;
}

/// "8.010^6", whose multiplication sign was lost, as "8.0x10^6".
std::string with_times(std::string s) {
  const std::size_t power = s.find("10^");
  if (power != std::string::npos && power > 0 && is_digit(s[power - 1])) s.insert(power, 1, 'x');
  return s;
}

struct Mantissa {
  std::string digits;  // with '.' as decimal point
  std::size_t used = 0;
  bool thousands = false;
};

double to_double(const std::string& s) {
  double v = 0;
  std::from_chars(s.data(), s.data() + s.size(), v);
  return v;
}

/// The run of digits, points and commas at the start, in each way that it can be meant.
std::vector<Mantissa> mantissas(const std::string& s) {
  std::size_t n = 0;
  while (n < s.size() && (is_digit(s[n]) || s[n] == '.' || s[n] == ',')) ++n;
  const std::string run = s.substr(0, n);
  const auto points = std::count(run.begin(), run.end(), '.');
  const auto commas = std::count(run.begin(), run.end(), ',');
  std::vector<Mantissa> out;
  const auto add = [&](const std::string& digits, bool thousands = false) {
    if (digits.find_first_of("0123456789") != std::string::npos)
      out.push_back({digits, n, thousands});
  };
  const auto without = [&run](char drop, char decimal) {
    std::string d;
    for (const char c : run)
      if (c != drop) d += c == decimal ? '.' : c;
    return d;
  };
  const auto separates_thousands = [&](char mark) {
    const std::size_t at = run.find(mark);
    return n - at == 4 && at >= 1 && at <= 3 && run[0] != '0';
  };
  if (points > 1 || (points == 1 && commas > 1 && run.find('.') < run.find(','))) return out;
  if (points == 1 || commas > 1) {  // such commas separate thousands
    add(without(',', '.'));
    if (commas == 0 && separates_thousands('.')) add(without('.', ','), true);
  } else if (commas == 1) {
    if (separates_thousands(',')) add(without(',', '.'));
    add(without('.', ','));
  } else {
    // "02" has lost its point; a year or a time is not what a scale shows.
    if (run.size() >= 2 && run[0] == '0')
      add("0." + run.substr(1));
    else
      add(run);
  }
  return out;
}

/// A whole number with sign at `at`; moves past it.
std::optional<int> read_integer(const std::string& s, std::size_t& at) {
  std::size_t k = at;
  int sign = 1;
  if (k < s.size() && (s[k] == '-' || s[k] == '+')) sign = s[k++] == '-' ? -1 : 1;
  int v = 0, digits = 0;
  for (; k < s.size() && is_digit(s[k]) && digits < 4; ++k, ++digits) v = 10 * v + (s[k] - '0');
  if (digits == 0) return std::nullopt;
  at = k;
  return sign * v;
}

/// The exponent that follows a mantissa: e5, E-05, x10^5, x10^-5.
std::optional<int> read_exponent(const std::string& s, std::size_t& at) {
  std::size_t k = at;
  if (k < s.size() && (s[k] == 'e' || s[k] == 'E')) {
    ++k;
  } else if (s.compare(k, 4, "x10^") == 0) {
    k += 4;
  } else {
    return std::nullopt;
  }
  const auto v = read_integer(s, k);
  if (v) at = k;
  return v;
}

double suffix_factor(std::string_view rest) {
  if (rest == "k" || rest == "K") return 1e3;
  if (rest == "M") return 1e6;
  if (rest == "G" || rest == "B") return 1e9;
  return 1;
}

int decimals(const std::string& digits) {
  const std::size_t point = digits.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
}

/// Adds the meanings of a number followed by a compass letter; true if it was one.
bool add_compass(std::vector<NumberReading>& out, const NumberReading& number,
                 std::string_view rest) {
  if (!rest.empty() && rest[0] == 'o') rest.remove_prefix(1);
  if (rest.size() != 1 || std::string_view("EWNSO").find(rest[0]) == std::string_view::npos ||
      number.value < 0 || number.value > 360)
    return false;
  NumberReading r = number;
  r.degrees = true;
  const bool negative = rest[0] == 'W' || rest[0] == 'S' || rest[0] == 'O';
  r.value = negative ? -number.value : number.value;
  out.push_back(r);
  if (rest[0] == 'W' || rest[0] == 'O') {
    r.value = 360 - number.value;
    out.push_back(r);
  }
  return true;
}

}  // namespace

std::vector<NumberReading> read_number(std::string_view text) {
  std::vector<NumberReading> out;
  std::string s = with_times(normalised(text));
  if (s == "EQ" || s == "Eq") return {{0, 0.5, false, true}};
  double sign = 1;
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) {
    sign = s[0] == '-' ? -1 : 1;
    s.erase(0, 1);
  }
  if (s.compare(0, 3, "10^") == 0) {
    std::size_t at = 3;
    if (const auto power = read_integer(s, at); power && std::abs(*power) <= 300) {
      const double v = sign * std::pow(10.0, *power);
      out.push_back({v, 0.0, true, false});
    }
    return out;
  }
  for (const Mantissa& m : mantissas(s)) {
    std::size_t at = m.used;
    NumberReading r;
    const int exponent = read_exponent(s, at).value_or(0);
    if (std::abs(exponent) > 300) continue;
    const std::string_view rest = std::string_view(s).substr(at);
    // What is raised is part of the number; alone it cannot be understood.
    if (!rest.empty() && (is_digit(rest[0]) || std::string_view("-+.^").find(rest[0]) < 4))
      continue;
    const double factor = suffix_factor(rest);
    // The decimal form is read whole, so that "0.3" is the double nearest to 0.3.
    const double v = to_double(m.digits + "e" + std::to_string(exponent)) * factor;
    r.value = sign * v;
    r.thousands = m.thousands;
    r.precision = 0.5 * std::pow(10.0, exponent - decimals(m.digits)) * factor;
    if (sign > 0 && add_compass(out, r, rest)) continue;
    r.degrees = rest == "o";
    out.push_back(r);
  }
  return out;
}

double read_multiplier(std::string_view text) {
  std::string s = normalised(text);
  if (!s.empty() && (s[0] == '(')) s.erase(0, 1);
  if (!s.empty() && s[0] == 'x') s.erase(0, 1);
  // Readers take a lone 1 for a letter.
  if (!s.empty() && std::string_view("lIi|!").find(s[0]) != std::string_view::npos) s[0] = '1';
  if (s.size() > 1 && s[0] == '1' && (s[1] == 'O' || s[1] == 'o')) s[1] = '0';
  std::size_t at = 0;
  if (s.compare(0, 3, "10^") == 0) {
    at = 3;
  } else if (s.size() > 2 && s[0] == '1' && (s[1] == 'e' || s[1] == 'E')) {
    at = 2;
  } else {
    return 0;
  }
  const auto power = read_integer(s, at);
  if (!power || std::abs(*power) > 60) return 0;
  const std::string_view rest = std::string_view(s).substr(at);
  if (!rest.empty() && rest != ")") return 0;
  return std::pow(10.0, *power);
}

bool resembles_multiplier(std::string_view text) {
  std::string s = normalised(text);
  std::erase_if(s, [](char c) { return c == '.' || c == '(' || c == '\'' || c == '`'; });
  if (!s.empty() && s[0] == '-') s.erase(0, 1);  // a dot that stands for "times"
  if (!s.empty() && s[0] == 'x') s.erase(0, 1);
  const bool number = s.find_first_not_of("0123456789,-+") == std::string::npos;
  if (number || s.size() < 3) return false;
  const auto one_of = [&s](std::size_t at, std::string_view letters) {
    return letters.find(s[at]) != std::string_view::npos;
  };
  // Whatever stands in front of an exponent was a 1.
  const std::size_t e = s.find_first_of("eE");
  if (e >= 1 && e <= 2 && s.size() - e <= 4 && s.size() > e + 1 &&
      s.find_first_not_of("0123456789-+", e + 1) == std::string::npos)
    return true;
  if (!one_of(0, "1lIi|!tT")) return false;
  if (one_of(1, "eEcC") && s.size() <= 5)
    return s.find_first_of("0123456789-bBOoSsZzgqG", 2) != std::string::npos;
  return one_of(1, "0OoDQnN") && s.find('^', 2) != std::string::npos;
}

}  // namespace unweave
