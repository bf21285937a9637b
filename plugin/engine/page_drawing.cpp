// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/page_drawing.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

namespace unweave::engine {
namespace {

constexpr double kPointsPerInch = 72;

/// A pixel of cairo's 32 bits: blue, green, red, opacity from the lowest byte of the word.
struct Pixels {
  unsigned char* data = nullptr;
  int width = 0, height = 0, stride = 0;

  explicit Pixels(cairo_surface_t* surface)
      : data(cairo_image_surface_get_data(surface)),
        width(cairo_image_surface_get_width(surface)),
        height(cairo_image_surface_get_height(surface)),
        stride(cairo_image_surface_get_stride(surface)) {}

  std::uint32_t get(int x, int y) const {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, at(x, y), sizeof(pixel));
    return pixel;
  }
  void set(int x, int y, std::uint32_t pixel) const {
    std::memcpy(at(x, y), &pixel, sizeof(pixel));
  }

 private:
  unsigned char* at(int x, int y) const {
    return data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4;
  }
};

constexpr std::array kShifts{0, 8, 16};
int level(std::uint32_t pixel, int shift) { return static_cast<int>(pixel >> shift & 0xFF); }

OwnedCairo<cairo_surface_t> draw(PopplerPage* page, int width, int height, const PagePlace& place,
                                 cairo_antialias_t edges) {
  OwnedCairo<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const OwnedCairo<cairo_t> cairo(cairo_create(surface.get()));
  cairo_save(cairo.get());
  cairo_set_antialias(cairo.get(), edges);
  cairo_translate(cairo.get(), place.left, place.top);
  cairo_scale(cairo.get(), place.x_scale, place.y_scale);
  poppler_page_render(page, cairo.get());
  cairo_restore(cairo.get());
  cairo_set_operator(cairo.get(), CAIRO_OPERATOR_DEST_OVER);
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS)
    refuse_picture(cairo_status_to_string(cairo_status(cairo.get())));
  cairo_surface_flush(surface.get());
  return surface;
}

/// What the unsoftened drawing says of a place where the softened one differs from it.
enum class Edge {
  None,  ///< it shows one color all around: a line that was too thin for it is missing
  Gap,   ///< the softened one is lighter than all around: paper shines through between areas
  Step   ///< two colors meet
};

Edge edge_at(const Pixels& soft, const Pixels& hard, int x, int y) {
  constexpr int kRounding = 2;  // levels
  const std::uint32_t seen = soft.get(x, y), drawn = hard.get(x, y);
  bool lighter = true, gap = false, flat = true;
  for (const int shift : kShifts) {
    lighter = lighter && level(seen, shift) >= level(drawn, shift);
    int least = 255, most = 0;
    for (int j = std::max(y - 1, 0); j <= std::min(y + 1, hard.height - 1); ++j)
      for (int i = std::max(x - 1, 0); i <= std::min(x + 1, hard.width - 1); ++i) {
        least = std::min(least, level(hard.get(i, j), shift));
        most = std::max(most, level(hard.get(i, j), shift));
      }
    gap = gap || level(seen, shift) > most + kRounding;
    flat = flat && most - least <= kRounding;
  }
  if (lighter && gap) return Edge::Gap;
  return flat ? Edge::None : Edge::Step;
}

/// Where letters are written, which stay soft: they are looked at more closely than lines.
std::vector<Rect> boxes_of(const PageText* text) {
  std::vector<Rect> out;
  if (!text) return out;
  for (const Letter& letter : text->letters) {
    const int x = static_cast<int>(letter.x), y = static_cast<int>(letter.y);
    out.push_back({x, y, static_cast<int>(std::ceil(letter.right())) - x,
                   static_cast<int>(std::ceil(letter.bottom())) - y});
  }
  return out;
}

struct FreeImages {
  void operator()(GList* images) const { poppler_page_free_image_mapping(images); }
};

