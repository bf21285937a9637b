// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <optional>
#include <string>
#include <vector>

#include "plugin/run/host.hpp"

namespace unweave::gimp2 {

/// A layer of GIMP 2.10 as seen by the run.
class Gimp2Host final : public plugin::Host {
 public:
  /// `layer` belongs to `image`. With `display`, a new image is shown in a window.
  Gimp2Host(gint32 image, gint32 layer, bool display);
  ~Gimp2Host() override { discard(); }
  Gimp2Host(const Gimp2Host&) = delete;
  Gimp2Host& operator=(const Gimp2Host&) = delete;

  bool progress(const std::string& text, double fraction) override;
  std::optional<GivenColormap> gradient(const std::string& name) override;
  std::shared_ptr<const plugin::KnownMaps> known_maps() override;
  plugin::BufferPtr new_layer(plugin::Destination destination,
                              const plugin::LayerSpec& spec) override;
  void finish() override;
  void discard() noexcept override;

  /// The layer that holds the data; -1 before finish().
  gint32 result() const { return result_; }

 private:
  struct Pending {
    gint32 layer;
    plugin::LayerSpec spec;
  };
  gint32 make_image(const Rect& area);
  void insert(gint32 image, const Pending& pending, gint32 parent, gint position, int x, int y);

  gint32 image_, layer_;
  bool display_;
  gint32 new_image_ = -1;
  gint32 result_ = -1;
  std::vector<Pending> pending_;
  std::string shown_text_;
};

}  // namespace unweave::gimp2
