// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/image/geometry.hpp"
#include "plugin/dialog/number_pair.hpp"
#include "plugin/request/parameters.hpp"

namespace unweave::dialog {

/// What editors need of what is around them.
struct EditorContext {
  std::vector<std::string> gradients;  ///< GIMP's
  const Catalog& catalog;              ///< all known maps; outlives the editors' making
  std::optional<Rect> selection;       ///< its bounds in the picture
  std::function<void()> changed;       ///< an editor's value has changed
  std::function<void(const plugin::Parameter&)> mark;  ///< show it on the preview
  std::string figure{};                                ///< path of its file; empty: unknown
};

/// The widgets for one parameter.
class Editor {
 public:
  Editor(const plugin::Parameter& parameter, const EditorContext& context);

  const plugin::Parameter& parameter() const { return *parameter_; }
  /// Puts label and input into a row of a table with two columns; `labels` keeps the labels of all
  /// tables equally wide.
  void attach(GtkTable* table, guint row, GtkSizeGroup* labels) const;
  void show(const plugin::Value& value) const;
  plugin::Value value() const;
  /// The number that "automatic" came to.
  void show_found(double number) const;
  /// What an empty entry came to, in gray; empty: nothing was found. For entries alone.
  void show_found(const std::string& text) const;
  /// What is wrong with the text, as a sign in its entry; empty: nothing.
  void complain(const std::string& text) const;
  void focus() const;

 private:
  GtkWidget* text_widget() const;

  const plugin::Parameter* parameter_;
  std::unique_ptr<NumberPair> pair_;  ///< of an interval
  GtkWidget* input_ = nullptr;
  GtkWidget* whole_ = nullptr;  ///< the input and what belongs to it
  GtkWidget* automatic_ = nullptr;
};

}  // namespace unweave::dialog
