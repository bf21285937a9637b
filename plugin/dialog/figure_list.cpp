// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/figure_list.hpp"

#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>

#include "plugin/dialog/help.hpp"
#include "plugin/dialog/save_chooser.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/figure_listing.hpp"

namespace unweave::dialog {
namespace {

using plugin::PageOfFile;

constexpr int kThumbnail = 160;  // pixels: five to a row of a window that fits small screens
constexpr int kSpace = 6, kBorder = 12;
constexpr int kWidth = 820, kHeight = 560;

enum Column { kPicture, kName, kFigure, kColumns };

std::string ask_for_pdf(GtkWindow* parent, const std::string& before) {
  GtkWidget* dialog = gtk_file_chooser_dialog_new(
      _("Choose a PDF"), parent, GTK_FILE_CHOOSER_ACTION_OPEN, GTK_STOCK_CANCEL,
      GTK_RESPONSE_CANCEL, GTK_STOCK_OPEN, GTK_RESPONSE_ACCEPT, nullptr);
  GtkFileFilter* filter = gtk_file_filter_new();
  gtk_file_filter_set_name(filter, _("PDF files"));
  gtk_file_filter_add_mime_type(filter, "application/pdf");
  gtk_file_filter_add_pattern(filter, "*.pdf");
  gtk_file_filter_add_pattern(filter, "*.PDF");
  gtk_file_chooser_add_filter(GTK_FILE_CHOOSER(dialog), filter);
  if (!before.empty()) gtk_file_chooser_set_filename(GTK_FILE_CHOOSER(dialog), before.c_str());
  gtk_dialog_set_default_response(GTK_DIALOG(dialog), GTK_RESPONSE_ACCEPT);
  std::string file;
  if (gtk_dialog_run(GTK_DIALOG(dialog)) == GTK_RESPONSE_ACCEPT)
    if (const TextPtr path(gtk_file_chooser_get_filename(GTK_FILE_CHOOSER(dialog))); path)
      file = path.get();
  gtk_widget_destroy(dialog);
  return file;
}

/// A folder for the small pictures, which goes with its object.
class PictureFolder {
 public:
  PictureFolder() {
    const TextPtr made(g_dir_make_tmp("unweave-XXXXXX", nullptr));
    if (made) path_ = made.get();
  }
  ~PictureFolder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  PictureFolder(const PictureFolder&) = delete;
  PictureFolder& operator=(const PictureFolder&) = delete;

  const std::string& path() const { return path_; }  ///< empty: there is none

 private:
  std::string path_;
};

/// The picture, and centered below it the name.
void show_columns(GtkWidget* icons) {
  GtkCellLayout* cells = GTK_CELL_LAYOUT(icons);
  GtkCellRenderer* picture = gtk_cell_renderer_pixbuf_new();
  gtk_cell_layout_pack_start(cells, picture, FALSE);
  gtk_cell_layout_add_attribute(cells, picture, "pixbuf", kPicture);
  GtkCellRenderer* name = gtk_cell_renderer_text_new();
  g_object_set(name, "xalign", 0.5, "alignment", PANGO_ALIGN_CENTER, nullptr);
  gtk_cell_layout_pack_start(cells, name, FALSE);
  gtk_cell_layout_add_attribute(cells, name, "text", kName);
}

class FigureList {
 public:
  FigureList(const std::string& procedure, const plugin::PageReader& reader);
  ~FigureList() {
    listing_.reset();
    // GTK 3 looks at the items of a list that is being destroyed.
    gtk_icon_view_set_model(GTK_ICON_VIEW(icons_), nullptr);
    gtk_widget_destroy(dialog_);
    g_object_unref(store_);
  }
  FigureList(const FigureList&) = delete;
  FigureList& operator=(const FigureList&) = delete;

  void open(const std::string& file);
  std::vector<PageOfFile> run();

 private:
  GtkWidget* make_file_row();
  GtkWidget* make_list();
  void add(const plugin::PageLine& line);
  void add_figure(int page, const std::optional<PageFigure>& figure);
  void show_progress(int page);
  void finish();
  void say(const std::string& text) { gtk_label_set_text(GTK_LABEL(status_), text.c_str()); }
  std::vector<PageOfFile> chosen() const;

