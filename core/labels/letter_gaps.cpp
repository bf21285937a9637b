// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/letter_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace unweave {

namespace {

// Of the digits' height, over the fonts that tests/bench/glyphs/gaps.py measures.
constexpr double kUpper = 0.65;      // part of a digit that no point reaches up to
constexpr double kGap = 0.17;        // mean between two digits ...
constexpr double kBesideOne = 0.19;  // ... and so much more on each side of a 1
constexpr double kGapSigma = 0.09;   // from font to font, with a pixel's rounding
constexpr double kPoint = 0.49;      // so much wider where a point stands between them
constexpr double kPointSigma = 0.3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits of a whole number; empty for other texts.
std::string digits_of(std::string text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.erase(0, 1);
  return std::all_of(text.begin(), text.end(), is_digit) ? text : std::string{};
}

/// Widths of the empty columns between columns with ink in an area, from left to right, pixels.
std::vector<int> inner_gaps(const InkMap& ink, const Rect& area) {
  std::vector<int> out;
  int empty = -1;  // columns since the last with ink; -1: none was met
  for (int x = area.x; x < area.right(); ++x) {
    bool any = false;
    for (int y = area.y; y < area.bottom(); ++y) any = any || ink.ink(x, y);
    if (any && empty > 0) out.push_back(empty);
    if (any)
      empty = 0;
    else if (empty >= 0)
      ++empty;
  }
  return out;
}

double log_normal(double x, double mean, double sigma) {
  const double z = (x - mean) / sigma;
  return -0.5 * z * z - std::log(sigma);
}

}  // namespace

std::vector<double> letter_gaps(const InkMap& ink, const Word& word, const std::string& text) {
  const std::string digits = digits_of(text);
  if (digits.size() < 2) return {};
  const WordShape shape = shape_of(word);
  if (shape.height <= 0 || shape.base_box.empty() || !shape.raised.empty()) return {};
  Rect upper = shape.base_box;
  upper.height = std::max(1, static_cast<int>(std::lround(kUpper * shape.height)));
  const std::vector<int> pixels = inner_gaps(ink, upper);
  if (pixels.size() >= digits.size()) return {};
  std::vector<double> out(digits.size() - 1, 0);
  const bool apart = pixels.size() == out.size();
  const int widest = pixels.empty() ? 0 : *std::max_element(pixels.begin(), pixels.end());
  for (std::size_t k = 0; k < out.size(); ++k)
    out[k] = static_cast<double>(apart ? pixels[k] : widest) / shape.height;
  return out;
}

std::map<int, double> gaps_for_points(const std::vector<AxisLabel>& labels) {
  std::map<int, std::pair<double, int>>
      beyond;  // sum of what gaps are wider than usual, their count
  for (const AxisLabel& l : labels) {
    const std::string digits = digits_of(l.text);
    if (l.gaps.empty() || l.gaps.size() + 1 != digits.size()) continue;
    for (std::size_t k = 0; k < l.gaps.size(); ++k) {
      const int ones = int(digits[k] == '1') + int(digits[k + 1] == '1');
      auto& [sum, count] = beyond[static_cast<int>(digits.size() - k - 1)];
      sum += l.gaps[k] - kGap - ones * kBesideOne;
      ++count;
    }
  }
  std::map<int, double> out;
  for (const auto& [decimals, wider] : beyond) {
    const double mean = wider.first / wider.second;
    out[decimals] = log_normal(mean, kPoint, kPointSigma) - log_normal(mean, 0, kGapSigma);
  }
  return out;
}

}  // namespace unweave
