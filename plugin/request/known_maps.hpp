// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/result.hpp"

namespace unweave::plugin {

/// The built-in catalog and what the user has: in front of it (so that their names win) the
/// user's own maps, behind it GIMP's gradients.
struct KnownMaps {
  Catalog catalog;
  std::vector<Failure> failures;  ///< of the user's own maps: BadColormapFile, ReadFailed
};

/// Reads the colormaps of a GIMP: `user_folder`/colormaps, the gradients of `user_folder` and of
/// `data_folder` (its own). What is missing is left out; a gradient that cannot be read as well,
/// which is GIMP's to complain of. Cost: some 10 milliseconds.
std::shared_ptr<const KnownMaps> read_known_maps(const std::string& user_folder,
                                                 const std::string& data_folder);

/// The folder of the user's own maps in GIMP's user directory.
std::string user_maps_folder(const std::string& user_folder);

}  // namespace unweave::plugin
