// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of colors: GIMP palettes (.gpl), tables of numbers (.csv), JSON.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/catalog/user_formats.hpp"

namespace unweave::user_formats {

namespace {

using nlohmann::json;

/// A color of a list; t NaN: not given.
struct Entry {
  double t = std::numeric_limits<double>::quiet_NaN();
  Rgb color{};
};

/// With positions: linear between them. Without: the entries themselves are the table.
std::optional<Parsed> finished(const std::vector<Entry>& entries) {
  if (entries.size() < 2) return {};
  Parsed parsed;
  const auto placed = std::count_if(entries.begin(), entries.end(),
                                    [](const Entry& e) { return std::isfinite(e.t); });
  if (placed == 0) {
    for (const Entry& e : entries) parsed.table.push_back(rounded_color(e.color));
    parsed.kind = kind_of(parsed.table);
    return parsed;
  }
  if (placed != static_cast<std::ptrdiff_t>(entries.size())) return {};
  std::vector<Stop> stops;
  for (const Entry& e : entries) {
    if (!stops.empty() && e.t < stops.back().t) return {};
    stops.push_back({e.t, e.color});
  }
  const double width = stops.back().t - stops.front().t;
  if (!(width > 0) || !std::isfinite(width)) return {};
  parsed.table = sampled(stops);
  return parsed;
}

/// Colors are written as 0..1 or as 0..255; a list with anything above 1 is the latter.
bool scale_to_unit(std::vector<Entry>& entries) {
  double most = 0;
  for (const Entry& e : entries)
    for (const double c : e.color) {
      if (!(c >= 0 && c <= 255)) return false;
      most = std::max(most, c);
    }
  if (most > 1)
    for (Entry& e : entries)
      for (double& c : e.color) c /= 255;
  return true;
}

}  // namespace

Outcome read_gpl(std::string_view text) {
  const auto all = lines(text);
  if (all.empty() || trimmed(all[0].text) != "GIMP Palette") return bad(1);
  Parsed parsed;
  for (const Line& line : all) {
    const std::string_view body = trimmed(line.text);
    if (line.number == 1 || body.empty() || body.starts_with('#')) continue;
    if (parsed.table.empty() && body.starts_with("Name:")) {
      parsed.name = trimmed(body.substr(5));
      continue;
    }
    if (parsed.table.empty() && body.starts_with("Columns:")) continue;
    const auto fields = words(body);
    Rgb8 color{};
    if (fields.size() < 3 || parsed.table.size() == kMaxEntries) return bad(line.number);
    for (int k = 0; k < 3; ++k) {
      const auto level = number(fields[k]);
      if (!level || *level < 0 || *level > 255) return bad(line.number);
      color[k] = static_cast<std::uint8_t>(*level + 0.5);
    }
    parsed.table.push_back(color);
  }
  if (parsed.table.size() < 2) return bad(all.back().number);
  parsed.kind = kind_of(parsed.table);
  return parsed;
}

namespace {

/// A row of a table: [t] #hex, r g b, t r g b or r g b alpha; which of the two is decided later.
struct Row {
  int line = 0;
  std::array<double, 4> values{};
  int columns = 0;
  std::optional<Rgb> hex;
};

std::optional<Row> row_of(const Line& line) {
  Row row;
  row.line = line.number;
  for (auto field : words(line.text, " \t,;")) {
    if (field.size() > 1 && field.front() == '"' && field.back() == '"')
      field = field.substr(1, field.size() - 2);
    if (field.starts_with('#')) {
      row.hex = hex_color(field);
      return row.hex && row.columns <= 1 ? std::optional(row) : std::nullopt;
    }
    const auto value = number(field);
    if (!value || row.columns == 4) return {};
    row.values[row.columns++] = *value;
  }
  return row.columns >= 3 ? std::optional(row) : std::nullopt;
}

}  // namespace

Outcome read_csv(std::string_view text) {
  std::vector<Row> rows;
  int last = 0;
  bool header = true;
  for (const Line& line : lines(text)) {
    last = line.number;
    const std::string_view body = trimmed(line.text);
    if (body.empty() || (body.starts_with('#') && !hex_color(words(body, " \t,;")[0]))) continue;
    const auto row = row_of({line.number, body});
    const bool fits = row && (rows.empty() || (row->columns == rows[0].columns &&
                                               row->hex.has_value() == rows[0].hex.has_value()));
    if (!fits && header && rows.empty()) {
      header = false;  // one line of column names
      continue;
    }
    if (!fits || rows.size() == kMaxEntries) return bad(line.number);
    rows.push_back(*row);
  }
  if (rows.size() < 2) return bad(last);
  // Four numbers are t, r, g, b if the first rises all the way and the last is not one alpha
  const bool rising = std::is_sorted(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return a.values[0] < b.values[0];
  });
  const bool placed = rows[0].columns == (rows[0].hex ? 1 : 4) && rising &&
                      rows.back().values[0] > rows.front().values[0] &&
                      (rows[0].hex || std::any_of(rows.begin(), rows.end(), [&](const Row& r) {
                         return r.values[3] != rows[0].values[3];
                       }));
  std::vector<Entry> entries;
  for (const Row& row : rows) {
    Entry entry;
    const int first = placed && !row.hex ? 1 : 0;
    if (placed) entry.t = row.values[0];
    entry.color =
        row.hex ? *row.hex : Rgb{row.values[first], row.values[first + 1], row.values[first + 2]};
    entries.push_back(entry);
  }
  if (!rows[0].hex && !scale_to_unit(entries)) return bad(rows[0].line);
  const auto parsed = finished(entries);
  if (!parsed) return bad(last);
  return *parsed;
}

