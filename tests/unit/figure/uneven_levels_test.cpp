// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/uneven_levels.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <vector>

namespace unweave::testing {

namespace {

constexpr int kTop = 100, kBox = 40;

/// A vertical bar of `n` boxes of one size, in which green counts the levels from below.
Colorbar stepped(int n) {
  Colorbar bar;
  bar.rect = {10, kTop, 12, n * kBox};
  bar.outer = bar.rect;
  bar.min_end = BarEnd::Bottom;
  for (int k = 0; k < n; ++k) bar.level_colors.push_back({0.2, double(k) / n, 0.5});
  for (int k = 0; k <= n; ++k) bar.level_edges.push_back(double(k) / n);
  for (int i = 0; i < n * kBox; ++i) bar.colors.push_back(bar.level_colors[i / kBox]);
  return bar;
}

/// Labels at edges, counted from the top of the bar; an empty text leaves an edge out.
SideReading labels(const std::vector<std::string>& texts, double off = 0.4) {
  SideReading out;
  for (std::size_t k = 0; k < texts.size(); ++k)
    if (!texts[k].empty())
      out.labels.push_back(
          {texts[k], kTop + double(k) * kBox + off, 1.6, true, 12, 0.95, read_number(texts[k])});
  out.fit = fit_axis(out.labels);
  return out;
}

const std::vector<std::string> kRain = {"50", "20", "10", "5", "2", "1", "0"};

constexpr double kExact = 1e-12;

}  // namespace

BOOST_AUTO_TEST_SUITE(uneven_levels)

BOOST_AUTO_TEST_CASE(each_edge_has_its_labels_value) {
  const SideReading reading = labels(kRain);
  Colorbar bar = stepped(6);
  const auto levels = unweave::uneven_levels(bar, reading);
  BOOST_TEST_REQUIRE(levels.has_value());
  BOOST_TEST(levels->values == (std::vector<double>{50, 20, 10, 5, 2, 1, 0}),
             boost::test_tools::per_element());
  BOOST_TEST(!levels->open_ends);

  stretch_levels(*levels, reading, bar);
  BOOST_TEST_REQUIRE(bar.range.has_value());
  BOOST_TEST(bar.range->min == 0);
  BOOST_TEST(bar.range->max == 50);
  BOOST_TEST((bar.range->source == RangeSource::Ticks));
  BOOST_TEST((bar.min_end == BarEnd::Bottom));
  const double edges[] = {0, 1, 2, 5, 10, 20, 50};
  for (std::size_t k = 0; k < 7; ++k)
    BOOST_TEST(std::abs(bar.level_edges[k] - edges[k] / 50) < kExact);
  BOOST_TEST(bar.level_colors[0][1] == 0);
  BOOST_TEST(bar.ticks.size() == 7U);
  // More than half of the range is the uppermost level's.
  BOOST_TEST(bar.colors[bar.colors.size() / 2][1] == bar.level_colors.back()[1]);
}

BOOST_AUTO_TEST_CASE(values_that_fall_upward_turn_the_bar) {
  const SideReading reading = labels({"0", "1", "2", "5", "10"});
  Colorbar bar = stepped(4);
  const auto levels = unweave::uneven_levels(bar, reading);
  BOOST_TEST_REQUIRE(levels.has_value());
  stretch_levels(*levels, reading, bar);
  BOOST_TEST((bar.min_end == BarEnd::Top));
  BOOST_TEST(bar.range->max == 10);
  BOOST_TEST(bar.level_colors.back()[1] == 0);
  BOOST_TEST(std::abs(bar.level_edges[1] - 0.1) < kExact);
}

BOOST_AUTO_TEST_CASE(boxes_beyond_the_labels_are_open) {
  const SideReading reading = labels({"", "100", "50", "20", "10", "1", ""});
  Colorbar bar = stepped(6);
  const auto levels = unweave::uneven_levels(bar, reading);
  BOOST_TEST_REQUIRE(levels.has_value());
  BOOST_TEST(levels->open_ends);
  stretch_levels(*levels, reading, bar);
  BOOST_TEST(bar.level_colors.size() == 4U);
  BOOST_TEST(bar.under.has_value());
  BOOST_TEST(bar.over.has_value());
  BOOST_TEST(bar.range->min == 1);
  BOOST_TEST(bar.range->max == 100);
}

/// Four of six labels are on a linear scale, which ends at 5 where the bar says 20: it is not
/// claimed.
BOOST_AUTO_TEST_CASE(a_scale_that_leaves_an_end_out_is_none) {
  const SideReading reading = labels({"20", "10", "3", "2", "1", "0"});
  BOOST_TEST((!reading.fit.fit || reading.fit.fit->shape.family == ScaleFamily::Table));
  BOOST_TEST(unweave::uneven_levels(stepped(5), reading).has_value());
}

BOOST_AUTO_TEST_CASE(even_levels_are_left_to_their_scale) {
  BOOST_TEST(!unweave::uneven_levels(stepped(4), labels({"40", "30", "20", "10", "0"})));
  // One of them misread
  BOOST_TEST(!unweave::uneven_levels(stepped(5), labels({"50", "40", "36", "20", "10", "0"})));
}

BOOST_AUTO_TEST_CASE(less_than_every_edge_is_no_evidence) {
  const Colorbar bar = stepped(6);
  std::vector<std::string> texts = kRain;
  texts[2] = "";
  BOOST_TEST(!unweave::uneven_levels(bar, labels(texts)));
  texts = kRain;
  texts.front() = "";
  BOOST_TEST(!unweave::uneven_levels(bar, labels(texts)));
  texts = kRain;
  texts[2] = "70";  // out of order
  BOOST_TEST(!unweave::uneven_levels(bar, labels(texts)));
  BOOST_TEST(!unweave::uneven_levels(bar, labels(kRain, 9)));  // between the edges
  SideReading unsure = labels(kRain);
  unsure.labels[3].confidence = 0.5;
  BOOST_TEST(!unweave::uneven_levels(bar, unsure));
}

BOOST_AUTO_TEST_CASE(boxes_of_many_sizes_tell_their_intervals) {
  Colorbar bar = stepped(6);
  bar.level_edges = {0, 0.05, 0.1, 0.2, 0.4, 0.7, 1};
  BOOST_TEST(!unweave::uneven_levels(bar, labels(kRain)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
