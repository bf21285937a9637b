// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/color_histogram.hpp"

#include <algorithm>

namespace unweave {

int band_rows(int width) {
  return std::clamp((1 << 19) / std::max(width, 1), 1, 512) / 64 * 64 + 64;
}

namespace {

/// True if there would be something to see without the selection.
bool any_visible(const PixelSource& source, const Rect& area) {
  if (!source.has_selection()) return false;
  PixelReader reader(source, false);
  const int rows = band_rows(area.width);
  std::vector<ColorCode> codes(static_cast<std::size_t>(rows) * area.width);
  for (int y = area.y; y < area.bottom(); y += rows) {
    const Rect band{area.x, y, area.width, std::min(rows, area.bottom() - y)};
    reader.read_codes(band, codes.data());
    if (std::any_of(codes.begin(), codes.begin() + static_cast<std::ptrdiff_t>(band.area()),
                    [](ColorCode c) { return c != kNoData; }))
      return true;
  }
  return false;
}

}  // namespace

Result<ColorHistogram> ColorHistogram::count(const PixelSource& source, const Rect& area,
                                             Context& context) {
  ColorHistogram h;
  // calloc: the system hands out zero pages, so that colours which do not occur cost nothing.
  h.table_.reset(static_cast<std::uint32_t*>(std::calloc(kColorCodes, sizeof(std::uint32_t))));
  if (!h.table_) return fail(Reason::OutOfMemory);
  PixelReader reader(source);
  const int rows = band_rows(area.width);
  std::vector<ColorCode> codes(static_cast<std::size_t>(rows) * area.width);
  std::uint32_t* table = h.table_.get();
  for (int y = area.y; y < area.bottom(); y += rows) {
    const Rect band{area.x, y, area.width, std::min(rows, area.bottom() - y)};
    reader.read_codes(band, codes.data());
    for (std::ptrdiff_t i = 0; i < band.area(); ++i) {
      const ColorCode code = codes[i];
      if (code != kNoData && table[code]++ == 0) h.codes_.push_back(code);
    }
    if (!context.progress(Stage::Counting, 0.2 * (band.bottom() - area.y) / area.height))
      return fail(Reason::Cancelled);
  }
  if (h.codes_.empty())
    return fail(any_visible(source, area) ? Reason::EmptySelection : Reason::NoVisiblePixels);
  std::sort(h.codes_.begin(), h.codes_.end());
  h.counts_.reserve(h.codes_.size());
  for (std::uint32_t i = 0; i < h.codes_.size(); ++i) {
    std::uint32_t& entry = table[h.codes_[i]];
    h.counts_.push_back(entry);
    h.pixels_ += entry;
    entry = i + 1;
  }
  h.exact_ = reader.exact();
  return h;
}

}  // namespace unweave
