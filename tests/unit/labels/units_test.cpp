// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/units.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/labels/plain_text.hpp"
#include "core/labels/unit_symbols.hpp"

using unweave::parse_unit;
using unweave::udunits_knows;
using unweave::unit_factor;
using unweave::unit_for_people;

namespace {

std::string cf(const std::string& text) {
  const auto unit = parse_unit(std::string_view(text));
  return unit ? unit->cf : "none";
}

const std::vector<std::pair<const char*, const char*>> kUnits{
    {"m s-1", "m s-1"},
    {"m s\u207B\u00B9", "m s-1"},
    {"m s^-1", "m s-1"},
    {"m s^{-1}", "m s-1"},
    {"m/s", "m s-1"},
    {"m\u00B7s\u207B\u00B9", "m s-1"},
    {"m.s-1", "m s-1"},
    {"W m-2", "W m-2"},
    {"W/m\u00B2", "W m-2"},
    {"W/m2", "W m-2"},
    {"kg m^{-3}", "kg m-3"},
    {"J/(kg K)", "J kg-1 K-1"},
    {"J kg-1 K-1", "J kg-1 K-1"},
    {"m/s/km", "m s-1 km-1"},
    {"1/s", "s-1"},
    {"10\u207B\u2074 Sv", "1e-4 Sv"},
    {"\u00D710\u00B3 km", "1e3 km"},
    {"10^6 m^3/s", "1e6 m3 s-1"},
    {"1000 km", "1e3 km"},
    {"1e-3 m", "1e-3 m"},
    {"\u00B0C", "degC"},
    {"\u2103", "degC"},
    {"deg C", "degC"},
    {"Celsius", "degC"},
    {"degrees Celsius", "degC"},
    {"\u00B0F", "degF"},
    {"K", "K"},
    {"\u00B0", "degree"},
    {"degrees", "degree"},
    {"\u00B0E", "degrees_east"},
    {"degrees north", "degrees_north"},
    {"%", "percent"},
    {"\u2030", "1e-3"},
    {"psu", "1e-3"},
    {"dBZ", "dBZ"},
    {"mg m-3", "mg m-3"},
    {"\u00B5g/m\u00B3", "ug m-3"},
    {"\u03BCmol kg-1", "umol kg-1"},
    {"mm/day", "mm day-1"},
    {"mm per day", "mm day-1"},
    {"hPa", "hPa"},
    {"mb", "millibar"},
    {"keV", "keV"},
    {"\u00C5", "angstrom"},
    {"k\u03A9", "kiloohm"},
    {"counts/s", "count s-1"},
    {"kWh", "kW h"},
    {"a.u.", "1"},
    {"arb. units", "1"},
    {"-", "1"},
    {"yr", "year"},
    {"kyr", "kiloyear"},
    {"feet", "ft"},
    {"MB", "megabyte"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(units)

BOOST_AUTO_TEST_CASE(units_of_figures_are_spelled_as_files_want_them) {
  for (const auto& [text, spelling] : kUnits) BOOST_TEST(cf(text) == spelling, text);
}

BOOST_AUTO_TEST_CASE(what_is_no_unit_as_a_whole_is_none) {
  for (const char* text :
       {"",       "depth", "Temperature", "mean", "log",  "anomaly", "m//s",  "m/",    "/s",
        "m^",     "m s-",  "3",           "()",   "(m",   "m)",      "m s x", "10^",   "10-3",
        "GeV/c2", "m^0",   "m^100",       "k",    "M",    "kk",      "mmm",   "at",    "the",
        "m2x",    "a b c", "max",         "\xff", "K to", "of",      "time",  "Model", "SST"})
    BOOST_TEST(cf(text) == "none", text);
  BOOST_TEST(cf(std::string(1000, 'm')) == "none");
}

BOOST_AUTO_TEST_CASE(letters_and_words_that_may_be_something_else_are_doubtful) {
  for (const char* text : {"m", "s", "K", "T", "in", "a", "day", "A", "V", "h"})
    BOOST_TEST(parse_unit(std::string_view(text))->doubtful, text);
  for (const char* text : {"km", "hPa", "\u00B0C", "%", "m/s", "m2", "mm", "1e3 m", "10^3 m"})
    if (const auto unit = parse_unit(std::string_view(text))) BOOST_TEST(!unit->doubtful, text);
}

// UDUNITS is the oracle of the table: what is spelled for files must be what it understands.
// The decibel of a power ratio, the jansky and an antenna's beam are units that it does not have.
BOOST_AUTO_TEST_CASE(udunits_understands_every_spelling) {
  if (!unweave::udunits_ready()) return;
  for (const auto& [text, spelling] : kUnits) BOOST_TEST(udunits_knows(spelling), spelling);
  for (const char32_t* text :
       {U"m", U"k\u03A9", U"MB", U"\u00B5G", U"nT", U"kpc", U"Myr", U"mGal", U"cP", U"MHz"}) {
    const auto unit = parse_unit(std::u32string_view(text));
    BOOST_TEST_REQUIRE(unit.has_value());
    BOOST_TEST(udunits_knows(unit->cf), unit->cf);
  }
  BOOST_TEST(!udunits_knows("depth"));
}

BOOST_AUTO_TEST_CASE(udunits_converts) {
  if (!unweave::udunits_ready()) return;
  const auto near = boost::test_tools::tolerance(1e-12);
  BOOST_TEST(unit_factor("km", "m").value() == 1000.0, near);
  BOOST_TEST(unit_factor("m s-1", "km h-1").value() == 3.6, near);
  BOOST_TEST(!unit_factor("degC", "K"));
  BOOST_TEST(!unit_factor("m", "s"));
  BOOST_TEST(!unit_factor("nonsense", "s"));
}

BOOST_AUTO_TEST_CASE(people_read_raised_exponents_and_signs) {
  for (const auto& [spelling, text] :
       std::vector<std::pair<const char*, const char*>>{{"m s-1", "m s\u207B\u00B9"},
                                                        {"kg m-3", "kg m\u207B\u00B3"},
                                                        {"degC", "\u00B0C"},
                                                        {"degC km-1", "\u00B0C km\u207B\u00B9"},
                                                        {"1e-4 Sv", "10\u207B\u2074 Sv"},
                                                        {"percent", "%"},
                                                        {"ug m-3", "\u00B5g m\u207B\u00B3"},
                                                        {"us", "\u00B5s"},
                                                        {"degrees_east", "\u00B0E"},
                                                        {"1", ""},
                                                        {"K", "K"}})
    BOOST_TEST(unit_for_people(spelling) == text, spelling);
}

// What people read is read back as the same unit.
BOOST_AUTO_TEST_CASE(spellings_for_people_are_read_back) {
  for (const auto& [text, spelling] : kUnits) {
    const std::string shown = unit_for_people(spelling);
    if (shown.empty() || std::string(spelling).starts_with("1e-3")) continue;
    const std::string again = cf(shown);
    const bool same =
        again == spelling || (unweave::udunits_ready() && unit_factor(again, spelling) == 1.0);
    BOOST_TEST(same, spelling << " as " << shown << " is " << again);
  }
}

BOOST_AUTO_TEST_SUITE_END()
