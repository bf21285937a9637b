// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/image/raster.hpp"
#include "core/labels/calibration.hpp"
#include "core/labels/text_reader.hpp"
#include "core/labels/tick_marks.hpp"

namespace unweave {

/// What was read along a side.
struct SideReading {
  std::vector<AxisLabel> labels;
  std::vector<Word> words{};     ///< that were read, one for each label, if a fit was tried
  std::vector<double> ticks;     ///< tick marks found outside the outline
  double multiplier = 1;         ///< "x10^3" at the end of the axis; already in the labels' values
  double addend = 0;             ///< "+1.013e3" there; already in them, too
  std::string unit{};            ///< that stands behind each number, as CF spells it; of the values
  std::string unclear_offset{};  ///< a text there that looks like an offset but is not understood
  bool far_side = true;          ///< which side was read
  FitResult fit;
};

/// Numbers that were surely read.
std::size_t sure_numbers(const SideReading& reading);

/// Finds the tick marks and the words along a side, reads each word, and fits them. The words are
/// those of the column (row) that is nearest to the side. Signs, decimal points and exponents are
/// taken from the shapes of the letters (a dash in front, a speck on the base line, smaller letters
/// raised above it), because readers lose them in small print; a word whose letters do not number
/// what was read is less certain. Where the sum does not fit, words are read again with the letters
/// of compass points and SI suffixes, then as text turned by 90 degrees.
SideReading read_side(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                      const ColorMetric& metric);

}  // namespace unweave
