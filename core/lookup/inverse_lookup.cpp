// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/inverse_lookup.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/image/color_histogram.hpp"
#include "core/lookup/segments.hpp"

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

constexpr double kOtherStretch = 0.05;   // in t: a nearer point is the same stretch
constexpr double kTie = 1e-12;           // distances that count as equal
constexpr double kSquaredTie = 1e-18;    // their squares, when added in another way
constexpr double kArithmetic = 1e-12;    // of a distance
constexpr double kMinNoise = 1.0 / 255;  // for the ambiguity: rounding is always there

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
constexpr int kParts = 4;   // along an edge of a cell: a part is nearly a level of 8 bits
static_assert(kCells * kParts == 256);
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

/// Consecutive segments of which one is nearest for all colors of a part of a cell, in a word, so
/// that a pixel reads them with one access to memory.
struct Run {
  static constexpr std::uint32_t kUnknown = 0, kNone = 0xFFFFFFFFU;  // not asked for; no such run
  static constexpr int kCountBits = 8;
  // Longer ones would save nothing.
  static constexpr Index kMostCount = 16;
  static constexpr Index kMostSegments = Index{1} << 20;

  static std::uint32_t word(Index first, Index count) {
    return static_cast<std::uint32_t>(first << kCountBits | count);
  }
  static Index first(std::uint32_t word) { return word >> kCountBits; }
  static Index count(std::uint32_t word) { return word & ((1U << kCountBits) - 1); }
};

}  // namespace

