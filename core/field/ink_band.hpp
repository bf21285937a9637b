// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/image/pixel_codes.hpp"

namespace unweave {

/// What tells ink from data; color differences in levels, the greatest of the three channels.
struct InkThresholds {
  int core = 32;       // levels
  int off_curve = 8;   // residual of a color that no data has, levels
  double edge = 0.55;  // of ink's contrast: the least jump between two pixels at its border
  bool soft = false;   // the colors of the data beside lines have moved, too: soft rims
  // A rim differs from what both sides say by more than `rim` levels and `rim_times` what is usual
  // around. Near such a rim the lines are smoothed, and less is enough.
  int rim = 6, faint_rim = 2;
  double rim_times = 2, faint_rim_times = 1;
  int clean = 1;  // pixels from a core that are not trusted as neighbors
  int grow = 2;   // pixels from a core that may be its rim
};

/// `noise`: median distance of data from the curve, cube edge = 1; `compressed`: the picture went
/// through JPEG.
InkThresholds ink_thresholds(double noise, bool compressed);

/// A band of rows with what the curve says of its pixels: the cores of what is drawn over the
/// field, and their rims. The way is described at find_ink().
class InkBand {
 public:
  enum Core : std::uint8_t { None, OffCurve, OnCurve };
  static constexpr std::int16_t kNothing = -1;  ///< in place of t where there is no data
  static constexpr int kUsualUnit = 4;          ///< parts of a level in which `usual` is kept

  enum class Rim : std::uint8_t { None, Faint, Clear };
  /// Spoiled: data that compression has moved beyond the cut-off.
  enum Kind : std::uint8_t { Data, Ink, Spoiled };

  InkBand(int w, int h, const InkThresholds& thresholds, unsigned threads_of_all)
      : width(w),
        height(h),
        threads(threads_of_all),
        limits(thresholds),
        t(size(), kNothing),
        residual(size(), 0),
        color(size()),
        core(size(), 0),
        strength(size(), 0),
        usual(size(), 0) {}

  /// Finds the cores among what t, residual and color hold, and what is usual around.
  void find_cores();
  /// A Kind for each pixel: Ink where `core` or a rim of it is.
  std::vector<std::uint8_t> grow() const;
  /// 1 within `reach` pixels (chessboard distance) of a core.
  std::vector<std::uint8_t> around_cores(int reach) const;

  std::size_t size() const { return static_cast<std::size_t>(width) * height; }
  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width + x; }

  int width, height;
  unsigned threads;
  InkThresholds limits;
  std::vector<std::int16_t> t;         // 0..10000, kNothing
  std::vector<std::uint8_t> residual;  // levels
  std::vector<ColorCode> color;
  std::vector<std::uint8_t> core;      // a Core
  std::vector<std::uint8_t> strength;  // how far from what the neighbors enclose, levels
  std::vector<std::uint8_t> usual;     // mean strength around, in 1 / kUsualUnit levels

 private:
  template <class Use>
  void each_pixel(Use use) const;
  bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
  int deviation(std::size_t p, std::size_t a, std::size_t b) const;
  bool gradual(int x, int y, int dx, int dy) const;
  int strength_at(int x, int y) const;
  bool thin(int x, int y) const;
  std::vector<std::uint8_t> usual_around(std::vector<std::uint8_t> left_out) const;
  template <class Marked>
  std::vector<std::uint8_t> around(int reach, Marked marked) const;
  Eigen::Vector3d ink_near(int x, int y, const Eigen::Vector3d& expected) const;
  Eigen::Vector3d continued(std::size_t p, int dx, int dy, int distance,
                            const std::vector<std::uint8_t>& doubtful) const;
  Rim rim_at(int x, int y, const std::vector<std::uint8_t>& doubtful) const;
  std::pair<std::size_t, int> clean_from(int x, int y, int dx, int dy,
                                         const std::vector<std::uint8_t>& doubtful) const;
};

}  // namespace unweave
