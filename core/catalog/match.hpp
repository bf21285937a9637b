// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"

namespace unweave {

/// A representative color of the picture's data pixels (an entry of the codebook).
struct ColorSample {
  std::array<double, 3> rgb{};  ///< sRGB-encoded, 0..1; the mean of the cell's pixels
  double weight = 1;            ///< pixels that it stands for
  /// Order parameter of the blind locus in [0, 1], either direction; NaN: not ordered.
  double u = std::numeric_limits<double>::quiet_NaN();
};

/// What is matched: the colors of the data pixels, best from quiet places only.
struct MatchInput {
  std::vector<ColorSample> samples;  ///< up to about 2000 cells, any order
  /// Standard deviation of a data pixel's color about the curve, a channel, cube edge = 1.
  /// 0: clean. A rough estimate is good enough; the match measures the spread itself as well.
  double sigma = 0;
  /// The picture has few distinct colors in quiet places (each an entry of a table, nothing
  /// interpolated): all of them, exactly, any order. Empty: colors are not exact.
  std::vector<Rgb8> palette;
  /// Pixels of each palette color; empty: all alike.
  std::vector<double> palette_weight;
};

struct MatchOptions {
  /// Share of the weight that has to lie on the map; the rest may be ink that was not recognized.
  double min_explained = 0.90;
  /// Shortest stretch of a continuous map, in cube edges, that tells it from others.
  double min_length = 0.25;
  /// Shortest part of a continuous map, as a share of it, that is claimed.
  double min_part = 0.3;
  /// Largest systematic offset between the colors and the map that noise-free pictures may show
  /// (a cube edge = 1): the rounding of two 8-bit tables. Grows with the spread that is measured.
  double max_offset = 2.0 / 255;
};

/// A map of the catalog that explains the picture's colors, and the evidence for it.
struct Match {
  const Colormap* map = nullptr;  ///< in its own direction: colors alone cannot tell it turned
  double t0 = 0, t1 = 1;          ///< stretch of the map that occurs in the picture, t0 < t1
  double explained = 0;           ///< share of the weight on the map, [0, 1]
  double residual = 0;  ///< rms distance of the explained colors from the map, cube edge = 1
  double offset = 0;    ///< largest systematic offset along the stretch (weighted medians)
  /// How much worse the best *other* curve in the catalog explains the colors: its unexplained
  /// share and residual beyond the match's own, [0, 1]. 1: nothing else comes near.
  double margin = 0;
  /// Every palette color (but for min_explained) is an entry of the table, bit for bit.
  bool exact = false;
  /// The colors are n samples evenly spaced in t (filled contours); 0: they are dense.
  int levels = 0;
  /// Maps that assign (nearly) the same colors to the same t: either name is right.
  std::vector<std::string> same;
  /// Maps that are the same curve in the other direction, at another speed or over another stretch,
  /// which the evidence cannot tell apart: of them and `map` none can be claimed.
  std::vector<std::string> ties;
  /// One of the ties runs the other way: then not even the direction is known.
  bool opposed = false;
};

/// Finds the catalog map that the colors come from, or none. A match is claimed only if
///  - at least min_explained of the weight lies within the noise of the map,
///  - the colors are not offset systematically from it anywhere along the stretch,
///  - they cover one contiguous stretch of it (or, for filled contours, evenly spaced entries),
///  - their order along the locus, where known, is the map's order or its reverse,
///  - the stretch is long enough to tell maps apart,
///  - the colors of a clean picture lie as densely on each piece of it as the map's cells do (the
///    same curve at another speed is another map),
/// so that a curve which is in no catalog matches nothing. With an exact palette, maps with the
/// same curve are told apart by their very entries.
///
/// Deterministic. Cost: a coarse rejection of every map (about 100 samples x 32 entries), then
/// samples x entries for the few that remain; below 50 ms for 2000 samples and 1000 maps.
std::optional<Match> match_colormap(const MatchInput& input, const Catalog& catalog,
                                    const MatchOptions& options = {});

}  // namespace unweave
