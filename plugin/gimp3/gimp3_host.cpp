// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/gimp3_host.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include "plugin/gegl/buffer_layer.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp3 {
namespace {

using plugin::BufferLayer;
using plugin::BufferPtr;
using plugin::Destination;
using plugin::LayerPixels;
using plugin::LayerSpec;

void attach(GimpLayer* layer, const char* name, const std::string& text) {
  GimpParasite* parasite =
      gimp_parasite_new(name, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                        static_cast<guint32>(text.size()), text.data());
  const bool attached = gimp_item_attach_parasite(GIMP_ITEM(layer), parasite);
  gimp_parasite_free(parasite);
  check(attached);
}

}  // namespace

std::optional<GivenColormap> Gimp3Host::gradient(const std::string& name) {
  constexpr int kSamples = 256;
  GimpGradient* gradient = gimp_gradient_get_by_name(name.c_str());
  if (!gradient) return std::nullopt;
  GeglColor** samples = gimp_gradient_get_uniform_samples(gradient, kSamples, FALSE);
  check(samples != nullptr);
  GivenColormap map{name, {}};
  for (int i = 0; samples[i]; ++i) {
    std::array<double, 3> color{};
    gegl_color_get_pixel(samples[i], babl_format("R'G'B' double"), color.data());
    map.colors.push_back(color);
  }
  gimp_color_array_free(samples);
  return map;
}

HiddenImagePtr Gimp3Host::make_image(Destination destination, const LayerSpec& spec) const {
  const bool colors = destination == Destination::ColorImage;
  HiddenImagePtr made(gimp_image_new_with_precision(
      spec.area.width, spec.area.height, colors ? GIMP_RGB : GIMP_GRAY,
      colors         ? GIMP_PRECISION_U8_NON_LINEAR
      : spec.doubles ? GIMP_PRECISION_DOUBLE_NON_LINEAR
                     : GIMP_PRECISION_FLOAT_NON_LINEAR));
  check(made != nullptr);
  gimp_image_undo_disable(made.get());
  double x = 0, y = 0;
  if (gimp_image_get_resolution(image(), &x, &y)) gimp_image_set_resolution(made.get(), x, y);
  return made;
}

GimpImage* Gimp3Host::image_for(Destination destination, const LayerSpec& spec) {
  if (destination == Destination::Layer) return image();
  HiddenImagePtr& made = new_images_[destination];
  if (!made) made = make_image(destination, spec);
  return made.get();
}

std::unique_ptr<LayerPixels> Gimp3Host::new_layer(Destination destination, const LayerSpec& spec) {
  GimpImage* into = image_for(destination, spec);
  const GimpImageType type = destination == Destination::Image             ? GIMP_GRAY_IMAGE
                             : gimp_image_get_base_type(into) == GIMP_GRAY ? GIMP_GRAYA_IMAGE
                                                                           : GIMP_RGBA_IMAGE;
  GimpLayer* layer = gimp_layer_new(into, spec.name.c_str(), spec.area.width, spec.area.height,
                                    type, 100, gimp_image_get_default_new_layer_mode(into));
  check(layer != nullptr);
  pending_.push_back({layer, destination, spec});
  attach(layer, plugin::kReportParasite, spec.report);
  if (destination == Destination::Layer) {
    attach(layer, plugin::kFigureParasite, std::to_string(gimp_item_get_tattoo(GIMP_ITEM(layer_))));
    if (!pins().empty()) attach(layer, plugin::kPinsParasite, pins());
  }
  BufferPtr buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(layer)));
  check(buffer != nullptr);
  return std::make_unique<BufferLayer>(std::move(buffer));
}

std::vector<Gimp3Host::Pending> Gimp3Host::pending_for(Destination destination) const {
  std::vector<Pending> some;
  std::ranges::copy_if(pending_, std::back_inserter(some),
                       [&](const Pending& one) { return one.destination == destination; });
  return some;
}

/// The last one on top, the first one selected; nothing is left of it when GIMP refuses.
void Gimp3Host::insert_all(Destination destination) {
  const auto layers = pending_for(destination);
  if (layers.empty()) return;
  const Rect& area = layers.front().spec.area;
  GimpImage* into = image_for(destination, layers.front().spec);
  int x = -area.x, y = -area.y, position = 0;
  GimpLayer* parent = nullptr;
  if (destination == Destination::Layer) {
    gimp_drawable_get_offsets(GIMP_DRAWABLE(layer_), &x, &y);
    GimpItem* group = gimp_item_get_parent(GIMP_ITEM(layer_));
    parent = group ? GIMP_LAYER(group) : nullptr;
    position = gimp_image_get_item_position(into, GIMP_ITEM(layer_));
  }
  gimp_image_undo_group_start(into);
  std::size_t done = 0;
  try {
    for (const auto& [layer, destined, spec] : layers) {
      check(gimp_image_insert_layer(into, layer, parent, position));
      ++done;
      gimp_layer_set_offsets(layer, x + spec.area.x, y + spec.area.y);
      gimp_item_set_visible(GIMP_ITEM(layer), spec.visible);
    }
    if (destination != Destination::Layer) gimp_image_resize_to_layers(into);  // panels
    std::array<GimpLayer*, 2> first{layers.front().layer, nullptr};
    gimp_image_set_selected_layers(into, const_cast<const GimpLayer**>(first.data()));
  } catch (...) {
    for (std::size_t i = 0; i < done; ++i) {
      gimp_image_remove_layer(into, layers[i].layer);
      std::erase_if(pending_, [&](const Pending& one) { return one.layer == layers[i].layer; });
    }
    gimp_image_undo_group_end(into);
    throw;
  }
  gimp_image_undo_group_end(into);
}

void Gimp3Host::finish() {
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
  for (auto& made : std::exchange(new_images_, {})) {
    GimpImage* image = made.second.release();
    gimp_image_undo_enable(image);
    gimp_image_clean_all(image);
    if (display_) gimp_display_new(image);
  }
}

void Gimp3Host::discard() noexcept {
  for (const Pending& pending : pending_)
    if (pending.destination == Destination::Layer && gimp_item_is_valid(GIMP_ITEM(pending.layer)))
      gimp_item_delete(GIMP_ITEM(pending.layer));
  pending_.clear();
  new_images_.clear();  // with their layers
}

}  // namespace unweave::gimp3
