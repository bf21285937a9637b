// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/catalog/map_curve.hpp"
#include "core/catalog/match.hpp"

namespace unweave::matching {

/// The colors to be matched, in the form in which they are compared.
struct Colors {
  std::vector<Point> points;
  std::vector<float> weights;        ///< sum 1
  std::vector<float> u;              ///< order along the locus, NaN where unknown; may be all NaN
  double sigma = 0;                  ///< a channel
  bool gray = false;                 ///< a gray picture: gray maps only
  bool exact = false;                ///< entries of a finite palette, 8-bit
  std::vector<std::uint32_t> codes;  ///< sorted 24-bit codes of the exact palette
  std::vector<Point> palette;        ///< of a clean picture, whether or not points are its entries
  std::vector<float> pixels;         ///< of each palette color; empty: unknown
};

/// The rounding of two 8-bit tables: a level in each channel, and the half of one between entries.
inline constexpr float kTableRounding = 1.9f / 255;

/// The tests of match_colormap(), in their order.
enum class Test { Noise, Explained, Stretch, Offset, Order, Length, Speed, Passed };

/// What speaks for one map. The fields behind the first failed test are not filled.
struct Evidence {
  Test reached = Test::Noise;  ///< the first test that failed
  bool accepted() const { return reached == Test::Passed; }
  std::vector<MapCurve::Projection> projections;  ///< of every color
  double spread = 0;       ///< standard deviation a channel, from the residuals' median
  double tolerance = 0;    ///< distance up to which a color counts as explained
  double explained = 0;    ///< share of the weight
  double sharp = 0;        ///< share of the weight within an 8-bit level or so of the map
  double at_ends = 0;      ///< share of the weight at the very ends of the map
  double residual = 0;     ///< rms distance of explained colors
  double misfit = 0;       ///< rms of all distances, each cut at kFarthest
  double t0 = 0, t1 = 1;   ///< stretch that is covered
  double offset = 0;       ///< largest systematic offset
  double offset_rms = 0;   ///< of all pieces of the stretch
  bool cut_fits = true;    ///< a cyclic map: its ends are where the known order begins and ends
  int levels = 0;          ///< evenly spaced colors; 0: dense
  double regular = 1;      ///< levels: share of the steps between them that are one level
  double exact_share = 0;  ///< weight on entries of the table, bit for bit
  double recall = 0;       ///< share of the stretch's different entries that occur
};

inline constexpr float kFarthest = 0.12f;
/// Up to so many exact colors are steps.
inline constexpr std::size_t kFew = 40;

/// Puts one map to the test.
Evidence examine(const MapCurve& curve, const Colors& colors, const MatchOptions& options);

}  // namespace unweave::matching
