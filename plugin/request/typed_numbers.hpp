// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/labels/value_range.hpp"

namespace unweave::plugin {

/// Without blanks at its ends.
std::string_view trim(std::string_view text);

/// A number that somebody typed, whatever the locale: with a point or a comma before its decimals,
/// a minus sign or dash of any kind, a plus sign, an exponent ("1e-5", "1.5×10⁻³"). Nothing for any
/// other text, and for a comma or blank that may stand between thousands ("1,000", "1 000").
std::optional<double> typed_number(std::string_view text);

/// `count` numbers: separated by commas ("0,35"), or by semicolons or blanks where commas stand
/// before decimals ("0,5;3,5", "0,5 3,5"). Nothing where the text can be parted in no such way.
std::optional<std::vector<double>> typed_numbers(std::string_view text, std::size_t count);

/// What was typed into two fields, as typed_numbers() takes it: with a comma between ("0,35"), or
/// a semicolon where a comma may stand before decimals ("0,5;3,5"). Empty where both are.
std::string joined_pair(std::string_view first, std::string_view second);

/// The other way round, each part as it was typed; what has no two parts is the first one.
std::pair<std::string, std::string> parted_pair(std::string_view text);

/// "POS=VALUE", separated by commas, semicolons or blanks: t of a point is POS. At least two.
/// Nothing for any other text.
std::optional<std::vector<RangePoint>> typed_points(std::string_view text);

}  // namespace unweave::plugin
