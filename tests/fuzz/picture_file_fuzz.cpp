// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string>
#include <vector>

#include "plugin/run/picture_file.hpp"
#include "tests/fuzz/fuzz.hpp"

// Files that call themselves pictures: what is said of their size stays in its bounds, and nothing
// that they point at leads astray.

namespace unweave::fuzz {

namespace {

std::string le16(int v) { return {static_cast<char>(v), static_cast<char>(v >> 8)}; }
std::string le32(int v) { return le16(v) + le16(v >> 16); }
std::string be32(int v) {
  const std::string s = le32(v);
  return {s.rbegin(), s.rend()};
}

std::string tiff(int pages) {
  std::string out = "II*" + std::string(1, '\0') + le32(8);
  for (int page = 0; page < pages; ++page) {
    const int next = static_cast<int>(out.size()) + 2 + 3 * 12 + 4;
    out += le16(3) + le16(256) + le16(3) + le32(1) + le32(120 + page) + le16(257) + le16(4) +
           le32(1) + le32(90) + le16(258) + le16(3) + le32(1) + le32(8) +
           le32(page + 1 < pages ? next : 0);
  }
  return out;
}

}  // namespace

std::vector<std::string> seeds() {
  using std::string_literals::operator""s;
  const std::string png = "\x89PNG\r\n\x1a\n"s + be32(13) + "IHDR" + be32(160) + be32(90) +
                          "\x08\x02\0\0\0"s + be32(0x12345678) + be32(4) + "IDATabcd" + be32(1) +
                          be32(0) + "IEND\xae\x42\x60\x82";
  const std::string jpeg =
      "\xff\xd8\xff\xe0\0\x04\0\0\xff\xc0\0\x0b\x08\0\x5a\0\xa0\x01\x01\x11\0"
      "\xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\x34\xff\xd9"s;
  const std::string gif = "GIF89a"s + le16(40) + le16(30) + "\x80\0\0abcdef"s +
                          "\x21\xf9\x04\0\0\0\0\0"s + "," + le16(0) + le16(0) + le16(40) +
                          le16(30) + "\0\x02\x03"s + "abc" + "\0;"s;
  const std::string vp8x = "VP8X"s + le32(10) + "\x02\0\0\0\x27\0\0\x1d\0\0"s;
  const std::string webp = "RIFF"s + le32(static_cast<int>(4 + vp8x.size())) + "WEBP" + vp8x;
  const std::string bmp = "BM"s + le32(60) + le32(0) + le32(54) + le32(40) + le32(33) + le32(-21) +
                          le16(1) + le16(24) + std::string(28, '\0');
  const std::string psd = "8BPS\0\x01\0\0\0\0\0\0\0\x03"s + be32(77) + be32(88) + "\0\x08\0\x03"s;
  const std::string xcf = "gimp xcf v011\0"s + be32(300) + be32(200) + be32(0);
  return {"",
          png,
          jpeg,
          gif,
          webp,
          bmp,
          psd,
          xcf,
          tiff(1),
          tiff(5),
          "MM\0*"s + be32(8),
          "P6\n# a comment\n12 34\n255\nabc",
          "P7\nWIDTH 5\nHEIGHT 6\nDEPTH 3\nMAXVAL 255\nENDHDR\n",
          "%PDF-1.5\n1 0 obj\n<< /Type /Pages /Count 3 >>\nendobj\n%%EOF\n"};
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave::plugin;  // NOLINT(google-build-using-namespace)
  const std::string file = unweave::fuzz::as_file(data, size);
  constexpr std::int64_t kMostSide = (std::int64_t{1} << 31) - 1, kMostPages = 65536;
  for (const Look how : {Look::Size, Look::Whole}) {
    const PictureFile seen = look_at_picture(file, how);
    PROMISED(seen.width >= 0 && seen.width <= kMostSide);
    PROMISED(seen.height >= 0 && seen.height <= kMostSide);
    PROMISED(seen.pages >= 1 && seen.pages <= kMostPages);
    PROMISED(seen.pixels >= 0);
  }
  for (const unweave::Remark& remark : remarks_on_file(file)) PROMISED(remark.detail.size() < 4096);
  return 0;
}
