// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/labels/line_text.hpp"

namespace unweave {

/// Reads a name as it stands. Of one or two letters what is surer, that or several times over. A
/// space where letters stand no farther apart than elsewhere is the reader's and goes; where a line
/// is drawn under the gap it is an underscore.
Reading read_name(const TextReader& reader, const InkMap& ink, const TextLine& line);

}  // namespace unweave
