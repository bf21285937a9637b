// SPDX-License-Identifier: GPL-3.0-or-later
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

#include "plugin/engine/metadata.hpp"
#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/byte_source.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

constexpr std::uint16_t kByte = 8, kWord = 16, kLong = 32, kDouble = 64;  // bits a sample
constexpr std::uint16_t kBigTiff = 43;  // the version in a BigTIFF's head

std::string worded(const char* format, va_list arguments) {
  std::array<char, 400> text{};
  (void)std::vsnprintf(text.data(), text.size(), format, arguments);
  return text.data();
}

/// As GIMP passes libtiff's words on: unknown tags are nothing to tell.
void on_warning(const char* module, const char* format, va_list arguments) {
  const std::string_view form(format), origin(module ? module : "");
  if (form.starts_with("Unknown field with tag") || origin == "Fax4Decode" ||
      origin.starts_with("Fax3Decode") ||
      form.starts_with("Sum of Photometric type-related color channels"))
    return;
  (void)std::fprintf(stderr, "TIFF image-Warning: %s\n\n", worded(format, arguments).c_str());
}

void on_error(const char*, const char* format, va_list arguments) {
  if (std::string_view(format) == "Compression algorithm does not support random access") return;
  (void)std::fprintf(stderr, "TIFF image-Warning: %s\n\n", worded(format, arguments).c_str());
}

struct Close {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Close>;

/// What a page says of its samples.
struct Page {
  std::uint32_t width = 0, height = 0;
  std::uint16_t bits = 1, samples = 1, format = SAMPLEFORMAT_UINT, photometric = 0,
                planes = PLANARCONFIG_CONTIG, orientation = ORIENTATION_TOPLEFT, extra = 0,
                extra_kind = 0;
  bool known = true;  ///< the photometric interpretation stands in the file
  bool reduced = false;

  bool indexed() const { return photometric == PHOTOMETRIC_PALETTE; }
  int colors() const { return photometric == PHOTOMETRIC_RGB ? 3 : 1; }
  bool alpha() const { return samples == colors() + 1; }
};

Page page_of(TIFF* tiff) {
  Page page;
  std::uint32_t kind = 0;
  std::uint16_t* extra_kinds = nullptr;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &page.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &page.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &page.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &page.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &page.format);
  TIFFGetField(tiff, TIFFTAG_PLANARCONFIG, &page.planes);
  TIFFGetField(tiff, TIFFTAG_ORIENTATION, &page.orientation);
  page.known = TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &page.photometric) != 0;
  if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &page.extra, &extra_kinds) && page.extra > 0)
    page.extra_kind = extra_kinds[0];
  if (TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &kind)) page.reduced = (kind & 1) != 0;
  return page;
}

/// Throws NeedsGimp for what GIMP converts when it loads it, in ways of its own.
void refuse_what_gimp_changes(const Page& page) {
  const auto need = [](const char* why) { throw plugin::NeedsGimp(why); };
  if (page.width == 0 || page.height == 0) refuse_picture({});
  if (std::max(page.width, page.height) > kLongestSide) need(_("one of its sides is too long"));
  if (page.orientation != ORIENTATION_TOPLEFT) need(_("its file says that it is to be turned"));
  if (page.reduced) need(_("its first page is a preview"));
  if (page.photometric == PHOTOMETRIC_SEPARATED) need(_("its colors are CMYK"));
  const bool gray = page.photometric == PHOTOMETRIC_MINISBLACK ||
                    (page.photometric == PHOTOMETRIC_MINISWHITE && page.bits == kByte);
  if (!page.known || (page.photometric != PHOTOMETRIC_RGB && !gray && !page.indexed()))
    need(_("it is an uncommon kind of TIFF"));
  const bool opaque = page.samples == page.colors() && page.extra == 0;
  const bool alpha = page.alpha() && page.extra == 1 && page.extra_kind == EXTRASAMPLE_UNASSALPHA &&
                     !page.indexed();
  if (!opaque && !alpha) need(_("it has channels beside its colors"));
  if (page.planes != PLANARCONFIG_CONTIG && page.samples > 1)
    need(_("it is an uncommon kind of TIFF"));
  const bool floats = page.format == SAMPLEFORMAT_IEEEFP;
  const bool small =
      page.bits < kByte && page.indexed() && (page.bits == 1 || page.bits == 2 || page.bits == 4);
  const bool integers = (page.format == SAMPLEFORMAT_UINT || page.format == SAMPLEFORMAT_VOID) &&
                        (small || page.bits == kByte ||
                         (!page.indexed() && (page.bits == kWord || page.bits == kLong)));
  if (!integers && !(floats && (page.bits == kLong || page.bits == kDouble) && !page.indexed()))
    need(_("it is an uncommon kind of TIFF"));
}

