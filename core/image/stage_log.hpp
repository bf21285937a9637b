// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/geometry.hpp"

namespace unweave {

/// Something that a stage of the figure's analysis saw, in the picture's pixels.
struct StageMark {
  Rect rect;
  std::string text;  ///< what it was read as, or taken for; may be empty
};

/// What a stage saw, for whoever wants to look at it.
struct StagePicture {
  std::string stage;             ///< "backdrop", "boxes", "bars", "words" …; one may come often
  std::vector<StageMark> marks;  ///< in the order in which they were found
  Rect mask_area{};              ///< of `mask`, in the picture's pixels
  int mask_width = 0;            ///< pixels of the mask that stand for the area's width
  std::vector<std::uint8_t> mask{};  ///< row-major, 0: nothing there; empty: the stage has none
  std::vector<Rgb8> profile{};       ///< a bar's colors along its axis; empty: the stage has none
};

/// Takes the pictures of the stages while a figure is analyzed. Called from the analyzing thread;
/// what it does has no influence on the result. Stages cost nothing where nobody looks.
class StageLog {
 public:
  virtual ~StageLog() = default;
  virtual void show(const StagePicture& picture) = 0;
};

}  // namespace unweave
