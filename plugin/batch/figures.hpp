// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "plugin/run/job.hpp"

namespace unweave::batch {

/// A figure of the command line.
struct FigureFile {
  std::string given;    ///< as the user wrote it
  std::string path;     ///< absolute
  std::string problem;  ///< a sentence, if it is known already that it cannot be read
};

/// The figures in their order; those of more than `max_pixels` have a problem. Throws CommandError
/// (kWrongUsage) naming both if two would write to the same results.
std::vector<FigureFile> look_at_figures(const std::vector<std::string>& given,
                                        std::int64_t max_pixels);

/// Makes the folder and those above it, and returns its absolute path. Throws CommandError
/// (kSomeFailed) when that cannot be or nothing can be written there.
std::string make_output_folder(const std::string& given);

/// Throws CommandError (kWrongUsage) if a result would replace one of the figures themselves,
/// or another figure's result.
void protect_figures(const std::vector<FigureFile>& figures, const plugin::Job& job);

/// True if the file starts as one of the formats that plot programs write (PNG, JPEG, TIFF, GIF,
/// BMP, WebP, PNM, XCF), whatever its name says.
bool is_common_format(const std::string& path);

/// Names of the plug-ins of GIMP that load those formats.
const std::vector<std::string>& common_loaders();

}  // namespace unweave::batch
