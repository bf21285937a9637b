// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "core/recolor/painted_area.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
// Levels by which a pixel of an exact bar may differ from its row's median: dithering, rounding.
constexpr double kSame = 4;
constexpr double kMostMissing = 0.1;  // of a bar's samples may have no place on the field's curve
constexpr double kOffLine =
    0.02;  // in t: a sample that lies that far off the scale is no part of it
constexpr std::size_t kFewest = 2;  // samples of a bar that can be painted

using Sample = std::array<double, 3>;

/// The field's place of each of a bar's colors.
std::vector<float> looked_up(const Recovery& field, const Colorbar& bar,
                             const std::vector<Sample>& colors) {
  std::vector<float> out;
  out.reserve(colors.size());
  for (const Sample& c : colors) out.push_back(field.place(bar.tint ? (*bar.tint)(c) : c));
  return out;
}

bool enough(const std::vector<float>& places) {
  const auto missing = std::ranges::count_if(places, [](float t) { return std::isnan(t); });
  return places.size() >= kFewest &&
         static_cast<double>(missing) <= kMostMissing * static_cast<double>(places.size());
}

/// The places along a bar on the straight line that they follow, by the median of the slopes of
/// distant samples (Theil 1950); nothing where they follow none, as those of a curve of unknown
/// speed.
std::optional<std::vector<float>> on_a_line(const std::vector<float>& places) {
  const std::size_t n = places.size(), half = n / 2;
  std::vector<float> slopes, offsets;
  for (std::size_t i = 0; i + half < n; ++i)
    if (const float slope = (places[i + half] - places[i]) / static_cast<float>(half);
        !std::isnan(slope))
      slopes.push_back(slope);
  if (slopes.empty()) return std::nullopt;
  const float slope = median(std::move(slopes));
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isnan(places[i])) offsets.push_back(places[i] - slope * static_cast<float>(i));
  const float offset = median(std::move(offsets));
  std::vector<float> line;
  std::size_t off = 0;
  const double most = kOffLine + 1 / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    line.push_back(std::clamp(offset + slope * static_cast<float>(i), 0.0F, 1.0F));
    off += std::abs(line[i] - places[i]) > most;
  }
  if (static_cast<double>(off) > kMostMissing * static_cast<double>(n)) return std::nullopt;
  return line;
}

/// Gaps between places, closed by the nearest one.
void close_gaps(std::vector<float>& places) {
  for (std::size_t i = 1; i < places.size(); ++i)
    if (std::isnan(places[i])) places[i] = places[i - 1];
  for (std::size_t i = places.size() - 1; i > 0; --i)
    if (std::isnan(places[i - 1])) places[i - 1] = places[i];
}

Locus locus_of(const std::vector<Sample>& colors, const std::vector<float>& places, bool discrete) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < places.size(); ++i)
    if (!std::isnan(places[i])) order.push_back(i);
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return places[i]; });
  const auto same = [&](std::size_t i, std::size_t j) { return places[i] == places[j]; };
  order.erase(std::unique(order.begin(), order.end(), same), order.end());
  Locus locus;
  locus.discrete = discrete;
  locus.colors.resize(static_cast<Eigen::Index>(order.size()), 3);
  locus.t.resize(static_cast<Eigen::Index>(order.size()));
  for (Eigen::Index k = 0; k < locus.t.size(); ++k) {
    const std::size_t i = order[static_cast<std::size_t>(k)];
    locus.t[k] = static_cast<double>(places[i]);
    for (Eigen::Index c = 0; c < 3; ++c)
      locus.colors(k, c) = colors[i][static_cast<std::size_t>(c)];
  }
  return locus;
}

/// The colors beyond a bar's ends, with their places.
struct End {
  Levels color;
  float place;
};

std::vector<End> ends_of(const Recovery& field, const Colorbar& bar, const EndColors& beyond) {
  std::vector<End> out;
  for (const auto& color : {bar.under, bar.over}) {
    if (!color) continue;
    const Sample seen = bar.tint ? (*bar.tint)(*color) : *color;
    const Levels at = levels(seen);
    float place = field.place(seen);
    if (beyond.below && (at - *beyond.below).norm() < 1) place = kBelowScale;
    if (beyond.above && (at - *beyond.above).norm() < 1) place = kAboveScale;
    if (!std::isnan(place)) out.push_back({levels(*color), place});
  }
  return out;
}

