// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/work.hpp"

#include <glib.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <set>
#include <stdexcept>
#include <utility>

#include "core/catalog/catalog.hpp"
#include "core/catalog/user_maps.hpp"
#include "core/reason_name.hpp"
#include "core/version.hpp"
#include "core/write/atomic_file.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/engine_worker.hpp"
#include "plugin/batch/gimp_worker.hpp"
#include "plugin/batch/own_colormaps.hpp"
#include "plugin/batch/pages.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/file_digest.hpp"

namespace unweave::batch {
namespace {

/// Figures that one worker is given: what is extracted for them, and the job's file, stay small.
constexpr std::size_t kPortion = 1000;

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

/// Of a line that has a figure.
std::tuple<std::string, int, int> key_in(const Json& line) {
  const auto number = [&](const char* name) {
    const Json value = line.value(name, Json());
    return value.is_number_integer() ? value.get<int>() : 1;
  };
  return {line["figure"].get<std::string>(), number("page"), number("page_figure")};
}

}  // namespace

Work::Work(const Options& options, std::vector<FigureFile> figures, plugin::Job job)
    : options_(options),
      figures_(std::move(figures)),
      job_(std::move(job)),
      progress_(options, figures_.size()),
      settings_(normal_settings(job_.settings)) {
  try {
    gimp_ = find_gimp(options.gimp);
  } catch (const CommandError& error) {
    if (error.status != kSomeFailed) throw;
    no_gimp_ = error.what();
  }
  // What is wrong with the user's own maps is said once, not for each figure.
  (void)own_colormaps(user_profile());
  if (!options.summary.empty()) summary_.emplace(options.summary);
  if (!options.table.empty()) table_.resize(figures_.size());
  if (options.resume && summary_) read_earlier();
}

std::string Work::user_profile() const {
  return gimp_ ? gimp_->user_profile : user_profile_of_any_gimp();
}

void Work::remark(const std::string& what) {
  if (options_.verbose) progress_.remark(what);
}

Work::SummaryKey Work::key_of(std::size_t index) const {
  const FigureFile& figure = figures_[index];
  return {shown_name(figure.given), std::max(figure.page, 1),
          figure.on_page ? figure.on_page->number : 1};
}

/// Its line goes.
void Work::forget(const SummaryKey& key) {
  summary_->filter([&](std::string_view text) {
    const Json line = Json::parse(text, nullptr, false);
    return !line.is_object() || !line.contains("figure") || !line["figure"].is_string() ||
           key_in(line) != key;
  });
}

/// Lines of figures that are to be tried again go, and so does the part of a line that a killed
/// command may have left, and what stands there twice.
void Work::read_earlier() {
  std::set<SummaryKey> mine;
  for (std::size_t i = 0; i < figures_.size(); ++i) mine.insert(key_of(i));
  summary_->filter([&](std::string_view text) {
    const Json line = Json::parse(text, nullptr, false);
    if (!line.is_object() || !line.contains("figure") || !line["figure"].is_string()) return false;
    const SummaryKey figure = key_in(line);
    if (!mine.contains(figure)) return true;
    const bool current =
        line.value("version", Json()) == version() && line.value("settings", Json()) == settings_;
    const Json status = line.value("status", Json());
    Earlier earlier{{}, status == "ok", status == "refused"};
    if (const Json digest = line.value("sha256", Json()); digest.is_string())
      earlier.sha256 = digest;
    return current && (earlier.ok || earlier.refused) && earlier_.emplace(figure, earlier).second;
  });
}

int Work::run() {
  for (std::size_t begin = 0; begin < figures_.size(); begin += kPortion)
    if (const int signal = do_portion(begin, std::min(begin + kPortion, figures_.size())))
      return signal;
  // Once more: what a killed command had started may have died only meanwhile.
  for (const std::string& folder : looked_at_) undo_interrupted_commits(folder);
  return 0;
}

int Work::do_portion(std::size_t begin, std::size_t end) {
  plugin::Job job = job_;
  at_work_.clear();
  digests_.clear();
  twins_.clear();
  for (std::size_t i = begin; i < end; ++i)
    if (prepare(i)) job.figures.push_back(at_work_.at(i));
  int signal = 0;
  if (!job.figures.empty() && uses_engine()) {
    plugin::Job rest = job;
    rest.figures.clear();
    signal = run_engine(std::move(job), rest);
    job = std::move(rest);
  }
  while (!signal && !job.figures.empty()) signal = run_gimp(next_for_gimp(job));
  if (!signal)
    for (const auto& [twin, first] : twins_) decide(twin, verdicts_.at(first));
  folder_.clear("members");
  return signal;
}

/// A valid result counts with or without a line in the summary; what was refused, by its line.
bool Work::was_done(std::size_t index) {
  const plugin::JobFigure& figure = at_work_.at(index);
  const std::string shown = shown_name(figures_[index].given);
  const std::string with_page = shown_figure(figures_[index]);
  const SummaryKey key = key_of(index);
  const std::string folder = plugin::result_folder(job_, figure);
  undo_interrupted_commits(folder);
  looked_at_.insert(folder);
  const auto known = earlier_.find(key);
  const bool same = known != earlier_.end() && known->second.sha256 == digests_.at(index);
  const Json report = read_report(job_, figure);
  if (is_valid(report, job_, figure, digests_.at(index))) {
    const Verdict done{Status::Ok, {}, _("was done before"), 0};
    if (summary_ && !(same && known->second.ok)) {
      if (known != earlier_.end()) forget(key);
      summary_->append(summary_line(shown, digests_.at(index), done, report, job_, figure).dump() +
                       "\n");
    }
    if (!table_.empty())
      table_[index] =
          table_line(summary_line(shown, digests_.at(index), done, report, job_, figure));
    verdicts_[index] = done;
    progress_.skipped(with_page, done);
    return true;
  }
  if (same && known->second.refused) {
    const Verdict refused{Status::Refused, {}, _("was refused before"), 0};
    if (!table_.empty())
      table_[index] =
          table_line(summary_line(shown, digests_.at(index), refused, nullptr, job_, figure));
    verdicts_[index] = refused;
    progress_.skipped(with_page, refused);
    return true;
  }
  if (known != earlier_.end()) {
    forget(key);
    earlier_.erase(known);
  }
  return false;
}

void Work::decide(std::size_t index, const Verdict& verdict) {
  if (options_.naming == Options::Naming::Sha256) verdicts_[index] = verdict;
  record(index, verdict);
  progress_.decided(shown_figure(figures_[index]), verdict);
}

void Work::record(std::size_t index, const Verdict& verdict) {
  if (!summary_ && table_.empty()) return;
  const plugin::JobFigure& figure = at_work_.at(index);
  const Json report = verdict.status == Status::Ok ? read_report(job_, figure) : Json(nullptr);
  const auto digest = digests_.find(index);
  const std::string sha256 = digest != digests_.end() ? digest->second
                             : report.is_object() && report["figure_sha256"].is_string()
                                 ? report["figure_sha256"].get<std::string>()
                                 : std::string();
  const Json line =
      summary_line(shown_name(figures_[index].given), sha256, verdict, report, job_, figure);
  if (summary_) summary_->append(line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  if (!table_.empty()) table_[index] = table_line(line);
}

Listener Work::listener() {
  Listener listener;
  listener.decided = [this](std::size_t index, const Verdict& verdict) { decide(index, verdict); };
  listener.passed = listener.decided;
  listener.remark = [this](const std::string& what) { remark(what); };
  listener.log = [this](const std::string& name, const std::string& log, bool wrong) {
    if (!options_.verbose && !wrong) return;
    std::ifstream file(log, std::ios::binary);
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
      if (!line.empty()) lines.push_back(line);
    constexpr std::size_t last = 10;  // of a crash; the rest is of little use
    const std::size_t from = options_.verbose || lines.size() <= last ? 0 : lines.size() - last;
    for (std::size_t i = from; i < lines.size(); ++i)
      progress_.remark("  " + name + ": " + shown_text(lines[i]));
  };
  return listener;
}

/// GIMP's gradients and layers are GIMP's affair.
bool Work::uses_engine() {
  using Engine = Options::Engine;
  if (options_.engine == Engine::Gimp || options_.xcf) return false;
  if (options_.engine == Engine::Auto && gimp_ && wants_gradients(options_)) return false;
  if (!std::exchange(looked_for_engine_, true)) engine_ = find_engine();
  if (!engine_ && options_.engine == Engine::Core)
    throw CommandError(kSomeFailed, _("The program \"unweave-engine\" is not installed."));
  return engine_.has_value();
}

/// What the engine passed on goes to `rest`, where a GIMP can take it.
int Work::run_engine(plugin::Job job, plugin::Job& rest) {
  const bool without = options_.engine == Options::Engine::Core;
  const bool has_gimp = !without && gimp_.has_value();
  Listener listener = this->listener();
  listener.passed = [&](std::size_t index, Verdict verdict) {
    if (has_gimp) {
      rest.figures.push_back(at_work_.at(index));
      return;
    }
    if (!without) verdict.text += " " + no_gimp_;
    decide(index, verdict);
  };
  EngineWorker worker(*engine_, {user_profile(), gimp_ ? data_folder(*gimp_) : ""}, has_gimp);
  remark(fill(_("Using %s"), shown_name(*engine_).c_str()));
  return Supervisor(worker, folder_, std::move(job), read_limits(options_), listener).run();
}

int Work::run_gimp(plugin::Job job) {
  if (!gimp_) throw CommandError(kSomeFailed, no_gimp_);
  remark(fill(_("Using %s with %s"), shown_name(gimp_->console).c_str(),
              shown_name(gimp_->plugin).c_str()));
  ProfileNeeds needs{true, wants_gradients(options_)};
  if (job.figures.empty()) return 0;
  for (const auto& figure : job.figures)
    needs.common_formats = needs.common_formats && is_common_format(figure.path);
  Profile profile(folder_, *gimp_, needs);
  GimpWorker worker(*gimp_, profile);
  const int signal =
      Supervisor(worker, folder_, std::move(job), read_limits(options_), listener()).run();
  folder_.clear("profile");
  return signal;
}

ExitStatus Work::finish() {
  if (!options_.table.empty()) {
    std::string text = table_head();
    for (const std::string& line : table_) text += line;
    GError* error = nullptr;
    if (!g_file_set_contents(options_.table.c_str(), text.data(), static_cast<gssize>(text.size()),
                             &error)) {
      const std::string why = shown_text(error->message);
      g_error_free(error);
      throw CommandError(kSomeFailed, fill(_("The table cannot be written: %s."), why.c_str()));
    }
  }
  progress_.summary();
  return progress_.status();
}

}  // namespace unweave::batch
