// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <vector>

#include "tests/plugin/gimp.hpp"

// What only GIMP 3 has.

namespace unweave::test {

GimpItem* item_at(Id id);
GimpLayer* layer_at(Id id);
GimpDrawable* drawable_at(Id id);

/// Calls the plug-in on several layers.
Answer call_unweave(Id image, const std::vector<Id>& drawables, const Options& options = {},
                    Mode mode = Mode::NonInteractive);

}  // namespace unweave::test
