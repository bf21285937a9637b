// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/tick_marks.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace unweave {

namespace {

/// Pixels of the area by distance from the side and place along it.
class SideView {
 public:
  SideView(InkMap& ink, const LabelledSide& s) : ink_(ink), side_(s) {}
  int depth() const { return side_.vertical ? ink_.area.width : ink_.area.height; }
  int first() const { return side_.vertical ? ink_.area.y : ink_.area.x; }
  int end() const { return side_.vertical ? ink_.area.bottom() : ink_.area.right(); }
  int at(int along, int away) const {
    const Rect& a = ink_.area;
    if (side_.vertical) return ink_.at(side_.far_side ? a.x + away : a.right() - 1 - away, along);
    return ink_.at(along, side_.far_side ? a.y + away : a.bottom() - 1 - away);
  }
  bool ink(int along, int away) const { return at(along, away) >= ink_.threshold; }
  void erase(int along, int away) {
    const Rect& a = ink_.area;
    const int depth = side_.far_side ? away : this->depth() - 1 - away;
    const int x = side_.vertical ? a.x + depth : along, y = side_.vertical ? along : a.y + depth;
    if (a.contains(x, y)) ink_.dark[static_cast<std::size_t>(y - a.y) * a.width + (x - a.x)] = 0;
  }

 private:
  InkMap& ink_;
  const LabelledSide& side_;
};

/// Leftovers of the outline: depths at which most of the side is inked.
int outline_depth(const SideView& view, const LabelledSide& s) {
  const int from = s.vertical ? s.rect.y : s.rect.x, n = length_of(s);
  int depth = 0;
  for (int d = 0; d < std::min(8, view.depth()); ++d) {
    int inked = 0;
    for (int k = from; k < from + n; ++k) inked += view.ink(k, d);
    if (inked > 0.6 * n) depth = d + 1;
  }
  return depth;
}

/// How far the run of ink reaches that begins at the side, for each place along it; 0: none.
struct TickRuns {
  std::vector<int> reach;
  std::vector<bool> attached;  // it begins right at the side
};

TickRuns tick_runs(const SideView& view, int start, int most_long) {
  const std::size_t n = std::max(0, view.end() - view.first());
  TickRuns out{std::vector<int>(n), std::vector<bool>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    const int k = view.first() + static_cast<int>(i);
    int d = start;
    while (d < start + 2 && d < view.depth() && !view.ink(k, d)) ++d;
    const int begin = d;
    while (d < view.depth() && d - begin <= most_long && view.ink(k, d)) ++d;
    if (d - begin < 2 || d - begin > most_long) continue;
    out.reach[i] = d;
    out.attached[i] = begin == start;
  }
  return out;
}

/// Middle of a mark over [i, j), with its soft rims: known better than a pixel.
double middle_of(const SideView& view, int start, int depth, int i, int j) {
  double sum = 0, weight = 1e-9;
  for (int k = view.first() + i - 1; k <= view.first() + j; ++k)
    for (int d = start; d < depth; ++d) {
      const double w = view.at(k, d);
      sum += w * (k + 0.5);
      weight += w;
    }
  return sum / weight;
}

/// Marks that stick out from the side: thin runs of ink that begin at it. They are taken out of the
/// ink: a tick beside a number looks like a minus sign. Minor ticks that run into each other hold a
/// longer one, at most.
std::vector<Tick> take_marks(SideView& view, int start, int most_thick, int most_long) {
  const TickRuns runs = tick_runs(view, start, most_long);
  const int n = static_cast<int>(runs.reach.size());
  for (int k = view.first(); k < view.end(); ++k)
    for (int d = 0; d < start; ++d) view.erase(k, d);
  std::vector<Tick> out;
  for (int i = 0; i < n; ++i) {
    if (runs.reach[i] == 0) continue;
    int j = i, longest = 0, shortest = most_long + 8;
    bool attached = true;
    for (; j < n && runs.reach[j] > 0; ++j) {
      longest = std::max(longest, runs.reach[j]);
      shortest = std::min(shortest, runs.reach[j]);
      attached = attached && runs.attached[j];
    }
    if (j - i <= most_thick) {
      out.push_back({middle_of(view, start, longest, i, j), longest - start, longest, attached});
    } else if (!attached || j - i > 8 * most_thick) {
      i = j;  // a letter that stands near
      continue;
    }
    for (int a = i; j - i > most_thick && a < j; ++a) {
      int b = a;
      while (b < j && 2 * (runs.reach[b] - start) > longest + shortest - 2 * start) ++b;
      if (b > a && b - a <= most_thick)
        out.push_back({middle_of(view, shortest, longest, a, b), longest - start, longest});
      a = b;
    }
    for (int k = view.first() + i - 1; k <= view.first() + j; ++k)
      for (int d = 0; d <= longest; ++d) view.erase(k, d);
    i = j;
  }
  return out;
}

/// Cuts `[start, start + size)` so that it ends before the obstacle, or begins behind it.
void cut_at(int& start, int& size, int obstacle, int obstacle_size, bool ends_before) {
  if (ends_before) {
    size = std::min(size, obstacle - start);
  } else {
    const int first = std::max(start, obstacle + obstacle_size);
    size -= first - start;
    start = first;
  }
}

/// Takes an obstacle out of a label area: what lies beside the side's end shortens the area there
/// (a bar that is longer than the plot next to it), all else its depth.
void keep_clear(Rect& area, const Rect& o, const LabelledSide& s) {
  if (intersect(area, o).empty()) return;
  const Rect& r = s.rect;
  const bool before = s.vertical ? o.bottom() <= r.y : o.right() <= r.x;
  const bool behind = s.vertical ? o.y >= r.bottom() : o.x >= r.right();
  const bool along_y = s.vertical == (before || behind);
  const bool ends_before = before || behind ? behind : s.far_side;
  if (along_y)
    cut_at(area.y, area.height, o.y, o.height, ends_before);
  else
    cut_at(area.x, area.width, o.x, o.width, ends_before);
}

}  // namespace

