// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/end_captions.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/labels/glyphs.hpp"
#include "core/labels/label_text.hpp"
#include "core/labels/line_text.hpp"
#include "core/labels/number_text.hpp"
#include "core/labels/scale_options.hpp"

namespace unweave {

namespace {

constexpr double kWordGap = 0.6;  // letter heights within a number, as beside a bar
constexpr int kLeastReach = 28;   // pixels beyond an end that are looked at ...
constexpr int kMostReach = 80;
constexpr double kReach = 0.15;     // ... and of the bar's length
constexpr double kFarthest = 1.75;  // letter heights between a bar's end and its number
constexpr double kLineGap = 1.2;    // letter heights between words of a line
constexpr double kAside = 1.8;      // letter heights beside a word in which its line goes on
constexpr int kLeastHeight = 8;     // pixels, of digits: smaller ones are misread alike
constexpr double kSure = 0.8;       // confidence of a reading that counts
// tests/bench/glyphs/captions.py draws bars with numbers of random fonts, 8 to 16 points, half of
// them JPEG of 75 to 92: of 60, both ends were read in 34, and none of these 68 numbers was wrong.
constexpr double kAgreed = 0.998;

/// Where the number beyond an end may stand.
Rect area_beyond(const Raster& raster, const Colorbar& bar, bool at_start) {
  const AxisView axis{bar.vertical};
  const int reach =
      std::clamp(static_cast<int>(kReach * axis.length(bar.rect)), kLeastReach, kMostReach);
  const Rect& o = bar.outer;
  const int aside = bar.vertical ? std::max(2 * reach, 2 * o.width) : o.height;
  const int begin = at_start ? axis.begin(o) - reach : axis.end(o);
  return intersect(axis.rect(begin, axis.near(o) - aside, reach, axis.breadth(o) + 2 * aside),
                   raster.bounds());
}

/// The word nearest to the end that stands over it; null where another one is as near.
const Word* word_at(const std::vector<Word>& words, const Colorbar& bar, bool at_start) {
  const AxisView axis{bar.vertical};
  const auto away = [&](const Word& w) {
    return at_start ? axis.begin(bar.outer) - axis.end(w.box)
                    : axis.begin(w.box) - axis.end(bar.outer);
  };
  const Word* out = nullptr;
  for (const Word& w : words) {
    const int height = w.box.height;
    const bool over = axis.near(w.box) < axis.far(bar.outer) + height &&
                      axis.far(w.box) > axis.near(bar.outer) - height;
    if (!over || away(w) > kFarthest * height) continue;
    if (!out || away(w) < away(*out)) out = &w;
  }
  return out;
}

/// The line of text that a word is in: a word that is a part of it is no number.
struct WholeLine {
  bool alone = false;  ///< nothing but the word is in it
  std::string text{};  ///< what it says; only where asked for
};

/// `beyond`: the side of the bar's end that the word is on. `read`: what is in it beside the word
/// is read as well.
WholeLine line_at(const Raster& raster, const Rect& beyond, const TextReader& reader,
                  const Word& word, const ColorMetric& metric, bool read) {
  const Rect& b = word.box;
  const int aside = static_cast<int>(kAside * b.height), above = b.height / 3;
  const Rect area =
      intersect({b.x - aside, b.y - above, b.width + 2 * aside, b.height + 2 * above}, beyond);
  const InkMap ink = ink_map(raster, area, metric);
  for (const TextLine& line : text_lines(ink, kLineGap)) {
    if (intersect(line.box, word.box).empty()) continue;
    WholeLine out{inside(line.box, grown(b, 1)), {}};
    if (out.alone && !read) return out;
    out.text = read_line(reader, ink, line).text;
    std::erase(out.text, ' ');
    return out;
  }
  return {};
}

/// The number that a word is, if it is read alike as a word, with thicker strokes, and as a line;
/// of glyphs that are sure, and alone in their line, without the latter.
std::optional<std::pair<std::string, double>> number_of(const Raster& raster, const Rect& beyond,
                                                        const TextReader& reader,
                                                        const ColorMetric& metric,
                                                        const InkMap& ink, const Word& word) {
  const Rect inner = grown(ink.area, -1);
  if (shape_of(word).height < kLeastHeight || !inside(word.box, inner)) return std::nullopt;
  const ReadWord first = read_word(reader, ink, word, Alphabet::Numbers);
  if (!first.matches || (!first.by_glyphs && first.confidence < kSure)) return std::nullopt;
  const auto readings = read_number(first.text);
  if (readings.empty() || readings.front().ambiguous) return std::nullopt;
  const WholeLine line = line_at(raster, beyond, reader, word, metric, !first.by_glyphs);
  const auto of_line = read_number(line.text);
  const bool alike = !of_line.empty() && of_line.front().value == readings.front().value;
  if (!alike && !(first.by_glyphs && line.alone)) return std::nullopt;
  InkMap fainter = ink;
  fainter.threshold = ink.threshold * 2 / 3;
  for (const Word& again : find_words(fainter, kWordGap)) {
    if (2 * intersect(again.box, word.box).area() < again.box.area()) continue;
    const ReadWord second = read_word(reader, fainter, again, Alphabet::Any);
    if (second.text == first.text) return std::pair(first.text, readings.front().value);
  }
  return std::nullopt;
}

/// Digits behind the point.
std::size_t decimals(const std::string& text) {
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : text.size() - point - 1;
}

/// Both ends are written in one way, but for a whole number without its zeros.
bool written_alike(const std::string& a, const std::string& b) {
  return decimals(a) == decimals(b) || decimals(a) == 0 || decimals(b) == 0;
}

}  // namespace

std::optional<EndCaptions> read_end_captions(const Raster& raster, const TextReader& reader,
                                             const Colorbar& bar, const ColorMetric& metric) {
  const AxisView axis{bar.vertical};
  EndCaptions out;
  for (const bool at_start : {true, false}) {
    const Rect area = area_beyond(raster, bar, at_start);
    if (area.width < 8 || area.height < 8) return std::nullopt;
    const InkMap ink = ink_map(raster, area, metric);
    const std::vector<Word> words = find_words(ink, kWordGap);
    const Word* word = word_at(words, bar, at_start);
    const Rect all = raster.bounds();
    const Rect beyond = at_start ? axis.with_stretch(all, 0, axis.begin(bar.outer))
                                 : axis.with_stretch(all, axis.end(bar.outer), axis.end(all));
    const auto number = word ? number_of(raster, beyond, reader, metric, ink, *word) : std::nullopt;
    if (raster.stages && word)
      show_stage(raster, "caption", {word->box}, {number ? number->first : "?"});
    if (!number) return std::nullopt;
    out.labels[at_start ? 0 : 1] = {
        number->first, number->second,
        static_cast<double>(at_start ? axis.begin(bar.rect) : axis.end(bar.rect)), 0.0};
  }
  if (out.labels[0].value == out.labels[1].value ||
      !written_alike(out.labels[0].text, out.labels[1].text))
    return std::nullopt;
  out.probability = kAgreed * kAgreed;
  return out;
}

bool take_end_captions(const Raster& raster, const TextReader& reader, const ColorMetric& metric,
                       Colorbar& bar) {
  auto captions = read_end_captions(raster, reader, bar, metric);
  if (!captions || captions->probability < ScaleOptions{}.claim) return false;
  auto& [first, last] = captions->labels;
  turn_colorbar(bar, end_of(bar.vertical, first.value < last.value), BarEndSource::Ticks);
  bar.ticks = {first, last};
  if (first.value > last.value) std::reverse(bar.ticks.begin(), bar.ticks.end());
  bar.range = ValueRange{bar.ticks[0].value, bar.ticks[1].value, Scale::Linear, RangeSource::Ticks};
  bar.verdict = {captions->probability, {}, {}};
  return true;
}

}  // namespace unweave
