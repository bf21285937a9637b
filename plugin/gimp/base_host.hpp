// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "plugin/run/host.hpp"

namespace unweave::gimp {

/// What GIMP 2.10 and GIMP 3 do alike; compiled once for each.
class BaseHost : public plugin::Host {
 public:
  bool progress(const std::string& text, double fraction) override;
  std::string user_folder() override;
  void reread_colormaps() override;
  std::shared_ptr<const plugin::KnownMaps> known_maps() override;
  std::shared_ptr<const TextReader> text_reader() override;

 private:
  std::string shown_text_;
};

}  // namespace unweave::gimp
