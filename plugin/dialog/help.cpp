// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/help.hpp"

#include <gtk/gtk.h>

#include <memory>
#include <string>

namespace unweave::dialog {
namespace {

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

std::string& help_folder() {
  static std::string folder = UNWEAVE_HELPDIR;
  return folder;
}

}  // namespace

void find_help(const char* program) {
  const TextPtr folder(g_path_get_dirname(program));
  const TextPtr beside(g_build_filename(folder.get(), "help", nullptr));
  if (g_file_test(beside.get(), G_FILE_TEST_IS_DIR)) help_folder() = beside.get();
}

void open_help(const gchar*, gpointer) {
  // The user's languages, best first; each with and without its country.
  TextPtr page;
  const gchar* const* languages = g_get_language_names();
  for (const gchar* const* language = languages; *language; ++language) {
    page.reset(g_build_filename(help_folder().c_str(), *language, "index.html", nullptr));
    if (g_file_test(page.get(), G_FILE_TEST_IS_REGULAR)) break;
    page.reset(g_build_filename(help_folder().c_str(), "en", "index.html", nullptr));
  }
  const TextPtr uri(g_filename_to_uri(page.get(), nullptr, nullptr));
  if (uri) gtk_show_uri(nullptr, uri.get(), GDK_CURRENT_TIME, nullptr);
}

}  // namespace unweave::dialog
