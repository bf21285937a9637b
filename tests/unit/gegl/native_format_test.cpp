// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/native_format.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

using namespace unweave;
using namespace unweave::plugin;

namespace {
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

template <class T>
std::vector<T> encoded(const char* format, std::vector<float> values) {
  const NativeFormat native = inspect_format(babl_format(format));
  std::vector<T> out(values.size() * native.channels);
  BOOST_REQUIRE_EQUAL(native.sample_bytes(), sizeof(T));
  encode_gray(native, values, reinterpret_cast<std::byte*>(out.data()));
  return out;
}

/// Halves (IEEE 754 binary16) by the functions that layers go through.
float half_to_float(std::uint16_t half) {
  float value = 0;
  decode_samples(StoredType::Half, reinterpret_cast<const std::byte*>(&half), 1,
                 reinterpret_cast<std::byte*>(&value));
  return value;
}
std::uint16_t float_to_half(float value) {
  static const NativeFormat native = inspect_format(babl_format("Y half"));
  std::uint16_t half = 0;
  encode_gray(native, {&value, 1}, reinterpret_cast<std::byte*>(&half));
  return half;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(native_format)

BOOST_AUTO_TEST_CASE(every_half_survives_the_way_to_float_and_back) {
  for (unsigned bits = 0; bits < 0x10000; ++bits) {
    const auto half = static_cast<std::uint16_t>(bits);
    const float value = half_to_float(half);
    if (std::isnan(value))
      BOOST_TEST(std::isnan(half_to_float(float_to_half(value))));
    else
      BOOST_REQUIRE_EQUAL(float_to_half(value), half);
  }
}

BOOST_AUTO_TEST_CASE(float_to_half_takes_the_nearest_and_ties_to_even) {
  for (unsigned bits = 0; bits < 0x7bff; ++bits) {
    const float low = half_to_float(static_cast<std::uint16_t>(bits));
    const float high = half_to_float(static_cast<std::uint16_t>(bits + 1));
    const float middle = low + (high - low) / 2;  // exact: halves have 11 bits, floats 24
    BOOST_REQUIRE_EQUAL(float_to_half(middle), bits % 2 == 0 ? bits : bits + 1);
    BOOST_REQUIRE_EQUAL(float_to_half(std::nextafter(middle, low)), bits);
    BOOST_REQUIRE_EQUAL(float_to_half(std::nextafter(middle, high)), bits + 1);
  }
  BOOST_TEST(float_to_half(65519.996f) == 0x7bff);
  BOOST_TEST(float_to_half(65520.0f) == 0x7c00);
  BOOST_TEST(float_to_half(-1e9f) == 0xfc00);
}

BOOST_AUTO_TEST_CASE(formats_of_gimp_layers_are_taken_apart) {
  for (const char* type : {"u8", "u16", "u32", "half", "float", "double"}) {
    for (const char* model : {"Y", "Y'", "Y~", "YA", "Y'A", "Y~A", "RGB", "R'G'B'", "R~G~B~",
                              "RGBA", "R'G'B'A", "R~G~B~A"}) {
      const std::string name = std::string(model) + " " + type;
      const NativeFormat native = inspect_format(babl_format(name.c_str()));
      const bool rgb = model[0] == 'R', alpha = std::strchr(model, 'A');
      BOOST_TEST(native.channels == (rgb ? 3 : 1) + alpha, name);
      BOOST_TEST(native.linear == (!std::strchr(model, '\'') && !std::strchr(model, '~')), name);
      BOOST_TEST(native.pixel_bytes() ==
                     static_cast<std::size_t>(babl_format_get_bytes_per_pixel(native.babl)),
                 name);
      BOOST_TEST(!native.indexed);
    }
  }
  BOOST_CHECK_THROW(inspect_format(babl_format("CIE Lab float")), std::invalid_argument);
  BOOST_CHECK_THROW(inspect_format(babl_format("RaGaBaA float")), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(values_are_rounded_to_integer_types) {
  const auto u8 = encoded<std::uint8_t>("Y' u8", {0, 1, 0.5f, -3, 7, 1.49f / 255, 1.51f / 255});
  BOOST_TEST(u8 == (std::vector<std::uint8_t>{0, 255, 128, 0, 255, 1, 2}));
  const auto u16 = encoded<std::uint16_t>("Y u16", {0, 1, 12345.0f / 65535});
  BOOST_TEST(u16 == (std::vector<std::uint16_t>{0, 65535, 12345}));
  const auto u32 = encoded<std::uint32_t>("Y u32", {0, 1, 0.25f});
  BOOST_TEST(u32 == (std::vector<std::uint32_t>{0, 4294967295u, 1073741824u}));
}

BOOST_AUTO_TEST_CASE(floats_are_stored_bit_for_bit_whatever_the_curve) {
  const std::vector<float> values{0, 0.1f, 1e-30f, 35.5f, -2};
  BOOST_TEST(encoded<float>("Y float", values) == values);
  BOOST_TEST(encoded<float>("Y' float", values) == values);
  const auto rgb = encoded<float>("RGB float", {0.3f});
  BOOST_TEST(rgb == (std::vector<float>{0.3f, 0.3f, 0.3f}));
  BOOST_TEST(encoded<double>("Y double", {0.1f})[0] == static_cast<double>(0.1f));
}

BOOST_AUTO_TEST_CASE(no_data_is_transparent_or_not_a_number) {
  BOOST_TEST(encoded<std::uint8_t>("R'G'B'A u8", {kNan, 1}) ==
             (std::vector<std::uint8_t>{0, 0, 0, 0, 255, 255, 255, 255}));
  BOOST_TEST(encoded<float>("YA float", {kNan, 0.5f}) == (std::vector<float>{0, 0, 0.5f, 1}));
  BOOST_TEST(std::isnan(encoded<float>("Y' float", {kNan})[0]));
  BOOST_TEST(encoded<std::uint8_t>("Y' u8", {kNan})[0] == 0);
}

BOOST_AUTO_TEST_CASE(decoding_keeps_the_stored_number) {
  float out[2];
  const std::uint32_t u32[] = {0, 4294967295u};
  decode_samples(StoredType::U32, reinterpret_cast<const std::byte*>(u32), 2,
                 reinterpret_cast<std::byte*>(out));
  BOOST_TEST(out[0] == 0.0f);
  BOOST_TEST(out[1] == 1.0f);
  const double f64[] = {0.1, -5};
  decode_samples(StoredType::Double, reinterpret_cast<const std::byte*>(f64), 2,
                 reinterpret_cast<std::byte*>(out));
  BOOST_TEST(out[0] == 0.1f);
  BOOST_TEST(out[1] == -5.0f);
}

BOOST_AUTO_TEST_SUITE_END()
