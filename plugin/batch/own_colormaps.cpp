// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/own_colormaps.hpp"

#include <utility>

#include "core/catalog/user_maps.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/known_maps.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::batch {

std::vector<Colormap> own_colormaps(const std::string& user_profile) {
  UserMaps own = read_user_maps(plugin::user_maps_folder(user_profile));
  for (const Failure& failure : own.failures)
    complain(shown_text(plugin::sentence(Remark{Note::BadColormapFile, failure.detail})));
  return std::move(own.maps);
}

}  // namespace unweave::batch
