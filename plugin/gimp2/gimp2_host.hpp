// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugin/gimp/base_host.hpp"

namespace unweave::gimp2 {

/// A layer of GIMP 2.10 as seen by the run.
class Gimp2Host final : public gimp::BaseHost {
 public:
  /// `layer` belongs to `image`. With `display`, new images are shown in windows.
  Gimp2Host(gint32 image, gint32 layer, bool display);
  ~Gimp2Host() override { discard(); }
  Gimp2Host(const Gimp2Host&) = delete;
  Gimp2Host& operator=(const Gimp2Host&) = delete;

  std::optional<GivenColormap> gradient(const std::string& name) override;
  std::unique_ptr<plugin::LayerPixels> new_layer(plugin::Destination destination,
                                                 const plugin::LayerSpec& spec) override;
  bool takes_colors() override { return gimp_image_base_type(image_) == GIMP_RGB; }
  void finish() override;
  void discard() noexcept override;

  /// The layer that holds the data; -1 before finish().
  gint32 result() const { return result_; }

 private:
  struct Pending {
    gint32 layer;
    plugin::Destination destination;
    plugin::LayerSpec spec;
  };
  gint32 make_image(plugin::Destination destination, const plugin::LayerSpec& spec) const;
  gint32 image_for(plugin::Destination destination, const plugin::LayerSpec& spec);
  std::vector<Pending> pending_for(plugin::Destination destination) const;
  void insert_all(plugin::Destination destination);

  gint32 image_, layer_;
  bool display_;
  std::map<plugin::Destination, gint32> new_images_;
  gint32 result_ = -1;
  std::vector<Pending> pending_;
};

}  // namespace unweave::gimp2
