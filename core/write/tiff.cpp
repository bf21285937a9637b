// SPDX-License-Identifier: GPL-3.0-or-later
#include <tiffio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "core/version.hpp"
#include "core/write/format.hpp"
#include "core/write/geotiff.hpp"

namespace unweave {

namespace {

constexpr std::uint32_t gdal_metadata_tag = 42112;
constexpr std::uint32_t gdal_nodata_tag = 42113;
constexpr std::uint64_t classic_limit = 0xf0000000;  // 4 GiB less ample room for the directory
constexpr std::uint32_t strip_bytes = 1 << 18;       // a strip is deflated by itself
/// Of zlib: beyond it, each level takes twice the time for some per cent.
constexpr int kDeflateLevel = 6;

struct Closer {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using Tiff = std::unique_ptr<TIFF, Closer>;

/// Keeps the library's own word of what went wrong, which it would print otherwise.
int keep_error(TIFF*, void* word, const char*, const char* format, va_list arguments) {
  char text[512];
  static_cast<void>(std::vsnprintf(text, sizeof text, format, arguments));
  *static_cast<std::string*>(word) = text;
  return 1;
}

int keep_nothing(TIFF*, void*, const char*, const char*, va_list) { return 1; }

/// Little-endian on every machine, so that files are the same byte for byte.
Tiff open_tiff(const AtomicFile& file, bool big, std::string& word) {
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (!options) return nullptr;
  TIFFOpenOptionsSetErrorHandlerExtR(options, keep_error, &word);
  TIFFOpenOptionsSetWarningHandlerExtR(options, keep_nothing, nullptr);
  // The library closes its descriptor; ours is needed afterwards.
  const int fd = dup(file.descriptor());
  TIFF* tiff = fd < 0 ? nullptr : TIFFFdOpenExt(fd, "", big ? "wl8" : "wl", options);
  if (!tiff && fd >= 0) close(fd);
  TIFFOpenOptionsFree(options);
  return Tiff(tiff);
}

/// Tags beyond baseline TIFF have to be made known to the library, for this file alone.
void declare_tags(TIFF* tiff) {
  const auto field = [](std::uint32_t tag, short count, TIFFDataType type, const char* name) {
    const bool counted = type != TIFF_ASCII;
    return TIFFFieldInfo{tag,
                         count,
                         count,
                         type,
                         FIELD_CUSTOM,
                         1,
                         static_cast<unsigned char>(counted),
                         const_cast<char*>(name)};
  };
  constexpr short any = TIFF_VARIABLE;
  const std::array fields{
      field(GeoTags::pixel_scale_tag, any, TIFF_DOUBLE, "ModelPixelScale"),
      field(GeoTags::tiepoint_tag, any, TIFF_DOUBLE, "ModelTiepoint"),
      field(GeoTags::transformation_tag, any, TIFF_DOUBLE, "ModelTransformation"),
      field(GeoTags::key_directory_tag, any, TIFF_SHORT, "GeoKeyDirectory"),
      field(gdal_metadata_tag, any, TIFF_ASCII, "GDAL_METADATA"),
      field(gdal_nodata_tag, any, TIFF_ASCII, "GDAL_NODATA"),
  };
  TIFFMergeFieldInfo(tiff, fields.data(), fields.size());
}

template <class T>
bool set_list(TIFF* tiff, std::uint32_t tag, const std::vector<T>& values) {
  if (values.empty()) return true;
  return TIFFSetField(tiff, tag, static_cast<int>(values.size()), values.data()) == 1;
}

std::uint32_t sample_bytes(const FieldToWrite& field) {
  return field.read_doubles ? sizeof(double) : sizeof(float);
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : utf8(text)) {
    if (c == '<')
      out += "&lt;";
    else if (c == '&')
      out += "&amp;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

/// Name and unit of the band as GDAL's programs keep them; empty where neither is known.
std::string band_metadata(const Report& report) {
  if (report.range.source == RangeSource::None) return {};
  std::string items;
  if (!report.quantity.empty())
    items += "  <Item name=\"DESCRIPTION\" sample=\"0\" role=\"description\">" +
             xml(report.quantity) + "</Item>\n";
  if (!report.units.empty())
    items += "  <Item name=\"UNITTYPE\" sample=\"0\" role=\"unittype\">" + xml(report.units) +
             "</Item>\n";
  return items.empty() ? items : "<GDALMetadata>\n" + items + "</GDALMetadata>\n";
}

bool set_tags(TIFF* tiff, const FieldToWrite& field, const Report& report) {
  const auto width = static_cast<std::uint32_t>(field.width);
  const auto height = static_cast<std::uint32_t>(field.height);
  const std::uint32_t rows = std::clamp(strip_bytes / sample_bytes(field) / width, 1u, height);
  const std::string software = std::string("gimp-unweave ") + version();
  bool fine = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width) &&
              TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height) &&
              TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8 * sample_bytes(field)) &&
              TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) &&
              TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP) &&
              TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK) &&
              TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE) &&
              TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_FLOATINGPOINT) &&
              TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, kDeflateLevel) &&
              TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
              TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, rows) &&
              TIFFSetField(tiff, TIFFTAG_SOFTWARE, software.c_str()) &&
              TIFFSetField(tiff, TIFFTAG_IMAGEDESCRIPTION, provenance_json(report).c_str()) &&
              TIFFSetField(tiff, gdal_nodata_tag, "nan");
  if (const std::string band = band_metadata(report); !band.empty())
    fine = fine && TIFFSetField(tiff, gdal_metadata_tag, band.c_str());
  if (const auto geo = geo_tags(report, field.width, field.height)) {
    fine = fine && set_list(tiff, GeoTags::pixel_scale_tag, geo->pixel_scale) &&
           set_list(tiff, GeoTags::tiepoint_tag, geo->tiepoint) &&
           set_list(tiff, GeoTags::transformation_tag, geo->transformation) &&
           set_list(tiff, GeoTags::key_directory_tag, geo->keys);
  }
  return fine;
}

}  // namespace

Result<void> write_tiff(AtomicFile& file, const FieldToWrite& field, const Report& report) {
  std::string word;
  const auto failure = [&] { return tl::unexpected(file.diagnose(word)); };
  const auto bytes = static_cast<std::uint64_t>(field.width) * field.height * sample_bytes(field);
  Tiff tiff = open_tiff(file, bytes > classic_limit, word);
  if (!tiff) return failure();
  declare_tags(tiff.get());
  if (!set_tags(tiff.get(), field, report)) return failure();

  auto done = with_samples(field, [&](auto sample) {
    using T = decltype(sample);
    return for_each_band<T>(field, [&](int y, int rows, std::span<const T> values) {
      for (int row = 0; row < rows; ++row) {
        // The library takes a non-const pointer, but changes nothing in the machine's byte order;
        // in the other it swaps in place, which the band allows: each row is written once.
        void* line = const_cast<T*>(values.data()) + static_cast<std::size_t>(row) * field.width;
        if (TIFFWriteScanline(tiff.get(), line, static_cast<std::uint32_t>(y + row), 0) != 1)
          return Result<void>(failure());
      }
      return Result<void>();
    });
  });
  if (!done) return done;
  if (TIFFFlushData(tiff.get()) != 1 || TIFFWriteDirectory(tiff.get()) != 1) return failure();
  return {};
}

}  // namespace unweave
