// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/picture_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "plugin/run/byte_source.hpp"

namespace unweave::plugin {
namespace {

using namespace std::string_view_literals;
using Format = PictureFile::Format;

constexpr std::int64_t kMostPages = 65536;
constexpr std::int64_t kLongestSide = std::numeric_limits<std::int32_t>::max();

/// A page of that size; one that no loader takes is as large as can be said.
void add_page(PictureFile& picture, std::uint64_t width, std::uint64_t height) {
  const auto w = static_cast<std::int64_t>(std::min<std::uint64_t>(width, kLongestSide));
  const auto h = static_cast<std::int64_t>(std::min<std::uint64_t>(height, kLongestSide));
  if (w * h > picture.width * picture.height || picture.pixels == 0) {
    picture.width = w;
    picture.height = h;
  }
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  picture.pixels = w * h > kMost - picture.pixels ? kMost : picture.pixels + w * h;
}

/// PNG (ISO/IEC 15948): chunks, each with its CRC.
void look_at_png(ByteSource& file, Look how, PictureFile& picture) {
  constexpr std::uint64_t kSignature = 8, kAround = 12;
  if (const auto width = file.big32(16), height = file.big32(20); width && height)
    add_page(picture, *width, *height);
  if (how == Look::Size) return;
  picture.whole = false;
  for (std::uint64_t at = kSignature; at + kAround <= file.size();) {
    const auto length = file.big32(at);
    if (!length || *length > file.size() - at - kAround) return;
    if (file.crc32(at + 4, *length + 4) != file.big32(at + 8 + *length)) return;
    if (file.text(at + 4, 4) == "IEND") {
      picture.whole = true;
      return;
    }
    at += *length + kAround;
  }
}

/// JPEG (ITU-T T.81, B.1): segments, and behind a start of scan the coded data up to a marker.
void look_at_jpeg(ByteSource& file, Look how, PictureFile& picture) {
  constexpr unsigned kMark = 0xFF, kEnd = 0xD9;
  picture.whole = false;
  for (std::uint64_t at = 2;;) {
    // Coded data and what is between segments: FF 00 is a coded FF, FF D0 to D7 are restarts.
    unsigned mark = 0;
    do {
      const auto found = file.find(kMark, at);
      const auto code = found ? file.byte(*found + 1) : std::nullopt;
      if (!code) return;
      mark = *code;
      at = *found + (mark == kMark ? 1 : 2);
    } while (mark == 0 || mark == kMark || mark == 1 || (mark >= 0xD0 && mark <= 0xD8));
    if (mark == kEnd) {
      picture.whole = true;
      return;
    }
    const auto length = file.big16(at);
    if (!length || *length < 2) return;
    const bool frame = mark >= 0xC0 && mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC;
    if (frame && picture.pixels == 0)
      if (const auto height = file.big16(at + 3), width = file.big16(at + 5); height && width)
        add_page(picture, *width, *height);
    if (how == Look::Size && picture.pixels > 0) {
      picture.whole = true;
      return;
    }
    at += *length;  // the data of a scan follows: the next marker is behind it
  }
}

/// GIF89a: blocks up to the trailer. A frame is whole where it and those before it are.
void look_at_gif(ByteSource& file, PictureFile& picture, int page) {
  const auto width = file.little16(6), height = file.little16(8);
  const auto flags = file.byte(10);
  picture.whole = false;
  if (!width || !height || !flags) return;
  const auto table = [](unsigned packed) { return packed & 0x80 ? 3ULL << ((packed & 7) + 1) : 0; };
  const auto skip_data = [&](std::uint64_t& at) {
    for (;;) {
      const auto length = file.byte(at);
      if (!length) return false;
      at += 1 + *length;
      if (*length == 0) return true;
    }
  };
  std::int64_t frames = 0;
  for (std::uint64_t at = 13 + table(*flags);;) {
    const auto block = file.byte(at);
    if (block == 0x3BU && page == 0) picture.whole = true;
    if (page > 0 && frames == page) picture.whole = true;
    if (block == 0x21U) {
      at += 2;
    } else if (block == 0x2CU && frames < kMostPages) {
      picture.pages = ++frames;
      // GIMP gives each frame the whole canvas.
      if (page == 0 || frames == page) add_page(picture, *width, *height);
      const auto packed = file.byte(at + 9);
      if (!packed) return;
      at += 10 + table(*packed) + 1;
    } else {
      return;
    }
    if (!skip_data(at)) return;
  }
}

/// WebP: RIFF chunks, padded to even lengths.
void look_at_webp(ByteSource& file, PictureFile& picture, int page) {
  const auto size = file.little32(4);
  picture.whole = size && *size + 8 <= file.size();
  const std::uint64_t end = size ? std::min(*size + 8, file.size()) : 0;
  std::uint64_t width = 0, height = 0;
  std::int64_t frames = 0;
  for (std::uint64_t at = 12; at + 8 <= end;) {
    const std::string kind = file.text(at, 4);
    const auto length = file.little32(at + 4);
    if (!length) break;
    if (kind == "VP8X") {
      width = file.little24(at + 12).value_or(0) + 1;
      height = file.little24(at + 15).value_or(0) + 1;
    } else if (kind == "VP8 " && width == 0) {
      width = file.little16(at + 14).value_or(0) & 0x3FFF;
      height = file.little16(at + 16).value_or(0) & 0x3FFF;
    } else if (kind == "VP8L" && width == 0) {
      const auto bits = file.little32(at + 9).value_or(0);
      width = (bits & 0x3FFF) + 1;
      height = (bits >> 14 & 0x3FFF) + 1;
    } else if (kind == "ANMF" && frames < kMostPages) {
      ++frames;
    }
    at += 8 + *length + (*length & 1);
  }
  picture.pages = std::max<std::int64_t>(frames, 1);
  const std::int64_t counted = page > 0 ? 1 : picture.pages;
  for (std::int64_t i = 0; width > 0 && i < counted; ++i) add_page(picture, width, height);
}

void look_at_bmp(ByteSource& file, PictureFile& picture) {
  constexpr std::uint32_t kOldHeader = 12, kUncompressed = 0;
  const auto header = file.little32(14);
  if (header == kOldHeader) {
    add_page(picture, file.little16(18).value_or(0), file.little16(20).value_or(0));
    return;
  }
  const auto width = file.little32(18), height = file.little32(22), start = file.little32(10);
  const auto bits = file.little16(28);
  const auto compression = file.little32(30);
  if (!compression || !bits) {
    picture.whole = false;
    return;
  }
  // A negative height: from the top down.
  const std::uint64_t rows = *height > 0x7FFFFFFFU ? (1ULL << 32) - *height : *height;
  add_page(picture, *width, rows);
  const std::uint64_t row = (*width * *bits + 31) / 32 * 4;
  if (compression == kUncompressed && *width <= kLongestSide && rows <= kLongestSide)
    picture.whole = row == 0 || rows <= (file.size() - std::min(*start, file.size())) / row;
}

/// PBM, PGM and PPM: numbers as text, comments between them.
void look_at_pnm(ByteSource& file, PictureFile& picture) {
  const std::string head = file.text(0, 4096);
  const char kind = head[1];
  std::array<std::uint64_t, 3> numbers{0, 0, 1};  // width, height, largest level
  std::size_t at = 2;
  for (std::size_t i = 0; i < (kind == '1' || kind == '4' ? 2U : 3U); ++i) {
    while (at < head.size() &&
           std::string_view(" \t\r\n\v\f#").find(head[at]) != std::string_view::npos)
      at = head[at] == '#' ? std::min(head.find('\n', at), head.size()) : at + 1;
    const auto [end, error] = std::from_chars(&head[at], head.data() + head.size(), numbers[i]);
    if (error != std::errc()) return;
    at = static_cast<std::size_t>(end - head.data());
  }
  add_page(picture, numbers[0], numbers[1]);
  if (kind < '4' || numbers[0] > kLongestSide || numbers[1] > kLongestSide) return;
  const std::uint64_t sample = numbers[2] > 255 ? 2 : 1;
  const std::uint64_t row =
      kind == '4' ? (numbers[0] + 7) / 8 : numbers[0] * sample * (kind == '6' ? 3 : 1);
  picture.whole = row == 0 || numbers[1] <= (file.size() - at - 1) / row;
}

/// TIFF 6.0 and BigTIFF: a chain of directories.
class TiffReader {
 public:
  TiffReader(ByteSource& file, PictureFile& picture, int page)
      : file_(file), picture_(picture), page_(page) {
    little_ = file.byte(0) == static_cast<unsigned>('I');
    big_ = number(2, 2) == 43U;
  }

