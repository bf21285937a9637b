// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/pixel_codes.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <vector>

#include "tests/support/pictures.hpp"

using namespace unweave;
using unweave::testing::convert;
using unweave::testing::decode_srgb;
using unweave::testing::Picture;

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

template <class Sample>
constexpr SampleType type_of() {
  if constexpr (sizeof(Sample) == 1) return SampleType::U8;
  if constexpr (sizeof(Sample) == 2) return SampleType::U16;
  return SampleType::F32;
}

struct Codes {
  std::vector<ColorCode> codes;
  bool exact;
};

/// The codes of one row of pixels.
template <class Sample>
Codes codes_of(const std::vector<Sample>& samples, int channels, bool linear = false,
               const std::uint8_t* selection = nullptr, bool use_selection = true) {
  const int width = static_cast<int>(samples.size()) / channels;
  const MemorySource source({width, 1, type_of<Sample>(), channels, linear}, samples.data(),
                            selection);
  PixelReader reader(source, use_selection);
  Codes out{std::vector<ColorCode>(static_cast<std::size_t>(width)), false};
  reader.read_codes({0, 0, width, 1}, out.codes.data());
  out.exact = reader.exact();
  return out;
}

template <class Sample>
std::vector<float> colors_of(const std::vector<Sample>& samples, int channels,
                             bool linear = false) {
  const int width = static_cast<int>(samples.size()) / channels;
  const MemorySource source({width, 1, type_of<Sample>(), channels, linear}, samples.data());
  PixelReader reader(source);
  std::vector<float> out(3 * static_cast<std::size_t>(width));
  reader.read_colors({0, 0, width, 1}, out.data());
  return out;
}

/// 256 colors in a row in which every level of every channel occurs.
Picture all_levels() {
  Picture p{256, 1, {}};
  for (int i = 0; i < 256; ++i)
    for (const int v : {i, 255 - i, i * 7 % 256}) p.rgb.push_back(static_cast<std::uint8_t>(v));
  return p;
}

ColorCode code_at(const Picture& p, int x) {
  return pack(p.at(x, 0)[0], p.at(x, 0)[1], p.at(x, 0)[2]);
}

using U8 = std::vector<std::uint8_t>;
using U16 = std::vector<std::uint16_t>;
using F32 = std::vector<float>;

}  // namespace

BOOST_AUTO_TEST_SUITE(pixel_codes)

BOOST_AUTO_TEST_CASE(packing_is_undone_by_the_channels) {
  const ColorCode c = pack(1, 128, 255);
  BOOST_TEST(c == 0x0180FFu);
  BOOST_TEST(red(c) == 1);
  BOOST_TEST(green(c) == 128);
  BOOST_TEST(blue(c) == 255);
}

BOOST_AUTO_TEST_CASE(eight_bit_samples_are_the_codes) {
  const auto rgb = codes_of<std::uint8_t>({1, 2, 3, 255, 0, 128}, 3);
  BOOST_TEST(rgb.codes == (std::vector<ColorCode>{0x010203, 0xFF0080}));
  BOOST_TEST(rgb.exact);
  const auto gray = codes_of<std::uint8_t>({0, 7, 255}, 1);
  BOOST_TEST(gray.codes == (std::vector<ColorCode>{0x000000, 0x070707, 0xFFFFFF}));
}

BOOST_AUTO_TEST_CASE(alpha_zero_is_no_data_and_the_least_alpha_is_data) {
  const std::vector<ColorCode> expected{kNoData, 0x0A0A0A};
  BOOST_TEST(codes_of(U8{10, 0, 10, 1}, 2).codes == expected);
  BOOST_TEST(codes_of(U8{10, 10, 10, 0, 10, 10, 10, 1}, 4).codes == expected);
  BOOST_TEST(codes_of(U16{2570, 0, 2570, 1}, 2).codes == expected);
  BOOST_TEST(codes_of(U16{2570, 2570, 2570, 0, 2570, 2570, 2570, 1}, 4).codes == expected);
  const float v = 10 / 255.0F;
  BOOST_TEST(codes_of(F32{v, 0, v, 1e-6F}, 2).codes == expected);
  BOOST_TEST(codes_of(F32{v, v, v, 0, v, v, v, 1e-6F}, 4).codes == expected);
}

BOOST_AUTO_TEST_CASE(negative_and_nan_alpha_are_no_data) {
  BOOST_TEST(codes_of(F32{0.5F, -1.0F, 0.5F, kNan}, 2).codes ==
             (std::vector<ColorCode>{kNoData, kNoData}));
}

