// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/neighborhood.hpp"
#include "core/image/page_text.hpp"

namespace unweave {

/// What belongs together on a page of text. Lengths are in points, 1/72 inch.
struct PageFigureOptions {
  // NOLINTBEGIN(readability-magic-numbers)
  int touching = 2;     ///< half the gap over which strokes are one thing: dashes, dots
  int rule = 2;         ///< most thickness of a rule
  int apart = 34;       ///< most between parts of one figure: a color bar from its plot, panels
  int word_apart = 12;  ///< most between a word and what it is written at: some two tick labels
  double framed_text =
      0.2;                  ///< of a frame around text: what lines cover; in a figure notes do less
  double page_frame = 0.7;  ///< of the page, at least: a frame around all of it
  int least_side = 60;      ///< of a figure; logos and icons are smaller
  int least_area = 30;      ///< least side of something in it that is no word and no rule
  int running_lines = 4;    ///< of a block at least, where no caption tells a page of text
  int margin = 3;           ///< kept around a figure
  // NOLINTEND(readability-magic-numbers)
};

/// Where the figures of a page of text are, in points from its upper left corner: row by row, from
/// left to right; none on one that is text alone. Nothing where the page is to be taken as a whole:
/// it has no running text and no caption, or something is drawn that could not be taken apart.
///
/// `drawn` is the page at one pixel a point, not zero where it differs from its paper, letters
/// included; `text` its letters in points.
///
/// As Clark & Divvala 2016 (PDFFigures 2.0) go from captions and text to what is left. Departing
/// from them, figures need no caption: what is drawn is put together by nearness, never across
/// running text, and captions decide where several stand side by side, or one is far apart from
/// itself. A title that is written above a figure as text of two lines and more stays outside.
/// Cost: linear in points, square in things drawn.
std::optional<std::vector<Rect>> figures_on_page(const PageText& text, const BytePlane& drawn,
                                                 const PageFigureOptions& options = {});

}  // namespace unweave
