// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/command_text.hpp"

#include <glib.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/write/data_file.hpp"
#include "plugin/request/formatted.hpp"

namespace unweave::plugin {
namespace {

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

constexpr const char* kUsualFigure = "figure.png";

bool is_default(const Settings& settings, const Parameter& parameter) {
  return settings.get(parameter.key) == parameter.initial;
}

/// A path, also of what is given as a URI.
std::string path_of(const std::string& name) {
  if (!name.starts_with("file://")) return name;
  const TextPtr path(g_filename_from_uri(name.c_str(), nullptr, nullptr));
  return path ? path.get() : name;
}

/// The colormap with the direction in it, as the command takes both.
std::string directed_colormap(const Settings& settings) {
  const std::string& name = settings.text(Key::Colormap);
  if (!settings.flag(Key::Reverse)) return name;
  return name.starts_with('-') ? name.substr(1) : std::string("-").append(name);
}

/// The longest ending counts: "data.xyz.csv".
std::string format_of(const std::string& file) {
  std::string found;
  for (const std::string& format : data_formats())
    if (file.ends_with(std::string(".").append(format)) && format.size() > found.size())
      found = format;
  return found;
}

std::string shell_command(const Settings& settings, const std::string& figure) {
  std::string folder = ".";
  const std::string data = path_of(settings.text(Key::DataFile));
  if (const std::string& beside = data.empty() ? figure : data; !beside.empty())
    folder = TextPtr(g_path_get_dirname(beside.c_str())).get();
  std::string text = "gimp-unweave -o " + shell_word(folder);
  const auto option = [&text](const char* name, const std::string& value) {
    text.append(" --").append(name).append("=").append(shell_word(value));
  };
  if (const std::string format = format_of(data); !format.empty() && format != "npy")
    option("format", format);
  if (const std::string map = directed_colormap(settings); map != "auto") option("colormap", map);
  for (const Key key :
       {Key::MaxDistance, Key::PlotArea, Key::Colorbar, Key::ColorbarFrom, Key::Range, Key::Scale,
        Key::ScaleParameter, Key::Ticks, Key::Units, Key::Fill, Key::NoData, Key::XRange,
        Key::YRange, Key::Grid, Key::Recolor, Key::CsvStyle})
    if (const Parameter& p = parameter(key); !is_default(settings, p))
      option(p.name, settings.as_text(p.name));
  const std::pair<Key, const char*> flags[] = {{Key::ConfidenceLayer, " --confidence"},
                                               {Key::Panels, " --panels"},
                                               {Key::CsvAxes, " --csv-axes"}};
  for (const auto& [key, name] : flags)
    if (settings.flag(key)) text += name;
  const std::string colormap = path_of(settings.text(Key::ColormapFile));
  if (const auto dot = colormap.rfind('.'); dot != colormap.npos)
    option("colormap-files", colormap.substr(dot + 1));
  if (!settings.text(Key::RecoloredFile).empty()) option("recolored", "png");
  return text + " -- " + shell_word(figure.empty() ? kUsualFigure : figure);
}

/// In double quotes, for Scheme and Python, which escape alike.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

std::string in_scheme(const Settings& settings, const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::Flag:
      return settings.flag(parameter.key) ? "TRUE" : "FALSE";
    case ParameterType::Number:
      return settings.as_text(parameter.name);
    default:
      return quoted(settings.text(parameter.key));
  }
}

std::string script_fu_2(const Settings& settings, const std::string& figure) {
  const std::string file = quoted(figure.empty() ? kUsualFigure : figure);
  std::string text = "(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE " + file + " " + file +
                     ")))\n       (layer (car (gimp-image-get-active-drawable image))))\n"
                     "  (plug-in-unweave RUN-NONINTERACTIVE image layer";
  for (const Parameter& parameter : parameters())
    text.append(" ").append(in_scheme(settings, parameter));
  return text + "))\n";
}

std::string script_fu_3(const Settings& settings, const std::string& figure) {
  const std::string file = quoted(figure.empty() ? kUsualFigure : figure);
  std::string text = "(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE " + file +
                     "))))\n  (plug-in-unweave #:run-mode RUN-NONINTERACTIVE #:image image\n"
                     "    #:drawables (car (gimp-image-get-selected-drawables image))";
  for (const Parameter& parameter : parameters())
    if (!is_default(settings, parameter))
      text.append("\n    #:")
          .append(parameter.name)
          .append(" ")
          .append(in_scheme(settings, parameter));
  return text + "))\n";
}

std::string python(const Settings& settings, const std::string& figure) {
  std::string text =
      "import unweave\n\ndata = unweave.recover(" + quoted(figure.empty() ? kUsualFigure : figure);
  for (const Key key : {Key::Colormap, Key::Reverse, Key::MaxDistance, Key::PlotArea, Key::Colorbar,
                        Key::ColorbarFrom, Key::Range, Key::Scale, Key::ScaleParameter, Key::Ticks,
                        Key::Units, Key::Fill, Key::NoData, Key::XRange, Key::YRange, Key::Grid}) {
    const Parameter& p = parameter(key);
    if (is_default(settings, p)) continue;
    std::string name = p.name;
    std::ranges::replace(name, '-', '_');
    text.append(",\n                       ").append(name).append("=");
    text += p.type == ParameterType::Flag     ? "True"
            : p.type == ParameterType::Number ? settings.as_text(p.name)
                                              : quoted(settings.text(key));
  }
  return text + ")\n";
}

}  // namespace

std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "_./,:=+@%-";
  const auto plain = [&](unsigned char c) {
    return c < 0x80 && (std::isalnum(c) != 0 || kPlain.find(static_cast<char>(c)) != kPlain.npos);
  };
  if (!text.empty() && std::ranges::all_of(text, plain)) return text;
  const bool odd = !g_utf8_validate(text.data(), static_cast<gssize>(text.size()), nullptr) ||
                   std::ranges::any_of(text, [](unsigned char c) { return c < ' ' || c == 0x7F; });
  std::string out = odd ? "$'" : "'";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (!odd)
      out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    else if (c == '\'' || c == '\\')
      out.append("\\").append(1, c);
    else if (code < ' ' || code >= 0x7F)
      out += formatted("\\%03o", static_cast<unsigned>(code));
    else
      out += c;
  }
  return out + "'";
}

std::string command_text(CommandKind kind, const Settings& settings, const std::string& figure) {
  switch (kind) {
    case CommandKind::Shell:
      return shell_command(settings, figure);
    case CommandKind::ScriptFu2:
      return script_fu_2(settings, figure);
    case CommandKind::ScriptFu3:
      return script_fu_3(settings, figure);
    case CommandKind::Python:
      return python(settings, figure);
  }
  return {};
}

}  // namespace unweave::plugin
