// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/ink_lines.hpp"

#include <vector>

#include "core/field/thin_lines.hpp"

namespace unweave {

namespace {

// Levels.
constexpr int kWeak = 32, kStrong = 48;
constexpr int kPath = 24;                 // pixels along a weak line; see InkBand's halo
constexpr std::uint64_t kLeastSure = 20;  // pixels
constexpr int kLong = 32;                 // pixels
// Shares of what is strong. Of contour lines 0.47 and more were in long lines, 0.31 and more off
// the curve; of rough data that is dark or light alone at most 0.31 were in long lines.
constexpr double kInLines = 0.4, kOffCurve = 0.25;
constexpr std::uint64_t kMoreThanOther = 5;

}  // namespace

void InkLines::count(const InkBand& band, std::size_t begin, std::size_t end) {
  for (const bool light : {false, true}) {
    const BytePlane luma = luma_image(band.color, band.width, light);
    const auto depth = depth_of_lines(luma), sure = depth_without_ridges(luma);
    const auto lines = long_lines(depth, band.width, kWeak, kLong);
    Kind& kind = kinds_[light ? 1 : 0];
    for (std::size_t i = begin; i < end; ++i) {
      const bool off_curve = band.core[i] == InkBand::OffCurve;
      if (band.t[i] == InkBand::kNothing && !off_curve) continue;
      if (sure[i] >= kStrong) ++kind.sure;
      if (depth[i] < kStrong) continue;
      ++kind.strong;
      if (lines[i]) ++kind.in_lines;
      if (off_curve || band.residual[i] > band.limits.off_curve) ++kind.off_curve;
    }
  }
}

bool InkLines::told(bool light) const {
  const Kind &kind = kinds_[light ? 1 : 0], &other = kinds_[light ? 0 : 1];
  const auto strong = static_cast<double>(kind.strong);
  return kind.sure >= kLeastSure && kind.sure > kMoreThanOther * other.sure &&
         static_cast<double>(kind.in_lines) > kInLines * strong &&
         static_cast<double>(kind.off_curve) > kOffCurve * strong;
}

void InkLines::mark(InkBand& band) const {
  for (const bool light : {false, true}) {
    if (!told(light)) continue;
    const auto depth = depth_of_lines(luma_image(band.color, band.width, light));
    const auto lines = connected_lines(depth, band.width, kWeak, kStrong, kPath);
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (lines[i] && band.t[i] != InkBand::kNothing) band.core[i] = InkBand::OnCurve;
  }
}

}  // namespace unweave
