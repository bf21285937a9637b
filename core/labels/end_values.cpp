// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/end_values.hpp"

#include <algorithm>
#include <optional>

namespace unweave {

namespace {

struct EndLabel {
  double value = 0;
  double position = 0;  ///< where the fit has it
};

/// The label that stands at an end of the bar, if one does.
std::optional<EndLabel> label_at(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                                 const BarLimit& end, double length,
                                 const Compression& compression) {
  constexpr double kHalfLine = 0.6;  // of the letters' height
  const double within = std::clamp(0.013 * length, 1.25, 1.25 + 1.375 * compression.edge());
  const double blur = compression.edge();  // of the bar's end
  const auto meets = [&](double position, double line) {
    const double beyond = end.out * (position - end.at);
    return beyond >= -std::max(within, line) && beyond <= std::max(4.0, line);
  };
  for (const FittedLabel& f : fit.labels) {
    const AxisLabel& l = labels[f.index];
    if (meets(l.position, l.marked ? 0 : kHalfLine * l.height + blur))
      return EndLabel{f.value, l.position};
  }
  for (const AxisLabel& l : labels)
    for (const NumberReading& n : l.readings) {
      const double position = fit.position_of(n.value);
      if (!l.marked && meets(l.position, l.height) && meets(position, kHalfLine * l.height + blur))
        return EndLabel{n.value, position};
    }
  return std::nullopt;
}

}  // namespace

std::pair<double, double> end_values(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                                     const BarLimit& first, const BarLimit& last, double length,
                                     const Compression& compression) {
  const auto a = label_at(labels, fit, first, length, compression);
  const auto b = label_at(labels, fit, last, length, compression);
  const bool loose = std::none_of(fit.labels.begin(), fit.labels.end(),
                                  [&](const FittedLabel& f) { return labels[f.index].marked; });
  const auto shift = [loose](const std::optional<EndLabel>& label, const BarLimit& end) {
    return label && loose ? label->position - end.at : 0.0;
  };
  return {a ? a->value : fit.value_at(first.at + shift(b, last)),
          b ? b->value : fit.value_at(last.at + shift(a, first))};
}

}  // namespace unweave
