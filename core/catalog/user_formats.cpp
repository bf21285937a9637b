// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/user_formats.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace unweave::user_formats {

std::vector<Line> lines(std::string_view text) {
  std::vector<Line> result;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    result.push_back({++number, text.substr(0, end)});
    if (end == std::string_view::npos) break;
    const bool pair = text.substr(end, 2) == "\r\n";
    text.remove_prefix(end + (pair ? 2 : 1));
  }
  return result;
}

std::vector<std::string_view> words(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> result;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(separators, at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    result.push_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::optional<double> number(std::string_view word) {
  if (word.starts_with('+')) word.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc() || end != word.data() + word.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<Rgb> hex_color(std::string_view word) {
  if (!word.starts_with('#')) return {};
  word.remove_prefix(1);
  const bool brief = word.size() == 3;
  if (!brief && word.size() != 6 && word.size() != 8) return {};
  Rgb color{};
  for (int k = 0; k < 3; ++k) {
    const std::string_view digits = brief ? word.substr(k, 1) : word.substr(2 * k, 2);
    unsigned value = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) return {};
    color[k] = (brief ? 17 * value : value) / 255.0;
  }
  return color;
}

Rgb rgb_from_hsv(double hue, double saturation, double value) {
  const double sixth = 6 * (hue - std::floor(hue));
  const int sector = static_cast<int>(sixth) % 6;
  const double f = sixth - std::floor(sixth);
  const double p = value * (1 - saturation), q = value * (1 - saturation * f);
  const double r = value * (1 - saturation * (1 - f));
  switch (sector) {
    case 0:
      return {value, r, p};
    case 1:
      return {q, value, p};
    case 2:
      return {p, value, r};
    case 3:
      return {p, q, value};
    case 4:
      return {r, p, value};
    default:
      return {value, p, q};
  }
}

std::vector<Rgb8> sampled(const std::vector<Stop>& stops) {
  constexpr int kCells = 256;
  const double low = stops.front().t, high = stops.back().t;
  std::vector<Rgb8> table;
  std::size_t segment = 0;
  for (int i = 0; i < kCells; ++i) {
    const double t = low + (i + 0.5) / kCells * (high - low);
    while (segment + 2 < stops.size() && stops[segment + 1].t < t) ++segment;
    const Stop &a = stops[segment], &b = stops[segment + 1];
    const double f = b.t > a.t ? std::clamp((t - a.t) / (b.t - a.t), 0.0, 1.0) : 0.0;
    Rgb color{};
    for (int k = 0; k < 3; ++k) color[k] = a.color[k] + f * (b.color[k] - a.color[k]);
    table.push_back(rounded_color(color));
  }
  return table;
}

ColormapKind kind_of(const std::vector<Rgb8>& table) {
  constexpr std::size_t kMany = 32;
  constexpr int kStep = 40;
  if (table.size() < kMany) return ColormapKind::Discrete;
  std::size_t large = 0;
  for (std::size_t i = 1; i < table.size(); ++i) {
    int squared = 0;
    for (int k = 0; k < 3; ++k)
      squared += (table[i][k] - table[i - 1][k]) * (table[i][k] - table[i - 1][k]);
    large += squared > kStep * kStep;
  }
  return large <= 0.05 * static_cast<double>(table.size()) ? ColormapKind::Continuous
                                                           : ColormapKind::Discrete;
}

}  // namespace unweave::user_formats
