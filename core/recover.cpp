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

namespace unweave {

namespace {

/// Checks what can be checked before the picture is read.
Result<void> check(const PixelLayout& layout, const RecoverOptions& options) {
  const Rect whole{0, 0, layout.width, layout.height};
  if (whole.empty()) return fail(Reason::EmptyPicture);
  if (options.plot_area && (options.plot_area->empty() || !inside(*options.plot_area, whole)))
    return fail(Reason::InvalidOption, "plot-area");
  if (options.range && !options.range->valid()) return fail(Reason::InvalidOption, "range");
  if (options.max_distance && !(*options.max_distance >= 0 && *options.max_distance <= 1))
    return fail(Reason::InvalidOption, "max-distance");
  if (options.fill < 0 || options.fill > kLargestGap) return fail(Reason::InvalidOption, "fill");
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

Result<FigureLayout> find_layout(const PixelSource& source, const RecoverOptions& options,
                                 Context& context) {
  LayoutOptions o;
  o.plot_area = options.plot_area;
  o.colorbar = options.colorbar;
  o.look_for_colorbar = options.use_colorbar;
  o.reader = options.reader.get();
  // A selection says where the data is; nothing is cropped then.
  if (!o.plot_area && source.has_selection())
    o.plot_area = Rect{0, 0, source.layout().width, source.layout().height};
  // The layout counts its own passes from 0 to 1; it takes about a tenth of the run.
  Context part{[&context](Stage stage, double f) { return context.progress(stage, 0.1 * f); },
               context.threads};
  return analyze_layout(source, o, part);
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
  if (options.x_range)
    r.x_axis = given_axis(r.x_axis, (*options.x_range)[0], (*options.x_range)[1]);
  if (options.y_range)
    r.y_axis = given_axis(r.y_axis, (*options.y_range)[1], (*options.y_range)[0]);
  if (layout.colorbar) {
    r.colorbar = layout.colorbar->rect;
    r.ticks = layout.colorbar->ticks;
  }
  if (curve.range) {
    r.range = *curve.range;
    // Turning a given map turns its name around, not the values that its colors stand for.
    if (options.colormap && options.reversed) std::swap(r.range.min, r.range.max);
  }
  if (options.range) r.range = *options.range;
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
    if (!options.range || (remark.note != Note::NoTicks && remark.note != Note::TicksContradict))
      r.remarks.push_back(remark);
  for (const Remark& remark : curve.remarks)
    if (!options.range || remark.note != Note::ColorbarDiffers) r.remarks.push_back(remark);
  return r;
}

/// The options that the layout, and those that the curve depends on.
RecoverOptions layout_options(const RecoverOptions& options) {
  RecoverOptions o;
  o.plot_area = options.plot_area;
  o.colorbar = options.colorbar;
  o.use_colorbar = options.use_colorbar;
  return o;
}
RecoverOptions curve_options(const RecoverOptions& options) {
  RecoverOptions o = options;
  o.reversed = false;
  o.range.reset();
  o.x_range.reset();
  o.y_range.reset();
  o.max_distance.reset();
  o.fill = 0;
  o.reader.reset();
  return o;
}

}  // namespace

/// What was found at last, each with what it was found for.
struct Analysis::Steps {
  template <class Key, class Value>
  using Kept = std::optional<std::pair<Key, Value>>;
  using Area = std::pair<Rect, NoData>;

  explicit Steps(const PixelSource& s) : source(s) {}
  Result<void> find_layout(const RecoverOptions& options, Context& context);
  Result<void> count(const RecoverOptions& options, Context& context);
  Result<void> find_curve(const RecoverOptions& options, Context& context);
  std::shared_ptr<const ColorTable> look_up(bool reversed, const Context& context);
  Result<std::shared_ptr<const InkMask>> find_ink(Context& context);
  Result<std::shared_ptr<const FilledGaps>> close_gaps(const FieldRecovery& field,
                                                       const RecoverOptions& options,
                                                       Context& context);