/// One to one: 8 and 16 bits and floats as they are, indices apart, 32 bits as floats of 0 to 1.
void decode_row(const Page& page, const std::byte* stored, std::size_t samples, std::byte* out) {
  const auto as_floats = [&]<class T>(T, auto scaled) {
    for (std::size_t i = 0; i < samples; ++i) {
      T sample;
      std::memcpy(&sample, stored + i * sizeof(T), sizeof(T));
      const float value = scaled(sample);
      std::memcpy(out + i * sizeof(float), &value, sizeof(float));
    }
  };
  if (page.bits == kDouble) {
    as_floats(double{}, [](double sample) { return static_cast<float>(sample); });
  } else if (page.bits == kLong && page.format != SAMPLEFORMAT_IEEEFP) {
    as_floats(std::uint32_t{}, [](std::uint32_t sample) {
      return static_cast<float>(sample / double{std::numeric_limits<std::uint32_t>::max()});
    });
  } else if (page.bits < kByte) {
    const unsigned mask = (1U << page.bits) - 1;
    for (std::size_t i = 0; i < samples; ++i) {
      const std::size_t bit = i * page.bits;
      const auto shift = kByte - page.bits - bit % kByte;
      out[i] =
          static_cast<std::byte>(std::to_integer<unsigned>(stored[bit / kByte]) >> shift & mask);
    }
  } else {
    std::memcpy(out, stored, samples * page.bits / kByte);
    if (page.photometric == PHOTOMETRIC_MINISWHITE)
      for (std::size_t i = 0; i < samples; ++i) out[i] = ~out[i];
  }
}

PixelLayout layout_of(TIFF* tiff, const Page& page) {
  PixelLayout layout;
  layout.width = static_cast<int>(page.width);
  layout.height = static_cast<int>(page.height);
  layout.channels = page.samples;
  layout.type = page.bits <= kByte   ? SampleType::U8
                : page.bits == kWord ? SampleType::U16
                                     : SampleType::F32;
  std::uint32_t length = 0;
  void* profile = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_ICCPROFILE, &length, &profile))
    layout.linear = is_linear_profile({static_cast<const std::byte*>(profile), length});
  return layout;
}

/// The rest stays zero when a part cannot be read.
void read_pixels(TIFF* tiff, const Page& page, Picture& picture) {
  const bool tiled = TIFFIsTiled(tiff) != 0;
  std::uint32_t across = page.width, down = 1;
  if (tiled) {
    TIFFGetField(tiff, TIFFTAG_TILEWIDTH, &across);
    TIFFGetField(tiff, TIFFTAG_TILELENGTH, &down);
  }
  std::vector<std::byte> stored(
      static_cast<std::size_t>(tiled ? TIFFTileSize(tiff) : TIFFScanlineSize(tiff)));
  const auto stride = static_cast<std::size_t>(tiled ? TIFFTileRowSize(tiff) : 0);
  for (std::uint32_t y = 0; y < page.height; y += down)
    for (std::uint32_t x = 0; x < page.width; x += across) {
      const bool read = tiled ? TIFFReadTile(tiff, stored.data(), x, y, 0, 0) >= 0
                              : TIFFReadScanline(tiff, stored.data(), y, 0) >= 0;
      if (!read) {
        (void)std::fprintf(
            stderr, "TIFF image-Warning: Reading %s failed. Image may be corrupt at line %u.\n\n",
            tiled ? "tile" : "scanline", y);
        return;
      }
      const std::uint32_t columns = std::min(across, page.width - x);
      const std::uint32_t rows = std::min(down, page.height - y);
      for (std::uint32_t row = 0; row < rows; ++row)
        decode_row(
            page, stored.data() + row * stride, std::size_t{columns} * page.samples,
            &picture.pixels[picture.row_bytes() * (y + row) + picture.layout.pixel_bytes() * x]);
    }
}

