// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/match_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace unweave::matching {

namespace {

/// The least value that at least `share` of the weight does not exceed.
double weighted_quantile(std::vector<std::pair<float, float>>& value_weight, double share) {
  if (value_weight.empty()) return 0;
  std::sort(value_weight.begin(), value_weight.end());
  double total = 0, sum = 0;
  for (const auto& [value, weight] : value_weight) total += weight;
  for (const auto& [value, weight] : value_weight)
    if ((sum += weight) >= share * total) return value;
  return value_weight.back().first;
}

/// One map on trial.
class Trial {
 public:
  Trial(const MapCurve& curve, const Colors& colors, const MatchOptions& options)
      : curve_(curve), colors_(colors), options_(options) {}

  Evidence run();

 private:
  bool discrete() const { return curve_.map().kind == ColormapKind::Discrete; }
  bool near(std::size_t i) const { return e_.projections[i].distance <= e_.tolerance; }
  void project();
  bool noise_is_plausible();
  void measure();
  void explain();
  bool entries_suffice();
  bool covers_a_stretch();
  bool covers_levels();
  struct PieceOffset {
    double offset = 0;  ///< length of the weighted median of the residuals
    double spread = 0;  ///< weighted median distance from that
    double weight = 0;
  };
  PieceOffset offset_of(const std::vector<int>& piece) const;
  bool is_not_offset();
  bool is_in_order();
  bool is_long_enough() const;
  bool occurs_as_a_whole();
  void count_exact();
  void count_recall();
  std::vector<char> covered_nodes(float reach) const;
  void set_stretch(int first, int last);

  const MapCurve& curve_;
  const Colors& colors_;
  const MatchOptions& options_;
  Evidence e_;
};

void Trial::project() {
  e_.projections.reserve(colors_.points.size());
  for (const Point& p : colors_.points) e_.projections.push_back(curve_.project(p));
}

/// Sets the tolerance from the residuals themselves: across a curve in three dimensions they are
/// Rayleigh distributed, median 1.18 sigma. False if that is more than the picture's noise.
bool Trial::noise_is_plausible() {
  if (colors_.exact) {
    e_.tolerance = kRounding;
    return true;
  }
  std::vector<std::pair<float, float>> distances;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    distances.emplace_back(e_.projections[i].distance, colors_.weights[i]);
  e_.spread = weighted_quantile(distances, 0.5) / 1.18;
  if (e_.spread > 1.6 * colors_.sigma + 2.5 / 255) return false;
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

/// A discrete map: enough of its colours occur, and between the first and the last of them few are
/// missing; the noise must not blur them into each other.
bool Trial::entries_suffice() {
  const int n = curve_.size();
  if (!colors_.exact) {
    if (n > 40) return false;
    float separation = 1e9f;
    for (int i = 0; i < n; ++i)
      for (int j = 0; j < i; ++j) {
        const float d = squared_distance(curve_.nodes()[i], curve_.nodes()[j]);
        if (d > 0) separation = std::min(separation, d);
      }
    if (e_.tolerance > 0.45 * std::sqrt(separation)) return false;
  }
  std::vector<double> weight(n, 0);
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i))
      weight[std::min(n - 1, static_cast<int>(e_.projections[i].t * n))] += colors_.weights[i];
  int first = n, last = -1, used = 0;
  for (int i = 0; i < n; ++i) {
    if (weight[i] < 1e-4) continue;
    first = std::min(first, i);
    last = i;
    ++used;
  }
  if (used < 4 || (used == 4 && n != 4) || used < 0.7 * (last - first + 1)) return false;
  e_.t0 = static_cast<double>(first) / n;
  e_.t1 = static_cast<double>(last + 1) / n;
  e_.levels = used;
  return true;
}

/// Nodes that have an explained colour within `reach`. Asked from the node's side, so that a curve
/// which runs through the same colours more than once is covered at every passage.
std::vector<char> Trial::covered_nodes(float reach) const {
  std::vector<Point> explained;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i)) explained.push_back(colors_.points[i]);
  std::vector<char> covered(curve_.size(), 0);
  for (int i = 0; i < curve_.size(); ++i)
    covered[i] = std::any_of(explained.begin(), explained.end(), [&](const Point& p) {
      return squared_distance(p, curve_.nodes()[i]) <= reach * reach;
    });
  return covered;
}

