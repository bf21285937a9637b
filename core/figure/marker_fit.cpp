// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/figure/marker_shape.hpp"

namespace unweave {

namespace {

/// The piece in a box with as much around it as a marker reaches.
struct Window {
  Rect box;                ///< in the raster
  BytePlane inside;        ///< 1: of the piece
  Plane<int> area;         ///< by the area of one color that a pixel is of, from 1; 0: none is left
  std::vector<int> sizes;  ///< of the areas
  BytePlane claimed;       ///< 1: a marker that was found before lies there
};

/// Areas whose neighbors (of four) are nearly of one color.
void cut_into_areas(const MarkerSearch& search, Window& w) {
  const int flat =
      static_cast<int>(search.metric.compression.limit(search.options.flat, moved::kBeside));
  w.sizes.push_back(0);
  std::vector<std::pair<int, int>> open;
  for (int y = 0; y < w.box.height; ++y)
    for (int x = 0; x < w.box.width; ++x) {
      if (!w.inside.at(x, y) || w.area.at(x, y)) continue;
      const int label = static_cast<int>(w.sizes.size());
      int size = 0;
      open.assign(1, {x, y});
      w.area.at(x, y) = label;
      while (!open.empty()) {
        const auto [px, py] = open.back();
        open.pop_back();
        ++size;
        const Rgb8 color = search.raster.color(w.box.x + px, w.box.y + py);
        for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
          const int nx = px + dx, ny = py + dy;
          if (nx < 0 || ny < 0 || nx >= w.box.width || ny >= w.box.height) continue;
          if (!w.inside.at(nx, ny) || w.area.at(nx, ny)) continue;
          if (search.metric(color, search.raster.at(w.box.x + nx, w.box.y + ny)) > flat) continue;
          w.area.at(nx, ny) = label;
          open.emplace_back(nx, ny);
        }
      }
      w.sizes.push_back(size);
    }
}

Window window_of(const MarkerSearch& search, const Component& piece, int reach) {
  const Rect box = intersect(grown(piece.box, reach), search.raster.bounds());
  Window w{box,
           BytePlane(box.width, box.height, 0),
           Plane<int>(box.width, box.height, 0),
           {},
           BytePlane(box.width, box.height, 0)};
  for (int i = piece.first_run; i < piece.first_run + piece.run_count; ++i) {
    const Run& run = search.pieces.runs[static_cast<std::size_t>(i)];
    for (int x = run.x0; x < run.x1; ++x) w.inside.at(x - box.x, run.y - box.y) = 1;
  }
  cut_into_areas(search, w);
  return w;
}

struct Placed {
  int x = 0, y = 0;  ///< the pixel of the center, in the window
  int covered = 0;   ///< pixels of the area under the fill
  double score = 0;
};

/// How well the shape lies at a place: what it covers of the area, less what of it reaches beyond
/// the piece.
Placed place(const Window& w, const MarkerShape& shape, int label, int x, int y, double cost) {
  Placed at{x, y};
  int beyond = 0;
  const int side = 2 * shape.reach + 1;
  for (int j = 0; j < side; ++j)
    for (int i = 0; i < side; ++i) {
      if (!shape.fill.at(i, j)) continue;
      const int px = x + i - shape.reach, py = y + j - shape.reach;
      const bool in = px >= 0 && py >= 0 && px < w.box.width && py < w.box.height;
      if (!in || !w.inside.at(px, py))
        ++beyond;
      else
        at.covered += w.area.at(px, py) == label;
    }
  at.score = at.covered - cost * beyond;
  return at;
}

/// The best place for an area; of equally good ones the middle.
Placed best_place(const Window& w, const MarkerShape& shape, int label, const Rect& of_area,
                  double cost) {
  const Rect centers = intersect(grown(of_area, std::max(shape.width, shape.height) / 2 + 1),
                                 {0, 0, w.box.width, w.box.height});
  Placed best;
  best.score = -1;
  double sum_x = 0, sum_y = 0;
  int equals = 0;
  for (int y = centers.y; y < centers.bottom(); ++y)
    for (int x = centers.x; x < centers.right(); ++x) {
      const Placed at = place(w, shape, label, x, y, cost);
      if (at.score < best.score) continue;
      if (at.score > best.score) {
        best = at;
        equals = 0;
        sum_x = sum_y = 0;
      }
      ++equals;
      sum_x += x;
      sum_y += y;
    }
  if (equals > 1) {
    const Placed middle = place(w, shape, label, static_cast<int>(std::lround(sum_x / equals)),
                                static_cast<int>(std::lround(sum_y / equals)), cost);
    if (middle.score >= best.score) best = middle;
  }
  return best;
}

Rect box_of(const Window& w, int label) {
  Rect box;
  for (int y = 0; y < w.box.height; ++y)
    for (int x = 0; x < w.box.width; ++x)
      if (w.area.at(x, y) == label) box = united(box, {x, y, 1, 1});
  return box;
}

/// True if most of the area lies under markers that were found: their rims, or what shows through.
bool is_claimed(const Window& w, int label) {
  int claimed = 0, all = 0;
  for (std::size_t i = 0; i < w.area.values.size(); ++i)
    if (w.area.values[i] == label) {
      ++all;
      claimed += w.claimed.values[i];
    }
  return 2 * claimed > all;
}

/// Takes the area's pixels under the marker and hands them on.
std::vector<int> take(const MarkerSearch& search, Window& w, const MarkerShape& shape, int label,
                      const Placed& at) {
  std::vector<int> pixels;
  const int side = 2 * shape.reach + 1;
  for (int j = 0; j < side; ++j)
    for (int i = 0; i < side; ++i) {
      if (!shape.outline.at(i, j)) continue;
      const int px = at.x + i - shape.reach, py = at.y + j - shape.reach;
      if (px < 0 || py < 0 || px >= w.box.width || py >= w.box.height) continue;
      w.claimed.at(px, py) = 1;
      if (w.area.at(px, py) != label) continue;
      w.area.at(px, py) = 0;
      pixels.push_back(search.index(w.box.x + px, w.box.y + py));
    }
  return pixels;
}

}  // namespace

