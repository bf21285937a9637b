// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gtk/gtk.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/field/measure.hpp"
#include "core/write/text_style.hpp"
#include "plugin/dialog/preview.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// The list of what is measured, with numbers and a drawing of the one that is chosen, which can be
/// copied and saved.
class MeasurePage {
 public:
  struct Events {
    std::function<void(Mark)> mark;  ///< the user wants to show a place
    /// The list, or which of it is chosen, is another one.
    std::function<void(const std::vector<Pin>&, std::optional<std::size_t>)> changed;
    std::function<void(const std::string& text, bool wrong)> say;
    std::function<TextStyle()> style;  ///< of tables
  };
  /// `figure`: path of its file, beside which files are saved; may be empty.
  MeasurePage(const PixelSource& picture, std::string figure, Events events);
  ~MeasurePage();
  MeasurePage(const MeasurePage&) = delete;
  MeasurePage& operator=(const MeasurePage&) = delete;

  GtkWidget* widget() const { return box_; }
  /// Measures anew where it is another finding. Null: nothing is known.
  void show(std::shared_ptr<const view::Finding> finding);
  /// Adds it at the end and chooses it.
  void add(const Pin& pin);
  void set(std::vector<Pin> pins);
  const std::vector<Pin>& pins() const { return pins_; }

 private:
  GtkWidget* make_tools();
  GtkWidget* make_list();
  GtkWidget* make_actions();
  void choose_from_list();
  void measure_all();
  void fill();
  void show_chosen();
  void remove_chosen();
  void copy();
  void save();
  /// The profile of a line that is chosen, else all in a table.
  std::string table(const TextStyle& style) const;
  const Measurement* chosen() const;

  const PixelSource& picture_;
  std::string figure_;
  Events events_;
  GtkWidget *box_ = nullptr, *list_ = nullptr, *details_ = nullptr, *drawing_ = nullptr;
  GtkListStore* rows_;
  std::vector<GtkWidget*> for_some_;  ///< of use only where something is measured
  std::shared_ptr<const view::Finding> finding_;
  std::vector<Pin> pins_;
  std::vector<Measurement> measurements_;  ///< of pins_, in their order; empty: nothing is known
  std::optional<std::size_t> chosen_;
  bool filling_ = false;
};

}  // namespace unweave::dialog
