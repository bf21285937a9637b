// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plugin/batch/archive.hpp"
#include "plugin/batch/figures.hpp"
#include "plugin/batch/gimp_install.hpp"
#include "plugin/batch/options.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/batch/progress.hpp"
#include "plugin/batch/record.hpp"
#include "plugin/batch/summary_file.hpp"
#include "plugin/batch/supervisor.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

/// All the figures of a command: by the engine, and by GIMP what is left, in portions; tells of
/// each as soon as it is decided, and knows which were done by an earlier run.
class Work {
 public:
  /// `job` has all but the figures. Throws CommandError.
  Work(const Options& options, std::vector<FigureFile> figures, plugin::Job job);

  /// The number of a signal that came, else 0. Throws CommandError.
  int run();
  /// What is printed and written at the end; the exit status.
  ExitStatus finish();

 private:
  /// A figure in a summary: its shown name and its page.
  /// Path, page and which of its figures.
  using SummaryKey = std::tuple<std::string, int, int>;
  SummaryKey key_of(std::size_t index) const;
  void forget(const SummaryKey& key);
  /// What an earlier summary says of a figure.
  struct Earlier {
    std::string sha256;
    bool ok = false, refused = false;
  };

  void read_earlier();
  int do_portion(std::size_t begin, std::size_t end);
  bool prepare(std::size_t index);
  std::string digest_of(std::size_t index);
  bool extract(std::size_t index);
  bool was_done(std::size_t index);
  void decide(std::size_t index, const Verdict& verdict);
  void record(std::size_t index, const Verdict& verdict);
  Listener listener();

  bool uses_engine();
  int run_engine(plugin::Job job, plugin::Job& rest);
  int run_gimp(plugin::Job job);
  plugin::Job next_for_gimp(plugin::Job& rest);
  std::string user_profile() const;
  void remark(const std::string& what);

  const Options& options_;
  std::vector<FigureFile> figures_;
  plugin::Job job_;  ///< without figures
  const PrivateFolder folder_;
  std::optional<Gimp> gimp_;
  std::string no_gimp_;  ///< why there is none
  std::optional<std::string> engine_;
  bool looked_for_engine_ = false;
  Progress progress_;
  std::optional<SummaryFile> summary_;
  std::map<SummaryKey, Earlier> earlier_;
  std::set<std::string> looked_at_;  ///< folders of results, by --resume
  std::vector<std::string> table_;
  Json settings_;

  // Of the figures of the portion at work, by index.
  std::map<std::size_t, plugin::JobFigure> at_work_;
  std::map<std::size_t, std::string> digests_;
  /// For Naming::Sha256: who has that name.
  std::map<std::string, std::size_t> by_name_;
  std::vector<std::pair<std::size_t, std::size_t>> twins_;
  std::map<std::size_t, Verdict> verdicts_;

  // An archive's last figure that was taken out, and where to.
  std::string open_archive_, extracted_, members_path_;
  std::unique_ptr<PictureArchive> archive_;
};

}  // namespace unweave::batch
