// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/field/field_options.hpp"
#include "core/labels/float_precision.hpp"
#include "core/try.hpp"
#include "core/write/colormap_file.hpp"
#include "plugin/request/typed_numbers.hpp"

namespace unweave::plugin {
namespace {

std::size_t index_of(Key key) { return static_cast<std::size_t>(key); }

/// The parameter of that name; std::invalid_argument if there is none.
const Parameter& known_parameter(std::string_view name) {
  const auto* found = find_parameter(name);
  if (!found) throw std::invalid_argument("no parameter " + std::string(name));
  return *found;
}

template <std::size_t N>
std::optional<std::array<double, N>> parse_list(std::string_view text) {
  const auto numbers = typed_numbers(text, N);
  if (!numbers) return std::nullopt;
  std::array<double, N> out{};
  std::copy(numbers->begin(), numbers->end(), out.begin());
  return out;
}

std::optional<bool> parse_flag(std::string_view text) {
  text = trim(text);
  for (const char* yes : {"true", "yes", "on", "1", "TRUE"})
    if (text == yes) return true;
  for (const char* no : {"false", "no", "off", "0", "FALSE"})
    if (text == no) return false;
  return std::nullopt;
}

std::string to_text(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::get<double>(value)).ptr;
  return {buffer.data(), end};
}

tl::unexpected<Failure> refuse(Reason reason, std::string_view name, std::string_view value) {
  return fail(reason, std::string(name) + "=" + std::string(value));
}

bool fits(const Parameter& parameter, const Value& value) {
  if (value.index() != parameter.initial.index()) return false;
  if (parameter.type == ParameterType::Number) {
    const double number = std::get<double>(value);
    return number >= parameter.min && number <= parameter.max;  // false for NaN
  }
  if (parameter.type == ParameterType::Choice)
    return std::ranges::any_of(parameter.choices, [&](const Choice& choice) {
      return std::get<std::string>(value) == choice.name;
    });
  return true;
}

/// In lower case, without the dot.
std::string extension_of(std::string_view file) {
  const auto dot = file.rfind('.');
  std::string extension(dot == file.npos ? "" : file.substr(dot + 1));
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return extension;
}

/// Nothing for a text that is no rectangle.
std::optional<Rect> rectangle(std::string_view text) {
  const auto numbers = parse_list<4>(text);
  constexpr int kLimit = std::numeric_limits<int>::max();
  std::optional<std::array<int, 4>> v;
  if (numbers && std::ranges::all_of(*numbers, [](double n) {
        return n == std::round(n) && std::abs(n) <= kLimit;
      })) {
    v.emplace();
    std::ranges::transform(*numbers, v->begin(), [](double n) { return static_cast<int>(n); });
  }
  if (!v || (*v)[0] < 0 || (*v)[1] < 0 || (*v)[2] < 1 || (*v)[3] < 1 ||
      (*v)[0] > kLimit - (*v)[2] || (*v)[1] > kLimit - (*v)[3])
    return std::nullopt;
  return Rect{(*v)[0], (*v)[1], (*v)[2], (*v)[3]};
}

Result<std::optional<Rect>> read_rectangle(const Settings& settings, Key key) {
  const auto text = trim(settings.text(key));
  if (text.empty()) return std::nullopt;
  const auto read = rectangle(text);
  if (!read) return refuse(Reason::InvalidOption, parameter(key).name, text);
  return read;
}

/// The bar of another picture takes the place of this one's, and of a curve without any.
Result<std::optional<OtherPicture>> read_other_picture(const Settings& settings,
                                                       const Request& request) {
  const auto text = trim(settings.text(Key::ColorbarFrom));
  if (text.empty()) return std::nullopt;
  if (request.colorbar || request.map == Request::Map::Locus)
    return refuse(Reason::InvalidOption, "colorbar-from", text);
  return parse_other_picture(text);
}

Result<std::vector<NoDataColor>> read_no_data(const Settings& settings) {
  const auto& text = settings.text(Key::NoData);
  auto colors = parse_colors(text);
  if (!colors) return refuse(Reason::InvalidOption, "no-data", text);
  return *std::move(colors);
}

Result<std::optional<ValueRange>> read_range(const Settings& settings) {
  const auto text = trim(settings.text(Key::Range));
  UNWEAVE_TRY(ValueRange range, scale_family(settings));
  if (text.empty()) {
    const bool ticks = !trim(settings.text(Key::Ticks)).empty();
    if (range.scale != Scale::Linear && !ticks)
      return refuse(Reason::InvalidOption, "scale", settings.text(Key::Scale));
    return std::nullopt;
  }
  const auto ends = parse_list<2>(text);
  if (!ends) return refuse(Reason::InvalidOption, "range", text);
  range.min = (*ends)[0];
  range.max = (*ends)[1];
  range.origin = range.scale == Scale::Power ? std::min(range.min, range.max) : 0;
  if (!range.valid() || float_precision(range) == FloatPrecision::None)
    return refuse(Reason::InvalidOption, "range", text);
  return range;
}

Result<std::optional<GivenTicks>> read_ticks(const Settings& settings) {
  const auto text = trim(settings.text(Key::Ticks));
  if (text.empty()) return std::nullopt;
  const auto points = typed_points(text);
  GivenTicks ticks;
  UNWEAVE_TRY(ticks.family, scale_family(settings));
  if (points) ticks.points = *points;
  // Whether they are a scale does not depend on where the bar is.
  if (!points || !range_through(ticks.points, ticks.family))
    return refuse(Reason::InvalidOption, "ticks", text);
  return ticks;
}

Result<std::optional<std::array<double, 2>>> read_axis(const Settings& settings, Key key) {
  const auto text = trim(settings.text(key));
  if (text.empty()) return std::nullopt;
  const auto ends = parse_list<2>(text);
  if (!ends || !std::isfinite((*ends)[0]) || !std::isfinite((*ends)[1]) || (*ends)[0] == (*ends)[1])
    return refuse(Reason::InvalidOption, parameter(key).name, text);
  return *ends;
}

Result<ChosenGrid> read_grid(const Settings& settings) {
  using Kind = ChosenGrid::Kind;
  const auto text = trim(settings.text(Key::Grid));
  if (text.empty() || text == "pixels") return ChosenGrid{};
  if (text == "cells") return ChosenGrid{Kind::Cells};
  constexpr std::string_view kUnits = "units";
  const bool in_units = text.ends_with(kUnits);
  const auto numbers =
      parse_list<2>(in_units ? trim(text.substr(0, text.size() - kUnits.size())) : text);
  if (!numbers) return refuse(Reason::InvalidOption, "grid", text);
  const auto [x, y] = *numbers;
  constexpr double kMost = 1e6;  // cells of a side, more than any picture has pixels
  const auto whole = [](double n) { return n >= 1 && n <= kMost && n == std::round(n); };
  const auto positive = [](double n) { return n > 0 && std::isfinite(n); };
  if (in_units ? !(positive(x) && positive(y)) : !(whole(x) && whole(y)))
    return refuse(Reason::InvalidOption, "grid", text);
  return ChosenGrid{in_units ? Kind::Steps : Kind::Count, x, y};
}

/// Separator, then the decimal sign where it is no point.
TextStyle text_style(const Settings& settings) {
  const std::string& name = settings.text(Key::CsvStyle);
  TextStyle style;
  style.axes = settings.flag(Key::CsvAxes);
  style.separator = name.starts_with("tab") ? '\t' : name.starts_with("semicolon") ? ';' : ',';
  style.decimal = name.ends_with("-comma") ? ',' : '.';
  return style;
}

/// Where things are in the figure, and what its scales say.
Result<void> read_figure(const Settings& settings, Request& request) {
  UNWEAVE_TRY(request.colorbar, read_rectangle(settings, Key::Colorbar));
  UNWEAVE_TRY(request.colorbar_from, read_other_picture(settings, request));
  UNWEAVE_TRY(request.plot_area, read_rectangle(settings, Key::PlotArea));
  UNWEAVE_TRY(request.range, read_range(settings));
  UNWEAVE_TRY(request.ticks, read_ticks(settings));
  UNWEAVE_TRY(request.x_range, read_axis(settings, Key::XRange));
  UNWEAVE_TRY(request.y_range, read_axis(settings, Key::YRange));
  return {};
}

Result<void> read_colormap_file_name(const Settings& settings, Request& request) {
  const auto& file = settings.text(Key::ColormapFile);
  if (file.empty()) return {};
  const auto formats = colormap_formats();
  const std::string format = extension_of(file);
  if (std::ranges::find(formats, format) == formats.end())
    return refuse(Reason::InvalidOption, "colormap-file", file);
  request.colormap_files.push_back({file, format});
  return {};
}

Result<void> read_recoloring(const Settings& settings, Request& request) {
  request.recolor = trim(settings.text(Key::Recolor));
  request.recolored_file = settings.text(Key::RecoloredFile);
  const std::string& file = request.recolored_file;
  if (!file.empty() && (request.recolor.empty() || extension_of(file) != "png"))
    return refuse(Reason::InvalidOption, "recolored-file", file);
  return {};
}

Result<void> read_colormap(const Settings& settings, Request& request) {
  const auto text = trim(settings.text(Key::Colormap));
  auto name = text;
  request.reversed = settings.flag(Key::Reverse);
  if (name.starts_with('-')) {
    request.reversed = !request.reversed;
    name = trim(name.substr(1));
  }
  if (name.empty()) return refuse(Reason::InvalidOption, "colormap", text);
  request.map = name == "auto"       ? Request::Map::Auto
                : name == "colorbar" ? Request::Map::Colorbar
                : name == "locus"    ? Request::Map::Locus
                                     : Request::Map::Named;
  if (request.map == Request::Map::Named) request.colormap_name = name;
  return {};
}

}  // namespace

