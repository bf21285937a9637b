// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/flat_colors.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "core/image/quiet_places.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kLevels = 8;

/// The map in `kLevels` steps, as a table of 256.
Table in_steps(const Table& map) {
  Table table;
  for (std::size_t i = 0; i < map.size(); ++i)
    table.push_back(map[(2 * (i * kLevels / map.size()) + 1) * map.size() / (2 * kLevels)]);
  return table;
}

struct Counted {
  Picture picture;
  ColorHistogram histogram;
  std::vector<ColorCode> flat;
  explicit Counted(Picture p) : picture(std::move(p)) {
    Context context;
    const MemorySource source = picture.source();
    auto counted = ColorHistogram::count(source, picture.whole(), context);
    BOOST_REQUIRE(counted);
    histogram = *std::move(counted);
    const auto sample = PictureSample::take(source, picture.whole(), 1 << 20, context);
    BOOST_REQUIRE(sample);
    flat = find_flat_colors(histogram, calm_counts(*sample, histogram));
  }
};

const Field kField = noise_field(320, 240, 4);
const Table kMap = map_of(MapKind::Rainbow);
/// Levels of noise: what compression of high quality leaves in flat places.
constexpr double kNoise = 0.7;

}  // namespace

BOOST_AUTO_TEST_SUITE(flat_colors)

BOOST_AUTO_TEST_CASE(steps_behind_compression_are_found) {
  const Counted steps(jpeg_like(paint(kField, in_steps(kMap)), kNoise, 1));
  BOOST_TEST(steps.flat.size() == static_cast<std::size_t>(kLevels));
}

BOOST_AUTO_TEST_CASE(a_smooth_field_has_none) {
  BOOST_TEST(Counted(paint(kField, kMap)).flat.empty());
  BOOST_TEST(Counted(jpeg_like(paint(kField, kMap), kNoise, 1)).flat.empty());
}

/// Wrong at most where chroma of two steps was mixed: within 2 pixels of an edge.
BOOST_AUTO_TEST_CASE(posterized_is_as_it_was) {
  const Picture clean = paint(kField, in_steps(kMap));
  const Counted steps(jpeg_like(clean, kNoise, 1));
  const PosterizedPicture again =
      posterize(steps.picture.source(), clean.whole(), steps.histogram, steps.flat);
  const auto near = [](const std::uint8_t* a, const std::uint8_t* b) {
    constexpr int kRounding = 4;
    return std::abs(a[0] - b[0]) <= kRounding && std::abs(a[1] - b[1]) <= kRounding &&
           std::abs(a[2] - b[2]) <= kRounding;
  };
  int wrong = 0;
  for (int y = 0; y < clean.height; ++y)
    for (int x = 0; x < clean.width; ++x) {
      const auto i = static_cast<std::size_t>(y) * clean.width + x;
      if (again.selection[i] && near(&again.rgb[3 * i], clean.at(x, y))) continue;
      ++wrong;
      bool at_edge = false;
      for (int v = std::max(0, y - 2); v <= std::min(clean.height - 1, y + 2); ++v)
        for (int u = std::max(0, x - 2); u <= std::min(clean.width - 1, x + 2); ++u)
          at_edge = at_edge || !near(clean.at(u, v), clean.at(x, y));
      BOOST_TEST_REQUIRE(at_edge, x << ", " << y);
    }
  BOOST_TEST(wrong < clean.width * clean.height / 20);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
