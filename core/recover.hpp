// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "core/catalog/catalog.hpp"
#include "core/context.hpp"
#include "core/curve/curve_options.hpp"
#include "core/field/recovery.hpp"
#include "core/image/geometry.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"
#include "core/labels/value_range.hpp"
#include "core/result.hpp"

namespace unweave {

class TextReader;

struct RecoverOptions {
  /// Take this map instead of looking for one (a gradient, a catalogue map).
  std::optional<GivenColormap> colormap;
  /// With a given map: t runs against it. Otherwise: turn the direction that was found.
  bool reversed = false;
  /// The field's rectangle; default: found by itself; with a selection: the
  /// whole picture.
  std::optional<Rect> plot_area;
  /// The colour bar's rectangle inside its outline; default: looked for.
  std::optional<Rect> colorbar;
  /// False: a colour bar is not looked for; the map comes from the picture's colours.
  bool use_colorbar = true;
  /// False: the catalogue of known maps is not asked; the curve is the picture's own.
  bool use_catalogue = true;
  /// The known maps; null: those that come with the program.
  std::shared_ptr<const Catalog> catalog{};
  /// Reads labels, and can be kept for many figures; null: one is set up for this one alone.
  std::shared_ptr<const TextReader> reader{};
  /// What t = 0 and 1 stand for.
  std::optional<ValueRange> range;
  /// Values at the outer edges of the plot area: left and right, bottom and top. Default: by the
  /// axes' tick labels. The scale, units and degrees are those of the labels, where any were read.
  std::optional<std::array<double, 2>> x_range{}, y_range{};
  /// Cut-off: a colour farther than this from the curve has no data. Distance in the sRGB-encoded
  /// cube, 0..1 (an edge's length is 1). Default: from the noise found.
  std::optional<double> max_distance;
  /// Gaps narrower than this, in pixels, are closed from their rims (core/field/fill.hpp); 0: none.
  int fill = 0;
  /// Pixels of these colours have no data, and no say in what the curve is.
  std::vector<NoDataColor> no_data;
  friend bool operator==(const RecoverOptions&, const RecoverOptions&) = default;
};

/// The whole way in one call: pixels -> colours -> curve -> lookup. The field itself is read band
/// by band from the returned object, so that it never has to be in memory whole.
///
/// Errors: Cancelled, EmptyPicture, NoVisiblePixels, EmptySelection, OneColor, TooFewColors,
/// NotPseudocolor, InvalidOption, OutOfMemory. Same input, same result, whatever the threads.
Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          Context& context);

/// One picture under changing options: only what a change concerns is done again, so that a dialog
/// can follow its controls. A new cut-off, direction or range costs a pass over the distinct
/// colours; another map does not look for the plot area again unless a colour bar is in question.
/// Not thread-safe.
class Analysis {
 public:
  /// `source` outlives the object and does not change.
  explicit Analysis(const PixelSource& source);
  ~Analysis();
  Analysis(const Analysis&) = delete;
  Analysis& operator=(const Analysis&) = delete;

  /// The same as unweave::recover() gives, whatever was asked before. Errors: as there; after one,
  /// what had been found is kept. The result may outlive the object.
  Result<std::unique_ptr<Recovery>> recover(const RecoverOptions& options, Context& context);

 private:
  struct Steps;
  std::unique_ptr<Steps> steps_;
};

}  // namespace unweave
