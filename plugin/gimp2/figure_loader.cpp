// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp2/figure_loader.hpp"

#include <libgimp/gimp.h>

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

/// The only layer; of several, what they show together. In an image that takes gray levels, or
/// colors: the palette's colors and gray levels become RGB ones exactly.
gint32 only_layer(gint32 image, bool colors) {
  gint count = 0;
  gint* layers = gimp_image_get_layers(image, &count);
  gint32 layer = count > 0 ? layers[0] : -1;
  g_free(layers);
  if (count > 1) layer = gimp_image_merge_visible_layers(image, GIMP_CLIP_TO_IMAGE);
  if (layer == -1) throw HostError(_("The picture has no layer that shows anything."));
  const GimpImageBaseType type = gimp_image_base_type(image);
  const bool convert = type == GIMP_INDEXED || (colors && type == GIMP_GRAY);
  if (convert && !gimp_image_convert_rgb(image))
    throw HostError(std::string(_("GIMP refused: ")) + gimp_get_pdb_error());
  return layer;
}

class OpenFigure final : public plugin::OpenFigure {
 public:
  OpenFigure(const std::string& path, bool colors)
      : image_(path),
        picture_(open_picture(image_.id(), only_layer(image_.id(), colors))),
        host_(picture_.image, picture_.layer, false) {}

  const PixelSource& pixels() override { return *picture_.pixels; }
  plugin::Host& host() override { return host_; }
  void save_xcf(const std::string& path) override {
    const gint32 layer = gimp_image_get_active_drawable(image_.id());
    if (!gimp_file_save(GIMP_RUN_NONINTERACTIVE, image_.id(), layer, path.c_str(), path.c_str()))
      throw HostError(std::string(_("GIMP cannot save the picture: ")) + gimp_get_pdb_error());
  }

 private:
  HiddenImage image_;
  Picture picture_;
  Gimp2Host host_;
};

}  // namespace

std::unique_ptr<plugin::OpenFigure> FigureLoader::load(const std::string& path, bool colors) {
  return std::make_unique<OpenFigure>(path, colors);
}

}  // namespace unweave::gimp2
