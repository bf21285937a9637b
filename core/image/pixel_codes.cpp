// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/pixel_codes.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#if defined(__x86_64__) && defined(__GNUC__)
#define UNWEAVE_AVX2
#include <immintrin.h>
#endif

namespace unweave {

namespace {

template <class Sample>
float to_unit(Sample v) {
  if constexpr (std::is_same_v<Sample, std::uint8_t>)
    return static_cast<float>(v) / 255.0F;
  else if constexpr (std::is_same_v<Sample, std::uint16_t>)
    return static_cast<float>(v) / 65535.0F;
  else
    return v;
}

template <class Sample>
bool is_nan(Sample v) {
  if constexpr (std::is_floating_point_v<Sample>)
    return std::isnan(v);
  else
    return false;
}

#ifdef UNWEAVE_AVX2
bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
}

/// Codes or places of 8-bit RGB or RGBA, eight pixels at a time. May read 4 bytes behind the last
/// of them; returns how many were converted.
template <int kChannels, bool kPlaces>
__attribute__((target("avx2"))) std::size_t convert_by_eight(const std::uint8_t* p, std::size_t n,
                                                             std::uint32_t* out) {
  // Pages of 4 kB are as far as the processor looks ahead by itself; measured: 8 % of a pass.
  constexpr std::size_t kAhead = 3072;
  const __m256i order = _mm256_broadcastsi128_si256(
      kChannels == 3 ? _mm_setr_epi8(2, 1, 0, -1, 5, 4, 3, -1, 8, 7, 6, -1, 11, 10, 9, -1)
                     : _mm_setr_epi8(2, 1, 0, -1, 6, 5, 4, -1, 10, 9, 8, -1, 14, 13, 12, -1));
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) {
    const std::uint8_t* eight = p + kChannels * i;
    __builtin_prefetch(eight + kAhead);
    const __m256i bytes =
        _mm256_loadu2_m128i(reinterpret_cast<const __m128i*>(eight + 4 * kChannels),
                            reinterpret_cast<const __m128i*>(eight));
    __m256i result = _mm256_shuffle_epi8(bytes, order);
    if constexpr (kPlaces) {
      // The sum over a pixel's bytes of byte * weight, for the low 3 bits and for the others.
      const __m256i low = _mm256_and_si256(result, _mm256_set1_epi8(7));
      const __m256i high = _mm256_and_si256(_mm256_srli_epi16(result, 3), _mm256_set1_epi8(31));
      const __m256i within =
          _mm256_madd_epi16(_mm256_maddubs_epi16(low, _mm256_set1_epi32(64 << 16 | 8 << 8 | 1)),
                            _mm256_set1_epi16(1));
      const __m256i eighths =
          _mm256_madd_epi16(_mm256_maddubs_epi16(high, _mm256_set1_epi32(1 << 16 | 32 << 8 | 1)),
                            _mm256_set1_epi32(1024 << 16 | 1));
      result = _mm256_or_si256(_mm256_slli_epi32(eighths, 9), within);
    }
    if constexpr (kChannels == 4) {
      const __m256i transparent =
          _mm256_cmpeq_epi32(_mm256_srli_epi32(bytes, 24), _mm256_setzero_si256());
      const __m256i no_data = _mm256_set1_epi32(static_cast<int>(kPlaces ? kNoDataPlace : kNoData));
      result = _mm256_blendv_epi8(result, no_data, transparent);
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), result);
  }
  return i;
}
#endif

constexpr std::size_t kLevels16 = std::size_t{1} << 16;

struct Rounded {
  unsigned level;
  bool exact;
};

/// A value in [0, 1] as a multiple of 1/255. The tolerance is 1/1000 of a step: float pictures made
/// from 8-bit ones.
Rounded round_to_level(float value) {
  constexpr float kExact = 1e-3F;
  const float scaled = value * 255.0F;
  // Halves go up, as with std::round, which is a call. The sum may round up to the next integer.
  auto level = static_cast<unsigned>(scaled + 0.5F);
  if (static_cast<float>(level) - scaled > 0.5F) --level;
  return {level, !(std::abs(scaled - static_cast<float>(level)) > kExact)};
}

float encoded(float sample, bool linear) {
  return linear ? encode_srgb(sample) : std::clamp(sample, 0.0F, 1.0F);
}

}  // namespace

PixelReader::PixelReader(const PixelSource& source, bool use_selection)
    : source_(source),
      layout_(source.layout()),
      use_selection_(use_selection && source.has_selection()) {
  if (layout_.type == SampleType::U16) deep_ = sample_table(layout_.linear);
}

/// Made once a process: 65536 entries.
const PixelReader::Sample16* PixelReader::sample_table(bool linear) {
  const auto make = [](bool is_linear) {
    std::vector<Sample16> table;
    table.reserve(kLevels16);
    for (std::size_t i = 0; i < kLevels16; ++i) {
      const float value = encoded(to_unit(static_cast<std::uint16_t>(i)), is_linear);
      const Rounded rounded = round_to_level(value);
      table.push_back({value, static_cast<std::uint8_t>(rounded.level), rounded.exact});
    }
    return table;
  };
  if (linear) {
    static const std::vector<Sample16> table = make(true);
    return table.data();
  }
  static const std::vector<Sample16> table = make(false);
  return table.data();
}

