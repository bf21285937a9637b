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
#include "core/labels/overlay_ink.hpp"
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
// them JPEG of 75 to 92: of 300, both ends were read in 247, and none of these 494 numbers was
// wrong; of 200 on a field, in 34.
constexpr double kAgreed = 0.998;

/// What of an area is free of the boxes beside the bar, whose borders would be read as letters.
Rect beside_boxes(Rect area, const Colorbar& bar, const std::vector<PlotBox>& boxes) {
  constexpr int kRim = 2;  // pixels of a box's border that are blended or smeared
  for (const PlotBox& b : boxes) {
    const Rect box = grown(b.outer, kRim);
    if (!intersect(b.outer, bar.outer).empty() || intersect(box, area).empty()) continue;
    if (b.outer.right() <= bar.outer.x && box.right() > area.x) {
      area.width -= box.right() - area.x;
      area.x = box.right();
    } else if (b.outer.x >= bar.outer.right()) {
      area.width = box.x - area.x;
    } else if (b.outer.bottom() <= bar.outer.y) {
      area.height -= box.bottom() - area.y;
      area.y = box.bottom();
    } else {
      area.height = box.y - area.y;
    }
    if (area.width <= 0 || area.height <= 0) return {};
  }
  return area;
}

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

/// How letters are told from what is around them.
enum class Seen { OnPaper, White };

/// The line of text that a word is in: a word that is a part of it is no number.
struct WholeLine {
  bool alone = false;  ///< nothing but the word is in it
  std::string text{};  ///< what it says
};

/// Reads the number beyond one end of a bar.
class CaptionReader {
 public:
  CaptionReader(const Raster& raster, const TextReader& reader, const ColorMetric& metric,
                const Colorbar& bar, const std::vector<PlotBox>& boxes)
      : raster_(raster), reader_(reader), metric_(metric), bar_(bar), boxes_(boxes) {}

  std::optional<std::pair<std::string, double>> read(bool at_start) const {
    const Rect area = beside_boxes(area_beyond(raster_, bar_, at_start), bar_, boxes_);
    if (area.width < 8 || area.height < 8) return std::nullopt;
    // White letters on a field have dark outlines, which would be read with them.
    if (on_field())
      if (const auto white = read_in(area, Seen::White, at_start)) return white->number;
    const auto number = read_in(area, Seen::OnPaper, at_start);
    return number ? number->number : std::nullopt;
  }

 private:
  using Number = std::optional<std::pair<std::string, double>>;
  struct Caption {
    Number number;  ///< what the word at the end says, if it says one
  };

  /// nullopt where there is no word at the end.
  std::optional<Caption> read_in(const Rect& area, Seen seen, bool at_start) const {
    const InkMap ink = ink_of(area, seen);
    const std::vector<Word> words = find_words(ink, kWordGap);
    const Word* word = word_at(words, bar_, at_start);
    if (!word) return std::nullopt;
    const Caption out{number_of(ink, seen, *word, at_start)};
    if (raster_.stages)
      show_stage(raster_, "caption", {word->box}, {out.number ? out.number->first : "?"});
    return out;
  }

  /// True if the bar lies on a field and not on paper.
  bool on_field() const {
    return boxes_.empty() || std::any_of(boxes_.begin(), boxes_.end(), [&](const PlotBox& b) {
             return intersect(bar_.outer, b.rect) == bar_.outer;
           });
  }

  InkMap ink_of(const Rect& area, Seen seen) const {
    return seen == Seen::OnPaper ? ink_map(raster_, area, metric_) : overlay_ink(raster_, area);
  }

  /// The line at a word, without what lies beside the bar.
  WholeLine line_at(const Word& word, Seen seen, bool at_start) const {
    const AxisView axis{bar_.vertical};
    const Rect all = raster_.bounds();
    const Rect beyond = at_start ? axis.with_stretch(all, 0, axis.begin(bar_.outer))
                                 : axis.with_stretch(all, axis.end(bar_.outer), axis.end(all));
    const Rect& b = word.box;
    const int aside = static_cast<int>(kAside * b.height), above = b.height / 3;
    const Rect around{b.x - aside, b.y - above, b.width + 2 * aside, b.height + 2 * above};
    const Rect area = beside_boxes(intersect(around, beyond), bar_, boxes_);
    if (area.empty()) return {};
    const InkMap ink = ink_of(area, seen);
    for (const TextLine& line : text_lines(ink, kLineGap)) {
      if (intersect(line.box, b).empty()) continue;
      WholeLine out{inside(line.box, grown(b, 1)), read_line(reader_, ink, line).text};
      std::erase(out.text, ' ');
      return out;
    }
    return {};
  }

  /// The number that a word is, if it is read alike as a word, with thicker strokes, and as a line;
  /// of glyphs on paper that are sure, and alone in their line, which says no other number, without
  /// the latter.
  Number number_of(const InkMap& ink, Seen seen, const Word& word, bool at_start) const {
    const Rect inner = grown(ink.area, -1);
    if (shape_of(word).height < kLeastHeight || !inside(word.box, inner)) return std::nullopt;
    const ReadWord first = read_word(reader_, ink, word, Alphabet::Numbers);
    if (!first.matches || (!first.by_glyphs && first.confidence < kSure)) return std::nullopt;
    const auto readings = read_number(first.text);
    if (readings.empty() || readings.front().ambiguous) return std::nullopt;
    const WholeLine line = line_at(word, seen, at_start);
    const auto of_line = read_number(line.text);
    const bool alike = !of_line.empty() && of_line.front().value == readings.front().value;
    // Outlines and what shines through between the strokes change letters that lie on a field.
    const bool enough = first.by_glyphs && line.alone && of_line.empty() && seen == Seen::OnPaper;
    if (!alike && !enough) return std::nullopt;
    InkMap fainter = ink;
    fainter.threshold = ink.threshold * 2 / 3;
    for (const Word& again : find_words(fainter, kWordGap)) {
      if (2 * intersect(again.box, word.box).area() < again.box.area()) continue;
      const ReadWord second = read_word(reader_, fainter, again, Alphabet::Any);
      if (second.text == first.text) return std::pair(first.text, readings.front().value);
    }
    return std::nullopt;
  }

  const Raster& raster_;
  const TextReader& reader_;
  const ColorMetric& metric_;
  const Colorbar& bar_;
  const std::vector<PlotBox>& boxes_;
};

/// Digits behind the point.
std::size_t decimals(const std::string& text) {
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : text.size() - point - 1;
}

/// Both ends are written in one way: a number without the other's decimals may have lost its point,
/// unless it is zero.
bool written_alike(const std::string& a, const std::string& b) {
  return decimals(a) == decimals(b) || a == "0" || b == "0";
}

}  // namespace

std::optional<EndCaptions> read_end_captions(const Raster& raster, const TextReader& reader,
                                             const Colorbar& bar, const std::vector<PlotBox>& boxes,
                                             const ColorMetric& metric) {
  const AxisView axis{bar.vertical};
  const CaptionReader captions(raster, reader, metric, bar, boxes);
  EndCaptions out;
  for (const bool at_start : {true, false}) {
    const auto number = captions.read(at_start);
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

bool take_end_captions(const Raster& raster, const TextReader& reader,
                       const std::vector<PlotBox>& boxes, const ColorMetric& metric,
                       Colorbar& bar) {
  auto captions = read_end_captions(raster, reader, bar, boxes, metric);
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
