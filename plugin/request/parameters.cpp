// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/parameters.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "core/field/field_options.hpp"

// Marks a msgid for xgettext; the text is translated where it is shown.
#define N_(text) text

namespace unweave::plugin {
namespace {

constexpr Choice kScales[] = {{"linear", N_("Linear")},
                              {"log", N_("Logarithmic")},
                              {"sqrt", N_("Square root")},
                              {"power", N_("Power")},
                              {"symlog", N_("Symmetric logarithm")}};
constexpr Choice kOutputs[] = {{"layer", N_("A new layer of this image")},
                               {"image", N_("A new 32-bit float image (exact values)")}};

constexpr Choice kTextStyles[] = {{"comma", N_("Comma, decimal point")},
                                  {"semicolon", N_("Semicolon, decimal point")},
                                  {"tab", N_("Tab, decimal point")},
                                  {"semicolon-comma", N_("Semicolon, decimal comma")},
                                  {"tab-comma", N_("Tab, decimal comma")}};

const std::string kEmpty;

const Parameter kParameters[] = {
    {.key = Key::Colormap,
     .name = "colormap",
     .type = ParameterType::Text,
     .group = Group::Colormap,
     .label = N_("Color_map:"),
     .blurb = N_(
         "The colormap of the picture: auto (whatever can be found), colorbar (the picture's color "
         "bar), locus (the curve that the picture's colors form), or the name of a known map (such "
         "as viridis) or of a GIMP gradient; a leading - reverses it"),
     .expects = N_("auto, colorbar, locus, or the name of a colormap"),
     .initial = std::string("auto")},
    {.key = Key::Reverse,
     .name = "reverse",
     .type = ParameterType::Flag,
     .group = Group::Colormap,
     .label = N_("Re_verse direction"),
     .blurb = N_("Swap the low and the high end of the colormap"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::MaxDistance,
     .name = "max-distance",
     .type = ParameterType::Number,
     .group = Group::Colormap,
     .label = N_("Ma_ximum distance:"),
     .blurb = N_("A color farther than this from the colormap has no data (1: an edge of the RGB "
                 "cube); -1: set by the noise of the picture"),
     .expects = N_("a number from 0 to 1, or -1 for automatic"),
     .initial = -1.0,
     .min = -1.0,
     .max = 1.0,
     .automatic = -1.0},
    {.key = Key::PlotArea,
     .name = "plot-area",
     .type = ParameterType::Rectangle,
     .group = Group::Picture,
     .label = N_("_Plot area:"),
     .blurb =
         N_("The rectangle that the data fills, as X,Y,WIDTH,HEIGHT in pixels of the layer; empty: "
            "found by itself; the selection cuts the data and leaves the figure as it is"),
     .expects = N_("four whole numbers X,Y,WIDTH,HEIGHT inside the layer, such as 80,48,512,512"),
     .initial = kEmpty},
    {.key = Key::Colorbar,
     .name = "colorbar",
     .type = ParameterType::Rectangle,
     .group = Group::Picture,
     .label = N_("Color _bar:"),
     .blurb = N_(
         "The rectangle of the color bar without its outline, as X,Y,WIDTH,HEIGHT in pixels of the "
         "layer; empty: found by itself"),
     .expects = N_("four whole numbers X,Y,WIDTH,HEIGHT inside the layer, such as 620,48,24,512"),
     .initial = kEmpty},
    {.key = Key::Range,
     .name = "range",
     .type = ParameterType::Interval,
     .group = Group::Values,
     .label = N_("Value ra_nge:"),
     .blurb =
         N_("The values at the two ends of the colormap, as MIN,MAX; empty: unknown, the data runs "
            "from 0 to 1"),
     .expects =
         N_("two different numbers MIN,MAX, such as 0,35 (both above 0 for a logarithmic scale)"),
     .initial = kEmpty},
    {.key = Key::Scale,
     .name = "scale",
     .type = ParameterType::Choice,
     .group = Group::Values,
     .label = N_("Sc_ale:"),
     .blurb =
         N_("How the values run between the ends of the range, or between ticks that are given"),
     .expects = N_("linear, or log, sqrt, power or symlog together with a range or ticks"),
     .initial = std::string("linear"),
     .choices = kScales},
    {.key = Key::Output,
     .name = "output",
     .type = ParameterType::Choice,
     .group = Group::Layers,
     .label = N_("Data _field goes to:"),
     .blurb =
         N_("Where the recovered data goes; from an indexed image it always goes to a new image"),
     .expects = N_("layer or image"),
     .initial = std::string("layer"),
     .choices = kOutputs},
    {.key = Key::ResidualLayer,
     .name = "residual-layer",
     .type = ParameterType::Flag,
     .group = Group::Layers,
     .label = N_("Add a _layer of the residual"),
     .blurb =
         N_("Also make a layer of each pixel's color distance from the colormap, hidden at first"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::DataFile,
     .name = "data-file",
     .type = ParameterType::File,
     .group = Group::Files,
     .label = N_("_Data file:"),
     .blurb = N_(
         "Also write the data to this file, in the format of its extension, such as .npy or .csv; "
         "empty: none"),
     .expects = N_("a file name with the extension of a known format, such as data.npy"),
     .initial = kEmpty},
    {.key = Key::ReportFile,
     .name = "report-file",
     .type = ParameterType::File,
     .group = Group::Files,
     .label = N_("Re_port file:"),
     .blurb = N_("Also write the report on what was found to this file (JSON); empty: none"),
     .expects = N_("a file name that is not the data file's"),
     .initial = kEmpty},
    {.key = Key::Units,
     .name = "units",
     .type = ParameterType::Text,
     .group = Group::Values,
     .label = N_("Unit_s:"),
     .blurb = N_(
         "What the values are measured in, such as \302\260C or m/s; written into reports and data "
         "files"),
     .expects = N_("a short text"),
     .initial = kEmpty},
    {.key = Key::ConfidenceLayer,
     .name = "confidence-layer",
     .type = ParameterType::Flag,
     .group = Group::Layers,
     .label = N_("Add layers of the co_nfidence"),
     .blurb =
         // xgettext:no-c-format
     N_("Also give how sure each pixel's value is, as the probability that it is within 1 % of the "
        "truth (white: certain) and as its standard deviation: as two layers, hidden at first, and "
        "as two files beside each data file"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::ColormapFile,
     .name = "colormap-file",
     .type = ParameterType::File,
     .group = Group::Files,
     .label = N_("Color_map file:"),
     .blurb = N_("Also write the recovered colormap to this file: .ggr (GIMP gradient), .gpl (GIMP "
                 "palette), .csv or .cpt (GMT); empty: none"),
     .expects = N_("a file name that ends in .ggr, .gpl, .csv or .cpt"),
     .initial = kEmpty},
    {.key = Key::Recolor,
     .name = "recolor",
     .type = ParameterType::Text,
     .group = Group::Layers,
     .label = N_("Recolor _with:"),
     .blurb = N_(
         "Also show the whole figure, with its color bar, in the colors of another colormap or "
         "GIMP "
         "gradient, such as viridis: as a layer, or in a new image where this one holds no colors; "
         "a leading - reverses it; empty: none"),
     .expects = N_("the name of a colormap"),
     .initial = kEmpty},
    {.key = Key::Fill,
     .name = "fill",
     .type = ParameterType::Number,
     .group = Group::Picture,
     .label = N_("Gap si_ze to fill:"),
     .blurb = N_(
         "Close gaps in the data that are narrower than this many pixels, such as lines and text "
         "over it, by interpolation from their rims; filled pixels are marked in a layer and in a "
         "file beside each data file; 0: leave all gaps"),
     .expects = N_("a whole number from 0 to 64"),
     .initial = 0.0,
     .min = 0.0,
     .max = double{kLargestGap}},
    {.key = Key::NoData,
     .name = "no-data",
     .type = ParameterType::Colors,
     .group = Group::Picture,
     .label = N_("No-_data colors:"),
     .blurb =
         N_("Colors that stand for no data, such as the background or land in a map of the sea, as "
            "#RRGGBB, separated by commas; ~6 behind a color takes those up to 6 levels away too"),
     .expects = N_("colors such as #FFFFFF or #808080~6, separated by commas"),
     .initial = kEmpty},
    {.key = Key::AddColormap,
     .name = "add-colormap",
     .type = ParameterType::Flag,
     .group = Group::Layers,
     .label = N_("Add the colormap to GIMP's gradients and p_alettes"),
     .blurb = N_(
         "Also put the recovered colormap among GIMP's own gradients and palettes, to be used at "
         "once"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::XRange,
     .name = "x-range",
     .type = ParameterType::Interval,
     .group = Group::Axes,
     .label = N_("_X axis from left:"),
     .blurb = N_(
         "The values at the left and the right edge of the plot area, as LEFT,RIGHT; empty: by the "
         "axis' labels, if they can be read"),
     .expects = N_("two different numbers LEFT,RIGHT, such as -180,180"),
     .initial = kEmpty},
    {.key = Key::YRange,
     .name = "y-range",
     .type = ParameterType::Interval,
     .group = Group::Axes,
     .label = N_("Y axi_s from below:"),
     .blurb = N_(
         "The values at the bottom and the top edge of the plot area, as BOTTOM,TOP; empty: by the "
         "axis' labels, if they can be read"),
     .expects = N_("two different numbers BOTTOM,TOP, such as -90,90"),
     .initial = kEmpty},
    {.key = Key::Panels,
     .name = "panels",
     .type = ParameterType::Flag,
     .group = Group::Layers,
     .label = N_("Reco_ver all panels"),
     .blurb = N_(
         "Also recover the figure's other panels, each to layers and files of its own, called as "
         "the first one's with panel2, panel3 and so on"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::Ticks,
     .name = "ticks",
     .type = ParameterType::Text,
     .group = Group::Values,
     .label = N_("Ticks o_f the bar:"),
     .blurb = N_(
         "Values at places of the color bar, as POSITION=VALUE separated by commas; positions are "
         "in "
         "pixels of the layer, downward along an upright bar, else rightward; empty: read from the "
         "bar"),
     .expects = N_(
         "two or more ticks POSITION=VALUE whose values rise or fall, such as 60=30,160=20,260=0"),
     .initial = kEmpty},
    {.key = Key::ScaleParameter,
     .name = "scale-parameter",
     .type = ParameterType::Text,
     .group = Group::Values,
     .label = N_("Exponent or _joint:"),
     .blurb = N_("Of a power scale the exponent (0.5: square root), of a symmetric logarithm the "
                 "value up to which it is linear"),
     .expects = N_("a number above 0, together with a power or symlog scale"),
     .initial = kEmpty},
    {.key = Key::Grid,
     .name = "grid",
     .type = ParameterType::Text,
     .group = Group::Files,
     .label = N_("Val_ues for:"),
     .blurb = N_("What the data file has a value for: pixels; cells (those that the field is drawn "
                 "in, as in "
                 "a heat map of a matrix); so many columns and rows, such as 10,8; or cells so "
                 "large in the "
                 "axes' units, such as 0.5,0.25 units"),
     .expects = N_("pixels, cells, two whole numbers such as 10,8, or 0.5,0.25 units"),
     .initial = std::string("pixels")},
    {.key = Key::ColorbarFrom,
     .name = "colorbar-from",
     .type = ParameterType::Text,
     .group = Group::Picture,
     .label = N_("Bar in file (_2):"),
     .blurb =
         N_("Another picture whose color bar tells what the colors mean, such as the legend of "
            "a series, as FILE or FILE:X,Y,WIDTH,HEIGHT with the bar's rectangle in it; empty: "
            "this picture's own bar"),
     .expects = N_("a picture's file name, with or without :X,Y,WIDTH,HEIGHT behind it, without a "
                   "rectangle of this picture's color bar and without the colormap locus"),
     .initial = kEmpty},
    {.key = Key::CsvAxes,
     .name = "csv-axes",
     .type = ParameterType::Flag,
     .group = Group::Files,
     .label = N_("Ad_join axes to .csv files"),
     .blurb =
         N_("Also write the names or coordinates of columns and rows into matrices of text, as "
            "their first line and first column"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::CsvStyle,
     .name = "csv-style",
     .type = ParameterType::Choice,
     .group = Group::Files,
     .label = N_("Mar_ks in .csv files:"),
     .blurb = N_("What stands between the numbers of .csv and .xyz.csv files, and before their "
                 "fractions"),
     .expects = N_("comma, semicolon, tab, semicolon-comma or tab-comma"),
     .initial = std::string("comma"),
     .choices = kTextStyles},
    {.key = Key::AsIs,
     .name = "as-is",
     .type = ParameterType::Flag,
     .group = Group::Picture,
     .label = N_("Do not straighten (_3)"),
     .blurb = N_(
         "Take a scanned or photographed figure as it is; otherwise one that is turned or seen in "
         "perspective by up to six degrees is straightened first, and uneven light on its paper is "
         "evened out"),
     .expects = N_("yes or no"),
     .initial = false},
    {.key = Key::RecoloredFile,
     .name = "recolored-file",
     .type = ParameterType::File,
     .group = Group::Files,
     .label = N_("Recolored figure (_1):"),
     .blurb = N_("Also write the recolored figure to this .png file: the field, its color bar and "
                 "its key in the colormap to recolor with, all else as it is; empty: none"),
     .expects = N_("a file name that ends in .png, together with a colormap to recolor with"),
     .initial = kEmpty},
};
static_assert(std::size(kParameters) == static_cast<std::size_t>(Key::RecoloredFile) + 1);

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

const Parameter& parameter(Key key) { return kParameters[static_cast<std::size_t>(key)]; }

const Parameter* find_parameter(std::string_view name) {
  const auto* found = std::ranges::find(kParameters, name, &Parameter::name);
  return found == std::end(kParameters) ? nullptr : found;
}

const char* group_title(Group group) {
  switch (group) {
    case Group::Colormap:
      return N_("Colormap");
    case Group::Picture:
      return N_("Picture");
    case Group::Values:
      return N_("Values");
    case Group::Layers:
      return N_("Layers and images");
    case Group::Files:
      return N_("Files");
    case Group::Axes:
      return N_("Axes of the plot");
  }
  return "";
}

}  // namespace unweave::plugin
