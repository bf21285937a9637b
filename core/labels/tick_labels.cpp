// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/tick_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "core/labels/date_text.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/label_column.hpp"
#include "core/labels/label_text.hpp"
#include "core/labels/label_units.hpp"
#include "core/labels/letter_gaps.hpp"
#include "core/labels/mended_labels.hpp"
#include "core/labels/number_text.hpp"
#include "core/labels/page_words.hpp"
#include "core/labels/side_offset.hpp"

namespace unweave {

namespace {

/// True if some mark is near any place whatever: none tells anything then.
bool everywhere(const std::vector<double>& marks, double reach) {
  if (marks.size() < 2) return false;
  const auto [lo, hi] = std::minmax_element(marks.begin(), marks.end());
  return (*hi - *lo) / static_cast<double>(marks.size() - 1) < 2 * reach;
}

/// True if the mark may be the word's minus sign, right where one would stand: programs leave more
/// room between a tick mark and its label than between a sign and its digits.
bool may_be_minus(const Tick& tick, const Word& word, const WordShape& shape, const LabelledSide& s,
                  const Rect& area) {
  constexpr double kGap = 0.3, kShort = 0.35, kLong = 1.0, kOff = 0.25;  // of the letters' height
  if (!s.vertical || !s.far_side || shape.minus) return false;
  const double height = shape.height, middle = word.box.y + 0.5 * word.box.height;
  const double gap = word.box.x - area.x - tick.reach;
  return gap <= kGap * height && tick.length >= kShort * height && tick.length <= kLong * height &&
         std::abs(tick.position - middle) <= kOff * height;
}

/// Puts a label where its word's value is: at the mark nearest to its middle, if one is near; at a
/// major tick rather than at a minor one.
void place(AxisLabel& label, const Word& word, const LabelledSide& s,
           const std::vector<Tick>& ticks, const std::vector<double>& major, const Rect& area) {
  const WordShape shape = shape_of(word);
  const Rect& b = shape.base_box.empty() ? word.box : shape.base_box;
  const double middle = s.vertical ? b.y + 0.5 * b.height : word.box.x + 0.5 * word.box.width;
  const double reach =
      s.vertical ? std::max(3.0, 0.6 * shape.height) : std::max(3.0, 0.75 * shape.height);
  double least = reach;
  label.position = middle;
  label.marked = false;
  const bool no_marks = everywhere(s.marks, reach);
  std::vector<double> all;
  for (const Tick& t : ticks) {
    all.push_back(t.position);
    if (!may_be_minus(t, word, shape, s, area)) continue;
    label.dash_mark = true;
    label.free_mark = !t.attached;
  }
  for (const std::vector<double>* list :
       {&major, static_cast<const std::vector<double>*>(&all), &s.marks}) {
    if ((list == &s.marks && no_marks) || (list == &all && label.marked)) continue;
    for (const double t : *list)
      if (std::abs(t - middle) < least) {
        least = std::abs(t - middle);
        label.position = t;
        label.marked = true;
      }
  }
  label.tolerance = label.marked ? 1.6 : std::max(2.0, 0.2 * shape.height);
  label.height = shape.height;
}

/// Reads doubtful words again with fainter pixels as ink: points and dashes come out, but letters
/// may touch.
void retry_fainter(const TextReader& reader, const InkMap& ink, std::vector<Word>& words,
                   std::vector<ReadWord>& reads) {
  InkMap fainter;
  std::vector<Word> others;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (reads[i].matches && reads[i].confidence > 0.6) continue;
    if (others.empty()) {
      fainter = ink;
      fainter.threshold = ink.threshold * 2 / 3;
      others = find_words(fainter, 0.6);
    }
    for (const Word& other : others) {
      const Rect both = intersect(other.box, words[i].box);
      if (2 * both.area() < other.box.area()) continue;
      const ReadWord again = read_word(reader, fainter, other, Alphabet::Numbers);
      if (again.matches < reads[i].matches || again.confidence <= reads[i].confidence) continue;
      reads[i] = again;
      words[i] = other;
    }
  }
}

std::vector<AxisLabel> read_labels(const TextReader& reader, const InkMap& ink,
                                   std::vector<Word> words, const LabelledSide& s,
                                   const std::vector<Tick>& ticks) {
  std::vector<ReadWord> reads = read_words(reader, ink, words);
  retry_fainter(reader, ink, words, reads);
  const std::vector<double> major = major_ticks(ticks);
  std::vector<AxisLabel> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    AxisLabel label;
    label.text = reads[i].text;
    label.confidence = reads[i].confidence;
    place(label, words[i], s, ticks, major, ink.area);
    label.readings = read_number(label.text);
    if (label.readings.empty()) label.readings = read_clock(label.text);
    label.gaps = letter_gaps(ink, words[i], label.text);
    out.push_back(std::move(label));
  }
  mend_degrees(out);
  settle_suffixes(out);
  unwrap_degrees(out);
  doubt_dashes(out);
  return out;
}

