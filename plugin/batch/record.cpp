// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/record.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

#include "core/version.hpp"
#include "core/write/companions.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::batch {
namespace {

std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

/// A member, or null.
Json part(const Json& object, const char* name) {
  return object.is_object() && object.contains(name) ? object[name] : Json(nullptr);
}

/// Some members of an object; null if it is none.
Json parts(const Json& object, std::initializer_list<const char*> names) {
  if (!object.is_object()) return nullptr;
  Json some = Json::object();
  for (const char* name : names) some[name] = part(object, name);
  return some;
}

std::string text_of(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string quoted(const Json& value) {
  std::string text = text_of(value);
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

/// A column of the table: its name, and where its value stands in a line of the summary.
struct Column {
  const char* name;
  const char* place;
};
constexpr Column kColumns[] = {{"figure", "/figure"},
                               {"page", "/page"},
                               {"page_figure", "/page_figure"},
                               {"status", "/status"},
                               {"reason", "/reason"},
                               {"min", "/range/min"},
                               {"max", "/range/max"},
                               {"scale", "/range/scale"},
                               {"range_source", "/range/source"},
                               {"range_probability", "/probabilities/range"},
                               {"units", "/units"},
                               {"x_first", "/axes/x/first"},
                               {"x_last", "/axes/x/last"},
                               {"x_units", "/axes/x/units"},
                               {"y_first", "/axes/y/first"},
                               {"y_last", "/axes/y/last"},
                               {"y_units", "/axes/y/units"},
                               {"valid_fraction", "/valid_fraction"},
                               {"seconds", "/seconds"},
                               {"message", "/message"}};

}  // namespace

Json normal_settings(const std::vector<std::pair<std::string, std::string>>& settings) {
  plugin::Settings parsed;
  for (const auto& [name, text] : settings) (void)parsed.parse(name, text);
  Json normal = Json::object();
  if (const auto request = plugin::resolve(parsed))
    for (const auto& [name, text] : request->given) normal[name] = text;
  return normal;
}

Json read_report(const plugin::Job& job, const plugin::JobFigure& figure) {
  std::ifstream file(plugin::named_result_paths(job, plugin::result_name(figure)).report,
                     std::ios::binary);
  if (!file) return nullptr;
  Json report = Json::parse(file, nullptr, false);
  return report.is_object() ? report : Json(nullptr);
}

bool is_valid(const Json& report, const plugin::Job& job, const plugin::JobFigure& figure,
              const std::string& sha256) {
  if (part(report, "status") != "ok" || part(report, "figure_sha256") != sha256 ||
      part(report, "version") != version() ||
      part(report, "settings") != normal_settings(job.settings))
    return false;
  const auto paths = plugin::named_result_paths(job, plugin::result_name(figure));
  const auto there = companions_of(paths.report);
  const Json listed = part(report, "files");
  if (!there || (listed.is_array() && listed.size() != there->size())) return false;
  std::vector<std::string> wanted = paths.data;
  for (const auto& drawing : paths.drawings) wanted.push_back(drawing.path);
  for (const auto& colormap : paths.colormaps) wanted.push_back(colormap.path);
  if (!paths.recolored.empty()) wanted.push_back(paths.recolored);
  if (!paths.xcf.empty()) wanted.push_back(paths.xcf);
  return std::ranges::all_of(wanted, [&](const std::string& path) {
    return std::ranges::find(*there, path) != there->end();
  });
}

Json summary_line(const std::string& figure, const std::string& sha256, const Verdict& verdict,
                  const Json& report, const plugin::Job& job, const plugin::JobFigure& of) {
  Json line = {{"figure", figure},
               {"sha256", sha256.empty() ? Json(nullptr) : Json(sha256)},
               {"page", std::max(of.page, 1)},
               {"page_figure", of.on_page ? of.on_page->number : 1},
               {"status", name_of(verdict.status)},
               {"reason", verdict.reason.empty() ? Json(nullptr) : Json(verdict.reason)},
               {"message", verdict.text},
               {"seconds", verdict.seconds > 0 ? Json(std::round(1000 * verdict.seconds) / 1000)
                                               : Json(nullptr)}};
  line["found"] =
      verdict.found.empty() ? Json(nullptr) : Json::parse(verdict.found, nullptr, false);
  const Json range = part(report, "range"), axes = part(report, "axes");
  line["range"] = parts(range, {"min", "max", "scale", "source"});
  line["units"] = part(report, "units");
  Json known = Json::array(), probabilities = {{"range", part(range, "probability")}};
  Json ends = Json::object();
  for (const char* axis : {"x", "y"}) {
    const Json one = part(axes, axis);
    ends[axis] = parts(one, {"first", "last", "scale", "source", "units"});
    if (!one.is_null()) known.push_back(axis);
    probabilities[axis] = part(one, "probability");
  }
  line["axes"] = report.is_null() ? Json(nullptr) : ends;
  line["axes_known"] = known;
  line["probabilities"] = probabilities;
  line["valid_fraction"] = part(report, "valid_fraction");
  line["warnings"] = report.is_null() ? Json::array() : part(report, "messages");
  line["files"] = Json::array();
  if (report.is_object()) {
    const std::string folder = folder_of(plugin::result_name(of));
    for (const Json& name : part(report, "files")) line["files"].push_back(folder + text_of(name));
    line["files"].push_back(plugin::result_name(of) + ".json");
  }
  line["version"] = version();
  line["settings"] = normal_settings(job.settings);
  return line;
}

std::string table_line(const Json& line) {
  std::string text;
  for (const Column& column : kColumns) {
    const Json::json_pointer place(column.place);
    // A null on the way has no members.
    Json value = nullptr;
    if (line.contains(place)) value = line.at(place);
    text += (text.empty() ? "" : ",") + quoted(value);
  }
  return text + "\n";
}

std::string table_head() {
  std::string text;
  for (const Column& column : kColumns) text += std::string(text.empty() ? "" : ",") + column.name;
  return text + "\n";
}

}  // namespace unweave::batch