BOOST_AUTO_TEST_CASE(not_selected_is_no_data_unless_the_selection_is_ignored) {
  const U8 samples{1, 2, 3};
  const U8 selection{0, 1, 255};
  BOOST_TEST(codes_of(samples, 1, false, selection.data()).codes ==
             (std::vector<ColorCode>{kNoData, 0x020202, 0x030303}));
  BOOST_TEST(codes_of(samples, 1, false, selection.data(), false).codes ==
             (std::vector<ColorCode>{0x010101, 0x020202, 0x030303}));
}

BOOST_AUTO_TEST_CASE(nan_in_any_channel_is_no_data) {
  const auto c = codes_of(F32{kNan, 0, 0, 0, kNan, 0, 0, 0, kNan, 0, 0, 0}, 3);
  BOOST_TEST(c.codes == (std::vector<ColorCode>{kNoData, kNoData, kNoData, 0}));
  BOOST_TEST(codes_of(F32{kNan, 1}, 1).codes == (std::vector<ColorCode>{kNoData, 0xFFFFFF}));
  BOOST_TEST(codes_of(F32{kNan, 1}, 1, true).codes == (std::vector<ColorCode>{kNoData, 0xFFFFFF}));
  for (const float v : colors_of(F32{0.5F, kNan, 0.5F}, 3)) BOOST_TEST(std::isnan(v));
}

BOOST_AUTO_TEST_CASE(out_of_range_is_clamped) {
  const std::vector<ColorCode> expected{0x000000, 0xFFFFFF, 0x000000, 0xFFFFFF};
  for (const bool linear : {false, true}) {
    BOOST_TEST(codes_of(F32{-3.0F, 1.5F, -kInfinity, kInfinity}, 1, linear).codes == expected);
    const auto colors = colors_of(F32{-3.0F, 1.5F, -kInfinity, kInfinity}, 1, linear);
    for (std::size_t i = 0; i < colors.size(); ++i)
      BOOST_TEST(colors[i] == static_cast<float>(i / 3 % 2));
  }
}

// Every layout that holds 8-bit colors without loss gives the very codes, and says so.
BOOST_AUTO_TEST_CASE(deeper_layouts_of_eight_bit_colors_are_exact) {
  const Picture p = all_levels();
  for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32})
    for (const int channels : {1, 2, 3, 4})
      for (const bool linear : {false, true}) {
        // 8 and 16 bits of linear light do not hold every display-encoded level.
        if (linear && type != SampleType::F32) continue;
        BOOST_TEST_INFO_SCOPE("type " << static_cast<int>(type) << ", " << channels
                                      << " channels, linear " << linear);
        const auto deep = convert(p, type, channels, linear);
        const auto source = deep.source();
        PixelReader reader(source);
        std::vector<ColorCode> codes(256);
        reader.read_codes({0, 0, 256, 1}, codes.data());
        BOOST_TEST(reader.exact());
        for (int x = 0; x < 256; ++x) {
          const auto level = p.at(x, 0)[0];
          BOOST_TEST(codes[static_cast<std::size_t>(x)] ==
                     (channels <= 2 ? pack(level, level, level) : code_at(p, x)));
        }
      }
}

// 16 bits of linear light: the step at the dark end, 12.92 / 65535, is 0.05 of an 8-bit level, so
// rounding still finds the level, but the values are not exactly it.
BOOST_AUTO_TEST_CASE(sixteen_bit_linear_light_rounds_to_the_level_and_is_not_exact) {
  const auto deep = convert(all_levels(), SampleType::U16, 3, true);
  const auto source = deep.source();
  PixelReader reader(source);
  std::vector<ColorCode> codes(256);
  reader.read_codes({0, 0, 256, 1}, codes.data());
  const Picture p = all_levels();
  for (int x = 0; x < 256; ++x) BOOST_TEST(codes[static_cast<std::size_t>(x)] == code_at(p, x));
  BOOST_TEST(!reader.exact());
}

BOOST_AUTO_TEST_CASE(between_two_levels_is_rounded_and_not_exact) {
  const auto u16 = codes_of(U16{257 * 10 + 100, 257 * 10 + 200}, 1);
  BOOST_TEST(u16.codes == (std::vector<ColorCode>{0x0A0A0A, 0x0B0B0B}));
  BOOST_TEST(!u16.exact);
  const auto f32 = codes_of(F32{10.4F / 255, 10.6F / 255}, 1);
  BOOST_TEST(f32.codes == (std::vector<ColorCode>{0x0A0A0A, 0x0B0B0B}));
  BOOST_TEST(!f32.exact);
}

