// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/colormap_file.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>
#include <string>
#include <vector>

using namespace unweave;

namespace {

Report three_colors() {
  Report report;
  report.colors = {{0, 51, 255}, {102, 0, 0}, {255, 255, 255}};
  return report;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) all.push_back(line);
  return all;
}

std::vector<double> numbers(const std::string& line) {
  std::vector<double> all;
  std::istringstream stream(line);
  for (double value = 0; stream >> value;) all.push_back(value);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(colormap_file)

BOOST_AUTO_TEST_CASE(gradient_has_a_linear_segment_between_each_two_colors) {
  const auto text = lines(*colormap_text(three_colors(), "ggr", "a\nname"));
  BOOST_TEST_REQUIRE(text.size() == 5u);
  BOOST_TEST(text[0] == "GIMP Gradient");
  BOOST_TEST(text[1] == "Name: a name");
  BOOST_TEST(text[2] == "2");
  const std::vector<double> first{0, 0.25, 0.5, 0, 0.2, 1, 1, 0.4, 0, 0, 1, 0, 0, 0, 0};
  const std::vector<double> second{0.5, 0.75, 1, 0.4, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0};
  BOOST_TEST(numbers(text[3]) == first, boost::test_tools::per_element());
  BOOST_TEST(numbers(text[4]) == second, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(palette_and_table_list_the_colors_from_the_low_end) {
  const auto palette = lines(*colormap_text(three_colors(), "gpl", "p"));
  BOOST_TEST_REQUIRE(palette.size() == 7u);
  BOOST_TEST(palette[0] == "GIMP Palette");
  BOOST_TEST(palette[4] == "0 51 255\t0");
  BOOST_TEST(palette[6] == "255 255 255\t1");
  const auto table = lines(*colormap_text(three_colors(), "csv", "p"));
  BOOST_TEST(
      table == (std::vector<std::string>{"t,r,g,b", "0,0,51,255", "0.5,102,0,0", "1,255,255,255"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(color_palette_table_runs_over_the_range_and_rises) {
  Report report = three_colors();
  report.range = {-2, 30, Scale::Linear, RangeSource::Given};
  auto table = lines(*colormap_text(report, "cpt", "p"));
  BOOST_TEST_REQUIRE(table.size() == 7u);
  BOOST_TEST(table[2] == "-2\t0/51/255\t14\t102/0/0");
  BOOST_TEST(table[3] == "14\t102/0/0\t30\t255/255/255");
  BOOST_TEST(table[4] == "B\t0/51/255");
  BOOST_TEST(table[5] == "F\t255/255/255");
  report.range = {1000, 10, Scale::Log10, RangeSource::Given};
  table = lines(*colormap_text(report, "cpt", "p"));
  BOOST_TEST(table[2] == "10\t255/255/255\t100\t102/0/0");
}

BOOST_AUTO_TEST_CASE(unknown_format_and_no_colors_give_nothing) {
  BOOST_TEST(!colormap_text(three_colors(), "txt", "p"));
  BOOST_TEST(!colormap_text(Report(), "ggr", "p"));
  for (const auto& format : colormap_formats())
    BOOST_TEST(colormap_text(three_colors(), format, "p").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
