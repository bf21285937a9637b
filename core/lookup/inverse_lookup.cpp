// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/inverse_lookup.hpp"

#include <algorithm>
#include <atomic>
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
constexpr double kTie = 1e-12;           // distances that count as equal
constexpr double kArithmetic = 1e-12;    // of a distance
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

/// Collects the segments of all points within a radius.
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

struct Segment {
  RowVector3d start, direction;
  double length2, t_start, t_end;
};

/// A segment that may matter for some color of a region.
struct Candidate {
  Index segment;
  double least;          // no color of the region is nearer to it
  double t_low, t_high;  // of its ends
};
using Candidates = std::vector<Candidate>;  // rising in `least`

/// The candidates of the cells of a grid over the cube, each found when it is first asked for. Any
/// thread may ask; all find the same.
class CandidateGrid {
 public:
  static constexpr int kCells = 64;                              // along an edge
  static constexpr double kReach = 0.8660254037844387 / kCells;  // half a cell's diagonal

  CandidateGrid() : cells_(std::size_t{kCells} * kCells * kCells) {}
  ~CandidateGrid() {
    for (auto& cell : cells_) delete cell.load();
  }
  CandidateGrid(const CandidateGrid&) = delete;
  CandidateGrid& operator=(const CandidateGrid&) = delete;

  static bool covers(const RowVector3d& color) {
    return color.minCoeff() >= 0 && color.maxCoeff() <= 1;
  }
  /// find(center) makes the candidates of a cell.
  template <class Find>
  const Candidates& of(const RowVector3d& color, Find find) {
    std::size_t number = 0;
    RowVector3d center;
    for (int c = 0; c < 3; ++c) {
      const int i = std::min(static_cast<int>(color[c] * kCells), kCells - 1);
      number = number * kCells + static_cast<std::size_t>(i);
      center[c] = (i + 0.5) / kCells;
    }
    std::atomic<const Candidates*>& cell = cells_[number];
    if (const Candidates* known = cell.load(std::memory_order_acquire)) return *known;
    auto made = std::make_unique<const Candidates>(find(center));
    const Candidates* first = nullptr;
    if (!cell.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel)) return *first;
    return *made.release();
  }

 private:
  std::vector<std::atomic<const Candidates*>> cells_;
};

}  // namespace

struct InverseLookup::Tree {
  Locus locus;
  std::vector<Segment> parts;
  Cloud cloud;
  std::unique_ptr<KdTree> tree;
  CandidateGrid grid;

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
      parts.push_back({a, d, d.squaredNorm(), t_at(k), t_at(k + 1)});
      const auto pieces = std::max<Index>(1, static_cast<Index>(std::ceil(d.norm() / kSpacing)));
      for (Index i = 0; i <= pieces; ++i) {
        const RowVector3d p = a + d * (static_cast<double>(i) / static_cast<double>(pieces));
        cloud.points.push_back({{p[0], p[1], p[2]}, k});
      }
    }
    tree = std::make_unique<KdTree>(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(8));
    tree->buildIndex();
  }

  double noise() const { return std::max(locus.noise, kMinNoise); }

  /// What may be nearest, or a rival of the nearest, for colors up to `reach` away from `center`.
  Candidates candidates(const RowVector3d& center, double reach) const {
    const double query[3] = {center[0], center[1], center[2]};
    std::size_t nearest = 0;
    double nearest2 = 0;
    nanoflann::KNNResultSet<double> one(1);
    one.init(&nearest, &nearest2);
    tree->findNeighbors(one, query, {});
    // The nearest point of the curve lies within half a spacing of a tree point of its segment, a
    // rival within three sigma of it; both distances change by at most the reach.
    const double radius = std::sqrt(nearest2 + 9 * noise() * noise()) + 0.51 * kSpacing + 2 * reach;
    std::vector<Index> segments;
    Gather gather(radius * radius, cloud, segments);
    tree->findNeighbors(gather, query, {});
    std::sort(segments.begin(), segments.end());
    segments.erase(std::unique(segments.begin(), segments.end()), segments.end());
    Candidates found;
    for (const Index k : segments) {
      const double a = t_at(k), b = t_at(k + 1);
      found.push_back(
          {k, project(center, k).distance - reach - kArithmetic, std::min(a, b), std::max(a, b)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Candidate& a, const Candidate& b) { return a.least < b.least; });
    return found;
  }

  /// Calls work(candidates) for a colour's candidates.
  template <class Work>
  Lookup with_candidates(const RowVector3d& color, Work work) {
    if (!CandidateGrid::covers(color)) return work(candidates(color, 0));
    return work(grid.of(color, [&](const RowVector3d& center) {
      return candidates(center, CandidateGrid::kReach);
    }));
  }

  /// How far apart two t are; the shorter way round a closed curve.
  double apart(double a, double b) const {
    const double d = std::abs(a - b);
    return locus.closed ? std::min(d, 1 - d) : d;
  }

  Lookup nearest(const RowVector3d& color, const Candidates& candidates) const {
    Lookup best{0, 1e300, 0};
    Index segment = 0;
    for (const Candidate& c : candidates) {
      if (c.least > best.distance + kTie) break;
      const Lookup l = project(color, c.segment);
      // Of a tie the segment that comes first, and so the smaller t.
      const bool tie = std::abs(l.distance - best.distance) <= kTie;
      if (tie ? c.segment > segment : l.distance > best.distance) continue;
      best = l;
      segment = c.segment;
    }
    return best;
  }

  /// Distance of the next-best stretch, if it is within three sigma.
  double rival(const RowVector3d& color, const Lookup& best, const Candidates& candidates) const {
    double limit = std::sqrt(best.distance * best.distance + 9 * noise() * noise());
    double rival = 1e300;
    for (const Candidate& c : candidates) {
      if (c.least > limit) break;
      // Nearly all candidates lie on the stretch itself.
      if (std::abs(c.t_low - best.t) <= kOtherStretch &&
          std::abs(c.t_high - best.t) <= kOtherStretch)
        continue;
      const Lookup l = project(color, c.segment);
      if (apart(l.t, best.t) <= kOtherStretch || l.distance > limit) continue;
      rival = limit = l.distance;
    }
    return rival;
  }

  Lookup project(const RowVector3d& color, Index k) const {
    const Segment& s = parts[static_cast<std::size_t>(k)];
    const double f =
        s.length2 > 0 ? std::clamp((color - s.start).dot(s.direction) / s.length2, 0.0, 1.0) : 0.0;
    // The ends exactly: an entry of a palette gets its very t.
    const double t = f == 0 ? s.t_start : f == 1 ? s.t_end : s.t_start + f * (s.t_end - s.t_start);
    return {t, (color - s.start - f * s.direction).norm(), 0.0};
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
  return tree_->with_candidates(color, [&](const Candidates& candidates) {
    const Tree& tree = *tree_;
    Lookup best = tree.nearest(color, candidates);
    const double rival = tree.rival(color, best, candidates), noise = tree.noise();
    if (rival < 1e300)
      best.ambiguity =
          std::exp(-(rival * rival - best.distance * best.distance) / (2 * noise * noise));
    return best;
  });
}

Lookup InverseLookup::find_nearest(const RowVector3d& color) const {
  return tree_->with_candidates(
      color, [&](const Candidates& candidates) { return tree_->nearest(color, candidates); });
}

}  // namespace unweave
