// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/measured_field.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "tests/support/curves.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

/// A curve with noise about it.
Locus noisy_locus_of(const Table& table) {
  Locus locus = locus_of(table);
  locus.noise = 0.02;
  return locus;
}

FieldParts parts_of(const PixelSource& source, const Table& table, const CutOff& cut_off = {},
                    std::vector<Rect> excluded = {}, unsigned threads = 0,
                    const NoiseMetric& metric = {}) {
  Context context;
  const PixelLayout l = source.layout();
  auto h = ColorHistogram::count(source, {0, 0, l.width, l.height}, context);
  BOOST_TEST_REQUIRE(h.has_value());
  auto colors = std::make_shared<const ColorHistogram>(std::move(*h));
  auto looked_up =
      std::make_shared<const ColorTable>(colors, noisy_locus_of(table), metric, true, threads);
  return {std::move(looked_up), cut_off, NoData{std::move(excluded), {}}};
}

MeasuredField field_of(const PixelSource& source, const Table& table, const CutOff& cut_off = {},
                       std::vector<Rect> excluded = {}, unsigned threads = 0,
                       const NoiseMetric& metric = {}) {
  return MeasuredField(parts_of(source, table, cut_off, std::move(excluded), threads, metric));
}

struct Planes {
  std::vector<float> t, residual, ambiguity;
  explicit Planes(const Rect& area)
      : t(static_cast<std::size_t>(area.area()), -1.0F), residual(t), ambiguity(t) {}
  FieldBand band() { return {t.data(), residual.data(), ambiguity.data()}; }
  friend bool operator==(const Planes& a, const Planes& b) {
    const auto same = [](const std::vector<float>& x, const std::vector<float>& y) {
      return x.size() == y.size() && std::memcmp(x.data(), y.data(), 4 * x.size()) == 0;
    };
    return same(a.t, b.t) && same(a.residual, b.residual) && same(a.ambiguity, b.ambiguity);
  }
};

Planes evaluated(const MeasuredField& field, const PixelSource& source, const Rect& area) {
  Planes out(area);
  field.measure(source, area, out.band());
  return out;
}

/// The whole picture, read by pieces of the given size.
Planes in_pieces(const MeasuredField& field, const PixelSource& source, int width, int height) {
  const PixelLayout l = source.layout();
  Planes out(Rect{0, 0, l.width, l.height});
  for (int y = 0; y < l.height; y += height)
    for (int x = 0; x < l.width; x += width) {
      const Rect piece = intersect({x, y, width, height}, {0, 0, l.width, l.height});
      const Planes part = evaluated(field, source, piece);
      for (int j = 0; j < piece.height; ++j) {
        const auto copy = [&](const std::vector<float>& from, std::vector<float>& to) {
          std::copy_n(from.begin() + static_cast<std::ptrdiff_t>(j) * piece.width, piece.width,
                      to.begin() + static_cast<std::ptrdiff_t>(y + j) * l.width + x);
        };
        copy(part.t, out.t);
        copy(part.residual, out.residual);
        copy(part.ambiguity, out.ambiguity);
      }
    }
  return out;
}

const Table kBlackToRed{{0, 0, 0}, {255, 0, 0}};

