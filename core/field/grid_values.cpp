// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/grid_values.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "core/statistics.hpp"

namespace unweave {
namespace {

constexpr double kRim = 0.2;          // of a found cell's side, not looked at
constexpr double kWidestRim = 4;      // pixels
constexpr double kLeastFound = 0.2;   // of a found cell, with data
constexpr double kLeastChosen = 0.5;  // of a chosen cell, with data
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// The pixels of a side that a cell covers, and by how much.
struct Span {
  int first = 0;
  std::vector<double> share;  ///< of each pixel from `first`
  double whole = 0;           ///< their sum
};

Span covered(double from, double to, int length) {
  Span span{std::clamp(static_cast<int>(std::floor(from)), 0, length - 1), {}, 0};
  for (int i = span.first; i < length && i < to; ++i) {
    span.share.push_back(std::min<double>(i + 1, to) - std::max<double>(i, from));
    span.whole += span.share.back();
  }
  return span;
}

/// Whole pixels within the cell and off its rim; at least the one at its middle.
Span inside(double from, double to, int length) {
  const double rim = std::min(kRim * (to - from), kWidestRim);
  int first = static_cast<int>(std::ceil(from + rim - 1e-9)),
      last = static_cast<int>(std::floor(to - rim + 1e-9));
  if (last <= first) {
    first = static_cast<int>(std::floor((from + to) / 2));
    last = first + 1;
  }
  first = std::clamp(first, 0, length - 1);
  last = std::clamp(last, first + 1, length);
  return {first, std::vector<double>(static_cast<std::size_t>(last - first), 1.0),
          static_cast<double>(last - first)};
}

Span span_of(const GridSide& side, int cell, int length, bool found) {
  const auto i = static_cast<std::size_t>(cell);
  return (found ? inside : covered)(side.edges[i], side.edges[i + 1], length);
}

/// The planes of a row of cells.
struct Band {
  std::size_t width;
  std::vector<float> t, residual, confidence, deviation, filled;
};

Band read_band(const Recovery& recovery, const PixelSource& source, int y, int rows) {
  const Rect& area = recovery.report().plot_area;
  const auto count = static_cast<std::size_t>(area.width) * rows;
  Band band{static_cast<std::size_t>(area.width),
            std::vector<float>(count),
            std::vector<float>(count),
            std::vector<float>(count),
            std::vector<float>(count),
            std::vector<float>(count)};
  recovery.evaluate(source, {area.x, area.y + y, area.width, rows},
                    {.t = band.t.data(),
                     .residual = band.residual.data(),
                     .confidence = band.confidence.data(),
                     .filled = band.filled.data(),
                     .deviation = band.deviation.data()});
  return band;
}

/// The pixels of a cell that have data.
struct Sample {
  std::vector<double> values, weights;
  double weight = 0, residual = 0, confidence = 0, uncertainty = 0, filled = 0;
};

Sample sample(const Band& band, const Span& rows, const Span& columns, const ValueRange& range) {
  Sample out;
  for (std::size_t y = 0; y < rows.share.size(); ++y)
    for (std::size_t x = 0; x < columns.share.size(); ++x) {
      const std::size_t at = y * band.width + columns.first + x;
      const float t = band.t[at];
      if (std::isnan(t)) continue;
      const double weight = rows.share[y] * columns.share[x];
      out.values.push_back(range.value(t));
      out.weights.push_back(weight);
      out.weight += weight;
      out.residual += weight * band.residual[at];
      out.confidence += weight * band.confidence[at];
      out.uncertainty += weight * range.deviation(t, band.deviation[at]);
      out.filled += weight * band.filled[at];
    }
  return out;
}

struct Center {
  double value = 0, spread = 0;
};

Center robust_center(const Sample& sample) {
  auto values = sample.values;
  const double middle = median(values);
  for (double& v : values) v = std::abs(v - middle);
  constexpr double kNormal = 1.4826;  // deviations in a median distance, of normal noise
  return {middle, kNormal * median(values)};
}

Center mean_center(const Sample& sample) {
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < sample.values.size(); ++i)
    sum += sample.weights[i] * sample.values[i];
  const double mean = sum / sample.weight;
  for (std::size_t i = 0; i < sample.values.size(); ++i)
    squares += sample.weights[i] * (sample.values[i] - mean) * (sample.values[i] - mean);
  return {mean, std::sqrt(squares / sample.weight)};
}

void store(const Sample& sample, double whole, bool found, std::size_t at, GridValues& out) {
  out.count[at] = static_cast<float>(sample.weight);
  if (sample.weight < (found ? kLeastFound : kLeastChosen) * whole) return;
  const Center center = found ? robust_center(sample) : mean_center(sample);
  out.values[at] = center.value;
  out.spread[at] = static_cast<float>(center.spread);
  out.residual[at] = static_cast<float>(sample.residual / sample.weight);
  out.confidence[at] = static_cast<float>(sample.confidence / sample.weight);
  out.uncertainty[at] = static_cast<float>(sample.uncertainty / sample.weight);
  out.filled[at] = static_cast<float>(sample.filled / sample.weight);
}

}  // namespace

std::vector<float> whole_field(const Recovery& recovery, const PixelSource& source) {
  const Rect& area = recovery.report().plot_area;
  std::vector<float> t(static_cast<std::size_t>(area.width) * area.height);
  recovery.evaluate(source, area, {.t = t.data()});
  return t;
}

GridValues grid_values(const Recovery& recovery, const PixelSource& source, const Grid& grid) {
  const Rect& area = recovery.report().plot_area;
  GridValues out{grid.x.cells(), grid.y.cells(), {}, {}, {}, {}, {}, {}, {}};
  const auto cells = static_cast<std::size_t>(out.width) * out.height;
  out.values.assign(cells, std::numeric_limits<double>::quiet_NaN());
  for (auto* plane : {&out.confidence, &out.uncertainty, &out.residual, &out.filled, &out.spread})
    plane->assign(cells, kNan);
  out.count.assign(cells, 0);
  const ValueRange& range = recovery.report().range;
  for (int row = 0; row < out.height; ++row) {
    const Span rows = span_of(grid.y, row, area.height, grid.found);
    const Band band = read_band(recovery, source, rows.first, static_cast<int>(rows.share.size()));
    for (int column = 0; column < out.width; ++column) {
      const Span columns = span_of(grid.x, column, area.width, grid.found);
      store(sample(band, rows, columns, range), columns.whole * rows.whole, grid.found,
            static_cast<std::size_t>(row) * out.width + column, out);
    }
  }
  return out;
}

}  // namespace unweave