/// The stretch between two nodes, drawn in to the colours that occur.
void Trial::set_stretch(int first, int last) {
  const double half = 0.5 / curve_.size();
  double low = 1, high = 0;
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    const double t = e_.projections[i].t;
    if (!near(i) || t < curve_.t_of_node(first) - half || t > curve_.t_of_node(last) + half)
      continue;
    low = std::min(low, t);
    high = std::max(high, t);
  }
  e_.t0 = curve_.t_of_node(first) - half;
  e_.t1 = curve_.t_of_node(last) + half;
  // Farther in than the reach of covered_nodes: the curve repeats itself there
  constexpr double kReach = 0.12;
  if (low - e_.t0 < kReach) e_.t0 = std::max(0.0, low - half);
  if (e_.t1 - high < kReach) e_.t1 = std::min(1.0, high + half);
}

/// The longest stretch whose nodes are covered without a wide gap, if it holds the explained
/// weight.
bool Trial::covers_a_stretch() {
  const double per_color = curve_.length() / std::max<std::size_t>(1, colors_.points.size());
  const float reach = static_cast<float>(colors_.exact ? std::max(0.03, 1.2 * per_color)
                                                       : e_.tolerance + std::max(0.02, per_color));
  const auto covered = covered_nodes(reach);
  const auto& arc = curve_.arc();
  const double widest = std::max(0.08, 2.0 * reach);
  int first = 0, last = -1, begin = -1, end = -1;
  double longest = -1;
  for (int i = 0; i <= curve_.size(); ++i) {
    const bool here = i < curve_.size() && covered[i];
    if (here && begin >= 0 && arc[i] - arc[end] <= widest) {
      end = i;
      continue;
    }
    if (i < curve_.size() && !here) continue;
    if (begin >= 0 && arc[end] - arc[begin] > longest) {
      longest = arc[end] - arc[begin];
      first = begin;
      last = end;
    }
    begin = end = i;
  }
  if (last < first) return false;
  double held = 0;
  const bool whole = first == 0 && last == curve_.size() - 1;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i) &&
        (whole || curve_.project(colors_.points[i], first, last).distance <= e_.tolerance))
      held += colors_.weights[i];
  if (held < options_.min_explained) return false;
  e_.explained = held;
  set_stretch(first, last);
  return true;
}

/// Filled contours: separate colours at evenly spaced t. Missing levels are allowed, as are the
/// ends' own spacing (programs give the outermost levels the map's very ends).
bool Trial::covers_levels() {
  std::vector<std::pair<float, float>> t;
  for (std::size_t i = 0; i < colors_.points.size(); ++i)
    if (near(i)) t.emplace_back(e_.projections[i].t, colors_.weights[i]);
  std::sort(t.begin(), t.end());
  const float join = colors_.exact ? 0.f : 0.02f;
  std::vector<std::pair<double, double>> clusters;  // weighted mean of t, weight
  float last = -1;
  for (const auto& [at, weight] : t) {
    if (clusters.empty() || at - last > join) clusters.emplace_back(0, 0);
    auto& [sum, total] = clusters.back();
    sum += at * weight;
    total += weight;
    last = at;
  }
  std::vector<double> centres;
  for (const auto& [sum, total] : clusters)
    if (total >= 0.002) centres.push_back(sum / total);
  const int n = static_cast<int>(centres.size());
  if (n < 5 || n > 64) return false;
  std::vector<double> steps;
  for (int i = 0; i + 1 < n; ++i) steps.push_back(centres[i + 1] - centres[i]);
  auto sorted = steps;
  std::nth_element(sorted.begin(), sorted.begin() + sorted.size() / 2, sorted.end());
  const double step = sorted[sorted.size() / 2];
  const double slack = 0.15 + 2.0 / (curve_.size() * step);
  int even = 0;
  for (const double s : steps) {
    const double whole = std::round(s / step);
    if (whole >= 1 && whole <= 3 && std::abs(s / step - whole) <= slack * whole)
      even += whole == 1 ? 1 : 0;
    else if (&s != &steps.front() && &s != &steps.back())
      return false;
  }
  if (step < 1.0 / 80 || even < 0.7 * (n - 3)) return false;
  e_.levels = n;
  e_.t0 = std::max(0.0, centres.front() - step / 2);
  e_.t1 = std::min(1.0, centres.back() + step / 2);
  return true;
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
  double judged = 0, failed = 0;
  for (const auto& piece : members) {
    if (piece.size() < (discrete() ? 1u : 4u)) continue;
    const PieceOffset o = offset_of(piece);
    // A piece with few pixels has little say: its colours are scattered by chance
    const double say = std::min(1.0, o.weight / kPieceWeight);
    const double allowed = options_.max_offset + (1 + 1 / std::sqrt(piece.size())) * o.spread;
    judged += say;
    if (o.offset <= allowed) continue;
    failed += o.offset > 3 * allowed ? 3 * say : say;
    if (say >= 1) e_.offset = std::max(e_.offset, o.offset);
  }
  return judged > 0 && failed <= 0.10 * judged;
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
  // A curve that runs through the same colours again has no one order; its entries speak for it
  return total == 0 || std::abs(net) >= 0.8 * total || e_.exact_share >= 0.98;
}

