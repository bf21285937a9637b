// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// A source without what is no data: such pixels count as not selected. For what lies in a plot
/// area, such as a color bar or the land in a map of the sea. Colors cost a second reading of the
/// pixels with each selection.
class ExcludingSource final : public PixelSource {
 public:
  ExcludingSource(const PixelSource& source, NoData excluded)
      : source_(source), excluded_(std::move(excluded)) {}
  PixelLayout layout() const override { return source_.layout(); }
  void read(const Rect& area, std::byte* out) const override { source_.read(area, out); }
  const std::byte* in_place(const Rect& area) const override { return source_.in_place(area); }
  const PixelSource& stored() const override { return source_.stored(); }
  bool has_selection() const override { return source_.has_selection() || !excluded_.empty(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override;

 private:
  void exclude_mask(const Rect& area, std::uint8_t* out) const;
  void exclude_colors(const Rect& area, std::uint8_t* out) const;

  const PixelSource& source_;
  NoData excluded_;
};

}  // namespace unweave
