// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "core/field/ink_band.hpp"

namespace unweave {

/// Whether what is thin and dark, or thin and light, is ink, whatever its color: behind compression
/// a line over data of its own hue keeps none, and dark red is a color of many a map. Ink of one
/// color is darker or lighter than all that it is drawn over, while noise and rough data have
/// ridges as well as valleys; it is long; and part of it lies off the curve, as little of the
/// data's own valleys does.
class InkLines {
 public:
  /// Counts what a band shows of both kinds; pixels [begin, end) alone, the others are context.
  void count(const InkBand& band, std::size_t begin, std::size_t end);

  /// Makes the pixels of those lines cores that are told to be ink.
  void mark(InkBand& band) const;

  bool any() const { return told(false) || told(true); }

 private:
  struct Kind {
    std::uint64_t strong = 0, in_lines = 0, off_curve = 0;  ///< deep ones, and what they are in
    std::uint64_t sure = 0;  ///< those left without any thin ones of the other kind
  };
  bool told(bool light) const;

  std::array<Kind, 2> kinds_;  ///< dark, light
};

}  // namespace unweave
