// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/labels/scale_hypothesis.hpp"

namespace unweave {

/// Linear and logarithmic scales (and Mercator's, of latitudes) through each pair of words.
std::vector<ScaleHypothesis> pair_proposals(const ScaleEvidence& evidence);

/// Linear and logarithmic scales for one slip in all words that can have it: what was misread alike
/// everywhere contradicts nothing.
std::vector<ScaleHypothesis> slip_proposals(const ScaleEvidence& evidence);

/// Symmetric logarithms, powers and pairs of slopes through what the words were read as.
std::vector<ScaleHypothesis> curved_proposals(const ScaleEvidence& evidence);

/// The words as they were read, if their values follow each other in one direction but for few.
std::vector<ScaleHypothesis> table_proposals(const ScaleEvidence& evidence);

}  // namespace unweave
