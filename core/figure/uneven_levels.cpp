// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/uneven_levels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>

#include "core/figure/colorbar.hpp"

namespace unweave {

namespace {

constexpr std::size_t kLeastLevels = 3;
constexpr double kNear = 0.25;       // of a box: between an edge and its label, at most ...
constexpr double kNearPixels = 4;    // ... and in pixels
constexpr double kSure = 0.8;        // confidence of a label
constexpr double kMostSizes = 1.25;  // of the boxes: else the boxes' sizes tell the intervals

/// Positions of all edges, from top or left.
std::vector<double> edge_positions(const Colorbar& bar) {
  const double start = bar.vertical ? bar.rect.y : bar.rect.x;
  const double length = bar.vertical ? bar.rect.height : bar.rect.width;
  const bool turned = bar.min_end == BarEnd::Bottom || bar.min_end == BarEnd::Right;
  std::vector<double> out;
  for (const double e : bar.level_edges) out.push_back(start + length * (turned ? 1 - e : e));
  std::sort(out.begin(), out.end());
  return out;
}

bool of_one_size(const std::vector<double>& edges) {
  double least = edges[1] - edges[0], most = least;
  for (std::size_t k = 2; k < edges.size(); ++k) {
    least = std::min(least, edges[k] - edges[k - 1]);
    most = std::max(most, edges[k] - edges[k - 1]);
  }
  return most <= kMostSizes * least + 2;
}

/// The one number at each edge, -1 where there is none; nothing if a number is elsewhere, or
/// unsure.
std::optional<std::vector<int>> labels_at(const std::vector<double>& edges,
                                          const std::vector<AxisLabel>& labels) {
  const double box = (edges.back() - edges.front()) / static_cast<double>(edges.size() - 1);
  std::vector<int> out(edges.size(), -1);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].readings.empty()) continue;
    const auto edge =
        std::min_element(edges.begin(), edges.end(), [&](const double& a, const double& b) {
          return std::abs(a - labels[i].position) < std::abs(b - labels[i].position);
        });
    int& at = out[static_cast<std::size_t>(edge - edges.begin())];
    if (std::abs(*edge - labels[i].position) > std::min(kNearPixels, kNear * box)) return {};
    if (at >= 0 || labels[i].confidence < kSure) return {};
    at = static_cast<int>(i);
  }
  return out;
}

/// True if a scale was found from which labels toward one end differ, two at least: single ones,
/// and those in the middle, were misread.
bool leaves_an_end(const AxisFit& fit, const std::vector<int>& labels) {
  const auto on_scale = [&](int k) {
    return std::any_of(fit.labels.begin(), fit.labels.end(),
                       [k](const FittedLabel& f) { return f.index == k; });
  };
  const auto first = std::find_if(labels.begin(), labels.end(), on_scale);
  const auto last = std::find_if(labels.rbegin(), labels.rend(), on_scale);
  const auto before = first - labels.begin(), after = last - labels.rbegin();
  const auto off = std::count_if(labels.begin(), labels.end(), std::not_fn(on_scale));
  return off >= 2 && (before == off || after == off);
}

bool monotone(const std::vector<double>& values) {
  const auto not_rising = [](double a, double b) { return a >= b; };
  const auto not_falling = [](double a, double b) { return a <= b; };
  return std::adjacent_find(values.begin(), values.end(), not_rising) == values.end() ||
         std::adjacent_find(values.begin(), values.end(), not_falling) == values.end();
}

}  // namespace

std::optional<UnevenLevels> uneven_levels(const Colorbar& bar, const SideReading& reading) {
  if (bar.level_colors.size() < kLeastLevels || !reading.unclear_offset.empty())
    return std::nullopt;
  const std::vector<double> edges = edge_positions(bar);
  if (!of_one_size(edges)) return std::nullopt;
  auto at = labels_at(edges, reading.labels);
  if (!at) return std::nullopt;
  UnevenLevels out;
  out.open_ends = at->front() < 0 && at->back() < 0;
  if (out.open_ends) at = std::vector<int>{at->begin() + 1, at->end() - 1};
  out.labels = *at;
  if (out.labels.size() <= kLeastLevels) return std::nullopt;
  for (const int k : out.labels) {
    if (k < 0) return std::nullopt;
    out.values.push_back(reading.labels[static_cast<std::size_t>(k)].readings.front().value);
  }
  if (!monotone(out.values)) return std::nullopt;
  const bool table = reading.fit.fit && reading.fit.fit->shape.family == ScaleFamily::Table;
  if (reading.fit.fit && !table && !leaves_an_end(*reading.fit.fit, out.labels))
    return std::nullopt;
  return out;
}

namespace {

/// Of all scales that go through the labels, whatever they say between them.
double probability_of(const UnevenLevels& levels, const SideReading& reading) {
  constexpr double kSame = 0.01;  // of the range
  const double most = kSame * std::abs(levels.values.back() - levels.values.front());
  const auto goes_through = [&](const AxisFit& fit) {
    for (std::size_t k = 0; k < levels.labels.size(); ++k) {
      const AxisLabel& l = reading.labels[static_cast<std::size_t>(levels.labels[k])];
      if (!(std::abs(fit.value_at(l.position) - levels.values[k]) <= most)) return false;
    }
    return true;
  };
  double out = 0;
  if (reading.fit.fit && goes_through(*reading.fit.fit)) out += reading.fit.probability;
  for (const ScaleRival& r : reading.fit.rivals)
    if (goes_through(r.fit)) out += r.probability;
  return out;
}

}  // namespace

void stretch_levels(const UnevenLevels& levels, const SideReading& reading, Colorbar& bar) {
  std::vector<double> values = levels.values;
  std::vector<int> labels = levels.labels;
  const bool rising = values.back() > values.front();
  const BarEnd low = bar.vertical ? (rising ? BarEnd::Top : BarEnd::Bottom)
                                  : (rising ? BarEnd::Left : BarEnd::Right);
  turn_colorbar(bar, low, BarEndSource::Ticks);
  if (levels.open_ends) open_end_boxes(bar);
  if (!rising) {
    std::reverse(values.begin(), values.end());
    std::reverse(labels.begin(), labels.end());
  }
  const ValueRange range{values.front(), values.back(), Scale::Linear, RangeSource::Ticks};
  if (!range.valid()) return;
  bar.range = range;
  bar.verdict = {probability_of(levels, reading), {}, {}};
  bar.ticks.clear();
  for (std::size_t k = 0; k < labels.size(); ++k) {
    const AxisLabel& l = reading.labels[static_cast<std::size_t>(labels[k])];
    bar.ticks.push_back({l.text, values[k], l.position, 0.0});
    bar.level_edges[k] = (values[k] - range.min) / (range.max - range.min);
  }
  spread_levels(bar);
}

}  // namespace unweave
