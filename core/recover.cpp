// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recover.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/choose_curve.hpp"
#include "core/field/field_recovery.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/excluding_source.hpp"
#include "core/image/figure_layout.hpp"

namespace unweave {

namespace {

/// Checks what can be checked before the picture is read.
Result<void> check(const PixelLayout& layout, const RecoverOptions& options) {
  const Rect whole{0, 0, layout.width, layout.height};
  if (whole.empty()) return fail(Reason::EmptyPicture);
  if (options.plot_area &&
      (options.plot_area->empty() || intersect(*options.plot_area, whole) != *options.plot_area))
    return fail(Reason::InvalidOption, "plot-area");
  if (options.range && !options.range->valid()) return fail(Reason::InvalidOption, "range");
  if (options.max_distance && !(*options.max_distance >= 0 && *options.max_distance <= 1))
    return fail(Reason::InvalidOption, "max-distance");
  return {};
}

/// The caller's context with a progress that never runs back.
Context steady(Context& context) {
  return {[&context, reached = 0.0](Stage stage, double fraction) mutable {
            reached = std::max(reached, fraction);
            return context.progress(stage, reached);
          },
          context.threads};
}

Result<FigureLayout> find_layout(const PixelSource& source, const RecoverOptions& options,
                                 Context& context) {
  LayoutOptions o;
  o.plot_area = options.plot_area;
  o.colorbar = options.colorbar;
  o.look_for_colorbar = !options.colormap && options.use_colorbar;
  o.read_ticks = !options.range;
  // A selection says where the data is; nothing is cropped then.
  if (!o.plot_area && source.has_selection())
    o.plot_area = Rect{0, 0, source.layout().width, source.layout().height};
  // The layout counts its own passes from 0 to 1; it takes about a tenth of the run.
  Context part{[&context](Stage stage, double f) { return context.progress(stage, 0.1 * f); },
               context.threads};
  return analyze_layout(source, o, part);
}

std::vector<Rgb8> sampled(const Locus& locus) {
  std::vector<Rgb8> colors;
  for (int i = 0; i < 256; ++i) {
    const Eigen::RowVector3d c = color_at(locus, i / 255.0);
    Rgb8 rgb{};
    for (int k = 0; k < 3; ++k) rgb[k] = static_cast<std::uint8_t>(std::lround(c[k] * 255));
    colors.push_back(rgb);
  }
  return colors;
}

Report make_report(const FigureLayout& layout, const ChosenCurve& curve,
                   const RecoverOptions& options) {
  Report r;
  r.plot_area = layout.plot_area;
  if (!layout.panels.empty()) r.panels.assign(layout.panels.begin() + 1, layout.panels.end());
  r.x_axis = layout.x_axis;
  r.y_axis = layout.y_axis;
  if (layout.colorbar) {
    r.colorbar = layout.colorbar->rect;
    r.ticks = layout.colorbar->ticks;
    if (layout.colorbar->range && curve.source == ColormapSource::Colorbar)
      r.range = *layout.colorbar->range;
  }
  if (options.range) r.range = *options.range;
  r.source = curve.source;
  r.colormap_name = curve.name;
  r.reversed = curve.reversed;
  r.levels = curve.levels;
  for (const double t : curve.level_edges) r.edges.push_back(r.range.value(t));
  r.colors = sampled(curve.locus);
  r.direction_known = curve.direction_known;
  r.speed_known = curve.speed_known;
  r.max_distance = curve.cut_off.distance;
  r.remarks = layout.remarks;
  r.remarks.insert(r.remarks.end(), curve.remarks.begin(), curve.remarks.end());
  return r;
}

}  // namespace

Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          Context& caller) {
  Context context = steady(caller);
  if (auto ok = check(source.layout(), options); !ok) return tl::unexpected(ok.error());
  auto layout = find_layout(source, options, context);
  if (!layout) return tl::unexpected(layout.error());
  const Rect area = layout->plot_area;
  std::vector<Rect> excluded;
  if (layout->colorbar && !intersect(layout->colorbar->outer, area).empty())
    excluded.push_back(layout->colorbar->outer);
  const ExcludingSource data(source, excluded);

  auto histogram = ColorHistogram::count(data, area, context);
  if (!histogram) return tl::unexpected(histogram.error());
  auto curve = choose_curve(data, area, *histogram, *layout, options, context);
  if (!curve) return tl::unexpected(curve.error());
  if (options.max_distance) curve->cut_off.distance = *options.max_distance;
  if (!context.progress(Stage::Lookup, 0.6)) return fail(Reason::Cancelled);

  Report report = make_report(*layout, *curve, options);
  auto recovery =
      std::make_unique<FieldRecovery>(std::move(*histogram), InverseLookup(std::move(curve->locus)),
                                      std::move(curve->cut_off), excluded, context.threads);
  recovery->summarize(std::move(report), static_cast<std::uint64_t>(area.area()));
  if (!context.progress(Stage::Lookup, 1.0)) return fail(Reason::Cancelled);
  return std::unique_ptr<Recovery>(std::move(recovery));
}

}  // namespace unweave
