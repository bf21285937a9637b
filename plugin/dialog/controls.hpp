// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <deque>
#include <functional>
#include <map>
#include <string_view>

#include "plugin/dialog/editor.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::dialog {

/// An editor for each parameter, on the pages of a notebook.
class Controls {
 public:
  /// `context.changed` is called for each change by the user, not by show().
  explicit Controls(EditorContext context);
  ~Controls() { g_object_unref(labels_); }
  Controls(const Controls&) = delete;
  Controls& operator=(const Controls&) = delete;

  GtkWidget* widget() const { return notebook_; }
  void show(const plugin::Settings& settings);
  /// What a parameter's "automatic" came to.
  void show_found(plugin::Key key, double number);
  /// What was found for each setting that is left open.
  void show_found(const std::function<std::string(plugin::Key)>& found) const;
  /// Errors: as for resolve().
  Result<plugin::Settings> chosen() const;
  const Editor& editor(plugin::Key key) const;
  /// A sign beside what is wrong: the setting of that name, and no other; empty: none.
  void complain(std::string_view name, const std::string& text) const;
  /// Another page, which `key` turns to.
  void add_page(GtkWidget* page, const char* title, GtkAccelGroup* shortcuts, const char* key,
                const char* tip);
  void show_page(GtkWidget* page) const;
  /// Leads the user to it; nothing for another name.
  void focus(std::string_view name) const;

 private:
  GtkWidget* make_page(plugin::Page page, const EditorContext& context);
  GtkWidget* make_group(plugin::Group group, const EditorContext& context);

  GtkWidget* notebook_;
  GtkSizeGroup* labels_;
  std::deque<Editor> editors_;
  bool filling_ = false;  ///< the editors are being filled in: nobody has changed anything
};

}  // namespace unweave::dialog
