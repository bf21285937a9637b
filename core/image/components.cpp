// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/components.hpp"

#include <algorithm>
#include <cstddef>

#include "core/disjoint_sets.hpp"

namespace unweave {

Components label_components(const std::vector<std::uint8_t>& mask, int width, const Rect& area) {
  std::vector<Run> runs;
  DisjointSets sets;
  std::size_t above = 0, above_end = 0;  // runs of the row before
  for (int y = area.y; y < area.bottom(); ++y) {
    const std::uint8_t* row = mask.data() + static_cast<std::size_t>(y) * width;
    const std::size_t first = runs.size();
    for (int x = area.x; x < area.right();) {
      if (!row[x]) {
        ++x;
        continue;
      }
      const int x0 = x;
      while (x < area.right() && row[x]) ++x;
      const int id = static_cast<int>(runs.size());
      runs.push_back({y, x0, x, id});
      sets.add();
      while (above < above_end && runs[above].x1 < x0) ++above;
      for (std::size_t k = above; k < above_end && runs[k].x0 <= x; ++k)
        sets.join(k, static_cast<std::size_t>(id));
    }
    above = first;
    above_end = runs.size();
  }

  Components out;
  std::vector<int> index(runs.size(), -1);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const std::size_t root = sets.root(i);
    if (index[root] < 0) {
      index[root] = static_cast<int>(out.items.size());
      out.items.push_back({{runs[i].x0, runs[i].y, 0, 0}, 0, 0, 0});
    }
    Run& run = runs[i];
    run.label = index[root];
    Component& c = out.items[run.label];
    const int right = std::max(c.box.right(), run.x1);
    c.box.x = std::min(c.box.x, run.x0);
    c.box.width = right - c.box.x;
    c.box.height = run.y + 1 - c.box.y;
    c.pixels += run.x1 - run.x0;
    ++c.run_count;
  }
  int next = 0;
  for (Component& c : out.items) {
    c.first_run = next;
    next += c.run_count;
  }
  out.runs.resize(runs.size());
  std::vector<int> fill(out.items.size());
  for (const Run& run : runs) out.runs[out.items[run.label].first_run + fill[run.label]++] = run;
  return out;
}

}  // namespace unweave
