// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/figure_layout.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <utility>

#include "core/figure/around_plot.hpp"
#include "core/figure/axis_labels.hpp"
#include "core/figure/backdrop.hpp"
#include "core/figure/bar_labels.hpp"
#include "core/figure/choose_bar.hpp"
#include "core/figure/color_key.hpp"
#include "core/figure/colorbar.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/figure/field_holes.hpp"
#include "core/figure/given_ticks.hpp"
#include "core/figure/page.hpp"
#include "core/figure/plot_area.hpp"
#include "core/figure/scatter_bar.hpp"
#include "core/figure/titles.hpp"
#include "core/image/jpeg_blocks.hpp"
#include "core/image/raster.hpp"
#include "core/labels/page_words.hpp"
#include "core/labels/remembering_reader.hpp"
#include "core/labels/text_reader.hpp"
#include "core/labels/unit_text.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr std::size_t kMaxPixels = 40'000'000;
constexpr std::size_t kProbePixels = 1'000'000;
// Of the work, where its steps end; the last one is reading what is written.
constexpr double kProbed = 0.1, kRead = 0.2, kFound = 0.4;

/// What was found, in raster pixels.
struct Parts {
  Rect page;  ///< what the figure stands on: the picture, or a part of it
  std::optional<Backdrop> backdrop;
  ColorMetric metric;  ///< of the picture, with backdrop or without
  std::vector<PlotBox> boxes;
  std::vector<BarCandidate> candidates;
  std::optional<BarCandidate> bar;
  std::optional<Rect> adjoining;  ///< the bar's part of a box that it shares with the plot
  double agreement = 0;
  std::optional<ColorKey> key;  ///< where there is no bar
  std::optional<BarTint> tint;  ///< with which the bar's colors are the field's

  void take(ScatterBar scatter) {
    bar = std::move(scatter.bar);
    adjoining.reset();
    agreement = scatter.agreement;
    tint = scatter.tint;
    boxes = {scatter.plot};
  }
  void take(ChosenBar chosen) {
    bar = std::move(chosen.bar);
    adjoining = chosen.adjoining;
    agreement = chosen.agreement;
    tint = chosen.tint;
  }
};

/// Boxes in which a field can be: not an almost empty frame of a line plot, unless it is alone.
std::vector<PlotBox> with_field(std::vector<PlotBox> boxes) {
  const bool any =
      std::any_of(boxes.begin(), boxes.end(), [](const PlotBox& b) { return b.covered >= 0.2; });
  if (any) std::erase_if(boxes, [](const PlotBox& b) { return b.covered > 0 && b.covered < 0.2; });
  return boxes;
}

void find_boxes(const Raster& raster, const FigureOptions& options, Parts& parts) {
  if (options.plot_area) {
    const Rect r = raster.from_picture(*options.plot_area);
    parts.boxes = {{r, r, true, false, 1.0}};
  } else if (parts.backdrop) {
    std::vector<Rect> excluded;
    if (parts.bar) excluded.push_back(parts.adjoining.value_or(parts.bar->outer));
    parts.boxes = with_field(find_plot_boxes(raster, parts.page, *parts.backdrop, excluded));
  }
}

/// True if the bar lies in a box's plot area: then the box need not be found again without it.
bool within_box(const Parts& parts) {
  return std::any_of(parts.boxes.begin(), parts.boxes.end(), [&](const PlotBox& b) {
    return b.closed && b.rect != parts.bar->outer && inside(parts.bar->outer, b.rect) &&
           b.rect.area() > 2 * parts.bar->outer.area();
  });
}

/// What is left of the bar (its outline, its end boxes) is no panel.
void drop_bar_boxes(Parts& parts) {
  std::erase_if(parts.boxes, [&](const PlotBox& b) {
    return intersect(b.outer, parts.bar->outer).area() > 0.5 * b.outer.area();
  });
}

