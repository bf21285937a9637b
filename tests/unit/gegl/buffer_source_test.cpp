// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/buffer_source.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace unweave;
using namespace unweave::plugin;

namespace {
BufferPtr buffer_of(const Babl* format, int width, int height, const void* pixels) {
  const GeglRectangle extent{0, 0, width, height};
  BufferPtr buffer(gegl_buffer_new(&extent, format));
  gegl_buffer_set(buffer.get(), &extent, 0, format, pixels, GEGL_AUTO_ROWSTRIDE);
  return buffer;
}

template <class T>
std::vector<T> read_all(const BufferSource& source) {
  const PixelLayout layout = source.layout();
  std::vector<T> out(static_cast<std::size_t>(layout.width) * layout.height * layout.channels);
  source.read({0, 0, layout.width, layout.height}, reinterpret_cast<std::byte*>(out.data()));
  return out;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(buffer_source)

BOOST_AUTO_TEST_CASE(stored_numbers_come_through_a_foreign_color_space) {
  const double primaries[] = {0.64, 0.33, 0.21, 0.71, 0.15, 0.06};  // Adobe RGB (1998)
  const Babl* space = babl_space_from_chromaticities(
      "adobe", 0.3127, 0.3290, primaries[0], primaries[1], primaries[2], primaries[3], primaries[4],
      primaries[5], babl_trc_gamma(2.2), babl_trc_gamma(2.2), babl_trc_gamma(2.2),
      BABL_SPACE_FLAG_NONE);
  const std::vector<std::uint8_t> bytes{10, 200, 60, 255, 0, 1};
  const BufferSource u8(buffer_of(babl_format_with_space("R'G'B' u8", space), 2, 1, bytes.data()));
  BOOST_TEST(read_all<std::uint8_t>(u8) == bytes);
  const std::vector<float> floats{0.1f, -0.7f, 1.5f};
  const BufferSource f32(
      buffer_of(babl_format_with_space("RGB float", space), 1, 1, floats.data()));
  BOOST_TEST(read_all<float>(f32) == floats);
  BOOST_TEST(f32.layout().linear);
}

BOOST_AUTO_TEST_CASE(a_part_is_the_part) {
  std::vector<std::uint16_t> pixels(7 * 5 * 2);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint16_t>(900 * i);
  const BufferSource source(buffer_of(babl_format("Y'A u16"), 7, 5, pixels.data()));
  BOOST_TEST(source.layout().channels == 2);
  std::vector<std::uint16_t> out(2 * 2 * 2);
  source.read({3, 2, 2, 2}, reinterpret_cast<std::byte*>(out.data()));
  const auto at = [&](int x, int y, int c) { return pixels[(y * 7 + x) * 2 + c]; };
  BOOST_TEST(out ==
             (std::vector<std::uint16_t>{at(3, 2, 0), at(3, 2, 1), at(4, 2, 0), at(4, 2, 1),
                                         at(3, 3, 0), at(3, 3, 1), at(4, 3, 0), at(4, 3, 1)}));
}

BOOST_AUTO_TEST_CASE(indexed_pixels_go_through_their_palette) {
  const Babl *opaque = nullptr, *alpha = nullptr;
  babl_new_palette("test palette", &opaque, &alpha);
  const std::vector<Rgb8> palette{{1, 2, 3}, {250, 128, 7}};
  const std::uint8_t indices[] = {1, 0, 9};
  const BufferSource plain(buffer_of(opaque, 3, 1, indices), palette);
  BOOST_TEST(plain.layout().channels == 3);
  BOOST_TEST(read_all<std::uint8_t>(plain) ==
             (std::vector<std::uint8_t>{250, 128, 7, 1, 2, 3, 250, 128, 7}));
  const std::uint8_t with_alpha[] = {0, 255, 1, 0};
  const BufferSource holes(buffer_of(alpha, 2, 1, with_alpha), palette);
  BOOST_TEST(read_all<std::uint8_t>(holes) ==
             (std::vector<std::uint8_t>{1, 2, 3, 255, 250, 128, 7, 0}));
  BOOST_CHECK_THROW(BufferSource(buffer_of(opaque, 3, 1, indices)), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(masks_are_shifted_and_taken_together) {
  const std::uint8_t gray[] = {9, 9, 9, 9};
  const float selection[] = {0, 1, 1e-6f, 0.5f, 1};  // the picture starts at its third pixel
  const std::uint8_t layer_mask[] = {255, 255, 0, 255};
  std::vector<Mask> masks;
  masks.push_back({buffer_of(babl_format("Y float"), 5, 1, selection), 2, 0});
  masks.push_back({buffer_of(babl_format("Y' u8"), 4, 1, layer_mask), 0, 0});
  const BufferSource source(buffer_of(babl_format("Y' u8"), 4, 1, gray), {}, std::move(masks));
  BOOST_TEST(source.has_selection());
  std::vector<std::uint8_t> out(4);
  source.read_selection({0, 0, 4, 1}, out.data());
  // A trace of selection counts; the layer mask hides the third; the fourth lies outside.
  BOOST_TEST(out == (std::vector<std::uint8_t>{1, 128, 0, 0}));
}

BOOST_AUTO_TEST_SUITE_END()
