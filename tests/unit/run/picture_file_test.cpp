// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/picture_file.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>

#include "../write/sandbox.hpp"

using unweave::test::put;
using unweave::test::TemporaryFolder;
using namespace unweave::plugin;
using namespace std::string_literals;
using Format = PictureFile::Format;

namespace {

std::string number(std::uint64_t value, int bytes, bool little) {
  std::string text;
  for (int i = 0; i < bytes; ++i)
    text += static_cast<char>(value >> 8 * (little ? i : bytes - 1 - i) & 255);
  return text;
}
std::string big(std::uint64_t value, int bytes = 4) { return number(value, bytes, false); }
std::string little(std::uint64_t value, int bytes = 4) { return number(value, bytes, true); }

/// Bit by bit, as ISO 3309 has it.
std::uint32_t slow_crc(std::string_view bytes) {
  std::uint32_t crc = ~0U;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
  }
  return ~crc;
}

std::string chunk(const std::string& kind, const std::string& contents) {
  return big(contents.size()) + kind + contents + big(slow_crc(kind + contents));
}
std::string png(std::uint32_t width, std::uint32_t height, const std::string& data = "data") {
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", big(width) + big(height) + "\x08\x02\0\0\0"s) +
         chunk("IDAT", data) + chunk("IEND", "");
}

std::string segment(char mark, const std::string& contents) {
  return "\xff"s + mark + big(contents.size() + 2, 2) + contents;
}
std::string jpeg(int width, int height) {
  const std::string frame = "\x08"s + big(height, 2) + big(width, 2) + "\x01\x01\x11\0"s;
  // A thumbnail with an end of its own, coded FFs and a restart.
  return "\xff\xd8" + segment('\xe1', "\xff\xd8\xff\xd9") + segment('\xc4', "tables") +
         segment('\xc2', frame) + segment('\xda', "\x01\x01\0\0\x3f\0"s) +
         "coded\xff\0more\xff\xd0rest"s + segment('\xda', "\x01\x01\0\0\x3f\0"s) + "again\xff\xd9";
}

std::string gif(int width, int height, int frames) {
  std::string text = "GIF89a" + little(width, 2) + little(height, 2) + "\x80\0\0"s + "abcdef" +
                     "\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"s;
  for (int i = 0; i < frames; ++i)
    text += "\x21\xf9\x04\0\0\0\0\0"s + "," + std::string(4, '\0') + little(width, 2) +
            little(height, 2) + "\0\x02\x03;,!\0"s;
  return text + ";";
}

/// Of one strip each; `gap` bytes lie before the first.
std::string tiff(bool small_first, bool big_tiff,
                 const std::vector<std::array<std::uint64_t, 3>>& pages) {
  const auto n = [&](std::uint64_t value, int bytes) { return number(value, bytes, small_first); };
  const int word = big_tiff ? 8 : 4;
  std::string text = small_first ? "II" : "MM";
  text += n(big_tiff ? 43 : 42, 2);
  if (big_tiff) text += n(8, 2) + n(0, 2);
  const std::size_t head = text.size() + static_cast<std::size_t>(word);
  const std::size_t directory =
      (big_tiff ? 8 : 2) + 5 * (big_tiff ? 20U : 12U) + static_cast<std::size_t>(word);
  std::size_t at = head + 100;  // the data, then the directories
  text += n(at, word) + std::string(100, 'x');
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto& [width, height, subfile] = pages[i];
    text += n(5, big_tiff ? 8 : 2);
    const auto entry = [&](std::uint64_t tag, std::uint64_t value) {
      text += n(tag, 2) + n(4, 2) + n(1, word) + n(value, 4) + (big_tiff ? n(0, 4) : "");
    };
    entry(254, subfile);
    entry(256, width);
    entry(257, height);
    entry(273, head);
    entry(279, 100);
    at += directory;
    text += n(i + 1 < pages.size() ? at : 0, word);
  }
  return text;
}

std::string webp(int width, int height, int frames) {
  const auto riff = [](const std::string& kind, const std::string& contents) {
    return kind + little(contents.size()) + contents + (contents.size() % 2 ? "\0"s : ""s);
  };
  std::string body =
      "WEBP" + riff("VP8X", little(0) + little(width - 1, 3) + little(height - 1, 3));
  for (int i = 0; i < frames; ++i) body += riff("ANMF", "frame");
  if (frames == 0) body += riff("VP8 ", "coded");
  return "RIFF" + little(body.size()) + body;
}

