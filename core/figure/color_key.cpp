// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/color_key.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/image/components.hpp"
#include "core/labels/line_text.hpp"
#include "core/labels/number_text.hpp"

namespace unweave {

namespace {

constexpr std::size_t kFewest = 3;                         // patches
constexpr int kSmallest = 5, kTallest = 60, kWidest = 90;  // pixels, of a patch
constexpr int kJitter = 2;                                 // pixels, of sizes and places
constexpr double kLeastGap = 0.2;   // of a patch's height: nearer ones are the steps of a bar
constexpr double kOffMiddle = 0.3;  // of a patch's height: farther off, a text stands at an edge
constexpr double kPlot = 0.5;       // of the largest box: what is smaller may be the key's frame
constexpr double kFilled = 0.9;     // of a patch's box
constexpr double kSameColor = 8;    // levels
constexpr double kExplains = 0.8;   // of the field's pixels: the key is the field's
constexpr int kReach = 160;         // pixels to the right of a patch in which its text stands
constexpr double kWordGap = 1.2;    // letter heights between words of a text
constexpr double kSure = 0.5;  // confidence of a text; that classes follow each other tells more
// That each number of a row of classes is there twice, or that all lie at even steps, leaves little
// room for a misread one.
constexpr double kProbability = 0.995;

/// The flat inside of a patch: what has the color of its middle, out to the rims of an outline,
/// which may be broader on one side; empty where that is less than half of its length, or a third
/// of its height, or not flat.
Rect flat_inside(const Raster& raster, const Rect& box, double tolerance, Rgb8& color) {
  const int x = box.x + box.width / 2, y = box.y + box.height / 2;
  color = raster.color(x, y);
  const auto same = [&](int px, int py) {
    return channel_difference(color.data(), raster.at(px, py)) <= tolerance;
  };
  int left = x, right = x + 1, top = y, bottom = y + 1;
  while (left > box.x && same(left - 1, y)) --left;
  while (right < box.right() && same(right, y)) ++right;
  while (top > box.y && same(x, top - 1)) --top;
  while (bottom < box.bottom() && same(x, bottom)) ++bottom;
  const Rect r{left, top, right - left, bottom - top};
  if (2 * r.width < box.width || 3 * r.height < box.height) return {};
  constexpr double kFlat = 0.9;  // corners are round, or blended
  int flat = 0;
  for (int py = r.y; py < r.bottom(); ++py)
    for (int px = r.x; px < r.right(); ++px) flat += same(px, py);
  return flat >= kFlat * static_cast<double>(r.area()) ? r : Rect{};
}

struct Patch {
  Rect box, inside;
  Rgb8 color;
};

std::vector<Patch> patches_of(const Raster& raster, const std::vector<PlotBox>& boxes,
                              const Backdrop& backdrop) {
  const double tolerance = backdrop.metric.compression.limit(4, moved::kBeside);
  const auto mask = content_mask(raster, raster.bounds(), backdrop);
  std::vector<Patch> out;
  for (const Component& c : label_components(mask, raster.width, raster.bounds()).items) {
    const Rect& b = c.box;
    if (std::min(b.width, b.height) < kSmallest || b.height > kTallest || b.width > kWidest)
      continue;
    if (static_cast<double>(c.pixels) < kFilled * static_cast<double>(b.area())) continue;
    // A frame around the key is a box, but no plot.
    if (std::any_of(boxes.begin(), boxes.end(), [&](const PlotBox& box) {
          return box.outer.area() >= kPlot * boxes[0].outer.area() &&
                 !intersect(box.outer, b).empty();
        }))
      continue;
    Patch patch{b, {}, {}};
    patch.inside = flat_inside(raster, b, tolerance, patch.color);
    if (!patch.inside.empty()) out.push_back(patch);
  }
  return out;
}

/// Of patches some may have an outline, or one as light as the paper.
bool one_size(const Rect& a, const Rect& b) {
  const int rims = 2 * kJitter;
  return std::abs(a.x - b.x) <= rims && std::abs(a.width - b.width) <= rims &&
         std::abs(a.height - b.height) <= rims;
}

/// The patches in a column with the k-th, from the top, if they stand at even distances.
std::vector<Patch> column_of(const std::vector<Patch>& all, std::size_t k) {
  std::vector<Patch> out;
  for (const Patch& p : all)
    if (one_size(p.inside, all[k].inside)) out.push_back(p);
  std::sort(out.begin(), out.end(),
            [](const Patch& a, const Patch& b) { return a.box.y < b.box.y; });
  for (std::size_t i = 2; i < out.size(); ++i) {
    const auto middle = [&](std::size_t j) { return out[j].inside.y + out[j].inside.height / 2; };
    const auto pitch = [&](std::size_t j) { return middle(j) - middle(j - 1); };
    if (std::abs(pitch(i) - pitch(i - 1)) > kJitter) return {};
    if (pitch(i) < (1 + kLeastGap) * out[i].inside.height) return {};
  }
  return out;
}

bool near(const Rgb8& a, const std::array<double, 3>& b, double tolerance) {
  for (std::size_t c = 0; c < 3; ++c)
    if (std::abs(a[c] - 255 * b[c]) > tolerance) return false;
  return true;
}

/// Share of the field's quiet pixels that have a color of the key.
double explained(const Raster& raster, const std::vector<Patch>& patches, const Rect& plot,
                 const Backdrop& backdrop) {
  BarCandidate none;
  double all = 0, on = 0;
  const double tolerance = backdrop.metric.compression.limit(kSameColor, moved::kBeside);
  for (const FieldColor& c : field_colors(raster, none, plot, backdrop.metric, backdrop)) {
    all += c.pixels;
    if (std::any_of(patches.begin(), patches.end(),
                    [&](const Patch& p) { return near(p.color, c.color, tolerance); }))
      on += c.pixels;
  }
  return all > 0 ? on / all : 0;
}

bool all_different(const std::vector<Patch>& patches) {
  for (std::size_t i = 0; i < patches.size(); ++i)
    for (std::size_t j = i + 1; j < patches.size(); ++j)
      if (channel_difference(patches[i].color, patches[j].color) <= kSameColor) return false;
  return true;
}

/// The text at the right of a patch; empty where none is read.
std::string text_of(const Raster& raster, const TextReader& reader, const ColorKey& key,
                    std::size_t k, const ColorMetric& metric) {
  constexpr double kOutline = 4;  // pixels around a patch that may be its outline
  const Rect& p = key.patches[k];
  const std::size_t other = k > 0 ? k - 1 : k + 1;
  const int pitch = std::abs(key.patches[other].y - p.y);
  const int more = std::clamp((pitch - p.height) / 2, 0, p.height);
  const Rect area =
      intersect({p.right() + static_cast<int>(kOutline), p.y - more, kReach, p.height + 2 * more},
                raster.bounds());
  constexpr int kSmallest = 6;  // pixels: no word is smaller
  if (std::min(area.width, area.height) < kSmallest) return {};
  const InkMap ink = ink_map(raster, area, metric);
  std::string out;
  int first = kReach;
  for (const TextLine& line : text_lines(ink, kWordGap)) {
    if (line.box.x - area.x >= first) continue;
    const double off = line.box.y + 0.5 * line.box.height - (p.y + 0.5 * p.height);
    if (std::abs(off) > std::max(2.0, kOffMiddle * p.height)) continue;
    const Reading reading = read_line(reader, ink, line);
    if (reading.confidence < kSure) continue;
    first = line.box.x - area.x;
    out = reading.text;
    show_stage(raster, "key", {line.box}, {out});
  }
  return out;
}

/// What a patch stands for; one of the ends may be missing.
struct Class {
  std::optional<double> low, high;
  std::optional<double> value;  ///< a single number
};

/// "Oto5" as "0 to 5": between two numbers a word is no letter, and its spaces are easily missed.
std::string spaced_range(const std::string& text) {
  const std::size_t at = text.find("to");
  if (at == std::string::npos || at == 0) return text;
  std::string low = text.substr(0, at), high = text.substr(at + 2);
  for (std::string* part : {&low, &high}) {
    std::erase(*part, ' ');
    std::ranges::replace(*part, 'O', '0');
    std::ranges::replace(*part, 'o', '0');
    const bool number = std::ranges::all_of(*part, [](char c) {
      return std::string_view("0123456789.,-+").find(c) != std::string_view::npos;
    });
    if (part->empty() || !number) return text;
  }
  return low + " to " + high;
}

std::optional<Class> class_of(const std::string& text) {
  const auto readings = read_label(spaced_range(text));
  for (const NumberReading& r : readings)
    if (r.high && !r.time) return Class{r.value, *r.high, {}};
  for (const NumberReading& r : readings) {
    if (r.bound == Bound::Above) return Class{r.value, {}, {}};
    if (r.bound == Bound::Below) return Class{{}, r.value, {}};
  }
  if (readings.empty() || readings.front().time) return std::nullopt;
  return Class{{}, {}, readings.front().value};
}

/// True if each class, from low to high, begins where the one before it ends; classes of whole
/// numbers begin one later ("0-4", "5-9").
bool follow(const std::vector<Class>& classes) {
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const Class& c = classes[k];
    if (c.value || (!c.low && k > 0) || (!c.high && k + 1 < classes.size())) return false;
    if (k == 0) continue;
    const double gap = *c.low - *classes[k - 1].high;
    const bool whole = *c.low == std::round(*c.low) && gap == 1;
    if (gap != 0 && !whole) return false;
  }
  return true;
}

/// True for single numbers at even steps or ratios.
bool even(const std::vector<Class>& classes) {
  if (!std::all_of(classes.begin(), classes.end(), [](const Class& c) { return c.value; }))
    return false;
  const auto at = [&](std::size_t k) { return *classes[k].value; };
  constexpr double kRounding = 1e-6;  // of a step
  bool steps = at(1) > at(0), ratios = steps && at(0) > 0;
  for (std::size_t k = 2; k < classes.size(); ++k) {
    const double step = at(k) - at(k - 1), first = at(1) - at(0);
    steps = steps && std::abs(step - first) <= kRounding * std::abs(first);
    ratios = ratios && std::abs(at(k) / at(k - 1) - at(1) / at(0)) <= kRounding * at(1) / at(0);
  }
  return steps || ratios;
}

/// Levels between the edges of closed classes.
void set_edges(const std::vector<Class>& classes, Colorbar& bar) {
  std::vector<double> edges{*classes.front().low};
  for (std::size_t k = 0; k < classes.size(); ++k)
    edges.push_back(k + 1 < classes.size() ? *classes[k + 1].low : *classes[k].high);
  bar.range = ValueRange{edges.front(), edges.back(), Scale::Linear, RangeSource::Ticks};
  for (const double e : edges)
    bar.level_edges.push_back((e - edges.front()) / (edges.back() - edges.front()));
}

/// One value a patch, at even places.
bool set_values(const std::vector<Class>& classes, Colorbar& bar) {
  std::vector<RangePoint> points;
  const auto last = static_cast<double>(classes.size() - 1);
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const Class& c = classes[k];
    const double value = c.value           ? *c.value
                         : c.low && c.high ? 0.5 * (*c.low + *c.high)
                         : c.low           ? *c.low
                                           : *c.high;
    points.push_back({static_cast<double>(k) / last, value});
    bar.level_places.push_back(static_cast<double>(k) / last);
    bar.level_edges.push_back(k == 0 ? 0 : (static_cast<double>(k) - 0.5) / last);
  }
  bar.level_edges.push_back(1);
  bar.range = table_range(points, RangeSource::Ticks);
  return bar.range.has_value();
}

