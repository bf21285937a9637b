// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/gegl/buffer_source.hpp"
#include "plugin/run/layer_pixels.hpp"

namespace unweave::plugin {

/// A layer whose pixels go straight into its GEGL buffer, as write_plane() and write_picture() do.
class BufferLayer final : public LayerPixels {
 public:
  /// The buffer's extent starts at 0, 0.
  explicit BufferLayer(BufferPtr buffer) : buffer_(std::move(buffer)) {}
  bool write(const Plane<float>& plane, const Step& step) override;
  bool write(const Plane<double>& plane, const Step& step) override;
  bool write(const PixelSource& picture, const Step& step) override;

 private:
  BufferPtr buffer_;
};

}  // namespace unweave::plugin
