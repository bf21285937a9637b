// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/measured_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>
#include <utility>
#include <vector>

#include "core/field/noise_filter.hpp"
#include "core/image/excluding_source.hpp"
#include "core/lookup/confidence.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
// Of the spoiled data beside ink about half lie within 1 % of the truth; the deviation is that of a
// normal distribution of which so much does.
constexpr float kSpoiledConfidence = 0.5F;
constexpr auto kSpoiledDeviation = static_cast<float>(ConfidenceModel::kNear / 0.6745);
constexpr std::size_t kChunk = std::size_t{1} << 8;         // pixels that stay in the cache
constexpr std::size_t kFilterGrain = std::size_t{1} << 16;  // worth a thread

}  // namespace

MeasuredField::MeasuredField(FieldParts parts)
    : values_(std::move(parts.table), std::move(parts.cut_off)),
      excluded_(std::move(parts.excluded)),
      bounds_(parts.bounds),
      ink_(std::move(parts.ink)),
      restore_(parts.restore && ink_ && !ink_->spoiled.empty()) {}

void MeasuredField::measure(const PixelSource& source, const Rect& area,
                            const FieldBand& out) const {
  const ExcludingSource data(source, excluded_);
  PixelReader reader(data);
  if (out.t && values_.table().noisy()) {
    const PixelLayout layout = source.layout();
    filter(reader, area, bounds_.value_or(Rect{0, 0, layout.width, layout.height}), out.t);
    FieldBand rest = out;
    rest.t = nullptr;
    if (!rest.residual && !rest.ambiguity && !rest.confidence && !rest.deviation) return;
    return gather(reader, area, rest);
  }
  gather(reader, area, out);
}

void MeasuredField::filter(PixelReader& reader, const Rect& area, const Rect& bounds,
                           float* out) const {
  // A pixel more at each side, as far as the plot area goes: then the result does not depend on how
  // the picture is cut.
  const Rect around = intersect({area.x - 1, area.y - 1, area.width + 2, area.height + 2}, bounds);
  reader.load(around);
  const auto n = static_cast<std::size_t>(around.area());
  UncertainField field{around.width, around.height, std::vector<float>(n), std::vector<float>(n)};
  const ColorTable& table = values_.table();
  const auto& precisions = table.precisions();
  std::array<ColorCode, kChunk> codes;
  for (std::size_t first = 0; first < n; first += kChunk) {
    const std::size_t count = std::min(kChunk, n - first);
    reader.codes(first, count, codes.data());
    for (std::size_t i = 0; i < count; ++i) {
      const ColorCode slot = table.histogram().slot(codes[i]);
      field.t[first + i] = values_.t(slot);
      field.precision[first + i] = slot > 0 ? precisions[slot - 1] : 0;
    }
  }
  blank_ink(around, {field.t.data()});  // what is drawn over the field is no neighbor
  each_spoiled(reader, around, [&](std::size_t i, ColorCode code) {
    std::tie(field.t[i], field.precision[i]) = table.likely(code);
  });
  const auto rows = static_cast<std::size_t>(area.height);
  in_parallel(rows, table.threads(), std::size_t{1} + kFilterGrain / area.width,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                const int top = static_cast<int>(begin);
                filter_noise(field,
                             {area.x - around.x, area.y - around.y + top, area.width,
                              static_cast<int>(end) - top},
                             out + begin * static_cast<std::size_t>(area.width));
              });
}

void MeasuredField::gather(PixelReader& reader, const Rect& area, const FieldBand& out) const {
  reader.load(area);
  values_.read(reader, static_cast<std::size_t>(area.area()), out);
  blank_ink(area, out);
  each_spoiled(reader, area, [&](std::size_t i, ColorCode code) {
    if (out.t) out.t[i] = values_.table().likely(code).first;
    if (out.confidence) out.confidence[i] = kSpoiledConfidence;
    if (out.deviation) out.deviation[i] = kSpoiledDeviation;
  });
}

void MeasuredField::blank_ink(const Rect& area, const FieldBand& out) const {
  if (!ink_) return;
  ink_->each_of(ink_->pixels, area, [&](std::size_t i) {
    if (out.t) out.t[i] = kNan;
    if (out.confidence) out.confidence[i] = kNan;
    if (out.deviation) out.deviation[i] = kNan;
  });
}

/// Calls use(index, code) for the pixels of an area, which `reader` holds, that are spoiled data.
template <class Use>
void MeasuredField::each_spoiled(const PixelReader& reader, const Rect& area, Use use) const {
  if (!restore_) return;
  ink_->each_of(ink_->spoiled, area, [&](std::size_t i) {
    ColorCode code = kNoData;
    reader.codes(i, 1, &code);
    if (code != kNoData) use(i, code);
  });
}

FieldSummary MeasuredField::summary(const Rect& counted) const {
  const ColorValues::Summary colors = values_.summary();
  FieldSummary summary{0, colors.residual_median, colors.residual_p95};
  if (!counted.empty())
    summary.valid_fraction =
        static_cast<double>(colors.pixels) / static_cast<double>(counted.area());
  if (!ink_) return summary;
  double hidden = 0;
  for (const auto& [code, count] : ink_->colors)
    if (!std::isnan(values_.t(values_.table().histogram().slot(code)))) hidden += count;
  if (restore_) hidden -= static_cast<double>(ink_->spoiled_pixels);
  summary.valid_fraction -= hidden / static_cast<double>(ink_->area.area());
  return summary;
}

}  // namespace unweave
