// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"

namespace unweave::batch {

/// The user's own maps in a GIMP's folder of the user. Files that cannot be read are named on
/// stderr.
std::vector<Colormap> own_colormaps(const std::string& user_profile);

}  // namespace unweave::batch
