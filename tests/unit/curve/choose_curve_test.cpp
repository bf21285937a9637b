// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/choose_curve.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kSize = 120, kLength = 200;
constexpr double kLow = -20, kHigh = 50;

const Table& table() {
  static const Table t = map_of(MapKind::Helix);
  return t;
}

Table reversed(Table t) {
  std::reverse(t.begin(), t.end());
  return t;
}

GivenColormap given(const Table& t) {
  GivenColormap map{"given", {}};
  for (const Rgb8& c : t) map.colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  return map;
}

std::array<double, 3> color(const Table& t, double at) {
  const Rgb8& c = t[static_cast<std::size_t>(at * 256)];
  return {c[0] / 255.0, c[1] / 255.0, c[2] / 255.0};
}

/// A bar whose numbers were read; `levels` boxes, or smooth.
Colorbar bar_of(const Table& t, int levels = 0) {
  Colorbar bar;
  bar.min_end_source = BarEndSource::Ticks;
  bar.range = ValueRange{kLow, kHigh, Scale::Linear, RangeSource::Ticks};
  for (int i = 0; i < kLength; ++i) {
    const double at = (i + 0.5) / kLength;
    bar.colors.push_back(color(t, levels ? (std::floor(at * levels) + 0.5) / levels : at));
  }
  for (int k = 0; k < levels; ++k) bar.level_colors.push_back(color(t, (k + 0.5) / levels));
  for (int k = 0; k <= levels && levels; ++k) bar.level_edges.push_back(double(k) / levels);
  return bar;
}

ChosenCurve chosen(const GivenColormap& map, const Colorbar& bar) {
  const Picture p = paint(noise_field(kSize, kSize, 4), table());
  const MemorySource source = p.source();
  Context context;
  const auto histogram = ColorHistogram::count(source, p.whole(), context);
  BOOST_TEST_REQUIRE(histogram.has_value());
  FigureLayout layout;
  layout.plot_area = p.whole();
  layout.colorbar = bar;
  CurveOptions options;
  options.colormap = map;
  auto curve = choose_curve(source, p.whole(), *histogram, layout, options, context);
  BOOST_TEST_REQUIRE(curve.has_value());
  return *curve;
}

