// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/refusals.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/figure/bar_chart.hpp"
#include "core/figure/markers.hpp"
#include "core/figure/pie_chart.hpp"
#include "core/figure/solid_view.hpp"
#include "core/image/no_field.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr double kBarsEnd = 0.2, kMarkersEnd = 0.4,
                 kPieEnd = 0.7;       // of the work, where its steps end
constexpr int kNearPaper = 24;        // levels: ringing around what is drawn
constexpr double kPaperOfBars = 0.1;  // of the plot: bars of a chart leave more of it blank
constexpr double kManyColors = 0.1;   // different ones a pixel, or so many at all: maps with
constexpr double kVeryMany = 20000;   // noise and compression stay below
constexpr int kPale = 80;             // levels between a color's channels
constexpr int kGrayTint = 6;          // levels: what compression leaves of gray
constexpr double kTurn = 24;          // levels back: more than noise and compression do to a bar

/// Text, lines or boxes: whatever curve their colors lie on, they show no field.
bool shows_drawing(const PictureSample& sample, const FigureLayout& layout, unsigned threads) {
  std::vector<Rgb8> map;
  if (const Colorbar* bar = bar_of_scale(layout))
    for (const auto& c : bar->colors) map.push_back(rounded_color(bar->tint ? (*bar->tint)(c) : c));
  return is_drawing(examine_drawing(sample, threads), map);
}

double share_of(const Rgb8& color, const ColorHistogram& histogram) {
  double alike = 0, all = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    all += histogram.counts()[i];
    if (channel_difference(histogram.codes()[i], code_of(color)) <= kNearPaper)
      alike += histogram.counts()[i];
  }
  return all > 0 ? alike / all : 0;
}

/// True if a part of the plot was selected: whoever did so has seen what the whole shows.
bool is_cut(const PixelSource& source, const FigureLayout& layout) {
  constexpr double kFew = 0.01;  // of the plot
  if (!source.has_selection()) return false;
  const Rect& plot = layout.plot_area;
  std::vector<std::uint8_t> selected(static_cast<std::size_t>(plot.width));
  long long left_out = 0;
  for (int y = plot.y; y < plot.bottom(); ++y) {
    source.read_selection({plot.x, y, plot.width, 1}, selected.data());
    for (int x = plot.x; x < plot.right(); ++x) {
      if (selected[static_cast<std::size_t>(x - plot.x)]) continue;
      const bool found = (layout.outside && layout.outside->at(x, y)) ||
                         (layout.colorbar && layout.colorbar->outer.contains(x, y));
      left_out += !found;
    }
  }
  return static_cast<double>(left_out) > kFew * static_cast<double>(plot.area());
}

tl::unexpected<Failure> refuse(const char* what) { return fail(Reason::NotPseudocolor, what); }

}  // namespace

Result<void> refuse_what_is_no_field(const PixelSource& source, const ColorHistogram& histogram,
                                     const FigureLayout& layout, const PictureSample& sample,
                                     const Context& context) {
  const bool whole = !is_cut(source, layout);
  if (whole && layout.background && share_of(*layout.background, histogram) >= kPaperOfBars) {
    UNWEAVE_TRY(const bool bars, shows_bars(source, layout.plot_area, *layout.background,
                                            context.part(0, kBarsEnd)));
    if (bars) return refuse("bars");
    UNWEAVE_TRY(const bool markers, shows_markers(source, layout.plot_area, *layout.background,
                                                  context.part(kBarsEnd, kMarkersEnd)));
    if (markers) return refuse("markers");
  }
  if (whole && stand_in_a_row(layout.panels)) return refuse("bars");
  // Cells apart from each other that a bar explains are flat areas on paper as those of a drawing.
  const bool matrix = layout.cells && bar_of_scale(layout);
  if (!matrix && shows_drawing(sample, layout, context.threads)) return refuse("drawing");
  if (whole && layout.background && layout.outside) {
    UNWEAVE_TRY(const bool pie, shows_pie(source, layout.plot_area, *layout.background,
                                          context.part(kMarkersEnd, kPieEnd)));
    if (pie) return refuse("pie");
    const auto bar = layout.colorbar ? std::optional(layout.colorbar->outer) : std::nullopt;
    UNWEAVE_TRY(const bool solid,
                shows_solid(source, layout.plot_area, bar, context.part(kPieEnd, 1)));
    if (solid) return refuse("solid");
  }
  return {};
}

Result<void> refuse_gray_copy(const Colorbar& bar) {
  // The boxes of a stepped bar are its colors; between them there is ringing.
  const auto& colors = bar.level_colors.empty() ? bar.colors : bar.level_colors;
  // How far the grays have come back at most, from the lightest so far down and from the darkest
  // up.
  double darkest = 255, lightest = 0, down = 0, up = 0;
  for (const auto& color : colors) {
    const Rgb8 rgb = rounded_color(color);
    if (!is_gray(rgb, kGrayTint)) return {};
    const double level = luma(rgb[0], rgb[1], rgb[2]);
    darkest = std::min(darkest, level);
    lightest = std::max(lightest, level);
    down = std::max(down, lightest - level);
    up = std::max(up, level - darkest);
  }
  if (std::min(down, up) > kTurn) return refuse("gray copy");
  return {};
}

std::string looks_like(const ColorHistogram& histogram, const FigureLayout& layout) {
  if (layout.background || layout.colorbar || layout.x_axis || layout.y_axis) return {};
  double pixels = 0, pale = 0;
  for (std::size_t i = 0; i < histogram.size(); ++i) {
    pixels += histogram.counts()[i];
    if (tint(levels_of(histogram.codes()[i])) < kPale) pale += histogram.counts()[i];
  }
  const bool many =
      static_cast<double>(histogram.size()) >= std::min(kManyColors * pixels, kVeryMany);
  return many && 2 * pale >= pixels ? "photograph" : std::string();
}

}  // namespace unweave
