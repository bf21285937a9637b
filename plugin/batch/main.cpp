// SPDX-License-Identifier: GPL-3.0-or-later
// gimp-unweave: recovers the data behind many figures, without a screen.
#include <glib.h>

#include <clocale>
#include <csignal>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/doctor.hpp"
#include "plugin/batch/engine_worker.hpp"
#include "plugin/batch/figures.hpp"
#include "plugin/batch/options.hpp"
#include "plugin/batch/pages.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/batch/work.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {
namespace {

/// Where translations are: beside the program's own place, wherever that is, else where it was to
/// be installed.
std::string locale_folder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    auto beside = program.parent_path().parent_path() / "share" / "locale";
    if (std::filesystem::is_directory(beside, error)) return beside;
  }
  return UNWEAVE_LOCALEDIR;
}

int recover(const Options& options) {
  auto figures = list_figures(options);
  look_at_figures(figures, options.max_pixels, options.pages.has_value());
  if (options.pages) {
    const PrivateFolder folder;
    const PageReader reader(find_engine().value_or(""));
    figures = figures_of_pages(std::move(figures), *options.pages, reader, folder.path());
  }
  name_figures(figures, options);
  plugin::Job job;
  job.formats = options.formats;
  job.drawings = options.drawings;
  job.colormaps = options.colormaps;
  job.recolored = options.recolored;
  job.xcf = options.xcf;
  job.max_pixels = options.max_pixels;
  job.take_partial = options.take_partial;
  job.threads = options.threads;
  job.settings = options.settings;
  job.output = make_output_folder(options.output);
  protect_figures(figures, job);
  Work work(options, std::move(figures), std::move(job));
  if (const int signal = work.run()) {
    complain(_("Interrupted."));
    return 128 + signal;
  }
  return work.finish();
}

int run(int argc, char** argv) {
  try {
    const auto options = parse_options(argc, argv);
    if (options && options->doctor) return examine() ? kAllGaveData : kSomeFailed;
    return options ? recover(*options) : kAllGaveData;
  } catch (const CommandError& error) {
    complain(error.what());
    if (error.status == kWrongUsage) complain_more(_("Try \"gimp-unweave --help\"."));
    return error.status;
  } catch (const std::exception& error) {
    complain(fill(_("Internal error, please report it: %s."), error.what()));
    return kSomeFailed;
  }
}

}  // namespace
}  // namespace unweave::batch

int main(int argc, char** argv) {
  (void)std::setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, unweave::batch::locale_folder().c_str());
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
  // Whoever stops reading our lines still wants the files.
  (void)std::signal(SIGPIPE, SIG_IGN);
  return unweave::batch::run(argc, argv);
}