/// A key takes the place of a bar that is made of its patches: the gaps between these are no
/// levels.
void find_key_beside(const Raster& raster, Parts& parts) {
  if (!parts.backdrop) return;
  auto key = find_key(raster, parts.boxes, *parts.backdrop);
  if (!key) return;
  Rect column;
  for (const Rect& patch : key->patches) column = united(column, patch);
  if (parts.bar && intersect(column, parts.bar->outer).empty()) return;
  parts.bar.reset();
  parts.adjoining.reset();
  parts.tint.reset();
  parts.key = std::move(key);
  std::erase_if(parts.boxes, [&](const PlotBox& b) { return inside(column, b.outer); });
}

/// Takes a scatter plot with its bar, if there is one, in the place of what was found.
bool take_scatter(const Raster& raster, const FigureOptions& options, Parts& parts) {
  std::vector<PlotBox> boxes = parts.boxes;
  if (!options.plot_area && parts.backdrop)
    boxes = find_plot_boxes(raster, parts.page, *parts.backdrop, {});
  auto scatter = find_scatter_bar(raster, parts.candidates, boxes, parts.metric, parts.backdrop);
  if (!scatter) return false;
  parts.take(*std::move(scatter));
  return true;
}

/// Finds the page and its backdrop; a picture that is no figure as a whole may hold one.
void find_ground(const Raster& raster, const std::optional<double>& step,
                 const FigureOptions& options, Parts& parts) {
  ColorMetric& metric = parts.metric;
  const auto measure = [&] {
    metric.compression = parts.backdrop ? measure_compression(step, raster, parts.backdrop->color)
                                        : measure_compression(step);
  };
  parts.page = raster.bounds();
  parts.backdrop = find_backdrop(raster, parts.page);
  measure();
  if (!options.plot_area && !(parts.backdrop && parts.backdrop->all_margins())) {
    if (const auto page = find_page(raster, metric)) {
      parts.page = *page;
      parts.backdrop = find_backdrop(raster, parts.page);
      measure();
    }
  }
  if (parts.backdrop) parts.backdrop->metric = metric;
}

/// `step`: what jpeg_step() says of the picture.
Parts find_parts(const Raster& raster, const std::optional<double>& step,
                 const FigureOptions& options, unsigned threads) {
  Parts parts;
  find_ground(raster, step, options, parts);
  const ColorMetric& metric = parts.metric;
  if (options.colorbar)
    parts.bar = bar_from_rect(raster, raster.from_picture(*options.colorbar), metric);
  find_boxes(raster, options, parts);
  if (parts.bar) drop_bar_boxes(parts);
  if (!options.look_for_colorbar || options.colorbar) return parts;
  parts.candidates = find_bar_candidates(raster, parts.page, metric, threads);
  if (auto chosen = choose_bar(raster, parts.candidates, parts.boxes, metric, parts.backdrop))
    parts.take(std::move(*chosen));
  find_key_beside(raster, parts);
  if (!parts.key && (!parts.bar || parts.boxes.empty()) && take_scatter(raster, options, parts))
    return parts;
  if (!parts.bar) return parts;
  if (parts.adjoining || !within_box(parts)) find_boxes(raster, options, parts);
  drop_bar_boxes(parts);
  return parts;
}

/// Hands out what was found so far.
void show_parts(const Raster& raster, const Parts& parts) {
  if (!raster.stages) return;
  if (parts.backdrop)
    raster.stages->show({"backdrop",
                         {},
                         raster.to_picture(raster.bounds()),
                         raster.width,
                         content_mask(raster, raster.bounds(), *parts.backdrop)});
  std::vector<Rect> boxes, bars;
  for (const PlotBox& b : parts.boxes) boxes.push_back(b.rect);
  for (const BarCandidate& c : parts.candidates) bars.push_back(c.rect);
  show_stage(raster, "boxes", boxes);
  show_stage(raster, "bar candidates", bars);
  if (parts.bar)
    raster.stages->show({"bar",
                         {{raster.to_picture(parts.bar->rect), "inside its outline"},
                          {raster.to_picture(parts.bar->outer), ""}},
                         {},
                         0,
                         {},
                         parts.bar->colors});
}