BOOST_AUTO_TEST_CASE(invisible_pixels_do_not_count_for_exactness) {
  BOOST_TEST(codes_of(U16{100, 0, 257, 65535}, 2).exact);
  const U8 selection{0, 255};
  BOOST_TEST(codes_of(F32{0.1234F, 1.0F}, 1, false, selection.data()).exact);
  BOOST_TEST(codes_of(F32{kNan, 1.0F}, 1).exact);
}

BOOST_AUTO_TEST_CASE(exactness_is_lost_for_good) {
  const U16 samples{257, 100};
  const MemorySource source({2, 1, SampleType::U16, 1}, samples.data());
  PixelReader reader(source);
  ColorCode code = 0;
  reader.read_codes({0, 0, 1, 1}, &code);
  BOOST_TEST(reader.exact());
  reader.read_codes({1, 0, 1, 1}, &code);
  BOOST_TEST(!reader.exact());
  reader.read_codes({0, 0, 1, 1}, &code);
  BOOST_TEST(!reader.exact());
}

BOOST_AUTO_TEST_CASE(a_rectangle_is_read_row_by_row) {
  Picture p{7, 5, {}};
  for (int i = 0; i < 7 * 5; ++i)
    for (const int v : {i, 0, 255 - i}) p.rgb.push_back(static_cast<std::uint8_t>(v));
  U8 selection(35, 255);
  selection[3 * 7 + 4] = 0;
  const MemorySource source({7, 5}, p.rgb.data(), selection.data());
  PixelReader reader(source);
  std::vector<ColorCode> codes(6);
  reader.read_codes({2, 2, 3, 2}, codes.data());
  for (int y = 0; y < 2; ++y)
    for (int x = 0; x < 3; ++x) {
      const int i = (y + 2) * 7 + x + 2;
      const ColorCode expected = i == 3 * 7 + 4 ? kNoData : pack(i, 0, 255 - i);
      BOOST_TEST(codes[static_cast<std::size_t>(y * 3 + x)] == expected);
    }
}

