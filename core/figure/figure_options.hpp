// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/image/geometry.hpp"

namespace unweave {

class StageLog;
class TextReader;

/// What the parts of a figure are found by.
struct FigureOptions {
  /// The field's rectangle, taken as it is; default: looked for.
  std::optional<Rect> plot_area{};
  /// The color bar's rectangle inside its outline, sampled without doubting it; default: looked
  /// for.
  std::optional<Rect> colorbar{};
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
