// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/labels/scale_hypothesis.hpp"

namespace unweave {

// What programs draw beside a side, as prices in nats. `labels` are a hypothesis' label_words().

/// How rare the family is, and labels that do not suit it.
double price_of_family(const ScaleEvidence& evidence, const ScaleOptions& options,
                       const ScaleHypothesis& h, const std::vector<int>& labels);

/// Of a step between labels that is not one of 1, 2, 2.5, 5 times a power of ten, 15 degrees, ...
double price_of_steps(const ScaleEvidence& evidence, const ScaleOptions& options,
                      const ScaleHypothesis& h, const std::vector<int>& labels);

/// Of places between the labels where the next one should be and no word is.
double price_of_missing(const ScaleEvidence& evidence, const ScaleOptions& options,
                        const ScaleHypothesis& h, const std::vector<int>& labels);

/// Of tick marks that are minus signs where all are, or of labels without one where others have it.
double price_of_absent_ticks(const ScaleEvidence& evidence, const ScaleOptions& options,
                             const ScaleHypothesis& h);

/// Of tick marks that are at no part of a step.
double price_of_stray_ticks(const ScaleEvidence& evidence, const ScaleOptions& options,
                            const ScaleHypothesis& h, const std::vector<int>& labels);

/// Negative where a label is at each end of the side: words that are no labels rarely are.
double price_of_ends(const ScaleEvidence& evidence, const ScaleOptions& options,
                     const std::vector<int>& labels);

/// How odd a step is: 0 for 1, 2, 5 times a power of ten.
double price_of_step(double step, bool degrees, const ScaleOptions& options);

/// Of a scale that runs the other way than most.
double price_of_direction(const ScaleEvidence& evidence, const ScaleOptions& options,
                          const ScaleHypothesis& h);

/// Digits of a value up to the last that is not zero; 0 has one.
int significant_digits(double value);

}  // namespace unweave