  void look() {
    picture_.pages = 0;
    std::set<std::uint64_t> seen;
    auto at = number(big_ ? 8 : 4, big_ ? 8 : 4);
    while (at && *at != 0 && seen.insert(*at).second && picture_.pages < kMostPages)
      at = directory(*at);
    picture_.whole = picture_.whole && (at.has_value() || (page_ > 0 && page_ <= picture_.pages));
    picture_.pages = std::max<std::int64_t>(picture_.pages, 1);
  }

 private:
  enum Tag : std::uint64_t {
    NewSubfileType = 254,
    Width = 256,
    Height = 257,
    StripOffsets = 273,
    StripCounts = 279,
    TileOffsets = 324,
    TileCounts = 325,
  };
  struct Entry {
    std::uint64_t type = 0, count = 0, place = 0;  ///< where its values are
  };

  std::optional<std::uint64_t> number(std::uint64_t at, unsigned bytes) {
    if (left_ == 0) return std::nullopt;
    --left_;
    return file_.number(at, bytes, little_);
  }
  static unsigned size_of(std::uint64_t type) {
    constexpr std::array<unsigned, 19> kSizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                              8, 4, 8, 4, 0, 0, 8, 8, 8};
    return type < kSizes.size() ? kSizes[type] : 0;
  }
  std::optional<std::uint64_t> value(const Entry& entry, std::uint64_t i) {
    const unsigned size = size_of(entry.type);
    if (size == 0 || i >= entry.count) return std::nullopt;
    return number(entry.place + i * size, size);
  }

