// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <utility>

#include "core/catalog/user_maps.hpp"
#include "library/inside.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/parameters.hpp"

namespace unweave::v1 {

namespace {

using plugin::Group;
using plugin::Parameter;
using plugin::ParameterType;

/// Layers, images and files are the host's business; what has a value is everybody's.
bool offered(const Parameter& parameter) {
  if (parameter.key == plugin::Key::Grid) return true;
  if (parameter.key == plugin::Key::ColorbarFrom) return false;  // Options::set_colorbar_from()
  return parameter.group != Group::Layers && parameter.group != Group::Files;
}

const Parameter& offered_parameter(std::string_view name) {
  const Parameter* parameter = plugin::find_parameter(name);
  if (!parameter || !offered(*parameter)) throw Error(v1::Reason::UnknownOption, std::string(name));
  return *parameter;
}

OptionInfo::Kind kind_of(ParameterType type) {
  switch (type) {
    case ParameterType::Flag:
      return OptionInfo::Kind::Flag;
    case ParameterType::Number:
      return OptionInfo::Kind::Number;
    case ParameterType::Choice:
      return OptionInfo::Kind::Choice;
    case ParameterType::Rectangle:
      return OptionInfo::Kind::Rectangle;
    case ParameterType::Interval:
      return OptionInfo::Kind::Interval;
    case ParameterType::Colors:
      return OptionInfo::Kind::Colors;
    case ParameterType::Text:
    case ParameterType::File:
      break;
  }
  return OptionInfo::Kind::Text;
}

/// A colormap's file is named from where the program is now.
std::string with_full_path(std::string_view colormap) {
  const std::size_t start = colormap.starts_with('-') ? 1 : 0;
  const std::string_view name = colormap.substr(start);
  std::error_code failed;
  if (!names_colormap_file(name) || !std::filesystem::is_regular_file(name, failed))
    return std::string(colormap);
  const auto full = std::filesystem::absolute(name, failed);
  return std::string(colormap.substr(0, start)) + full.string();
}

}  // namespace

Options::Options() : parts_(std::make_unique<Parts>()) {}
Options::Options(const Options& other) : parts_(std::make_unique<Parts>(*other.parts_)) {}
Options::Options(Options&& other) noexcept = default;
Options& Options::operator=(Options other) noexcept {
  std::swap(parts_, other.parts_);
  return *this;
}
Options::~Options() = default;

void Options::set(std::string_view name, std::string_view text) {
  const Parameter& parameter = offered_parameter(name);
  const std::string value =
      parameter.key == plugin::Key::Colormap ? with_full_path(text) : std::string(text);
  value_or_raise(parts_->settings.parse(name, value));
}

std::string Options::get(std::string_view name) const {
  offered_parameter(name);
  return parts_->settings.as_text(name);
}

void Options::set_colorbar_from(const Colorbar& colorbar) {
  parts_->other_bar = Access::bar(colorbar);
}

std::vector<OptionInfo> known_options() {
  const plugin::Settings defaults;
  std::vector<OptionInfo> options;
  for (const Parameter& parameter : plugin::parameters()) {
    if (!offered(parameter)) continue;
    OptionInfo info{parameter.name,
                    kind_of(parameter.type),
                    defaults.as_text(parameter.name),
                    _(parameter.blurb),
                    _(parameter.expects),
                    parameter.min,
                    parameter.max,
                    {}};
    std::ranges::transform(parameter.choices, std::back_inserter(info.choices),
                           &plugin::Choice::name);
    options.push_back(std::move(info));
  }
  return options;
}

}  // namespace unweave::v1