// Whatever the parts, and whether the pixels lie in memory or are copied; every byte that is read
// belongs to the picture (the address sanitizer looks).
BOOST_AUTO_TEST_CASE(parts_of_an_area_are_the_area) {
  const int width = 23, height = 3;
  for (const int channels : {1, 2, 3, 4}) {
    U8 samples(static_cast<std::size_t>(width * height * channels));
    for (std::size_t i = 0; i < samples.size(); ++i)
      samples[i] = static_cast<std::uint8_t>(i * 37 + i / 11);
    const MemorySource source({width, height, SampleType::U8, channels}, samples.data());
    for (const Rect& area : {Rect{0, 0, width, height}, Rect{0, 2, width, 1}, Rect{1, 0, 21, 3}}) {
      const auto pixels = static_cast<std::size_t>(area.area());
      PixelReader reader(source);
      reader.load(area);
      for (std::size_t part = 1; part <= pixels; ++part) {
        std::vector<ColorCode> codes(pixels);
        for (std::size_t i = 0; i < pixels; i += part)
          BOOST_TEST(reader.codes(i, std::min(part, pixels - i), &codes[i]));
        for (std::size_t i = 0; i < pixels; ++i) {
          const int x = area.x + static_cast<int>(i) % area.width;
          const int y = area.y + static_cast<int>(i) / area.width;
          const std::uint8_t* p = &samples[static_cast<std::size_t>((y * width + x) * channels)];
          const ColorCode color = channels < 3 ? pack(p[0], p[0], p[0]) : pack(p[0], p[1], p[2]);
          const bool hidden = channels % 2 == 0 && p[channels - 1] == 0;
          BOOST_TEST(codes[i] == (hidden ? kNoData : color));
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(every_color_has_a_place_of_its_own) {
  std::vector<bool> taken(kColorCodes);
  std::size_t wrong = 0;
  for (ColorCode c = 0; c < kColorCodes; ++c) {
    const ColorPlace place = place_of(c);
    wrong += place >= kColorCodes || taken[place] || unweave::code_at(place) != c;
    if (place < kColorCodes) taken[place] = true;
  }
  BOOST_TEST(wrong == 0u);
  BOOST_TEST(place_of(kNoData) == kNoDataPlace);
  BOOST_TEST(unweave::code_at(kNoDataPlace) == kNoData);
}

BOOST_AUTO_TEST_CASE(colors_that_differ_in_the_low_bits_share_a_page) {
  const ColorPlace page = place_of(pack(8, 240, 128)) / 1024;
  for (const ColorCode c : {pack(15, 240, 128), pack(8, 247, 128), pack(15, 247, 135)})
    BOOST_TEST(place_of(c) / 1024 == page);
}

BOOST_AUTO_TEST_CASE(places_are_those_of_the_codes) {
  const int width = 61;
  std::vector<std::uint8_t> selection(width, 255);
  selection[7] = selection[40] = 0;
  for (const int channels : {1, 2, 3, 4})
    for (const std::uint8_t* chosen :
         std::initializer_list<const std::uint8_t*>{nullptr, selection.data()}) {
      U8 samples(static_cast<std::size_t>(width * channels));
      for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<std::uint8_t>(i % 5 == 0 ? 0 : i * 37 + i / 11);
      const MemorySource source({width, 1, SampleType::U8, channels}, samples.data(), chosen);
      PixelReader reader(source);
      reader.load({0, 0, width, 1});
      for (std::size_t first = 0; first < width; ++first) {
        const std::size_t n = width - first;
        std::vector<ColorCode> codes(n);
        std::vector<ColorPlace> places(n);
        BOOST_TEST(reader.codes(first, n, codes.data()));
        BOOST_TEST(reader.places(first, n, places.data()));
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < n; ++i) wrong += places[i] != place_of(codes[i]);
        BOOST_TEST(wrong == 0u);
      }
    }
}

BOOST_AUTO_TEST_CASE(places_of_deep_pictures_tell_whether_they_are_exact) {
  const U16 samples{257, 514, 771, 257, 514, 772};
  const MemorySource source({2, 1, SampleType::U16, 3}, samples.data());
  PixelReader reader(source);
  reader.load({0, 0, 2, 1});
  std::array<ColorPlace, 2> places{};
  BOOST_TEST(reader.places(0, 1, places.data()));
  BOOST_TEST(!reader.places(0, 2, places.data()));
  for (const ColorPlace place : places) BOOST_TEST(place == place_of(pack(1, 2, 3)));
}

// Full precision: single precision of the samples' type, here 1e-7 of the cube's edge.
BOOST_AUTO_TEST_CASE(colors_keep_full_precision) {
  const auto u16 = colors_of(U16{1, 2, 65534}, 3);
  for (std::size_t k = 0; k < 3; ++k)
    BOOST_TEST(std::abs(u16[k] - std::array{1, 2, 65534}[k] / 65535.0) < 1e-7);
  const auto f32 = colors_of(F32{0.123456F}, 1);
  for (const float v : f32) BOOST_TEST(v == 0.123456F);
  const auto linear = colors_of(F32{static_cast<float>(decode_srgb(0.3217))}, 1, true);
  for (const float v : linear) BOOST_TEST(std::abs(v - 0.3217) < 1e-6);
}

// IEC 61966-2-1: the two branches meet at 0.0031308; 0.18 is the gray card. Tolerance: single
// precision through a power.
BOOST_AUTO_TEST_CASE(srgb_encoding_is_the_standards) {
  BOOST_TEST(encode_srgb(0.0F) == 0.0F);
  BOOST_TEST(encode_srgb(1.0F) == 1.0F);
  BOOST_TEST(encode_srgb(-0.5F) == 0.0F);
  BOOST_TEST(encode_srgb(2.0F) == 1.0F);
  BOOST_TEST(std::abs(encode_srgb(0.0031308F) - 0.0404499F) < 1e-6F);
  BOOST_TEST(std::abs(encode_srgb(0.001F) - 0.01292F) < 1e-7F);
  BOOST_TEST(std::abs(encode_srgb(0.18F) - 0.4613561F) < 1e-6F);
  BOOST_TEST(std::abs(encode_srgb(0.5F) - 0.7353570F) < 1e-6F);
  float previous = -1;
  for (int i = 0; i <= 1000; ++i) {
    const float e = encode_srgb(static_cast<float>(i) / 1000);
    BOOST_TEST(e > previous);
    BOOST_TEST(std::abs(decode_srgb(e) - i / 1000.0) < 2e-6);
    previous = e;
  }
}

BOOST_AUTO_TEST_SUITE_END()
