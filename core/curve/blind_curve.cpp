// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/curve/blind_curve.hpp"

#include <algorithm>
#include <cmath>

#include "core/catalog/match.hpp"
#include "core/catalog/match_colorbar.hpp"
#include "core/catalog/user_maps.hpp"
#include "core/curve/curve_parts.hpp"
#include "core/image/flat_colors.hpp"
#include "core/image/no_field.hpp"
#include "core/image/quiet_places.hpp"
#include "core/image/unit_color.hpp"
#include "core/locus/blind_locus.hpp"
#include "core/locus/level_edges.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

constexpr double kOrdered = 0.5;  // of the work: then blurred steps are looked for

// Around holes compression mixes data with background; scaling mixes data across edges of the
// field. Where there is no ink, such mixtures are data, as long as they are nearer to the curve
// than to the background.
constexpr double kInkFree = 0.01;        // share of pixels off the curve, away from background
constexpr double kGradual = 0.9;         // of the pixels off the curve: interpolation made them
constexpr double kMixedDistance = 0.35;  // cut-off for mixtures with background or of the field

/// Turns the curve if it runs against `convention`, a curve of the same colors.
void follow(ChosenCurve& curve, const Locus& convention) {
  const InverseLookup lookup(curve.locus);
  const RowVector3d low = convention.colors.row(0);
  const RowVector3d high = convention.colors.row(convention.colors.rows() - 1);
  if (lookup.find_nearest(low).t <= lookup.find_nearest(high).t) return;
  turn(curve);
  curve.reversed = false;
}

/// Replaces the curve by the known map that the evidence stands for; t is then the map's own. Of
/// maps that stand for the colors alike none is claimed: t says no more than the order then, and
/// where they differ in direction, it runs as without any. The entries of a table, as they are in
/// the picture, are better than a map that may be another one: they stay.
void take_known_map(ChosenCurve& curve, const Match& match, const ColorHistogram& histogram) {
  curve.direction_known = !match.opposed;
  if (curve.locus.palette && !match.ties.empty()) {
    if (curve.direction_known) follow(curve, known_locus(*match.map));
    return leave_open(curve, *match.map, match.ties);
  }
  const double noise = curve.locus.noise;
  const double share = CurveDistances(histogram, InverseLookup(curve.locus))
                           .share_within(curve.cut_off.clear_distance);
  curve.locus = known_locus(*match.map);
  curve.locus.noise = noise;
  if (match.exact) {
    curve.cut_off.distance = curve.cut_off.clear_distance = kExactCutOff;
  } else {
    // What was near the picture's own curve stays data: interpolated colors lie on chords of the
    // known map, which its own curve follows.
    const double same = CurveDistances(histogram, InverseLookup(curve.locus)).quantile(share);
    CutOff& cut = curve.cut_off;
    cut.clear_distance = std::clamp(same, cut.clear_distance, kMaxCutOff);
    cut.distance = std::max(cut.distance, cut.clear_distance);
  }
  if (!match.ties.empty()) return leave_open(curve, *match.map, match.ties);
  call_after(curve, *match.map, {});
  curve.speed_known = true;
  curve.source =
      match.map->family == kGradientFamily ? ColormapSource::Gradient : ColormapSource::Catalog;
}

/// What the catalog is asked: the cells of the quiet places with their order; or, where lines and
/// text may have spoiled it, the entries of the calmest places without an order.
MatchInput match_input(const BlindLocus& blind, bool inked) {
  const Codebook& book = blind.codebook;
  MatchInput input;
  input.sigma = blind.locus.palette ? 0 : blind.locus.noise / std::sqrt(2.0);
  for (Index k = 0; k < book.colors.rows(); ++k) {
    const double weight = inked ? blind.calm[k] : book.weights[k];
    if (!(weight > 0)) continue;
    const std::array<double, 3> rgb{book.colors(k, 0), book.colors(k, 1), book.colors(k, 2)};
    input.samples.push_back({rgb, weight, inked ? std::nan("") : blind.cell_t[k]});
    if (!book.palette) continue;
    input.palette.push_back(rounded_color(rgb));
    input.palette_weight.push_back(weight);
  }
  return input;
}

/// Lines and text spoil the order of the colors before they spoil the colors: there the palette
/// alone is asked as well, and what is met exactly wins.
std::optional<Match> known_map(const BlindLocus& blind, const Catalog& catalog) {
  std::optional<Match> by_palette, by_order;
  if (blind.calm.size() > 0) by_palette = match_colormap(match_input(blind, true), catalog);
  if (by_palette && by_palette->exact) return by_palette;
  if (blind.follows_curve) by_order = match_colormap(match_input(blind, false), catalog);
  return by_order && (by_order->exact || !by_palette) ? by_order : by_palette;
}

