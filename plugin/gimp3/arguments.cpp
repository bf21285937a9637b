// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/arguments.hpp"

#include <string>
#include <variant>

#include "core/try.hpp"
#include "plugin/gimp3/libgimp.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::gimp3 {
namespace {

using plugin::Choice;
using plugin::Parameter;
using plugin::ParameterType;
using plugin::Settings;
using plugin::Value;

GimpChoice* make_choice(const Parameter& parameter) {
  GimpChoice* made = gimp_choice_new();
  int id = 0;
  for (const Choice& choice : parameter.choices)
    gimp_choice_add(made, choice.name, id++, _(choice.label), nullptr);
  return made;
}

void add_argument(GimpProcedure* procedure, const Parameter& parameter) {
  const char *name = parameter.name, *label = _(parameter.label), *blurb = _(parameter.blurb);
  switch (parameter.type) {
    case ParameterType::Flag:
      return gimp_procedure_add_boolean_argument(
          procedure, name, label, blurb, std::get<bool>(parameter.initial), G_PARAM_READWRITE);
    case ParameterType::Number:
      return gimp_procedure_add_double_argument(procedure, name, label, blurb, parameter.min,
                                                parameter.max, std::get<double>(parameter.initial),
                                                G_PARAM_READWRITE);
    case ParameterType::Choice:
      return gimp_procedure_add_choice_argument(
          procedure, name, label, blurb, make_choice(parameter),
          std::get<std::string>(parameter.initial).c_str(), G_PARAM_READWRITE);
    case ParameterType::File:
      return gimp_procedure_add_file_argument(procedure, name, label, blurb,
                                              GIMP_FILE_CHOOSER_ACTION_SAVE, TRUE, nullptr,
                                              G_PARAM_READWRITE);
    case ParameterType::Text:
    case ParameterType::Rectangle:
    case ParameterType::Interval:
    case ParameterType::Colors:
      return gimp_procedure_add_string_argument(procedure, name, label, blurb,
                                                std::get<std::string>(parameter.initial).c_str(),
                                                G_PARAM_READWRITE);
  }
}

Value read_argument(GimpProcedureConfig* config, const Parameter& parameter) {
  const char* name = parameter.name;
  switch (parameter.type) {
    case ParameterType::Flag: {
      gboolean flag = FALSE;
      g_object_get(config, name, &flag, nullptr);
      return flag != FALSE;
    }
    case ParameterType::Number: {
      double number = 0;
      g_object_get(config, name, &number, nullptr);
      return number;
    }
    case ParameterType::File: {
      GFile* file = nullptr;
      g_object_get(config, name, &file, nullptr);
      const ObjectPtr<GFile> owned(file);
      // A URI keeps the bytes of names that are not UTF-8.
      return file ? std::string(TextPtr(g_file_get_uri(file)).get()) : std::string();
    }
    default: {
      char* text = nullptr;
      g_object_get(config, name, &text, nullptr);
      const TextPtr owned(text);
      return std::string(text ? text : "");
    }
  }
}

void write_argument(GimpProcedureConfig* config, const Parameter& parameter, const Value& value) {
  const char* name = parameter.name;
  switch (parameter.type) {
    case ParameterType::Flag:
      return g_object_set(config, name, static_cast<gboolean>(std::get<bool>(value)), nullptr);
    case ParameterType::Number:
      return g_object_set(config, name, std::get<double>(value), nullptr);
    case ParameterType::File: {
      const auto& text = std::get<std::string>(value);
      const ObjectPtr<GFile> file(text.empty() ? nullptr
                                               : g_file_new_for_commandline_arg(text.c_str()));
      return g_object_set(config, name, file.get(), nullptr);
    }
    default:
      return g_object_set(config, name, std::get<std::string>(value).c_str(), nullptr);
  }
}

}  // namespace

void write_arguments(GimpProcedureConfig* config, const Settings& settings) {
  for (const Parameter& parameter : plugin::parameters())
    write_argument(config, parameter, settings.get(parameter.key));
}

void add_arguments(GimpProcedure* procedure) {
  for (const Parameter& parameter : plugin::parameters()) add_argument(procedure, parameter);
}

Result<Settings> read_arguments(GimpProcedureConfig* config) {
  Settings settings;
  for (const Parameter& parameter : plugin::parameters())
    UNWEAVE_CHECK(settings.set(parameter.name, read_argument(config, parameter)));
  return settings;
}

}  // namespace unweave::gimp3
