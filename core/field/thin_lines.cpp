// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/thin_lines.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace unweave {

namespace {

constexpr int kReach = 2;  // of the squares of 5 x 5 pixels

/// Calls use(index) for the up to eight neighbors of pixel i, and for i itself.
template <class Use>
void each_neighbor(std::size_t i, int width, std::size_t size, Use use) {
  const auto w = static_cast<std::size_t>(width), x = i % w;
  const std::size_t left = x > 0 ? 1 : 0, right = x + 1 < w ? 1 : 0;
  for (std::size_t row = i < w ? i : i - w; row <= i + w && row < size; row += w)
    for (std::size_t k = row - left; k <= row + right; ++k) use(k);
}

}  // namespace

BytePlane luma_image(const std::vector<ColorCode>& colors, int width, bool inverted) {
  BytePlane luma(width, static_cast<int>(colors.size()) / std::max(1, width));
  for (std::size_t i = 0; i < luma.values.size(); ++i) {
    const ColorCode c = colors[i];
    const int y = rounded_luma(red(c), green(c), blue(c));
    luma.values[i] = static_cast<std::uint8_t>(inverted ? 255 - y : y);
  }
  return luma;
}

std::vector<std::uint8_t> depth_of_lines(const BytePlane& luma) {
  std::vector<std::uint8_t> depth = eroded(dilated(luma, kReach), kReach).values;
  for (std::size_t i = 0; i < depth.size(); ++i)
    depth[i] = static_cast<std::uint8_t>(depth[i] - luma.values[i]);
  return depth;
}

std::vector<std::uint8_t> depth_without_ridges(const BytePlane& luma) {
  return depth_of_lines(dilated(eroded(luma, kReach), kReach));
}

std::vector<std::uint8_t> connected_lines(const std::vector<std::uint8_t>& depth, int width,
                                          int weak, int strong, int reach) {
  std::vector<std::uint8_t> lines(depth.size(), 0);
  std::vector<std::size_t> front, next;
  for (std::size_t i = 0; i < depth.size(); ++i)
    if (depth[i] >= strong) {
      lines[i] = 1;
      front.push_back(i);
    }
  for (int step = 0; step < reach && !front.empty(); ++step, std::swap(front, next)) {
    next.clear();
    for (const std::size_t i : front)
      each_neighbor(i, width, depth.size(), [&](std::size_t k) {
        if (lines[k] || depth[k] < weak) return;
        lines[k] = 1;
        next.push_back(k);
      });
  }
  return lines;
}

std::vector<std::uint8_t> long_lines(const std::vector<std::uint8_t>& depth, int width, int weak,
                                     int extent) {
  std::vector<std::uint8_t> lines(depth.size(), 0), seen(depth.size(), 0);
  std::vector<std::size_t> part;
  for (std::size_t start = 0; start < depth.size(); ++start) {
    if (seen[start] || depth[start] < weak) continue;
    part.assign(1, start);
    seen[start] = 1;
    int left = width, right = 0;
    for (std::size_t n = 0; n < part.size(); ++n) {
      const int x = static_cast<int>(part[n] % static_cast<std::size_t>(width));
      left = std::min(left, x);
      right = std::max(right, x);
      each_neighbor(part[n], width, depth.size(), [&](std::size_t k) {
        if (seen[k] || depth[k] < weak) return;
        seen[k] = 1;
        part.push_back(k);
      });
    }
    const auto [first, last] = std::minmax_element(part.begin(), part.end());
    const int rows = static_cast<int>((*last - *first) / static_cast<std::size_t>(width));
    if (std::max(right - left, rows) > extent)
      for (const std::size_t i : part) lines[i] = 1;
  }
  return lines;
}

}  // namespace unweave
