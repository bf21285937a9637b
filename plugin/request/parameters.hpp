// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

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

/// A parameter, for who knows which one is meant.
enum class Key {
  Colormap,
  Reverse,
  MaxDistance,
  PlotArea,
  Colorbar,
  Range,
  Scale,
  Output,
  ResidualLayer,
  DataFile,
  ReportFile,
  Units,
  ConfidenceLayer,
  ColormapFile,
  Recolor,
  Fill,
  NoData,
  AddColormap,
  XRange,
  YRange,
  Panels,
  Ticks,
  ScaleParameter,
  Grid,
  ColorbarFrom,
  CsvAxes,
  CsvStyle,
  AsIs,
  RecoloredFile,
};

struct Parameter {
  Key key;
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

/// In the order of the procedure's arguments, which is that of the keys: new ones are added at the
/// end, never between.
std::span<const Parameter> parameters();
const Parameter& parameter(Key key);
/// Null if there is no such parameter.
const Parameter* find_parameter(std::string_view name);

}  // namespace unweave::plugin
