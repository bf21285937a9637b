// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/digest.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/image/pixel_codes.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::view {
namespace {

struct Seen {
  std::uint32_t count = 0;
  bool data = false;
};

std::vector<CloudPoint> most_frequent(const std::unordered_map<ColorCode, Seen>& seen) {
  std::vector<std::pair<ColorCode, Seen>> all(seen.begin(), seen.end());
  // Ties by color, so that the outcome does not depend on the table's order.
  const auto rarer = [](const auto& a, const auto& b) {
    return std::pair(a.second.count, a.first) < std::pair(b.second.count, b.first);
  };
  std::sort(all.begin(), all.end(), rarer);
  if (all.size() > Digest::kMaxPoints) all.erase(all.begin(), all.end() - Digest::kMaxPoints);
  std::vector<CloudPoint> points;
  points.reserve(all.size());
  for (const auto& [code, s] : all) {
    const Rgb8 color{static_cast<std::uint8_t>(red(code)), static_cast<std::uint8_t>(green(code)),
                     static_cast<std::uint8_t>(blue(code))};
    points.push_back({color, s.count, s.data});
  }
  return points;
}

}  // namespace

Digest digest(const Recovery& recovery, const Report& report, const PixelSource& source,
              std::size_t max_pixels) {
  Digest d{report, plugin::value_title(report), std::vector<std::uint64_t>(Digest::kBins), 0, 0, {},
           {}};
  const Rect& area = report.plot_area;
  const auto width = static_cast<std::size_t>(area.width);
  const auto wanted = std::max<std::size_t>(1, max_pixels / std::max<std::size_t>(1, width));
  const int rows = static_cast<int>(std::min<std::size_t>(wanted, area.height));
  std::vector<float> t(width);
  std::vector<ColorCode> codes(width);
  std::unordered_map<ColorCode, Seen> seen;
  PixelReader reader(source);
  for (int i = 0; i < rows; ++i) {
    const int y = area.y + static_cast<int>((2LL * i + 1) * area.height / (2LL * rows));
    const Rect row{area.x, y, area.width, 1};
    recovery.evaluate(source, row, {t.data(), nullptr, nullptr});
    reader.read_codes(row, codes.data());
    d.looked_at += width;
    for (std::size_t x = 0; x < width; ++x) {
      const bool data = !std::isnan(t[x]);
      if (data) {
        ++d.with_data;
        const int bin = static_cast<int>(t[x] * Digest::kBins);
        ++d.bins[static_cast<std::size_t>(std::clamp(bin, 0, Digest::kBins - 1))];
      }
      if (codes[x] == kNoData) continue;
      Seen& s = seen[codes[x]];
      ++s.count;
      s.data = s.data || data;
    }
  }
  d.cloud = most_frequent(seen);
  if (report.colors.size() > 1) d.lookalikes = lookalikes(report.colors);
  return d;
}

}  // namespace unweave::view
