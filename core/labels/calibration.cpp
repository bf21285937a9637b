// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/labels/scale_evidence.hpp"
#include "core/labels/scale_hypothesis.hpp"
#include "core/labels/scale_inference.hpp"

namespace unweave {

namespace {

ScaleHypothesis hypothesis_of(const AxisFit& fit) {
  ScaleHypothesis h;
  h.shape = fit.shape;
  h.slope = fit.slope;
  h.intercept = fit.intercept;
  h.table = fit.table;
  return h;
}

Scale scale_of(ScaleFamily family) {
  switch (family) {
    case ScaleFamily::Linear:
      return Scale::Linear;
    case ScaleFamily::Log10:
      return Scale::Log10;
    case ScaleFamily::SymLog:
      return Scale::SymLog;
    case ScaleFamily::Power:
      return Scale::Power;
    case ScaleFamily::Mercator:
      return Scale::Mercator;
    case ScaleFamily::TwoSlope:
    case ScaleFamily::Table:
      return Scale::Table;
  }
  return Scale::Linear;
}

AxisFit fit_of(const ScaleEvidence& e, const ScaleHypothesis& h) {
  AxisFit out;
  out.shape = h.shape;
  out.scale = scale_of(h.shape.family);
  out.slope = h.slope;
  out.intercept = h.intercept;
  out.table = h.table;
  if (!h.table.empty()) out.slope = h.table.back().second > h.table.front().second ? 1 : -1;
  double squares = 0;
  for (const int i : label_words(e, h)) {
    const Meaning& m = e.words[i].meanings[h.roles[i].meaning];
    // Where one digit was misread the text is not what stands there.
    if (m.slip == Slip::Digit) continue;
    out.labels.push_back({i, m.value, h.roles[i].residual, m.degrees});
    squares += h.roles[i].residual * h.roles[i].residual;
  }
  if (!out.labels.empty()) out.rms = std::sqrt(squares / static_cast<double>(out.labels.size()));
  return out;
}

}  // namespace

double AxisFit::value_at(double position) const {
  return hypothesis_of(*this).value_at(position) * by + addend;
}

double AxisFit::position_of(double value) const {
  return hypothesis_of(*this).position_of((value - addend) / by);
}

AxisFit scaled(AxisFit fit, double by, double addend) {
  for (FittedLabel& l : fit.labels) l.value = l.value * by + addend;
  fit.by *= by;
  fit.addend = fit.addend * by + addend;
  return fit;
}

AxisFit mirrored(AxisFit fit, double length) {
  fit.intercept += fit.slope * length;
  fit.slope = -fit.slope;
  for (auto& [position, value] : fit.table) position = length - position;
  std::reverse(fit.table.begin(), fit.table.end());
  for (FittedLabel& l : fit.labels) l.residual = -l.residual;
  std::reverse(fit.labels.begin(), fit.labels.end());
  return fit;
}

FitResult fit_axis(const std::vector<AxisLabel>& labels, const ScaleSide& side,
                   const ScaleOptions& options) {
  const auto numbers = std::count_if(labels.begin(), labels.end(),
                                     [](const AxisLabel& l) { return !l.readings.empty(); });
  FitResult out;
  if (numbers < 2) return out;
  out.outcome = FitOutcome::Contradict;
  const ScaleEvidence evidence = evidence_of(labels, side, options);
  const ScaleInference inference = infer_scale(evidence, options);
  if (inference.scales.empty()) return out;
  out.witness = inference.witness;
  out.probability = inference.scales.front().probability;
  for (const WeighedScale& s : inference.scales)
    out.rivals.push_back({fit_of(evidence, s.scale), s.probability});
  if (out.probability < options.claim) return out;
  out.outcome = FitOutcome::Fitted;
  out.fit = std::move(out.rivals.front().fit);
  out.rivals.erase(out.rivals.begin());
  return out;
}

}  // namespace unweave
