// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/options.hpp"
#include "plugin/batch/verdict.hpp"

namespace unweave::batch {

/// A bar on stderr with rate and time left, where that is a terminal; elsewhere nothing.
class ProgressBar {
 public:
  explicit ProgressBar(bool wanted);
  ~ProgressBar() { erase(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `worked`: of those done, how many took time.
  void draw(std::size_t done, std::size_t worked, std::size_t total);
  /// Makes room for a line.
  void erase();

 private:
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now(), last_{};
};

/// "12 %  3.4/s  0:42 left" and the like; no rate as long as there is none.
std::string progress_text(std::size_t done, std::size_t worked, std::size_t total, double seconds);

/// Counts figures and prints a line for each.
class Progress {
 public:
  Progress(const Options& options, std::size_t total)
      : options_(options), total_(total), bar_(!options.quiet) {}

  /// `shown`: the figure's name.
  void decided(const std::string& shown, const Verdict& verdict);
  /// One whose valid result is there already.
  void skipped(const std::string& shown, const Verdict& verdict);
  void remark(const std::string& what);
  void summary();
  ExitStatus status() const;

 private:
  void count(const Verdict& verdict);
  void line(const std::string& shown, const std::string& text);
  std::size_t done() const { return good_ + refused_ + failed_; }

  const Options& options_;
  std::size_t total_;
  std::size_t good_ = 0, refused_ = 0, failed_ = 0, skipped_ = 0;
  ProgressBar bar_;
};

}  // namespace unweave::batch
