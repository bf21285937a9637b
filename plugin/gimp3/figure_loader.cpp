// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/figure_loader.hpp"

#include <libgimp/gimp.h>

#include <utility>

#include "plugin/gimp3/gimp3_host.hpp"
#include "plugin/gimp3/libgimp.hpp"
#include "plugin/gimp3/picture.hpp"

namespace unweave::gimp3 {
namespace {

HiddenImagePtr load_image(const std::string& path) {
  const ObjectPtr<GFile> file(g_file_new_for_path(path.c_str()));
  HiddenImagePtr image(gimp_file_load(GIMP_RUN_NONINTERACTIVE, file.get()));
  if (!image) throw failure(_("GIMP cannot load it: "));
  return image;
}

int count_layers(GimpImage* image) {
  const ArrayPtr<GimpLayer*> layers(gimp_image_get_layers(image));
  int count = 0;
  while (layers && layers[static_cast<std::size_t>(count)]) ++count;
  return count;
}

/// The only layer; of several, what they show together, or the lowest, which is the first page.
GimpLayer* only_layer(GimpImage* image, bool first_page) {
  const ArrayPtr<GimpLayer*> layers(gimp_image_get_layers(image));
  const auto count = static_cast<std::size_t>(count_layers(image));
  if (count == 1) return layers[0];
  if (count > 1 && first_page) {
    for (std::size_t i = 0; i + 1 < count; ++i) check(gimp_image_remove_layer(image, layers[i]));
    check(gimp_image_resize_to_layers(image));
    return layers[count - 1];
  }
  GimpLayer* merged = gimp_image_merge_visible_layers(image, GIMP_CLIP_TO_IMAGE);
  if (!merged) throw plugin::HostError(_("The picture has no layer that shows anything."));
  return merged;
}

/// An indexed image cannot hold the new layer, nor a gray one colors: a copy in RGB takes them,
/// while the stored colors are read from the original.
HiddenImagePtr rgb_copy(GimpImage* image, bool colors) {
  const GimpImageBaseType type = gimp_image_get_base_type(image);
  if (type != GIMP_INDEXED && !(colors && type == GIMP_GRAY)) return nullptr;
  HiddenImagePtr copy(gimp_image_duplicate(image));
  check(copy && gimp_image_convert_rgb(copy.get()));
  return copy;
}

class OpenFigure final : public plugin::OpenFigure {
 public:
  OpenFigure(HiddenImagePtr image, const plugin::Loading& how)
      : image_(std::move(image)),
        layers_(count_layers(image_.get())),
        picture_(GIMP_DRAWABLE(only_layer(image_.get(), how.first_page))),
        copy_(rgb_copy(image_.get(), how.colors)),
        host_(copy_ ? only_layer(copy_.get(), how.first_page) : picture_.layer(), false) {}

  const PixelSource& pixels() override { return picture_.pixels(); }
  int layer_count() const override { return layers_; }
  plugin::Host& host() override { return host_; }
  void save_xcf(const std::string& path) override {
    const ObjectPtr<GFile> file(g_file_new_for_path(path.c_str()));
    GimpImage* result = copy_ ? copy_.get() : image_.get();
    if (!gimp_file_save(GIMP_RUN_NONINTERACTIVE, result, file.get(), nullptr))
      throw failure(_("GIMP cannot save the picture: "));
  }

 private:
  HiddenImagePtr image_;
  int layers_;
  Picture picture_;
  HiddenImagePtr copy_;
  Gimp3Host host_;
};

}  // namespace

std::unique_ptr<plugin::OpenFigure> FigureLoader::load(const std::string& path,
                                                       const plugin::Loading& how) {
  return std::make_unique<OpenFigure>(load_image(path), how);
}

}  // namespace unweave::gimp3
