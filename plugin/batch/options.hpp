// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plugin/run/job.hpp"
#include "plugin/run/page_reader.hpp"

namespace unweave::batch {

using plugin::PageChoice;

struct Options {
  std::vector<std::string> figures;  ///< as given, any bytes
  std::string output;                ///< as given, any bytes
  std::string gimp = "auto";         ///< or the name of a GimpKind
  enum class Engine { Auto, Gimp, Core } engine = Engine::Auto;
  std::vector<std::string> formats = {"npy"};
  std::vector<std::string> drawings, colormaps;  ///< formats; empty: none are written
  bool recolored = false;                        ///< STEM.recolored.png is written
  bool xcf = false;
  std::string files_from;  ///< a list of more figures, any bytes; "-": standard input
  bool zeros = false;      ///< NUL bytes, not lines, part its names
  std::string summary;     ///< file that takes a line for each figure; empty: none
  std::string table;       ///< file of the table of all figures; empty: none
  bool resume = false;     ///< what was done is not done again
  enum class Naming { Stem, Path, Sha256 } naming = Naming::Stem;
  bool spread = false;  ///< results go into folders in folders
  enum class Refused { AsFailed, Ok, Error } refused = Refused::AsFailed;
  std::optional<PageChoice>
      pages;             ///< each a figure of its own; none: the first, and no name for it
  unsigned threads = 0;  ///< 0: as many as the command may have
  bool doctor = false;   ///< nothing else is wanted, or read, than an examination
  double timeout = 300;  ///< seconds a figure, and GIMP's start
  std::int64_t max_pixels = plugin::kMaxPixels;
  bool take_partial = false;
  bool quiet = false;
  bool verbose = false;
  /// Names and texts of the parameters that were given, checked by the table of settings.
  std::vector<std::pair<std::string, std::string>> settings;
};

/// Reads the command line. Nothing if it asked only for the version, the licenses, a completion or
/// the colormaps, which have been printed then; --help prints and exits. Throws CommandError
/// (kWrongUsage) with a sentence that names what is wrong: unknown options, values that make no
/// sense, options behind which nothing stands yet.
std::optional<Options> parse_options(int argc, char** argv);

}  // namespace unweave::batch
