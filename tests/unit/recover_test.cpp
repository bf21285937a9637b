// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recover.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/figure/other_bar.hpp"
#include "core/write/axes.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"
#include "tests/support/recovered.hpp"
#include "tests/support/statistics.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

constexpr int kSize = 128;

Failure refusal(const PixelSource& source, const RecoverOptions& options = {}) {
  Context context;
  const auto recovery = recover(source, options, context);
  BOOST_TEST_REQUIRE(!recovery.has_value());
  return recovery.error();
}

Failure refusal(const Picture& p, const RecoverOptions& options = {}) {
  return refusal(p.source(), options);
}

Picture smooth_picture(MapKind kind = MapKind::Sequential, int size = kSize) {
  return paint(cosine_field(size, size, 1, 40), map_of(kind));
}

GivenColormap given(const Table& table) {
  GivenColormap map{"given", {}};
  for (const Rgb8& c : table) map.colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  return map;
}

std::vector<double> turned(std::vector<double> t) {
  for (double& v : t) v = 1 - v;
  return t;
}

bool has(const Report& report, Note note) {
  return std::any_of(report.remarks.begin(), report.remarks.end(),
                     [note](const Remark& r) { return r.note == note; });
}

void check_invalid(const RecoverOptions& options, const std::string& name) {
  const Failure f = refusal(smooth_picture(), options);
  BOOST_TEST((f.reason == Reason::InvalidOption));
  BOOST_TEST(f.detail.substr(0, f.detail.find('=')) == name);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recover_refuses)

BOOST_AUTO_TEST_CASE(an_empty_picture) {
  const std::uint8_t nothing = 0;
  for (const auto& [w, h] : {std::pair{0, 0}, std::pair{0, 5}, std::pair{5, 0}})
    BOOST_TEST((refusal(MemorySource({w, h}, &nothing)).reason == Reason::EmptyPicture));
}

BOOST_AUTO_TEST_CASE(a_fully_transparent_picture) {
  const std::vector<std::uint8_t> rgba(4 * 30 * 30, 0);
  BOOST_TEST((refusal(MemorySource({30, 30, SampleType::U8, 4}, rgba.data())).reason ==
              Reason::NoVisiblePixels));
}

BOOST_AUTO_TEST_CASE(a_picture_of_nan) {
  const std::vector<float> gray(900, std::numeric_limits<float>::quiet_NaN());
  BOOST_TEST((refusal(MemorySource({30, 30, SampleType::F32, 1}, gray.data())).reason ==
              Reason::NoVisiblePixels));
}

BOOST_AUTO_TEST_CASE(an_empty_selection) {
  const Picture p = smooth_picture();
  const std::vector<std::uint8_t> selection(kSize * kSize, 0);
  BOOST_TEST((refusal(MemorySource({kSize, kSize}, p.rgb.data(), selection.data())).reason ==
              Reason::EmptySelection));
}

BOOST_AUTO_TEST_CASE(a_single_color) {
  for (const Rgb8 color : {Rgb8{10, 200, 30}, Rgb8{255, 255, 255}, Rgb8{0, 0, 0}})
    BOOST_TEST((refusal(filled(60, 40, color)).reason == Reason::OneColor));
}

BOOST_AUTO_TEST_CASE(a_single_pixel) {
  BOOST_TEST((refusal(filled(1, 1, {1, 2, 3})).reason == Reason::OneColor));
}

// Two colors have no order.
BOOST_AUTO_TEST_CASE(two_colors) {
  Picture p = filled(160, 120, {200, 30, 30});
  for (int y = 0; y < 12; ++y)
    for (int x = y % 2; x < 16; x += 2) p.fill({10 * x, 10 * y, 10, 10}, {30, 30, 200});
  BOOST_TEST((refusal(p).reason == Reason::TooFewColors));
}

// A flat margin is no data; what is left of this one is a single color.
BOOST_AUTO_TEST_CASE(two_halves) {
  Picture p = filled(100, 80, {200, 30, 30});
  p.fill({50, 0, 50, 80}, {30, 30, 200});
  const Reason reason = refusal(p).reason;
  BOOST_TEST((reason == Reason::OneColor || reason == Reason::TooFewColors));
}

// The curves through 3 and 21 are long and look tight compared with their length.
BOOST_AUTO_TEST_CASE(photographs) {
  for (const std::uint64_t seed : {1, 2, 3, 21}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    const Failure refused = refusal(photograph(240, 200, seed));
    BOOST_TEST((refused.reason == Reason::NotPseudocolor));
    BOOST_TEST(!refused.found);
  }
}

