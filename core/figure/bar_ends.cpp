// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_ends.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/statistics.hpp"

namespace unweave {

namespace {

/// One color along a column, and the share of rows that have it.
std::pair<Rgb8, double> line_color(const Raster& raster, int x, int y0, int y1,
                                   const ColorMetric& metric) {
  if (x < 0 || x >= raster.width || y1 <= y0) return {Rgb8{}, 0};
  std::vector<Rgb8> line;
  line.reserve(y1 - y0);
  for (int y = y0; y < y1; ++y) line.push_back(raster.color(x, y));
  const Rgb8 median = median_color(line);
  int near = 0;
  for (int y = y0; y < y1; ++y) near += metric(median, raster.at(x, y)) <= line_tolerance(metric);
  return {median, double(near) / (y1 - y0)};
}

/// Looks at the rows around a stack.
class Rows {
 public:
  Rows(const Raster& raster, const BarStack& s, const Flank& left, const Flank& right,
       const ColorMetric& metric)
      : raster_(raster), s_(s), left_(left), right_(right), metric_(metric) {
    outlined_ = std::max(left.depth(), right.depth()) <= outline_limit(raster);
  }

  bool outlined() const { return outlined_; }
  int height() const { return raster_.height; }

  /// Both lines beside the bar are there.
  bool flanked(int y) const {
    return lined(left_, s_.x0 - 1 - left_.distance, -1, y) &&
           lined(right_, s_.x1 + right_.distance, 1, y);
  }

  /// A row of one color from side to side that is not the background's.
  bool belongs(int y) const {
    if (!flanked(y)) return false;
    const int inset = outlined_ ? (s_.x1 - s_.x0) / 4 : 1;
    const std::uint8_t* middle = raster_.at((s_.x0 + s_.x1) / 2, y);
    for (int x = s_.x0 + inset; x < s_.x1 - inset; ++x)
      if (metric_(raster_.at(x, y), middle) > run_tolerance(metric_)) return false;
    if (outlined_) return metric_(left_.color, middle) > line_tolerance(metric_);
    // Beyond an end its chroma bleeds on, into all pixels of a row alike.
    return contrast(y) >= metric_.compression.limit(1, moved::kMedian);
  }

  /// How far the row's color is from what is a little beside the bar, on the side where it is
  /// less. Means tell small differences that single pixels of a JPEG do not.
  double contrast(int y) const {
    const auto own = mean(y, s_.x0 + 1, s_.x1 - 1);
    double out = 255;
    if (s_.x0 > kBeside) out = distance(own, mean(y, s_.x0 - 2 * kBeside, s_.x0 - kBeside));
    if (s_.x1 + kBeside < raster_.width)
      out = std::min(out, distance(own, mean(y, s_.x1 + kBeside, s_.x1 + 2 * kBeside)));
    return out;
  }

  /// The last row of the bar between `from` and `to`, if a row of the outline follows on it: what
  /// is beside the rows behind it may be like the outline by chance, but hardly the same. A bar
  /// that fades into its outline's color tells nothing.
  std::optional<int> crossed(int from, int to) const {
    const int step = to < from ? -1 : 1;
    int y = from;
    while (y != to && (is_line(y) || !is_line(y + step))) y += step;
    if (y == to || jump(y, y + step) <= 2 * line_tolerance(metric_)) return std::nullopt;
    int behind = 0, same = 0;
    for (int k = y + 2 * step; k * step <= to * step; k += step, ++behind)
      same += beside(s_.x0 - 1 - left_.distance, left_, k) &&
              beside(s_.x1 + right_.distance, right_, k);
    return 2 * same > behind ? std::nullopt : std::optional(y);
  }

  bool same_middle(int y, int other) const { return jump(y, other) <= 2 * run_tolerance(metric_); }

  /// Pixels of the row around its middle that have the middle's color.
  int width(int y) const {
    const int middle = (s_.x0 + s_.x1) / 2;
    const double tolerance = 2 * run_tolerance(metric_);
    int a = middle, b = middle;
    while (a > s_.x0 && metric_(raster_.at(a - 1, y), raster_.at(middle, y)) <= tolerance) --a;
    while (b + 1 < s_.x1 && metric_(raster_.at(b + 1, y), raster_.at(middle, y)) <= tolerance) ++b;
    return b - a + 1;
  }

