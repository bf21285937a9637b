// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/choose_curve.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/catalog/match.hpp"
#include "core/catalog/match_colorbar.hpp"
#include "core/catalog/user_maps.hpp"
#include "core/image/drawing.hpp"
#include "core/image/jpeg_blocks.hpp"
#include "core/locus/blind_locus.hpp"
#include "core/locus/steps.hpp"

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

// Around holes compression mixes data with background; scaling mixes data across edges of the
// field. Where there is no ink, such mixtures are data, as long as they are nearer to the curve
// than to the background.
constexpr double kInkFree = 0.01;        // share of pixels off the curve, away from background
constexpr double kGradual = 0.9;         // of the pixels off the curve: interpolation made them
constexpr double kMixedDistance = 0.35;  // cut-off for mixtures with background or of the field
constexpr double kMinCutOff = 0.03, kMaxCutOff = 0.25;
// Compression spoils few colors far more than most, those beside lines and text: half of the colors
// are within a fifth of the distance of the 95th in a hundred.
constexpr double kLossyNoise = 0.005, kMinLossyCutOff = 0.09;
constexpr double kExactCutOff = 2.5 / 255;  // where every colour is an entry of a known table
constexpr double kRoundingNoise = 0.5 / 255, kOnCurve = 1.2 / 255;
constexpr double kPaintedShare = 0.9;  // of the pixels on a table's curve
constexpr double kCutOffPerNoise = 6;

/// A polyline whose node i of n has t = (i + 0.5) / n, as in a table that paints n cells; runs of
/// one colour become one node at their middle.
Locus table_locus(const std::vector<std::array<double, 3>>& colors) {
  const std::size_t n = colors.size();
  Locus locus;
  locus.colors.resize(static_cast<Index>(n), 3);
  locus.t.resize(static_cast<Index>(n));
  Index nodes = 0;
  for (std::size_t i = 0; i < n;) {
    std::size_t j = i;
    while (j < n && colors[j] == colors[i]) ++j;
    locus.colors.row(nodes) = RowVector3d(colors[i][0], colors[i][1], colors[i][2]);
    locus.t[nodes++] = 0.5 * static_cast<double>(i + j) / static_cast<double>(n);
    i = j;
  }
  locus.colors.conservativeResize(nodes, 3);
  locus.t.conservativeResize(nodes);
  return locus;
}

/// True if of the share `near` of the pixels that lie on a table's curve nearly all are entries of
/// it, so that a colour between the entries is something else.
bool painted_in(const Locus& table, const ColorHistogram& histogram, double near) {
  std::set<ColorCode> entries;
  for (Index i = 0; i < table.colors.rows(); ++i) {
    const Eigen::RowVector3i c = (255 * table.colors.row(i)).array().round().cast<int>();
    // Programs round the table's values or cut them off.
    for (unsigned cut = 0; cut < 8; ++cut) {
      const Eigen::RowVector3i less = c - Eigen::RowVector3i(cut & 1, cut >> 1 & 1, cut >> 2 & 1);
      if (less.minCoeff() >= 0) entries.insert(pack(less[0], less[1], less[2]));
    }
  }
  double painted = 0, all = 0;
  for (const ColorCode c : entries)
    if (histogram.occurs(c)) painted += histogram.counts()[histogram.index(c)];
  for (const std::uint32_t n : histogram.counts()) all += n;
  return painted >= kPaintedShare * near * all;
}

/// The cut-off of a curve that was not fitted to the picture.
CutOff cut_off_about(Locus& locus, const ColorHistogram& histogram, const FigureLayout& layout) {
  CurveDistances distances(histogram, InverseLookup(locus));
  locus.noise = distances.noise();
  CutOff cut;
  const double least = locus.noise > kLossyNoise ? kMinLossyCutOff : kMinCutOff;
  cut.clear_distance = std::clamp(kCutOffPerNoise * locus.noise, least, kMaxCutOff);
  if (locus.palette && locus.noise < kRoundingNoise &&
      painted_in(locus, histogram, distances.share_within(kOnCurve)))
    cut.clear_distance = kExactCutOff;
  cut.distance = cut.clear_distance;
  if (layout.background) {
    const Rgb8& b = *layout.background;
    cut.background.push_back(RowVector3d(b[0], b[1], b[2]) / 255.0);
  }
  return cut;
}