std::vector<FittedMarker> fit_markers(const MarkerSearch& search, const Component& piece,
                                      const MarkerShape& shape) {
  std::vector<FittedMarker> out;
  if (shape.fill_pixels == 0) return out;
  Window w = window_of(search, piece, 1);
  std::vector<std::pair<int, int>> areas;  // the largest first
  for (std::size_t i = 1; i < w.sizes.size(); ++i)
    areas.emplace_back(-w.sizes[i], static_cast<int>(i));
  std::ranges::sort(areas);
  const double least = search.options.least_shown * shape.fill_pixels;
  for (const auto& [size, label] : areas) {
    int left = -size;
    while (left >= least && !is_claimed(w, label)) {
      const Placed at = best_place(w, shape, label, box_of(w, label), search.options.beyond);
      if (at.covered < least || at.covered == 0) break;
      const std::vector<int> pixels = take(search, w, shape, label, at);
      left -= static_cast<int>(pixels.size());
      FittedMarker marker;
      std::tie(marker.color, marker.sure) = main_color(search, pixels);
      marker.shown = static_cast<double>(at.covered) / shape.fill_pixels;
      marker.x = w.box.x + at.x + 0.5;
      marker.y = w.box.y + at.y + 0.5;
      if (marker.shown >= search.options.whole) {
        // All of it is seen: its own center is better than the nearest pixel's.
        double x = 0, y = 0;
        for (const int i : marker.sure) {
          const int column = i % search.raster.width, row = i / search.raster.width;
          x += column + 0.5;
          y += row + 0.5;
        }
        marker.x = x / static_cast<double>(marker.sure.size());
        marker.y = y / static_cast<double>(marker.sure.size());
      }
      out.push_back(std::move(marker));
    }
  }
  return out;
}

}  // namespace unweave
