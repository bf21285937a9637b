// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib.h>

#include <array>
#include <cmath>
#include <optional>

#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/measure_text.hpp"
#include "plugin/view/ticks.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::view {
namespace {

using plugin::formatted;

std::string source_text(const Report& report) {
  const char* name = report.colormap_name.c_str();
  switch (report.source) {
    case ColormapSource::Given:
      return formatted(_("Colormap %s, as chosen"), name);
    case ColormapSource::Gradient:
      return formatted(_("GIMP gradient %s"), name);
    case ColormapSource::Colorbar:
      return *name ? formatted(_("Colormap %s from the color bar"), name)
                   : std::string(_("Colormap read from the color bar"));
    case ColormapSource::Catalog:
      return formatted(_("Colormap %s recognized by its colors"), name);
    case ColormapSource::Locus:
      return *name ? formatted(_("Colormap %s recognized by its colors"), name)
                   : std::string(_("Unknown colormap, recovered from the colors"));
  }
  return {};
}

std::string range_text(const Report& report) {
  const ValueRange& range = report.range;
  if (range.source == RangeSource::None) return _("values unknown (0 to 1)");
  const std::string low = value_text(range.min, range), high = value_text(range.max, range);
  const std::string units = plugin::shown_units(report);
  // Translators: a range of values and its unit, such as "0 to 35 °C".
  std::string text = units.empty()
                         ? formatted(_("%s to %s"), low.c_str(), high.c_str())
                         : formatted(_("%s to %s %s"), low.c_str(), high.c_str(), units.c_str());
  return report.quantity.empty() ? text : report.quantity + ' ' + text;
}

}  // namespace

std::string status_text(const Workbench::State& state) {
  if (state.busy)
    return formatted(
        _("%s: %d %%"),
        state.reading ? _("Reading the numbers") : plugin::stage_text(state.stage).c_str(),
        static_cast<int>(std::lround(100 * state.progress)));
  if (state.failure) return plugin::sentence(*state.failure, plugin::OptionNames::Labels);
  if (!state.finding) return {};
  const Report& report = state.finding->report();
  // Translators: which colormap, which values, and how much of the picture gave data.
  return formatted(_("%s; %s; %d %% of the plot area recovered"), source_text(report).c_str(),
                   range_text(report).c_str(),
                   static_cast<int>(std::lround(100 * report.valid_fraction)));
}

std::string found_for(plugin::Key key, const Report& report) {
  const auto rectangle = [](const Rect& r) {
    return formatted("%d,%d,%d,%d", r.x, r.y, r.width, r.height);
  };
  // As the settings take numbers, whatever the locale.
  const auto interval = [](double first, double second) {
    std::array<char, G_ASCII_DTOSTR_BUF_SIZE> low{}, high{};
    g_ascii_formatd(low.data(), low.size(), "%.6g", first);
    g_ascii_formatd(high.data(), high.size(), "%.6g", second);
    return formatted("%s,%s", low.data(), high.data());
  };
  switch (key) {
    case plugin::Key::PlotArea:
      return rectangle(report.plot_area);
    case plugin::Key::Colorbar:
      return report.colorbar ? rectangle(*report.colorbar) : std::string();
    case plugin::Key::Range:
      return report.range.source == RangeSource::None
                 ? std::string()
                 : interval(report.range.min, report.range.max);
    case plugin::Key::Units:
      return plugin::shown_units(report);
    case plugin::Key::XRange:
      return report.x_axis ? interval(report.x_axis->range.min, report.x_axis->range.max)
                           : std::string();
    case plugin::Key::YRange:
      // From below, where the calibration counts rows from above.
      return report.y_axis ? interval(report.y_axis->range.max, report.y_axis->range.min)
                           : std::string();
    default:
      return {};
  }
}

namespace {

/// That some readers cannot read the map, with maps that they can.
std::string lookalikes_text(const Lookalikes& pair, const Report& report) {
  const auto value = [&](double t) {
    return report.range.source == RangeSource::None
               ? std::string("t = ").append(short_number(t, 2))
               : value_text(report.range.value(t), report.range);
  };
  // Translators: two values, then three names of colormaps.
  return formatted(_("Readers without red-green vision cannot tell %s from %s in this colormap; "
                     "%s, %s and %s can be read by all."),
                   value(pair.low).c_str(), value(pair.high).c_str(), kMapsForAll[0],
                   kMapsForAll[1], kMapsForAll[2]);
}

}  // namespace

std::vector<std::string> warnings(const Workbench::State& state) {
  if (state.failure || !state.finding || state.reading) return {};
  auto lines = plugin::sentences(state.finding->report().remarks);
  if (state.finding->report().range.source == RangeSource::None)
    lines.emplace_back(
        _("The values are unknown: click on two places of the colormap below the pictures and type "
          "their values, or enter the value range."));
  if (const auto& pair = state.finding->digest.lookalikes)
    lines.push_back(lookalikes_text(*pair, state.finding->report()));
  return lines;
}

std::string read_out(const Pixel& pixel, const Report& report) {
  const std::string color = "   #" + hex_digits(pixel.color);
  // Translators: place of the pixel under the pointer: column and row.
  const std::string numbers = formatted(_("Pixel %d, %d"), pixel.x, pixel.y);
  if (!pixel.in_plot_area) return numbers + color + "   " + _("outside the plot area");
  PointValue point = pixel_place(report, pixel.x, pixel.y);
  point.t = static_cast<double>(pixel.t);
  point.value = report.range.value(point.t);
  point.deviation = report.range.deviation(point.t, static_cast<double>(pixel.deviation));
  std::string text = place_text(point, report) + ": " + reading_text(point, report) + color;
  if (report.range.source != RangeSource::None && !std::isnan(point.t))
    text += "   t = " + short_number(point.t, 4);
  if (!std::isnan(pixel.residual))
    text += "   " + formatted(_("residual %s"),
                              short_number(static_cast<double>(pixel.residual), 2).c_str());
  return std::isnan(point.x) && std::isnan(point.y) ? text : text + "   " + numbers;
}

}  // namespace unweave::view
