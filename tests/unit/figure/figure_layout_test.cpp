// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/figure_layout.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/image/stage_log.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/scripted_reader.hpp"

namespace unweave::testing {

namespace {

constexpr int kPlot = 160, kBarWidth = 10, kBarGap = 12, kPitchX = 240, kPitchY = 210;

/// White paper with framed panels, each with its own vertical bar at its right; all in one map.
struct Panels {
  Picture picture = filled(20 + 2 * kPitchX, 20 + 2 * kPitchY, {255, 255, 255});
  std::vector<Rect> plots, bars;

  explicit Panels(const std::vector<Table>& maps) {
    for (std::size_t k = 0; k < maps.size(); ++k) {
      const int column = static_cast<int>(k) % 2, row = static_cast<int>(k) / 2;
      // Programs place panels to fractions of a pixel: their sizes differ by one.
      const Rect plot{30 + column * kPitchX, 20 + row * kPitchY, kPlot - column + row, kPlot};
      const Rect bar{plot.right() + kBarGap, plot.y, kBarWidth, plot.height};
      frame(plot, paint(noise_field(plot.width, plot.height, k + 1), maps[k]));
      Field scale{bar.width, bar.height, std::vector<double>(bar.area())};
      for (int y = 0; y < bar.height; ++y)
        for (int x = 0; x < bar.width; ++x) scale.at(x, y) = 1 - (y + 0.5) / bar.height;
      frame(bar, paint(scale, maps[k]));
      plots.push_back(plot);
      bars.push_back(bar);
    }
  }

  /// Labels beside the first bar, for the ScriptedReader: 8 at its top to 4 at its bottom, with
  /// ticks.
  void label_first_bar() {
    const Rect& bar = bars[0];
    for (int k = 0; k < 5; ++k) {
      const int at = bar.y + k * (bar.height - 1) / 4;
      picture.fill({bar.right() + 1, at, 3, 1}, {0, 0, 0});
      picture.fill({bar.right() + 8, at - 5, 8 - k, 10}, {0, 0, 0});
    }
  }

  FigureLayout layout(const FigureOptions& options) const {
    FigureOptions o = options;
    o.read_ticks = o.reader != nullptr;
    Context context;
    auto found = analyze_layout(picture.source(), o, context);
    BOOST_REQUIRE(found);
    return *found;
  }