  const PixelSource& source;
  Kept<RecoverOptions, FigureLayout> layout;
  Kept<Area, std::shared_ptr<const ColorHistogram>> histogram;
  Kept<RecoverOptions, ChosenCurve> curve;
  std::shared_ptr<const ColorTable> table[2];  ///< by direction
  std::optional<std::shared_ptr<const InkMask>> ink;
  Kept<RecoverOptions, std::shared_ptr<const FilledGaps>> gaps;
};

Result<void> Analysis::Steps::find_layout(const RecoverOptions& options, Context& context) {
  const RecoverOptions key = layout_options(options);
  if (layout && layout->first == key) return {};
  auto found = unweave::find_layout(source, options, context);
  if (!found) return tl::unexpected(found.error());
  curve.reset();
  layout.emplace(key, std::move(*found));
  return {};
}

Result<void> Analysis::Steps::count(const RecoverOptions& options, Context& context) {
  const FigureLayout& parts = layout->second;
  Area area{parts.plot_area, {{}, options.no_data}};
  if (parts.colorbar && !intersect(parts.colorbar->outer, parts.plot_area).empty())
    area.second.areas.push_back(parts.colorbar->outer);
  area.second.mask = parts.outside;
  if (histogram && histogram->first == area) return {};
  auto counted = ColorHistogram::count(ExcludingSource(source, area.second), area.first, context);
  if (!counted) return tl::unexpected(counted.error());
  curve.reset();
  histogram.emplace(std::move(area), std::make_shared<const ColorHistogram>(std::move(*counted)));
  return {};
}

Result<void> Analysis::Steps::find_curve(const RecoverOptions& options, Context& context) {
  const RecoverOptions key = curve_options(options);
  if (curve && curve->first == key) return {};
  const auto& [area, excluded] = histogram->first;
  auto chosen =
      choose_curve(ExcludingSource(source, excluded), area, *histogram->second, layout->second,
                   {options.colormap, options.use_catalogue, options.catalog}, context);
  if (!chosen) return tl::unexpected(chosen.error());
  table[0] = table[1] = nullptr;
  ink.reset();
  gaps.reset();
  curve.emplace(key, std::move(*chosen));
  return {};
}

std::shared_ptr<const ColorTable> Analysis::Steps::look_up(bool reversed, const Context& context) {
  auto& made = table[reversed ? 1 : 0];
  if (made) return made;
  ChosenCurve turned = curve->second;
  if (reversed) turn(turned);
  made = std::make_shared<const ColorTable>(histogram->second, std::move(turned.locus),
                                            turned.metric, turned.speed_known, context.threads);
  return made;
}

/// With the cut-off that was found: a cut-off that is given decides on colours, not on shapes.
Result<std::shared_ptr<const InkMask>> Analysis::Steps::find_ink(Context& context) {
  if (ink) return *ink;
  const auto& [area, excluded] = histogram->first;
  FieldRecovery field(look_up(false, context), curve->second.cut_off, excluded);
  field.summarize({}, static_cast<std::uint64_t>(area.area()));
  if (!may_hold_ink(*histogram->second, field.report())) return ink.emplace(nullptr);
  // A compressed picture without a figure around it: ringing at holes looks like ink, and of the
  // two the data is likelier.
  const PixelLayout whole = source.layout();
  const bool bare = area == Rect{0, 0, whole.width, whole.height} && !layout->second.colorbar;
  const bool compressed = !curve->second.metric.isotropic;
  if (bare && compressed) return ink.emplace(nullptr);
  auto found = unweave::find_ink(ExcludingSource(source, excluded), area, field,
                                 field.report().residual_median, compressed, context);
  if (found) ink = *found;
  return found;
}

/// `field` measures what the options say.
Result<std::shared_ptr<const FilledGaps>> Analysis::Steps::close_gaps(const FieldRecovery& field,
                                                                      const RecoverOptions& options,
                                                                      Context& context) {
  RecoverOptions key = options;
  key.range.reset();
  if (gaps && gaps->first == key) return gaps->second;
  const Locus& locus = curve->second.locus;
  FillOptions o{options.fill, locus.closed, {}};
  if (locus.discrete)
    for (const double t : locus.t)
      o.levels.push_back(static_cast<float>(options.reversed ? 1 - t : t));
  std::sort(o.levels.begin(), o.levels.end());
  const auto& [area, excluded] = histogram->first;
  auto closed = FilledGaps::close(ExcludingSource(source, excluded), area, field, o, context);
  if (closed) gaps.emplace(std::move(key), *closed);
  return closed;
}

Analysis::Analysis(const PixelSource& source) : steps_(std::make_unique<Steps>(source)) {}
Analysis::~Analysis() = default;

Result<std::unique_ptr<Recovery>> Analysis::recover(const RecoverOptions& options,
                                                    Context& caller) {
  Context context = steady(caller);
  Steps& steps = *steps_;
  if (auto ok = check(steps.source.layout(), options); !ok) return tl::unexpected(ok.error());
  if (auto ok = steps.find_layout(options, context); !ok) return tl::unexpected(ok.error());
  if (auto ok = steps.count(options, context); !ok) return tl::unexpected(ok.error());
  if (auto ok = steps.find_curve(options, context); !ok) return tl::unexpected(ok.error());
  if (!context.progress(Stage::Lookup, 0.6)) return fail(Reason::Cancelled);

  ChosenCurve curve = steps.curve->second;
  if (options.reversed) turn(curve);
  if (options.max_distance) curve.cut_off.distance = *options.max_distance;
  const auto& [area, excluded] = steps.histogram->first;
  Report report = make_report(steps.layout->second, curve, options);
  auto recovery = std::make_unique<FieldRecovery>(steps.look_up(options.reversed, context),
                                                  std::move(curve.cut_off), excluded);
  recovery->summarize(std::move(report), static_cast<std::uint64_t>(area.area()));
  auto ink = steps.find_ink(context);
  if (!ink) return tl::unexpected(ink.error());
  recovery->hide(*ink, !options.max_distance);
  if (options.fill > 0) {
    auto gaps = steps.close_gaps(*recovery, options, context);
    if (!gaps) return tl::unexpected(gaps.error());
    recovery->fill(*std::move(gaps), options.fill);
  }
  if (!context.progress(Stage::Lookup, 1.0)) return fail(Reason::Cancelled);
  return std::unique_ptr<Recovery>(std::move(recovery));
}

Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          Context& context) {
  return Analysis(source).recover(options, context);
}

}  // namespace unweave
