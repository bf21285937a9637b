// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/labels/calibration.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave {

/// For each of the words the one of `all` that follows it in its line a letter's height away at
/// most, nearer than to what comes next: a unit behind a number, a number behind a letter. Null
/// where none does.
std::vector<const Word*> followers(const std::vector<Word>& words, const std::vector<Word>& all);

/// The unit that stands behind each number ("1 µs", "100 ms"), as CF spells it. Where units differ
/// by factors, the labels' values are brought to the smallest of them. Empty, and nothing changes,
/// unless every number but 0 has a unit and all of them are of one kind.
std::string take_units(const TextReader& reader, const InkMap& ink,
                       const std::vector<const Word*>& behind, std::vector<AxisLabel>& labels);

/// Factors that stand apart behind the numbers ("5 k", "3 ×10⁻¹"): the labels' readings become
/// those of both texts together. Nothing changes unless each number but 0 has one that is
/// understood. `unclear` is a text behind two numbers or more that may be one and is not
/// understood.
struct FactorsBehind {
  bool taken = false;
  std::string unclear{};
};
FactorsBehind take_factors(const TextReader& reader, const InkMap& ink,
                           const std::vector<const Word*>& behind, std::vector<AxisLabel>& labels);

}  // namespace unweave
