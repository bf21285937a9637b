// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/scatter_bar.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/figure/marker_mask.hpp"
#include "core/figure/marker_plot.hpp"
#include "core/image/color.hpp"

namespace unweave {

namespace {

constexpr std::size_t kMostBoxes = 4, kMostBars = 4;  // that are tried, the largest first
constexpr int kLeastSide = 40;                        // of a plot, pixels

using Colors = std::vector<std::array<double, 3>>;

Raster cropped(const Raster& raster, const Rect& area) {
  Raster out;
  out.width = area.width;
  out.height = area.height;
  out.origin = area;
  out.rgb.reserve(3 * static_cast<std::size_t>(area.area()));
  for (int y = area.y; y < area.bottom(); ++y) {
    const std::uint8_t* row = raster.at(area.x, y);
    out.rgb.insert(out.rgb.end(), row, row + 3 * static_cast<std::ptrdiff_t>(area.width));
  }
  return out;
}

bool apart(const BarCandidate& bar, const Rect& plot) { return intersect(bar.outer, plot).empty(); }

/// The candidate that explains the colors of a box's markers best.
std::optional<ScatterBar> bar_of(const Raster& raster, const std::vector<BarCandidate>& candidates,
                                 const PlotBox& box, const ColorMetric& metric) {
  const MarkerOptions options;
  const Colors colors = marker_colors(cropped(raster, box.rect), metric);
  if (colors.empty()) return std::nullopt;
  std::vector<FieldColor> field;
  for (const auto& color : colors) field.push_back({color, 1});
  std::optional<ScatterBar> best;
  std::size_t tried = 0;
  for (const BarCandidate& c : candidates) {
    if (!apart(c, box.rect)) continue;
    if (++tried > kMostBars) break;
    Colors map;
    for (const Rgb8& color : c.colors) map.push_back(unit_color(color));
    double share = share_on_map(colors, map, metric);
    std::optional<BarTint> tint;
    if (share < options.on_map)
      if (const auto fit = find_tint(map, field, metric.compression.sigma() / 255)) {
        for (auto& color : map) color = fit->tint(color);
        share = share_on_map(colors, map, metric);
        tint = fit->tint;
      }
    if (share >= options.on_map && (!best || share > best->agreement))
      best = ScatterBar{c, box, share, tint};
  }
  return best;
}

}  // namespace

std::optional<ScatterBar> find_scatter_bar(const Raster& raster,
                                           const std::vector<BarCandidate>& candidates,
                                           const std::vector<PlotBox>& boxes,
                                           const ColorMetric& metric,
                                           const std::optional<Backdrop>& backdrop) {
  if (raster.step != 1 || candidates.empty()) return std::nullopt;
  std::size_t tried = 0;
  for (const PlotBox& box : boxes) {
    if (std::min(box.rect.width, box.rect.height) < kLeastSide) continue;
    if (std::ranges::none_of(candidates, [&](const auto& c) { return apart(c, box.rect); }))
      continue;
    if (++tried > kMostBoxes) break;
    if (auto found = bar_of(raster, candidates, box, metric)) return found;
  }
  if (!backdrop) return std::nullopt;
  const Rect panel = lined_panel(raster, backdrop->color, metric, {});
  if (std::min(panel.width, panel.height) < kLeastSide) return std::nullopt;
  return bar_of(raster, candidates, {panel, panel, false, false, 0}, metric);
}

}  // namespace unweave
