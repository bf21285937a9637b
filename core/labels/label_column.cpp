// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/label_column.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

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

}  // namespace

std::vector<Word> nearest_words(const std::vector<Word>& words, const LabelledSide& s,
                                const Rect& area, const std::vector<double>& ticks) {
  std::vector<double> marks = ticks;
  marks.insert(marks.end(), s.marks.begin(), s.marks.end());
  const std::vector<Placed> all = placed(words, s, area);
  // What was taken for a tick mark may be the sign of a number that 0 stands right above.
  const double sign = s.vertical && s.far_side ? 0.9 : 0.0;  // of the letters' height
  const auto share_column = [sign](const Placed& a, const Placed& b) {
    const double near_a = a.near - sign * a.size, near_b = b.near - sign * b.size;
    return std::min<double>(a.far, b.far) - std::max(near_a, near_b) >
           0.3 * std::min(a.far - near_a, b.far - near_b);
  };
  double best = 0;
  std::vector<Placed> chosen;
  for (const Placed& seed : all) {
    std::vector<Placed> column;
    for (const Placed& p : all)
      if (share_column(p, seed)) column.push_back(p);
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

std::vector<Word> with_thousands(const TextReader& reader, const InkMap& ink, const LabelledSide& s,
                                 std::vector<Word> words) {
  constexpr double kSpace = 1.0;     // of the letters' height: at most
  constexpr double kLabelGap = 1.6;  // of that space: at least between labels in a row
  for (bool joined = true; joined;) {
    joined = false;
    for (std::size_t i = 0; i < words.size() && !joined; ++i)
      for (std::size_t j = 0; j < words.size() && !joined; ++j) {
        const Rect &a = words[i].box, &b = words[j].box;
        const int height = std::max(a.height, b.height), gap = b.x - a.right();
        if (i == j || gap < 0 || gap > kSpace * height || words[j].glyphs.size() != 3) continue;
        if (std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) <
            0.8 * std::min(a.height, b.height))
          continue;
        const bool crowded =
            !s.vertical && std::any_of(words.begin(), words.end(), [&](const Word& w) {
              const bool row = std::min(w.box.bottom(), b.bottom()) > std::max(w.box.y, b.y);
              const int next = w.box.x - b.right(), before = a.x - w.box.right();
              return row && ((next >= 0 && next < kLabelGap * gap) ||
                             (before >= 0 && before < kLabelGap * gap && w.glyphs.size() != 3 &&
                              words[i].glyphs.size() != 3));
            });
        if (crowded) continue;
        const ReadWord read = read_word(reader, ink, words[j], Alphabet::Any);
        if (read.text.size() != 3 || read.text.find_first_not_of("0123456789") != std::string::npos)
          continue;
        words[i].glyphs.insert(words[i].glyphs.end(), words[j].glyphs.begin(),
                               words[j].glyphs.end());
        words[i].box = united(a, b);
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(j));
        joined = true;
      }
  }
  return words;
}

}  // namespace unweave
