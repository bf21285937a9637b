// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/formatted.hpp"

#include <cstdarg>

namespace unweave::plugin {

std::string formatted(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  gchar* text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  std::string result(text);
  g_free(text);
  return result;
}

}  // namespace unweave::plugin
