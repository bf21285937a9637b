// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/field/grid_values.hpp"
#include "core/field/recovery.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"
#include "core/write/data_file.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/output_files.hpp"

namespace unweave::plugin {

/// A recovered picture, by rows of its plot area.
class Planes {
 public:
  Planes(const Recovery& recovery, const PixelSource& pixels)
      : recovery_(recovery), pixels_(pixels) {}

  void t(int y, int rows, float* out) const { evaluate(y, rows, {.t = out}); }
  void residual(int y, int rows, float* out) const { evaluate(y, rows, {.residual = out}); }
  void confidence(int y, int rows, float* out) const { evaluate(y, rows, {.confidence = out}); }
  void filled(int y, int rows, float* out) const { evaluate(y, rows, {.filled = out}); }
  /// Standard deviations of t.
  void deviation(int y, int rows, float* out) const { evaluate(y, rows, {.deviation = out}); }
  /// Standard deviations of the values, in the user's units.
  void uncertainty(int y, int rows, float* out) const;
  /// In the user's units. T: float or double.
  template <class T>
  void values(int y, int rows, T* out) const;

 private:
  void evaluate(int y, int rows, const FieldBand& band) const {
    const Rect& area = recovery_.report().plot_area;
    recovery_.evaluate(pixels_, {area.x, area.y + y, area.width, rows}, band);
  }

  const Recovery& recovery_;
  const PixelSource& pixels_;
};

/// True if floats of 32 bits would lose steps of the values, or overflow.
bool in_doubles(const Report& report);

/// What data files hold: a value for each pixel, or for each cell of report.grid. Refers to what it
/// is made of.
class DataPlanes {
 public:
  DataPlanes(const Planes& planes, const Recovery& recovery, const PixelSource& pixels,
             const Report& report);

  /// One of the planes; Count and Spread with a grid only.
  FieldToWrite field(OutputFiles::Plane kind) const;

 private:
  FieldToWrite of_pixels(OutputFiles::Plane kind) const;
  FieldToWrite of_cells(OutputFiles::Plane kind) const;

  const Planes& planes_;
  const Report& report_;
  std::optional<GridValues> cells_;
};

}  // namespace unweave::plugin
