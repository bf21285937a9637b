// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/field_recovery.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <new>
#include <string>
#include <tuple>
#include <utility>

#include "core/field/fill.hpp"
#include "core/field/ink.hpp"
#include "core/field/noise_filter.hpp"
#include "core/image/excluding_source.hpp"
#include "core/image/unit_color.hpp"
#include "core/parallel.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

using Eigen::RowVector3d;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr auto kNanBits = std::bit_cast<std::uint32_t>(kNan);
// Of the spoiled data beside ink about half lie within 1 % of the truth.
constexpr float kSpoiledConfidence = 0.5F;
constexpr ColorTable::Entry kNothing{kNan, kNan, kNan};
constexpr std::size_t kChunk = std::size_t{1} << 8;         // pixels that stay in the cache
constexpr std::size_t kLookupGrain = std::size_t{1} << 12;  // worth a thread
constexpr std::size_t kGatherGrain = std::size_t{1} << 16;

}  // namespace

FieldRecovery::FieldRecovery(std::shared_ptr<const ColorTable> table, CutOff cut_off,
                             NoData excluded)
    : table_(std::move(table)), cut_off_(std::move(cut_off)), excluded_(std::move(excluded)) {
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

bool FieldRecovery::is_data(const RowVector3d& color, double distance) const {
  if (distance <= cut_off_.clear_distance) return distance <= cut_off_.distance;
  return distance <= cut_off_.distance &&
         std::none_of(cut_off_.background.begin(), cut_off_.background.end(),
                      [&](const RowVector3d& b) { return (color - b).norm() < distance; });
}

void FieldRecovery::evaluate(const PixelSource& source, const Rect& area,
                             const FieldBand& out) const {
  measure(source, area, out);
  if (gaps_)
    gaps_->apply(area, out, out.confidence ? mean_confidence() : 0);
  else if (out.filled)
    std::fill_n(out.filled, area.area(), 0.0F);
}

void FieldRecovery::measure(const PixelSource& source, const Rect& area,
                            const FieldBand& out) const {
  const ExcludingSource data(source, excluded_);
  PixelReader reader(data);
  if (out.t && table_->noisy()) {
    const PixelLayout layout = source.layout();
    const Rect whole{0, 0, layout.width, layout.height};
    filter(reader, area, report_.plot_area.empty() ? whole : report_.plot_area, out.t);
    if (!out.residual && !out.ambiguity && !out.confidence) return;
    return gather_all(reader, area, {nullptr, out.residual, out.ambiguity, out.confidence});
  }
  gather_all(reader, area, out);
}

void FieldRecovery::filter(PixelReader& reader, const Rect& area, const Rect& bounds,
                           float* out) const {
  // A pixel more at each side, as far as the plot area goes: then the result does not depend on how
  // the picture is cut.
  const Rect around = intersect({area.x - 1, area.y - 1, area.width + 2, area.height + 2}, bounds);
  reader.load(around);
  const auto n = static_cast<std::size_t>(around.area());
  UncertainField field{around.width, around.height, std::vector<float>(n), std::vector<float>(n)};
  const auto& precisions = table_->precisions();
  std::array<ColorCode, kChunk> codes;
  for (std::size_t first = 0; first < n; first += kChunk) {
    const std::size_t count = std::min(kChunk, n - first);
    reader.codes(first, count, codes.data());
    for (std::size_t i = 0; i < count; ++i) {
      const ColorCode slot = table_->histogram().slot(codes[i]);
      field.t[first + i] = t_[slot];
      field.precision[first + i] = slot > 0 ? precisions[slot - 1] : 0;
    }
  }
  blank_ink(around, {field.t.data()});  // what is drawn over the field is no neighbor
  each_spoiled(reader, around, [&](std::size_t i, ColorCode code) {
    std::tie(field.t[i], field.precision[i]) = table_->likely(code);
  });
  const auto rows = static_cast<std::size_t>(area.height);
  in_parallel(rows, table_->threads(), std::size_t{1} + kGatherGrain / area.width,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                const int top = static_cast<int>(begin);
                filter_noise(field,
                             {area.x - around.x, area.y - around.y + top, area.width,
                              static_cast<int>(end) - top},
                             out + begin * static_cast<std::size_t>(area.width));
              });
}

void FieldRecovery::gather_all(PixelReader& reader, const Rect& area, const FieldBand& out) const {
  reader.load(area);
  const bool exact = table_->histogram().exact();
  if (out.confidence) table_->confidences();  // before the threads, which it uses itself
  in_parallel(static_cast<std::size_t>(area.area()), table_->threads(),
              exact ? kGatherGrain : kLookupGrain,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                for (; begin < end; begin += kChunk) {
                  const std::size_t n = std::min(kChunk, end - begin);
                  exact ? gather(reader, begin, n, out) : look_up(reader, begin, n, out);
                }
              });
  blank_ink(area, out);
  each_spoiled(reader, area, [&](std::size_t i, ColorCode code) {
    if (out.t) out.t[i] = table_->likely(code).first;
    if (out.confidence) out.confidence[i] = kSpoiledConfidence;
  });
}

