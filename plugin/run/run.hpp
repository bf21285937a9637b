// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/field/report.hpp"
#include "core/image/pixel_source.hpp"
#include "core/recover.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/output_files.hpp"

namespace unweave::plugin {

/// Name of the parasite that holds a layer's report.
inline constexpr const char* kReportParasite = "unweave-report";
/// Name of the parasite by which a layer of data knows the layer of its figure, in the same image:
/// that layer's tattoo, in decimal digits.
inline constexpr const char* kFigureParasite = "unweave-figure";

/// Name of the parasite that holds what was measured in it, as pins_text() writes it.
inline constexpr const char* kPinsParasite = "unweave-pins";

/// Where the picture came from, for the report.
struct Figure {
  std::string name;      ///< file name, without folder
  std::string sha256{};  ///< of the file that the pixels are from; empty when they may have changed
  std::vector<Remark> remarks{};        ///< on its file and how it was loaded
  int page = 0, pages = 0;              ///< which of how many; 0: unknown
  std::optional<PageFigure> on_page{};  ///< where it is a part of that page
  /// Reads this picture's labels; null: the host's reader does.
  std::shared_ptr<const TextReader> reader{};
};

struct Outcome {
  Report report;
  std::vector<std::string> messages;  ///< the report's remarks as sentences
};

/// Recovers one drawable's data: recover(), the layers asked for, made but not yet shown by `host`,
/// and the files, written but not yet committed to `files`. The caller makes both visible
/// (host.finish(), files.commit()) or neither; after a failure host.discard() has been called.
/// `analysis`, of the same pixels, keeps what a dialog has found out already.
/// Errors: those of recover() and of the writers, UnknownColormap. Throws HostError.
Result<Outcome> run(const PixelSource& pixels, const Figure& figure, const Request& request,
                    Host& host, OutputFiles& files, Analysis* analysis = nullptr);

/// The request with the files that its `add_colormap` asks for: a gradient and a palette, named
/// after the figure, in GIMP's own folders, which are made where missing. After their commit the
/// host rereads them.
Request with_colormaps_of_gimp(Request request, const Figure& figure, Host& host);

/// The whole of it: opens the files, runs, commits the files, then shows the layers.
Result<Outcome> run_and_finish(const PixelSource& pixels, const Figure& figure,
                               const Request& request, Host& host, Analysis* analysis = nullptr);

}  // namespace unweave::plugin
