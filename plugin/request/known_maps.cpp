// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/known_maps.hpp"

#include <iterator>
#include <utility>

#include "core/catalog/user_maps.hpp"

namespace unweave::plugin {

std::string user_maps_folder(const std::string& user_folder) {
  std::string folder = user_folder;
  return folder += "/colormaps";
}

std::shared_ptr<const KnownMaps> read_known_maps(const std::string& user_folder,
                                                 const std::string& data_folder) {
  auto known = std::make_shared<KnownMaps>(KnownMaps{Catalog::builtin(), {}});
  UserMaps own = read_user_maps(user_maps_folder(user_folder));
  known->failures = std::move(own.failures);
  // The command lays the user's gradients beside those of the profile that it makes.
  std::vector<Colormap> gradients;
  for (const std::string& folder :
       {user_folder + "/gradients", user_folder + "/user-gradients", data_folder + "/gradients"}) {
    auto found = read_gradients(folder);
    gradients.insert(gradients.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
  }
  known->catalog.add(std::move(own.maps), std::move(gradients));
  return known;
}

}  // namespace unweave::plugin
