// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/colorbar_search.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "core/figure/adjoining_bar.hpp"
#include "core/figure/bar_ends.hpp"
#include "core/figure/row_runs.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr int kMinWidth = 5;
constexpr int kMinLength = 24;
constexpr double kMinAspect = 1.4;
constexpr double kMinBareAspect = 2.2;  // of a bar that nothing surrounds
constexpr double kMaxAreaShare = 0.25;  // of the picture
constexpr int kLeastBare = 64;          // pixels long, of a bar that nothing surrounds
constexpr int kBeside = 3;              // pixels from a bar's side: beyond an outline and its blend
constexpr double kEdgeStep = 24;        // levels: across the side of a bar
constexpr double kApart = 0.5;          // of a bar's length: elsewhere the field has its colors

/// A stack of runs with the same ends.
struct Chain {
  int x0, x1, first, last, rows;
  int next;  // older chain that starts at the same column
};

/// Chains of one picture, found by one scan from top to bottom.
class ChainFinder {
 public:
  ChainFinder(const Raster& raster, const Rect& area, const ColorMetric& metric)
      : raster_(raster),
        area_(area),
        metric_(metric),
        runs_(raster.width, metric),
        heads_(raster.width + 1, -1) {
    jitter_ = 1 + metric.compression.edge_pixels() / 2;
    gap_ = std::max(4, std::min(area.width, area.height) / 150);
  }

  std::vector<Chain> find() {
    for (int y = area_.y; y < area_.bottom(); ++y) scan_row(y);
    std::vector<Chain> out;
    for (const Chain& c : chains_)
      if (c.last - c.first >= 8 && 2 * c.rows >= c.last - c.first) out.push_back(c);
    return out;
  }

 private:
  void scan_row(int y) {
    const int longest = area_.width * 2 / 5;
    runs_.look_at(raster_.at(0, y), area_.x, area_.right());
    for (int x = area_.x; x < area_.right();) {
      const int x0 = x;
      x = runs_.end_of(x0);
      if (x - x0 >= kMinWidth && x - x0 <= longest) add(y, x0, x);
    }
  }

  void add(int y, int x0, int x1) {
    for (int d = 0; d <= 2 * jitter_; ++d) {
      const int at = x0 + (d % 2 ? (d + 1) / 2 : -d / 2);
      if (at < 0 || at > raster_.width) continue;
      int visited = 0;
      for (int k = heads_[at]; k >= 0 && visited < 4; k = chains_[k].next, ++visited) {
        Chain& c = chains_[k];
        if (std::abs(c.x1 - x1) > jitter_ || y - c.last > gap_) continue;
        c.last = y;
        ++c.rows;
        return;
      }
    }
    chains_.push_back({x0, x1, y, y, 1, heads_[x0]});
    heads_[x0] = static_cast<int>(chains_.size()) - 1;
  }

  const Raster& raster_;
  Rect area_;
  ColorMetric metric_;
  RowRuns runs_;
  std::vector<int> heads_;
  std::vector<Chain> chains_;
  int jitter_ = 1, gap_ = 4;
};

/// True where `b` begins a bar of its own, as the next panel's: its colors are those of `a` again,
/// or the gap between them is of another color than either of its rims.
bool starts_anew(const Raster& raster, const Chain& a, const Chain& b, const ColorMetric& metric) {
  constexpr int kOtherColor = 160;  // steps of a bar of few levels are nearer to each other
  const int middle = (b.x0 + b.x1) / 2;
  const std::uint8_t* gap = raster.at(middle, (a.last + b.first) / 2);
  if (std::max(metric(gap, raster.at(middle, a.last)), metric(gap, raster.at(middle, b.first))) >
      kOtherColor)
    return true;
  // The color at the rim is no evidence: both pieces may have it.
  const auto cell = [&](int y) { return color_cell<16>(raster.at(middle, y)); };
  std::set<std::size_t> before;
  for (int y = a.first; y <= a.last; ++y) before.insert(cell(y));
  before.erase(cell(b.first));
  int again = 0;
  for (int y = b.first; y <= b.last; ++y) again += before.contains(cell(y)) ? 1 : 0;
  return 2 * again > b.last - b.first + 1;
}

