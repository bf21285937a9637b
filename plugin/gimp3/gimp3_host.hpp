// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugin/gimp/base_host.hpp"
#include "plugin/gimp3/libgimp.hpp"

namespace unweave::gimp3 {

/// A layer of GIMP 3 as seen by the run.
class Gimp3Host final : public gimp::BaseHost {
 public:
  /// With `display`, new images are shown in windows.
  Gimp3Host(GimpLayer* layer, bool display) : layer_(layer), display_(display) {}
  ~Gimp3Host() override { discard(); }
  Gimp3Host(const Gimp3Host&) = delete;
  Gimp3Host& operator=(const Gimp3Host&) = delete;

  std::optional<GivenColormap> gradient(const std::string& name) override;
  std::unique_ptr<plugin::LayerPixels> new_layer(plugin::Destination destination,
                                                 const plugin::LayerSpec& spec) override;
  bool takes_colors() override { return gimp_image_get_base_type(image()) == GIMP_RGB; }
  void finish() override;
  void discard() noexcept override;

  /// The layer that holds the data; null before finish().
  GimpLayer* result() const { return result_; }

 private:
  struct Pending {
    GimpLayer* layer;
    plugin::Destination destination;
    plugin::LayerSpec spec;
  };
  GimpImage* image() const { return gimp_item_get_image(GIMP_ITEM(layer_)); }
  HiddenImagePtr make_image(plugin::Destination destination, const plugin::LayerSpec& spec) const;
  GimpImage* image_for(plugin::Destination destination, const plugin::LayerSpec& spec);
  std::vector<Pending> pending_for(plugin::Destination destination) const;
  void insert_all(plugin::Destination destination);

  GimpLayer* layer_;
  bool display_;
  std::map<plugin::Destination, HiddenImagePtr> new_images_;
  GimpLayer* result_ = nullptr;
  std::vector<Pending> pending_;
};

}  // namespace unweave::gimp3
