// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/native_image.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "plugin/engine/cairo_pixels.hpp"

namespace unweave::engine {
namespace {

constexpr double kPointsPerInch = 72;

struct FreeImages {
  void operator()(GList* images) const { poppler_page_free_image_mapping(images); }
};

/// True if the raster lies in the region, but for what rounding to points takes from it.
bool lies_in(const PopplerRectangle& area, const Rect& region) {
  constexpr double kRounding = 1;  // points
  return region.empty() ||
         (area.x1 >= region.x - kRounding && area.y1 >= region.y - kRounding &&
          area.x2 <= region.right() + kRounding && area.y2 <= region.bottom() + kRounding);
}

/// The raster with the largest area in the region (empty: on the page); null: it has none.
const PopplerImageMapping* largest(const GList* images, const Rect& region) {
  const PopplerImageMapping* out = nullptr;
  const auto size = [](const PopplerImageMapping* m) {
    return (m->area.x2 - m->area.x1) * (m->area.y2 - m->area.y1);
  };
  for (; images; images = images->next) {
    const auto* mapping = static_cast<const PopplerImageMapping*>(images->data);
    if (mapping->area.x2 > mapping->area.x1 && mapping->area.y2 > mapping->area.y1 &&
        lies_in(mapping->area, region) && (!out || size(mapping) > size(out)))
      out = mapping;
  }
  return out;
}

/// Nothing of it lets through what is below.
bool is_opaque(cairo_surface_t* surface) {
  const cairo_format_t format = cairo_image_surface_get_format(surface);
  if (format == CAIRO_FORMAT_RGB24) return true;
  if (format != CAIRO_FORMAT_ARGB32) return false;
  const CairoPixels pixels(surface);
  for (int y = 0; y < pixels.height; ++y)
    for (int x = 0; x < pixels.width; ++x)
      if (level(pixels.get(x, y), kOpacityShift) != 255) return false;
  return true;
}

/// From where to where the raster reaches along one axis, in points.
struct Span {
  double begin = 0, end = 0;
  double length() const { return end - begin; }
};

int mirrored(int at, int count, bool mirror) { return mirror ? count - 1 - at : at; }

/// The raster beside a drawing of the page.
class Comparison {
 public:
  Comparison(cairo_surface_t* raster, cairo_surface_t* drawing, double scale)
      : raster_(raster), drawing_(drawing), scale_(scale) {}

  void mirror(bool across, bool down) {
    across_ = across;
    down_ = down;
  }

  /// Shares of places that look alike, near the rim and in all: nothing is drawn over the rim of a
  /// field, which tells a raster that is cut.
  struct Likeness {
    double rim = 0, all = 0;
  };
  Likeness likeness(const Span& x, const Span& y) const {
    constexpr int kSamples = 48, kRim = 4;  // along each side, and of them
    constexpr double kAlike = 12;           // levels: of resampling
    std::array<int, 2> alike{}, tried{};
    for (int j = 0; j < kSamples; ++j)
      for (int i = 0; i < kSamples; ++i) {
        const double u = (i + 0.5) / kSamples, v = (j + 0.5) / kSamples;
        const bool rim = std::min(std::min(i, j), kSamples - 1 - std::max(i, j)) < kRim;
        const auto at = rim ? 1U : 0U;
        ++tried[at];
        alike[at] += difference(x, y, x.begin + u * x.length(), y.begin + v * y.length()) <= kAlike;
      }
    return {static_cast<double>(alike[1]) / tried[1],
            static_cast<double>(alike[0] + alike[1]) / (tried[0] + tried[1])};
  }

  /// The span along one axis that fits best: shorter than stated by less than a point, at either
  /// end.
  Span fitted(const Span& stated, const Span& other, bool along_x) const {
    constexpr int kSteps = 64;  // for a point
    Span best = stated;
    double least = -1;
    for (int step = 0; step < kSteps; ++step)
      for (const bool at_end : {false, true}) {
        const double less = static_cast<double>(step) / kSteps;
        const Span span =
            at_end ? Span{stated.begin + less, stated.end} : Span{stated.begin, stated.end - less};
        const double sum = along_x ? cost(span, other) : cost(other, span);
        if (least >= 0 && sum >= least) continue;
        least = sum;
        best = span;
      }
    return best;
  }