bool differs(const ChosenCurve& curve) {
  return std::any_of(curve.remarks.begin(), curve.remarks.end(),
                     [](const Remark& r) { return r.note == Note::ColorbarDiffers; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(choose_curve_of_a_given_map)

BOOST_AUTO_TEST_CASE(has_the_range_of_a_bar_that_shows_it) {
  const ChosenCurve curve = chosen(given(table()), bar_of(table()));
  BOOST_TEST((curve.source == ColormapSource::Given));
  BOOST_TEST_REQUIRE(curve.range.has_value());
  BOOST_TEST(curve.range->min == kLow);
  BOOST_TEST(curve.range->max == kHigh);
  BOOST_TEST(!differs(curve));
}

/// The map's first color stands for the bar's highest value.
BOOST_AUTO_TEST_CASE(has_it_upside_down_where_the_bar_runs_against_the_map) {
  const ChosenCurve curve = chosen(given(table()), bar_of(reversed(table())));
  BOOST_TEST_REQUIRE(curve.range.has_value());
  BOOST_TEST(curve.range->min == kHigh);
  BOOST_TEST(curve.range->max == kLow);
  BOOST_TEST((curve.locus.colors.row(0) - Eigen::RowVector3d(color(table(), 0).data())).norm() <
             1e-9);
}

BOOST_AUTO_TEST_CASE(has_the_levels_of_a_stepped_bar_that_shows_it) {
  constexpr int kLevels = 7;
  for (const bool against : {false, true}) {
    const ChosenCurve curve =
        chosen(given(table()), bar_of(against ? reversed(table()) : table(), kLevels));
    BOOST_TEST_REQUIRE(curve.range.has_value());
    BOOST_TEST(curve.range->min == (against ? kHigh : kLow));
    BOOST_TEST(curve.levels.value_or(0) == kLevels);
    BOOST_TEST((curve.source == ColormapSource::Given));
    BOOST_TEST(!curve.reversed);
    // The steps run as the given map does.
    const auto first = color(table(), 0.5 / kLevels);
    BOOST_TEST((curve.locus.colors.row(0) - Eigen::RowVector3d(first.data())).norm() < 0.02);
  }
}

BOOST_AUTO_TEST_CASE(takes_no_numbers_from_the_bar_of_another_map) {
  const ChosenCurve curve = chosen(given(map_of(MapKind::Warm)), bar_of(table()));
  BOOST_TEST(!curve.range.has_value());
  BOOST_TEST(differs(curve));
}

/// Half of a map: its ends stand for values that the bar does not have.
BOOST_AUTO_TEST_CASE(takes_no_numbers_from_a_bar_of_a_part_of_it) {
  Table half;
  for (int k = 0; k < 256; ++k) half.push_back(table()[static_cast<std::size_t>(k) / 2]);
  const ChosenCurve curve = chosen(given(table()), bar_of(half));
  BOOST_TEST(!curve.range.has_value());
  BOOST_TEST(differs(curve));
}

// The bar's labels were written for the figure, a map's file need not have been; what the user says
// of the very colors counts before both.
BOOST_AUTO_TEST_CASE(has_its_own_values_where_the_bar_has_none) {
  GivenColormap map = given(table());
  map.values = ValueRange{3, 7, Scale::Linear, RangeSource::Given};
  Colorbar silent = bar_of(table());
  silent.range.reset();
  BOOST_TEST(chosen(map, silent).range->max == 7);
  BOOST_TEST(chosen(map, bar_of(table())).range->max == kHigh);
  map.over_bar = true;
  BOOST_TEST(chosen(map, bar_of(table())).range->max == 7);
}

BOOST_AUTO_TEST_CASE(has_levels_where_its_colors_are_separate) {
  GivenColormap map{"steps", {}};
  for (int i = 0; i < 6; ++i) map.colors.push_back(color(table(), (i + 0.5) / 6));
  map.values = ValueRange{0, 6, Scale::Linear, RangeSource::Given};
  map.stepped = true;
  Colorbar silent = bar_of(table());
  silent.range.reset();
  const ChosenCurve curve = chosen(map, silent);
  BOOST_TEST_REQUIRE(curve.levels.has_value());
  BOOST_TEST(*curve.levels == 6);
  BOOST_TEST(curve.level_edges.size() == 7u);
  BOOST_TEST(curve.locus.discrete);
}

// As files of gradients and tables of 256 entries have them.
BOOST_AUTO_TEST_CASE(keeps_steps_that_fill_runs_of_its_table) {
  GivenColormap map{"uneven", {}};
  const std::vector<int> lengths{26, 38, 64, 51, 77};
  for (std::size_t k = 0; k < lengths.size(); ++k)
    map.colors.insert(map.colors.end(), static_cast<std::size_t>(lengths[k]),
                      color(table(), (static_cast<double>(k) + 0.5) / 5));
  Colorbar silent = bar_of(table());
  silent.range.reset();
  const ChosenCurve curve = chosen(map, silent);
  BOOST_TEST(curve.levels.value_or(0) == 5);
  BOOST_TEST(curve.locus.discrete);
  BOOST_TEST_REQUIRE(curve.level_edges.size() == 6u);
  int edge = 0;
  for (std::size_t k = 0; k < lengths.size(); edge += lengths[k++])
    BOOST_TEST(curve.level_edges[k] == edge / 256.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(!chosen(given(table()), silent).levels.has_value());
}

/// What is not known of a bar's ends and of the table behind it goes with the curve.
BOOST_AUTO_TEST_CASE(knows_how_well_the_bar_shows_its_ends_and_its_table) {
  constexpr int kEntries = 40;  // of a table whose colors the bar has in runs
  const Picture p = paint(noise_field(kSize, kSize, 4), table());
  const MemorySource source = p.source();
  Context context;
  const auto histogram = ColorHistogram::count(source, p.whole(), context);
  BOOST_TEST_REQUIRE(histogram.has_value());
  for (const bool coarse : {false, true}) {
    FigureLayout layout;
    layout.plot_area = p.whole();
    layout.colorbar = bar_of(table(), coarse ? kEntries : 0);
    layout.colorbar->level_colors.clear();
    layout.colorbar->level_edges.clear();
    CurveOptions options;
    options.use_catalog = false;
    const auto curve = choose_curve(source, p.whole(), *histogram, layout, options, context);
    BOOST_TEST_REQUIRE(curve.has_value());
    BOOST_TEST((curve->source == ColormapSource::Colorbar));
    BOOST_TEST(curve->locus.end == 1 / (std::sqrt(12.0) * kLength));
    BOOST_TEST(curve->locus.step == (coarse ? 1.0 / kEntries : 0.0));
    BOOST_TEST(std::abs(curve->locus.t[0] - (coarse ? 0.5 / kEntries : 0.5 / kLength)) < 1e-9);

    // An outline of two pixels: the scale ends in its middle, a pixel beyond the bar's colors.
    layout.colorbar->rect = {300, 10, 12, kLength};
    layout.colorbar->outer = grown(layout.colorbar->rect, 2);
    const auto outlined = choose_curve(source, p.whole(), *histogram, layout, options, context);
    BOOST_TEST_REQUIRE(outlined.has_value());
    const double first = (1 + kLength * curve->locus.t[0]) / (kLength + 2);
    BOOST_TEST(std::abs(outlined->locus.t[0] - first) < 1e-9);
    BOOST_TEST(std::abs(outlined->locus.end - std::hypot(1, 2) / (std::sqrt(12.0) * kLength)) <
               1e-9);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
