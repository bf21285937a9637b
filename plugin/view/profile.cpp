// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "core/labels/units.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/drawn_file.hpp"
#include "plugin/view/pins.hpp"
#include "plugin/view/ticks.hpp"

namespace unweave::view {
namespace {

constexpr double kTick = 4;
constexpr Ink kCurveInk{0.0, 0.35, 0.65}, kLightCurveInk{0.4, 0.75, 1.0};

/// What is seen on the ground.
const Ink& curve_ink(const Theme& theme) {
  constexpr double kHalf = 1.5;  // of black and white, the channels added up
  return theme.ground.red + theme.ground.green + theme.ground.blue < kHalf ? kLightCurveInk
                                                                           : kCurveInk;
}

/// One axis of a plot: what lies between its ends, and where these are drawn.
struct PlotAxis {
  ValueRange range;
  double from = 0, to = 0;
  std::string title{};

  double place(double value) const {
    return from + (value - range.min) / (range.max - range.min) * (to - from);
  }
};

PlotAxis axis_between(double low, double high, double margin) {
  if (!(high > low)) {
    const double half = std::max(std::abs(low) * 1e-6, 0.5);
    low -= half;
    high += half;
  }
  const double more = margin * (high - low);
  return {{low - more, high + more, Scale::Linear, RangeSource::Given}};
}

std::string title_of(const std::optional<AxisCalibration>& axis, const char* usual) {
  const std::string name = axis->title.empty() ? usual : axis->title;
  return axis->units.empty() ? name : name + " (" + unit_for_people(axis->units) + ")";
}

/// Along which a line is drawn: the axis that it runs along, else the distance in pixels.
struct Abscissa {
  std::vector<double> values;
  std::string title;
};

Abscissa abscissa_of(const Measurement& line, const Report& report) {
  const Pin& pin = line.pin;
  // Where it is a date, its seconds would say little.
  const auto known = [&](const std::optional<AxisCalibration>& axis, double PointValue::*place) {
    return axis && !axis->time && std::ranges::none_of(line.points, [&](const PointValue& p) {
             return std::isnan(p.*place);
           });
  };
  const auto take = [&](double PointValue::*place, std::string title) {
    Abscissa all{{}, std::move(title)};
    for (const PointValue& p : line.points) all.values.push_back(p.*place);
    return all;
  };
  if (pin.y0 == pin.y1 && known(report.x_axis, &PointValue::x))
    return take(&PointValue::x, title_of(report.x_axis, "x"));
  if (pin.x0 == pin.x1 && known(report.y_axis, &PointValue::y))
    return take(&PointValue::y, title_of(report.y_axis, "y"));
  Abscissa all{{}, _("Distance (pixels)")};
  for (const PointValue& p : line.points)
    all.values.push_back(std::hypot(p.column - pin.x0, p.row - pin.y0));
  return all;
}

void draw_x_axis(cairo_t* cr, const Theme& theme, const PlotAxis& x, double bottom) {
  draw_value_ticks(cr, theme, x.range, x.from, x.to, bottom, kTick);
  draw_text(cr, theme, x.title, (x.from + x.to) / 2, bottom + kTick + 1.4 * theme.font_size, 0.5,
            0);
}

void draw_y_axis(cairo_t* cr, const Theme& theme, const PlotAxis& y, const std::vector<Tick>& ticks,
                 double left) {
  for (const Tick& tick : ticks) {
    const double at = y.from + tick.t * (y.to - y.from);
    cairo_move_to(cr, left - kTick, at);
    cairo_line_to(cr, left, at);
    cairo_stroke(cr);
    draw_text(cr, theme, tick.label, left - 1.5 * kTick, at, 1, 0.5);
  }
  draw_text(cr, theme, y.title, left, 0, 0, 0);
}

/// Frame and axes; sets where these lie.
void draw_frame(cairo_t* cr, const Theme& theme, PlotAxis& x, PlotAxis& y, double width,
                double height) {
  y.from = height - kTick - 3 * theme.font_size;
  y.to = 1.8 * theme.font_size;
  const auto ticks = value_ticks(
      y.range, std::max(2, static_cast<int>((y.from - y.to) / (2.5 * theme.font_size))));
  double widest = 0;
  for (const Tick& tick : ticks) widest = std::max(widest, text_size(cr, theme, tick.label).width);
  x.from = widest + 3 * kTick;
  x.to = width - theme.font_size;
  set_ink(cr, theme.text);
  cairo_set_line_width(cr, theme.line);
  draw_x_axis(cr, theme, x, y.from);
  draw_y_axis(cr, theme, y, ticks, x.from);
  cairo_rectangle(cr, x.from, y.to, x.to - x.from, y.from - y.to);
  cairo_stroke(cr);
}

/// Calls draw(first, end) for each run of points that have data.
template <class Draw>
void for_each_run(const std::vector<PointValue>& points, Draw draw) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::size_t first = i;
    while (i < points.size() && !std::isnan(points[i].value)) ++i;
    if (i > first) draw(first, i);
  }
}

