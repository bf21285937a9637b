// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/principal_curve.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace unweave {

namespace {

using Eigen::Index;

constexpr double kMaxMove = 0.1;  // of the curve's length, that a point may move an iteration

std::vector<Index> sorted_by(const Eigen::VectorXd& key) {
  std::vector<Index> order(static_cast<std::size_t>(key.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return key[a] < key[b]; });
  return order;
}

/// A first, coarse polyline: means of equal numbers of consecutive points.
Colors first_polyline(const Colors& points, const Eigen::VectorXd& weights,
                      const std::vector<Index>& order) {
  const auto n = static_cast<Index>(order.size());
  const Index groups = std::min<Index>(n, 48);
  Colors nodes(groups, 3);
  for (Index g = 0; g < groups; ++g) {
    Eigen::RowVector3d sum = Eigen::RowVector3d::Zero();
    double total = 0;
    for (Index i = g * n / groups; i < (g + 1) * n / groups; ++i) {
      const Index p = order[static_cast<std::size_t>(i)];
      sum += weights[p] * points.row(p);
      total += weights[p];
    }
    nodes.row(g) = sum / total;
  }
  return nodes;
}

/// Points' positions along a polyline (arc length) and distances from it.
class Projection {
 public:
  Projection(const Colors& points, Index n) : points_(points), s(n), distance(n) {}

  /// With a window, only segments within `window` of the point's previous position are tried.
  void onto(const Colors& nodes, const Eigen::VectorXd& at, const Eigen::VectorXd* previous,
            double window) {
    const Index last = nodes.rows() - 2;
    const double* a = at.data();
    for (Index i = 0; i < points_.rows(); ++i) {
      Index from = 0, to = last;
      if (previous) {
        const double s0 = (*previous)[i];
        from = std::clamp<Index>(std::upper_bound(a, a + at.size(), s0 - window) - a - 1, 0, last);
        to = std::clamp<Index>(std::lower_bound(a, a + at.size(), s0 + window) - a, from, last);
      }
      nearest(i, nodes, at, from, to);
    }
  }

 private:
  void nearest(Index i, const Colors& nodes, const Eigen::VectorXd& at, Index from, Index to) {
    double best = 1e300;
    const Index last = nodes.rows() - 2;
    for (Index k = from; k <= to; ++k) {
      const Eigen::RowVector3d d = nodes.row(k + 1) - nodes.row(k);
      const double length = d.norm();
      if (length <= 0) continue;
      double f = (points_.row(i) - nodes.row(k)).dot(d) / (length * length);
      // The curve goes on straight beyond its ends.
      if (!(k == 0 && f < 0) && !(k == last && f > 1)) f = std::clamp(f, 0.0, 1.0);
      const double r = (points_.row(i) - nodes.row(k) - f * d).norm();
      if (r < best) {
        best = r;
        s[i] = at[k] + f * length;
      }
    }
    distance[i] = best;
  }

  const Colors& points_;

