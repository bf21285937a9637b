// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/messages.hpp"

#include <glib.h>

#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/labels/units.hpp"
#include "core/write/data_file.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::plugin {
namespace {

/// A path as it can be shown, whatever its bytes.
std::string shown(const std::string& path) {
  gchar* text = g_filename_display_name(path.c_str());
  std::string display(text);
  g_free(text);
  return display;
}

struct OptionDetail {
  std::string name, value;
};

OptionDetail split(const std::string& detail) {
  const auto equals = detail.find('=');
  if (equals == detail.npos) return {detail, {}};
  return {detail.substr(0, equals), detail.substr(equals + 1)};
}

std::string option_title(const std::string& name, OptionNames names) {
  const Parameter* parameter = find_parameter(name);
  return parameter && names == OptionNames::Labels ? plain_label(*parameter) : name;
}

std::string invalid_option(const std::string& detail, OptionNames names) {
  const auto [name, value] = split(detail);
  const Parameter* parameter = find_parameter(name);
  const std::string given = shown(value), title = option_title(name, names);
  if (!parameter)
    return formatted(_("The value of the option \"%s\" makes no sense: \"%s\"."), title.c_str(),
                     given.c_str());
  const char* expects = _(parameter->expects);
  if (value.empty()) return formatted(_("The option \"%s\" must be %s."), title.c_str(), expects);
  return formatted(_("The option \"%s\" must be %s; it is \"%s\"."), title.c_str(), expects,
                   given.c_str());
}

std::string unknown_format(const std::string& extension) {
  std::string known;
  for (const auto& format : data_formats()) known += (known.empty() ? "." : ", .") + format;
  if (extension.empty())
    return formatted(
        _("The data file's name has no extension to tell its format; give it one of %s."),
        known.c_str());
  return formatted(_("No data can be written as .%s; use one of %s."), shown(extension).c_str(),
                   known.c_str());
}

std::string partial_picture(const std::string& words) {
  if (words.empty()) return _("The picture is not whole: its file is cut off or damaged.");
  // Translators: %s is what the program that loads pictures says, a sentence without its stop.
  return formatted(_("The picture did not load whole: %s."), words.c_str());
}

std::string no_grid(const std::string& kind) {
  if (kind == "cells")
    return _(
        "No grid of cells was seen in the plot area. Give the number of its columns and rows, such "
        "as 10,8, or take pixels.");
  if (kind == "steps")
    return _(
        "A grid in units of the axes needs two known axes and steps of at least a pixel. Give the "
        "axes' values, or the number of columns and rows.");
  return _("The grid has more columns or rows than the plot area has pixels; give fewer.");
}

std::string short_number(double value) {
  std::array<char, G_ASCII_DTOSTR_BUF_SIZE> text{};
  return g_ascii_formatd(text.data(), text.size(), "%.5g", value);
}

/// "-2 to 30 K".
std::string span_text(const ValueRange& range, const std::string& units) {
  // Translators: the two ends of a range of values.
  return formatted(_("%s to %s"), short_number(range.min).c_str(),
                   short_number(range.max).c_str()) +
         (units.empty() ? "" : " " + units);
}

/// "18 #8B0F14", and " end" behind it.
std::string lost_color(const std::string& detail) {
  const auto blank = detail.find(' ');
  const std::string share = detail.substr(0, blank), color = detail.substr(blank + 1, 7);
  const bool beyond = detail.ends_with(" end");
  return formatted(
      beyond ? _("%s %% of the plot area is %s, beyond the color bar's end, and has no data.")
             : _("%s %% of the plot area is %s, which is not on the colormap, and has no data."),
      share.c_str(), color.c_str());
}

std::string not_pseudocolor(const std::string& looks) {
  if (looks == "photograph")
    return _(
        "The colors of the picture do not lie along a colormap: it looks like a photograph. Select "
        "the part that shows data, or name the colormap.");
  if (looks == "drawing" || looks == "bars" || looks == "pie")
    return _(
        "The picture looks like a drawing or a chart and not like a field of values. Select the "
        "part that shows data, or name the colormap.");
  if (looks == "markers")
    return _(
        "The picture shows single markers, as a scatter plot does, and nothing says what their "
        "colors mean: give the rectangle of its color bar, or name the colormap.");
  if (looks == "solid")
    return _(
        "The picture shows a surface in space: what is in front hides what is behind, and no place "
        "of it is where it is drawn. Draw the data seen from above.");
  if (looks == "gray copy")
    return _(
        "The color bar passes through the same grays more than once, as in a gray copy of a "
        "colored figure: a gray stands for several values. Take the figure in its colors.");
  return _(
      "The colors of the picture do not lie along one colormap. Select the part that shows data, "
      "or name the colormap.");
}

std::string what_was_found(const Failure& failure) {
  if (!failure.found || !(failure.found->colorbar || failure.found->colorbar_from)) return {};
  const Report& found = *failure.found;
  if (found.range.source == RangeSource::None)
    return std::string(" ") + _("Its color bar was found, but not what it says.");
  const std::string span = span_text(found.range, shown_units(found));
  // Translators: %s is a range of values, such as "-2 to 30 K".
  return " " + formatted(_("Its color bar was read: %s."), span.c_str());
}

/// That a scale was left open, and for which text if it was for one.
std::string left_open(const std::string& text, const char* for_text, const char* for_all) {
  return text.empty() ? for_all : formatted(for_text, shown(text).c_str());
}

/// `detail`: how many markers, and how many of them are unsure.
std::string markers_found(const std::string& detail) {
  const std::size_t blank = detail.find(' ');
  const std::string count = detail.substr(0, blank), unsure = detail.substr(blank + 1);
  // Translators: "points" is a part of a file's name and stays as it is.
  std::string text = formatted(_("The figure is a scatter plot: the data are those of its %s "
                                 "markers, and the table \"points\" has a line for each."),
                               count.c_str());
  if (unsure != "0")
    // Translators: %s is a number of markers.
    text += " " + formatted(_("Unsure, because others hide a part or the color says little: %s."),
                            unsure.c_str());
  return text;
}

std::string colormap_title(const Report& report) {
  return report.colormap_name.empty() ? _("recovered colormap") : report.colormap_name;
}

}  // namespace