 private:
  /// The pixel beside the row has just the outline's color.
  bool beside(int x, const Flank& flank, int y) const {
    return x >= 0 && x < raster_.width &&
           metric_(flank.color, raster_.at(x, y)) <= run_tolerance(metric_);
  }
  /// Between the middles of two rows.
  int jump(int y, int other) const {
    const int x = (s_.x0 + s_.x1) / 2;
    return metric_(raster_.at(x, y), raster_.at(x, other));
  }
  /// All of the row has the outline's color.
  bool is_line(int y) const {
    for (int x = s_.x0; x < s_.x1; ++x)
      if (metric_(left_.color, raster_.at(x, y)) > line_tolerance(metric_)) return false;
    return true;
  }
  /// The inner column of an outline may be blended with the bar's own colors: another one does too.
  bool lined(const Flank& flank, int x, int step, int y) const {
    const int columns = outlined_ ? flank.thickness : 1;
    if (x < 0 || x >= raster_.width) return true;  // the picture's edge
    for (int k = 0; k < columns && x >= 0 && x < raster_.width; ++k, x += step)
      if (metric_(flank.color, raster_.at(x, y)) <= line_tolerance(metric_)) return true;
    return false;
  }
  std::array<double, 3> mean(int y, int x0, int x1) const {
    std::array<double, 3> out{};
    x0 = std::max(0, x0);
    x1 = std::min(x1, raster_.width);
    for (int x = x0; x < x1; ++x)
      for (int c = 0; c < 3; ++c) out[c] += double(raster_.at(x, y)[c]) / (x1 - x0);
    return out;
  }
  static double distance(const std::array<double, 3>& a, const std::array<double, 3>& b) {
    return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
  }

  static constexpr int kBeside = 6;  // pixels: beyond outline and blends

