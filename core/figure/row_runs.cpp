// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/row_runs.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "core/figure/bar_ends.hpp"

namespace unweave {

namespace {

constexpr int kLanes = 16;
/// Sixteen bytes side by side, for which compilers use the registers that there are.
using Bytes __attribute__((vector_size(kLanes))) = std::uint8_t;

Bytes load(const std::uint8_t* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

Bytes difference(Bytes a, Bytes b) { return (a > b ? a : b) - (a > b ? b : a); }

/// Number of the first byte that is not 0; kLanes: none.
int first_set(Bytes bytes) {
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &bytes, sizeof halves);
  constexpr int kHalf = 64;  // bits
  int before = 0;            // of those that are 0, up to the first that is not
  for (const std::uint64_t half : halves) {
    const int zeros = std::endian::native == std::endian::little ? std::countr_zero(half)
                                                                 : std::countl_zero(half);
    before += zeros;
    if (zeros < kHalf) break;
  }
  return before / 8;
}

}  // namespace

RowRuns::RowRuns(int width, const ColorMetric& metric)
    : metric_(metric),
      tolerance_(run_tolerance(metric)),
      most_(static_cast<std::uint8_t>(std::clamp(std::floor(tolerance_), 0.0, 255.0))) {
  if (metric.compression.jpeg) return;
  // Sixteen pixels may be read from the last one on.
  const auto n = static_cast<std::size_t>(width) + kLanes;
  for (auto& channel : channel_) channel.resize(n);
  step_.resize(n);
}

void RowRuns::look_at(const std::uint8_t* row, int begin, int end) {
  row_ = row;
  end_ = end;
  if (metric_.compression.jpeg) return;
  std::uint8_t *r = channel_[0].data(), *g = channel_[1].data(), *b = channel_[2].data();
  const std::uint8_t* p = row + 3 * static_cast<std::ptrdiff_t>(begin);
  for (int x = begin; x < end; ++x, p += 3) {
    r[x] = p[0];
    g[x] = p[1];
    b[x] = p[2];
  }
  const std::uint8_t most = most_;
  for (int x = begin + 1; x < end; x += kLanes) {
    const auto change = [x](const std::uint8_t* channel) {
      return difference(load(channel + x), load(channel + x - 1));
    };
    const Bytes dr = change(r), dg = change(g), db = change(b);
    const Bytes rg = dr > dg ? dr : dg, all = rg > db ? rg : db;
    const auto unlike = reinterpret_cast<Bytes>(all > most);
    std::memcpy(step_.data() + x, &unlike, sizeof unlike);
  }
}

/// The first pixel from `from` on that is unlike the one before it or unlike the color.
int RowRuns::first_unlike(int from, const std::uint8_t* color) const {
  const std::uint8_t most = most_;
  for (int x = from; x < end_; x += kLanes) {
    const auto change = [&](std::size_t c) {
      return difference(load(channel_[c].data() + x), Bytes{} + color[c]);
    };
    const Bytes dr = change(0), dg = change(1), db = change(2);
    const Bytes rg = dr > dg ? dr : dg, all = rg > db ? rg : db;
    const auto unlike = reinterpret_cast<Bytes>(all > most) | load(step_.data() + x);
    if (const int at = first_set(unlike); at < kLanes) return std::min(x + at, end_);
  }
  return end_;
}

int RowRuns::end_of(int begin) const {
  if (metric_.compression.jpeg) return end_by_metric(begin);
  const std::uint8_t* start = row_ + 3 * static_cast<std::ptrdiff_t>(begin);
  for (int x = begin + 1; x < begin + 3; ++x)
    if (x >= end_ || step_[static_cast<std::size_t>(x)] ||
        channel_difference(start + 3 * static_cast<std::ptrdiff_t>(x - begin), start) > most_)
      return std::min(x, end_);
  const std::uint8_t* third = row_ + 3 * static_cast<std::ptrdiff_t>(begin + 2);
  return first_unlike(begin + 3, third);
}

int RowRuns::end_by_metric(int begin) const {
  const std::uint8_t* start = row_ + 3 * static_cast<std::ptrdiff_t>(begin);
  const auto unlike = [this](const std::uint8_t* a, const std::uint8_t* b) {
    return std::memcmp(a, b, 3) != 0 && metric_(a, b) > tolerance_;
  };
  int x = begin + 1;
  for (const std::uint8_t* p = start + 3; x < end_; ++x, p += 3) {
    if (unlike(p, p - 3) || unlike(p, start)) break;
    if (x == begin + 2) start = p;
  }
  return x;
}

}  // namespace unweave
