// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/field/recovery.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/no_data.hpp"
#include "core/lookup/color_table.hpp"
#include "core/lookup/cut_off.hpp"

namespace unweave {

class FilledGaps;
struct InkMask;

/// t, residual and ambiguity of pixels by a table of the distinct 8-bit colours; pictures with more
/// than 8 bits a channel are looked up pixel by pixel with their full precision.
class FieldRecovery final : public Recovery {
 public:
  /// `excluded`: what has no data whatever its place on the curve. Cost: a pass over the table's
  /// colours.
  FieldRecovery(std::shared_ptr<const ColorTable> table, CutOff cut_off, NoData excluded);

  void evaluate(const PixelSource& source, const Rect& area, const FieldBand& out) const override;

  /// Writes what the table tells into the report: residuals and the share of pixels with data.
  void summarize(Report report, std::uint64_t pixels_of_area);

  /// Takes what is drawn over the field out of it, and with `restore` gives the spoiled data beside
  /// it values; call after summarize(), whose shares of data it corrects.
  void hide(std::shared_ptr<const InkMask> ink, bool restore = true);

  /// Puts values into gaps narrower than `size` pixels, and their number into the report; call
  /// last.
  void fill(std::shared_ptr<const FilledGaps> gaps, int size);

 private:
  using Entry = ColorTable::Entry;
  void measure(const PixelSource& source, const Rect& area, const FieldBand& out) const;
  float mean_confidence() const;
  void blank_ink(const Rect& area, const FieldBand& out) const;
  template <class Use>
  void each_marked(const std::vector<bool>& marked, const Rect& area, Use use) const;
  template <class Use>
  void each_spoiled(const PixelReader& reader, const Rect& area, Use use) const;
  void gather_all(PixelReader& reader, const Rect& area, const FieldBand& out) const;
  void filter(PixelReader& reader, const Rect& area, const Rect& bounds, float* out) const;
  bool is_data(const Eigen::RowVector3d& color, double distance) const;
  void gather(const PixelReader& reader, std::size_t first, std::size_t n,
              const FieldBand& out) const;
  void gather_t(const ColorPlace* places, std::size_t n, float* out) const;
  void look_up(const PixelReader& reader, std::size_t first, std::size_t n,
               const FieldBand& out) const;

  std::shared_ptr<const ColorTable> table_;
  CutOff cut_off_;
  NoData excluded_;
  std::shared_ptr<const InkMask> ink_;      ///< may be null
  bool restore_ = false;                    ///< its spoiled data has values
  std::shared_ptr<const FilledGaps> gaps_;  ///< may be null
  mutable std::optional<float> mean_confidence_{};
  std::vector<float> t_;  ///< by ColorHistogram::slot(): NaN first, and where the cut-off says so
  /// The same by place, each value's bits XOR those of NaN: zero pages have no data.
  ColorTablePages by_place_;
};

}  // namespace unweave
