// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/drawn_file.hpp"

#include <cairo-svg.h>

#include <algorithm>
#include <map>
#include <new>
#include <stdexcept>

namespace unweave::view {
namespace {

constexpr double kPngScale = 2;  // of drawings with texts

cairo_status_t append(void* text, const unsigned char* data, unsigned size) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(data), size);
  return CAIRO_STATUS_SUCCESS;
}

void check(cairo_status_t status) {
  if (status == CAIRO_STATUS_NO_MEMORY) throw std::bad_alloc();
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(cairo_status_to_string(status));
}

std::string png(const PageSize& size, double scale, const std::function<void(cairo_t*)>& draw) {
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

std::string svg(const PageSize& size, const std::function<void(cairo_t*)>& draw) {
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

}  // namespace

std::string drawn_file(FileKind kind, const PageSize& size, bool texts,
                       const std::function<void(cairo_t*)>& draw) {
  const auto on_paper = [&](cairo_t* cr) {
    set_ink(cr, Theme().ground);
    cairo_paint(cr);
    draw(cr);
  };
  return kind == FileKind::Png ? png(size, texts ? kPngScale : 1, on_paper) : svg(size, on_paper);
}

}  // namespace unweave::view
