// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/solid_view.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <utility>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/raster.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr std::size_t kMostPixels = 4'000'000;
constexpr double kAround = 0.25;   // of the plot's sides: axes stand out of what is thick
constexpr int kBeside = 3;         // pixels to either side that a line is darker than
constexpr int kDarker = 12;        // levels: the pale grid on a pale wall counts
constexpr double kLongest = 0.25;  // of the plot's longer side: what a line has to reach
constexpr int kGap = 3;            // pixels that a line may be interrupted for
constexpr double kDrawn = 0.8;     // of a line's length that has to be dark
// Of the dark pixels beside a line, 3 pixels away, as a share of its own: a noisy field has such
// pixels everywhere.
constexpr double kMostBeside = 0.5;
constexpr int kAskew = 8;  // degrees from the rows up to which a line is none askew
// Degrees from upright up to which a line stands, seen from above; the meridians of a map may fan
// out as far, and count as none of the two directions.
constexpr int kUpright = 20;
constexpr int kAlong = 8;        // degrees: lines that run along each other, in perspective
constexpr double kApart = 8;     // pixels between two of them
constexpr int kDirections = 15;  // degrees between two directions of space

/// A dark pixel of a thin line.
struct Dot {
  int x, y;
};

/// A stretch of a straight line, by its middle.
struct Line {
  int angle;    ///< degrees
  double x, y;  ///< of its middle, pixels
};

bool is_thin(const Raster& r, int x, int y) {
  const auto level = [&](int px, int py) {
    const std::uint8_t* p = r.at(px, py);
    return cut_luma(p[0], p[1], p[2]);
  };
  const int here = level(x, y) + kDarker;
  return (level(x - kBeside, y) > here && level(x + kBeside, y) > here) ||
         (level(x, y - kBeside) > here && level(x, y + kBeside) > here);
}

std::vector<Dot> thin_dots(const Raster& raster, const Rect& without) {
  std::vector<Dot> dots;
  for (int y = kBeside; y < raster.height - kBeside; ++y)
    for (int x = kBeside; x < raster.width - kBeside; ++x)
      if (!without.contains(x, y) && is_thin(raster, x, y)) dots.push_back({x, y});
  return dots;
}

/// The longest run of places with no gap wider than kGap, if it is drawn densely: first and last.
std::pair<double, double> longest_run(std::vector<double>& places) {
  std::sort(places.begin(), places.end());
  std::pair<double, double> longest{0, 0};
  for (std::size_t i = 0, first = 0; i < places.size(); ++i) {
    if (i > 0 && places[i] - places[i - 1] > kGap) first = i;
    const double length = places[i] - places[first];
    if (static_cast<double>(i - first + 1) >= kDrawn * length &&
        length > longest.second - longest.first)
      longest = {places[first], places[i]};
  }
  return longest;
}

/// The lines of one direction that are long enough, two pixels wide.
class Direction {
 public:
  Direction(int degrees, const Raster& raster)
      : degrees_(degrees),
        along_x_(std::cos(degrees * kDegree)),
        along_y_(std::sin(degrees * kDegree)),
        offset_(std::hypot(raster.width, raster.height)) {}

  std::vector<Line> lines(const std::vector<Dot>& dots, double least) const {
    std::vector<int> votes(static_cast<std::size_t>(2 * offset_) + 3);
    for (const Dot& d : dots) ++votes[place(d)];
    std::vector<std::size_t> found;
    const auto pair = [&](std::size_t k) { return votes[k] + votes[k + 1]; };
    constexpr std::size_t kAway = kBeside + 1;
    for (std::size_t k = kAway; k + kAway + 1 < votes.size(); ++k)
      if (pair(k) >= kDrawn * least &&
          std::max(pair(k - kAway), pair(k + kAway)) < kMostBeside * pair(k))
        found.push_back(k);
    std::vector<std::vector<double>> places(votes.size());
    if (found.empty()) return {};
    std::vector<bool> wanted(votes.size() + 1);
    for (const std::size_t k : found) wanted[k] = wanted[k + 1] = true;
    for (const Dot& d : dots)
      if (const std::size_t k = place(d); wanted[k])
        places[k].push_back(along_x_ * d.x + along_y_ * d.y);
    std::vector<Line> out;
    for (const std::size_t k : found) {
      std::vector<double> both = places[k];
      both.insert(both.end(), places[k + 1].begin(), places[k + 1].end());
      const auto [first, last] = longest_run(both);
      if (last - first < least) continue;
      const double along = 0.5 * (first + last), across = static_cast<double>(k) + 0.5 - offset_;
      out.push_back(
          {degrees_, along_x_ * along - along_y_ * across, along_y_ * along + along_x_ * across});
    }
    return out;
  }

 private:
  std::size_t place(const Dot& d) const {
    return static_cast<std::size_t>(std::lround(along_x_ * d.y - along_y_ * d.x + offset_));
  }

  int degrees_;
  double along_x_, along_y_, offset_;
};

/// Of the middle of `b` from the line `a`.
double distance(const Line& a, const Line& b) {
  const double angle = a.angle * kDegree;
  return std::abs(std::cos(angle) * (b.y - a.y) - std::sin(angle) * (b.x - a.x));
}

int between(int a, int b) { return std::min(std::abs(a - b), 180 - std::abs(a - b)); }

/// Directions in which at least two lines run along each other.
std::vector<int> repeated(const std::vector<Line>& lines) {
  std::vector<int> angles;
  for (const Line& a : lines)
    if (std::ranges::any_of(lines, [&](const Line& b) {
          return between(a.angle, b.angle) <= kAlong &&
                 std::min(distance(a, b), distance(b, a)) > kApart;
        }))
      angles.push_back(a.angle);
  return angles;
}

}  // namespace

Result<bool> shows_solid(const PixelSource& source, const Rect& plot,
                         const std::optional<Rect>& bar, const Context& context) {
  const Rect whole{0, 0, source.layout().width, source.layout().height};
  const auto margin = [](int side) { return static_cast<int>(kAround * side); };
  const Rect around =
      intersect({plot.x - margin(plot.width), plot.y - margin(plot.height),
                 plot.width + 2 * margin(plot.width), plot.height + 2 * margin(plot.height)},
                whole);
  if (static_cast<std::size_t>(around.area()) > kMostPixels) return false;
  UNWEAVE_TRY(const Raster raster, read_raster(source, around, kMostPixels, context));
  Rect without;
  if (bar) without = raster.from_picture(intersect(grown(*bar, kBeside + 1), around));
  const std::vector<Dot> dots = thin_dots(raster, without);
  const double least = kLongest * std::max(plot.width, plot.height);
  constexpr int kRight = 90, kHalf = 180;
  bool upright = false;
  std::vector<Line> lines;
  for (int angle = kAskew; angle <= kHalf - kAskew; ++angle) {
    const bool stands = std::abs(angle - kRight) <= kUpright;
    if (stands && upright) continue;
    auto found = Direction(angle, raster).lines(dots, least);
    if (stands)
      upright = !found.empty();
    else
      std::ranges::move(found, std::back_inserter(lines));
  }
  if (!upright) return false;
  const std::vector<int> angles = repeated(lines);
  return std::ranges::any_of(angles, [&](int a) {
    return std::ranges::any_of(angles, [&](int b) { return between(a, b) >= kDirections; });
  });
}

}  // namespace unweave
