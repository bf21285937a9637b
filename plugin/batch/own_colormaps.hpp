// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/catalog/catalog.hpp"
#include "plugin/batch/gimp_install.hpp"

namespace unweave::batch {

/// The user's own maps in a GIMP's user directory. Files that cannot be read are named on stderr.
std::vector<Colormap> own_colormaps(const Gimp& gimp);

}  // namespace unweave::batch
