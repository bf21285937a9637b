// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/catalog/catalog.hpp"
#include "core/image/color.hpp"
#include "core/labels/value_range.hpp"
#include "core/version.hpp"
#include "library/inside.hpp"
#include "library/notices.hpp"

namespace unweave::v1 {

namespace {

using Json = nlohmann::json;

ColormapInfo::Kind kind_of(ColormapKind kind) {
  switch (kind) {
    case ColormapKind::Discrete:
      return ColormapInfo::Kind::Discrete;
    case ColormapKind::Cyclic:
      return ColormapInfo::Kind::Cyclic;
    case ColormapKind::Continuous:
      break;
  }
  return ColormapInfo::Kind::Continuous;
}

/// What report_json() wrote of a range. Throws what nlohmann::json throws for another text.
ValueRange range_in(std::string_view report) {
  const Json json = Json::parse(report).at("range");
  ValueRange range;
  range.min = json.at("min");
  range.max = json.at("max");
  range.scale = scale_named(json.at("scale").get<std::string>().c_str()).value();
  const std::string source = json.at("source");
  range.source = source == "none"    ? RangeSource::None
                 : source == "ticks" ? RangeSource::Ticks
                                     : RangeSource::Given;
  range.shape = json.value("exponent", json.value("threshold", 1.0));
  range.origin = json.value("origin", 0.0);
  for (const Json& point : json.value("points", Json::array()))
    range.points.push_back({point.at(0), point.at(1)});
  return range;
}

}  // namespace

const char* version() noexcept { return unweave::version(); }

std::string_view notices() { return embedded::notices; }

std::vector<ColormapInfo> colormaps() {
  std::vector<ColormapInfo> maps;
  for (const Colormap& map : Catalog::builtin().all()) {
    ColormapInfo info{map.name,   map.family, kind_of(map.kind), map.license,
                      map.source, {},         map.table};
    for (const ColormapAlias& alias : map.aliases)
      info.aliases.push_back(alias.family + "/" + alias.name);
    maps.push_back(std::move(info));
  }
  return maps;
}

void positions(std::string_view report, const double* values, std::size_t count, double* out) {
  try {
    const ValueRange range = range_in(report);
    std::transform(values, values + count, out, [&](double v) { return range.position(v); });
  } catch (const Json::exception& error) {
    throw std::invalid_argument(std::string("positions: no report: ") + error.what());
  } catch (const std::bad_optional_access&) {
    throw std::invalid_argument("positions: no report: its scale is unknown");
  }
}

void paint(std::string_view colormap, const float* positions, std::size_t count,
           std::uint8_t* out) {
  constexpr float kMost = 255;
  const GivenColormap map = colormap_named(colormap);
  for (std::size_t i = 0; i < count; ++i)
    for (const float channel : color_along(map.colors, positions[i]))
      *out++ = static_cast<std::uint8_t>(std::lround(channel * kMost));
}

}  // namespace unweave::v1
