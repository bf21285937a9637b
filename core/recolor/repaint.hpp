// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <array>
#include <optional>
#include <vector>

#include "core/figure/bar_tint.hpp"
#include "core/lookup/locus.hpp"

namespace unweave {

/// A display-encoded color in levels, 0..255, not rounded.
using Levels = Eigen::Vector3f;
/// Of a color with channels in [0, 1].
inline Levels levels(const std::array<double, 3>& c) {
  return 255 * Levels(static_cast<float>(c[0]), static_cast<float>(c[1]), static_cast<float>(c[2]));
}

/// Places in lieu of t for values beyond the two ends of the scale.
inline constexpr float kBelowScale = -1, kAboveScale = 2;

/// What is painted for values beyond the ends of the scale, where that is no end's own color.
struct EndColors {
  std::optional<Levels> below{}, above{};
};

/// The colors that take the place of a field's: those of `map` (as color_along() takes them), at
/// even places for the steps of a stepped curve, which stay steps and keep apart from what lies
/// beyond the ends.
class NewColors {
 public:
  NewColors(const Locus& locus, std::vector<std::array<double, 3>> map);
  /// Of a place on the scale (not NaN) or beyond it.
  Levels at(float place) const;

 private:
  std::vector<float> steps_;  ///< t of each step; empty: smooth
  std::vector<std::array<double, 3>> map_;
};

/// What a field or a bar is painted with now, and what it is to be painted with.
class Repaint {
 public:
  /// `tint`: under which the new colors are seen, as the old ones were. Refers to `colors`.
  Repaint(const Locus& locus, EndColors ends, const NewColors& colors,
          const std::optional<BarTint>& tint);
  Levels old_at(float place) const;
  Levels new_at(float place) const;

 private:
  Locus locus_;
  EndColors ends_;
  const NewColors* colors_;
  std::optional<BarTint> tint_;
  std::vector<Levels> table_;  ///< of a smooth curve, evenly spread from t = 0 to t = 1
};

}  // namespace unweave