/// The table of a known map as a curve.
Locus known_locus(const Colormap& map) {
  std::vector<std::array<double, 3>> colors;
  for (const Rgb8& c : map.table) colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  Locus locus = table_locus(colors);
  locus.closed = map.kind == ColormapKind::Cyclic;
  locus.palette = true;
  return locus;
}

/// The stretch of a known map that a bar shows, with t along the bar.
Locus part_of_known_map(const ColorbarMatch& match) {
  const Locus whole = known_locus(*match.table);
  std::vector<std::pair<double, RowVector3d>> nodes;
  for (Index i = 0; i < whole.t.size(); ++i)
    if (whole.t[i] >= match.t0 && whole.t[i] <= match.t1)
      nodes.emplace_back(match.on_bar(whole.t[i]), whole.colors.row(i));
  if (match.reversed) std::reverse(nodes.begin(), nodes.end());
  Locus locus = whole;
  const auto n = static_cast<Index>(nodes.size());
  locus.colors.resize(n, 3);
  locus.t.resize(n);
  for (Index i = 0; i < n; ++i) {
    locus.t[i] = nodes[static_cast<std::size_t>(i)].first;
    locus.colors.row(i) = nodes[static_cast<std::size_t>(i)].second;
  }
  locus.closed = whole.closed && match.t0 <= 0 && match.t1 >= 1;
  return locus;
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

/// Replaces the curve by the known map that the evidence stands for; t is then the map's own.
void take_known_map(ChosenCurve& curve, const Match& match, const ColorHistogram& histogram) {
  const double noise = curve.locus.noise;
  const double share = CurveDistances(histogram, InverseLookup(curve.locus))
                           .share_within(curve.cut_off.clear_distance);
  curve.locus = known_locus(*match.map);
  curve.locus.noise = noise;
  if (match.exact) {
    curve.cut_off.distance = curve.cut_off.clear_distance = kExactCutOff;
  } else {
    // What was near the picture's own curve stays data: interpolated colours lie on chords of the
    // known map, which its own curve follows.
    const double same = CurveDistances(histogram, InverseLookup(curve.locus)).quantile(share);
    CutOff& cut = curve.cut_off;
    cut.clear_distance = std::clamp(same, cut.clear_distance, kMaxCutOff);
    cut.distance = std::max(cut.distance, cut.clear_distance);
  }
  curve.name = match.map->name;
  curve.family = match.map->family;
  curve.speed_known = match.ties.empty();
  if (!match.ties.empty()) curve.remarks.push_back({Note::CatalogueTie, joined(match.ties)});
}

/// Refuses what is text, lines or boxes: whatever curve its colors lie on, it shows no field.
Result<void> refuse_drawing(const PixelSource& source, const Rect& area, const FigureLayout& layout,
                            Context& context) {
  constexpr std::size_t kPixels = std::size_t{1} << 21;
  const auto sample = PictureSample::take(source, area, kPixels, context);
  if (!sample) return tl::make_unexpected(sample.error());
  std::vector<Rgb8> map;
  if (layout.colorbar)
    for (const auto& c : layout.colorbar->colors) {
      Rgb8 rgb{};
      for (std::size_t k = 0; k < 3; ++k)
        rgb[k] = static_cast<std::uint8_t>(std::lround(c[k] * 255));
      map.push_back(rgb);
    }
  if (is_drawing(examine_drawing(*sample, shows_jpeg_blocks(source, area)), map))
    return fail(Reason::NotPseudocolor);
  return {};
}

bool is_gray(const ColorHistogram& histogram) {
  return std::all_of(histogram.codes().begin(), histogram.codes().end(),
                     [](ColorCode c) { return red(c) == green(c) && green(c) == blue(c); });
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
  return curve;
}

/// Nothing when the bar's colours are too few to be a map.
std::optional<ChosenCurve> bar_curve(const Colorbar& bar) {
  ChosenCurve curve;
  curve.source = ColormapSource::Colorbar;
  curve.speed_known = true;
  curve.direction_known = bar.min_end_source == BarEndSource::Ticks;
  if (bar.level_colors.size() >= 2) {
    const auto n = static_cast<Index>(bar.level_colors.size());
    curve.levels = static_cast<int>(n);
    curve.level_edges = bar.level_edges;
    curve.locus.discrete = true;
    curve.locus.colors.resize(n, 3);
    curve.locus.t.resize(n);
    for (Index k = 0; k < n; ++k) {
      const auto i = static_cast<std::size_t>(k);
      const auto& c = bar.level_colors[i];
      curve.locus.colors.row(k) = RowVector3d(c[0], c[1], c[2]);
      curve.locus.t[k] = 0.5 * (bar.level_edges[i] + bar.level_edges[i + 1]);
    }
    return curve;
  }
  curve.locus = table_locus(bar.colors);
  if (curve.locus.colors.rows() < 2) return std::nullopt;
  return curve;
}

/// A known map that agrees with the bar says more than the bar's own pixels: the map's exact colors
/// take the place of those that were read, laid on the bar's range, unless the field's colors say
/// otherwise.
void strengthen(ChosenCurve& curve, const Colorbar& bar, const ColorHistogram& histogram,
                const FigureLayout& layout, const Catalog& catalog) {
  constexpr double kNoisiest = 0.012;  // a bar is large and flat: compression harms it little
  constexpr double kAsClose = 1.2, kRounding = 1.0 / 255;
  constexpr double kFar = 2, kFarRounding = 4.0 / 255;
  const double noise = std::min(curve.locus.noise, kNoisiest);
  const bool stepped = curve.locus.discrete;
  const auto match = stepped ? match_colorbar_levels(bar.level_colors, noise, catalog)
                             : match_colorbar(bar.colors, noise, catalog);
  if (!match) return;
  if (!stepped && match->table->kind != ColormapKind::Discrete) {
    Locus exact = part_of_known_map(*match);
    CutOff cut_off = cut_off_about(exact, histogram, layout);
    if (exact.noise > kFar * curve.locus.noise + kFarRounding) return;
    // Another program's table of the same map may be further off than the bar's own pixels
    if (exact.noise <= kAsClose * curve.locus.noise + kRounding) {
      curve.locus = std::move(exact);
      curve.cut_off = std::move(cut_off);
      curve.remarks.push_back({Note::ColorbarAgrees, match->map->qualified_name()});
    }
  }
  curve.name = match->map->name;
  curve.family = match->map->family;
  curve.reversed = match->reversed;
  // Without numbers beside it, two conventions that agree: low below or at the left, low first
  if (!match->reversed) curve.direction_known = true;
  if (!match->ties.empty()) curve.remarks.push_back({Note::CatalogueTie, joined(match->ties)});
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
  curve.name = match->map->name;
  curve.family = match->map->family;
  if (match->ties.empty()) {
    if (!is_even_ramp(*match->map)) curve.locus = known_locus(*match->map);
    curve.speed_known = true;
    curve.source = ColormapSource::Catalogue;
  } else {
    curve.remarks.push_back({Note::CatalogueTie, joined(match->ties)});
  }
  return curve;
}

/// What the catalogue is asked: the cells of the quiet places with their order; or, where lines and
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
    Rgb8 exact{};
    for (std::size_t c = 0; c < 3; ++c)
      exact[c] = static_cast<std::uint8_t>(std::lround(rgb[c] * 255));
    input.palette.push_back(exact);
    input.palette_weight.push_back(weight);
  }
  return input;
}

