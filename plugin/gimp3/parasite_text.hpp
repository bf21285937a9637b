// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <optional>
#include <string>

namespace unweave::gimp3 {

/// What a parasite holds, which is freed; nullopt: there is none.
inline std::optional<std::string> parasite_text(GimpParasite* parasite) {
  if (!parasite) return std::nullopt;
  guint32 size = 0;
  const auto* data = static_cast<const char*>(gimp_parasite_get_data(parasite, &size));
  std::string text(data, size);
  gimp_parasite_free(parasite);
  return text;
}

}  // namespace unweave::gimp3