  const plugin::PageReader& reader_;
  PictureFolder folder_;
  GtkWidget *dialog_, *button_ = nullptr, *icons_ = nullptr, *status_ = nullptr;
  GtkListStore* store_ = gtk_list_store_new(kColumns, GDK_TYPE_PIXBUF, G_TYPE_STRING, G_TYPE_INT);
  std::string file_;
  int pages_ = 0;
  std::vector<PageOfFile> figures_;  ///< by the store's kFigure
  std::unique_ptr<plugin::FigureListing> listing_;
};

FigureList::FigureList(const std::string& procedure, const plugin::PageReader& reader)
    : reader_(reader),
      dialog_(gimp_dialog_new(_("Figures of a PDF"), "unweave-figures", nullptr,
                              static_cast<GtkDialogFlags>(0), open_help, procedure.c_str(),
                              GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL, GTK_STOCK_OPEN,
                              GTK_RESPONSE_OK, nullptr)) {
  gtk_window_set_default_size(GTK_WINDOW(dialog_), kWidth, kHeight);
  gtk_dialog_set_default_response(GTK_DIALOG(dialog_), GTK_RESPONSE_OK);
  GtkWidget* box = gtk_vbox_new(FALSE, kSpace);
  gtk_container_set_border_width(GTK_CONTAINER(box), kBorder);
  gtk_box_pack_start(GTK_BOX(gtk_dialog_get_content_area(GTK_DIALOG(dialog_))), box, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_file_row(), FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), make_list(), TRUE, TRUE, 0);
  status_ = gtk_label_new("");
  gtk_misc_set_alignment(GTK_MISC(status_), 0, 0.5F);
  gtk_label_set_line_wrap(GTK_LABEL(status_), TRUE);
  name_for_accessibility(status_, _("Status"));
  gtk_box_pack_start(GTK_BOX(box), status_, FALSE, FALSE, 0);
  gtk_widget_show_all(box);
  gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, FALSE);
}

GtkWidget* FigureList::make_file_row() {
  GtkWidget* row = gtk_hbox_new(FALSE, kSpace);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("_File:"));
  button_ = gtk_button_new_with_label("");
  name_for_accessibility(button_, _("File"));
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), button_);
  gtk_widget_set_tooltip_text(button_, _("The PDF file whose figures are shown; click to choose "
                                         "another"));
  gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), button_, FALSE, FALSE, 0);
  on(button_, "clicked", [this] {
    const std::string path = ask_for_pdf(GTK_WINDOW(dialog_), file_);
    if (!path.empty()) open(path);
  });
  return row;
}

GtkWidget* FigureList::make_list() {
  icons_ = gtk_icon_view_new_with_model(GTK_TREE_MODEL(store_));
  GtkIconView* view = GTK_ICON_VIEW(icons_);
  gtk_icon_view_set_selection_mode(view, GTK_SELECTION_MULTIPLE);
  show_columns(icons_);
  name_for_accessibility(icons_, _("Figures"));
  gtk_widget_set_tooltip_text(
      icons_, _("Figures among the text of the pages, and pages that are no pages of text as a "
                "whole. With Ctrl and Shift several are chosen; a double click opens one."));
  on(icons_, "selection-changed", [this] {
    gtk_dialog_set_response_sensitive(GTK_DIALOG(dialog_), GTK_RESPONSE_OK, !chosen().empty());
  });
  on(icons_, "item-activated",
     [this] { gtk_dialog_response(GTK_DIALOG(dialog_), GTK_RESPONSE_OK); });
  GtkWidget* scroll = gtk_scrolled_window_new(nullptr, nullptr);
  gtk_scrolled_window_set_policy(GTK_SCROLLED_WINDOW(scroll), GTK_POLICY_AUTOMATIC,
                                 GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_shadow_type(GTK_SCROLLED_WINDOW(scroll), GTK_SHADOW_IN);
  gtk_container_add(GTK_CONTAINER(scroll), icons_);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("Fi_gures:"));
  gtk_misc_set_alignment(GTK_MISC(label), 0, 0.5F);
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), icons_);
  GtkWidget* box = gtk_vbox_new(FALSE, kSpace);
  gtk_box_pack_start(GTK_BOX(box), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(box), scroll, TRUE, TRUE, 0);
  return box;
}

