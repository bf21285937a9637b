// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/labels/calibration.hpp"
#include "core/labels/glyphs.hpp"

namespace unweave {

/// How far apart the digits of a whole number stand, in heights of a digit: element k is the gap in
/// front of digit k + 1, between the digits' upper parts, so that a point that touches one does not
/// hide it. Where digits touch each other and cannot be told apart, all are the widest gap. Empty
/// for other texts, for a lone digit, and where the shapes do not match the text.
std::vector<double> letter_gaps(const InkMap& ink, const Word& word, const std::string& text);

/// What the gaps between digits say about a decimal point that was lost in all labels alike, by
/// how many digits would stand behind it: nats, positive where the gap is too wide for two digits,
/// negative where no point has place. Labels of one figure are set in one font, so that their mean
/// counts once. By Debian's fonts (tests/bench/glyphs/gaps.py).
std::map<int, double> gaps_for_points(const std::vector<AxisLabel>& labels);

}  // namespace unweave