/// The levels of a vertical stepped bar as a key.
ColorKey key_of(const Colorbar& bar) {
  ColorKey out;
  out.of_bar = true;
  if (!bar.vertical) return out;
  const std::size_t n = bar.level_colors.size();
  const bool low_first = bar.min_end == BarEnd::Top;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = low_first ? i : n - 1 - i;
    const double a = low_first ? bar.level_edges[k] : 1 - bar.level_edges[k + 1];
    const double b = low_first ? bar.level_edges[k + 1] : 1 - bar.level_edges[k];
    const int y0 = bar.rect.y + static_cast<int>(std::lround(a * bar.rect.height));
    const int y1 = bar.rect.y + static_cast<int>(std::lround(b * bar.rect.height));
    out.patches.push_back({bar.rect.x, y0, bar.rect.width, y1 - y0});
    out.colors.push_back(rounded_color(bar.level_colors[k]));
  }
  return out;
}

}  // namespace

std::optional<ColorKey> find_key(const Raster& raster, const std::vector<PlotBox>& boxes,
                                 const Backdrop& backdrop) {
  if (boxes.empty()) return std::nullopt;
  const std::vector<Patch> all = patches_of(raster, boxes, backdrop);
  std::optional<ColorKey> out;
  double best = kExplains;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const std::vector<Patch> column = column_of(all, k);
    if (column.size() < kFewest || column.front().box != all[k].box || !all_different(column))
      continue;
    const double share = explained(raster, column, boxes[0].rect, backdrop);
    if (share < best) continue;
    best = share;
    out.emplace();
    for (const Patch& p : column) {
      out->patches.push_back(p.inside);
      out->colors.push_back(p.color);
    }
  }
  return out;
}

