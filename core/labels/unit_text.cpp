// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/unit_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "core/labels/number_text.hpp"
#include "core/labels/plain_text.hpp"
#include "core/labels/units.hpp"

namespace unweave {

namespace {

using Text = std::u32string_view;

constexpr std::size_t kLongestUnit = 30;  // characters; more is a remark

Text unblanked(Text s) {
  constexpr Text kBlank = U" \t\u00A0\u2009\u202F";
  while (!s.empty() && kBlank.find(s.front()) != Text::npos) s.remove_prefix(1);
  while (!s.empty() && kBlank.find(s.back()) != Text::npos) s.remove_suffix(1);
  return s;
}

std::u32string plain(Text s) { return plain_text(to_utf8(s)); }

/// How sure the place makes that a text there is a unit.
enum class Mark {
  Brackets,  ///< anything that is a unit
  Behind,    ///< a slash, a comma, "in": not a letter or word that is usually something else
  None       ///< only what can be nothing else
};

/// Letters that stand for units behind a comma or "in", too.
bool usual_letter(const std::u32string& s) {
  constexpr std::array<Text, 8> kUsual{U"m", U"s", U"K", U"g", U"h", U"min", U"bar", U"mol"};
  return std::find(kUsual.begin(), kUsual.end(), Text(s)) != kUsual.end();
}

/// The way UDUNITS spells powers and products.
std::string for_udunits(const std::u32string& s) {
  std::u32string out;
  for (const char32_t c : s) {
    if (c == U'^') continue;
    out += c == U'\u00D7' || c == U'\u00B7' ? U' ' : c;
  }
  return to_utf8(out);
}

std::optional<std::string> unit_at(Text text, Mark mark) {
  const std::u32string s = plain(unblanked(text));
  if (s.empty() || s.size() > kLongestUnit) return std::nullopt;
  if (const auto unit = parse_unit(Text(s))) {
    if (!unit->doubtful || mark == Mark::Brackets) return unit->cf;
    if (mark == Mark::Behind && usual_letter(s)) return unit->cf;
    return std::nullopt;
  }
  // UDUNITS takes many a word for a unit: only what has the form of one is shown to it.
  const bool formed =
      s.find_first_of(U"/^0123456789") != Text::npos && std::any_of(s.begin(), s.end(), is_letter);
  if (mark != Mark::Brackets || !formed) return std::nullopt;
  const std::string spelled = for_udunits(s);
  if (!udunits_knows(spelled)) return std::nullopt;
  return spelled;
}

/// The opening bracket of the closing one at `end`; npos where there is none.
std::size_t opening(Text s, std::size_t end) {
  constexpr Text kOpen = U"([{", kClose = U")]}";
  const std::size_t kind = kClose.find(s[end]);
  if (kind == Text::npos) return Text::npos;
  int depth = 0;
  for (std::size_t i = end + 1; i-- > 0;) {
    if (s[i] == kClose[kind]) ++depth;
    if (s[i] == kOpen[kind] && --depth == 0) return i;
  }
  return Text::npos;
}

/// Words at the start of a name that make its numbers logarithms.
bool is_logarithm(Text name) {
  const std::u32string small = lower(plain(name));
  for (const Text word : {U"log", U"ln", U"lg"}) {
    if (!small.starts_with(word)) continue;
    const std::size_t at = small.find_first_not_of(U"_^0123456789", word.size());
    if (at == Text::npos || !is_letter(small[at])) return true;
  }
  return false;
}

/// "(a)", "[b]": the mark of a panel.
bool is_panel_letter(Text s) { return s.size() == 1 && s[0] >= U'a' && s[0] <= U'f'; }

std::u32string without(Text s, std::size_t from, std::size_t to) {
  std::u32string out(unblanked(s.substr(0, from)));
  const Text behind = unblanked(s.substr(to));
  if (!out.empty() && !behind.empty()) out += U' ';
  out += behind;
  return out;
}

/// In brackets, the last first.
std::optional<TitleText> in_brackets(Text s) {
  for (std::size_t end = s.size(); end-- > 0;) {
    const std::size_t open = opening(s, end);
    if (open == Text::npos) continue;
    const Text inner = unblanked(s.substr(open + 1, end - open - 1));
    // Brackets inside a unit are its own ("J/(kg K)"), and those of a function no unit's ("P(A)").
    const Text before = unblanked(s.substr(0, open));
    if (!before.empty() && (before.back() == U'/' || before.back() == U'^')) continue;
    const Mark mark = before.size() == open && open > 0 ? Mark::None : Mark::Brackets;
    const std::u32string name = without(s, open, end + 1);
    if (is_panel_letter(inner) && quantity_of(to_utf8(name)) != Quantity::Time) continue;
    if (const double factor = read_multiplier(to_utf8(inner)); factor > 0)
      return TitleText{to_utf8(name), {}, factor};
    if (const auto unit = unit_at(inner, mark)) return TitleText{to_utf8(name), *unit, 1};
  }
  return std::nullopt;
}

/// Behind a slash, a comma or "in".
std::optional<TitleText> behind_a_mark(Text s) {
  const auto split = [s](std::size_t at, std::size_t length,
                         Mark mark) -> std::optional<TitleText> {
    if (at == Text::npos || at == 0) return std::nullopt;
    const Text name = unblanked(s.substr(0, at));
    Text unit = unblanked(s.substr(at + length));
    if (name.empty()) return std::nullopt;
    if (unit.size() > 2 && unit.front() == U'(' && unit.back() == U')')  // "v / (m/s)"
      unit = unit.substr(1, unit.size() - 2);
    const auto found = unit_at(unit, mark);
    if (!found) return std::nullopt;
    return TitleText{to_utf8(name), *found, 1};
  };
  // With blanks around it, a slash may stand before any unit ("T / K").
  if (auto out = split(s.find(U" / "), 3, Mark::Brackets)) return out;
  for (const Text mark : {Text(U","), Text(U" in "), Text(U";"), Text(U":")})
    if (auto out = split(s.rfind(mark), mark.size(), Mark::Behind)) return out;
  // A reader loses narrow blanks: "Depth /m", "Time inh".
  if (auto out = split(s.find(U" /"), 2, Mark::Behind)) return out;
  if (auto out = split(s.find(U"/ "), 2, Mark::Behind)) return out;
  if (auto out = split(s.rfind(U" in"), 3, Mark::Behind)) return out;
  const std::size_t slash = s.find(U'/');
  const bool letters = slash != Text::npos && slash > 0 && is_letter(s[slash - 1]);
  return letters ? split(slash, 1, Mark::None) : std::nullopt;
}

/// True if a text that is a unit can hardly be anything else, though no mark stands before it.
bool speaks_for_itself(const std::u32string& s) {
  const auto unit = parse_unit(Text(s));
  if (!unit || unit->doubtful) return false;
  if (s.find_first_of(U"\u00B0%\u2030^/\u00B5\u03A9\u00C5") != Text::npos) return true;
  if (unit->factors > 1) return s.find_first_of(U"0123456789") != Text::npos;
  constexpr std::array<Text, 14> kPlain{U"hPa", U"kPa", U"km",  U"cm", U"mm",  U"nm",  U"kHz",
                                        U"MHz", U"Hz",  U"keV", U"eV", U"dBZ", U"psu", U"ppm"};
  return std::find(kPlain.begin(), kPlain.end(), Text(s)) != kPlain.end();
}

/// The last one, two or three words of a title.
std::optional<TitleText> at_the_end(Text s) {
  std::vector<std::size_t> blanks;
  for (std::size_t i = s.size(); i-- > 0 && blanks.size() < 3;)
    if (s[i] == U' ') blanks.push_back(i);
  for (std::size_t k = blanks.size(); k-- > 0;) {
    const std::u32string unit = plain(s.substr(blanks[k] + 1));
    const Text name = unblanked(s.substr(0, blanks[k]));
    // The words before must not be of the unit: "10 m wind" is none.
    if (name.empty() || is_digit(name.back()) || !speaks_for_itself(unit)) continue;
    return TitleText{to_utf8(name), parse_unit(Text(unit))->cf, 1};
  }
  return std::nullopt;
}

/// A title that is nothing but a unit.
std::optional<TitleText> alone(Text s) {
  const std::u32string text = plain(s);
  constexpr Text kSure = U"Km%";  // single letters that stand beside bars as units
  const auto unit = parse_unit(Text(text));
  if (!unit || text == U"-" || text.find(U" /") != Text::npos) return std::nullopt;
  if (s.back() == U')' && opening(s, s.size() - 1) > 0 && s[opening(s, s.size() - 1) - 1] == U' ')
    return std::nullopt;  // "T (K)"
  if (unit->doubtful && !(text.size() == 1 && kSure.find(text[0]) != Text::npos))
    return std::nullopt;
  return TitleText{{}, unit->cf, 1};
}

}  // namespace

TitleText split_title(std::string_view title) {
  const std::u32string all = code_points(title);
  Text s = unblanked(all);
  TitleText whole{to_utf8(s), {}, 1};
  if (s.empty()) return whole;
  if (auto out = alone(s)) return *out;
  // A unit alone in brackets.
  if (opening(s, s.size() - 1) == 0) {
    if (const auto unit = unit_at(s.substr(1, s.size() - 2), Mark::Brackets)) return {{}, *unit, 1};
  }
  if (is_logarithm(s)) return whole;
  for (const auto& way : {in_brackets(s), behind_a_mark(s), at_the_end(s)}) {
    if (!way) continue;
    TitleText out = *way;
    while (!out.name.empty() && (out.name.back() == ',' || out.name.back() == ' '))
      out.name.pop_back();
    if (std::any_of(s.begin(), s.end(), is_letter) && !out.name.empty()) return out;
  }
  return whole;
}

bool hides_multiplier(std::string_view title) {
  std::u32string s = plain(code_points(title));
  std::erase(s, U' ');
  if (is_logarithm(s)) return false;
  bool power = s.find(U"10^") != Text::npos || s.find(U"10*") != Text::npos;
  for (const Text times : {U"x10", U"\u00D710", U"\u00B710"})
    power = power || s.find(times) != Text::npos;
  const TitleText split = split_title(title);
  return power && split.multiplier == 1 && split.unit.find("10") == std::string::npos;
}

Quantity quantity_of(std::string_view name, std::string_view unit) {
  if (unit == "degrees_east" || unit == "degrees_west") return Quantity::Longitude;
  if (unit == "degrees_north" || unit == "degrees_south") return Quantity::Latitude;
  constexpr struct {
    Quantity quantity;
    Text words;
  } kWords[] = {
      {Quantity::Longitude,
       U" longitude longitudes lon long longitud l\u00E4nge "
       U"l\u00E4ngengrad "},
      {Quantity::Latitude, U" latitude latitudes lat latitud breite breitengrad "},
      {Quantity::Depth, U" depth tiefe profondeur profundidad "},
      {Quantity::Height, U" height altitude elevation h\u00F6he hauteur altura "},
      {Quantity::Pressure, U" pressure druck luftdruck pression presi\u00F3n "},
      {Quantity::Time,
       U" time date year month day hour zeit datum jahr monat tag temps ann\u00E9e "
       U"tiempo fecha a\u00F1o "},
  };
  const std::u32string s = lower(code_points(name));
  std::u32string word;
  Quantity found = Quantity::Other;
  for (std::size_t i = 0; i <= s.size(); ++i) {
    if (i < s.size() && is_letter(s[i])) {
      word += s[i];
      continue;
    }
    if (word.empty()) continue;
    const std::u32string key = U" " + word + U" ";
    for (const auto& [quantity, words] : kWords) {
      if (words.find(key) == Text::npos) continue;
      // "Latitude and longitude" is neither.
      if (found != Quantity::Other && found != quantity) return Quantity::Other;
      found = quantity;
    }
    word.clear();
  }
  return found;
}

}  // namespace unweave