Settings::Settings() {
  values_.reserve(parameters().size());
  for (const Parameter& parameter : parameters()) values_.push_back(parameter.initial);
}

const Value& Settings::get(Key key) const { return values_[index_of(key)]; }

const Value& Settings::get(std::string_view name) const { return get(known_parameter(name).key); }

std::string Settings::as_text(std::string_view name) const { return to_text(get(name)); }

Result<void> Settings::set(std::string_view name, Value value) {
  const Parameter* parameter = find_parameter(name);
  if (!parameter) return fail(Reason::UnknownOption, std::string(name));
  if (!fits(*parameter, value)) return refuse(Reason::InvalidOption, name, to_text(value));
  values_[index_of(parameter->key)] = std::move(value);
  return {};
}

Result<void> Settings::parse(std::string_view name, std::string_view text) {
  const Parameter* parameter = find_parameter(name);
  if (!parameter) return fail(Reason::UnknownOption, std::string(name));
  if (parameter->type == ParameterType::Flag) {
    const auto flag = parse_flag(text);
    return flag ? set(name, *flag) : refuse(Reason::InvalidOption, name, text);
  }
  if (parameter->type == ParameterType::Number) {
    if (trim(text).empty()) return set(name, parameter->initial);
    const auto number = typed_number(text);
    return number ? set(name, *number) : refuse(Reason::InvalidOption, name, text);
  }
  return set(name, std::string(text));
}

