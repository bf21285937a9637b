// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/recover.hpp"
#include "tests/support/depth.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

struct NamedTable {
  std::string name;
  Table table;
};

/// All kinds of map, and random smooth curves: 8 in a whole run, else 2.
inline std::vector<NamedTable> many_maps() {
  std::vector<NamedTable> maps;
  for (const MapKind kind : kMapKinds) maps.push_back({name_of(kind), map_of(kind)});
  const std::uint64_t random_maps = whole_run() ? 8 : 2;
  for (std::uint64_t seed = 1; seed <= random_maps; ++seed)
    maps.push_back({"random map " + std::to_string(seed), random_map(seed)});
  return maps;
}

/// From the colors alone: no color bar, no known map.
inline RecoverOptions blind() {
  RecoverOptions options;
  options.figure.look_for_colorbar = false;
  options.curve.use_catalog = false;
  return options;
}

/// With the true map given: as good as it gets.
inline RecoverOptions knowing(const Table& table) {
  RecoverOptions options;
  options.curve.colormap = GivenColormap{"true map", {}};
  for (const Rgb8& c : table)
    options.curve.colormap->colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  return options;
}

}  // namespace unweave::testing
