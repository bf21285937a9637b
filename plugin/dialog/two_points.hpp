// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <optional>
#include <string>

#include "core/labels/value_range.hpp"
#include "plugin/view/pick.hpp"

namespace unweave::dialog {

/// Calibration by two places whose values the user knows: each is shown and its value typed.
class TwoPoints {
 public:
  struct Events {
    std::function<void(const std::string& text, bool wrong)> say;
    /// Where the first place is; nothing: none.
    std::function<void(std::optional<double> t)> mark;
    /// Both are known.
    std::function<void(const ValueRange&)> done;
  };
  explicit TwoPoints(Events events) : events_(std::move(events)) {}

  /// Forgets a first place.
  void start();
  void forget();
  /// The user has shown a place, or something that is none. Asks for its value. True: another place
  /// is wanted.
  bool place(GtkWindow* parent, std::optional<double> t, const ValueRange& shown,
             const ValueRange& family);

 private:
  void ask_to_point() const;

  Events events_;
  std::optional<view::KnownValue> first_;
};

}  // namespace unweave::dialog
