// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>

#include "core/labels/number_text.hpp"

namespace unweave {

namespace {

constexpr double kAgree = 0.6;            // of the numbers: on one scale
constexpr double kAgreeReadRight = 0.4;   // of the numbers, if nearly all others
constexpr double kAgreeCorrected = 0.85;  // agree but for one digit

struct Line {
  double slope = 0, intercept = 0;
};

double on_scale(double value, Scale scale) {
  return scale == Scale::Log10 ? std::log10(value) : value;
}

/// True for 1, 2 and 5 times a power of ten: what stands on logarithmic scales, not rounded.
bool is_1_2_5(double v) {
  const double digit = v / std::pow(10.0, std::floor(std::log10(v) + 1e-9));
  return std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 || std::abs(digit - 5) < 1e-6;
}

/// Half the last digit on the scale: a label's value is known no better.
double rounding(const NumberReading& r, Scale scale) {
  if (scale == Scale::Linear) return r.precision;
  return r.value > 0 && !is_1_2_5(r.value) ? r.precision / r.value / std::log(10.0) : 0;
}

/// True if a label surely is zero or negative: no logarithmic scale has one.
bool denies_log(const AxisLabel& label, double sure) {
  return label.confidence >= sure &&
         std::all_of(label.readings.begin(), label.readings.end(),
                     [](const NumberReading& r) { return r.value <= 0; });
}

double usual_spacing(const std::vector<AxisLabel>& labels) {
  const auto [lo, hi] = std::minmax_element(
      labels.begin(), labels.end(),
      [](const AxisLabel& a, const AxisLabel& b) { return a.position < b.position; });
  return (hi->position - lo->position) / std::max<std::size_t>(1, labels.size() - 1);
}

/// The meaning of a label that fits the line best, if one is within the tolerance.
std::optional<FittedLabel> match(const AxisLabel& label, int index, const Line& line, Scale scale,
                                 double spacing) {
  std::optional<FittedLabel> best;
  for (const NumberReading& r : label.readings) {
    if (scale == Scale::Log10 && r.value <= 0) continue;
    const double at = (on_scale(r.value, scale) - line.intercept) / line.slope;
    const double residual = label.position - at;
    // Digits that were rounded away excuse some pixels, never the distance to the next label.
    const double excuse = std::min(std::abs(rounding(r, scale) / line.slope), 0.12 * spacing);
    if (std::abs(residual) > label.tolerance + excuse) continue;
    if (!best || std::abs(residual) < std::abs(best->residual))
      best = FittedLabel{index, r.value, residual, r.degrees};
  }
  return best;
}

struct Candidate {
  Line line;
  Scale scale = Scale::Linear;
  std::vector<FittedLabel> labels;
  double squares = 0;
};

Candidate evaluate(const std::vector<AxisLabel>& labels, const Line& line, Scale scale) {
  Candidate out{line, scale, {}, 0};
  const double spacing = usual_spacing(labels);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto hit = match(labels[i], static_cast<int>(i), line, scale, spacing);
    if (!hit) continue;
    out.labels.push_back(*hit);
    out.squares += hit->residual * hit->residual;
  }
  return out;
}

bool better(const Candidate& a, const Candidate& b) {
  if (a.labels.size() != b.labels.size()) return a.labels.size() > b.labels.size();
  return a.squares < (1 - 1e-9) * b.squares;  // the likelier meanings come first
}

/// Least squares of positions against values on the scale.
void refine(Candidate& c, const std::vector<AxisLabel>& labels) {
  double n = 0, sp = 0, sv = 0, spp = 0, spv = 0;
  for (const FittedLabel& f : c.labels) {
    const double p = labels[f.index].position, v = on_scale(f.value, c.scale);
    ++n;
    sp += p;
    sv += v;
    spp += p * p;
    spv += p * v;
  }
  const double d = n * spp - sp * sp;
  if (d <= 0) return;
  const double slope = (n * spv - sp * sv) / d;
  if (slope == 0 || !std::isfinite(slope)) return;
  c.line = {slope, (sv - slope * sp) / n};
  c.squares = 0;
  for (FittedLabel& f : c.labels) {
    f.residual =
        labels[f.index].position - (on_scale(f.value, c.scale) - c.line.intercept) / c.line.slope;
    c.squares += f.residual * f.residual;
  }
}

Candidate best_candidate(const std::vector<AxisLabel>& labels, double sure) {
  Candidate best;
  const bool no_log = std::any_of(labels.begin(), labels.end(),
                                  [sure](const AxisLabel& l) { return denies_log(l, sure); });
  for (std::size_t i = 0; i < labels.size(); ++i)
    for (std::size_t j = i + 1; j < labels.size(); ++j) {
      const double dp = labels[j].position - labels[i].position;
      if (std::abs(dp) < 4) continue;
      for (const NumberReading& a : labels[i].readings)
        for (const NumberReading& b : labels[j].readings)
          for (const Scale scale : {Scale::Linear, Scale::Log10}) {
            if (scale == Scale::Log10 && (no_log || a.value <= 0 || b.value <= 0)) continue;
            const double va = on_scale(a.value, scale), vb = on_scale(b.value, scale);
            const double slope = (vb - va) / dp;
            if (slope == 0 || !std::isfinite(slope)) continue;
            const Candidate c = evaluate(labels, {slope, va - slope * labels[i].position}, scale);
            if (better(c, best)) best = c;
          }
    }
  return best;
}

/// Points are points, and commas between thousands only where more labels agree then.
Candidate best_meaning(const std::vector<AxisLabel>& labels, double sure) {
  std::vector<AxisLabel> plain = labels;
  bool any = false;
  for (AxisLabel& l : plain)
    any = std::erase_if(l.readings, [](const NumberReading& r) { return r.thousands; }) > 0 || any;
  Candidate best = best_candidate(plain, sure);
  if (!any) return best;
  Candidate other = best_candidate(labels, sure);
  return other.labels.size() > best.labels.size() ? other : best;
}

/// The label's text with one digit changed to another that fits the line: a letter that was
/// misread.
bool one_digit_off(const AxisLabel& label, const Line& line, Scale scale, double spacing) {
  constexpr std::ptrdiff_t kLeastDigits = 3;  // shorter numbers fit anything
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (std::count_if(label.text.begin(), label.text.end(), digit) < kLeastDigits) return false;
  AxisLabel other = label;
  for (char& c : other.text) {
    if (!digit(c)) continue;
    const char read = c;
    for (c = '0'; c <= '9'; ++c) {
      other.readings = read_number(other.text);
      if (match(other, 0, line, scale, spacing)) return true;
    }
    c = read;
  }
  return false;
}

/// Labels that do not fit the line, but would if one of their digits had been read otherwise.
std::size_t misread(const std::vector<AxisLabel>& labels, const Candidate& c) {
  const double spacing = usual_spacing(labels);
  std::size_t n = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const bool fits = std::any_of(c.labels.begin(), c.labels.end(), [i](const FittedLabel& f) {
      return f.index == static_cast<int>(i);
    });
    n += !fits && one_digit_off(labels[i], c.line, c.scale, spacing);
  }
  return n;
}

