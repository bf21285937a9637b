// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/data_layer.hpp"

#include <string>

#include "plugin/gimp3/parasite_text.hpp"
#include "plugin/request/report_settings.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp3 {
namespace {

std::optional<std::string> parasite_of(GimpItem* item, const char* name) {
  return parasite_text(gimp_item_get_parasite(item, name));
}

}  // namespace

std::optional<Origin> origin_of(GimpDrawable* drawable) {
  GimpItem* item = GIMP_IS_LAYER_MASK(drawable)
                       ? GIMP_ITEM(gimp_layer_from_mask(GIMP_LAYER_MASK(drawable)))
                       : GIMP_ITEM(drawable);
  const auto report = parasite_of(item, plugin::kReportParasite);
  if (!report) return std::nullopt;
  const std::string tattoo = parasite_of(item, plugin::kFigureParasite).value_or("");
  GimpLayer* layer = gimp_image_get_layer_by_tattoo(
      gimp_item_get_image(item), static_cast<guint>(g_ascii_strtoull(tattoo.c_str(), nullptr, 10)));
  if (tattoo.empty() || !layer || GIMP_ITEM(layer) == item)
    throw plugin::HostError(
        _("This layer holds data that was recovered already; choose the layer that shows the "
          "figure."));
  return Origin{layer, plugin::settings_of_report(*report), item,
                parasite_of(item, plugin::kPinsParasite).value_or("")};
}

void keep_pins(GimpItem* item, const std::string& pins) {
  if (pins.empty()) {
    gimp_item_detach_parasite(item, plugin::kPinsParasite);
    return;
  }
  GimpParasite* parasite =
      gimp_parasite_new(plugin::kPinsParasite, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                        static_cast<guint32>(pins.size()), pins.data());
  gimp_item_attach_parasite(item, parasite);
  gimp_parasite_free(parasite);
}

}  // namespace unweave::gimp3
