// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/axis_offset.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/labels/label_text.hpp"
#include "core/labels/number_text.hpp"

namespace unweave {

namespace {

/// Where a multiplier can stand: above a vertical axis; beside the right end of a horizontal one,
/// on the labels' side, and right of it.
std::vector<Rect> multiplier_areas(const LabelledSide& s) {
  const int reach = std::clamp(length_of(s) / 6, 40, 120);
  if (s.vertical)
    return {{s.outer.x - reach, s.rect.y - reach, s.outer.width + 3 * reach, reach - 2}};
  const int side = s.far_side ? s.outer.bottom() + 2 : s.outer.y - 2 - reach;
  return {{s.rect.right() - reach, side, 3 * reach, reach},
          {s.outer.right() + 2, s.outer.y - 4, 2 * reach, s.outer.height + 8}};
}

constexpr double kSureOffset = 0.4;  // confidence; one that is read wrong spoils the whole range
constexpr double kSureDigits = 0.6;  // confidence, of an exponent that is read once more

/// Confidence that a multiplier's last letters, seen alone, are the digits that its text ends with.
double exponent_confidence(const TextReader& reader, const InkMap& ink, const Word& word,
                           const std::string& text) {
  const std::size_t n = text.size() - 1 - text.find_last_not_of("0123456789");
  if (n == 0 || n >= word.glyphs.size()) return 0;
  Word digits{word.glyphs.back(), {word.glyphs.end() - static_cast<int>(n), word.glyphs.end()}};
  for (const Rect& g : digits.glyphs) {
    const int x = std::min(g.x, digits.box.x), y = std::min(g.y, digits.box.y);
    digits.box = {x, y, std::max(g.right(), digits.box.right()) - x,
                  std::max(g.bottom(), digits.box.bottom()) - y};
  }
  const ReadWord again = read_word(reader, ink, digits, Alphabet::Numbers);
  return again.text == text.substr(text.size() - n) ? again.confidence : 0;
}

/// What a word beyond the end of an axis says if it is a multiplier.
struct MultiplierText {
  double factor = 0;  ///< 0: it is none
  bool sure = false;
  bool resembles = false;  ///< it may be one
};

MultiplierText read_offset(const TextReader& reader, const InkMap& ink, const Word& word) {
  ReadWord read = read_word(reader, ink, word, Alphabet::Any);
  // A dot in front stands for "times" and can look like a dash.
  if (read.text.starts_with("-")) read.text.erase(0, 1);
  MultiplierText out;
  out.factor = read_multiplier(read.text);
  if (out.factor == 0) {  // a speck that was taken for a point
    std::erase(read.text, '.');
    out.factor = read_multiplier(read.text);
  }
  // Small print makes readers unsure of the first letters; those of the exponent tell most.
  out.sure = read.confidence >= kSureOffset ||
             (out.factor > 0 && read.matches &&
              exponent_confidence(reader, ink, word, read.text) >= kSureDigits);
  out.resembles = out.factor > 0 || resembles_multiplier(read.text);
  return out;
}

}  // namespace

Offset find_offset(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                   const std::vector<Word>& labels, const ColorMetric& metric) {
  Offset out;
  for (const Rect& area : multiplier_areas(side)) {
    const InkMap ink = ink_map(raster, intersect(area, raster.bounds()), metric);
    for (const Word& word : find_words(ink, 0.65)) {
      const bool label = std::any_of(labels.begin(), labels.end(), [&](const Word& l) {
        return !intersect(l.box, word.box).empty();
      });
      if (label || word.glyphs.size() < 3 || word.glyphs.size() > 8) continue;
      // Above a bar it may well stand over the plot beside it.
      if (!side.vertical && belongs_elsewhere(word, side)) continue;
      const MultiplierText read = read_offset(reader, ink, word);
      if (read.factor > 0 && read.sure)
        out.multiplier = read.factor;
      else if (read.resembles)
        out.unclear = true;
    }
  }
  return out;
}

}  // namespace unweave
