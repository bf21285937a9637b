// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/recolored_figure.hpp"

#include <utility>

#include "core/figure/corrected_source.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/recolor/painted_area.hpp"
#include "core/recolor/recolored_source.hpp"
#include "core/recolor/stray_colors.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

/// Pixels around an area, and around a bar, that its rims and marks take.
constexpr int kAround = 6;

}  // namespace

Result<RecoloredFigure> recolored_figure(const PixelSource& source, const FigureToRecolor& figure,
                                         std::vector<std::array<double, 3>> map,
                                         const Context& context) {
  const Recovery& field = *figure.fields.front();
  const FigureLayout& layout = *field.origin().layout;
  const double noise = layout.compression.limit(0, moved::kMedian);
  auto colors = std::make_unique<const NewColors>(field.origin().locus, std::move(map));
  std::vector<std::unique_ptr<PaintedArea>> areas;
  for (const Recovery* shown : figure.fields) areas.push_back(field_area(*shown, *colors, noise));
  if (layout.colorbar) {
    auto bar = bar_area(field, *layout.colorbar, *colors, noise);
    if (!bar) return RecoloredFigure{nullptr, NotRecolored::BarDiffers};
    areas.push_back(std::move(bar));
  }
  auto picture = std::make_unique<const CorrectedSource>(source, layout.correction);
  std::vector<Rect> known;
  for (const auto& area : areas) known.push_back(grown(area->rect(), kAround));
  for (const Rect& apart : figure.apart) known.push_back(grown(apart, kAround));
  UNWEAVE_TRY(const bool elsewhere, shows_elsewhere(*picture, *areas.front(), known, context));
  if (elsewhere) return RecoloredFigure{nullptr, NotRecolored::Elsewhere};
  RecolorOptions options =
      recolor_options(layout.compression, 255 * field.report().residual_median);
  if (const auto& paper = layout.background)
    options.window.paper = Levels((*paper)[0], (*paper)[1], (*paper)[2]);
  return RecoloredFigure{
      std::make_unique<RecoloredSource>(std::move(picture), source, std::move(colors),
                                        std::move(areas), options),
      std::nullopt};
}

}  // namespace unweave
