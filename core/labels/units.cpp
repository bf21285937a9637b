// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/units.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <utility>
#include <vector>

#include "core/labels/plain_text.hpp"
#include "core/labels/unit_symbols.hpp"

namespace unweave {

namespace {

/// A symbol, with its prefix if it has one.
std::optional<Unit> symbol_unit(std::u32string_view text) {
  if (const UnitSymbol* s = find_unit(text)) return Unit{s->cf, 1, s->doubtful};
  const auto prefixed = split_prefix(text);
  if (!prefixed) return std::nullopt;
  return Unit{prefixed->prefix + prefixed->unit->cf, 1, false};
}

bool blank(char32_t c) { return c == U' '; }

/// Reads products and quotients from left to right.
class UnitParser {
 public:
  explicit UnitParser(std::u32string_view text) : text_(text) {}

  std::optional<Unit> whole() {
    if (text_.empty() || text_.size() > 60) return std::nullopt;
    const std::string power = leading_power();
    if (at_ < text_.size() && !product(1, false)) return std::nullopt;
    if (at_ != text_.size() || (parts_.empty() && power.empty())) return std::nullopt;
    Unit out;
    out.cf = power;
    out.factors = static_cast<int>(parts_.size()) + (power.empty() ? 0 : 1);
    for (const Part& p : parts_) {
      if (!out.cf.empty()) out.cf += ' ';
      out.cf += p.cf;
      if (p.exponent != 1) out.cf += std::to_string(p.exponent);
    }
    // "S/N", "A B": capital letters are initials as often as units.
    out.doubtful = power.empty() && std::all_of(parts_.begin(), parts_.end(),
                                                [](const Part& p) { return p.initial; });
    if (parts_.size() == 1 && power.empty()) {
      out.doubtful = parts_[0].doubtful && parts_[0].exponent == 1;
      if (parts_[0].exponent != 1) out.factors = 2;
    }
    return out;
  }

 private:
  struct Part {
    std::string cf;
    int exponent = 1;
    bool doubtful = false;
    bool initial = false;  ///< a single capital letter
  };

  char32_t peek() const { return at_ < text_.size() ? text_[at_] : 0; }
  void skip_blanks() {
    while (blank(peek())) ++at_;
  }
  bool take(std::u32string_view what) {
    if (text_.substr(at_, what.size()) != what) return false;
    at_ += what.size();
    return true;
  }

  std::optional<int> integer() {
    std::size_t k = at_;
    int sign = 1, value = 0, digits = 0;
    if (k < text_.size() && (text_[k] == U'-' || text_[k] == U'+'))
      sign = text_[k++] == U'-' ? -1 : 1;
    for (; k < text_.size() && is_digit(text_[k]) && digits < 3; ++k, ++digits)
      value = 10 * value + static_cast<int>(text_[k] - U'0');
    if (digits == 0) return std::nullopt;
    at_ = k;
    return sign * value;
  }

  /// "10^-4", "x10^3", "1e-6", "1000" in front, as CF writes it; empty where there is none.
  std::string leading_power() {
    const std::size_t start = at_;
    if (take(U"\u00D7") || take(U"x")) skip_blanks();
    std::optional<int> exponent;
    if (take(U"10^") || take(U"1e") || take(U"1E")) {
      exponent = integer();
    } else if (take(U"1000")) {
      exponent = 3;
    }
    if (!exponent || is_digit(peek())) {
      at_ = start;
      return {};
    }
    skip_blanks();
    if (take(U"\u00D7") || take(U"\u00B7")) skip_blanks();
    return "1e" + std::to_string(*exponent);
  }

  /// A symbol: the longest stretch of letters and signs that is known, up to what ends it.
  std::optional<Unit> symbol() {
    constexpr std::u32string_view kEnds = U" /^\u00B7\u00D7()0123456789+-";
    std::size_t most = at_;
    while (most < text_.size() && most - at_ < 20) ++most;
    for (std::size_t end = most; end > at_; --end) {
      if (end < text_.size() && kEnds.find(text_[end]) == std::u32string_view::npos &&
          text_[end] != U'.')
        continue;
      auto unit = symbol_unit(text_.substr(at_, end - at_));
      if (!unit) continue;
      at_ = end;
      return unit;
    }
    return std::nullopt;
  }

