// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/tilt.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/figure/straight_lines.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

/// Most by which a slope may differ from what explains it, beside its own error: as a tangent
/// (0.06 degrees), which paper that is not quite flat costs, and as pixels between a line's ends,
/// which drawn outlines (by whole pixels) and JPEG's blocks cost.
constexpr double kUnexplained = 0.001, kUnevenPlaces = 0.4;
/// Least change of slope over a direction's lines that one direction does not allow for.
constexpr double kConverging = 0.0036;
constexpr double kSigmas = 3;
/// Lines nearer than this are the two edges of one.
constexpr double kOneLine = 6;  // pixels
/// Least distance of the outermost lines of a direction, as a share of the picture.
constexpr double kApart = 0.25;

double allowed(const StraightLine& line) {
  return kUnexplained + kUnevenPlaces / line.extent + kSigmas * line.error;
}

/// Lines of both directions. The tangent by which a figure is turned is the slope of an upright
/// line and minus that of a level one.
struct Lines {
  std::vector<StraightLine> upright, level;
};

/// Mean tangent over all lines, by their lengths; nullopt where one of them is not explained.
std::optional<double> common_turn(const Lines& lines) {
  double sum = 0, weight = 0;
  for (const auto& l : lines.upright) sum += l.slope * l.extent, weight += l.extent;
  for (const auto& l : lines.level) sum -= l.slope * l.extent, weight += l.extent;
  const double turn = sum / weight;
  const auto fits = [&](double slope, const StraightLine& l) {
    return std::abs(slope - turn) <= allowed(l);
  };
  for (const auto& l : lines.upright)
    if (!fits(l.slope, l)) return std::nullopt;
  for (const auto& l : lines.level)
    if (!fits(-l.slope, l)) return std::nullopt;
  return turn;
}

/// Lines through one point: their slopes are linear in their positions.
struct Pencil {
  double slope = 0, change = 0;  ///< at position 0, and with each pixel
  double first = 0, last = 0;    ///< positions of the outermost lines
  double slope_at(double at) const { return slope + change * at; }
};

/// Lines that are not the two edges of another.
int distinct(std::vector<StraightLine> lines) {
  std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  int count = lines.empty() ? 0 : 1;
  for (std::size_t i = 1; i < lines.size(); ++i) count += lines[i].at - lines[i - 1].at > kOneLine;
  return count;
}

std::optional<Pencil> pencil_of(const std::vector<StraightLine>& lines, double breadth) {
  double w = 0, x = 0, y = 0, xx = 0, xy = 0;
  Pencil out{0, 0, breadth, 0};
  for (const StraightLine& l : lines) {
    const double n = l.extent;
    w += n, x += n * l.at, y += n * l.slope, xx += n * l.at * l.at, xy += n * l.at * l.slope;
    out.first = std::min(out.first, l.at);
    out.last = std::max(out.last, l.at);
  }
  const double spread = w * xx - x * x;
  if (out.last - out.first < kApart * breadth || !(spread > 0)) return std::nullopt;
  out.change = (w * xy - x * y) / spread;
  out.slope = (y - out.change * x) / w;
  for (const StraightLine& l : lines)
    if (std::abs(l.slope - out.slope_at(l.at)) > allowed(l)) return std::nullopt;
  return out;
}

Projection turned(double tangent, double width, double height) {
  const double c = 1 / std::hypot(1, tangent), s = tangent * c, x = width / 2, y = height / 2;
  return {{c, s, x - c * x - s * y, -s, c, y + s * x - c * y, 0, 0, 1}};
}

double degrees(double tangent) {
  constexpr double kHalfTurn = 180;
  return std::atan(tangent) * kHalfTurn / std::numbers::pi;
}

