// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_priors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace unweave {

namespace {

const Meaning& meaning_of(const ScaleEvidence& e, const ScaleHypothesis& h, int word) {
  return e.words[word].meanings[h.roles[word].meaning];
}

/// Value as a number of [1, 10).
double leading(double value) {
  const double a = std::abs(value);
  return a / std::pow(10.0, std::floor(std::log10(a) + 1e-9));
}

bool near(double a, double b) { return std::abs(a - b) < 1e-6 * std::max(1.0, std::abs(b)); }

/// The least distance of two labels' values.
double least_step(const ScaleEvidence& e, const ScaleHypothesis& h,
                  const std::vector<int>& labels) {
  double step = 0;
  for (std::size_t k = 1; k < labels.size(); ++k) {
    const double d =
        std::abs(meaning_of(e, h, labels[k]).value - meaning_of(e, h, labels[k - 1]).value);
    if (d > 0 && (step == 0 || d < step)) step = d;
  }
  return step;
}

bool is_logarithmic(const ScaleHypothesis& h) { return h.shape.family == ScaleFamily::Log10; }

/// Places between the words of even labels at which none stands.
double missing_between(const ScaleEvidence& e, const std::vector<int>& labels) {
  if (labels.size() < 2) return 0;
  std::vector<double> gaps;
  for (std::size_t k = 1; k < labels.size(); ++k)
    gaps.push_back(e.words[labels[k]].position - e.words[labels[k - 1]].position);
  const double least = *std::min_element(gaps.begin(), gaps.end());
  if (least < 4) return 0;
  double missing = 0;
  for (std::size_t k = 1; k < labels.size(); ++k) {
    const double from = e.words[labels[k - 1]].position;
    const int steps = static_cast<int>(std::lround(gaps[k - 1] / least));
    // Labels of a curved scale are not even.
    if (std::abs(gaps[k - 1] - steps * least) > 0.15 * least) continue;
    for (int s = 1; s < steps; ++s) {
      const double at = from + s * gaps[k - 1] / steps;
      missing += std::none_of(e.words.begin(), e.words.end(), [&](const ScaleWord& w) {
        return std::abs(w.position - at) < 0.4 * least;
      });
    }
  }
  return missing;
}

/// Two labels have no step that tells: how round they are tells instead.
double price_of_two(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                    const std::vector<int>& labels) {
  double price = 0;
  for (const int i : labels) {
    const int digits = significant_digits(meaning_of(e, h, i).value);
    price += digits <= 2 ? 0 : digits == 3 ? 0.5 * o.step_two_digits : 0.5 * o.step_odd;
  }
  return price;
}

}  // namespace

int significant_digits(double value) {
  if (value == 0) return 1;
  double m = leading(value);
  int digits = 1;
  while (digits < 12 && std::abs(m - std::round(m)) > 1e-6 * m) {
    m *= 10;
    ++digits;
  }
  return digits;
}

double price_of_step(double step, bool degrees, const ScaleOptions& o) {
  if (step <= 0) return o.step_odd;
  const double m = leading(step);
  for (const double nice : {1.0, 2.0, 5.0, 2.5})
    if (near(m, nice)) return 0;
  if (degrees)
    for (const double nice : {1.5, 3.0, 4.5, 6.0, 9.0})
      if (near(m, nice)) return 0;
  const int digits = significant_digits(step);
  return digits == 1 ? o.step_rare : digits == 2 ? o.step_two_digits : o.step_odd;
}

double price_of_family(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                       const std::vector<int>& labels) {
  double powers = 0, odd = 0;
  bool degrees = false;
  for (const int i : labels) {
    const Meaning& m = meaning_of(e, h, i);
    powers += m.power_of_ten;
    degrees = degrees || m.degrees;
    const double lead = m.value == 0 ? 1 : leading(m.value);
    odd += !(near(lead, 1) || near(lead, 2) || near(lead, 5) || near(lead, 3));
  }
  switch (h.shape.family) {
    case ScaleFamily::Linear:
      return o.power_text * powers;
    case ScaleFamily::Log10:
      return (powers > 0 ? 0 : o.log_scale) + std::min(odd, 3.0) * o.log_label;
    case ScaleFamily::Mercator:
      return degrees ? o.mercator_degrees : o.mercator;
    case ScaleFamily::Table:
      return o.table;
    case ScaleFamily::SymLog:
      return o.other_scale - o.from_zero;
    case ScaleFamily::Power:
    case ScaleFamily::TwoSlope:  // the value they start from is one of the labels'
      if (h.shape.center == 0) return o.other_scale - o.from_zero + o.power_text * powers;
      return o.other_scale + o.power_text * powers +
             std::log(std::max<double>(1, static_cast<double>(labels.size())));
  }
  return o.other_scale;
}

