// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/labels/scale_evidence.hpp"
#include "core/labels/scale_hypothesis.hpp"

namespace unweave {

/// A scale that was weighed, and how probable it is.
struct WeighedScale {
  ScaleHypothesis scale;
  double probability = 0;  ///< [0, 1], of all that say the same at both ends
};

struct ScaleInference {
  std::vector<WeighedScale> scales;  ///< likeliest first, at most four that differ; may be empty
  int witness = -1;                  ///< the word that speaks most against the first; -1: none does
};

/// What the words and marks beside a side say about its scale.
///
/// Pairs of words with their likely meanings propose linear and logarithmic scales (RANSAC,
/// Fischler & Bolles 1981, here exhaustive: words are few); where none explains all words, triples
/// propose curved and broken ones, and words in one order a table. The best ScaleOptions::beam are
/// scored with everything that was seen (score_hypothesis) and fitted by least squares. Their
/// probabilities are the softmax of the scores with one more rival, "no scale that is known here"
/// (ScaleOptions::none); those that say the same at both ends of the side count together.
/// Deterministic; cost cubic in the number of words, some milliseconds for 20.
ScaleInference infer_scale(const ScaleEvidence& evidence, const ScaleOptions& options = {});

}  // namespace unweave
