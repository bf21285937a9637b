// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/stray_colors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <unordered_map>

#include "core/image/pixel_codes.hpp"

namespace unweave {

namespace {

constexpr int kBandRows = 64;
constexpr int kRun = 7;               // pixels of one color side by side: across the narrowest bar
constexpr int kSame = 3;              // levels within a run
constexpr float kNextRun = 0.1F;      // in t: from one run to the next
constexpr std::size_t kBins = 16;     // parts of the scale
constexpr std::size_t kGoodPart = 8;  // of them: a bar shows nearly all, a letter's rims a few
constexpr int kFewest = 24;           // pixels of a part

/// How often the parts of the scale are met in such runs.
class RunCounts {
 public:
  RunCounts(const PixelSource& picture, const PaintedArea& field)
      : reader_(picture, false), field_(field) {}

  void count(const Rect& band, const std::vector<Rect>& known) {
    codes_.resize(static_cast<std::size_t>(band.area()));
    reader_.read_codes(band, codes_.data());
    for (int y = 1; y + 1 < band.height; ++y) {
      for (int x = 1; x + 1 < band.width;) {
        const auto in = std::ranges::find_if(
            known, [&](const Rect& r) { return r.contains(band.x + x, band.y + y); });
        if (in != known.end()) {
          x = in->right() - band.x;
          continue;
        }
        if (runs(band, x, y, 1, band.width) || runs(band, x, y, band.width, 1))
          ++bins_[static_cast<std::size_t>(std::clamp(place(at(band, x, y)), 0.0F, 0.999F) *
                                           kBins)];
        ++x;
      }
    }
  }

  bool many() const {
    return std::ranges::count_if(bins_, [](int n) { return n >= kFewest; }) >=
           static_cast<std::ptrdiff_t>(kGoodPart);
  }

 private:
  std::size_t at(const Rect& band, int x, int y) const {
    return static_cast<std::size_t>(y) * band.width + x;
  }
  float place(std::size_t i) {
    const ColorCode code = codes_[i];
    if (code == kNoData) return std::numeric_limits<float>::quiet_NaN();
    const auto [entry, fresh] = places_.try_emplace(code, 0.0F);
    if (fresh)
      entry->second =
          field_.place_of(Levels(static_cast<float>(red(code)), static_cast<float>(green(code)),
                                 static_cast<float>(blue(code))));
    return entry->second;
  }

  /// Whether a run begins here, `step` from pixel to pixel, beside which (`across`) the scale goes
  /// on.
  bool runs(const Rect& band, int x, int y, int step, int across) {
    const std::size_t first = at(band, x, y);
    const bool vertical = step == band.width;
    if ((vertical ? y + kRun : x + kRun) > (vertical ? band.height : band.width)) return false;
    for (int k = 1; k < kRun; ++k) {
      const ColorCode next = codes_[first + static_cast<std::size_t>(k) * step];
      if (next == kNoData || codes_[first] == kNoData ||
          channel_difference(codes_[first], next) > kSame)
        return false;
    }
    const float own = place(first);
    // Either neighbor tells: a flat patch goes on, a bar changes a little.
    const float before = place(first - static_cast<std::size_t>(across));
    const float after = place(first + static_cast<std::size_t>(across));
    return std::abs(own - before) <= kNextRun && std::abs(own - after) <= kNextRun;
  }

  PixelReader reader_;
  const PaintedArea& field_;
  std::vector<ColorCode> codes_{};
  std::unordered_map<ColorCode, float> places_{};
  std::array<int, kBins> bins_{};
};

}  // namespace

Result<bool> shows_elsewhere(const PixelSource& picture, const PaintedArea& field,
                             const std::vector<Rect>& known, const Context& context) {
  const PixelLayout layout = picture.layout();
  RunCounts counts(picture, field);
  for (int y = 0; y < layout.height; y += kBandRows) {
    if (!context.progress(Stage::Lookup, static_cast<double>(y) / layout.height))
      return fail(Reason::Canceled);
    const int top = std::max(0, y - kRun);
    counts.count({0, top, layout.width, std::min(y + kBandRows, layout.height) - top}, known);
    if (counts.many()) return true;
  }
  return false;
}

}  // namespace unweave
