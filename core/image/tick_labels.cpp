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

namespace unweave {

namespace {

constexpr const char* kDigits = "0123456789";
constexpr const char* kNumbers = "0123456789.eE-+x";
constexpr const char* kMarked = "0123456789.-EWNSQkMG%";

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
    while (d < start + 3 && d < view.depth() && !view.ink(k, d)) ++d;
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

/// The words of the column or row next to the side.
std::vector<Word> nearest_words(std::vector<Word> words, const LabelledSide& s, const Rect& area) {
  const auto span = [&](const Word& w) {
    if (s.vertical)
      return s.far_side ? std::pair(w.box.x - area.x, w.box.right() - area.x)
                        : std::pair(area.right() - w.box.right(), area.right() - w.box.x);
    return s.far_side ? std::pair(w.box.y - area.y, w.box.bottom() - area.y)
                      : std::pair(area.bottom() - w.box.bottom(), area.bottom() - w.box.y);
  };
  if (words.empty()) return words;
  std::sort(words.begin(), words.end(),
            [&](const Word& a, const Word& b) { return span(a) < span(b); });
  // The first word may be a stray one; the column is the stretch with most words in it.
  std::vector<Word> best;
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto [lo, hi] = span(words[i]);
    std::vector<Word> column;
    for (const Word& w : words) {
      const auto [a, b] = span(w);
      if (std::min(b, hi) - std::max(a, lo) > 0.3 * std::min(b - a, hi - lo)) column.push_back(w);
    }
    if (column.size() > best.size()) best = column;
  }
  return best;
}

std::string strip(const std::string& text, const char* drop) {
  std::string out;
  for (const char c : text)
    if (!std::strchr(drop, c)) out += c;
  return out;
}

/// Puts points back where the shapes have them; false if letters and shapes do not match.
bool restore_points(std::string& text, const WordShape& shape) {
  std::string bare = strip(text, ".,");
  const std::size_t dashes = std::count(bare.begin(), bare.end(), '-');
  if (bare.size() != shape.base.size() + shape.inner_dashes ||
      static_cast<int>(dashes) != shape.inner_dashes)
    return false;
  std::string out;
  std::size_t letter = 0;
  for (const char c : bare) {
    if (c != '-') {
      for (const int p : shape.points)
        if (static_cast<std::size_t>(p) == letter) out += '.';
      ++letter;
    }
    out += c;
  }
  text = out;
  return true;
}

struct ReadWord {
  std::string text;
  double confidence = 0;
  bool matches = false;  // as many letters as the shapes have
};

/// Reads the letters of a box. One or two alone are shown several times in a row: a line reader
/// has little to go by in a single letter. They count where it reads the same thing every time.
Reading read_letters(const TextReader& reader, const InkMap& ink, const Rect& box, int height,
                     std::size_t letters, const std::string& characters) {
  constexpr int kTimes = 3;
  const TextImage once = text_image(ink, box, height);
  if (letters > 2) return reader.read(once, characters);
  Reading out = reader.read(repeated(once, kTimes), characters);
  std::erase(out.text, ' ');
  const std::size_t n = out.text.size() / kTimes;
  if (n == 0 || out.text.size() % kTimes != 0) return {"", 0};
  const std::string first = out.text.substr(0, n);
  for (int k = 1; k < kTimes; ++k)
    if (out.text.compare(k * n, n, first) != 0) out.confidence *= 0.5;
  out.text = first;
  return out;
}

ReadWord read_word(const TextReader& reader, const InkMap& ink, const Word& word,
                   const char* characters) {
  const WordShape shape = shape_of(word);
  if (shape.base.empty()) return {};
  const Reading base =
      read_letters(reader, ink, shape.base_box, shape.height, shape.base.size(), characters);
  ReadWord out{base.text, base.confidence};
  std::erase(out.text, ' ');
  if (shape.minus && !out.text.empty() && out.text[0] == '-') out.text.erase(0, 1);
  out.matches = restore_points(out.text, shape);
  if (!out.matches) out.confidence *= 0.5;
  if (!shape.raised.empty()) {
    int height = 0;
    for (const Rect& g : shape.raised) height = std::max(height, g.height);
    const Reading raised =
        read_letters(reader, ink, shape.raised_box, height, shape.raised.size(), kDigits);
    if (raised.text.size() != shape.raised.size()) out.confidence *= 0.5;
    out.confidence = std::min(out.confidence, raised.confidence);
    out.text += (shape.raised_minus ? "^-" : "^") + raised.text;
  }
  if (shape.minus) out.text = "-" + out.text;
  return out;
}

/// Where a word's value is: at the mark nearest to its middle, if one is near.
double place(const Word& word, const LabelledSide& s, const std::vector<double>& ticks,
             double& tolerance) {
  const WordShape shape = shape_of(word);
  const Rect& b = shape.base_box.empty() ? word.box : shape.base_box;
  const double middle = s.vertical ? b.y + 0.5 * b.height : word.box.x + 0.5 * word.box.width;
  const double reach =
      s.vertical ? std::max(3.0, 0.6 * shape.height) : std::max(3.0, 0.75 * shape.height);
  double best = middle, least = reach;
  bool marked = false;
  for (const std::vector<double>* list : {&ticks, &s.marks})
    for (const double t : *list)
      if (std::abs(t - middle) < least) {
        least = std::abs(t - middle);
        best = t;
        marked = true;
      }
  tolerance = marked ? 1.6 : std::max(2.0, 0.2 * shape.height);
  return best;
}

/// Digits alone, unless the shapes promise an exponent: the fewer letters a reader may choose from,
/// the fewer mistakes it makes.
const char* characters_for(const WordShape& shape) {
  const bool power = !shape.raised.empty() && shape.base.size() > 2;
  return shape.inner_dashes > 0 || shape.base.size() > 5 || power ? kNumbers : kDigits;
}

/// True if most of some labels, read without restriction, end in a letter that changes the value.
bool have_suffixes(const TextReader& reader, const InkMap& ink, const std::vector<Word>& words,
                   const std::vector<ReadWord>& reads) {
  int looked = 0, found = 0;
  for (std::size_t i = 0; i < words.size() && looked < 3; ++i) {
    if (!reads[i].matches || reads[i].text.size() < 2 || !shape_of(words[i]).raised.empty())
      continue;
    ++looked;
    const std::string text = read_word(reader, ink, words[i], "").text;
    found += text.size() >= 2 && std::strchr("EWNSkKMGB%", text.back()) != nullptr &&
             text.find_first_of(kDigits) != std::string::npos;
  }
  return found >= 2 || (found == 1 && looked == 1);
}

std::vector<AxisLabel> read_labels(const TextReader& reader, const InkMap& ink,
                                   const std::vector<Word>& words, const LabelledSide& s,
                                   const std::vector<double>& ticks) {
  std::vector<ReadWord> reads(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].glyphs.size() > 12) continue;  // a sentence
    reads[i] = read_word(reader, ink, words[i], characters_for(shape_of(words[i])));
  }
  const bool suffixes = have_suffixes(reader, ink, words, reads);
  std::vector<AxisLabel> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].glyphs.size() > 12) continue;
    if (suffixes || !reads[i].matches) {
      const ReadWord again = read_word(reader, ink, words[i], kMarked);
      if (suffixes || again.confidence > reads[i].confidence) reads[i] = again;
    }
    AxisLabel label;
    label.text = reads[i].text;
    label.confidence = reads[i].confidence;
    label.position = place(words[i], s, ticks, label.tolerance);
    label.readings = read_number(label.text);
    out.push_back(std::move(label));
  }
  return out;
}

