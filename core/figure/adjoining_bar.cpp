// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/adjoining_bar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

#include "core/figure/bar_steps.hpp"

namespace unweave {

namespace {

constexpr int kCorner = 4;         // pixels between the ends of bar and box: outlines
constexpr int kLargestStep = 40;   // between neighboring samples; compression adds to it
constexpr double kFarAlong = 0.2;  // of the bar: colors farther apart than this differ ...
constexpr int kAlike = 8;          // ... by more than this
constexpr double kMostReturns = 0.1;
constexpr int kWidestGap = 8;  // pixels between plot and bar, with both outlines
constexpr double kBare = 0.9;  // of a column: a gap

bool near(int a, int b) { return std::abs(a - b) <= kCorner; }

bool smooth(const std::vector<Rgb8>& colors) {
  const ColorMetric metric;
  for (std::size_t i = 1; i < colors.size(); ++i)
    if (metric(colors[i - 1], colors[i]) > kLargestStep) return false;
  return true;
}

/// A bar's colors are a path that does not come back; a profile of the data goes up and down.
bool returns(const std::vector<Rgb8>& colors) {
  const ColorMetric metric;
  const auto far = static_cast<std::size_t>(kFarAlong * static_cast<double>(colors.size()));
  std::size_t again = 0;
  for (std::size_t i = 0; i + far < colors.size(); ++i)
    again += std::any_of(colors.begin() + static_cast<std::ptrdiff_t>(i + far), colors.end(),
                         [&](const Rgb8& c) { return metric(c, colors[i]) <= kAlike; });
  return static_cast<double>(again) > kMostReturns * static_cast<double>(colors.size());
}

/// The bar's part of a box along whose side it lies, both turned so that the bar stands upright.
std::optional<Rect> part_of(const Rect& box, const Rect& bar, const Rect& outer) {
  if (!near(box.y, outer.y) || !near(box.bottom(), outer.bottom())) return std::nullopt;
  if (3 * outer.width > box.width) return std::nullopt;
  if (near(box.right(), outer.right())) return Rect{bar.x, box.y, box.right() - bar.x, box.height};
  if (near(box.x, outer.x)) return Rect{box.x, box.y, bar.right() - box.x, box.height};
  return std::nullopt;
}

/// Where lines merely bridge a narrow gap between plot and bar, the part reaches across the gap.
/// All rectangles are turned so that the bar stands upright.
void take_gap(const Raster& raster, const Backdrop& backdrop, const Rect& bar, AxisView axis,
              Rect& part) {
  const auto bare = [&](int x) {
    int n = 0;
    for (int y = bar.y; y < bar.bottom(); ++y)
      n += backdrop.metric(backdrop.color, raster.at(axis, y, x)) <= backdrop.tolerance();
    return n >= kBare * bar.height;
  };
  const bool plot_left = part.x == bar.x;
  for (int k = 1; k <= kWidestGap; ++k) {
    const int x = plot_left ? part.x - k : part.right() - 1 + k;
    if (x < 0 || x >= axis.breadth(raster.bounds()) || !bare(x)) continue;
    if (plot_left) part.x -= k;
    part.width += k;
    return;
  }
}

/// A bar of equal steps whose colors are in order: those of neighbors are nearest to each other.
/// The last column of a matrix has equal cells, but their colors come as the data do.
bool is_staircase(const std::vector<Rgb8>& colors, const ColorMetric& metric) {
  constexpr std::size_t kLeast = 5;  // steps in which an order shows
  constexpr double kEven = 0.15;     // of a step's length; the outermost may be cut
  constexpr double kInOrder = 0.9;   // of the steps
  const auto steps = find_steps(colors, metric);
  if (!steps || steps->colors.size() < kLeast) return false;
  const std::size_t n = steps->colors.size();
  const double usual =
      static_cast<double>(steps->edges[n - 1] - steps->edges[1]) / static_cast<double>(n - 2);
  std::size_t in_order = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double length = steps->edges[i + 1] - steps->edges[i];
    const bool inner = i > 0 && i + 1 < n;
    if (inner && std::abs(length - usual) > kEven * usual + 2) return false;
    if (length > (1 + kEven) * usual + 2) return false;
    int beside = 255, elsewhere = 255;
    for (std::size_t j = 0; j < n; ++j) {
      const int d = ColorMetric{}(steps->colors[i], steps->colors[j]);
      if (j + 1 == i || j == i + 1) beside = std::min(beside, d);
      if (j + 1 < i || j > i + 1) elsewhere = std::min(elsewhere, d);
    }
    if (elsewhere <= kAlike) return false;
    in_order += beside < elsewhere;
  }
  return static_cast<double>(in_order) >= kInOrder * static_cast<double>(n);
}

bool same_shape(const BarCandidate& a, const BarCandidate& b) {
  return a.vertical == b.vertical && near(a.rect.width, b.rect.width) &&
         near(a.rect.height, b.rect.height);
}

}  // namespace

bool is_path(const std::vector<Rgb8>& colors) { return smooth(colors) && !returns(colors); }

std::optional<Rect> adjoining_part(const Raster& raster, const std::optional<Backdrop>& backdrop,
                                   const BarCandidate& bar, const std::vector<PlotBox>& boxes,
                                   const std::vector<BarCandidate>& candidates) {
  if (!bar.outlined) return std::nullopt;
  if (!is_path(bar.colors) &&
      !is_staircase(bar.colors, backdrop ? backdrop->metric : ColorMetric{}))
    return std::nullopt;
  const AxisView axis{bar.vertical};
  for (const PlotBox& box : boxes) {
    auto part = part_of(axis.upright(box.outer), axis.upright(bar.rect), axis.upright(bar.outer));
    if (!part) continue;
    const bool alone =
        std::none_of(candidates.begin(), candidates.end(), [&](const BarCandidate& c) {
          return c.rect != bar.rect && same_shape(c, bar) && inside(c.rect, box.outer);
        });
    if (!alone) continue;
    if (backdrop) take_gap(raster, *backdrop, axis.upright(bar.rect), axis, *part);
    return axis.upright(*part);
  }
  return std::nullopt;
}

}  // namespace unweave
