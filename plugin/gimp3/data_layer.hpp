// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "plugin/gimp3/libgimp.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::gimp3 {

/// Where a layer of data came from.
struct Origin {
  GimpLayer* layer;           ///< the figure's, in the same image
  plugin::Settings settings;  ///< that it was recovered with
  GimpItem* item;             ///< that layer of data itself
  std::string pins;           ///< what was measured in it, as parse_pins() reads it
};

/// For a layer (or the mask of one) that the plug-in made: whoever asks for the data of data wants
/// that of the figure, with other settings. Nothing for any other drawable. Throws
/// plugin::HostError where the figure's layer is no longer there.
std::optional<Origin> origin_of(GimpDrawable* drawable);

/// Keeps with a layer of data what is measured in it; an undo step of its own.
void keep_pins(GimpItem* item, const std::string& pins);

}  // namespace unweave::gimp3
