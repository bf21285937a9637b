// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/number_pair.hpp"

#include <tuple>
#include <utility>

#include "plugin/dialog/entry.hpp"
#include "plugin/dialog/toolkit.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/request/typed_numbers.hpp"

namespace unweave::dialog {
namespace {

using plugin::Key;

constexpr int kCharacters = 5;

/// Which number is which, msgids.
std::array<const char*, 2> words_for(Key key) {
  switch (key) {
    case Key::XRange:
      // Translators: before the number at the left edge of a plot.
      return {N_("left"), N_("right")};
    case Key::YRange:
      // Translators: before the number at the lower edge of a plot.
      return {N_("bottom"), N_("top")};
    default:
      // Translators: before the lowest of the values that a colormap stands for.
      return {N_("min"), N_("max")};
  }
}

std::string text_in(GtkWidget* entry) { return gtk_entry_get_text(GTK_ENTRY(entry)); }

}  // namespace

NumberPair::NumberPair(const plugin::Parameter& parameter, Action changed)
    : parameter_(&parameter), changed_(std::move(changed)), box_(gtk_hbox_new(FALSE, 4)) {
  const auto words = words_for(parameter.key);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    GtkWidget* word = gtk_label_new(_(words[i]));
    GtkWidget* entry = entries_[i] = text_entry(kCharacters);
    gtk_widget_set_tooltip_text(entry, _(parameter.blurb));
    name_for_accessibility(entry, (plugin::plain_label(parameter) + ": " + _(words[i])).c_str());
    add_clear_button(entry, _("Empty both fields"), [this] { show({}); });
    on(entry, "changed", [this, i] { typed(i); });
    gtk_box_pack_start(GTK_BOX(box_), word, FALSE, FALSE, 0);
    gtk_box_pack_start(GTK_BOX(box_), entry, TRUE, TRUE, 0);
  }
}

void NumberPair::typed(std::size_t which) {
  const bool empty = text_in(entries_[which]).empty();
  const bool begins = std::exchange(was_empty_[which], empty) && !empty;
  if (filling_) return;
  const std::size_t other = 1 - which;
  if (begins && text_in(entries_[other]).empty() && !found_[other].empty()) {
    filling_ = true;
    gtk_entry_set_text(GTK_ENTRY(entries_[other]), found_[other].c_str());
    filling_ = false;
  }
  changed_();
}

void NumberPair::show(const std::string& text) {
  const auto [first, second] = plugin::parted_pair(text);
  filling_ = true;
  gtk_entry_set_text(GTK_ENTRY(entries_[0]), first.c_str());
  gtk_entry_set_text(GTK_ENTRY(entries_[1]), second.c_str());
  filling_ = false;
  changed_();
}

std::string NumberPair::text() const {
  return plugin::joined_pair(text_in(entries_[0]), text_in(entries_[1]));
}

void NumberPair::show_found(const std::string& text) {
  std::tie(found_[0], found_[1]) = plugin::parted_pair(text);
  const std::string tip =
      _(parameter_->blurb) +
      (text.empty()
           ? text
           // Translators: a range that was found, such as "found: -2 to 30".
           : "\n" + plugin::formatted(_("found: %s to %s"), found_[0].c_str(), found_[1].c_str()));
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    set_placeholder(GTK_ENTRY(entries_[i]), found_[i]);
    gtk_widget_set_tooltip_text(entries_[i], tip.c_str());
  }
}

void NumberPair::complain(const std::string& text) const {
  const bool all_numbers = plugin::typed_number(text_in(entries_[0])).has_value() &&
                           plugin::typed_number(text_in(entries_[1])).has_value();
  for (GtkWidget* entry : entries_) {
    const bool wrong = all_numbers || !plugin::typed_number(text_in(entry));
    complain_in(entry, wrong ? text : std::string(), _(parameter_->blurb));
  }
}

void NumberPair::focus() const { gtk_widget_grab_focus(entries_[0]); }

}  // namespace unweave::dialog
