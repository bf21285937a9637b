// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/match.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <queue>

#include "core/catalog/map_curve.hpp"
#include "core/catalog/match_colors.hpp"
#include "core/catalog/match_evidence.hpp"

namespace unweave {

namespace {

using matching::Colors;
using matching::Evidence;
using matching::kFarthest;

constexpr std::size_t kProbes = 120;      ///< colors of the coarse rejection
constexpr std::size_t kFinalists = 40;    ///< maps that are examined in full
constexpr double kExact = 0.9;            ///< weight on a table's very entries; the rest may be ink
constexpr double kProbesExplained = 0.8;  ///< share of the probes that may not lie off the map

struct Candidate {
  int index = 0;  ///< into Catalog::all()
  double misfit = 0;
  std::vector<MapCurve> curve;  // one; MapCurve has no empty state
  Evidence evidence;
};

/// A few colors that stand for all: every k-th by weight, so that each probe has equal weight.
std::vector<Point> probes(const Colors& colors) {
  std::vector<Point> result;
  double sum = 0;
  for (std::size_t i = 0; i < colors.points.size(); ++i) {
    // Rare colors count as well: they are the ends of the map
    const double step = 0.5 * colors.weights[i] + 0.5 / colors.points.size();
    if (std::floor((sum + step) * kProbes) > std::floor(sum * kProbes))
      result.push_back(colors.points[i]);
    sum += step;
  }
  return result;
}

/// Balls that together hold all that lies within a map's reach: around every fourth entry of a long
/// table, each as large as the entries up to the next one ask for.
class Balls {
 public:
  Balls(const Colormap& map, float reach) {
    const int n = static_cast<int>(map.table.size()), stride = n > 64 ? 4 : 1;
    const int balls = (n + stride - 1) / stride;
    for (auto& c : centers_) c.resize(balls);
    squared_radii_.resize(balls);
    for (int i = 0; i < n; i += stride) {
      const Point center = unit_color<float>(map.table[i]);
      float radius = 0;
      for (int j = i; j <= std::min(i + stride, n - 1); ++j)
        radius = std::max(radius, squared_distance(unit_color<float>(map.table[j]), center));
      const float r = std::sqrt(radius) + reach;
      for (int k = 0; k < 3; ++k) centers_[k][i / stride] = center[k];
      squared_radii_[i / stride] = r * r;
    }
  }

  /// True if one of them holds the point. All are tried: side by side that is quicker than to stop.
  bool hold(const Point& p) const {
    return ((p[0] - centers_[0]).square() + (p[1] - centers_[1]).square() +
            (p[2] - centers_[2]).square() - squared_radii_)
               .minCoeff() <= 0;
  }

