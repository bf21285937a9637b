// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recover.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/curve/choose_curve.hpp"
#include "core/field/field_recovery.hpp"
#include "core/field/fill.hpp"
#include "core/field/ink_mask.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/excluding_source.hpp"
#include "core/kept.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

/// Checks what can be checked before the picture is read.
Result<void> check(const PixelLayout& layout, const RecoverOptions& options) {
  const Rect whole{0, 0, layout.width, layout.height};
  if (whole.empty()) return fail(Reason::EmptyPicture);
  if (const auto& area = options.figure.plot_area; area && (area->empty() || !inside(*area, whole)))
    return fail(Reason::InvalidOption, "plot-area");
  if (const auto& range = options.values.range; range && !range->valid())
    return fail(Reason::InvalidOption, "range");
  if (const auto& distance = options.field.max_distance;
      distance && !(*distance >= 0 && *distance <= 1))
    return fail(Reason::InvalidOption, "max-distance");
  if (options.field.fill < 0 || options.field.fill > kLargestGap)
    return fail(Reason::InvalidOption, "fill");
  return {};
}

/// The caller's context with a progress that never runs back.
Context steady(Context& context) {
  return {[&context, reached = 0.0](Stage stage, double fraction) mutable {
            reached = std::max(reached, fraction);
            return context.progress(stage, reached);
          },
          context.threads};
}

Result<FigureLayout> find_layout(const PixelSource& source, FigureOptions options,
                                 Context& context) {
  // A selection says where the data is; nothing is cropped then.
  if (!options.plot_area && source.has_selection())
    options.plot_area = Rect{0, 0, source.layout().width, source.layout().height};
  // The layout counts its own passes from 0 to 1; it takes about a tenth of the run.
  Context part{[&context](Stage stage, double f) { return context.progress(stage, 0.1 * f); },
               context.threads};
  return analyze_layout(source, options, part);
}

std::vector<Rgb8> sampled(const Locus& locus) {
  std::vector<Rgb8> colors;
  for (int i = 0; i < 256; ++i) {
    const Eigen::RowVector3d c = color_at(locus, i / 255.0);
    colors.push_back(rounded_color(std::array{c[0], c[1], c[2]}));
  }
  return colors;
}

/// From the first pixel's outer edge to the last one's; what else the labels said stays.
AxisCalibration given_axis(const std::optional<AxisCalibration>& read, double first, double last) {
  AxisCalibration axis = read.value_or(AxisCalibration{});
  const bool log = axis.range.scale == Scale::Log10 && first > 0 && last > 0;
  axis.range = {first, last, log ? Scale::Log10 : Scale::Linear, RangeSource::Given};
  axis.ticks.clear();
  return axis;
}

Report make_report(const FigureLayout& layout, const ChosenCurve& curve,
                   const RecoverOptions& options) {
  Report r;
  r.plot_area = layout.plot_area;
  if (!layout.panels.empty()) r.panels.assign(layout.panels.begin() + 1, layout.panels.end());
  r.x_axis = layout.x_axis;
  r.y_axis = layout.y_axis;
  const ValueOptions& values = options.values;
  if (values.x_range) r.x_axis = given_axis(r.x_axis, (*values.x_range)[0], (*values.x_range)[1]);
  if (values.y_range) r.y_axis = given_axis(r.y_axis, (*values.y_range)[1], (*values.y_range)[0]);
  if (layout.colorbar) {
    r.colorbar = layout.colorbar->rect;
    r.ticks = layout.colorbar->ticks;
  }
  if (curve.range) {
    r.range = *curve.range;
    // Turning a given map turns its name around, not the values that its colors stand for.
    if (options.curve.colormap && options.field.reversed) std::swap(r.range.min, r.range.max);
  }
  if (values.range) r.range = *values.range;
  r.source = curve.source;
  r.colormap_name = curve.name;
  r.colormap_family = curve.family;
  r.reversed = curve.reversed;
  r.levels = curve.levels;
  for (const double t : curve.level_edges) r.edges.push_back(r.range.value(t));
  r.colors = sampled(curve.locus);
  r.direction_known = curve.direction_known;
  r.speed_known = curve.speed_known;
  r.max_distance = curve.cut_off.distance;
  // A range that is given leaves nothing open; the labels still say which end is low.
  for (const Remark& remark : layout.remarks)
    if (!values.range || (remark.note != Note::NoTicks && remark.note != Note::TicksContradict))
      r.remarks.push_back(remark);
  for (const Remark& remark : curve.remarks)
    if (!values.range || remark.note != Note::ColorbarDiffers) r.remarks.push_back(remark);
  return r;
}

