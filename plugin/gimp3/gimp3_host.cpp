// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/gimp3_host.hpp"

#include <array>
#include <cstddef>
#include <utility>

#include "plugin/run/run.hpp"

namespace unweave::gimp3 {
namespace {

using plugin::BufferPtr;
using plugin::Destination;
using plugin::LayerSpec;

void attach_report(GimpLayer* layer, const std::string& report) {
  GimpParasite* parasite =
      gimp_parasite_new(plugin::kReportParasite, GIMP_PARASITE_PERSISTENT | GIMP_PARASITE_UNDOABLE,
                        static_cast<guint32>(report.size()), report.data());
  const bool attached = gimp_item_attach_parasite(GIMP_ITEM(layer), parasite);
  gimp_parasite_free(parasite);
  check(attached);
}

}  // namespace

bool Gimp3Host::progress(const std::string& text, double fraction) {
  if (shown_text_.empty())
    gimp_progress_init(text.c_str());
  else if (text != shown_text_)
    gimp_progress_set_text(text.c_str());
  shown_text_ = text;
  gimp_progress_update(fraction);
  return true;  // GIMP 3 ends the plug-in itself when the user cancels
}

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

std::shared_ptr<const plugin::KnownMaps> Gimp3Host::known_maps() {
  static const auto maps = plugin::read_known_maps(gimp_directory(), gimp_data_directory());
  return maps;
}

HiddenImagePtr Gimp3Host::make_image(const Rect& area) const {
  HiddenImagePtr made(gimp_image_new_with_precision(area.width, area.height, GIMP_GRAY,
                                                    GIMP_PRECISION_FLOAT_NON_LINEAR));
  check(made != nullptr);
  gimp_image_undo_disable(made.get());
  double x = 0, y = 0;
  if (gimp_image_get_resolution(image(), &x, &y)) gimp_image_set_resolution(made.get(), x, y);
  return made;
}

BufferPtr Gimp3Host::new_layer(Destination destination, const LayerSpec& spec) {
  if (destination == Destination::Image && !new_image_) new_image_ = make_image(spec.area);
  GimpImage* into = new_image_ ? new_image_.get() : image();
  const GimpImageType type = new_image_                                    ? GIMP_GRAY_IMAGE
                             : gimp_image_get_base_type(into) == GIMP_GRAY ? GIMP_GRAYA_IMAGE
                                                                           : GIMP_RGBA_IMAGE;
  GimpLayer* layer = gimp_layer_new(into, spec.name.c_str(), spec.area.width, spec.area.height,
                                    type, 100, gimp_image_get_default_new_layer_mode(into));
  check(layer != nullptr);
  pending_.push_back({layer, spec});
  attach_report(layer, spec.report);
  BufferPtr buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(layer)));
  check(buffer != nullptr);
  return buffer;
}

/// The last one on top. (x, y) is where the picture's pixel 0, 0 lies in the image.
void Gimp3Host::insert_all(GimpImage* image, GimpLayer* parent, int position, int x, int y) {
  gimp_image_undo_group_start(image);
  std::size_t done = 0;
  try {
    for (const auto& [layer, spec] : pending_) {
      check(gimp_image_insert_layer(image, layer, parent, position));
      ++done;
      gimp_layer_set_offsets(layer, x + spec.area.x, y + spec.area.y);
      gimp_item_set_visible(GIMP_ITEM(layer), spec.visible);
    }
    std::array<GimpLayer*, 2> first{pending_.front().layer, nullptr};
    gimp_image_set_selected_layers(image, const_cast<const GimpLayer**>(first.data()));
  } catch (...) {
    for (std::size_t i = 0; i < done; ++i) gimp_image_remove_layer(image, pending_[i].layer);
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(done));
    gimp_image_undo_group_end(image);
    discard();
    throw;
  }
  gimp_image_undo_group_end(image);
}

void Gimp3Host::finish() {
  if (pending_.empty()) return;
  if (new_image_) {
    const Rect& first = pending_.front().spec.area;
    insert_all(new_image_.get(), nullptr, 0, -first.x, -first.y);
    gimp_image_undo_enable(new_image_.get());
    gimp_image_clean_all(new_image_.get());
    if (display_) gimp_display_new(new_image_.get());
    new_image_.release();
  } else {
    int x = 0, y = 0;
    gimp_drawable_get_offsets(GIMP_DRAWABLE(layer_), &x, &y);
    GimpItem* parent = gimp_item_get_parent(GIMP_ITEM(layer_));
    insert_all(image(), parent ? GIMP_LAYER(parent) : nullptr,
               gimp_image_get_item_position(image(), GIMP_ITEM(layer_)), x, y);
  }
  result_ = pending_.front().layer;
  pending_.clear();
}

void Gimp3Host::discard() noexcept {
  if (!new_image_)
    for (const Pending& pending : pending_)
      if (gimp_item_is_valid(GIMP_ITEM(pending.layer))) gimp_item_delete(GIMP_ITEM(pending.layer));
  pending_.clear();
  new_image_.reset();
}

}  // namespace unweave::gimp3