std::string sentence(const Failure& failure, OptionNames names) {
  const std::string detail = shown(failure.detail);
  switch (failure.reason) {
    case Reason::Canceled:
      return _("Canceled.");
    case Reason::EmptyPicture:
      return _("The layer has no pixels.");
    case Reason::NoVisiblePixels:
      return _("Every pixel of the layer is transparent, so there is no data to recover.");
    case Reason::EmptySelection:
      return _(
          "No visible pixel of the layer is selected. Select the part that shows data, or select "
          "nothing to use the whole layer.");
    case Reason::OneColor:
      return _("The picture has a single color, so there is no data to recover.");
    case Reason::TooFewColors:
      return _(
          "The picture has too few colors or pixels to tell data from background. Select the part "
          "that shows data, or name the colormap.");
    case Reason::NotPseudocolor:
      return not_pseudocolor(failure.detail) + what_was_found(failure);
    case Reason::NoColorbar:
      return _(
          "No color bar was found in the picture. Give its rectangle, or let the colormap be "
          "auto.");
    case Reason::UnknownColormap:
      if (const std::string alike = Catalog::builtin().alike(failure.detail); !alike.empty())
        return formatted(_("There is no colormap named \"%s\". Did you mean %s?"), detail.c_str(),
                         alike.c_str());
      return formatted(
          _("There is no colormap named \"%s\". Use auto, colorbar, locus, or the name of "
            "a known map "
            "or of one of GIMP's gradients."),
          detail.c_str());
    case Reason::InvalidOption:
      return invalid_option(failure.detail, names);
    case Reason::UnknownOption:
      return formatted(_("There is no option named \"%s\"."), detail.c_str());
    case Reason::UnknownFormat:
      return unknown_format(failure.detail);
    case Reason::FolderMissing:
      return formatted(_("The folder \"%s\" does not exist; make it, or choose another."),
                       detail.c_str());
    case Reason::IsDirectory:
      return formatted(
          _("\"%s\" is a folder, so no file of that name can be written; choose another "
            "name."),
          detail.c_str());
    case Reason::PermissionDenied:
      return formatted(_("\"%s\" cannot be written for lack of permission; choose another place."),
                       detail.c_str());
    case Reason::DiskFull:
      return formatted(
          _("There is no space left to write \"%s\"; make room, or choose another place."),
          detail.c_str());
    case Reason::WriteFailed:
      return formatted(_("Writing failed: %s."), detail.c_str());
    case Reason::ReadFailed:
      return formatted(_("The file \"%s\" cannot be read."), detail.c_str());
    case Reason::TooManyPixels:
      return formatted(_("The picture is too large (%s pixels); a larger limit can be set by "
                         "--max-pixels."),
                       detail.c_str());
    case Reason::PartialPicture:
      return partial_picture(detail) + " " +
             _("What is there can be recovered with --partial=take.");
    case Reason::BadColormapFile:
      return formatted(_("The colormap file cannot be understood: %s."), detail.c_str());
    case Reason::NoGrid:
      return no_grid(failure.detail);
    case Reason::NoOtherColorbar:
      return formatted(_("No color bar was found in the other picture \"%s\". Give its rectangle "
                         "there behind the file's name, as FILE:X,Y,WIDTH,HEIGHT."),
                       detail.c_str());
    case Reason::OutOfMemory:
      return out_of_memory_sentence();
    case Reason::Internal:
      return internal_error_sentence(detail.c_str());
  }
  return internal_error_sentence("reason");
}

