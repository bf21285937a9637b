// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/inverse_lookup.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

constexpr double kOtherStretch = 0.05;   // in t: a nearer point is the same stretch
constexpr double kTie = 1e-12;           // distances that count as equal
constexpr double kArithmetic = 1e-12;    // of a distance
constexpr double kMinNoise = 1.0 / 255;  // for the ambiguity: rounding is always there

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

/// Something that is made when it is first asked for. Any thread may ask; all make the same.
template <class T>
class Lazy {
 public:
  Lazy() = default;
  ~Lazy() { delete made_.load(); }
  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;

  template <class Make>  // gives a std::unique_ptr<T>
  T& get(Make make) {
    if (T* known = made_.load(std::memory_order_acquire)) return *known;
    auto made = make();
    T* first = nullptr;
    if (!made_.compare_exchange_strong(first, made.get(), std::memory_order_acq_rel)) return *first;
    return *made.release();
  }

 private:
  std::atomic<T*> made_ = nullptr;
};

constexpr int kCells = 64;  // along an edge of the cube
constexpr int kParts = 4;   // along an edge of a cell: then a part is a level of 8 bits, or nearly
constexpr double kHalfDiagonal = 0.8660254037844387;  // of a cube of edge 1
constexpr double kReach = kHalfDiagonal / kCells, kPartReach = kReach / kParts;

// From the curve, cube edge = 1. Colors of a field lie nearer, but for a few; of those that fill
// the cube the parts of cells would take as much memory as colors are possible.
constexpr double kTube = 0.05;
// As far from the curve a color alone is compared with all of it more quickly than with what may be
// nearest, or a rival, for its cell. Few colors of a field lie there, and all those of noise.
constexpr double kFar = 0.1;
// Squared distances that two ways of adding may take for each other.
constexpr double kAddedOtherwise = 1e-12;

bool in_cube(const RowVector3d& color) { return color.minCoeff() >= 0 && color.maxCoeff() <= 1; }

/// Where a color lies in the grid of so many cells along an edge of the cube.
struct Place {
  std::array<int, 3> at;
  Place(const RowVector3d& color, int cells) {
    for (int c = 0; c < 3; ++c) at[c] = std::min(static_cast<int>(color[c] * cells), cells - 1);
  }
  RowVector3d middle(int cells) const {
    return {(at[0] + 0.5) / cells, (at[1] + 0.5) / cells, (at[2] + 0.5) / cells};
  }
};

/// The candidates of a cell (none: it is far from the curve) and, where they are asked for, of its
/// parts.
struct Cell {
  explicit Cell(Candidates of_all) : all(std::move(of_all)) {}
  using Parts = std::array<Lazy<const Candidates>, std::size_t{kParts} * kParts * kParts>;
  Candidates all;
  Lazy<Parts> parts;
};

constexpr int kLanes = 16;
/// Segments side by side, for distances of many at once.
struct Lanes {
  using Row = Eigen::Array<double, kLanes, 1>;
  std::array<Row, 3> start, direction;
  Row length2;                      // 1 where it is 0
  std::array<double, 3> low, high;  // the box around them

  Row squared_distances(const RowVector3d& color) const {
    const Row x = color[0] - start[0], y = color[1] - start[1], z = color[2] - start[2];
    const Row along = (x * direction[0] + y * direction[1] + z * direction[2]) / length2;
    const Row f = along.max(0.0).min(1.0);
    return (x - f * direction[0]).square() + (y - f * direction[1]).square() +
           (z - f * direction[2]).square();
  }
  double squared_distance_of_box(const RowVector3d& color) const {
    double sum = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const double v = color[static_cast<Index>(c)];
      const double out = std::max({low[c] - v, v - high[c], 0.0});
      sum += out * out;
    }
    return sum;
  }
};

}  // namespace

