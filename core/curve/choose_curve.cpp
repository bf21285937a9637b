// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/choose_curve.hpp"

#include <algorithm>
#include <cmath>

#include "core/catalog/match.hpp"
#include "core/catalog/match_colorbar.hpp"
#include "core/curve/blind_curve.hpp"
#include "core/curve/curve_parts.hpp"
#include "core/curve/many_to_one.hpp"
#include "core/curve/picture_noise.hpp"
#include "core/curve/refusals.hpp"
#include "core/image/geometry.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

/// Of larger pictures, 32 rows in every so many.
constexpr std::size_t kSamplePixels = std::size_t{1} << 21;
// Of the work, when the sample is there, and when it is known to show no chart.
constexpr double kSampled = 0.25, kLookedAt = 0.3;

using Eigen::Index;
using Eigen::RowVector3d;

/// A bar's colors as the field has them.
std::vector<std::array<double, 3>> field_colors(const Colorbar& bar,
                                                std::vector<std::array<double, 3>> colors) {
  if (bar.tint)
    for (auto& c : colors) c = (*bar.tint)(c);
  return colors;
}

void take_tint(const BarTint& tint, Locus& locus) {
  for (Index i = 0; i < locus.colors.rows(); ++i) {
    const auto c = tint({locus.colors(i, 0), locus.colors(i, 1), locus.colors(i, 2)});
    locus.colors.row(i) = RowVector3d(c[0], c[1], c[2]);
  }
  locus.palette = false;
}

bool all_gray(const ColorHistogram& histogram) {
  return std::all_of(histogram.codes().begin(), histogram.codes().end(),
                     [](ColorCode c) { return unweave::is_gray(levels_of(c), 0); });
}

/// A table of few colors that each fill a run of entries is a stepped map; its steps may be uneven.
void keep_steps(ChosenCurve& curve, std::size_t entries) {
  constexpr Index kMostSteps = 40;            // more are a smooth map, rounded
  constexpr std::size_t kEntriesPerStep = 4;  // fewer may be a smooth map of few entries
  const Index steps = curve.locus.t.size();
  if (steps > kMostSteps || entries < kEntriesPerStep * static_cast<std::size_t>(steps)) return;
  curve.locus.discrete = true;
  curve.levels = static_cast<int>(steps);
  curve.level_edges = {0};
  // A node lies in the middle of its run.
  for (const double middle : curve.locus.t)
    curve.level_edges.push_back(2 * middle - curve.level_edges.back());
  curve.level_edges.back() = 1;
}

Result<ChosenCurve> given_curve(const GivenColormap& map) {
  if (map.colors.size() < 2) return fail(Reason::InvalidOption, "colormap");
  ChosenCurve curve;
  curve.locus = table_locus(map.colors);
  if (curve.locus.colors.rows() < 2) return fail(Reason::InvalidOption, "colormap");
  curve.source = ColormapSource::Given;
  curve.name = map.name;
  curve.family = map.family;
  curve.direction_known = curve.speed_known = true;
  curve.range = map.values;
  const std::size_t n = map.colors.size();
  if (map.stepped && curve.locus.colors.rows() == static_cast<Index>(n)) {
    curve.locus.discrete = true;
    curve.levels = static_cast<int>(n);
    for (std::size_t i = 0; i <= n; ++i)
      curve.level_edges.push_back(static_cast<double>(i) / static_cast<double>(n));
  } else {
    keep_steps(curve, n);
  }
  return curve;
}

/// What lies of a bar's scale beyond the pixels that show it, under its outline: at the low and at
/// the high end, in parts of these pixels' length.
struct Rims {
  double low = 0, high = 0;
  /// t of the bar's pixels as t of its scale.
  double on_scale(double t) const { return (low + t) / (low + 1 + high); }
};

Rims rims_of(const Colorbar& bar) {
  const AxisView axis{bar.vertical};
  const auto [first, last] = scale_limits(bar);
  const double length = std::max(1, axis.length(bar.rect));
  const double before = (axis.begin(bar.rect) - first.at) / length;
  const double after = (last.at - axis.end(bar.rect)) / length;
  const bool low_first = bar.min_end == BarEnd::Top || bar.min_end == BarEnd::Left;
  return low_first ? Rims{before, after} : Rims{after, before};
}

/// Standard deviation of where a bar's scale ends, in t: anywhere in the outline, whose rims are
/// known to a pixel.
double end_deviation(const Colorbar& bar) {
  const Rims rims = rims_of(bar);
  const double outline = rims.low + rims.high;  // half of it at each end
  return std::hypot(outline, 1 / static_cast<double>(bar.colors.size())) / std::sqrt(12.0);
}