/// True for a key of single patches one of which has the color of the paper between them: where it
/// ends is not known.
bool has_paper_between(const Recovery& field, const Colorbar& bar) {
  constexpr double kWithoutGaps = 0.95;  // of its length
  const auto& paper = field.origin().layout->background;
  const int length = AxisView{bar.vertical}.length(bar.rect);
  if (!paper || bar.level_colors.empty() || bar.outer != bar.rect ||
      static_cast<double>(bar.colors.size()) >= kWithoutGaps * length)
    return false;
  return std::ranges::any_of(bar.level_colors, [&](const Sample& c) {
    return channel_difference(rounded_color(c), *paper) <= kSame;
  });
}

class BarArea final : public PaintedArea {
 public:
  BarArea(const Colorbar& bar, std::vector<float> places, std::vector<End> ends, Repaint paint,
          double noise)
      : PaintedArea(bar.outer, std::move(paint)),
        bar_(bar),
        places_(std::move(places)),
        ends_(std::move(ends)),
        same_(static_cast<float>(std::max(kSame, noise))) {}

  void places(const PixelSource& /*picture*/, const Rect& area, const Levels* colors,
              float* out) const override {
    for (int y = 0; y < area.height; ++y)
      for (int x = 0; x < area.width; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * area.width + x;
        out[i] = place_at(area.x + x, area.y + y, colors[i]);
      }
  }

  float place_of(const Levels& color) const override {
    if (!bar_.level_colors.empty()) return step_of(color);
    return end_of(color);
  }

 private:
  static float difference(const Levels& a, const Levels& b) {
    return (a - b).cwiseAbs().maxCoeff();
  }

  float place_at(int x, int y, const Levels& color) const {
    if (!rect().contains(x, y)) return kNan;
    if (!bar_.rect.contains(x, y)) return end_of(color);
    if (!bar_.level_colors.empty()) return step_of(color);
    const AxisView axis{bar_.vertical};
    const int along = bar_.vertical ? y : x;
    const bool low_first = bar_.min_end == BarEnd::Top || bar_.min_end == BarEnd::Left;
    const int at = low_first ? along - axis.begin(bar_.rect) : axis.end(bar_.rect) - 1 - along;
    // Of a large picture every n-th pixel has a sample.
    const std::size_t i = static_cast<std::size_t>(at) * places_.size() / axis.length(bar_.rect);
    return difference(color, levels(bar_.colors[i])) <= same_ ? places_[i] : kNan;
  }

  /// Of the steps the nearest in color, where it is that one.
  float step_of(const Levels& color) const {
    float best = kNan, least = same_;
    for (std::size_t k = 0; k < places_.size(); ++k)
      if (const float far = difference(color, levels(bar_.level_colors[k])); far <= least) {
        least = far;
        best = places_[k];
      }
    return std::isnan(best) ? end_of(color) : best;
  }

  float end_of(const Levels& color) const {
    for (const End& end : ends_)
      if (difference(color, end.color) <= same_) return end.place;
    return kNan;
  }

  Colorbar bar_;
  std::vector<float> places_;  ///< of bar_.colors, or of bar_.level_colors
  std::vector<End> ends_;
  float same_;
};

}  // namespace

std::unique_ptr<PaintedArea> bar_area(const Recovery& field, const Colorbar& bar,
                                      const NewColors& colors, double noise) {
  const bool stepped = !bar.level_colors.empty();
  const std::vector<Sample>& samples = stepped ? bar.level_colors : bar.colors;
  std::vector<float> places = looked_up(field, bar, samples);
  if (!enough(places) || has_paper_between(field, bar)) return nullptr;
  const EndColors beyond = ends_of_scale(field, &bar);
  std::vector<End> ends = ends_of(field, bar, beyond);
  if (!stepped) {
    if (auto line = on_a_line(places)) places = *std::move(line);
    close_gaps(places);
  }
  EndColors own;
  for (const End& end : ends) {
    if (end.place < 0) own.below = end.color;
    if (end.place > 1) own.above = end.color;
  }
  Repaint paint(locus_of(samples, places, stepped), own, colors, std::nullopt);
  return std::make_unique<BarArea>(bar, std::move(places), std::move(ends), std::move(paint),
                                   noise);
}

}  // namespace unweave