std::optional<Colorbar> read_key(const Raster& raster, const TextReader& reader,
                                 const ColorKey& key, const ColorMetric& metric) {
  const std::size_t n = key.patches.size();
  if (n < kFewest) return std::nullopt;
  std::vector<Class> classes;
  std::vector<std::string> texts;
  for (std::size_t k = 0; k < n; ++k) {
    texts.push_back(text_of(raster, reader, key, k, metric));
    const auto found = class_of(texts.back());
    if (!found || (key.of_bar && found->value)) return std::nullopt;
    classes.push_back(*found);
  }
  std::vector<Class> rising = classes;
  bool low_first = true;
  if (!follow(rising) && !even(rising)) {
    std::reverse(rising.begin(), rising.end());
    low_first = false;
    if (!follow(rising) && !even(rising)) return std::nullopt;
  }
  Colorbar bar;
  bar.vertical = true;
  bar.min_end = low_first ? BarEnd::Top : BarEnd::Bottom;
  bar.min_end_source = BarEndSource::Ticks;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = low_first ? i : n - 1 - i;
    bar.rect = united(bar.rect, key.patches[k]);
    bar.level_colors.push_back(unit_color(key.colors[k]));
    bar.colors.insert(bar.colors.end(), static_cast<std::size_t>(key.patches[k].height),
                      bar.level_colors.back());
  }
  bar.outer = bar.rect;
  const bool closed =
      std::all_of(rising.begin(), rising.end(), [](const Class& c) { return c.low && c.high; });
  if (closed)
    set_edges(rising, bar);
  else if (!set_values(rising, bar))
    return std::nullopt;
  if (!bar.range->valid()) return std::nullopt;
  bar.verdict = {kProbability, {}, {}};
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = low_first ? i : n - 1 - i;
    const Class& c = rising[i];
    const Rect& p = key.patches[k];
    bar.ticks.push_back({texts[k],
                         c.value ? *c.value
                         : c.low ? *c.low
                                 : *c.high,
                         p.y + 0.5 * p.height, 0.0});
  }
  return bar;
}