BOOST_AUTO_TEST_CASE(options_without_sense_by_their_name) {
  for (const Rect area : {Rect{0, 0, 0, 10}, Rect{-1, 0, 10, 10}, Rect{kSize - 5, 0, 10, 10},
                          Rect{0, 0, kSize, kSize + 1}}) {
    RecoverOptions options;
    options.figure.plot_area = area;
    check_invalid(options, "plot-area");
  }
  for (const double d : {-0.1, 1.1, std::nan(""), HUGE_VAL}) {
    RecoverOptions options;
    options.field.max_distance = d;
    check_invalid(options, "max-distance");
  }
  for (const ValueRange& range : {ValueRange{1, 1}, ValueRange{0, HUGE_VAL},
                                  ValueRange{std::nan(""), 1}, ValueRange{0, 1, Scale::Log10}}) {
    RecoverOptions options;
    options.values.range = range;
    check_invalid(options, "range");
  }
  RecoverOptions bar;
  bar.figure.colorbar = Rect{kSize, 0, 10, 50};
  check_invalid(bar, "colorbar");
  for (const Table& table : {Table{}, Table{{1, 2, 3}}, Table{{1, 2, 3}, {1, 2, 3}}}) {
    RecoverOptions options;
    options.curve.colormap = given(table);
    check_invalid(options, "colormap");
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(recover_field)

BOOST_AUTO_TEST_CASE(end_nearer_black_is_zero_and_the_report_says_convention) {
  // A known map has a direction of its own; here the picture's own curve is asked for.
  RecoverOptions blind;
  blind.curve.use_catalog = false;
  for (const MapKind kind : {MapKind::Sequential, MapKind::Helix, MapKind::Warm}) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    const Field field = cosine_field(kSize, kSize, 1, 40);
    Table table = map_of(kind);
    BOOST_TEST_REQUIRE(starts_at_black_end(table));
    const auto as_is = recovered(paint(field, table).source(), blind);
    BOOST_TEST(rank_correlation(as_is.t, field.values) > 0.99);
    BOOST_TEST(!as_is.report.direction_known);
    BOOST_TEST(has(as_is.report, Note::DirectionUnknown));
    // The other way round: t rises from black all the same, so against the field.
    std::reverse(table.begin(), table.end());
    const auto against = recovered(paint(field, table).source(), blind);
    BOOST_TEST(rank_correlation(against.t, field.values) < -0.99);
  }
}

BOOST_AUTO_TEST_CASE(reversed_turns_t_and_the_reports_colors) {
  const Picture p = smooth_picture(MapKind::Helix);
  RecoverOptions options;
  options.curve.use_catalog = false;
  const auto plain = recovered(p.source(), options);
  options.field.reversed = true;
  const auto reversed = recovered(p.source(), options);
  BOOST_TEST(largest_difference(reversed.t, turned(plain.t)) < 1e-6);  // single precision
  BOOST_TEST(reversed.report.reversed);
  auto colors = reversed.report.colors;
  std::reverse(colors.begin(), colors.end());
  BOOST_TEST_REQUIRE(colors.size() == plain.report.colors.size());
  for (std::size_t k = 0; k < colors.size(); ++k)
    for (std::size_t c = 0; c < 3; ++c)
      BOOST_TEST(std::abs(colors[k][c] - plain.report.colors[k][c]) <= 1);  // halves, rounded
}

// What stands beside the bar, or in a map's file, is said of colors: the direction switch turns t
// and the map's name, and no value.
BOOST_AUTO_TEST_CASE(turning_the_direction_changes_no_value_that_was_read) {
  Picture p = filled(kSize + 60, kSize + 20, {255, 255, 255});
  const Table table = map_of(MapKind::Sequential);
  const Field field = cosine_field(kSize, kSize, 1, 40);
  const Picture plot = paint(field, table);
  for (int y = 0; y < kSize; ++y) {
    for (int x = 0; x < kSize; ++x)
      p.fill({10 + x, 10 + y, 1, 1}, {plot.at(x, y)[0], plot.at(x, y)[1], plot.at(x, y)[2]});
    p.fill({kSize + 30, 10 + y, 12, 1}, table[static_cast<std::size_t>(255 - 2 * y)]);
  }
  RecoverOptions by_bar;
  by_bar.figure.plot_area = Rect{10, 10, kSize, kSize};
  by_bar.figure.colorbar = Rect{kSize + 30, 10, 12, kSize};
  by_bar.figure.ticks =
      GivenTicks{{{10, 30}, {10 + kSize, -10}}, {0, 1, Scale::Linear, RangeSource::Given}};
  by_bar.curve.use_catalog = false;
  RecoverOptions by_file;
  by_file.figure.plot_area = by_bar.figure.plot_area;
  by_file.figure.look_for_colorbar = false;
  by_file.curve.colormap = given(table);
  by_file.curve.colormap->values = ValueRange{-10, 30, Scale::Linear, RangeSource::Given};
  for (RecoverOptions options : {by_bar, by_file}) {
    const Recovered straight = recovered(p.source(), options);
    options.field.reversed = true;
    const Recovered other = recovered(p.source(), options);
    BOOST_TEST(other.report.range.min == straight.report.range.max);
    double worst = 0, off = 0;
    for (std::size_t i = 0; i < straight.t.size(); ++i) {
      const double value = straight.report.range.value(straight.t[i]);
      worst = std::max(worst, std::abs(value - other.report.range.value(other.t[i])));
      off = std::max(off, std::abs(value - (-10 + 40 * field.values[i])));
    }
    BOOST_TEST(worst < 40 * 1e-6);  // single precision
    BOOST_TEST(off < 40 * 0.02);    // the bar has a row for every second color
  }
}

// Row 0 is at the top: its outer edge has the second value of the y range.
BOOST_AUTO_TEST_CASE(given_axes_stand_at_the_plot_areas_edges) {
  const Picture p = smooth_picture(MapKind::Helix);
  RecoverOptions options;
  options.curve.use_catalog = false;
  BOOST_TEST(!recovered(p.source(), options).report.x_axis);
  options.values.x_range = {-180, 180};
  options.values.y_range = {-90, 90};
  const Report report = recovered(p.source(), options).report;
  BOOST_TEST_REQUIRE((report.x_axis && report.y_axis));
  BOOST_TEST((report.x_axis->range.source == RangeSource::Given));
  const double step = 360.0 / kSize;
  const auto x = coordinates(report.x_axis, 0, kSize), y = coordinates(report.y_axis, 0, kSize);
  BOOST_TEST(std::abs(x.front() - (-180 + step / 2)) < 1e-9);
  BOOST_TEST(std::abs(x.back() - (180 - step / 2)) < 1e-9);
  BOOST_TEST(std::abs(y.front() - (90 - step / 4)) < 1e-9);
  BOOST_TEST(std::abs(y.back() - (-90 + step / 4)) < 1e-9);
}

// A given map needs no order; node i of n stands for (i + 0.5) / n, as a table paints.
BOOST_AUTO_TEST_CASE(a_given_map_gives_its_positions) {
  const Field field = cosine_field(kSize, kSize, 1, 40);
  for (const MapKind kind : kMapKinds) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    RecoverOptions options;
    options.curve.colormap = given(map_of(kind));
    const auto out = recovered(paint(field, map_of(kind)).source(), options);
    BOOST_TEST(share_of_data(out.t) == 1.0);
    std::vector<double> error;
    for (std::size_t i = 0; i < out.t.size(); ++i) {
      const double entry = std::floor(std::min(field.values[i] * 256, 255.0));
      error.push_back(out.t[i] - (entry + 0.5) / 256);
    }
    const auto [low, high] = std::minmax_element(error.begin(), error.end());
    BOOST_TEST(std::max(std::abs(*low), std::abs(*high)) < 1e-6);  // single precision
    BOOST_TEST((out.report.source == ColormapSource::Given));
    BOOST_TEST(out.report.colormap_name == "given");
    BOOST_TEST(out.report.direction_known);
    BOOST_TEST(out.report.speed_known);
    BOOST_TEST(out.report.residual_p95 < 1e-6);
  }
}

