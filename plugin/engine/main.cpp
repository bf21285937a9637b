// SPDX-License-Identifier: GPL-3.0-or-later
// unweave-engine: does a job of the command gimp-unweave without a GIMP.
//
//   unweave-engine JOB-URI USER-FOLDER DATA-FOLDER
//   unweave-engine --reads-text       exit status 0: labels can be read
//
// Only the command calls it. Exit status: 0 the job was done, figures that failed included.
#include <glib.h>

#include <clocale>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "core/labels/text_reader.hpp"
#include "plugin/engine/figure_loader.hpp"
#include "plugin/request/i18n.hpp"

namespace {

/// Below the prefix that this program was installed to, else where it was to be.
std::string locale_folder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (auto folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path())
    if (auto beside = folder / "share" / "locale"; std::filesystem::is_directory(beside, error))
      return beside;
  return UNWEAVE_LOCALEDIR;
}

}  // namespace

int main(int argc, char** argv) {
  // Of the command's --doctor.
  if (argc == 2 && std::string_view(argv[1]) == "--reads-text")
    return unweave::make_text_reader()->ready() ? 0 : 1;
  constexpr int kArguments = 4;
  if (argc != kArguments) {
    g_printerr("unweave-engine: it is started by gimp-unweave\n");
    return 2;
  }
  (void)std::setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, locale_folder().c_str());
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
  try {
    unweave::engine::FigureLoader loader(argv[2], argv[3]);
    return unweave::plugin::run_job(argv[1], loader) ? 0 : 1;
  } catch (const std::exception& error) {
    g_printerr("unweave-engine: %s\n", error.what());
    return 1;
  }
}
