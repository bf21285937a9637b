// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recover.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "core/curve/choose_curve.hpp"
#include "core/field/field_maker.hpp"
#include "core/field/make_report.hpp"
#include "core/figure/corrected_source.hpp"
#include "core/figure/data_area.hpp"
#include "core/figure/figure_layout.hpp"
#include "core/figure/marker_plot.hpp"
#include "core/image/color_histogram.hpp"
#include "core/image/excluding_source.hpp"
#include "core/image/selection.hpp"
#include "core/kept.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

// Of the run, where its steps end. A figure with labels spends nine tenths of the time on its
// layout (reading them), a bare picture one tenth, and more than half on its curve.
constexpr double kTiltEnd = 0.02, kLayoutEnd = 0.5, kMarkersEnd = 0.52, kCountEnd = 0.55,
                 kCurveEnd = 0.85;

/// Checks what can be checked before the picture is read.
Result<void> check(const PixelLayout& layout, const RecoverOptions& options) {
  const Rect whole{0, 0, layout.width, layout.height};
  if (whole.empty()) return fail(Reason::EmptyPicture);
  if (const auto& area = options.figure.plot_area; area && (area->empty() || !inside(*area, whole)))
    return fail(Reason::InvalidOption, "plot-area");
  if (const auto& range = options.values.range; range && !range->valid())
    return fail(Reason::InvalidOption, "range");
  if (const auto& distance = options.field.max_distance;
      distance && !(*distance >= 0 && *distance <= 1))
    return fail(Reason::InvalidOption, "max-distance");
  if (options.field.fill < 0 || options.field.fill > kLargestGap)
    return fail(Reason::InvalidOption, "fill");
  return {};
}

/// A selection says which part of a figure shall give data: the figure (its plot area, axes and
/// color bar) is read as if there were none. Of several panels it means the one that most of its
/// rectangle lies in; where it lies in none, the layout is no guide, and the data is what is
/// selected.
Result<FigureLayout> analyze_selected(const PixelSource& source, FigureOptions options,
                                      const Context& context) {
  constexpr double kFirst = 0.5;  // both readings take the same time, where there are two
  UNWEAVE_TRY(FigureLayout layout, analyze_layout(source, options, context.part(0, kFirst)));
  const std::optional<Rect> bounds = selection_bounds(source);
  if (!bounds) return layout;  // what is wrong is said when the colors are counted
  const auto meant = [&](const Rect& panel) { return intersect(panel, *bounds).area(); };
  const auto panel = std::ranges::max_element(layout.panels, {}, meant);
  if (panel == layout.panels.begin() && meant(*panel) > 0) return layout;
  options.plot_area = panel != layout.panels.end() && meant(*panel) > 0
                          ? *panel
                          : Rect{0, 0, source.layout().width, source.layout().height};
  return analyze_layout(source, options, context.part(kFirst, 1));
}

/// The picture as its figure is looked at.
struct Corrected {
  Corrected(const PixelSource& source, const Correction& found)
      : correction(found), pixels(std::make_unique<CorrectedSource>(source, found)) {}
  Correction correction;
  std::unique_ptr<const CorrectedSource> pixels;
};

Result<Corrected> correct(const PixelSource& source, bool wanted, const Context& context) {
  Correction found;
  if (wanted) {
    UNWEAVE_TRY(found, find_correction(source, context.part(0, 0)));
  }
  return Corrected(source, found);
}

std::string degrees_text(double angle) {
  std::array<char, 16> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), angle, std::chars_format::fixed, 2);
  return {text.data(), end.ptr};
}

Result<FigureLayout> find_layout(const Corrected& picture, const FigureOptions& options,
                                 const Context& context) {
  const PixelSource& source = *picture.pixels;
  const bool cut = source.has_selection() && !options.plot_area;
  UNWEAVE_TRY(FigureLayout layout, cut ? analyze_selected(source, options, context)
                                       : analyze_layout(source, options, context));
  if (options.other_bar) take_other_bar(options.other_bar, layout);
  layout.correction = picture.correction;
  if (const auto& tilt = layout.correction.tilt)
    layout.remarks.push_back({Note::Straightened, degrees_text(tilt->angle)});
  if (layout.correction.light) layout.remarks.push_back({Note::LightEvened, {}});
  return layout;
}

/// A field of a corrected picture, read from the picture as it is.
class CorrectedRecovery final : public Recovery {
 public:
  CorrectedRecovery(std::unique_ptr<Recovery> field, const Correction& correction)
      : field_(std::move(field)), correction_(correction) {
    report_ = field_->report();
    origin_ = field_->origin();
  }
  void evaluate(const PixelSource& source, const Rect& area, const FieldBand& out) const override {
    field_->evaluate(CorrectedSource(source, correction_), area, out);
  }
  float place(const std::array<double, 3>& color) const override { return field_->place(color); }

 private:
  std::unique_ptr<Recovery> field_;
  Correction correction_;
};

Result<ColorHistogram> count(const PixelSource& source, const DataArea& data,
                             const Context& context) {
  return ColorHistogram::count(ExcludingSource(source, data.excluded), data.area, context);
}