BOOST_AUTO_TEST_CASE(a_given_map_reversed_runs_the_other_way) {
  const Picture p = smooth_picture();
  RecoverOptions options;
  options.curve.colormap = given(map_of(MapKind::Sequential));
  const auto plain = recovered(p.source(), options);
  options.field.reversed = true;
  const auto reversed = recovered(p.source(), options);
  BOOST_TEST(reversed.report.reversed);
  BOOST_TEST(reversed.report.direction_known);
  BOOST_TEST(largest_difference(reversed.t, turned(plain.t)) < 1e-6);
}

BOOST_AUTO_TEST_CASE(a_gray_ramp_gives_its_gray_level) {
  Picture p = filled(256, 40, {0, 0, 0});
  for (int x = 0; x < 256; ++x) {
    const auto v = static_cast<std::uint8_t>(x);
    p.fill({x, 0, 1, 40}, {v, v, v});
  }
  for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32})
    for (const int channels : {1, 2, 3, 4}) {
      const Deep deep = convert(p, type, channels, false);
      const auto out = recovered(deep.source());
      BOOST_TEST_REQUIRE(out.t.size() == 256u * 40u);
      for (std::size_t i = 0; i < out.t.size(); ++i)
        BOOST_TEST(static_cast<float>(out.t[i]) == static_cast<float>(i % 256) / 255.0F);
    }
}

// Its darkest and lightest levels are not the ends of the scale: black and white are.
BOOST_AUTO_TEST_CASE(a_gray_picture_is_not_stretched) {
  Picture p = filled(100, 30, {0, 0, 0});
  for (int x = 0; x < 100; ++x) {
    const auto v = static_cast<std::uint8_t>(60 + x);
    p.fill({x, 0, 1, 30}, {v, v, v});
  }
  const auto out = recovered(p.source());
  BOOST_TEST_REQUIRE(out.t.size() == 3000u);
  for (std::size_t i = 0; i < out.t.size(); ++i)
    BOOST_TEST(static_cast<float>(out.t[i]) == static_cast<float>(60 + i % 100) / 255.0F);
}

// Of the gray maps those that leave out levels are told by them; all levels occur in many.
BOOST_AUTO_TEST_CASE(a_gray_map_is_named_by_the_levels_it_leaves_out) {
  const Field field = cosine_field(160, 160, 1);
  const auto& catalog = Catalog::builtin();
  for (const char* name : {"matplotlib/Greys", "plotly/Greys"}) {
    const Colormap& map = *catalog.find(name)->map;
    const auto out = recovered(paint(field, map.table).source());
    BOOST_TEST(out.report.colormap_family + "/" + out.report.colormap_name == name);
    BOOST_TEST(out.report.speed_known);
    BOOST_TEST(!out.report.direction_known);
    BOOST_TEST(largest_difference(out.t, field.values) < 2.0 / 256);
  }
  const Colormap& even = *catalog.find("gray")->map;
  const auto out = recovered(jpeg_like(paint(field, even.table), 1, 3).source());
  BOOST_TEST((out.report.colormap_name == "gray" || has(out.report, Note::CatalogTwins)));
}

// Some levels of gray are parts of many gray maps. A few are named, those of the catalog first,
// so that the sentence can be read and does not depend on the gradients that a GIMP has.
BOOST_AUTO_TEST_CASE(of_many_maps_that_fit_alike_a_few_are_named) {
  const Picture p =
      enlarge(paint(cosine_field(80, 80, 1), Catalog::builtin().find("gray")->map->table), 2);
  const auto out = recovered(p.source());
  BOOST_REQUIRE(has(out.report, Note::CatalogTwins));
  const std::string& names =
      std::find_if(out.report.remarks.begin(), out.report.remarks.end(), [](const Remark& r) {
        return r.note == Note::CatalogTwins;
      })->detail;
  BOOST_TEST(std::count(names.begin(), names.end(), ',') == 5);
  BOOST_TEST(names.ends_with(", \u2026"));
  BOOST_TEST(names.find("gimp/") == std::string::npos);
}

// ParaView's BuRd is matplotlib's RdBu turned around, but for rounding: which one it is shows
// neither in the colors nor in the direction. Clean colors tell them apart by their entries.
BOOST_AUTO_TEST_CASE(of_maps_that_run_both_ways_none_is_claimed) {
  const Colormap& map = *Catalog::builtin().find("matplotlib/Blues")->map;
  const Picture clean = paint(cosine_field(160, 160, 1), map.table);
  const auto exact = recovered(clean.source());
  BOOST_TEST(exact.report.colormap_name == "Blues");
  BOOST_TEST(exact.report.direction_known);
  const auto out = recovered(jpeg_like(clean, 1, 3).source());
  BOOST_TEST(out.report.colormap_name.empty());
  BOOST_TEST((out.report.source == ColormapSource::Locus));
  BOOST_TEST(!out.report.direction_known);
  BOOST_TEST(!out.report.speed_known);
  const auto twins = std::ranges::find(out.report.remarks, Note::CatalogTwins, &Remark::note);
  BOOST_TEST_REQUIRE((twins != out.report.remarks.end()));
  BOOST_TEST(twins->detail.find("matplotlib/Blues") != std::string::npos, twins->detail);
  BOOST_TEST(twins->detail.find("paraview/Blues") != std::string::npos, twins->detail);
  // As without any map: the end nearer black is low.
  BOOST_TEST(out.report.colors.front()[0] + out.report.colors.front()[1] <
             out.report.colors.back()[0] + out.report.colors.back()[1]);
}