  /// Spans that make square pixels, where those are as good and near: most rasters have them.
  void make_square(Span& x, Span& y) const {
    constexpr double kNear = 0.005;  // of the resolutions
    constexpr double kWorse = 1.1;   // of the cost, at most
    constexpr int kSteps = 32;
    const double a = raster_.width / x.length(), b = raster_.height / y.length();
    if (std::abs(a / b - 1) > kNear) return;
    double least = kWorse * cost(x, y);
    Span best_x = x, best_y = y;
    for (int step = 0; step <= kSteps; ++step) {
      const double density = a + (b - a) * step / kSteps;
      const Span square_x{x.begin, x.begin + raster_.width / density};
      const Span square_y{y.begin, y.begin + raster_.height / density};
      const double sum = cost(square_x, square_y);
      if (sum > least) continue;
      least = sum;
      best_x = square_x;
      best_y = square_y;
    }
    x = best_x;
    y = best_y;
  }

 private:
  /// Of places on a lattice, each counted up to what something drawn over the raster makes.
  double cost(const Span& x, const Span& y) const {
    constexpr int kSamples = 96;
    constexpr double kMost = 30, kRim = 0.02;  // levels; of the span: frames lie there
    double sum = 0;
    for (int j = 0; j < kSamples; ++j)
      for (int i = 0; i < kSamples; ++i) {
        const double u = kRim + (1 - 2 * kRim) * (i + 0.5) / kSamples;
        const double v = kRim + (1 - 2 * kRim) * (j + 0.5) / kSamples;
        sum +=
            std::min(kMost, difference(x, y, x.begin + u * x.length(), y.begin + v * y.length()));
      }
    return sum;
  }

  /// At a place of the page, in points, moved to the middle of the drawing's pixel: the most that a
  /// color differs.
  double difference(const Span& x, const Span& y, double at_x, double at_y) const {
    const int px = static_cast<int>(at_x * scale_), py = static_cast<int>(at_y * scale_);
    if (px < 0 || py < 0 || px >= drawing_.width || py >= drawing_.height) return 255;
    const double u = ((px + 0.5) / scale_ - x.begin) / x.length() * raster_.width;
    const double v = ((py + 0.5) / scale_ - y.begin) / y.length() * raster_.height;
    const std::uint32_t seen = drawing_.get(px, py);
    double most = 0;
    for (const int shift : kColorShifts)
      most = std::max(most, std::abs(level(seen, shift) - mixed(u - 0.5, v - 0.5, shift)));
    return most;
  }

  /// Between the middles of four of the raster's pixels.
  double mixed(double u, double v, int shift) const {
    const int x = static_cast<int>(std::floor(u)), y = static_cast<int>(std::floor(v));
    const double right = u - x, below = v - y;
    const auto at = [&](int i, int j) {
      const int column = mirrored(std::clamp(i, 0, raster_.width - 1), raster_.width, across_);
      const int row = mirrored(std::clamp(j, 0, raster_.height - 1), raster_.height, down_);
      return static_cast<double>(level(raster_.get(column, row), shift));
    };
    return (1 - below) * ((1 - right) * at(x, y) + right * at(x + 1, y)) +
           below * ((1 - right) * at(x, y + 1) + right * at(x + 1, y + 1));
  }

