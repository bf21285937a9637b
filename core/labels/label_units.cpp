// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/label_units.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "core/labels/label_text.hpp"
#include "core/labels/number_text.hpp"
#include "core/labels/units.hpp"

namespace unweave {

namespace {

constexpr double kSpace = 1.0;     // of the letters' height: at most between number and unit
constexpr double kSameLine = 0.5;  // of the lower word: that much stands beside the other one

bool in_line(const Rect& a, const Rect& b) {
  const int both = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
  return both >= kSameLine * std::min(a.height, b.height);
}

/// Units that a text may be: small letters and capitals of one shape are told by their size alone.
std::vector<std::string> units_of(const std::string& text) {
  std::vector<std::string> out;
  std::string small = text;
  std::replace(small.begin(), small.end(), 'S', 's');
  for (const std::string& way : {text, small})
    if (const auto unit = parse_unit(way)) out.push_back(unit->cf);
  return out;
}

/// Of each label's units the first that is a factor of `reference`, and that factor; empty where a
/// label has none.
std::vector<double> factors_to(const std::string& reference,
                               const std::vector<std::vector<std::string>>& units) {
  std::vector<double> out;
  for (const std::vector<std::string>& ways : units) {
    std::optional<double> factor;
    if (ways.empty()) factor = 1;  // a zero without a unit
    for (const std::string& unit : ways) {
      if (factor) break;
      factor = unit == reference ? std::optional<double>(1) : unit_factor(unit, reference);
    }
    if (!factor) return {};
    out.push_back(*factor);
  }
  return out;
}

}  // namespace

std::vector<const Word*> followers(const std::vector<Word>& words, const std::vector<Word>& all) {
  std::vector<const Word*> out(words.size(), nullptr);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Rect& a = words[i].box;
    const auto gap = [](const Rect& left, const Rect& right) { return right.x - left.right(); };
    for (const Word& w : all) {
      if (gap(a, w.box) < 0 || !in_line(a, w.box)) continue;
      if (gap(a, w.box) > kSpace * std::max(a.height, w.box.height)) continue;
      const bool alone = std::none_of(all.begin(), all.end(), [&](const Word& next) {
        return in_line(w.box, next.box) && gap(w.box, next.box) >= 0 &&
               gap(w.box, next.box) <= gap(a, w.box);
      });
      if (alone && (!out[i] || w.box.x < out[i]->box.x)) out[i] = &w;
    }
  }
  return out;
}

std::string take_units(const TextReader& reader, const InkMap& ink,
                       const std::vector<const Word*>& behind, std::vector<AxisLabel>& labels) {
  constexpr std::size_t kLeast = 2;  // numbers with a unit
  std::vector<std::vector<std::string>> units(labels.size());
  std::size_t with_unit = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].readings.empty()) continue;
    const NumberReading& number = labels[i].readings.front();
    if (!number.unit.empty() && !number.ambiguous)
      units[i] = {number.unit};
    else if (behind[i])
      units[i] = units_of(read_word(reader, ink, *behind[i], Alphabet::Any).text);
    if (units[i].empty() && number.value != 0) return {};
    with_unit += !units[i].empty();
  }
  if (with_unit < kLeast) return {};
  for (const std::vector<std::string>& ways : units)
    for (const std::string& reference : ways) {
      const std::vector<double> factors = factors_to(reference, units);
      // The smallest unit is the one that all others are multiples of.
      if (factors.empty() || *std::min_element(factors.begin(), factors.end()) < 1) continue;
      for (std::size_t i = 0; i < labels.size(); ++i)
        for (NumberReading& r : labels[i].readings) r = scaled(std::move(r), factors[i]);
      return reference;
    }
  return {};
}

namespace {

/// The readings of a number with the factor behind it; empty if the text is none.
std::vector<NumberReading> with_factor(const AxisLabel& label, const std::string& factor) {
  for (const char* between : {" ", ""}) {
    std::vector<NumberReading> readings = read_number(label.text + between + factor);
    std::erase_if(readings, [&](const NumberReading& r) {
      return !r.unit.empty() || r.value == label.readings.front().value;
    });
    if (!readings.empty()) return readings;
  }
  return {};
}

}  // namespace

FactorsBehind take_factors(const TextReader& reader, const InkMap& ink,
                           const std::vector<const Word*>& behind, std::vector<AxisLabel>& labels) {
  constexpr std::size_t kLeast = 2;  // numbers with a factor
  FactorsBehind out;
  std::vector<std::vector<NumberReading>> readings(labels.size());
  std::size_t taken = 0, missing = 0, letters = 0, bare = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i].readings.empty() || labels[i].readings.front().value == 0) continue;
    if (!behind[i]) {
      ++bare;
      continue;
    }
    const std::string text = read_word(reader, ink, *behind[i], Alphabet::Any).text;
    readings[i] = with_factor(labels[i], text);
    ++(readings[i].empty() ? missing : taken);
    if (behind[i]->glyphs.size() == 1 || resembles_multiplier(text)) {
      ++letters;
      out.unclear = text.empty() ? "?" : text;
    }
  }
  out.taken = taken >= kLeast && missing + bare == 0;
  if (out.taken)
    for (std::size_t i = 0; i < labels.size(); ++i)
      if (!readings[i].empty()) labels[i].readings = std::move(readings[i]);
  // Of a title that runs along the side letters stand behind some numbers only.
  if (out.taken || letters < kLeast || bare > 0) out.unclear.clear();
  return out;
}

}  // namespace unweave