/// The stretch of a known map that a bar shows, with t along its scale: a map that is shown whole
/// ends where the scale does, a part of one is where the bar's pixels have it.
Locus part_of_known_map(const ColorbarMatch& match, const Colorbar& bar) {
  const bool all = match.t0 <= 0 && match.t1 >= 1;
  const Rims rims = all ? Rims{} : rims_of(bar);
  const Locus whole = known_locus(*match.table);
  std::vector<std::pair<double, RowVector3d>> nodes;
  for (Index i = 0; i < whole.t.size(); ++i)
    if (whole.t[i] >= match.t0 && whole.t[i] <= match.t1)
      nodes.emplace_back(rims.on_scale(match.on_bar(whole.t[i])), whole.colors.row(i));
  if (match.reversed) std::reverse(nodes.begin(), nodes.end());
  Locus locus = whole;
  const auto n = static_cast<Index>(nodes.size());
  locus.colors.resize(n, 3);
  locus.t.resize(n);
  for (Index i = 0; i < n; ++i) {
    locus.t[i] = nodes[static_cast<std::size_t>(i)].first;
    locus.colors.row(i) = nodes[static_cast<std::size_t>(i)].second;
  }
  locus.closed = whole.closed && all;
  return locus;
}

/// Nothing when the bar's colors are too few to be a map.
std::optional<ChosenCurve> bar_curve(const Colorbar& bar) {
  ChosenCurve curve;
  curve.source = ColormapSource::Colorbar;
  curve.speed_known = true;
  curve.direction_known = bar.min_end_source == BarEndSource::Ticks;
  curve.range = bar.range;
  if (bar.tint) curve.remarks.push_back({Note::ColorsTinted});
  if (bar.level_colors.size() >= 2) {
    const auto colors = field_colors(bar, bar.level_colors);
    const auto n = static_cast<Index>(colors.size());
    curve.levels = static_cast<int>(n);
    curve.level_edges = bar.level_edges;
    curve.locus.discrete = true;
    curve.locus.colors.resize(n, 3);
    curve.locus.t.resize(n);
    for (Index k = 0; k < n; ++k) {
      const auto i = static_cast<std::size_t>(k);
      const auto& c = colors[i];
      curve.locus.colors.row(k) = RowVector3d(c[0], c[1], c[2]);
      curve.locus.t[k] = bar.level_places.empty()
                             ? 0.5 * (bar.level_edges[i] + bar.level_edges[i + 1])
                             : bar.level_places[i];
    }
    return curve;
  }
  curve.locus = table_locus(field_colors(bar, bar.colors));
  if (curve.locus.colors.rows() < 2) return std::nullopt;
  // Pixels of one color in a row are an entry of a table that is coarser than the bar.
  constexpr double kCoarse = 0.8;  // of the pixels: a few alike are the rounding to 8 bits
  const auto pixels = static_cast<double>(bar.colors.size());
  if (const auto entries = static_cast<double>(curve.locus.colors.rows());
      entries < kCoarse * pixels)
    curve.locus.step = 1 / entries;
  const Rims rims = rims_of(bar);
  for (double& t : curve.locus.t) t = rims.on_scale(t);
  curve.locus.end = end_deviation(bar);
  return curve;
}

constexpr double kNoisiest = 0.012;  // a bar is large and flat: compression harms it little

/// The map if the bar shows all of it, in whichever direction, and whether it is upside down there.
std::optional<bool> shown_reversed(const Colorbar& bar, const GivenColormap& map, double noise) {
  Colormap known{map.name, map.family, {}, {}, ColormapKind::Continuous, {}};
  for (const auto& c : map.colors) known.table.push_back(rounded_color(c));
  Catalog only;
  only.add({std::move(known)});
  const auto match =
      bar.level_colors.empty()
          ? match_colorbar(bar.colors, std::min(noise, kNoisiest), only)
          : match_colorbar_levels(bar.level_colors, std::min(noise, kNoisiest), only);
  if (!match || match->t0 > 0 || match->t1 < 1) return std::nullopt;
  return match->reversed;
}

