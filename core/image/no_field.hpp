// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/image/color.hpp"
#include "core/image/quiet_places.hpp"

namespace unweave {

/// What a picture's flat colors say about whether it is a drawing (text, a line plot, a chart, a
/// diagram) and not a map of a field.
struct DrawingEvidence {
  double paper = 0;  ///< share of the visible pixels that have the most frequent color
  Rgb8 paper_color{};
  /// The same with the colors that compression makes of it beside lines and markers.
  double near_paper = 0;
  /// Share of the other pixels that lie in areas at least 7 pixels thick in both directions: in a
  /// field nearly all, in text, lines and scattered markers hardly any. Looked at only where there
  /// is some paper.
  double thick = 1;
  /// Share of the other pixels that lie in such areas, farther than 2 pixels from the paper: few in
  /// the markers of a scatter plot.
  double inner = 1;
  bool jpeg = false;    ///< the picture went through JPEG: flat areas are not quite flat
  int flat_colors = 0;  ///< colors of the flat areas, at least 0.5 % of the pixels each
  double flat = 0;      ///< share of the visible pixels that have one of them
  /// Contacts between flat colors of which none is the one with the most contacts, as a share of
  /// all contacts. Bars and boxes touch nothing but the paper; the steps of a field touch each
  /// other.
  double among_others = 1;
  /// Share of those contacts that are with one of a color's two closest neighbors: steps of a field
  /// form a chain.
  double chain = 1;
  double edges = 0;  ///< contacts between flat colors, a visible pixel
  /// Of three or four flat colors: share of the contacts between colors that follow each other when
  /// they are brought into the best order. Steps of a field touch the next ones, overlapping shapes
  /// any others.
  double path = 1;
  /// Share of the visible pixels in flat areas, taken with a tolerance, if these touch nothing but
  /// the paper, and are not as many as the cells of a matrix; else 0. Looked at only where there is
  /// much paper.
  double isolated = 0;
  int isolated_colors = 0;  ///< how many colors these have, with the paper
};

/// Flat areas are taken with the tolerance that the sample's compression asks for.
DrawingEvidence examine_drawing(const PictureSample& sample, unsigned threads = 0);

/// True for a drawing. `map`: colors of the map where it is known (a color bar was found): paper of
/// such a color is data, and the colors need not tell their order by touching; but boxes or bars
/// that touch nothing but the paper are a chart also beside a color bar. Fields with flat no-data
/// areas, stepped fields, noisy fields and matrices of many colors are no drawings.
bool is_drawing(const DrawingEvidence& evidence, const std::vector<Rgb8>& map);

}  // namespace unweave