/// Lines and text spoil the order of the colours before they spoil the colours: there the palette
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

Result<ChosenCurve> blind_curve(const PixelSource& source, const Rect& area,
                                const ColorHistogram& histogram, const Catalog* catalog,
                                Context& context) {
  auto blind = recover_locus(source, area, histogram, context);
  if (!blind) return tl::unexpected(blind.error());
  ChosenCurve curve;
  curve.locus = std::move(blind->locus);
  const LocusEvidence& e = blind->evidence;
  curve.cut_off.clear_distance = e.clear_distance;
  const bool mixed = !blind->background.empty() && e.off_curve < kInkFree;
  const bool interpolated = e.gradual > kGradual;
  curve.cut_off.distance =
      !curve.locus.palette && (mixed || interpolated) ? kMixedDistance : e.clear_distance;
  for (const Background& b : blind->background)
    curve.cut_off.background.push_back(RowVector3d(red(b.code), green(b.code), blue(b.code)) /
                                       255.0);
  const auto match = catalog ? known_map(*blind, *catalog) : std::nullopt;
  if (match) {
    take_known_map(curve, *match, histogram);
    curve.source = match->map->family == kGradientFamily ? ColormapSource::Gradient
                                                         : ColormapSource::Catalogue;
    curve.direction_known = true;
  } else if (!blind->follows_curve) {
    return fail(Reason::NotPseudocolor);
  }
  tell_levels(curve, *blind, match ? &*match : nullptr);
  return curve;
}

}  // namespace

