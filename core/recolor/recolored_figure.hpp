// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "core/context.hpp"
#include "core/field/recovery.hpp"
#include "core/image/geometry.hpp"
#include "core/image/pixel_source.hpp"
#include "core/result.hpp"

namespace unweave {

/// Why a figure cannot be recolored whole: its bar and its field would show two maps.
enum class NotRecolored {
  BarDiffers,  ///< the color bar was found, but does not show the field's colors
  Elsewhere,   ///< the field's colors are shown elsewhere too, by a bar or a field that was not
               ///< found
};

/// What a figure is recolored from.
struct FigureToRecolor {
  /// All that share one scale, that of the bar first; with an origin. They outlive the result.
  std::vector<const Recovery*> fields{};
  /// Other fields with bars of their own, and those bars: they stay.
  std::vector<Rect> apart{};
};

struct RecoloredFigure {
  /// The figure in its new colors; null: it cannot be.
  std::unique_ptr<PixelSource> picture{};
  std::optional<NotRecolored> refusal{};
};

/// The figure with its fields, its color bar or key, and what lies beyond the bar's ends, painted
/// in another map (`map`: as color_along() takes it, low end first). What is drawn over them stays,
/// and its rims are mixed with the new colors in the shares that they had of the old ones. All else
/// has the samples that it had; a gray picture becomes RGB. The picture put right where one was put
/// right.
///
/// Pixels depend neither on how the picture is read nor on threads; memory grows with what is read
/// at a time. `source`, which is the one that was analyzed, outlives the result. Cost: two
/// evaluations of the fields, and a pass over the picture for colors elsewhere. Errors: Canceled.
Result<RecoloredFigure> recolored_figure(const PixelSource& source, const FigureToRecolor& figure,
                                         std::vector<std::array<double, 3>> map,
                                         const Context& context);

}  // namespace unweave