// A sentence for each note; parts of it would only be harder to find.
// NOLINTNEXTLINE(readability-function-size)
std::string sentence(const Remark& remark) {
  const char* detail = remark.detail.c_str();
  switch (remark.note) {
    case Note::DirectionUnknown:
      return _(
          "Which end of the colormap is low cannot be known from the picture alone: reverse the "
          "direction if the data runs the wrong way.");
    case Note::SpeedUnknown:
      return _(
          "Only the order of the values is certain: equal steps of the data need not be equal "
          "steps of the original values.");
    case Note::FewColors:
      return formatted(_("The picture has only %s colors, so the data is that coarse."), detail);
    case Note::ColorbarAgrees:
      return formatted(
          _("The color bar shows the known colormap %s, whose exact colors were used."), detail);
    case Note::ColorbarDiffers:
      return formatted(
          _("The color bar does not show the given colormap %s from end to end, so its "
            "numbers were not used."),
          detail);
    case Note::CatalogTie:
      return formatted(_("Other known colormaps fit the colors as well: %s."), detail);
    case Note::CatalogTwins:
      return formatted(
          _("Several known colormaps explain the colors alike but run in other directions or at "
            "other speeds, so none was claimed: %s. If you know which one it is, name it."),
          detail);
    case Note::LostColor:
      return lost_color(remark.detail);
    case Note::Unexplained:
      return formatted(
          _("The colormap does not explain the colors of the data, which lie %s steps of 255 from "
            "it in the median: lighting, transparency or another map may be the reason, and the "
            "values may be wrong."),
          detail);
    case Note::NoOcr:
      return _(
          "The numbers at the color bar were not read, because the text recognition library "
          "(Tesseract) is missing.");
    case Note::TicksContradict:
      return left_open(
          remark.detail,
          _("The text \"%s\" at the color bar does not fit the other numbers there, so "
            "the value range was left open."),
          _("The numbers at the color bar do not tell one scale for sure, so the value range was "
            "left open."));
    case Note::NoTicks:
      return _("No numbers could be read at the color bar, so the value range was left open.");
    case Note::SeveralPanels:
      return formatted(_("The picture has %s plot areas; the largest was used."), detail);
    case Note::PanelWithoutData:
      return formatted(_("Panel %s shows no data that could be recovered."), detail);
    case Note::BadColormapFile:
      return formatted(_("Your colormap file \"%s\" cannot be read, so it was left out."),
                       shown(remark.detail).c_str());
    case Note::GapsFilled:
      return formatted(
          _("%s pixels in narrow gaps were filled from their rims; they are guesses, not data."),
          detail);
    case Note::PartialPicture:
      return partial_picture(shown(remark.detail));
    case Note::SeveralPages:
      return formatted(_("The file has %s pages; the first was used."), detail);
    case Note::LettersMoved:
      return _(
          "The image was changed where the file's own letters stand, so its labels were read "
          "from the pixels.");
    case Note::FiguresOnPage:
      return formatted(_("The page was taken as one figure; figures among its text: %s. --pages "
                         "makes each a result of its own."),
                       detail);
    case Note::XAxisContradicts:
      return left_open(
          remark.detail,
          _("The text \"%s\" along the horizontal axis does not fit the other numbers "
            "there, so the axis was left in pixels."),
          _("The numbers along the horizontal axis do not tell one scale for sure, so the axis was "
            "left in pixels."));
    case Note::MarkersFound:
      return markers_found(remark.detail);
    case Note::CellsSeen:
      // Translators: %s is "10 x 8"; "cells" stays as it is, it is the setting's value.
      return formatted(
          _("The field is drawn in %s cells; the grid \"cells\" gives a value for each."), detail);
    case Note::EndsUnclear:
      return _(
          "The numbers at the color bar are clear, but not where its colors begin and end among "
          "them, so the value range was left open.");
    case Note::NumbersDisagree:
      // Translators: %s is "2 / 80": so many of so many.
      return formatted(
          _("Numbers written in the cells contradict the colors (%s); the data are the colors'."),
          detail);
    case Note::ColorsAmbiguous:
      return _(
          "The color bar has the same colors at several values, as a rainbow printed in gray does, "
          "so the picture does not tell values and none are claimed.");
    case Note::Straightened:
      return formatted(
          _("The figure lies askew by %s degrees and was straightened first; places and the layer "
            "are those of the straightened picture."),
          remark.detail.c_str());
    case Note::NotRecolored:
      return remark.detail == "bar"
                 ? _("The figure was not recolored: its color bar does not show the field's "
                     "colors, "
                     "so both would show different colormaps.")
                 : _("The figure was not recolored: the field's colors are shown elsewhere in it "
                     "too, by a color bar or a panel that was not recognized; give the color bar's "
                     "rectangle.");
    case Note::PanelsKeepColors:
      return formatted(_("%s other panels have color bars of their own and keep their colors."),
                       detail);
    case Note::LightEvened:
      return _("Uneven light on the figure's paper was evened out first.");
    case Note::KeyWithoutOrder:
      return _(
          "The key beside the field names classes and no values in order, so the numbers tell the "
          "classes apart and are no values.");
    case Note::ColorsTinted:
      return _(
          "The field does not have the color bar's own colors but those under a light or an "
          "opacity, which was allowed for.");
    case Note::YAxisContradicts:
      return left_open(
          remark.detail,
          _("The text \"%s\" along the vertical axis does not fit the other numbers "
            "there, so the axis was left in pixels."),
          _("The numbers along the vertical axis do not tell one scale for sure, so the "
            "axis was left in pixels."));
  }
  return {};
}