struct InverseLookup::Curve {
  Locus locus;
  std::vector<Segment> parts;
  std::vector<Lanes> lanes;
  std::vector<Lazy<Cell>> cells{std::size_t{kCells} * kCells * kCells};

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
    }
    for (std::size_t first = 0; first < parts.size(); first += kLanes)
      lanes.push_back(side_by_side(first));
  }

  /// The segments from `first` on; behind the last one, that one again.
  Lanes side_by_side(std::size_t first) const {
    Lanes made;
    made.low.fill(1e300);
    made.high.fill(-1e300);
    for (std::size_t j = 0; j < kLanes; ++j) {
      const Segment& s = parts[std::min(first + j, parts.size() - 1)];
      const auto lane = static_cast<Index>(j);
      for (std::size_t c = 0; c < 3; ++c) {
        const auto i = static_cast<Index>(c);
        made.start[c][lane] = s.start[i];
        made.direction[c][lane] = s.direction[i];
        for (const double end : {s.start[i], s.start[i] + s.direction[i]}) {
          made.low[c] = std::min(made.low[c], end);
          made.high[c] = std::max(made.high[c], end);
        }
      }
      made.length2[lane] = s.length2 > 0 ? s.length2 : 1;
    }
    return made;
  }

  double noise() const { return std::max(locus.noise, kMinNoise); }

  /// Squared distance of the nearest point of the curve.
  double least_squared(const RowVector3d& color) const {
    double nearest_box = 1e300, least = 1e300;
    std::size_t first = 0;
    for (std::size_t k = 0; k < lanes.size(); ++k)
      if (const double box = lanes[k].squared_distance_of_box(color); box < nearest_box) {
        nearest_box = box;
        first = k;
      }
    least = lanes[first].squared_distances(color).minCoeff();
    for (const Lanes& many : lanes)
      if (many.squared_distance_of_box(color) < least)
        least = std::min(least, many.squared_distances(color).minCoeff());
    return least;
  }

  /// What may be nearest, or a rival of the nearest, for colors up to `reach` away from `center`.
  Candidates candidates(const RowVector3d& center, double reach) const {
    // A rival lies within three sigma of the nearest point of the curve; both distances change by
    // at most the reach.
    const double limit =
        std::sqrt(least_squared(center) + 9 * noise() * noise()) + 2 * reach + kArithmetic;
    Candidates found;
    for (std::size_t chunk = 0; chunk < lanes.size(); ++chunk) {
      if (lanes[chunk].squared_distance_of_box(center) > limit * limit) continue;
      const Lanes::Row squared = lanes[chunk].squared_distances(center);
      const std::size_t first = chunk * kLanes,
                        n = std::min<std::size_t>(kLanes, parts.size() - first);
      for (std::size_t j = 0; j < n; ++j) {
        const double distance2 = squared[static_cast<Index>(j)];
        if (distance2 > limit * limit) continue;
        const Segment& s = parts[first + j];
        found.push_back({static_cast<Index>(first + j), std::sqrt(distance2) - reach - kArithmetic,
                         std::min(s.t_start, s.t_end), std::max(s.t_start, s.t_end)});
      }
    }
    sort(found);
    return found;
  }

  /// The same for one color, but no rival that is farther than another one.
  Candidates candidates_of(const RowVector3d& color) const {
    std::vector<double> squared(lanes.size() * kLanes);
    for (std::size_t chunk = 0; chunk < lanes.size(); ++chunk)
      Eigen::Map<Lanes::Row>(squared.data() + chunk * kLanes) =
          lanes[chunk].squared_distances(color);
    squared.resize(parts.size());
    const auto least = std::min_element(squared.begin(), squared.end());
    const auto ends = [this](std::size_t k) {
      return std::minmax(parts[k].t_start, parts[k].t_end);
    };
    const auto [low, high] = ends(static_cast<std::size_t>(least - squared.begin()));
    double limit = *least + 9 * noise() * noise();
    if (!locus.closed)
      for (std::size_t k = 0; k < parts.size(); ++k)
        if (squared[k] < limit &&
            (ends(k).first > high + kOtherStretch || ends(k).second < low - kOtherStretch))
          limit = squared[k];
    Candidates found;
    for (std::size_t k = 0; k < parts.size(); ++k)
      if (squared[k] <= limit + kAddedOtherwise)
        found.push_back({static_cast<Index>(k), std::sqrt(squared[k]) - kArithmetic, ends(k).first,
                         ends(k).second});
    sort(found);
    return found;
  }

  static void sort(Candidates& candidates) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return a.least != b.least ? a.least < b.least : a.segment < b.segment;
    });
  }

  /// Of a cell's candidates those that may be nearest for colors of a part of it.
  Candidates nearest_in_part(const RowVector3d& middle, const Candidates& candidates) const {
    Candidates found;
    double least = 1e300;
    for (Candidate c : candidates) {
      c.least = project(middle, c.segment).distance - kPartReach - kArithmetic;
      least = std::min(least, c.least);
      found.push_back(c);
    }
    std::erase_if(found, [&](const Candidate& c) {
      return c.least > least + 2 * (kPartReach + kArithmetic) + kTie;
    });
    sort(found);
    found.shrink_to_fit();
    return found;
  }

  Cell& cell_of(const RowVector3d& color) {
    const Place place(color, kCells);
    const auto [x, y, z] = place.at;
    return cells[static_cast<std::size_t>((x * kCells + y) * kCells + z)].get([&] {
      const RowVector3d middle = place.middle(kCells);
      const bool far = std::sqrt(least_squared(middle)) - kReach > kFar;
      return std::make_unique<Cell>(far ? Candidates() : candidates(middle, kReach));
    });
  }

  /// Of the part of a cell that a color is in; far from the curve, of the whole cell.
  const Candidates& part_of(const RowVector3d& color) {
    Cell& cell = cell_of(color);
    if (cell.all.empty() || cell.all.front().least > kTube) return cell.all;
    const Place place(color, kCells * kParts);
    const auto [x, y, z] = place.at;
    const int number = (x % kParts * kParts + y % kParts) * kParts + z % kParts;
    return cell.parts
        .get([] { return std::make_unique<Cell::Parts>(); })[static_cast<std::size_t>(number)]
        .get([&] {
          return std::make_unique<const Candidates>(
              nearest_in_part(place.middle(kCells * kParts), cell.all));
        });
  }

  /// Calls work(candidates) for a colour's candidates.
  template <class Work>
  Lookup with_candidates(const RowVector3d& color, Work work) {
    if (in_cube(color))
      if (const Candidates& known = cell_of(color).all; !known.empty()) return work(known);
    return work(candidates_of(color));
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

InverseLookup::InverseLookup(Locus locus) : curve_(std::make_unique<Curve>()) {
  if (locus.colors.rows() < 2) throw std::invalid_argument("InverseLookup: at least two nodes");
  curve_->locus = std::move(locus);
  curve_->build();
}

InverseLookup::~InverseLookup() = default;
InverseLookup::InverseLookup(InverseLookup&&) noexcept = default;
InverseLookup& InverseLookup::operator=(InverseLookup&&) noexcept = default;

const Locus& InverseLookup::locus() const { return curve_->locus; }

Lookup InverseLookup::find(const RowVector3d& color) const {
  return curve_->with_candidates(color, [&](const Candidates& candidates) {
    const Curve& curve = *curve_;
    Lookup best = curve.nearest(color, candidates);
    const double rival = curve.rival(color, best, candidates), noise = curve.noise();
    if (rival < 1e300)
      best.ambiguity =
          std::exp(-(rival * rival - best.distance * best.distance) / (2 * noise * noise));
    return best;
  });
}

Lookup InverseLookup::find_nearest_often(const RowVector3d& color) const {
  if (in_cube(color))
    if (const Candidates& known = curve_->part_of(color); !known.empty())
      return curve_->nearest(color, known);
  return curve_->nearest(color, curve_->candidates_of(color));
}

Lookup InverseLookup::find_nearest(const RowVector3d& color) const {
  return curve_->with_candidates(
      color, [&](const Candidates& candidates) { return curve_->nearest(color, candidates); });
}

}  // namespace unweave
