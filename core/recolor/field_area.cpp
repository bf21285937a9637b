// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "core/figure/figure_layout.hpp"
#include "core/recolor/painted_area.hpp"

namespace unweave {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
// Levels by which a flat color of an exact picture may differ from itself: rounding, twice.
constexpr double kSame = 2;
// Of the step before it, at most that far an end's color goes on beyond the scale, and that far it
// may lie beside the straight line: colormaps bend.
constexpr double kOnward = 1.6, kBeside = 0.5;
constexpr double kNear = 12;  // levels: the color of a smooth map's very end

Levels levels(const Eigen::RowVector3d& color) { return (255 * color.transpose()).cast<float>(); }

/// True if `beyond` goes on from `last` as `last` does from `before`.
bool goes_on(const Levels& beyond, const Levels& last, const Levels& before) {
  const Levels step = last - before, far = beyond - last;
  const float length = step.norm();
  if (far.norm() <= kNear) return true;
  if (length == 0) return false;
  const float along = far.dot(step) / length;
  const float beside = (far - along * step / length).norm();
  return along > 0 && along <= kOnward * length && beside <= kBeside * length;
}

/// A gray, which is rather no value at all than one beyond the scale.
bool is_neutral(const Levels& color) { return color.maxCoeff() - color.minCoeff() <= kNear; }

class FieldArea final : public PaintedArea {
 public:
  FieldArea(const Recovery& field, EndColors ends, Repaint paint, double noise)
      : PaintedArea(field.report().plot_area, std::move(paint)),
        field_(field),
        ends_(std::move(ends)),
        same_(static_cast<float>(std::max(kSame, noise))) {}

  void places(const PixelSource& picture, const Rect& area, const Levels* colors,
              float* out) const override {
    std::fill_n(out, area.area(), kNan);
    const Rect part = intersect(area, rect());
    if (part.empty()) return;
    const auto n = static_cast<std::size_t>(part.area());
    std::vector<float> t(n), filled(n);
    field_.evaluate(picture, part, {.t = t.data(), .filled = filled.data()});
    for (int y = 0; y < part.height; ++y)
      for (int x = 0; x < part.width; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * part.width + x;
        const std::size_t to =
            static_cast<std::size_t>(part.y + y - area.y) * area.width + (part.x + x - area.x);
        out[to] = filled[i] > 0 || std::isnan(t[i]) ? beyond(colors[to]) : t[i];
      }
  }

  float place_of(const Levels& color) const override {
    const float end = beyond(color);
    if (!std::isnan(end)) return end;
    return field_.place({color[0] / 255.0, color[1] / 255.0, color[2] / 255.0});
  }

 private:
  float beyond(const Levels& color) const {
    const auto is = [&](const std::optional<Levels>& end) {
      return end && (color - *end).cwiseAbs().maxCoeff() <= same_;
    };
    return is(ends_.below) ? kBelowScale : is(ends_.above) ? kAboveScale : kNan;
  }

  const Recovery& field_;
  EndColors ends_;
  float same_;
};

}  // namespace

EndColors ends_of_scale(const Recovery& field, const Colorbar* bar) {
  EndColors ends;
  if (!bar) return ends;
  const Locus& locus = field.origin().locus;
  const auto seen = [&](const std::array<double, 3>& c) {
    return levels(bar->tint ? (*bar->tint)(c) : c);
  };
  const auto n = locus.t.size();
  if (n < 2) return ends;
  const Levels first = levels(locus.colors.row(0)), second = levels(locus.colors.row(1));
  const Levels last = levels(locus.colors.row(n - 1)), before = levels(locus.colors.row(n - 2));
  // A bar whose field runs the other way has its low end where the curve ends.
  for (const auto& color : {bar->under, bar->over}) {
    if (!color) continue;
    const Levels beyond = seen(*color);
    if (!std::isnan(field.place({beyond[0] / 255.0, beyond[1] / 255.0, beyond[2] / 255.0})))
      continue;  // the end's own color: it has a place already
    const bool low = (beyond - first).norm() <= (beyond - last).norm();
    const bool stays = !goes_on(beyond, low ? first : last, low ? second : before) &&
                       (!locus.discrete || is_neutral(beyond));
    if (!stays) (low ? ends.below : ends.above) = beyond;
  }
  return ends;
}

std::unique_ptr<PaintedArea> field_area(const Recovery& field, const NewColors& colors,
                                        double noise) {
  const FigureLayout* layout = field.origin().layout.get();
  const Colorbar* bar = layout ? bar_of_scale(*layout) : nullptr;
  const EndColors ends = ends_of_scale(field, bar);
  const auto tint = bar ? bar->tint : std::nullopt;
  return std::make_unique<FieldArea>(field, ends, Repaint(field.origin().locus, ends, colors, tint),
                                     noise);
}

}  // namespace unweave
