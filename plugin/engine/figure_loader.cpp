// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/engine/figure_loader.hpp"

#include <stdexcept>
#include <utility>

#include "core/labels/text_reader.hpp"
#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::engine {
namespace {

/// What a run asks of a host, where nobody looks on and there is no image to put layers into.
class Host final : public plugin::Host {
 public:
  Host(std::string user_folder, std::shared_ptr<const plugin::KnownMaps> maps,
       std::shared_ptr<const TextReader> reader)
      : user_folder_(std::move(user_folder)), maps_(std::move(maps)), reader_(std::move(reader)) {}

  bool progress(const std::string&, double) override { return true; }
  std::optional<GivenColormap> gradient(const std::string&) override { return std::nullopt; }
  std::shared_ptr<const plugin::KnownMaps> known_maps() override { return maps_; }
  std::shared_ptr<const TextReader> text_reader() override { return reader_; }
  std::unique_ptr<plugin::LayerPixels> new_layer(plugin::Destination,
                                                 const plugin::LayerSpec&) override {
    throw std::logic_error("the engine makes no layers");
  }
  bool takes_colors() override { return false; }
  std::string user_folder() override { return user_folder_; }
  void reread_colormaps() override {}
  void finish() override {}
  void discard() noexcept override {}

 private:
  std::string user_folder_;
  std::shared_ptr<const plugin::KnownMaps> maps_;
  std::shared_ptr<const TextReader> reader_;
};

class OpenFigure final : public plugin::OpenFigure {
 public:
  OpenFigure(Picture picture, Host host)
      : picture_(std::move(picture)),
        source_(picture_.layout, picture_.pixels.data()),
        host_(std::move(host)) {}

  const PixelSource& pixels() override { return source_; }
  int layer_count() const override { return picture_.layers; }
  int figures_on_page() const override { return picture_.figures; }
  plugin::Host& host() override { return host_; }
  void save_xcf(const std::string&) override {
    throw plugin::NeedsGimp(_("it is to be saved with its layers"));
  }

 private:
  Picture picture_;
  MemorySource source_;
  Host host_;
};

Picture load_picture(const std::string& path, const plugin::Loading& how) {
  const int page = how.page;
  const std::int64_t max_pixels = how.max_pixels;
  using Format = plugin::PictureFile::Format;
  switch (plugin::look_at_picture(path, plugin::Look::Size).format) {
    case Format::Png:
      return load_png(path, max_pixels);
    case Format::Jpeg:
      return load_jpeg(path, max_pixels);
    case Format::Tiff:
      return load_tiff(path, page, max_pixels);
    case Format::WebP:
      return load_webp(path, page, max_pixels);
    case Format::Gif:
      return load_gif(path, page, max_pixels);
    case Format::Pdf:
      return load_pdf(path, page, how.region, max_pixels);
    case Format::Svg:
      return load_svg(path, max_pixels);
    default:
      throw plugin::NeedsGimp(_("the engine does not know its format"));
  }
}

}  // namespace

std::unique_ptr<plugin::OpenFigure> FigureLoader::load(const std::string& path,
                                                       const plugin::Loading& how) {
  if (!maps_) maps_ = plugin::read_known_maps(user_folder_, data_folder_);
  if (!reader_) reader_ = make_text_reader();
  Picture picture;
  try {
    picture = load_picture(path, how);
  } catch (const TooLarge& large) {
    picture.layout = large.layout;  // by which it is refused
  }
  const auto reader = picture.text ? make_page_reader(picture.text, reader_) : reader_;
  return std::make_unique<OpenFigure>(std::move(picture), Host(user_folder_, maps_, reader));
}

}  // namespace unweave::engine
