// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

struct OtherColorbar;
class StageLog;
class TextReader;

/// Values that the user gives for places of the color bar.
struct GivenTicks {
  /// t: pixels of the picture from its top (its left, for a bar that lies) to the tick's middle.
  std::vector<RangePoint> points{};
  ValueRange family{};  ///< how values run between them: its scale and parameter count
  friend bool operator==(const GivenTicks&, const GivenTicks&) = default;
};

/// What the parts of a figure are found by.
struct FigureOptions {
  /// Whether a scanned or photographed figure that lies askew is straightened first, and uneven
  /// light on its paper evened out; see find_correction. All places, also the rectangles below, are
  /// those of the straightened picture then.
  bool correct = true;
  /// The field's rectangle, taken as it is; default: looked for.
  std::optional<Rect> plot_area{};
  /// The color bar's rectangle inside its outline, sampled without doubting it; default: looked
  /// for.
  std::optional<Rect> colorbar{};
  /// Take the place of the labels beside the bar, which are not read then.
  std::optional<GivenTicks> ticks{};
  /// A bar of another picture, which takes the place of this one's; one object for many figures.
  std::shared_ptr<const OtherColorbar> other_bar{};
  bool look_for_colorbar = true;  ///< false: none is wanted
  bool read_ticks = true;         ///< false: no text is read, ranges stay unknown
  bool read_axes = true;          ///< false: only the bar's labels are read
  bool read_titles = true;        ///< false: titles are not read
  /// Reads labels, and can be kept for many figures; null: one is set up for this one alone.
  std::shared_ptr<const TextReader> reader{};
  /// Is shown what each stage sees, for developers; null: nobody looks.
  std::shared_ptr<StageLog> stages{};
  friend bool operator==(const FigureOptions&, const FigureOptions&) = default;
};

}  // namespace unweave
