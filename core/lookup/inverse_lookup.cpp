// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/inverse_lookup.hpp"

#include <algorithm>
#include <cmath>
#include <nanoflann.hpp>
#include <stdexcept>
#include <vector>

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

constexpr double kSpacing = 0.02;        // between points in the tree, cube edge = 1
constexpr double kOtherStretch = 0.05;   // in t: a nearer point is the same stretch
constexpr double kMinNoise = 1.0 / 255;  // for the ambiguity: rounding is always there

struct Point {
  double x[3];
  Index segment;  // node k .. k + 1
};

struct Cloud {
  std::vector<Point> points;
  std::size_t kdtree_get_point_count() const { return points.size(); }
  double kdtree_get_pt(std::size_t i, std::size_t dim) const { return points[i].x[dim]; }
  template <class Box>
  bool kdtree_get_bbox(Box&) const {
    return false;
  }
};

using KdTree =
    nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<double, Cloud>, Cloud, 3>;

/// All points within a radius, their segments collected; reuses one buffer a query.
class Gather {
 public:
  using DistanceType = double;
  Gather(double radius_squared, const Cloud& cloud, std::vector<Index>& segments)
      : radius_(radius_squared), cloud_(cloud), segments_(segments) {}
  std::size_t size() const { return segments_.size(); }
  bool full() const { return true; }
  bool addPoint(double, std::size_t i) {
    segments_.push_back(cloud_.points[i].segment);
    return true;
  }
  double worstDist() const { return radius_; }
  void sort() {}

 private:
  double radius_;
  const Cloud& cloud_;
  std::vector<Index>& segments_;
};

}  // namespace

struct InverseLookup::Tree {
  Locus locus;
  Cloud cloud;
  std::unique_ptr<KdTree> tree;

  Index segments() const { return locus.colors.rows() - (locus.closed || locus.discrete ? 0 : 1); }
  RowVector3d node(Index k) const { return locus.colors.row(k % locus.colors.rows()); }
  /// From node k to the next; nothing where steps have nothing between them.
  RowVector3d direction(Index k) const {
    return locus.discrete ? RowVector3d::Zero().eval() : (node(k + 1) - node(k)).eval();
  }
  double t_at(Index k) const { return k < locus.t.size() ? locus.t[k] : 1.0; }

  void build() {
    for (Index k = 0; k < segments(); ++k) {
      const RowVector3d a = node(k), d = direction(k);
      const auto pieces = std::max<Index>(1, static_cast<Index>(std::ceil(d.norm() / kSpacing)));
      for (Index i = 0; i <= pieces; ++i) {
        const RowVector3d p = a + d * (static_cast<double>(i) / static_cast<double>(pieces));
        cloud.points.push_back({{p[0], p[1], p[2]}, k});
      }
    }
    tree = std::make_unique<KdTree>(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(8));
    tree->buildIndex();
  }

  Lookup project(const RowVector3d& color, Index k) const {
    const RowVector3d a = node(k), d = direction(k);
    const double length2 = d.squaredNorm();
    const double f = length2 > 0 ? std::clamp((color - a).dot(d) / length2, 0.0, 1.0) : 0.0;
    // The ends exactly: an entry of a palette gets its very t.
    const double t = f == 0   ? t_at(k)
                     : f == 1 ? t_at(k + 1)
                              : t_at(k) + f * (t_at(k + 1) - t_at(k));
    return {t, (color - a - f * d).norm(), 0.0};
  }
};

InverseLookup::InverseLookup(Locus locus) : tree_(std::make_unique<Tree>()) {
  if (locus.colors.rows() < 2) throw std::invalid_argument("InverseLookup: at least two nodes");
  tree_->locus = std::move(locus);
  tree_->build();
}

InverseLookup::~InverseLookup() = default;
InverseLookup::InverseLookup(InverseLookup&&) noexcept = default;
InverseLookup& InverseLookup::operator=(InverseLookup&&) noexcept = default;

const Locus& InverseLookup::locus() const { return tree_->locus; }

Lookup InverseLookup::find(const RowVector3d& color) const {
  const double query[3] = {color[0], color[1], color[2]};
  std::size_t nearest = 0;
  double nearest2 = 0;
  nanoflann::KNNResultSet<double> one(1);
  one.init(&nearest, &nearest2);
  tree_->tree->findNeighbors(one, query, {});
  const double noise = std::max(tree_->locus.noise, kMinNoise);
  // The nearest point of the curve lies within half a spacing of a tree point of its segment; a
  // rival for the ambiguity within three sigma of it.
  const double d0 = std::sqrt(nearest2);
  const double radius = std::max(d0, std::sqrt(nearest2 + 9 * noise * noise)) + 0.51 * kSpacing;
  thread_local std::vector<Index> segments;
  segments.clear();
  Gather gather(radius * radius, tree_->cloud, segments);
  tree_->tree->findNeighbors(gather, query, {});
  std::sort(segments.begin(), segments.end());
  segments.erase(std::unique(segments.begin(), segments.end()), segments.end());

  thread_local std::vector<Lookup> found;
  found.clear();
  Lookup best{0, 1e300, 0};
  for (const Index k : segments) {
    found.push_back(tree_->project(color, k));
    // Segments come in rising order, so that a tie keeps the smaller t.
    if (found.back().distance < best.distance - 1e-12) best = found.back();
  }
  double rival = 1e300;
  for (const Lookup& l : found) {
    double apart = std::abs(l.t - best.t);
    if (tree_->locus.closed) apart = std::min(apart, 1 - apart);
    if (apart > kOtherStretch) rival = std::min(rival, l.distance);
  }
  if (rival < 1e300)
    best.ambiguity =
        std::exp(-(rival * rival - best.distance * best.distance) / (2 * noise * noise));
  return best;
}

}  // namespace unweave