OtherPicture parse_other_picture(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon != text.npos && colon > 0)
    if (const auto bar = rectangle(text.substr(colon + 1)))
      return {std::string(text.substr(0, colon)), bar};
  return {std::string(text), std::nullopt};
}

Result<ValueRange> scale_family(const Settings& settings) {
  ValueRange family;
  family.source = RangeSource::Given;
  // As programs have it, the power is that of the distance from the lowest value.
  family.origin = kLowerEnd;
  const auto& name = settings.text(Key::Scale);
  const auto text = trim(settings.text(Key::ScaleParameter));
  const bool needs_parameter = name == "power" || name == "symlog";
  if (name == "sqrt") {
    family.scale = Scale::Power;
    family.shape = 0.5;
  } else {
    family.scale = scale_named(name.c_str()).value_or(Scale::Linear);
  }
  if (text.empty() && !needs_parameter) return family;
  const auto number = typed_number(text);
  if (!number || !(*number > 0) || !std::isfinite(*number))
    return refuse(Reason::InvalidOption, "scale-parameter", text);
  if (needs_parameter) family.shape = *number;
  return family;
}

std::optional<std::vector<NoDataColor>> parse_colors(std::string_view text) {
  constexpr std::string_view kSeparators = ", \t\r\n";
  constexpr std::size_t kDigits = 6;
  std::vector<NoDataColor> colors;
  for (;;) {
    text.remove_prefix(std::min(text.find_first_not_of(kSeparators), text.size()));
    if (text.empty()) return colors;
    std::string_view word = text.substr(0, text.find_first_of(kSeparators));
    text.remove_prefix(word.size());
    if (word.starts_with('#')) word.remove_prefix(1);
    if (word.size() < kDigits) return std::nullopt;
    unsigned levels = 0;
    const char* digits = word.data() + kDigits;
    const auto [end, error] = std::from_chars(word.data(), digits, levels, 16);
    if (error != std::errc() || end != digits) return std::nullopt;
    word.remove_prefix(kDigits);
    NoDataColor color{
        {static_cast<std::uint8_t>(levels >> 16), static_cast<std::uint8_t>(levels >> 8 & 255),
         static_cast<std::uint8_t>(levels & 255)},
        0};
    if (!word.empty()) {
      const auto tolerance = typed_number(word.substr(1));
      if (word.front() != '~' || !tolerance || *tolerance < 0 || *tolerance > 255 ||
          *tolerance != std::round(*tolerance))
        return std::nullopt;
      color.tolerance = static_cast<int>(*tolerance);
    }
    colors.push_back(color);
  }
}

