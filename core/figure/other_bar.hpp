// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/context.hpp"
#include "core/figure/colorbar.hpp"
#include "core/figure/figure_options.hpp"
#include "core/figure/figure_titles.hpp"
#include "core/image/pixel_source.hpp"
#include "core/remark.hpp"
#include "core/result.hpp"

namespace unweave {

/// The color bar of one picture that says what the colors of others mean: a legend in a file of its
/// own, or the first figure of a series. Immutable, so that many figures can share it.
struct OtherColorbar {
  std::string file{};             ///< name of that picture's file, without folder; empty: unknown
  std::string sha256{};           ///< of that file, lower-case hexadecimal; empty: unknown
  int width = 0, height = 0;      ///< of that picture, pixels
  Colorbar bar{};                 ///< in that picture's pixels
  FigureTitles titles{};          ///< of which those of the bar count
  std::vector<Remark> remarks{};  ///< on its labels: NoOcr, NoTicks, TicksContradict, EndsUnclear
};

/// The color bar of `source` for other pictures' fields. `options` as for that picture's own
/// layout; of them the bar's rectangle, its ticks and the reader count. A picture that shows a bar
/// and no field (a legend) gives its largest bar of many colors, as there is nothing that it could
/// agree with. Cost: a layout; of a legend alone two.
/// Errors: Canceled, EmptyPicture, InvalidOption (detail "colorbar-from" for a rectangle that is
/// not in the picture, "ticks"), NoOtherColorbar (the caller knows the file).
Result<OtherColorbar> read_other_bar(const PixelSource& source, FigureOptions options,
                                     const Context& context);

}  // namespace unweave
