// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/context.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// A straight edge in a picture that runs along an axis, or nearly so: at `along` pixels from the
/// axis' beginning it lies at across = `at` + `slope` * (along - half the axis' length).
struct StraightLine {
  double at = 0, slope = 0;
  double error = 0;   ///< standard deviation of `slope`, from the scatter of its places
  double extent = 0;  ///< pixels along the axis from its first place to its last
  int places = 0;     ///< scan lines that it was seen on

  /// Where it lies at `along`.
  double across(double along, double middle) const { return at + slope * (along - middle); }
};

// NOLINTBEGIN(readability-magic-numbers): a field is the name of its number.

/// What lines are looked for.
struct LineOptions {
  /// Scan lines across the axis, evenly spread over the picture.
  int scans = 128;
  /// Least step of luma, in levels, over two pixels: above what is left of JPEG's blocks.
  int least_step = 24;
  /// Most places taken of one scan line, the steepest first; a row of text has some 50.
  int most_places = 48;
  /// Steepest line, as a slope: the tangent of 6 degrees.
  double steepest = 0.105;
  /// Least share of the scan lines that a line is seen on, and least share of those between its
  /// ends.
  double least_share = 0.19, least_filled = 0.6;
  /// Most scatter of a line's places, in pixels, as a standard deviation. Places that fall anywhere
  /// within the pixel on either side of a line scatter by 0.58.
  double scatter = 0.45;
  /// Most error of the slope: the tangent of a twentieth of a degree.
  double most_error = 0.0009;
  /// Most lines that are returned.
  std::size_t most_lines = 8;
};
// NOLINTEND(readability-magic-numbers)

/// A place on a scan line where luma steps.
struct LumaStep {
  int scan = 0;  ///< which scan line
  double along = 0, across = 0;
};

/// The straight edges of a picture that run nearly along an axis: outlines, frames, the rim of a
/// page. Places where luma steps on scan lines across the axis, to a fraction of a pixel, vote for
/// lines in a Hough transform (Duda & Hart 1972, here by slope and position, rising and falling
/// steps apart); each line is then fitted by least squares to the places beside it. The picture's
/// outermost fiftieth does not count: a scanner leaves edges of its own there.
class StraightLines {
 public:
  /// Cost: reads `options.scans` lines. Errors: Canceled.
  static Result<StraightLines> scan(const PixelSource& source, AxisView axis,
                                    const LineOptions& options, const Context& context);

  /// The edge that runs along the axis itself on most scan lines; nullopt: none does. Cost: one
  /// vote of each place.
  std::optional<StraightLine> upright() const;
  /// All of them, those seen on most scan lines first. Cost: a vote of each place for each slope.
  std::vector<StraightLine> all() const;

 private:
  LineOptions options_;
  std::vector<LumaStep> falling_, rising_;
  int scans_ = 0, length_ = 0;
};

/// True if a line runs along its axis as far as one can see: it leaves it by less than a pixel over
/// its length, or by less than its slope's error allows.
bool runs_upright(const StraightLine& line);

}  // namespace unweave