/// A bar that shows the given map says what its ends stand for; the steps of a stepped one stand
/// for the values of the bar's boxes. The bar of another map says nothing.
void adopt_range(ChosenCurve& curve, const GivenColormap& map, const Colorbar& bar) {
  if (!bar.range) return;
  const auto reversed = shown_reversed(bar, map, curve.locus.noise);
  if (!reversed) {
    constexpr std::size_t kFewLevels = 5;  // fewer are told from no map
    if (!bar.level_colors.empty() && bar.level_colors.size() < kFewLevels) return;
    curve.remarks.push_back({Note::ColorbarDiffers, map.name});
    return;
  }
  if (!bar.level_colors.empty()) {
    auto steps = bar_curve(bar);
    if (!steps) return;
    curve.locus = std::move(steps->locus);
    curve.levels = steps->levels;
    curve.level_edges = std::move(steps->level_edges);
  }
  curve.range = bar.range;
  curve.locus.end = end_deviation(bar);
  if (bar.level_colors.empty()) curve.remarks.push_back({Note::ColorbarAgrees, map.name});
  if (!*reversed) return;
  curve.range = turned(*curve.range);
  if (bar.level_colors.empty()) return;
  turn(curve);
  curve.reversed = false;
}

/// A known map that agrees with the bar says more than the bar's own pixels: the map's exact colors
/// take the place of those that were read, laid on the bar's range, unless the field's colors say
/// otherwise.
void strengthen(ChosenCurve& curve, const Colorbar& bar, const ColorHistogram& histogram,
                const FigureLayout& layout, const Catalog& catalog) {
  constexpr double kAsClose = 1.2, kLevel = 1.0 / 255;
  constexpr double kFar = 2, kFarLevels = 4.0 / 255;
  const double noise = std::min(curve.locus.noise, kNoisiest);
  const bool stepped = curve.locus.discrete;
  const auto match = stepped ? match_colorbar_levels(bar.level_colors, noise, catalog)
                             : match_colorbar(bar.colors, noise, catalog);
  if (!match) return;
  if (!stepped && match->table->kind != ColormapKind::Discrete) {
    Locus exact = part_of_known_map(*match, bar);
    exact.step = curve.locus.step;
    exact.end = curve.locus.end;
    if (bar.tint) take_tint(*bar.tint, exact);
    CutOff cut_off = cut_off_about(exact, histogram, layout);
    if (exact.noise > kFar * curve.locus.noise + kFarLevels) return;
    // Another program's table of the same map may be further off than the bar's own pixels
    if (exact.noise <= kAsClose * curve.locus.noise + kLevel) {
      curve.locus = std::move(exact);
      curve.cut_off = std::move(cut_off);
      curve.remarks.push_back({Note::ColorbarAgrees, match->map->qualified_name()});
    }
  }
  call_after(curve, *match->map, match->ties);
  curve.reversed = match->reversed;
  // Without numbers beside it, two conventions that agree: low below or at the left, low first. Of
  // colors that are one program's map and another's turned around the second says nothing.
  if (!match->reversed && match->opposed.empty()) curve.direction_known = true;
}

/// Of a bar whose colors do not tell values: a rainbow's in gray.
void claim_nothing(ChosenCurve& curve) {
  curve.range.reset();
  curve.name.clear();
  curve.family.clear();
  curve.reversed = curve.direction_known = curve.speed_known = false;
  curve.remarks = {{Note::ColorsAmbiguous}};
}

bool is_even_ramp(const Colormap& map) {
  const auto last = static_cast<double>(map.table.size() - 1);
  for (std::size_t i = 0; i < map.table.size(); ++i)
    if (std::abs(map.table[i][0] - 255 * static_cast<double>(i) / last) > 1) return false;
  return true;
}

/// Black to white. Programs have several gray maps that differ in speed and direction: a clean
/// picture tells them apart by the levels that it leaves out; otherwise all of them are possible.
ChosenCurve gray_curve(const ColorHistogram& histogram, const Catalog* catalog) {
  ChosenCurve curve;
  curve.locus.colors.resize(2, 3);
  curve.locus.colors << 0, 0, 0, 1, 1, 1;
  curve.locus.t = Eigen::Vector2d(0, 1);
  curve.locus.palette = true;
  MatchInput input;
  for (std::size_t i = 0; i < histogram.codes().size(); ++i) {
    const auto level = static_cast<std::uint8_t>(red(histogram.codes()[i]));
    const double at = level / 255.0, pixels = histogram.counts()[i];
    input.palette.push_back({level, level, level});
    input.palette_weight.push_back(pixels);
    input.samples.push_back({{at, at, at}, pixels, at});
  }
  const auto match = catalog ? match_colormap(input, *catalog) : std::nullopt;
  if (!match) return curve;
  if (!match->ties.empty()) {
    leave_open(curve, *match->map, match->ties);
    return curve;
  }
  call_after(curve, *match->map, {});
  if (!is_even_ramp(*match->map)) curve.locus = known_locus(*match->map);
  curve.speed_known = true;
  curve.source = ColormapSource::Catalog;
  return curve;
}

}  // namespace

