// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/cf_description.hpp"

#include <optional>

#include "core/labels/date_text.hpp"
#include "core/labels/unit_text.hpp"
#include "core/version.hpp"
#include "core/write/axes.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

/// What CF 1.8 says about a coordinate beyond its name: sections 4.3 (vertical), 4.4 (time).
void describe_axis(const AxisCalibration& axis, bool vertical, CfAttributes& out) {
  const Quantity quantity = quantity_of(axis.title, axis.units);
  if (axis.time) {
    out.emplace_back("units", time_units(*axis.time));
    if (*axis.time == TimeBase::Epoch) {
      out.emplace_back("standard_name", "time");
      out.emplace_back("calendar", "standard");
    }
  } else if (!axis.units.empty()) {
    out.emplace_back("units", axis.units);
  } else if (axis.degrees) {
    out.emplace_back("units", "degree");
  }
  if (vertical && (quantity == Quantity::Depth || quantity == Quantity::Height))
    out.emplace_back("standard_name", quantity == Quantity::Depth ? "depth" : "height");
  if (vertical && points_down(quantity))
    out.emplace_back("positive", "down");
  else if (vertical && quantity == Quantity::Height)
    out.emplace_back("positive", "up");
}

/// `long_name`: where the figure has no title for the axis.
CfVariable plain_axis(const char* name, const char* long_name, bool vertical,
                      const std::optional<AxisCalibration>& axis) {
  CfVariable out{name, {{"axis", vertical ? "Y" : "X"}}};
  const bool titled = axis && !axis->title.empty();
  out.attributes.emplace_back("long_name", titled ? utf8(axis->title) : long_name);
  if (axis)
    describe_axis(*axis, vertical, out.attributes);
  else
    out.attributes.emplace_back("units", "1");
  return out;
}

void add_units_of_values(const Report& report, CfAttributes& out) {
  if (report.range.source == RangeSource::None)
    out.emplace_back("units", "1");
  else if (!report.units.empty())
    out.emplace_back("units", report.units);
}

}  // namespace

CfVariable cf_x_axis(const Report& report) {
  if (is_geographic(report))
    return {"lon", {{"axis", "X"}, {"standard_name", "longitude"}, {"units", "degrees_east"}}};
  return plain_axis("x",
                    report.x_axis ? "horizontal axis of the figure"
                                  : "column of pixels in the figure, from the left",
                    false, report.x_axis);
}

CfVariable cf_y_axis(const Report& report) {
  if (is_geographic(report))
    return {"lat", {{"axis", "Y"}, {"standard_name", "latitude"}, {"units", "degrees_north"}}};
  return plain_axis(
      "y",
      report.y_axis ? "vertical axis of the figure" : "row of pixels in the figure, from the top",
      true, report.y_axis);
}

CfVariable cf_value(const Report& report) {
  CfVariable out{"value", {}};
  const bool calibrated = report.range.source != RangeSource::None;
  if (calibrated && !report.quantity.empty())
    out.attributes.emplace_back("long_name", utf8(report.quantity));
  else
    out.attributes.emplace_back("long_name", calibrated
                                                 ? "value recovered from the colors of a figure"
                                                 : "position on the colormap of a figure, from 0 "
                                                   "to 1");
  add_units_of_values(report, out.attributes);
  return out;
}

CfVariable cf_plane(const std::string& name, const std::string& long_name, const Report& report,
                    bool in_units) {
  CfVariable out{name, {{"long_name", utf8(long_name)}}};
  if (in_units)
    add_units_of_values(report, out.attributes);
  else
    out.attributes.emplace_back("units", "1");
  return out;
}

CfAttributes cf_global(const Report& report) {
  CfAttributes out{{"Conventions", "CF-1.8"},
                   {"title", "Data recovered from the figure " + utf8(report.figure)}};
  if (!report.title.empty()) out.emplace_back("figure_title", utf8(report.title));
  out.emplace_back("source", std::string("gimp-unweave ") + version());
  out.emplace_back("figure", utf8(report.figure));
  if (!report.figure_sha256.empty()) out.emplace_back("figure_sha256", report.figure_sha256);
  if (report.pages > 1)
    out.emplace_back("figure_page",
                     std::to_string(report.page) + " of " + std::to_string(report.pages));
  if (report.page_figure)
    out.emplace_back("figure_on_page", std::to_string(report.page_figure->number) + " of " +
                                           std::to_string(report.page_figure->count));
  const Rect& area = report.plot_area;
  out.emplace_back("plot_area", "x " + std::to_string(area.x) + ", y " + std::to_string(area.y) +
                                    ", width " + std::to_string(area.width) + ", height " +
                                    std::to_string(area.height) + " pixels of the figure");
  if (!report.colormap_name.empty())
    out.emplace_back("colormap",
                     (report.colormap_family.empty() ? "" : report.colormap_family + "/") +
                         report.colormap_name);
  out.emplace_back("provenance", provenance_json(report));
  if (!report.colors.empty()) out.emplace_back("colormap_colors", colors_text(report));
  return out;
}

}  // namespace unweave