  const Raster& raster_;
  const BarStack& s_;
  const Flank &left_, &right_;
  ColorMetric metric_;
  bool outlined_;
};

/// The last row in direction `step` that still passes, bridging a few that do not.
template <class F>
int walk(int from, int step, int height, int gap, F&& passes) {
  int last = from;
  for (int y = from + step; y >= 0 && y < height && std::abs(y - last) <= gap; y += step)
    if (passes(y)) last = y;
  return last;
}

/// Drops rows that grow narrower toward the end: a triangle for values beyond the scale.
void trim_triangle(const Rows& rows, BarStack& s, const ColorMetric& metric) {
  const int full = s.x1 - s.x0, least = full - 1 - metric.compression.edge_pixels();
  const int most = std::min(2 * full + 2, (s.last - s.first) / 4);
  const auto narrow = [&](int from, int step) {
    int n = 0, narrowest = full;
    for (; n < most && rows.width(from + n * step) < least; ++n)
      narrowest = std::min(narrowest, rows.width(from + n * step));
    // Rims that are blended with the outline narrow all rows alike.
    return n < most && narrowest <= 0.7 * full ? n : 0;
  };
  s.first += narrow(s.first, 1);
  s.last -= narrow(s.last, -1);
}

/// Drops the first rows of a triangle beyond an end, which are hardly narrower than the bar: the
/// slope of those farther out tells where it begins.
void trim_base(const Rows& rows, BarStack& s, const Compression& compression) {
  constexpr int kMost = 4;
  const int noise = compression.edge_pixels();
  const int full = s.x1 - s.x0;
  const auto base = [&](int from, int step) {
    std::vector<std::pair<int, int>> slant;  // rows outside the end, their widths
    for (int k = 1; k <= 2 * full; ++k) {
      const int y = from - k * step;
      if (y < 0 || y >= rows.height() || !rows.same_middle(y, from)) break;
      const int width = rows.width(y);
      if (!slant.empty() && width > slant.back().second + noise) return 0;
      if (width < 0.85 * full && width > 0.25 * full) slant.emplace_back(k, width);
    }
    if (slant.size() < 4) return 0;
    const auto [k0, w0] = slant.front();
    const auto [k1, w1] = slant.back();
    if (w0 - w1 < 0.3 * full) return 0;
    const double slope = static_cast<double>(w0 - w1) / (k1 - k0);
    const double begin = k0 - (full - w0) / slope;  // where the slant reaches the full width
    return std::clamp(static_cast<int>(std::lround(1 - begin)), 0, kMost);
  };
  s.first += base(s.first, 1);
  s.last -= base(s.last, -1);
}

/// Drops end rows that are less than half the bar: blended with the background, or its ringing.
void trim_faint(const Rows& rows, BarStack& s) {
  constexpr int kInside = 5;
  if (s.last - s.first < 4 * kInside) return;
  const auto faint = [&](int from, int step) {
    const double full = rows.contrast(from + kInside * step);
    int n = 0;
    while (n < kInside && full >= 30 && rows.contrast(from + n * step) < 0.5 * full) ++n;
    return n;
  };
  s.first += faint(s.first, 1);
  s.last -= faint(s.last, -1);
}

/// Adds the rows in which a bar without outline fades into the background: its colors near the end
/// tell by how much they change a row, and so where they reach the background.
void add_faded(const Rows& rows, BarStack& s, const Compression& compression) {
  constexpr int kNear = 4, kFar = 24;
  const int length = s.last - s.first + 1, most = length / 25;
  if (length < 4 * kFar) return;
  const auto faded = [&](int end, int step) {
    const double last = rows.contrast(end + step);
    const double near = rows.contrast(end + kNear * step), far = rows.contrast(end + kFar * step);
    const double slope = (far - near) / (kFar - kNear);
    if (last > compression.limit(4, moved::kMedian) || slope <= 0) return 0;
    const double expected = near - slope * (kNear - 1);
    if (std::abs(expected - last) > compression.limit(1.5, moved::kMean)) return 0;
    const int more = static_cast<int>(std::lround(near / slope)) - kNear;
    return more > 0 && more <= most ? more : 0;
  };
  const int before = faded(s.first, 1), behind = faded(s.last, -1);
  s.first = std::max(0, s.first - before);
  s.last = std::min(rows.height() - 1, s.last + behind);
}

/// Drops end rows that are outline, background or a blend with them: what lies outside the
/// innermost jump near an end that is no step of the bar itself.
void trim_lines(const Raster& raster, BarStack& s, int thickness, const ColorMetric& metric) {
  const int x = (s.x0 + s.x1) / 2, most = std::min({thickness + 3, 12, (s.last - s.first) / 8});
  const auto jump = [&](int y, int step) {
    return metric(raster.at(x, y), raster.at(x, y + step));
  };
  const auto cut = [&](int y, int step) {
    std::vector<int> inner;
    for (int k = most; k < 2 * most + 4; ++k) inner.push_back(jump(y + k * step, step));
    const double least =
        std::max<double>(metric.compression.limit(18, moved::kJump), 3 * median(inner));
    int n = 0;
    for (int k = 0; k < most; ++k)
      if (jump(y + k * step, step) > least) n = k + 1;
    return n;
  };
  const int top = cut(s.first, 1), bottom = cut(s.last, -1);
  s.first += top;
  s.last -= bottom;
}

}  // namespace

double run_tolerance(const ColorMetric& metric) {
  return metric.compression.limit(6, moved::kBeside);
}
double line_tolerance(const ColorMetric& metric) {
  return metric.compression.limit(16, moved::kThin);
}
int outline_limit(const Raster& raster) { return std::max(6, raster.width / 200); }

std::optional<Flank> find_flank(const Raster& raster, int x, int step, int y0, int y1,
                                const ColorMetric& metric, double least) {
  const int reach = std::max(4, raster.width / 250);
  for (int k = 0; k < reach; ++k) {
    const auto [color, share] = line_color(raster, x + k * step, y0, y1, metric);
    if (share < least) continue;
    Flank f{color, 1, k};
    while (f.thickness < 24) {
      const auto [c, s] = line_color(raster, x + f.depth() * step, y0, y1, metric);
      if (s < least || metric(c, color) > line_tolerance(metric)) break;
      ++f.thickness;
    }
    return f;
  }
  return std::nullopt;
}

void settle_ends(const Raster& raster, BarStack& s, const Flank& left, const Flank& right,
                 const ColorMetric& metric) {
  const Rows rows(raster, s, left, right, metric);
  const auto belongs = [&](int y) { return rows.belongs(y); };
  s.first = walk(s.first, -1, raster.height, 4, belongs);
  s.last = walk(s.last, 1, raster.height, 4, belongs);
  int thickness = 1;
  if (rows.outlined()) {
    // An outline tells where the bar ends even if the bar is as dark as itself there.
    const auto flanked = [&](int y) { return rows.flanked(y); };
    const int line = std::max(left.depth(), right.depth());
    const int first = walk(s.first, -1, raster.height, 2, flanked);
    const int last = walk(s.last, 1, raster.height, 2, flanked);
    s.first = std::min(s.first, rows.crossed(s.first, first).value_or(first + line));
    s.last = std::max(s.last, rows.crossed(s.last, last).value_or(last - line));
    thickness = std::max(left.thickness, right.thickness);
  }
  trim_lines(raster, s, thickness, metric);
  if (!rows.outlined()) {
    trim_faint(rows, s);
    add_faded(rows, s, metric.compression);
  }
  trim_triangle(rows, s, metric);
  trim_base(rows, s, metric.compression);
}

int end_line(const Raster& raster, const BarStack& s, const Flank& flank, bool at_start,
             const ColorMetric& metric) {
  const int x = (s.x0 + s.x1) / 2, step = at_start ? -1 : 1;
  const int from = at_start ? s.first - 1 : s.last + 1;
  int line = 0;
  for (int k = 0; k < flank.depth() + 2; ++k) {
    const int y = from + k * step;
    if (y < 0 || y >= raster.height) break;
    if (metric(flank.color, raster.at(x, y)) <= line_tolerance(metric))
      line = k + 1;
    else if (line > 0)
      break;
  }
  return line;
}

}  // namespace unweave
