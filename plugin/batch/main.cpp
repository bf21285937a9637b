// SPDX-License-Identifier: GPL-3.0-or-later
// gimp-unweave: recovers the data behind many figures, without a screen.
#include <glib.h>

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/catalog/user_maps.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/engine_worker.hpp"
#include "plugin/batch/figures.hpp"
#include "plugin/batch/gimp_install.hpp"
#include "plugin/batch/gimp_worker.hpp"
#include "plugin/batch/options.hpp"
#include "plugin/batch/own_colormaps.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/batch/supervisor.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/settings.hpp"
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

/// Counts figures and prints a line for each.
class Progress {
 public:
  Progress(const Options& options, const std::vector<FigureFile>& figures)
      : options_(options), figures_(figures) {}

  void done(std::size_t index, const std::string& found) {
    ++good_;
    line(index, shown_text(found));
  }
  void failed(std::size_t index, const std::string& reason) {
    ++failed_;
    line(index, _("failed"));
    complain(shown_name(figures_[index].given) + ": " + shown_text(reason));
  }
  void summary() const {
    if (options_.quiet) return;
    say(fill(ngettext("%zu of %zu figure gave data, in %s", "%zu of %zu figures gave data, in %s",
                      figures_.size()),
             good_, figures_.size(), shown_name(options_.output).c_str()));
  }
  ExitStatus status() const { return failed_ == 0 ? kAllGaveData : kSomeFailed; }

 private:
  void line(std::size_t index, const std::string& text) const {
    if (options_.quiet) return;
    say(fill("[%zu/%zu] %s: %s", good_ + failed_, figures_.size(),
             shown_name(figures_[index].given).c_str(), text.c_str()));
  }

  const Options& options_;
  const std::vector<FigureFile>& figures_;
  std::size_t good_ = 0, failed_ = 0;
};

/// A name that the catalog does not know may be one of GIMP's gradients.
bool wants_gradients(const Options& options) {
  plugin::Settings settings;
  for (const auto& [name, text] : options.settings)
    if (!settings.parse(name, text)) return false;
  const auto request = plugin::resolve(settings);
  if (!request) return false;
  const auto unknown = [](const std::string& map) {
    return !Catalog::builtin().find(map) && !is_colormap_path(map);
  };
  return (request->map == plugin::Request::Map::Named && unknown(request->colormap_name)) ||
         (!request->recolor.empty() && unknown(request->recolor));
}