/// The raster with the largest area on the page; null: it has none.
const PopplerImageMapping* largest(const GList* images) {
  const PopplerImageMapping* out = nullptr;
  const auto size = [](const PopplerImageMapping* m) {
    return (m->area.x2 - m->area.x1) * (m->area.y2 - m->area.y1);
  };
  for (; images; images = images->next) {
    const auto* mapping = static_cast<const PopplerImageMapping*>(images->data);
    if (mapping->area.x2 > mapping->area.x1 && mapping->area.y2 > mapping->area.y1 &&
        (!out || size(mapping) > size(out)))
      out = mapping;
  }
  return out;
}

/// Pixels of the picture for one of the raster's, and how far it is shifted.
struct Fit {
  int times = 1;
  double scale = 1, shift = 0;
  int first = 0, length = 0;
};

std::optional<Fit> fit(double begin, double end, int pixels, double least) {
  constexpr double kMostTimes = 64;  // a raster of fewer pixels is no field
  constexpr double kEnough = 0.8;    // of the least: letters can still be found
  const double per_inch = pixels * kPointsPerInch / (end - begin);
  const double times = std::max(1.0, std::ceil(kEnough * least / per_inch));
  if (!(times <= kMostTimes)) return std::nullopt;
  Fit out;
  out.times = static_cast<int>(times);
  out.scale = times * per_inch / kPointsPerInch;
  const double at = begin * out.scale;
  // What is a rounding error before a whole pixel is on it.
  out.first = static_cast<int>(std::ceil(at - 1e-3));
  out.shift = std::max(0.0, out.first - at);
  out.length = out.times * pixels;
  return out;
}

/// Of a raster's column or row that is mirrored, the other one.
int mirrored(int at, int count, bool mirror) { return mirror ? count - 1 - at : at; }

/// Shares of sample places that look alike, near the rim and in all; the rim is not covered by
/// what is drawn on a field, and tells a raster that is cut.
struct Likeness {
  double rim = 0, all = 0;
};

Likeness likeness(const NativeImage& image, const Pixels& drawing, bool across, bool down) {
  constexpr int kSamples = 48;  // along each side
  constexpr int kRim = 4;       // of them
  constexpr int kAlike = 12;    // levels: of resampling
  const Pixels own(image.pixels.get());
  int alike[2] = {0, 0}, tried[2] = {0, 0};
  for (int j = 0; j < kSamples; ++j)
    for (int i = 0; i < kSamples; ++i) {
      const int x = (2 * i + 1) * own.width / (2 * kSamples);
      const int y = (2 * j + 1) * own.height / (2 * kSamples);
      const std::uint32_t mine =
          own.get(mirrored(x, own.width, across), mirrored(y, own.height, down));
      const std::uint32_t seen = drawing.get(image.place.x + x * image.across + image.across / 2,
                                             image.place.y + y * image.down + image.down / 2);
      const bool same = std::ranges::all_of(kShifts, [&](int shift) {
        return std::abs(level(mine, shift) - level(seen, shift)) <= kAlike;
      });
      const bool rim = std::min(std::min(i, j), kSamples - 1 - std::max(i, j)) < kRim;
      ++tried[rim];
      alike[rim] += same;
    }
  return {static_cast<double>(alike[1]) / tried[1],
          static_cast<double>(alike[0] + alike[1]) / (tried[0] + tried[1])};
}

/// Nothing of it lets through what is below.
bool is_opaque(cairo_surface_t* surface) {
  const cairo_format_t format = cairo_image_surface_get_format(surface);
  if (format == CAIRO_FORMAT_RGB24) return true;
  if (format != CAIRO_FORMAT_ARGB32) return false;
  const Pixels pixels(surface);
  for (int y = 0; y < pixels.height; ++y)
    for (int x = 0; x < pixels.width; ++x)
      if (level(pixels.get(x, y), 24) != 255) return false;
  return true;
}

}  // namespace

