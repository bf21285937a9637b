// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/match_colors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <unordered_map>

namespace unweave::matching {

namespace {

void remember_palette(const MatchInput& input, Colors& colors) {
  for (const Rgb8& c : input.palette) colors.palette.push_back(unit_color<float>(c));
  for (const double weight : input.palette_weight)
    colors.pixels.push_back(static_cast<float>(weight));
}

}  // namespace

Colors from_samples(const MatchInput& input) {
  Colors colors;
  double total = 0;
  for (const ColorSample& s : input.samples) {
    if (!(s.weight > 0)) continue;
    colors.points.push_back(
        {static_cast<float>(s.rgb[0]), static_cast<float>(s.rgb[1]), static_cast<float>(s.rgb[2])});
    colors.weights.push_back(static_cast<float>(s.weight));
    colors.u.push_back(static_cast<float>(s.u));
    total += s.weight;
  }
  for (float& w : colors.weights) w = static_cast<float>(w / total);
  remember_palette(input, colors);
  colors.sigma = input.sigma;
  return colors;
}

Colors from_palette(const MatchInput& input) {
  Colors colors;
  double total = 0;
  for (std::size_t i = 0; i < input.palette.size(); ++i) {
    const double weight = input.palette_weight.empty() ? 1.0 : input.palette_weight[i];
    if (!(weight > 0)) continue;
    const Rgb8& c = input.palette[i];
    colors.points.push_back(unit_color<float>(c));
    colors.weights.push_back(static_cast<float>(weight));
    colors.u.push_back(std::numeric_limits<float>::quiet_NaN());
    colors.codes.push_back(code_of(c));
    total += weight;
  }
  for (float& w : colors.weights) w = static_cast<float>(w / total);
  remember_palette(input, colors);
  // Each exact color's place in the order, where a sample is that color
  std::unordered_map<std::uint32_t, float> order;
  for (const ColorSample& s : input.samples)
    order[code_of(rounded_color(s.rgb))] = static_cast<float>(s.u);
  for (std::size_t i = 0; i < colors.codes.size(); ++i)
    if (const auto found = order.find(colors.codes[i]); found != order.end())
      colors.u[i] = found->second;
  std::sort(colors.codes.begin(), colors.codes.end());
  colors.exact = true;
  return colors;
}

std::optional<MatchInput> flat_colors(const MatchInput& input) {
  constexpr std::size_t kMost = 64;
  constexpr double kNearlyAll = 0.95, kRare = 0.05;
  const auto& weight = input.palette_weight;
  if (weight.size() != input.palette.size() || weight.size() <= kFew) return std::nullopt;
  std::vector<std::size_t> order(weight.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return weight[a] > weight[b]; });
  const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  std::size_t few = 0;
  for (double held = 0; few < order.size() && held < kNearlyAll * total; ++few)
    held += weight[order[few]];
  if (few > kMost) return std::nullopt;
  // Steps that are rare are steps all the same.
  const double least = kRare * total / static_cast<double>(few);
  while (few < order.size() && weight[order[few]] >= least) ++few;
  if (few > kMost || few == order.size()) return std::nullopt;
  MatchInput steps = input;
  steps.palette.clear();
  steps.palette_weight.clear();
  for (std::size_t i = 0; i < few; ++i) {
    steps.palette.push_back(input.palette[order[i]]);
    steps.palette_weight.push_back(weight[order[i]]);
  }
  return steps;
}

std::optional<MatchInput> without_background(const MatchInput& input) {
  constexpr double kMuch = 0.05, kMost = 0.7, kOutstanding = 8, kNear = 0.03;
  const auto& samples = input.samples;
  if (samples.size() < kFew) return std::nullopt;
  double total = 0, second = 0;
  const ColorSample* first = &samples.front();
  for (const ColorSample& s : samples) {
    total += s.weight;
    if (s.weight > first->weight) first = &s;
  }
  const auto near = [&](const std::array<double, 3>& c) {
    return std::hypot(c[0] - first->rgb[0], c[1] - first->rgb[1], c[2] - first->rgb[2]) <= kNear;
  };
  MatchInput rest;
  rest.sigma = input.sigma;
  for (const ColorSample& s : samples) {
    if (near(s.rgb)) continue;
    second = std::max(second, s.weight);
    rest.samples.push_back(s);
  }
  if (first->weight < kMuch * total || first->weight > kMost * total ||
      first->weight < kOutstanding * second)
    return std::nullopt;
  for (std::size_t i = 0; i < input.palette.size(); ++i) {
    const Rgb8& c = input.palette[i];
    if (near(unit_color(c))) continue;
    rest.palette.push_back(c);
    if (!input.palette_weight.empty()) rest.palette_weight.push_back(input.palette_weight[i]);
  }
  return rest;
}

}  // namespace unweave::matching
