// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/unit_text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/labels/units.hpp"

using unweave::Quantity;
using unweave::quantity_of;
using unweave::split_title;

namespace {

struct Title {
  const char* text;
  const char* name;
  const char* unit;
  double multiplier = 1;
};

void check(const Title& t) {
  BOOST_TEST_CONTEXT("'" << t.text << "'") {
    const auto found = split_title(t.text);
    BOOST_TEST(found.name == t.name);
    BOOST_TEST(found.unit == t.unit);
    BOOST_TEST(found.multiplier == t.multiplier, boost::test_tools::tolerance(1e-12));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unit_text)

BOOST_AUTO_TEST_CASE(units_in_brackets) {
  for (const Title& t : std::vector<Title>{
           {"T (K)", "T", "K"},
           {"Temperature (\u00B0C)", "Temperature", "degC"},
           {"Wind speed [m s\u207B\u00B9]", "Wind speed", "m s-1"},
           {"Wind speed (m/s)", "Wind speed", "m s-1"},
           {"Specific heat [J/(kg K)]", "Specific heat", "J kg-1 K-1"},
           {"Transport (10\u207B\u2074 Sv)", "Transport", "1e-4 Sv"},
           {"Salinity [psu]", "Salinity", "1e-3"},
           {"Relative humidity (%)", "Relative humidity", "percent"},
           {"Intensity (a.u.)", "Intensity", "1"},
           {"Depth (km) below sea level", "Depth below sea level", "km"},
           {"Anomaly (2 m) [K]", "Anomaly (2 m)", "K"},
           {"Current (A)", "Current", "A"},
           {"Time (d)", "Time", "d"},
           {"Age (a)", "Age (a)", ""},
           {"Length {mm}", "Length", "mm"},
           {"Energy (\u00D710\u00B3)", "Energy", "", 1e3},
           {"Energy (x10^-3)", "Energy", "", 1e-3},
           {"[hPa]", "", "hPa"},
           {"(m)", "", "m"},
       })
    check(t);
}

BOOST_AUTO_TEST_CASE(units_behind_slashes_commas_and_words) {
  for (const Title& t : std::vector<Title>{
           {"Depth / km", "Depth", "km"},
           {"T / K", "T", "K"},
           {"v / (m s\u207B\u00B9)", "v", "m s-1"},
           {"\u03BB/nm", "\u03BB", "nm"},
           {"Depth/km", "Depth", "km"},
           {"Temperature, \u00B0C", "Temperature", "degC"},
           {"Time, s", "Time", "s"},
           {"Rain, mm/day", "Rain", "mm day-1"},
           {"Depth in km", "Depth", "km"},
           {"Temperature in \u00B0C", "Temperature", "degC"},
           {"Temperature \u00B0C", "Temperature", "degC"},
           {"Rain mm/day", "Rain", "mm day-1"},
           {"Pressure hPa", "Pressure", "hPa"},
           {"Flux W m-2", "Flux", "W m-2"},
       })
    check(t);
}

BOOST_AUTO_TEST_CASE(units_alone) {
  for (const Title& t : std::vector<Title>{
           {"\u00B0C", "", "degC"},
           {"m/s", "", "m s-1"},
           {"K", "", "K"},
           {"hPa", "", "hPa"},
           {"%", "", "percent"},
           {"W m\u207B\u00B2", "", "W m-2"},
       })
    check(t);
}

// A name stays as it is where nothing makes a part of it a unit.
BOOST_AUTO_TEST_CASE(names_without_a_unit_stay) {
  for (const char* name : {"Temperature",
                           "T",
                           "V",
                           "S/N",
                           "Signal/noise",
                           "Experiment, C",
                           "Change in T",
                           "Trend in V",
                           "(a) Map",
                           "Map (b)",
                           "Depth",
                           "Model A",
                           "Sea surface height (anomaly)",
                           "10 m wind",
                           "Run 5",
                           "Height above ground",
                           "x",
                           "Day",
                           "Ratio A/B",
                           "Phase in time",
                           "log10(Chl) [mg m-3]",
                           "log E (eV)",
                           "ln(x) / m",
                           "Sales (in millions)",
                           "March",
                           "Distance (see text)",
                           "",
                           "\xff",
                           "-",
                           "P(A)",
                           "f(x)",
                           "Data, 2020"})
    BOOST_TEST(split_title(name).unit.empty(), name);
  BOOST_TEST(split_title("  Sea level  ").name == "Sea level");
  BOOST_TEST(split_title("Logistics cost (km)").unit == "km");
}

BOOST_AUTO_TEST_CASE(units_that_only_udunits_knows_count_in_brackets) {
  if (!unweave::udunits_ready()) return;
  check({"Speed (furlong/day)", "Speed", "furlong/day"});
  check({"Speed furlong/day", "Speed furlong/day", ""});
  check({"Word (point)", "Word (point)", ""});
}

BOOST_AUTO_TEST_CASE(words_say_what_an_axis_is) {
  BOOST_TEST((quantity_of("Longitude") == Quantity::Longitude));
  BOOST_TEST((quantity_of("longitude (degrees)") == Quantity::Longitude));
  BOOST_TEST((quantity_of("LAT") == Quantity::Latitude));
  BOOST_TEST((quantity_of("L\u00E4nge") == Quantity::Longitude));
  BOOST_TEST((quantity_of("x", "degrees_north") == Quantity::Latitude));
  BOOST_TEST((quantity_of("Water depth") == Quantity::Depth));
  BOOST_TEST((quantity_of("Pressure") == Quantity::Pressure));
  BOOST_TEST((quantity_of("Latitude and longitude") == Quantity::Other));
  BOOST_TEST((quantity_of("Platitude") == Quantity::Other));
  BOOST_TEST((quantity_of("") == Quantity::Other));
  BOOST_TEST(points_down(Quantity::Depth));
  BOOST_TEST(points_down(Quantity::Pressure));
  BOOST_TEST(!points_down(Quantity::Height));
}

BOOST_AUTO_TEST_CASE(a_power_of_ten_that_is_not_understood_is_told) {
  for (const char* title : {"Flow, x 1 0* kg", "Flow {10^3 m)", "Flow x10^4 kg s"})
    BOOST_TEST(unweave::hides_multiplier(title), title);
  for (const char* title : {"Flow (x10^3)", "Flow [m s^-1]", "Temperature", "Top 10"})
    BOOST_TEST(!unweave::hides_multiplier(title), title);
}

BOOST_AUTO_TEST_SUITE_END()