std::string bmp(int width, int height) {
  return "BM" + little(0) + little(0) + little(54) + little(40) +
         little(static_cast<std::uint32_t>(width)) + little(static_cast<std::uint32_t>(height)) +
         little(1, 2) + little(24, 2) + std::string(24, '\0') +
         std::string(static_cast<std::size_t>((3 * width + 3) / 4 * 4 * std::abs(height)), 'x');
}

struct Sample {
  const char* name;
  std::string bytes;
  Format format;
  std::int64_t width, height, pages;
  bool tells_its_end = true;
};

std::vector<Sample> samples() {
  return {
      {"png", png(300, 200), Format::Png, 300, 200, 1},
      {"jpg", jpeg(300, 200), Format::Jpeg, 300, 200, 1},
      {"gif", gif(300, 200, 1), Format::Gif, 300, 200, 1},
      {"frames.gif", gif(300, 200, 7), Format::Gif, 300, 200, 7},
      {"tif", tiff(true, false, {{300, 200, 0}}), Format::Tiff, 300, 200, 1},
      {"pages.tif", tiff(false, false, {{30, 20, 0}, {300, 200, 2}, {10, 10, 1}}), Format::Tiff,
       300, 200, 2},
      {"big.tif", tiff(true, true, {{300, 200, 0}}), Format::Tiff, 300, 200, 1},
      {"webp", webp(300, 200, 0), Format::WebP, 300, 200, 1},
      {"frames.webp", webp(300, 200, 3), Format::WebP, 300, 200, 3},
      {"bmp", bmp(300, 200), Format::Bmp, 300, 200, 1},
      {"down.bmp", bmp(300, -200), Format::Bmp, 300, 200, 1},
      {"ppm", "P6 # size\n300\n# more\n200 255\n" + std::string(180000, 'x'), Format::Pnm, 300, 200,
       1},
      {"pgm", "P5\n300 200\n65535\n" + std::string(120000, 'x'), Format::Pnm, 300, 200, 1},
      {"pbm", "P4\n300 200\n" + std::string(7600, 'x'), Format::Pnm, 300, 200, 1},
      {"plain.ppm", "P3 300 200 255\n1 2 3", Format::Pnm, 300, 200, 1, false},
      {"xcf", "gimp xcf v011\0"s + big(300) + big(200), Format::Xcf, 300, 200, 1, false},
      {"psd", "8BPS\0\1\0\0\0\0\0\0\0\3"s + big(200) + big(300), Format::Psd, 300, 200, 1, false},
  };
}

PictureFile look(const TemporaryFolder& folder, const std::string& bytes, Look how = Look::Whole) {
  put(folder / "picture", bytes);
  return look_at_picture(folder / "picture", how);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(picture_file)

BOOST_AUTO_TEST_CASE(a_file_of_any_first_bytes_has_a_page_and_no_exception) {
  const TemporaryFolder folder;
  for (const Sample& sample : samples())
    for (std::size_t length = 0; length <= std::min<std::size_t>(sample.bytes.size(), 80); ++length)
      BOOST_TEST_CONTEXT(sample.name << ", " << length << " bytes")
  BOOST_TEST(look(folder, sample.bytes.substr(0, length)).pages >= 1);
}

// 8 bytes of head, the length and its padding are 2^32: a sum in 32 bits would stay at the chunk.
BOOST_AUTO_TEST_CASE(a_chunk_of_almost_4_gb_ends_the_search) {
  const TemporaryFolder folder;
  const std::string bytes = "RIFF\x16\x32\0\0WEBPVP6X\xf7\xff\xff\xff"s + std::string(40, 'x');
  BOOST_TEST(look(folder, bytes).pages == 1);
}

BOOST_AUTO_TEST_CASE(format_size_and_pages_are_read_from_the_file) {
  const TemporaryFolder folder;
  for (const Sample& sample : samples())
    for (const Look how : {Look::Whole, Look::Size}) {
      const PictureFile file = look(folder, sample.bytes, how);
      BOOST_TEST_CONTEXT(sample.name) {
        BOOST_TEST((file.format == sample.format));
        BOOST_TEST(file.width == sample.width);
        BOOST_TEST(file.height == sample.height);
        BOOST_TEST(file.pages == sample.pages);
        BOOST_TEST(file.whole);
        if (sample.name != "pages.tif"s)
          BOOST_TEST(file.pixels == sample.width * sample.height * sample.pages);
      }
    }
}

BOOST_AUTO_TEST_CASE(a_page_is_looked_at_by_itself) {
  const TemporaryFolder folder;
  const auto page = [&](const std::string& bytes, int number) {
    put(folder / "picture", bytes);
    return look_at_picture(folder / "picture", Look::Whole, number);
  };
  // The second directory is a small version of a page.
  std::string pages = tiff(true, false, {{30, 20, 0}, {3, 2, 1}, {300, 200, 0}});
  BOOST_TEST(page(pages, 1).pixels == 600);
  BOOST_TEST(page(pages, 2).pixels == 60000);
  BOOST_TEST(page(pages, 2).width == 300);
  BOOST_TEST(page(pages, 2).pages == 2);
  // The last number but one is how long the last page's strip is.
  pages.replace(pages.size() - 8, 4, little(1000000));
  BOOST_TEST(!page(pages, 0).whole);
  BOOST_TEST(page(pages, 1).whole);
  BOOST_TEST(!page(pages, 2).whole);
  // A frame lies over those before it.
  const std::string frames = gif(300, 200, 5);
  const std::string cut = frames.substr(0, frames.size() * 3 / 4);
  BOOST_TEST(page(frames, 5).whole);
  BOOST_TEST(page(frames, 5).pixels == 60000);
  BOOST_TEST(page(cut, 2).whole);
  BOOST_TEST(!page(cut, 5).whole);
  BOOST_TEST(page(webp(300, 200, 3), 2).pixels == 60000);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_off_is_not_whole_wherever_it_is_cut) {
  const TemporaryFolder folder;
  for (const Sample& sample : samples()) {
    if (!sample.tells_its_end) continue;
    const std::size_t step = std::max<std::size_t>(1, sample.bytes.size() / 300);
    for (std::size_t size = 64; size < sample.bytes.size(); size += step)
      BOOST_TEST(!look(folder, sample.bytes.substr(0, size)).whole,
                 sample.name << " of " << size << " bytes");
  }
}

BOOST_AUTO_TEST_CASE(each_flipped_bit_of_a_png_shows) {
  const TemporaryFolder folder;
  const std::string whole = png(300, 200, "some data that is packed somehow");
  for (std::size_t at = 8; at < whole.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ 1 << bit);
      BOOST_TEST(!look(folder, flipped).whole, at);
    }
}

