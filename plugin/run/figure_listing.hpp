// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <functional>
#include <string>
#include <vector>

#include "plugin/run/page_reader.hpp"

namespace unweave::plugin {

/// A program of listing_command() at work: tells of each page as soon as it was looked at, from
/// GLib's main loop. Ends with the object.
class FigureListing {
 public:
  using Seen = std::function<void(const PageLine&)>;
  using Ended = std::function<void()>;

  /// Calls `seen` for each page and then `ended`, also where the program does not run.
  FigureListing(const std::vector<std::string>& command, Seen seen, Ended ended);
  ~FigureListing();
  FigureListing(const FigureListing&) = delete;
  FigureListing& operator=(const FigureListing&) = delete;

 private:
  static gboolean look(GIOChannel* channel, GIOCondition, gpointer self);
  bool read_lines();
  void end();

  Seen seen_;
  Ended ended_;
  GPid process_ = 0;
  GIOChannel* channel_ = nullptr;
  guint watch_ = 0;  ///< of the channel, or of what ends at once
};

}  // namespace unweave::plugin