namespace {

std::optional<Rgb> color_of(const json& value, bool& hex) {
  if (value.is_string()) {
    hex = true;
    return hex_color(value.get_ref<const std::string&>());
  }
  if (!value.is_array() || value.size() < 3 || value.size() > 4) return {};
  Rgb color{};
  for (int k = 0; k < 3; ++k) {
    if (!value[k].is_number()) return {};
    color[k] = value[k].get<double>();
  }
  return color;
}

/// A list of colors ([r, g, b] or "#rrggbb") or of pairs [t, color].
std::optional<Parsed> list_of(const json& list) {
  std::vector<Entry> entries;
  bool hex = false;
  for (const json& item : list) {
    Entry entry;
    const bool pair = item.is_array() && item.size() == 2 && item[0].is_number();
    if (pair) entry.t = item[0].get<double>();
    const auto color = color_of(pair ? item[1] : item, hex);
    if (!color || entries.size() == kMaxEntries) return {};
    entry.color = *color;
    entries.push_back(entry);
  }
  if (entries.size() < 2 || (!hex && !scale_to_unit(entries))) return {};
  return finished(entries);
}

struct Knot {
  double x, below, above;  ///< the channel's value coming from below and leaving above x
};

std::optional<std::vector<Knot>> knots_of(const json& list) {
  if (!list.is_array() || list.size() < 2 || list.size() > kMaxEntries) return {};
  std::vector<Knot> knots;
  for (const json& row : list) {
    if (!row.is_array() || row.size() != 3) return {};
    for (const json& value : row)
      if (!value.is_number()) return {};
    knots.push_back({row[0].get<double>(), row[1].get<double>(), row[2].get<double>()});
    if (knots.size() > 1 && knots.back().x < knots[knots.size() - 2].x) return {};
  }
  if (knots.front().x != 0 || knots.back().x != 1) return {};
  // The outer sides of the two ends are never seen, and hold anything in many tables.
  knots.front().below = knots.front().above;
  knots.back().above = knots.back().below;
  const auto in_unit = [](double level) { return level >= 0 && level <= 1; };
  if (!std::ranges::all_of(knots,
                           [&](const Knot& k) { return in_unit(k.below) && in_unit(k.above); }))
    return {};
  return knots;
}

double value_at(const std::vector<Knot>& knots, double x) {
  std::size_t i = 1;
  while (i + 1 < knots.size() && knots[i].x <= x) ++i;
  const Knot &a = knots[i - 1], &b = knots[i];
  const double f = b.x > a.x ? std::clamp((x - a.x) / (b.x - a.x), 0.0, 1.0) : 0;
  return a.above + f * (b.below - a.above);
}

/// matplotlib's segment data: for each channel rows x, value below, value above, linear between.
/// Sampled as matplotlib does, at i / 255.
std::optional<Parsed> segments_of(const json& object) {
  std::array<std::vector<Knot>, 3> channels;
  const char* const names[] = {"red", "green", "blue"};
  for (int k = 0; k < 3; ++k) {
    const auto knots = object.contains(names[k]) ? knots_of(object[names[k]]) : std::nullopt;
    if (!knots) return {};
    channels[k] = *knots;
  }
  Parsed parsed;
  for (int i = 0; i < 256; ++i) {
    Rgb color{};
    for (int k = 0; k < 3; ++k) color[k] = value_at(channels[k], i / 255.0);
    parsed.table.push_back(rounded_color(color));
  }
  return parsed;
}

std::optional<Parsed> map_of(const json& value) {
  if (value.is_array()) return list_of(value);
  if (!value.is_object()) return {};
  std::optional<Parsed> parsed;
  if (value.contains("red"))
    parsed = segments_of(value);
  else if (value.contains("colors") && value["colors"].is_array())
    parsed = list_of(value["colors"]);
  if (parsed && value.contains("name") && value["name"].is_string())
    parsed->name = value["name"].get<std::string>();
  return parsed;
}

}  // namespace

Outcome read_json(std::string_view text) {
  try {
    const auto parsed = map_of(json::parse(text));
    if (!parsed) return bad(0);
    return *parsed;
  } catch (const json::parse_error& error) {
    const auto before = text.substr(0, std::min(error.byte, text.size()));
    return bad(1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')));
  } catch (const json::exception&) {
    return bad(0);
  }
}

}  // namespace unweave::user_formats
