// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/planes.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/labels/float_precision.hpp"

namespace unweave::plugin {

void Planes::uncertainty(int y, int rows, float* out) const {
  const ValueRange& range = recovery_.report().range;
  if (range.source == RangeSource::None) return deviation(y, rows, out);
  const auto count = static_cast<std::size_t>(recovery_.report().plot_area.width) * rows;
  std::vector<float> at(count);
  evaluate(y, rows, {.t = at.data(), .deviation = out});
  std::transform(at.begin(), at.end(), out, out,
                 [&](float t, float of_t) { return static_cast<float>(range.deviation(t, of_t)); });
}

template <class T>
void Planes::values(int y, int rows, T* out) const {
  const ValueRange& range = recovery_.report().range;
  const auto count = static_cast<std::size_t>(recovery_.report().plot_area.width) * rows;
  std::vector<float> own;
  if constexpr (!std::is_same_v<T, float>) own.resize(count);
  float* at = own.data();
  if constexpr (std::is_same_v<T, float>) at = out;
  t(y, rows, at);
  if (range.source == RangeSource::None && own.empty()) return;
  std::transform(at, at + count, out, [&](float t) { return static_cast<T>(range.value(t)); });
}
template void Planes::values(int, int, float*) const;
template void Planes::values(int, int, double*) const;

bool in_doubles(const Report& report) {
  return float_precision(report.range) != FloatPrecision::Single;
}

DataPlanes::DataPlanes(const Planes& planes, const Recovery& recovery, const PixelSource& pixels,
                       const Report& report)
    : planes_(planes), report_(report) {
  if (report.grid) cells_ = grid_values(recovery, pixels, *report.grid);
}

FieldToWrite DataPlanes::field(OutputFiles::Plane kind) const {
  return cells_ ? of_cells(kind) : of_pixels(kind);
}

FieldToWrite DataPlanes::of_pixels(OutputFiles::Plane kind) const {
  using Plane = OutputFiles::Plane;
  const auto [width, height] = std::pair(report_.plot_area.width, report_.plot_area.height);
  const Planes& planes = planes_;
  if (kind == Plane::Values && in_doubles(report_))
    return {width, height, {}, [&planes](int y, int rows, double* out) {
              planes.values(y, rows, out);
            }};
  const auto plane = kind == Plane::Filled        ? &Planes::filled
                     : kind == Plane::Confidence  ? &Planes::confidence
                     : kind == Plane::Uncertainty ? &Planes::uncertainty
                                                  : &Planes::values<float>;
  return {width, height,
          [&planes, plane](int y, int rows, float* out) { (planes.*plane)(y, rows, out); }};
}

FieldToWrite DataPlanes::of_cells(OutputFiles::Plane kind) const {
  using Plane = OutputFiles::Plane;
  const GridValues& cells = *cells_;
  const auto rows_of = [&cells](const auto& plane) {
    return [&cells, &plane](int y, int rows, auto* out) {
      using T = std::remove_pointer_t<decltype(out)>;
      const auto first = plane.begin() + static_cast<std::ptrdiff_t>(y) * cells.width;
      std::transform(first, first + static_cast<std::ptrdiff_t>(rows) * cells.width, out,
                     [](auto value) { return static_cast<T>(value); });
    };
  };
  switch (kind) {
    case Plane::Values:
      if (in_doubles(report_)) return {cells.width, cells.height, {}, rows_of(cells.values)};
      return {cells.width, cells.height, rows_of(cells.values)};
    case Plane::Confidence:
      return {cells.width, cells.height, rows_of(cells.confidence)};
    case Plane::Uncertainty:
      return {cells.width, cells.height, rows_of(cells.uncertainty)};
    case Plane::Filled:
      return {cells.width, cells.height, rows_of(cells.filled)};
    case Plane::Count:
      return {cells.width, cells.height, rows_of(cells.count)};
    case Plane::Spread:
      return {cells.width, cells.height, rows_of(cells.spread)};
  }
  throw std::invalid_argument("no such plane");
}

}  // namespace unweave::plugin