  /// Where the next one is; 0 behind the last, nothing if this one is cut off.
  std::optional<std::uint64_t> directory(std::uint64_t at) {
    const unsigned word = big_ ? 8 : 4, entry_size = big_ ? 20 : 12, head = big_ ? 8 : 2;
    const auto count = number(at, head);
    if (!count || *count > file_.size() / entry_size) return std::nullopt;
    Entry kind, width, height, offsets, counts;
    for (std::uint64_t i = 0; i < *count; ++i) {
      const std::uint64_t place = at + head + i * entry_size;
      const auto tag = number(place, 2), type = number(place + 2, 2), n = number(place + 4, word);
      if (!n) return std::nullopt;
      const auto id = static_cast<unsigned>(*tag);
      Entry entry{*type, *n, place + 4 + word};
      if (*n > word / std::max(1U, size_of(*type)))
        entry.place = number(place + 4 + word, word).value_or(file_.size());
      if (id == NewSubfileType) kind = entry;
      if (id == Width) width = entry;
      if (id == Height) height = entry;
      if (id == StripOffsets || id == TileOffsets) offsets = entry;
      if (id == StripCounts || id == TileCounts) counts = entry;
    }
    const bool reduced = (value(kind, 0).value_or(0) & 1) != 0;
    if (!reduced) {
      const bool meant = ++picture_.pages == page_ || page_ == 0;
      if (meant) add_page(picture_, value(width, 0).value_or(0), value(height, 0).value_or(0));
      for (std::uint64_t i = 0; meant && picture_.whole && i < offsets.count; ++i)
        picture_.whole = within(value(offsets, i), value(counts, i));
    }
    return number(at + head + *count * entry_size, word);
  }

