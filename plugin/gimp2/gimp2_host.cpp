// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/gimp2_host.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "plugin/gegl/buffer_layer.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::BufferLayer;
using plugin::BufferPtr;
using plugin::Destination;
using plugin::HostError;
using plugin::LayerPixels;
using plugin::LayerSpec;

/// GIMP's word for why a call failed, as a sentence of our own.
HostError refusal() { return HostError(std::string(_("GIMP refused: ")) + gimp_get_pdb_error()); }

void attach(gint32 layer, const char* name, const std::string& text) {
  GimpParasite* parasite =
      gimp_parasite_new(name, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                        static_cast<guint32>(text.size()), text.data());
  const bool attached = gimp_item_attach_parasite(layer, parasite);
  gimp_parasite_free(parasite);
  if (!attached) throw refusal();
}

}  // namespace

Gimp2Host::Gimp2Host(gint32 image, gint32 layer, bool display)
    : image_(image), layer_(layer), display_(display) {}

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

gint32 Gimp2Host::make_image(Destination destination, const LayerSpec& spec) const {
  const bool colors = destination == Destination::ColorImage;
  const gint32 image = gimp_image_new_with_precision(spec.area.width, spec.area.height,
                                                     colors ? GIMP_RGB : GIMP_GRAY,
                                                     colors         ? GIMP_PRECISION_U8_GAMMA
                                                     : spec.doubles ? GIMP_PRECISION_DOUBLE_GAMMA
                                                                    : GIMP_PRECISION_FLOAT_GAMMA);
  if (image == -1) throw refusal();
  gimp_image_undo_disable(image);
  gdouble x = 0, y = 0;
  if (gimp_image_get_resolution(image_, &x, &y)) gimp_image_set_resolution(image, x, y);
  return image;
}

gint32 Gimp2Host::image_for(Destination destination, const LayerSpec& spec) {
  if (destination == Destination::Layer) return image_;
  const auto made = new_images_.find(destination);
  if (made != new_images_.end()) return made->second;
  return new_images_[destination] = make_image(destination, spec);
}

std::unique_ptr<LayerPixels> Gimp2Host::new_layer(Destination destination, const LayerSpec& spec) {
  const gint32 image = image_for(destination, spec);
  const GimpImageType type = destination == Destination::Image          ? GIMP_GRAY_IMAGE
                             : gimp_image_base_type(image) == GIMP_GRAY ? GIMP_GRAYA_IMAGE
                                                                        : GIMP_RGBA_IMAGE;
  const gint32 layer = gimp_layer_new(image, spec.name.c_str(), spec.area.width, spec.area.height,
                                      type, 100, gimp_image_get_default_new_layer_mode(image));
  if (layer == -1) throw refusal();
  pending_.push_back({layer, destination, spec});
  attach(layer, plugin::kReportParasite, spec.report);
  if (destination == Destination::Layer) {
    attach(layer, plugin::kFigureParasite, std::to_string(gimp_item_get_tattoo(layer_)));
    if (!pins().empty()) attach(layer, plugin::kPinsParasite, pins());
  }
  GeglBuffer* buffer = gimp_drawable_get_buffer(layer);
  if (!buffer) throw refusal();
  return std::make_unique<BufferLayer>(BufferPtr(buffer));
}

std::vector<Gimp2Host::Pending> Gimp2Host::pending_for(Destination destination) const {
  std::vector<Pending> some;
  std::ranges::copy_if(pending_, std::back_inserter(some),
                       [&](const Pending& one) { return one.destination == destination; });
  return some;
}

/// The last one on top, the first one active; nothing is left of it when GIMP refuses.
void Gimp2Host::insert_all(Destination destination) {
  const auto layers = pending_for(destination);
  if (layers.empty()) return;
  const Rect& first = layers.front().spec.area;
  const gint32 image = image_for(destination, layers.front().spec);
  gint x = -first.x, y = -first.y, position = 0;
  gint32 parent = -1;
  if (destination == Destination::Layer) {
    gimp_drawable_offsets(layer_, &x, &y);
    parent = gimp_item_get_parent(layer_);
    position = gimp_image_get_item_position(image, layer_);
  }
  gimp_image_undo_group_start(image);
  std::size_t done = 0;
  try {
    for (const auto& [layer, into, spec] : layers) {
      if (!gimp_image_insert_layer(image, layer, parent, position)) throw refusal();
      ++done;
      gimp_layer_set_offsets(layer, x + spec.area.x, y + spec.area.y);
      gimp_item_set_visible(layer, spec.visible);
    }
    if (destination != Destination::Layer) gimp_image_resize_to_layers(image);  // panels
    gimp_image_set_active_layer(image, layers.front().layer);
  } catch (...) {
    for (std::size_t i = 0; i < done; ++i) {
      gimp_image_remove_layer(image, layers[i].layer);
      std::erase_if(pending_, [&](const Pending& one) { return one.layer == layers[i].layer; });
    }
    gimp_image_undo_group_end(image);
    throw;
  }
  gimp_image_undo_group_end(image);
}

void Gimp2Host::finish() {
  if (pending_.empty()) return;
  try {
    for (const auto& made : new_images_) insert_all(made.first);
    insert_all(Destination::Layer);  // last: what is seen stays as it was if another one fails
  } catch (...) {
    discard();
    throw;
  }
  result_ = pending_.front().layer;
  pending_.clear();
  for (const auto& made : std::exchange(new_images_, {})) {
    gimp_image_undo_enable(made.second);
    gimp_image_clean_all(made.second);
    if (display_) gimp_display_new(made.second);
  }
}

void Gimp2Host::discard() noexcept {
  for (const auto& made : new_images_) gimp_image_delete(made.second);  // with its layers
  new_images_.clear();
  for (const Pending& pending : pending_)
    if (pending.destination == Destination::Layer && gimp_item_is_valid(pending.layer))
      gimp_item_delete(pending.layer);
  pending_.clear();
}

}  // namespace unweave::gimp2