 private:
  std::array<Eigen::ArrayXf, 3> centers_;
  Eigen::ArrayXf squared_radii_;
};

/// False if more probes than may be lie farther than `reach` from the map: first from its bounding
/// box, then from every fourth entry and what lies around it.
bool may_explain(const std::vector<Point>& probes, const Colormap& map, float reach) {
  const int n = static_cast<int>(map.table.size());
  const auto node = [&](int i) { return unit_color<float>(map.table[i]); };
  Point low = node(0), high = node(0);
  for (int i = 1; i < n; ++i) {
    const Point p = node(i);
    for (int k = 0; k < 3; ++k) {
      low[k] = std::min(low[k], p[k]);
      high[k] = std::max(high[k], p[k]);
    }
  }
  const auto allowed = static_cast<std::size_t>((1 - kProbesExplained) * probes.size());
  std::size_t off = 0;
  for (const Point& p : probes) {
    for (int k = 0; k < 3; ++k)
      if (p[k] < low[k] - reach || p[k] > high[k] + reach) {
        ++off;
        break;
      }
    if (off > allowed) return false;
  }
  off = 0;
  const Balls balls(map, reach);
  for (const Point& p : probes)
    if (!balls.hold(p) && ++off > allowed) return false;
  return true;
}

/// Farthest that the channels of a gray may be apart, in 8-bit levels.
constexpr int kTint = 3;

bool is_gray_map(const Colormap& map) {
  return std::all_of(map.table.begin(), map.table.end(),
                     [](const Rgb8& c) { return is_gray(c, kTint); });
}

/// A gray picture is a gray map's, not a stretch of some map that has a gray part; and a gray map
/// paints nothing else. Noise tints the single color, but not the mean of those of one brightness.
bool are_gray(const Colors& colors) {
  constexpr int kSteps = 8;
  const double most_tint = std::max(kTint / 255.0, 4 * colors.sigma);
  const double mean_tint = 1.5 / 255 + 0.15 * colors.sigma;
  struct Step {
    double weight = 0, red = 0, blue = 0;
  };
  std::array<Step, kSteps> steps{};
  double gray = 0;
  for (std::size_t i = 0; i < colors.points.size(); ++i) {
    const auto& [r, g, b] = colors.points[i];
    if (tint(colors.points[i]) > most_tint) continue;
    const float w = colors.weights[i];
    gray += w;
    Step& step = steps[std::min(kSteps - 1, static_cast<int>(g * kSteps))];
    step.weight += w;
    step.red += w * (r - g);
    step.blue += w * (b - g);
  }
  return gray >= 0.97 && std::all_of(steps.begin(), steps.end(), [&](const Step& s) {
           return s.weight < 0.01 ||
                  std::max(std::abs(s.red), std::abs(s.blue)) <= mean_tint * s.weight;
         });
}

/// Root mean square of the probes' distances from a map, each cut at kFarthest. Stops where it is
/// above `most` already, which it then is, however little.
double misfit_up_to(double most, const std::vector<Point>& probes, const MapCurve& curve) {
  constexpr std::size_t kBetween = 8;  // probes, from one look at the sum to the next
  const auto n = static_cast<double>(probes.size());
  double sum = 0;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const float d = curve.distance_up_to(kFarthest, probes[i]);
    sum += d * d;
    if (i % kBetween == 0 && std::sqrt(sum / n) > most) break;
  }
  return std::sqrt(sum / n);
}

/// The least so many of the numbers that it is told.
class LeastOnes {
 public:
  explicit LeastOnes(std::size_t most) : most_(most) {}
  /// The largest of those that count; above all numbers until there are enough.
  double limit() const { return least_.size() < most_ ? 1e300 : least_.top(); }
  void add(double number) {
    least_.push(number);
    if (least_.size() > most_) least_.pop();
  }

 private:
  std::size_t most_;
  std::priority_queue<double> least_;
};

/// The maps worth a full examination, best first. A map that is worse than so many others is not
/// looked at to the end.
std::vector<Candidate> shortlist(const Colors& colors, const Catalog& catalog) {
  const auto few = probes(colors);
  const float reach = colors.exact
                          ? matching::kTableRounding
                          : std::clamp(static_cast<float>(5 * colors.sigma), 8.f / 255, kFarthest);
  std::vector<Candidate> candidates;
  LeastOnes least(kFinalists);
  const auto& maps = catalog.all();
  for (std::size_t i = 0; i < maps.size(); ++i) {
    if (colors.gray != is_gray_map(maps[i])) continue;
    if (!may_explain(few, maps[i], reach)) continue;
    Candidate c;
    c.index = static_cast<int>(i);
    c.curve.emplace_back(maps[i]);
    c.misfit = misfit_up_to(least.limit(), few, c.curve.front());
    if (c.misfit > least.limit()) continue;
    least.add(c.misfit);
    candidates.push_back(std::move(c));
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.misfit < b.misfit; });
  if (candidates.size() > kFinalists) candidates.resize(kFinalists);
  return candidates;
}

/// Misfits up to this are as good as `misfit`: other programs round otherwise, JPEG decoders too.
double still_as_good(double misfit) { return 1.12 * misfit + 0.8 / 255; }

/// A gray picture shows a table's very entries only if it leaves levels out: all levels occur in
/// any gray picture that was interpolated or compressed.
bool has_gaps(const Colors& colors) {
  // In the middle half of the levels: the outermost may be missing for want of pixels
  const std::size_t n = colors.codes.size(), first = n / 4, last = n - 1 - n / 4;
  if (n < 8) return false;
  const auto range = (colors.codes[last] & 255) - (colors.codes[first] & 255);
  return last - first < 0.985 * range;
}

/// What a claim's very entries say for it: 0 nothing; more the fewer entries are left out.
double signature(const Candidate& c, const Colors& colors) {
  const Evidence& e = c.evidence;
  if (!colors.exact) return 0;
  if (!e.levels && is_gray_map(c.curve.front().map()))
    return has_gaps(colors) ? 1 + e.recall * e.exact_share * e.exact_share : 1;
  if (e.exact_share < kExact) return 0;
  return e.levels ? 1 : 1 + e.recall;
}