/// Where data may be.
struct DataArea {
  Rect area;
  NoData excluded;
  friend bool operator==(const DataArea&, const DataArea&) = default;
};

DataArea data_area(const FigureLayout& layout, const std::vector<NoDataColor>& no_data) {
  DataArea data{layout.plot_area, {{}, no_data, layout.outside}};
  if (layout.colorbar && !intersect(layout.colorbar->outer, layout.plot_area).empty())
    data.excluded.areas.push_back(layout.colorbar->outer);
  return data;
}

Result<ColorHistogram> count(const PixelSource& source, const DataArea& data, Context& context) {
  return ColorHistogram::count(ExcludingSource(source, data.excluded), data.area, context);
}

/// What a curve is found from. Layout and histogram are not compared by what they hold: another
/// object is another one.
struct CurveKey {
  CurveOptions options;
  std::shared_ptr<const FigureLayout> layout;
  DataArea data;
  std::shared_ptr<const ColorHistogram> histogram;
  friend bool operator==(const CurveKey&, const CurveKey&) = default;
};

/// A curve, and all that hangs on it and on nothing else but the key of each: gone when another
/// curve is found.
class Field {
 public:
  static Result<Field> find(const PixelSource& source, const CurveKey& from, Context& context);

  /// Errors: Cancelled.
  Result<std::unique_ptr<Recovery>> recover(const RecoverOptions& options, Context& context);

 private:
  Field(const PixelSource& source, CurveKey from, ChosenCurve curve)
      : source_(&source), from_(std::move(from)), curve_(std::move(curve)) {}
  std::shared_ptr<const ColorTable> look_up(bool reversed, const Context& context);
  Result<std::shared_ptr<const InkMask>> find_ink(Context& context);
  Result<std::shared_ptr<const FilledGaps>> close_gaps(const FieldRecovery& field,
                                                       const FieldOptions& options,
                                                       Context& context) const;

  const PixelSource* source_;
  CurveKey from_;
  ChosenCurve curve_;
  std::shared_ptr<const ColorTable> tables_[2];  ///< by direction
  std::optional<std::shared_ptr<const InkMask>> ink_;
  Kept<FieldOptions, std::shared_ptr<const FilledGaps>> gaps_;
};

Result<Field> Field::find(const PixelSource& source, const CurveKey& from, Context& context) {
  UNWEAVE_TRY(ChosenCurve curve,
              choose_curve(ExcludingSource(source, from.data.excluded), from.data.area,
                           *from.histogram, *from.layout, from.options, context));
  return Field(source, from, std::move(curve));
}

std::shared_ptr<const ColorTable> Field::look_up(bool reversed, const Context& context) {
  auto& made = tables_[reversed ? 1 : 0];
  if (made) return made;
  ChosenCurve turned = curve_;
  if (reversed) turn(turned);
  made = std::make_shared<const ColorTable>(from_.histogram, std::move(turned.locus), turned.metric,
                                            turned.speed_known, context.threads);
  return made;
}

/// With the cut-off that was found: a cut-off that is given decides on colors, not on shapes.
Result<std::shared_ptr<const InkMask>> Field::find_ink(Context& context) {
  if (ink_) return *ink_;
  const auto& [area, excluded] = from_.data;
  FieldRecovery field(look_up(false, context), curve_.cut_off, excluded);
  field.summarize({}, static_cast<std::uint64_t>(area.area()));
  if (!may_hold_ink(*from_.histogram, field.report())) return ink_.emplace(nullptr);
  // A compressed picture without a figure around it: ringing at holes looks like ink, and of the
  // two the data is likelier.
  const PixelLayout whole = source_->layout();
  const bool bare = area == Rect{0, 0, whole.width, whole.height} && !from_.layout->colorbar;
  const bool compressed = !curve_.metric.isotropic;
  if (bare && compressed) return ink_.emplace(nullptr);
  UNWEAVE_TRY(ink_, unweave::find_ink(ExcludingSource(*source_, excluded), area, field,
                                      field.report().residual_median, compressed, context));
  return *ink_;
}

