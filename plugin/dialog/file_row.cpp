// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/file_row.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/write/colormap_file.hpp"
#include "core/write/data_file.hpp"
#include "plugin/dialog/signals.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::dialog {
namespace {

using plugin::Key;
using plugin::Parameter;

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

struct Format {
  const char *extension, *description;
};
constexpr Format kDataFormats[] = {{"npy", N_("NumPy array")},
                                   {"csv", N_("Table of rows and columns")},
                                   {"xyz.csv", N_("List of x, y, value")},
                                   {"tif", N_("GeoTIFF, 32-bit float")},
                                   {"nc", N_("NetCDF")},
                                   {"npz", N_("NumPy archive")},
                                   {"mat", N_("MATLAB")}};
constexpr Format kReportFormats[] = {{"json", N_("JSON")}};
constexpr Format kColormapFormats[] = {{"ggr", N_("GIMP gradient")},
                                       {"gpl", N_("GIMP palette")},
                                       {"csv", N_("Table of colors")},
                                       {"cpt", N_("GMT palette")}};
constexpr Format kPictureFormats[] = {{"png", N_("PNG picture")}};

/// A kind of file: where it is and what it is called at first, and its formats, of which each is
/// built in.
struct FileKind {
  std::string folder{};  ///< of the figure; empty: unknown
  std::string stem;
  std::vector<Format> formats;
};

/// The kind's formats, and for a figure without a file its name.
FileKind formats_of(const Parameter& parameter) {
  FileKind kind{{}, "report", {std::begin(kReportFormats), std::end(kReportFormats)}};
  if (parameter.key == Key::RecoloredFile)
    return {{}, "recolored", {std::begin(kPictureFormats), std::end(kPictureFormats)}};
  if (parameter.key == Key::DataFile)
    kind = {{}, "data", {std::begin(kDataFormats), std::end(kDataFormats)}};
  else if (parameter.key == Key::ColormapFile)
    kind = {{}, "colormap", {std::begin(kColormapFormats), std::end(kColormapFormats)}};
  else
    return kind;
  const auto built = parameter.key == Key::DataFile ? data_formats() : colormap_formats();
  std::erase_if(kind.formats, [&](const Format& format) {
    return std::ranges::find(built, format.extension) == built.end();
  });
  return kind;
}

/// Files are called as the command calls them: STEM.npy, STEM.json, STEM.colormap.ggr,
/// STEM.recolored.png.
FileKind kind_of(const Parameter& parameter, const std::string& figure) {
  FileKind kind = formats_of(parameter);
  if (figure.empty()) return kind;
  kind.folder = TextPtr(g_path_get_dirname(figure.c_str())).get();
  const std::string name = TextPtr(g_path_get_basename(figure.c_str())).get();
  kind.stem = name.substr(0, name.rfind('.'));
  if (parameter.key == Key::ColormapFile) kind.stem += ".colormap";
  if (parameter.key == Key::RecoloredFile) kind.stem += ".recolored";
  return kind;
}

/// The longest extension counts: "data.xyz.csv" is no ".csv".
int format_of(const std::string& name, const FileKind& kind) {
  int found = -1;
  std::size_t length = 0;
  for (std::size_t i = 0; i < kind.formats.size(); ++i) {
    const std::string ending = std::string(".") + kind.formats[i].extension;
    if (!name.ends_with(ending) || ending.size() <= length) continue;
    found = static_cast<int>(i);
    length = ending.size();
  }
  return found;
}

/// Gives the name in the chooser the extension of the format.
void use_format(GtkFileChooser* chooser, const FileKind& kind, int chosen) {
  if (chosen < 0) return;
  const TextPtr path(gtk_file_chooser_get_filename(chooser));
  std::string name = kind.stem;
  if (path) name = TextPtr(g_path_get_basename(path.get())).get();
  if (const int now = format_of(name, kind); now >= 0)
    name.resize(name.size() - std::string(".").size() -
                std::string(kind.formats[static_cast<std::size_t>(now)].extension).size());
  name += std::string(".") + kind.formats[static_cast<std::size_t>(chosen)].extension;
  gtk_file_chooser_set_current_name(chooser, name.c_str());
}

GtkWidget* format_row(GtkFileChooser* chooser, const FileKind& kind, int chosen) {
  GtkWidget* row = gtk_hbox_new(FALSE, 6);
  GtkWidget* label = gtk_label_new_with_mnemonic(_("For_mat:"));
  GtkWidget* box = gtk_combo_box_text_new();
  for (const Format& format : kind.formats)
    gtk_combo_box_text_append_text(
        GTK_COMBO_BOX_TEXT(box),
        (std::string(_(format.description)) + " (." + format.extension + ")").c_str());
  gtk_combo_box_set_active(GTK_COMBO_BOX(box), chosen);
  gtk_label_set_mnemonic_widget(GTK_LABEL(label), box);
  gtk_widget_set_tooltip_text(box, _("The file's format, which its name's ending says"));
  on(box, "changed", [chooser, kind, box] {
    use_format(chooser, kind, gtk_combo_box_get_active(GTK_COMBO_BOX(box)));
  });
  gtk_box_pack_start(GTK_BOX(row), label, FALSE, FALSE, 0);
  gtk_box_pack_start(GTK_BOX(row), box, FALSE, FALSE, 0);
  gtk_widget_show_all(row);
  return row;
}

/// Starts with what the entry holds, else beside the figure.
int show_name(GtkFileChooser* chooser, const FileKind& kind, const std::string& text) {
  std::string name = kind.stem + "." + kind.formats.front().extension;
  if (!kind.folder.empty()) gtk_file_chooser_set_current_folder(chooser, kind.folder.c_str());
  if (!text.empty()) {
    GFile* file = g_file_new_for_commandline_arg(text.c_str());
    if (const TextPtr path(g_file_get_path(file)); path) {
      gtk_file_chooser_set_current_folder(chooser, TextPtr(g_path_get_dirname(path.get())).get());
      name = TextPtr(g_path_get_basename(path.get())).get();
    }
    g_object_unref(file);
  }
  const TextPtr shown(g_filename_display_name(name.c_str()));
  gtk_file_chooser_set_current_name(chooser, shown.get());
  return format_of(name, kind);
}

/// Paths cross GIMP's interfaces as UTF-8; one that is not goes as its file:// URI.
std::string as_parameter(const TextPtr& path) {
  if (g_utf8_validate(path.get(), -1, nullptr)) return path.get();
  const TextPtr uri(g_filename_to_uri(path.get(), nullptr, nullptr));
  return uri ? uri.get() : "";
}

void browse(GtkEntry* entry, const FileKind& kind) {
  GtkWidget* widget = gtk_file_chooser_dialog_new(
      _("Choose a File to Write"), GTK_WINDOW(gtk_widget_get_toplevel(GTK_WIDGET(entry))),
      GTK_FILE_CHOOSER_ACTION_SAVE, GTK_STOCK_CANCEL, GTK_RESPONSE_CANCEL, GTK_STOCK_SAVE,
      GTK_RESPONSE_ACCEPT, nullptr);
  GtkFileChooser* chooser = GTK_FILE_CHOOSER(widget);
  gtk_dialog_set_default_response(GTK_DIALOG(widget), GTK_RESPONSE_ACCEPT);
  gtk_file_chooser_set_do_overwrite_confirmation(chooser, TRUE);
  const int chosen = show_name(chooser, kind, gtk_entry_get_text(entry));
  gtk_file_chooser_set_extra_widget(chooser, format_row(chooser, kind, chosen));
  if (gtk_dialog_run(GTK_DIALOG(widget)) == GTK_RESPONSE_ACCEPT)
    if (const TextPtr path(gtk_file_chooser_get_filename(chooser)); path)
      gtk_entry_set_text(entry, as_parameter(path).c_str());
  gtk_widget_destroy(widget);
}

}  // namespace

GtkWidget* file_row(GtkWidget* entry, const Parameter& parameter, const std::string& figure) {
  GtkWidget* box = gtk_hbox_new(FALSE, 6);
  GtkWidget* button = gtk_button_new_with_mnemonic(_("_Browse..."));
  const char* does = _("Choose the folder and the name of the file");
  gtk_widget_set_tooltip_text(button, does);
  name_for_accessibility(button, (plugin::plain_label(parameter) + ": " + does).c_str());
  on(button, "clicked",
     [entry, kind = kind_of(parameter, figure)] { browse(GTK_ENTRY(entry), kind); });
  gtk_box_pack_start(GTK_BOX(box), entry, TRUE, TRUE, 0);
  gtk_box_pack_start(GTK_BOX(box), button, FALSE, FALSE, 0);
  return box;
}

}  // namespace unweave::dialog
