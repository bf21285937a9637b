// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/ink_band.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "core/field/soft_rims.hpp"
#include "core/image/neighborhood.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr double kSoftNoise = 0.008;  // from here on compression has softened the rims
constexpr std::size_t kRowsOfThread = 16;
constexpr int kUsualReach = 16;       // of the window for what is usual
constexpr int kUsualCap = 40;         // levels: ink itself must not count as usual roughness
constexpr double kUsualTimes = 4;     // a core stands out against the usual
constexpr int kThinReach = 5;         // data this near on both sides: a line, not a hole
constexpr int kSearch = 10;           // how far a rim looks for clean pixels
constexpr int kSlopeReach = 2;        // pixels over which a clean side's slope is taken
constexpr int kFaintReach = 4;        // pixels from a rim within which fainter ones are looked for
constexpr double kTowardsInk = 0.85;  // cosine: a rim is a mixture, in a straight line to ink
constexpr double kSlopeShare = 0.25;  // of the step between both sides: that may be the data's

constexpr std::array<std::array<int, 2>, 4> kDirections{{{1, 0}, {0, 1}, {1, 1}, {1, -1}}};

Eigen::Vector3d rgb(ColorCode c) { return {double(red(c)), double(green(c)), double(blue(c))}; }

}  // namespace

InkThresholds ink_thresholds(double noise, bool compressed) {
  InkThresholds limits;
  limits.soft = compressed || noise > kSoftNoise;
  if (noise > kSoftNoise) {
    const int sigma = static_cast<int>(std::lround(255 * noise));
    limits.core = std::max(24, 4 * sigma);
    limits.off_curve = std::max(8, 3 * sigma);
    limits.edge = 0.3;
  }
  return limits;
}

/// How far, in levels, color p is from the stretch of the curve that a and b enclose.
int InkBand::deviation(std::size_t p, std::size_t a, std::size_t b) const {
  const auto [low, high] = std::minmax(t[a], t[b]);
  if (t[p] < low || t[p] > high)
    return std::min(channel_difference(color[p], color[a]), channel_difference(color[p], color[b]));
  return std::max(0, residual[p] - std::max(residual[a], residual[b]));
}

/// True if the color changes as on a summit of smooth data: nowhere by half of all at once, and
/// four times as much at twice the distance.
bool InkBand::gradual(int x, int y, int dx, int dy) const {
  const auto color_of = [&](int k, int n) { return color[index(x + dx * k / n, y + dy * k / n)]; };
  const int all = channel_difference(color_of(0, 1), color_of(1, 1));
  const int n = std::max(std::abs(dx), std::abs(dy));
  if (n == 2)
    return !inside(x + 2 * dx, y + 2 * dy) ||
           channel_difference(color_of(0, 1), color_of(2, 1)) > 2 * all;
  int step = 0;
  for (int k = 0; k < n; ++k)
    step = std::max(step, channel_difference(color_of(k, n), color_of(k + 1, n)));
  return step < limits.edge * all;
}

int InkBand::strength_at(int x, int y) const {
  const std::size_t p = index(x, y);
  int most = 0;
  for (const auto& [dx, dy] : kDirections)
    for (const int d : {2, 4}) {
      const int ax = x - d * dx, ay = y - d * dy, bx = x + d * dx, by = y + d * dy;
      if (!inside(ax, ay) || !inside(bx, by)) continue;
      const std::size_t a = index(ax, ay), b = index(bx, by);
      if (t[a] == kNothing || t[b] == kNothing) continue;
      const int far = deviation(p, a, b);
      if (far <= most) continue;
      if (gradual(x, y, ax - x, ay - y) && gradual(x, y, bx - x, by - y)) continue;
      most = far;
    }
  return most;
}

/// True if data lies near on two opposite sides of a pixel without any.
bool InkBand::thin(int x, int y) const {
  const auto near = [&](int dx, int dy) {
    for (int d = 1; d <= kThinReach; ++d) {
      if (!inside(x + d * dx, y + d * dy)) return false;
      if (t[index(x + d * dx, y + d * dy)] != kNothing) return true;
    }
    return false;
  };
  return std::any_of(kDirections.begin(), kDirections.end(),
                     [&](const auto& d) { return near(d[0], d[1]) && near(-d[0], -d[1]); });
}

/// Means of `strength` over squares; what is left out does not count.
std::vector<std::uint8_t> InkBand::usual_around(std::vector<std::uint8_t> left_out) const {
  BytePlane capped(width, height, strength);
  for (auto& s : capped.values) s = std::min<std::uint8_t>(s, kUsualCap);
  return means_around(capped, {width, height, std::move(left_out)}, kUsualReach, kUsualUnit,
                      kUsualUnit * kUsualCap)
      .values;
}

/// Calls use(x, y) for every pixel; it may write to that pixel only.
template <class Use>
void InkBand::each_pixel(Use use) const {
  in_parallel(static_cast<std::size_t>(height), threads, kRowsOfThread,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                for (int y = static_cast<int>(begin); y < static_cast<int>(end); ++y)
                  for (int x = 0; x < width; ++x) use(x, y);
              });
}

