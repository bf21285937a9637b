// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <optional>
#include <span>
#include <string>

#include "plugin/dialog/controls.hpp"
#include "plugin/dialog/dialog.hpp"
#include "plugin/dialog/found_panel.hpp"
#include "plugin/dialog/measure_page.hpp"
#include "plugin/dialog/presets.hpp"
#include "plugin/dialog/preview.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/dialog/two_points.hpp"

// The dialog's window; for plugin/dialog alone.

namespace unweave::dialog {

struct DialogOption {
  const char *label, *tip;
};

class Dialog {
 public:
  Dialog(const plugin::Settings& initial, view::Workbench& workbench,
         const Surroundings& surroundings);
  ~Dialog() {
    if (looking_) g_source_remove(looking_);
    stop_complaint();
    gtk_widget_destroy(dialog_);
    g_object_unref(shortcuts_);
  }
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;

  Closed run();

 private:
  EditorContext context_for(const Surroundings& surroundings);
  GtkWidget* make_left();
  GtkWidget* make_view_bar();
  GtkWidget* make_zoom_bar();
  GtkWidget* make_status();
  GtkWidget* make_right();
  GtkWidget* chooser(GtkWidget* bar, const char* label, const char* tip,
                     std::span<const DialogOption> options);
  GtkWidget* tool(GtkWidget* bar, const char* label, const char* tip, Action action);

  void show(const plugin::Settings& settings);
  void changed();
  void follow();
  bool look();
  void say(const std::string& text, bool wrong);
  void complain(const Failure& failure);
  void complain_soon(const Failure& failure);
  void check_paths(const plugin::Settings& settings) const;
  void stop_complaint();
  void start_marking(const plugin::Parameter& parameter);
  void start_measuring(Mark mark);
  void clicked(int x, int y);
  void add_pin(const Pin& pin);
  void offer_commands();
  void copy_command(plugin::CommandKind kind);
  bool recover(const plugin::Settings& settings);
  bool show_progress(const std::string& text, double fraction);
  void marked(Mark mark, const Rect& rect);
  void picked(Mark mark, int x, int y);
  void add_no_data(int x, int y);
  void show_value(std::optional<double> t);

  view::Workbench& workbench_;
  Surroundings around_;
  GtkWidget* dialog_ = nullptr;
  GtkAccelGroup* shortcuts_ = gtk_accel_group_new();
  GtkWidget *quantity_ = nullptr, *shading_ = nullptr;
  GtkWidget *read_out_ = nullptr, *icon_ = nullptr, *status_ = nullptr, *warnings_ = nullptr;
  Preview preview_;
  FoundPanel found_;
  TwoPoints two_points_;
  Controls controls_;
  MeasurePage measure_;
  Presets presets_;
  GtkWidget* content_ = nullptr;
  std::string said_{};  ///< by the last recovery
  bool recovering_ = false, ends_ = false;
  std::optional<Failure> complaint_;  ///< that is said when nothing more is typed
  guint complaining_ = 0;             ///< its timer
  int busy_looks_ = 0;                ///< since when the workbench is busy
  guint looking_ = 0;                 ///< timer while the workbench is busy
};

}  // namespace unweave::dialog
