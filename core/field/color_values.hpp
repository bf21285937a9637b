// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/field/recovery.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/pixel_codes.hpp"
#include "core/lookup/color_table.hpp"
#include "core/lookup/cut_off.hpp"

namespace unweave {

/// What the colors of a table say under a cut-off, color by color: t, residual, ambiguity,
/// confidence and deviation. Knows nothing of places. Immutable.
class ColorValues {
 public:
  /// Cost: a pass over the table's colors. Throws std::bad_alloc.
  ColorValues(std::shared_ptr<const ColorTable> table, CutOff cut_off);

  const ColorTable& table() const { return *table_; }
  /// t of a color by its ColorHistogram::slot(); NaN: no data.
  float t(std::uint32_t slot) const { return t_[slot]; }
  /// t of any color; NaN: no data.
  float place(const Eigen::RowVector3d& color) const;

  /// The planes asked for, of the `n` pixels that `reader` holds. Pictures with more than 8 bits a
  /// channel are looked up pixel by pixel with their full precision. In the table's threads.
  void read(const PixelReader& reader, std::size_t n, const FieldBand& out) const;

  /// Of the histogram's pixels with data.
  struct Summary {
    std::uint64_t pixels = 0;
    double residual_median = 0, residual_p95 = 0;
  };
  Summary summary() const;
  /// Of the same pixels the mean confidence and the root mean square deviation; 0 if there are
  /// none.
  Certainty mean_certainty() const;

 private:
  bool is_data(const Eigen::RowVector3d& color, double distance) const;
  void gather(const PixelReader& reader, std::size_t first, std::size_t n,
              const FieldBand& out) const;
  void gather_t(const ColorPlace* places, std::size_t n, float* out) const;
  void look_up(const PixelReader& reader, std::size_t first, std::size_t n,
               const FieldBand& out) const;
  void put_certainty(std::size_t slot, std::size_t i, const FieldBand& out) const;

  std::shared_ptr<const ColorTable> table_;
  CutOff cut_off_;
  std::vector<float> t_;  ///< by slot: NaN first, and where the cut-off says so
  /// The same by place, each value's bits XOR those of NaN: zero pages have no data.
  ColorTablePages by_place_;
};

}  // namespace unweave
