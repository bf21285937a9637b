// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/remark.hpp"
#include "core/result.hpp"

namespace unweave::plugin {

/// What a picture's file says of itself, without its pixels being decoded.
struct PictureFile {
  enum class Format { Unknown, Png, Jpeg, Tiff, Gif, WebP, Bmp, Pnm, Xcf, Psd, Pdf, Svg };
  Format format = Format::Unknown;
  std::int64_t width = 0, height = 0;  ///< of the largest page; 0: unknown
  std::int64_t pages = 1;              ///< or frames, as far as they can be counted
  std::int64_t pixels = 0;             ///< of all pages, all of which GIMP loads; 0: unknown
  bool whole = true;  ///< false: the file ends early, or its own checksums do not fit

  /// True where several layers are pages or frames, of which each is a picture of its own.
  bool in_pages() const {
    return format == Format::Tiff || format == Format::Gif || format == Format::WebP ||
           format == Format::Pdf;
  }
};

/// The bytes at a file's begin that tell what it is; a shorter file has no more.
inline constexpr std::size_t kPictureHead = 1024;
/// What a file is that starts with these bytes.
PictureFile::Format picture_format(const std::string& head);

/// How far the file is looked at: to the sizes of its pages, or also whether it is whole.
enum class Look { Size, Whole };

/// Reads the file in pieces and once at the most: PNG with its checksums, JPEG to its end mark,
/// TIFF's directories, GIF and WebP block by block, of BMP, PNM, XCF and PSD the head. Trusts
/// nothing in it: sizes up to 2^31 - 1 a side, at most 65536 pages, and of directories that point
/// at each other no more than a bounded part. What it does not know it leaves unknown and whole.
/// Never throws for what is in the file. Cost: linear in the file's size.
///
/// `page`, from 1: what is said is of that page or frame alone, but for the number of pages; 0: of
/// all. Of a TIFF small versions of another page are no pages.
PictureFile look_at_picture(const std::string& path, Look how, int page = 0);

/// What a picture's file has to say to whoever recovers it from a window. No file, no remarks.
std::vector<Remark> remarks_on_file(const std::string& path);

/// Of a picture of that size, TooManyPixels.
Failure too_many_pixels(std::int64_t width, std::int64_t height, std::int64_t pages);

}  // namespace unweave::plugin
