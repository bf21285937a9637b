// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/labels/calibration.hpp"
#include "core/labels/scale_options.hpp"

namespace unweave {

/// What has to go wrong in reading so that a word means something.
enum class Slip {
  None,
  Meaning,  ///< its second meaning: a comma for a point, west counted on
  Style,    ///< a point parts thousands, a letter is a unit and no factor: in all labels alike
  Sign,
  Dash,  ///< its minus was taken for a tick mark
  Point,
  Whole,  ///< it is a whole number, though others lost their points
  Digit,
  ExponentDigit,
  ExponentSign,
  Letter,   ///< its last digit is a letter
  LostZero  ///< a 0 at its end was lost
};

/// A value that a word can stand for.
struct Meaning {
  double value = 0;
  double precision = 0;        ///< half a unit of the last digit
  double log_probability = 0;  ///< nats, of what was seen if the word says this
  Slip slip = Slip::None;
  int kind = 0;       ///< slips of one kind happen together: of a digit, which for which
  double choice = 0;  ///< nats, of log_probability: which one it is of all slips of its sort
  bool power_of_ten = false;
  bool degrees = false;
};

/// A word of the column of labels.
struct ScaleWord {
  std::string text;               ///< as it was read
  double position = 0;            ///< pixels along the side
  double sigma = 1;               ///< pixels, of the position
  std::vector<Meaning> meanings;  ///< likeliest first; empty: it is no number
  double unreadable = 0;          ///< price in nats: a label, but misread altogether
  double foreign = 0;             ///< price in nats: no label
  double right = 0;               ///< [0, 1]: probability that the reader's text is right
  bool marked = false;            ///< a tick mark is at it
  bool dash_mark = false;         ///< that mark may be its minus sign ...
  bool free_mark = false;         ///< ... and does not touch the side
  double moved = 0;  ///< pixels, signed: so far away may its place be, toward an end of the side
};

/// Everything that was seen beside a side.
struct ScaleEvidence {
  std::vector<ScaleWord> words;  ///< one for each AxisLabel, in their order
  std::vector<double> ticks;     ///< positions of marks, with or without a label
  double first = 0, last = 0;    ///< ends of the side, pixels; equal: not known
  bool stepped = false;          ///< a bar of steps with a label at each inner edge
  int rise = 0;                  ///< as ScaleSide::rise

  double length() const;                           ///< of the side, or of what the words span
  double gain(double sigma, double excuse) const;  ///< nats that a word in its place is worth
};

/// True if the text, as it was read, has what that slip would have changed: "10^-3", if the signs
/// of other exponents were lost.
bool escaped(const ScaleWord& word, Slip slip, int kind);

/// Probability that a text read with this confidence is right.
double chance_right(double confidence, const ScaleOptions& options);
/// The confidence of which that is true, [0, 1]: the inverse of chance_right().
double confidence_of(double chance, const ScaleOptions& options);

/// The labels with all that they can mean.
ScaleEvidence evidence_of(const std::vector<AxisLabel>& labels, const ScaleSide& side,
                          const ScaleOptions& options);

}  // namespace unweave
