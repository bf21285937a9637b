// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <functional>
#include <string>

#include "core/figure/corrected_source.hpp"
#include "plugin/view/drawings.hpp"
#include "plugin/view/drawn_file.hpp"

namespace unweave::view {
namespace {

constexpr double kLargest = 2000;  // dots on a side of a picture that is shown one to one

/// All of an area, pixels one to one, smaller where it is large.
Viewport whole(const Rect& area) {
  const double zoom = std::min(1.0, kLargest / std::max(area.width, area.height));
  return {static_cast<double>(area.x), static_cast<double>(area.y), zoom,
          std::max(1, static_cast<int>(area.width * zoom)),
          std::max(1, static_cast<int>(area.height * zoom))};
}

void put_dots(cairo_t* cr, const std::vector<Dot>& dots, int width, int height) {
  put_surface(cr, surface_of(dots, width, height).get(), 0, 0);
}

void draw_layout(cairo_t* cr, const Theme& theme, const Digest& digest, const PixelSource& source,
                 const Viewport& v) {
  const auto picture = surface_of(
      sample_picture(CorrectedSource(source, digest.report.correction), v), v.width, v.height);
  put_surface(cr, picture.get(), 0, 0);
  draw_outlines(cr, theme, digest.report, v, picture.get());
}

}  // namespace

const char* drawing_name(Drawing drawing) {
  switch (drawing) {
    case Drawing::Colormap:
      return "colormap";
    case Drawing::Colors:
      return "colors";
    case Drawing::Histogram:
      return "histogram";
    case Drawing::Layout:
      return "layout";
    case Drawing::Field:
      return "field";
    case Drawing::Residual:
      return "residual";
  }
  return "";
}

std::optional<FileKind> drawing_format(const std::string& extension) {
  if (extension == "png") return FileKind::Png;
  if (extension == "svg") return FileKind::Svg;
  return std::nullopt;
}

std::string render(Drawing drawing, FileKind kind, const Digest& digest, const Recovery& recovery,
                   const PixelSource& source, const Turn& turn) {
  const Theme theme;
  const Report& report = digest.report;
  PageSize size{640, 90};
  bool texts = true;
  std::function<void(cairo_t*)> draw;
  if (drawing == Drawing::Colormap) {
    draw = [&](cairo_t* cr) { draw_strip(cr, theme, digest, size.width, size.height); };
  } else if (drawing == Drawing::Histogram) {
    size = {640, 320};
    draw = [&](cairo_t* cr) { draw_histogram(cr, theme, digest, size.width, size.height); };
  } else if (drawing == Drawing::Colors) {
    size = {560, 560};
    draw = [&](cairo_t* cr) { draw_cloud(cr, theme, digest, turn, size.width, size.height); };
  } else {
    const PixelLayout layout = source.layout();
    const Viewport v = whole(drawing == Drawing::Layout ? Rect{0, 0, layout.width, layout.height}
                                                        : report.plot_area);
    size = {static_cast<double>(v.width), static_cast<double>(v.height)};
    texts = false;
    draw = [&, v](cairo_t* cr) {
      if (drawing == Drawing::Layout) return draw_layout(cr, theme, digest, source, v);
      const Quantity quantity = drawing == Drawing::Field ? Quantity::Field : Quantity::Residual;
      put_dots(cr,
               shade(sample(recovery, source, v, quantity), quantity,
                     palette_for(quantity, Shading::Recovered, report)),
               v.width, v.height);
    };
  }
  return drawn_file(kind, size, texts, draw);
}

}  // namespace unweave::view