std::string color_text(const NoDataColor& color) {
  std::string text = "#" + hex_digits(color.color);
  if (color.tolerance > 0) text.append(1, '~').append(std::to_string(color.tolerance));
  return text;
}

Result<Request> resolve(const Settings& settings) {
  Request request;
  UNWEAVE_CHECK(read_colormap(settings, request));
  UNWEAVE_CHECK(read_figure(settings, request));
  UNWEAVE_TRY(request.no_data, read_no_data(settings));
  UNWEAVE_TRY(request.grid, read_grid(settings));
  request.text_style = text_style(settings);
  if (const double distance = settings.number(Key::MaxDistance); distance >= 0)
    request.max_distance = distance;
  request.destination =
      settings.text(Key::Output) == "image" ? Destination::Image : Destination::Layer;
  request.residual_layer = settings.flag(Key::ResidualLayer);
  if (const auto& file = settings.text(Key::DataFile); !file.empty())
    request.data_files.push_back(file);
  request.report_file = settings.text(Key::ReportFile);
  UNWEAVE_CHECK(read_recoloring(settings, request));
  request.units = trim(settings.text(Key::Units));
  request.confidence_layer = settings.flag(Key::ConfidenceLayer);
  const double fill = settings.number(Key::Fill);
  if (fill != std::round(fill)) return refuse(Reason::InvalidOption, "fill", to_text(fill));
  request.fill = static_cast<int>(fill);
  request.add_colormap = settings.flag(Key::AddColormap);
  request.panels = settings.flag(Key::Panels);
  request.as_is = settings.flag(Key::AsIs);
  UNWEAVE_CHECK(read_colormap_file_name(settings, request));
  for (const Parameter& parameter : parameters())
    if (const Value& value = settings.get(parameter.key);
        parameter.type != ParameterType::File && value != parameter.initial)
      request.given.emplace_back(parameter.name, to_text(value));
  return request;
}

}  // namespace unweave::plugin