namespace {

/// Blue over a gray, which is nearer to white than any end, to red.
Table pale_map() {
  Table map;
  for (int i = 0; i < 256; ++i) {
    const double side = std::abs(i - 127.5) / 127.5;
    const std::array<double, 3> end =
        i < 128 ? std::array{59.0, 76.0, 192.0} : std::array{180.0, 4.0, 38.0};
    Rgb8 color;
    for (std::size_t k = 0; k < 3; ++k)
      color[k] = static_cast<std::uint8_t>(std::lround(221 + side * (end[k] - 221)));
    map.push_back(color);
  }
  return map;
}

/// A triangle of a matrix, with two of its corners; more of the picture is paper.
Picture triangle(const Table& map, bool jpeg) {
  constexpr int kCells = 16, kCell = 20;
  Picture p = filled(kCells * kCell, kCells * kCell, {255, 255, 255});
  for (int y = 0; y < kCells; ++y)
    for (int x = 0; x <= y; ++x)
      if (x < y || x == 0 || x == kCells - 1)
        p.fill({kCell * x, kCell * y, kCell, kCell},
               map[static_cast<std::size_t>((37 * x + 91 * y) % 256)]);
  return jpeg ? jpeg_like(p, 2, 7) : p;
}

}  // namespace

// More than half of the pixels are as far from the map as paper is: that is no noise of the
// picture.
BOOST_AUTO_TEST_CASE(naming_the_map_of_a_triangle_makes_no_data_of_paper) {
  for (const Table& map : {pale_map(), map_of(MapKind::Rainbow)})
    for (const bool jpeg : {false, true}) {
      BOOST_TEST_INFO_SCOPE((jpeg ? "JPEG" : "exact"));
      const Picture p = triangle(map, jpeg);
      RecoverOptions options;
      options.curve.colormap = given(map);
      options.figure.plot_area = p.whole();
      const auto out = recovered(p.source(), options);
      const double share = share_of_data(out.t);
      BOOST_TEST(share > 0.43);
      BOOST_TEST(share < 0.50);  // 122 of 256 cells
      BOOST_TEST(std::isnan(out.t[static_cast<std::size_t>(30 * p.width + 200)]));
    }
}

BOOST_AUTO_TEST_CASE(a_color_that_is_lost_is_named_with_its_share) {
  Picture p = smooth_picture();
  p.fill({kSize / 4, kSize / 4, kSize / 2, kSize / 2}, {139, 15, 20});
  RecoverOptions options;
  options.curve.colormap = given(map_of(MapKind::Sequential));
  const auto out = recovered(p.source(), options);
  const auto lost = std::ranges::find(out.report.remarks, Note::LostColor, &Remark::note);
  BOOST_TEST_REQUIRE((lost != out.report.remarks.end()));
  BOOST_TEST(lost->detail == "25 #8B0F14");
  BOOST_TEST(!has(recovered(smooth_picture().source(), options).report, Note::LostColor));
}

// The darker half of a surface that is lit: no color of it is the map's.
BOOST_AUTO_TEST_CASE(a_field_that_its_map_does_not_explain_says_so) {
  RecoverOptions options;
  options.curve.colormap = given(map_of(MapKind::Rainbow));
  options.field.max_distance = 1;
  Picture p = smooth_picture(MapKind::Rainbow);
  BOOST_TEST(!has(recovered(p.source(), options).report, Note::Unexplained));
  for (std::uint8_t& level : p.rgb) level = static_cast<std::uint8_t>(0.7 * level);
  BOOST_TEST(has(recovered(p.source(), options).report, Note::Unexplained));
}

// What the sentence says that can be done has to help.
BOOST_AUTO_TEST_CASE(bars_of_a_chart_are_refused_unless_a_part_is_selected) {
  constexpr int kPaper = 20;
  Picture p = filled(kSize + 2 * kPaper, kSize + 2 * kPaper, {255, 255, 255});
  const Picture field = smooth_picture();
  for (int i = 0; i < 4; ++i) {
    const int height = kSize - 25 * i, x = kPaper + 32 * i;
    for (int y = 0; y < height; ++y)
      std::copy_n(field.at(32 * i, y), 3 * 24, p.at(x, kPaper + kSize - height + y));
  }
  RecoverOptions options;
  options.figure.plot_area = Rect{kPaper, kPaper, kSize, kSize};
  options.figure.look_for_colorbar = false;
  BOOST_TEST(refusal(p, options).detail == "bars");
  std::vector<std::uint8_t> selection(p.rgb.size() / 3, 0);
  for (int y = kPaper; y < kPaper + kSize; ++y)
    for (int x = kPaper; x < kPaper + 24; ++x)
      selection[static_cast<std::size_t>(y * p.width + x)] = 255;
  const MemorySource source({p.width, p.height}, p.rgb.data(), selection.data());
  Context context;
  BOOST_TEST(recover(source, options, context).has_value());
}