void draw_profile(cairo_t* cr, const Theme& theme, const Measurement& line, const Report& report,
                  double width, double height) {
  constexpr double kMargin = 0.05, kBand = 0.25, kDot = 1.2;
  const auto& points = line.points;
  const Abscissa along = abscissa_of(line, report);
  const std::vector<double>& where = along.values;
  PlotAxis x = axis_between(0, 1, 0);
  if (where.front() != where.back()) x.range.min = where.front(), x.range.max = where.back();
  x.title = along.title;
  PlotAxis y = axis_between(line.statistics.least, line.statistics.most, kMargin);
  y.title = plugin::value_title(report);
  draw_frame(cr, theme, x, y, width, height);
  cairo_rectangle(cr, x.from, y.to, x.to - x.from, y.from - y.to);
  cairo_clip(cr);
  for_each_run(points, [&](std::size_t first, std::size_t end) {
    const auto side = [&](std::size_t i, double sign) {
      const double off = std::isnan(points[i].deviation) ? 0 : points[i].deviation;
      cairo_line_to(cr, x.place(where[i]), y.place(points[i].value + sign * off));
    };
    for (std::size_t i = first; i < end; ++i) side(i, 1);
    for (std::size_t i = end; i-- > first;) side(i, -1);
    set_ink(cr, curve_ink(theme), kBand);
    cairo_fill(cr);
    for (std::size_t i = first; i < end; ++i) side(i, 0);
    set_ink(cr, curve_ink(theme));
    cairo_set_line_width(cr, 1.5 * theme.line);
    cairo_stroke(cr);
    if (end - first > 1) return;
    cairo_arc(cr, x.place(where[first]), y.place(points[first].value), kDot * theme.line, 0, 7);
    cairo_fill(cr);
  });
}

void draw_bins(cairo_t* cr, const Theme& theme, const Measurement& area, const Report& report,
               double width, double height) {
  const AreaStatistics& s = area.statistics;
  PlotAxis x = axis_between(s.least, s.most, 0);
  x.title = plugin::value_title(report);
  const auto most = static_cast<double>(*std::ranges::max_element(s.bins));
  constexpr double kHeadroom = 1.05;
  PlotAxis y = axis_between(0, kHeadroom * most, 0);
  y.title = _("Pixels");
  draw_frame(cr, theme, x, y, width, height);
  const double step = (s.most - s.least) / AreaStatistics::kBins;
  for (std::size_t i = 0; i < s.bins.size(); ++i) {
    // One value everywhere has a bin alone, over all of the axis.
    const bool alone = step == 0;
    if (alone && i > 0) break;
    const double left = alone ? x.from : x.place(s.least + static_cast<double>(i) * step);
    const double right = alone ? x.to : x.place(s.least + static_cast<double>(i + 1) * step);
    const double top = y.place(static_cast<double>(s.bins[i]));
    const double t = report.range.source == RangeSource::None
                         ? s.least + (static_cast<double>(i) + 0.5) * step
                         : report.range.position(s.least + (static_cast<double>(i) + 0.5) * step);
    if (report.colors.empty() || std::isnan(t)) {
      set_ink(cr, curve_ink(theme));
    } else {
      const double last = static_cast<double>(report.colors.size() - 1);
      const Rgb8& c = report.colors[static_cast<std::size_t>(std::clamp(t, 0.0, 1.0) * last)];
      constexpr double kFull = 255;
      cairo_set_source_rgb(cr, c[0] / kFull, c[1] / kFull, c[2] / kFull);
    }
    cairo_rectangle(cr, left, top, right - left, y.from - top);
    cairo_fill_preserve(cr);
    // Light colors on a light ground are seen by their outline.
    set_ink(cr, theme.text, 0.35);
    cairo_set_line_width(cr, 0.5 * theme.line);
    cairo_stroke(cr);
  }
}

}  // namespace

void draw_measurement(cairo_t* cr, const Theme& theme, const Measurement& measurement,
                      const Report& report, double width, double height) {
  if (measurement.pin.kind == Pin::Kind::Point || measurement.statistics.with_data == 0) return;
  cairo_save(cr);
  if (measurement.pin.kind == Pin::Kind::Line)
    draw_profile(cr, theme, measurement, report, width, height);
  else
    draw_bins(cr, theme, measurement, report, width, height);
  cairo_restore(cr);
}

std::string render_measurement(FileKind kind, const Measurement& measurement,
                               const Report& report) {
  constexpr PageSize kSize{640, 360};
  return drawn_file(kind, kSize, true, [&](cairo_t* cr) {
    draw_measurement(cr, Theme(), measurement, report, kSize.width, kSize.height);
  });
}

}  // namespace unweave::view
