// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/make_report.hpp"

#include <array>
#include <utility>
#include <vector>

#include "core/image/color.hpp"
#include "core/labels/unit_text.hpp"
#include "core/lookup/locus.hpp"

namespace unweave {

namespace {

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

/// A range that is given for a map whose file says how its values lie stretches these.
ValueRange given_range(const ValueRange& given, const ChosenCurve& curve, bool reversed) {
  const bool table = curve.range && curve.range->source == RangeSource::Given &&
                     curve.range->scale == Scale::Table && curve.range->points.size() > 2;
  if (!table || given.scale != Scale::Linear) return given;
  const double first = reversed ? given.max : given.min, last = reversed ? given.min : given.max;
  const auto range = stretched(*curve.range, first, last);
  if (!range) return given;
  return reversed ? turned(*range) : *range;
}

/// How sure the scales are that were read. What is given is not weighed.
void add_verdicts(const FigureLayout& layout, Report& r) {
  const auto is_given = [](const std::optional<AxisCalibration>& axis) {
    return axis && axis->range.source == RangeSource::Given;
  };
  if (!is_given(r.x_axis)) r.x_verdict = layout.x_verdict;
  if (!is_given(r.y_axis)) r.y_verdict = layout.y_verdict;
  const Colorbar* bar = bar_of_scale(layout);
  if (!bar || r.range.source == RangeSource::Given) return;
  ScaleVerdict& verdict = r.range_verdict = bar->verdict;
  const std::optional<ValueRange>& read = bar->range;
  // Of a bar that shows another map.
  if (r.range.source == RangeSource::None && read) verdict.withdraw(*read);
  if (r.range.min > r.range.max)
    for (ScaleCandidate& c : verdict.candidates) c.range = turned(std::move(c.range));
}

/// True for a remark about numbers in whose place others are given.
bool is_settled(const Remark& remark, const Report& r, const ValueOptions& values) {
  switch (remark.note) {
    case Note::NoTicks:
    case Note::TicksContradict:
    case Note::EndsUnclear:
    case Note::ColorbarDiffers:
      return values.range.has_value();
    case Note::XAxisContradicts:
      return r.x_axis.has_value();
    case Note::YAxisContradicts:
      return r.y_axis.has_value();
    default:
      return false;
  }
}

/// What the titles say that stand beside what they belong to.
void add_titles(const FigureTitles& titles, Report& r) {
  r.title = titles.figure;
  const TitleText bar = split_title(titles.bar);
  r.quantity = bar.name;
  if (r.range.source != RangeSource::None)
    r.units = titles.bar_unit.empty() ? bar.unit : split_title(titles.bar_unit).unit;
  for (auto [axis, title] : {std::pair(&r.x_axis, &titles.x), std::pair(&r.y_axis, &titles.y)}) {
    if (!*axis) continue;
    const TitleText text = split_title(*title);
    (*axis)->title = text.name;
    if ((*axis)->units.empty()) (*axis)->units = text.unit;
  }
}

/// Adds the remarks that what is given leaves open.
void add_remarks(const std::vector<Remark>& remarks, const ValueOptions& values, Report& r) {
  for (const Remark& remark : remarks)
    if (!is_settled(remark, r, values)) r.remarks.push_back(remark);
}

/// What the figure says, of values in r.range.
void add_layout(const FigureLayout& layout, const ValueOptions& values, Report& r) {
  r.plot_area = layout.plot_area;
  r.correction = layout.correction;
  if (!layout.panels.empty()) r.panels.assign(layout.panels.begin() + 1, layout.panels.end());
  r.x_axis = layout.x_axis;
  r.y_axis = layout.y_axis;
  if (values.x_range) r.x_axis = given_axis(r.x_axis, (*values.x_range)[0], (*values.x_range)[1]);
  if (values.y_range) r.y_axis = given_axis(r.y_axis, (*values.y_range)[1], (*values.y_range)[0]);
  if (const Colorbar* bar = bar_of_scale(layout)) r.ticks = bar->ticks;
  if (const OtherColorbar* other = layout.other_bar.get())
    r.colorbar_from = {other->file, other->sha256, other->bar.rect, other->width, other->height};
  else if (layout.colorbar)
    r.colorbar = layout.colorbar->rect;
  add_verdicts(layout, r);
  add_titles(layout.titles, r);
  // A range that is given leaves nothing open; the labels still say which end is low.
  add_remarks(layout.remarks, values, r);
}

}  // namespace

Report layout_report(const FigureLayout& layout, const ValueOptions& values) {
  Report r;
  if (const Colorbar* bar = bar_of_scale(layout); bar && bar->range) r.range = *bar->range;
  if (values.range) r.range = *values.range;
  add_layout(layout, values, r);
  return r;
}

Report make_report(const FigureLayout& layout, const ChosenCurve& curve,
                   const FieldOptions& options, const ValueOptions& values) {
  Report r;
  if (curve.range) {
    // Turning a map turns its name around, not the values that its colors were read to stand for.
    r.range = options.reversed ? turned(*curve.range) : *curve.range;
  }
  if (values.range) r.range = given_range(*values.range, curve, options.reversed);
  add_layout(layout, values, r);
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
  add_remarks(curve.remarks, values, r);
  return r;
}

}  // namespace unweave
