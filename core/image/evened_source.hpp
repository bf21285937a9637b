// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave {

/// How brightly the paper of a photographed or scanned figure is lit.
struct PaperLight {
  /// The paper, in pixels of the picture; what lies beyond it is something else.
  Rect page;
  /// For red, green and blue the logarithm of what the paper's color at a place is multiplied with,
  /// against its middle: coefficients of 1, u, v, u u, u v and v v, where u and v run from -1 to 1
  /// over the picture's width and height.
  std::array<std::array<double, 6>, 3> log_gain{};
  /// The paper's color in the middle, in [0, 1].
  std::array<double, 3> paper{1, 1, 1};

  double gain(int channel, double u, double v) const;
  friend bool operator==(const PaperLight&, const PaperLight&) = default;
};

/// A picture as it would be under even light: each color divided by the light's gain at its place,
/// in the stored encoding (a factor of light is one of encoded values too, as encodings are nearly
/// powers; ITU-R BT.709). What lies beyond the paper becomes paper.
class EvenedSource final : public PixelSource {
 public:
  /// `source` outlives the object.
  EvenedSource(const PixelSource& source, const PaperLight& light)
      : source_(source), light_(light) {}

  PixelLayout layout() const override { return source_.layout(); }
  void read(const Rect& area, std::byte* out) const override;
  bool has_selection() const override { return source_.has_selection(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override {
    source_.read_selection(area, out);
  }
  const PixelSource& stored() const override { return source_.stored(); }

 private:
  const PixelSource& source_;
  PaperLight light_;
};

}  // namespace unweave
