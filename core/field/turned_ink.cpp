// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/turned_ink.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace unweave {

namespace {

/// Exact for quarters.
std::array<double, 2> turn_of(int degrees) {
  switch (degrees) {
    case 0:
      return {1, 0};
    case 90:
      return {0, 1};
    case -90:
      return {0, -1};
    default:
      break;
  }
  const double angle = degrees * std::numbers::pi / 180;
  return {std::cos(angle), std::sin(angle)};
}

/// Between the middles of four pixels; nothing is outside of the ink.
double at(const InkMap& ink, const Place& p) {
  const double x = p.x - 0.5, y = p.y - 0.5;
  const int x0 = static_cast<int>(std::floor(x)), y0 = static_cast<int>(std::floor(y));
  const double right = x - x0, below = y - y0;
  const auto mixed = [&](int row) {
    return (1 - right) * ink.at(x0, row) + right * ink.at(x0 + 1, row);
  };
  return (1 - below) * mixed(y0) + below * mixed(y0 + 1);
}

}  // namespace

TurnedInk turned_ink(const InkMap& ink, int degrees) {
  TurnedInk out;
  const Rect& area = ink.area;
  const auto [cos, sin] = turn_of(degrees);
  out.cos = cos;
  out.sin = sin;
  const double w = area.width, h = area.height;
  const double width = std::abs(cos) * w + std::abs(sin) * h;
  const double height = std::abs(sin) * w + std::abs(cos) * h;
  constexpr double kRounding = 1e-9;
  out.ink.area = {0, 0, static_cast<int>(std::ceil(width - kRounding)),
                  static_cast<int>(std::ceil(height - kRounding))};
  out.ink.paper = ink.paper;
  out.ink.threshold = ink.threshold;
  out.middle = {area.x + w / 2, area.y + h / 2};
  out.turned_middle = {out.ink.area.width / 2.0, out.ink.area.height / 2.0};
  out.ink.dark.reserve(static_cast<std::size_t>(out.ink.area.width) *
                       static_cast<std::size_t>(out.ink.area.height));
  for (int y = 0; y < out.ink.area.height; ++y)
    for (int x = 0; x < out.ink.area.width; ++x)
      out.ink.dark.push_back(
          static_cast<std::uint8_t>(std::lround(at(ink, out.original({x + 0.5, y + 0.5})))));
  constexpr int kQuarter = 90;
  if (degrees % kQuarter != 0) return out;  // letters' rectangles have no other angles
  for (Letter letter : ink.letters) {
    letter.x -= area.x;
    letter.y -= area.y;
    out.ink.letters.push_back(degrees == 0 ? letter : turned(letter, w, h, degrees > 0));
  }
  return out;
}

}  // namespace unweave