 public:
  Eigen::VectorXd s, distance;
};

/// Weighted root mean square distance, without the worst 2 % of the weight.
double noise_of(const Eigen::VectorXd& distance, const Eigen::VectorXd& weights) {
  const auto order = sorted_by(distance);
  const double total = weights.sum();
  double sum = 0, weight = 0;
  for (const Index i : order) {
    if (weight > 0.98 * total) break;
    sum += weights[i] * distance[i] * distance[i];
    weight += weights[i];
  }
  return std::sqrt(sum / std::max(weight, 1e-300));
}

/// Local linear fit of color against s, at `count` positions from the first to the last point.
Colors smooth(const Colors& points, const Eigen::VectorXd& weights, const Eigen::VectorXd& s,
              double bandwidth, Index count) {
  const auto order = sorted_by(s);
  const auto n = static_cast<Index>(order.size());
  const double low = s[order.front()], high = s[order.back()];
  Colors nodes(count, 3);
  Index begin = 0;
  for (Index k = 0; k < count; ++k) {
    const double at = low + (high - low) * static_cast<double>(k) / static_cast<double>(count - 1);
    while (begin < n && s[order[static_cast<std::size_t>(begin)]] < at - 3.5 * bandwidth) ++begin;
    double w0 = 0, w1 = 0, w2 = 0;
    Eigen::RowVector3d c0 = Eigen::RowVector3d::Zero(), c1 = c0;
    for (Index i = begin; i < n; ++i) {
      const Index p = order[static_cast<std::size_t>(i)];
      const double x = s[p] - at;
      if (x > 3.5 * bandwidth) break;
      const double w = weights[p] * std::exp(-0.5 * x * x / (bandwidth * bandwidth));
      w0 += w;
      w1 += w * x;
      w2 += w * x * x;
      c0 += w * points.row(p);
      c1 += w * x * points.row(p);
    }
    const double spread = w2 * w0 - w1 * w1;
    if (w0 < 1e-12) {
      nodes.row(k).setConstant(std::nan(""));  // a gap; bridged below
    } else if (spread < 1e-9 * w0 * w0 * bandwidth * bandwidth) {
      nodes.row(k) = c0 / w0;
    } else {
      nodes.row(k) = (w2 * c0 - w1 * c1) / spread;
    }
  }
  return nodes;
}

/// Drops nodes that fell into gaps; clamps to the cube.
Colors bridge_gaps(const Colors& nodes) {
  Colors kept(nodes.rows(), 3);
  Index n = 0;
  for (Index k = 0; k < nodes.rows(); ++k)
    if (!std::isnan(nodes(k, 0))) kept.row(n++) = nodes.row(k).cwiseMax(0.0).cwiseMin(1.0);
  return kept.topRows(n);
}

/// Nodes at equal distances along the polyline.
Colors resample(const Colors& nodes, Index count) {
  const Eigen::VectorXd at = arc_length(nodes);
  Colors out(count, 3);
  Index k = 1;
  for (Index i = 0; i < count; ++i) {
    const double s = at[at.size() - 1] * static_cast<double>(i) / static_cast<double>(count - 1);
    while (k + 1 < at.size() && at[k] < s) ++k;
    const double step = at[k] - at[k - 1];
    const double f = step > 0 ? std::clamp((s - at[k - 1]) / step, 0.0, 1.0) : 0.0;
    out.row(i) = (1 - f) * nodes.row(k - 1) + f * nodes.row(k);
  }
  return out;
}

}  // namespace

Locus fit_principal_curve(const Colors& points, const Eigen::VectorXd& weights,
                          const Eigen::VectorXd& order, const PrincipalCurveOptions& options) {
  std::vector<Index> weighty;
  for (Index i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) weighty.push_back(i);
  if (static_cast<Index>(weighty.size()) < weights.size())
    return fit_principal_curve(points(weighty, Eigen::all).eval(), weights(weighty).eval(),
                               order(weighty).eval(), options);
  Colors nodes = first_polyline(points, weights, sorted_by(order));
  Eigen::VectorXd at = arc_length(nodes);
  // The first positions come from the order alone: by group, not by distance.
  Projection projection(points, points.rows());
  {
    const auto sorted = sorted_by(order);
    const auto n = static_cast<Index>(sorted.size());
    for (Index i = 0; i < n; ++i)
      projection.s[sorted[static_cast<std::size_t>(i)]] =
          at[std::min<Index>(i * at.size() / n, at.size() - 1)];
  }
  double noise = 0;
  for (int it = 0; it < options.iterations; ++it) {
    const double length = at[at.size() - 1];
    const Eigen::VectorXd previous = projection.s;
    projection.onto(nodes, at, &previous, kMaxMove * length);
    noise = noise_of(projection.distance, weights);
    const double target =
        std::max(options.bandwidth_per_noise * noise, options.min_bandwidth * length);
    const double bandwidth = std::max(target, 0.03 * std::pow(0.7, it) * length);
    const double low = projection.s.minCoeff();
    nodes = bridge_gaps(smooth(points, weights, projection.s, bandwidth, options.nodes));
    // Keep positions comparable with the new polyline's own arc length.
    const double high = projection.s.maxCoeff();
    at = arc_length(nodes);
    projection.s = (projection.s.array() - low) / std::max(high - low, 1e-12) * at[at.size() - 1];
  }
  Locus locus;
  locus.colors = resample(nodes, options.nodes);
  locus.t = arc_length(locus.colors);
  locus.t /= locus.t[locus.t.size() - 1];
  locus.noise = noise;
  return locus;
}

}  // namespace unweave