/// `field` measures what the options say.
Result<std::shared_ptr<const FilledGaps>> Field::close_gaps(const FieldRecovery& field,
                                                            const FieldOptions& options,
                                                            Context& context) const {
  const Locus& locus = curve_.locus;
  FillOptions o{options.fill, locus.closed, {}};
  if (locus.discrete)
    for (const double t : locus.t)
      o.levels.push_back(static_cast<float>(options.reversed ? 1 - t : t));
  std::sort(o.levels.begin(), o.levels.end());
  const auto& [area, excluded] = from_.data;
  return FilledGaps::close(ExcludingSource(*source_, excluded), area, field, o, context);
}

Result<std::unique_ptr<Recovery>> Field::recover(const RecoverOptions& options, Context& context) {
  ChosenCurve curve = curve_;
  if (options.field.reversed) turn(curve);
  if (options.field.max_distance) curve.cut_off.distance = *options.field.max_distance;
  const auto& [area, excluded] = from_.data;
  Report report = make_report(*from_.layout, curve, options);
  auto recovery = std::make_unique<FieldRecovery>(look_up(options.field.reversed, context),
                                                  std::move(curve.cut_off), excluded);
  recovery->summarize(std::move(report), static_cast<std::uint64_t>(area.area()));
  UNWEAVE_TRY(auto ink, find_ink(context));
  recovery->hide(std::move(ink), !options.field.max_distance);
  if (options.field.fill > 0) {
    UNWEAVE_TRY(auto* gaps, gaps_.get(options.field, [&](const FieldOptions& key) {
      return close_gaps(*recovery, key, context);
    }));
    recovery->fill(*gaps, options.field.fill);
  }
  return std::unique_ptr<Recovery>(std::move(recovery));
}

/// A value that others can hold on to.
template <class T>
Result<std::shared_ptr<const T>> shared(Result<T> made) {
  UNWEAVE_TRY(T value, std::move(made));
  return std::make_shared<const T>(std::move(value));
}

}  // namespace

/// What was found at last, each with what it was found for.
struct Analysis::Steps {
  explicit Steps(const PixelSource& s) : source(s) {}

  const PixelSource& source;
  Kept<FigureOptions, std::shared_ptr<const FigureLayout>> layout;
  Kept<DataArea, std::shared_ptr<const ColorHistogram>> histogram;
  Kept<CurveKey, Field> field;
};

Analysis::Analysis(const PixelSource& source) : steps_(std::make_unique<Steps>(source)) {}
Analysis::~Analysis() = default;

Result<std::unique_ptr<Recovery>> Analysis::recover(const RecoverOptions& options,
                                                    Context& caller) {
  Context context = steady(caller);
  const PixelSource& source = steps_->source;
  UNWEAVE_CHECK(check(source.layout(), options));
  UNWEAVE_TRY(const auto* layout, steps_->layout.get(options.figure, [&](const FigureOptions& key) {
    return shared(find_layout(source, key, context));
  }));
  const DataArea data = data_area(**layout, options.no_data);
  UNWEAVE_TRY(const auto* histogram, steps_->histogram.get(data, [&](const DataArea& key) {
    return shared(count(source, key, context));
  }));
  UNWEAVE_TRY(Field * field, steps_->field.get({options.curve, *layout, data, *histogram},
                                               [&](const CurveKey& key) {
                                                 return Field::find(source, key, context);
                                               }));
  if (!context.progress(Stage::Lookup, 0.6)) return fail(Reason::Cancelled);
  UNWEAVE_TRY(auto recovery, field->recover(options, context));
  if (!context.progress(Stage::Lookup, 1.0)) return fail(Reason::Cancelled);
  return recovery;
}

Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          Context& context) {
  return Analysis(source).recover(options, context);
}

}  // namespace unweave
