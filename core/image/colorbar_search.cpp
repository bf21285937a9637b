// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/colorbar_search.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

namespace unweave {

namespace {

constexpr int kMinWidth = 5;
constexpr int kMinLength = 24;
constexpr double kMinAspect = 2.2;
constexpr double kMaxAreaShare = 0.25;  // of the picture
constexpr double kFlankShare = 0.8;     // of a line beside the bar that is one colour

int run_tolerance(const ColorMetric& metric) { return metric.lossy ? 22 : 6; }
int line_tolerance(const ColorMetric& metric) { return metric.lossy ? 45 : 16; }

/// A stack of runs with the same ends.
struct Chain {
  int x0, x1, first, last, rows;
  int next;  // older chain that starts at the same column
};

/// Chains of one picture, found by one scan from top to bottom.
class ChainFinder {
 public:
  ChainFinder(const Raster& raster, const Rect& area, const ColorMetric& metric)
      : raster_(raster), area_(area), metric_(metric), heads_(raster.width + 1, -1) {
    jitter_ = metric.lossy ? 2 : 1;
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
    const int tolerance = run_tolerance(metric_), longest = area_.width * 2 / 5;
    const std::uint8_t* row = raster_.at(0, y);
    for (int x = area_.x; x < area_.right();) {
      const int x0 = x;
      const std::uint8_t* start = row + 3 * x0;
      ++x;
      while (x < area_.right()) {
        const std::uint8_t* p = row + 3 * x;
        if (metric_(p, p - 3) > tolerance || metric_(p, start) > tolerance) break;
        // Start from a pixel inside: the first may be blended with the outline.
        if (x == x0 + 2) start = p;
        ++x;
      }
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
  std::vector<int> heads_;
  std::vector<Chain> chains_;
  int jitter_ = 1, gap_ = 4;
};

Rgb8 median_color(std::vector<Rgb8>& colors) {
  Rgb8 out{};
  std::vector<std::uint8_t> channel(colors.size());
  for (int c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < colors.size(); ++i) channel[i] = colors[i][c];
    std::nth_element(channel.begin(), channel.begin() + channel.size() / 2, channel.end());
    out[c] = channel[channel.size() / 2];
  }
  return out;
}

/// Joins chains that continue each other beyond a gap, as where the bar's middle is white on white.
std::vector<Chain> join(std::vector<Chain> chains) {
  std::sort(chains.begin(), chains.end(), [](const Chain& a, const Chain& b) {
    return std::tie(a.first, a.x0, a.x1) < std::tie(b.first, b.x0, b.x1);
  });
  std::vector<Chain> out;
  for (const Chain& c : chains) {
    bool joined = false;
    for (Chain& o : out) {
      if (std::abs(o.x0 - c.x0) > 1 || std::abs(o.x1 - c.x1) > 1) continue;
      const int gap = c.first - o.last, length = std::max(o.last, c.last) - o.first;
      if (gap > std::max(4, length * 3 / 10)) continue;
      o.last = std::max(o.last, c.last);
      o.rows += c.rows;
      joined = true;
      break;
    }
    if (!joined) out.push_back(c);
  }
  return out;
}

/// One colour along a column, and the share of rows that have it.
std::pair<Rgb8, double> line_color(const Raster& raster, int x, int y0, int y1,
                                   const ColorMetric& metric) {
  if (x < 0 || x >= raster.width) return {Rgb8{}, 0};
  std::vector<Rgb8> colors;
  for (int y = y0; y < y1; ++y) colors.push_back(raster.color(x, y));
  const std::vector<Rgb8> all = colors;
  const Rgb8 median = median_color(colors);
  int near = 0;
  for (const Rgb8& c : all) near += metric(median, c) <= line_tolerance(metric);
  return {median, double(near) / std::max<std::size_t>(1, all.size())};
}

bool is_gray(const Rgb8& c) {
  const auto [lo, hi] = std::minmax_element(c.begin(), c.end());
  return *hi - *lo <= 30;
}

struct Flank {
  Rgb8 color{};
  int thickness = 0;  // of the uniform line; large: backdrop
  int distance = 0;   // pixels between bar and line (blended ones)
};

/// The line of one colour beside column `x` in direction `step`.
std::optional<Flank> find_flank(const Raster& raster, int x, int step, int y0, int y1,
                                const ColorMetric& metric) {
  const int reach = std::max(4, raster.width / 250);
  for (int k = 0; k < reach; ++k) {
    const auto [color, share] = line_color(raster, x + k * step, y0, y1, metric);
    if (share < kFlankShare) continue;
    Flank f{color, 1, k};
    while (f.thickness < 24) {
      const auto [c, s] = line_color(raster, x + (k + f.thickness) * step, y0, y1, metric);
      if (s < kFlankShare || metric(c, color) > line_tolerance(metric)) break;
      ++f.thickness;
    }
    return f;
  }
  return std::nullopt;
}

/// Columns around the chain whose pixels have their row's colour nearly everywhere.
void refine_columns(const Raster& raster, Chain& c, const ColorMetric& metric) {
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

/// A line beside a bar that is thicker than this is no outline.
int outline_limit(const Raster& raster) { return std::max(6, raster.width / 200); }

/// Goes on along the axis as far as the lines beside the bar do, where its own rows could not be
/// told from them (a dark end beside a dark outline, smeared chroma).
void extend_ends(const Raster& raster, Chain& c, const Flank& left, const Flank& right,
                 const ColorMetric& metric) {
  const int quarter = (c.x1 - c.x0) / 4, middle = (c.x0 + c.x1) / 2;
  const int lx = c.x0 - 1 - left.distance, rx = c.x1 + right.distance;
  const auto belongs = [&](int y) {
    const std::uint8_t* m = raster.at(middle, y);
    if (metric(left.color, raster.at(lx, y)) > line_tolerance(metric) ||
        metric(right.color, raster.at(rx, y)) > line_tolerance(metric) ||
        metric(left.color, m) <= line_tolerance(metric))
      return false;
    for (int x = c.x0 + quarter; x < c.x1 - quarter; ++x)
      if (metric(raster.at(x, y), m) > run_tolerance(metric)) return false;
    return true;
  };
  const auto walk = [&](int from, int step) {
    int last = from;
    for (int y = from + step; y >= 0 && y < raster.height && std::abs(y - last) <= 4; y += step)
      if (belongs(y)) last = y;
    return last;
  };
  c.first = walk(c.first, -1);
  c.last = walk(c.last, 1);

  // An outline tells where the bar ends even if the bar is as dark as itself there.
  const int thickness = std::max(left.distance + left.thickness, right.distance + right.thickness);
  if (thickness > outline_limit(raster)) return;
  const auto outlined = [&](int y) {
    return metric(left.color, raster.at(lx, y)) <= line_tolerance(metric) &&
           metric(right.color, raster.at(rx, y)) <= line_tolerance(metric);
  };
  const auto line_end = [&](int from, int step) {
    int last = from;
    for (int y = from + step; y >= 0 && y < raster.height && std::abs(y - last) <= 2; y += step)
      if (outlined(y)) last = y;
    return last;
  };
  c.first = std::min(c.first, line_end(c.first, -1) + thickness);
  c.last = std::max(c.last, line_end(c.last, 1) - thickness);
}

/// Drops end rows that are outline, background or a blend with them: what lies outside the
/// innermost jump near an end that is no step of the bar itself.
void trim_ends(const Raster& raster, Chain& c, int thickness, const ColorMetric& metric) {
  const int x = (c.x0 + c.x1) / 2, most = std::min({thickness + 3, 12, (c.last - c.first) / 8});
  const auto jump = [&](int y, int step) {
    return metric(raster.at(x, y), raster.at(x, y + step));
  };
  const auto cut = [&](int y, int step) {
    std::vector<int> inner;
    for (int k = most; k < 2 * most + 4; ++k) inner.push_back(jump(y + k * step, step));
    std::nth_element(inner.begin(), inner.begin() + inner.size() / 2, inner.end());
    const int usual = inner[inner.size() / 2];
    int n = 0;
    for (int k = 0; k < most; ++k)
      if (jump(y + k * step, step) > std::max(metric.lossy ? 30 : 18, 3 * usual)) n = k + 1;
    return n;
  };
  const int top = cut(c.first, 1), bottom = cut(c.last, -1);
  c.first += top;
  c.last -= bottom;
}

bool varied(const std::vector<Rgb8>& colors) {
  std::set<int> cells;
  int lo[3] = {255, 255, 255}, hi[3] = {0, 0, 0};
  for (const Rgb8& c : colors) {
    cells.insert((c[0] >> 4) << 8 | (c[1] >> 4) << 4 | (c[2] >> 4));
    for (int k = 0; k < 3; ++k) {
      lo[k] = std::min<int>(lo[k], c[k]);
      hi[k] = std::max<int>(hi[k], c[k]);
    }
  }
  return cells.size() >= 3 && std::max({hi[0] - lo[0], hi[1] - lo[1], hi[2] - lo[2]}) >= 40;
}

std::optional<BarCandidate> candidate_from(const Raster& raster, Chain c, const Rect& area,
                                           const ColorMetric& metric) {
  if (c.last - c.first + 1 < kMinLength) return std::nullopt;
  refine_columns(raster, c, metric);
  if (c.x1 - c.x0 < kMinWidth) return std::nullopt;
  const auto left = find_flank(raster, c.x0 - 1, -1, c.first, c.last + 1, metric);
  const auto right = find_flank(raster, c.x1, 1, c.first, c.last + 1, metric);
  if (!left || !right) return std::nullopt;
  // Outline and background are gray as a rule; of another colour, they are alike on both sides.
  if (!(is_gray(left->color) && is_gray(right->color)) &&
      metric(left->color, right->color) > 2 * line_tolerance(metric))
    return std::nullopt;
  extend_ends(raster, c, *left, *right, metric);
  const int thickness = std::min(left->thickness, right->thickness) > outline_limit(raster)
                            ? 1
                            : std::max(left->thickness, right->thickness);
  trim_ends(raster, c, thickness, metric);
  BarCandidate out;
  out.rect = {c.x0, c.first, c.x1 - c.x0, c.last + 1 - c.first};
  if (out.rect.height < kMinLength || out.rect.height < kMinAspect * out.rect.width ||
      out.rect.area() > kMaxAreaShare * area.area())
    return std::nullopt;
  out.flank = left->color;
  out.outlined = std::max(left->thickness, right->thickness) <= outline_limit(raster);
  const int line = out.outlined ? left->distance + left->thickness : 0;
  out.outer = intersect(
      {out.rect.x - line, out.rect.y - line, out.rect.width + 2 * line, out.rect.height + 2 * line},
      raster.bounds());
  out.colors = sample_bar(raster, out.rect, true, metric);
  if (!varied(out.colors)) return std::nullopt;
  return out;
}

std::vector<BarCandidate> find_vertical(const Raster& raster, const Rect& area,
                                        const ColorMetric& metric) {
  std::vector<BarCandidate> out;
  for (const Chain& chain : join(ChainFinder(raster, area, metric).find()))
    if (auto c = candidate_from(raster, chain, area, metric)) out.push_back(std::move(*c));
  return out;
}

Rect transposed(const Rect& r) { return {r.y, r.x, r.height, r.width}; }

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
  const int length = vertical ? rect.height : rect.width;
  const int across = vertical ? rect.width : rect.height;
  // Ticks stand at the sides and blended pixels at the rims: the middle is clean.
  const int skip = across >= 9 ? across / 4 : across >= 5 ? 1 : 0;
  std::vector<Rgb8> out(length), line;
  for (int i = 0; i < length; ++i) {
    line.clear();
    for (int k = skip; k < across - skip; ++k)
      line.push_back(vertical ? raster.color(rect.x + k, rect.y + i)
                              : raster.color(rect.x + i, rect.y + k));
    out[i] = median_color(line);
  }
  bridge_lines(out, metric);
  return out;
}

std::vector<BarCandidate> find_bar_candidates(const Raster& raster, const Rect& area,
                                              const ColorMetric& metric) {
  std::vector<BarCandidate> out = find_vertical(raster, area, metric);
  const Raster turned = unweave::transposed(raster);
  for (BarCandidate& c : find_vertical(turned, transposed(area), metric)) {
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
