// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/figure_listing.hpp"

#include <sys/wait.h>

#include <csignal>
#include <utility>

namespace unweave::plugin {

FigureListing::FigureListing(const std::vector<std::string>& command, Seen seen, Ended ended)
    : seen_(std::move(seen)), ended_(std::move(ended)) {
  std::vector<gchar*> line;
  for (const std::string& word : command) line.push_back(const_cast<gchar*>(word.c_str()));
  line.push_back(nullptr);
  gint out = -1;
  // What the program has to say of a broken file is said again when one of its figures is opened.
  const auto flags =
      static_cast<GSpawnFlags>(G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL);
  if (!g_spawn_async_with_pipes(nullptr, line.data(), nullptr, flags, nullptr, nullptr, &process_,
                                nullptr, &out, nullptr, nullptr)) {
    process_ = 0;
    watch_ = g_idle_add(
        +[](gpointer self) -> gboolean {
          auto& listing = *static_cast<FigureListing*>(self);
          listing.watch_ = 0;
          listing.ended_();
          return FALSE;
        },
        this);
    return;
  }
  channel_ = g_io_channel_unix_new(out);
  g_io_channel_set_close_on_unref(channel_, TRUE);
  g_io_channel_set_encoding(channel_, nullptr, nullptr);
  g_io_channel_set_flags(channel_, G_IO_FLAG_NONBLOCK, nullptr);
  watch_ = g_io_add_watch(channel_, static_cast<GIOCondition>(G_IO_IN | G_IO_HUP | G_IO_ERR), look,
                          this);
}

FigureListing::~FigureListing() {
  if (watch_) g_source_remove(watch_);
  end();
}

gboolean FigureListing::look(GIOChannel*, GIOCondition, gpointer self) {
  auto& listing = *static_cast<FigureListing*>(self);
  if (listing.read_lines()) return TRUE;
  listing.watch_ = 0;
  listing.end();
  listing.ended_();
  return FALSE;
}

/// All that there are; false: there will be no more.
bool FigureListing::read_lines() {
  for (;;) {
    gchar* text = nullptr;
    const GIOStatus status = g_io_channel_read_line(channel_, &text, nullptr, nullptr, nullptr);
    if (status == G_IO_STATUS_AGAIN) return true;
    if (status != G_IO_STATUS_NORMAL) return false;
    const auto line = figures_in_line(text);
    g_free(text);
    if (line) seen_(*line);
  }
}

void FigureListing::end() {
  if (channel_) g_io_channel_unref(channel_);
  channel_ = nullptr;
  if (!process_) return;
  (void)kill(process_, SIGKILL);
  (void)waitpid(process_, nullptr, 0);
  g_spawn_close_pid(process_);
  process_ = 0;
}

}  // namespace unweave::plugin