Result<void> check(const std::optional<Rect>& given, const PixelLayout& layout, const char* name) {
  if (!given) return {};
  if (given->empty() || !inside(*given, {0, 0, layout.width, layout.height}))
    return fail(Reason::InvalidOption, name);
  return {};
}

/// Scales positions of the raster to those of the picture.
void to_picture(const Raster& raster, bool vertical, std::vector<TickLabel>& ticks) {
  const double start = AxisView{vertical}.begin(raster.origin);
  for (TickLabel& t : ticks) t.position = start + t.position * raster.step;
}

Colorbar in_picture(const Raster& raster, Colorbar bar) {
  bar.rect = raster.to_picture(bar.rect);
  bar.outer = raster.to_picture(bar.outer);
  to_picture(raster, bar.vertical, bar.ticks);
  return bar;
}

/// Hands out where the bar's scale ends, and at what.
void show_ends(const Raster& raster, const Colorbar& bar) {
  const Rect& r = bar.rect;
  const Rect first = bar.vertical ? Rect{r.x, r.y, r.width, 1} : Rect{r.x, r.y, 1, r.height};
  const Rect last =
      bar.vertical ? Rect{r.x, r.bottom() - 1, r.width, 1} : Rect{r.right() - 1, r.y, 1, r.height};
  std::vector<std::string> texts(2, "?");
  if (bar.range) {
    const bool low_first = bar.min_end == BarEnd::Top || bar.min_end == BarEnd::Left;
    texts = {std::to_string(bar.range->min), std::to_string(bar.range->max)};
    if (!low_first) std::swap(texts[0], texts[1]);
  }
  show_stage(raster, "ends", {first, last}, texts);
}

TitledParts titled_parts(const Parts& parts, const std::optional<Colorbar>& bar) {
  TitledParts out;
  for (const PlotBox& b : parts.boxes) out.others.push_back(b.outer);
  if (!out.others.empty()) {
    out.plot = out.others[0];
    out.others.erase(out.others.begin());
  }
  if (bar) {
    out.bar = bar->outer;
    out.bar_vertical = bar->vertical;
  }
  return out;
}

/// "Energy (×10³)": a multiplier in a title counts for the labels beside it. No range: null.
void multiply_by_title(const std::string& title, ValueRange* range, std::vector<TickLabel>* ticks,
                       ScaleVerdict& verdict) {
  const double factor = split_title(title).multiplier;
  if (factor == 1) return;
  for (ScaleCandidate& c : verdict.candidates) c.range = multiplied(std::move(c.range), factor);
  if (!range) return;
  *range = multiplied(std::move(*range), factor);
  for (TickLabel& t : *ticks) t.value *= factor;
}

/// The panel whose labels along an axis are the first panel's too, as small multiples write them
/// once: the lowest one of its column, the leftmost one of its row.
const PlotBox& labeled_panel(const std::vector<PlotBox>& boxes, bool vertical) {
  constexpr int kAligned = 2;  // pixels
  const AxisView axis{vertical};
  const PlotBox* out = &boxes[0];
  for (const PlotBox& b : boxes) {
    const bool aligned = std::abs(axis.begin(b.rect) - axis.begin(boxes[0].rect)) <= kAligned &&
                         std::abs(axis.end(b.rect) - axis.end(boxes[0].rect)) <= kAligned;
    const bool outer = vertical ? b.rect.x < out->rect.x : b.rect.y > out->rect.y;
    if (aligned && outer) out = &b;
  }
  return *out;
}

