// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/figure/corrected_source.hpp"
#include "core/image/compression.hpp"
#include "core/image/pixel_source.hpp"
#include "core/recolor/ink_colors.hpp"
#include "core/recolor/mixed_pixels.hpp"
#include "core/recolor/painted_area.hpp"
#include "core/recolor/window.hpp"

namespace unweave {

/// What the paint of a picture is told from what is drawn by.
struct RecolorOptions {
  WindowOptions window;
  InkOptions inks;
  MixOptions mix;
};

/// For a picture whose paint lies `residual` levels from its scale in the median.
RecolorOptions recolor_options(const Compression& compression, double residual);

/// A picture whose painted areas have their new colors.
class RecoloredSource final : public PixelSource {
 public:
  /// `picture` (as it was put right) and what `areas` refer to outlive the object. Reads the areas
  /// once, for what is drawn over them. An area that lies in one before it goes first.
  RecoloredSource(std::unique_ptr<const PixelSource> picture, const PixelSource& original,
                  std::unique_ptr<const NewColors> colors,
                  std::vector<std::unique_ptr<PaintedArea>> areas, const RecolorOptions& options);

  PixelLayout layout() const override { return layout_; }
  void read(const Rect& area, std::byte* out) const override;

 private:
  struct Painted {
    std::unique_ptr<PaintedArea> area;
    std::unique_ptr<MixedPixels> mixed;
  };
  Window window_of(const PaintedArea& area, const Rect& part) const;
  std::vector<Levels> inks_of(const PaintedArea& area) const;
  bool is_of(std::size_t number, int x, int y) const;
  void paint(std::size_t number, const Rect& area, std::byte* out) const;

  std::unique_ptr<const PixelSource> picture_;
  const PixelSource& original_;
  std::unique_ptr<const NewColors> colors_;
  RecolorOptions options_;
  PixelLayout layout_;
  std::vector<Painted> areas_;
};

}  // namespace unweave