/// Joins chains that continue each other beyond a gap, as where the bar's middle is white on white.
std::vector<Chain> join(const Raster& raster, std::vector<Chain> chains,
                        const ColorMetric& metric) {
  constexpr int kLine = 4;  // a gap no wider is a line across the bar
  const int jitter = 1 + metric.compression.edge_pixels();
  std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) {
    return std::tie(a.first, a.x0, a.x1) < std::tie(b.first, b.x0, b.x1);
  });
  std::vector<Chain> out;
  for (const Chain& c : chains) {
    bool joined = false;
    for (Chain& o : out) {
      if (std::abs(o.x0 - c.x0) > jitter || std::abs(o.x1 - c.x1) > jitter) continue;
      const int gap = c.first - o.last, length = std::max(o.last, c.last) - o.first;
      if (gap > std::max(kLine, length * 3 / 10)) continue;
      if (gap > kLine && starts_anew(raster, o, c, metric)) continue;
      o.last = std::max(o.last, c.last);
      o.rows += c.rows;
      joined = true;
      break;
    }
    if (!joined) out.push_back(c);
  }
  return out;
}

/// Levels, of a gray line beside the bar: compression smears the bar's own colors into it.
int most_tint(const ColorMetric& metric) {
  return static_cast<int>(metric.compression.added(30, moved::kThin));
}

/// Columns around the chain whose pixels have their row's color nearly everywhere.
void refine_columns(const Raster& raster, BarStack& c, const ColorMetric& metric) {
  const int middle = (c.x0 + c.x1) / 2;
  const auto agrees = [&](int x) {
    if (x < 0 || x >= raster.width) return false;
    int near = 0;
    for (int y = c.first; y <= c.last; ++y)
      near += metric(raster.at(x, y), raster.at(middle, y)) <= run_tolerance(metric);
    return near >= 0.8 * (c.last - c.first + 1);
  };
  int x0 = middle, x1 = middle + 1;
  while (x0 > c.x0 - 3 && agrees(x0 - 1)) --x0;
  while (x1 < c.x1 + 3 && agrees(x1)) ++x1;
  c.x0 = x0;
  c.x1 = x1;
}

/// True for the colors of a scale: several, none of which takes up most of it.
bool varied(const std::vector<Rgb8>& colors) {
  constexpr double kMostOfOne = 0.7;
  std::map<std::size_t, std::size_t> cells;
  int lo[3] = {255, 255, 255}, hi[3] = {0, 0, 0};
  for (const Rgb8& c : colors) {
    ++cells[color_cell<16>(c.data())];
    for (int k = 0; k < 3; ++k) {
      lo[k] = std::min<int>(lo[k], c[k]);
      hi[k] = std::max<int>(hi[k], c[k]);
    }
  }
  for (const auto& [cell, n] : cells)
    if (static_cast<double>(n) > kMostOfOne * static_cast<double>(colors.size())) return false;
  return cells.size() >= 3 && std::max({hi[0] - lo[0], hi[1] - lo[1], hi[2] - lo[2]}) >= 40;
}

/// True if the lines across have one color each, as a bar's have where it is not ticked: what
/// chains leave out between them may be anything.
bool constant_across(const Raster& raster, const Rect& rect, const ColorMetric& metric) {
  constexpr double kOfLine = 0.8;    // of its middle half, beside the ticks at both sides
  constexpr double kOfLines = 0.85;  // the others are drawn across
  const double tolerance = run_tolerance(metric);
  const int ticks = rect.width / 4;
  int constant = 0;
  for (int y = rect.y; y < rect.bottom(); ++y) {
    const std::uint8_t* middle = raster.at(rect.x + rect.width / 2, y);
    int alike = 0;
    for (int x = rect.x + ticks; x < rect.right() - ticks; ++x)
      alike += metric(middle, raster.at(x, y)) <= tolerance;
    constant += alike >= kOfLine * (rect.width - 2 * ticks);
  }
  return constant >= kOfLines * rect.height;
}

