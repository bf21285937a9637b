// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/choose_bar.hpp"

#include <algorithm>

#include "core/figure/adjoining_bar.hpp"
#include "core/figure/colorbar.hpp"

namespace unweave {

namespace {

constexpr double kMinAgreement = 0.5;
// Of bars that agree alike, the nearest is the plot's own; the others belong to other panels.
constexpr double kFarBar = 0.3;
// A strip of the field may look like a bar in the plot: one beside it that agrees goes first.
constexpr double kInside = 0.15;
constexpr double kMinLength = 0.05;  // of a bar, as a share of the plot's longer side
constexpr double kAgrees = 0.9;      // then the field has the bar's own colors
constexpr int kMostTinted = 4;       // candidates that are tried with a tint

/// The largest box that is not the candidate itself.
Rect plot_beside(const BarCandidate& c, const std::vector<PlotBox>& boxes, const Rect& whole) {
  for (const PlotBox& b : boxes)
    if (intersect(b.outer, c.outer).area() < 0.5 * b.outer.area()) return b.rect;
  return whole;
}

/// True for a strip of the field from side to side of its box.
bool spans_box(const BarCandidate& c, const std::vector<PlotBox>& boxes) {
  const AxisView axis{c.vertical};
  return std::any_of(boxes.begin(), boxes.end(), [&](const PlotBox& b) {
    return !intersect(c.rect, b.rect).empty() && axis.length(c.rect) > 0.9 * axis.length(b.rect);
  });
}

/// Between two rectangles, as a share of the plot's longer side, 1 at most.
double distance(const Rect& bar, const Rect& plot) {
  const int across = std::max({0, bar.x - plot.right(), plot.x - bar.right()});
  const int along = std::max({0, bar.y - plot.bottom(), plot.y - bar.bottom()});
  return std::min(1.0, double(std::max(across, along)) / std::max(plot.width, plot.height));
}

bool long_enough(const BarCandidate& c, const Rect& plot) {
  return std::max(c.rect.width, c.rect.height) >= kMinLength * std::max(plot.width, plot.height);
}

/// True for a bar that is short for its width, if it is small beside the plot: a field of one
/// dimension is as constant across.
bool slender_or_small(const BarCandidate& c, const Rect& plot) {
  constexpr double kSlender = 2.2;  // times as long as wide
  constexpr double kSmall = 0.15;   // of the plot
  const AxisView axis{c.vertical};
  return axis.length(c.rect) >= kSlender * axis.breadth(c.rect) ||
         static_cast<double>(c.rect.area()) <= kSmall * static_cast<double>(plot.area());
}

bool is_within(const BarCandidate& c, const std::vector<PlotBox>& boxes) {
  return boxes.empty() || std::any_of(boxes.begin(), boxes.end(), [&c](const PlotBox& b) {
           return b.rect.area() > 4 * c.rect.area() &&
                  2 * intersect(c.rect, b.outer).area() > c.rect.area();
         });
}

/// True if one of its long sides is the picture's edge, so that it has one side only to tell it
/// from a strip of the field.
bool at_edge(const Raster& raster, const BarCandidate& c) {
  const AxisView axis{c.vertical};
  return axis.near(c.rect) == 0 || axis.far(c.rect) == axis.breadth(raster.bounds());
}

std::vector<std::array<double, 3>> unit_colors(const std::vector<Rgb8>& colors) {
  std::vector<std::array<double, 3>> out;
  for (const Rgb8& c : colors) out.push_back(unit_color(c));
  return out;
}

/// The best of the candidates beside the boxes whose colors become the field's by a tint.
std::optional<ChosenBar> choose_tinted(const Raster& raster,
                                       const std::vector<BarCandidate>& candidates,
                                       const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                                       const std::optional<Backdrop>& backdrop) {
  std::optional<ChosenBar> out;
  int tried = 0;
  for (const BarCandidate& c : candidates) {
    const Rect plot = plot_beside(c, boxes, raster.bounds());
    if (is_within(c, boxes) || !long_enough(c, plot) || !slender_or_small(c, plot)) continue;
    if (++tried > kMostTinted) break;
    const auto field = field_colors(raster, c, plot, metric, backdrop);
    const auto fit = find_tint(unit_colors(c.colors), field, metric.compression.sigma() / 255);
    if (fit && (!out || fit->explained > out->agreement))
      out = ChosenBar{c, std::nullopt, fit->explained, fit->tint};
  }
  return out;
}

}  // namespace

std::optional<ChosenBar> choose_bar(const Raster& raster,
                                    const std::vector<BarCandidate>& candidates,
                                    const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                                    const std::optional<Backdrop>& backdrop) {
  std::optional<ChosenBar> out;
  double best = 0;
  for (const BarCandidate& c : candidates) {
    const Rect plot = plot_beside(c, boxes, raster.bounds());
    if (!long_enough(c, plot) || !slender_or_small(c, plot)) continue;
    const double agreement = bar_agreement(raster, c, plot, metric, backdrop);
    if (agreement < kMinAgreement) continue;
    const bool within = is_within(c, boxes);
    const auto adjoining =
        within ? adjoining_part(raster, backdrop, c, boxes, candidates) : std::nullopt;
    const bool apart = (c.outlined && !at_edge(raster, c)) || stands_apart(raster, c, metric);
    if (within && (!apart || agreement < 0.85 || (!adjoining && spans_box(c, boxes)))) continue;
    const double score = agreement + 0.3 * bar_use(raster, c, plot, metric, backdrop) +
                         0.1 * std::min(1.0, double(c.rect.area()) / (0.01 * plot.area())) +
                         (c.outlined ? 0.05 : 0) - kFarBar * distance(c.outer, plot) -
                         (within ? kInside : 0);
    if (score <= best) continue;
    best = score;
    out = ChosenBar{c, adjoining, agreement, std::nullopt};
  }
  if (out && out->agreement >= kAgrees) return out;
  // A bar that explains half of the field is the field's, if any is.
  const auto tinted =
      choose_tinted(raster, out ? std::vector{out->bar} : candidates, boxes, metric, backdrop);
  return tinted ? tinted : out;
}

}  // namespace unweave
