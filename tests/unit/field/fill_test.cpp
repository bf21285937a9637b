// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/fill.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "core/recover.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr int kWidth = 60, kHeight = 50;

float plane_at(int x, int y) {
  return 0.1F + 0.008F * static_cast<float>(x) + 0.005F * static_cast<float>(y);
}

std::size_t at(int x, int y) { return static_cast<std::size_t>(y) * kWidth + x; }

GappyField plane_field() {
  GappyField field{kWidth, kHeight, {}, std::vector<std::uint8_t>(std::size_t{kWidth} * kHeight)};
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) field.t.push_back(plane_at(x, y));
  return field;
}

void cut(GappyField& field, const Rect& rect) {
  for (int y = rect.y; y < rect.bottom(); ++y)
    for (int x = rect.x; x < rect.right(); ++x) field.t[at(x, y)] = kNan;
}

/// The field after filling.
GappyField filled(GappyField field, const FillOptions& options) {
  auto widths = gap_widths(field, options.size);
  span_membrane(field, widths, options);
  return field;
}

int missing(const GappyField& field, const Rect& rect) {
  int count = 0;
  for (int y = rect.y; y < rect.bottom(); ++y)
    for (int x = rect.x; x < rect.right(); ++x) count += std::isnan(field.t[at(x, y)]);
  return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fill)

BOOST_AUTO_TEST_CASE(a_plane_is_filled_exactly) {
  GappyField field = plane_field();
  cut(field, {10, 3, 4, 40});   // a line down
  cut(field, {20, 20, 30, 3});  // a line across
  cut(field, {30, 5, 4, 4});    // a dot
  for (int k = 0; k < 12; ++k) cut(field, {40 + k, 30 + k, 2, 1});
  const GappyField full = filled(field, {5});
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) BOOST_REQUIRE_SMALL(full.t[at(x, y)] - plane_at(x, y), 1e-5F);
}

BOOST_AUTO_TEST_CASE(data_stays_as_it_is) {
  GappyField field = plane_field();
  cut(field, {10, 3, 4, 40});
  const GappyField full = filled(field, {5});
  for (std::size_t i = 0; i < field.t.size(); ++i)
    if (!std::isnan(field.t[i])) BOOST_REQUIRE_EQUAL(full.t[i], field.t[i]);
}

BOOST_AUTO_TEST_CASE(only_what_is_narrower_than_the_size_is_filled) {
  GappyField field = plane_field();
  cut(field, {10, 5, 4, 40});
  cut(field, {30, 5, 5, 40});
  const GappyField full = filled(field, {5});
  BOOST_TEST(missing(full, {10, 5, 4, 40}) == 0);
  BOOST_TEST(missing(full, {30, 5, 5, 40}) == 200);
}

/// Round, so that short runs cross its ends, and with a notch in its rim.
BOOST_AUTO_TEST_CASE(a_hole_stays_whole) {
  GappyField field = plane_field();
  const auto inside = [](int x, int y) { return std::hypot(x - 30, y - 25) < 12.4; };
  int pixels = 0;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x)
      if (inside(x, y) || (x > 40 && x < 46 && y == 25)) {
        field.t[at(x, y)] = kNan;
        ++pixels;
      }
  const GappyField full = filled(field, {6});
  BOOST_TEST(missing(full, {0, 0, kWidth, kHeight}) == pixels);
}

BOOST_AUTO_TEST_CASE(a_line_that_runs_into_a_hole_is_filled_up_to_it) {
  GappyField field = plane_field();
  cut(field, {0, 10, 20, 20});
  cut(field, {20, 19, 35, 2});
  const GappyField full = filled(field, {5});
  BOOST_TEST(missing(full, {0, 10, 20, 20}) == 400);
  BOOST_TEST(missing(full, {25, 19, 30, 2}) == 0);
  BOOST_TEST(missing(full, {20, 19, 5, 2}) == 10);
}

BOOST_AUTO_TEST_CASE(nothing_is_filled_along_the_border) {
  GappyField field = plane_field();
  cut(field, {0, 0, kWidth, 2});
  cut(field, {0, 0, 1, kHeight});
  cut(field, {20, 0, 2, 30});  // a line that begins there
  const GappyField full = filled(field, {5});
  BOOST_TEST(missing(full, {22, 0, kWidth - 22, 2}) == 2 * (kWidth - 22));
  BOOST_TEST(missing(full, {0, 0, 1, kHeight}) == kHeight);
  BOOST_TEST(missing(full, {20, 2, 2, 28}) == 0);
}

