// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/color_values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <new>
#include <utility>

#include "core/image/unit_color.hpp"
#include "core/parallel.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

using Eigen::RowVector3d;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr auto kNanBits = std::bit_cast<std::uint32_t>(kNan);
constexpr ColorTable::Entry kNothing{kNan, kNan, kNan};
constexpr std::size_t kChunk = std::size_t{1} << 8;         // pixels that stay in the cache
constexpr std::size_t kLookupGrain = std::size_t{1} << 12;  // worth a thread
constexpr std::size_t kGatherGrain = std::size_t{1} << 16;

}  // namespace

ColorValues::ColorValues(std::shared_ptr<const ColorTable> table, CutOff cut_off)
    : table_(std::move(table)), cut_off_(std::move(cut_off)) {
  const auto& entries = table_->entries();
  t_.reserve(entries.size() + 1);
  t_.push_back(kNan);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool data = is_data(unit_color(table_->histogram().codes()[i]), entries[i].residual);
    t_.push_back(data ? entries[i].t : kNan);
  }
  by_place_ = zero_pages();
  if (!by_place_) throw std::bad_alloc();
  for (std::size_t i = 0; i < entries.size(); ++i)
    by_place_[place_of(table_->histogram().codes()[i])] =
        std::bit_cast<std::uint32_t>(t_[i + 1]) ^ kNanBits;
}

bool ColorValues::is_data(const RowVector3d& color, double distance) const {
  if (distance <= cut_off_.clear_distance) return distance <= cut_off_.distance;
  return distance <= cut_off_.distance &&
         std::none_of(cut_off_.background.begin(), cut_off_.background.end(),
                      [&](const RowVector3d& b) { return (color - b).norm() < distance; });
}

float ColorValues::place(const RowVector3d& color) const {
  const ColorTable::Entry e = table_->look_up_nearest(color);
  return is_data(color, e.residual) ? e.t : kNan;
}

void ColorValues::read(const PixelReader& reader, std::size_t n, const FieldBand& out) const {
  const bool exact = table_->histogram().exact();
  // Before the threads, which it uses itself; a pixel alone does not wait for all colors.
  if (n > 1 && (out.confidence || out.deviation)) table_->certainties();
  in_parallel(n, table_->threads(), exact ? kGatherGrain : kLookupGrain,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                for (; begin < end; begin += kChunk) {
                  const std::size_t count = std::min(kChunk, end - begin);
                  exact ? gather(reader, begin, count, out) : look_up(reader, begin, count, out);
                }
              });
}

/// From the table: all that an 8-bit picture needs.
void ColorValues::gather(const PixelReader& reader, std::size_t first, std::size_t n,
                         const FieldBand& out) const {
  std::array<ColorPlace, kChunk> places;
  reader.places(first, n, places.data());
  if (out.t) gather_t(places.data(), n, out.t + first);
  if (!out.confidence && !out.deviation && !out.residual && !out.ambiguity) return;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t slot = table_->histogram().slot_at(places[i]);
    const ColorTable::Entry& e = slot > 0 ? table_->entries()[slot - 1] : kNothing;
    put_certainty(std::isnan(t_[slot]) ? 0 : slot, first + i, out);
    if (out.residual) out.residual[first + i] = e.residual;
    if (out.ambiguity) out.ambiguity[first + i] = e.ambiguity;
  }
}

void ColorValues::gather_t(const ColorPlace* places, std::size_t n, float* out) const {
  constexpr std::size_t kLine = 16;  // values in a line of the cache
  std::size_t i = 0;
  for (; i + kLine <= n; i += kLine) {
    // Memory that is to be written is read first; asked for a chunk ahead, nothing waits for it.
    __builtin_prefetch(out + i + kChunk, 1);
    for (std::size_t k = i; k < i + kLine; ++k)
      out[k] = std::bit_cast<float>(by_place_[places[k]] ^ kNanBits);
  }
  for (; i < n; ++i) out[i] = std::bit_cast<float>(by_place_[places[i]] ^ kNanBits);
}

void ColorValues::look_up(const PixelReader& reader, std::size_t first, std::size_t n,
                          const FieldBand& out) const {
  std::array<float, 3 * kChunk> colors;
  reader.colors(first, n, colors.data());
  for (std::size_t i = 0; i < n; ++i) {
    const RowVector3d color(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]);
    ColorTable::Entry e = kNothing;
    if (!std::isnan(color[0]))
      e = out.ambiguity ? table_->look_up(color) : table_->look_up_nearest(color);
    if (!is_data(color, e.residual)) e.t = kNan;
    if (out.t) out.t[first + i] = e.t;
    if (out.residual) out.residual[first + i] = e.residual;
    if (out.ambiguity) out.ambiguity[first + i] = e.ambiguity;
    if (!out.confidence && !out.deviation) continue;
    // The table's cells are colors of 8 bits; the selection's pixels may have others.
    const ColorCode slot =
        std::isnan(e.t) ? 0
                        : table_->histogram().slot(
                              code_of(rounded_color(std::array{color[0], color[1], color[2]})));
    put_certainty(slot, first + i, out);
  }
}

/// Of the color in a slot; 0: it is no data.
void ColorValues::put_certainty(std::size_t slot, std::size_t i, const FieldBand& out) const {
  if (!out.confidence && !out.deviation) return;
  const Certainty c = slot > 0 ? table_->certainty(slot - 1) : Certainty{kNan, kNan};
  if (out.confidence) out.confidence[i] = c.confidence;
  if (out.deviation) out.deviation[i] = c.deviation;
}

ColorValues::Summary ColorValues::summary() const {
  Summary summary;
  std::vector<std::pair<float, std::uint32_t>> residuals;
  const auto& counts = table_->histogram().counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (std::isnan(t_[i + 1])) continue;
    residuals.emplace_back(table_->entries()[i].residual, counts[i]);
    summary.pixels += counts[i];
  }
  summary.residual_median = weighted_quantile(residuals, 0.5);
  summary.residual_p95 = weighted_quantile(residuals, 0.95);
  return summary;
}

Certainty ColorValues::mean_certainty() const {
  double sum = 0, squares = 0, pixels = 0;
  const auto& counts = table_->histogram().counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (std::isnan(t_[i + 1])) continue;
    const Certainty c = table_->certainties()[i];
    sum += static_cast<double>(counts[i]) * c.confidence;
    squares += static_cast<double>(counts[i]) * c.deviation * c.deviation;
    pixels += counts[i];
  }
  if (pixels == 0) return {};
  return {static_cast<float>(sum / pixels), static_cast<float>(std::sqrt(squares / pixels))};
}

}  // namespace unweave
