// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <string>
#include <vector>

#include "plugin/request/settings.hpp"

namespace unweave::dialog {

/// Settings under names, in a file. File names among them are not kept: they belong to a picture.
class PresetFile {
 public:
  /// A file that is missing or unreadable has no presets.
  explicit PresetFile(std::string path);
  ~PresetFile() { g_key_file_free(keys_); }
  PresetFile(const PresetFile&) = delete;
  PresetFile& operator=(const PresetFile&) = delete;

  std::vector<std::string> names() const;  ///< in alphabetical order
  /// What is missing, or of another version, is at its default.
  plugin::Settings get(const std::string& name) const;
  /// False: the file cannot be written.
  bool set(const std::string& name, const plugin::Settings& settings);
  bool remove(const std::string& name);

 private:
  bool save() const;
  std::string path_;
  GKeyFile* keys_;
};

/// A row that chooses, keeps and deletes presets.
class Presets {
 public:
  struct Events {
    std::function<plugin::Settings()> current;
    std::function<void(const plugin::Settings&)> chosen;
    std::function<void(const std::string& text, bool wrong)> say;
  };
  /// `last` is offered as what was used last.
  Presets(const std::string& path, const plugin::Settings& last, GtkAccelGroup* shortcuts,
          Events events);
  Presets(const Presets&) = delete;
  Presets& operator=(const Presets&) = delete;

  GtkWidget* widget() const { return row_; }
  /// The user has changed something: what is there is none of the presets any more.
  void forget_choice();
  /// All is at its default.
  void show_defaults();

 private:
  void fill(const std::string& active);
  void show_row(int row);
  void choose();
  void keep();
  void remove();

  PresetFile file_;
  plugin::Settings last_;
  Events events_;
  GtkWidget *row_, *list_, *delete_ = nullptr;
  std::vector<std::string> names_;  ///< of the rows below the fixed ones
  bool filling_ = false;
};

}  // namespace unweave::dialog