Listener listen(const Options& options, Progress& progress) {
  Listener listener;
  listener.done = [&](std::size_t index, const std::string& found) { progress.done(index, found); };
  listener.failed = [&](std::size_t index, const std::string& reason) {
    progress.failed(index, reason);
  };
  listener.remark = [&](const std::string& what) {
    if (options.verbose) complain_more(what);
  };
  listener.log = [&](const std::string& name, const std::string& log, bool wrong) {
    if (!options.verbose && !wrong) return;
    std::ifstream file(log, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
      if (!line.empty()) lines.push_back(line);
    constexpr std::size_t last = 10;  // of a crash; the rest is of little use
    const std::size_t from = options.verbose || lines.size() <= last ? 0 : lines.size() - last;
    for (std::size_t i = from; i < lines.size(); ++i)
      complain_more("  " + name + ": " + shown_text(lines[i]));
  };
  return listener;
}

Limits read_limits(const Options& options) {
  Limits limits;
  limits.figure = options.timeout;
  // The first start of a new GIMP, which asks all its plug-ins, takes up to 20 s.
  constexpr double kLeastStart = 30;
  limits.start = std::min(limits.start, std::max(options.timeout, kLeastStart));
  if (const char* text = g_getenv("UNWEAVE_START_TIMEOUT"); text && *text) {
    const double seconds = g_ascii_strtod(text, nullptr);
    if (seconds > 0 && seconds < 1e6) limits.start = limits.end = seconds;
  }
  return limits;
}

/// The GIMP that can be used, else why there is none.
struct FoundGimp {
  std::optional<Gimp> gimp;
  std::string missing;
};

FoundGimp look_for_gimp(const std::string& wanted) {
  try {
    return {find_gimp(wanted), {}};
  } catch (const CommandError& error) {
    if (error.status != kSomeFailed) throw;
    return {std::nullopt, error.what()};
  }
}

/// Does a job with the engine, and with GIMP what is left.
class Work {
 public:
  Work(const Options& options, Progress& progress) : options_(options), progress_(progress) {}

  /// The number of a signal that came, else 0.
  int run(plugin::Job job) {
    const FoundGimp found = look_for_gimp(options_.gimp);
    // What is wrong with the user's own maps is said once, not for each figure.
    (void)own_colormaps(user_profile(found));
    int signal = 0;
    if (uses_engine(found)) {
      plugin::Job rest = job;
      rest.figures.clear();
      signal = run_engine(std::move(job), found, rest);
      job = std::move(rest);
    }
    if (!signal && !job.figures.empty()) signal = run_gimp(std::move(job), found);
    return signal;
  }

 private:
  static std::string user_profile(const FoundGimp& found) {
    return found.gimp ? found.gimp->user_profile : user_profile_of_any_gimp();
  }

  /// GIMP's gradients and layers are GIMP's affair.
  bool uses_engine(const FoundGimp& found) {
    if (options_.engine == Options::Engine::Gimp || options_.xcf) return false;
    if (options_.engine == Options::Engine::Auto && found.gimp && wants_gradients(options_))
      return false;
    engine_ = find_engine();
    if (!engine_ && options_.engine == Options::Engine::Core)
      throw CommandError(kSomeFailed, _("The program \"unweave-engine\" is not installed."));
    return engine_.has_value();
  }

  /// What the engine passed on goes to `rest`, where a GIMP can take it.
  int run_engine(plugin::Job job, const FoundGimp& found, plugin::Job& rest) {
    const bool without = options_.engine == Options::Engine::Core;
    const bool has_gimp = !without && found.gimp.has_value();
    const auto figures = job.figures;
    Listener listener = listen(options_, progress_);
    listener.passed = [&](std::size_t index, const std::string& reason) {
      const auto figure = std::ranges::find(figures, index, &plugin::JobFigure::index);
      if (has_gimp)
        rest.figures.push_back(*figure);
      else
        progress_.failed(index, without ? reason : reason + " " + found.missing);
    };
    EngineWorker worker(*engine_, {user_profile(found), found.gimp ? data_folder(*found.gimp) : ""},
                        has_gimp);
    remark(fill(_("Using %s"), shown_name(*engine_).c_str()));
    return Supervisor(worker, folder_, std::move(job), read_limits(options_), listener).run();
  }

  int run_gimp(plugin::Job job, const FoundGimp& found) {
    if (!found.gimp) throw CommandError(kSomeFailed, found.missing);
    remark(fill(_("Using %s with %s"), shown_name(found.gimp->console).c_str(),
                shown_name(found.gimp->plugin).c_str()));
    ProfileNeeds needs{true, wants_gradients(options_)};
    for (const auto& figure : job.figures)
      needs.common_formats = needs.common_formats && is_common_format(figure.path);
    Profile profile(folder_, *found.gimp, needs);
    GimpWorker worker(*found.gimp, profile);
    Listener listener = listen(options_, progress_);
    listener.passed = listener.failed;
    return Supervisor(worker, folder_, std::move(job), read_limits(options_), listener).run();
  }

  void remark(const std::string& what) const {
    if (options_.verbose) complain_more(what);
  }

  const Options& options_;
  Progress& progress_;
  const PrivateFolder folder_;
  std::optional<std::string> engine_;
};

int recover(const Options& options) {
  const auto figures = look_at_figures(options.figures, options.max_pixels);
  plugin::Job job;
  job.formats = options.formats;
  job.drawings = options.drawings;
  job.colormaps = options.colormaps;
  job.xcf = options.xcf;
  job.max_pixels = options.max_pixels;
  job.take_partial = options.take_partial;
  job.settings = options.settings;
  job.output = make_output_folder(options.output);
  protect_figures(figures, job);

  Progress progress(options, figures);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i].problem.empty())
      job.figures.push_back({i, figures[i].path});
    else
      progress.failed(i, figures[i].problem);
  }
  if (!job.figures.empty()) {
    if (const int signal = Work(options, progress).run(std::move(job))) {
      complain(_("Interrupted."));
      return 128 + signal;
    }
  }
  progress.summary();
  return progress.status();
}

int run(int argc, char** argv) {
  try {
    const auto options = parse_options(argc, argv);
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
