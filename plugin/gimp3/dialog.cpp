// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/dialog.hpp"

#include <libgimp/gimpui.h>

#include <memory>

#include "plugin/dialog/dialog.hpp"
#include "plugin/gimp3/arguments.hpp"
#include "plugin/gimp3/figure_loader.hpp"
#include "plugin/gimp3/gimp3_host.hpp"
#include "plugin/run/other_bars.hpp"
#include "plugin/view/picture_copy.hpp"

namespace unweave::gimp3 {
namespace {

/// In the layer's coordinates; empty if nothing is selected.
std::optional<Rect> selection_of(const Picture& picture) {
  gboolean some = FALSE;
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0, x = 0, y = 0;
  if (!gimp_selection_bounds(picture.image(), &some, &x0, &y0, &x1, &y1) || !some)
    return std::nullopt;
  gimp_drawable_get_offsets(GIMP_DRAWABLE(picture.layer()), &x, &y);
  const PixelLayout layout = picture.pixels().layout();
  const Rect part =
      intersect({x0 - x, y0 - y, x1 - x0, y1 - y0}, {0, 0, layout.width, layout.height});
  return part.empty() ? std::nullopt : std::optional<Rect>(part);
}

std::vector<std::string> gradient_names() {
  std::vector<std::string> names;
  const ArrayPtr<GimpGradient*> gradients(gimp_gradients_get_list(""));
  for (GimpGradient** gradient = gradients.get(); gradient && *gradient; ++gradient) {
    const TextPtr name(gimp_resource_get_name(GIMP_RESOURCE(*gradient)));
    names.emplace_back(name.get());
  }
  return names;
}

}  // namespace

dialog::Closed run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config,
                          const Picture& picture, const std::optional<Origin>& origin,
                          const RecoverFirst& recover) {
  gimp_ui_init("unweave");
  Gimp3Host host(picture.layer(), false);
  dialog::Surroundings around;
  around.procedure = gimp_procedure_get_name(procedure);
  around.presets = host.user_folder() + "/unweave-presets.ini";
  around.window = host.user_folder() + "/unweave-window.ini";
  around.gradients = gradient_names();
  around.maps = host.known_maps();
  around.reader = picture.page().reader ? picture.page().reader : host.text_reader();
  around.gradient = [&host](const std::string& name) { return host.gradient(name); };
  around.selection = selection_of(picture);
  around.figure = picture.results();
  around.script = plugin::CommandKind::ScriptFu3;
  FigureLoader loader;
  plugin::OtherBars bars(loader);
  around.other_bar = [&bars](plugin::Request& request) { return bars.fetch(request); };
  const auto copy = std::make_shared<const view::PictureCopy>(picture.pixels());
  view::Workbench workbench(copy, picture.source().remarks);
  if (origin) around.pins = origin->pins;
  around.recover = [&](const plugin::Settings& settings, const std::string& pins,
                       const dialog::ShowProgress& show) {
    write_arguments(config, settings);
    const auto outcome = recover({copy.get(), &workbench.stop(), pins, show});
    workbench.resume();
    return outcome;
  };
  // What was saved by another version may be out of range: then the defaults.
  const auto last = read_arguments(config);
  const auto closed =
      dialog::ask(origin ? origin->settings : last.value_or(plugin::Settings()), workbench, around);
  if (!closed.said.empty()) gimp_message(closed.said.c_str());
  if (origin && closed.pins != origin->pins) keep_pins(origin->item, closed.pins);
  return closed;
}

}  // namespace unweave::gimp3