Rect label_area(const Rect& picture, const LabelledSide& s) {
  const int reach = std::max(140, (s.vertical ? picture.width : picture.height) / 5);
  const int pad = std::max(16, length_of(s) / 25);
  Rect r;
  if (s.vertical)
    r = {s.far_side ? s.outer.right() : s.outer.x - reach, s.rect.y - pad, reach,
         s.rect.height + 2 * pad};
  else
    r = {s.rect.x - 2 * pad, s.far_side ? s.outer.bottom() : s.outer.y - reach,
         s.rect.width + 4 * pad, reach};
  r = intersect(r, s.within ? intersect(*s.within, picture) : picture);
  for (const Rect& o : s.obstacles) {
    keep_clear(r, o, s);
    if (r.empty()) return {};
  }
  return r;
}

bool belongs_elsewhere(const Word& word, const LabelledSide& s) {
  const auto gap = [&](const Rect& r) {
    const int dx = std::max({r.x - word.box.right(), word.box.x - r.right(), 0});
    const int dy = std::max({r.y - word.box.bottom(), word.box.y - r.bottom(), 0});
    return std::max(dx, dy);
  };
  const int own = gap(s.outer);
  return std::any_of(s.obstacles.begin(), s.obstacles.end(),
                     [&](const Rect& o) { return gap(o) < own; });
}

std::vector<Tick> take_ticks(InkMap& ink, const LabelledSide& side, int thick, int most_long) {
  SideView view(ink, side);
  return take_marks(view, outline_depth(view, side), thick, most_long);
}

std::vector<double> major_ticks(const std::vector<Tick>& ticks) {
  constexpr double kMajor = 0.75;  // of the longest; minor ones are half as long, or two thirds
  int longest = 0;
  for (const Tick& t : ticks) longest = std::max(longest, t.length);
  std::vector<double> out;
  for (const Tick& t : ticks)
    if (t.length >= kMajor * longest) out.push_back(t.position);
  return out;
}

}  // namespace unweave
