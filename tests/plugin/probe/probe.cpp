// SPDX-License-Identifier: GPL-3.0-or-later
// A GTK module (GTK_MODULES) that the window tests load into GIMP and into the plug-in under test:
// it says, to whoever asks over a socket, what the windows of its process show. So a test waits for
// what a key has done, never for some time, and the program needs no hooks. Answers come from the
// main loop: what was asked for is never half done.
//
// A question is a line, the answer all that comes before the connection ends:
//   windows        XID, has the keyboard (0 or 1), width, height, title of each visible window, a
//                  line each, tabs between
//   value NAME     what the control of that name holds, after a "="; nothing: there is none
//   tip NAME       its tooltip
//   focus          name of what has the keyboard
//   place NAME     x y width height of the control on the screen
//   pictures       a number that changes with what the drawing areas show
//   rows           a line for each row of the visible lists
//   audit          a line for each control that cannot be used by all: docs of audit.hpp
//   cancel         cancels all dialogs
//   close TITLE    closes the windows with this in their title, as the window manager does
#include <glib-unix.h>
#include <gtk/gtk.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <ctime>
#include <sstream>
#include <string>
#include <utility>

#include "tests/plugin/probe/audit.hpp"
#include "tests/plugin/probe/widgets.hpp"

namespace unweave::probe {
namespace {

std::string focused_name() {
  for (GtkWidget* window : visible_windows())
    if (gtk_window_has_toplevel_focus(GTK_WINDOW(window)))
      if (GtkWidget* widget = gtk_window_get_focus(GTK_WINDOW(window))) {
        // Of a combo box, a part has the keyboard.
        GtkWidget* box = gtk_widget_get_ancestor(widget, GTK_TYPE_COMBO_BOX);
        return name_of(box && !GTK_IS_ENTRY(widget) ? box : widget);
      }
  return {};
}

std::string place_of(GtkWidget* widget) {
  GtkWidget* window = gtk_widget_get_toplevel(widget);
  GtkAllocation size;
  int x = 0, y = 0, left = 0, top = 0;
  gtk_widget_get_allocation(widget, &size);
  gtk_widget_translate_coordinates(widget, window, 0, 0, &x, &y);
  gdk_window_get_origin(gtk_widget_get_window(window), &left, &top);
  std::ostringstream text;
  text << left + x << " " << top + y << " " << size.width << " " << size.height;
  return text.str();
}

void close_windows(const std::string& title) {
  for (GtkWidget* window : visible_windows()) {
    const char* name = gtk_window_get_title(GTK_WINDOW(window));
    if (!name || std::string(name).find(title) == std::string::npos) continue;
    GdkEvent* event = gdk_event_new(GDK_DELETE);
    event->any.window = GDK_WINDOW(g_object_ref(gtk_widget_get_window(window)));
    gtk_main_do_event(event);
    gdk_event_free(event);
  }
}

/// Milliseconds of work that the window's thread has done.
double worked() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// The most that the window's thread has worked without looking at its events, in milliseconds: as
/// long as that it was frozen, whatever else the machine did.
struct Pauses {
  double last = worked(), longest = 0;

  void look() {
    const double now = worked();
    longest = std::max(longest, now - last);
    last = now;
  }
  /// The longest one since it was asked for last.
  double take() {
    look();
    return std::exchange(longest, 0.0);
  }
};
Pauses pauses;

gboolean look_at_pauses(gpointer) {
  pauses.look();
  return TRUE;
}

std::string answer_to(const std::string& question) {
  const auto space = question.find(' ');
  const std::string word = question.substr(0, space);
  const std::string name = space == question.npos ? "" : question.substr(space + 1);
  if (word == "windows") return describe_windows();
  if (word == "focus") return focused_name();
  if (word == "pictures") return std::to_string(hash_of_pictures());
  if (word == "rows") return visible_rows();
  if (word == "audit") return audit();
  if (word == "pause") return std::to_string(pauses.take());
  if (word == "cancel") {
    for (GtkWidget* window : visible_windows())
      if (GTK_IS_DIALOG(window)) gtk_dialog_response(GTK_DIALOG(window), GTK_RESPONSE_CANCEL);
    return {};
  }
  if (word == "close") {
    close_windows(name);
    return {};
  }
  GtkWidget* widget = find(name);
  if (!widget) return {};
  if (word == "tip") return tip_of(widget);
  return word == "value" ? "=" + value_of(widget) : place_of(widget);
}

gboolean serve(gint listening, GIOCondition, gpointer) {
  const int connection = accept(listening, nullptr, nullptr);
  if (connection < 0) return TRUE;
  std::string question;
  for (char byte = 0; read(connection, &byte, 1) == 1 && byte != '\n';) question += byte;
  const std::string answer = answer_to(question);
  for (std::size_t sent = 0; sent < answer.size();) {
    const auto done = send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
    if (done <= 0) break;
    sent += static_cast<std::size_t>(done);
  }
  close(connection);
  return TRUE;
}

}  // namespace
}  // namespace unweave::probe

extern "C" G_MODULE_EXPORT void gtk_module_init(gint*, gchar***) {
  const char* folder = g_getenv("UNWEAVE_PROBE");
  const char* program = g_get_prgname();
  if (!folder || !program) return;
  const std::string path =
      std::string(folder) + (std::string_view(program).starts_with("gimp") ? "/gimp" : "/plug-in");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return;
  std::strcpy(address.sun_path, path.c_str());
  unlink(path.c_str());
  const int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listening, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
      listen(listening, 8) == 0)
    g_unix_fd_add(listening, G_IO_IN, unweave::probe::serve, nullptr);
  constexpr guint kLooks = 2;  // milliseconds
  g_timeout_add_full(G_PRIORITY_HIGH, kLooks, unweave::probe::look_at_pauses, nullptr, nullptr);
}
