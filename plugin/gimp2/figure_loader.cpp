// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/figure_loader.hpp"

#include <libgimp/gimp.h>

#include <vector>

#include "plugin/gimp2/gimp2_host.hpp"
#include "plugin/gimp2/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/host.hpp"

namespace unweave::gimp2 {
namespace {

using plugin::HostError;

/// An image without a window; deleted with all its layers.
class HiddenImage {
 public:
  explicit HiddenImage(const std::string& path)
      : id_(gimp_file_load(GIMP_RUN_NONINTERACTIVE, path.c_str(), path.c_str())) {
    if (id_ == -1) throw HostError(std::string(_("GIMP cannot load it: ")) + gimp_get_pdb_error());
  }
  ~HiddenImage() { gimp_image_delete(id_); }
  HiddenImage(const HiddenImage&) = delete;
  HiddenImage& operator=(const HiddenImage&) = delete;

  gint32 id() const { return id_; }

 private:
  gint32 id_;
};

std::vector<gint32> layers_of(gint32 image) {
  gint count = 0;
  gint* list = gimp_image_get_layers(image, &count);
  std::vector<gint32> layers(list, list + count);
  g_free(list);
  return layers;
}

/// The only layer; of several, what they show together, or the lowest, which is the first page. In
/// an image that takes gray levels, or colors: the palette's colors and gray levels become RGB ones
/// exactly.
gint32 only_layer(gint32 image, const plugin::Loading& how) {
  const std::vector<gint32> layers = layers_of(image);
  gint32 layer = layers.empty() ? -1 : layers.back();
  if (layers.size() > 1 && how.first_page) {
    for (const gint32 page : layers)
      if (page != layer) gimp_image_remove_layer(image, page);
    gimp_image_resize_to_layers(image);
  } else if (layers.size() > 1) {
    layer = gimp_image_merge_visible_layers(image, GIMP_CLIP_TO_IMAGE);
  }
  if (layer == -1) throw HostError(_("The picture has no layer that shows anything."));
  const GimpImageBaseType type = gimp_image_base_type(image);
  const bool convert = type == GIMP_INDEXED || (how.colors && type == GIMP_GRAY);
  if (convert && !gimp_image_convert_rgb(image))
    throw HostError(std::string(_("GIMP refused: ")) + gimp_get_pdb_error());
  return layer;
}

class OpenFigure final : public plugin::OpenFigure {
 public:
  OpenFigure(const std::string& path, const plugin::Loading& how)
      : image_(path),
        layers_(static_cast<int>(layers_of(image_.id()).size())),
        picture_(open_picture(image_.id(), only_layer(image_.id(), how))),
        host_(picture_.image, picture_.layer, false) {}

  const PixelSource& pixels() override { return *picture_.pixels; }
  int layer_count() const override { return layers_; }
  plugin::Host& host() override { return host_; }
  void save_xcf(const std::string& path) override {
    const gint32 layer = gimp_image_get_active_drawable(image_.id());
    if (!gimp_file_save(GIMP_RUN_NONINTERACTIVE, image_.id(), layer, path.c_str(), path.c_str()))
      throw HostError(std::string(_("GIMP cannot save the picture: ")) + gimp_get_pdb_error());
  }

 private:
  HiddenImage image_;
  int layers_;
  Picture picture_;
  Gimp2Host host_;
};

}  // namespace

std::unique_ptr<plugin::OpenFigure> FigureLoader::load(const std::string& path,
                                                       const plugin::Loading& how) {
  return std::make_unique<OpenFigure>(path, how);
}

}  // namespace unweave::gimp2
