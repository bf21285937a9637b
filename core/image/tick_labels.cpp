// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/tick_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/image/colorbar_search.hpp"
#include "core/image/glyphs.hpp"
#include "core/image/label_text.hpp"

namespace unweave {

namespace {

int length_of(const LabelledSide& s) { return s.vertical ? s.rect.height : s.rect.width; }

/// The area beside the side in which its labels can stand.
Rect label_area(const Raster& raster, const LabelledSide& s) {
  const int reach = std::max(140, (s.vertical ? raster.width : raster.height) / 5);
  const int pad = std::max(16, length_of(s) / 25);
  Rect r;
  if (s.vertical)
    r = {s.far_side ? s.outer.right() : s.outer.x - reach, s.rect.y - pad, reach,
         s.rect.height + 2 * pad};
  else
    r = {s.rect.x - 2 * pad, s.far_side ? s.outer.bottom() : s.outer.y - reach,
         s.rect.width + 4 * pad, reach};
  r = intersect(r, raster.bounds());
  for (const Rect& o : s.obstacles) {
    const Rect cut = intersect(r, o);
    if (cut.empty()) continue;
    if (s.vertical && s.far_side) {
      r.width = cut.x - r.x;
    } else if (s.vertical) {
      r.width = r.right() - cut.right();
      r.x = cut.right();
    } else if (s.far_side) {
      r.height = cut.y - r.y;
    } else {
      r.height = r.bottom() - cut.bottom();
      r.y = cut.bottom();
    }
    if (r.empty()) return {};
  }
  return r;
}

/// Pixels of the area by distance from the side and place along it.
class SideView {
 public:
  SideView(InkMap& ink, const LabelledSide& s) : ink_(ink), side_(s) {}
  int depth() const { return side_.vertical ? ink_.area.width : ink_.area.height; }
  int first() const { return side_.vertical ? ink_.area.y : ink_.area.x; }
  int end() const { return side_.vertical ? ink_.area.bottom() : ink_.area.right(); }
  int at(int along, int away) const {
    const Rect& a = ink_.area;
    if (side_.vertical) return ink_.at(side_.far_side ? a.x + away : a.right() - 1 - away, along);
    return ink_.at(along, side_.far_side ? a.y + away : a.bottom() - 1 - away);
  }
  bool ink(int along, int away) const { return at(along, away) >= ink_.threshold; }
  void erase(int along, int away) {
    const Rect& a = ink_.area;
    const int depth = side_.far_side ? away : this->depth() - 1 - away;
    const int x = side_.vertical ? a.x + depth : along, y = side_.vertical ? along : a.y + depth;
    if (a.contains(x, y)) ink_.dark[static_cast<std::size_t>(y - a.y) * a.width + (x - a.x)] = 0;
  }

