// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/catalog.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "core/catalog/embedded.hpp"
#include "core/catalog/packed_tables.hpp"

namespace unweave {

namespace {

std::string_view take(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view field = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return field;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// The form in which names are compared.
std::string folded(std::string_view name) {
  std::string key;
  key.reserve(name.size());
  for (const char c : name)
    if (c != ' ' && c != '-' && c != '_') key.push_back(c == ':' ? '/' : lower(c));
  return key;
}

/// Letters to be added, left out, replaced or exchanged with their neighbors (Damerau's distance,
/// optimal string alignment).
std::size_t typing_errors(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

ColormapKind kind_named(std::string_view word) {
  if (word == "continuous") return ColormapKind::Continuous;
  if (word == "cyclic") return ColormapKind::Cyclic;
  if (word == "discrete") return ColormapKind::Discrete;
  throw std::invalid_argument("unknown kind of colormap");
}

ColormapAlias alias_of(std::string_view text) {
  ColormapAlias alias;
  if (text.starts_with('-')) {
    alias.reversed = true;
    text.remove_prefix(1);
  }
  alias.family = take(text, '/');
  alias.name = text;
  return alias;
}

std::unordered_map<std::string, std::string> licenses() {
  std::unordered_map<std::string, std::string> result;
  std::string_view text = embedded::families_tsv;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    const std::string_view family = take(line, '\t');
    take(line, '\t');
    result.emplace(family, take(line, '\t'));
  }
  return result;
}

std::vector<Colormap> decode_builtin() {
  const auto license_of = licenses();
  PackedTables tables(embedded::colormaps_bin);
  std::vector<Colormap> maps;
  maps.reserve(2048);
  std::string_view text = embedded::colormaps_tsv;
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.starts_with('#')) continue;
    Colormap map;
    map.family = take(line, '\t');
    map.name = take(line, '\t');
    map.kind = kind_named(take(line, '\t'));
    const std::string_view digits = take(line, '\t');
    std::size_t entries = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), entries);
    map.source = take(line, '\t');
    map.license = license_of.at(map.family);
    while (!line.empty()) map.aliases.push_back(alias_of(take(line, '|')));
    map.table = tables.next(entries);
    maps.push_back(std::move(map));
  }
  return maps;
}

}  // namespace

std::array<double, 3> Colormap::color(double t) const {
  const int n = static_cast<int>(table.size());
  t = t > 0 ? std::min(t, 1.0) : 0.0;
  const auto at = [&](int i) -> const Rgb8& {
    return table[kind == ColormapKind::Cyclic ? (i + n) % n : std::clamp(i, 0, n - 1)];
  };
  if (kind == ColormapKind::Discrete) {
    const Rgb8& c = at(static_cast<int>(t * n));
    return unit_color(c);
  }
  const double x = t * n - 0.5;
  const int i = static_cast<int>(std::floor(x));
  const Rgb8 &a = at(i), &b = at(i + 1);
  std::array<double, 3> result;
  for (int k = 0; k < 3; ++k) result[k] = (a[k] + (x - i) * (b[k] - a[k])) / 255.0;
  return result;
}

std::vector<Rgb8> Colormap::sampled(int count, bool reversed) const {
  std::vector<Rgb8> result;
  if (count == static_cast<int>(table.size())) {
    result = table;
  } else {
    for (int i = 0; i < count; ++i) {
      const auto c = color((i + 0.5) / count);
      result.push_back({});
      for (int k = 0; k < 3; ++k) result.back()[k] = static_cast<std::uint8_t>(c[k] * 255 + 0.5);
    }
  }
  if (reversed) std::reverse(result.begin(), result.end());
  return result;
}

const Catalog& Catalog::builtin() {
  static const Catalog catalog = [] {
    Catalog c;
    c.maps_ = decode_builtin();
    c.index();
    return c;
  }();
  return catalog;
}

void Catalog::add(std::vector<Colormap> first, std::vector<Colormap> last) {
  if (first.empty() && last.empty()) return;
  maps_.insert(maps_.begin(), std::make_move_iterator(first.begin()),
               std::make_move_iterator(first.end()));
  maps_.insert(maps_.end(), std::make_move_iterator(last.begin()),
               std::make_move_iterator(last.end()));
  index();
}

void Catalog::index() {
  names_.clear();
  names_.reserve(maps_.size() * 4);
  // A plain name belongs to the family that comes first, whether it is a map's own name there or an
  // alias of an earlier family's map.
  std::unordered_map<std::string_view, int> rank;
  for (const Colormap& map : maps_) rank.emplace(map.family, static_cast<int>(rank.size()));
  struct Name {
    int rank;
    std::string key;
    Target target;
  };
  std::vector<Name> plain;
  plain.reserve(maps_.size() * 2);
  const auto enter = [&](const std::string& family, const std::string& name, Target target) {
    std::string key = folded(name);
    names_.emplace(folded(family) + '/' + key, target);
    const auto found = rank.find(family);
    plain.push_back({found == rank.end() ? static_cast<int>(rank.size()) : found->second,
                     std::move(key), target});
  };
  for (std::uint32_t i = 0; i < maps_.size(); ++i) {
    enter(maps_[i].family, maps_[i].name, {i, false});
    for (const ColormapAlias& alias : maps_[i].aliases)
      enter(alias.family, alias.name, {i, alias.reversed});
  }
  std::stable_sort(plain.begin(), plain.end(),
                   [](const Name& a, const Name& b) { return a.rank < b.rank; });
  for (Name& name : plain) names_.emplace(std::move(name.key), name.target);
}

std::optional<NamedColormap> Catalog::find(std::string_view name) const {
  bool reversed = name.starts_with('-');
  if (reversed) name.remove_prefix(1);
  if (name.starts_with('-')) return std::nullopt;
  auto found = names_.find(folded(name));
  if (found == names_.end() && name.size() > 2 && name[name.size() - 2] == '_' &&
      lower(name.back()) == 'r') {
    name.remove_suffix(2);
    reversed = !reversed;
    found = names_.find(folded(name));
  }
  if (found == names_.end()) return std::nullopt;
  return NamedColormap{&maps_[found->second.map], found->second.reversed != reversed};
}

std::string Catalog::alike(std::string_view name) const {
  if (name.starts_with('-')) name.remove_prefix(1);
  const std::string wanted = folded(name);
  std::size_t least = std::min<std::size_t>(2, wanted.size() / 3) + 1;
  std::string found;
  const auto consider = [&](const std::string& family, const std::string& known) {
    for (const std::string& candidate : {known, family + "/" + known}) {
      const std::string key = folded(candidate);
      if (key.size() + least <= wanted.size() || wanted.size() + least <= key.size()) continue;
      if (const std::size_t errors = typing_errors(wanted, key); errors < least) {
        least = errors;
        found = candidate;
      }
    }
  };
  for (const Colormap& map : maps_) {
    consider(map.family, map.name);
    for (const ColormapAlias& alias : map.aliases) consider(alias.family, alias.name);
  }
  return found;
}

}  // namespace unweave