/// The steps of a picture of few colors. Behind compression their number is known, their edges not.
void tell_levels(ChosenCurve& curve, const BlindLocus& blind, const Match* match) {
  if (match && match->levels == 0) return;
  std::vector<PlacedColor> placed;
  if (match) {
    const InverseLookup lookup(curve.locus);
    for (Index k = 0; k < blind.codebook.colors.rows(); ++k) {
      const RowVector3d color = blind.codebook.colors.row(k);
      const double pixels = blind.calm.size() > 0 ? blind.calm[k] : blind.codebook.weights[k];
      const Lookup found = lookup.find_nearest(color);
      if (pixels > 0 && found.distance <= curve.cut_off.clear_distance)
        placed.push_back({found.t, color});
    }
  } else if (curve.locus.palette) {
    for (Index k = 0; k < curve.locus.colors.rows(); ++k)
      placed.push_back({curve.locus.t[k], curve.locus.colors.row(k)});
  }
  curve.level_edges = step_edges(std::move(placed));
  const auto levels = static_cast<int>(curve.level_edges.size()) - 1;
  if (match) curve.levels = match->levels;
  if (match && levels != match->levels) curve.level_edges.clear();
  if (!match && levels > 0) curve.levels = levels;
  if (curve.levels) curve.remarks.push_back({Note::FewColors, std::to_string(*curve.levels)});
}

/// Steps that compression has blurred: at their borders no color touches another in quiet places.
/// Their flat colors are ordered as those of a clean picture are.
Result<ChosenCurve> blurred_steps(const PixelSource& source, const Rect& area,
                                  const ColorHistogram& histogram, const FigureLayout& layout,
                                  const Catalog* catalog, const Context& context) {
  constexpr double kFlatNoise = 2.0 / 255;  // of the flat colors, compressed and decoded
  constexpr std::size_t kMostPixels = std::size_t{1} << 22;
  if (static_cast<std::size_t>(area.area()) > 4 * kMostPixels) return fail(Reason::NotPseudocolor);
  UNWEAVE_TRY(const auto sample,
              PictureSample::take(source, area, kMostPixels, context.part(0, 0.3)));
  const auto flat = find_flat_colors(histogram, calm_counts(sample, histogram));
  if (flat.empty()) return fail(Reason::NotPseudocolor);
  const PosterizedPicture posterized = posterize(source, area, histogram, flat);
  const MemorySource steps = posterized.source();
  const Rect whole{0, 0, area.width, area.height};
  UNWEAVE_TRY(auto flat_sample,
              PictureSample::take(steps, whole, kMostPixels, context.part(0.3, 0.5)));
  // What a clean drawing gives away is seen again here.
  if (is_drawing(examine_drawing(flat_sample, context.threads), {}))
    return fail(Reason::NotPseudocolor);
  UNWEAVE_TRY(const auto counted, ColorHistogram::count(steps, whole, context.part(0.5, 0.6)));
  auto blind = recover_locus(std::move(flat_sample), counted, context.part(0.6, 1));
  if (!blind && blind.error().reason == Reason::Canceled) return tl::unexpected(blind.error());
  if (!blind || !blind->follows_curve || !sample_a_curve(blind->locus.colors))
    return fail(Reason::NotPseudocolor);
  ChosenCurve curve;
  curve.locus = blind->locus;
  curve.locus.palette = false;  // the colors are not exact
  curve.locus.discrete = true;
  curve.cut_off = cut_off_about(curve.locus, histogram, layout);
  const auto n = static_cast<int>(curve.locus.t.size());
  curve.levels = n;
  for (int k = 0; k <= n; ++k) curve.level_edges.push_back(static_cast<double>(k) / n);
  curve.remarks.push_back({Note::FewColors, std::to_string(n)});
  if (!catalog) return curve;
  std::vector<std::array<double, 3>> colors;
  for (const auto& c : curve.locus.colors.rowwise()) colors.push_back({c[0], c[1], c[2]});
  // Flat colors in their order are what a stepped bar would show.
  const auto match = match_colorbar_levels(colors, kFlatNoise, *catalog);
  if (!match) return curve;
  std::vector<std::string> twins = match->ties;
  twins.insert(twins.end(), match->opposed.begin(), match->opposed.end());
  if (!twins.empty()) {
    leave_open(curve, *match->map, twins);
    return curve;
  }
  if (match->reversed) {
    turn(curve);
    curve.reversed = false;
  }
  call_after(curve, *match->map, {});
  curve.source = ColormapSource::Catalog;
  curve.direction_known = curve.speed_known = true;
  return curve;
}

}  // namespace

Result<ChosenCurve> blind_curve(PictureSample sample, const PixelSource& source, const Rect& area,
                                const ColorHistogram& histogram, const FigureLayout& layout,
                                const Catalog* catalog, const Context& context) {
  UNWEAVE_TRY(BlindLocus blind,
              recover_locus(std::move(sample), histogram, context.part(0, kOrdered)));
  ChosenCurve curve;
  curve.locus = std::move(blind.locus);
  const LocusEvidence& e = blind.evidence;
  curve.cut_off.clear_distance = e.clear_distance;
  const bool mixed = !blind.background.empty() && e.off_curve < kInkFree;
  const bool interpolated = e.gradual > kGradual;
  curve.cut_off.distance =
      !curve.locus.palette && (mixed || interpolated) ? kMixedDistance : e.clear_distance;
  for (const Background& b : blind.background)
    curve.cut_off.background.push_back(unit_color(b.code));
  const auto match = catalog ? known_map(blind, *catalog) : std::nullopt;
  if (match) {
    const Locus own = curve.locus;
    take_known_map(curve, *match, histogram);
    if (!curve.direction_known) follow(curve, own);
  } else if (!blind.follows_curve) {
    return blurred_steps(source, area, histogram, layout, catalog, context.part(kOrdered, 1));
  }
  tell_levels(curve, blind, match ? &*match : nullptr);
  return curve;
}

}  // namespace unweave