void InkBand::find_cores() {
  each_pixel([this](int x, int y) {
    if (t[index(x, y)] != kNothing)
      strength[index(x, y)] = static_cast<std::uint8_t>(std::min(255, strength_at(x, y)));
  });
  usual = usual_around(std::vector<std::uint8_t>(size()));
  each_pixel([this](int x, int y) {
    const std::size_t i = index(x, y);
    if (t[i] == kNothing)
      core[i] = color[i] != kNoData && thin(x, y) ? OffCurve : None;
    else if (strength[i] > std::max<double>(limits.core, kUsualTimes * usual[i] / kUsualUnit))
      core[i] = OnCurve;
  });
  usual = usual_around(around_cores(limits.clean));  // of the data alone, for the rims
}

/// 1 within `reach` of a pixel for which marked(index) is true.
template <class Marked>
std::vector<std::uint8_t> InkBand::around(int reach, Marked marked) const {
  BytePlane mask(width, height);
  for (std::size_t i = 0; i < size(); ++i) mask.values[i] = marked(i);
  return dilated(mask, reach).values;
}

std::vector<std::uint8_t> InkBand::around_cores(int reach) const {
  return around(reach, [this](std::size_t i) { return core[i] != None; });
}

/// The nearest clean pixel in a direction and its distance; 0 where there is none.
std::pair<std::size_t, int> InkBand::clean_from(int x, int y, int dx, int dy,
                                                const std::vector<std::uint8_t>& doubtful) const {
  for (int d = 1; d <= kSearch; ++d) {
    const int px = x + d * dx, py = y + d * dy;
    if (!inside(px, py)) break;
    const std::size_t i = index(px, py);
    if (t[i] != kNothing && !doubtful[i]) return {i, d};
  }
  return {0, 0};
}

/// Of the cores within `limits.grow` the color farthest from `expected`.
Eigen::Vector3d InkBand::ink_near(int x, int y, const Eigen::Vector3d& expected) const {
  Eigen::Vector3d ink = expected;
  for (int dy = -limits.grow; dy <= limits.grow; ++dy)
    for (int dx = -limits.grow; dx <= limits.grow; ++dx) {
      if (!inside(x + dx, y + dy) || !core[index(x + dx, y + dy)]) continue;
      const Eigen::Vector3d c = rgb(color[index(x + dx, y + dy)]);
      if ((c - expected).squaredNorm() > (ink - expected).squaredNorm()) ink = c;
    }
  return ink;
}

/// What the data would be `distance` pixels before clean pixel p if it went on as beyond it.
Eigen::Vector3d InkBand::continued(std::size_t p, int dx, int dy, int distance,
                                   const std::vector<std::uint8_t>& doubtful) const {
  const int x = static_cast<int>(p) % width + kSlopeReach * dx;
  const int y = static_cast<int>(p) / width + kSlopeReach * dy;
  Eigen::Vector3d at = rgb(color[p]);
  if (!inside(x, y) || t[index(x, y)] == kNothing || doubtful[index(x, y)]) return at;
  return at + double(distance) / kSlopeReach * (at - rgb(color[index(x, y)]));
}

/// A rim's color is what the clean pixels on both sides say, mixed with ink.
InkBand::Rim InkBand::rim_at(int x, int y, const std::vector<std::uint8_t>& doubtful) const {
  const Eigen::Vector3d own = rgb(color[index(x, y)]);
  const double around = static_cast<double>(usual[index(x, y)]) / kUsualUnit;
  const double faint = std::max<double>(limits.faint_rim, limits.faint_rim_times * around);
  Rim rim = Rim::None;
  for (const auto& [dx, dy] : kDirections) {
    const auto [a, to_a] = clean_from(x, y, -dx, -dy, doubtful);
    const auto [b, to_b] = clean_from(x, y, dx, dy, doubtful);
    if (to_a == 0 || to_b == 0) continue;
    const Eigen::Vector3d ca = rgb(color[a]), cb = rgb(color[b]);
    const Eigen::Vector3d expected = (to_b * ca + to_a * cb) / (to_a + to_b);
    const Eigen::Vector3d off = own - expected;
    if (off.norm() <= std::max(faint, kSlopeShare * (ca - cb).norm())) continue;
    const Eigen::Vector3d to_ink = (ink_near(x, y, expected) - expected).normalized();
    double towards = off.dot(to_ink);
    if (towards <= kTowardsInk * off.norm()) continue;
    // Steep data may lie where either side alone leads.
    towards -= std::max({0.0, (continued(a, -dx, -dy, to_a, doubtful) - expected).dot(to_ink),
                         (continued(b, dx, dy, to_b, doubtful) - expected).dot(to_ink)});
    if (towards > std::max<double>(limits.rim, limits.rim_times * around)) return Rim::Clear;
    if (towards > faint) rim = Rim::Faint;
  }
  return rim;
}

/// Cores and their rims.
std::vector<std::uint8_t> InkBand::grow() const {
  if (limits.soft) return soft_rims(*this);
  const auto doubtful = around_cores(limits.clean), near = around_cores(limits.grow);
  std::vector<Rim> rims(size(), Rim::None);
  each_pixel([&](int x, int y) {
    const std::size_t i = index(x, y);
    if (near[i] && core[i] == None && t[i] != kNothing) rims[i] = rim_at(x, y, doubtful);
  });
  // Where lines are not smoothed, what is next to them is data.
  const auto smoothed = around(kFaintReach, [&](std::size_t i) { return rims[i] == Rim::Clear; });
  std::vector<std::uint8_t> kinds(size(), Data);
  for (std::size_t i = 0; i < size(); ++i)
    if (core[i] != None || rims[i] == Rim::Clear || (rims[i] == Rim::Faint && smoothed[i]))
      kinds[i] = Ink;
  return kinds;
}

}  // namespace unweave
