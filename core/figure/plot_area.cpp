// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/plot_area.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

#include "core/figure/cell_grid.hpp"
#include "core/figure/frame.hpp"
#include "core/figure/open_pieces.hpp"
#include "core/figure/page.hpp"
#include "core/figure/panel_grid.hpp"
#include "core/image/components.hpp"
#include "core/image/neighborhood.hpp"

namespace unweave {

namespace {

constexpr int kMinSide = 24;            // of a box, in pixels
constexpr double kAlike = 0.95;         // of a box in size: a panel of the same figure
constexpr double kMinAreaShare = 0.01;  // of the picture
constexpr double kLongRun = 0.6;        // of the longest run: a row that closes a rectangle
constexpr int kMaxNesting = 3;

/// The pixels of one component in its bounding box.
struct Patch {
  Rect box;
  BytePlane on;
};

/// Longest run of set pixels in every row and every column.
struct Profile {
  std::vector<int> rows, columns;
};

Profile profile_of(const Patch& patch) {
  Profile out;
  out.rows.resize(patch.box.height);
  out.columns.resize(patch.box.width);
  std::vector<int> down(patch.box.width);
  for (int y = 0; y < patch.box.height; ++y) {
    int along = 0;
    for (int x = 0; x < patch.box.width; ++x) {
      const bool on = patch.on.at(x, y);
      along = on ? along + 1 : 0;
      down[x] = on ? down[x] + 1 : 0;
      out.rows[y] = std::max(out.rows[y], along);
      out.columns[x] = std::max(out.columns[x], down[x]);
    }
  }
  return out;
}

/// First and one past the last entry that is at least `share` of the greatest.
std::pair<int, int> extent(const std::vector<int>& profile, double share) {
  const int most = *std::max_element(profile.begin(), profile.end());
  const auto reaches = [&](int v) { return v >= std::max(1.0, share * most); };
  const auto first = std::find_if(profile.begin(), profile.end(), reaches);
  const auto last = std::find_if(profile.rbegin(), profile.rend(), reaches);
  return {int(first - profile.begin()), int(profile.rend() - last)};
}

Rect trimmed(const Patch& patch, double share) {
  const Profile profile = profile_of(patch);
  const auto [x0, x1] = extent(profile.columns, share);
  const auto [y0, y1] = extent(profile.rows, share);
  return {x0, y0, x1 - x0, y1 - y0};
}

/// Share of set pixels of a rectangle inside the patch.
double coverage(const Patch& patch, const Rect& r) {
  long long n = 0;
  for (int y = r.y; y < r.bottom(); ++y)
    for (int x = r.x; x < r.right(); ++x) n += patch.on.at(x, y);
  return double(n) / std::max(1LL, r.area());
}

/// How many of the eight ends of the four sides run on beyond the corner, as grid lines do.
int overhangs(const Patch& patch, const Rect& r) {
  const int dx = std::max(12, r.width / 20), dy = std::max(12, r.height / 20);
  const auto on = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < patch.box.width && y < patch.box.height && patch.on.at(x, y);
  };
  int n = 0;
  for (const int y : {r.y, r.bottom() - 1}) n += on(r.x - dx, y) + on(r.right() - 1 + dx, y);
  for (const int x : {r.x, r.right() - 1}) n += on(x, r.y - dy) + on(x, r.bottom() - 1 + dy);
  return n;
}

/// Moves the sides outward over lines that are the field's, too: set at both ends, and at half of
/// their pixels. Where a field is as white as the paper in the middle of a side, no run is long.
Rect with_gaps_at_sides(const Patch& patch, Rect r) {
  constexpr double kMostlySet = 0.5;
  const Rect whole{0, 0, patch.box.width, patch.box.height};
  const auto field = [&](const Rect& line) {
    return inside(line, whole) && patch.on.at(line.x, line.y) &&
           patch.on.at(line.right() - 1, line.bottom() - 1) && coverage(patch, line) >= kMostlySet;
  };
  while (field({r.x, r.y - 1, r.width, 1})) r = {r.x, r.y - 1, r.width, r.height + 1};
  while (field({r.x, r.bottom(), r.width, 1})) ++r.height;
  while (field({r.x - 1, r.y, 1, r.height})) r = {r.x - 1, r.y, r.width + 1, r.height};
  while (field({r.right(), r.y, 1, r.height})) ++r.width;
  return r;
}

/// Share of a rectangle's area that stands out of it and is thicker than ticks and letters.
double standing_out(const Patch& patch, const Rect& r, int thickness) {
  const BytePlane thick = opened(patch.on, thickness);
  long long n = 0;
  for (int y = 0; y < thick.height; ++y)
    for (int x = 0; x < thick.width; ++x) n += thick.at(x, y) && !r.contains(x, y);
  return static_cast<double>(n) / static_cast<double>(std::max(1LL, r.area()));
}

/// The rectangle that long runs close, in patch coordinates; empty if they close none. Ticks stand
/// out of it, and what is as small as a bar at its side; of a map without a frame, regions do.
Rect closed_rectangle(const Patch& patch, int thickness) {
  constexpr double kMostBeside = 0.15;
  const Rect r = trimmed(patch, kLongRun);
  if (r.width < kMinSide || r.height < kMinSide) return {};
  const Rect sides[] = {{r.x, r.y, r.width, 1},
                        {r.x, r.bottom() - 1, r.width, 1},
                        {r.x, r.y, 1, r.height},
                        {r.right() - 1, r.y, 1, r.height}};
  for (const Rect& side : sides)
    if (coverage(patch, side) < 0.92) return {};
  if (overhangs(patch, r) >= 4 || standing_out(patch, r, thickness) > kMostBeside) return {};
  return with_gaps_at_sides(patch, r);
}

Rect moved(const Rect& r, const Rect& origin) {
  return {r.x + origin.x, r.y + origin.y, r.width, r.height};
}

/// Pixels: what is thinner is a line or a letter.
int thickness(const Raster& raster) { return std::max(5, raster.width / 200); }

std::optional<PlotBox> box_of(const Raster& raster, const Components& components,
                              const Component& component, const Backdrop& backdrop) {
  if (component.box.width < kMinSide || component.box.height < kMinSide) return std::nullopt;
  const Patch patch{component.box, pixels_of(components, component)};
  PlotBox box;
  Rect r = closed_rectangle(patch, thickness(raster));
  box.closed = !r.empty();
  if (!box.closed) {
    r = trimmed({patch.box, opened(patch.on, thickness(raster))}, 0);
  }
  if (r.width < kMinSide || r.height < kMinSide) return std::nullopt;
  box.outer = box.rect = moved(r, patch.box);
  if (box.closed) {
    Frame frame = peel_frame(raster, box.outer, backdrop);
    if (const Rect panel = without_strips(raster, frame.inside, backdrop); panel != frame.inside) {
      box.outer = panel;
      frame = peel_frame(raster, panel, backdrop);
    }
    box.rect = frame.inside;
    box.framed = frame.found;
  }
  return box;
}

/// Those components of which at least half the pixels have one color: cells, never panels.
Components of_one_color(const Raster& raster, const Components& components,
                        const ColorMetric& metric) {
  constexpr double kLeastShare = 0.5;  // the rest is a number, or its rim
  constexpr long long kEnough = 1000;  // pixels
  const double tolerance = metric.compression.limit(10, moved::kBeside);
  const auto one_color = [&](const Component& c) {
    // Of large ones as many pixels as tell the share to two hundredths.
    const int step = std::max(1, static_cast<int>(c.pixels / kEnough));
    std::vector<Rgb8> colors;
    int skip = 0;  // pixels until the next one that is looked at
    for (int k = 0; k < c.run_count; ++k) {
      const Run& run = components.runs[c.first_run + k];
      int x = run.x0 + skip;
      for (; x < run.x1; x += step) colors.push_back(raster.color(x, run.y));
      skip = x - run.x1;
    }
    const Rgb8 middle = median_color(colors);
    const auto alike = std::ranges::count_if(
        colors, [&](const Rgb8& color) { return metric(color, middle) <= tolerance; });
    return static_cast<double>(alike) >= kLeastShare * static_cast<double>(colors.size());
  };
  Components out = components;
  std::erase_if(out.items, [&](const Component& c) { return !one_color(c); });
  return out;
}

double covered_share(const std::vector<std::uint8_t>& mask, int width, const Rect& r) {
  long long n = 0;
  for (int y = r.y; y < r.bottom(); ++y)
    for (int x = r.x; x < r.right(); ++x) n += mask[static_cast<std::size_t>(y) * width + x];
  return double(n) / std::max(1LL, r.area());
}

std::vector<PlotBox> find_boxes(const Raster& raster, const Rect& area, const Backdrop& backdrop,
                                const std::vector<Rect>& excluded, int depth);

/// The flat color that runs all around inside a border, and the rectangle that it surrounds.
std::optional<std::pair<Backdrop, Rect>> panel_of(const Raster& raster, const PlotBox& box) {
  constexpr int kBlended = 2;  // lines of a panel's rim that are blended with what is around it
  Rect panel = box.rect;
  for (int k = 0; box.closed && k <= kBlended; ++k) {
    if (panel.width <= kMinSide || panel.height <= kMinSide) break;
    const auto inner = find_backdrop(raster, panel);
    if (inner && inner->all_margins()) return std::pair(*inner, panel);
    panel = grown(panel, -1);
  }
  return std::nullopt;
}

/// What lies inside a border, if that is a figure of its own; else nothing.
std::vector<PlotBox> enter(const Raster& raster, const PlotBox& box, const ColorMetric& metric,
                           const std::vector<Rect>& excluded, int depth) {
  if (depth >= kMaxNesting) return {};
  auto panel = panel_of(raster, box);
  const bool page = !panel;
  if (page) {
    const Rect r = page_inside(raster, box.outer);
    if (r.width <= kMinSide || r.height <= kMinSide) return {};
    const auto inner = find_backdrop(raster, r);
    if (!inner || !inner->all_margins()) return {};
    panel = std::pair(*inner, r);
  }
  auto& [inner, area] = *panel;
  inner.metric = metric;
  std::vector<PlotBox> found = find_boxes(raster, area, inner, excluded, depth + 1);
  std::erase_if(found, [&](const PlotBox& b) { return b.rect.area() < 0.08 * box.rect.area(); });
  if (page && !labeled(raster, area, inner, found)) return {};
  return found;
}

/// A field with straight borders that stands in its panel with an even gap on all sides, as some
/// programs draw it: the panel is not the plot area then.
bool evenly_inset(const Rect& inner, const Rect& outer) {
  const int l = inner.x - outer.x, r = outer.right() - inner.right();
  const int t = inner.y - outer.y, b = outer.bottom() - inner.bottom();
  const auto even = [](int p, int q, int size) {
    return p >= 2 && q >= 2 && std::abs(p - q) <= 3 && p <= size / 8;
  };
  return even(l, r, outer.width) && even(t, b, outer.height);
}

/// Puts the panels of a figure in the place of what joins all of them.
void take_panels(const Raster& raster, const Backdrop& backdrop, std::vector<PlotBox>& boxes) {
  std::vector<PlotBox> found;
  std::erase_if(boxes, [&](const PlotBox& b) {
    if (b.closed) return false;
    const std::vector<Rect> panels = panels_between_gaps(raster, b.outer, backdrop);
    for (const Rect& p : panels) found.push_back({p, p, true, false, 0});
    return !panels.empty();
  });
  boxes.insert(boxes.end(), found.begin(), found.end());
}

std::vector<PlotBox> find_boxes(const Raster& raster, const Rect& area, const Backdrop& backdrop,
                                const std::vector<Rect>& excluded, int depth) {
  std::vector<std::uint8_t> mask = content_mask(raster, area, backdrop);
  for (const Rect& e : excluded)
    for (int y = e.y; y < e.bottom(); ++y)
      std::fill_n(mask.begin() + static_cast<std::size_t>(y) * raster.width + e.x, e.width, 0);
  const Components components = label_components(mask, raster.width, area);
  std::vector<PlotBox> boxes;
  std::vector<Rect> cells;
  for (const Component& c : components.items) {
    if (c.box.area() < kMinAreaShare * area.area()) {
      if (const auto cell = cell_of(components, c, thickness(raster))) cells.push_back(*cell);
      continue;
    }
    if (auto box = box_of(raster, components, c, backdrop)) boxes.push_back(*box);
  }
  for (const Rect& grid : find_cell_grids(of_one_color(raster, components, backdrop.metric))) {
    std::erase_if(boxes, [&grid](const PlotBox& b) { return inside(b.outer, grid); });
    boxes.push_back({grid, grid, true, false, 0, true});
  }
  boxes = join_pieces(std::move(boxes));
  take_cells(std::move(cells), boxes);
  take_panels(raster, backdrop, boxes);
  std::erase_if(boxes,
                [&](const PlotBox& b) { return b.outer.area() < kMinAreaShare * area.area(); });
  std::stable_sort(boxes.begin(), boxes.end(), [](const PlotBox& a, const PlotBox& b) {
    return a.outer.area() > b.outer.area();
  });

  std::vector<PlotBox> out;
  for (const PlotBox& box : boxes) {
    const bool nested = std::any_of(out.begin(), out.end(),
                                    [&](const PlotBox& o) { return inside(box.outer, o.outer); });
    if (nested) continue;
    const std::vector<PlotBox> within = enter(raster, box, backdrop.metric, excluded, depth);
    const bool figure = !within.empty() && labels_outside(components, box.outer, area) < 3;
    const bool inset =
        within.size() == 1 && within[0].closed && evenly_inset(within[0].outer, box.rect);
    if (figure || inset)
      out.insert(out.end(), within.begin(), within.end());
    else
      out.push_back(box);
    if (!(figure || inset)) out.back().covered = covered_share(mask, raster.width, box.rect);
  }
  return out;
}

/// Row by row from the top, each from the left.
void sort_as_read(std::vector<PlotBox>::iterator first, std::vector<PlotBox>::iterator last) {
  const auto by = [](int Rect::*side) {
    return [side](const PlotBox& a, const PlotBox& b) { return a.rect.*side < b.rect.*side; };
  };
  std::stable_sort(first, last, by(&Rect::y));
  while (first != last) {
    const int middle = first->rect.y + first->rect.height / 2;
    const auto next =
        std::find_if(first, last, [&](const PlotBox& b) { return b.rect.y > middle; });
    std::stable_sort(first, next, by(&Rect::x));
    first = next;
  }
}

}  // namespace

std::vector<PlotBox> find_plot_boxes(const Raster& raster, const Rect& area,
                                     const Backdrop& backdrop, const std::vector<Rect>& excluded) {
  std::vector<PlotBox> out = find_boxes(raster, area, backdrop, excluded, 0);
  std::stable_sort(out.begin(), out.end(), [](const PlotBox& a, const PlotBox& b) {
    return a.rect.area() > b.rect.area();
  });
  for (auto first = out.begin(); first != out.end();) {
    const double least = kAlike * static_cast<double>(first->rect.area());
    const auto last =
        std::find_if(first, out.end(), [&](const PlotBox& b) { return b.rect.area() < least; });
    sort_as_read(first, last);
    first = last;
  }
  return out;
}

}  // namespace unweave
