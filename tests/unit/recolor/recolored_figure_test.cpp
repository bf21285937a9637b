// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/recolored_figure.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdlib>

#include "core/figure/figure_layout.hpp"
#include "core/recover.hpp"
#include "tests/support/pictures.hpp"

namespace unweave {
namespace {

using testing::Picture;
using testing::Table;

constexpr Rect kField{40, 30, 240, 180}, kBar{320, 30, 18, 180};
constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0}, kLogo{180, 40, 200};
constexpr int kWidth = 380, kHeight = 240;

std::vector<std::array<double, 3>> colors_of(const Table& table) {
  std::vector<std::array<double, 3>> out;
  for (const Rgb8& c : table) out.push_back(unit_color(c));
  return out;
}

void put(Picture& out, const Picture& part, const Rect& at) {
  for (int y = 0; y < at.height; ++y)
    std::copy_n(part.at(0, y), 3 * at.width, out.at(at.x, at.y + y));
}

void blend(Picture& out, int x, int y, const Rgb8& ink, double share) {
  for (int c = 0; c < 3; ++c) {
    std::uint8_t& level = out.at(x, y)[c];
    level = static_cast<std::uint8_t>(std::lround((1 - share) * level + share * ink[c]));
  }
}

/// What a figure is drawn with beside its map.
struct Drawing {
  int steps = 0;               ///< 0: a smooth map
  bool ink = true;             ///< slanted black lines with smoothed rims over the field
  const Table* bar = nullptr;  ///< another map for the bar
  bool second_bar = false;     ///< a bar of the same map further down, without outline
};

Table in_steps(const Table& table, int steps) {
  if (steps == 0) return table;
  Table out;
  for (int i = 0; i < 256; ++i)
    out.push_back(table[static_cast<std::size_t>((i * steps / 256 + 0.5) * 256 / steps)]);
  return out;
}

/// The same figure in any map: two fields' worth of waves, a frame, lines, a bar with its outline.
Picture figure(const Table& given, const Drawing& how) {
  const Table table = in_steps(given, how.steps);
  Picture out = testing::filled(kWidth, kHeight + (how.second_bar ? 60 : 0), kWhite);
  out.fill(grown(kField, 1), kBlack);
  put(out, testing::paint(testing::cosine_field(kField.width, kField.height, 7), table), kField);
  out.fill(grown(kBar, 1), kBlack);
  const Table bar = how.bar ? *how.bar : table;
  for (int y = 0; y < kBar.height; ++y)
    out.fill({kBar.x, kBar.bottom() - 1 - y, kBar.width, 1},
             bar[static_cast<std::size_t>(256 * (y + 0.5) / kBar.height)]);
  for (int k = 0; k < 3 && how.ink; ++k)
    for (int x = 0; x < kField.width; ++x) {
      const double at = kField.y + 20 + 50 * k + 0.31 * x / (k + 1), whole = std::floor(at);
      const int y = static_cast<int>(whole);
      if (y + 2 >= kField.bottom()) continue;
      blend(out, kField.x + x, y, kBlack, 1 - (at - whole));
      blend(out, kField.x + x, y + 1, kBlack, 1);
      blend(out, kField.x + x, y + 2, kBlack, at - whole);
    }
  if (how.second_bar)
    for (int x = 0; x < 256; ++x)
      out.fill({60 + x, kHeight + 10, 1, 30}, table[static_cast<std::size_t>(x)]);
  out.fill({5, 5, 6, 6}, kLogo);
  return out;
}

std::unique_ptr<Recovery> recovery_of(const PixelSource& source, RecoverOptions options = {}) {
  options.figure.read_ticks = options.figure.read_axes = options.figure.read_titles = false;
  auto recovery = recover(source, options, Context());
  BOOST_REQUIRE(recovery);
  BOOST_REQUIRE((*recovery)->origin().layout->colorbar);
  return *std::move(recovery);
}

RecoloredFigure recolored(const PixelSource& source, const Recovery& recovery, const Table& map) {
  auto out = recolored_figure(source, {{&recovery}, {}}, colors_of(map), Context());
  BOOST_REQUIRE(out);
  return *std::move(out);
}

Picture read_whole(const PixelSource& source) {
  const PixelLayout layout = source.layout();
  Picture out{
      layout.width, layout.height,
      std::vector<std::uint8_t>(3 * static_cast<std::size_t>(layout.width) * layout.height)};
  source.read(out.whole(), reinterpret_cast<std::byte*>(out.rgb.data()));
  return out;
}

/// The greatest difference of a channel, pixel by pixel, of two pictures.
std::vector<int> differences(const Picture& a, const Picture& b) {
  std::vector<int> out;
  for (std::size_t i = 0; i < a.rgb.size(); i += 3)
    out.push_back(channel_difference(&a.rgb[i], &b.rgb[i]));
  return out;
}

double share_above(std::vector<int> values, int limit) {
  return static_cast<double>(std::ranges::count_if(values, [=](int v) { return v > limit; })) /
         static_cast<double>(values.size());
}

const Table kOld = testing::map_of(testing::MapKind::Rainbow);
const Table kNew = testing::map_of(testing::MapKind::Sequential);

/// The plain figure, recovered and in the new map's colors.
struct Plain {
  Picture old = figure(kOld, {});
  MemorySource source = old.source();
  std::unique_ptr<Recovery> recovery = recovery_of(source);
  RecoloredFigure made = recolored(source, *recovery, kNew);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(recolored_figure_of_known_drawings)

BOOST_AUTO_TEST_CASE(it_is_the_figure_drawn_in_the_other_map) {
  for (const int steps : {0, 8}) {
    const Picture old = figure(kOld, {steps}), wanted = figure(kNew, {steps});
    const auto source = old.source();
    const auto recovery = recovery_of(source);
    const auto made = recolored(source, *recovery, kNew);
    BOOST_REQUIRE(made.picture);
    const Picture found = read_whole(*made.picture);
    const auto off = differences(found, wanted);
    // An entry of 256 is up to 4 levels from the next in this map, and t is known to half a pixel
    // of the bar; lines' rims are rounded twice. What is beyond are places where lines cross steps.
    BOOST_TEST(share_above(off, 8) < 0.002, "steps " << steps << ": " << share_above(off, 8));
    BOOST_TEST(share_above(off, 60) < 0.0005, "steps " << steps << ": " << share_above(off, 60));
    // Of the old colors nothing is left where both maps differ, nor is anything else touched.
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < kWidth; ++x)
        if (!grown(kField, 1).contains(x, y) && !grown(kBar, 1).contains(x, y))
          BOOST_REQUIRE(std::equal(found.at(x, y), found.at(x, y) + 3, old.at(x, y)));
  }
}

BOOST_AUTO_TEST_CASE(bar_and_field_agree_in_the_recolored_figure) {
  const Plain plain;
  BOOST_REQUIRE(plain.made.picture);
  const Picture found = read_whole(*plain.made.picture);
  const auto found_source = found.source();
  const auto again = recovery_of(found_source);
  BOOST_TEST((again->report().source == ColormapSource::Colorbar));
  const Rect area = intersect(plain.recovery->report().plot_area, again->report().plot_area);
  BOOST_TEST(area.area() > 0.98 * static_cast<double>(kField.area()));
  const auto n = static_cast<std::size_t>(area.area());
  std::vector<float> before(n), after(n);
  plain.recovery->evaluate(plain.source, area, {.t = before.data()});
  again->evaluate(found_source, area, {.t = after.data()});
  std::size_t compared = 0, far = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isnan(before[i]) || std::isnan(after[i])) continue;
    ++compared;
    far += std::abs(before[i] - after[i]) > 0.01F;  // two pixels of the bar
  }
  BOOST_TEST(static_cast<double>(compared) > 0.9 * static_cast<double>(n));
  BOOST_TEST(static_cast<double>(far) < 0.005 * static_cast<double>(compared));
}

