// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/catalog/match_trial.hpp"
#include "core/statistics.hpp"

namespace unweave::matching {

void Trial::project() {
  e_.projections.reserve(colors_.points.size());
  for (const Point& p : colors_.points) e_.projections.push_back(curve_.project(p));
}

/// Sets the tolerance from the residuals themselves: across a curve in three dimensions they are
/// Rayleigh distributed, median 1.18 sigma. False if that is more than the picture's noise.
bool Trial::noise_is_plausible() {
  if (colors_.exact) {
    e_.tolerance = kTableRounding;
    return true;
  }
  std::vector<std::pair<float, float>> distances;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    distances.emplace_back(e_.projections[i].distance, colors_.weights[i]);
  e_.spread = weighted_quantile(distances, 0.5) / 1.18;
  if (e_.spread > 1.4 * colors_.sigma + 1.5 / 255) return false;
  e_.tolerance =
      std::clamp(4 * std::max(e_.spread, colors_.sigma), 5.0 / 255, static_cast<double>(kFarthest));
  return true;
}

void Trial::measure() {
  constexpr double kSharp = 1.2 / 255, kEnds = 0.02;
  double all = 0;
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    const float d = std::min(e_.projections[i].distance, kFarthest);
    all += colors_.weights[i] * d * d;
    if (d <= kSharp) e_.sharp += colors_.weights[i];
    if (std::abs(e_.projections[i].t - 0.5) > 0.5 - kEnds) e_.at_ends += colors_.weights[i];
  }
  e_.misfit = std::sqrt(all);
}

void Trial::explain() {
  double squares = 0;
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    if (!near(i)) continue;
    const float d = e_.projections[i].distance, w = colors_.weights[i];
    e_.explained += w;
    squares += w * d * d;
  }
  if (e_.explained > 0) e_.residual = std::sqrt(squares / e_.explained);
}

/// The picture's own curve lies in the middle of its colors; the right map cannot lie much worse.
bool Trial::fits_as_closely() const {
  return colors_.exact || e_.residual <= std::sqrt(2.0) * colors_.sigma + 1.0 / 255;
}

Trial::PieceOffset Trial::offset_of(const std::vector<int>& piece) const {
  PieceOffset result;
  std::array<double, 3> median{};
  for (int k = 0; k < 3; ++k) {
    std::vector<std::pair<float, float>> r;
    for (const int i : piece)
      r.emplace_back(colors_.points[i][k] - e_.projections[i].foot[k], colors_.weights[i]);
    median[k] = weighted_quantile(r, 0.5);
    result.offset += median[k] * median[k];
  }
  result.offset = std::sqrt(result.offset);
  std::vector<std::pair<float, float>> deviation;
  for (const int i : piece) {
    double squared = 0;
    for (int k = 0; k < 3; ++k) {
      const double d = colors_.points[i][k] - e_.projections[i].foot[k] - median[k];
      squared += d * d;
    }
    deviation.emplace_back(std::sqrt(squared), colors_.weights[i]);
    result.weight += colors_.weights[i];
  }
  result.spread = weighted_quantile(deviation, 0.5);
  return result;
}

/// The weighted median of the residual, piece by piece along the stretch: noise leaves it at zero,
/// also where it is clipped at the cube's faces; another curve does not.
bool Trial::is_not_offset() {
  if (colors_.exact) return true;  // the tolerance is the rounding: nothing left to be offset
  constexpr int kPieces = 32;
  constexpr double kPieceWeight = 0.004;
  const int pieces = discrete() ? curve_.size() : kPieces;
  std::vector<std::vector<int>> members(pieces);
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    const auto& p = e_.projections[i];
    if (p.distance > 1.5 * e_.tolerance) continue;
    const double along = discrete() ? p.t : (p.t - e_.t0) / std::max(1e-6, e_.t1 - e_.t0);
    members[std::clamp(static_cast<int>(along * pieces), 0, pieces - 1)].push_back(
        static_cast<int>(i));
  }
  // Colors on both sides of the map spread widely around it, too: noise has its limit
  const double widest = 2.5 * colors_.sigma + 2.0 / 255;
  double judged = 0, failed = 0, squares = 0;
  for (const auto& piece : members) {
    if (piece.size() < (discrete() ? 1u : 4u)) continue;
    const PieceOffset o = offset_of(piece);
    // A piece with few pixels has little say: its colors are scattered by chance
    const double say = std::min(1.0, o.weight / kPieceWeight);
    const double allowed =
        options_.max_offset + (1 + 1 / std::sqrt(piece.size())) * std::min(o.spread, widest);
    judged += say;
    squares += say * o.offset * o.offset;
    if (o.offset <= allowed) continue;
    failed += o.offset > 3 * allowed ? 3 * say : say;
    if (say >= 1) e_.offset = std::max(e_.offset, o.offset);
  }
  if (judged == 0) return false;
  e_.offset_rms = std::sqrt(squares / judged);
  return failed <= 0.10 * judged;
}