  /// Sizes may be missing, or 0 for what was never written: only the place is looked at then.
  bool within(std::optional<std::uint64_t> place, std::optional<std::uint64_t> size) const {
    return place && *place <= file_.size() && size.value_or(0) <= file_.size() - *place;
  }

  ByteSource& file_;
  PictureFile& picture_;
  int page_;
  bool little_ = true, big_ = false;
  std::uint64_t left_ = 1 << 24;  ///< numbers that may still be read
};

/// An XML file whose first element is `svg`.
bool is_svg(std::string_view head) {
  constexpr std::string_view kByteOrder = "\xef\xbb\xbf", kBlank = " \t\r\n";
  if (head.starts_with(kByteOrder)) head.remove_prefix(kByteOrder.size());
  for (;;) {
    head.remove_prefix(std::min(head.find_first_not_of(kBlank), head.size()));
    const bool comment = head.starts_with("<!--");
    if (!comment && !head.starts_with("<?") && !head.starts_with("<!DOCTYPE svg")) break;
    const std::string_view end = comment ? "-->" : ">";
    const std::size_t at = head.find(end);
    if (at == head.npos) return false;
    head.remove_prefix(at + end.size());
  }
  return head.starts_with("<svg") &&
         head.find_first_of(" \t\r\n>") == std::string_view("<svg").size();
}

}  // namespace

PictureFile::Format picture_format(const std::string& head) {
  const auto starts = [&](std::string_view magic) { return head.starts_with(magic); };
  if (starts("\x89PNG\r\n\x1a\n"sv)) return Format::Png;
  if (starts("\xff\xd8\xff"sv)) return Format::Jpeg;
  if (starts("II*\0"sv) || starts("MM\0*"sv) || starts("II+\0"sv) || starts("MM\0+"sv))
    return Format::Tiff;
  if (starts("GIF8"sv)) return Format::Gif;
  if (starts("RIFF"sv) && head.size() >= 12 && head.compare(8, 4, "WEBP") == 0) return Format::WebP;
  if (starts("BM"sv)) return Format::Bmp;
  if (starts("gimp xcf "sv)) return Format::Xcf;
  if (starts("8BPS"sv)) return Format::Psd;
  if (starts("%PDF-"sv)) return Format::Pdf;
  if (head.size() > 2 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6' &&
      " \t\r\n\v\f#"sv.find(head[2]) != std::string_view::npos)
    return Format::Pnm;
  if (is_svg(head)) return Format::Svg;
  return Format::Unknown;
}

std::vector<Remark> remarks_on_file(const std::string& path) {
  if (path.empty() || look_at_picture(path, Look::Whole).whole) return {};
  return {{Note::PartialPicture, {}}};
}

Failure too_many_pixels(std::int64_t width, std::int64_t height, std::int64_t pages) {
  std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (pages > 1) size += " x " + std::to_string(pages);
  return {Reason::TooManyPixels, std::move(size)};
}

PictureFile look_at_picture(const std::string& path, Look how, int page) {
  PictureFile picture;
  ByteSource file(path);
  picture.format = picture_format(file.text(0, kPictureHead));
  switch (picture.format) {
    case Format::Png:
      look_at_png(file, how, picture);
      break;
    case Format::Jpeg:
      look_at_jpeg(file, how, picture);
      break;
    case Format::Tiff:
      TiffReader(file, picture, page).look();
      break;
    case Format::Gif:
      look_at_gif(file, picture, page);
      break;
    case Format::WebP:
      look_at_webp(file, picture, page);
      break;
    case Format::Bmp:
      look_at_bmp(file, picture);
      break;
    case Format::Pnm:
      look_at_pnm(file, picture);
      break;
    case Format::Xcf:
      add_page(picture, file.big32(14).value_or(0), file.big32(18).value_or(0));
      break;
    case Format::Psd:
      add_page(picture, file.big32(18).value_or(0), file.big32(14).value_or(0));
      break;
    case Format::Pdf:
    case Format::Svg:
    case Format::Unknown:
      break;
  }
  return picture;
}

}  // namespace unweave::plugin