PagePlace page_place(PopplerPage* page, double least, std::int64_t max_pixels, NativeImage& image) {
  constexpr double kLeast = 0.05, kWhole = 0.9;  // of the page: less is an ornament, more a scan
  constexpr int kFewest = 8;                     // pixels along a side of a field
  constexpr double kAlike = 0.05;                // by which letters may become broader or narrower
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  const PagePlace plain{least / kPointsPerInch, least / kPointsPerInch, 0, 0};
  const std::unique_ptr<GList, FreeImages> images(poppler_page_get_image_mapping(page));
  const PopplerImageMapping* mapping = largest(images.get());
  if (!mapping) return plain;
  const PopplerRectangle& area = mapping->area;
  const double share = (area.x2 - area.x1) * (area.y2 - area.y1) / (width * height);
  if (share < kLeast || share > kWhole) return plain;
  image.pixels.reset(poppler_page_get_image(page, mapping->image_id));
  if (!image.pixels || !is_opaque(image.pixels.get())) {
    image.pixels.reset();
    return plain;
  }
  const int columns = cairo_image_surface_get_width(image.pixels.get());
  const int rows = cairo_image_surface_get_height(image.pixels.get());
  const auto x = fit(area.x1, area.x2, columns, least), y = fit(area.y1, area.y2, rows, least);
  const bool inside = area.x1 >= 0 && area.y1 >= 0 && area.x2 <= width && area.y2 <= height;
  const bool fits =
      x && y && (width * x->scale + 1) * (height * y->scale + 1) <= static_cast<double>(max_pixels);
  const bool alike = fits && std::abs(x->scale / y->scale - 1) <= kAlike;
  if (!inside || !alike || std::min(columns, rows) < kFewest) {
    image.pixels.reset();
    return plain;
  }
  image.across = x->times;
  image.down = y->times;
  image.place = {x->first, y->first, x->length, y->length};
  return {x->scale, y->scale, x->shift, y->shift};
}

OwnedCairo<cairo_surface_t> draw_page(PopplerPage* page, int width, int height,
                                      const PagePlace& place, const PageText* text) {
  auto surface = draw(page, width, height, place, CAIRO_ANTIALIAS_DEFAULT);
  const auto unsoftened = draw(page, width, height, place, CAIRO_ANTIALIAS_NONE);
  const Pixels soft(surface.get()), hard(unsoftened.get());
  std::vector<char> letters(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
  for (const Rect& box : boxes_of(text)) {
    const Rect seen = intersect(box, {0, 0, width, height});
    for (int y = seen.y; y < seen.bottom(); ++y)
      std::fill_n(letters.begin() + static_cast<std::ptrdiff_t>(y) * width + seen.x, seen.width, 1);
  }
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      if (soft.get(x, y) == hard.get(x, y)) continue;
      const Edge edge = edge_at(soft, hard, x, y);
      const bool letter = letters[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                                  static_cast<std::size_t>(x)] != 0;
      if (edge == Edge::Gap || (edge == Edge::Step && text && !letter))
        soft.set(x, y, hard.get(x, y));
    }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

bool restore_image(const NativeImage& image, cairo_surface_t* drawing) {
  constexpr double kRim = 0.6, kAll = 0.5;  // of the samples; contours and texts cover the others
  if (!image.pixels) return false;
  const Pixels out(drawing), own(image.pixels.get());
  const Rect& place = image.place;
  if (!inside(place, Rect{0, 0, out.width, out.height})) return false;
  for (const bool down : {false, true})
    for (const bool across : {false, true}) {
      const Likeness like = likeness(image, out, across, down);
      if (like.rim < kRim || like.all < kAll) continue;
      for (int y = 0; y < place.height; ++y)
        for (int x = 0; x < place.width; ++x)
          out.set(place.x + x, place.y + y,
                  own.get(mirrored(x / image.across, own.width, across),
                          mirrored(y / image.down, own.height, down)) |
                      0xFF000000U);
      cairo_surface_mark_dirty(drawing);
      return true;
    }
  return false;
}

}  // namespace unweave::engine
