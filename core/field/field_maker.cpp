// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/field_maker.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "core/field/field_recovery.hpp"
#include "core/field/ink_mask.hpp"
#include "core/field/lost_colors.hpp"
#include "core/field/make_report.hpp"
#include "core/field/marker_points.hpp"
#include "core/image/excluding_source.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr double kInkEnd = 0.5;  // of the work: then gaps are closed
constexpr int kAlike = 12;       // levels: one color, compressed
constexpr std::size_t kMostLost = 3;
// The median distance from the map, cube edge = 1, that right results of exact pictures stay below
// (0.017 in 140 figures with a truth), and wrong ones lie above.
constexpr double kExplained = 0.03;

}  // namespace

FieldMaker::FieldMaker(const PixelSource& source, std::shared_ptr<const FigureLayout> layout,
                       DataArea data, std::shared_ptr<const ColorHistogram> histogram,
                       ChosenCurve curve, std::shared_ptr<const MarkerPlot> markers)
    : source_(&source),
      layout_(std::move(layout)),
      data_(std::move(data)),
      histogram_(std::move(histogram)),
      curve_(std::move(curve)),
      markers_(std::move(markers)) {}

std::shared_ptr<const ColorTable> FieldMaker::look_up(bool reversed, unsigned threads) {
  auto& made = tables_[reversed ? 1 : 0];
  if (made) return made;
  ChosenCurve turned = curve_;
  if (reversed) turn(turned);
  made = std::make_shared<const ColorTable>(histogram_, std::move(turned.locus), turned.metric,
                                            turned.speed_known, threads);
  return made;
}

/// With the cut-off that was found: a cut-off that is given decides on colors, not on shapes.
Result<std::shared_ptr<const InkMask>> FieldMaker::ink(const Context& context) {
  if (ink_) return *ink_;
  if (markers_) return ink_.emplace(nullptr);
  const MeasuredField field(
      {look_up(false, context.threads), curve_.cut_off, data_.excluded, data_.area});
  const FieldSummary summary = field.summary(data_.area);
  // A compressed picture without a figure around it: ringing at holes looks like ink, and of the
  // two the data is likelier.
  const PixelLayout whole = source_->layout();
  const bool bare =
      data_.area == Rect{0, 0, whole.width, whole.height} && !layout_->colorbar.has_value();
  const bool compressed = !curve_.metric.isotropic;
  if (!may_hold_ink(*histogram_, summary.valid_fraction) || (bare && compressed))
    return ink_.emplace(nullptr);
  UNWEAVE_TRY(ink_, find_ink(ExcludingSource(*source_, data_.excluded), data_.area, field,
                             summary.residual_median, compressed, context));
  return *ink_;
}

/// `field` measures what the options say.
Result<std::shared_ptr<const FilledGaps>> FieldMaker::close_gaps(const MeasuredField& field,
                                                                 const FieldOptions& options,
                                                                 const Context& context) const {
  const Locus& locus = curve_.locus;
  FillOptions fill{options.fill, locus.closed, {}};
  if (locus.discrete)
    for (const double t : locus.t)
      fill.levels.push_back(static_cast<float>(options.reversed ? 1 - t : t));
  std::sort(fill.levels.begin(), fill.levels.end());
  return FilledGaps::close(ExcludingSource(*source_, data_.excluded), data_.area, field, fill,
                           context);
}

/// What of the picture is not on the map, and whether the map explains the rest.
void FieldMaker::judge(const MeasuredField& measured, Report& report) const {
  std::vector<Rgb8> known;
  if (layout_->background) known.push_back(*layout_->background);
  for (const auto& color : curve_.cut_off.background)
    known.push_back(rounded_color(std::array{color[0], color[1], color[2]}));
  const Colorbar* bar = bar_of_scale(*layout_);
  const auto is_end = [&](const std::optional<std::array<double, 3>>& end, const Rgb8& color) {
    return end && channel_difference(rounded_color(*end), color) <= kAlike;
  };
  for (const LostColor& lost :
       lost_colors(measured.values(), data_.area.area(), known, kMostLost)) {
    const bool beyond = bar && (is_end(bar->under, lost.color) || is_end(bar->over, lost.color));
    report.remarks.push_back({Note::LostColor, std::to_string(std::lround(100 * lost.share)) +
                                                   " #" + hex_digits(lost.color) +
                                                   (beyond ? " end" : "")});
  }
  const double residual = measured.summary(data_.area).residual_median;
  if (residual <= kExplained + moved::kMedian * layout_->compression.sigma() / 255) return;
  std::erase_if(report.remarks, [](const Remark& r) { return r.note == Note::ColorbarAgrees; });
  report.remarks.push_back({Note::Unexplained, std::to_string(std::lround(255 * residual))});
}

Result<std::unique_ptr<Recovery>> FieldMaker::make(const FieldOptions& options,
                                                   const ValueOptions& values,
                                                   const Context& context) {
  if (!context.progress(Stage::Lookup, 0)) return fail(Reason::Canceled);
  ChosenCurve curve = curve_;
  if (options.reversed) turn(curve);
  if (options.max_distance) curve.cut_off.distance = *options.max_distance;
  Report report = make_report(*layout_, curve, options, values);
  FieldOrigin origin{layout_, curve.locus};
  UNWEAVE_TRY(auto mask, ink(context.part(0, kInkEnd)));
  const auto measured = std::make_shared<const MeasuredField>(
      FieldParts{look_up(options.reversed, context.threads), std::move(curve.cut_off),
                 data_.excluded, data_.area, std::move(mask), !options.max_distance});
  judge(*measured, report);
  if (markers_) {
    report.points = marker_points(*markers_, *look_up(options.reversed, context.threads));
    report.remarks.push_back({Note::MarkersFound, std::to_string(report.points->items.size()) +
                                                      " " +
                                                      std::to_string(report.points->unsure())});
  }
  const int fill = markers_ ? 0 : options.fill;
  std::shared_ptr<const FilledGaps> gaps;
  if (fill > 0) {
    UNWEAVE_TRY(const auto* closed, gaps_.get(options, [&](const FieldOptions& key) {
      return close_gaps(*measured, key, context.part(kInkEnd, 1));
    }));
    gaps = *closed;
  }
  auto field =
      make_field(measured, data_.area, std::move(gaps), fill, std::move(report), std::move(origin));
  if (!context.progress(Stage::Lookup, 1)) return fail(Reason::Canceled);
  return field;
}

}  // namespace unweave
