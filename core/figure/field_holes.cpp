// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/field_holes.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/figure/bar_steps.hpp"
#include "core/figure/cell_grid.hpp"
#include "core/image/components.hpp"

namespace unweave {

namespace {

constexpr int kAcross = 3;            // pixels: on both sides of an edge that is blended
constexpr double kJump = 0.1;         // of the bar, over an edge: no field runs as fast
constexpr double kStepJump = 1.5;     // steps of a stepped bar
constexpr double kBlank = 4;          // levels: a color is the backdrop's
constexpr double kOnBar = 8;          // levels: a color is the bar's
constexpr double kMostlyJumps = 0.5;  // of a hole's rim; the field may be near its color elsewhere
constexpr double kMostElsewhere = 0.2;    // jumps between other colors, a jump at a rim
constexpr std::size_t kLeastPixels = 40;  // of a hole

/// Places on the bar by color, each looked for once.
class Places {
 public:
  Places(const BarCandidate& bar, const ColorMetric& metric) : bar_(bar.colors), metric_(metric) {}
  /// [0, 1] from top or left; nullopt for a color that is not the bar's.
  std::optional<double> of(const std::uint8_t* p) {
    const auto [found, added] = known_.try_emplace(pack(p[0], p[1], p[2]), -1.0F);
    if (added) found->second = search(p);
    return found->second < 0 ? std::nullopt : std::optional<double>(found->second);
  }

 private:
  float search(const std::uint8_t* p) const {
    int least = static_cast<int>(metric_.compression.limit(kOnBar, moved::kMedian)) + 1;
    float at = -1;
    for (std::size_t i = 0; i < bar_.size(); ++i)
      if (const int d = channel_difference(bar_[i].data(), p); d < least) {
        least = d;
        at = static_cast<float>(i) / static_cast<float>(bar_.size());
      }
    return at;
  }
  const std::vector<Rgb8>& bar_;
  ColorMetric metric_;
  std::unordered_map<ColorCode, float> known_;
};

/// Edges that were crossed, and over how many of them the field jumps.
struct Crossings {
  std::size_t all = 0, jumps = 0;
};

class Holes {
 public:
  Holes(const Raster& raster, const Rect& rect, const Backdrop& backdrop, const BarCandidate& bar)
      : raster_(raster), rect_(rect), places_(bar, backdrop.metric) {
    content_ = content_mask(raster, rect, backdrop);
    mask_.resize(content_.size());
    // Just the backdrop's color: pale colors of the map are near it in compressed pictures.
    const double same = backdrop.metric.compression.limit(kBlank, moved::kMedian);
    for (int y = rect.y; y < rect.bottom(); ++y)
      for (int x = rect.x; x < rect.right(); ++x)
        flag(x, y) = channel_difference(backdrop.color.data(), raster.at(x, y)) <= same;
    blank_ = places_.of(backdrop.color.data());
    jump_ = kJump;
    if (const auto steps = find_steps(bar.colors, backdrop.metric))
      jump_ = std::max(jump_, kStepJump / static_cast<double>(steps->colors.size()));
  }

  bool possible() const { return blank_.has_value(); }

  /// Components of the blank color at whose rims the field jumps.
  std::vector<Component> find() {
    if (!find_cell_grids(label_components(content_, raster_.width, rect_)).empty()) return {};
    const Components parts = label_components(mask_, raster_.width, rect_);
    std::vector<Component> out;
    std::size_t at_rims = 0;
    for (const Component& c : parts.items) {
      if (static_cast<std::size_t>(c.pixels) < kLeastPixels) continue;
      const Crossings rim = rim_of(parts, c);
      at_rims += rim.jumps;
      if (rim.all > 0 &&
          static_cast<double>(rim.jumps) >= kMostlyJumps * static_cast<double>(rim.all))
        out.push_back(c);
    }
    if (!out.empty() &&
        static_cast<double>(jumps_elsewhere()) > kMostElsewhere * static_cast<double>(at_rims))
      return {};
    runs_ = parts.runs;
    return out;
  }
  const std::vector<Run>& runs() const { return runs_; }

 private:
  std::uint8_t& flag(int x, int y) {
    return mask_[static_cast<std::size_t>(y) * raster_.width + x];
  }

  void cross(int x, int y, Crossings& out) {
    if (!rect_.contains(x, y) || flag(x, y)) return;
    const auto t = places_.of(raster_.at(x, y));
    if (!t) return;
    ++out.all;
    out.jumps += std::abs(*t - *blank_) > jump_;
  }

  Crossings rim_of(const Components& parts, const Component& c) {
    Crossings out;
    for (int k = 0; k < c.run_count; ++k) {
      const Run& run = parts.runs[c.first_run + k];
      cross(run.x0 - kAcross, run.y, out);
      cross(run.x1 - 1 + kAcross, run.y, out);
      for (int x = run.x0; x < run.x1; ++x)
        for (const int step : {-1, 1})
          if (rect_.contains(x, run.y + step) && !flag(x, run.y + step))
            cross(x, run.y + step * kAcross, out);
    }
    return out;
  }

  /// Jumps along rows and columns between two colors of the bar of which neither is blank.
  std::size_t jumps_elsewhere() {
    std::size_t out = 0;
    const auto count = [&](int x, int y, int dx, int dy) {
      const int x1 = x + dx * kAcross, y1 = y + dy * kAcross;
      if (!rect_.contains(x1, y1)) return;
      for (int k = 0; k <= kAcross; ++k)
        if (flag(x + dx * k, y + dy * k)) return;
      const auto a = places_.of(raster_.at(x, y)), b = places_.of(raster_.at(x1, y1));
      out += a && b && std::abs(*a - *b) > jump_;
    };
    for (int y = rect_.y; y < rect_.bottom(); ++y)
      for (int x = rect_.x; x < rect_.right(); ++x) {
        count(x, y, 1, 0);
        count(x, y, 0, 1);
      }
    return out / kAcross;  // each edge is crossed from so many pixels
  }

  const Raster& raster_;
  Rect rect_;
  Places places_;
  std::vector<std::uint8_t> content_, mask_;
  std::vector<Run> runs_;
  std::optional<double> blank_;
  double jump_ = kJump;
};

}  // namespace

std::shared_ptr<const PixelMask> find_holes(const Raster& raster, const Rect& rect,
                                            const Backdrop& backdrop, const BarCandidate& bar) {
  if (raster.step != 1 || rect.empty()) return nullptr;
  Holes holes(raster, rect, backdrop, bar);
  if (!holes.possible()) return nullptr;
  const std::vector<Component> found = holes.find();
  if (found.empty()) return nullptr;
  auto out = std::make_shared<PixelMask>();
  out->area = raster.to_picture(rect);
  out->pixels.resize(static_cast<std::size_t>(rect.area()));
  for (const Component& c : found)
    for (int k = 0; k < c.run_count; ++k) {
      const Run& run = holes.runs()[c.first_run + k];
      for (int x = run.x0; x < run.x1; ++x)
        out->pixels[static_cast<std::size_t>(run.y - rect.y) * rect.width + (x - rect.x)] = true;
    }
  return out;
}

}  // namespace unweave