/// What markers are looked for in: the figure, and the map that is given.
struct MarkerKey {
  std::shared_ptr<const Corrected> picture;
  std::shared_ptr<const FigureLayout> layout;
  std::vector<std::array<double, 3>> map;
  friend bool operator==(const MarkerKey&, const MarkerKey&) = default;
};

/// What colors are counted of. Pictures are not compared by what they hold: another object is
/// another one.
struct CountKey {
  std::shared_ptr<const Corrected> picture;
  DataArea data;
  friend bool operator==(const CountKey&, const CountKey&) = default;
};

/// What a curve is found from. Picture, layout and histogram are not compared by what they hold.
/// The field that comes of it reads the picture, which the key keeps alive.
struct CurveKey {
  CurveOptions options;
  std::shared_ptr<const Corrected> picture;
  std::shared_ptr<const FigureLayout> layout;
  std::shared_ptr<const MarkerPlot> markers;  ///< null: a field
  DataArea data;
  std::shared_ptr<const ColorHistogram> histogram;
  friend bool operator==(const CurveKey&, const CurveKey&) = default;
};

Result<FieldMaker> find_curve(const CurveKey& from, const Context& context) {
  const PixelSource& source = *from.picture->pixels;
  UNWEAVE_TRY(ChosenCurve curve, choose_curve(ExcludingSource(source, from.data.excluded),
                                              from.data.area, *from.histogram, *from.layout,
                                              from.options, context, from.markers != nullptr));
  return FieldMaker(source, from.layout, from.data, from.histogram, std::move(curve), from.markers);
}

/// What was found of the figure's parts goes with the reason why there is no field.
Failure with_parts(Failure failure, const FigureLayout& layout, const ValueOptions& values) {
  if (failure.reason != Reason::Canceled && bar_of_scale(layout))
    failure.found = std::make_shared<const Report>(layout_report(layout, values));
  return failure;
}

/// A value that others can hold on to.
template <class T>
Result<std::shared_ptr<const T>> shared(Result<T> made) {
  UNWEAVE_TRY(T value, std::move(made));
  return std::make_shared<const T>(std::move(value));
}

}  // namespace

/// What was found at last, each with what it was found for.
struct Analysis::Steps {
  explicit Steps(const PixelSource& s) : source(s) {}

  const PixelSource& source;
  Kept<bool, std::shared_ptr<const Corrected>> corrected;
  Kept<FigureOptions, std::shared_ptr<const FigureLayout>> layout;
  Kept<MarkerKey, std::shared_ptr<const MarkerPlot>> markers;
  Kept<CountKey, std::shared_ptr<const ColorHistogram>> histogram;
  Kept<CurveKey, FieldMaker> fields;
};

Analysis::Analysis(const PixelSource& source) : steps_(std::make_unique<Steps>(source)) {}
Analysis::~Analysis() = default;

Result<std::unique_ptr<Recovery>> Analysis::recover(const RecoverOptions& options,
                                                    const Context& context) {
  UNWEAVE_CHECK(check(steps_->source.layout(), options));
  UNWEAVE_TRY(const auto* picture, steps_->corrected.get(options.figure.correct, [&](bool wanted) {
    return shared(correct(steps_->source, wanted, context));
  }));
  UNWEAVE_TRY(const auto* layout, steps_->layout.get(options.figure, [&](const FigureOptions& key) {
    return shared(find_layout(**picture, key, context.part(kTiltEnd, kLayoutEnd)));
  }));
  const auto& map = options.curve.colormap;
  UNWEAVE_TRY(const auto* markers,
              steps_->markers.get({*picture, *layout, map ? map->colors : decltype(map->colors)()},
                                  [&](const MarkerKey& key) {
                                    return find_marker_plot(*key.picture->pixels, *key.layout,
                                                            key.map,
                                                            context.part(kLayoutEnd, kMarkersEnd));
                                  }));
  const DataArea data = data_area(**layout, options.no_data, markers->get());
  UNWEAVE_TRY(
      const auto* histogram, steps_->histogram.get({*picture, data}, [&](const CountKey& key) {
        return shared(count(*key.picture->pixels, key.data, context.part(kMarkersEnd, kCountEnd)));
      }));
  const CurveKey from{options.curve, *picture, *layout, *markers, data, *histogram};
  auto fields = steps_->fields.get(from, [&](const CurveKey& key) {
    return find_curve(key, context.part(kCountEnd, kCurveEnd));
  });
  if (!fields) return tl::unexpected(with_parts(fields.error(), **layout, options.values));
  UNWEAVE_TRY(auto field,
              (*fields)->make(options.field, options.values, context.part(kCurveEnd, 1)));
  const Correction& correction = (*picture)->correction;
  if (!correction.any()) return field;
  return std::make_unique<CorrectedRecovery>(std::move(field), correction);
}

Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          const Context& context) {
  return Analysis(source).recover(options, context);
}

Result<Report> read_layout(const PixelSource& source, const RecoverOptions& options,
                           const Context& context) {
  UNWEAVE_CHECK(check(source.layout(), options));
  UNWEAVE_TRY(const Corrected picture, correct(source, options.figure.correct, context));
  UNWEAVE_TRY(const FigureLayout layout,
              find_layout(picture, options.figure, context.part(kTiltEnd, 1)));
  return layout_report(layout, options.values);
}

}  // namespace unweave
