// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unweave {

/// A unit of measurement that was recognized.
struct Unit {
  /// As UDUNITS and CF 1.8 spell it: "m s-1", "degC", "1e-4 Sv", "1" for what has no dimension.
  std::string cf;
  /// How many factors it has; 1 for a single symbol without exponent.
  int factors = 1;
  /// A single symbol that is also a word or a letter of its own ("in", "a", "T"), or nothing but
  /// capital letters ("S/N"): by itself, or without brackets around it, it may be no unit.
  bool doubtful = false;
  friend bool operator==(const Unit&, const Unit&) = default;
};

/// The unit that a text of plain_text()'s form means as a whole; nullopt where a part of it is
/// unknown. Symbols of the SI with prefixes and those that figures of the sciences use; products
/// ("m s-1", "kg m^-2", "N·m"), quotients ("m/s", "J/(kg K)", "mm per day"), powers of ten in front
/// ("10^-4 Sv", "x 10^3 km"). Case matters, but for written-out names.
std::optional<Unit> parse_unit(std::u32string_view plain);

/// The same from UTF-8.
std::optional<Unit> parse_unit(std::string_view utf8);

/// True if UDUNITS takes the text for a unit, false where it does not or is not there.
bool udunits_knows(const std::string& text);
/// True if UDUNITS and its data were found.
bool udunits_ready();

/// How people write a unit that CF spells this way: "m s-1" as "m s⁻¹", "degC" as "°C", "1" as "".
std::string unit_for_people(const std::string& cf);

/// What one of the unit `from` is in the unit `to`, where that is a mere factor (1000 from "km" to
/// "m"); nullopt without UDUNITS, for unlike units and for temperatures with unlike zeros.
std::optional<double> unit_factor(const std::string& from, const std::string& to);

}  // namespace unweave