std::vector<std::string> sentences(const std::vector<Remark>& remarks) {
  std::vector<std::string> texts;
  texts.reserve(remarks.size());
  for (const auto& remark : remarks) texts.push_back(sentence(remark));
  return texts;
}

std::string stage_text(Stage stage) {
  switch (stage) {
    case Stage::Counting:
      return _("Counting colors");
    case Stage::Layout:
      return _("Finding the plot area");
    case Stage::Ordering:
      return _("Ordering colors");
    case Stage::Lookup:
      return _("Looking values up");
    case Stage::Writing:
      return _("Writing data");
  }
  return {};
}

std::string plain_label(const Parameter& parameter) {
  std::string label = _(parameter.label);
  // A mnemonic that a translation could not place stands in parentheses at the end: "(_X)".
  if (const auto parenthesis = label.find("(_"); parenthesis != label.npos)
    label.erase(parenthesis, label.find(')', parenthesis) + 1 - parenthesis);
  std::erase(label, '_');
  while (!label.empty() && (label.back() == ':' || label.back() == ' ')) label.pop_back();
  return label;
}

std::string field_layer_name(const Report& report) {
  std::string what = colormap_title(report);
  if (report.range.source != RangeSource::None) {
    what += ", " + span_text(report.range, shown_units(report));
    if (!report.quantity.empty()) what = report.quantity + ", " + what;
  }
  // Translators: name of the layer that holds the data; %s is what they are, such as "Temperature,
  // turbo, -2 to 30 °C", or a colormap's name.
  return formatted(_("Data: %s"), what.c_str());
}