/// What the labels are weighed with.
ScaleSide scale_side(const LabelledSide& s, const SideReading& reading) {
  constexpr double kAtEdge = 4;  // pixels
  const AxisView axis{s.vertical};
  ScaleSide out{reading.ticks, static_cast<double>(axis.begin(s.rect)),
                static_cast<double>(axis.end(s.rect)), false, s.rise};
  const auto at_edge = [&](const AxisLabel& l) {
    return std::any_of(s.edges.begin(), s.edges.end(),
                       [&](double e) { return std::abs(e - l.position) <= kAtEdge; });
  };
  const auto numbers = std::count_if(reading.labels.begin(), reading.labels.end(),
                                     [](const AxisLabel& l) { return !l.readings.empty(); });
  const auto at_edges = std::count_if(reading.labels.begin(), reading.labels.end(), at_edge);
  out.stepped = s.edges.size() >= 2 && at_edges >= static_cast<long>(s.edges.size()) &&
                numbers <= at_edges + 2;
  return out;
}

/// What may be minus signs stays that where the marks are not looked for.
void keep_dash_marks(const SideReading& before, SideReading& reading, const LabelledSide& s) {
  constexpr double kSamePlace = 3;  // pixels
  bool any = false;
  for (AxisLabel& l : reading.labels)
    for (const AxisLabel& b : before.labels) {
      const bool here = b.dash_mark && std::abs(b.position - l.position) <= kSamePlace;
      if (!here || l.text.starts_with("-")) continue;
      l.dash_mark = l.marked = any = true;
      l.free_mark = b.free_mark;
    }
  if (any) reading.fit = fit_axis(reading.labels, scale_side(s, reading));
}

