// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <optional>
#include <string>

#include "core/image/pixel_source.hpp"
#include "plugin/gegl/buffer_source.hpp"
#include "plugin/gimp/page_figures.hpp"
#include "plugin/gimp3/libgimp.hpp"

namespace unweave::gimp3 {

/// A layer as input of a run (of any kind; a layer mask stands for its layer), as the layer is
/// shown by itself: a group as it is composed, with filters that are not merged yet applied, cut to
/// the selection and to what the layer's own mask shows; without its opacity and mode. Where no
/// filter is switched on, the pixels are the stored numbers, whatever the image's profile. Filters
/// are applied by GIMP itself, in a hidden duplicate of the image that lives as long as this.
class Picture {
 public:
  /// Throws HostError for channels and floating selections, and where filters cannot be applied.
  explicit Picture(GimpDrawable* drawable);

  GimpImage* image() const { return image_; }
  GimpLayer* layer() const { return layer_; }  ///< the one above which new layers go
  bool indexed() const;
  const PixelSource& pixels() const { return *pixels_; }
  /// The image's file name without folder, or its title; UTF-8.
  std::string figure() const;
  /// The image's file, absolute; empty if it has none that the system knows. Of an image that shows
  /// a page of a file, that file.
  std::string file() const;
  /// The path that results are named after; empty: unknown.
  std::string results() const;
  /// The page that the image shows.
  const gimp::KnownPage& page() const { return page_; }
  /// For the run's report.
  plugin::Figure source() const;

 private:
  GimpImage* image_;
  GimpLayer* layer_;
  HiddenImagePtr duplicate_;
  std::optional<plugin::BufferSource> pixels_;
  gimp::KnownPage page_;
};

}  // namespace unweave::gimp3