Picture through_palette(TIFF* tiff, const Picture& indices) {
  std::uint16_t *red = nullptr, *green = nullptr, *blue = nullptr;
  if (!TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue)) refuse_picture({});
  Picture picture;
  picture.layout = indices.layout;
  picture.layout.channels = 3;
  picture.make_pixels(std::numeric_limits<std::int64_t>::max());  // as many as there are indices
  std::byte* out = picture.pixels.data();
  for (const std::byte stored : indices.pixels) {
    const auto index = std::to_integer<std::size_t>(stored);
    for (const std::uint16_t* color : {red, green, blue})
      *out++ = static_cast<std::byte>(color[index] >> kByte);
  }
  return picture;
}

Picture load_page(TIFF* tiff, std::int64_t max_pixels) {
  const Page page = page_of(tiff);
  refuse_what_gimp_changes(page);
  Picture picture;
  picture.layout = layout_of(tiff, page);
  if (page.indexed() && picture.layout.linear) throw plugin::NeedsGimp(_("its palette is linear"));
  picture.make_pixels(max_pixels);
  read_pixels(tiff, page, picture);
  return page.indexed() ? through_palette(tiff, picture) : picture;
}

Tiff open_tiff(const std::string& path) {
  TIFFSetWarningHandler(on_warning);
  TIFFSetErrorHandler(on_error);
  Tiff tiff(TIFFOpen(path.c_str(), "r"));
  if (!tiff) refuse_picture({});
  return tiff;
}

/// Small versions of another page are none.
void go_to_page(TIFF* tiff, int page) {
  int seen = 0;
  do {
    if (!page_of(tiff).reduced && ++seen == page) return;
  } while (TIFFReadDirectory(tiff));
  refuse_page(page);
}

/// Where a file's numbers are, by its first bytes.
struct Numbers {
  bool little = true, big = false;

  /// Bytes of a place in the file.
  unsigned place() const { return big ? 8 : 4; }
  std::uint64_t first_directory() const { return big ? 8 : 4; }
  /// Behind the entries of a directory, where the next one's place stands.
  std::uint64_t link_at(std::uint64_t directory, std::uint64_t entries) const {
    return directory + (big ? 8 + 20 * entries : 2 + 12 * entries);
  }
  std::string stored(std::uint64_t number) const {
    std::string bytes;
    for (unsigned i = 0; i < place(); ++i) {
      const unsigned shift = kByte * (little ? i : place() - 1 - i);
      bytes += static_cast<char>(number >> shift & 0xFF);
    }
    return bytes;
  }
};

}  // namespace

/// The head points at that page's directory, which points at no other: everything else stays where
/// it is, whatever kind of TIFF it may be.
void copy_tiff_page(const std::string& path, int page, const std::string& copy) {
  std::uint64_t directory = 0;
  {
    const Tiff tiff = open_tiff(path);
    go_to_page(tiff.get(), page);
    directory = TIFFCurrentDirOffset(tiff.get());
  }
  plugin::ByteSource file(path);
  const bool little = file.byte(0) == static_cast<unsigned>('I');
  const Numbers numbers{little, file.number(2, 2, little) == kBigTiff};
  const auto entries = file.number(directory, numbers.big ? 8 : 2, little);
  std::error_code error;
  std::filesystem::copy_file(path, copy, error);
  std::fstream out(copy, std::ios::binary | std::ios::in | std::ios::out);
  const auto put = [&](std::uint64_t at, std::uint64_t number) {
    const std::string bytes = numbers.stored(number);
    out.seekp(static_cast<std::streamoff>(at));
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  };
  put(numbers.first_directory(), directory);
  put(numbers.link_at(directory, entries.value_or(0)), 0);
  if (error || !entries || !out.flush()) refuse_picture(error.message());
}

Picture load_tiff(const std::string& path, int page, std::int64_t max_pixels) {
  const Tiff tiff = open_tiff(path);
  if (page > 0) {
    go_to_page(tiff.get(), page);
    return load_page(tiff.get(), max_pixels);
  }
  const auto pages = static_cast<int>(TIFFNumberOfDirectories(tiff.get()));
  if (pages == 0 || !TIFFSetDirectory(tiff.get(), 0)) refuse_picture({});
  Picture first = load_page(tiff.get(), max_pixels);
  // The others are loaded for what may be wrong with them.
  for (int other = 1; other < pages && TIFFSetDirectory(tiff.get(), static_cast<tdir_t>(other));
       ++other) {
    ++first.layers;
    (void)load_page(tiff.get(), max_pixels);
  }
  return first;
}

}  // namespace unweave::engine