/// What stands behind the words of a column: units, or the numbers, where the column is a letter
/// in front of each ("M 0.8").
void take_followers(const TextReader& reader, const InkMap& ink, const std::vector<Word>& all,
                    const LabelledSide& s, const std::vector<Tick>& ticks, std::vector<Word>& words,
                    SideReading& side) {
  std::vector<const Word*> behind = followers(words, all);
  const bool numbers = std::any_of(side.labels.begin(), side.labels.end(),
                                   [](const AxisLabel& l) { return !l.readings.empty(); });
  if (!numbers && std::find(behind.begin(), behind.end(), nullptr) == behind.end()) {
    std::vector<Word> next;
    for (const Word* w : behind) next.push_back(*w);
    words = std::move(next);
    side.labels = read_labels(reader, ink, words, s, ticks);
    return;
  }
  side.unit = take_units(reader, ink, behind, side.labels);
  if (side.unit.empty()) {
    const FactorsBehind factors = take_factors(reader, ink, behind, side.labels);
    side.unclear_offset = factors.unclear;
    if (!factors.taken) return;
  }
  // Units and factors are no labels.
  for (std::size_t i = words.size(); i-- > 0;) {
    const bool unit = std::any_of(behind.begin(), behind.end(),
                                  [&](const Word* w) { return w && w->box == words[i].box; });
    if (!unit) continue;
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
    side.labels.erase(side.labels.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

/// Takes out words that are known from the picture's file to be no numbers, as those of titles,
/// where there are enough others.
void drop_texts(const InkMap& ink, std::vector<Word>& words) {
  constexpr std::size_t kLeast = 2;  // labels that a scale needs
  std::vector<Word> numbers;
  for (const Word& word : words) {
    const auto said = page_word(ink, word);
    if (!said || !read_number(said->text).empty()) numbers.push_back(word);
  }
  if (numbers.size() >= kLeast) words = std::move(numbers);
}

/// Hands out the tick marks and the words beside a side.
void show_side(const Raster& raster, const LabelledSide& s, const std::vector<Word>& words,
               const SideReading& side) {
  if (!raster.stages) return;
  constexpr int kTickLength = 6;  // as drawn
  std::vector<Rect> marks, boxes;
  std::vector<std::string> texts;
  for (const double t : side.ticks) {
    const int at = static_cast<int>(t);
    marks.push_back(
        s.vertical
            ? Rect{s.far_side ? s.outer.right() : s.outer.x - kTickLength, at, kTickLength, 1}
            : Rect{at, s.far_side ? s.outer.bottom() : s.outer.y - kTickLength, 1, kTickLength});
  }
  for (const Word& word : words) boxes.push_back(word.box);
  for (const AxisLabel& label : side.labels) texts.push_back(label.text);
  show_stage(raster, "ticks", marks);
  show_stage(raster, "words", boxes, texts);
}

/// True for a part of a word beyond an end of the side: it goes on toward the other side, where the
/// area of the labels does not reach. Numbers above and below a thermal camera's bar are such.
bool is_cut(const Raster& raster, const InkMap& ink, const Word& word, const LabelledSide& s) {
  const AxisView axis{s.vertical};
  const Rect& b = word.box;
  if (axis.begin(b) < axis.end(s.rect) && axis.end(b) > axis.begin(s.rect)) return false;
  const int reach = s.vertical ? b.height : std::max(2, b.height / 4);
  const int at = s.far_side ? axis.near(b) - reach : axis.far(b);
  const Rect before =
      intersect(axis.rect(axis.begin(b), at, axis.length(b), reach), raster.bounds());
  for (int y = before.y; y < before.bottom(); ++y)
    for (int x = before.x; x < before.right(); ++x)
      if (!ink.area.contains(x, y) &&
          channel_difference(ink.paper.data(), raster.at(x, y)) >= ink.threshold)
        return true;
  return false;
}

/// Without what stands at the side's end for all labels.
SideReading read_upright(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                         const ColorMetric& metric, bool with_ticks = true) {
  SideReading out;
  const Rect area = label_area(raster.bounds(), s);
  if (area.width < 4 || area.height < 4) return out;
  InkMap ink = ink_map(raster, area, metric);
  const int thick = std::max(4, raster.width / 250);
  std::vector<Tick> ticks;
  if (with_ticks) ticks = take_ticks(ink, s, thick, std::max(14, raster.width / 40));
  for (const Tick& t : ticks) out.ticks.push_back(t.position);
  std::vector<Word> words = find_words(ink, 0.5);
  std::erase_if(words, [&](const Word& w) { return belongs_elsewhere(w, s); });
  if (!ink.letters.empty()) drop_texts(ink, words);
  const std::vector<Word> all = with_thousands(reader, ink, s, std::move(words));
  words = nearest_words(all, s, ink.area, out.ticks);
  if (words.size() < 2 || words.size() > 40) return out;
  out.labels = read_labels(reader, ink, words, s, ticks);
  take_followers(reader, ink, all, s, ticks, words, out);
  // What is left of a word that is cut stands there, but is no number.
  for (std::size_t i = 0; i < words.size(); ++i)
    if (is_cut(raster, ink, words[i], s)) out.labels[i].readings.clear();
  show_side(raster, s, words, out);
  out.fit = fit_axis(out.labels, scale_side(s, out));
  out.words = std::move(words);
  return out;
}

/// The picture turned clockwise by 90 degrees: text that runs upward becomes upright.
Raster turned_clockwise(const Raster& raster) {
  Raster out;
  out.width = raster.height;
  out.height = raster.width;
  out.rgb.resize(raster.rgb.size());
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x)
      std::memcpy(out.rgb.data() + 3 * (static_cast<std::size_t>(y) * out.width + x),
                  raster.at(y, raster.height - 1 - x), 3);
  if (raster.text) {
    auto text = std::make_shared<PageText>();
    for (const Letter& letter : raster.text->letters)
      text->letters.push_back(turned(letter, raster.width, raster.height, true));
    out.text = std::move(text);
  }
  return out;
}

Rect turned(const Rect& r, int height) { return {height - r.bottom(), r.x, r.height, r.width}; }

/// The way back: of a word of the turned picture, where it stands in the upright one.
Word turned_back(Word word, int height) {
  const auto back = [height](const Rect& r) {
    return Rect{r.y, height - r.right(), r.height, r.width};
  };
  word.box = back(word.box);
  for (Rect& glyph : word.glyphs) glyph = back(glyph);
  return word;
}

/// Turns what is seen in a turned picture back.
class TurnedLog final : public StageLog {
 public:
  TurnedLog(StageLog& upright, const Raster& raster) : upright_(upright), raster_(raster) {}

  void show(const StagePicture& picture) override {
    StagePicture back = picture;
    for (StageMark& mark : back.marks) {
      const Rect& r = mark.rect;
      mark.rect = raster_.to_picture({r.y, raster_.height - r.right(), r.height, r.width});
    }
    upright_.show(back);
  }

 private:
  StageLog& upright_;
  const Raster& raster_;
};

/// Reads labels that run upward.
SideReading read_turned(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                        const ColorMetric& metric) {
  LabelledSide lying = side;
  lying.rect = turned(side.rect, raster.height);
  lying.outer = turned(side.outer, raster.height);
  if (lying.within) lying.within = turned(*side.within, raster.height);
  lying.vertical = !side.vertical;
  for (Rect& o : lying.obstacles) o = turned(o, raster.height);
  Raster upright = turned_clockwise(raster);
  std::optional<TurnedLog> log;
  if (raster.stages) upright.stages = &log.emplace(*raster.stages, raster);
  const auto upright_words = [&](SideReading reading) {
    for (Word& word : reading.words) word = turned_back(std::move(word), raster.height);
    return reading;
  };
  if (!side.vertical) {  // places along x stay, and the lower side becomes the left one
    lying.far_side = !side.far_side;
    return upright_words(read_upright(upright, reader, lying, metric));
  }
  lying.rise = -side.rise;
  for (double& m : lying.marks) m = raster.height - m;
  SideReading out = upright_words(read_upright(upright, reader, lying, metric));
  for (AxisLabel& l : out.labels) l.position = raster.height - l.position;
  for (double& t : out.ticks) t = raster.height - t;
  const auto mirror = [&](AxisFit& fit) { fit = mirrored(fit, raster.height); };
  if (out.fit.fit) mirror(*out.fit.fit);
  for (ScaleRival& r : out.fit.rivals) mirror(r.fit);
  return out;
}

}  // namespace

std::size_t sure_numbers(const SideReading& reading) {
  constexpr double kSure = 0.8;
  return static_cast<std::size_t>(std::count_if(
      reading.labels.begin(), reading.labels.end(),
      [](const AxisLabel& l) { return !l.readings.empty() && l.confidence >= kSure; }));
}

namespace {

SideReading read_labelled(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                          const ColorMetric& metric) {
  SideReading out = read_upright(raster, reader, side, metric);
  if (out.fit.outcome == FitOutcome::Fitted) return out;
  // Numbers that all but touch a bar without ticks: their rims were taken for ticks.
  LabelledSide close = side;
  const Rect& r = side.rect;
  close.outer = intersect(side.outer, side.vertical ? Rect{r.x - 1, r.y, r.width + 2, r.height}
                                                    : Rect{r.x, r.y - 1, r.width, r.height + 2});
  SideReading untouched = read_upright(raster, reader, close, metric, false);
  keep_dash_marks(out, untouched, side);
  if (untouched.fit.outcome == FitOutcome::Fitted) return untouched;
  if (sure_numbers(out) >= 2) return out;  // upright numbers were there to be read
  SideReading second = read_turned(raster, reader, side, metric);
  return second.fit.outcome == FitOutcome::Fitted ? second : out;
}

}  // namespace

SideReading read_side(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                      const ColorMetric& metric) {
  SideReading out = read_labelled(raster, reader, side, metric);
  // Programs turn labels, but not what stands for all of them.
  take_offset(raster, reader, side, metric, out);
  return out;
}

}  // namespace unweave
