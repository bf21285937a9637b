// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/number_suffix.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "core/labels/numeral.hpp"
#include "core/labels/plain_text.hpp"
#include "core/labels/units.hpp"

namespace unweave {

namespace {

using Text = std::u32string_view;

NumberReading with_unit(NumberReading r, std::string unit) {
  r.unit = std::move(unit);
  return r;
}

/// Minutes and seconds of arc behind a degree sign; moves past them.
double arc_minutes(Text& s) {
  double degrees = 0;
  double unit = 1.0 / 60;
  for (const char32_t mark : {U'\'', U'"'}) {
    Text t = trimmed(s);
    const std::vector<Numeral> n = numerals(t, 0);
    if (n.empty() || n[0].value >= 60) break;
    Text behind = t.substr(n[0].end);
    if (mark == U'"' && behind.starts_with(U"''"))
      behind.remove_prefix(2);
    else if (!behind.empty() && behind[0] == mark)
      behind.remove_prefix(1);
    else
      break;
    degrees += n[0].value * unit;
    unit /= 60;
    s = behind;
  }
  return degrees;
}

/// What a degree sign and what follows it make of a number; false if it is not understood.
bool add_degrees(const NumberReading& number, Text rest, std::vector<NumberReading>& out) {
  NumberReading r = number;
  const double arc = arc_minutes(rest);
  rest = trimmed(rest);
  if (arc > 0) {
    r.value += std::copysign(arc, number.value);
    r.precision = 0.5 / 60;
  }
  r.degrees = true;
  if (rest.empty()) {
    out.push_back(r);
    return true;
  }
  if (const char letter = compass_letter(rest, true)) return add_compass(r, letter, true, out);
  if (arc > 0) return false;
  std::u32string temperature(U"\u00B0");
  temperature += rest;
  const auto unit = parse_unit(Text(temperature));
  if (!unit || one_of(rest[0], U"EWNS")) return false;
  out.push_back(with_unit(number, unit->cf));
  return true;
}

/// SI suffixes without a unit, and the units that their letters are too.
void add_suffix(const NumberReading& n, char32_t letter, bool apart,
                std::vector<NumberReading>& out) {
  const auto both = [&](double factor, const char* unit, bool unit_first) {
    NumberReading large = scaled(n, factor), quantity = with_unit(n, unit);
    large.ambiguous = quantity.ambiguous = true;
    out.push_back(unit_first ? quantity : large);
    out.push_back(unit_first ? large : quantity);
  };
  switch (letter) {
    case U'k':
      return out.push_back(scaled(n, 1e3));
    case U'K':
      return both(1e3, "K", apart);
    case U'M':
      return out.push_back(scaled(n, 1e6));
    case U'G':
      return out.push_back(scaled(n, 1e9));
    case U'T':
      return both(1e12, "T", apart);
    case U'B':
      return both(1e9, "byte", apart);
    case U'm':
      return both(1e-3, "m", true);
    case U'u':
    case U'\u00B5':
      return out.push_back(scaled(n, 1e-6));
    case U'n':
      return out.push_back(scaled(n, 1e-9));
    case U'p':
      return out.push_back(scaled(n, 1e-12));
    default:
      break;
  }
}

/// "kB", "MiB": bytes are counted in their multiples only.
double bytes(Text s) {
  if (s.size() < 2 || s.size() > 3 || s.back() != U'B') return 0;
  const std::size_t power = Text(U"kMGTP").find(s[0] == U'K' ? U'k' : s[0]);
  if (power == Text::npos || (s.size() == 3 && s[1] != U'i')) return 0;
  return std::pow(s.size() == 3 ? 1024.0 : 1000.0, static_cast<double>(power) + 1);
}

}  // namespace

char compass_letter(Text s, bool degree_sign) {
  if (s.size() == 1 && one_of(s[0], degree_sign ? U"EWNSO" : U"EWNS"))
    return static_cast<char>(s[0]);
  if (!degree_sign) return 0;
  const std::u32string small = lower(std::u32string(s));
  for (const Text name : {U"east", U"west", U"north", U"south"})
    if (small == name || (small.size() == 1 && small[0] == name[0]))
      return static_cast<char>(name[0] - 32);
  return 0;
}

bool add_compass(const NumberReading& number, char letter, bool degree_sign,
                 std::vector<NumberReading>& out) {
  const bool latitude = letter == 'N' || letter == 'S';
  if (number.value < 0 || number.value > (latitude ? 90 : 360)) return false;
  NumberReading r = number;
  r.degrees = true;
  r.bearing = latitude ? Bearing::Latitude : Bearing::Longitude;
  // Without a degree sign "5 W" and "5 N" may be watt and newton; "O" is west in some languages
  // and east in others.
  const auto unit = degree_sign ? std::nullopt
                                : parse_unit(Text(U"WNS").find(letter) != Text::npos
                                                 ? std::string_view(&letter, 1)
                                                 : std::string_view());
  r.ambiguous = r.ambiguous || unit || letter == 'O';
  if (letter == 'E' || letter == 'N') {
    out.push_back(r);
  } else {
    r.value = -number.value;
    out.push_back(r);
  }
  if (letter == 'W' || letter == 'O') {
    r.value = 360 - number.value;
    out.push_back(r);
  }
  if (letter == 'O') {
    r.value = number.value;
    out.push_back(r);
  }
  if (unit) {
    NumberReading quantity = with_unit(number, unit->cf);
    quantity.ambiguous = true;
    out.push_back(quantity);
  }
  return true;
}

void add_meanings(const NumberReading& n, Text s, bool apart, std::vector<NumberReading>& out) {
  if (s.empty()) return out.push_back(n);
  const bool letter_o = s[0] == U'o' && !apart && (s.size() == 1 || s.size() == 2);
  if (s[0] == U'\u00B0' || letter_o) {
    add_degrees(n, s.substr(1), out);
    return;
  }
  if (const char letter = compass_letter(s, false)) {
    if (add_compass(n, letter, false, out)) return;
  } else if (s == U"Mio" || s == U"mio") {
    return out.push_back(scaled(n, 1e6));
  } else if (s == U"Mrd" || s == U"bn") {
    return out.push_back(scaled(n, 1e9));
  } else if (s.size() == 1 && one_of(s[0], U"kKMGTBmu\u00B5np")) {
    return add_suffix(n, s[0], apart, out);
  }
  if (const double factor = bytes(s); factor > 0)
    return out.push_back(with_unit(scaled(n, factor), "byte"));
  if (const auto unit = parse_unit(s); unit && s[0] != U'-' && !is_digit(s[0]))
    out.push_back(with_unit(n, unit->cf));
}

}  // namespace unweave
