// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/job.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "core/write/data_file.hpp"

namespace unweave::plugin {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 6;

struct EventName {
  Event::Kind kind;
  const char* name;
};
constexpr std::array<EventName, 6> kEventNames = {{{Event::Kind::Ready, "ready"},
                                                   {Event::Kind::Start, "start"},
                                                   {Event::Kind::Done, "done"},
                                                   {Event::Kind::Failed, "failed"},
                                                   {Event::Kind::Passed, "passed"},
                                                   {Event::Kind::End, "end"}}};

std::string to_uri(const std::string& path) {
  gchar* uri = g_filename_to_uri(path.c_str(), nullptr, nullptr);
  if (!uri) throw std::invalid_argument("not an absolute path: " + path);
  std::string text(uri);
  g_free(uri);
  return text;
}

std::string from_uri(const std::string& uri) {
  gchar* path = g_filename_from_uri(uri.c_str(), nullptr, nullptr);
  if (!path) throw std::invalid_argument("not a file URI: " + uri);
  std::string text(path);
  g_free(path);
  return text;
}

/// As its number, their count and its place.
std::optional<PageFigure> page_figure(const Json& figure) {
  if (!figure.contains("page-figure")) return std::nullopt;
  const auto numbers = figure["page-figure"].get<std::array<int, 6>>();
  return PageFigure{numbers[0], numbers[1], {numbers[2], numbers[3], numbers[4], numbers[5]}};
}

Job read_job(const Json& json) {
  if (json.at("version") != kVersion) throw std::invalid_argument("version");
  Job job;
  job.events = from_uri(json.at("events"));
  job.output = from_uri(json.at("output"));
  job.scratch = from_uri(json.at("scratch"));
  job.log = from_uri(json.at("log"));
  for (const auto& figure : json.at("figures"))
    job.figures.push_back({figure.at("index"), from_uri(figure.at("figure")),
                           from_uri(figure.at("name")).substr(1), figure.at("page"),
                           figure.at("pages"),
                           figure.contains("copied-from") ? from_uri(figure["copied-from"]) : "",
                           figure.value("words", std::string()), page_figure(figure)});
  job.formats = json.at("formats").get<std::vector<std::string>>();
  job.drawings = json.at("drawings").get<std::vector<std::string>>();
  job.colormaps = json.at("colormaps").get<std::vector<std::string>>();
  job.recolored = json.at("recolored");
  job.xcf = json.at("xcf");
  job.max_pixels = json.at("max-pixels");
  job.take_partial = json.at("take-partial");
  job.threads = json.at("threads");
  for (const auto& [name, text] : json.at("settings").items())
    job.settings.emplace_back(name, text.get<std::string>());
  return job;
}

}  // namespace

std::string job_json(const Job& job) {
  Json figures = Json::array();
  for (const auto& figure : job.figures) {
    figures.push_back({{"index", figure.index},
                       {"figure", to_uri(figure.path)},
                       {"name", to_uri("/" + result_name(figure))},
                       {"page", figure.page},
                       {"pages", figure.pages}});
    if (!figure.copied_from.empty()) figures.back()["copied-from"] = to_uri(figure.copied_from);
    if (!figure.words.empty()) figures.back()["words"] = figure.words;
    if (const auto& one = figure.on_page)
      figures.back()["page-figure"] = {one->number,   one->count,        one->region.x,
                                       one->region.y, one->region.width, one->region.height};
  }
  Json settings = Json::object();
  for (const auto& [name, text] : job.settings) settings[name] = text;
  const Json json = {{"version", kVersion},
                     {"events", to_uri(job.events)},
                     {"output", to_uri(job.output)},
                     {"scratch", to_uri(job.scratch)},
                     {"log", to_uri(job.log)},
                     {"figures", std::move(figures)},
                     {"formats", job.formats},
                     {"drawings", job.drawings},
                     {"colormaps", job.colormaps},
                     {"recolored", job.recolored},
                     {"xcf", job.xcf},
                     {"max-pixels", job.max_pixels},
                     {"take-partial", job.take_partial},
                     {"threads", job.threads},
                     {"settings", std::move(settings)}};
  return json.dump() + "\n";
}

Result<Job> parse_job(std::string_view text) {
  try {
    return read_job(Json::parse(text));
  } catch (const std::exception& error) {
    return fail(Reason::InvalidOption, std::string("job=") + error.what());
  }
}

