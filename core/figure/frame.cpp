// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/frame.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace unweave {

namespace {

constexpr double kLineShare = 0.93;  // of a line's pixels that have its color

enum Side { kLeft, kTop, kRight, kBottom };

/// The lines of a box parallel to one side, numbered from outside to inside.
class SideLines {
 public:
  SideLines(const Raster& raster, const Rect& box, Side side)
      : raster_(raster), box_(box), side_(side), axis_{side == kLeft || side == kRight} {
    const int length = axis_.length(box);
    // Corners belong to two sides, and ticks may stand there.
    const int skip = std::max(2, length / 50);
    first_ = skip;
    end_ = std::max(first_ + 1, length - skip);
    stride_ = std::max(1, (end_ - first_) / 600);
  }

  int depth() const { return axis_.breadth(box_); }

  std::vector<Rgb8> pixels(int k) const {
    std::vector<Rgb8> out;
    for (int i = first_; i < end_; i += stride_) out.push_back(at(k, i));
    return out;
  }

  /// Dominant color of line k and the share of its pixels near it.
  std::pair<Rgb8, double> flatness(int k, const ColorMetric& metric) const {
    const std::vector<Rgb8> line = pixels(k);
    const Rgb8 median = median_color(line);
    const double tolerance = metric.compression.limit(12, moved::kThin);
    int near = 0;
    for (const Rgb8& p : line) near += metric(median, p) <= tolerance;
    return {median, double(near) / line.size()};
  }

  /// Share of line k's pixels that are near color `a` and not near `b`.
  double share_of(int k, const Rgb8& a, const Rgb8& b, const ColorMetric& metric) const {
    const std::vector<Rgb8> line = pixels(k);
    const double tolerance = metric.compression.limit(12, moved::kThin);
    const auto counts = [&](const Rgb8& p) {
      return metric(a, p) <= tolerance && metric(b, p) > tolerance;
    };
    return double(std::count_if(line.begin(), line.end(), counts)) / line.size();
  }

 private:
  Rgb8 at(int k, int i) const {
    const bool outer_first = side_ == kLeft || side_ == kTop;
    const int across = outer_first ? axis_.near(box_) + k : axis_.far(box_) - 1 - k;
    return raster_.color(axis_, axis_.begin(box_) + i, across);
  }

