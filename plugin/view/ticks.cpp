// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/ticks.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace unweave::view {
namespace {

/// `digits` significant ones, without an exponent where the number is of a usual size.
std::string number(double value, int digits) {
  std::array<char, 64> buffer;
  const double size = std::abs(value);
  if (size < 1e-300) return "0";
  const bool usual = size >= 1e-4 && size < 1e6;
  const int decimals = std::max(0, digits - 1 - static_cast<int>(std::floor(std::log10(size))));
  const auto end = usual ? std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                         std::chars_format::fixed, std::min(decimals, 12))
                               .ptr
                         : std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                         std::chars_format::general, digits)
                               .ptr;
  std::string text(buffer.data(), end);
  if (usual && text.find('.') != text.npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  // U+2212: a minus as long as a plus.
  for (auto at = text.find('-'); at != text.npos; at = text.find('-', at + 3))
    text.replace(at, 1, "\u2212");
  return text;
}

double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (rough <= factor * power * 1.0001) return factor * power;
  return 10 * power;
}

std::vector<Tick> linear_ticks(const ValueRange& range, int wanted) {
  const double low = std::min(range.min, range.max), high = std::max(range.min, range.max);
  const double step = round_step((high - low) / std::max(1, wanted));
  const double slack = 1e-9 * (high - low);
  const auto first = static_cast<long long>(std::ceil((low - slack) / step));
  const auto last = static_cast<long long>(std::floor((high + slack) / step));
  const double largest = std::max(std::abs(low), std::abs(high));
  const int digits = std::clamp(
      static_cast<int>(std::floor(std::log10(largest)) - std::floor(std::log10(step) + 1e-9)) + 1,
      1, 15);
  std::vector<Tick> ticks;
  for (long long i = first; i <= last && ticks.size() < 100; ++i) {
    const double value = static_cast<double>(i) * step;
    ticks.push_back({(value - range.min) / (range.max - range.min), number(value, digits)});
  }
  return ticks;
}

std::vector<Tick> log_ticks(const ValueRange& range, int wanted) {
  const double a = std::log10(range.min), b = std::log10(range.max);
  const double low = std::min(a, b), high = std::max(a, b), slack = 1e-9 * (high - low);
  std::vector<double> factors{1};
  if (high - low < 2) factors = {1, 2, 5};
  const int every = std::max(1, static_cast<int>(std::ceil((high - low) / std::max(1, wanted))));
  std::vector<Tick> ticks;
  for (int power = static_cast<int>(std::floor(low)); power <= high + slack; power += every)
    for (const double factor : factors) {
      const double place = power + std::log10(factor);
      if (place < low - slack || place > high + slack) continue;
      ticks.push_back({(place - a) / (b - a), number(factor * std::pow(10.0, power), 3)});
    }
  return ticks;
}

/// `value` with `digits` significant ones.
double rounded(double value, int digits) {
  if (value == 0) return 0;
  const double grain = std::pow(10.0, std::floor(std::log10(std::abs(value))) + 1 - digits);
  return std::round(value / grain) * grain;
}

/// Of a scale without steps of its own: round values near even places.
std::vector<Tick> even_ticks(const ValueRange& range, int wanted) {
  std::vector<Tick> ticks;
  const int count = std::max(1, wanted);
  for (int i = 0; i <= count; ++i) {
    const double value = rounded(range.value(static_cast<double>(i) / count), 2);
    const double t = range.position(value);
    if (!(t >= -1e-9 && t <= 1 + 1e-9) || (!ticks.empty() && t <= ticks.back().t)) continue;
    ticks.push_back({t, number(value, 2)});
  }
  return ticks;
}

/// A table's own points, as many as there is place for.
std::vector<Tick> table_ticks(const ValueRange& range, int wanted) {
  std::vector<Tick> ticks;
  const std::size_t every = std::max<std::size_t>(
      1, range.points.size() / static_cast<std::size_t>(2 * std::max(1, wanted)));
  for (std::size_t i = 0; i < range.points.size(); i += every)
    if (range.points[i].t >= 0 && range.points[i].t <= 1)
      ticks.push_back({range.points[i].t, number(range.points[i].value, 6)});
  return ticks;
}

}  // namespace

std::vector<Tick> value_ticks(const ValueRange& range, int wanted) {
  if (!range.valid()) return {};
  if (range.scale == Scale::Table) return table_ticks(range, wanted);
  if (range.scale != Scale::Linear && range.scale != Scale::Log10) return even_ticks(range, wanted);
  auto ticks = range.scale == Scale::Log10 ? log_ticks(range, wanted) : linear_ticks(range, wanted);
  if (range.max < range.min) std::reverse(ticks.begin(), ticks.end());
  return ticks;
}

std::string value_text(double value, const ValueRange& range) {
  if (range.scale == Scale::Log10 || range.scale == Scale::SymLog) return number(value, 4);
  const double step = std::abs(range.max - range.min) / 1000;
  const double largest = std::max({std::abs(range.min), std::abs(range.max), step});
  const int digits =
      static_cast<int>(std::floor(std::log10(largest)) - std::floor(std::log10(step))) + 1;
  // Digits after the point are what counts: 0.0312 of a range to 35 is 0.03.
  const double grain = std::pow(10.0, std::floor(std::log10(step)));
  return number(std::round(value / grain) * grain, std::clamp(digits, 1, 15));
}

}  // namespace unweave::view
