// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/page_text.hpp"
#include "core/image/pixel_source.hpp"

namespace unweave::engine {

/// A picture as GIMP has it after loading the same file: its samples as they were stored, with what
/// GIMP does to them before anyone sees them (palettes become colors), and nothing more.
struct Picture {
  PixelLayout layout;
  std::vector<std::byte> pixels;
  int layers = 1;  ///< pages or frames in the file; the pixels are the first one's
  std::shared_ptr<const PageText> text{};  ///< what its file writes in it; null: nothing
  int figures = 0;  ///< on the page of text that it shows, where nobody chose that page

  /// Rows in a layout that has been filled in.
  std::size_t row_bytes() const {
    return layout.pixel_bytes() * static_cast<std::size_t>(layout.width);
  }
  /// Makes the pixels, all zero. Throws TooLarge for more than `max_pixels`, std::bad_alloc.
  void make_pixels(std::int64_t max_pixels);
};

/// A picture of more pixels than the caller wants, whatever its file's head has said.
struct TooLarge {
  PixelLayout layout;
};

inline void Picture::make_pixels(std::int64_t max_pixels) {
  if (layout.height > 0 && layout.width > max_pixels / layout.height) throw TooLarge{layout};
  pixels.assign(row_bytes() * static_cast<std::size_t>(layout.height), {});
}

// One loader a format; of those with pages or frames `page` is one from 1, without a look at the
// others but for what a frame of an animation is drawn over; 0: the first, of a file whose others
// are looked at for what may be wrong with them. Each throws TooLarge before it takes memory for
// more than `max_pixels`, plugin::HostError when nothing can be loaded, and plugin::NeedsGimp for a
// picture that it does not load as GIMP does. Of a picture that is cut off or damaged it gives what
// there is, as GIMP's loader does, and says why on stderr in GIMP's form (plugin/run/loader_log.hpp
// reads it there).

/// libpng, any kind of PNG file.
Picture load_png(const std::string& path, std::int64_t max_pixels);
/// libjpeg, gray and color.
Picture load_jpeg(const std::string& path, std::int64_t max_pixels);
/// libtiff: gray, color and palettes, with or without opacity, integers and floats of 8 to 64 bits.
Picture load_tiff(const std::string& path, int page, std::int64_t max_pixels);
/// Copies the file, of any kind of TIFF, so that `page` is the only one in it. Throws HostError.
void copy_tiff_page(const std::string& path, int page, const std::string& copy);
/// libwebp, also animations, as their frames are composed.
Picture load_webp(const std::string& path, int page, std::int64_t max_pixels);
/// giflib. The first frame as it is, later ones over those before them.
Picture load_gif(const std::string& path, int page, std::int64_t max_pixels);
/// Throws HostError.
int count_pdf_pages(const std::string& path);
/// Poppler, at 100 pixels an inch; a `region` of the page, in points, at 200 (empty: all of it).
Picture load_pdf(const std::string& path, int page, const Rect& region, std::int64_t max_pixels);
/// Small pictures of figures, as PNG files PAGE-NUMBER.png, of a page as a whole PAGE-0.png.
struct Thumbnails {
  std::string folder{};  ///< that takes them; empty: none are wanted
  int side = 0;          ///< pixels of the longer one
};
/// The figures among the text of a page, in points; nothing where it is to be taken as a whole.
using PageFigures = std::optional<std::vector<Rect>>;
/// Looks at each page from `first` to `last` in turn and says what is on it. Cost: each page of
/// text is drawn, at a pixel a point, and each thumbnail. Throws HostError.
void look_at_pages(const std::string& path, int first, int last, const Thumbnails& thumbnails,
                   const std::function<void(int page, const PageFigures&)>& seen);
/// librsvg, a pixel a CSS pixel. Other files that it names are not opened.
Picture load_svg(const std::string& path, std::int64_t max_pixels);

/// Rows that GIMP's loaders decode at once: how much of a broken picture is seen depends on it.
inline constexpr int kTileRows = 128;
/// GIMP makes no larger picture.
inline constexpr long kLongestSide = 524288;

/// HostError for a page that the file does not have.
[[noreturn]] void refuse_page(int page);
/// HostError for a file of which nothing can be loaded; `words` are the library's.
[[noreturn]] void refuse_picture(const std::string& words);

}  // namespace unweave::engine
