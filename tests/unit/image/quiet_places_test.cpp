// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/quiet_places.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <utility>
#include <vector>

#include "core/image/touches.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

PictureSample sample_of(const PixelSource& source, const Rect& area,
                        std::size_t max_pixels = std::size_t{1} << 22) {
  Context context;
  auto sample = PictureSample::take(source, area, max_pixels, context);
  BOOST_TEST_REQUIRE(sample.has_value());
  return std::move(*sample);
}

ColorHistogram histogram_of(const PixelSource& source) {
  Context context;
  const PixelLayout l = source.layout();
  auto h = ColorHistogram::count(source, {0, 0, l.width, l.height}, context);
  BOOST_TEST_REQUIRE(h.has_value());
  return std::move(*h);
}

/// A picture with all that is asked of it here.
struct Scene {
  explicit Scene(Picture p)
      : picture(std::move(p)),
        sample(sample_of(picture.source(), picture.whole())),
        scale(sample),
        histogram(histogram_of(picture.source())) {}
  Picture picture;
  PictureSample sample;
  QuietScale scale;
  ColorHistogram histogram;
};

ColorCode code_at(const Picture& p, int x, int y) {
  const std::uint8_t* c = p.at(x, y);
  return pack(c[0], c[1], c[2]);
}

int activity_at(const Picture& p, int x, int y) {
  int largest = 0;
  for (int j = std::max(0, y - 1); j <= std::min(p.height - 1, y + 1); ++j)
    for (int i = std::max(0, x - 1); i <= std::min(p.width - 1, x + 1); ++i)
      for (int k = 0; k < 3; ++k)
        largest = std::max(largest, std::abs(p.at(x, y)[k] - p.at(i, j)[k]));
  return largest;
}

/// A smooth field with strokes of ink, two pixels thick, over it: about as much as text.
struct Inked {
  Picture picture;
  std::vector<bool> ink;       ///< the strokes
  std::vector<bool> far_away;  ///< more than 3 pixels from ink
};

Inked inked(const Field& field, const Table& table, std::uint64_t seed) {
  Inked out{paint(field, table), {}, {}};
  const int w = field.width, h = field.height;
  out.ink.assign(field.values.size(), false);
  Random random(seed);
  for (int stroke = 0; stroke < 40; ++stroke) {
    const int length = 4 + static_cast<int>(random.below(10));
    const int x = static_cast<int>(random.below(static_cast<std::size_t>(w - 20)));
    const int y = static_cast<int>(random.below(static_cast<std::size_t>(h - 20)));
    const Rect rect = stroke % 2 ? Rect{x, y, length, 2} : Rect{x, y, 2, length};
    out.picture.fill(rect, {10, 10, 10});
    for (int j = rect.y; j < rect.bottom(); ++j)
      for (int i = rect.x; i < rect.right(); ++i)
        out.ink[static_cast<std::size_t>(j * w + i)] = true;
  }
  out.far_away.assign(field.values.size(), true);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x)
      if (out.ink[static_cast<std::size_t>(y * w + x)])
        for (int j = std::max(0, y - 3); j <= std::min(h - 1, y + 3); ++j)
          for (int i = std::max(0, x - 3); i <= std::min(w - 1, x + 3); ++i)
            out.far_away[static_cast<std::size_t>(j * w + i)] = false;
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(quiet_places)

BOOST_AUTO_TEST_CASE(small_pictures_are_taken_whole) {
  const Picture p = paint(cosine_field(70, 150, 1), map_of(MapKind::Steep));
  const Rect area{5, 10, 60, 135};
  const PictureSample sample = sample_of(p.source(), area);
  BOOST_TEST_REQUIRE(sample.bands.size() == 1u);
  BOOST_TEST(sample.width == 60);
  BOOST_TEST_REQUIRE(sample.bands[0].rows == 135);
  for (int y = 0; y < 135; ++y)
    for (int x = 0; x < 60; ++x)
      BOOST_TEST(sample.bands[0].codes[static_cast<std::size_t>(y * 60 + x)] ==
                 code_at(p, x + 5, y + 10));
}