BOOST_AUTO_TEST_CASE(what_is_outside_is_never_filled) {
  GappyField field = plane_field();
  cut(field, {10, 3, 4, 40});
  for (int y = 3; y < 43; ++y) field.outside[at(11, y)] = 1;
  const GappyField full = filled(field, {6});
  BOOST_TEST(missing(full, {10, 3, 4, 40}) == 160);
}

BOOST_AUTO_TEST_CASE(values_lie_between_those_of_the_rims) {
  GappyField field = plane_field();
  for (std::size_t i = 0; i < field.t.size(); ++i) field.t[i] = i % kWidth < 30 ? 0.2F : 0.7F;
  cut(field, {28, 5, 4, 40});
  const GappyField full = filled(field, {5});
  BOOST_TEST(missing(full, {0, 0, kWidth, kHeight}) == 0);
  for (int x = 28; x < 32; ++x) {
    BOOST_TEST(full.t[at(x, 25)] > full.t[at(x - 1, 25)]);
    BOOST_TEST(full.t[at(x, 25)] < 0.7F);
  }
}

BOOST_AUTO_TEST_CASE(stepped_maps_have_no_values_between_levels) {
  GappyField field = plane_field();
  for (std::size_t i = 0; i < field.t.size(); ++i) field.t[i] = i % kWidth < 30 ? 0.2F : 0.7F;
  cut(field, {28, 5, 4, 40});
  const GappyField full = filled(field, {5, false, {0.2F, 0.45F, 0.7F, 0.9F}});
  for (const float t : full.t) BOOST_REQUIRE((t == 0.2F || t == 0.45F || t == 0.7F));
}

BOOST_AUTO_TEST_CASE(cyclic_maps_are_filled_across_their_cut) {
  GappyField field = plane_field();
  for (std::size_t i = 0; i < field.t.size(); ++i) {
    const float t = 0.9F + 0.01F * static_cast<float>(i % kWidth);
    field.t[i] = t - std::floor(t);
  }
  const GappyField truth = field;
  cut(field, {8, 5, 4, 40});
  const GappyField full = filled(field, {5, true, {}});
  for (int x = 8; x < 12; ++x) {
    const float apart = full.t[at(x, 25)] - truth.t[at(x, 25)];
    BOOST_TEST(std::abs(apart - std::round(apart)) < 0.002F);
  }
}

/// A smooth field with lines in white and a white hole, more than a band of rows high.
struct Drawn {
  static constexpr int kW = 200, kH = 600;
  Field field = cosine_field(kW, kH, 5, 120);
  Picture picture;
  std::vector<int> kind = std::vector<int>(std::size_t{kW} * kH, 0);  // 1 line, 2 hole

  Drawn() : picture(paint(field, map_of(MapKind::Sequential))) {
    for (int y = 0; y < kH; ++y)
      for (int x = 0; x < kW; ++x) {
        const bool line = x % 50 == 20 || x % 50 == 21 || y % 90 == 40 || y % 90 == 41;
        const bool hole = x >= 100 && x < 130 && y >= 240 && y < 275;
        if (!line && !hole) continue;
        kind[static_cast<std::size_t>(y) * kW + x] = hole ? 2 : 1;
        picture.fill({x, y, 1, 1}, {255, 255, 255});
      }
  }
};

struct Planes {
  std::vector<float> t, confidence, filled, deviation;
};

Planes planes_of(const Recovery& recovery, const PixelSource& source, int rows) {
  const Rect area = recovery.report().plot_area;
  const auto n = static_cast<std::size_t>(area.area());
  Planes p{std::vector<float>(n), std::vector<float>(n), std::vector<float>(n),
           std::vector<float>(n)};
  for (int y = 0; y < area.height; y += rows) {
    const auto from = static_cast<std::size_t>(y) * area.width;
    recovery.evaluate(source, {area.x, area.y + y, area.width, std::min(rows, area.height - y)},
                      {p.t.data() + from, nullptr, nullptr, p.confidence.data() + from,
                       p.filled.data() + from, p.deviation.data() + from});
  }
  return p;
}

