// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/labels/value_range.hpp"
#include "core/result.hpp"

// The one table of parameters. Both GIMP hosts make their procedure's arguments and their dialog
// from it, the job file of the batch command uses its names as keys, and the command's options are
// checked by it. Nothing here knows GIMP, GLib or gettext: texts are msgids, translated by who
// shows them.

namespace unweave::plugin {

enum class ParameterType {
  Flag,       ///< bool
  Number,     ///< double in [min, max]
  Text,       ///< any string
  Choice,     ///< string: one of `choices`
  Rectangle,  ///< string "X,Y,WIDTH,HEIGHT" in pixels of the layer, or empty
  Interval,   ///< string "MIN,MAX", or empty
  Colors,     ///< string "#RRGGBB, #RRGGBB~TOLERANCE, …", or empty
  File,       ///< string: a path (UTF-8) or a file:// URI (any bytes), or empty
};

/// What a host keeps of a parameter: bool for Flag, double for Number, else a string.
using Value = std::variant<bool, double, std::string>;

struct Choice {
  const char* name;   ///< the value, never translated
  const char* label;  ///< msgid
};

/// A dialog's frames; the parameters of a group stand together in the table.
enum class Group { Colormap, Picture, Values, Layers, Files, Axes };
/// msgid of a group's title.
const char* group_title(Group group);
/// The dialog's pages; a mnemonic is one parameter's of a page.
enum class Page { Analysis, Result };
constexpr Page page_of(Group group) {
  return group == Group::Colormap || group == Group::Picture || group == Group::Values
             ? Page::Analysis
             : Page::Result;
}

struct Parameter {
  const char* name;  ///< the procedure's argument, the job's key, the command's option
  ParameterType type;
  Group group;
  const char* label;    ///< msgid; with a mnemonic, no two of a page alike and no button's
  const char* blurb;    ///< msgid; one sentence: what it does
  const char* expects;  ///< msgid; completes "… must be": what a valid value looks like
  Value initial;
  double min = 0, max = 0;            ///< Number only
  std::span<const Choice> choices{};  ///< Choice only
  /// Number only: the value, below the meaningful ones, that leaves the choice to the program.
  std::optional<double> automatic{};
};

/// In the order of the procedure's arguments: new ones are added at the end, never between.
std::span<const Parameter> parameters();
/// Null if there is no such parameter.
const Parameter* find_parameter(std::string_view name);

/// A value for each parameter, each of the right type and in its range. (Whether they make sense
/// together, and whether texts can be read, is what resolve() finds out.)
class Settings {
 public:
  /// All at their defaults.
  Settings();

  /// The value of a parameter; std::invalid_argument if there is none of that name.
  const Value& get(std::string_view name) const;
  bool flag(std::string_view name) const { return std::get<bool>(get(name)); }
  double number(std::string_view name) const { return std::get<double>(get(name)); }
  const std::string& text(std::string_view name) const { return std::get<std::string>(get(name)); }

  /// The value as text that parse() reads back.
  std::string as_text(std::string_view name) const;

  /// Errors: UnknownOption (detail: the name), InvalidOption (detail: "name=value").
  Result<void> set(std::string_view name, Value value);
  /// The same from text, as on a command line: flags are true/false, yes/no, on/off or 1/0, numbers
  /// have a dot whatever the locale. Empty text for a number means its default.
  Result<void> parse(std::string_view name, std::string_view text);

 private:
  std::vector<Value> values_;
};

enum class Destination {
  Layer,       ///< a layer above the one that was read, in its image
  Image,       ///< a new 32-bit float grayscale image that holds the very values
  ColorImage,  ///< a new 8-bit RGB image, for colors that the picture's own image cannot hold
};

/// A drawing of what was found, to be written.
struct DrawingFile {
  std::string path;    ///< path or file:// URI
  std::string name;    ///< which one: of kDrawingNames in job.hpp
  std::string format;  ///< "png" or "svg"
};
/// The recovered colormap, to be written.
struct ColormapFile {
  std::string path;     ///< path or file:// URI
  std::string format;   ///< one of colormap_formats()
  std::string title{};  ///< before the colormap's name in lists; empty: nothing
};

/// What the user asks for, read and checked.
struct Request {
  enum class Map {
    Auto,      ///< the color bar, else a known map, else the curve of the picture's colors
    Colorbar,  ///< the color bar, or none
    Locus,     ///< the curve of the picture's colors
    Named,     ///< `colormap_name`
  };
  Map map = Map::Auto;
  std::string colormap_name;  ///< without the reversing '-'
  bool reversed = false;      ///< the '-' of the name and the parameter "reverse" taken together
  std::optional<Rect> plot_area;
  std::optional<Rect> colorbar;
  std::optional<ValueRange> range;
  std::optional<std::array<double, 2>> x_range;  ///< values at the plot area's left and right edge
  std::optional<std::array<double, 2>> y_range;  ///< at its bottom and top
  std::optional<double> max_distance;
  std::vector<NoDataColor> no_data;
  Destination destination = Destination::Layer;
  bool layers = true;  ///< false: only files are wanted
  bool residual_layer = false;
  bool confidence_layer = false;
  int fill = 0;               ///< gaps narrower than this are closed, pixels; 0: none
  bool add_colormap = false;  ///< to GIMP's own gradients and palettes
  bool panels = false;        ///< the figure's other panels too
  std::string recolor;        ///< a colormap's name for another layer of the data; empty: none
  std::string units;          ///< of the values; empty: unknown
  std::vector<std::string> data_files;    ///< as given: paths or file:// URIs
  std::vector<std::string> data_formats;  ///< of each data file; empty: by their extensions
  std::string report_file;                ///< as data_files; empty: none
  std::vector<DrawingFile> drawings;
  std::vector<ColormapFile> colormap_files;
  /// Every setting that is not at its default, as text, for the report; no file names.
  std::vector<std::pair<std::string, std::string>> given;
};

/// "#RRGGBB" or "#RRGGBB~TOLERANCE", separated by commas or spaces. Nothing for any other text.
std::optional<std::vector<NoDataColor>> parse_colors(std::string_view text);
/// As parse_colors() reads it.
std::string color_text(const NoDataColor& color);

/// Errors: InvalidOption (detail: "name=value").
Result<Request> resolve(const Settings& settings);

}  // namespace unweave::plugin