  const Raster& raster_;
  Rect box_;
  Side side_;
  AxisView axis_;  // of the side's lines
  int first_, end_, stride_;
};

/// What a side looks like from outside to inside.
struct SideLine {
  int thickness = 0;  // lines up to and with the last one of the ink; 0: none
  bool open = false;  // the ink goes on farther in than any line is thick: the field's own color
  Rgb8 ink{};
};

constexpr double kLeastBlend = 40;  // levels squared: lines of one color are no blend
constexpr int kMostTint = 24;       // levels, of a gray frame that compression has tinted

double ink_tolerance(const ColorMetric& metric) {
  return metric.compression.added(30, moved::kJump);
}

/// The ink among flat lines: the gray one that contrasts most with the background, as frames are
/// drawn; the outermost where none is gray.
Rgb8 ink_of(const std::vector<Rgb8>& lines, const Backdrop& backdrop) {
  int best = -1;
  Rgb8 ink = lines[0];
  for (const Rgb8& c : lines) {
    const int contrast = backdrop.metric(backdrop.color, c);
    if (!is_gray(c, kMostTint) || contrast <= best) continue;
    best = contrast;
    ink = c;
  }
  return ink;
}

SideLine measure(const SideLines& lines, int most, const Backdrop& backdrop) {
  SideLine out;
  std::vector<Rgb8> flat;
  for (int k = 0; k <= most && k < lines.depth(); ++k) {
    const auto [color, share] = lines.flatness(k, backdrop.metric);
    // Ticks stand on the outermost line, in the color of the next.
    const auto ticks = [&, color = color] {
      const Rgb8 next = lines.flatness(k + 1, backdrop.metric).first;
      return k == 0 && lines.depth() > 1 ? lines.share_of(k, next, color, backdrop.metric) : 0.0;
    };
    if (share < kLineShare && share + ticks() < kLineShare) break;
    flat.push_back(color);
  }
  if (flat.empty()) return out;
  out.ink = ink_of(flat, backdrop);
  bool reached = false;
  for (const Rgb8& c : flat) {
    const bool near = backdrop.metric(c, out.ink) <= ink_tolerance(backdrop.metric);
    if (reached && !near) break;
    reached = reached || near;
    ++out.thickness;
  }
  out.open = out.thickness > most;
  return out;
}

/// True if line k is line `ref` seen through something half-transparent: an anti-aliased frame, or
/// a border pixel partly outside. Fits c(k) = s c(ref) + v with one s < 1 and one color v.
bool is_blend(const SideLines& lines, int k, int ref, const Compression& compression) {
  const std::vector<Rgb8> here = lines.pixels(k), from = lines.pixels(ref);
  const double n = here.size();
  std::array<double, 3> mean_here{}, mean_from{};
  for (std::size_t i = 0; i < here.size(); ++i)
    for (int c = 0; c < 3; ++c) {
      mean_here[c] += here[i][c] / n;
      mean_from[c] += from[i][c] / n;
    }
  double cross = 0, norm = 0, own = 0, difference = 0;
  for (std::size_t i = 0; i < here.size(); ++i)
    for (int c = 0; c < 3; ++c) {
      const double h = here[i][c] - mean_here[c], f = from[i][c] - mean_from[c];
      cross += h * f;
      norm += f * f;
      own += h * h;
      const double d = double(here[i][c]) - from[i][c];
      difference += d * d;
    }
  const double moved_by = compression.limit(0, moved::kThin);
  if (difference < std::max(kLeastBlend, moved_by * moved_by) * n || norm < 20 * n) return false;
  const double s = cross / norm, rest = own - s * cross;
  return s > -0.05 && s < 0.97 - 0.11 * compression.edge() && rest < 0.2 * difference;
}

/// Flat lines and the blended ones behind them. Blends without end are a smooth field's own slope;
/// a line that is repeated is one of cells.
int with_blends(const SideLines& lines, int flat, const Compression& compression) {
  int out = flat;
  for (int k = flat; k < flat + 5; ++k)
    for (int ref = k + 1; ref <= k + 2 && ref < lines.depth(); ++ref)
      if (is_blend(lines, k, ref, compression)) out = k + 1;
  for (int k = flat + 1; k < out; ++k)
    if (lines.pixels(k) == lines.pixels(k - 1)) return flat;
  return out <= flat + 3 - compression.edge_pixels() ? out : flat;
}

/// Share of `a` in color c when c is taken as a mixture of a and b; nullopt when it is none.
std::optional<double> mixture(const Rgb8& c, const Rgb8& a, const Rgb8& b, double tolerance) {
  double dot = 0, norm = 0;
  for (int k = 0; k < 3; ++k) {
    dot += (double(c[k]) - b[k]) * (double(a[k]) - b[k]);
    norm += (double(a[k]) - b[k]) * (double(a[k]) - b[k]);
  }
  if (norm < 400) return std::nullopt;
  const double share = dot / norm;
  if (share < 0 || share > 1.1) return std::nullopt;
  for (int k = 0; k < 3; ++k)
    if (std::abs(c[k] - (b[k] + share * (double(a[k]) - b[k]))) > tolerance) return std::nullopt;
  return share;
}

/// How many lines of a side are frame, its ink being known; more than `most`: no end found.
int thickness_of(const SideLines& lines, int most, const Rgb8& ink, const Backdrop& backdrop) {
  const ColorMetric& metric = backdrop.metric;
  const double tolerance = metric.compression.limit(12, moved::kJump);
  bool reached = false;
  int k = 0;
  for (; k <= most && k + 1 < lines.depth(); ++k) {
    const auto [color, share] = lines.flatness(k, metric);
    // Ticks stand on the outermost line, which may be blended.
    if (share + (reached ? 0 : lines.share_of(k, ink, color, metric)) < kLineShare) break;
    const bool is_ink = metric(color, ink) <= ink_tolerance(metric);
    // Outside the line: a blend with the backdrop. Inside: with a field that is flat there.
    const Rgb8 next = lines.flatness(k + 1, metric).first;
    const auto inner = mixture(color, ink, next, tolerance);
    const bool blend = (!reached && mixture(color, ink, backdrop.color, tolerance)) ||
                       (inner && *inner > 0.15 && metric(color, next) > 2 * tolerance);
    if (!is_ink && !blend) break;
    reached = reached || is_ink;
  }
  return reached || k <= 2 ? k : 0;
}

std::array<int, 4> peel(const Raster& raster, const Rect& box, const Backdrop& backdrop,
                        Frame& frame) {
  const int most = std::max(4, std::min(box.width, box.height) / 80);
  std::array<SideLine, 4> sides;
  for (int s = 0; s < 4; ++s) sides[s] = measure(SideLines(raster, box, Side(s)), most, backdrop);

  // The ink on which most sides agree.
  int votes = 0;
  for (const SideLine& a : sides) {
    if (a.thickness == 0 || a.open) continue;
    int n = 0;
    for (const SideLine& b : sides)
      n += b.thickness > 0 && !b.open && backdrop.metric(a.ink, b.ink) <= 60;
    if (n > votes) {
      votes = n;
      frame.ink = a.ink;
    }
  }
  frame.found = votes >= 2;
  std::array<int, 4> out{};
  int thickest = 0;
  for (int s = 0; s < 4 && frame.found; ++s) {
    out[s] = thickness_of(SideLines(raster, box, Side(s)), most, frame.ink, backdrop);
    if (out[s] <= most) thickest = std::max(thickest, out[s]);
  }
  for (int s = 0; s < 4; ++s) {
    // Ink without end is the field's own color: the line is as thick as elsewhere.
    if (out[s] > most) out[s] = thickest;
    out[s] = with_blends(SideLines(raster, box, Side(s)), out[s], backdrop.metric.compression);
  }
  return out;
}

Rect shrink(const Rect& r, const std::array<int, 4>& by) {
  return {r.x + by[kLeft], r.y + by[kTop], r.width - by[kLeft] - by[kRight],
          r.height - by[kTop] - by[kBottom]};
}

/// Depth up to and with a second line of the ink behind a gap on one side; 0: none. The gap holds
/// background and ink only, so that a field as dark as the ink is not taken for it.
int second_line(const SideLines& lines, int most, const Backdrop& backdrop, const Rgb8& ink) {
  int gap = 0, line = 0;
  for (int k = 0; k <= most && k < lines.depth() / 4; ++k) {
    int inked = 0, blank = 0;
    const std::vector<Rgb8> pixels = lines.pixels(k);
    for (const Rgb8& p : pixels) {
      inked += backdrop.metric(ink, p) <= 60;
      blank += backdrop.metric(backdrop.color, p) <= 40;
    }
    const double n = pixels.size();
    if (gap > 0 && inked >= 0.95 * n) {
      ++line;
    } else if (line > 0) {
      return line <= 4 ? k : 0;
    } else if (inked + blank >= 0.95 * n && blank >= 0.2 * n) {
      ++gap;
    } else {
      return 0;
    }
  }
  return 0;
}

std::array<int, 4> second_lines(const Raster& raster, const Rect& box, const Backdrop& backdrop,
                                const Rgb8& ink) {
  const int most = std::max(6, std::min(box.width, box.height) * 3 / 100);
  std::array<int, 4> out{};
  for (int s = 0; s < 4; ++s) {
    out[s] = second_line(SideLines(raster, box, Side(s)), most, backdrop, ink);
    if (out[s] == 0) return {};
  }
  const auto [lo, hi] = std::minmax_element(out.begin(), out.end());
  return *hi - *lo <= 3 ? out : std::array<int, 4>{};
}

/// Lines of a side that hold nothing but ink, backdrop and mixtures of both; `most` + 1: no end.
int bare_lines(const SideLines& lines, int most, const Backdrop& backdrop, const Rgb8& ink) {
  const double tolerance = backdrop.metric.compression.limit(12, moved::kThin);
  int k = 0;
  for (; k <= most && k < lines.depth() / 4; ++k) {
    const std::vector<Rgb8> pixels = lines.pixels(k);
    const auto bare = std::count_if(pixels.begin(), pixels.end(), [&](const Rgb8& p) {
      return mixture(p, ink, backdrop.color, tolerance).has_value();
    });
    if (bare < 0.97 * static_cast<double>(pixels.size())) break;
  }
  return k;
}

/// True if line k is long pieces of ink and of backdrop by turns.
bool alternates(const SideLines& lines, int k, const Backdrop& backdrop, const Rgb8& ink) {
  int inked = 0, blank = 0, turns = 0;
  bool on = false;
  const std::vector<Rgb8> pixels = lines.pixels(k);
  for (const Rgb8& p : pixels) {
    const bool dark = backdrop.metric(ink, p) <= 60,
               light = backdrop.metric(backdrop.color, p) <= 60;
    inked += dark;
    blank += light;
    if ((dark || light) && dark != on) {
      on = dark;
      ++turns;
    }
  }
  const auto n = static_cast<double>(pixels.size());
  return inked + blank > 0.85 * n && inked > 0.2 * n && blank > 0.2 * n && turns >= 3 &&
         turns < n / 8;
}

/// The band of black and white pieces that maps have as a frame, as thick on all four sides.
std::array<int, 4> checkered(const Raster& raster, const Rect& box, const Backdrop& backdrop) {
  const int brightness = backdrop.color[0] + backdrop.color[1] + backdrop.color[2];
  const Rgb8 ink = brightness > 382 ? Rgb8{0, 0, 0} : Rgb8{255, 255, 255};
  const int most = std::max(12, std::min(box.width, box.height) / 25);
  std::array<int, 4> out{};
  for (int s = 0; s < 4; ++s) {
    const SideLines lines(raster, box, Side(s));
    out[s] = bare_lines(lines, most, backdrop, ink);
    if (out[s] < 3 || out[s] > most || !alternates(lines, out[s] / 2, backdrop, ink)) return {};
  }
  const auto [lo, hi] = std::minmax_element(out.begin(), out.end());
  return *hi - *lo <= 2 ? out : std::array<int, 4>{};
}

}  // namespace

Frame peel_frame(const Raster& raster, const Rect& box, const Backdrop& backdrop) {
  Frame frame;
  frame.inside = box;
  if (box.width < 16 || box.height < 16) return frame;
  if (const auto band = checkered(raster, box, backdrop); band != std::array<int, 4>{}) {
    frame.found = true;
    frame.inside = shrink(box, band);
    return frame;
  }
  frame.inside = shrink(box, peel(raster, box, backdrop, frame));
  if (!frame.found) return frame;
  frame.inside = shrink(frame.inside, second_lines(raster, frame.inside, backdrop, frame.ink));
  return frame;
}

}  // namespace unweave
