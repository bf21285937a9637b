// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "core/recolor/window.hpp"

namespace unweave {

/// Lengths in levels, in the color cube.
struct MixOptions {
  double explained;  ///< in the metric: a mixture of two colors explains what is that near to the
                     ///< line of both
  double absent;     ///< nearer that an ink that is not seen around has to lie, in its place
  double same;       ///< within which a pixel has an ink's own color
  double least;      ///< between two colors, so that shares of both can be told
  bool noisy;        ///< what a pixel has beside its mixture is noise
  /// What a difference in chroma counts beside one in luma; 1: the cube's own distance. JPEG keeps
  /// half of chroma's pixels, so that beside a letter only luma tells the shares.
  float chroma;
  int near;       ///< pixels around in which a rim's ink and paint are seen
  double unlike;  ///< in a noisy picture: what is farther from all mixtures is something else
};

/// Paints anew what is mixed: the rims of lines and letters, lines that are thinner than a pixel or
/// see-through, edges between two colors of the scale.
class MixedPixels {
 public:
  /// `inks`: what may be drawn over the area or beside it. `area` outlives the object.
  MixedPixels(const PaintedArea& area, std::vector<Levels> inks, const MixOptions& options);

  /// The new color of a pixel that is not purely painted; nothing where it has no share of the
  /// paint, and stays.
  ///
  /// A pixel's color is taken for a mixture of what lies under it (window.under, or other paint
  /// around) with one of the inks or with two, with another color of the scale around, or for one
  /// of two inks alone; of those that explain it the nearest is believed, and inks seen around
  /// rather than others. The paint's share of it is exchanged, the rest of the color stays. What no
  /// mixture explains is held against the color around that is farthest from the paint: that one is
  /// ink itself, whatever its color.
  std::optional<Levels> repainted(const Window& window, int x, int y) const;

 private:
  static Eigen::Matrix3f metric(float chroma);
  struct Mixture;
  struct Around;
  Around look_around(const Window& window, int x, int y, const Levels& paint) const;
  using Offer = std::function<void(float cost, const std::optional<Levels>& fresh)>;
  void offer_inks(const Levels& color, float under, const Around& seen, const Offer& offer) const;
  void offer_paint(const Levels& color, float under, const Around& seen, bool beyond,
                   const Offer& offer) const;
  std::optional<Mixture> best(const Window& window, int x, int y, const Around& seen) const;
  bool is_ink(const Levels& color) const;
  float onward(const Window& window, int x, int y) const;

  const PaintedArea& area_;
  std::vector<Levels> inks_;
  std::vector<float> places_{};  ///< of inks that have a color of the scale; NaN: the others
  MixOptions options_;
  Eigen::Matrix3f metric_;  ///< of differences of colors
};

}  // namespace unweave
