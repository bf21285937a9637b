// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/other_bar.hpp"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "core/figure/backdrop.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/jpeg_blocks.hpp"
#include "core/image/raster.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr std::size_t kMaxPixels = 4'000'000;  // of a legend that is looked through
constexpr double kLookedAt = 0.4;  // of the work: then it is known whether a plot agrees

/// The raster in the middle of paper that is twice as large as its longer side. A legend that is
/// cut close is nearly all bar, while a bar is looked for as a small part of a figure.
Raster on_paper(const Raster& raster, const Rgb8& paper, int margin) {
  Raster out;
  out.width = raster.width + 2 * margin;
  out.height = raster.height + 2 * margin;
  out.rgb.resize(3 * static_cast<std::size_t>(out.width) * out.height);
  for (std::size_t i = 0; i < out.rgb.size(); ++i) out.rgb[i] = paper[i % 3];
  for (int y = 0; y < raster.height; ++y)
    std::memcpy(out.rgb.data() + 3 * (static_cast<std::size_t>(y + margin) * out.width + margin),
                raster.at(0, y), 3 * static_cast<std::size_t>(raster.width));
  out.origin = out.bounds();
  return out;
}

/// True if there is less drawn beside the bar than in it, as in a legend, where labels stand. A
/// strip of a field has the field beside it.
bool stands_alone(const Raster& raster, const BarCandidate& bar, const Rgb8& paper,
                  const ColorMetric& metric) {
  const double tolerance = metric.compression.limit(6, moved::kBeside);
  long long drawn = 0;
  for (int y = 0; y < raster.height; ++y)
    for (int x = 0; x < raster.width; ++x)
      drawn += !bar.outer.contains(x, y) && metric(paper, raster.at(x, y)) > tolerance;
  return drawn <= bar.rect.area();
}

/// The largest bar of a picture that has nothing which would agree with it.
Result<std::optional<Rect>> lone_bar(const PixelSource& source, const Context& context) {
  const Rect whole{0, 0, source.layout().width, source.layout().height};
  UNWEAVE_TRY(const Raster raster, read_raster(source, whole, kMaxPixels, context));
  const auto backdrop = find_backdrop(raster, raster.bounds());
  const Rgb8 paper = backdrop ? backdrop->color : Rgb8{255, 255, 255};
  const auto step = jpeg_step(source, whole);
  ColorMetric metric;
  metric.compression =
      backdrop ? measure_compression(step, raster, paper) : measure_compression(step);
  const int margin = std::max(raster.width, raster.height) / 2 + 1;
  const Raster padded = on_paper(raster, paper, margin);
  for (const BarCandidate& bar :
       find_bar_candidates(padded, padded.bounds(), metric, context.threads)) {
    Rect rect = bar.rect;
    rect.x -= margin;
    rect.y -= margin;
    if (inside(rect, raster.bounds()) && stands_alone(padded, bar, paper, metric))
      return raster.to_picture(rect);
  }
  return std::nullopt;
}

/// True for a remark on a bar's labels.
bool is_on_bar(const Remark& remark) {
  return remark.note == Note::NoTicks || remark.note == Note::TicksContradict ||
         remark.note == Note::EndsUnclear;
}

/// What has happened to the other picture, in terms of what was asked of it.
tl::unexpected<Failure> of_other(Failure failure) {
  switch (failure.reason) {
    case Reason::Canceled:
    case Reason::OutOfMemory:
      break;
    case Reason::InvalidOption:
      if (failure.detail == "colorbar") failure.detail = "colorbar-from";
      break;
    default:
      failure = {Reason::NoOtherColorbar, {}, nullptr};
  }
  return tl::unexpected(std::move(failure));
}

}  // namespace

const Colorbar* bar_of_scale(const FigureLayout& layout) {
  if (layout.other_bar) return &layout.other_bar->bar;
  return layout.colorbar ? &*layout.colorbar : nullptr;
}

void take_other_bar(std::shared_ptr<const OtherColorbar> other, FigureLayout& layout) {
  std::erase_if(layout.remarks, is_on_bar);
  for (const Remark& remark : other->remarks)
    if (is_on_bar(remark)) layout.remarks.push_back(remark);
  layout.titles.bar = other->titles.bar;
  layout.titles.bar_unit = other->titles.bar_unit;
  layout.other_bar = std::move(other);
}

Result<OtherColorbar> read_other_bar(const PixelSource& source, FigureOptions options,
                                     const Context& context) {
  options.plot_area.reset();
  options.other_bar.reset();
  options.look_for_colorbar = true;
  options.read_axes = false;
  const std::optional<GivenTicks> ticks = std::exchange(options.ticks, std::nullopt);
  std::optional<FigureLayout> layout;
  if (!options.colorbar) {
    auto looked_at = analyze_layout(source, options, context.part(0, kLookedAt));
    if (!looked_at) return of_other(looked_at.error());
    if (looked_at->colorbar && ticks)
      options.colorbar = looked_at->colorbar->rect;
    else if (looked_at->colorbar)
      layout = *std::move(looked_at);
  }
  if (!layout && !options.colorbar) {
    auto bar = lone_bar(source, context.part(kLookedAt, kLookedAt));
    if (!bar) return of_other(bar.error());
    if (!*bar) return fail(Reason::NoOtherColorbar);
    options.colorbar = *bar;
  }
  if (!layout) {
    options.ticks = ticks;
    auto looked_at = analyze_layout(source, options, context.part(kLookedAt, 1));
    if (!looked_at) return of_other(looked_at.error());
    layout = *std::move(looked_at);
  }
  if (!layout->colorbar) return fail(Reason::NoOtherColorbar);
  OtherColorbar other;
  other.width = source.layout().width;
  other.height = source.layout().height;
  other.bar = *std::move(layout->colorbar);
  other.titles = std::move(layout->titles);
  other.remarks = std::move(layout->remarks);
  return other;
}

}  // namespace unweave