  bool factor(int sign) {
    if (peek() == U'(') {
      ++at_;
      return product(sign, true) && take(U")");
    }
    if (peek() == U'1' && at_ + 1 < text_.size() && parts_.empty() &&
        (text_[at_ + 1] == U'/' || text_[at_ + 1] == U' ')) {
      ++at_;  // "1/s"
      return true;
    }
    const std::size_t start = at_;
    const auto unit = symbol();
    if (!unit) return false;
    const bool initial = at_ == start + 1 && text_[start] >= U'A' && text_[start] <= U'Z';
    int exponent = 1;
    const std::size_t behind = at_;
    skip_blanks();
    // A reader parts an exponent from its symbol: "m -3".
    if (!(peek() == U'-' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) at_ = behind;
    const bool raised = take(U"^");
    if (const auto power = integer()) {
      exponent = *power;
    } else if (raised) {
      return false;
    }
    if (exponent == 0 || std::abs(exponent) > 12) return false;
    std::string cf = unit->cf;
    if (exponent * sign != 1 && cf.find_first_of(" -") != std::string::npos) cf = "(" + cf + ")";
    if (cf != "1" || (parts_.empty() && text_.size() == at_))
      parts_.push_back({cf, exponent * sign, unit->doubtful, initial});
    return true;
  }

  bool product(int sign, bool inside) {
    int next = sign;
    while (true) {
      skip_blanks();
      if (!factor(next)) return false;
      next = sign;
      skip_blanks();
      if (peek() == 0 || (inside && peek() == U')')) return true;
      if (take(U"/") || take(U"per ")) {
        next = -sign;
      } else if (take(U"\u00B7") || take(U"\u00D7") || take(U".")) {
        if (peek() == 0) return false;
      } else if (at_ == 0 || !blank(text_[at_ - 1])) {
        return false;
      }
    }
  }

  std::u32string_view text_;
  std::size_t at_ = 0;
  std::vector<Part> parts_;
};

}  // namespace

std::optional<Unit> parse_unit(std::u32string_view plain) { return UnitParser(plain).whole(); }

std::optional<Unit> parse_unit(std::string_view utf8) {
  return parse_unit(std::u32string_view(plain_text(utf8)));
}

namespace {

/// Units whose name in files is none that people use.
constexpr std::array<std::pair<std::string_view, std::string_view>, 20> kSigns{
    {{"degC", "\u00B0C"},
     {"degF", "\u00B0F"},
     {"degrees_east", "\u00B0E"},
     {"degrees_north", "\u00B0N"},
     {"degrees_west", "\u00B0W"},
     {"degrees_south", "\u00B0S"},
     {"degree", "\u00B0"},
     {"percent", "%"},
     {"ohm", "\u03A9"},
     {"angstrom", "\u00C5"},
     {"arcsecond", "arcsec"},
     {"arcminute", "arcmin"},
     {"milliarcsecond", "mas"},
     {"millibar", "mbar"},
     {"year", "yr"},
     {"byte", "B"},
     {"gauss", "G"},
     {"oersted", "Oe"},
     {"poise", "P"},
     {"parsec", "pc"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kLongPrefixes{
    {{"", ""},
     {"micro", "\u00B5"},
     {"milli", "m"},
     {"nano", "n"},
     {"pico", "p"},
     {"centi", "c"},
     {"hecto", "h"},
     {"kilo", "k"},
     {"mega", "M"},
     {"giga", "G"},
     {"tera", "T"},
     {"peta", "P"}}};

/// One symbol without exponent.
std::string symbol_for_people(const std::string& symbol) {
  for (const auto& [name, sign] : kSigns)
    for (const auto& [prefix, letter] : kLongPrefixes)
      if (symbol.size() == prefix.size() + name.size() && symbol.starts_with(prefix) &&
          symbol.ends_with(name))
        return std::string(letter) + std::string(sign);
  if (symbol.size() > 1 && symbol[0] == 'u') return "\u00B5" + symbol.substr(1);
  return symbol;
}

std::string raised(const std::string& exponent) {
  static constexpr std::array<std::string_view, 10> kRaised{"\u2070", "\u00B9", "\u00B2", "\u00B3",
                                                            "\u2074", "\u2075", "\u2076", "\u2077",
                                                            "\u2078", "\u2079"};
  std::string out;
  for (const char c : exponent)
    out += c == '-' ? std::string_view("\u207B") : kRaised[static_cast<std::size_t>(c - '0')];
  return out;
}

}  // namespace

std::string unit_for_people(const std::string& cf) {
  if (cf == "1") return {};
  std::string out;
  for (std::size_t at = 0; at < cf.size();) {
    const auto stretch = [&](std::string_view set, bool in) {
      const std::size_t end = in ? cf.find_first_not_of(set, at) : cf.find_first_of(set, at);
      const std::size_t start = std::exchange(at, std::min(end, cf.size()));
      return cf.substr(start, at - start);
    };
    if (at == 0 && cf.starts_with("1e")) {
      at = 2;
      out += "10";
    } else if (cf[at] == ' ' || cf[at] == '(' || cf[at] == ')') {
      out += cf[at++];
      continue;
    } else {
      out += symbol_for_people(stretch(" ()0123456789-", false));
    }
    out += raised(stretch("0123456789-", true));
  }
  return out;
}

}  // namespace unweave
