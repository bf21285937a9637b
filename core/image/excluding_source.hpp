// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/image/pixel_source.hpp"

namespace unweave {

/// A source without some rectangles: they count as not selected. For what lies in a plot area but
/// is no data, such as a colour bar.
class ExcludingSource final : public PixelSource {
 public:
  ExcludingSource(const PixelSource& source, std::vector<Rect> excluded)
      : source_(source), excluded_(std::move(excluded)) {}
  PixelLayout layout() const override { return source_.layout(); }
  void read(const Rect& area, std::byte* out) const override { source_.read(area, out); }
  const std::byte* in_place(const Rect& area) const override { return source_.in_place(area); }
  bool has_selection() const override { return source_.has_selection() || !excluded_.empty(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override {
    source_.read_selection(area, out);
    for (const Rect& rect : excluded_) {
      const Rect hole = intersect(rect, area);
      for (int y = hole.y; y < hole.bottom(); ++y)
        std::fill_n(out + static_cast<std::ptrdiff_t>(y - area.y) * area.width + (hole.x - area.x),
                    hole.width, std::uint8_t{0});
    }
  }

 private:
  const PixelSource& source_;
  std::vector<Rect> excluded_;
};

}  // namespace unweave
