// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/result.hpp"

namespace unweave {

enum class ColormapFormat {
  Ggr,  ///< GIMP gradient: all segment types and coloring modes; sampled at 256 cells
  Gpl,  ///< GIMP palette: an entry a line
  Cpt,  ///< GMT color palette table: RGB, HSV, gray, #hex and named colors; B, F, N lines
  /// A color a line: r,g,b (0..255 or 0..1), optionally t,r,g,b, or #rrggbb. Or a table of values,
  /// a color (#rrggbb or a name) and a number, or r,g,b,value under such a title: at least two
  /// lines, values that rise or fall all the way, no color twice. Columns are parted by tabs,
  /// semicolons, commas or blanks; where they are not commas, decimals may stand behind one. The
  /// colors are the entries then, and Colormap::values goes through them.
  Csv,
  Json,  ///< matplotlib-style: a list of colors, or an object of red/green/blue segment data
};

/// Reads a map from a file's text. `file` names it in error details and gives the map its name
/// when the text has none. Never throws on bad input, whatever the bytes.
/// Errors: BadColormapFile, detail "file:line" (1-based; "file" alone when no line is to blame).
Result<Colormap> read_colormap(std::string_view text, ColormapFormat format,
                               const std::string& file);

/// True if a map's name is the name of a file: it ends like one that is understood, in any case.
bool names_colormap_file(std::string_view name);
/// The same with a folder, so that it can be no map's name.
bool is_colormap_path(std::string_view name);

/// Reads a map from a file, whose stem is its name. Files larger than 4 MB are refused. Errors:
/// BadColormapFile, as above; ReadFailed (detail: the path).
Result<Colormap> read_colormap_file(const std::string& path);

/// A folder's maps, in order of file name, and what could not be read of it.
struct UserMaps {
  std::vector<Colormap> maps;  ///< family "user"; name: the file's stem
  std::vector<Failure> failures;
};

/// Reads every .ggr, .gpl, .cpt, .csv and .json of `folder` (not its sub-folders). A missing folder
/// is no error: no maps. Files larger than 4 MB are refused. Errors a file: BadColormapFile,
/// ReadFailed (detail: the path).
UserMaps read_user_maps(const std::string& folder);

/// Families of the user's own maps, and of GIMP's gradients.
inline constexpr const char* kUserFamily = "user";
inline constexpr const char* kGradientFamily = "gimp";

/// How the files of recovered colormaps begin that are put among GIMP's gradients.
inline constexpr const char* kRecoveredPrefix = "unweave-";

/// Reads every .ggr of `folder` but recovered ones, in order of file name; each has the name that
/// stands in it, as in GIMP. Files that are none are passed over.
std::vector<Colormap> read_gradients(const std::string& folder);

}  // namespace unweave
