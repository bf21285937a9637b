// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave {

// NOLINTBEGIN(readability-magic-numbers): a field is the name of its number.

/// The prices that a reading of a scale weighs, in nats (natural logarithms of odds) unless another
/// unit is named. They say how often programs and readers do what they do;
/// tests/figures/calibration.py measures on the corpus how well the probabilities that come out of
/// them hold.
struct ScaleOptions {
  double claim = 0.99;       ///< [0, 1]: least probability of what is claimed
  double temperature = 1.0;  ///< > 1 makes all probabilities less sure; 1 is as scored
  /// Score of "this is no scale that is known here", where all words score 0 as foreign ones.
  double none = -5.7;
  int beam = 50;            ///< hypotheses that are scored in full
  double reported = 0.001;  ///< [0, 1]: least probability of what is named beside the likeliest

  // Reading. A reader's confidence c stands for a share of wrong words of wrong * (1 - c)^power.
  double wrong = 0.6;
  double wrong_power = 2.3;
  double least_wrong = 0.001;   ///< at confidence 1
  double one_digit = 0.5;       ///< share of the wrong words in which one digit is another ...
  double raised_digit = 4;      ///< ... that is so many times likelier one of an exponent ...
  double alike_digit = 0.7;     ///< ... and of this share one that looks alike (3 and 5, 1 and 7)
  double anything = 0.3;        ///< share of the wrong words that say nothing
  double lost_sign = 7;         ///< a sign appeared or vanished
  double sign_of_wrong = 0.15;  ///< share of the wrong words in which that happened
  double raised_sign_of_wrong = 0.25;  ///< ... of an exponent, which is smaller
  double padded_exponent = 0.7;        ///< "5e04" lost a minus rather than a plus
  double end_of_wrong = 0.03;    ///< share whose last digit is a letter ("3σ" as 30), or lost a 0
  double lost_point = 7.5;       ///< a decimal point appeared or vanished
  double point_lost_too = 0.4;   ///< a point was lost where another label's was ("00", "05") ...
  double whole_beside_lost = 7;  ///< ... or it has none
  double whole_beside_one = 2;   ///< ... and one label alone shows that points were lost
  double padded_zero = 0.7;      ///< the same where all have as many digits: hours are written so
  double again = 0.7;            ///< a slip that has been met before: equal letters look alike
  double other_slip = 1.1;       ///< another exponent was misread before: they are too small here
  /// How often what was misread once in a figure is misread there: Beta(1, b). Small and faint
  /// glyphs in 1 of 3 labels on average, others in 1 of 10.
  double steady_small = 2;
  double steady = 9;
  double second_meaning = 2.5;   ///< of a text that can be meant in two ways
  double wrapped_west = 0.7;     ///< a longitude west of Greenwich counted on to 360
  double thousands_point = 6;    ///< a point between thousands, not before decimals
  double thousands_plain = 1.5;  ///< the same where all decimals but the first are zeros
  double mark_is_minus = 3;      ///< what looks like tick marks are minus signs; as ticks ...
  double free_is_minus = -1;     ///< the same of marks that do not touch the side
  double missing_tick = 6;       ///< ... one label has none though the others do

  // Words that a hypothesis does not explain
  double foreign_number = 7;   ///< a number among the labels that is none of them
  double foreign_word = 1;     ///< the same of a word that is no number
  double moved_inward = 1;     ///< a label near an end of the side is its value, moved to fit in
  double missing_label = 1.5;  ///< nothing stands where a label is expected ...
  double most_missing = 6;     ///< ... and all of them together

  double downward = 2.5;    ///< a bar whose values fall upward, or to the right
  double at_both_ends = 4;  ///< gained where a label is at each end of the side

  // Scales
  double log_scale = 2.5;       ///< logarithmic rather than linear
  double log_label = 2.3;       ///< a label on one that is not 1, 2, 3 or 5 times a power of ten
  double power_text = 3.5;      ///< labels written as 10^n on a linear scale, each
  double other_scale = 6;       ///< symmetric logarithm, power, two slopes; from 0 ...
  double from_zero = 2;         ///< ... so much less
  double mercator = 4;          ///< latitudes of a Mercator map, without degree signs
  double mercator_degrees = 2;  ///< the same with degree signs
  double table = 6;             ///< places between labels mean nothing ...
  double table_of_steps = 1;    ///< ... on a bar of steps whose edges are labeled
  double table_digit = 1;       ///< ... for each digit beyond two of each label
  double step_rare = 2.5;       ///< a step of one digit other than 1, 2, 5 (or 25), or of degrees
  double step_two_digits = 4;
  double step_odd = 6;      ///< a step of more than two digits
  double not_multiple = 2;  ///< the labels are no multiples of their step
  double stray_tick = 2;    ///< a mark that is at no part of the step, each ...
  double most_stray = 10;   ///< ... and all of them together

  // Places, in pixels
  double tolerance_sigmas = 2.1;  ///< standard deviations in AxisLabel::tolerance
  double rounded = 3;             ///< nats: digits of the labels were rounded away ...
  double most_excuse = 0.12;      ///< ... which excuses this share of their spacing
  double end_near = 1.5;          ///< pixels: a label is at an end of the side
  double tick_near = 1.3;         ///< pixels: a tick is at its place
  double same_claim = 0.006;      ///< of the range: two hypotheses say the same along the side

  // Ends of a bar. Not fitted: chosen so that what is known to be right on the corpus stays
  // claimed.
  double end_share = 0.01;           ///< of the range: an end that is not farther off is right ...
  double end_pixels = 2;             ///< ... or pixels: ends and marks are known to one each
  double end_sigma = 0.5;            ///< pixels, of where a bar was found to end ...
  double end_sigma_blur = 0.75;      ///< ... and for each pixel over which an edge is smeared
  double end_missed = 0.0001;        ///< [0, 1]: share of ends that are not found there at all ...
  double end_reach = 10;             ///< ... but anywhere within so many pixels
  double labels_at_ends = 0.6;       ///< [0, 1]: share of bars with a label at each end ...
  double label_at_one_end = 0.05;    ///< ... and at the first (the last) end alone
  double bare_labels_at_ends = 0.8;  ///< the same two of labels without marks ...
  double bare_label_at_one_end = 0.01;  ///< ... which are set by eye
  double set_by_eye = 0.3;              ///< of the letters' height: sigma of such labels
  double open_outlined = 0.998;  ///< [0, 1]: unlabeled outermost steps lie beyond the scale ...
  double open_bare = 0.992;      ///< ... the same of a bar without outline
};
// NOLINTEND(readability-magic-numbers)

}  // namespace unweave