void turn(ChosenCurve& curve) {
  curve.locus.colors = curve.locus.colors.colwise().reverse().eval();
  curve.locus.t = (1.0 - curve.locus.t.reverse().array()).eval();
  std::reverse(curve.level_edges.begin(), curve.level_edges.end());
  for (double& edge : curve.level_edges) edge = 1.0 - edge;
  curve.reversed = !curve.reversed;
}

Result<ChosenCurve> choose_curve(const PixelSource& source, const Rect& area,
                                 const ColorHistogram& histogram, const FigureLayout& layout,
                                 const RecoverOptions& options, Context& context) {
  const Catalog* catalog = nullptr;
  if (options.use_catalogue)
    catalog = options.catalog ? options.catalog.get() : &Catalog::builtin();
  std::optional<ChosenCurve> curve;
  // Of one or two colors there is another thing to say.
  if (!options.colormap && !options.colorbar && (histogram.size() > 2 || is_gray(histogram)))
    if (auto ok = refuse_drawing(source, area, layout, context); !ok)
      return tl::unexpected(ok.error());
  if (options.colormap) {
    auto given = given_curve(*options.colormap);
    if (!given) return given;
    curve = std::move(*given);
  } else if (layout.colorbar) {
    curve = bar_curve(*layout.colorbar);
  }
  if (!curve && histogram.size() == 1) return fail(Reason::OneColor);
  if (!curve && is_gray(histogram)) curve = gray_curve(histogram, catalog);
  if (curve) {
    curve->cut_off = cut_off_about(curve->locus, histogram, layout);
    if (curve->source == ColormapSource::Colorbar && catalog)
      strengthen(*curve, *layout.colorbar, histogram, layout, *catalog);
  } else {
    auto blind = blind_curve(source, area, histogram, catalog, context);
    if (!blind) return blind;
    curve = std::move(*blind);
  }
  // Entries of a known table need no metric: they are met exactly.
  if (curve->cut_off.distance > kExactCutOff && shows_jpeg_blocks(source, area))
    curve->metric = jpeg_metric();
  if (!curve->direction_known) curve->remarks.push_back({Note::DirectionUnknown});
  if (!curve->speed_known) curve->remarks.push_back({Note::SpeedUnknown});
  return std::move(*curve);
}

}  // namespace unweave
