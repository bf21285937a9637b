// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/report_settings.hpp"

#include <nlohmann/json.hpp>

namespace unweave::plugin {

std::optional<std::vector<std::pair<std::string, std::string>>> settings_in_report(
    std::string_view report) {
  const auto json = nlohmann::json::parse(report, nullptr, false);
  if (!json.is_object() || !json.contains("settings") || !json["settings"].is_object())
    return std::nullopt;
  std::vector<std::pair<std::string, std::string>> settings;
  for (const auto& [name, text] : json["settings"].items())
    if (text.is_string()) settings.emplace_back(name, text.get<std::string>());
  return settings;
}

Settings settings_of_report(std::string_view report) {
  Settings settings;
  for (const auto& [name, text] :
       settings_in_report(report).value_or(std::vector<std::pair<std::string, std::string>>()))
    (void)settings.parse(name, text);
  return settings;
}

}  // namespace unweave::plugin
