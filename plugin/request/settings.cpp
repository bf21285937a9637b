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

#include "core/field/fill.hpp"
#include "core/write/colormap_file.hpp"

// Marks a msgid for xgettext; the text is translated where it is shown.
#define N_(text) text

namespace unweave::plugin {
namespace {

constexpr Choice kScales[] = {{"linear", N_("Linear")}, {"log", N_("Logarithmic")}};
constexpr Choice kOutputs[] = {{"layer", N_("A new layer of this image")},
                               {"image", N_("A new 32-bit float image (exact values)")}};

const std::string kEmpty;

const Parameter kParameters[] = {
    {"colormap", ParameterType::Text, Group::Colormap, N_("Color_map:"),
     N_("The colormap of the picture: auto (whatever can be found), colorbar (the picture's color "
        "bar), locus (the curve that the picture's colors form), or the name of a known map (such "
        "as viridis) or of a GIMP gradient; a leading - reverses it"),
     N_("auto, colorbar, locus, or the name of a colormap"), std::string("auto")},
    {"reverse", ParameterType::Flag, Group::Colormap, N_("Re_verse direction"),
     N_("Swap the low and the high end of the colormap"), N_("yes or no"), false},
    {"max-distance",
     ParameterType::Number,
     Group::Colormap,
     N_("Ma_ximum distance:"),
     N_("A color farther than this from the colormap has no data (1: an edge of the RGB cube); -1: "
        "set by the noise of the picture"),
     N_("a number from 0 to 1, or -1 for automatic"),
     -1.0,
     -1.0,
     1.0,
     {},
     -1.0},
    {"plot-area", ParameterType::Rectangle, Group::Picture, N_("_Plot area:"),
     N_("The rectangle that the data fills, as X,Y,WIDTH,HEIGHT in pixels of the layer; empty: "
        "found by itself, or the selection"),
     N_("four whole numbers X,Y,WIDTH,HEIGHT inside the layer, such as 80,48,512,512"), kEmpty},
    {"colorbar", ParameterType::Rectangle, Group::Picture, N_("Color _bar:"),
     N_("The rectangle of the color bar without its outline, as X,Y,WIDTH,HEIGHT in pixels of the "
        "layer; empty: found by itself"),
     N_("four whole numbers X,Y,WIDTH,HEIGHT inside the layer, such as 620,48,24,512"), kEmpty},
    {"range", ParameterType::Interval, Group::Values, N_("Value ra_nge:"),
     N_("The values at the two ends of the colormap, as MIN,MAX; empty: unknown, the data runs "
        "from "
        "0 to 1"),
     N_("two different numbers MIN,MAX, such as 0,35 (both above 0 for a logarithmic scale)"),
     kEmpty},
    {"scale", ParameterType::Choice, Group::Values, N_("Sc_ale:"),
     N_("How the values run between the ends of the range"),
     N_("linear, or log together with a range"), std::string("linear"), 0, 0, kScales},
    {"output", ParameterType::Choice, Group::Layers, N_("Data _field goes to:"),
     N_("Where the recovered data goes; from an indexed image it always goes to a new image"),
     N_("layer or image"), std::string("layer"), 0, 0, kOutputs},
    {"residual-layer", ParameterType::Flag, Group::Layers, N_("Add a _layer of the residual"),
     N_("Also make a layer of each pixel's color distance from the colormap, hidden at first"),
     N_("yes or no"), false},
    {"data-file", ParameterType::File, Group::Files, N_("_Data file:"),
     N_("Also write the data to this file, in the format of its extension, such as .npy or .csv; "
        "empty: none"),
     N_("a file name with the extension of a known format, such as data.npy"), kEmpty},
    {"report-file", ParameterType::File, Group::Files, N_("Re_port file:"),
     N_("Also write the report on what was found to this file (JSON); empty: none"),
     N_("a file name that is not the data file's"), kEmpty},
    {"units", ParameterType::Text, Group::Values, N_("Unit_s:"),
     N_("What the values are measured in, such as \302\260C or m/s; written into reports and data "
        "files"),
     N_("a short text"), kEmpty},
    {"confidence-layer", ParameterType::Flag, Group::Layers, N_("Add a layer of the co_nfidence"),
     // xgettext:no-c-format
     N_("Also give the probability that each pixel's value is within 1 % of the truth: as a layer "
        "(white: certain), hidden at first, and as a file beside each data file"),
     N_("yes or no"), false},
    {"colormap-file", ParameterType::File, Group::Files, N_("Color_map file:"),
     N_("Also write the recovered colormap to this file: .ggr (GIMP gradient), .gpl (GIMP "
        "palette), .csv or .cpt (GMT); empty: none"),
     N_("a file name that ends in .ggr, .gpl, .csv or .cpt"), kEmpty},
    {"recolor", ParameterType::Text, Group::Layers, N_("Recolor _with:"),
     N_("Also show the data in the colors of another colormap or GIMP gradient, such as viridis: "
        "as a "
        "layer, or in a new image where this one holds no colors; a leading - reverses it; empty: "
        "none"),
     N_("the name of a colormap"), kEmpty},
    {"fill", ParameterType::Number, Group::Picture, N_("Gap si_ze to fill:"),
     N_("Close gaps in the data that are narrower than this many pixels, such as lines and text "
        "over it, by interpolation from their rims; filled pixels are marked in a layer and in a "
        "file beside each data file; 0: leave all gaps"),
     N_("a whole number from 0 to 64"), 0.0, 0.0, double{kLargestGap}},
    {"no-data", ParameterType::Colors, Group::Picture, N_("No-_data colors:"),
     N_("Colors that stand for no data, such as the background or land in a map of the sea, as "
        "#RRGGBB, separated by commas; ~6 behind a color takes those up to 6 levels away too"),
     N_("colors such as #FFFFFF or #808080~6, separated by commas"), kEmpty},
    {"add-colormap", ParameterType::Flag, Group::Layers,
     N_("Add the colormap to GIMP's gradients and p_alettes"),
     N_("Also put the recovered colormap among GIMP's own gradients and palettes, to be used at "
        "once"),
     N_("yes or no"), false},
    {"x-range", ParameterType::Interval, Group::Axes, N_("_X axis from left:"),
     N_("The values at the left and the right edge of the plot area, as LEFT,RIGHT; empty: by the "
        "axis' labels, if they can be read"),
     N_("two different numbers LEFT,RIGHT, such as -180,180"), kEmpty},
    {"y-range", ParameterType::Interval, Group::Axes, N_("Y axi_s from below:"),
     N_("The values at the bottom and the top edge of the plot area, as BOTTOM,TOP; empty: by the "
        "axis' labels, if they can be read"),
     N_("two different numbers BOTTOM,TOP, such as -90,90"), kEmpty},
    {"panels", ParameterType::Flag, Group::Layers, N_("Reco_ver all panels"),
     N_("Also recover the figure's other panels, each to layers and files of its own, called as "
        "the first one's with panel2, panel3 and so on"),
     N_("yes or no"), false},
};

std::size_t index_of(std::string_view name) {
  const auto* found = find_parameter(name);
  if (!found) throw std::invalid_argument("no parameter " + std::string(name));
  return static_cast<std::size_t>(found - kParameters);
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// The whole of `text` as a number; std::from_chars, so the locale has no say.
template <class T>
std::optional<T> parse_number(std::string_view text) {
  text = trim(text);
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

template <class T, std::size_t N>
std::optional<std::array<T, N>> parse_list(std::string_view text) {
  std::array<T, N> out{};
  for (std::size_t i = 0; i < N; ++i) {
    const auto comma = text.find(',');
    if ((comma == text.npos) != (i + 1 == N)) return std::nullopt;
    const auto value = parse_number<T>(text.substr(0, comma));
    if (!value) return std::nullopt;
    out[i] = *value;
    text.remove_prefix(comma == text.npos ? text.size() : comma + 1);
  }
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

Result<std::optional<Rect>> read_rectangle(const Settings& settings, std::string_view name) {
  const auto text = trim(settings.text(name));
  if (text.empty()) return std::nullopt;
  const auto v = parse_list<int, 4>(text);
  constexpr int kLimit = std::numeric_limits<int>::max();
  if (!v || (*v)[0] < 0 || (*v)[1] < 0 || (*v)[2] < 1 || (*v)[3] < 1 ||
      (*v)[0] > kLimit - (*v)[2] || (*v)[1] > kLimit - (*v)[3])
    return refuse(Reason::InvalidOption, name, text);
  return Rect{(*v)[0], (*v)[1], (*v)[2], (*v)[3]};
}

Result<std::vector<NoDataColor>> read_no_data(const Settings& settings) {
  const auto& text = settings.text("no-data");
  auto colors = parse_colors(text);
  if (!colors) return refuse(Reason::InvalidOption, "no-data", text);
  return *std::move(colors);
}

Result<std::optional<ValueRange>> read_range(const Settings& settings) {
  const bool log = settings.text("scale") == "log";
  const auto text = trim(settings.text("range"));
  if (text.empty()) {
    if (log) return refuse(Reason::InvalidOption, "scale", "log");
    return std::nullopt;
  }
  const auto ends = parse_list<double, 2>(text);
  if (!ends) return refuse(Reason::InvalidOption, "range", text);
  const ValueRange range{(*ends)[0], (*ends)[1], log ? Scale::Log10 : Scale::Linear,
                         RangeSource::Given};
  if (!range.valid()) return refuse(Reason::InvalidOption, "range", text);
  return range;
}

Result<std::optional<std::array<double, 2>>> read_axis(const Settings& settings,
                                                       std::string_view name) {
  const auto text = trim(settings.text(name));
  if (text.empty()) return std::nullopt;
  const auto ends = parse_list<double, 2>(text);
  if (!ends || !std::isfinite((*ends)[0]) || !std::isfinite((*ends)[1]) || (*ends)[0] == (*ends)[1])
    return refuse(Reason::InvalidOption, name, text);
  return *ends;
}

Result<void> read_colormap(const Settings& settings, Request& request) {
  const auto text = trim(settings.text("colormap"));
  auto name = text;
  request.reversed = settings.flag("reverse");
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

std::span<const Parameter> parameters() { return kParameters; }

const Parameter* find_parameter(std::string_view name) {
  const auto* found = std::ranges::find(kParameters, name, &Parameter::name);
  return found == std::end(kParameters) ? nullptr : found;
}

Settings::Settings() {
  values_.reserve(std::size(kParameters));
  for (const Parameter& parameter : kParameters) values_.push_back(parameter.initial);
}

const char* group_title(Group group) {
  switch (group) {
    case Group::Colormap:
      return N_("Colormap");
    case Group::Picture:
      return N_("Picture");
    case Group::Values:
      return N_("Values");
    case Group::Layers:
      return N_("Layers and images");
    case Group::Files:
      return N_("Files");
    case Group::Axes:
      return N_("Axes of the plot");
  }
  return "";
}

const Value& Settings::get(std::string_view name) const { return values_[index_of(name)]; }

std::string Settings::as_text(std::string_view name) const { return to_text(get(name)); }

Result<void> Settings::set(std::string_view name, Value value) {
  const Parameter* parameter = find_parameter(name);
  if (!parameter) return fail(Reason::UnknownOption, std::string(name));
  if (!fits(*parameter, value)) return refuse(Reason::InvalidOption, name, to_text(value));
  values_[index_of(name)] = std::move(value);
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
    const auto number = parse_number<double>(text);
    return number ? set(name, *number) : refuse(Reason::InvalidOption, name, text);
  }
  return set(name, std::string(text));
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
      const auto tolerance = parse_number<int>(word.substr(1));
      if (word.front() != '~' || !tolerance || *tolerance < 0 || *tolerance > 255)
        return std::nullopt;
      color.tolerance = *tolerance;
    }
    colors.push_back(color);
  }
}

std::string color_text(const NoDataColor& color) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string text(1, '#');
  for (const std::uint8_t level : color.color) {
    text += kHex[level >> 4];
    text += kHex[level & 15];
  }
  if (color.tolerance > 0) text.append(1, '~').append(std::to_string(color.tolerance));
  return text;
}

Result<Request> resolve(const Settings& settings) {
  Request request;
  if (auto read = read_colormap(settings, request); !read) return tl::make_unexpected(read.error());
  auto colorbar = read_rectangle(settings, "colorbar");
  if (!colorbar) return tl::make_unexpected(colorbar.error());
  request.colorbar = *colorbar;
  auto plot_area = read_rectangle(settings, "plot-area");
  if (!plot_area) return tl::make_unexpected(plot_area.error());
  request.plot_area = *plot_area;
  auto range = read_range(settings);
  if (!range) return tl::make_unexpected(range.error());
  request.range = *range;
  auto x_range = read_axis(settings, "x-range");
  if (!x_range) return tl::make_unexpected(x_range.error());
  request.x_range = *x_range;
  auto y_range = read_axis(settings, "y-range");
  if (!y_range) return tl::make_unexpected(y_range.error());
  request.y_range = *y_range;
  auto no_data = read_no_data(settings);
  if (!no_data) return tl::make_unexpected(no_data.error());
  request.no_data = *std::move(no_data);
  if (const double distance = settings.number("max-distance"); distance >= 0)
    request.max_distance = distance;
  request.destination =
      settings.text("output") == "image" ? Destination::Image : Destination::Layer;
  request.residual_layer = settings.flag("residual-layer");
  if (const auto& file = settings.text("data-file"); !file.empty())
    request.data_files.push_back(file);
  request.report_file = settings.text("report-file");
  request.recolor = trim(settings.text("recolor"));
  request.units = trim(settings.text("units"));
  request.confidence_layer = settings.flag("confidence-layer");
  const double fill = settings.number("fill");
  if (fill != std::round(fill)) return refuse(Reason::InvalidOption, "fill", to_text(fill));
  request.fill = static_cast<int>(fill);
  request.add_colormap = settings.flag("add-colormap");
  request.panels = settings.flag("panels");
  if (const auto& file = settings.text("colormap-file"); !file.empty()) {
    const auto formats = colormap_formats();
    const std::string format = extension_of(file);
    if (std::ranges::find(formats, format) == formats.end())
      return refuse(Reason::InvalidOption, "colormap-file", file);
    request.colormap_files.push_back({file, format});
  }
  for (const Parameter& parameter : kParameters)
    if (const Value& value = settings.get(parameter.name);
        parameter.type != ParameterType::File && value != parameter.initial)
      request.given.emplace_back(parameter.name, to_text(value));
  return request;
}

}  // namespace unweave::plugin
