// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/flat_colors.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <numeric>
#include <random>

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

/// The definition, step by step: quadratic in the colors.
std::vector<ColorCode> slow_flat_colors(const ColorHistogram& histogram,
                                        const std::vector<std::uint32_t>& calm) {
  const auto& codes = histogram.codes();
  const auto mass = [&](ColorCode code) {
    double sum = 0;
    for (std::size_t k = 0; k < codes.size(); ++k)
      if (distance(codes[k], code) <= 4) sum += calm[k];
    return sum;
  };
  const double all = std::accumulate(calm.begin(), calm.end(), 0.0);
  std::vector<std::size_t> order(codes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return calm[i]; });
  std::vector<ColorCode> flat;
  for (const std::size_t i : order) {
    const auto near = [&](ColorCode c) { return distance(c, codes[i]) < 16; };
    if (calm[i] < 2 || std::ranges::any_of(flat, near) || mass(codes[i]) < 0.0005 * all) continue;
    flat.push_back(codes[i]);
  }
  double covered = 0;
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (std::ranges::any_of(flat, [&](ColorCode c) { return distance(c, codes[i]) <= 4; }))
      covered += calm[i];
  const bool few = flat.size() >= 3 && flat.size() <= 32;
  return few && covered >= 0.9 * all ? flat : std::vector<ColorCode>();
}

BOOST_AUTO_TEST_CASE(as_the_definition_says_for_all_kinds_of_colors) {
  std::mt19937 random(7);
  int found = 0;
  for (int round = 0; round < 60; ++round) {
    // Clouds of colors around some that lie apart, some at the cube's faces, and strays.
    const int clouds = 2 + round % 36;
    const int spread = round % 7;
    Picture picture = filled(96, 64, {0, 0, 0});
    std::vector<std::array<int, 3>> middles(static_cast<std::size_t>(clouds));
    for (auto& middle : middles)
      for (int& level : middle) level = static_cast<int>(random() % 9) * 255 / 8;
    for (int y = 0; y < picture.height; ++y)
      for (int x = 0; x < picture.width; ++x)
        for (int k = 0; k < 3; ++k) {
          const auto& middle = middles[(x / 12 + y / 8 * 8) % middles.size()];
          const int stray = random() % 25 == 0 ? static_cast<int>(random() % 256) : -1;
          const int level = middle[static_cast<std::size_t>(k)] - spread +
                            static_cast<int>(random() % (2U * spread + 1));
          picture.at(x, y)[k] =
              static_cast<std::uint8_t>(stray >= 0 ? stray : std::clamp(level, 0, 255));
        }
    Context context;
    const auto histogram = ColorHistogram::count(picture.source(), picture.whole(), context);
    BOOST_REQUIRE(histogram);
    std::vector<std::uint32_t> calm = histogram->counts();
    for (std::uint32_t& count : calm) count -= random() % 3 == 0 ? 1 : 0;
    const auto expected = slow_flat_colors(*histogram, calm);
    BOOST_TEST((find_flat_colors(*histogram, calm) == expected));
    found += expected.empty() ? 0 : 1;
  }
  BOOST_TEST(found > 5);
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
