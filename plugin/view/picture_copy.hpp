// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/pixel_source.hpp"

namespace unweave::view {

/// A picture's pixels and selection in memory, as they are stored: GIMP's own can be read from one
/// thread alone. Costs one pass and width * height * pixel_bytes() bytes.
class PictureCopy final : public PixelSource {
 public:
  /// Throws what `source.read` throws, and std::bad_alloc.
  explicit PictureCopy(const PixelSource& source);

  PixelLayout layout() const override { return layout_; }
  void read(const Rect& area, std::byte* out) const override;
  bool has_selection() const override { return !selection_.empty(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override;

 private:
  PixelLayout layout_;
  std::vector<std::byte> pixels_;
  std::vector<std::uint8_t> selection_;
};

}  // namespace unweave::view
