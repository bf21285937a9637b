// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/display.hpp"

#include <cstdarg>
#include <cstdio>

namespace unweave::batch {
namespace {

std::string escaped(std::string_view bytes, bool backslash) {
  std::string text;
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  const auto hexadecimal = [&text](unsigned char byte) {
    static constexpr char digits[] = "0123456789abcdef";
    text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
  };
  while (at < end) {
    const gunichar character = g_utf8_get_char_validated(at, end - at);
    if (character == static_cast<gunichar>(-1) || character == static_cast<gunichar>(-2)) {
      hexadecimal(static_cast<unsigned char>(*at++));
      continue;
    }
    const char* next = g_utf8_next_char(at);
    if (character == '\n')
      text += "\\n";
    else if (character == '\t')
      text += "\\t";
    else if (character == '\\' && backslash)
      text += "\\\\";
    else if (g_unichar_isprint(character))
      text.append(at, next);
    else
      for (const char* byte = at; byte < next; ++byte)
        hexadecimal(static_cast<unsigned char>(*byte));
    at = next;
  }
  return text;
}

}  // namespace

std::string shown_name(std::string_view bytes) { return escaped(bytes, true); }
std::string shown_text(std::string_view bytes) { return escaped(bytes, false); }

std::string fill(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  gchar* text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  std::string filled(text);
  g_free(text);
  return filled;
}

void say(const std::string& line) {
  g_print("%s\n", line.c_str());
  (void)std::fflush(stdout);
}

void complain(const std::string& line) { g_printerr("gimp-unweave: %s\n", line.c_str()); }

void complain_more(const std::string& line) { g_printerr("%s\n", line.c_str()); }

}  // namespace unweave::batch
