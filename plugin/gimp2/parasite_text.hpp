// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <optional>
#include <string>

namespace unweave::gimp2 {

/// What a parasite holds, which is freed; nullopt: there is none.
inline std::optional<std::string> parasite_text(GimpParasite* parasite) {
  if (!parasite) return std::nullopt;
  std::string text(static_cast<const char*>(gimp_parasite_data(parasite)),
                   static_cast<std::size_t>(gimp_parasite_data_size(parasite)));
  gimp_parasite_free(parasite);
  return text;
}

}  // namespace unweave::gimp2
