// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/recover.hpp"
#include "core/result.hpp"
#include "plugin/gimp/base_host.hpp"
#include "plugin/gimp3/picture.hpp"
#include "plugin/request/settings.hpp"

namespace unweave::gimp3 {

/// A failure, and which of several layers has it.
struct LayerFailure {
  Failure failure;
  std::string layer;  ///< its name; empty when there is only one
};

/// What a dialog knows of a picture already. (Pixels and analysis, or neither.)
struct KnownPicture {
  const PixelSource* pixels = nullptr;
  Analysis* analysis = nullptr;  ///< of these pixels
  std::string pins{};            ///< for its layers
  gimp::BaseHost::Watch watch{};
};

struct RecoveredLayers {
  std::vector<GimpLayer*> layers;  ///< that hold the data, in the order of the pictures
  std::string written;             ///< which files were written, a sentence; empty: none
};

/// Recovers the data of each picture, all of one image. Everything appears in one undo step, or
/// nothing does. With `display`, new images are shown in windows. `first`: of the first picture.
/// Throws HostError.
tl::expected<RecoveredLayers, LayerFailure> recover_layers(
    const std::vector<std::unique_ptr<Picture>>& pictures, plugin::Request request, bool display,
    const KnownPicture& first = {});

}  // namespace unweave::gimp3
