// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "core/labels/number_text.hpp"

namespace unweave {

/// Adds all meanings of a number (its sign is in it) that has `rest` behind it, `apart` by a blank
/// or not: a unit, an SI suffix, a degree sign, minutes and seconds of arc, a compass letter.
/// Nothing is added where `rest`, in plain_text()'s form without blanks at its ends, is not
/// understood to its end.
void add_meanings(const NumberReading& number, std::u32string_view rest, bool apart,
                  std::vector<NumberReading>& out);

/// The letter E, W, N or S of a compass point; 0 for what is none. O (Ouest, Oeste; Ost), small
/// letters and English names count behind a degree sign only.
char compass_letter(std::u32string_view text, bool degree_sign);

/// Adds the meanings of a number of degrees with a compass letter; false if it cannot have one.
bool add_compass(const NumberReading& number, char letter, bool degree_sign,
                 std::vector<NumberReading>& out);

}  // namespace unweave
