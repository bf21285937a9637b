// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/version.hpp"
#include "core/write/axes.hpp"
#include "core/write/data_file.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Rect& r) {
  return {{"x", r.x}, {"y", r.y}, {"width", r.width}, {"height", r.height}};
}

Json or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json count(int n) { return n > 0 ? Json(n) : Json(nullptr); }

/// JSON has no NaN and no infinity; a number that is none is null.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

const char* name_of(ColormapSource source) {
  switch (source) {
    case ColormapSource::Given:
    case ColormapSource::Catalog:
      return "catalogue";
    case ColormapSource::Gradient:
      return "gradient";
    case ColormapSource::Colorbar:
      return "colorbar";
    case ColormapSource::Locus:
      break;
  }
  return "locus";
}

const char* name_of(RangeSource source) {
  switch (source) {
    case RangeSource::Given:
      return "given";
    case RangeSource::Ticks:
      return "ticks";
    case RangeSource::None:
      break;
  }
  return "none";
}

/// What a scale has beside its ends.
void add_parameters(const ValueRange& range, Json& out) {
  if (range.scale == Scale::Power) {
    out["exponent"] = number(range.shape);
    out["origin"] = number(range.origin);
  } else if (range.scale == Scale::SymLog) {
    out["threshold"] = number(range.shape);
  } else if (range.scale == Scale::Table) {
    Json points = Json::array();
    for (const RangePoint& p : range.points)
      points.push_back(Json::array({number(p.t), number(p.value)}));
    out["points"] = points;
  }
}

/// Rounded down to four digits: the last ones mean nothing, and nothing is certain.
Json probability(double p) {
  constexpr double kDigits = 1e4;
  return number(std::min(std::floor(p * kDigits), kDigits - 1) / kDigits);
}

/// What else may be, and what speaks against what is likeliest. `ends(range)`: an object with the
/// range's ends.
template <class Ends>
void add_rivals(const ScaleVerdict& verdict, const Ends& ends, Json& out) {
  Json candidates = Json::array();
  for (const ScaleCandidate& c : verdict.candidates) {
    Json candidate = ends(c.range);
    candidate["scale"] = name_of(c.range.scale);
    candidate["probability"] = probability(c.probability);
    add_parameters(c.range, candidate);
    candidates.push_back(std::move(candidate));
  }
  out["candidates"] = std::move(candidates);
  out["against"] = or_null(verdict.against);
}

Json range_ends(const ValueRange& range) {
  return {{"min", number(range.min)}, {"max", number(range.max)}};
}

Json to_json(const ValueRange& range, const ScaleVerdict& verdict) {
  Json out = range_ends(range);
  out["scale"] = name_of(range.scale);
  out["source"] = name_of(range.source);
  add_parameters(range, out);
  out["probability"] = probability(verdict.probability);
  add_rivals(verdict, range_ends, out);
  return out;
}

Json to_json(const TickLabel& tick) {
  return {{"text", tick.text},
          {"value", number(tick.value)},
          {"position", number(tick.position)},
          {"residual", number(tick.residual)}};
}

template <class T>
Json list(const std::vector<T>& items) {
  Json out = Json::array();
  for (const T& item : items) out.push_back(to_json(item));
  return out;
}

Json colormap_json(const Report& report) {
  return {{"source", name_of(report.source)},
          {"name", or_null(report.colormap_name)},
          {"family", or_null(report.colormap_family)},
          {"reversed", report.reversed},
          {"levels", report.levels ? Json(*report.levels) : Json(nullptr)},
          {"colors", report.colors}};
}

/// Text that is not UTF-8 (a file's name may be any bytes) gets U+FFFD in place of what is wrong.
std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_flat(const Json& value) {
  return std::none_of(value.begin(), value.end(),
                      [](const Json& item) { return item.is_structured(); });
}

/// Values at the centers of an axis' first and last pixel: what a reader needs for a grid.
Json axis_ends(const ValueRange& range, int count) {
  const double half = 0.5 / std::max(count, 1);
  return {{"first", number(range.value(half))}, {"last", number(range.value(1 - half))}};
}

Json to_json(const std::optional<AxisCalibration>& axis, const ScaleVerdict& verdict,
             const std::vector<double>& centers) {
  if (!axis) return nullptr;
  const int count = static_cast<int>(centers.size());
  Json out{{"first", number(centers.front())}, {"last", number(centers.back())}};
  out.update({{"scale", name_of(axis->range.scale)},
              {"source", name_of(axis->range.source)},
              {"degrees", axis->degrees},
              {"units", or_null(axis->units)},
              {"title", or_null(axis->title)},
              {"ticks", list(axis->ticks)}});
  add_parameters(axis->range, out);
  out["probability"] = probability(verdict.probability);
  add_rivals(
      verdict, [count](const ValueRange& r) { return axis_ends(r, count); }, out);
  return out;
}