/// From the table: all that an 8-bit picture needs.
void FieldRecovery::gather(const PixelReader& reader, std::size_t first, std::size_t n,
                           const FieldBand& out) const {
  std::array<ColorPlace, kChunk> places;
  reader.places(first, n, places.data());
  if (out.t) gather_t(places.data(), n, out.t + first);
  if (!out.confidence && !out.residual && !out.ambiguity) return;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t slot = table_->histogram().slot_at(places[i]);
    const Entry& e = slot > 0 ? table_->entries()[slot - 1] : kNothing;
    if (out.confidence)
      out.confidence[first + i] = std::isnan(t_[slot]) ? kNan : table_->confidences()[slot - 1];
    if (out.residual) out.residual[first + i] = e.residual;
    if (out.ambiguity) out.ambiguity[first + i] = e.ambiguity;
  }
}

void FieldRecovery::gather_t(const ColorPlace* places, std::size_t n, float* out) const {
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

void FieldRecovery::look_up(const PixelReader& reader, std::size_t first, std::size_t n,
                            const FieldBand& out) const {
  std::array<float, 3 * kChunk> colors;
  reader.colors(first, n, colors.data());
  for (std::size_t i = 0; i < n; ++i) {
    const RowVector3d color(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]);
    Entry e = kNothing;
    if (!std::isnan(color[0]))
      e = out.ambiguity ? table_->look_up(color) : table_->look_up_nearest(color);
    if (!is_data(color, e.residual)) e.t = kNan;
    if (out.t) out.t[first + i] = e.t;
    if (out.residual) out.residual[first + i] = e.residual;
    if (out.ambiguity) out.ambiguity[first + i] = e.ambiguity;
    if (!out.confidence) continue;
    // The table's cells are colors of 8 bits; the selection's pixels may have others.
    const ColorCode slot =
        std::isnan(e.t) ? 0
                        : table_->histogram().slot(
                              code_of(rounded_color(std::array{color[0], color[1], color[2]})));
    out.confidence[first + i] = slot > 0 ? table_->confidences()[slot - 1] : kNan;
  }
}

/// Calls use(index) for the pixels of an area, counted row by row, that the ink's mask marks.
template <class Use>
void FieldRecovery::each_marked(const std::vector<bool>& marked, const Rect& area, Use use) const {
  const Rect part = intersect(area, ink_->area);
  for (int y = part.y; y < part.bottom(); ++y)
    for (int x = part.x; x < part.right(); ++x)
      if (marked[ink_->index(x, y)])
        use(static_cast<std::size_t>(y - area.y) * area.width + (x - area.x));
}

void FieldRecovery::blank_ink(const Rect& area, const FieldBand& out) const {
  if (!ink_) return;
  each_marked(ink_->pixels, area, [&](std::size_t i) {
    if (out.t) out.t[i] = kNan;
    if (out.confidence) out.confidence[i] = kNan;
  });
}

/// Calls use(index, code) for the pixels of an area, which `reader` holds, that are spoiled data.
template <class Use>
void FieldRecovery::each_spoiled(const PixelReader& reader, const Rect& area, Use use) const {
  if (!restore_) return;
  each_marked(ink_->spoiled, area, [&](std::size_t i) {
    ColorCode code = kNoData;
    reader.codes(i, 1, &code);
    if (code != kNoData) use(i, code);
  });
}

void FieldRecovery::hide(std::shared_ptr<const InkMask> ink, bool restore) {
  ink_ = std::move(ink);
  if (!ink_) return;
  restore_ = restore && !ink_->spoiled.empty();
  double hidden = 0;
  for (const auto& [code, count] : ink_->colors)
    if (!std::isnan(t_[table_->histogram().slot(code)])) hidden += count;
  if (restore_) hidden -= static_cast<double>(ink_->spoiled_pixels);
  report_.valid_fraction -= hidden / static_cast<double>(ink_->area.area());
}

void FieldRecovery::fill(std::shared_ptr<const FilledGaps> gaps, int size) {
  gaps_ = std::move(gaps);
  report_.fill_size = size;
  report_.filled_pixels = gaps_->pixels();
  if (report_.filled_pixels > 0)
    report_.remarks.push_back({Note::GapsFilled, std::to_string(report_.filled_pixels)});
}

/// Of the pixels with data.
float FieldRecovery::mean_confidence() const {
  if (mean_confidence_) return *mean_confidence_;
  double sum = 0, pixels = 0;
  const auto& counts = table_->histogram().counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (std::isnan(t_[i + 1])) continue;
    sum += static_cast<double>(counts[i]) * table_->confidences()[i];
    pixels += counts[i];
  }
  return mean_confidence_.emplace(pixels > 0 ? static_cast<float>(sum / pixels) : 0);
}

void FieldRecovery::summarize(Report report, std::uint64_t pixels_of_area) {
  report_ = std::move(report);
  std::vector<std::pair<float, std::uint32_t>> residuals;
  std::uint64_t data = 0;
  const auto& counts = table_->histogram().counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (std::isnan(t_[i + 1])) continue;
    residuals.emplace_back(table_->entries()[i].residual, counts[i]);
    data += counts[i];
  }
  report_.residual_median = weighted_quantile(residuals, 0.5);
  report_.residual_p95 = weighted_quantile(residuals, 0.95);
  report_.valid_fraction =
      pixels_of_area > 0 ? static_cast<double>(data) / static_cast<double>(pixels_of_area) : 0;
}

}  // namespace unweave
