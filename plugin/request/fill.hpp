// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <string>

namespace unweave::plugin {

/// A translated text with its places filled in.
template <class... Arguments>
std::string fill(const char* format, const Arguments&... arguments) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  gchar* text = g_strdup_printf(format, arguments...);
#pragma GCC diagnostic pop
  std::string filled(text);
  g_free(text);
  return filled;
}

}  // namespace unweave::plugin
