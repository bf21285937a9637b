// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "core/context.hpp"
#include "core/image/pixel_codes.hpp"
#include "core/result.hpp"

namespace unweave {

struct FreePages {
  void operator()(std::uint32_t* p) const { std::free(p); }
};
/// A number for each ColorPlace, kNoDataPlace with them: 64 MB of address space.
using ColorTablePages = std::unique_ptr<std::uint32_t[], FreePages>;
/// All zero; null without memory. The system hands out zero pages when they are written (calloc),
/// so that colors which do not occur cost nothing.
inline ColorTablePages zero_pages() {
  return ColorTablePages(
      static_cast<std::uint32_t*>(std::calloc(kColorCodes + 1, sizeof(std::uint32_t))));
}

/// Every distinct color of a rectangle with the number of its pixels. Costs one pass over the
/// pixels and 64 MB of address space (twice that with threads, while counting), of which only the
/// pages of colors that occur are touched.
class ColorHistogram {
 public:
  static constexpr std::uint32_t kAbsent = 0;

  /// Counts `area` of `source`. Errors: Canceled, NoVisiblePixels, EmptySelection, OutOfMemory.
  static Result<ColorHistogram> count(const PixelSource& source, const Rect& area,
                                      const Context& context);

  std::size_t size() const { return codes_.size(); }
  /// Distinct colors, rising.
  const std::vector<ColorCode>& codes() const { return codes_; }
  /// Pixels of each color, in the order of codes().
  const std::vector<std::uint32_t>& counts() const { return counts_; }
  std::uint64_t pixels() const { return pixels_; }
  /// Of each color, in the order of codes(), the band in which it occurs first: the rows from here
  /// to band_rows(area's width) farther on (or to the area's end).
  const std::vector<int>& first_bands() const { return first_bands_; }
  /// Index of a color that occurs, into codes().
  std::uint32_t index(ColorCode code) const { return table_[place_of(code)] - 1; }
  bool occurs(ColorCode code) const { return table_[place_of(code)] != kAbsent; }
  /// One more than the index, so that it can be looked up without a question first: 0 for colors
  /// that do not occur and for kNoData.
  std::uint32_t slot(ColorCode code) const { return table_[place_of(code)]; }
  std::uint32_t slot_at(ColorPlace place) const { return table_[place]; }
  /// True if rounding to 8 bits lost nothing.
  bool exact() const { return exact_; }

 private:
  void number_colors();

  ColorTablePages table_;  // 1 + index of each color
  std::vector<ColorCode> codes_;
  std::vector<std::uint32_t> counts_;
  std::vector<int> first_bands_;
  std::uint64_t pixels_ = 0;
  bool exact_ = true;
};

/// Rows of a band for reading `area` piece by piece: about half a million pixels each.
int band_rows(int width);

}  // namespace unweave
