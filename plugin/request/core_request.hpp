// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/recover.hpp"
#include "plugin/request/known_maps.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::plugin {

/// A GIMP gradient of that very name, sampled; empty if there is none.
using GradientReader = std::function<std::optional<GivenColormap>(const std::string&)>;

/// A request in the core's terms. A value: it can be handed to another thread.
struct CoreRequest {
  RecoverOptions options;
  bool gradient = false;                   ///< options.curve.colormap is one of GIMP's
  bool needs_colorbar = false;             ///< the map must come from the picture's color bar
  std::string units;                       ///< of the values; empty: unknown
  ChosenGrid grid{};                       ///< of data files
  std::optional<GivenColormap> recolor{};  ///< low end first
  std::shared_ptr<const KnownMaps> maps{};

  friend bool operator==(const CoreRequest&, const CoreRequest&) = default;
};

/// A named map is one of `maps`, else the file of that path (if its extension is a known one), else
/// one of GIMP's gradients, which are always asked of GIMP itself. Errors: UnknownColormap;
/// BadColormapFile, ReadFailed for a file,
/// and for another picture whose bar is asked for but was not put into the request.
Result<CoreRequest> core_request(const Request& request, std::shared_ptr<const KnownMaps> maps,
                                 const GradientReader& gradient);

/// What the analysis gives for it. Errors: those of recover(), NoColorbar.
Result<std::unique_ptr<Recovery>> recover(const CoreRequest& request, Analysis& analysis,
                                          const Context& context);

/// True for what a panel may be that shows no field.
bool shows_nothing(const Failure& failure);

/// The recovery's report with what only the request knows.
Report report_of(const Recovery& recovery, const CoreRequest& request);

}  // namespace unweave::plugin
