// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "plugin/run/host.hpp"

namespace unweave::gimp {

/// Reads labels, one for all pictures.
std::shared_ptr<const TextReader> text_reader();

/// What GIMP 2.10 and GIMP 3 do alike; compiled once for each.
class BaseHost : public plugin::Host {
 public:
  bool progress(const std::string& text, double fraction) override;
  std::string user_folder() override;
  void reread_colormaps() override;
  std::shared_ptr<const plugin::KnownMaps> known_maps() override;
  std::shared_ptr<const TextReader> text_reader() override;

  /// Also told of the progress; false: the user wants it to end.
  using Watch = std::function<bool(const std::string& text, double fraction)>;
  void watch(Watch watch) { watch_ = std::move(watch); }
  /// What layers beside the figure are given along; empty: nothing.
  void set_pins(std::string pins) { pins_ = std::move(pins); }

 protected:
  const std::string& pins() const { return pins_; }

 private:
  Watch watch_;
  std::string pins_;
  std::string shown_text_;
};

}  // namespace unweave::gimp