// From dark to light and back: a gray of it is two values. What was found of the bar is kept.
BOOST_AUTO_TEST_CASE(a_gray_copy_of_colors_is_refused_with_what_its_bar_says) {
  const auto bar = std::make_shared<OtherColorbar>();
  bar->file = "legend.png";
  bar->bar.range = ValueRange{0, 40, Scale::Linear, RangeSource::Ticks};
  for (int i = 0; i < 200; ++i) {
    const double level = 1 - std::abs(i - 120) / 140.0;
    bar->bar.colors.push_back({level, level, level});
  }
  RecoverOptions options;
  options.figure.other_bar = bar;
  Picture p = filled(kSize, kSize, {0, 0, 0});
  for (int x = 0; x < kSize; ++x) {
    const auto level = static_cast<std::uint8_t>(60 + x);
    p.fill({x, 0, 1, kSize}, {level, level, level});
  }
  const Failure refused = refusal(p, options);
  BOOST_TEST((refused.reason == Reason::NotPseudocolor));
  BOOST_TEST(refused.detail == "gray copy");
  BOOST_TEST_REQUIRE(refused.found);
  BOOST_TEST(refused.found->range.max == 40);
  BOOST_TEST(refused.found->colorbar_from->file == "legend.png");
  // A gray map that only rises is one, whatever its noise.
  for (int i = 0; i < 200; ++i) {
    const double level = i / 200.0 + 0.03 * (i % 3);
    bar->bar.colors[static_cast<std::size_t>(i)] = {level, level, level};
  }
  Context context;
  BOOST_TEST(recover(p.source(), options, context).has_value());
}

// The same colors stored deeper. Where 8-bit values are stored exactly the result must be the
// same; 16 bits of linear light round by up to 0.03 of an 8-bit level, so that the picture counts
// as a continuum and the curve is smoothed: t may then differ by two entries of 256.
BOOST_AUTO_TEST_CASE(deep_pictures_give_the_same_t) {
  const Picture p = smooth_picture(MapKind::Sequential, 160);
  const auto plain = recovered(p.source());
  for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32})
    for (const int channels : {3, 4}) {
      const Deep deep = convert(p, type, channels, false);
      BOOST_TEST(largest_difference(recovered(deep.source()).t, plain.t) < 1e-6);
    }
  const Deep float_linear = convert(p, SampleType::F32, 3, true);
  BOOST_TEST(largest_difference(recovered(float_linear.source()).t, plain.t) < 1e-5);
  const Deep linear16 = convert(p, SampleType::U16, 4, true);
  const auto out = recovered(linear16.source());
  BOOST_TEST(rank_correlation(out.t, plain.t) > 0.9999);
}

// Float colors between the table's entries, as a viewer with interpolated colors makes them:
// as smooth as the data, so better than 8 bits.
BOOST_AUTO_TEST_CASE(a_float_picture_keeps_what_eight_bits_lose) {
  const Field field = cosine_field(160, 160, 2, 50);
  const Table table = map_of(MapKind::Sequential);
  std::vector<float> rgb;
  for (const double v : field.values)
    for (std::size_t k = 0; k < 3; ++k) {
      const double at = v * 255;
      const auto i = std::min<std::size_t>(254, static_cast<std::size_t>(at));
      const double f = at - static_cast<double>(i);
      rgb.push_back(static_cast<float>(((1 - f) * table[i][k] + f * table[i + 1][k]) / 255));
    }
  const MemorySource source({160, 160, SampleType::F32, 3}, rgb.data());
  const auto out = recovered(source);
  BOOST_TEST(share_of_data(out.t) == 1.0);
  BOOST_TEST(rank_correlation(out.t, field.values) > 0.99999);
}

BOOST_AUTO_TEST_CASE(outside_the_selection_is_no_data) {
  const Field field = cosine_field(kSize, kSize, 1, 40);
  const Picture p = paint(field, map_of(MapKind::Sequential));
  std::vector<std::uint8_t> selection(kSize * kSize, 0);
  for (int y = 10; y < 110; ++y) std::fill_n(selection.begin() + y * kSize + 20, 90, 255);
  const MemorySource source({kSize, kSize}, p.rgb.data(), selection.data());
  const auto out = recovered(source);
  BOOST_TEST_REQUIRE(out.t.size() == selection.size());
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < out.t.size(); ++i) wrong += std::isnan(out.t[i]) != !selection[i];
  BOOST_TEST(wrong == 0u);
  BOOST_TEST(rank_correlation(out.t, field.values) > 0.999);
}

/// Two panels with frames beside each other, and a color bar to their right.
Picture two_panels(const Field& field, const Table& map) {
  Picture canvas = filled(420, 180, {255, 255, 255});
  const Picture data = paint(field, map);
  for (const int left : {20, 190}) {
    canvas.fill({left - 1, 29, 122, 102}, {0, 0, 0});
    for (int y = 0; y < 100; ++y)
      for (int x = 0; x < 120; ++x) std::copy_n(data.at(x, y), 3, canvas.at(left + x, 30 + y));
  }
  canvas.fill({349, 29, 14, 102}, {0, 0, 0});
  for (int y = 0; y < 100; ++y)
    canvas.fill({350, 30 + y, 12, 1}, map[static_cast<std::size_t>((99 - y) * 255 / 99)]);
  return canvas;
}