std::string written_sentence(const Request& request, const Report& report) {
  std::vector<std::string> paths = request.data_files;
  if (!request.report_file.empty()) paths.push_back(request.report_file);
  for (const DrawingFile& drawing : request.drawings) paths.push_back(drawing.path);
  for (const ColormapFile& colormap : request.colormap_files) paths.push_back(colormap.path);
  if (!request.recolored_file.empty() &&
      std::ranges::find(report.remarks, Note::NotRecolored, &Remark::note) == report.remarks.end())
    paths.push_back(request.recolored_file);
  std::string names;
  for (const std::string& path : paths) names += (names.empty() ? "" : ", ") + shown(path);
  // Translators: %s is the paths of one or more files.
  return names.empty() ? names : formatted(_("Written: %s"), names.c_str());
}

std::string residual_layer_name(const Report& report) {
  // Translators: name of the layer of color distances; %s is a colormap's name.
  return formatted(_("Residual: %s"), colormap_title(report).c_str());
}

std::string recolored_layer_name(const std::string& map) {
  // Translators: name of a layer of the figure in another colormap's colors; %s is its name.
  return formatted(_("Recolored: %s"), map.c_str());
}

std::string confidence_layer_name(const Report& report) {
  // Translators: name of the layer that says how sure the data is; %s is a colormap's name.
  return formatted(_("Confidence: %s"), colormap_title(report).c_str());
}

std::string uncertainty_layer_name(const Report& report) {
  // Translators: name of the layer of standard deviations; %s is a colormap's name.
  return formatted(_("Uncertainty: %s"), colormap_title(report).c_str());
}

std::string filled_layer_name(const Report& report) {
  // Translators: name of the layer that marks filled gaps; %s is a colormap's name.
  return formatted(_("Filled: %s"), colormap_title(report).c_str());
}

std::string value_title(const Report& report) {
  if (report.range.source == RangeSource::None) return _("Position on the colormap (0 to 1)");
  const std::string units = shown_units(report);
  if (!report.quantity.empty())
    return units.empty() ? report.quantity : report.quantity + " (" + units + ")";
  // Translators: title of an axis; %s is a unit such as °C.
  return units.empty() ? _("Value") : formatted(_("Value (%s)"), units.c_str());
}

std::string shown_units(const Report& report) {
  const auto unit = parse_unit(std::string_view(report.units));
  return unit && unit->cf == report.units ? unit_for_people(report.units) : report.units;
}

std::string summary(const Report& report) {
  const std::string size =
      std::to_string(report.plot_area.width) + " x " + std::to_string(report.plot_area.height);
  // Translators: colormap, size in pixels, share of the pixels that have data.
  std::string text =
      formatted(_("%s, %s, %d %% with data"), colormap_title(report).c_str(), size.c_str(),
                static_cast<int>(std::lround(100 * report.valid_fraction)));
  if (report.range.source != RangeSource::None)
    text += ", " + span_text(report.range, report.units);
  for (const auto& [name, axis] : {std::pair{"x", &report.x_axis}, std::pair{"y", &report.y_axis}})
    if (*axis && !(*axis)->time)
      text += std::string(", ") + name + ": " + span_text((*axis)->range, (*axis)->units);
  if (!report.remarks.empty())
    text += formatted(ngettext(" (%d remark)", " (%d remarks)", report.remarks.size()),
                      static_cast<int>(report.remarks.size()));
  return text;
}

std::string out_of_memory_sentence() {
  return _("There is not enough memory for this picture; close other images, or crop it.");
}

std::string internal_error_sentence(const char* what) {
  return formatted(_("Internal error, please report it: %s."), what);
}

std::string needs_gimp_sentence(const char* why) {
  // Translators: %s is a part of a sentence, such as "its colors are CMYK".
  return formatted(_("The picture needs GIMP: %s."), why);
}

std::string no_such_page_sentence(int page) {
  return formatted(_("The file has no page %d."), page);
}

std::string cannot_load_sentence(const std::string& words) {
  if (words.empty()) return _("The picture cannot be loaded.");
  // Translators: %s is what the program that loads pictures says, a sentence without its stop.
  return formatted(_("The picture cannot be loaded: %s."), words.c_str());
}

}  // namespace unweave::plugin