/// Of an axis whose labels were seen but that is not claimed: what it may be.
Json unclaimed_json(const std::optional<AxisCalibration>& axis, const ScaleVerdict& verdict,
                    int count) {
  if (axis || !verdict.weighed()) return nullptr;
  Json out = Json::object();
  add_rivals(
      verdict, [count](const ValueRange& r) { return axis_ends(r, count); }, out);
  return out;
}

Json axes_json(const Report& report) {
  const auto x = x_coordinates(report, std::max(report.plot_area.width, 1)),
             y = y_coordinates(report, std::max(report.plot_area.height, 1));
  const int width = static_cast<int>(x.size()), height = static_cast<int>(y.size());
  return {{"x", to_json(report.x_axis, report.x_verdict, x)},
          {"y", to_json(report.y_axis, report.y_verdict, y)},
          {"geographic", is_geographic(report)},
          {"unclaimed",
           {{"x", unclaimed_json(report.x_axis, report.x_verdict, width)},
            {"y", unclaimed_json(report.y_axis, report.y_verdict, height)}}}};
}

/// Null where there are none; null for one that was not read.
Json names_json(const std::vector<std::string>& names) {
  if (names.empty()) return nullptr;
  Json out = Json::array();
  for (const std::string& name : names) out.push_back(or_null(name));
  return out;
}

Json annotations_json(const std::vector<CellNumber>& numbers) {
  Json out = Json::array();
  for (const CellNumber& n : numbers)
    out.push_back({{"column", n.column},
                   {"row", n.row},
                   {"text", n.text},
                   {"value", number(n.value)},
                   {"agrees", n.agrees ? Json(*n.agrees) : Json(nullptr)}});
  return out;
}

/// Edges in pixels of the picture.
Json grid_json(const Report& report) {
  const Grid& grid = *report.grid;
  const Rect& area = report.plot_area;
  const auto edges = [](const GridSide& side, int first) {
    Json out = Json::array();
    for (const double edge : side.edges) out.push_back(number(first + edge));
    return out;
  };
  return {{"source", grid.found ? "found" : "given"},
          {"columns", grid.x.cells()},
          {"rows", grid.y.cells()},
          {"regular", grid.x.regular && grid.y.regular},
          {"x_edges", edges(grid.x, area.x)},
          {"y_edges", edges(grid.y, area.y)},
          {"column_names", names_json(report.column_names)},
          {"row_names", names_json(report.row_names)},
          {"annotations", annotations_json(report.annotations)}};
}

/// Of a scatter plot; what its markers stand for is a table of its own.
Json points_json(const std::optional<MarkerPoints>& points) {
  if (!points) return nullptr;
  return {{"count", points->items.size()},
          {"unsure", points->unsure()},
          {"width", number(points->width)},
          {"height", number(points->height)}};
}

/// The other picture whose bar was used, and what was found in it.
Json other_picture_json(const Report& report) {
  if (!report.colorbar_from) return nullptr;
  const Report::OtherPicture& other = *report.colorbar_from;
  return {{"figure", or_null(other.file)},
          {"figure_sha256", or_null(other.sha256)},
          {"colorbar", to_json(other.rect)},
          {"title", or_null(report.quantity)}};
}

/// How the picture was straightened: rows of the matrix that takes (x, y, 1) of the straightened
/// grid to the picture's.
Json tilt_json(const std::optional<Tilt>& tilt) {
  if (!tilt) return nullptr;
  Json rows = Json::array();
  for (std::size_t i = 0; i < 9; i += 3) {
    const auto& m = tilt->to_picture.m;
    rows.push_back({number(m[i]), number(m[i + 1]), number(m[i + 2])});
  }
  return {{"angle", number(tilt->angle)}, {"perspective", tilt->perspective}, {"to_picture", rows}};
}

/// The light that each color was divided by; see PaperLight.
Json light_json(const std::optional<PaperLight>& light) {
  if (!light) return nullptr;
  Json gains = Json::array();
  for (const auto& channel : light->log_gain) {
    Json row = Json::array();
    for (const double c : channel) row.push_back(number(c));
    gains.push_back(row);
  }
  return {{"page", to_json(light->page)}, {"log_gain", gains}};
}

