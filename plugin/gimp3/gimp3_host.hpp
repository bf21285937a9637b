// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <optional>
#include <string>
#include <vector>

#include "plugin/gimp3/libgimp.hpp"
#include "plugin/run/host.hpp"

namespace unweave::gimp3 {

/// A layer of GIMP 3 as seen by the run.
class Gimp3Host final : public plugin::Host {
 public:
  /// With `display`, a new image is shown in a window.
  Gimp3Host(GimpLayer* layer, bool display) : layer_(layer), display_(display) {}
  ~Gimp3Host() override { discard(); }
  Gimp3Host(const Gimp3Host&) = delete;
  Gimp3Host& operator=(const Gimp3Host&) = delete;

  bool progress(const std::string& text, double fraction) override;
  std::optional<GivenColormap> gradient(const std::string& name) override;
  std::shared_ptr<const plugin::KnownMaps> known_maps() override;
  plugin::BufferPtr new_layer(plugin::Destination destination,
                              const plugin::LayerSpec& spec) override;
  void finish() override;
  void discard() noexcept override;

  /// The layer that holds the data; null before finish().
  GimpLayer* result() const { return result_; }

 private:
  struct Pending {
    GimpLayer* layer;
    plugin::LayerSpec spec;
  };
  GimpImage* image() const { return gimp_item_get_image(GIMP_ITEM(layer_)); }
  HiddenImagePtr make_image(const Rect& area) const;
  void insert_all(GimpImage* image, GimpLayer* parent, int position, int x, int y);

  GimpLayer* layer_;
  bool display_;
  HiddenImagePtr new_image_;
  GimpLayer* result_ = nullptr;
  std::vector<Pending> pending_;
  std::string shown_text_;
};

}  // namespace unweave::gimp3
