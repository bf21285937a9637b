// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/image/raster.hpp"

namespace unweave {

/// A rectangle that looks like a color bar by its shape alone. In raster pixels.
struct BarCandidate {
  Rect rect;   ///< inside the outline
  Rect outer;  ///< with the outline
  bool vertical = true;
  Rgb8 flank{};              ///< color of the line along its long sides (outline, or backdrop)
  bool outlined = false;     ///< that line is no wider than an outline
  std::vector<Rgb8> colors;  ///< a color a pixel along the axis, from top or left, lines bridged
};

/// True for a bar that is laid on the field, with or without an outline: along both of its long
/// sides its colors differ from what is just beside it, and they are a path (is_path). The field
/// itself goes on across the sides of a strip.
bool stands_apart(const Raster& raster, const BarCandidate& bar, const ColorMetric& metric);

/// Rectangles of `area` whose colors are constant across and vary along one axis: stacks of runs
/// of equal color with the same ends in row after row (columns for horizontal bars), bounded on
/// both long sides by a line of one color or the picture's edge, or standing apart; at least 1.4
/// times as long as wide (2.2 where they stand apart), with at least three clearly different
/// colors. Ticks inside and lines across are bridged. Both orientations, largest first. Cost: two
/// passes over the area.
std::vector<BarCandidate> find_bar_candidates(const Raster& raster, const Rect& area,
                                              const ColorMetric& metric, unsigned threads = 0);

/// The candidate for a rectangle that the user gives: sampled, trimmed of outline rows, without
/// doubting it. nullopt only when the rectangle is empty.
std::optional<BarCandidate> bar_from_rect(const Raster& raster, const Rect& rect,
                                          const ColorMetric& metric);

/// Median color across the middle of each line of `rect` along the axis.
std::vector<Rgb8> sample_bar(const Raster& raster, const Rect& rect, bool vertical,
                             const ColorMetric& metric);

}  // namespace unweave
