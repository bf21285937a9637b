// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/new_images.hpp"

#include <utility>

#include "plugin/gimp/page_figures.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::gimp2 {
namespace {

void check(bool done) {
  if (!done) throw plugin::HostError(std::string(_("GIMP refused: ")) + gimp_get_pdb_error());
}

/// The picture without the file that it was loaded from, which nobody is to save to.
void copy_picture(const std::string& picture, const std::string& name, gint32 image) {
  const gint32 loaded = gimp_file_load(GIMP_RUN_NONINTERACTIVE, picture.c_str(), picture.c_str());
  check(loaded != -1);
  const gint32 layer = gimp_layer_new_from_drawable(gimp_image_get_active_drawable(loaded), image);
  gimp_image_delete(loaded);
  check(layer != -1 && gimp_image_insert_layer(image, layer, -1, 0) && gimp_layer_flatten(layer) &&
        gimp_item_set_name(layer, name.c_str()) && gimp_image_resize_to_layers(image));
}

}  // namespace

NewImages::~NewImages() {
  for (const gint32 image : images_) gimp_image_delete(image);
}

void NewImages::add(const std::string& picture, const std::string& name,
                    const plugin::PageOrigin& origin) {
  const gint32 image = gimp_image_new(1, 1, GIMP_RGB);
  check(image != -1);
  images_.push_back(image);
  gimp_image_undo_disable(image);
  copy_picture(picture, name, image);
  // A name for the window and for what is exported, as GIMP's own loader of PDF files gives one.
  gimp_image_set_filename(image, gimp::path_of_page(origin).c_str());
  const std::string text = plugin::page_origin_json(origin);
  GimpParasite* parasite = gimp_parasite_new(plugin::kPageParasite, GIMP_PARASITE_PERSISTENT,
                                             static_cast<guint32>(text.size()), text.data());
  const bool attached = gimp_image_attach_parasite(image, parasite);
  gimp_parasite_free(parasite);
  check(attached);
  gimp_image_undo_enable(image);
  gimp_image_clean_all(image);
}

std::vector<gint32> NewImages::release() { return std::exchange(images_, {}); }

}  // namespace unweave::gimp2
