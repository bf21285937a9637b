// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/gimp2_host.hpp"

#include <cstddef>
#include <utility>

#include "plugin/run/i18n.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::BufferPtr;
using plugin::Destination;
using plugin::HostError;
using plugin::LayerSpec;

/// GIMP's word for why a call failed, as a sentence of our own.
HostError refusal() { return HostError(std::string(_("GIMP refused: ")) + gimp_get_pdb_error()); }

void attach_report(gint32 layer, const std::string& report) {
  GimpParasite* parasite =
      gimp_parasite_new(plugin::kReportParasite, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                        static_cast<guint32>(report.size()), report.data());
  const bool attached = gimp_item_attach_parasite(layer, parasite);
  gimp_parasite_free(parasite);
  if (!attached) throw refusal();
}

}  // namespace

Gimp2Host::Gimp2Host(gint32 image, gint32 layer, bool display)
    : image_(image), layer_(layer), display_(display) {}

bool Gimp2Host::progress(const std::string& text, double fraction) {
  if (shown_text_.empty())
    gimp_progress_init(text.c_str());
  else if (text != shown_text_)
    gimp_progress_set_text(text.c_str());
  shown_text_ = text;
  gimp_progress_update(fraction);
  return true;  // GIMP 2.10 ends the plug-in itself when the user cancels
}

std::optional<GivenColormap> Gimp2Host::gradient(const std::string& name) {
  constexpr int kSamples = 256, kChannels = 4;
  gint count = 0;
  gdouble* samples = nullptr;
  if (!gimp_gradient_get_uniform_samples(name.c_str(), kSamples, FALSE, &count, &samples))
    return std::nullopt;
  GivenColormap map{name, {}};
  for (int i = 0; i + kChannels <= count; i += kChannels)
    map.colors.push_back({samples[i], samples[i + 1], samples[i + 2]});
  g_free(samples);
  return map;
}

std::shared_ptr<const plugin::KnownMaps> Gimp2Host::known_maps() {
  static const auto maps = plugin::read_known_maps(gimp_directory(), gimp_data_directory());
  return maps;
}

gint32 Gimp2Host::make_image(const Rect& area) {
  const gint32 image =
      gimp_image_new_with_precision(area.width, area.height, GIMP_GRAY, GIMP_PRECISION_FLOAT_GAMMA);
  if (image == -1) throw refusal();
  gimp_image_undo_disable(image);
  gdouble x = 0, y = 0;
  if (gimp_image_get_resolution(image_, &x, &y)) gimp_image_set_resolution(image, x, y);
  return image;
}

BufferPtr Gimp2Host::new_layer(Destination destination, const LayerSpec& spec) {
  const bool own_image = destination == Destination::Image;
  if (own_image && new_image_ == -1) new_image_ = make_image(spec.area);
  const gint32 image = own_image ? new_image_ : image_;
  const GimpImageType type = own_image                                  ? GIMP_GRAY_IMAGE
                             : gimp_image_base_type(image) == GIMP_GRAY ? GIMP_GRAYA_IMAGE
                                                                        : GIMP_RGBA_IMAGE;
  const gint32 layer = gimp_layer_new(image, spec.name.c_str(), spec.area.width, spec.area.height,
                                      type, 100, gimp_image_get_default_new_layer_mode(image));
  if (layer == -1) throw refusal();
  pending_.push_back({layer, spec});
  attach_report(layer, spec.report);
  GeglBuffer* buffer = gimp_drawable_get_buffer(layer);
  if (!buffer) throw refusal();
  return BufferPtr(buffer);
}

void Gimp2Host::insert(gint32 image, const Pending& pending, gint32 parent, gint position, int x,
                       int y) {
  if (!gimp_image_insert_layer(image, pending.layer, parent, position)) throw refusal();
  gimp_layer_set_offsets(pending.layer, x, y);
  gimp_item_set_visible(pending.layer, pending.spec.visible);
}

void Gimp2Host::finish() {
  if (pending_.empty()) return;
  const bool own_image = new_image_ != -1;
  const gint32 image = own_image ? new_image_ : image_;
  const Rect& first = pending_.front().spec.area;
  gint x = -first.x, y = -first.y, position = 0;
  gint32 parent = -1;
  if (!own_image) {
    gimp_drawable_offsets(layer_, &x, &y);
    parent = gimp_item_get_parent(layer_);
    position = gimp_image_get_item_position(image, layer_);
  }
  gimp_image_undo_group_start(image);
  std::size_t done = 0;
  try {
    for (; done < pending_.size(); ++done) {
      const Rect& area = pending_[done].spec.area;
      insert(image, pending_[done], parent, position, x + area.x, y + area.y);
    }
    gimp_image_set_active_layer(image, pending_.front().layer);
    gimp_image_undo_group_end(image);
  } catch (...) {
    for (std::size_t i = 0; i < done; ++i) gimp_image_remove_layer(image, pending_[i].layer);
    gimp_image_undo_group_end(image);
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done));
    discard();
    throw;
  }
  result_ = pending_.front().layer;
  pending_.clear();
  new_image_ = -1;
  if (own_image) {
    gimp_image_undo_enable(image);
    gimp_image_clean_all(image);
    if (display_) gimp_display_new(image);
  }
}

void Gimp2Host::discard() noexcept {
  if (new_image_ != -1) {
    gimp_image_delete(new_image_);
  }
  for (const Pending& pending : pending_)
    if (new_image_ == -1 && gimp_item_is_valid(pending.layer)) gimp_item_delete(pending.layer);
  pending_.clear();
  new_image_ = -1;
}

}  // namespace unweave::gimp2
