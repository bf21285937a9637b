// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/figure/colorbar.hpp"
#include "core/figure/plot_area.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// A key: patches of one color each, one below the other, each with a text at its right. In raster
/// pixels, from the top.
struct ColorKey {
  std::vector<Rect> patches;  ///< inside their outlines
  std::vector<Rgb8> colors;
  bool of_bar = false;  ///< steps of a bar, beside which a single number may stand for an edge
};

/// The key whose colors explain the field of the largest box: at least three patches of one size,
/// at even distances, in a column beside the boxes; nullopt where there is none. Cost: one labeling
/// of the picture.
std::optional<ColorKey> find_key(const Raster& raster, const std::vector<PlotBox>& boxes,
                                 const Backdrop& backdrop);

/// Reads what the patches stand for: classes "0-5", "5-10" that follow each other without a gap,
/// of which the outer ones may be open ("<5", ">100"), or, beside patches, numbers at even steps or
/// ratios. Closed
/// classes give levels with their edges; others one value a patch, that of its middle or its bound.
/// nullopt for all else: names have no order, and a class that is misread does not follow its
/// neighbors. The bar's rectangle is that around
/// the patches; its range, levels and low end are set.
std::optional<Colorbar> read_key(const Raster& raster, const TextReader& reader,
                                 const ColorKey& key, const ColorMetric& metric);

/// True if most patches have words beside them, and no numbers that were not read.
bool names_classes(const Raster& raster, const TextReader& reader, const ColorKey& key,
                   const ColorMetric& metric);

/// The patches of a key without values as levels in the order in which they are written: of names,
/// places of class numbers. It has no range, and no known direction.
Colorbar named_key(const ColorKey& key);

/// Takes classes that stand beside the steps of a vertical stepped bar for its range; false where
/// none do.
bool take_classes(const Raster& raster, const TextReader& reader, const ColorMetric& metric,
                  Colorbar& bar);

}  // namespace unweave