 private:
  InkMap& ink_;
  const LabelledSide& side_;
};

/// Leftovers of the outline: depths at which most of the side is inked.
int outline_depth(const SideView& view, const LabelledSide& s) {
  const int from = s.vertical ? s.rect.y : s.rect.x, n = length_of(s);
  int depth = 0;
  for (int d = 0; d < std::min(8, view.depth()); ++d) {
    int inked = 0;
    for (int k = from; k < from + n; ++k) inked += view.ink(k, d);
    if (inked > 0.6 * n) depth = d + 1;
  }
  return depth;
}

/// How far the run of ink reaches that begins at the side, for each place along it; 0: none.
struct TickRuns {
  std::vector<int> reach;
  std::vector<bool> attached;  // it begins right at the side
};

TickRuns tick_runs(const SideView& view, int start, int most_long) {
  const std::size_t n = std::max(0, view.end() - view.first());
  TickRuns out{std::vector<int>(n), std::vector<bool>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    const int k = view.first() + static_cast<int>(i);
    int d = start;
    while (d < start + 2 && d < view.depth() && !view.ink(k, d)) ++d;
    const int begin = d;
    while (d < view.depth() && d - begin <= most_long && view.ink(k, d)) ++d;
    if (d - begin < 2 || d - begin > most_long) continue;
    out.reach[i] = d;
    out.attached[i] = begin == start;
  }
  return out;
}

/// Middle of a mark over [i, j), with its soft rims: known better than a pixel.
double middle_of(const SideView& view, int start, int depth, int i, int j) {
  double sum = 0, weight = 1e-9;
  for (int k = view.first() + i - 1; k <= view.first() + j; ++k)
    for (int d = start; d < depth; ++d) {
      const double w = view.at(k, d);
      sum += w * (k + 0.5);
      weight += w;
    }
  return sum / weight;
}

/// Marks that stick out from the side: thin runs of ink that begin at it. They are taken out of the
/// ink: a tick beside a number looks like a minus sign. Minor ticks that run into each other hold a
/// longer one, at most.
std::vector<double> take_ticks(SideView& view, int start, int most_thick, int most_long) {
  const TickRuns runs = tick_runs(view, start, most_long);
  const int n = static_cast<int>(runs.reach.size());
  for (int k = view.first(); k < view.end(); ++k)
    for (int d = 0; d < start; ++d) view.erase(k, d);
  std::vector<double> out;
  for (int i = 0; i < n; ++i) {
    if (runs.reach[i] == 0) continue;
    int j = i, longest = 0, shortest = most_long + 8;
    bool attached = true;
    for (; j < n && runs.reach[j] > 0; ++j) {
      longest = std::max(longest, runs.reach[j]);
      shortest = std::min(shortest, runs.reach[j]);
      attached = attached && runs.attached[j];
    }
    if (j - i <= most_thick) {
      out.push_back(middle_of(view, start, longest, i, j));
    } else if (!attached || j - i > 8 * most_thick) {
      i = j;  // a letter that stands near
      continue;
    }
    for (int a = i; j - i > most_thick && a < j; ++a) {
      int b = a;
      while (b < j && 2 * (runs.reach[b] - start) > longest + shortest - 2 * start) ++b;
      if (b > a && b - a <= most_thick) out.push_back(middle_of(view, shortest, longest, a, b));
      a = b;
    }
    for (int k = view.first() + i - 1; k <= view.first() + j; ++k)
      for (int d = 0; d <= longest; ++d) view.erase(k, d);
    i = j;
  }
  return out;
}

/// True if a word stands nearer to another plot or bar than to the side: it is that one's label.
bool belongs_elsewhere(const Word& word, const LabelledSide& s) {
  const auto gap = [&](const Rect& r) {
    const int dx = std::max({r.x - word.box.right(), word.box.x - r.right(), 0});
    const int dy = std::max({r.y - word.box.bottom(), word.box.y - r.bottom(), 0});
    return std::max(dx, dy);
  };
  const int own = gap(s.outer);
  return std::any_of(s.obstacles.begin(), s.obstacles.end(),
                     [&](const Rect& o) { return gap(o) < own; });
}

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

/// Puts a label where its word's value is: at the mark nearest to its middle, if one is near.
void place(AxisLabel& label, const Word& word, const LabelledSide& s,
           const std::vector<double>& ticks) {
  const WordShape shape = shape_of(word);
  const Rect& b = shape.base_box.empty() ? word.box : shape.base_box;
  const double middle = s.vertical ? b.y + 0.5 * b.height : word.box.x + 0.5 * word.box.width;
  const double reach =
      s.vertical ? std::max(3.0, 0.6 * shape.height) : std::max(3.0, 0.75 * shape.height);
  double least = reach;
  label.position = middle;
  label.marked = false;
  const bool no_marks = everywhere(s.marks, reach);
  for (const std::vector<double>* list : {&ticks, &s.marks}) {
    if (list == &s.marks && no_marks) continue;
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
                                   const std::vector<double>& ticks) {
  std::vector<ReadWord> reads = read_words(reader, ink, words);
  retry_fainter(reader, ink, words, reads);
  std::vector<AxisLabel> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    AxisLabel label;
    label.text = reads[i].text;
    label.confidence = reads[i].confidence;
    place(label, words[i], s, ticks);
    label.readings = read_number(label.text);
    out.push_back(std::move(label));
  }
  return out;
}

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

/// Reads the multiplier beyond the axis's end ("1e-5", "x10^3"), if there is one, and applies it.
void apply_multiplier(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                      const std::vector<Word>& labels, const ColorMetric& metric,
                      SideReading& out) {
  for (const Rect& area : multiplier_areas(s)) {
    const InkMap ink = ink_map(raster, intersect(area, raster.bounds()), metric);
    for (const Word& word : find_words(ink, 0.65)) {
      const bool label = std::any_of(labels.begin(), labels.end(), [&](const Word& l) {
        return !intersect(l.box, word.box).empty();
      });
      if (label || word.glyphs.size() < 3 || word.glyphs.size() > 8) continue;
      const MultiplierText read = read_offset(reader, ink, word);
      if (read.factor > 0 && read.sure)
        out.multiplier = read.factor;
      else if (read.resembles)
        out.unclear_offset = true;
    }
  }
  if (out.multiplier == 1) return;
  for (AxisLabel& l : out.labels)
    for (NumberReading& r : l.readings) {
      r.value *= out.multiplier;
      r.precision *= out.multiplier;
    }
  out.fit = fit_axis(out.labels);
}

SideReading read_upright(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                         const ColorMetric& metric, bool with_ticks = true) {
  SideReading out;
  const Rect area = label_area(raster, s);
  if (area.width < 4 || area.height < 4) return out;
  InkMap ink = ink_map(raster, area, metric);
  SideView view(ink, s);
  const int thick = std::max(4, raster.width / 250);
  if (with_ticks)
    out.ticks = take_ticks(view, outline_depth(view, s), thick, std::max(14, raster.width / 40));
  std::vector<Word> words = find_words(ink, 0.5);
  std::erase_if(words, [&](const Word& w) { return belongs_elsewhere(w, s); });
  words = nearest_words(words, s, ink.area, out.ticks);
  if (words.size() < 2 || words.size() > 40) return out;
  out.labels = read_labels(reader, ink, words, s, out.ticks);
  out.fit = fit_axis(out.labels);
  if (out.fit.outcome != FitOutcome::Fitted) return out;
  apply_multiplier(raster, reader, s, words, metric, out);
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
  if (!side.vertical) return out;
  LabelledSide lying = side;
  lying.rect = turned(side.rect, raster.height);
  lying.outer = turned(side.outer, raster.height);
  lying.vertical = false;
  for (Rect& o : lying.obstacles) o = turned(o, raster.height);
  for (double& m : lying.marks) m = raster.height - m;
  SideReading second = read_upright(turned_clockwise(raster), reader, lying, metric);
  if (second.fit.outcome != FitOutcome::Fitted) return out;
  for (AxisLabel& l : second.labels) l.position = raster.height - l.position;
  for (double& t : second.ticks) t = raster.height - t;
  second.fit = fit_axis(second.labels);
  return second;
}

std::vector<double> inner_ticks(const Raster& raster, const Rect& rect, bool vertical,
                                const ColorMetric& metric) {
  const int across = vertical ? rect.width : rect.height;
  const int length = vertical ? rect.height : rect.width;
  if (across < 6) return {};
  const std::vector<Rgb8> middle = sample_bar(raster, rect, vertical, metric);
  const int clear = across / 2;
  const auto differs = [&](int i, int k) {
    const std::uint8_t* p =
        vertical ? raster.at(rect.x + k, rect.y + i) : raster.at(rect.x + i, rect.y + k);
    return metric(middle[i], p) > (metric.lossy ? 40 : 24);
  };
  std::vector<double> out;
  int start = -1;
  for (int i = 0; i <= length; ++i) {
    // The outermost line may be blended with the outline: look one and two pixels inside.
    // A line right across is an edge between steps.
    const bool on =
        i < length && !differs(i, clear) &&
        ((differs(i, 1) && differs(i, 2)) || (differs(i, across - 2) && differs(i, across - 3)));
    if (on && start < 0) start = i;
    if (on || start < 0) continue;
    if (i - start <= 4) out.push_back((vertical ? rect.y : rect.x) + 0.5 * (start + i));
    start = -1;
  }
  return out;
}

}  // namespace unweave