BOOST_AUTO_TEST_CASE(claims_are_kept_within_what_numbers_hold) {
  const TemporaryFolder folder;
  const PictureFile huge = look(folder, png(0xFFFFFFFF, 0xFFFFFFFF));
  BOOST_TEST(huge.width == 0x7FFFFFFF);
  BOOST_TEST(huge.pixels == std::int64_t{0x7FFFFFFF} * 0x7FFFFFFF);
  const PictureFile many = look(folder, tiff(true, false,
                                             {{0xFFFFFFFF, 0xFFFFFFFF, 0},
                                              {0xFFFFFFFF, 0xFFFFFFFF, 0},
                                              {0xFFFFFFFF, 0xFFFFFFFF, 0}}));
  BOOST_TEST(many.pixels == std::numeric_limits<std::int64_t>::max());
}

BOOST_AUTO_TEST_CASE(rings_and_heaps_of_directories_end) {
  const TemporaryFolder folder;
  std::string ring = tiff(true, false, {{3, 2, 0}});
  ring.replace(ring.size() - 4, 4, little(108));
  BOOST_TEST(look(folder, ring).pages == 1);
  // Every place holds a directory of 257 entries that points to the next place.
  std::string heap = "II*\0"s + little(8);
  for (int i = 0; i < 200000; ++i) heap += "\x01\x01";
  (void)look(folder, heap);
  BOOST_TEST(true);
}

BOOST_AUTO_TEST_CASE(what_is_no_picture_is_unknown) {
  const TemporaryFolder folder;
  for (const std::string& bytes : {""s, "text"s, "RIFF1234WAVE"s, "P7\n"s, "\xff\xd8"s, "%!PS"s}) {
    const PictureFile file = look(folder, bytes);
    BOOST_TEST((file.format == Format::Unknown));
    BOOST_TEST(file.whole);
  }
  BOOST_TEST((look(folder, "%PDF-1.5\n").format == Format::Pdf));
  BOOST_TEST((look_at_picture(folder / "none", Look::Whole).format == Format::Unknown));
  BOOST_TEST((look_at_picture(folder.path(), Look::Whole).format == Format::Unknown));
}

BOOST_AUTO_TEST_CASE(any_bytes_are_looked_at_without_harm) {
  const TemporaryFolder folder;
  std::mt19937 random(11);
  for (const Sample& sample : samples())
    for (int round = 0; round < 200; ++round) {
      std::string bytes = sample.bytes.substr(0, 4096);
      for (int i = 0; i < 1 + round % 8; ++i)
        bytes[random() % bytes.size()] = static_cast<char>(random());
      const PictureFile file = look(folder, bytes);
      BOOST_TEST(file.pages >= 0);
      BOOST_TEST(file.pixels >= 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
