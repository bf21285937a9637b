// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/core_request.hpp"

#include <algorithm>
#include <utility>

#include "core/catalog/catalog.hpp"
#include "core/catalog/user_maps.hpp"
#include "core/try.hpp"

namespace unweave::plugin {
namespace {

GivenColormap given_colormap(const Colormap& map) {
  GivenColormap given{map.name, {}, map.family, map.values};
  given.over_bar = map.values_of_colors;
  given.stepped = map.values && map.kind == ColormapKind::Discrete;
  for (const Rgb8& color : map.table) given.colors.push_back(unit_color(color));
  return given;
}

struct NamedMap {
  GivenColormap map;
  bool reversed = false;  ///< the name means the map turned around
  bool gradient = false;
};

Result<NamedMap> named_map(const std::string& name, const Catalog& catalog,
                           const GradientReader& gradient) {
  if (const auto known = catalog.find(name)) {
    if (known->map->family != kGradientFamily)
      return NamedMap{given_colormap(*known->map), known->reversed, false};
    auto sampled = gradient(known->map->name);
    return NamedMap{sampled ? *std::move(sampled) : given_colormap(*known->map), known->reversed,
                    true};
  }
  if (is_colormap_path(name)) {
    UNWEAVE_TRY(const Colormap map, read_colormap_file(name));
    return NamedMap{given_colormap(map), false, false};
  }
  auto map = gradient(name);
  if (!map) return fail(Reason::UnknownColormap, name);
  return NamedMap{*std::move(map), false, true};
}

/// The map for recoloring; a leading '-' reverses one of GIMP's gradients too.
Result<GivenColormap> recolor_map(const std::string& name, const Catalog& catalog,
                                  const GradientReader& gradient) {
  auto named = named_map(name, catalog, gradient);
  const bool minus = name.starts_with('-');
  if (!named && minus) {
    named = named_map(name.substr(1), catalog, gradient);
    if (named) named->reversed = !named->reversed;
  }
  if (!named) return tl::unexpected(named.error());
  if (named->reversed) std::reverse(named->map.colors.begin(), named->map.colors.end());
  return std::move(named->map);
}

}  // namespace

Result<CoreRequest> core_request(const Request& request, std::shared_ptr<const KnownMaps> maps,
                                 const GradientReader& gradient) {
  if (request.colorbar_from && !request.other_bar)
    return fail(Reason::ReadFailed, request.colorbar_from->file);
  const Catalog& catalog = maps->catalog;
  CoreRequest core;
  core.needs_colorbar = request.map == Request::Map::Colorbar;
  core.units = request.units;
  core.grid = request.grid;
  core.maps = std::move(maps);
  RecoverOptions& options = core.options;
  options.figure.correct = !request.as_is;
  options.figure.plot_area = request.plot_area;
  options.figure.colorbar = request.colorbar;
  // Of another picture's bar they are values at places of that picture.
  if (!request.other_bar) options.figure.ticks = request.ticks;
  options.figure.other_bar = request.other_bar;
  options.figure.look_for_colorbar = request.map != Request::Map::Locus;
  options.no_data = request.no_data;
  options.curve.use_catalog = request.map == Request::Map::Auto;
  options.curve.catalog = {core.maps, &core.maps->catalog};
  options.field.reversed = request.reversed;
  options.field.max_distance = request.max_distance;
  options.field.fill = request.fill;
  options.values.range = request.range;
  options.values.x_range = request.x_range;
  options.values.y_range = request.y_range;
  if (!request.recolor.empty()) {
    UNWEAVE_TRY(core.recolor, recolor_map(request.recolor, catalog, gradient));
  }
  if (request.map != Request::Map::Named) return core;
  UNWEAVE_TRY(NamedMap named, named_map(request.colormap_name, catalog, gradient));
  options.curve.colormap = std::move(named.map);
  options.field.reversed = request.reversed != named.reversed;
  core.gradient = named.gradient;
  return core;
}

Result<std::unique_ptr<Recovery>> recover(const CoreRequest& request, Analysis& analysis,
                                          const Context& context) {
  auto recovery = analysis.recover(request.options, context);
  if (recovery && request.needs_colorbar &&
      (*recovery)->report().source != ColormapSource::Colorbar)
    return fail(Reason::NoColorbar);
  return recovery;
}

bool shows_nothing(const Failure& failure) {
  return failure.reason == Reason::NotPseudocolor || failure.reason == Reason::OneColor ||
         failure.reason == Reason::TooFewColors || failure.reason == Reason::NoVisiblePixels ||
         failure.reason == Reason::EmptySelection;
}

Report report_of(const Recovery& recovery, const CoreRequest& request) {
  Report report = recovery.report();
  if (request.gradient) report.source = ColormapSource::Gradient;
  if (!request.units.empty()) report.units = request.units;
  if (request.maps)
    for (const Failure& failure : request.maps->failures)
      report.remarks.push_back({Note::BadColormapFile, failure.detail});
  return report;
}

}  // namespace unweave::plugin