struct InverseLookup::Curve {
  Locus locus;
  std::vector<CurveSegment> parts;
  SideBySide lanes;
  std::vector<ColorBox> boxes;  // of the first kLanes segments, the next ones …
  std::vector<Lazy<const Candidates>> cells{std::size_t{kCells} * kCells * kCells};
  // Of each part, by the place of the color of 8 bits that is most like it.
  Lazy<ColorTablePages> runs;

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
    lanes = SideBySide(parts);
    for (std::size_t first = 0; first < parts.size(); first += kLanes)
      boxes.push_back(box_around(parts, first, first + kLanes));
  }

  /// Of the kLanes segments in a box.
  Eigen::Array<double, kLanes, 1> squared_distances(const RowVector3d& color,
                                                    std::size_t box) const {
    return lanes.squared_distances<kLanes>(color, static_cast<Index>(box) * kLanes);
  }

  double noise() const { return std::max(locus.noise, kMinNoise); }

  /// Squared distance of the nearest point of the curve.
  double least_squared(const RowVector3d& color) const {
    double nearest_box = 1e300, least = 1e300;
    std::size_t first = 0;
    for (std::size_t k = 0; k < boxes.size(); ++k)
      if (const double box = boxes[k].squared_distance(color); box < nearest_box) {
        nearest_box = box;
        first = k;
      }
    least = squared_distances(color, first).minCoeff();
    for (std::size_t k = 0; k < boxes.size(); ++k)
      if (boxes[k].squared_distance(color) < least)
        least = std::min(least, squared_distances(color, k).minCoeff());
    return least;
  }

  /// What may be nearest, or a rival of the nearest, for colors up to `reach` away from `center`.
  Candidates candidates(const RowVector3d& center, double reach) const {
    // A rival lies within three sigma of the nearest point of the curve; both distances change by
    // at most the reach.
    const double limit =
        std::sqrt(least_squared(center) + 9 * noise() * noise()) + 2 * reach + kArithmetic;
    Candidates found;
    for (std::size_t box = 0; box < boxes.size(); ++box) {
      if (boxes[box].squared_distance(center) > limit * limit) continue;
      const auto squared = squared_distances(center, box);
      const std::size_t first = box * kLanes,
                        n = std::min<std::size_t>(kLanes, parts.size() - first);
      for (std::size_t j = 0; j < n; ++j) {
        const double distance2 = squared[static_cast<Index>(j)];
        if (distance2 > limit * limit) continue;
        const CurveSegment& s = parts[first + j];
        found.push_back({static_cast<Index>(first + j), std::sqrt(distance2) - reach - kArithmetic,
                         std::min(s.t_start, s.t_end), std::max(s.t_start, s.t_end)});
      }
    }
    sort(found);
    return found;
  }

  /// The same for one color, but no rival that is farther than another one.
  Candidates candidates_of(const RowVector3d& color) const {
    Eigen::ArrayXd squared(static_cast<Index>(boxes.size()) * kLanes);
    for (std::size_t box = 0; box < boxes.size(); ++box)
      squared.segment<kLanes>(static_cast<Index>(box) * kLanes) = squared_distances(color, box);
    const auto n = static_cast<Index>(parts.size());
    const auto low = lanes.t_low.head(n), high = lanes.t_high.head(n);
    Index nearest = 0;
    const double least = squared.head(n).minCoeff(&nearest);
    double limit = least + 9 * noise() * noise();
    if (!locus.closed) {
      const auto elsewhere =
          low > high[nearest] + kOtherStretch || high < low[nearest] - kOtherStretch;
      limit = std::min(limit, elsewhere.select(squared.head(n), limit).minCoeff());
    }
    Candidates found;
    for (Index k = 0; k < n; ++k)
      if (squared[k] <= limit + kAddedOtherwise)
        found.push_back({k, std::sqrt(squared[k]) - kArithmetic, low[k], high[k]});
    sort(found);
    return found;
  }

  static void sort(Candidates& candidates) {
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
      return a.least != b.least ? a.least < b.least : a.segment < b.segment;
    });
  }

  /// A run that holds those of a cell's candidates that may be nearest for colors of a part of it.
  std::uint32_t run_in_part(const RowVector3d& middle, const Candidates& candidates) const {
    // Far from the curve nothing is gained: whole cells have as many.
    if (candidates.empty() || candidates.front().least > kTube) return Run::kNone;
    std::vector<double> distances;
    for (const Candidate& c : candidates) distances.push_back(project(middle, c.segment).distance);
    const double limit = *std::min_element(distances.begin(), distances.end()) +
                         2 * (kPartReach + kArithmetic) + kTie;
    Index first = segments(), last = -1;
    for (std::size_t k = 0; k < candidates.size(); ++k) {
      if (distances[k] > limit) continue;
      first = std::min(first, candidates[k].segment);
      last = std::max(last, candidates[k].segment);
    }
    // A curve that comes near itself has two runs there.
    if (last - first >= Run::kMostCount || last >= Run::kMostSegments) return Run::kNone;
    return Run::word(first, last - first + 1);
  }

  const Candidates& cell_of(const RowVector3d& color) {
    const Place place(color, kCells);
    const auto [x, y, z] = place.at;
    return cells[static_cast<std::size_t>((x * kCells + y) * kCells + z)].get([&] {
      const RowVector3d middle = place.middle(kCells);
      const bool far = std::sqrt(least_squared(middle)) - kReach > kFar;
      return std::make_unique<const Candidates>(far ? Candidates() : candidates(middle, kReach));
    });
  }

  /// Of the part of a cell that a color is in.
  std::uint32_t run_of(const RowVector3d& color) {
    const ColorTablePages& words = runs.get([] {
      auto pages = std::make_unique<ColorTablePages>(zero_pages());
      if (!*pages) throw std::bad_alloc();
      return pages;
    });
    const Place place(color, kCells * kParts);
    const ColorCode code = pack(place.at[0], place.at[1], place.at[2]);
    // Any thread may write it; all write the same, and nothing but the word itself is read by it.
    const std::atomic_ref<std::uint32_t> word(words[place_of(code)]);
    std::uint32_t run = word.load(std::memory_order_relaxed);
    if (run == Run::kUnknown) {
      run = run_in_part(place.middle(kCells * kParts), cell_of(color));
      word.store(run, std::memory_order_relaxed);
    }
    return run;
  }

  /// The nearest point of a run's segments; of a tie the first's, as by nearest().
  Lookup nearest_of_run(const RowVector3d& color, std::uint32_t run) const {
    constexpr int kAtOnce = 2;
    const Index first = Run::first(run), end = first + Run::count(run);
    double least = 1e300;
    Index segment = first;
    for (Index k = first; k < end; k += kAtOnce) {
      const auto squared = lanes.squared_distances<kAtOnce>(color, k);
      for (Index j = 0; j < kAtOnce; ++j) {
        const bool nearer = squared[j] < least - kSquaredTie;
        least = nearer ? squared[j] : least;
        segment = nearer ? k + j : segment;
      }
    }
    // Behind the last segment it is found again.
    return project(color, std::min(segment, segments() - 1));
  }

  /// Calls work(candidates) for a colour's candidates.
  template <class Work>
  Lookup with_candidates(const RowVector3d& color, Work work) {
    if (in_cube(color))
      if (const Candidates& known = cell_of(color); !known.empty()) return work(known);
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
    const CurveSegment& s = parts[static_cast<std::size_t>(k)];
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
    if (const std::uint32_t run = curve_->run_of(color); run != Run::kNone)
      return curve_->nearest_of_run(color, run);
  return find_nearest(color);
}

Lookup InverseLookup::find_nearest(const RowVector3d& color) const {
  return curve_->with_candidates(
      color, [&](const Candidates& candidates) { return curve_->nearest(color, candidates); });
}

}  // namespace unweave
