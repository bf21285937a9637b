// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <array>
#include <string>

#include "plugin/dialog/signals.hpp"
#include "plugin/request/parameters.hpp"

namespace unweave::dialog {

/// Two entries for the two numbers of an interval, each behind a word that says which one it is.
/// While both are empty they show in gray what was found; who types one of them then finds the
/// other filled in with it, to be kept or changed.
class NumberPair {
 public:
  /// `changed`: by the user or by show().
  NumberPair(const plugin::Parameter& parameter, Action changed);
  NumberPair(const NumberPair&) = delete;
  NumberPair& operator=(const NumberPair&) = delete;

  GtkWidget* widget() const { return box_; }
  GtkWidget* first() const { return entries_[0]; }
  /// As plugin::parted_pair() reads it.
  void show(const std::string& text);
  /// As plugin::joined_pair() writes it.
  std::string text() const;
  /// What empty entries came to; empty: nothing was found.
  void show_found(const std::string& text);
  /// A sign in the entry that holds no number, or in both where it is not a number's fault; empty:
  /// nothing is wrong.
  void complain(const std::string& text) const;
  void focus() const;

 private:
  void typed(std::size_t which);

  const plugin::Parameter* parameter_;
  Action changed_;
  GtkWidget* box_;
  std::array<GtkWidget*, 2> entries_{};
  std::array<std::string, 2> found_{};
  std::array<bool, 2> was_empty_{true, true};
  bool filling_ = false;  ///< by the program
};

}  // namespace unweave::dialog