 private:
  void frame(const Rect& rect, const Picture& inside) {
    picture.fill({rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2}, {0, 0, 0});
    for (int y = 0; y < rect.height; ++y)
      std::copy_n(inside.at(0, y), 3 * rect.width, picture.at(rect.x, rect.y + y));
  }
};

/// Where a map ends in black, a black outline continues it.
constexpr int kBlackEnd = 1;

void check_near(const Rect& found, const Rect& truth, int pixels) {
  for (int Rect::*side : {&Rect::x, &Rect::y, &Rect::width, &Rect::height})
    BOOST_TEST(std::abs(found.*side - truth.*side) <= pixels,
               found.*side << " instead of " << truth.*side);
}

/// Each panel, given by its plot area, has its own bar.
void check_bars(const Panels& figure) {
  for (std::size_t k = 0; k < 4; ++k) {
    FigureOptions options;
    options.plot_area = figure.plots[k];
    const FigureLayout layout = figure.layout(options);
    BOOST_TEST_REQUIRE(layout.colorbar.has_value(), k);
    BOOST_TEST_CONTEXT("panel " << k) check_near(layout.colorbar->rect, figure.bars[k], kBlackEnd);
  }
}

const Table kHelix = map_of(MapKind::Helix);

}  // namespace

BOOST_AUTO_TEST_SUITE(figure_layout)

BOOST_AUTO_TEST_CASE(panels_of_one_size_are_listed_as_they_are_read) {
  const Panels figure({kHelix, kHelix, kHelix, kHelix});
  const FigureLayout layout = figure.layout({});
  check_near(layout.plot_area, figure.plots[0], 0);
  BOOST_TEST_REQUIRE(layout.panels.size() == 4U);
  for (std::size_t k = 0; k < 4; ++k) check_near(layout.panels[k], figure.plots[k], 0);
}

BOOST_AUTO_TEST_CASE(each_panel_has_its_own_bar) {
  const Panels figure({kHelix, kHelix, kHelix, kHelix});
  check_bars(figure);
}

/// Bars one above the other, of maps without a common color, are not one bar.
BOOST_AUTO_TEST_CASE(bars_of_other_maps_are_not_joined) {
  const Table warm = map_of(MapKind::Warm);
  Table cold = warm;  // red and blue exchanged
  for (Rgb8& color : cold) std::swap(color[0], color[2]);
  const Panels figure({warm, cold, cold, warm});
  check_bars(figure);
}

/// A bar without outline whose middle has the paper's color is one bar.
BOOST_AUTO_TEST_CASE(a_bar_that_is_white_in_the_middle_is_one_bar) {
  Table map;
  for (int k = 0; k < 256; ++k) {
    const auto away = static_cast<std::uint8_t>(k < 128 ? 255 - 2 * k : 2 * k - 255);
    const auto faded = static_cast<std::uint8_t>(255 - away);
    map.push_back(k < 128 ? Rgb8{faded, faded, 255} : Rgb8{255, faded, faded});
  }
  Picture picture = filled(260, 220, {255, 255, 255});
  const auto put = [&](const Rect& rect, const Field& field) {
    const Picture inside = paint(field, map);
    for (int y = 0; y < rect.height; ++y)
      std::copy_n(inside.at(0, y), 3 * rect.width, picture.at(rect.x, rect.y + y));
  };
  const Rect plot{20, 30, kPlot, kPlot}, bar{200, 30, 12, kPlot};
  picture.fill({plot.x - 1, plot.y - 1, plot.width + 2, plot.height + 2}, {0, 0, 0});
  put(plot, noise_field(plot.width, plot.height, 5));
  Field scale{bar.width, bar.height, std::vector<double>(bar.area())};
  for (int y = 0; y < bar.height; ++y)
    for (int x = 0; x < bar.width; ++x) scale.at(x, y) = 1 - (y + 0.5) / bar.height;
  put(bar, scale);
  FigureOptions options;
  options.read_ticks = false;
  Context context;
  const auto layout = analyze_layout(picture.source(), options, context);
  BOOST_REQUIRE(layout);
  BOOST_TEST_REQUIRE(layout->colorbar.has_value());
  check_near(layout->colorbar->rect, bar, 0);
}

BOOST_AUTO_TEST_CASE(a_range_is_what_the_reader_reads_at_the_ends) {
  Panels figure({kHelix});
  figure.label_first_bar();
  FigureOptions options;
  options.reader = std::make_shared<const ScriptedReader>();
  const FigureLayout layout = figure.layout(options);
  BOOST_TEST_REQUIRE(layout.colorbar.has_value());
  BOOST_TEST_REQUIRE(layout.colorbar->range.has_value());
  constexpr double kPixel = 4.0 / kPlot;  // ends and marks are known to a pixel or so each
  BOOST_TEST(std::abs(layout.colorbar->range->min - 4) <= 2 * kPixel);
  BOOST_TEST(std::abs(layout.colorbar->range->max - 8) <= 2 * kPixel);
}

BOOST_AUTO_TEST_CASE(every_stage_hands_out_its_picture) {
  class Seen final : public StageLog {
   public:
    void show(const StagePicture& picture) override {
      stages.insert(picture.stage);
      for (const StageMark& mark : picture.marks)
        if (picture.stage == "words") words.insert(mark.text);
    }
    std::set<std::string> stages, words;
  };
  Panels figure({kHelix});
  figure.label_first_bar();
  FigureOptions options;
  options.reader = std::make_shared<const ScriptedReader>();
  const FigureLayout alone = figure.layout(options);
  const auto seen = std::make_shared<Seen>();
  options.stages = seen;
  const FigureLayout watched = figure.layout(options);
  for (const char* stage : {"backdrop", "boxes", "bar candidates", "bar", "ticks", "words", "ends"})
    BOOST_TEST(seen->stages.contains(stage), stage);
  for (const char* digit : {"4", "5", "6", "7", "8"})
    BOOST_TEST(seen->words.contains(digit), digit);
  // Looking changes nothing.
  BOOST_TEST((watched.plot_area == alone.plot_area));
  BOOST_TEST((watched.colorbar->range == alone.colorbar->range));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