// The plot area stays that of the figure, of its panels the one that is meant, and the bar gives
// the colors.
BOOST_AUTO_TEST_CASE(a_selection_cuts_the_data_and_leaves_the_figure) {
  const Field field = cosine_field(120, 100, 1, 40);
  const Picture p = two_panels(field, map_of(MapKind::Rainbow));
  const PixelLayout layout{p.width, p.height};
  for (const auto& [rect, panel] : {std::pair{Rect{40, 50, 60, 40}, Rect{20, 30, 120, 100}},
                                    {Rect{200, 40, 90, 70}, Rect{190, 30, 120, 100}},
                                    {Rect{180, 20, 140, 130}, Rect{190, 30, 120, 100}}}) {
    std::vector<std::uint8_t> selection(static_cast<std::size_t>(p.width) * p.height, 0);
    for (int y = rect.y; y < rect.bottom(); ++y)
      std::fill_n(selection.begin() + y * p.width + rect.x, rect.width, std::uint8_t{255});
    const auto out = recovered(MemorySource(layout, p.rgb.data(), selection.data()));
    BOOST_TEST_INFO_SCOPE("selected from " << rect.x << "," << rect.y);
    BOOST_TEST((out.report.plot_area == panel));
    BOOST_TEST(out.report.colorbar.has_value());
    BOOST_TEST_REQUIRE(out.t.size() == 120u * 100u);
    std::size_t wrong = 0;
    for (int y = 0; y < 100; ++y)
      for (int x = 0; x < 120; ++x) {
        const bool selected = intersect(rect, {panel.x + x, panel.y + y, 1, 1}).area() == 1;
        wrong += std::isnan(out.t[static_cast<std::size_t>(y) * 120 + x]) == selected;
      }
    BOOST_TEST(wrong == 0u);
  }
}

BOOST_AUTO_TEST_CASE(a_hole_in_the_field_is_no_data) {
  const Field field = cosine_field(200, 200, 3, 50);
  Picture p = paint(field, map_of(MapKind::Sequential));
  const Rect hole{70, 80, 50, 40};
  p.fill(hole, {255, 255, 255});
  const auto out = recovered(p.source());
  BOOST_TEST_REQUIRE(out.t.size() == field.values.size());
  std::size_t wrong = 0;
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 200; ++x)
      wrong += std::isnan(out.t[static_cast<std::size_t>(y * 200 + x)]) != hole.contains(x, y);
  BOOST_TEST(wrong == 0u);
}

/// A field of few levels, each of any color: unlike those beside it, like others far away.
struct Levels {
  std::vector<double> level;
  Picture picture;
};
Levels unlike_levels(std::size_t count, std::uint64_t seed) {
  const Field field = cosine_field(200, 200, 3, 50);
  Random random(seed);
  std::vector<Rgb8> colors(count);
  for (Rgb8& c : colors)
    for (auto& channel : c) channel = static_cast<std::uint8_t>(random.uniform(10, 240));
  Levels levels{{}, filled(200, 200, {})};
  for (std::size_t i = 0; i < field.values.size(); ++i) {
    const auto k =
        std::min(static_cast<std::size_t>(field.values[i] * static_cast<double>(count)), count - 1);
    levels.level.push_back(static_cast<double>(k));
    std::copy(colors[k].begin(), colors[k].end(), levels.picture.rgb.data() + 3 * i);
  }
  return levels;
}

BOOST_AUTO_TEST_CASE(levels_are_ordered_by_touch_however_unlike_their_colors) {
  RecoverOptions blind;
  blind.curve.use_catalog = false;
  for (const std::uint64_t seed : {1, 2, 3, 4}) {
    BOOST_TEST_INFO_SCOPE("seed " << seed);
    const Levels levels = unlike_levels(6, seed);
    const auto out = recovered(levels.picture.source(), blind);
    BOOST_TEST(std::abs(rank_correlation(out.t, levels.level)) > 0.9999);  // 1 but for rounding
  }
}

// In a picture of steps a hole's flat color looks like one more step, but is on no curve.
BOOST_AUTO_TEST_CASE(a_hole_among_levels_is_no_data) {
  RecoverOptions blind;
  blind.curve.use_catalog = false;
  Levels levels = unlike_levels(6, 1);
  const Rect hole{70, 80, 50, 40};
  levels.picture.fill(hole, {255, 255, 255});
  const auto out = recovered(levels.picture.source(), blind);
  BOOST_TEST_REQUIRE(out.t.size() == levels.level.size());
  std::size_t wrong = 0;
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 200; ++x)
      wrong += std::isnan(out.t[static_cast<std::size_t>(y * 200 + x)]) != hole.contains(x, y);
  BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(colors_that_are_no_data_are_none_even_on_the_map) {
  const Field field = cosine_field(200, 200, 3, 50);
  const Table table = map_of(MapKind::Sequential);
  Picture p = paint(field, table);
  const Rect land{70, 80, 50, 40};
  const Rgb8 color = table.at(100), near = {static_cast<std::uint8_t>(color[0] ^ 1), color[1],
                                            static_cast<std::uint8_t>(color[2] ^ 1)};
  p.fill(land, color);
  p.fill({70, 80, 50, 1}, near);
  RecoverOptions options;
  options.curve.colormap = given(table);
  BOOST_TEST(!std::isnan(recovered(p.source(), options).t[100 * 200 + 100]));
  for (const int tolerance : {0, 1}) {
    options.no_data = {{{1, 2, 3}, 0}, {color, tolerance}};
    const auto out = recovered(p.source(), options);
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < out.t.size(); ++i) {
      int off = 0;
      for (std::size_t k = 0; k < 3; ++k)
        off = std::max(off, std::abs(p.rgb[3 * i + k] - color[k]));
      wrong += std::isnan(out.t[i]) != (off <= tolerance);
    }
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(std::isnan(out.t[80 * 200 + 90]) == (tolerance == 1));
  }
}

BOOST_AUTO_TEST_CASE(colors_that_are_no_data_have_no_say_in_the_curve) {
  const Field field = cosine_field(200, 200, 1, 50);
  Picture p = paint(field, map_of(MapKind::Sequential));
  const Rgb8 gray{128, 128, 128};
  const Rect land{60, 40, 80, 100};
  p.fill(land, gray);
  RecoverOptions options;
  options.no_data = {{gray, 0}};
  const auto out = recovered(p.source(), options);
  for (int y = 0; y < 200; ++y)
    for (int x = 0; x < 200; ++x)
      BOOST_REQUIRE(std::isnan(out.t[static_cast<std::size_t>(y) * 200 + x]) ==
                    land.contains(x, y));
  BOOST_TEST(rank_correlation(out.t, field.values) > 0.999);
  for (const Rgb8& c : out.report.colors) BOOST_TEST((c != gray));
}

