// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/markers.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/image/components.hpp"
#include "core/image/raster.hpp"
#include "core/statistics.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr std::size_t kMostPixels = 4'000'000;
constexpr int kNearPaper = 24;       // levels: ringing around what is drawn
constexpr std::size_t kFewest = 10;  // markers of one size: fewer are a legend, or a diagram
constexpr double kMostDrawn = 0.5;   // of the plot: more is a field with holes
constexpr double kLargest = 0.1;     // of the plot's sides: larger ones are cells
constexpr double kSameSize = 0.25;   // of the usual size: soft rims are cut here and there
constexpr double kOfOneSize = 0.5;   // of the pieces: the others overlap, or are cut
constexpr double kOfInk = 0.25;      // of what is drawn: where most grows together, it is a field
constexpr double kFull = 0.4;        // of their boxes: triangles and rhombs fill half
constexpr double kSameShape = 0.1;   // of that share, the median difference
constexpr double kRound = 0.6;       // of the longer side: markers are as broad as high
constexpr double kOneColor = 0.6;    // of a piece's pixels: the others are its edge
constexpr double kFlat = 0.8;        // of the pieces, of one color each
constexpr double kLattice = 2;       // places of the lattice for each piece on it

/// What stands out of the paper, without its outermost pixels: lines vanish.
std::vector<std::uint8_t> cores(const Raster& raster, const Rgb8& paper) {
  const auto width = static_cast<std::size_t>(raster.width);
  std::vector<std::uint8_t> drawn(width * static_cast<std::size_t>(raster.height));
  for (int y = 0; y < raster.height; ++y)
    for (int x = 0; x < raster.width; ++x)
      drawn[static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x)] =
          channel_difference(raster.at(x, y), paper.data()) > kNearPaper;
  std::vector<std::uint8_t> out(drawn.size(), 0);
  for (int y = 1; y + 1 < raster.height; ++y)
    for (int x = 1; x + 1 < raster.width; ++x) {
      const std::size_t at = static_cast<std::size_t>(y) * width + static_cast<std::size_t>(x);
      out[at] =
          drawn[at] && drawn[at - 1] && drawn[at + 1] && drawn[at - width] && drawn[at + width];
    }
  return out;
}

double full(const Component& c) {
  return static_cast<double>(c.pixels) / static_cast<double>(c.box.area());
}

/// The inner half of a piece has one color: around it lies what may be an outline.
bool is_flat(const Raster& raster, const Component& c) {
  const Rect inner = {c.box.x + c.box.width / 4, c.box.y + c.box.height / 4,
                      std::max(1, c.box.width / 2), std::max(1, c.box.height / 2)};
  const Rgb8 color = raster.color(c.box.x + c.box.width / 2, c.box.y + c.box.height / 2);
  long long alike = 0;
  for (int y = inner.y; y < inner.bottom(); ++y)
    for (int x = inner.x; x < inner.right(); ++x)
      alike += channel_difference(raster.at(x, y), color.data()) <= kNearPaper;
  return static_cast<double>(alike) >= kOneColor * static_cast<double>(inner.area());
}

/// How many different places there are along one axis.
std::size_t places(std::vector<double> middles, double reach) {
  std::sort(middles.begin(), middles.end());
  std::size_t count = 0;
  for (std::size_t i = 0; i < middles.size(); ++i)
    count += i == 0 || middles[i] - middles[i - 1] > reach;
  return count;
}

bool on_lattice(const std::vector<Component>& pieces, int width, int height) {
  constexpr double kSamePlace = 0.2;  // of the size
  std::vector<double> x, y;
  for (const Component& c : pieces) {
    x.push_back(c.box.x + 0.5 * c.box.width);
    y.push_back(c.box.y + 0.5 * c.box.height);
  }
  const std::size_t lattice =
      places(x, 1 + kSamePlace * width) * places(y, 1 + kSamePlace * height);
  return static_cast<double>(lattice) <= kLattice * static_cast<double>(pieces.size());
}

bool are_markers(const Raster& raster, const Components& all) {
  constexpr long long kSpeck = 4;  // pixels
  std::vector<Component> pieces;
  std::vector<int> widths, heights;
  double drawn = 0;
  for (const Component& c : all.items) {
    drawn += static_cast<double>(c.pixels);
    if (c.pixels < kSpeck) continue;
    pieces.push_back(c);
    widths.push_back(c.box.width);
    heights.push_back(c.box.height);
  }
  if (pieces.size() < kFewest || drawn > kMostDrawn * static_cast<double>(raster.bounds().area()))
    return false;
  const int width = median(widths), height = median(heights);
  if (width > kLargest * raster.width || height > kLargest * raster.height ||
      std::min(width, height) < kRound * std::max(width, height))
    return false;
  const std::size_t count = pieces.size();
  std::erase_if(pieces, [&](const Component& c) {
    return std::abs(c.box.width - width) > std::max(1.0, kSameSize * width) ||
           std::abs(c.box.height - height) > std::max(1.0, kSameSize * height) || full(c) < kFull;
  });
  if (pieces.size() < kFewest ||
      static_cast<double>(pieces.size()) < kOfOneSize * static_cast<double>(count))
    return false;
  double single = 0;
  for (const Component& c : pieces) single += static_cast<double>(c.pixels);
  if (single < kOfInk * drawn) return false;
  std::vector<double> shares, apart;
  for (const Component& c : pieces) shares.push_back(full(c));
  const double usual = median(shares);
  for (const double share : shares) apart.push_back(std::abs(share - usual));
  if (median(apart) > kSameShape * usual || on_lattice(pieces, width, height)) return false;
  const auto flat =
      std::ranges::count_if(pieces, [&](const Component& c) { return is_flat(raster, c); });
  return static_cast<double>(flat) >= kFlat * static_cast<double>(pieces.size());
}

}  // namespace

Result<bool> shows_markers(const PixelSource& source, const Rect& plot, const Rgb8& paper,
                           const Context& context) {
  if (static_cast<std::size_t>(plot.area()) > kMostPixels) return false;
  UNWEAVE_TRY(const Raster raster, read_raster(source, plot, kMostPixels, context));
  return are_markers(raster, label_components(cores(raster, paper), raster.width, raster.bounds()));
}

}  // namespace unweave
