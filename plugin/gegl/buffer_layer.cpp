// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/buffer_layer.hpp"

#include "plugin/gegl/field_writer.hpp"

namespace unweave::plugin {

bool BufferLayer::write(const Plane<float>& plane, const Step& step) {
  return write_plane<float>(buffer_.get(), plane, step);
}

bool BufferLayer::write(const Plane<double>& plane, const Step& step) {
  return write_plane<double>(buffer_.get(), plane, step);
}

bool BufferLayer::write(const PixelSource& picture, const Step& step) {
  return write_picture(buffer_.get(), picture, step);
}

}  // namespace unweave::plugin