/// A bar that lies on the field itself: no line of one color runs beside it.
std::optional<BarCandidate> bare_candidate(const Raster& raster, const BarStack& c,
                                           const Rect& area, const ColorMetric& metric) {
  BarCandidate out;
  out.rect = out.outer = {c.x0, c.first, c.x1 - c.x0, c.last + 1 - c.first};
  if (out.rect.height < kLeastBare || out.rect.height < kMinBareAspect * out.rect.width ||
      out.rect.area() > kMaxAreaShare * area.area())
    return std::nullopt;
  out.colors = sample_bar(raster, out.rect, true, metric);
  if (!varied(out.colors) || !stands_apart(raster, out, metric)) return std::nullopt;
  return out;
}

std::optional<BarCandidate> candidate_from(const Raster& raster, BarStack c, const Rect& area,
                                           const ColorMetric& metric) {
  if (c.last - c.first + 1 < kMinLength) return std::nullopt;
  refine_columns(raster, c, metric);
  if (c.x1 - c.x0 < kMinWidth) return std::nullopt;
  auto left = find_flank(raster, c.x0 - 1, -1, c.first, c.last + 1, metric);
  auto right = find_flank(raster, c.x1, 1, c.first, c.last + 1, metric);
  // Ticks of a logarithmic scale hide nearly half of the background on one side.
  const auto ticked = [&](const std::optional<Flank>& other, int x, int step) {
    auto flank = find_flank(raster, x, step, c.first, c.last + 1, metric, 0.5);
    const bool same =
        flank && other && metric(flank->color, other->color) <= line_tolerance(metric);
    return same && other->thickness > outline_limit(raster) ? flank : std::nullopt;
  };
  if (!left) left = ticked(right, c.x0 - 1, -1);
  if (!right) right = ticked(left, c.x1, 1);
  // A bar at the picture's edge is cut off there from what is on its other side.
  if (!left && c.x0 == 0) left = right;
  if (!right && c.x1 == raster.width) right = left;
  if (!left || !right) return bare_candidate(raster, c, area, metric);
  // Outline and background are gray as a rule; of another color, they are alike on both sides.
  if (!(is_gray(left->color, most_tint(metric)) && is_gray(right->color, most_tint(metric))) &&
      metric(left->color, right->color) > 2 * line_tolerance(metric))
    return std::nullopt;
  settle_ends(raster, c, *left, *right, metric);
  BarCandidate out;
  out.rect = {c.x0, c.first, c.x1 - c.x0, c.last + 1 - c.first};
  if (out.rect.height < kMinLength || out.rect.height < kMinAspect * out.rect.width ||
      out.rect.area() > kMaxAreaShare * area.area())
    return std::nullopt;
  out.flank = left->color;
  out.outlined = std::max(left->thickness, right->thickness) <= outline_limit(raster);
  out.outer = out.rect;
  if (out.outlined) {
    const int top = end_line(raster, c, *left, true, metric);
    const int bottom = end_line(raster, c, *left, false, metric);
    out.outer =
        intersect({out.rect.x - left->depth(), out.rect.y - top,
                   out.rect.width + left->depth() + right->depth(), out.rect.height + top + bottom},
                  raster.bounds());
  }
  out.colors = sample_bar(raster, out.rect, true, metric);
  if (!varied(out.colors) || !constant_across(raster, out.rect, metric)) return std::nullopt;
  return out;
}