BOOST_AUTO_TEST_CASE(large_pictures_are_sampled_in_bands_from_all_over) {
  const int width = 40, height = 64 * 20;
  Picture p = filled(width, height, {0, 0, 0});
  for (int y = 0; y < height; ++y)
    p.fill({0, y, width, 1},
           {static_cast<std::uint8_t>(y / 256), static_cast<std::uint8_t>(y % 256), 0});
  const std::size_t max_pixels = 5 * 64 * width;
  const PictureSample sample = sample_of(p.source(), p.whole(), max_pixels);
  std::size_t pixels = 0;
  int previous = -1, first = height, last = 0;
  for (const auto& band : sample.bands) {
    BOOST_TEST(band.codes.size() == static_cast<std::size_t>(band.rows * width));
    pixels += band.codes.size();
    for (int r = 0; r < band.rows; ++r) {
      const ColorCode c = band.codes[static_cast<std::size_t>(r * width)];
      const int y = red(c) * 256 + green(c);
      BOOST_TEST(y > previous);
      if (r > 0) BOOST_TEST(y == previous + 1);
      previous = y;
      first = std::min(first, y);
      last = std::max(last, y);
    }
  }
  BOOST_TEST(pixels <= max_pixels);
  BOOST_TEST(pixels > max_pixels * 9 / 10);
  BOOST_TEST(first < height / 5);
  BOOST_TEST(last > height * 4 / 5);
}

// The highest values of a field may lie in one small peak anywhere.
BOOST_AUTO_TEST_CASE(rare_colors_are_in_the_sample_of_a_large_picture) {
  Picture p = filled(64, 3200, {40, 40, 40});
  for (int k = 0; k < 3; ++k)
    p.fill({20, 333 + 900 * k, 9, 9}, {static_cast<std::uint8_t>(200 + k), 10, 10});
  const auto source = p.source();
  const ColorHistogram histogram = histogram_of(source);
  Context context;
  const std::size_t max_pixels = std::size_t{64} * 32 * 20;  // of 100 bands
  const auto sample = PictureSample::take(source, p.whole(), max_pixels, context, &histogram);
  std::size_t pixels = 0;
  for (const auto& band : sample->bands) pixels += band.codes.size();
  BOOST_TEST(pixels <= max_pixels);
  for (const std::uint32_t n : sample_counts(*sample, histogram)) BOOST_TEST(n > 0u);
}

BOOST_AUTO_TEST_CASE(activity_is_the_largest_difference_to_the_neighbours) {
  const Picture p = inked(cosine_field(64, 48, 2, 30), map_of(MapKind::Helix), 3).picture;
  const PictureSample sample = sample_of(p.source(), p.whole());
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x < p.width; ++x)
      BOOST_TEST(
          static_cast<int>(sample.bands[0].activity[static_cast<std::size_t>(y * p.width + x)]) ==
          activity_at(p, x, y));
}

BOOST_AUTO_TEST_CASE(the_border_of_no_data_is_lively) {
  const Picture p = filled(9, 9, {50, 60, 70});
  std::vector<std::uint8_t> selection(81, 255);
  selection[4 * 9 + 4] = 0;
  const PictureSample sample =
      sample_of(MemorySource({9, 9}, p.rgb.data(), selection.data()), p.whole());
  for (int y = 0; y < 9; ++y)
    for (int x = 0; x < 9; ++x) {
      const bool near = std::abs(x - 4) <= 1 && std::abs(y - 4) <= 1;
      const auto i = static_cast<std::size_t>(y * 9 + x);
      if (x == 4 && y == 4)
        BOOST_TEST(sample.bands[0].codes[i] == kNoData);
      else
        BOOST_TEST(static_cast<int>(sample.bands[0].activity[i]) == (near ? 255 : 0));
    }
}