BOOST_AUTO_TEST_CASE(a_given_cut_off_is_used) {
  Picture p = smooth_picture();
  p.fill({30, 30, 1, 1}, {255, 0, 255});
  RecoverOptions options;
  options.curve.colormap = given(map_of(MapKind::Sequential));
  options.field.max_distance = 0.01;
  const auto strict = recovered(p.source(), options);
  BOOST_TEST(strict.report.max_distance == 0.01);
  BOOST_TEST(std::isnan(strict.t[30 * kSize + 30]));
  options.field.max_distance = 1.0;
  const auto lax = recovered(p.source(), options);
  BOOST_TEST(lax.report.max_distance == 1.0);
  BOOST_TEST(!std::isnan(lax.t[30 * kSize + 30]));
}

BOOST_AUTO_TEST_CASE(a_given_plot_area_is_used) {
  const Picture p = smooth_picture();
  RecoverOptions options;
  options.figure.plot_area = Rect{10, 20, 100, 90};
  const auto out = recovered(p.source(), options);
  BOOST_TEST((out.report.plot_area == *options.figure.plot_area));
  BOOST_TEST(out.t.size() == 9000u);
}

BOOST_AUTO_TEST_CASE(a_given_range_is_reported) {
  RecoverOptions options;
  options.values.range = ValueRange{-5, 35, Scale::Linear, RangeSource::Given};
  const auto out = recovered(smooth_picture().source(), options);
  BOOST_TEST(out.report.range.min == -5);
  BOOST_TEST(out.report.range.max == 35);
  // t itself stays in [0, 1].
  for (const double t : out.t) BOOST_TEST((t >= 0 && t <= 1));
}

BOOST_AUTO_TEST_CASE(the_layout_alone_says_what_the_whole_way_says) {
  const Picture picture = smooth_picture();
  RecoverOptions options;
  options.figure.plot_area = Rect{10, 20, 60, 50};
  options.values.range = ValueRange{-2, 7, Scale::Linear, RangeSource::Given};
  options.values.x_range = {{5, 65}};
  const auto layout = read_layout(picture.source(), options, Context{});
  BOOST_TEST_REQUIRE(layout.has_value());
  const Report report = (*recover(picture.source(), options, Context{}))->report();
  BOOST_TEST((layout->plot_area == report.plot_area));
  BOOST_TEST((layout->range == report.range));
  BOOST_TEST((layout->x_axis->range == report.x_axis->range));
  BOOST_TEST(!layout->y_axis.has_value());
  BOOST_TEST(layout->colors.empty());
  options.figure.plot_area = Rect{10, 20, 600, 50};
  BOOST_TEST(
      (read_layout(picture.source(), options, Context{}).error().reason == Reason::InvalidOption));
}

