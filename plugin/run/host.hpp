// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "core/image/geometry.hpp"
#include "core/recover.hpp"
#include "plugin/request/known_maps.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/layer_pixels.hpp"

namespace unweave::plugin {

/// GIMP refused something that should have worked. what() is a sentence for the user.
class HostError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The host does not load such a picture, but a GIMP may. what() says what is special about it, as
/// the end of a sentence: "its colors are CMYK".
class NeedsGimp : public HostError {
 public:
  using HostError::HostError;
};

/// What a layer to be made is like.
struct LayerSpec {
  std::string name;    ///< UTF-8
  Rect area;           ///< in pixels of the layer that was read; the new one covers just this
  std::string report;  ///< attached to the layer as the parasite "unweave-report"
  bool visible = true;
  bool doubles = false;  ///< Destination::Image: 64-bit samples, of the first layer's word for all
};

/// All that the run needs from a GIMP, for one drawable. Results are made out of sight: until
/// finish(), the image and its undo history are as they were, so that an error, a canceled run or
/// a plug-in that is killed leaves nothing behind.
class Host {
 public:
  virtual ~Host() = default;

  /// Shows the text and the share done, [0, 1]. False: the user canceled.
  virtual bool progress(const std::string& text, double fraction) = 0;

  /// GIMP's gradient of that very name, sampled at 256 places; empty if there is none.
  virtual std::optional<GivenColormap> gradient(const std::string& name) = 0;

  /// All maps that can be recognized or named; read once. Not null.
  virtual std::shared_ptr<const KnownMaps> known_maps() = 0;

  /// Reads labels, kept from figure to figure; null: each run sets up one of its own.
  virtual std::shared_ptr<const TextReader> text_reader() { return nullptr; }

  /// Makes a layer of `destination`'s image and returns what takes its pixels: of the drawable's
  /// image, in its precision, with alpha; or of one new grayscale image of float samples (of 32
  /// bits, or 64) in the display encoding (as its size and place the first layer's), without alpha;
  /// or of one new RGB image of 8-bit samples, with alpha. Throws HostError.
  virtual std::unique_ptr<LayerPixels> new_layer(Destination destination,
                                                 const LayerSpec& spec) = 0;

  /// Whether a layer of the drawable's image can hold colors.
  virtual bool takes_colors() = 0;

  /// GIMP's folder for the user's own gradients, palettes and the like.
  virtual std::string user_folder() = 0;
  /// Gradients and palettes have been added there: GIMP lists them from now on.
  virtual void reread_colormaps() = 0;

  /// Puts the new layers above the drawable, the first one lowest and active, in one undo step;
  /// shows new images. Throws HostError, with the image as it was.
  virtual void finish() = 0;

  /// Throws away what new_layer() made. Called after a failure, and harmless after finish().
  virtual void discard() noexcept = 0;
};

}  // namespace unweave::plugin
