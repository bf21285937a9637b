// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/page.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

#include "core/figure/backdrop.hpp"

namespace unweave {

namespace {

constexpr int kPlaces = 64;  // along each side, at which colors are looked at

/// Colors of places all over a rectangle, with how many of these have them, most frequent first.
std::vector<std::pair<int, ColorCode>> main_colors(const Raster& raster, const Rect& area,
                                                   int& all) {
  std::map<ColorCode, int> counts;
  all = 0;
  for (int y = area.y; y < area.bottom(); y += std::max(1, area.height / kPlaces))
    for (int x = area.x; x < area.right(); x += std::max(1, area.width / kPlaces)) {
      ++counts[code_of(raster.color(x, y))];
      ++all;
    }
  std::vector<std::pair<int, ColorCode>> out;
  for (const auto& [code, n] : counts) out.emplace_back(n, code);
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  return out;
}

/// The flat color that much of a rectangle has; nullopt where none has.
std::optional<Rgb8> paper_in(const Raster& raster, const Rect& area) {
  constexpr double kLeastShare = 0.3;
  int all = 0;
  const auto colors = main_colors(raster, area, all);
  if (colors.empty() || colors[0].first < kLeastShare * all) return std::nullopt;
  return levels_of(colors[0].second);
}

/// What is left of `box` when lines that are not of its paper are taken off its sides; empty where
/// too little is. `together`: off all sides in turn, as round corners spoil all of them; else off
/// the worst side first, as a window's bars along the top spoil the left and the right one.
Rect trimmed_to_paper(const Raster& raster, const Rect& box, const Rgb8& paper, bool together) {
  constexpr double kFlat = 0.97;  // of a side of the page, as in find_backdrop()
  constexpr double kMostTaken = 0.4;
  constexpr int kNear = 6;  // levels
  const auto flat_share = [&](const Rect& line) {
    long long n = 0;
    for (int y = line.y; y < line.bottom(); ++y)
      for (int x = line.x; x < line.right(); ++x)
        n += channel_difference(paper.data(), raster.at(x, y)) <= kNear;
    return static_cast<double>(n) / static_cast<double>(std::max(1LL, line.area()));
  };
  Rect r = box;
  for (;;) {
    if (r.width < (1 - kMostTaken) * box.width || r.height < (1 - kMostTaken) * box.height)
      return {};
    const std::array shares{
        flat_share({r.x, r.y, 1, r.height}), flat_share({r.right() - 1, r.y, 1, r.height}),
        flat_share({r.x, r.y, r.width, 1}), flat_share({r.x, r.bottom() - 1, r.width, 1})};
    const double least = *std::min_element(shares.begin(), shares.end());
    if (least >= kFlat) return r;
    const auto off = [&](std::size_t side) {
      return shares[side] < kFlat && (together || shares[side] == least) ? 1 : 0;
    };
    r = {r.x + off(0), r.y + off(2), r.width - off(0) - off(1), r.height - off(2) - off(3)};
  }
}

}  // namespace

/// Components as large as a letter at least that are not inside `box`.
int labels_outside(const Components& components, const Rect& box, const Rect& area) {
  constexpr int kLeastInk = 6, kLeastHeight = 5;  // pixels, of a letter that can be read
  int n = 0;
  for (const Component& c : components.items)
    n += c.pixels >= kLeastInk && c.box.height >= kLeastHeight && c.box.height <= area.height / 8 &&
         c.box.width <= area.width / 2 && !inside(c.box, box) && intersect(c.box, box).empty();
  return n;
}

/// The page inside a window, a slide or a frame with round corners; empty where there is none.
Rect page_inside(const Raster& raster, const Rect& box) {
  const auto paper = paper_in(raster, box);
  if (!paper) return {};
  const Rect page = trimmed_to_paper(raster, box, *paper, false);
  return page.empty() ? trimmed_to_paper(raster, box, *paper, true) : page;
}

/// True if something is written on a page beside its boxes.
bool labeled(const Raster& raster, const Rect& page, const Backdrop& backdrop,
             const std::vector<PlotBox>& boxes) {
  constexpr int kLetters = 3;
  const Components parts =
      label_components(content_mask(raster, page, backdrop), raster.width, page);
  return std::any_of(boxes.begin(), boxes.end(), [&](const PlotBox& b) {
    return labels_outside(parts, b.outer, page) >= kLetters;
  });
}

std::optional<Rect> find_page(const Raster& raster, const ColorMetric& metric) {
  constexpr std::size_t kMostColors = 3;
  constexpr double kLeastOfPicture = 0.2;
  constexpr double kLeastPaper = 0.1;  // of a page: its margins with what is written there
  const double tolerance = metric.compression.limit(6, moved::kBeside);
  const Rect whole = raster.bounds();
  int all = 0;
  auto colors = main_colors(raster, whole, all);
  if (colors.size() > kMostColors) colors.resize(kMostColors);
  std::optional<Rect> best;
  for (const auto& [count, code] : colors) {
    if (count < kLeastPaper * kLeastOfPicture * all) break;  // the rest is fewer still
    const Rgb8 paper = levels_of(code);
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(raster.width) * raster.height);
    for (int y = 0; y < raster.height; ++y)
      for (int x = 0; x < raster.width; ++x)
        mask[static_cast<std::size_t>(y) * raster.width + x] =
            metric(paper, raster.at(x, y)) <= tolerance;
    for (const Component& c : label_components(mask, raster.width, whole).items) {
      if (c.box.area() < kLeastOfPicture * whole.area() || c.box == whole) continue;
      const Rect page = trimmed_to_paper(raster, c.box, paper, false);
      if (page.area() < kLeastOfPicture * whole.area()) continue;
      auto backdrop = find_backdrop(raster, page);
      if (!backdrop || !backdrop->all_margins()) continue;
      backdrop->metric = metric;
      const auto boxes = find_plot_boxes(raster, page, *backdrop, {});
      if (boxes.empty() || !boxes[0].closed || !labeled(raster, page, *backdrop, boxes)) continue;
      // Of a window and the page in it the page; of two pages the larger one.
      if (best && inside(*best, page)) continue;
      if (!best || inside(page, *best) || page.area() > best->area()) best = page;
    }
  }
  return best;
}

}  // namespace unweave
