// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/progress.hpp"

#include <glib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {
namespace {

constexpr std::chrono::milliseconds kBetweenDrawings{100};

int terminal_width() {
  winsize size{};
  constexpr int kUsual = 80;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

/// Hours only where there are some.
std::string clock_text(double seconds) {
  const auto all = static_cast<long>(std::ceil(seconds));
  const long hours = all / 3600, minutes = all / 60 % 60, rest = all % 60;
  return hours > 0 ? fill("%ld:%02ld:%02ld", hours, minutes, rest)
                   : fill("%ld:%02ld", minutes, rest);
}

}  // namespace

std::string progress_text(std::size_t done, std::size_t worked, std::size_t total, double seconds) {
  std::string text = fill("%zu/%zu  %d %%", done, total,
                          static_cast<int>(100 * done / std::max<std::size_t>(total, 1)));
  if (worked == 0 || seconds <= 0) return text;
  const double rate = static_cast<double>(worked) / seconds;
  const std::string left = clock_text(static_cast<double>(total - done) / rate);
  // Translators: figures a second, time left (minutes:seconds).
  return text + "  " + fill(_("%.3g/s, %s left"), rate, left.c_str());
}

ProgressBar::ProgressBar(bool wanted) : shown_(wanted && isatty(STDERR_FILENO) != 0) {}

void ProgressBar::draw(std::size_t done, std::size_t worked, std::size_t total) {
  const auto now = std::chrono::steady_clock::now();
  if (!shown_ || total < 2 || (drawn_ && done < total && now - last_ < kBetweenDrawings)) return;
  last_ = now;
  drawn_ = true;
  const std::string text =
      progress_text(done, worked, total, std::chrono::duration<double>(now - start_).count());
  constexpr int kAround = 4;
  const int room = std::clamp(
      terminal_width() - static_cast<int>(g_utf8_strlen(text.c_str(), -1)) - kAround, 0, 40);
  const auto full = static_cast<std::size_t>(room) * done / total;
  std::string bar(full, '#');
  bar.resize(static_cast<std::size_t>(room), '.');
  (void)std::fprintf(stderr, "\r\033[K[%s] %s", bar.c_str(), text.c_str());
  (void)std::fflush(stderr);
}

void ProgressBar::erase() {
  if (!drawn_) return;
  (void)std::fputs("\r\033[K", stderr);
  (void)std::fflush(stderr);
  drawn_ = false;
}

void Progress::count(const Verdict& verdict) {
  ++(verdict.status == Status::Ok ? good_ : verdict.status == Status::Refused ? refused_ : failed_);
}

void Progress::decided(const std::string& shown, const Verdict& verdict) {
  count(verdict);
  bar_.erase();
  if (verdict.status == Status::Ok) {
    line(shown, shown_text(verdict.text));
  } else {
    line(shown, _("failed"));
    complain(shown + ": " + shown_text(verdict.text));
  }
  bar_.draw(done(), done() - skipped_, total_);
}

void Progress::skipped(const std::string& shown, const Verdict& verdict) {
  count(verdict);
  ++skipped_;
  if (options_.verbose) {
    bar_.erase();
    line(shown, _("was done before"));
  }
  bar_.draw(done(), done() - skipped_, total_);
}

void Progress::remark(const std::string& what) {
  bar_.erase();
  complain_more(what);
}

void Progress::summary() {
  bar_.erase();
  if (options_.quiet) return;
  if (skipped_ > 0)
    say(fill(ngettext("%zu figure was done before", "%zu figures were done before", skipped_),
             skipped_));
  say(fill(
      ngettext("%zu of %zu figure gave data, in %s", "%zu of %zu figures gave data, in %s", total_),
      good_, total_, shown_name(options_.output).c_str()));
}

ExitStatus Progress::status() const {
  using Refused = Options::Refused;
  if (failed_ > 0) return kSomeFailed;
  if (refused_ == 0 || options_.refused == Refused::Ok) return kAllGaveData;
  return options_.refused == Refused::Error ? kSomeRefused : kSomeFailed;
}

void Progress::line(const std::string& shown, const std::string& text) {
  if (options_.quiet) return;
  say(fill("[%zu/%zu] %s: %s", done(), total_, shown.c_str(), text.c_str()));
}

}  // namespace unweave::batch
