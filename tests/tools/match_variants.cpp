// SPDX-License-Identifier: GPL-3.0-or-later
// How often the known maps are told by their colors: every map of the catalog, painted in the
// ways in which programs and compression change it, and warped to another speed. For developers.
//   match-variants [STEP [OFFSET [GRADIENTS]]]    every STEP-th map; with a folder's gradients
//   known
// A line a variant: right name, tie that includes it, wrong name, no name; the wrong ones by name.
// For warped maps "right" is: no name, or a tie (the curve is known, its speed is not).
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "core/catalog/match.hpp"
#include "core/catalog/user_maps.hpp"
#include "tests/property/catalog/painted.hpp"

namespace {

using painted::Color;
using painted::Curve;
using painted::Random;
using unweave::Catalog;
using unweave::Colormap;
using unweave::ColormapKind;
using unweave::Match;
using unweave::MatchInput;

struct Variant {
  std::string name;
  MatchInput (*paint)(const Colormap& map, Random& random);
  bool warped = false;
  bool discrete = false;  ///< also of discrete maps
};

int entries(const Colormap& map) { return static_cast<int>(map.table.size()); }

/// n flat colors: at the middles of n cells, or from the first to the last of the map.
Curve levels(const Colormap& map, int n, bool to_the_ends) {
  return [&map, n, to_the_ends](double t) {
    const int i = std::min(n - 1, static_cast<int>(t * n));
    return map.color(to_the_ends ? static_cast<double>(i) / (n - 1) : (i + 0.5) / n);
  };
}

Curve warped(const Colormap& map, double power) {
  return [&map, power](double t) { return map.color(std::pow(t, power)); };
}

/// Few colors of the map, straight lines between them.
Curve resampled(const Colormap& map, int nodes) {
  return [&map, nodes](double t) {
    const double at = t * (nodes - 1);
    const int i = std::min(nodes - 2, static_cast<int>(at));
    const Color a = map.color(static_cast<double>(i) / (nodes - 1));
    const Color b = map.color(static_cast<double>(i + 1) / (nodes - 1));
    Color c{};
    for (int k = 0; k < 3; ++k) c[k] = a[k] + (at - i) * (b[k] - a[k]);
    return c;
  };
}

Curve one_level_off(const Colormap& map) {
  return [&map](double t) {
    Color c = map.color(t);
    for (double& v : c) v = std::floor(v * 255 - 0.49) / 255;
    return c;
  };
}

template <int N, bool ToTheEnds>
MatchInput in_levels(const Colormap& m, Random& r) {
  return painted::clean(levels(m, N, ToTheEnds), r, 0, 1, N);
}
template <int N>
MatchInput from_nodes(const Colormap& m, Random& r) {
  return painted::clean(resampled(m, N), r);
}

const Variant kVariants[] = {
    {"clean",
     [](const Colormap& m, Random& r) {
       return painted::clean(painted::of(m), r, 0, 1, entries(m));
     },
     false, true},
    {"clean, 256 colors",
     [](const Colormap& m, Random& r) { return painted::clean(painted::of(m), r); }},
    {"lower 60 %", [](const Colormap& m,
                      Random& r) { return painted::clean(painted::of(m), r, 0, 0.6, entries(m)); }},
    {"middle 70 %",
     [](const Colormap& m, Random& r) {
       return painted::clean(painted::of(m), r, 0.15, 0.85, entries(m));
     }},
    {"upper 60 %", [](const Colormap& m,
                      Random& r) { return painted::clean(painted::of(m), r, 0.4, 1, entries(m)); }},
    {"a level lower",
     [](const Colormap& m, Random& r) {
       return painted::clean(one_level_off(m), r, 0, 1, entries(m));
     }},
    {"8 levels", in_levels<8, false>},
    {"12 levels", in_levels<12, false>},
    {"16 levels", in_levels<16, false>},
    {"20 levels", in_levels<20, false>},
    {"8 levels to the ends", in_levels<8, true>},
    {"12 levels to the ends", in_levels<12, true>},
    {"20 levels to the ends", in_levels<20, true>},
    {"from 9 colors", from_nodes<9>},
    {"from 17 colors", from_nodes<17>},
    {"noise 0.006",
     [](const Colormap& m, Random& r) { return painted::noisy(painted::of(m), r, 0.006); }, false,
     true},
    {"noise 0.012",
     [](const Colormap& m, Random& r) { return painted::noisy(painted::of(m), r, 0.012); }, false,
     true},
    {"noise 0.02",
     [](const Colormap& m, Random& r) { return painted::noisy(painted::of(m), r, 0.02); }},
    {"noise, middle 70 %",
     [](const Colormap& m, Random& r) {
       return painted::noisy(painted::of(m), r, 0.008, 0, 0.15, 0.85);
     }},
    {"interpolated",
     [](const Colormap& m, Random& r) { return painted::noisy(painted::of(m), r, 0, 0.08); }},
    {"slower at first",
     [](const Colormap& m, Random& r) { return painted::clean(warped(m, 1.6), r); }, true},
    {"faster at first",
     [](const Colormap& m, Random& r) { return painted::clean(warped(m, 0.6), r); }, true}};

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

enum Outcome { Right, Tie, Wrong, None };

Outcome judge(const std::optional<Match>& match, const Colormap& map, bool warped) {
  if (!match) return warped ? Right : None;
  const bool named = match->map == &map || holds(match->same, map.qualified_name());
  if (warped) return !match->ties.empty() ? Tie : Wrong;
  if (named) return Right;
  return holds(match->ties, map.qualified_name()) ? Tie : Wrong;
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t step = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1;
  const std::size_t offset = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0;
  Catalog catalog = Catalog::builtin();
  const std::size_t maps = catalog.all().size();
  if (argc > 3) catalog.add({}, unweave::read_gradients(argv[3]));
  for (const Variant& variant : kVariants) {
    int count[4] = {0, 0, 0, 0};
    for (std::size_t i = offset; i < maps; i += std::max<std::size_t>(1, step)) {
      const Colormap& map = catalog.all()[i];
      if (map.kind == ColormapKind::Discrete && !variant.discrete) continue;
      Random random(static_cast<std::uint32_t>(i + 1));
      const auto match = match_colormap(variant.paint(map, random), catalog);
      const Outcome outcome = judge(match, map, variant.warped);
      ++count[outcome];
      if (outcome == Wrong)
        std::cout << "  " << variant.name << ": " << map.qualified_name() << " is taken for "
                  << match->map->qualified_name() << " t " << match->t0 << " to " << match->t1
                  << (match->exact ? " exact" : "") << " levels " << match->levels << " residual "
                  << match->residual << "\n";
    }
    std::cout << variant.name << ": right " << count[Right] << ", tie " << count[Tie] << ", wrong "
              << count[Wrong] << ", none " << count[None] << std::endl;
  }
  return 0;
}
