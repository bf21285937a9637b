// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace unweave {

/// Characters of UTF-8 text; a byte that is not UTF-8 becomes U+FFFD.
std::u32string code_points(std::string_view utf8);

/// The way back.
std::string to_utf8(std::u32string_view text);

/// Text as the readers of numbers, dates and units take it: each sign in one form.
///
///   - all dashes, hyphens and minus signs: '-'
///   - all spaces (thin, narrow, no-break, …): one ' ', none at the ends
///   - apostrophes and primes: '\'', double ones: '"'
///   - multiplication signs: U+00D7; a middle dot stays U+00B7 (a decimal point or a product)
///   - degree signs and what is taken for one (ordinal, ring): U+00B0
///   - raised digits and signs: '^' once, then the plain ones ("10⁻⁷": "10^-7"); "**", "^{…}" and
///     "^(…)" alike
///   - fractions of one character: their digits with '/' ("1½": "1 1/2"); all slashes: '/'
///   - micro and Greek mu: U+00B5; pi in any alphabet: U+03C0; Ohm: U+03A9; Angstrom: U+00C5
///   - at most and at least in one character: "<=", ">="; the ellipsis: "..."
///   - full-width digits, '$' around TeX: plain, gone
///
/// Letters keep their case and accents. Cost: linear.
std::u32string plain_text(std::string_view utf8);

/// Without spaces at the ends.
std::u32string_view trimmed(std::u32string_view text);
inline bool one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != std::u32string_view::npos;
}
inline bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
/// A letter of any alphabet (what is no letter, of the signs that labels hold, is listed).
bool is_letter(char32_t c);
/// Capital letters of the Latin alphabet without accents become small; others stay.
std::u32string lower(std::u32string text);

}  // namespace unweave
