// SPDX-License-Identifier: GPL-3.0-or-later
#include <webp/decode.h>
#include <webp/demux.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>
#include <vector>

#include "plugin/engine/metadata.hpp"
#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::engine {
namespace {

using namespace std::string_view_literals;

struct Delete {
  void operator()(WebPDemuxer* demuxer) const { WebPDemuxDelete(demuxer); }
  void operator()(WebPAnimDecoder* decoder) const { WebPAnimDecoderDelete(decoder); }
};

void refuse_what_gimp_changes(const WebPDemuxer* demuxer) {
  if ((WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & EXIF_FLAG) == 0) return;
  WebPChunkIterator chunk;
  if (!WebPDemuxGetChunk(demuxer, "EXIF", 1, &chunk)) return;
  std::vector<std::byte> exif(chunk.chunk.size);
  std::memcpy(exif.data(), chunk.chunk.bytes, exif.size());
  WebPDemuxReleaseChunkIterator(&chunk);
  constexpr std::string_view kMark = "Exif\0\0"sv;  // of some programs
  const bool marked =
      exif.size() > kMark.size() && std::memcmp(exif.data(), kMark.data(), kMark.size()) == 0;
  refuse_turned(std::span(exif).subspan(marked ? kMark.size() : 0));
}

/// A frame as it is composed; of the first one the others are decoded, too, for what may be wrong
/// with them.
void decode_frames(const WebPData& data, int page, Picture& picture) {
  WebPAnimDecoderOptions options;
  WebPAnimDecoderOptionsInit(&options);
  const std::unique_ptr<WebPAnimDecoder, Delete> decoder(WebPAnimDecoderNew(&data, &options));
  if (!decoder) refuse_picture({});
  picture.layers = 0;
  while (WebPAnimDecoderHasMoreFrames(decoder.get())) {
    std::uint8_t* frame = nullptr;
    int time = 0;
    if (!WebPAnimDecoderGetNext(decoder.get(), &frame, &time)) refuse_picture({});
    if (++picture.layers == std::max(page, 1))
      std::memcpy(picture.pixels.data(), frame, picture.pixels.size());
    if (picture.layers == page) return;
  }
  if (page > 0) refuse_page(page);
}

}  // namespace

Picture load_webp(const std::string& path, int page, std::int64_t max_pixels) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const WebPData data{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
  const std::unique_ptr<WebPDemuxer, Delete> demuxer(WebPDemux(&data));
  Picture picture;
  picture.layout.channels = 4;  // GIMP's loader always makes alpha
  if (!demuxer ||
      !WebPGetInfo(data.bytes, data.size, &picture.layout.width, &picture.layout.height))
    refuse_picture({});
  refuse_what_gimp_changes(demuxer.get());
  picture.make_pixels(max_pixels);
  if (WebPDemuxGetI(demuxer.get(), WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG)
    decode_frames(data, page, picture);
  else if (page > 1)
    refuse_page(page);
  else if (!WebPDecodeRGBAInto(data.bytes, data.size,
                               reinterpret_cast<std::uint8_t*>(picture.pixels.data()),
                               picture.pixels.size(), static_cast<int>(picture.row_bytes())))
    refuse_picture({});
  return picture;
}

}  // namespace unweave::engine
