// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "plugin/view/drawings.hpp"
#include "plugin/view/ticks.hpp"

namespace unweave::view {
namespace {

constexpr double kTickLength = 4;

/// A side by side bar of the map's colors, without smoothing between them.
void fill_colors(cairo_t* cr, const std::vector<Rgb8>& colors, double x, double y, double width,
                 double height) {
  std::vector<Dot> dots;
  dots.reserve(colors.size());
  for (const Rgb8& c : colors) dots.push_back(dot(c));
  const SurfacePtr strip = surface_of(dots, static_cast<int>(dots.size()), 1);
  cairo_save(cr);
  cairo_rectangle(cr, x, y, width, height);
  cairo_clip(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, width / static_cast<double>(dots.size()), height);
  cairo_set_source_surface(cr, strip.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
  cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
  cairo_paint(cr);
  cairo_restore(cr);
}

/// The same, in steps that have their middle's color each. A map without known steps is smooth.
std::vector<Rgb8> in_steps(const Report& report) {
  std::vector<Rgb8> colors = report.colors;
  if (report.edges.size() < 3) return colors;
  const auto count = static_cast<double>(report.colors.size());
  const auto entry = [&](double t) {
    return static_cast<std::size_t>(std::clamp(t, 0.0, 1.0 - 0.5 / count) * count);
  };
  for (std::size_t step = 0; step + 1 < report.edges.size(); ++step) {
    const double a = report.range.position(report.edges[step]);
    const double b = report.range.position(report.edges[step + 1]);
    if (std::isnan(a) || std::isnan(b)) return report.colors;
    const auto [low, high] = std::minmax(a, b);
    const Rgb8 color = report.colors[entry(0.5 * (low + high))];
    for (std::size_t i = entry(low);
         i < colors.size() && static_cast<double>(i) + 0.5 < high * count; ++i)
      if (static_cast<double>(i) + 0.5 >= low * count) colors[i] = color;
  }
  return colors;
}

/// Ticks below an axis from x0 to x1; labels that would touch their left neighbor are left out.
void draw_ticks(cairo_t* cr, const Theme& theme, const Digest& digest, double x0, double x1,
                double y) {
  set_ink(cr, theme.text);
  cairo_set_line_width(cr, theme.line);
  draw_value_ticks(cr, theme, digest.report.range, x0, x1, y, kTickLength);
}

double axis_height(const Theme& theme) { return kTickLength + 3.2 * theme.font_size; }

void draw_axis(cairo_t* cr, const Theme& theme, const Digest& digest, double x0, double x1,
               double y) {
  draw_ticks(cr, theme, digest, x0, x1, y);
  draw_text(cr, theme, digest.value_title, (x0 + x1) / 2, y + kTickLength + 1.6 * theme.font_size,
            0.5, 0);
}

void outline(cairo_t* cr, const Theme& theme, double x, double y, double width, double height) {
  set_ink(cr, theme.text);
  cairo_set_line_width(cr, theme.line);
  cairo_rectangle(cr, x, y, width, height);
  cairo_stroke(cr);
}

}  // namespace

Span strip_span(const Theme& theme, double width) {
  const double margin = 2 * theme.font_size;
  return {margin, std::max(margin + 1, width - margin)};
}

void draw_strip(cairo_t* cr, const Theme& theme, const Digest& digest, double width,
                double height) {
  if (digest.report.colors.empty()) return;
  cairo_save(cr);
  const Span span = strip_span(theme, width);
  const double top = theme.line, bar = std::max(4.0, height - axis_height(theme));
  fill_colors(cr, in_steps(digest.report), span.low, top, span.high - span.low, bar);
  outline(cr, theme, span.low, top, span.high - span.low, bar);
  draw_axis(cr, theme, digest, span.low, span.high, top + bar);
  cairo_restore(cr);
}

void draw_histogram(cairo_t* cr, const Theme& theme, const Digest& digest, double width,
                    double height, Axis axis) {
  const auto& colors = digest.report.colors;
  if (colors.empty()) return;
  cairo_save(cr);
  const Span span = strip_span(theme, width);
  const double bottom = axis == Axis::Values ? height - axis_height(theme) : height;
  const double top = theme.line;
  const auto most = *std::max_element(digest.bins.begin(), digest.bins.end());
  const double step = (span.high - span.low) / Digest::kBins;
  for (int i = 0; i < Digest::kBins && most > 0; ++i) {
    const double share =
        static_cast<double>(digest.bins[static_cast<std::size_t>(i)]) / static_cast<double>(most);
    const double bar = share * (bottom - top);
    const auto entry =
        static_cast<std::size_t>((i + 0.5) / Digest::kBins * static_cast<double>(colors.size()));
    const Rgb8& c = colors[entry];
    cairo_set_source_rgb(cr, c[0] / 255.0, c[1] / 255.0, c[2] / 255.0);
    cairo_rectangle(cr, span.low + i * step, bottom - bar, step, bar);
    cairo_fill(cr);
    // Light colors on a light ground are seen by their outline.
    set_ink(cr, theme.text, 0.35);
    cairo_set_line_width(cr, 0.5 * theme.line);
    cairo_rectangle(cr, span.low + i * step, bottom - bar, step, bar);
    cairo_stroke(cr);
  }
  set_ink(cr, theme.text);
  cairo_set_line_width(cr, theme.line);
  cairo_move_to(cr, span.low, bottom);
  cairo_line_to(cr, span.high, bottom);
  cairo_stroke(cr);
  if (axis == Axis::Values) draw_axis(cr, theme, digest, span.low, span.high, bottom);
  cairo_restore(cr);
}

}  // namespace unweave::view
