// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/axis_offset.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/labels/label_text.hpp"
#include "core/labels/number_text.hpp"
#include "core/labels/scale_evidence.hpp"

namespace unweave {

namespace {

/// Where a multiplier can stand.
struct OffsetArea {
  Rect rect;         ///< of which the words are read ...
  int reaching = 0;  ///< ... that end beyond this x
};

/// Usual height of the labels' letters; 0 without labels.
int letter_height(const std::vector<Word>& labels) {
  std::vector<int> heights;
  for (const Word& word : labels) heights.push_back(shape_of(word).height);
  if (heights.empty()) return 0;
  std::nth_element(heights.begin(), heights.begin() + heights.size() / 2, heights.end());
  return heights[heights.size() / 2];
}

/// Above a vertical axis, near the side with its labels; beside the right end of a horizontal one,
/// beyond the labels, however far these reach, and right of it.
std::vector<OffsetArea> offset_areas(const LabelledSide& s, const std::vector<Word>& labels) {
  // Of the letters' height: as far from the labels as programs put it (PLplot: 2.5), and as high.
  constexpr int kLines = 5;
  const int height = letter_height(labels);
  const int reach = std::max(std::clamp(length_of(s) / 6, 40, 120), kLines * height);
  if (s.vertical) {
    // Programs begin the text at the left side of a bar, or of the plot whose left side has labels.
    const int inner = reach + std::min(s.outer.width, reach);
    const int x = s.far_side ? s.outer.right() - inner : s.outer.x - 2 * reach;
    // Long ones begin farther left: "+1.013e3" ends where the bar does.
    const int more = 4 * reach;
    return {{{x - more, s.rect.y - reach, more + inner + 2 * reach, reach - 2}, x}};
  }
  int deep = 0;  // from the side to the far end of its labels
  for (const Word& word : labels)
    deep =
        std::max(deep, s.far_side ? word.box.bottom() - s.outer.bottom() : s.outer.y - word.box.y);
  const int depth = std::max(reach, deep + kLines * height);
  const int side = s.far_side ? s.outer.bottom() + 2 : s.outer.y - 2 - depth;
  return {{{s.rect.right() - reach, side, 3 * reach, depth}},
          {{s.outer.right() + 2, s.outer.y - 4, 2 * reach, s.outer.height + 8}}};
}

constexpr double kSureOffset = 0.4;  // confidence; one that is read wrong spoils the whole range
constexpr double kUnreadable = 0.3;  // confidence
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

/// What a word beyond the end of an axis says.
struct OffsetText {
  std::optional<Offset> offset;
  bool sure = false;
  bool resembles = false;  ///< it may be one
  std::string text{};      ///< as it was read
  double confidence = 0;
};

OffsetText read_offset(const TextReader& reader, const InkMap& ink, const Word& word) {
  ReadWord read = read_word(reader, ink, word, Alphabet::Any);
  OffsetText out;
  out.text = read.text;
  out.confidence = read.confidence;
  out.offset = read_offset_text(read.text);
  // A dot in front stands for "times" and can look like a dash; a speck for a point.
  for (const char* drop : {"-", "."}) {
    if (out.offset) break;
    if (*drop == '-' && read.text.starts_with("-")) read.text.erase(0, 1);
    if (*drop == '.') std::erase(read.text, '.');
    out.offset = read_offset_text(read.text);
    if (out.offset && out.offset->addend != 0) out.offset.reset();  // its point means something
  }
  // Small print makes readers unsure of the first letters; those of the exponent tell most.
  out.sure = read.confidence >= kSureOffset ||
             (out.offset && read.matches &&
              exponent_confidence(reader, ink, word, read.text) >= kSureDigits);
  // A number behind a sign that is no label is added, whatever of it was misread.
  const bool signed_number = read.text.size() > 2 && read.text[0] == '+';
  out.resembles = out.offset || signed_number || resembles_multiplier(read.text);
  return out;
}

}  // namespace

std::optional<Offset> read_offset_text(std::string_view text) {
  Offset out;
  std::string_view rest = text;
  // The sign that begins an addend: not the one of an exponent.
  std::size_t at = std::string_view::npos;
  for (std::size_t k = 0; k < text.size() && at == std::string_view::npos; ++k)
    if ((text[k] == '+' || text[k] == '-') &&
        (k == 0 || (text[k - 1] != 'e' && text[k - 1] != 'E' && text[k - 1] != '^')))
      at = k;
  if (at != std::string_view::npos) {
    std::vector<NumberReading> readings = read_number(text.substr(at));
    const bool exponent = text.find_first_of("eE^", at) != std::string_view::npos;
    // Nobody writes points between thousands in front of an exponent.
    if (exponent) std::erase_if(readings, [](const NumberReading& r) { return r.thousands; });
    // "-10" is a label of another axis; programs write "-1e1".
    if (at == 0 && text[at] == '-' && !exponent) return std::nullopt;
    const bool digits = text.find_first_not_of("0123456789.,eE+-^x", at) == std::string_view::npos;
    // "-10^3" may be a dot for "times" in front of a power, or that much less.
    if (readings.size() != 1 || !digits || readings[0].value == 0) return std::nullopt;
    if (text[at] == '-' && read_multiplier(text.substr(at + 1)) > 0) return std::nullopt;
    out.addend = readings[0].value;
    rest = text.substr(0, at);
    if (rest.empty()) return out;
  }
  out.multiplier = read_multiplier(rest);
  if (out.multiplier == 0) return std::nullopt;
  return out;
}

namespace {

/// True for words of 3 to 14 letters, which may touch each other.
bool may_be_offset(const Word& word) {
  constexpr double kThree = 1.3;  // widths of three letters, of their height: "1e7"
  constexpr std::size_t kLeast = 3, kMost = 14;
  return word.glyphs.size() <= kMost &&
         (word.glyphs.size() >= kLeast || word.box.width >= kThree * word.box.height);
}

/// True if a word stands nearer to another plot or bar than to the side and all of its labels.
bool stands_elsewhere(const Word& word, const LabelledSide& side, const std::vector<Word>& labels) {
  if (!belongs_elsewhere(word, side)) return false;
  return std::all_of(labels.begin(), labels.end(), [&](const Word& label) {
    LabelledSide beside = side;
    beside.outer = label.box;
    return belongs_elsewhere(word, beside);
  });
}

/// True for what is as wide as a multiplier and of which next to nothing was read.
bool is_unreadable(const OffsetText& read, const Word& word) {
  constexpr double kWide = 6;  // of its height: titles are longer
  return (read.text.size() < 2 || read.confidence < kUnreadable) && word.glyphs.size() > 1 &&
         word.box.width <= kWide * word.box.height;
}

/// True right where programs put a multiplier: above the first end of a vertical side, below the
/// last label of a horizontal one.
bool is_at_end(const Word& word, const LabelledSide& side, const std::vector<Word>& labels) {
  constexpr int kNear = 2;   // of the letters' height
  constexpr int kApart = 2;  // pixels: a bar's triangle touches it
  const int near = kNear * std::max(letter_height(labels), 1);
  if (side.vertical)
    return std::abs(word.box.x - side.outer.x) <= near &&
           side.outer.y - word.box.bottom() <= near && side.outer.y - word.box.bottom() >= kApart;
  return std::abs(word.box.right() - side.outer.right()) <= near;
}

/// Words that may be an offset, and what they were read as.
struct SeenWords {
  std::vector<Rect> boxes;
  std::vector<std::string> texts;
};

/// Reads all words of an area that may be an offset into `out`.
void read_area(const TextReader& reader, const InkMap& ink, int reaching, const LabelledSide& side,
               const std::vector<Word>& labels, Offset& out, SeenWords& seen) {
  int found = 0;
  for (const Word& word : find_words(ink, 0.65)) {
    const bool label = std::any_of(labels.begin(), labels.end(), [&](const Word& l) {
      return !intersect(l.box, word.box).empty();
    });
    if (label || !may_be_offset(word)) continue;
    if (word.box.right() <= reaching) continue;
    // Above a bar it may well stand over the plot beside it.
    if (!side.vertical && stands_elsewhere(word, side, labels)) continue;
    const OffsetText read = read_offset(reader, ink, word);
    seen.boxes.push_back(word.box);
    seen.texts.push_back(read.text);
    if (read.offset && read.sure) {
      out.multiplier = read.offset->multiplier;
      out.addend = read.offset->addend;
      out.text = read.text;
      out.probability = chance_right(read.confidence, {});
      ++found;
    } else if (read.resembles || (is_unreadable(read, word) && is_at_end(word, side, labels))) {
      out.unclear = read.text.empty() ? "?" : read.text;
    }
  }
  // Several are labels of another axis ("10^-7", "10^-6").
  if (found > 1) out.multiplier = out.addend = 0;
}

}  // namespace

Offset find_offset(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                   const std::vector<Word>& labels, const ColorMetric& metric) {
  constexpr double kFaint = 0.5;  // of the ink's threshold: a minus of a raised exponent is thin
  Offset out;
  SeenWords seen;
  for (const auto& [area, reaching] : offset_areas(side, labels)) {
    InkMap ink = ink_map(raster, intersect(area, raster.bounds()), metric);
    Offset here;
    read_area(reader, ink, reaching, side, labels, here, seen);
    if (here.multiplier > 0 || here.addend != 0) {
      Offset again;
      ink.threshold = static_cast<int>(kFaint * ink.threshold);
      read_area(reader, ink, reaching, side, labels, again, seen);
      if (again.multiplier == 1 / here.multiplier || again.multiplier * here.multiplier == 1)
        here.multiplier = std::min(again.multiplier, here.multiplier);
      // What is read alike in two ways is surer than in either.
      if (again.multiplier == here.multiplier && again.addend == here.addend)
        here.probability = 1 - (1 - here.probability) * (1 - again.probability);
    }
    if (out.unclear.empty()) out.unclear = here.unclear;
    if (here.multiplier > 0 || here.addend != 0) {
      out.multiplier = here.multiplier;
      out.addend = here.addend;
      out.text = here.text;
      out.probability = here.probability;
    }
  }
  show_stage(raster, "offset", seen.boxes, seen.texts);
  return out;
}

}  // namespace unweave
