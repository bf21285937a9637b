// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/image/pixel_source.hpp"

namespace unweave {

/// A source without its selection: a figure is read whole, also where only a part of it shall give
/// data.
class UnselectedSource final : public PixelSource {
 public:
  explicit UnselectedSource(const PixelSource& source) : source_(source) {}
  PixelLayout layout() const override { return source_.layout(); }
  void read(const Rect& area, std::byte* out) const override { source_.read(area, out); }
  const std::byte* in_place(const Rect& area) const override { return source_.in_place(area); }

 private:
  const PixelSource& source_;
};

/// The smallest rectangle that holds all that is selected (coverage above 0); without a selection
/// the picture; nothing where no pixel is selected. Reads the selection once, in bands of rows.
std::optional<Rect> selection_bounds(const PixelSource& source);

}  // namespace unweave
