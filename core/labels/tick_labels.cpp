// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/tick_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>

#include "core/labels/axis_offset.hpp"
#include "core/labels/glyphs.hpp"
#include "core/labels/label_text.hpp"

namespace unweave {

namespace {

/// Extent of a word away from the side, and along it.
struct Placed {
  Word word;
  int near = 0, far = 0;  // distance of its two ends from the side
  double along = 0;       // its middle
  int size = 0;           // its extent along the side
};

std::vector<Placed> placed(const std::vector<Word>& words, const LabelledSide& s,
                           const Rect& area) {
  std::vector<Placed> out;
  for (const Word& w : words) {
    Placed p{w, 0, 0, 0, 0};
    if (s.vertical) {
      p.near = s.far_side ? w.box.x - area.x : area.right() - w.box.right();
      p.far = p.near + w.box.width;
      p.along = w.box.y + 0.5 * w.box.height;
      p.size = w.box.height;
    } else {
      p.near = s.far_side ? w.box.y - area.y : area.bottom() - w.box.bottom();
      p.far = p.near + w.box.height;
      p.along = w.box.x + 0.5 * w.box.width;
      p.size = w.box.width;
    }
    out.push_back(std::move(p));
  }
  std::sort(out.begin(), out.end(), [](const Placed& a, const Placed& b) {
    return std::pair(a.near, a.along) < std::pair(b.near, b.along);
  });
  return out;
}

/// How much a column of words looks like one of labels: words that stand at marks count double;
/// words as close as the letters of a title that runs along the side do not count.
double label_score(std::vector<Placed> column, const std::vector<double>& marks) {
  std::sort(column.begin(), column.end(),
            [](const Placed& a, const Placed& b) { return a.along < b.along; });
  double score = 0;
  int tight = 0;
  for (std::size_t i = 0; i < column.size(); ++i) {
    const Placed& p = column[i];
    const bool marked = std::any_of(marks.begin(), marks.end(), [&](double m) {
      return std::abs(m - p.along) <= std::max(2.0, 0.3 * p.size);
    });
    score += marked ? 2 : 1;
    if (i == 0) continue;
    const double gap = p.along - column[i - 1].along - 0.5 * (p.size + column[i - 1].size);
    tight += gap < 0.3 * std::min(p.size, column[i - 1].size);
  }
  return 2 * tight > static_cast<int>(column.size()) - 1 ? 0.2 * score : score;
}

/// The words of the column (row) of labels: of those that look like one, the nearest to the side.
std::vector<Word> nearest_words(const std::vector<Word>& words, const LabelledSide& s,
                                const Rect& area, const std::vector<double>& ticks) {
  std::vector<double> marks = ticks;
  marks.insert(marks.end(), s.marks.begin(), s.marks.end());
  const std::vector<Placed> all = placed(words, s, area);
  double best = 0;
  std::vector<Placed> chosen;
  for (const Placed& seed : all) {
    std::vector<Placed> column;
    for (const Placed& p : all)
      if (std::min(p.far, seed.far) - std::max(p.near, seed.near) >
          0.3 * std::min(p.far - p.near, seed.far - seed.near))
        column.push_back(p);
    // Titles and the next plot's labels are farther out: they have to be clearly better.
    const double score = label_score(column, marks);
    if (score <= (chosen.empty() ? 0 : 1.5 * best) &&
        !(score > best && seed.near <= chosen.front().far))
      continue;
    best = score;
    chosen = std::move(column);
  }
  std::vector<Word> out;
  for (const Placed& p : chosen) out.push_back(p.word);
  return out;
}

/// True if some mark is near any place whatever: none tells anything then.
bool everywhere(const std::vector<double>& marks, double reach) {
  if (marks.size() < 2) return false;
  const auto [lo, hi] = std::minmax_element(marks.begin(), marks.end());
  return (*hi - *lo) / static_cast<double>(marks.size() - 1) < 2 * reach;
}

/// Puts a label where its word's value is: at the mark nearest to its middle, if one is near; at a
/// major tick rather than at a minor one.
void place(AxisLabel& label, const Word& word, const LabelledSide& s,
           const std::vector<double>& ticks, const std::vector<double>& major) {
  const WordShape shape = shape_of(word);
  const Rect& b = shape.base_box.empty() ? word.box : shape.base_box;
  const double middle = s.vertical ? b.y + 0.5 * b.height : word.box.x + 0.5 * word.box.width;
  const double reach =
      s.vertical ? std::max(3.0, 0.6 * shape.height) : std::max(3.0, 0.75 * shape.height);
  double least = reach;
  label.position = middle;
  label.marked = false;
  const bool no_marks = everywhere(s.marks, reach);
  for (const std::vector<double>* list : {&major, &ticks, &s.marks}) {
    if ((list == &s.marks && no_marks) || (list == &ticks && label.marked)) continue;
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
                                   const std::vector<double>& ticks,
                                   const std::vector<double>& major) {
  std::vector<ReadWord> reads = read_words(reader, ink, words);
  retry_fainter(reader, ink, words, reads);
  std::vector<AxisLabel> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    AxisLabel label;
    label.text = reads[i].text;
    label.confidence = reads[i].confidence;
    place(label, words[i], s, ticks, major);
    label.readings = read_number(label.text);
    out.push_back(std::move(label));
  }
  return out;
}

void multiply(SideReading& side, double by) {
  side.multiplier = by;
  for (AxisLabel& l : side.labels)
    for (NumberReading& r : l.readings) {
      r.value *= by;
      r.precision *= by;
    }
  side.fit = fit_axis(side.labels);
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
  words = nearest_words(words, s, ink.area, out.ticks);
  if (words.size() < 2 || words.size() > 40) return out;
  out.labels = read_labels(reader, ink, words, s, out.ticks, major_ticks(ticks));
  show_side(raster, s, words, out);
  out.fit = fit_axis(out.labels);
  if (out.fit.outcome != FitOutcome::Fitted) return out;
  const Offset offset = find_offset(raster, reader, s, words, metric);
  out.unclear_offset = offset.unclear;
  if (offset.multiplier > 0) multiply(out, offset.multiplier);
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
  return out;
}

Rect turned(const Rect& r, int height) { return {height - r.bottom(), r.x, r.height, r.width}; }

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
  if (!side.vertical) {  // places along x stay, and the lower side becomes the left one
    lying.far_side = !side.far_side;
    return read_upright(upright, reader, lying, metric);
  }
  for (double& m : lying.marks) m = raster.height - m;
  SideReading out = read_upright(upright, reader, lying, metric);
  for (AxisLabel& l : out.labels) l.position = raster.height - l.position;
  for (double& t : out.ticks) t = raster.height - t;
  if (out.fit.outcome == FitOutcome::Fitted) out.fit = fit_axis(out.labels);
  return out;
}

}  // namespace

SideReading read_side(const Raster& raster, const TextReader& reader, const LabelledSide& side,
                      const ColorMetric& metric) {
  SideReading out = read_upright(raster, reader, side, metric);
  if (out.fit.outcome == FitOutcome::Fitted) return out;
  // Numbers that all but touch a bar without ticks: their rims were taken for ticks.
  LabelledSide close = side;
  const Rect& r = side.rect;
  close.outer = intersect(side.outer, side.vertical ? Rect{r.x - 1, r.y, r.width + 2, r.height}
                                                    : Rect{r.x, r.y - 1, r.width, r.height + 2});
  SideReading untouched = read_upright(raster, reader, close, metric, false);
  if (untouched.fit.outcome == FitOutcome::Fitted) return untouched;
  SideReading second = read_turned(raster, reader, side, metric);
  return second.fit.outcome == FitOutcome::Fitted ? second : out;
}

}  // namespace unweave
