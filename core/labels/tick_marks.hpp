// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/image/raster.hpp"
#include "core/labels/glyphs.hpp"

namespace unweave {

/// One side of a rectangle along which labels may stand. In raster pixels.
struct LabelledSide {
  Rect rect;             ///< what the labels belong to, inside its outline
  Rect outer;            ///< with its outline
  bool vertical = true;  ///< the side runs along y (its labels stand left or right of it)
  bool far_side = true;  ///< the right or the lower side; false: the left or the upper one
  /// Further places along the axis where labels are known to belong: edges of a stepped bar, ticks
  /// inside. Positions as in AxisLabel.
  std::vector<double> marks;
  std::optional<Rect> within;   ///< labels stand in it: the plot around a bar that lies in it
  std::vector<Rect> obstacles;  ///< other plots and bars: labels do not stand beyond or in them
  std::vector<double> edges{};  ///< of `marks`, inner edges of a bar of steps
  int rise = 0;                 ///< as ScaleSide::rise
};

/// Length of the side.
inline int length_of(const LabelledSide& s) { return s.vertical ? s.rect.height : s.rect.width; }

/// The area beside the side in which its labels can stand: not beyond obstacles, nor behind them.
Rect label_area(const Rect& picture, const LabelledSide& side);

/// True if a word stands nearer to another plot or bar than to the side: it is that one's label.
bool belongs_elsewhere(const Word& word, const LabelledSide& side);

/// A mark that sticks out from a side.
struct Tick {
  double position = 0;   ///< of its middle, as in AxisLabel
  int length = 0;        ///< pixels
  int reach = 0;         ///< pixels from the side to its far end
  bool attached = true;  ///< it touches the side
};

/// Finds the tick marks of a side in the ink beside it and takes them out of the ink: a tick beside
/// a number looks like a minus sign. They are at most `thick` pixels thick and `most_long` long.
std::vector<Tick> take_ticks(InkMap& ink, const LabelledSide& side, int thick, int most_long);

/// Positions of the longer ones: minor ticks, which are shorter, have no labels as a rule.
std::vector<double> major_ticks(const std::vector<Tick>& ticks);

}  // namespace unweave