BOOST_AUTO_TEST_CASE(pixels_do_not_depend_on_how_it_is_read) {
  const Plain plain;
  BOOST_REQUIRE(plain.made.picture);
  const Picture whole = read_whole(*plain.made.picture);
  for (const Rect& part : {Rect{0, 0, 64, 240}, Rect{37, 28, 11, 9}, Rect{270, 100, 110, 1}}) {
    std::vector<std::uint8_t> some(3 * static_cast<std::size_t>(part.area()));
    plain.made.picture->read(part, reinterpret_cast<std::byte*>(some.data()));
    for (int y = 0; y < part.height; ++y)
      BOOST_REQUIRE(std::equal(some.begin() + 3 * static_cast<std::ptrdiff_t>(y) * part.width,
                               some.begin() + 3 * static_cast<std::ptrdiff_t>(y + 1) * part.width,
                               whole.at(part.x, part.y + y)));
  }
}

BOOST_AUTO_TEST_CASE(samples_keep_their_depth_and_opacity) {
  const Picture old = figure(kOld, {});
  const auto deep = testing::convert(old, SampleType::U16, 4, false);
  const auto source = deep.source();
  const auto recovery = recovery_of(source);
  const auto made = recolored(source, *recovery, kNew);
  BOOST_REQUIRE(made.picture);
  const PixelLayout layout = made.picture->layout();
  BOOST_TEST((layout.type == SampleType::U16));
  BOOST_REQUIRE_EQUAL(layout.channels, 4);
  const Picture wanted = figure(kNew, {});
  std::vector<std::uint16_t> samples(4 * static_cast<std::size_t>(kWidth) * kHeight);
  made.picture->read({0, 0, kWidth, kHeight}, reinterpret_cast<std::byte*>(samples.data()));
  std::size_t far = 0;
  for (std::size_t i = 0; i < samples.size() / 4; ++i) {
    BOOST_REQUIRE_EQUAL(samples[4 * i + 3], 65535);
    for (std::size_t c = 0; c < 3; ++c)
      far += std::abs(samples[4 * i + c] / 257.0 - wanted.rgb[3 * i + c]) > 8;
  }
  BOOST_TEST(static_cast<double>(far) < 0.002 * static_cast<double>(samples.size()));
}

BOOST_AUTO_TEST_CASE(a_bar_of_another_map_is_refused) {
  const Table helix = testing::map_of(testing::MapKind::Warm);
  const Picture old = figure(kOld, {.bar = &helix});
  RecoverOptions options;
  options.figure.colorbar = kBar;
  options.curve.colormap = GivenColormap{"given", colors_of(kOld)};
  const auto source = old.source();
  const auto recovery = recovery_of(source, options);
  const auto made = recolored(source, *recovery, kNew);
  BOOST_TEST(!made.picture);
  BOOST_TEST((made.refusal == NotRecolored::BarDiffers));
}

BOOST_AUTO_TEST_CASE(a_bar_that_nobody_knows_is_refused) {
  const Picture old = figure(kOld, {.second_bar = true});
  const auto source = old.source();
  const auto recovery = recovery_of(source);
  const auto made = recolored(source, *recovery, kNew);
  BOOST_TEST(!made.picture);
  BOOST_TEST((made.refusal == NotRecolored::Elsewhere));
  // One that is known to be another field's does not stand against it.
  const auto apart = recolored_figure(source, {{recovery.get()}, {{60, kHeight + 10, 256, 30}}},
                                      colors_of(kNew), Context());
  BOOST_REQUIRE(apart);
  BOOST_TEST(apart->picture);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave
