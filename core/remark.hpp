// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unweave {

/// A remark for the user. As with Failure, `detail` is data for the sentence, never a sentence.
enum class Note {
  DirectionUnknown,  ///< which end is low cannot be known from the picture
  SpeedUnknown,      ///< equal steps of t need not be equal steps of value
  FewColors,         ///< so few colors that t is coarse (detail: the number)
  ColorbarAgrees,    ///< a known map agrees with the color bar; its exact table is used (its name)
  ColorbarDiffers,   ///< the color bar shows another map than the given one (detail: its name)
  CatalogTie,        ///< several known maps fit alike (detail: names of the first)
  NoOcr,             ///< built or run without the library that reads tick labels
  TicksContradict,   ///< the labels at the bar make no sure scale: no range claimed (detail: the
                     ///< text that stands against the likeliest; may be empty)
  NoTicks,           ///< a bar, but no label could be read
  SeveralPanels,     ///< more than one plot area (detail: the number)
  PanelWithoutData,  ///< another panel shows no field (detail: its number, from 2)
  BadColormapFile,   ///< one of the user's own maps cannot be read (detail: file, file:line)
  GapsFilled,        ///< narrow gaps were closed from their rims (detail: the number of pixels)
  PartialPicture,    ///< the picture did not load whole (detail: the loader's words; may be empty)
  FiguresOnPage,     ///< the page of text holds figures, and was taken as one (detail: the number)
  LettersMoved,      ///< the picture was changed where its file's letters stood: labels are read
                     ///< from the pixels
  SeveralPages,      ///< the file has more pages than the one that was used (detail: the number)
  XAxisContradicts,  ///< as TicksContradict, of the horizontal axis
  YAxisContradicts,  ///< as TicksContradict, of the vertical axis
  CellsSeen,         ///< the field is drawn in cells (detail: "columns x rows")
  EndsUnclear,       ///< the labels make a sure scale, but where the bar ends on it is open
  CatalogTwins,      ///< known maps that fit alike differ in direction or speed: none is claimed
                     ///< (detail: their names)
  Unexplained,       ///< the data's colors lie too far from the map for right values (detail: the
                     ///< median distance in steps of 255)
  LostColor,         ///< a color of many pixels is not on the map (detail: whole percent of the
                     ///< plot area, a blank, "#RRGGBB")
  NumbersDisagree,   ///< numbers written in cells contradict the colors (detail: "how many / all")
  ColorsTinted,      ///< the field has the bar's colors under a light or an opacity, which was
                     ///< allowed for
  ColorsAmbiguous,   ///< the bar has the same colors at several values: none are claimed
  KeyWithoutOrder,   ///< the field's colors are those of a key whose texts are no values in order
  Straightened,      ///< the figure lay askew and was straightened (detail: degrees, "-1.02")
  LightEvened,       ///< uneven light on the figure's paper was evened out
  MarkersFound,      ///< the figure is a scatter plot (detail: "markers unsure", two numbers)
  NotRecolored,      ///< the figure was not recolored, as its bar and its field would show two maps
                     ///< (detail: "bar", which has other colors, or "elsewhere": what else has the
                     ///< field's)
  PanelsKeepColors,  ///< other panels have bars of their own and were not recolored (detail: the
                     ///< number)
};

struct Remark {
  Note note;
  std::string detail{};
};

}  // namespace unweave
