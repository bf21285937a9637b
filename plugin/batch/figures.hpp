// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plugin/batch/options.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

/// A figure of the command line, of a list, a folder or an archive.
struct FigureFile {
  std::string given;      ///< as the user wrote it; of what lies in a folder or archive: its/path
  std::string path;       ///< absolute; empty for what lies in an archive
  std::string archive{};  ///< absolute path of the archive that holds it; empty: none
  std::string below{};    ///< path below the folder or in the archive; empty: it was given itself
  std::string problem{};  ///< a sentence, if it is known already that it cannot be read
  std::string reason{};   ///< the problem's name for programs
  /// What its results are called, in the folder for results; empty: it depends on its bytes.
  std::string name{};
  int page = 0;   ///< of its file, from 1; 0: nobody chose one
  int pages = 0;  ///< of its file, where they have been counted; 0: they have not
  std::optional<PageFigure> on_page{};  ///< which figure of that page; nothing: all of it
};

/// The figure's name for the user's eyes, with its page.
std::string shown_figure(const FigureFile& figure);

/// The figures of the command line and the list (Options::files_from), in their order, folders and
/// archives replaced by the pictures in them, which are sorted by name in folders. What lies in the
/// folder for results is left out. Throws CommandError.
std::vector<FigureFile> list_figures(const Options& options);

/// Looks for problems of the files themselves; those of more than `max_pixels` have one, all pages
/// together unless each is to be a figure of its own (`by_pages`).
void look_at_figures(std::vector<FigureFile>& figures, std::int64_t max_pixels, bool by_pages);

/// Gives names. Throws CommandError (kWrongUsage) naming both if two would write to the same
/// results.
void name_figures(std::vector<FigureFile>& figures, const Options& options);
/// The name of the figure, whose file has these bytes, for Naming::Sha256.
std::string name_by_digest(const std::string& sha256, const FigureFile& figure, bool spread);

/// Makes the folder and those above it, and returns its absolute path. Throws CommandError
/// (kSomeFailed) when that cannot be or nothing can be written there.
std::string make_output_folder(const std::string& given);

/// Throws CommandError (kWrongUsage) if a result would replace one of the figures themselves,
/// or another figure's result. Figures without a name are passed over.
void protect_figures(const std::vector<FigureFile>& figures, const plugin::Job& job);

/// True if the file starts as one of the formats that plot programs write (PNG, JPEG, TIFF, GIF,
/// BMP, WebP, PNM, XCF), whatever its name says.
bool is_common_format(const std::string& path);

/// Names of the plug-ins of GIMP that load those formats.
const std::vector<std::string>& common_loaders();

}  // namespace unweave::batch
