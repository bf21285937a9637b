// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include "plugin/run/settings.hpp"

namespace unweave::gimp2 {

/// The widgets for one parameter, by its type. They live in the dialog that they are attached to.
class Editor {
 public:
  explicit Editor(const plugin::Parameter& parameter);

  /// Puts a label and the widgets into a row of a table of two columns. All of `labels` become
  /// equally wide.
  void attach(GtkTable* table, guint row, GtkSizeGroup* labels) const;
  void show(const plugin::Value& value) const;
  /// Of the parameter's type; texts as typed.
  plugin::Value value() const;
  void focus() const;
  const plugin::Parameter& parameter() const { return *parameter_; }

 private:
  const plugin::Parameter* parameter_;
  GtkWidget* whole_ = nullptr;      ///< what goes into the table
  GtkWidget* input_ = nullptr;      ///< what holds the value and takes the mnemonic
  GtkWidget* automatic_ = nullptr;  ///< check box beside a number, or null
};

}  // namespace unweave::gimp2
