// SPDX-License-Identifier: GPL-3.0-or-later
#include <gif_lib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

struct Close {
  void operator()(GifFileType* gif) const { DGifCloseFile(gif, nullptr); }
};

/// The frames, of which one is kept: the first as it is, a later one as it is seen, over those
/// before it.
class GifReader {
 public:
  GifReader(const std::string& path, int page, std::int64_t max_pixels)
      : page_(page), max_pixels_(max_pixels) {
    int error = 0;
    gif_.reset(DGifOpenFileName(path.c_str(), &error));
    if (!gif_) refuse_picture(words(error));
    constexpr int kSquare = 49;
    if (gif_->AspectByte != 0 && gif_->AspectByte != kSquare)
      throw plugin::NeedsGimp(_("its pixels are not square"));
  }

  Picture load() {
    while (!(page_ > 0 && frames_ == page_) && next()) {
    }
    if (frames_ == 0) refuse_picture(words(gif_->Error));
    if (frames_ < page_) refuse_page(page_);
    kept_.layers = frames_;
    return std::move(kept_);
  }

 private:
  static std::string words(int error) {
    const char* text = GifErrorString(error);
    return text ? text : "";
  }

  /// False behind the last part, or where the file is broken.
  bool next() {
    GifRecordType kind = UNDEFINED_RECORD_TYPE;
    if (DGifGetRecordType(gif_.get(), &kind) == GIF_ERROR) return broken();
    switch (kind) {
      case EXTENSION_RECORD_TYPE:
        return read_extension();
      case IMAGE_DESC_RECORD_TYPE:
        return read_frame();
      default:
        return false;
    }
  }

  bool broken() {
    (void)std::fprintf(stderr, "GIF image-Warning: %s\n\n", words(gif_->Error).c_str());
    return false;
  }

  bool read_extension() {
    int code = 0;
    GifByteType* block = nullptr;
    if (DGifGetExtension(gif_.get(), &code, &block) == GIF_ERROR) return broken();
    GraphicsControlBlock control;
    if (code == GRAPHICS_EXT_FUNC_CODE && block &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
      transparent_ = control.TransparentColor;
      disposal_ = control.DisposalMode;
      constexpr int kLastKnown = 3;
      if (control.DisposalMode > kLastKnown)
        throw plugin::NeedsGimp(_("its frames are put together in an unknown way"));
    }
    while (block)
      if (DGifGetExtensionNext(gif_.get(), &block) == GIF_ERROR) return broken();
    return true;
  }

  /// The rows of an interlaced frame in the order of the file.
  static std::vector<int> row_order(int height, bool interlaced) {
    std::vector<int> order;
    constexpr std::array<std::pair<int, int>, 4> kPasses{{{0, 8}, {4, 8}, {2, 4}, {1, 2}}};
    for (const auto& [start, step] : interlaced ? std::span(kPasses) : std::span(kPasses).first(1))
      for (int y = interlaced ? start : 0; y < height; y += interlaced ? step : 1)
        order.push_back(y);
    return order;
  }

  bool read_frame() {
    if (DGifGetImageDesc(gif_.get()) == GIF_ERROR) return broken();
    const GifImageDesc& frame = gif_->Image;
    const ColorMapObject* colors = frame.ColorMap ? frame.ColorMap : gif_->SColorMap;
    if (frame.Width < 1 || frame.Height < 1) refuse_picture({});
    if (!colors) throw plugin::NeedsGimp(_("its palette lacks colors"));
    const bool alpha = transparent_ != NO_TRANSPARENT_COLOR;
    // Those before the wanted one are what it is drawn over; those behind the first are only read.
    const bool composed = page_ > 1;
    const bool kept = composed || frames_ == 0;
    if (frames_ == 0) make_canvas(frame, composed, alpha);
    const Picture before = composed && disposal_ == DISPOSE_PREVIOUS ? kept_ : Picture{};
    std::vector<GifPixelType> row(static_cast<std::size_t>(frame.Width));
    ++frames_;
    for (const int y : row_order(frame.Height, frame.Interlace)) {
      if (DGifGetLine(gif_.get(), row.data(), frame.Width) == GIF_ERROR) return broken();
      if (kept && composed) draw_row(frame, y, row, *colors);
      if (kept && !composed) keep_row(y, row, *colors, alpha);
    }
    if (composed && frames_ < page_) dispose(frame, before);
    if (composed) {  // what stands before a frame is of that one alone
      transparent_ = NO_TRANSPARENT_COLOR;
      disposal_ = DISPOSAL_UNSPECIFIED;
    }
    return true;
  }