/// How many values the labels stand for: a letter beside a label may look like the same number.
std::size_t distinct_values(const Candidate& c) {
  std::set<double> values;
  for (const FittedLabel& f : c.labels) values.insert(f.value);
  return values.size();
}

bool is_round(double v) {
  if (v == 0) return true;
  const double digits = v / std::pow(10.0, std::floor(std::log10(std::abs(v))) - 1);
  return std::abs(digits - std::round(digits)) < 1e-6;
}

/// Two labels prove little: they have to be plain, and sure.
bool two_suffice(const std::vector<AxisLabel>& labels, Candidate& c, double sure) {
  if (labels.size() != 2 || c.labels.size() != 2) return false;
  bool powers = true;
  for (const AxisLabel& l : labels) {
    if (l.confidence < sure || l.readings.size() != 1 || !is_round(l.readings[0].value))
      return false;
    powers = powers && l.readings[0].power_of_ten;
  }
  const Scale scale = powers ? Scale::Log10 : Scale::Linear;
  const double va = on_scale(labels[0].readings[0].value, scale);
  const double vb = on_scale(labels[1].readings[0].value, scale);
  const double slope = (vb - va) / (labels[1].position - labels[0].position);
  c = evaluate(labels, {slope, va - slope * labels[0].position}, scale);
  return c.labels.size() == 2;
}

}  // namespace

double AxisFit::value_at(double position) const {
  const double v = intercept + slope * position;
  return scale == Scale::Log10 ? std::pow(10.0, v) : v;
}

double AxisFit::position_of(double value) const {
  if (scale == Scale::Log10 && value <= 0) return std::nan("");
  return (on_scale(value, scale) - intercept) / slope;
}

FitResult fit_axis(const std::vector<AxisLabel>& labels, double sure) {
  std::vector<AxisLabel> numbers;
  std::vector<int> index;
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (!labels[i].readings.empty()) {
      numbers.push_back(labels[i]);
      index.push_back(static_cast<int>(i));
    }
  if (numbers.size() < 2) return {};
  Candidate best = best_meaning(numbers, sure);
  // Labels with one wrong digit do not contradict the others.
  const bool enough =
      distinct_values(best) >= 3 &&
      (best.labels.size() > kAgree * numbers.size() ||
       (best.labels.size() >= kAgreeReadRight * numbers.size() &&
        best.labels.size() + misread(numbers, best) > kAgreeCorrected * numbers.size()));
  if (!enough && (labels.size() > 2 || !two_suffice(numbers, best, sure)))
    return {FitOutcome::Contradict, std::nullopt};
  refine(best, numbers);
  AxisFit fit;
  fit.scale = best.scale;
  fit.slope = best.line.slope;
  fit.intercept = best.line.intercept;
  fit.labels = best.labels;
  for (FittedLabel& f : fit.labels) f.index = index[f.index];
  std::sort(fit.labels.begin(), fit.labels.end(), [&](const FittedLabel& a, const FittedLabel& b) {
    return labels[a.index].position < labels[b.index].position;
  });
  fit.rms = std::sqrt(best.squares / best.labels.size());
  return {FitOutcome::Fitted, fit};
}

}  // namespace unweave