/// Where the order along the locus is known, it has to be the map's or its reverse: going through
/// u, t has to go one way (for a cyclic map: one way round).
bool Trial::is_in_order() {
  constexpr int kSteps = 24;
  std::vector<std::vector<std::pair<float, float>>> t(kSteps);
  double known = 0;
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    if (!near(i) || !(colors_.u[i] >= 0 && colors_.u[i] <= 1)) continue;
    known += colors_.weights[i];
    t[std::min(kSteps - 1, static_cast<int>(colors_.u[i] * kSteps))].emplace_back(
        e_.projections[i].t, colors_.weights[i]);
  }
  if (known < 0.5) return true;
  const bool ring = curve_.map().kind == ColormapKind::Cyclic;
  double net = 0, total = 0, last = -1, straight = 0;
  for (auto& step : t) {
    if (step.empty()) continue;
    const double median = weighted_quantile(step, 0.5);
    if (last >= 0) {
      double d = median - last;
      straight += std::abs(d);
      if (ring) d -= std::round(d);
      net += d;
      total += std::abs(d);
    }
    last = median;
  }
  e_.cut_fits = !ring || straight <= 1.2 * total;
  // A curve that runs through the same colors again has no one order; its entries speak for it
  return total == 0 || std::abs(net) >= 0.8 * total || e_.exact_share >= 0.98;
}

/// Too short or too straight a part of a map could be a part of many other curves as well.
bool Trial::is_long_enough() const {
  const int n = curve_.size();
  const int first = std::clamp(static_cast<int>(e_.t0 * n), 0, n - 1);
  const int last = std::clamp(static_cast<int>(e_.t1 * n), first, n - 1);
  const double length = curve_.arc()[last] - curve_.arc()[first];
  if (discrete()) return true;
  // Somewhere a long map passes through nearly any color, and runs straight
  if (!colors_.gray && e_.t1 - e_.t0 < options_.min_part) return false;
  if (e_.levels > 0) return true;
  // In strong noise a short curve is a shapeless cloud that many another fills as well.
  constexpr double kTolerances = 14;
  if (length < options_.min_length ||
      (!colors_.exact && !colors_.gray && length < kTolerances * e_.tolerance))
    return false;
  if (e_.t1 - e_.t0 >= 0.9) return true;
  if (length < 2 * options_.min_length) return false;
  // A part of a gray map is as good: any of its parts is gray, and nothing else is
  if (colors_.gray) return true;
  const Point &a = curve_.nodes()[first], &b = curve_.nodes()[last];
  double bulge = 0;
  for (int i = first; i <= last; ++i) {
    double along = 0, chord = 0;
    for (int k = 0; k < 3; ++k) {
      along += (curve_.nodes()[i][k] - a[k]) * (b[k] - a[k]);
      chord += (b[k] - a[k]) * (b[k] - a[k]);
    }
    const double f = chord > 0 ? along / chord : 0;
    for (int k = 0; k < 3; ++k) {
      const double d = curve_.nodes()[i][k] - a[k] - f * (b[k] - a[k]);
      bulge += d * d;
    }
  }
  return std::sqrt(bulge / (last - first + 1)) > std::max(0.03, e_.tolerance);
}

/// The weight of the colors that are entries of the table, bit for bit.
void Trial::count_exact() {
  std::vector<std::uint32_t> entries;
  for (const Rgb8& c : curve_.map().table) entries.push_back(code_of(c));
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (std::binary_search(entries.begin(), entries.end(),
                           code_of(rounded_color(colors_.points[i]))))
      e_.exact_share += colors_.weights[i];
}

/// The share of the stretch's different entries that occur: one table's speed leaves none out,
/// another speed along the same curve does.
void Trial::count_recall() {
  std::vector<std::uint32_t> stretch;
  for (int i = 0; i < curve_.size(); ++i)
    if (curve_.t_of_node(i) >= e_.t0 && curve_.t_of_node(i) <= e_.t1)
      stretch.push_back(code_of(curve_.map().table[i]));
  std::sort(stretch.begin(), stretch.end());
  stretch.erase(std::unique(stretch.begin(), stretch.end()), stretch.end());
  const auto occur = std::count_if(stretch.begin(), stretch.end(), [&](std::uint32_t code) {
    return std::binary_search(colors_.codes.begin(), colors_.codes.end(), code);
  });
  if (!stretch.empty()) e_.recall = static_cast<double>(occur) / stretch.size();
}

Evidence Trial::run() {
  project();
  const auto passes = [&](Test test, bool passed) {
    e_.reached = test;
    return passed;
  };
  measure();
  if (!passes(Test::Noise, noise_is_plausible())) return std::move(e_);
  explain();
  if (!passes(Test::Explained, e_.explained >= options_.min_explained && fits_as_closely()))
    return std::move(e_);
  if (colors_.exact) count_exact();
  if (!passes(Test::Stretch, occurs_as_a_whole())) return std::move(e_);
  if (!passes(Test::Offset, is_not_offset())) return std::move(e_);
  if (!passes(Test::Order, is_in_order())) return std::move(e_);
  if (!passes(Test::Length, is_long_enough())) return std::move(e_);
  if (colors_.exact) count_recall();
  if (!passes(Test::Speed, runs_at_its_speed())) return std::move(e_);
  e_.reached = Test::Passed;
  return std::move(e_);
}

Evidence examine(const MapCurve& curve, const Colors& colors, const MatchOptions& options) {
  return Trial(curve, colors, options).run();
}

}  // namespace unweave::matching
