// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/image/pixel_source.hpp"

namespace unweave::plugin {

/// Gives rows [y, y + rows): width * rows samples, row-major, NaN = no data.
template <class T>
using Plane = std::function<void(int y, int rows, T* out)>;
using PlaneReader = Plane<float>;

/// Called with the share done; false ends the work early.
using Step = std::function<bool(double)>;

/// The pixels of a layer to be made, written once, by bands. All return false if `step` ended the
/// work.
class LayerPixels {
 public:
  virtual ~LayerPixels() = default;
  /// A plane's values, exactly as far as the layer's precision goes.
  virtual bool write(const Plane<float>& plane, const Step& step) = 0;
  virtual bool write(const Plane<double>& plane, const Step& step) = 0;
  /// The pixels of a picture of the layer's size, never color managed.
  virtual bool write(const PixelSource& picture, const Step& step) = 0;
};

}  // namespace unweave::plugin
