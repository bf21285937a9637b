// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/image/pixel_source.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/job.hpp"

// The plug-in's side of the batch command: what a GIMP host's batch interpreter calls.

namespace unweave::plugin {

/// A figure that GIMP has loaded. The destructor closes it.
class OpenFigure {
 public:
  virtual ~OpenFigure() = default;

  /// The picture's pixels.
  virtual const PixelSource& pixels() = 0;
  /// How many layers the file had.
  virtual int layer_count() const = 0;
  /// How many figures its page of text holds, where all of the page was loaded and the loader can
  /// tell; 0: it holds none, or is one figure as a whole.
  virtual int figures_on_page() const { return 0; }
  /// For run(), on that picture.
  virtual Host& host() = 0;
  /// Saves the image with the layers that host().finish() has put in. Throws HostError.
  virtual void save_xcf(const std::string& path) = 0;
};

/// How a figure is to be loaded.
struct Loading {
  bool colors = false;      ///< the image is to take colors: a gray one becomes RGB
  bool first_page = false;  ///< of several layers the lowest, not all of them together
  /// The page or frame, from 1, and no look at the others; 0: the first one, of a file that has to
  /// be whole. What `first_page` is for has no such choice: GIMP is given a copy of the page.
  int page = 0;
  /// Of a PDF's page the part to be loaded, in points; empty: all of it.
  Rect region{};
  /// A larger picture is refused by its layout alone; the loader may leave out its pixels.
  std::int64_t max_pixels = kMaxPixels;
};

/// The GIMP around us.
class FigureLoader {
 public:
  virtual ~FigureLoader() = default;
  /// Loads the file at the absolute path (any bytes) without asking anything. An indexed picture
  /// becomes RGB, so that it can take the new layer. Throws HostError.
  virtual std::unique_ptr<OpenFigure> load(const std::string& path, const Loading& how) = 0;
};

/// Does the job that the file:// URI names, figure by figure, and tells the command of each step.
/// A figure that fails leaves no new file and does not stop the others. Stops when the command is
/// gone. False if the job could not be read or nobody listened: why is on stderr.
bool run_job(const std::string& job_uri, FigureLoader& gimp);

}  // namespace unweave::plugin
