// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/open_pieces.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace unweave {

namespace {

constexpr double kThick = 0.9;        // of a cell's pixels: the rest is a tick mark
constexpr double kBesideCell = 1.25;  // sides of a cell between it and its field

/// Pixels within which pieces without a frame belong together.
int reach_of(const PlotBox& box) {
  return std::max(4, std::min(box.outer.width, box.outer.height) / 25);
}

/// True if two pieces lie in the same frames: what a frame encloses has no part outside it.
bool share_frames(const std::vector<PlotBox>& boxes, const Rect& a, const Rect& b) {
  return std::ranges::all_of(boxes, [&](const PlotBox& frame) {
    return !frame.closed || inside(a, frame.outer) == inside(b, frame.outer);
  });
}

}  // namespace

BytePlane pixels_of(const Components& components, const Component& component) {
  const Rect& box = component.box;
  BytePlane out{box.width, box.height};
  for (int k = 0; k < component.run_count; ++k) {
    const Run& run = components.runs[component.first_run + k];
    std::fill_n(&out.at(run.x0 - box.x, run.y - box.y), run.x1 - run.x0, 1);
  }
  return out;
}

std::optional<Rect> cell_of(const Components& components, const Component& component,
                            int thickness) {
  const Rect& box = component.box;
  if (std::min(box.width, box.height) < thickness) return std::nullopt;
  const BytePlane thick = opened(pixels_of(components, component), thickness);
  Rect out;
  long long kept = 0;
  for (int y = 0; y < box.height; ++y)
    for (int x = 0; x < box.width; ++x) {
      if (thick.at(x, y) == 0) continue;
      ++kept;
      out = united(out, {box.x + x, box.y + y, 1, 1});
    }
  if (static_cast<double>(kept) < kThick * static_cast<double>(component.pixels))
    return std::nullopt;
  return out;
}

std::vector<PlotBox> join_pieces(std::vector<PlotBox> boxes) {
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < boxes.size() && !again; ++i)
      for (std::size_t j = i + 1; j < boxes.size() && !again; ++j) {
        PlotBox &a = boxes[i], &b = boxes[j];
        if (a.closed || b.closed) continue;
        if (intersect(grown(a.outer, reach_of(a)), b.outer).empty()) continue;
        if (!share_frames(boxes, a.outer, b.outer)) continue;
        a.rect = a.outer = united(a.outer, b.outer);
        boxes.erase(boxes.begin() + j);
        again = true;
      }
  }
  return boxes;
}

void take_cells(std::vector<Rect> cells, std::vector<PlotBox>& boxes) {
  for (PlotBox& box : boxes) {
    const auto beside = [&](const Rect& cell) {
      const double side = std::min(cell.width, cell.height);
      const int reach = std::max(reach_of(box), static_cast<int>(kBesideCell * side));
      return !intersect(grown(box.outer, reach), cell).empty() &&
             share_frames(boxes, box.outer, cell);
    };
    while (!box.closed) {
      const auto next = std::find_if(cells.begin(), cells.end(), beside);
      if (next == cells.end()) break;
      box.rect = box.outer = united(box.outer, *next);
      cells.erase(next);
    }
  }
}

}  // namespace unweave