/// One row of pixels.
Picture row(const std::vector<Rgb8>& colors) {
  Picture p{static_cast<int>(colors.size()), 1, {}};
  for (const Rgb8& c : colors) p.rgb.insert(p.rgb.end(), c.begin(), c.end());
  return p;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(measured_field)

BOOST_AUTO_TEST_CASE(does_not_depend_on_how_the_picture_is_cut) {
  const Table table = map_of(MapKind::Helix);
  Picture p = jpeg_like(paint(cosine_field(90, 70, 1, 30), table), 2, 2);
  p.fill({20, 30, 15, 10}, {255, 0, 255});
  for (const bool deep : {false, true}) {
    Deep picture = convert(p, deep ? SampleType::F32 : SampleType::U8, 3, false);
    if (deep) {  // colors between the 8-bit ones
      auto* samples = reinterpret_cast<float*>(picture.bytes.data());
      Random random(3);
      for (std::size_t i = 0; i < p.rgb.size(); ++i)
        samples[i] += static_cast<float>(random.uniform(-0.002, 0.002));
    }
    const auto source = picture.source();
    const MeasuredField field = field_of(source, table, {0.05, 0.05, {}}, {Rect{50, 10, 20, 30}});
    const Planes whole = evaluated(field, source, p.whole());
    for (const auto& [width, height] : {std::pair{90, 1}, std::pair{1, 70}, std::pair{7, 13},
                                        std::pair{64, 64}, std::pair{90, 69}})
      BOOST_TEST((in_pieces(field, source, width, height) == whole));
    BOOST_TEST((evaluated(field, source, p.whole()) == whole));  // and again
  }
}

// The noise of compression is filtered, which looks at neighbors.
BOOST_AUTO_TEST_CASE(filtered_values_do_not_depend_on_how_the_picture_is_cut) {
  const Table table = map_of(MapKind::Helix);
  const Picture p = jpeg_like(paint(cosine_field(90, 70, 1, 30), table), 2, 2);
  const auto source = p.source();
  const MeasuredField field =
      field_of(source, table, {0.1, 0.1, {}}, {Rect{50, 10, 20, 30}}, 0, jpeg_metric());
  const Planes whole = evaluated(field, source, p.whole());
  for (const auto& [width, height] :
       {std::pair{90, 1}, std::pair{1, 70}, std::pair{7, 13}, std::pair{64, 64}})
    BOOST_TEST((in_pieces(field, source, width, height) == whole));
}

BOOST_AUTO_TEST_CASE(planes_that_are_not_wanted_are_not_written) {
  const Picture p = row({{0, 0, 0}, {255, 0, 0}});
  const MeasuredField field = field_of(p.source(), kBlackToRed);
  Planes out(p.whole());
  field.measure(p.source(), p.whole(), {nullptr, out.residual.data(), nullptr});
  BOOST_TEST(out.t == (std::vector<float>{-1, -1}));
  BOOST_TEST(out.residual == (std::vector<float>{0, 0}));
  BOOST_TEST(out.ambiguity == (std::vector<float>{-1, -1}));
  field.measure(p.source(), p.whole(), {});
}

BOOST_AUTO_TEST_CASE(residual_is_the_distance_and_beyond_the_cut_off_is_no_data) {
  // Distances from the line black to red: 0, 10, 20 and 200 levels; t by projection.
  const Picture p = row({{51, 0, 0}, {102, 10, 0}, {153, 0, 20}, {204, 200, 0}});
  const double cut = 15 / 255.0;
  const MeasuredField field = field_of(p.source(), kBlackToRed, {cut, cut, {}});
  const Planes out = evaluated(field, p.source(), p.whole());
  const double distance[] = {0, 10, 20, 200};
  for (std::size_t i = 0; i < 4; ++i) {
    BOOST_TEST(std::abs(out.residual[i] - distance[i] / 255) < 1e-6);  // single precision
    BOOST_TEST(std::isnan(out.t[i]) == (i >= 2));
    if (i < 2) BOOST_TEST(std::abs(out.t[i] - 0.2 * static_cast<double>(i + 1)) < 1e-6);
  }
}

BOOST_AUTO_TEST_CASE(a_color_at_the_very_cut_off_is_data) {
  const Picture p = row({{0, 0, 0}, {255, 0, 0}, {255, 255, 0}});
  const MeasuredField at = field_of(p.source(), kBlackToRed, {1.0, 1.0, {}});
  BOOST_TEST(evaluated(at, p.source(), p.whole()).t[2] == 1.0F);
  const MeasuredField zero = field_of(p.source(), kBlackToRed, {0.0, 0.0, {}});
  const Planes out = evaluated(zero, p.source(), p.whole());
  BOOST_TEST(out.t[0] == 0.0F);
  BOOST_TEST(out.t[1] == 1.0F);
  BOOST_TEST(std::isnan(out.t[2]));
}

// Between the two distances the nearer of curve and background wins.
BOOST_AUTO_TEST_CASE(mixtures_with_background_go_to_the_nearer) {
  const Picture p = row({{128, 20, 20}, {128, 60, 60}, {200, 180, 180}, {255, 255, 255}});
  const CutOff cut{0.9, 0.15, {RowVector3d(1, 1, 1)}};
  const MeasuredField field = field_of(p.source(), kBlackToRed, cut);
  const Planes out = evaluated(field, p.source(), p.whole());
  BOOST_TEST(!std::isnan(out.t[0]));  // clearly on the curve
  BOOST_TEST(!std::isnan(out.t[1]));  // off it, but farther from white
  BOOST_TEST(std::isnan(out.t[2]));   // nearer to white
  BOOST_TEST(std::isnan(out.t[3]));
}

BOOST_AUTO_TEST_CASE(what_is_not_visible_has_neither_t_nor_residual) {
  const std::vector<std::uint8_t> rgba{0, 0, 0, 255, 255, 0, 0, 0, 255, 0, 0, 255, 255, 0, 0, 255};
  const std::vector<std::uint8_t> selection{255, 255, 0, 255};
  const MemorySource source({4, 1, SampleType::U8, 4}, rgba.data(), selection.data());
  const MeasuredField field = field_of(source, kBlackToRed);
  const Planes out = evaluated(field, source, {0, 0, 4, 1});
  for (std::size_t i = 0; i < 4; ++i) {
    const bool seen = i == 0 || i == 3;
    BOOST_TEST(std::isnan(out.t[i]) == !seen);
    BOOST_TEST(std::isnan(out.residual[i]) == !seen);
    BOOST_TEST(std::isnan(out.ambiguity[i]) == !seen);
  }
}

BOOST_AUTO_TEST_CASE(excluded_rectangles_have_no_data) {
  const Picture p = paint(cosine_field(40, 30, 4), map_of(MapKind::Warm));
  // The second one sticks out of the picture.
  const std::vector<Rect> excluded{{5, 6, 7, 8}, {35, 25, 20, 20}};
  const MeasuredField field = field_of(p.source(), map_of(MapKind::Warm), {}, excluded);
  const Planes out = evaluated(field, p.source(), p.whole());
  for (int y = 0; y < 30; ++y)
    for (int x = 0; x < 40; ++x) {
      const bool hole = excluded[0].contains(x, y) || excluded[1].contains(x, y);
      BOOST_TEST(std::isnan(out.t[static_cast<std::size_t>(y * 40 + x)]) == hole);
      BOOST_TEST(std::isnan(out.residual[static_cast<std::size_t>(y * 40 + x)]) == hole);
    }
}

BOOST_AUTO_TEST_CASE(excluding_respects_a_selection) {
  const Picture p = row({{0, 0, 0}, {50, 0, 0}, {100, 0, 0}, {255, 0, 0}});
  const std::vector<std::uint8_t> selection{0, 255, 255, 255};
  const MemorySource source({4, 1}, p.rgb.data(), selection.data());
  const MeasuredField field = field_of(source, kBlackToRed, {}, {Rect{2, 0, 1, 1}});
  const Planes out = evaluated(field, source, p.whole());
  BOOST_TEST(std::isnan(out.t[0]));
  BOOST_TEST(!std::isnan(out.t[1]));
  BOOST_TEST(std::isnan(out.t[2]));
  BOOST_TEST(!std::isnan(out.t[3]));
}

// Counted in a part of the picture, evaluated in all of it.
BOOST_AUTO_TEST_CASE(colors_that_were_not_counted_have_no_data) {
  const Picture p = row({{0, 0, 0}, {200, 0, 0}});
  Context context;
  const auto source = p.source();
  auto h = ColorHistogram::count(source, {0, 0, 1, 1}, context);
  BOOST_TEST_REQUIRE(h.has_value());
  const MeasuredField field(
      {std::make_shared<const ColorTable>(std::make_shared<const ColorHistogram>(std::move(*h)),
                                          noisy_locus_of(kBlackToRed), NoiseMetric{}, true, 1)});
  const Planes planes = evaluated(field, source, p.whole());
  BOOST_TEST(!std::isnan(planes.t[0]));
  BOOST_TEST(std::isnan(planes.t[1]));
  BOOST_TEST(std::isnan(planes.residual[1]));
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_threads) {
  Picture p = filled(256, 128, {0, 0, 0});  // 32768 colors: enough for threads to be used
  Random random(5);
  for (auto& v : p.rgb) v = static_cast<std::uint8_t>(random.below(256));
  const Table table = map_of(MapKind::Steep);
  const CutOff cut{0.2, 0.2, {}};
  const Planes one = evaluated(field_of(p.source(), table, cut, {}, 1), p.source(), p.whole());
  for (const unsigned threads : {2U, 3U, 8U, 0U})
    BOOST_TEST(
        (evaluated(field_of(p.source(), table, cut, {}, threads), p.source(), p.whole()) == one));
}

BOOST_AUTO_TEST_CASE(deep_pictures_are_looked_up_with_full_precision) {
  std::vector<float> rgb;
  for (int i = 0; i <= 1000; ++i) {
    const float v = static_cast<float>(i) / 1000;
    rgb.insert(rgb.end(), {v, 0, 0});
  }
  const MemorySource source({1001, 1, SampleType::F32, 3}, rgb.data());
  const MeasuredField field = field_of(source, kBlackToRed);
  const Planes out = evaluated(field, source, {0, 0, 1001, 1});
  for (std::size_t i = 0; i <= 1000; ++i)
    BOOST_TEST(std::abs(out.t[i] - static_cast<double>(i) / 1000) < 1e-6);
  std::vector<float> alone(1001);
  field.measure(source, {0, 0, 1001, 1}, {alone.data()});
  BOOST_TEST((alone == out.t));
}

BOOST_AUTO_TEST_CASE(summary_tells_residuals_and_the_share_of_data) {
  // 10 pixels: 6 on the curve, 2 at 4 levels, 1 at 8, 1 beyond the cut-off.
  std::vector<Rgb8> colors(6, {100, 0, 0});
  colors.insert(colors.end(), {{50, 4, 0}, {60, 4, 0}, {70, 8, 0}, {80, 90, 0}});
  const Picture p = row(colors);
  const MeasuredField field = field_of(p.source(), kBlackToRed, {0.05, 0.05, {}});
  const FieldSummary summary = field.summary({0, 0, 10, 2});
  BOOST_TEST(std::abs(summary.valid_fraction - 9.0 / 20) < 1e-12);
  BOOST_TEST(summary.residual_median == 0.0);
  BOOST_TEST(std::abs(summary.residual_p95 - 8 / 255.0) < 1e-6);
}

// Ink of the map's own color has no data and is not counted; of spoiled data it is the other way
// round, where it is restored.
BOOST_AUTO_TEST_CASE(ink_has_no_data_and_spoiled_data_has_if_restored) {
  const Picture p = row({{0, 0, 0}, {100, 0, 0}, {200, 0, 0}, {150, 200, 0}, {255, 0, 0}});
  auto ink = std::make_shared<InkMask>();
  ink->area = p.whole();
  ink->pixels = {false, true, false, false, false};
  ink->colors[pack(100, 0, 0)] = 1;
  ink->spoiled = {false, false, false, true, false};
  ink->spoiled_pixels = 1;
  for (const bool restore : {false, true}) {
    FieldParts parts = parts_of(p.source(), kBlackToRed, {0.05, 0.05, {}});
    parts.ink = ink;
    parts.restore = restore;
    const MeasuredField field(std::move(parts));
    const Planes out = evaluated(field, p.source(), p.whole());
    BOOST_TEST(std::isnan(out.t[1]));
    BOOST_TEST(std::isnan(out.t[3]) == !restore);
    BOOST_TEST(!std::isnan(out.t[2]));
    BOOST_TEST(std::abs(field.summary(p.whole()).valid_fraction - (restore ? 0.8 : 0.6)) < 1e-12);
  }
}

// A color whose luma is that of t = 0.25 and whose chroma is that of t = 0.75, on a curve along
// which both rise. In the cube both count much the same; in the metric luma decides. The residual
// stays the cube's distance.
BOOST_AUTO_TEST_CASE(a_metric_moves_t_and_leaves_the_residual) {
  const Table table{{100, 100, 90}, {110, 110, 130}};
  const Picture p = row({{103, 103, 118}, {100, 100, 90}, {110, 110, 130}});
  const MeasuredField plain = field_of(p.source(), table, {1.0, 1.0, {}});
  const MeasuredField metric = field_of(p.source(), table, {1.0, 1.0, {}}, {}, 1, jpeg_metric());
  const Planes a = evaluated(plain, p.source(), p.whole());
  const Planes b = evaluated(metric, p.source(), p.whole());
  BOOST_TEST(b.t[0] < a.t[0]);  // and its neighbors are beyond an edge
  BOOST_TEST(a.residual == b.residual, boost::test_tools::per_element());
  BOOST_TEST(std::abs(b.t[1]) < 1e-6);
  BOOST_TEST(std::abs(b.t[2] - 1) < 1e-6);
}

BOOST_AUTO_TEST_CASE(confidence_is_given_where_there_is_data) {
  const Picture p = row({{0, 0, 0}, {128, 0, 0}, {90, 200, 0}, {255, 0, 0}});
  const MeasuredField field = field_of(p.source(), kBlackToRed, {0.2, 0.2, {}});
  std::vector<float> confidence(4, -1.0F);
  field.measure(p.source(), p.whole(), {nullptr, nullptr, nullptr, confidence.data()});
  BOOST_TEST(confidence[0] > 0);
  BOOST_TEST(confidence[1] > 0);
  BOOST_TEST(std::isnan(confidence[2]));
  BOOST_TEST(confidence[3] <= 1);
}

// Gaussian noise of 3 levels in the two channels across the line: the median of its length is
// 3 * sqrt(2 ln 2) levels, which the function scales by 1.4826. Tolerance 5 %: 20,000 samples.
BOOST_AUTO_TEST_CASE(noise_is_measured_about_a_given_curve) {
  Random random(6);
  std::vector<Rgb8> colors;
  for (int i = 0; i < 20000; ++i) {
    const auto level = [&](double v) {
      return static_cast<std::uint8_t>(std::lround(std::clamp(v, 0.0, 255.0)));
    };
    colors.push_back({level(random.uniform(0, 255)), level(128 + 3 * random.normal()),
                      level(128 + 3 * random.normal())});
  }
  const Picture p = row(colors);
  Context context;
  const auto h = ColorHistogram::count(p.source(), p.whole(), context);
  const InverseLookup lookup(noisy_locus_of({{0, 128, 128}, {255, 128, 128}}));
  const double expected = 1.4826 * 3 * std::sqrt(2 * std::log(2.0)) / 255;
  BOOST_TEST(std::abs(CurveDistances(*h, lookup).noise() - expected) < 0.05 * expected);
}

BOOST_AUTO_TEST_CASE(noise_is_at_least_that_of_rounding) {
  const Picture p = paint(ramp(256, 2), map_of(MapKind::Warm));
  Context context;
  const auto h = ColorHistogram::count(p.source(), p.whole(), context);
  const InverseLookup lookup(noisy_locus_of(map_of(MapKind::Warm)));
  BOOST_TEST(std::abs(CurveDistances(*h, lookup).noise() - 0.25 / 255) < 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
