// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/window.hpp"

#include <glib.h>

#include <cstdlib>

#include "tests/plugin/pictures.hpp"

namespace unweave::test {

User::User(const std::string& script) : thread_([script] { (void)std::system(script.c_str()); }) {}

std::string in_dialog(const std::string& steps) {
  return "dialog=$(timeout 60 xdotool search --sync --onlyvisible --name '^Recover Data' | tail "
         "-1)\n"
         "xdotool windowactivate --sync $dialog\n"
         "sleep 0.5; xdotool key alt+r; sleep 0.5\n" +
         steps;
}

std::string in_image(const std::string& steps) {
  return "xdotool search --onlyvisible --name 'GIMP$' windowactivate --sync &&\n" + steps;
}

std::string screenshot(const std::string& name) {
  return "[ -z \"$UNWEAVE_SCREENSHOTS\" ] || import -window root \"$UNWEAVE_SCREENSHOTS/" + name +
         ".png\"\n";
}

std::string changes_preview(const std::string& log, const std::string& name,
                            const std::string& steps) {
  // The pictures and drawings, without the controls beside and the texts below them.
  const std::string look = "import -silent -window $dialog -crop 700x440+10+60 +repage ppm:";
  const std::string settle = "for try in $(seq 40); do " + look + log + ".a; sleep 0.3; " + look +
                             log + ".b; cmp -s " + log + ".a " + log + ".b && break; done\n";
  return settle + "mv " + log + ".b " + log + ".before\n" + steps + "\nfor try in $(seq 100); do " +
         look + log + ".b; cmp -s " + log + ".b " + log + ".before || break; sleep 0.3; done\n" +
         settle + "if cmp -s " + log + ".b " + log + ".before; then echo '" + name +
         " same'; else echo '" + name + " changed'; fi >>" + log + "\n";
}

std::string type_into(const std::string& letter, const std::string& text) {
  return "xdotool key alt+" + letter + " ctrl+a\nxdotool type --delay 30 '" + text +
         "'\nxdotool key Tab\n";
}

Shown::Shown()
    : image(pseudocolor_image(320, 240)), picture(top_layer(image)), window(show(image)) {}

bool Shown::key_until(const std::string& key, int layers) const {
  return std::system((in_image("xdotool key " + key)).c_str()) == 0 && has_layers_soon(layers);
}

bool Shown::has_layers_soon(int layers) const {
  for (int tenths = 0; tenths < 600 && layer_count(image) != layers; ++tenths) g_usleep(100000);
  return layer_count(image) == layers;
}

}  // namespace unweave::test
