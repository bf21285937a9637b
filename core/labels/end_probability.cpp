// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/end_probability.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace unweave {

namespace {

/// How likely an end is found `gap` pixels from where the scale ends.
double found_at(double gap, double sigma, const ScaleOptions& o) {
  const double z = gap / sigma;
  const double normal = std::exp(-0.5 * z * z) / (sigma * std::sqrt(2 * std::numbers::pi));
  return (1 - o.end_missed) * normal + (gap < o.end_reach ? o.end_missed / o.end_reach : 0);
}

/// Height of the labels' letters where none has a mark, else 0.
double letters_beside(const std::vector<AxisLabel>& labels, const AxisFit& fit) {
  double out = 0;
  for (const FittedLabel& f : fit.labels) {
    const AxisLabel& l = labels[static_cast<std::size_t>(f.index)];
    if (l.marked) return 0;
    out = std::max(out, l.height);
  }
  return out;
}

struct PlacedLabel {
  double value = 0;
  double position = 0;  ///< where the fit has it
};

/// There is one.
PlacedLabel nearest_label(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                          const BarLimit& end) {
  PlacedLabel out;
  double gap = std::numeric_limits<double>::infinity();
  for (const FittedLabel& f : fit.labels) {
    const double at = labels[static_cast<std::size_t>(f.index)].position - f.residual;
    if (std::abs(at - end.at) >= gap) continue;
    gap = std::abs(at - end.at);
    out = {f.value, at};
  }
  return out;
}

/// Where the scale may end at one end of the bar, with what was seen there.
struct EndChoice {
  double likelihood = 0;  ///< per pixel
  bool right = false;     ///< what is claimed is right then
};

struct EndChoices {
  EndChoice at_label, free;
};

/// `claimed` is the position that the claimed value belongs to, `sigma` pixels of where label and
/// end were found.
EndChoices choices_at(const std::vector<AxisLabel>& labels, const AxisFit& fit, const BarLimit& end,
                      const EndEvidence& ends, double claimed, double sigma,
                      const ScaleOptions& o) {
  const double tolerance = std::max(o.end_share * ends.length, o.end_pixels);
  const double label = nearest_label(labels, fit, end).position;
  const double gap = std::abs(label - end.at);
  // No label lies outside a scale, and any place inside is as good as another.
  const double beyond = end.out * (label - end.at);
  const double inside = 0.5 * std::erfc(beyond / (sigma * std::sqrt(2.0)));
  const auto gaps = static_cast<double>(std::max<std::size_t>(2, fit.labels.size()) - 1);
  return {{found_at(gap, sigma, o), std::abs(label - claimed) <= tolerance},
          {inside * gaps / ends.length, std::abs(end.at - claimed) <= tolerance}};
}

}  // namespace

double ends_probability(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                        const EndEvidence& ends, double first_value, double last_value,
                        const ScaleOptions& options) {
  if (fit.labels.empty()) return 1;
  const double letters = letters_beside(labels, fit);
  const double found = options.end_sigma + options.end_sigma_blur * ends.blur;
  const double sigma = std::hypot(found, options.set_by_eye * letters);
  const EndChoices first =
      choices_at(labels, fit, ends.first, ends, fit.position_of(first_value), sigma, options);
  const EndChoices last =
      choices_at(labels, fit, ends.last, ends, fit.position_of(last_value), sigma, options);
  // Labels that are set without ticks are set at both ends, as a rule.
  const double one = letters > 0 ? options.bare_label_at_one_end : options.label_at_one_end;
  const double both = letters > 0 ? options.bare_labels_at_ends : options.labels_at_ends;
  const double neither = 1 - both - 2 * one;
  double all = 0, right = 0;
  const auto weigh = [&](double prior, const EndChoice& a, const EndChoice& b) {
    const double weight = prior * a.likelihood * b.likelihood;
    all += weight;
    if (a.right && b.right) right += weight;
  };
  weigh(both, first.at_label, last.at_label);
  weigh(one, first.at_label, last.free);
  weigh(one, first.free, last.at_label);
  weigh(neither, first.free, last.free);
  double out = all > 0 ? right / all : 0;
  if (ends.open_boxes) out *= ends.outlined ? options.open_outlined : options.open_bare;
  return out;
}

SettledEnds settled_ends(const std::vector<AxisLabel>& labels, const AxisFit& fit,
                         const EndEvidence& ends, double first_value, double last_value,
                         const ScaleOptions& options) {
  SettledEnds best{first_value, last_value,
                   ends_probability(labels, fit, ends, first_value, last_value, options)};
  if (best.probability >= options.claim || fit.labels.size() < 2) return best;
  const double first_label = nearest_label(labels, fit, ends.first).value;
  const double last_label = nearest_label(labels, fit, ends.last).value;
  for (const double first : {first_value, first_label})
    for (const double last : {last_value, last_label}) {
      if (first == last) continue;
      const double p = ends_probability(labels, fit, ends, first, last, options);
      if (p > best.probability) best = {first, last, p};
    }
  return best;
}

}  // namespace unweave
