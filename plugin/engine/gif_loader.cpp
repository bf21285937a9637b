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

/// The frames, of which the first one is kept.
class GifReader {
 public:
  GifReader(const std::string& path, std::int64_t max_pixels) : max_pixels_(max_pixels) {
    int error = 0;
    gif_.reset(DGifOpenFileName(path.c_str(), &error));
    if (!gif_) refuse_picture(words(error));
    constexpr int kSquare = 49;
    if (gif_->AspectByte != 0 && gif_->AspectByte != kSquare)
      throw plugin::NeedsGimp(_("its pixels are not square"));
  }

  Picture load() {
    while (next()) {
    }
    if (first_.layers == 0) refuse_picture(words(gif_->Error));
    return std::move(first_);
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
    const bool first = first_.layers == 0;
    const bool alpha = transparent_ != NO_TRANSPARENT_COLOR;
    if (first) {
      first_.layout.width = frame.Width;
      first_.layout.height = frame.Height;
      first_.layout.channels = alpha ? 4 : 3;
      first_.make_pixels(max_pixels_);
    }
    ++first_.layers;
    std::vector<GifPixelType> row(static_cast<std::size_t>(frame.Width));
    for (const int y : row_order(frame.Height, frame.Interlace)) {
      if (DGifGetLine(gif_.get(), row.data(), frame.Width) == GIF_ERROR) return broken();
      if (first) keep_row(y, row, *colors, alpha);
    }
    return true;
  }

  void keep_row(int y, std::span<const GifPixelType> row, const ColorMapObject& colors,
                bool alpha) {
    std::byte* out = &first_.pixels[first_.row_bytes() * static_cast<std::size_t>(y)];
    for (const GifPixelType index : row) {
      if (index >= colors.ColorCount) throw plugin::NeedsGimp(_("its palette lacks colors"));
      const GifColorType& color = colors.Colors[index];
      *out++ = std::byte{color.Red};
      *out++ = std::byte{color.Green};
      *out++ = std::byte{color.Blue};
      if (alpha) *out++ = std::byte{index == transparent_ ? GifByteType{0} : GifByteType{255}};
    }
  }

  std::int64_t max_pixels_;
  std::unique_ptr<GifFileType, Close> gif_;
  Picture first_{{}, {}, 0};
  int transparent_ = NO_TRANSPARENT_COLOR;
};

}  // namespace

Picture load_gif(const std::string& path, std::int64_t max_pixels) {
  return GifReader(path, max_pixels).load();
}

}  // namespace unweave::engine