BOOST_AUTO_TEST_CASE(the_report_agrees_with_the_field) {
  Picture p = smooth_picture(MapKind::Rainbow, 160);
  p.fill({60, 60, 40, 40}, {255, 255, 255});
  const auto out = recovered(p.source());
  BOOST_TEST(out.report.colors.size() == 256u);
  BOOST_TEST(std::abs(out.report.valid_fraction - share_of_data(out.t)) < 1e-9);
  std::vector<double> residual;
  for (std::size_t i = 0; i < out.t.size(); ++i)
    if (!std::isnan(out.t[i])) residual.push_back(out.residual[i]);
  std::sort(residual.begin(), residual.end());
  BOOST_TEST(std::abs(out.report.residual_median - residual[residual.size() / 2]) < 1e-6);
  BOOST_TEST(out.report.residual_p95 <= residual.back());
  BOOST_TEST(out.report.residual_p95 >= out.report.residual_median);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(recover_progress)

BOOST_AUTO_TEST_CASE(cancels_at_every_call) {
  const Picture blind = smooth_picture(MapKind::Steep, 96);
  const Picture noisy = jpeg_like(blind, 2, 1);
  Picture gray = filled(64, 64, {0, 0, 0});
  for (int x = 0; x < 64; ++x) {
    const auto v = static_cast<std::uint8_t>(4 * x);
    gray.fill({x, 0, 1, 64}, {v, v, v});
  }
  RecoverOptions map;
  map.curve.colormap = given(map_of(MapKind::Steep));
  const std::vector<std::pair<const Picture*, RecoverOptions>> cases{
      {&blind, {}}, {&noisy, {}}, {&gray, {}}, {&blind, map}};
  for (const auto& [picture, options] : cases) {
    int calls = 0;
    double last = 0;
    Context whole;
    whole.progress = [&](Stage, double fraction) {
      BOOST_TEST(fraction >= last);  // a progress bar does not run back
      BOOST_TEST(fraction <= 1.0);
      last = fraction;
      ++calls;
      return true;
    };
    BOOST_TEST_REQUIRE(recover(picture->source(), options, whole).has_value());
    BOOST_TEST(calls >= 3);
    for (int at = 1; at <= calls; ++at) {
      BOOST_TEST_INFO_SCOPE("call " << at << " of " << calls);
      int call = 0;
      Context cancel;
      cancel.progress = [&](Stage, double) { return ++call < at; };
      const auto out = recover(picture->source(), options, cancel);
      BOOST_TEST_REQUIRE(!out.has_value());
      BOOST_TEST((out.error().reason == Reason::Canceled));
      BOOST_TEST(call == at);  // and asks no more
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

/// Counts how often pixels are read.
class CountingSource final : public PixelSource {
 public:
  explicit CountingSource(const Picture& picture) : inner_(picture.source()) {}
  PixelLayout layout() const override { return inner_.layout(); }
  void read(const Rect& area, std::byte* out) const override {
    ++reads_;
    inner_.read(area, out);
  }
  int reads() const { return reads_; }

 private:
  MemorySource inner_;
  mutable int reads_ = 0;
};

std::vector<float> planes_of(const Recovery& recovery, const PixelSource& source) {
  const Rect area = recovery.report().plot_area;
  const auto n = static_cast<std::size_t>(area.area());
  std::vector<float> planes(3 * n);
  recovery.evaluate(source, area, {planes.data(), planes.data() + n, planes.data() + 2 * n});
  for (float& v : planes)
    if (std::isnan(v)) v = -1;
  return planes;
}

std::vector<RecoverOptions> some_options() {
  std::vector<RecoverOptions> all(7);
  all[1].field.reversed = true;
  all[2].field.max_distance = 0.001;
  all[3].values.range = ValueRange{-5, 7, Scale::Linear, RangeSource::Given};
  all[4].curve.use_catalog = false;
  all[5].curve.colormap = given(map_of(MapKind::Warm));
  all[5].field.reversed = true;
  all[6].figure.plot_area = Rect{8, 4, 100, 90};
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(analysis)

BOOST_AUTO_TEST_CASE(gives_what_recover_gives_in_any_order) {
  const Picture picture = smooth_picture(MapKind::Rainbow);
  const MemorySource source = picture.source();
  Context context;
  Analysis analysis(source);
  const auto options = some_options();
  for (const std::size_t i : {0, 1, 2, 5, 1, 6, 3, 4, 0, 6, 5, 2}) {
    const auto kept = analysis.recover(options[i], context);
    const auto fresh = recover(source, options[i], context);
    BOOST_TEST_REQUIRE(kept.has_value());
    BOOST_TEST_REQUIRE(fresh.has_value());
    BOOST_TEST((planes_of(**kept, source) == planes_of(**fresh, source)), "options " << i);
    BOOST_TEST(((*kept)->report().colors == (*fresh)->report().colors), "options " << i);
    BOOST_TEST((*kept)->report().valid_fraction == (*fresh)->report().valid_fraction);
    BOOST_TEST((*kept)->report().reversed == (*fresh)->report().reversed);
    BOOST_TEST((*kept)->report().range.max == (*fresh)->report().range.max);
  }
}

BOOST_AUTO_TEST_CASE(cut_off_and_direction_do_not_read_the_picture_again) {
  const Picture picture = smooth_picture();
  const CountingSource source(picture);
  Context context;
  Analysis analysis(source);
  BOOST_TEST_REQUIRE(analysis.recover({}, context).has_value());
  const int first = source.reads();
  BOOST_TEST(first > 0);
  for (const std::size_t i : {1, 2})
    BOOST_TEST_REQUIRE(analysis.recover(some_options()[i], context).has_value());
  BOOST_TEST(source.reads() == first);
}

BOOST_AUTO_TEST_CASE(goes_on_after_a_refusal_and_a_cancel) {
  const Picture picture = smooth_picture();
  const MemorySource source = picture.source();
  Analysis analysis(source);
  Context canceling{[](Stage, double) { return false; }, 1}, context;
  BOOST_TEST((analysis.recover({}, canceling).error().reason == Reason::Canceled));
  RecoverOptions wrong;
  wrong.field.max_distance = 2;
  BOOST_TEST((analysis.recover(wrong, context).error().reason == Reason::InvalidOption));
  const auto kept = analysis.recover({}, context);
  BOOST_TEST_REQUIRE(kept.has_value());
  const auto fresh = recover(source, {}, context);
  BOOST_TEST((planes_of(**kept, source) == planes_of(**fresh, source)));
}

/// Behind compression no color of a step touches another in quiet places.
BOOST_AUTO_TEST_CASE(steps_behind_compression_are_steps) {
  constexpr int kLevels = 8, kWidth = 320, kHeight = 240;
  const Table map = map_of(MapKind::Sequential);
  Table steps;
  for (int i = 0; i < 256; ++i)
    steps.push_back(
        map[static_cast<std::size_t>(((i * kLevels / 256) * 2 + 1) * 256 / (2 * kLevels))]);
  const Field field = cosine_field(kWidth, kHeight, 4);
  const Picture picture = jpeg_like(paint(field, steps), 0.7, 1);
  const MemorySource source = picture.source();
  Context context;
  const auto recovery = unweave::recover(source, {}, context);
  BOOST_TEST_REQUIRE(recovery.has_value());
  const Report& report = (*recovery)->report();
  BOOST_TEST_REQUIRE(report.levels.has_value());
  BOOST_TEST(*report.levels == kLevels);
  BOOST_TEST(report.edges.size() == kLevels + 1U);
  BOOST_TEST(has(report, Note::FewColors));
  std::vector<float> t(picture.rgb.size() / 3);
  (*recovery)->evaluate(source, picture.whole(), {t.data()});
  const auto level = [&](int x, int y) {
    return std::min(static_cast<int>(field.at(x, y) * kLevels), kLevels - 1);
  };
  // At the edges of steps chroma is mixed.
  const auto alone = [&](int x, int y) {
    for (int v = -1; v <= 1; ++v)
      for (int u = -1; u <= 1; ++u)
        if (level(x + u, y + v) != level(x, y)) return false;
    return true;
  };
  int inside = 0, right[2] = {0, 0};  // in either direction
  for (int y = 1; y < kHeight - 1; ++y)
    for (int x = 1; x < kWidth - 1; ++x) {
      const int k = level(x, y);
      if (!alone(x, y)) continue;
      ++inside;
      const double middle = (k + 0.5) / kLevels;
      const float found = t[static_cast<std::size_t>(y) * kWidth + x];
      right[0] += std::abs(found - middle) < 0.01 ? 1 : 0;
      right[1] += std::abs(1 - found - middle) < 0.01 ? 1 : 0;
    }
  BOOST_TEST(inside > kWidth * kHeight / 2);
  BOOST_TEST(std::max(right[0], right[1]) > 0.99 * inside);
}

BOOST_AUTO_TEST_SUITE_END()
