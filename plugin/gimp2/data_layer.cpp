// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/data_layer.hpp"

#include <string>

#include "plugin/gimp2/parasite_text.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/report_settings.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp2 {
namespace {

std::optional<std::string> parasite_of(gint32 item, const char* name) {
  return parasite_text(gimp_item_get_parasite(item, name));
}

}  // namespace

std::optional<Origin> origin_of(gint32 image, gint32 drawable) {
  if (!gimp_item_is_valid(drawable) || gimp_item_get_image(drawable) != image) return std::nullopt;
  const gint32 item = gimp_item_is_layer_mask(drawable) ? gimp_layer_from_mask(drawable) : drawable;
  const auto report = parasite_of(item, plugin::kReportParasite);
  if (!report) return std::nullopt;
  const std::string tattoo = parasite_of(item, plugin::kFigureParasite).value_or("");
  const gint32 layer = gimp_image_get_layer_by_tattoo(
      image, static_cast<guint>(g_ascii_strtoull(tattoo.c_str(), nullptr, 10)));
  if (tattoo.empty() || layer == -1 || layer == item)
    throw plugin::HostError(
        _("This layer holds data that was recovered already; choose the layer that shows the "
          "figure."));
  return Origin{layer, plugin::settings_of_report(*report), item,
                parasite_of(item, plugin::kPinsParasite).value_or("")};
}

void keep_pins(gint32 item, const std::string& pins) {
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

}  // namespace unweave::gimp2