std::string event_line(const Event& event) {
  const auto* name = std::ranges::find(kEventNames, event.kind, &EventName::kind);
  Json json = {{"event", name->name}};
  if (event.kind != Event::Kind::Ready && event.kind != Event::Kind::End)
    json["index"] = event.index;
  if (!event.text.empty()) json["text"] = event.text;
  if (!event.reason.empty()) json["reason"] = event.reason;
  if (!event.found.empty()) json["found"] = Json::parse(event.found, nullptr, false);
  // Whatever bytes come in, a line goes out.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::optional<Event> parse_event(std::string_view line) {
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  try {
    const auto name = json.at("event").get<std::string>();
    const auto* known = std::ranges::find(kEventNames, name, &EventName::name);
    if (known == kEventNames.end()) return std::nullopt;
    return Event{known->kind, json.value("index", std::size_t{0}),
                 json.value("text", std::string()), json.value("reason", std::string()),
                 json.contains("found") ? json.at("found").dump() : std::string()};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string figure_stem(const std::string& path) {
  const std::string name = path.substr(path.find_last_of('/') + 1);
  const auto dot = name.find_last_of('.');
  return dot == name.npos || dot == 0 ? name : name.substr(0, dot);
}

std::string result_name(const JobFigure& figure) {
  return figure.name.empty() ? figure_stem(figure.path) : figure.name;
}

std::string result_folder(const Job& job, const JobFigure& figure) {
  const std::string path = job.output + "/" + result_name(figure);
  return path.substr(0, path.rfind('/'));
}

std::vector<std::string> planes_beside(const Request& request) {
  std::vector<std::string> planes;
  if (request.confidence_layer) planes.insert(planes.end(), {kConfidencePlane, kUncertaintyPlane});
  if (request.fill > 0) planes.emplace_back(kFilledPlane);
  if (request.confidence_layer && request.grid.kind != ChosenGrid::Kind::Pixels)
    planes.insert(planes.end(), {kCountPlane, kSpreadPlane});
  return planes;
}

std::string page_part(int page, const std::optional<PageFigure>& on_page) {
  const std::string part = "p" + std::to_string(page);
  return on_page && on_page->count > 1 ? part + ".f" + std::to_string(on_page->number) : part;
}

std::string panel_part(int number) { return "panel" + std::to_string(number); }

std::string path_beside(const std::string& path, const std::string& plane) {
  constexpr std::string_view kTable = ".xyz.csv";
  const std::size_t folder = path.rfind('/') + 1;  // npos + 1 == 0
  const std::size_t dot =
      path.ends_with(kTable) ? path.size() - kTable.size() : path.find_last_of('.');
  const bool named = dot != std::string::npos && dot > folder;
  std::string beside = path;
  beside.insert(named ? dot : path.size(), 1, '.');
  return beside.insert(named ? dot + 1 : beside.size(), plane);
}

std::string points_path(const std::string& path) {
  constexpr std::string_view kName = "points";
  std::string table = path_beside(path, std::string(kName));
  table.resize(table.rfind(kName) + kName.size());
  return table + ".csv";
}

ResultPaths named_result_paths(const Job& job, const std::string& stem) {
  const std::string base = job.output + (job.output.ends_with('/') ? "" : "/") + stem;
  ResultPaths paths;
  if (job.xcf) paths.xcf = base + ".xcf";
  for (const auto& format : job.formats) paths.data.push_back(base + "." + format);
  paths.report = base + ".json";
  for (const auto& format : job.drawings)
    for (const char* name : kDrawingNames)
      paths.drawings.push_back({base + "." + name + "." + format, name, format});
  // "colormap." keeps the map's .csv apart from the data's.
  for (const auto& format : job.colormaps)
    paths.colormaps.push_back({base + ".colormap." + format, format});
  if (job.recolored) paths.recolored = base + ".recolored.png";
  return paths;
}

std::vector<std::string> result_paths(const Job& job, const std::string& stem) {
  const ResultPaths named = named_result_paths(job, stem);
  std::vector<std::string> paths;
  Settings settings;
  for (const auto& [name, text] : job.settings) (void)settings.parse(name, text);
  const auto request = resolve(settings);
  const auto planes = request ? planes_beside(*request) : std::vector<std::string>();
  for (const std::string& data : named.data) {
    paths.push_back(data);
    if (holds_planes(data)) continue;
    for (const std::string& plane : planes) paths.push_back(path_beside(data, plane));
  }
  for (const auto& drawing : named.drawings) paths.push_back(drawing.path);
  for (const auto& colormap : named.colormaps) paths.push_back(colormap.path);
  paths.push_back(points_path(named.report));
  paths.push_back(named.report);
  if (request && request->panels)
    for (std::size_t i = 0, first = paths.size(); i < first; ++i)
      for (int panel = 2; panel <= kMaxPanels; ++panel)
        paths.push_back(path_beside(paths[i], panel_part(panel)));
  if (!named.recolored.empty()) paths.push_back(named.recolored);
  if (!named.xcf.empty()) paths.insert(paths.begin(), named.xcf);
  return paths;
}

}  // namespace unweave::plugin
