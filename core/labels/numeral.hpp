// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace unweave {

/// One way to understand the digits at a place of a text.
struct Numeral {
  double value = 0;      ///< not negative
  double precision = 0;  ///< half a unit of the last digit that is written; 0: exact
  std::size_t end = 0;   ///< behind its last character
  bool power_of_ten = false;
  bool whole = false;      ///< digits alone: no mark, no exponent
  bool thousands = false;  ///< its point is taken for a mark between thousands
  bool ambiguous = false;  ///< its mark is a decimal point or one between thousands
  bool mended = false;     ///< a sign that was lost is put back ("02": 0.2)
};

/// All ways to understand the number without sign that starts at `at`, likeliest first; none where
/// there is no number. `text` is in the form of plain_text(). Marks between thousands (space,
/// comma, point, apostrophe) stand before groups of three digits; the last mark is the decimal one
/// where it differs from the others; a single comma or point before three digits may be either.
/// Exponents: "1e-3", "2.5E+05", "1.5x10^3"; powers: "10^-2", "2^10", "e^3"; fractions of whole
/// numbers ("3/4", "1 1/2"). Finite, locale-independent.
std::vector<Numeral> numerals(std::u32string_view text, std::size_t at);

/// A whole number with or without a sign at `at`, of at most four digits; moves past it.
std::optional<int> whole_number(std::u32string_view text, std::size_t& at);

}  // namespace unweave
