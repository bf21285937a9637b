// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/unit_symbols.hpp"

#include <cstring>

#include "core/labels/plain_text.hpp"

namespace unweave {

namespace {

/// Symbols as they are written in figures. The longest that fits is taken, so that "min" is no
/// milli-inch and "cd" no centiday.
constexpr UnitSymbol kSymbols[] = {
    {U"m", "m", true, true},
    {U"g", "g", true, true},
    {U"s", "s", true, true},
    {U"A", "A", true, true},
    {U"K", "K", true, true},
    {U"mol", "mol", true},
    {U"cd", "cd"},
    {U"Hz", "Hz", true},
    {U"N", "N", true, true},
    {U"Pa", "Pa", true},
    {U"J", "J", true, true},
    {U"W", "W", true, true},
    {U"C", "C", true, true},
    {U"V", "V", true, true},
    {U"F", "F", true, true},
    {U"\u03A9", "ohm", true},
    {U"S", "S", true, true},
    {U"Wb", "Wb", true},
    {U"T", "T", true, true},
    {U"H", "H", true, true},
    {U"lm", "lm"},
    {U"lx", "lx"},
    {U"Bq", "Bq", true},
    {U"Gy", "Gy", true},
    {U"Sv", "Sv", true},
    {U"rad", "rad", true, true},
    {U"sr", "sr"},
    {U"eV", "eV", true},
    {U"l", "l", true, true},
    {U"L", "L", true, true},
    {U"t", "t", true, true},
    {U"bar", "bar", true, true},
    {U"mb", "millibar"},
    {U"atm", "atm"},
    {U"Torr", "torr"},
    {U"mmHg", "mmHg"},
    {U"psi", "psi", false, true},
    {U"min", "min", false, true},
    {U"mins", "min"},
    {U"h", "h", false, true},
    {U"hr", "h"},
    {U"hrs", "h"},
    {U"d", "d", false, true},
    {U"yr", "year", true},
    {U"yrs", "year"},
    {U"a", "year", true, true},
    {U"\u00B0", "degree"},
    {U"deg", "degree"},
    {U"\u00B0C", "degC"},
    {U"degC", "degC"},
    {U"deg C", "degC"},
    {U"\u00B0F", "degF"},
    {U"degF", "degF"},
    {U"deg F", "degF"},
    {U"\u00B0K", "K"},
    {U"\u00B0E", "degrees_east"},
    {U"\u00B0N", "degrees_north"},
    {U"\u00B0W", "degrees_west"},
    {U"\u00B0S", "degrees_south"},
    {U"degE", "degrees_east"},
    {U"degN", "degrees_north"},
    {U"deg E", "degrees_east"},
    {U"deg N", "degrees_north"},
    {U"%", "percent"},
    {U"\u2030", "1e-3"},
    {U"ppm", "ppm"},
    {U"ppmv", "ppmv"},
    {U"ppb", "ppb"},
    {U"ppbv", "ppbv"},
    {U"psu", "1e-3"},
    {U"PSU", "1e-3"},
    {U"dB", "dB"},
    {U"dBZ", "dBZ"},
    {U"dBm", "dBm"},
    {U"\u00C5", "angstrom"},
    {U"AU", "au", false, true},
    {U"au", "au", false, true},
    {U"pc", "parsec", true},
    {U"Jy", "Jy", true},
    {U"arcmin", "arcminute"},
    {U"arcsec", "arcsecond"},
    {U"mas", "milliarcsecond"},
    {U"Gal", "Gal", true, true},
    {U"ft", "ft"},
    {U"in", "inch", false, true},
    {U"in.", "inch", false, true},
    {U"mi", "mile", false, true},
    {U"kn", "knot", false, true},
    {U"kt", "knot", false, true},
    {U"kts", "knot"},
    {U"mph", "mile hour-1"},
    {U"lb", "pound"},
    {U"ha", "hectare", false, true},
    {U"cal", "cal", true, true},
    {U"Wh", "W h", true},
    {U"DU", "dobson"},
    {U"px", "1"},
    {U"B", "byte", true, true},
    {U"cm^-1", "cm-1"},
    {U"rpm", "rpm"},
    {U"G", "gauss", true, true},
    {U"Oe", "oersted", true},
    {U"erg", "erg"},
    {U"dyn", "dyne"},
    {U"P", "poise", true, true},
    {U"u", "u", false, true},
    {U"Da", "u", true, true},
    {U"a.u.", "1"},
    {U"arb. u.", "1"},
    {U"arb. units", "1"},
    {U"arbitrary units", "1"},
    {U"-", "1"},
    {U"\u03C3", "1", false, true},
    {U"dimensionless", "1"},
    {U"unitless", "1"},
};

/// Names that are written out, in small letters.
constexpr UnitSymbol kWords[] = {
    {U"meter", "m"},
    {U"meters", "m"},
    {U"metre", "m"},
    {U"metres", "m"},
    {U"kilometer", "km"},
    {U"kilometers", "km"},
    {U"kilometre", "km"},
    {U"kilometres", "km"},
    {U"centimeters", "cm"},
    {U"millimeters", "mm"},
    {U"feet", "ft"},
    {U"foot", "ft"},
    {U"inch", "inch"},
    {U"inches", "inch"},
    {U"mile", "mile"},
    {U"miles", "mile"},
    {U"second", "s", false, true},
    {U"seconds", "s"},
    {U"sec", "s"},
    {U"minute", "min"},
    {U"minutes", "min"},
    {U"hour", "h"},
    {U"hours", "h"},
    {U"day", "day", false, true},
    {U"days", "day"},
    {U"week", "week", false, true},
    {U"weeks", "week"},
    {U"month", "month", false, true},
    {U"months", "month"},
    {U"year", "year", false, true},
    {U"years", "year"},
    {U"kelvin", "K"},
    {U"celsius", "degC"},
    {U"degrees celsius", "degC"},
    {U"degree celsius", "degC"},
    {U"degrees c", "degC"},
    {U"fahrenheit", "degF"},
    {U"degrees fahrenheit", "degF"},
    {U"degree", "degree"},
    {U"degrees", "degree"},
    {U"degrees_east", "degrees_east"},
    {U"degrees_north", "degrees_north"},
    {U"degrees_west", "degrees_west"},
    {U"degrees_south", "degrees_south"},
    {U"degrees east", "degrees_east"},
    {U"degrees north", "degrees_north"},
    {U"degrees west", "degrees_west"},
    {U"degrees south", "degrees_south"},
    {U"degree_east", "degrees_east"},
    {U"degree_north", "degrees_north"},
    {U"radian", "rad"},
    {U"radians", "rad"},
    {U"percent", "percent"},
    {U"per cent", "percent"},
    {U"pascal", "Pa"},
    {U"hectopascal", "hPa"},
    {U"millibar", "millibar"},
    {U"millibars", "millibar"},
    {U"watt", "W"},
    {U"watts", "W"},
    {U"volt", "V"},
    {U"volts", "V"},
    {U"tesla", "T"},
    {U"gauss", "gauss"},
    {U"hertz", "Hz"},
    {U"joule", "J"},
    {U"joules", "J"},
    {U"knot", "knot", false, true},
    {U"knots", "knot"},
    {U"pixel", "1"},
    {U"pixels", "1"},
    {U"count", "count", false, true},
    {U"counts", "count"},
    {U"photon", "count", false, true},
    {U"photons", "count"},
    {U"beam", "beam", false, true},
    {U"ohm", "ohm"},
    {U"decibel", "dB"},
    {U"dobson", "dobson"},
};

struct Prefix {
  std::u32string_view text;
  const char* symbol;
  const char* name;  ///< in front of a unit that UDUNITS knows by its name alone
};

constexpr Prefix kPrefixes[] = {
    {U"da", "da", "deca"}, {U"\u00B5", "u", "micro"}, {U"u", "u", "micro"}, {U"m", "m", "milli"},
    {U"n", "n", "nano"},   {U"p", "p", "pico"},       {U"f", "f", "femto"}, {U"c", "c", "centi"},
    {U"d", "d", "deci"},   {U"h", "h", "hecto"},      {U"k", "k", "kilo"},  {U"M", "M", "mega"},
    {U"G", "G", "giga"},   {U"T", "T", "tera"},       {U"P", "P", "peta"}};

/// UDUNITS takes symbols' prefixes before symbols, and names' prefixes before names.
constexpr const char* kNames[] = {"year", "parsec", "byte", "gauss", "oersted", "poise", "ohm"};

bool is_name(const char* cf) {
  for (const char* name : kNames)
    if (std::strcmp(cf, name) == 0) return true;
  return false;
}

}  // namespace

const UnitSymbol* find_unit(std::u32string_view text) {
  for (const UnitSymbol& s : kSymbols)
    if (s.text == text) return &s;
  const std::u32string small = lower(std::u32string(text));
  for (const UnitSymbol& s : kWords)
    if (s.text == small) return &s;
  return nullptr;
}

std::optional<PrefixedUnit> split_prefix(std::u32string_view text) {
  for (const Prefix& p : kPrefixes) {
    if (!text.starts_with(p.text)) continue;
    const std::u32string_view rest = text.substr(p.text.size());
    for (const UnitSymbol& s : kSymbols)
      if (s.prefixes && s.text == rest) return PrefixedUnit{is_name(s.cf) ? p.name : p.symbol, &s};
  }
  return std::nullopt;
}

}  // namespace unweave
