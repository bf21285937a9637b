// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/mended_labels.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/labels/number_text.hpp"

namespace unweave::testing {

namespace {

/// Labels at even places.
std::vector<AxisLabel> labels(const std::vector<std::string>& texts, double spacing = 90) {
  std::vector<AxisLabel> out;
  for (const std::string& text : texts) {
    AxisLabel label;
    label.text = text;
    label.position = 50 + spacing * static_cast<double>(out.size());
    label.readings = read_number(text);
    out.push_back(label);
  }
  return out;
}

/// What each is meant last.
std::vector<double> unwrapped(const std::vector<std::string>& texts) {
  auto all = labels(texts);
  unwrap_degrees(all);
  std::vector<double> out;
  for (const AxisLabel& l : all) out.push_back(l.readings.back().value);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mended_labels)

BOOST_AUTO_TEST_CASE(what_begins_anew_goes_on_a_turn_further) {
  const std::vector<double> east{90, 120, 150, 180, 210, 240};
  BOOST_TEST(unwrapped({"90", "120", "150", "-180", "-150", "-120"}) == east,
             boost::test_tools::per_element());
  BOOST_TEST(unwrapped({"90", "120", "150", "180", "-150", "-120"}) == east,
             boost::test_tools::per_element());
  const std::vector<double> across{300, 330, 360, 390};
  BOOST_TEST(unwrapped({"300", "330", "0", "30"}) == across, boost::test_tools::per_element());
  const std::vector<double> falling{60, 0, -60, -120};
  BOOST_TEST(unwrapped({"60", "0", "300", "240"}) == falling, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_written_stays_a_meaning) {
  auto all = labels({"150", "-180", "-150", "-120"});
  unwrap_degrees(all);
  BOOST_TEST(all[0].readings.size() == 1);
  BOOST_TEST(all[1].readings.size() == 2);
  BOOST_TEST(all[1].readings.front().value == -180);
}

BOOST_AUTO_TEST_CASE(other_numbers_are_left_alone) {
  for (const auto& texts :
       {std::vector<std::string>{"-180", "-90", "0", "90", "180"},  // no step back
        {"90", "120", "150", "-200", "-170"},                       // no turn
        {"0", "120", "240", "0", "120", "240", "0"},                // two turns
        {"150", "-180", "-150"},                                    // too few
        {"80", "120", "150", "-180", "-120"},                       // uneven
        {"500", "800", "-180", "100"}}) {                           // beyond a turn
    auto all = labels(texts);
    unwrap_degrees(all);
    for (const AxisLabel& l : all) BOOST_TEST(l.readings.size() == read_number(l.text).size());
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
