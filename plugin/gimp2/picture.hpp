// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <memory>
#include <string>

#include "plugin/gegl/buffer_source.hpp"
#include "plugin/gimp/page_figures.hpp"

namespace unweave::gimp2 {

/// A drawable as input of a run.
struct Picture {
  gint32 image = -1;
  gint32 layer = -1;  ///< the one above which new layers go
  bool indexed = false;
  std::unique_ptr<plugin::BufferSource> pixels;
  std::string figure;      ///< the image's file name for the report, or its title
  std::string file;        ///< the image's file, absolute; empty if it has none
  gimp::KnownPage page{};  ///< that the image shows; then `figure` is its file's name
  std::string results{};   ///< path that results are named after; empty: unknown

  /// For the run's report.
  plugin::Figure source() const;
};

/// Opens a layer (of any kind; a group as it is composed; a layer mask stands for its layer) for
/// reading, cut to the selection and to what the layer's own mask shows. The pixels are read as
/// they are stored, whatever the layer's opacity, mode and the image's profile. Throws
/// plugin::HostError for channels and floating selections.
Picture open_picture(gint32 image, gint32 drawable);

}  // namespace unweave::gimp2
