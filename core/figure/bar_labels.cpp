// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

#include "core/figure/axis_labels.hpp"
#include "core/figure/bar_scale.hpp"
#include "core/figure/bar_sides.hpp"
#include "core/figure/color_key.hpp"
#include "core/figure/colorbar.hpp"
#include "core/figure/colorbar_search.hpp"
#include "core/figure/end_captions.hpp"
#include "core/figure/uneven_levels.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/tick_labels.hpp"

namespace unweave {

namespace {

/// Positions of the inner edges of a stepped bar, from top or left.
std::vector<double> step_positions(const Colorbar& bar) {
  std::vector<double> out;
  const double start = bar.vertical ? bar.rect.y : bar.rect.x;
  const double length = bar.vertical ? bar.rect.height : bar.rect.width;
  const bool turned = bar.min_end == BarEnd::Bottom || bar.min_end == BarEnd::Right;
  for (std::size_t k = 1; k + 1 < bar.level_edges.size(); ++k)
    out.push_back(start + length * (turned ? 1 - bar.level_edges[k] : bar.level_edges[k]));
  return out;
}

/// True if labels stand at inner edges of the steps, evenly, none at an end, and no tick marks do.
bool has_open_ends(const Colorbar& bar, const SideReading& reading,
                   const std::vector<double>& inner) {
  const std::size_t n = bar.level_colors.size();
  if (n < 4 || reading.ticks.size() >= reading.fit.fit->labels.size()) return false;
  const std::vector<double> edges = step_positions(bar);
  if (!inner.empty()) return false;
  std::size_t at_edges = 0;
  double lo = 1e9, hi = -1e9;
  for (const FittedLabel& f : reading.fit.fit->labels) {
    const double p = reading.labels[f.index].position;
    lo = std::min(lo, p);
    hi = std::max(hi, p);
    at_edges +=
        std::any_of(edges.begin(), edges.end(), [p](double e) { return std::abs(e - p) <= 2.5; });
  }
  const auto [first, last] = std::minmax_element(edges.begin(), edges.end());
  const double step = (*last - *first) / (n - 2);
  // Two steps of one color hide the edge between them, so not every label need be at one. Both
  // outermost inner edges are labeled, or the labels leave out one on either side.
  const auto inside = [step](double gap) { return gap > -0.3 * step && gap < 1.5 * step; };
  return at_edges >= 0.75 * reading.fit.fit->labels.size() && inside(lo - *first) &&
         inside(*last - hi);
}

/// Colors of the strip that continues the bar by `pixels` beyond an end, outward, if it is one:
/// each line across is of one color.
std::vector<Rgb8> strip_colors(const Raster& raster, const Colorbar& bar, bool at_start, int pixels,
                               const ColorMetric& metric) {
  Rect r = bar.rect;
  if (bar.vertical)
    r = {r.x, at_start ? r.y - pixels : r.bottom(), r.width, pixels};
  else
    r = {at_start ? r.x - pixels : r.right(), r.y, pixels, r.height};
  if (intersect(r, raster.bounds()) != r) return {};
  std::vector<Rgb8> out = sample_bar(raster, r, bar.vertical, metric);
  const int across = bar.vertical ? r.width : r.height, rim = across >= 8 ? across / 4 : 0;
  for (int i = 0; i < pixels; ++i)
    for (int k = rim; k < across - rim; ++k) {
      const auto* p = bar.vertical ? raster.at(r.x + k, r.y + i) : raster.at(r.x + i, r.y + k);
      if (metric(out[i], p) > metric.compression.limit(8, moved::kBeside)) return {};
    }
  if (at_start) std::reverse(out.begin(), out.end());
  return out;
}

/// A bar without outline that ends in nearly the background's color seems too short: its tick marks
/// and labels tell how far it goes. Only over a strip whose colors continue those of the bar, or
/// which is as long as one of its steps.
void lengthen_to_ticks(const Raster& raster, const SideReading& reading, const ColorMetric& metric,
                       Colorbar& bar) {
  const bool outlined = bar.vertical ? bar.outer.x < bar.rect.x : bar.outer.y < bar.rect.y;
  if (outlined) return;
  const double length = bar.vertical ? bar.rect.height : bar.rect.width;
  for (const bool at_start : {true, false}) {
    const double first = bar.vertical ? bar.rect.y : bar.rect.x;
    const double end = at_start ? first : first + length;
    double reach = 0;
    for (const double t : reading.ticks) reach = std::max(reach, at_start ? end - t : t - end);
    for (const FittedLabel& f : reading.fit.fit->labels) {
      const double p = reading.labels[f.index].position;
      reach = std::max(reach, at_start ? end - p : p - end);
    }
    const int pixels = static_cast<int>(std::lround(reach));
    if (pixels < 2 || reach > 0.35 * length) continue;
    const std::vector<Rgb8> strip = strip_colors(raster, bar, at_start, pixels, metric);
    if (strip.empty()) continue;
    const bool low = at_start == (bar.min_end == BarEnd::Left || bar.min_end == BarEnd::Top);
    Rgb8 before = rounded_color(low ? bar.colors.front() : bar.colors.back());
    int jump = 0;
    for (const Rgb8& color : strip) {
      jump = std::max(jump, metric(before, color));
      before = color;
    }
    const std::size_t steps = bar.level_colors.size();
    const double step = steps ? length / static_cast<double>(steps) : 0;
    const bool fits = steps ? std::abs(reach - step) <= 0.3 * step + 2 : jump <= 24;
    if (fits) lengthen_colorbar(bar, at_start, strip);
  }
}

/// The outermost of the labels toward an end of the bar, and how far inside it stands.
std::pair<double, double> outermost(const SideReading& reading, const Colorbar& bar,
                                    bool at_start) {
  const double start = bar.vertical ? bar.rect.y : bar.rect.x;
  const double end = at_start ? start : start + (bar.vertical ? bar.rect.height : bar.rect.width);
  double at = 0, least = 1e9;
  for (const FittedLabel& f : reading.fit.fit->labels) {
    const double p = reading.labels[f.index].position;
    const double inside = at_start ? p - end : end - p;
    if (inside < least) {
      least = inside;
      at = p;
    }
  }
  return {at, least};
}

/// Usual distance between labels that agree with the fit.
double spacing_of(const SideReading& reading) {
  std::vector<double> gaps;
  const auto& labels = reading.fit.fit->labels;
  for (std::size_t k = 1; k < labels.size(); ++k)
    gaps.push_back(reading.labels[labels[k].index].position -
                   reading.labels[labels[k - 1].index].position);
  if (gaps.empty()) return 0;
  std::nth_element(gaps.begin(), gaps.begin() + gaps.size() / 2, gaps.end());
  return gaps[gaps.size() / 2];
}

/// [0, 1]: share of scales that go on evenly where their labels end; chosen, as none was met.
constexpr double kHalfLabeled = 0.2;

/// True if more than a label's distance of the bar at one end has no label, and no word that may be
/// one: a scale that goes on there evenly would have them, so that another one begins ("-1 0 5 10",
/// with a slope of its own below 0).
bool lacks_labels(const SideReading& reading, const Colorbar& bar) {
  constexpr std::size_t kLeast = 3;  // labels that show how far apart they are
  constexpr double kMost = 1.5;      // of their distance
  if (reading.fit.fit->labels.size() < kLeast) return false;
  const double most = kMost * spacing_of(reading);
  for (const bool at_start : {true, false}) {
    const auto [at, inside] = outermost(reading, bar, at_start);
    if (inside <= most) continue;
    // What has no digit is a title's letter as likely as a label.
    const auto beyond = [&, at = at](const AxisLabel& l) {
      return l.text.find_first_of("0123456789") != std::string::npos &&
             (at_start ? l.position < at - 1 : l.position > at + 1);
    };
    if (std::none_of(reading.labels.begin(), reading.labels.end(), beyond)) return true;
  }
  return false;
}

/// True if the bar's last step ends at `at`: an edge is there, or it is as long as the inner ones
/// usually are if it ends there.
bool ends_a_step(const Colorbar& bar, double at, bool at_start, const Compression& compression) {
  const double near = 1.5 + 0.75 * compression.edge();  // pixels
  std::vector<double> edges = step_positions(bar);
  if (edges.size() < 3) return false;
  std::sort(edges.begin(), edges.end());
  const double last = at_start ? edges.front() : edges.back();
  if (std::abs(at - last) <= near) return true;
  std::vector<double> steps;
  for (std::size_t k = 1; k < edges.size(); ++k) steps.push_back(edges[k] - edges[k - 1]);
  std::nth_element(steps.begin(), steps.begin() + steps.size() / 2, steps.end());
  return std::abs(std::abs(at - last) - steps[steps.size() / 2]) <= near;
}

/// What is left of a triangle or a box for values beyond the scale: a flat piece that ends with a
/// jump of color right at the outermost label. A step of a stepped bar is longer.
void cut_end_boxes(const SideReading& reading, const ColorMetric& metric, Colorbar& bar) {
  for (const bool at_start : {true, false}) {
    const std::size_t steps = bar.level_colors.size();
    const double length = static_cast<double>(bar.colors.size());
    const auto [at, inside] = outermost(reading, bar, at_start);
    const double step = steps ? length / static_cast<double>(steps) : 0;
    // Where all edges but that of this end have a label, the piece beyond the last is no step.
    const bool unlabeled = steps >= 4 && reading.fit.fit->labels.size() == steps &&
                           std::abs(inside - step) <= 2 &&
                           outermost(reading, bar, !at_start).second <= 2.5;
    const double most = unlabeled ? 1.2 * step : steps ? 0.8 * step : 0.15 * length;
    if (inside <= 1.75 + 0.625 * metric.compression.edge() || inside > most) continue;
    const bool low = at_start == (bar.min_end == BarEnd::Left || bar.min_end == BarEnd::Top);
    if (steps >= 4 && ends_a_step(bar, at, at_start, metric.compression)) {
      shorten_colorbar(bar, at_start, static_cast<int>(std::lround(inside)));
      continue;
    }
    const auto color = [&](double from_end) {
      const int i = static_cast<int>(from_end);
      return rounded_color(bar.colors[low ? i : static_cast<int>(length) - 1 - i]);
    };
    const double rim = 1.5 + 0.5 * metric.compression.edge();
    const Rgb8 box = color(0.5 * inside);
    bool flat = true;
    for (double k = 0; k + rim < inside; ++k)
      flat = flat && metric(color(k), box) <= metric.compression.limit(4, moved::kBeside);
    if (inside + rim >= length || !flat) continue;
    if (metric(box, color(inside + rim)) < metric.compression.limit(24, moved::kThin)) continue;
    shorten_colorbar(bar, at_start, static_cast<int>(std::lround(inside)));
  }
}

/// True if a line of text runs below (or above, or beside) the bar where the label stands: it is
/// part of a sentence then ("Min: 0.000"), and the bar ends.
bool in_sentence(const Raster& raster, const ColorMetric& metric, const Colorbar& bar,
                 const AxisLabel& label) {
  const AxisView axis{bar.vertical};
  const int reach = static_cast<int>(std::ceil(0.75 * label.height));
  const Rect beyond = intersect(axis.rect(static_cast<int>(label.position) - reach,
                                          axis.near(bar.rect), 2 * reach, axis.breadth(bar.rect)),
                                raster.bounds());
  return !beyond.empty() && !find_words(ink_map(raster, beyond, metric), 0.5).empty();
}

/// The text of a label that continues the others beyond the bar's end, if one does: labels stand
/// beside the scale only, so that the bar is longer than what was found of it.
std::optional<std::string> label_beyond(const Raster& raster, const TextReader& reader,
                                        const LabelledSide& side, const ColorMetric& metric,
                                        const SideReading& reading, const Colorbar& bar,
                                        bool at_start) {
  const double spacing = spacing_of(reading);
  const int more = static_cast<int>(std::lround(2.3 * spacing));
  if (more < 8) return std::nullopt;
  LabelledSide longer = side;
  longer.far_side = reading.far_side;
  for (Rect* r : {&longer.rect, &longer.outer}) {
    int& first = bar.vertical ? r->y : r->x;
    int& size = bar.vertical ? r->height : r->width;
    const int most = bar.vertical ? raster.height : raster.width;
    const int a = at_start ? std::max(0, first - more) : first;
    const int b = at_start ? first + size : std::min(most, first + size + more);
    first = a;
    size = b - a;
  }
  // Reading is dear: first see whether anything stands where the next labels would.
  const double next = outermost(reading, bar, at_start).first + (at_start ? -spacing : spacing);
  const Rect& o = longer.outer;
  const int wide = 140;
  const Rect around =
      bar.vertical
          ? Rect{reading.far_side ? o.right() : o.x - wide, static_cast<int>(next - spacing / 4),
                 wide, static_cast<int>(spacing / 2) + 1}
          : Rect{static_cast<int>(next - spacing / 4), reading.far_side ? o.bottom() : o.y - wide,
                 static_cast<int>(spacing / 2) + 1, wide};
  if (find_words(ink_map(raster, around, metric), 0.5).empty()) return std::nullopt;
  const SideReading second = read_side(raster, reader, longer, metric);
  const AxisView axis{bar.vertical};
  double reach = 0.5;  // pixels
  std::optional<std::string> out;
  const auto take = [&](const AxisLabel& l, double beyond) {
    if (beyond < reach) return;
    reach = beyond;
    out = l.text;
  };
  for (const AxisLabel& l : second.labels) {
    const double inside =
        at_start ? l.position - axis.begin(bar.rect) : axis.end(bar.rect) - l.position;
    if (inside > -5 || in_sentence(raster, metric, bar, l)) continue;
    // Whatever it was read as, it stands where the next label would.
    const double steps = (outermost(reading, bar, at_start).first - l.position) / spacing;
    if (std::abs(steps - std::round(steps)) * spacing <= 2.5) take(l, -inside);
    for (const NumberReading& n : l.readings) {
      const double p = reading.fit.fit->position_of(n.value);
      if (std::abs(p - l.position) <= 2.5) take(l, -inside);
    }
  }
  return out;
}

LabelledSide side_of(const Colorbar& bar, const std::vector<double>& inner,
                     const std::vector<PlotBox>& boxes) {
  // Triangles stick out along the axis only: labels stand beside the bar proper.
  LabelledSide side{bar.rect, bar.outer, bar.vertical, true, {}, {}, {}};
  side.marks = inner;
  side.edges = step_positions(bar);
  side.rise = bar.vertical ? -1 : 1;
  for (const double p : side.edges) side.marks.push_back(p);
  for (const PlotBox& b : boxes)
    if (intersect(b.outer, bar.outer).empty())
      side.obstacles.push_back(b.outer);
    else if (intersect(bar.outer, b.rect) == bar.outer)
      side.within = b.rect;
  return side;
}

/// Leaves the range open, for the sake of a text.
void leave_open(const SideReading& reading, const std::string& against, const ColorMetric& metric,
                Colorbar& bar, std::vector<Remark>& remarks) {
  bar.verdict = verdict_of(reading.fit, reading.labels, false,
                           BarScale(bar, reading.labels, false, metric.compression));
  if (!against.empty()) bar.verdict.against = against;
  const bool none = reading.fit.outcome == FitOutcome::NoLabels;
  remarks.push_back({none ? Note::NoTicks : Note::TicksContradict, bar.verdict.against});
}

}  // namespace

std::vector<double> inner_ticks(const Raster& raster, const Rect& rect, bool vertical,
                                const ColorMetric& metric) {
  const int across = vertical ? rect.width : rect.height;
  const int length = vertical ? rect.height : rect.width;
  if (across < 6) return {};
  const std::vector<Rgb8> middle = sample_bar(raster, rect, vertical, metric);
  const int clear = across / 2;
  const auto differs = [&](int i, int k) {
    const std::uint8_t* p =
        vertical ? raster.at(rect.x + k, rect.y + i) : raster.at(rect.x + i, rect.y + k);
    return metric(middle[i], p) > metric.compression.limit(24, moved::kThin);
  };
  std::vector<double> out;
  int start = -1;
  for (int i = 0; i <= length; ++i) {
    // The outermost line may be blended with the outline: look one and two pixels inside.
    // A line right across is an edge between steps.
    const bool on =
        i < length && !differs(i, clear) &&
        ((differs(i, 1) && differs(i, 2)) || (differs(i, across - 2) && differs(i, across - 3)));
    if (on && start < 0) start = i;
    if (on || start < 0) continue;
    if (i - start <= 4) out.push_back((vertical ? rect.y : rect.x) + 0.5 * (start + i));
    start = -1;
  }
  return out;
}

namespace {

/// Puts ticks, range, verdict and low end into a bar, from what was read beside it.
void take_reading(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                  const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                  const SideReading& reading, const std::vector<double>& inner, Colorbar& bar,
                  std::vector<Remark>& remarks) {
  if (const auto levels = uneven_levels(bar, reading)) {
    stretch_levels(*levels, reading, bar);
    return;
  }
  if (reading.fit.outcome == FitOutcome::NoLabels &&
      take_end_captions(raster, reader, boxes, metric, bar))
    return;
  if (!reading.fit.fit && take_classes(raster, reader, metric, bar)) return;
  if (!reading.fit.fit || !reading.unclear_offset.empty())
    return leave_open(reading, reading.unclear_offset, metric, bar, remarks);
  const AxisFit& fit = *reading.fit.fit;
  lengthen_to_ticks(raster, reading, metric, bar);
  const bool open_ends = has_open_ends(bar, reading, inner);
  if (!open_ends) cut_end_boxes(reading, metric, bar);
  for (const bool at_start : {true, false})
    if (const auto beyond = label_beyond(raster, reader, side, metric, reading, bar, at_start))
      return leave_open(reading, *beyond, metric, bar, remarks);
  turn_colorbar(bar, end_of(bar.vertical, fit.slope > 0), BarEndSource::Ticks);
  bar.ticks = tick_labels(reading, AxisView{bar.vertical}.length(bar.rect));
  if (fit.slope < 0) std::reverse(bar.ticks.begin(), bar.ticks.end());
  if (open_ends) open_end_boxes(bar);
  const BarScale scale(bar, reading.labels, open_ends, metric.compression);
  const auto [range, ends] = scale.settled(fit);
  if (!range) return leave_open(reading, {}, metric, bar, remarks);
  bar.verdict = verdict_of(reading.fit, reading.labels, true, scale);
  bar.verdict.probability *= ends;
  if (lacks_labels(reading, bar)) bar.verdict.probability *= kHalfLabeled;
  if (bar.verdict.probability < ScaleOptions{}.claim) {
    bar.verdict.withdraw(*range);
    remarks.push_back({Note::EndsUnclear, {}});
    return;
  }
  bar.range = range;
}

}  // namespace

BesideNumbers read_bar_ticks(const Raster& raster, const TextReader& reader,
                             const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                             Colorbar& bar, std::vector<Remark>& remarks) {
  const std::vector<double> inner = inner_ticks(raster, bar.rect, bar.vertical, metric);
  const LabelledSide side = side_of(bar, inner, boxes);
  const SideReading reading = read_bar_sides(raster, reader, side, boxes, metric);
  take_reading(raster, reader, side, boxes, metric, reading, inner, bar, remarks);
  if (!bar.range) return {};
  return {reading.unit, reading.multiplier};
}

}  // namespace unweave