  CairoPixels raster_, drawing_;
  double scale_;
  bool across_ = false, down_ = false;
};

/// The same with a whole number of pixels an inch, where that is as good: programs choose those.
Span with_whole_resolution(const Span& span, int pixels) {
  constexpr double kNear = 0.1;  // pixels, of the whole length
  const double per_inch = pixels * kPointsPerInch / span.length();
  const double length = pixels * kPointsPerInch / std::max(1.0, std::round(per_inch));
  const double off = std::abs(length - span.length()) * per_inch / kPointsPerInch;
  return off <= kNear ? Span{span.begin, span.begin + length} : span;
}

/// How one axis of the raster comes into the picture.
struct Fit {
  int times = 1, first = 0, length = 0;
  double scale = 1, shift = 0;
};

std::optional<Fit> fit(const Span& span, int pixels, double least) {
  constexpr double kMostTimes = 64;  // a raster of fewer pixels is no field
  constexpr double kEnough = 0.8;    // of the least: letters can still be found
  const double per_inch = pixels * kPointsPerInch / span.length();
  const double times = std::max(1.0, std::ceil(kEnough * least / per_inch));
  if (!(times <= kMostTimes)) return std::nullopt;
  Fit out;
  out.times = static_cast<int>(times);
  out.scale = times * per_inch / kPointsPerInch;
  const double at = span.begin * out.scale;
  // What is a rounding error before a whole pixel is on it.
  out.first = static_cast<int>(std::ceil(at - 1e-3));
  out.shift = std::max(0.0, out.first - at);
  out.length = out.times * pixels;
  return out;
}

/// Finds how the raster is mirrored; false: what is seen is not it.
bool recognize(Comparison& comparison, const Span& x, const Span& y, NativeImage& image) {
  constexpr double kRim = 0.6, kAll = 0.5;  // of the places; contours and texts cover the others
  for (const bool down : {false, true})
    for (const bool across : {false, true}) {
      comparison.mirror(across, down);
      const auto like = comparison.likeness(x, y);
      if (like.rim < kRim || like.all < kAll) continue;
      image.across = across;
      image.down = down;
      return true;
    }
  return false;
}

}  // namespace

std::optional<NativeImage> find_native_image(PopplerPage* page, const PageChoice& choice,
                                             std::int64_t max_pixels) {
  constexpr double kLeast = 0.05, kWhole = 0.9;  // of the page: less is an ornament, more a scan
  constexpr int kFewest = 8;                     // pixels along a side of a field
  constexpr double kStretch = 0.05;              // by which letters may become broader
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  const std::unique_ptr<GList, FreeImages> images(poppler_page_get_image_mapping(page));
  const PopplerImageMapping* mapping = largest(images.get(), choice.region);
  if (!mapping) return std::nullopt;
  Span x{mapping->area.x1, mapping->area.x2}, y{mapping->area.y1, mapping->area.y2};
  const double least = choice.pixels_per_inch;
  const double share = x.length() * y.length() / (width * height);
  const double own_share =
      choice.region.empty() ? share
                            : x.length() * y.length() / static_cast<double>(choice.region.area());
  const double scale = least / kPointsPerInch;
  const bool drawable =
      (width * scale + 1) * (height * scale + 1) <= static_cast<double>(max_pixels);
  if (own_share < kLeast || share > kWhole || !drawable) return std::nullopt;
  NativeImage image;
  image.pixels.reset(poppler_page_get_image(page, mapping->image_id));
  if (!image.pixels || !is_opaque(image.pixels.get())) return std::nullopt;
  const int columns = cairo_image_surface_get_width(image.pixels.get());
  const int rows = cairo_image_surface_get_height(image.pixels.get());
  if (std::min(columns, rows) < kFewest) return std::nullopt;

  const auto drawing = draw_softly(page, static_cast<int>(width * scale) + 1,
                                   static_cast<int>(height * scale) + 1, {scale, scale, 0, 0});
  Comparison comparison(image.pixels.get(), drawing.get(), scale);
  if (!recognize(comparison, x, y, image)) return std::nullopt;
  const Span stated_x = x, stated_y = y;
  for (int pass = 0; pass < 2; ++pass) {  // each axis is fitted with the other one's place
    x = comparison.fitted(stated_x, y, true);
    y = comparison.fitted(stated_y, x, false);
  }
  comparison.make_square(x, y);
  const auto across = fit(with_whole_resolution(x, columns), columns, least);
  const auto down = fit(with_whole_resolution(y, rows), rows, least);
  if (!across || !down || std::abs(across->scale / down->scale - 1) > kStretch) return std::nullopt;
  if (!((width * across->scale + 1) * (height * down->scale + 1) <=
        static_cast<double>(max_pixels)))
    return std::nullopt;
  image.columns = across->times;
  image.rows = down->times;
  image.place = {across->first, down->first, across->length, down->length};
  image.page = {across->scale, down->scale, across->shift, down->shift};
  return image;
}

void restore_image(const NativeImage& image, cairo_surface_t* drawing) {
  const CairoPixels out(drawing), own(image.pixels.get());
  const Rect seen = intersect(image.place, {0, 0, out.width, out.height});
  for (int y = seen.y; y < seen.bottom(); ++y)
    for (int x = seen.x; x < seen.right(); ++x)
      out.set(x, y,
              own.get(mirrored((x - image.place.x) / image.columns, own.width, image.across),
                      mirrored((y - image.place.y) / image.rows, own.height, image.down)) |
                  0xFFU << kOpacityShift);
  cairo_surface_mark_dirty(drawing);
}

}  // namespace unweave::engine