/// Share of the colors, however many pixels each has, that lie on `a` but far from `b`. Rare
/// colors are data: the map that leaves out a stretch that occurs is the wrong one.
double left_out(const Evidence& a, const Evidence& b) {
  constexpr double kOn = 0.025, kFar = 0.075;
  int count = 0;
  for (std::size_t i = 0; i < a.projections.size(); ++i)
    count += a.projections[i].distance <= kOn && b.projections[i].distance > kFar;
  return static_cast<double>(count) / a.projections.size();
}

/// True if `other` is worse than `best` beyond what the evidence leaves open.
bool told_apart(const Candidate& best, const Candidate& other, const Colors& colors) {
  constexpr double kLeftOut = 0.01, kRegularity = 0.08, kPerColor = 3;
  // Where most pixels lie on a map, as they do between few interpolated ones. In noise hardly one
  // does, and a heavy color near a kink of the table would decide.
  constexpr double kSharp = 0.5, kSharpness = 0.15;
  const Evidence &a = best.evidence, &b = other.evidence;
  const double out = left_out(a, b);
  if (out > kLeftOut && out > 3 * left_out(b, a)) return true;
  if (a.cut_fits && !b.cut_fits) return true;
  // Levels that a map would leave out, and colors that it has not, are another map's. (Bit for bit
  // says little here: many a map has every level along an edge of the cube.)
  const double better = a.regular - b.regular + kPerColor * (a.explained - b.explained);
  if (a.levels && b.levels && std::abs(better) > kRegularity) return better > 0;
  if (!colors.exact)
    return b.misfit > still_as_good(a.misfit) ||
           (a.sharp >= kSharp && b.sharp < a.sharp - kSharpness);
  return signature(other, colors) < signature(best, colors) - 0.1 || (a.levels > 0 && !b.levels);
}

/// How much of a map is in use. Any gray ramp is a part of gray: there it says nothing.
double part_in_use(const Candidate& c) {
  constexpr double kWhole = 0.85;  // the extremes are rare
  const double part = c.evidence.t1 - c.evidence.t0;
  return is_gray_map(c.curve.front().map()) ? 1 : std::min(1.0, part / kWhole);
}

/// How good a claim is among those that are left: entries bit for bit before anything, then much of
/// the map in use. Claims as good as each other within these: the catalogue's order decides.
constexpr double kEqual = 0.42, kEqualPart = 0.15;
double merit(const Candidate& c, const Colors& colors) {
  const Evidence& e = c.evidence;
  double merit = 4 * signature(c, colors);
  if (e.levels) merit += e.regular;
  if (e.cut_fits) merit += 0.3;
  // Where a cyclic map was cut, the lowest and the highest values meet: the rarest
  if (c.curve.front().map().kind == ColormapKind::Cyclic) merit -= std::min(0.5, 20 * e.at_ends);
  return merit + 0.5 * part_in_use(c);
}

/// Calls use(t on `a`, t on `b`, weight) for the colors that both maps explain.
template <class Use>
void each_explained(const Evidence& a, const Evidence& b, const Colors& colors, Use use) {
  for (std::size_t i = 0; i < colors.points.size(); ++i)
    if (a.projections[i].distance <= a.tolerance && b.projections[i].distance <= b.tolerance)
      use(double{a.projections[i].t}, double{b.projections[i].t}, double{colors.weights[i]});
}

/// True if both maps give the explained colors (nearly) the same t; `turned`: in opposite
/// directions.
bool same_t(const Evidence& a, const Evidence& b, const Colors& colors, bool turned) {
  constexpr double kSame = 0.02;
  double off = 0, all = 0;
  each_explained(a, b, colors, [&](double ta, double tb, double weight) {
    all += weight;
    if (std::abs((turned ? 1 - tb : tb) - ta) > kSame) off += weight;
  });
  return all > 0 && off <= 0.1 * all;
}

/// True if t of one map falls where that of the other rises.
bool runs_against(const Evidence& a, const Evidence& b, const Colors& colors) {
  double all = 0, mean_a = 0, mean_b = 0, product = 0;
  each_explained(a, b, colors, [&](double ta, double tb, double weight) {
    all += weight;
    mean_a += weight * ta;
    mean_b += weight * tb;
    product += weight * ta * tb;
  });
  return all > 0 && product / all < mean_a / all * (mean_b / all);
}