bool names_classes(const Raster& raster, const TextReader& reader, const ColorKey& key,
                   const ColorMetric& metric) {
  constexpr std::size_t kLetters = 3;  // fewer may be digits misread
  std::size_t named = 0;
  for (std::size_t k = 0; k < key.patches.size(); ++k) {
    const std::string text = text_of(raster, reader, key, k, metric);
    const auto count = [&](auto is) {
      return static_cast<std::size_t>(std::ranges::count_if(text, is));
    };
    const auto letters = count([](unsigned char c) { return std::isalpha(c) != 0; });
    named += letters >= kLetters &&
             count([](unsigned char c) { return std::isdigit(c) != 0; }) < letters;
  }
  return 2 * named > key.patches.size();
}

Colorbar named_key(const ColorKey& key) {
  Colorbar bar;
  bar.vertical = true;
  bar.min_end = BarEnd::Top;
  const std::size_t n = key.patches.size();
  bar.level_edges = {0};
  for (std::size_t k = 0; k < n; ++k) {
    bar.rect = united(bar.rect, key.patches[k]);
    bar.level_colors.push_back(unit_color(key.colors[k]));
    bar.level_edges.push_back(static_cast<double>(k + 1) / static_cast<double>(n));
    bar.colors.insert(bar.colors.end(), static_cast<std::size_t>(key.patches[k].height),
                      bar.level_colors.back());
  }
  bar.outer = bar.rect;
  return bar;
}

bool take_classes(const Raster& raster, const TextReader& reader, const ColorMetric& metric,
                  Colorbar& bar) {
  auto key = read_key(raster, reader, key_of(bar), metric);
  if (!key) return false;
  turn_colorbar(bar, key->min_end, BarEndSource::Ticks);
  bar.level_edges = std::move(key->level_edges);
  bar.level_places = std::move(key->level_places);
  bar.range = std::move(key->range);
  bar.ticks = std::move(key->ticks);
  bar.verdict = std::move(key->verdict);
  spread_levels(bar);
  return true;
}

}  // namespace unweave
