// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/name_text.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "core/labels/page_words.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

/// Gaps between a line's letters that are as wide as a space, and those of them in which a line is
/// drawn under the letters' feet: underscores, which are no letters to who looks for words.
struct Gaps {
  std::ptrdiff_t wide = 0, underscores = 0;
};

Gaps gaps_in(const InkMap& ink, const TextLine& line) {
  constexpr double kSpace = 0.35, kDepth = 0.4, kInked = 0.6;  // letter heights; share of columns
  std::vector<int> bottoms;
  for (const Rect& glyph : line.glyphs) bottoms.push_back(glyph.bottom());
  const int base = median(bottoms), below = base + static_cast<int>(kDepth * line.height) + 1;
  // A thin line is paler than letters.
  const auto inked_below = [&](int x) {
    for (int y = base; y <= below; ++y)
      if (2 * ink.at(x, y) >= ink.threshold) return true;
    return false;
  };
  Gaps gaps;
  for (std::size_t i = 1; i < line.glyphs.size(); ++i) {
    const int from = line.glyphs[i - 1].right(), to = line.glyphs[i].x;
    if (to - from < kSpace * line.height) continue;
    int inked = 0;
    for (int x = from; x < to; ++x) inked += inked_below(x);
    ++gaps.wide;
    gaps.underscores += inked >= kInked * (to - from);
  }
  return gaps;
}

}  // namespace

Reading read_name(const TextReader& reader, const InkMap& ink, const TextLine& line) {
  if (auto said = page_line(ink, line)) return *std::move(said);
  Reading name = read_line(reader, ink, line);
  if (line.glyphs.size() <= kShortLine) {
    Reading repeatedly = read_short(reader, ink, line);
    return repeatedly.confidence >= name.confidence ? repeatedly : name;
  }
  const auto spaces = std::ranges::count(name.text, ' ');
  if (spaces == 0) return name;
  const Gaps gaps = gaps_in(ink, line);
  if (gaps.wide == 0) std::erase(name.text, ' ');
  if (spaces == gaps.underscores) std::ranges::replace(name.text, ' ', '_');
  return name;
}

}  // namespace unweave
