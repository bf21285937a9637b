// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/match_colorbar.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/catalog/map_curve.hpp"
#include "core/catalog/match.hpp"

namespace unweave {

namespace {

constexpr std::size_t kFewestSamples = 16, kFewestLevels = 5;
constexpr double kNoisiest = 0.035;          ///< beyond that too many maps look alike
constexpr double kTwoRoundings = 2.0 / 255;  ///< of two tables, and of the median across a bar
constexpr double kStray = 0.1;  ///< share of the places that lines, ticks or the ends may spoil

/// Colors and where on the bar they are.
struct Place {
  Point color;
  double s;
};
using Places = std::vector<Place>;

/// Where a map would be on the bar: t of the map = at0 + s (at1 - at0); `slack` in t either way.
struct Laid {
  double at0 = 0, at1 = 1;
  double slack = 0;
  double t(double s) const { return at0 + s * (at1 - at0); }
};

struct Agreement {
  double rms = 1;    ///< of the places that are not the worst kStray
  double far = 1;    ///< largest distance among these
  double exact = 0;  ///< share of the places whose color is an entry of the map, but for a level
};

Point point_of(const std::array<double, 3>& c) {
  return {static_cast<float>(c[0]), static_cast<float>(c[1]), static_cast<float>(c[2])};
}

/// `count` of the colors, evenly spread.
Places some_places(const std::vector<std::array<double, 3>>& colors, std::size_t count) {
  const std::size_t n = colors.size();
  Places places;
  for (std::size_t k = 0; k < std::min(count, n); ++k) {
    const std::size_t i = count < n ? (2 * k + 1) * n / (2 * count) : k;
    places.push_back({point_of(colors[i]), (i + 0.5) / n});
  }
  return places;
}

/// A pixel and a half of the bar, and half an entry.
double slack_of(std::size_t samples, const Colormap& map) {
  return 1.5 / static_cast<double>(samples) + 0.5 / static_cast<double>(map.table.size());
}

/// False if more of the places than may be spoilt lie far from the map's colors there.
bool may_agree(const Places& few, const Colormap& map, const Laid& laid) {
  constexpr float kFar = 0.13f;
  const int n = static_cast<int>(map.table.size());
  std::size_t off = 0;
  for (const Place& p : few) {
    const double t = laid.t(p.s);
    const int first = std::clamp(static_cast<int>((t - laid.slack) * n), 0, n - 1);
    const int last = std::clamp(static_cast<int>((t + laid.slack) * n), first, n - 1);
    float nearest = 9;
    for (int i = first; i <= last; i += std::max(1, (last - first) / 4))
      nearest = std::min(nearest, squared_distance(p.color, unit_color<float>(map.table[i])));
    if (nearest > kFar * kFar && ++off > few.size() / 4) return false;
  }
  return true;
}

/// Equal but for a level in each channel: programs round or cut off, some of them now so, now so.
bool is_level_of(const Point& a, const Point& b) {
  constexpr float kLevel = 1.1f / 255;
  return std::abs(a[0] - b[0]) < kLevel && std::abs(a[1] - b[1]) < kLevel &&
         std::abs(a[2] - b[2]) < kLevel;
}

Agreement agreement(const Places& places, const MapCurve& curve, const Laid& laid) {
  const int n = curve.size();
  std::vector<double> distance;
  std::size_t exact = 0;
  for (const Place& p : places) {
    const double t = laid.t(p.s);
    const int first =
        std::clamp(static_cast<int>(std::floor((t - laid.slack) * n - 0.5)), 0, n - 1);
    const int last =
        std::clamp(static_cast<int>(std::ceil((t + laid.slack) * n - 0.5)), first, n - 1);
    distance.push_back(curve.project(p.color, first, last).distance);
    exact += std::any_of(curve.nodes().begin() + first, curve.nodes().begin() + last + 1,
                         [&](const Point& node) { return is_level_of(p.color, node); });
  }
  std::sort(distance.begin(), distance.end());
  const std::size_t kept = places.size() - static_cast<std::size_t>(kStray * places.size());
  double sum = 0;
  for (std::size_t i = 0; i < kept; ++i) sum += distance[i] * distance[i];
  return {std::sqrt(sum / kept), distance[kept - 1], static_cast<double>(exact) / places.size()};
}

struct Claim {
  std::size_t index = 0;
  Laid laid;
  Agreement agreement;
};

bool accepted(const Agreement& a, double noise) {
  return a.rms <= kTwoRoundings + 1.5 * noise && a.far <= 2 * kTwoRoundings + 4 * noise;
}

/// True if the two maps show the same colors along the bar, but for rounding and for the slack
/// that the bar itself is given.
bool same_colors(const Claim& a, const Claim& b, const Catalog& catalog) {
  constexpr int kPlaces = 64;
  constexpr double kSame = 2.5 / 255;
  Places places;
  for (int i = 0; i < kPlaces; ++i) {
    const double s = (i + 0.5) / kPlaces;
    places.push_back({point_of(catalog.all()[a.index].color(a.laid.t(s))), s});
  }
  return agreement(places, MapCurve(catalog.all()[b.index]), b.laid).far <= kSame;
}

/// Of the claims the one that agrees best. It goes by the name of the first in the catalog that
/// shows the same colors the same way round; what shows others is a tie.
std::optional<ColorbarMatch> best_of(const std::vector<Claim>& claims, const Catalog& catalog) {
  if (claims.empty()) return std::nullopt;
  const Claim& best = *std::min_element(
      claims.begin(), claims.end(),
      [](const Claim& a, const Claim& b) { return a.agreement.rms < b.agreement.rms; });
  const auto reversed = [](const Claim& c) { return c.laid.at1 < c.laid.at0; };
  ColorbarMatch match;
  match.table = &catalog.all()[best.index];
  match.reversed = reversed(best);
  match.t0 = std::max(0.0, std::min(best.laid.at0, best.laid.at1));
  match.t1 = std::min(1.0, std::max(best.laid.at0, best.laid.at1));
  match.residual = best.agreement.rms;
  constexpr double kExact = 0.8, kBitForBit = 0.25 / 255;  // which leaves no doubt
  for (const Claim& c : claims) {
    if (c.agreement.rms > 1.12 * best.agreement.rms + 0.8 / 255 && c.agreement.exact < kExact)
      continue;
    const bool worse = best.agreement.rms < kBitForBit && c.agreement.rms > 2 * kBitForBit;
    if (same_colors(best, c, catalog)) {
      if (reversed(c) != match.reversed)
        match.opposed.push_back(catalog.all()[c.index].qualified_name());
      else if (!match.map)
        match.map = &catalog.all()[c.index];
    } else if (!worse) {
      match.ties.push_back(catalog.all()[c.index].qualified_name());
    }
  }
  return match;
}

/// The maps that agree with the whole bar from end to end, either way round.
std::vector<Claim> whole_maps(const std::vector<std::array<double, 3>>& colors, double noise,
                              const Catalog& catalog) {
  const Places few = some_places(colors, 8), many = some_places(colors, 64);
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < catalog.all().size(); ++i) {
    const Colormap& map = catalog.all()[i];
    for (const bool reversed : {false, true}) {
      Claim claim{
          i, {reversed ? 1.0 : 0.0, reversed ? 0.0 : 1.0, slack_of(colors.size(), map)}, {}};
      if (!may_agree(few, map, claim.laid)) continue;
      claim.agreement = agreement(many, MapCurve(map), claim.laid);
      if (accepted(claim.agreement, noise)) claims.push_back(claim);
    }
  }
  return claims;
}

/// The straight line of the map's t over the bar's s; nothing if it is not straight.
std::optional<Laid> straight(const std::vector<std::pair<double, double>>& s_t, double slack) {
  double s0 = 0, t0 = 0, ss = 0, st = 0, n = 0;
  for (const auto& [s, t] : s_t) {
    s0 += s;
    t0 += t;
    ++n;
  }
  if (n < kFewestSamples) return std::nullopt;
  s0 /= n;
  t0 /= n;
  for (const auto& [s, t] : s_t) {
    ss += (s - s0) * (s - s0);
    st += (s - s0) * (t - t0);
  }
  const double slope = st / ss;
  for (const auto& [s, t] : s_t)
    if (std::abs(t0 + slope * (s - s0) - t) > slack) return std::nullopt;
  return Laid{t0 - slope * s0, t0 + slope * (1 - s0), slack};
}

/// A part of a map: which one the colors tell; place by place it has to run at an even speed.
std::vector<Claim> part_of_map(const std::vector<std::array<double, 3>>& colors, double noise,
                               const Catalog& catalog) {
  MatchInput input;
  input.sigma = noise;
  for (std::size_t i = 0; i < colors.size(); ++i)
    input.samples.push_back({colors[i], 1, (i + 0.5) / colors.size()});
  const auto match = match_colormap(input, catalog);
  if (!match || match->map->kind == ColormapKind::Discrete) return {};
  const MapCurve curve(*match->map);
  const int n = curve.size();
  const int first = std::clamp(static_cast<int>(match->t0 * n), 0, n - 1);
  const int last = std::clamp(static_cast<int>(match->t1 * n), first, n - 1);
  const Places many = some_places(colors, 64);
  std::vector<std::pair<double, double>> s_t;
  constexpr double kEnds = 0.05;  // the ends project onto the stretch's ends
  for (const Place& p : many)
    if (p.s > kEnds && p.s < 1 - kEnds)
      s_t.emplace_back(p.s, curve.project(p.color, first, last).t);
  const double slack = slack_of(colors.size(), *match->map);
  const auto laid = straight(s_t, 3 * slack + noise);
  if (!laid || std::min(laid->at0, laid->at1) < -2 * slack ||
      std::max(laid->at0, laid->at1) > 1 + 2 * slack)
    return {};
  Claim claim{static_cast<std::size_t>(match->map - catalog.all().data()),
              {std::clamp(laid->at0, 0.0, 1.0), std::clamp(laid->at1, 0.0, 1.0), slack},
              {}};
  claim.agreement = agreement(many, curve, claim.laid);
  if (!accepted(claim.agreement, noise)) return {};
  return {claim};
}

}  // namespace

