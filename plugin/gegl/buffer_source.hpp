// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/field/report.hpp"
#include "core/image/pixel_source.hpp"
#include "plugin/gegl/native_format.hpp"

namespace unweave::plugin {

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
/// Owns one reference.
using BufferPtr = std::unique_ptr<GeglBuffer, Unref>;

/// A selection or a layer mask. Pixel (x, y) of the picture is (x + dx, y + dy) of the mask; what
/// lies outside the mask is not selected.
struct Mask {
  BufferPtr buffer;
  int dx = 0, dy = 0;
};

/// A layer's pixels as core wants them, straight from GEGL's tiles in the format they are stored in
/// (indexed pixels through their palette), never color managed.
class BufferSource final : public PixelSource {
 public:
  /// `palette` is used for indexed buffers only; an index beyond it counts as its last color.
  /// A pixel is selected where all masks have something. Throws std::invalid_argument as
  /// inspect_format does.
  explicit BufferSource(BufferPtr buffer, std::vector<Rgb8> palette = {},
                        std::vector<Mask> masks = {});

  PixelLayout layout() const override { return layout_; }
  void read(const Rect& area, std::byte* out) const override;
  bool has_selection() const override { return !masks_.empty(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override;

  const NativeFormat& format() const { return format_; }

 private:
  void read_indexed(const Rect& area, std::byte* out) const;

  BufferPtr buffer_;
  NativeFormat format_;
  PixelLayout layout_;
  std::vector<Rgb8> palette_;
  std::vector<Mask> masks_;
  mutable std::vector<std::byte> scratch_;
};

}  // namespace unweave::plugin