/// The multiplier that stands beyond the axis's end, above a vertical or right of a horizontal one.
void read_multiplier_text(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                          const ColorMetric& metric, SideReading& out) {
  const int reach = std::max(36, length_of(s) / 10);
  Rect area;
  if (s.vertical)
    area = {s.outer.x - reach, s.rect.y - reach, s.outer.width + 4 * reach, reach - 4};
  else
    area = {s.rect.right() - 2 * reach, s.outer.bottom() + 4, 4 * reach, 2 * reach};
  area = intersect(area, raster.bounds());
  if (area.empty()) return;
  const InkMap ink = ink_map(raster, area, metric);
  for (const Word& word : find_words(ink, 0.8)) {
    if (word.glyphs.size() < 3 || word.glyphs.size() > 10) continue;
    const WordShape shape = shape_of(word);
    const ReadWord read = read_word(reader, ink, word, kNumbers);
    if (const double m = read_multiplier(read.text); m > 0 && read.confidence > 0.4)
      out.multiplier = m;
    else if (!shape.raised.empty() && read.text.find("10^") != std::string::npos)
      out.unclear_offset = true;
  }
  if (out.multiplier == 1) return;
  for (AxisLabel& l : out.labels)
    for (NumberReading& r : l.readings) {
      r.value *= out.multiplier;
      r.precision *= out.multiplier;
    }
}

SideReading read_upright(const Raster& raster, const TextReader& reader, const LabelledSide& s,
                         const ColorMetric& metric) {
  SideReading out;
  const Rect area = label_area(raster, s);
  if (area.width < 4 || area.height < 4) return out;
  InkMap ink = ink_map(raster, area, metric);
  SideView view(ink, s);
  const int thick = std::max(4, raster.width / 250);
  out.ticks = take_ticks(view, outline_depth(view, s), thick, std::max(14, raster.width / 40));
  const std::vector<Word> words =
      nearest_words(find_words(ink, s.vertical ? 0.65 : 0.55), s, ink.area);
  if (words.size() < 2 || words.size() > 40) return out;
  out.labels = read_labels(reader, ink, words, s, out.ticks);
  out.fit = fit_axis(out.labels);
  if (out.fit.outcome != FitOutcome::Fitted) return out;
  read_multiplier_text(raster, reader, s, metric, out);
  if (out.multiplier != 1) out.fit = fit_axis(out.labels);
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
  if (out.fit.outcome == FitOutcome::Fitted || !side.vertical) return out;
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