void FigureList::open(const std::string& file) {
  listing_.reset();
  gtk_list_store_clear(store_);
  figures_.clear();
  file_ = file;
  gtk_button_set_label(GTK_BUTTON(button_),
                       TextPtr(g_filename_display_basename(file.c_str())).get());
  if (!plugin::is_pdf(file)) return say(_("This file is no PDF."));
  pages_ = reader_.count(file);
  if (pages_ <= 0)
    return say(
        _("Its pages cannot be counted: it is damaged, or the program \"unweave-engine\" is "
          "not installed."));
  show_progress(1);
  listing_ = std::make_unique<plugin::FigureListing>(
      plugin::listing_command(reader_.engine(), file, {}, folder_.path(), kThumbnail),
      [this](const plugin::PageLine& line) { guarded([&] { add(line); }); },
      [this] { guarded([&] { finish(); }); });
}

void FigureList::show_progress(int page) {
  say(plugin::formatted(_("Looking at page %d of %d…"), page, pages_));
}

void FigureList::add(const plugin::PageLine& line) {
  if (!line.figures) add_figure(line.page, std::nullopt);
  for (const PageFigure& figure : line.figures.value_or(std::vector<PageFigure>()))
    add_figure(line.page, figure);
  show_progress(std::min(line.page + 1, pages_));
}

void FigureList::add_figure(int page, const std::optional<PageFigure>& figure) {
  const bool several = figure && figure->count > 1;
  const std::string name = several
                               ? plugin::formatted(_("Page %d, figure %d"), page, figure->number)
                               : plugin::formatted(_("Page %d"), page);
  const std::string path = folder_.path() + "/" + std::to_string(page) + "-" +
                           std::to_string(figure ? figure->number : 0) + ".png";
  GdkPixbuf* picture = gdk_pixbuf_new_from_file(path.c_str(), nullptr);
  gtk_list_store_insert_with_values(store_, nullptr, -1, kPicture, picture, kName, name.c_str(),
                                    kFigure, static_cast<int>(figures_.size()), -1);
  if (picture) g_object_unref(picture);
  figures_.push_back({file_, page, figure});
}

void FigureList::finish() {
  if (figures_.empty()) return say(_("The pages are text without a figure."));
  say(plugin::formatted(_("Figures found: %d"), static_cast<int>(figures_.size())));
  if (!chosen().empty()) return;
  GtkTreePath* first = gtk_tree_path_new_first();
  gtk_icon_view_select_path(GTK_ICON_VIEW(icons_), first);
  gtk_icon_view_set_cursor(GTK_ICON_VIEW(icons_), first, nullptr, FALSE);
  gtk_tree_path_free(first);
}

/// In the order of the list.
std::vector<PageOfFile> FigureList::chosen() const {
  std::vector<int> numbers;
  GList* paths = gtk_icon_view_get_selected_items(GTK_ICON_VIEW(icons_));
  for (const GList* at = paths; at; at = at->next) {
    GtkTreeIter item;
    int number = 0;
    auto* path = static_cast<GtkTreePath*>(at->data);
    if (gtk_tree_model_get_iter(GTK_TREE_MODEL(store_), &item, path)) {
      gtk_tree_model_get(GTK_TREE_MODEL(store_), &item, kFigure, &number, -1);
      numbers.push_back(number);
    }
    gtk_tree_path_free(path);
  }
  g_list_free(paths);
  std::ranges::sort(numbers);
  std::vector<PageOfFile> figures;
  for (const int number : numbers) figures.push_back(figures_.at(static_cast<std::size_t>(number)));
  return figures;
}

std::vector<PageOfFile> FigureList::run() {
  gtk_widget_grab_focus(icons_);
  if (gimp_dialog_run(GIMP_DIALOG(dialog_)) != GTK_RESPONSE_OK) return {};
  return chosen();
}

}  // namespace

std::string ask_for_pdf() { return ask_for_pdf(nullptr, {}); }

std::vector<PageOfFile> choose_figures(const std::string& procedure, const std::string& file,
                                       const plugin::PageReader& reader) {
  FigureList list(procedure, reader);
  list.open(file);
  return list.run();
}

}  // namespace unweave::dialog