Json page_figure_json(const std::optional<PageFigure>& figure) {
  if (!figure) return nullptr;
  return {
      {"number", figure->number}, {"count", figure->count}, {"region", to_json(figure->region)}};
}

Json report_object(const Report& report) {
  Json root;
  root["figure"] = report.figure;
  root["figure_sha256"] = or_null(report.figure_sha256);
  root["page"] = count(report.page);
  root["pages"] = count(report.pages);
  root["page_figure"] = page_figure_json(report.page_figure);
  root["status"] = "ok";
  root["version"] = version();
  root["plot_area"] = to_json(report.plot_area);
  root["grid"] = report.grid ? grid_json(report) : Json(nullptr);
  root["points"] = points_json(report.points);
  root["title"] = or_null(report.title);
  root["colorbar"] = report.colorbar ? to_json(*report.colorbar) : Json(nullptr);
  if (report.colorbar) root["colorbar"]["title"] = or_null(report.quantity);
  root["colorbar_from"] = other_picture_json(report);
  root["colormap"] = colormap_json(report);
  root["range"] = to_json(report.range, report.range_verdict);
  root["units"] = or_null(report.units);
  root["direction_known"] = report.direction_known;
  root["speed_known"] = report.speed_known;
  root["panels"] = list(report.panels);
  root["straightened"] = tilt_json(report.correction.tilt);
  root["evened_light"] = light_json(report.correction.light);
  Json edges = Json::array();
  for (const double edge : report.edges) edges.push_back(number(edge));
  root["levels"] = report.edges.empty() ? Json(nullptr) : edges;
  root["ticks"] = list(report.ticks);
  root["axes"] = axes_json(report);
  root["residual"] = {{"median", number(report.residual_median)},
                      {"p95", number(report.residual_p95)}};
  root["max_distance"] = number(report.max_distance);
  root["valid_fraction"] = number(report.valid_fraction);
  root["fill"] = report.fill_size > 0
                     ? Json{{"size", report.fill_size}, {"pixels", report.filled_pixels}}
                     : Json(nullptr);
  Json settings = Json::object();
  for (const auto& [name, value] : report.settings) settings[name] = value;
  root["settings"] = settings;
  return root;
}

/// Objects and lists of lists by lines, what holds only plain values (a color, a rectangle) in
/// one: 256 colors are 256 lines, not 1280.
void print(const Json& value, int indent, std::string& out) {
  if (!value.is_structured() || is_flat(value)) {
    out += dump(value);
    return;
  }
  const auto new_line = [&out](int blanks) {
    out += '\n';
    out.append(static_cast<std::size_t>(blanks), ' ');
  };
  out += value.is_object() ? '{' : '[';
  bool first = true;
  for (const auto& [key, item] : value.items()) {
    if (!first) out += ',';
    first = false;
    new_line(indent + 2);
    if (value.is_object()) out += dump(Json(key)) + ": ";
    print(item, indent + 2, out);
  }
  new_line(indent);
  out += value.is_object() ? '}' : ']';
}

}  // namespace

std::string report_json(const Report& report, const std::vector<std::string>& messages) {
  Json root = report_object(report);
  if (!report.files.empty()) root["files"] = report.files;
  root["messages"] = messages;
  // With its 256 lines of colors behind what people read.
  Json colormap = std::move(root["colormap"]);
  root.erase("colormap");
  root["colormap"] = std::move(colormap);
  std::string text;
  print(root, 0, text);
  return text + "\n";
}

std::string layout_json(const Report& report, const std::vector<std::string>& messages) {
  Json root = report_object(report);
  for (const char* of_the_field :
       {"status", "grid", "points", "colormap", "direction_known", "speed_known", "levels",
        "residual", "max_distance", "valid_fraction", "fill", "settings"})
    root.erase(of_the_field);
  root["messages"] = messages;
  std::string text;
  print(root, 0, text);
  return text + "\n";
}

std::string colors_text(const Report& report) {
  std::string text;
  for (const Rgb8& color : report.colors) text += (text.empty() ? "" : " ") + hex_digits(color);
  return text;
}

std::string provenance_json(const Report& report) {
  Json root = report_object(report);
  root["colormap"].erase("colors");
  if (!root["grid"].is_null()) root["grid"].erase("annotations");
  return root.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string utf8(const std::string& text) {
  return Json::parse(dump(Json(text))).get<std::string>();
}

}  // namespace unweave