AxisReading read_panel_axis(const Raster& raster, const TextReader& reader,
                            const std::vector<PlotBox>& boxes, const std::optional<Colorbar>& bar,
                            const ColorMetric& metric, bool vertical) {
  const auto read = [&](const PlotBox& box) {
    std::vector<Rect> obstacles;
    if (bar) obstacles.push_back(bar->outer);
    for (const PlotBox& b : boxes)
      if (intersect(b.outer, box.outer).empty()) obstacles.push_back(b.outer);
    return read_axis(raster, reader, box, obstacles, metric, vertical);
  };
  AxisReading first = read(boxes[0]);
  const PlotBox& other = labeled_panel(boxes, vertical);
  if (first.axis || first.verdict.weighed() || &other == &boxes[0]) return first;
  return read(other);
}

/// Reads what stands beside the bar and the axes.
void read_text(Raster& raster, const Parts& parts, const FigureOptions& options,
               std::optional<Colorbar>& bar, FigureLayout& out) {
  const bool axes = options.read_axes && !parts.boxes.empty();
  if (!bar && !parts.key && !axes) return;
  const auto own = options.reader ? nullptr : make_text_reader();
  const RememberingReader reader(own ? *own : *options.reader);
  if (!reader.ready()) {
    out.remarks.push_back({Note::NoOcr, {}});
    return;
  }
  raster.text = text_in(reader, raster);
  const ColorMetric& metric = parts.metric;
  if (parts.key) bar = read_key(raster, reader, *parts.key, metric);
  if (parts.key && !bar && !names_classes(raster, reader, *parts.key, metric)) {
    bar = named_key(*parts.key);
    out.remarks.push_back({Note::NoTicks, {}});
  }
  const TitledParts titled = titled_parts(parts, bar);  // before the labels correct the bar's ends
  BesideNumbers beside;
  if (bar && !parts.key && !options.ticks)
    beside = read_bar_ticks(raster, reader, parts.boxes, metric, *bar, out.remarks);
  if (bar) show_ends(raster, *bar);
  if (options.read_titles) out.titles = read_titles(raster, reader, titled, metric);
  // In brackets a unit's letter is nothing else.
  if (!beside.unit.empty() && out.titles.bar_unit.empty() &&
      split_title(out.titles.bar).unit.empty())
    out.titles.bar_unit = "(" + beside.unit + ")";
  if (bar && !options.ticks)
    multiply_by_title(out.titles.bar, bar->range ? &*bar->range : nullptr, &bar->ticks,
                      bar->verdict);
  // Written at the labels, too, it is known.
  if (bar && bar->range && !options.ticks && beside.multiplier == 1 &&
      hides_multiplier(out.titles.bar)) {
    bar->verdict.withdraw(*std::exchange(bar->range, std::nullopt));
    bar->verdict.against = out.titles.bar;
    out.remarks.push_back({Note::TicksContradict, out.titles.bar});
  }
  if (!axes) return;
  for (const bool vertical : {false, true}) {
    auto& axis = vertical ? out.y_axis : out.x_axis;
    auto& verdict = vertical ? out.y_verdict : out.x_verdict;
    AxisReading read = read_panel_axis(raster, reader, parts.boxes, bar, metric, vertical);
    axis = std::move(read.axis);
    verdict = std::move(read.verdict);
    const std::string& title = vertical ? out.titles.y : out.titles.x;
    if (axis && read.multiplier == 1 && hides_multiplier(title)) {
      verdict.withdraw(axis->range);
      verdict.against = title;
      axis.reset();
      read.contradicts = true;
    }
    multiply_by_title(title, axis ? &axis->range : nullptr, axis ? &axis->ticks : nullptr, verdict);
    if (axis) to_picture(raster, vertical, axis->ticks);
    if (read.contradicts)
      out.remarks.push_back(
          {vertical ? Note::YAxisContradicts : Note::XAxisContradicts, verdict.against});
  }
}

