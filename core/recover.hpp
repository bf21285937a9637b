// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/context.hpp"
#include "core/curve/curve_options.hpp"
#include "core/field/field_options.hpp"
#include "core/field/recovery.hpp"
#include "core/figure/figure_options.hpp"
#include "core/image/no_data.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// In the order of the way; what a part of it says concerns that step and those behind it.
struct RecoverOptions {
  /// Default: all is looked for; with a selection the plot area is the whole picture.
  FigureOptions figure{};
  /// Pixels of these colors have no data, and no say in what the curve is.
  std::vector<NoDataColor> no_data{};
  CurveOptions curve{};
  FieldOptions field{};
  ValueOptions values{};
  friend bool operator==(const RecoverOptions&, const RecoverOptions&) = default;
};

/// The whole way in one call: pixels -> colors -> curve -> lookup. The field itself is read band
/// by band from the returned object, so that it never has to be in memory whole.
///
/// Errors: Canceled, EmptyPicture, NoVisiblePixels, EmptySelection, OneColor, TooFewColors,
/// NotPseudocolor, InvalidOption, OutOfMemory. Same input, same result, whatever the threads.
Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          const Context& context);

/// The first step alone: plot areas, color bar, axes, titles and what the labels say, without the
/// field and its colors. The report's values are those of the color bar's labels, low end first.
/// Errors: Canceled, EmptyPicture, InvalidOption, OutOfMemory. Cost: reading the labels.
Result<Report> read_layout(const PixelSource& source, const RecoverOptions& options,
                           const Context& context);

/// One picture under changing options: only what a change concerns is done again, so that a dialog
/// can follow its controls. A new cut-off, direction or range costs a pass over the distinct
/// colors; another map does not look for the plot area again unless a color bar is in question.
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
  Result<std::unique_ptr<Recovery>> recover(const RecoverOptions& options, const Context& context);

 private:
  struct Steps;
  std::unique_ptr<Steps> steps_;
};

}  // namespace unweave
