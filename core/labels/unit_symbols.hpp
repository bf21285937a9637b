// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unweave {

/// A unit's symbol or name as figures show it, in plain_text()'s form.
struct UnitSymbol {
  std::u32string_view text;
  const char* cf;         ///< as UDUNITS spells it
  bool prefixes = false;  ///< may have an SI prefix
  bool doubtful = false;  ///< is also a word or a letter of its own
};

/// The unit of that symbol (case matters) or written-out name (case does not); null: none.
const UnitSymbol* find_unit(std::u32string_view text);

struct PrefixedUnit {
  std::string prefix;      ///< as UDUNITS puts it in front of the unit
  const UnitSymbol* unit;  ///< never null
};

/// A symbol with an SI prefix; nullopt for any other text.
std::optional<PrefixedUnit> split_prefix(std::u32string_view text);

}  // namespace unweave