// No ink may be quiet, or it joins the curve. Of the field, what is steeper than usual for its
// color may be lost: the scale is a low quantile; half of the field must remain.
BOOST_AUTO_TEST_CASE(strokes_are_not_quiet_and_smooth_ramps_are) {
  for (const MapKind kind : {MapKind::Sequential, MapKind::Rainbow, MapKind::Diverging})
    for (const Field& field : {ramp(256, 256), cosine_field(256, 256, 5)}) {
      BOOST_TEST_INFO_SCOPE(name_of(kind));
      const Inked in = inked(field, map_of(kind), 7);
      const PictureSample sample = sample_of(in.picture.source(), in.picture.whole());
      const QuietScale scale(sample);
      std::size_t quiet_ink = 0, field_pixels = 0, quiet_field = 0;
      for (std::size_t i = 0; i < in.ink.size(); ++i) {
        const bool quiet =
            sample.bands[0].activity[i] <= scale.quiet_up_to(sample.bands[0].codes[i]);
        quiet_ink += in.ink[i] && quiet;
        field_pixels += in.far_away[i];
        quiet_field += in.far_away[i] && quiet;
      }
      BOOST_TEST(quiet_ink == 0u);
      BOOST_TEST(static_cast<double>(quiet_field) >= 0.5 * static_cast<double>(field_pixels));
    }
}

BOOST_AUTO_TEST_CASE(weights_fall_with_activity_and_rise_with_the_level) {
  const Picture p = paint(cosine_field(128, 128, 6), map_of(MapKind::Helix));
  const QuietScale scale(sample_of(p.source(), p.whole()));
  for (int x = 0; x < 128; x += 7) {
    const ColorCode a = code_at(p, x, 40), b = code_at(p, x, 90);
    for (std::size_t level = 0; level < kQuietLevels.size(); ++level) {
      double previous = 1;
      BOOST_TEST(scale.weights(a, b, 0)[level] == 1.0);
      for (int activity = 0; activity < 256; ++activity) {
        const double w = scale.weights(a, b, activity)[level];
        BOOST_TEST(w >= 0.0);
        BOOST_TEST(w <= previous);
        BOOST_TEST(w == scale.weights(b, a, activity)[level]);
        if (level > 0) BOOST_TEST(w >= scale.weights(a, b, activity)[level - 1]);
        previous = w;
      }
      BOOST_TEST(scale.weights(a, b, 255)[0] == 0.0);
    }
  }
}

BOOST_AUTO_TEST_CASE(touches_are_those_of_a_brute_force_count) {
  const Scene in(inked(cosine_field(90, 70, 8, 40), map_of(MapKind::Warm), 9).picture);
  std::vector<std::uint32_t> cell_of(in.histogram.size());
  for (std::uint32_t i = 0; i < in.histogram.size(); ++i) cell_of[i] = i % 5 == 4 ? kNoCell : i / 3;

  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<double, double>> expected;
  const auto add = [&](int x, int y, int i, int j) {
    const ColorCode a = code_at(in.picture, x, y), b = code_at(in.picture, i, j);
    auto ca = cell_of[in.histogram.index(a)], cb = cell_of[in.histogram.index(b)];
    if (ca == cb || ca == kNoCell || cb == kNoCell) return;
    if (ca > cb) std::swap(ca, cb);
    auto& [pairs, weight] = expected[{ca, cb}];
    pairs += 1;
    weight += in.scale.weights(
        a, b, std::max(activity_at(in.picture, x, y), activity_at(in.picture, i, j)))[0];
  };
  for (int y = 0; y < in.picture.height; ++y)
    for (int x = 0; x < in.picture.width; ++x) {
      if (x + 1 < in.picture.width) add(x, y, x + 1, y);
      if (y + 1 < in.picture.height) add(x, y, x, y + 1);
    }

  const auto touches = touching_cells(in.sample, in.scale, in.histogram, cell_of);
  BOOST_TEST_REQUIRE(touches.size() == expected.size());
  std::size_t i = 0;
  for (const auto& [cells, sums] : expected) {  // sorted as the touches are
    BOOST_TEST(touches[i].first == cells.first);
    BOOST_TEST(touches[i].second == cells.second);
    BOOST_TEST(touches[i].pairs == sums.first);
    // the order of summation may differ: double precision
    BOOST_TEST(std::abs(touches[i].weight[0] - sums.second) <= 1e-9 * sums.first);
    for (std::size_t level = 1; level < kQuietLevels.size(); ++level)
      BOOST_TEST(touches[i].weight[level] >= touches[i].weight[level - 1] - 1e-9);
    ++i;
  }
}