  void make_canvas(const GifImageDesc& frame, bool composed, bool alpha) {
    kept_.layout.width = composed ? gif_->SWidth : frame.Width;
    kept_.layout.height = composed ? gif_->SHeight : frame.Height;
    if (kept_.layout.width < 1 || kept_.layout.height < 1) refuse_picture({});
    kept_.layout.channels = composed || alpha ? 4 : 3;
    kept_.make_pixels(max_pixels_);
  }

  static const GifColorType& color_of(GifPixelType index, const ColorMapObject& colors) {
    if (index >= colors.ColorCount) throw plugin::NeedsGimp(_("its palette lacks colors"));
    return colors.Colors[index];
  }

  void keep_row(int y, std::span<const GifPixelType> row, const ColorMapObject& colors,
                bool alpha) {
    std::byte* out = &kept_.pixels[kept_.row_bytes() * static_cast<std::size_t>(y)];
    for (const GifPixelType index : row) {
      const GifColorType& color = color_of(index, colors);
      *out++ = std::byte{color.Red};
      *out++ = std::byte{color.Green};
      *out++ = std::byte{color.Blue};
      if (alpha) *out++ = std::byte{index == transparent_ ? GifByteType{0} : GifByteType{255}};
    }
  }

  /// Where a pixel of a frame is on the canvas; null outside of it.
  std::byte* on_canvas(const GifImageDesc& frame, int x, int y) {
    const int column = frame.Left + x, line = frame.Top + y;
    if (column >= kept_.layout.width || line >= kept_.layout.height) return nullptr;
    return &kept_.pixels[kept_.row_bytes() * static_cast<std::size_t>(line) +
                         4 * static_cast<std::size_t>(column)];
  }

  void draw_row(const GifImageDesc& frame, int y, std::span<const GifPixelType> row,
                const ColorMapObject& colors) {
    for (int x = 0; x < frame.Width; ++x) {
      const GifPixelType index = row[static_cast<std::size_t>(x)];
      std::byte* out = on_canvas(frame, x, y);
      if (index == transparent_ || !out) continue;
      const GifColorType& color = color_of(index, colors);
      out[0] = std::byte{color.Red};
      out[1] = std::byte{color.Green};
      out[2] = std::byte{color.Blue};
      out[3] = std::byte{0xFF};
    }
  }

  /// What the next frame finds (GIF89a, 23, "Disposal Method").
  void dispose(const GifImageDesc& frame, const Picture& before) {
    if (disposal_ == DISPOSE_PREVIOUS) kept_.pixels = before.pixels;
    if (disposal_ != DISPOSE_BACKGROUND) return;
    for (int y = 0; y < frame.Height; ++y)
      for (int x = 0; x < frame.Width; ++x)
        if (std::byte* out = on_canvas(frame, x, y)) std::fill_n(out, 4, std::byte{0});
  }

  int page_;
  std::int64_t max_pixels_;
  std::unique_ptr<GifFileType, Close> gif_;
  Picture kept_;
  int frames_ = 0;  ///< that have begun
  int transparent_ = NO_TRANSPARENT_COLOR;
  int disposal_ = DISPOSAL_UNSPECIFIED;
};

}  // namespace

Picture load_gif(const std::string& path, int page, std::int64_t max_pixels) {
  return GifReader(path, page, max_pixels).load();
}

}  // namespace unweave::engine