/// The bar of the parts with its ends, and all texts around the plot.
Result<void> add_bar_and_text(Raster& raster, const Parts& parts, const FigureOptions& options,
                              FigureLayout& out) {
  std::optional<Colorbar> bar;
  if (parts.bar) {
    bar = make_colorbar(raster, *parts.bar, parts.metric, parts.backdrop);
    bar->agreement = parts.agreement;
    bar->tint = parts.tint;
  }
  if (options.ticks && !(bar && take_given_ticks(raster, *options.ticks, *bar)))
    return fail(Reason::InvalidOption, "ticks");
  if (options.read_ticks) read_text(raster, parts, options, bar, out);
  if (parts.key && !bar) {
    out.unordered = true;
    bar = named_key(*parts.key);
    out.remarks.push_back({Note::KeyWithoutOrder, {}});
  }
  if (bar) out.colorbar = in_picture(raster, std::move(*bar));
  return {};
}

/// The plot areas, and what in the first one is no data.
void take_areas(const Raster& raster, const Parts& parts, const FigureOptions& options,
                FigureLayout& out) {
  if (parts.backdrop) out.background = parts.backdrop->color;
  if (parts.boxes.empty()) return;
  const PlotBox& first = parts.boxes[0];
  if (!options.plot_area) {
    out.panels.clear();
    for (const PlotBox& b : parts.boxes) out.panels.push_back(raster.to_picture(b.rect));
    out.plot_area = out.panels[0];
    out.cells = first.cells;
  }
  if (!parts.backdrop) return;
  if (options.plot_area || !first.closed)
    out.outside = find_outside(raster, first.rect, *parts.backdrop);
  if (!out.outside && parts.bar && !parts.tint)
    out.outside = find_holes(raster, first.rect, *parts.backdrop, *parts.bar);
}

/// True if the field may reach all borders, seen in a thinned-out picture.
bool fills_picture(const Raster& probe) { return !find_backdrop(probe, probe.bounds()); }

}  // namespace

Result<FigureLayout> analyze_layout(const PixelSource& source, const FigureOptions& options,
                                    const Context& context) {
  const PixelLayout layout = source.layout();
  if (layout.width <= 0 || layout.height <= 0) return fail(Reason::EmptyPicture);
  UNWEAVE_CHECK(check(options.plot_area, layout, "plot-area"));
  UNWEAVE_CHECK(check(options.colorbar, layout, "colorbar"));
  const Rect whole{0, 0, layout.width, layout.height};

  const std::optional<double> step = jpeg_step(source.stored(), whole);
  std::size_t pixels = kMaxPixels;
  if (static_cast<std::size_t>(whole.area()) > 4 * kProbePixels && !options.colorbar) {
    UNWEAVE_TRY(const Raster probe,
                read_raster(source, whole, kProbePixels, context.part(0, kProbed)));
    const bool any_bar = options.look_for_colorbar &&
                         find_parts(probe, step, options, context.threads).bar.has_value();
    if (fills_picture(probe) && !any_bar) pixels = 0;
  }

  FigureLayout out;
  out.plot_area = options.plot_area.value_or(whole);
  out.panels = {out.plot_area};
  out.colorbar_given = options.colorbar.has_value();
  if (pixels == 0 && options.ticks) return fail(Reason::InvalidOption, "ticks");
  out.compression = measure_compression(step);
  if (pixels == 0) return out;
  UNWEAVE_TRY(Raster raster, read_raster(source, whole, pixels, context.part(kProbed, kRead)));
  raster.stages = options.stages.get();
  const Parts parts = find_parts(raster, step, options, context.threads);
  out.compression = parts.metric.compression;
  show_parts(raster, parts);
  take_areas(raster, parts, options, out);
  if (!context.progress(Stage::Layout, kFound)) return fail(Reason::Canceled);
  UNWEAVE_CHECK(add_bar_and_text(raster, parts, options, out));
  if (out.panels.size() > 1)
    out.remarks.push_back({Note::SeveralPanels, std::to_string(out.panels.size())});
  return out;
}

}  // namespace unweave
