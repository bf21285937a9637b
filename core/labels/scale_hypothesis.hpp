// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>
#include <vector>

#include "core/labels/scale_evidence.hpp"
#include "core/labels/scale_shape.hpp"

namespace unweave {

/// How a hypothesis accounts for a word.
struct WordRole {
  static constexpr int kForeign = -1;     ///< it is no label
  static constexpr int kUnreadable = -2;  ///< it is one that was misread
  static constexpr int kTwin = -3;  ///< its label was met before: a piece of it, a number on it
  int meaning = kForeign;           ///< index into ScaleWord::meanings, or one of the above
  double residual = 0;              ///< pixels
  double score = 0;                 ///< nats, against a foreign word anywhere (0)
};

/// What may be true of a side: u(value) = intercept + slope * position, or a table of places.
struct ScaleHypothesis {
  ScaleShape shape;
  double slope = 0, intercept = 0;
  std::vector<std::pair<double, double>> table;  ///< (position, value), Table only, by position
  std::vector<WordRole> roles;                   ///< one for each word
  double score = 0;  ///< nats, everything that was seen but the stray marks
  double stray = 0;  ///< nats that marks off the scale cost

  double value_at(double position) const;
  double position_of(double value) const;
};

/// Scores all words, missing labels and priors (ScaleHypothesis::score, roles, stray). Where
/// several words make the same slip, it is priced once; how many made it and how many did not is
/// priced by the rule of succession.
void score_hypothesis(const ScaleEvidence& evidence, const ScaleOptions& options,
                      ScaleHypothesis& h);

/// Score of the words alone, with the `most` likeliest meanings of each: what a search needs.
double quick_score(const ScaleEvidence& evidence, const ScaleHypothesis& h, std::size_t most);

/// Least squares of slope and intercept over the words that are labels.
void refit(const ScaleEvidence& evidence, ScaleHypothesis& h);

/// Words that are labels with values of their own, by position.
std::vector<int> label_words(const ScaleEvidence& evidence, const ScaleHypothesis& h);

}  // namespace unweave