std::optional<ColorbarMatch> match_colorbar(const std::vector<std::array<double, 3>>& colors,
                                            double noise, const Catalog& catalog) {
  if (colors.size() < kFewestSamples || !(noise <= kNoisiest)) return std::nullopt;
  if (auto match = best_of(whole_maps(colors, noise, catalog), catalog)) return match;
  return best_of(part_of_map(colors, noise, catalog), catalog);
}

std::optional<ColorbarMatch> match_colorbar_levels(
    const std::vector<std::array<double, 3>>& level_colors, double noise, const Catalog& catalog) {
  const std::size_t levels = level_colors.size();
  if (levels < kFewestLevels || !(noise <= kNoisiest)) return std::nullopt;
  const Places all = some_places(level_colors, levels);
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < catalog.all().size(); ++i) {
    const Colormap& map = catalog.all()[i];
    const std::size_t entries = map.table.size();
    if (map.kind == ColormapKind::Discrete ? entries != levels : entries < 2 * levels) continue;
    // Even samples: at the steps' middles, or from the map's very first to its very last color
    const double n = static_cast<double>(levels), beyond = 0.5 / (n - 1);
    for (const double outer : {0.0, map.kind == ColormapKind::Discrete ? 0.0 : beyond})
      for (const bool reversed : {false, true}) {
        const double low = -outer, high = 1 + outer;
        Claim claim{
            i,
            {reversed ? high : low, reversed ? low : high, 0.75 / static_cast<double>(entries)},
            {}};
        if (!may_agree(all, map, claim.laid)) continue;
        claim.agreement = agreement(all, MapCurve(map), claim.laid);
        if (accepted(claim.agreement, noise)) claims.push_back(claim);
      }
  }
  return best_of(claims, catalog);
}

}  // namespace unweave
