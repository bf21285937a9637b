// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/core_request.hpp"

#include "core/catalog/catalog.hpp"
#include "core/catalog/user_maps.hpp"

namespace unweave::plugin {
namespace {

GivenColormap given_colormap(const Colormap& map) {
  GivenColormap given{map.name, {}};
  for (const Rgb8& color : map.table)
    given.colors.push_back({color[0] / 255.0, color[1] / 255.0, color[2] / 255.0});
  return given;
}

}  // namespace

Result<CoreRequest> core_request(const Request& request, const GradientReader& gradient) {
  CoreRequest core;
  core.needs_colorbar = request.map == Request::Map::Colorbar;
  core.units = request.units;
  RecoverOptions& options = core.options;
  options.reversed = request.reversed;
  options.plot_area = request.plot_area;
  options.colorbar = request.colorbar;
  options.use_colorbar = request.map != Request::Map::Locus;
  options.use_catalogue = request.map == Request::Map::Auto;
  options.range = request.range;
  options.max_distance = request.max_distance;
  if (request.map != Request::Map::Named) return core;
  if (const auto known = Catalog::builtin().find(request.colormap_name)) {
    options.colormap = given_colormap(*known->map);
    options.reversed = request.reversed != known->reversed;
    return core;
  }
  if (is_colormap_path(request.colormap_name)) {
    const auto map = read_colormap_file(request.colormap_name);
    if (!map) return tl::unexpected(map.error());
    options.colormap = given_colormap(*map);
    return core;
  }
  options.colormap = gradient(request.colormap_name);
  if (!options.colormap) return fail(Reason::UnknownColormap, request.colormap_name);
  core.gradient = true;
  return core;
}

Result<std::unique_ptr<Recovery>> recover(const CoreRequest& request, Analysis& analysis,
                                          Context& context) {
  auto recovery = analysis.recover(request.options, context);
  if (recovery && request.needs_colorbar &&
      (*recovery)->report().source != ColormapSource::Colorbar)
    return fail(Reason::NoColorbar);
  return recovery;
}

Report report_of(const Recovery& recovery, const CoreRequest& request) {
  Report report = recovery.report();
  if (request.gradient) report.source = ColormapSource::Gradient;
  if (!request.units.empty()) report.units = request.units;
  return report;
}

}  // namespace unweave::plugin
