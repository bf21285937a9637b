// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/window.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kNearest = 4;  // pixels that what counts as paint depends on
constexpr float kStep =
    0.05F;  // in t: paint that changes by more between neighbors has a step there

/// Takes paint that goes on beyond the area's border, which is known to a pixel or two: colors of
/// the scale that follow those at the border. The scale's ends may be ink or paper as well.
void go_on_beyond(Window& window, const PaintedArea& area, const WindowOptions& options) {
  constexpr float kEnd = 0.01F, kSame = 3;  // in t; levels
  const Rect& inside = area.rect();
  const auto is = [](const Levels& a, const Levels& b) { return (a - b).norm() <= kSame; };
  for (int d = 1; d <= options.rim; ++d) {
    const Rect ring = intersect(grown(inside, d), window.rect), within = grown(inside, d - 1);
    for (int y = ring.y; y < ring.bottom(); ++y)
      for (int x = ring.x; x < ring.right(); ++x) {
        if (within.contains(x, y)) {
          x = within.right() - 1;
          continue;
        }
        const int u = std::clamp(x, within.x, within.right() - 1);
        const int v = std::clamp(y, within.y, within.bottom() - 1);
        if (!window.rect.contains(u, v)) continue;
        const std::size_t i = window.index(x, y);
        const float before = window.pure[window.index(u, v)];
        if (std::isnan(before) || !window.is_visible(i)) continue;
        const Levels& color = window.colors[i];
        if (options.paper && is(color, *options.paper)) continue;
        const float own = area.place_of(color);
        if (own > kEnd && own < 1 - kEnd && std::abs(own - before) <= kStep &&
            is(color, area.paint().old_at(own)))
          window.pure[i] = own;
      }
  }
}

/// Gives up paint that is mixed with what is drawn beside it: it is not of the scale's color, or
/// while there is paint near that touches nothing drawn, none of that has a place near its own.
void leave_mixed(Window& window, const PaintedArea& area, double doubtful) {
  constexpr int kNear = 3;         // pixels
  constexpr float kUnlike = 0.1F;  // in t
  const std::vector<float> all = window.pure;
  std::vector<bool> beside(window.size());
  const Rect& r = window.rect;
  const auto each = [&](const auto& use) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x)
        if (const std::size_t i = window.index(x, y); !std::isnan(all[i])) use(x, y, i);
  };
  each([&](int x, int y, std::size_t i) {
    bool near = false;
    window.around(x, y, 1, [&](std::size_t k) { near = near || std::isnan(all[k]); });
    beside[i] = near;
  });
  each([&](int x, int y, std::size_t i) {
    if (!beside[i]) return;
    bool clean = false, alike = false;
    window.around(x, y, kNear, [&](std::size_t k) {
      if (std::isnan(all[k]) || beside[k]) return;
      clean = true;
      alike = alike || std::abs(all[k] - all[i]) <= kUnlike;
    });
    if ((clean && !alike) || (window.colors[i] - area.paint().old_at(all[i])).norm() > doubtful)
      window.pure[i] = std::numeric_limits<float>::quiet_NaN();
  });
}

/// The middle of places around: their mean, but of some that lie on both sides of a step the
/// median.
float middle_of(std::vector<float>& places) {
  const auto [low, high] = std::ranges::minmax(places);
  if (high - low > kStep) return median(places);
  float sum = 0;
  for (const float place : places) sum += place;
  return sum / static_cast<float>(places.size());
}

bool is_unknown(const Window& window, std::size_t i) { return std::isnan(window.under[i]); }

/// The pixels without a place that have a neighbor with one.
std::vector<std::size_t> first_layer(const Window& window) {
  const Rect& r = window.rect;
  std::vector<std::size_t> layer;
  for (int y = r.y; y < r.bottom(); ++y)
    for (int x = r.x; x < r.right(); ++x) {
      const std::size_t i = window.index(x, y);
      if (!is_unknown(window, i)) continue;
      bool beside = false;
      window.around(x, y, 1, [&](std::size_t k) { beside = beside || !is_unknown(window, k); });
      if (beside) layer.push_back(i);
    }
  return layer;
}

/// Gives a layer the middles of the places around, and returns the next one.
std::vector<std::size_t> spread(Window& window, const std::vector<std::size_t>& layer) {
  const Rect& r = window.rect;
  const auto around = [&](std::size_t i, const auto& use) {
    window.around(r.x + static_cast<int>(i % r.width), r.y + static_cast<int>(i / r.width), 1, use);
  };
  std::vector<float> found, known;
  for (const std::size_t i : layer) {
    known.clear();
    around(i, [&](std::size_t k) {
      if (!is_unknown(window, k)) known.push_back(window.under[k]);
    });
    found.push_back(middle_of(known));
  }
  for (std::size_t n = 0; n < layer.size(); ++n) window.under[layer[n]] = found[n];
  std::vector<std::size_t> next;
  for (const std::size_t i : layer)
    around(i, [&](std::size_t k) {
      if (is_unknown(window, k)) next.push_back(k);
    });
  std::ranges::sort(next);
  next.erase(std::unique(next.begin(), next.end()), next.end());
  return next;
}

}  // namespace

int window_margin(const WindowOptions& options) { return options.reach + 2 * kNearest; }

Window read_window(const PixelSource& picture, PixelReader& reader, const Rect& rect,
                   const PaintedArea& area, const WindowOptions& options) {
  const auto n = static_cast<std::size_t>(rect.area());
  Window window{rect, {}, std::vector<float>(n), {}};
  std::vector<float> samples(3 * n);
  reader.read_colors(rect, samples.data());
  window.colors.reserve(n);
  for (std::size_t i = 0; i < n; ++i)
    window.colors.emplace_back(255 * samples[3 * i], 255 * samples[3 * i + 1],
                               255 * samples[3 * i + 2]);
  area.places(picture, rect, window.colors.data(), window.pure.data());
  go_on_beyond(window, area, options);
  leave_mixed(window, area, options.doubtful);
  window.under = window.pure;
  std::vector<std::size_t> layer = first_layer(window);
  for (int k = 0; k < options.reach && !layer.empty(); ++k) layer = spread(window, layer);
  return window;
}

}  // namespace unweave
