// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/figure/figure_options.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/labels/value_range.hpp"
#include "core/result.hpp"
#include "core/write/text_style.hpp"
#include "plugin/request/parameters.hpp"

// What a user asks for, by the table of parameters.

namespace unweave::plugin {

/// A value for each parameter, each of the right type and in its range. (Whether they make sense
/// together, and whether texts can be read, is what resolve() finds out.)
class Settings {
 public:
  /// All at their defaults.
  Settings();

  const Value& get(Key key) const;
  bool flag(Key key) const { return std::get<bool>(get(key)); }
  double number(Key key) const { return std::get<double>(get(key)); }
  const std::string& text(Key key) const { return std::get<std::string>(get(key)); }
  /// By its name; std::invalid_argument if there is no parameter of that name.
  const Value& get(std::string_view name) const;

  /// The value as text that parse() reads back.
  std::string as_text(std::string_view name) const;

  /// Errors: UnknownOption (detail: the name), InvalidOption (detail: "name=value").
  Result<void> set(std::string_view name, Value value);
  /// The same from text, as on a command line: flags are true/false, yes/no, on/off or 1/0, numbers
  /// as typed_number() takes them, whatever the locale. Empty text for a number means its default.
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

/// What data files have a value for.
struct ChosenGrid {
  enum class Kind {
    Pixels,
    Cells,  ///< that the field is drawn in
    Count,  ///< `x` columns and `y` rows
    Steps,  ///< cells of `x` by `y` in the axes' units
  };
  Kind kind = Kind::Pixels;
  double x = 0, y = 0;
  friend bool operator==(const ChosenGrid&, const ChosenGrid&) = default;
};

/// Another picture, with its color bar.
struct OtherPicture {
  std::string file;           ///< path or file:// URI
  std::optional<Rect> bar{};  ///< in that picture; default: looked for
  friend bool operator==(const OtherPicture&, const OtherPicture&) = default;
};
/// "FILE" or "FILE:X,Y,WIDTH,HEIGHT". What is no rectangle is a part of the name.
OtherPicture parse_other_picture(std::string_view text);

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
  std::optional<OtherPicture> colorbar_from{};
  /// The bar in it, which whoever can load pictures puts here; null as long as nobody has.
  std::shared_ptr<const OtherColorbar> other_bar{};
  std::optional<ValueRange> range;
  std::optional<GivenTicks> ticks{};             ///< values at places of the color bar
  std::optional<std::array<double, 2>> x_range;  ///< values at the plot area's left and right edge
  std::optional<std::array<double, 2>> y_range;  ///< at its bottom and top
  std::optional<double> max_distance;
  std::vector<NoDataColor> no_data;
  Destination destination = Destination::Layer;
  bool layers = true;  ///< false: only files are wanted
  bool residual_layer = false;
  bool confidence_layer = false;
  int fill = 0;                ///< gaps narrower than this are closed, pixels; 0: none
  bool add_colormap = false;   ///< to GIMP's own gradients and palettes
  bool panels = false;         ///< the figure's other panels too
  bool as_is = false;          ///< neither tilt nor light of the picture is put right
  ChosenGrid grid{};           ///< of the data files
  TextStyle text_style{};      ///< of data files that are text
  std::string recolor;         ///< the name of a colormap for the whole figure; empty: none
  std::string recolored_file;  ///< .png of the recolored figure, as data_files; empty: none
  std::string units;           ///< of the values; empty: unknown
  unsigned threads = 0;        ///< at most; 0: as many as there are processors
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

/// The family of scales that is asked for, with its parameter, for ranges and ticks; its ends are 0
/// and 1. Errors: InvalidOption (detail: "name=value").
Result<ValueRange> scale_family(const Settings& settings);

/// Errors: InvalidOption (detail: "name=value").
Result<Request> resolve(const Settings& settings);

}  // namespace unweave::plugin