RecoverOptions given_map(int fill) {
  RecoverOptions options;
  GivenColormap map{"given", {}};
  for (const Rgb8& c : map_of(MapKind::Sequential))
    map.colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  options.curve.colormap = map;
  options.figure.plot_area = Rect{0, 0, Drawn::kW, Drawn::kH};
  options.field.fill = fill;
  return options;
}

BOOST_AUTO_TEST_CASE(lines_over_a_field_are_closed_and_marked) {
  const Drawn drawn;
  const MemorySource source = drawn.picture.source();
  Context context;
  const auto recovery = recover(source, given_map(5), context);
  BOOST_TEST_REQUIRE(recovery.has_value());
  const Planes p = planes_of(**recovery, source, 64);
  std::uint64_t filled = 0;
  double worst = 0, confidence = 0, near = 0, within = 0;
  for (std::size_t i = 0; i < p.t.size(); ++i) {
    if (p.filled[i] != 0) ++filled;
    if (drawn.kind[i] == 2) BOOST_REQUIRE(std::isnan(p.t[i]));
    if (drawn.kind[i] == 0) BOOST_REQUIRE_EQUAL(p.filled[i], 0);
    BOOST_REQUIRE_EQUAL(std::isnan(p.confidence[i]), std::isnan(p.t[i]));
    BOOST_REQUIRE_EQUAL(std::isnan(p.deviation[i]), std::isnan(p.t[i]));
    if (p.filled[i] == 0) continue;
    const double off = std::abs(p.t[i] - drawn.field.values[i]);
    worst = std::max(worst, off);
    near += off <= 0.01;
    within += off <= static_cast<double>(p.deviation[i]);
    confidence += p.confidence[i];
  }
  const Report& report = (*recovery)->report();
  BOOST_TEST(report.filled_pixels == filled);
  BOOST_TEST(report.fill_size == 5);
  const auto lines = std::count(drawn.kind.begin(), drawn.kind.end(), 1);
  BOOST_TEST(filled > 0.95 * static_cast<double>(lines));
  BOOST_TEST(filled <= static_cast<std::uint64_t>(lines));
  BOOST_TEST(worst < 0.02);
  // 68 % of normal errors are within one standard deviation; fewer would say that it is too small.
  BOOST_TEST(within >= 0.6 * static_cast<double>(filled));
  // The confidence is the share that is near the truth, or less.
  BOOST_TEST(confidence / static_cast<double>(filled) <= near / static_cast<double>(filled) + 0.02);
}

BOOST_AUTO_TEST_CASE(the_same_however_the_picture_is_read) {
  const Drawn drawn;
  const MemorySource source = drawn.picture.source();
  Context context;
  const auto recovery = recover(source, given_map(5), context);
  BOOST_TEST_REQUIRE(recovery.has_value());
  const Planes whole = planes_of(**recovery, source, Drawn::kH);
  const Planes bands = planes_of(**recovery, source, 7);
  for (std::size_t i = 0; i < whole.t.size(); ++i) {
    BOOST_REQUIRE((whole.t[i] == bands.t[i] || (std::isnan(whole.t[i]) && std::isnan(bands.t[i]))));
    BOOST_REQUIRE_EQUAL(whole.filled[i], bands.filled[i]);
  }
}

BOOST_AUTO_TEST_CASE(without_the_option_nothing_is_filled) {
  const Drawn drawn;
  const MemorySource source = drawn.picture.source();
  Context context;
  const auto recovery = recover(source, given_map(0), context);
  BOOST_TEST_REQUIRE(recovery.has_value());
  const Planes p = planes_of(**recovery, source, 64);
  for (std::size_t i = 0; i < p.t.size(); ++i) {
    BOOST_REQUIRE_EQUAL(p.filled[i], 0);
    BOOST_REQUIRE_EQUAL(std::isnan(p.t[i]), drawn.kind[i] != 0);
  }
  for (const int wrong : {-1, kLargestGap + 1}) {
    const auto refused = recover(source, given_map(wrong), context);
    BOOST_TEST((!refused && refused.error().reason == Reason::InvalidOption));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
