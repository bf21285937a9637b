// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/window_size.hpp"

#include <algorithm>
#include <memory>

#include "plugin/dialog/signals.hpp"

namespace unweave::dialog {
namespace {

constexpr const char *kGroup = "window", *kWidth = "width", *kHeight = "height",
                     *kMaximized = "maximized";

struct Kept {
  std::string path;
  int width = 0, height = 0;  ///< while it is not maximized
  bool maximized = false;
};

void read(Kept& kept) {
  GKeyFile* file = g_key_file_new();
  if (g_key_file_load_from_file(file, kept.path.c_str(), G_KEY_FILE_NONE, nullptr)) {
    const int width = g_key_file_get_integer(file, kGroup, kWidth, nullptr);
    const int height = g_key_file_get_integer(file, kGroup, kHeight, nullptr);
    if (width > 0 && height > 0) {
      kept.width = width;
      kept.height = height;
    }
    kept.maximized = g_key_file_get_boolean(file, kGroup, kMaximized, nullptr) != FALSE;
  }
  g_key_file_free(file);
}

/// A size that cannot be kept is no reason to complain.
void write(const Kept& kept) {
  if (kept.path.empty()) return;
  GKeyFile* file = g_key_file_new();
  g_key_file_set_integer(file, kGroup, kWidth, kept.width);
  g_key_file_set_integer(file, kGroup, kHeight, kept.height);
  g_key_file_set_boolean(file, kGroup, kMaximized, kept.maximized ? TRUE : FALSE);
  gsize length = 0;
  gchar* text = g_key_file_to_data(file, &length, nullptr);
  g_file_set_contents(kept.path.c_str(), text, static_cast<gssize>(length), nullptr);
  g_free(text);
  g_key_file_free(file);
}

}  // namespace

void remember_size(GtkWindow* window, const std::string& path, int width, int height) {
  const auto kept = std::make_shared<Kept>(Kept{path, width, height, false});
  if (!path.empty()) read(*kept);
  GdkScreen* screen = gtk_window_get_screen(window);
  gtk_window_set_default_size(window, std::min(kept->width, gdk_screen_get_width(screen)),
                              std::min(kept->height, gdk_screen_get_height(screen)));
  // Window managers maximize no dialogs.
  gtk_window_set_type_hint(window, GDK_WINDOW_TYPE_HINT_NORMAL);
  if (kept->maximized) gtk_window_maximize(window);
  GtkWidget* widget = GTK_WIDGET(window);
  on_event(widget, "window-state-event", [kept](GdkEvent* event) {
    kept->maximized = (event->window_state.new_window_state & GDK_WINDOW_STATE_MAXIMIZED) != 0;
    return false;
  });
  on_event(widget, "configure-event", [kept, window](GdkEvent*) {
    if (!kept->maximized) gtk_window_get_size(window, &kept->width, &kept->height);
    return false;
  });
  on(widget, "destroy", [kept] { write(*kept); });
}

}  // namespace unweave::dialog
