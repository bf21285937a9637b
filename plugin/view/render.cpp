// SPDX-License-Identifier: GPL-3.0-or-later
#include <cairo-svg.h>

#include <algorithm>
#include <functional>
#include <map>
#include <new>
#include <stdexcept>
#include <string>

#include "plugin/view/drawings.hpp"

namespace unweave::view {
namespace {

constexpr double kLargest = 2000;  // dots on a side of a picture that is shown one to one
constexpr double kPngScale = 2;    // of drawings with texts only

struct Size {
  double width, height;
};

cairo_status_t append(void* text, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

void check(cairo_status_t status) {
  if (status == CAIRO_STATUS_NO_MEMORY) throw std::bad_alloc();
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

void paint_ground(cairo_t* cr, const Theme& theme) {
  set_ink(cr, theme.ground);
  cairo_paint(cr);
}

std::string png(const Size& size, double scale, const std::function<void(cairo_t*)>& draw) {
  const SurfacePtr surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                      static_cast<int>(size.width * scale),
                                                      static_cast<int>(size.height * scale)));
  const CairoPtr cr(cairo_create(surface.get()));
  cairo_scale(cr.get(), scale, scale);
  draw(cr.get());
  check(cairo_status(cr.get()));
  std::string bytes;
  check(cairo_surface_write_to_png_stream(surface.get(), append, &bytes));
  return bytes;
}

/// Cairo numbers what it defines ("image47") through the life of a process: the same drawing would
/// be another file for the second figure. Here each gets its number in the order of the file.
std::string renumbered(const std::string& svg) {
  std::map<std::string, std::string> names;
  std::string out;
  std::size_t at = 0;
  for (std::size_t next = 0; next < svg.size(); ++next) {
    // id="NAME", "#NAME" and url(#NAME)
    const bool defined = next >= 4 && svg.compare(next - 4, 4, "id=\"") == 0;
    const bool used =
        next >= 2 && svg[next - 1] == '#' && (svg[next - 2] == '"' || svg[next - 2] == '(');
    if (!defined && !used) continue;
    out.append(svg, at, next - at);
    const std::size_t end = std::min(svg.find_first_of("\")", next), svg.size());
    const std::string name = svg.substr(next, end - next);
    const std::size_t digits = std::min(name.find_first_of("0123456789"), name.size());
    // Of glyphs ("glyph0-3") the numbers are a file's own.
    const bool counted = digits > 0 && digits < name.size() &&
                         name.find_first_not_of("0123456789", digits) == name.npos;
    const auto [known, is_new] = names.try_emplace(name, name);
    if (is_new && counted) known->second = name.substr(0, digits) + std::to_string(names.size());
    out += known->second;
    at = next = end;
  }
  return out.append(svg, at);
}

std::string svg(const Size& size, const std::function<void(cairo_t*)>& draw) {
  std::string bytes;
  {
    const SurfacePtr surface(
        cairo_svg_surface_create_for_stream(append, &bytes, size.width, size.height));
    cairo_svg_surface_set_document_unit(surface.get(), CAIRO_SVG_UNIT_PX);
    const CairoPtr cr(cairo_create(surface.get()));
    draw(cr.get());
    check(cairo_status(cr.get()));
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()));
  }
  return renumbered(bytes);
}

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
  put_dots(cr, sample_picture(source, v), v.width, v.height);
  draw_outlines(cr, theme, digest.report, v);
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
  Size size{640, 90};
  double scale = kPngScale;
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
    scale = 1;
    draw = [&, v](cairo_t* cr) {
      if (drawing == Drawing::Layout) return draw_layout(cr, theme, digest, source, v);
      const Quantity quantity = drawing == Drawing::Field ? Quantity::Field : Quantity::Residual;
      put_dots(cr,
               shade(sample(recovery, source, v, quantity), quantity,
                     palette_for(quantity, Shading::Recovered, report)),
               v.width, v.height);
    };
  }
  const auto on_paper = [&](cairo_t* cr) {
    paint_ground(cr, theme);
    draw(cr);
  };
  return kind == FileKind::Png ? png(size, scale, on_paper) : svg(size, on_paper);
}

}  // namespace unweave::view