std::vector<BarCandidate> find_vertical(const Raster& raster, const Rect& area,
                                        const ColorMetric& metric) {
  std::vector<BarCandidate> out;
  for (const Chain& chain : join(raster, ChainFinder(raster, area, metric).find(), metric))
    if (auto c =
            candidate_from(raster, {chain.x0, chain.x1, chain.first, chain.last}, area, metric))
      out.push_back(std::move(*c));
  return out;
}

/// Replaces samples that differ from both sides (a line across the bar) by what is beside them.
void bridge_lines(std::vector<Rgb8>& colors, const ColorMetric& metric) {
  const int n = static_cast<int>(colors.size()), most = std::max(3, n / 100);
  const std::vector<Rgb8> in = colors;
  for (int i = 1; i + 1 < n; ++i) {
    for (int width = 1; width <= most && i + width < n; ++width) {
      const Rgb8 &a = in[i - 1], &b = in[i + width];
      const int across = metric(a, b);
      int least = 255;
      for (int k = i; k < i + width; ++k)
        least = std::min({least, metric(in[k], a), metric(in[k], b)});
      if (least <= line_tolerance(metric) + across) continue;
      for (int k = i; k < i + width; ++k) colors[k] = k - i < (width + 1) / 2 ? a : b;
      i += width - 1;
      break;
    }
  }
}

}  // namespace

std::vector<Rgb8> sample_bar(const Raster& raster, const Rect& rect, bool vertical,
                             const ColorMetric& metric) {
  const AxisView axis{vertical};
  const int length = axis.length(rect), across = axis.breadth(rect);
  // Ticks stand at the sides and blended pixels at the rims: the middle is clean.
  const int skip = across >= 9 ? across / 4 : across >= 5 ? 1 : 0;
  std::vector<Rgb8> out(length), line;
  for (int i = 0; i < length; ++i) {
    line.clear();
    for (int k = skip; k < across - skip; ++k)
      line.push_back(raster.color(axis, axis.begin(rect) + i, axis.near(rect) + k));
    out[i] = median_color(line);
  }
  bridge_lines(out, metric);
  return out;
}

bool stands_apart(const Raster& raster, const BarCandidate& c, const ColorMetric& metric) {
  if (!is_path(c.colors)) return false;
  const AxisView axis{c.vertical};
  const double least = metric.compression.limit(kEdgeStep, moved::kBeside);
  for (const int beside : {axis.near(c.rect) - kBeside, axis.far(c.rect) - 1 + kBeside}) {
    if (beside < 0 || beside >= axis.breadth(raster.bounds())) continue;
    int differ = 0;
    for (int i = 0; i < axis.length(c.rect); ++i)
      differ += metric(c.colors[static_cast<std::size_t>(i)],
                       raster.at(axis, axis.begin(c.rect) + i, beside)) > least;
    if (differ < kApart * axis.length(c.rect)) return false;
  }
  return true;
}

std::vector<BarCandidate> find_bar_candidates(const Raster& raster, const Rect& area,
                                              const ColorMetric& metric, unsigned threads) {
  std::vector<BarCandidate> out, lying;
  in_parallel(2, threads, 1, [&](std::size_t, std::size_t first, std::size_t last) {
    if (first == 0) out = find_vertical(raster, area, metric);
    if (last == 2) lying = find_vertical(transposed(raster), transposed(area), metric);
  });
  for (BarCandidate& c : lying) {
    c.rect = transposed(c.rect);
    c.outer = transposed(c.outer);
    c.vertical = false;
    out.push_back(std::move(c));
  }
  std::stable_sort(out.begin(), out.end(), [](const BarCandidate& a, const BarCandidate& b) {
    return a.rect.area() > b.rect.area();
  });
  return out;
}

std::optional<BarCandidate> bar_from_rect(const Raster& raster, const Rect& rect,
                                          const ColorMetric& metric) {
  if (rect.empty()) return std::nullopt;
  BarCandidate out;
  out.rect = out.outer = rect;
  out.vertical = rect.height >= rect.width;
  out.colors = sample_bar(raster, rect, out.vertical, metric);
  return out;
}

}  // namespace unweave