/// Too short or too straight a part of a map could be a part of many other curves as well.
bool Trial::is_long_enough() const {
  const int n = curve_.size();
  const int first = std::clamp(static_cast<int>(e_.t0 * n), 0, n - 1);
  const int last = std::clamp(static_cast<int>(e_.t1 * n), first, n - 1);
  const double length = curve_.arc()[last] - curve_.arc()[first];
  if (discrete() || e_.levels > 0) return true;
  if (length < options_.min_length) return false;
  if (e_.t1 - e_.t0 >= 0.9) return true;
  if (length < 2 * options_.min_length) return false;
  const Point &a = curve_.nodes()[first], &b = curve_.nodes()[last];
  const auto neutral = [](const Point& p) { return p[0] == p[1] && p[1] == p[2]; };
  if (neutral(a) && neutral(b)) return true;  // black to white: the one straight map that is common
  double bulge = 0;
  for (int i = first; i <= last; ++i) {
    double along = 0, chord = 0, squared = 0;
    for (int k = 0; k < 3; ++k) {
      along += (curve_.nodes()[i][k] - a[k]) * (b[k] - a[k]);
      chord += (b[k] - a[k]) * (b[k] - a[k]);
    }
    const double f = chord > 0 ? along / chord : 0;
    for (int k = 0; k < 3; ++k) {
      const double d = curve_.nodes()[i][k] - a[k] - f * (b[k] - a[k]);
      squared += d * d;
    }
    bulge = std::max(bulge, std::sqrt(squared));
  }
  return bulge > std::max(0.05, 2 * e_.tolerance);
}

std::uint32_t code_of(const Rgb8& c) { return c[0] << 16 | c[1] << 8 | c[2]; }

/// The weight of the colours that are entries of the table, bit for bit.
void Trial::count_exact() {
  std::vector<std::uint32_t> entries;
  for (const Rgb8& c : curve_.map().table) entries.push_back(code_of(c));
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i < colors_.points.size(); ++i) {
    Rgb8 c{};
    for (int k = 0; k < 3; ++k)
      c[k] = static_cast<std::uint8_t>(std::lround(colors_.points[i][k] * 255));
    if (std::binary_search(entries.begin(), entries.end(), code_of(c)))
      e_.exact_share += colors_.weights[i];
  }
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

/// Dense colours cover a stretch; few exact ones are evenly spaced, or bit for bit the map's own.
bool Trial::occurs_as_a_whole() {
  if (discrete()) return entries_suffice();
  constexpr std::size_t kFew = 40, kEnough = 8;
  if (!colors_.exact || colors_.points.size() > kFew) return covers_a_stretch() || covers_levels();
  if (covers_levels()) return true;
  if (colors_.points.size() < kEnough || e_.exact_share < 0.9 || !covers_a_stretch()) return false;
  e_.levels = static_cast<int>(colors_.points.size());
  return true;
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
  if (!passes(Test::Explained, e_.explained >= options_.min_explained)) return std::move(e_);
  if (colors_.exact) count_exact();
  if (!passes(Test::Stretch, occurs_as_a_whole())) return std::move(e_);
  if (!passes(Test::Offset, is_not_offset())) return std::move(e_);
  if (!passes(Test::Order, is_in_order())) return std::move(e_);
  if (!passes(Test::Length, is_long_enough())) return std::move(e_);
  if (colors_.exact) count_recall();
  e_.reached = Test::Passed;
  return std::move(e_);
}

}  // namespace

Evidence examine(const MapCurve& curve, const Colors& colors, const MatchOptions& options) {
  return Trial(curve, colors, options).run();
}

}  // namespace unweave::matching