double distance(const Place& a, const Place& b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// The projection that takes four corners to four others.
Projection from_corners(const std::array<Place, 4>& from, const std::array<Place, 4>& to) {
  Eigen::Matrix<double, 8, 8> a = Eigen::Matrix<double, 8, 8>::Zero();
  Eigen::Matrix<double, 8, 1> b;
  for (int i = 0; i < 4; ++i) {
    const Place &p = from[i], &q = to[i];
    a.row(2 * i) << p.x, p.y, 1, 0, 0, 0, -p.x * q.x, -p.y * q.x;
    a.row(2 * i + 1) << 0, 0, 0, p.x, p.y, 1, -p.x * q.y, -p.y * q.y;
    b[2 * i] = q.x;
    b[2 * i + 1] = q.y;
  }
  const Eigen::Matrix<double, 8, 1> m = a.fullPivLu().solve(b);
  Projection out;
  std::copy(m.begin(), m.end(), out.m.begin());  // the last one stays 1
  return out;
}

using Corners = std::array<Place, 4>;  // from the upper left one on, clockwise

/// Where the outermost lines meet.
Corners corners_of(const Pencil& upright, const Pencil& level, double width, double height) {
  const auto corner = [&](double at, double level_at) {
    const double s = upright.slope_at(at), r = level.slope_at(level_at);
    const double x = (at + s * (level_at - r * width / 2 - height / 2)) / (1 - s * r);
    return Place{x, level_at + r * (x - width / 2)};
  };
  return {corner(upright.first, level.first), corner(upright.last, level.first),
          corner(upright.last, level.last), corner(upright.first, level.last)};
}

/// A rectangle around the corners' middle whose sides have their mean lengths.
Corners rectified(const Corners& seen) {
  Place middle;
  for (const Place& p : seen) middle.x += p.x / 4, middle.y += p.y / 4;
  const double w = (distance(seen[0], seen[1]) + distance(seen[3], seen[2])) / 4;
  const double h = (distance(seen[0], seen[3]) + distance(seen[1], seen[2])) / 4;
  return {Place{middle.x - w, middle.y - h},
          {middle.x + w, middle.y - h},
          {middle.x + w, middle.y + h},
          {middle.x - w, middle.y + h}};
}

/// The whole pixels within a rectangle given by its corners.
Rect within(const Corners& corners) {
  const int x = static_cast<int>(std::ceil(corners[0].x));
  const int y = static_cast<int>(std::ceil(corners[0].y));
  return {x, y, static_cast<int>(std::floor(corners[2].x)) - x,
          static_cast<int>(std::floor(corners[2].y)) - y};
}

/// A pencil of parallel lines.
Pencil parallel(const std::vector<StraightLine>& lines, double slope) {
  const auto [first, last] = std::ranges::minmax(lines, {}, &StraightLine::at);
  return {slope, 0, first.at, last.at};
}

Tilt turned_by(double tangent, const Lines& lines, double width, double height) {
  const Corners seen =
      corners_of(parallel(lines.upright, tangent), parallel(lines.level, -tangent), width, height);
  const Projection back = turned(-tangent, width, height);
  Corners straight;
  std::ranges::transform(seen, straight.begin(), back);
  return {degrees(tangent), false, turned(tangent, width, height), within(straight)};
}

/// True where the lines meet so near the picture that their slopes differ by more than one
/// direction allows for.
bool converges(const Pencil& pencil) {
  return std::abs(pencil.change) * (pencil.last - pencil.first) > kConverging;
}

}  // namespace

Result<FoundTilt> find_tilt(const PixelSource& source, const Context& context) {
  const PixelLayout layout = source.layout();
  UNWEAVE_TRY(const auto upright_lines, StraightLines::scan(source, {true}, {}, context));
  UNWEAVE_TRY(const auto level_lines, StraightLines::scan(source, {false}, {}, context));
  const bool any_upright = upright_lines.upright().has_value();
  const bool any_level = level_lines.upright().has_value();
  if (any_upright && any_level) return FoundTilt{std::nullopt, true};
  Lines lines{upright_lines.all(), {}};
  if (distinct(lines.upright) < 2) return FoundTilt{};
  lines.level = level_lines.all();
  if (distinct(lines.level) < 2) return FoundTilt{};
  const double width = layout.width, height = layout.height;
  if (const auto turn = any_upright || any_level ? std::nullopt : common_turn(lines)) {
    // Less than a pixel from one side of the picture to the other is nothing to put right.
    if (std::abs(*turn) * std::max(width, height) < 1) return FoundTilt{std::nullopt, true};
    return FoundTilt{turned_by(*turn, lines, width, height)};
  }
  // Two lines make a vanishing point whatever they are; a third one must agree.
  if (distinct(lines.upright) < 3 && distinct(lines.level) < 3) return FoundTilt{};
  const auto upright = pencil_of(lines.upright, width), level = pencil_of(lines.level, height);
  if (!upright || !level || !(converges(*upright) || converges(*level))) return FoundTilt{};
  const double turn = (upright->slope_at(width / 2) - level->slope_at(height / 2)) / 2;
  const Corners seen = corners_of(*upright, *level, width, height), straight = rectified(seen);
  return FoundTilt{Tilt{degrees(turn), true, from_corners(straight, seen), within(straight)}};
}

}  // namespace unweave
