// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/picture.hpp"

#include <utility>
#include <vector>

#include "plugin/gimp/base_host.hpp"
#include "plugin/gimp2/parasite_text.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::BufferPtr;
using plugin::HostError;
using plugin::Mask;

gint32 layer_of(gint32 image, gint32 drawable) {
  if (gimp_image_get_floating_sel(image) != -1)
    throw HostError(
        _("The image has a floating selection; anchor it or make it a layer first, then choose the "
          "layer that shows the data."));
  if (gimp_item_is_layer_mask(drawable)) return gimp_layer_from_mask(drawable);
  if (!gimp_item_is_layer(drawable))
    throw HostError(_("A channel holds no colors; choose the layer that shows the data."));
  return drawable;
}

std::vector<Mask> masks_of(gint32 image, gint32 layer) {
  std::vector<Mask> masks;
  if (!gimp_selection_is_empty(image)) {
    gint x = 0, y = 0;
    gimp_drawable_offsets(layer, &x, &y);
    masks.push_back({BufferPtr(gimp_drawable_get_buffer(gimp_image_get_selection(image))), x, y});
  }
  if (const gint32 mask = gimp_layer_get_mask(layer);
      mask != -1 && gimp_layer_get_apply_mask(layer))
    masks.push_back({BufferPtr(gimp_drawable_get_buffer(mask)), 0, 0});
  return masks;
}

std::vector<Rgb8> palette_of(gint32 image) {
  gint count = 0;
  guchar* colors = gimp_image_get_colormap(image, &count);
  std::vector<Rgb8> palette;
  for (gint i = 0; i < count; ++i)
    palette.push_back({colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]});
  g_free(colors);
  return palette;
}

std::string take(gchar* text) {
  std::string taken(text ? text : "");
  g_free(text);
  return taken;
}

/// Of the image's file; empty if it has none that the system knows.
std::string path_of(gint32 image) {
  const std::string uri = take(gimp_image_get_uri(image));
  return uri.empty() ? uri : take(g_filename_from_uri(uri.c_str(), nullptr, nullptr));
}

/// The file's name in UTF-8, else what GIMP calls the image.
std::string figure_name(gint32 image, const std::string& path) {
  if (path.empty()) return take(gimp_image_get_name(image));
  return take(g_filename_display_basename(path.c_str()));
}

/// Empty: there is none.
std::string page_parasite(gint32 image) {
  return parasite_text(gimp_image_get_parasite(image, plugin::kPageParasite)).value_or("");
}

}  // namespace

Picture open_picture(gint32 image, gint32 drawable) {
  if (!gimp_item_is_valid(drawable) || gimp_item_get_image(drawable) != image)
    throw HostError(_("The drawable does not belong to the image."));
  Picture picture;
  picture.image = image;
  picture.layer = layer_of(image, drawable);
  picture.indexed = gimp_image_base_type(image) == GIMP_INDEXED;
  picture.pixels = std::make_unique<plugin::BufferSource>(
      BufferPtr(gimp_drawable_get_buffer(picture.layer)),
      picture.indexed ? palette_of(image) : std::vector<Rgb8>(), masks_of(image, picture.layer));
  picture.file = path_of(image);
  picture.page = gimp::known_page(page_parasite(image), *picture.pixels, gimp::text_reader());
  picture.results = picture.file;
  if (const auto& origin = picture.page.origin; origin && !origin->file.empty()) {
    picture.file = origin->file;
    picture.results = gimp::path_of_page(*origin);
  }
  picture.figure = figure_name(image, picture.file);
  return picture;
}

plugin::Figure Picture::source() const {
  plugin::Figure source{figure, {}, plugin::remarks_on_file(file)};
  page.add_to(source);
  return source;
}

}  // namespace unweave::gimp2
