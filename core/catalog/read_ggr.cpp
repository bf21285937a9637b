// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/catalog/user_formats.hpp"

namespace unweave::user_formats {

namespace {

constexpr double kEpsilon = 1e-10;

enum class Blend { Linear, Curved, Sine, SphereIncreasing, SphereDecreasing, Step };
enum class Coloring { Rgb, HsvCounterClockwise, HsvClockwise };

struct Segment {
  double left, middle, right;
  Rgb color0, color1;
  Blend blend;
  Coloring coloring;
};

/// Piecewise linear through (0, 0), (middle, 1/2) and (1, 1).
double linear(double middle, double at) {
  if (at <= middle) return middle < kEpsilon ? 0 : 0.5 * at / middle;
  return 1 - middle < kEpsilon ? 1 : 0.5 + 0.5 * (at - middle) / (1 - middle);
}

/// How far from the left to the right color, at `at` in [0, 1] of the segment.
double blended(Blend blend, double middle, double at) {
  const double f = linear(middle, at);
  switch (blend) {
    case Blend::Linear:
      return f;
    case Blend::Curved:
      if (middle < kEpsilon) return 1;
      if (1 - middle < kEpsilon) return 0;
      return at <= 0 ? 0 : std::exp(-std::numbers::ln2 * std::log(at) / std::log(middle));
    case Blend::Sine:
      return (std::sin(std::numbers::pi * (f - 0.5)) + 1) / 2;
    case Blend::SphereIncreasing:
      return std::sqrt(1 - (f - 1) * (f - 1));
    case Blend::SphereDecreasing:
      return 1 - std::sqrt(1 - f * f);
    case Blend::Step:
      return at >= middle ? 1 : 0;
  }
  return f;
}

Rgb hsv_from_rgb(const Rgb& c) {
  const auto [low, high] = std::minmax({c[0], c[1], c[2]});
  const double range = high - low;
  if (range < kEpsilon) return {0, 0, high};
  double hue = high == c[0]   ? (c[1] - c[2]) / range
               : high == c[1] ? 2 + (c[2] - c[0]) / range
                              : 4 + (c[0] - c[1]) / range;
  hue /= 6;
  return {hue < 0 ? hue + 1 : hue, range / high, high};
}

Rgb mixed(const Segment& s, double f) {
  if (s.coloring == Coloring::Rgb) {
    Rgb color{};
    for (int k = 0; k < 3; ++k) color[k] = s.color0[k] + f * (s.color1[k] - s.color0[k]);
    return color;
  }
  const Rgb a = hsv_from_rgb(s.color0), b = hsv_from_rgb(s.color1);
  double turn = b[0] - a[0];
  if (s.coloring == Coloring::HsvCounterClockwise && turn <= 0) turn += 1;
  if (s.coloring == Coloring::HsvClockwise && turn >= 0) turn -= 1;
  return rgb_from_hsv(a[0] + f * turn, a[1] + f * (b[1] - a[1]), a[2] + f * (b[2] - a[2]));
}

Rgb color_at(const std::vector<Segment>& segments, double t) {
  const auto found = std::find_if(segments.begin(), segments.end(),
                                  [&](const Segment& s) { return t <= s.right; });
  const Segment& s = found == segments.end() ? segments.back() : *found;
  const double length = s.right - s.left;
  if (length < kEpsilon) return mixed(s, blended(s.blend, 0.5, 0.5));
  const double at = std::clamp((t - s.left) / length, 0.0, 1.0);
  return mixed(s, blended(s.blend, (s.middle - s.left) / length, at));
}

std::optional<Segment> segment_of(std::string_view text, double from) {
  const auto fields = words(text);
  if (fields.size() < 13) return {};
  std::array<double, 13> v{};
  for (std::size_t i = 0; i < v.size(); ++i) {
    const auto value = number(fields[i]);
    if (!value) return {};
    v[i] = *value;
  }
  constexpr double kSlack = 1e-4;  // positions are written with six digits
  if (std::abs(v[0] - from) > kSlack || v[1] < v[0] - kSlack || v[2] < v[1] - kSlack ||
      v[2] > 1 + kSlack || v[11] < 0 || v[11] > 5 || v[12] < 0 || v[12] > 2)
    return {};
  // Colors of displays that show more than sRGB lie outside of it, but no farther than this.
  constexpr double kLeast = -1, kMost = 2;
  for (const std::size_t i : {3, 4, 5, 7, 8, 9}) {
    if (v[i] < kLeast || v[i] > kMost) return {};
    v[i] = std::clamp(v[i], 0.0, 1.0);
  }
  return Segment{v[0],
                 v[1],
                 v[2],
                 {v[3], v[4], v[5]},
                 {v[7], v[8], v[9]},
                 static_cast<Blend>(static_cast<int>(v[11])),
                 static_cast<Coloring>(static_cast<int>(v[12]))};
}

}  // namespace

// As GIMP's gimp_gradient_get_color_at(), blending in perceptual (sRGB-encoded) RGB. Transparency
// and ends that follow the foreground or background color are ignored: the stored colors count.
Outcome read_ggr(std::string_view text) {
  const auto all = lines(text);
  if (all.empty() || trimmed(all[0].text) != "GIMP Gradient") return bad(1);
  std::size_t at = 1;
  Parsed parsed;
  if (at < all.size() && all[at].text.starts_with("Name:"))
    parsed.name = trimmed(all[at++].text.substr(5));
  if (at >= all.size()) return bad(static_cast<int>(all.size()));
  const auto count = number(trimmed(all[at].text));
  if (!count || *count < 1 || *count > kMaxEntries || *count != std::floor(*count))
    return bad(all[at].number);
  std::vector<Segment> segments;
  double from = 0;
  for (++at; segments.size() < *count; ++at) {
    if (at >= all.size()) return bad(static_cast<int>(all.size()));
    const auto segment = segment_of(all[at].text, from);
    if (!segment) return bad(all[at].number);
    from = segment->right;
    segments.push_back(*segment);
  }
  if (std::abs(from - 1) > 1e-4) return bad(all[at - 1].number);
  constexpr int kCells = 256;
  for (int i = 0; i < kCells; ++i)
    parsed.table.push_back(rounded_color(color_at(segments, (i + 0.5) / kCells)));
  return parsed;
}

}  // namespace unweave::user_formats