void PixelReader::load(const Rect& area) {
  pixels_ = static_cast<std::size_t>(area.area());
  loaded_ = source_.in_place(area);
  if (!loaded_) {
    samples_.resize(pixels_ * layout_.pixel_bytes());
    source_.read(area, samples_.data());
    loaded_ = samples_.data();
  }
  if (use_selection_) {
    selection_.resize(pixels_);
    source_.read_selection(area, selection_.data());
  }
}

/// Calls store(index, r, g, b, visible) for the pixels, samples as stored.
template <class Sample, class Store>
void PixelReader::each_pixel(std::size_t first, std::size_t n, Store store) const {
  const int channels = layout_.channels;
  const auto* p = reinterpret_cast<const Sample*>(loaded_) + first * channels;
  const int g = layout_.is_gray() ? 0 : 1, b = layout_.is_gray() ? 0 : 2;
  for (std::size_t i = 0; i < n; ++i, p += channels) {
    const bool opaque = !layout_.has_alpha() || p[channels - 1] > Sample{0};
    const bool seen = opaque && (!use_selection_ || selection_[first + i] != 0) && !is_nan(p[0]) &&
                      !is_nan(p[g]) && !is_nan(p[b]);
    store(i, p[0], p[g], p[b], seen);
  }
}

/// The commonest layouts: RGB and RGBA of 8 bits, all selected.
bool PixelReader::is_plain8() const {
  return layout_.type == SampleType::U8 && !layout_.linear && !layout_.is_gray() && !use_selection_;
}

template <bool kPlaces>
void PixelReader::convert_plain8(std::size_t first, std::size_t n, std::uint32_t* out) const {
  std::size_t i = 0;
#ifdef UNWEAVE_AVX2
  const auto* p = reinterpret_cast<const std::uint8_t*>(loaded_) + layout_.channels * first;
  // Four bytes more are read: not behind the last pixel of all.
  const std::size_t readable = pixels_ - first > 2 ? pixels_ - first - 2 : 0;
  if (has_avx2())
    i = layout_.channels == 3 ? convert_by_eight<3, kPlaces>(p, std::min(n, readable), out)
                              : convert_by_eight<4, kPlaces>(p, std::min(n, readable), out);
#endif
  const auto store = [out = out + i](auto k, auto r, auto g, auto b, bool seen) {
    const ColorCode code = seen ? pack(r, g, b) : kNoData;
    out[k] = kPlaces ? place_of(code) : code;
  };
  each_pixel<std::uint8_t>(first + i, n - i, store);
}

bool PixelReader::places(std::size_t first, std::size_t n, ColorPlace* out) const {
  if (is_plain8()) {
    convert_plain8<true>(first, n, out);
    return true;
  }
  const bool exact = codes(first, n, out);
  for (std::size_t i = 0; i < n; ++i) out[i] = place_of(out[i]);
  return exact;
}

bool PixelReader::codes(std::size_t first, std::size_t n, ColorCode* out) const {
  if (is_plain8()) {
    convert_plain8<false>(first, n, out);
    return true;
  }
  if (layout_.type == SampleType::U8 && !layout_.linear) {
    each_pixel<std::uint8_t>(first, n, [out](auto i, auto r, auto g, auto b, bool seen) {
      out[i] = seen ? pack(r, g, b) : kNoData;
    });
    return true;
  }
  bool exact = true;
  if (layout_.type == SampleType::U16) {
    each_pixel<std::uint16_t>(first, n, [&](auto i, auto r, auto g, auto b, bool seen) {
      const Sample16 &sr = deep_[r], &sg = deep_[g], &sb = deep_[b];
      out[i] = seen ? pack(sr.level, sg.level, sb.level) : kNoData;
      exact = exact && (!seen || (sr.exact && sg.exact && sb.exact));
    });
    return exact;
  }
  const bool linear = layout_.linear;
  const auto rounded = [&](auto i, auto r, auto g, auto b, bool seen) {
    out[i] = kNoData;
    if (!seen) return;
    const Rounded sr = round_to_level(encoded(to_unit(r), linear)),
                  sg = round_to_level(encoded(to_unit(g), linear)),
                  sb = round_to_level(encoded(to_unit(b), linear));
    out[i] = pack(sr.level, sg.level, sb.level);
    exact = exact && sr.exact && sg.exact && sb.exact;
  };
  if (layout_.type == SampleType::U8)
    each_pixel<std::uint8_t>(first, n, rounded);
  else
    each_pixel<float>(first, n, rounded);
  return exact;
}

void PixelReader::colors(std::size_t first, std::size_t n, float* out) const {
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  if (layout_.type == SampleType::U16) {
    each_pixel<std::uint16_t>(first, n, [&](auto i, auto r, auto g, auto b, bool seen) {
      float* o = out + 3 * i;
      for (const auto v : {r, g, b}) *o++ = seen ? deep_[v].value : kNan;
    });
    return;
  }
  const bool linear = layout_.linear;
  const auto store = [&](auto i, auto r, auto g, auto b, bool seen) {
    float* o = out + 3 * i;
    for (const auto v : {r, g, b}) *o++ = seen ? encoded(to_unit(v), linear) : kNan;
  };
  if (layout_.type == SampleType::U8)
    each_pixel<std::uint8_t>(first, n, store);
  else
    each_pixel<float>(first, n, store);
}

void PixelReader::read_codes(const Rect& area, ColorCode* out) {
  load(area);
  exact_ = codes(0, pixels_, out) && exact_;
}

void PixelReader::read_colors(const Rect& area, float* out) {
  load(area);
  colors(0, pixels_, out);
}

}  // namespace unweave