double price_of_steps(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                      const std::vector<int>& labels) {
  if (is_logarithmic(h) || h.shape.family == ScaleFamily::SymLog ||
      h.shape.family == ScaleFamily::Power || labels.size() < 2)
    return 0;
  if (labels.size() == 2) return price_of_two(e, o, h, labels);
  const double step = least_step(e, h, labels);
  bool degrees = false, multiples = true;
  for (const int i : labels) {
    const Meaning& m = meaning_of(e, h, i);
    degrees = degrees || m.degrees;
    const double k = m.value / step;
    // Digits that were rounded away are no reason to think that a label is off its step.
    multiples = multiples && std::abs(k - std::round(k)) * step <= m.precision + 1e-9 * step;
  }
  return price_of_step(step, degrees, o) + (multiples ? 0 : o.not_multiple);
}

double price_of_missing(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                        const std::vector<int>& labels) {
  if (labels.size() < 2 || h.shape.family == ScaleFamily::Power) return 0;
  if (h.shape.family != ScaleFamily::TwoSlope)
    return std::min(o.most_missing, o.missing_label * missing_between(e, labels));
  // Each slope has a spacing of its own.
  std::array<std::vector<int>, 2> sides;
  for (const int i : labels) {
    const double value = meaning_of(e, h, i).value;
    if (value <= h.shape.center) sides[0].push_back(i);
    if (value >= h.shape.center) sides[1].push_back(i);
  }
  return std::min(o.most_missing,
                  o.missing_label * (missing_between(e, sides[0]) + missing_between(e, sides[1])));
}

double price_of_absent_ticks(const ScaleEvidence& e, const ScaleOptions& o,
                             const ScaleHypothesis& h) {
  bool dashes = false, any_dash_mark = false, touching = false;
  int marked = 0, bare = 0;
  for (std::size_t i = 0; i < e.words.size(); ++i) {
    const ScaleWord& w = e.words[i];
    if (h.roles[i].meaning < 0) continue;
    const Meaning& m = w.meanings[h.roles[i].meaning];
    dashes = dashes || m.slip == Slip::Dash;
    any_dash_mark = any_dash_mark || w.dash_mark;
    touching = touching || (w.dash_mark && !w.free_mark);
    marked += w.dash_mark && m.slip != Slip::Dash && m.value != 0;  // 0 may well have a sign
    bare += !w.marked;
  }
  if (!any_dash_mark) return 0;
  if (!dashes) return bare > 0 ? o.missing_tick : 0;
  // A minus that is none is as odd as a label without its tick.
  return (touching ? o.mark_is_minus : o.free_is_minus) + marked * o.missing_tick;
}

double price_of_ends(const ScaleEvidence& e, const ScaleOptions& o,
                     const std::vector<int>& labels) {
  if (!(e.last > e.first) || labels.size() < 2) return 0;
  const auto at = [&](int word, double end) {
    const ScaleWord& w = e.words[word];
    return std::min(std::abs(w.position - end), std::abs(w.position + w.moved - end)) <=
           o.end_near + w.sigma;
  };
  return at(labels.front(), e.first) && at(labels.back(), e.last) ? -o.at_both_ends : 0;
}

double price_of_direction(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h) {
  const double rise = h.table.empty() ? h.slope : h.table.back().second - h.table.front().second;
  return e.rise * rise < 0 ? o.downward : 0;
}

double price_of_stray_ticks(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                            const std::vector<int>& labels) {
  if (labels.size() < 2 || e.ticks.size() < 3 || h.shape.family == ScaleFamily::Table) return 0;
  const auto cost = [&](auto&& off) {
    double n = 0;
    for (const double t : e.ticks) n += off(t) > o.tick_near;
    return n;
  };
  double least = static_cast<double>(e.ticks.size());
  if (is_logarithmic(h)) {
    least = cost([&](double t) {
      const double v = h.value_at(t), unit = std::pow(10.0, std::floor(std::log10(v) + 1e-9));
      const double lo = std::floor(v / unit + 1e-9) * unit;
      return std::min(std::abs(h.position_of(lo) - t), std::abs(h.position_of(lo + unit) - t));
    });
  } else {
    const double step = least_step(e, h, labels);
    const double origin = meaning_of(e, h, labels[0]).value;
    for (const int parts : {1, 2, 3, 4, 5, 10}) {
      const double part = step / parts;
      const double width = std::abs(h.position_of(origin + part) - h.position_of(origin));
      if (width < 4 * o.tick_near) continue;
      least = std::min(least, cost([&](double t) {
                         const double k = std::round((h.value_at(t) - origin) / part);
                         return std::abs(h.position_of(origin + k * part) - t);
                       }));
    }
  }
  return std::min(o.most_stray, o.stray_tick * least);
}

}  // namespace unweave
