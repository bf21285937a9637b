// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/image/color.hpp"
#include "core/labels/value_range.hpp"

namespace unweave {

enum class ColormapKind : std::uint8_t {
  Continuous,  ///< neighboring entries are near in color; colors between them mean t between
  Discrete,    ///< separate colors: nothing lies between two entries
  Cyclic,      ///< continuous, and the last entry leads on to the first
};

/// Another name of the same table, met in another program or turned around.
struct ColormapAlias {
  std::string name;
  std::string family;
  bool reversed = false;  ///< under this name the table runs the other way
};

/// A known map t in [0, 1] -> sRGB-encoded color. Entry i of n paints the cell
/// t in [i / n, (i + 1) / n), as plotting programs do; its middle is (i + 0.5) / n.
struct Colormap {
  std::string name;     ///< as its program spells it, e.g. "viridis"
  std::string family;   ///< the collection or program, e.g. "matplotlib", "cmocean", "gmt"
  std::string license;  ///< SPDX expression
  std::string source;   ///< package and version that it was extracted from, or a user's file
  ColormapKind kind = ColormapKind::Continuous;
  std::vector<Rgb8> table;  ///< n x 3, n >= 2
  std::vector<ColormapAlias> aliases{};
  /// What its ends stand for, by its file (source Given); nullopt: it says nothing.
  std::optional<ValueRange> values{};
  bool values_of_colors = false;  ///< `values` were written down color by color

  /// "family/name", unique in a catalog.
  std::string qualified_name() const { return family + "/" + name; }
  /// Color at t (clamped to [0, 1]; NaN counts as 0), each channel in [0, 1]: between the middles
  /// of the two cells next to t linearly (at the ends: the end's color; a cyclic map: around),
  /// a discrete map: the cell's own color.
  std::array<double, 3> color(double t) const;
  /// `count` colors at (i + 0.5) / count; the table itself where count equals its size.
  std::vector<Rgb8> sampled(int count, bool reversed = false) const;
};

/// A map found by name, and which way the name runs it.
struct NamedColormap {
  const Colormap* map = nullptr;
  bool reversed = false;
};

/// The known maps. Copying copies the tables (about 1 MB).
class Catalog {
 public:
  /// The maps that come with the program, extracted by tools/catalog/extract. Decoded on first use
  /// (a few milliseconds, once, thread-safe); lives as long as the program.
  static const Catalog& builtin();

  /// Looks a map up. Case does not matter, nor do spaces, '-' and '_' inside a name. Plain names
  /// ("thermal"), aliases ("Greys_r") and qualified ones ("cmocean/thermal", "gmt:polar") are
  /// known; a plain name that several families have means the one that comes first in all(). A
  /// leading '-' or trailing "_r" turns the map, unless a map of just that name exists; both
  /// together cancel. Empty when unknown. The pointer is valid until the next add().
  std::optional<NamedColormap> find(std::string_view name) const;

  /// The name nearest to one that find() does not know, as its program spells it: for "did you
  /// mean". Empty if none is alike. Cost: a comparison a name, a few milliseconds.
  std::string alike(std::string_view name) const;

  /// All maps: by family in order of precedence, inside a family in its own order.
  const std::vector<Colormap>& all() const { return maps_; }

  /// Adds maps in front, whose plain names win over those that are there, and others behind them.
  void add(std::vector<Colormap> first, std::vector<Colormap> last = {});

 private:
  void index();

  std::vector<Colormap> maps_;
  struct Target {
    std::uint32_t map;
    bool reversed;
  };
  std::unordered_map<std::string, Target> names_;
};

}  // namespace unweave
