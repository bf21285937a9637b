// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <random>
#include <vector>

#include "core/catalog/match.hpp"

/// Colors as a picture painted with a curve would have them, without the picture.
namespace painted {

using Color = std::array<double, 3>;
using Curve = std::function<Color(double t)>;
using Random = std::mt19937;

inline double uniform(Random& random, double low, double high) {
  return low + (high - low) * (random() / 4294967296.0);
}

inline double normal(Random& random) {  // Irwin-Hall: the same numbers everywhere
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += random() / 4294967296.0;
  return sum;
}

inline unweave::Rgb8 rounded(const Color& c) {
  unweave::Rgb8 result{};
  for (int k = 0; k < 3; ++k)
    result[k] = static_cast<std::uint8_t>(std::lround(std::clamp(c[k], 0.0, 1.0) * 255));
  return result;
}

/// Values of a smooth field: bell-shaped over [low, high], the extremes rare.
inline double value(Random& random, double low, double high) {
  const double bell = (uniform(random, 0, 1) + uniform(random, 0, 1) + uniform(random, 0, 1)) / 3;
  return low + (high - low) * bell;
}

/// A clean picture: every color is one of `entries` samples of the curve.
inline unweave::MatchInput clean(const Curve& curve, Random& random, double low = 0,
                                 double high = 1, int entries = 256, int pixels = 20000) {
  std::vector<double> count(entries, 0);
  for (int i = 0; i < pixels; ++i)
    ++count[std::min(entries - 1, static_cast<int>(value(random, low, high) * entries))];
  unweave::MatchInput input;
  std::map<unweave::Rgb8, double> palette;
  for (int i = 0; i < entries; ++i)
    if (count[i] > 0) palette[rounded(curve((i + 0.5) / entries))] += count[i];
  for (const auto& [color, weight] : palette) {
    input.palette.push_back(color);
    input.palette_weight.push_back(weight);
    input.samples.push_back({{color[0] / 255.0, color[1] / 255.0, color[2] / 255.0}, weight});
  }
  return input;
}

/// A picture with noise of standard deviation `sigma` a channel, its colors gathered in cubes of
/// 5 levels; `mixed`: colors of places up to that far apart in t are mixed, as by interpolation.
inline unweave::MatchInput noisy(const Curve& curve, Random& random, double sigma, double mixed = 0,
                                 double low = 0, double high = 1, int pixels = 20000) {
  struct Cell {
    Color sum{};
    double count = 0, t = 0;
  };
  std::map<std::array<int, 3>, Cell> cells;
  for (int i = 0; i < pixels; ++i) {
    const double t = value(random, low, high);
    const double other = std::clamp(t + mixed * uniform(random, -1, 1), low, high);
    const double part = mixed > 0 ? uniform(random, 0, 1) : 0;
    const Color a = curve(t), b = curve(other);
    Color c{};
    std::array<int, 3> cube{};
    for (int k = 0; k < 3; ++k) {
      c[k] = std::clamp(a[k] + part * (b[k] - a[k]) + sigma * normal(random), 0.0, 1.0);
      c[k] = std::round(c[k] * 255) / 255;
      cube[k] = static_cast<int>(c[k] * 255) / 5;
    }
    Cell& cell = cells[cube];
    for (int k = 0; k < 3; ++k) cell.sum[k] += c[k];
    cell.t += t + part * (other - t);
    ++cell.count;
  }
  unweave::MatchInput input;
  input.sigma = std::max(sigma, mixed / 10);
  for (const auto& [cube, cell] : cells) {
    Color mean{};
    for (int k = 0; k < 3; ++k) mean[k] = cell.sum[k] / cell.count;
    input.samples.push_back({mean, cell.count, cell.t / cell.count});
  }
  return input;
}

inline Curve of(const unweave::Colormap& map) {
  return [&map](double t) { return map.color(t); };
}

/// A smooth curve that nobody has published, of one of several characters.
inline Curve unknown(Random& random) {
  const int character = static_cast<int>(random() % 5);
  const auto anywhere = [&] {
    return Color{uniform(random, 0, 1), uniform(random, 0, 1), uniform(random, 0, 1)};
  };
  if (character <= 1) {  // waves in each channel
    struct Wave {
      double mean, size, turns, phase;
    };
    std::array<Wave, 3> waves{};
    for (Wave& w : waves)
      w = {uniform(random, 0.3, 0.7), uniform(random, 0.2, 0.5), uniform(random, 0.3, 1.5),
           uniform(random, 0, 6.28)};
    return [waves](double t) {
      Color c{};
      for (int k = 0; k < 3; ++k)
        c[k] = std::clamp(
            waves[k].mean + waves[k].size * std::sin(6.2832 * waves[k].turns * t + waves[k].phase),
            0.0, 1.0);
      return c;
    };
  }
  // A Bezier curve: of any colors; from dark to light; with a light middle
  std::vector<Color> points;
  for (int i = 0; i < 5; ++i) points.push_back(anywhere());
  if (character == 3)
    for (int i = 0; i < 5; ++i)
      for (double& c : points[i]) c = 0.25 * i * 0.8 + 0.2 * c;
  if (character == 4) points[2] = {1.5, 1.5, 1.5};
  return [points](double t) {
    auto p = points;
    for (std::size_t n = p.size() - 1; n > 0; --n)
      for (std::size_t i = 0; i < n; ++i)
        for (int k = 0; k < 3; ++k) p[i][k] += t * (p[i + 1][k] - p[i][k]);
    for (double& c : p[0]) c = std::clamp(c, 0.0, 1.0);
    return p[0];
  };
}

/// A known map with a bend: bulging by `size` across its own direction, over a part of its length.
inline Curve bent(const unweave::Colormap& map, Random& random, double size) {
  const double middle = uniform(random, 0.3, 0.7), width = uniform(random, 0.12, 0.3);
  const Color here = map.color(middle), from = map.color(middle - 0.1),
              to = map.color(middle + 0.1);
  Color across{};
  double room = -1;
  for (int attempt = 0; attempt < 50; ++attempt) {
    Color d{normal(random), normal(random), normal(random)};
    double along = 0, tangent = 1e-9, length = 0;
    for (int k = 0; k < 3; ++k) {
      along += d[k] * (to[k] - from[k]);
      tangent += (to[k] - from[k]) * (to[k] - from[k]);
    }
    for (int k = 0; k < 3; ++k) {
      d[k] -= along / tangent * (to[k] - from[k]);
      length += d[k] * d[k];
    }
    // The direction that stays in the cube best: its faces would cut the bend off
    double least = 1;
    for (int k = 0; k < 3; ++k) {
      d[k] *= size / std::sqrt(length);
      least = std::min({least, here[k] + d[k], 1 - here[k] - d[k]});
    }
    if (least > room) {
      room = least;
      across = d;
    }
    if (room >= 0) break;
  }
  return [&map, across, middle, width](double t) {
    Color c = map.color(t);
    const double bulge = std::exp(-0.5 * (t - middle) * (t - middle) / (width * width));
    for (int k = 0; k < 3; ++k) c[k] = std::clamp(c[k] + across[k] * bulge, 0.0, 1.0);
    return c;
  };
}

}  // namespace painted