double margin_over(const Evidence& best, const Candidate& other, const Colors& colors) {
  double on = 0;
  for (std::size_t i = 0; i < colors.points.size(); ++i)
    if (other.evidence.projections[i].distance <= best.tolerance) on += colors.weights[i];
  const double excess = std::max(0.0, other.evidence.misfit - best.misfit) / kFarthest;
  return std::clamp(std::max(0.0, best.explained - on) + excess, 0.0, 1.0);
}

/// The accepted claim that none is better than; of equal ones, the catalogue's first.
const Candidate* champion(const std::vector<Candidate>& candidates, const Colors& colors) {
  double least = 1e9;
  for (const Candidate& c : candidates)
    if (c.evidence.accepted()) least = std::min(least, c.evidence.misfit);
  const Candidate* top = nullptr;
  for (const Candidate& c : candidates) {
    if (!c.evidence.accepted()) continue;
    if (!colors.exact && c.evidence.misfit > still_as_good(least)) continue;
    if (!top || merit(c, colors) > merit(*top, colors)) top = &c;
  }
  if (!top) return nullptr;
  for (const Candidate& c : candidates)
    if (c.evidence.accepted() && told_apart(c, *top, colors) && !told_apart(*top, c, colors))
      top = &c;
  const Candidate* first = top;
  for (const Candidate& c : candidates)
    if (c.evidence.accepted() && c.index < first->index && !told_apart(*top, c, colors) &&
        merit(c, colors) > merit(*top, colors) - kEqual &&
        part_in_use(c) > part_in_use(*top) - kEqualPart)
      first = &c;
  return first;
}

/// In the catalogue's order, the user's own maps last.
std::vector<std::string> names_of(std::vector<std::size_t> indices, const Catalog& catalog) {
  std::sort(indices.begin(), indices.end());
  std::vector<std::string> names;
  for (const std::size_t i : indices) names.push_back(catalog.all()[i].qualified_name());
  return names;
}

std::optional<Match> search(Colors colors, const Catalog& catalog, const MatchOptions& options) {
  if (colors.points.size() < 4) return std::nullopt;
  colors.gray = are_gray(colors);
  auto candidates = shortlist(colors, catalog);
  for (Candidate& c : candidates) c.evidence = matching::examine(c.curve.front(), colors, options);
  const Candidate* const best = champion(candidates, colors);
  if (!best) return std::nullopt;
  const Evidence& e = best->evidence;
  Match match;
  match.map = &catalog.all()[best->index];
  match.t0 = e.t0;
  match.t1 = e.t1;
  match.explained = e.explained;
  match.residual = e.residual;
  match.offset = e.offset;
  match.exact = e.exact_share >= kExact;
  match.levels = e.levels;
  match.margin = 1;
  std::vector<std::size_t> same, ties;
  for (const Candidate& c : candidates) {
    if (&c == best || c.evidence.projections.empty()) continue;
    const bool accepted = c.evidence.accepted();
    const bool open = accepted && !told_apart(*best, c, colors);
    const bool alike = accepted && same_t(e, c.evidence, colors, false);
    if (!open && !alike && !(accepted && same_t(e, c.evidence, colors, true)))
      match.margin = std::min(match.margin, margin_over(e, c, colors));
    if (!open) continue;
    (alike ? same : ties).push_back(c.index);
    if (!alike && runs_against(e, c.evidence, colors)) match.opposed = true;
  }
  match.same = names_of(same, catalog);
  match.ties = names_of(ties, catalog);
  return match;
}

std::optional<Match> match_all(const MatchInput& input, const Catalog& catalog,
                               const MatchOptions& options) {
  // Steps are no samples of a smooth map, whatever lies between them at their edges.
  if (const auto steps = matching::flat_colors(input))
    return search(matching::from_palette(*steps), catalog, options);
  if (!input.palette.empty())
    if (auto match = search(matching::from_palette(input), catalog, options)) return match;
  return search(matching::from_samples(input), catalog, options);
}

}  // namespace

std::optional<Match> match_colormap(const MatchInput& input, const Catalog& catalog,
                                    const MatchOptions& options) {
  if (auto match = match_all(input, catalog, options)) return match;
  const auto rest = matching::without_background(input);
  return rest ? match_all(*rest, catalog, options) : std::nullopt;
}

}  // namespace unweave
