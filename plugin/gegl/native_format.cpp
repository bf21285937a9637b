// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gegl/native_format.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace unweave::plugin {
namespace {

StoredType type_named(std::string_view name) {
  constexpr std::pair<std::string_view, StoredType> kTypes[] = {
      {"u8", StoredType::U8},     {"u16", StoredType::U16},     {"u32", StoredType::U32},
      {"half", StoredType::Half}, {"float", StoredType::Float}, {"double", StoredType::Double}};
  for (const auto& [known, type] : kTypes)
    if (name == known) return type;
  throw std::invalid_argument("pixels of the type " + std::string(name));
}

template <class T, class Value>
T encode(Value value) {
  if constexpr (std::is_same_v<T, Eigen::half> || std::is_floating_point_v<T>) {
    return static_cast<T>(value);
  } else {
    constexpr double kScale = std::numeric_limits<T>::max();
    const double unit = std::isnan(value) ? 0.0 : std::clamp(static_cast<double>(value), 0.0, 1.0);
    return static_cast<T>(unit * kScale + 0.5);
  }
}

template <class T, class Value>
void encode_as(int channels, std::span<const Value> values, std::byte* stored) {
  const bool alpha = channels % 2 == 0;
  const int colors = alpha ? channels - 1 : channels;
  const T opaque = encode<T>(1.0f), zero = encode<T>(0.0f);
  for (const Value value : values) {
    const bool hole = alpha && std::isnan(value);
    const T sample = hole ? zero : encode<T>(value);
    for (int c = 0; c < colors; ++c, stored += sizeof(T)) std::memcpy(stored, &sample, sizeof(T));
    if (!alpha) continue;
    std::memcpy(stored, hole ? &zero : &opaque, sizeof(T));
    stored += sizeof(T);
  }
}

template <class T, class Decode>
void decode_as(const std::byte* stored, std::size_t count, std::byte* out, Decode decode) {
  for (std::size_t i = 0; i < count; ++i) {
    T sample;
    std::memcpy(&sample, stored + i * sizeof(T), sizeof(T));
    const float value = decode(sample);
    std::memcpy(out + i * sizeof(float), &value, sizeof(float));
  }
}

}  // namespace

std::size_t NativeFormat::sample_bytes() const {
  switch (type) {
    case StoredType::U8:
      return 1;
    case StoredType::U16:
    case StoredType::Half:
      return 2;
    case StoredType::U32:
    case StoredType::Float:
      return 4;
    case StoredType::Double:
      return 8;
  }
  return 0;
}

NativeFormat inspect_format(const Babl* format) {
  NativeFormat native;
  native.babl = format;
  native.channels = babl_format_get_n_components(format);
  native.type = type_named(babl_get_name(babl_format_get_type(format, 0)));
  native.indexed = babl_format_is_palette(format) != 0;
  if (native.indexed) {
    if (native.channels > 2) throw std::invalid_argument("indexed pixels of many channels");
    return native;
  }
  const unsigned flags = babl_get_model_flags(babl_format_get_model(format));
  const bool alpha = (flags & BABL_MODEL_FLAG_ALPHA) != 0;
  const int colors = flags & BABL_MODEL_FLAG_GRAY ? 1 : flags & BABL_MODEL_FLAG_RGB ? 3 : 0;
  if (colors == 0 || native.channels != colors + alpha || (flags & BABL_MODEL_FLAG_ASSOCIATED))
    throw std::invalid_argument("pixels of the model " + std::string(babl_get_name(format)));
  native.linear = (flags & BABL_MODEL_FLAG_LINEAR) != 0;
  return native;
}

SampleType decoded_type(StoredType type) {
  return type == StoredType::U8    ? SampleType::U8
         : type == StoredType::U16 ? SampleType::U16
                                   : SampleType::F32;
}

void decode_samples(StoredType type, const std::byte* stored, std::size_t count, std::byte* out) {
  switch (type) {
    case StoredType::U8:
      std::memcpy(out, stored, count);
      break;
    case StoredType::U16:
      std::memcpy(out, stored, count * 2);
      break;
    case StoredType::Float:
      std::memcpy(out, stored, count * 4);
      break;
    case StoredType::U32:
      decode_as<std::uint32_t>(stored, count, out, [](std::uint32_t sample) {
        return static_cast<float>(sample / double{std::numeric_limits<std::uint32_t>::max()});
      });
      break;
    case StoredType::Half:
      decode_as<Eigen::half>(stored, count, out,
                             [](Eigen::half sample) { return static_cast<float>(sample); });
      break;
    case StoredType::Double:
      decode_as<double>(stored, count, out,
                        [](double sample) { return static_cast<float>(sample); });
      break;
  }
}

namespace {

template <class Value>
void encode_any(const NativeFormat& format, std::span<const Value> values, std::byte* stored) {
  if (format.indexed) throw std::invalid_argument("encode_gray: an indexed buffer");
  switch (format.type) {
    case StoredType::U8:
      return encode_as<std::uint8_t>(format.channels, values, stored);
    case StoredType::U16:
      return encode_as<std::uint16_t>(format.channels, values, stored);
    case StoredType::U32:
      return encode_as<std::uint32_t>(format.channels, values, stored);
    case StoredType::Half:
      return encode_as<Eigen::half>(format.channels, values, stored);
    case StoredType::Float:
      return encode_as<float>(format.channels, values, stored);
    case StoredType::Double:
      return encode_as<double>(format.channels, values, stored);
  }
}

}  // namespace

void encode_gray(const NativeFormat& format, std::span<const float> values, std::byte* stored) {
  encode_any(format, values, stored);
}

void encode_gray(const NativeFormat& format, std::span<const double> values, std::byte* stored) {
  encode_any(format, values, stored);
}

}  // namespace unweave::plugin