/// Takes the sample of the picture that several steps look at, when it is first asked for.
class Sample {
 public:
  Sample(const PixelSource& source, const Rect& area, const ColorHistogram& histogram,
         const Compression& compression, const Context& context)
      : source_(source),
        area_(area),
        histogram_(histogram),
        compression_(compression),
        context_(context) {}
  Result<PictureSample*> get() {
    if (!taken_) {
      UNWEAVE_TRY(taken_, PictureSample::take(source_, area_, kSamplePixels,
                                              context_.part(0, kSampled), &histogram_));
      taken_->compression = compression_;
    }
    return &*taken_;
  }

 private:
  const PixelSource& source_;
  const Rect& area_;
  const ColorHistogram& histogram_;
  const Compression& compression_;
  const Context& context_;
  std::optional<PictureSample> taken_;
};

namespace {

/// What bar and known maps say about a curve that was not fitted to the picture, and its cut-off.
Result<void> settle(ChosenCurve& curve, const Colorbar* bar, const ColorHistogram& histogram,
                    const FigureLayout& layout, const CurveOptions& options, const Catalog* catalog,
                    Sample& sample) {
  curve.cut_off = cut_off_about(curve.locus, histogram, layout);
  if (options.colormap && !options.colormap->over_bar && bar) {
    adopt_range(curve, *options.colormap, *bar);
    if (curve.levels) curve.cut_off = cut_off_about(curve.locus, histogram, layout);
  }
  if (curve.source == ColormapSource::Colorbar && catalog)
    strengthen(curve, *bar, histogram, layout, *catalog);
  if (curve.locus.noise <= kRoundingNoise) return {};
  UNWEAVE_TRY(const PictureSample* looked_at, sample.get());
  keep_to_noise(curve, noise_limit(*looked_at, layout.background));
  return {};
}

}  // namespace

Result<ChosenCurve> choose_curve(const PixelSource& source, const Rect& area,
                                 const ColorHistogram& histogram, const FigureLayout& layout,
                                 const CurveOptions& options, const Context& context,
                                 bool markers) {
  const Catalog* catalog = nullptr;
  if (options.use_catalog) catalog = options.catalog ? options.catalog.get() : &Catalog::builtin();
  const Colorbar* const bar = bar_of_scale(layout);
  std::optional<ChosenCurve> curve;
  Sample sample(source, area, histogram, layout.compression, context);
  // Of one or two colors there is another thing to say.
  if (!markers && !options.colormap && !layout.colorbar_given &&
      (histogram.size() > 2 || all_gray(histogram))) {
    UNWEAVE_TRY(const PictureSample* looked_at, sample.get());
    UNWEAVE_CHECK(refuse_what_is_no_field(source, histogram, layout, *looked_at,
                                          context.part(kSampled, kLookedAt)));
  }
  if (options.colormap) {
    UNWEAVE_TRY(curve, given_curve(*options.colormap));
  } else if (bar) {
    UNWEAVE_CHECK(refuse_gray_copy(*bar));
    curve = bar_curve(*bar);
  }
  if (!curve && histogram.size() == 1) return fail(Reason::OneColor);
  if (!curve && all_gray(histogram)) curve = gray_curve(histogram, catalog);
  if (curve) {
    UNWEAVE_CHECK(settle(*curve, bar, histogram, layout, options, catalog, sample));
    if (curve->source == ColormapSource::Colorbar &&
        many_to_one(curve->locus, histogram) >= kManyToOne)
      claim_nothing(*curve);
  } else {
    UNWEAVE_TRY(PictureSample * taken, sample.get());
    auto blind = blind_curve(std::move(*taken), source, area, histogram, layout, catalog,
                             context.part(kLookedAt, 1));
    if (!blind && blind.error().reason == Reason::NotPseudocolor && blind.error().detail.empty())
      return fail(Reason::NotPseudocolor, looks_like(histogram, layout));
    UNWEAVE_TRY(curve, std::move(blind));
  }
  // Entries of a known table need no metric: they are met exactly.
  if (curve->cut_off.distance > kExactCutOff && layout.compression.jpeg)
    curve->metric = jpeg_metric();
  if (layout.unordered && !options.colormap) curve->direction_known = curve->speed_known = false;
  if (!curve->direction_known) curve->remarks.push_back({Note::DirectionUnknown});
  if (!curve->speed_known) curve->remarks.push_back({Note::SpeedUnknown});
  return std::move(*curve);
}

}  // namespace unweave
