// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/picture.hpp"

#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "core/field/report.hpp"
#include "plugin/gimp/base_host.hpp"
#include "plugin/gimp3/parasite_text.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::gimp3 {
namespace {

using plugin::BufferPtr;
using plugin::HostError;
using plugin::Mask;

GimpLayer* layer_of(GimpDrawable* drawable) {
  if (gimp_image_get_floating_sel(gimp_item_get_image(GIMP_ITEM(drawable))))
    throw HostError(
        _("The image has a floating selection; anchor it or make it a layer first, then choose the "
          "layer that shows the data."));
  if (GIMP_IS_LAYER_MASK(drawable)) return gimp_layer_from_mask(GIMP_LAYER_MASK(drawable));
  if (!GIMP_IS_LAYER(drawable))
    throw HostError(_("A channel holds no colors; choose the layer that shows the data."));
  return GIMP_LAYER(drawable);
}

bool shows_filters(GimpLayer* layer) {
  const ArrayPtr<GimpDrawableFilter*> filters(gimp_drawable_get_filters(GIMP_DRAWABLE(layer)));
  for (std::size_t i = 0; filters && filters[i]; ++i)
    if (gimp_drawable_filter_get_visible(filters[i])) return true;
  return false;
}

/// The item of `duplicate` in the place that `item` has in its own image.
GimpItem* counterpart(GimpItem* item, GimpImage* duplicate) {
  GimpItem* parent = gimp_item_get_parent(item);
  if (parent && !(parent = counterpart(parent, duplicate))) return nullptr;
  const int position = gimp_image_get_item_position(gimp_item_get_image(item), item);
  const ArrayPtr<GimpItem*> siblings(
      parent ? gimp_item_get_children(parent)
             : reinterpret_cast<GimpItem**>(gimp_image_get_layers(duplicate)));
  return siblings && position >= 0 ? siblings[position] : nullptr;
}

/// Merges the filters of the layer's counterpart in a duplicate of its image and returns that.
GimpLayer* merge_filters(GimpLayer* layer, GimpImage* duplicate) {
  GimpItem* item = counterpart(GIMP_ITEM(layer), duplicate);
  if (item && GIMP_IS_GROUP_LAYER(item)) {
    // Merging would apply the mask, too; that is looked at apart.
    if (gimp_layer_get_mask(GIMP_LAYER(item)))
      gimp_layer_remove_mask(GIMP_LAYER(item), GIMP_MASK_DISCARD);
    if (GimpLayer* merged = gimp_group_layer_merge(GIMP_GROUP_LAYER(item))) return merged;
  } else if (item && gimp_drawable_merge_filters(GIMP_DRAWABLE(item))) {
    return GIMP_LAYER(item);
  }
  throw HostError(_("GIMP could not apply the filters of the layer; merge them, then try again."));
}

std::vector<Rgb8> palette_of(GimpImage* image) {
  GimpPalette* palette = gimp_image_get_palette(image);
  check(palette != nullptr);
  int colors = 0;
  const ArrayPtr<std::uint8_t> bytes(
      gimp_palette_get_colormap(palette, babl_format("R'G'B' u8"), &colors, nullptr));
  check(bytes != nullptr);
  std::vector<Rgb8> read(static_cast<std::size_t>(colors));
  for (std::size_t i = 0; i < read.size(); ++i) std::memcpy(read[i].data(), &bytes[3 * i], 3);
  return read;
}

std::vector<Mask> masks_of(GimpImage* image, GimpLayer* layer) {
  std::vector<Mask> masks;
  if (!gimp_selection_is_empty(image)) {
    int x = 0, y = 0;
    gimp_drawable_get_offsets(GIMP_DRAWABLE(layer), &x, &y);
    GimpDrawable* selection = GIMP_DRAWABLE(gimp_image_get_selection(image));
    masks.push_back({BufferPtr(gimp_drawable_get_buffer(selection)), x, y});
  }
  GimpLayerMask* mask = gimp_layer_get_mask(layer);
  if (mask && gimp_layer_get_apply_mask(layer))
    masks.push_back({BufferPtr(gimp_drawable_get_buffer(GIMP_DRAWABLE(mask))), 0, 0});
  return masks;
}

/// Empty: there is none.
std::string page_parasite(GimpImage* image) {
  return parasite_text(gimp_image_get_parasite(image, plugin::kPageParasite)).value_or("");
}

}  // namespace

Picture::Picture(GimpDrawable* drawable)
    : image_(gimp_item_get_image(GIMP_ITEM(drawable))), layer_(layer_of(drawable)) {
  GimpLayer* shown = layer_;
  if (shows_filters(layer_)) {
    duplicate_.reset(gimp_image_duplicate(image_));
    check(duplicate_ != nullptr);
    shown = merge_filters(layer_, duplicate_.get());
  }
  BufferPtr buffer(gimp_drawable_get_buffer(GIMP_DRAWABLE(shown)));
  check(buffer != nullptr);
  pixels_.emplace(std::move(buffer), indexed() ? palette_of(image_) : std::vector<Rgb8>(),
                  masks_of(image_, layer_));
  page_ = gimp::known_page(page_parasite(image_), *pixels_, gimp::text_reader());
}

bool Picture::indexed() const { return gimp_image_get_base_type(image_) == GIMP_INDEXED; }

namespace {

/// The image's own file, else the one that it was imported from. Nobody's to free.
GFile* file_of(GimpImage* image) {
  GFile* file = gimp_image_get_file(image);
  return file ? file : gimp_image_get_imported_file(image);
}

}  // namespace

std::string Picture::file() const {
  if (page_.origin && !page_.origin->file.empty()) return page_.origin->file;
  GFile* file = file_of(image_);
  const TextPtr path(file ? g_file_get_path(file) : nullptr);
  return path ? path.get() : "";
}

std::string Picture::results() const {
  return page_.origin && !page_.origin->file.empty() ? gimp::path_of_page(*page_.origin) : file();
}

plugin::Figure Picture::source() const {
  plugin::Figure source{figure(), {}, plugin::remarks_on_file(file())};
  page_.add_to(source);
  return source;
}

std::string Picture::figure() const {
  if (page_.origin && !page_.origin->file.empty())
    return TextPtr(g_filename_display_basename(page_.origin->file.c_str())).get();
  if (GFile* file = file_of(image_)) {
    const TextPtr name(g_file_get_basename(file));
    return TextPtr(g_filename_display_name(name.get())).get();
  }
  return TextPtr(gimp_image_get_name(image_)).get();
}

}  // namespace unweave::gimp3