BOOST_AUTO_TEST_CASE(counts_and_touches_do_not_depend_on_the_threads) {
  const Scene in(inked(cosine_field(900, 700, 3, 40), map_of(MapKind::Helix), 5).picture);
  std::vector<std::uint32_t> cell_of(in.histogram.size());
  for (std::uint32_t i = 0; i < in.histogram.size(); ++i) cell_of[i] = i / 3;
  const auto one = touching_cells(in.sample, in.scale, in.histogram, cell_of, 1);
  const auto three = touching_cells(in.sample, in.scale, in.histogram, cell_of, 3);
  BOOST_TEST_REQUIRE(one.size() == three.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    BOOST_TEST(one[i].pairs == three[i].pairs);
    BOOST_TEST((one[i].weight == three[i].weight));  // bit for bit
  }
  BOOST_TEST(quiet_counts(in.sample, in.scale, in.histogram, 1) ==
             quiet_counts(in.sample, in.scale, in.histogram, 3));
  BOOST_TEST(calm_counts(in.sample, in.histogram, 1) == calm_counts(in.sample, in.histogram, 3));
}

BOOST_AUTO_TEST_CASE(quiet_and_all_pixels_are_counted_a_color) {
  const Scene in(inked(cosine_field(90, 70, 10, 40), map_of(MapKind::Steep), 11).picture);
  BOOST_TEST(sample_counts(in.sample, in.histogram) == in.histogram.counts());
  std::vector<std::uint32_t> expected(in.histogram.size(), 0);
  for (int y = 0; y < in.picture.height; ++y)
    for (int x = 0; x < in.picture.width; ++x)
      expected[in.histogram.index(code_at(in.picture, x, y))] +=
          activity_at(in.picture, x, y) <= in.scale.quiet_up_to(code_at(in.picture, x, y));
  BOOST_TEST(quiet_counts(in.sample, in.scale, in.histogram) == expected);
}

BOOST_AUTO_TEST_CASE(slopes_are_gradual_lines_and_steps_are_not) {
  const Rgb8 left{200, 60, 40}, right{40, 60, 40};
  Picture p = filled(64, 64, left);
  p.fill({28, 0, 36, 64}, right);
  const auto share = [&] {  // of what is neither the left's nor the right's color
    const auto source = p.source();
    const ColorHistogram h = histogram_of(source);
    std::vector<bool> marked;
    for (const ColorCode c : h.codes())
      marked.push_back(c != pack(200, 60, 40) && c != pack(40, 60, 40));
    return gradual_share(sample_of(source, p.whole()), h, marked);
  };
  BOOST_TEST(share() == 1);  // there is nothing else
  Picture sharp = p;
  for (int x = 0; x < 8; ++x)  // in 9 steps, as scaling makes it
    p.fill({20 + x, 0, 1, 64}, {static_cast<std::uint8_t>(182 - 18 * x), 60, 40});
  BOOST_TEST(share() == 1);
  p = std::move(sharp);
  p.fill({28, 0, 1, 64}, {0, 0, 0});        // a line on the edge
  p.fill({40, 0, 2, 64}, {255, 255, 255});  // one of two pixels
  p.fill({50, 20, 9, 9}, {0, 0, 255});      // a flat spot
  BOOST_TEST(share() == 0);
}

BOOST_AUTO_TEST_CASE(cancels) {
  const Picture p = filled(40, 200, {1, 2, 3});
  Context context;
  context.progress = [](Stage, double) { return false; };
  const auto sample = PictureSample::take(p.source(), p.whole(), 1 << 20, context);
  BOOST_TEST_REQUIRE(!sample.has_value());
  BOOST_TEST((sample.error().reason == Reason::Canceled));
}

BOOST_AUTO_TEST_SUITE_END()
