// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/arguments.hpp"

#include <deque>
#include <string>
#include <utility>

#include "core/try.hpp"
#include "plugin/gimp2/procedure.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::Parameter;
using plugin::ParameterType;
using plugin::Settings;
using plugin::Value;

GimpPDBArgType pdb_type(ParameterType type) {
  switch (type) {
    case ParameterType::Flag:
      return GIMP_PDB_INT32;
    case ParameterType::Number:
      return GIMP_PDB_FLOAT;
    default:
      return GIMP_PDB_STRING;
  }
}

/// The blurb with the choices' names; in English, as the procedure browser's other texts are.
std::string description(const Parameter& parameter) {
  std::string text = parameter.blurb;
  if (parameter.type == ParameterType::Flag) return text + " (TRUE or FALSE)";
  std::string names;
  for (const auto& choice : parameter.choices)
    names += (names.empty() ? " (\"" : ", \"") + std::string(choice.name) + "\"";
  return names.empty() ? text : text + names + ")";
}

Value value_of(const Parameter& parameter, const GimpParam& argument) {
  switch (parameter.type) {
    case ParameterType::Flag:
      return argument.data.d_int32 != 0;
    case ParameterType::Number:
      return argument.data.d_float;
    default:
      return std::string(argument.data.d_string ? argument.data.d_string : "");
  }
}

}  // namespace

const std::vector<GimpParamDef>& argument_definitions() {
  static std::deque<std::string> texts;
  static const std::vector<GimpParamDef> definitions = [] {
    const auto keep = [](std::string text) { return texts.emplace_back(std::move(text)).data(); };
    std::vector<GimpParamDef> made{
        {GIMP_PDB_INT32, keep("run-mode"),
         keep("The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1), "
              "RUN-WITH-LAST-VALS (2) }")},
        {GIMP_PDB_IMAGE, keep("image"), keep("The image")},
        {GIMP_PDB_DRAWABLE, keep("drawable"), keep("The layer that shows the data in colors")}};
    for (const Parameter& parameter : plugin::parameters())
      made.push_back(
          {pdb_type(parameter.type), keep(parameter.name), keep(description(parameter))});
    return made;
  }();
  return definitions;
}

Result<Settings> settings_from_arguments(std::span<const GimpParam> arguments) {
  Settings settings;
  for (const Parameter& parameter : plugin::parameters()) {
    if (arguments.empty()) break;
    UNWEAVE_CHECK(settings.set(parameter.name, value_of(parameter, arguments.front())));
    arguments = arguments.subspan(1);
  }
  return settings;
}

Settings last_settings() {
  Settings settings;
  const int size = gimp_get_data_size(kProcedure);
  if (size <= 0) return settings;
  std::string stored(static_cast<std::size_t>(size), '\0');
  if (!gimp_get_data(kProcedure, stored.data())) return settings;
  // "name\0text\0" again and again. Names of another version are passed over.
  for (std::size_t at = 0; at < stored.size();) {
    const std::string name = stored.c_str() + at;
    at += name.size() + 1;
    const std::string text = at < stored.size() ? stored.c_str() + at : "";
    at += text.size() + 1;
    (void)settings.parse(name, text);
  }
  return settings;
}

void remember(const Settings& settings) {
  std::string stored;
  for (const Parameter& parameter : plugin::parameters())
    if (parameter.type != ParameterType::File)
      stored += parameter.name + std::string(1, '\0') + settings.as_text(parameter.name) + '\0';
  gimp_set_data(kProcedure, stored.data(), static_cast<guint32>(stored.size()));
}

}  // namespace unweave::gimp2
