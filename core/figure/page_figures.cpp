// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/page_figures.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

#include "core/disjoint_sets.hpp"
#include "core/image/components.hpp"
#include "core/labels/page_prose.hpp"

namespace unweave {

namespace {

constexpr int kNone = -1;

/// Something drawn on the page that may be part of a figure.
struct Part {
  Rect box;
  int caption = kNone;  ///< the nearest below, or above where there is none below
};

/// How far apart they are, along the axis along which they are farther; negative: they overlap.
int gap(const Rect& a, const Rect& b) {
  const int across = std::max(a.x, b.x) - std::min(a.right(), b.right());
  const int down = std::max(a.y, b.y) - std::min(a.bottom(), b.bottom());
  return std::max(across, down);
}

class Page {
 public:
  Page(const PageText& text, const BytePlane& drawn, const PageFigureOptions& options)
      : options_(options), whole_{0, 0, drawn.width, drawn.height} {
    std::map<int, int> lines;  // of blocks
    for (const ProseLine& line : prose_lines(text)) {
      if (line.kind == ProseLine::Kind::Loose) {
        words_.push_back(line.box);
        continue;
      }
      prose_.push_back(line.box);
      is_text_ = is_text_ || line.kind == ProseLine::Kind::Caption ||
                 ++lines[line.block] >= options.running_lines;
      if (line.kind == ProseLine::Kind::Caption) {
        Rect& caption = captions_[line.block];
        caption = united(caption, line.box);
      }
    }
    for (const Letter& letter : text.letters)
      if (letter.writing != Writing::Right && letter.writing != Writing::Alone)
        words_.push_back(box_of(letter));
    find_things(text, drawn);
  }

  bool is_text() const { return is_text_; }
  /// Something is there that could be a part of a figure.
  bool is_drawn_on() const {
    return std::ranges::any_of(things_, [&](const Part& thing) { return is_large(thing.box); });
  }

  std::vector<Rect> figures() {
    join_near();
    join_by_captions();
    std::vector<Rect> out;
    for (const auto& [root, box] : boxes())
      if (is_figure(root, box)) out.push_back(with_words(box));
    return in_order(out);
  }

 private:
  /// What is drawn that is no letter, and not part of the text (rules of fractions, underlines, a
  /// frame around it).
  void find_things(const PageText& text, const BytePlane& drawn) {
    BytePlane things = drawn;
    const auto erase = [&](const Rect& box) {
      const Rect seen = intersect(box, whole_);
      for (int y = seen.y; y < seen.bottom(); ++y)
        for (int x = seen.x; x < seen.right(); ++x) things.at(x, y) = 0;
    };
    for (const Letter& letter : text.letters) erase(grown(box_of(letter), 1));
    for (const Rect& line : prose_) erase(line);
    const BytePlane joined = dilated(things, options_.touching);
    for (const Component& one : label_components(joined.values, joined.width, whole_).items) {
      const Rect box = grown(one.box, -options_.touching);
      if (std::min(box.width, box.height) <= options_.rule) continue;
      if (!frames_text(box)) things_.push_back({box});
    }
    // Notes of several lines that are written into a figure.
    std::erase_if(prose_, [&](const Rect& line) {
      return std::ranges::any_of(things_, [&](const Part& t) { return inside(line, t.box); });
    });
    for (Part& thing : things_) thing.caption = caption_of(thing.box);
    sets_ = DisjointSets(things_.size());
    for (const Part& thing : things_) captions_of_.push_back(thing.caption);
  }

  /// True for a frame around the page or a text, of which a figure covers no such share.
  bool frames_text(const Rect& box) const {
    long long text = 0;
    for (const Rect& line : prose_)
      if (inside(line, box)) text += line.area();
    const auto area = static_cast<double>(box.area());
    return static_cast<double>(text) > options_.framed_text * area ||
           (text > 0 && area > options_.page_frame * static_cast<double>(whole_.area()));
  }

  bool meets_prose(const Rect& box) const {
    return std::ranges::any_of(prose_,
                               [&](const Rect& line) { return !intersect(box, line).empty(); });
  }

  /// The caption that the thing is over (else under), with no other text between.
  int caption_of(const Rect& box) const {
    int best = kNone;
    int least = 0;
    for (const bool below : {true, false}) {
      for (const auto& [block, caption] : captions_) {
        const int away = below ? caption.y - box.bottom() : box.y - caption.bottom();
        const int common = std::min(caption.right(), box.right()) - std::max(caption.x, box.x);
        if (away < 0 || common <= 0 || (best != kNone && away >= least)) continue;
        const Rect between{std::max(caption.x, box.x), below ? box.bottom() : caption.bottom(),
                           common, away};
        if (meets_prose(between)) continue;
        best = block;
        least = away;
      }
      if (best != kNone) break;
    }
    return best;
  }

  void join(std::size_t a, std::size_t b) {
    const int caption = captions_of_[sets_.root(a)] == kNone ? captions_of_[sets_.root(b)]
                                                             : captions_of_[sets_.root(a)];
    sets_.join(a, b);
    captions_of_[sets_.root(a)] = caption;
  }
  bool contradicts(std::size_t a, std::size_t b) {
    const int of_a = captions_of_[sets_.root(a)], of_b = captions_of_[sets_.root(b)];
    return of_a != kNone && of_b != kNone && of_a != of_b;
  }

  /// The nearest first, so that captions decide between things that are farther apart.
  void join_near() {
    std::vector<std::tuple<int, std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < things_.size(); ++i)
      for (std::size_t j = i + 1; j < things_.size(); ++j)
        if (const int apart = gap(things_[i].box, things_[j].box); apart <= options_.apart)
          pairs.emplace_back(std::max(apart, 0), i, j);
    std::ranges::sort(pairs);
    for (const auto& [apart, i, j] : pairs)
      if (sets_.root(i) != sets_.root(j) && (apart == 0 || !contradicts(i, j)) &&
          !meets_prose(united(things_[i].box, things_[j].box)))
        join(i, j);
  }

  std::map<std::size_t, Rect> boxes() {
    std::map<std::size_t, Rect> out;
    for (std::size_t i = 0; i < things_.size(); ++i) {
      Rect& box = out[sets_.root(i)];
      box = united(box, things_[i].box);
    }
    return out;
  }

  /// Parts over one caption are one figure, however far apart.
  void join_by_captions() {
    for (const auto& [block, caption] : captions_) {
      std::vector<std::pair<std::size_t, Rect>> over;
      for (const auto& [root, box] : boxes())
        if (captions_of_[root] == block) over.emplace_back(root, box);
      for (std::size_t i = 1; i < over.size(); ++i)
        if (!meets_prose(united(over[i - 1].second, over[i].second)))
          join(over[i - 1].first, over[i].first);
    }
  }

  bool is_large(const Rect& box) const {
    return std::min(box.width, box.height) >= options_.least_area;
  }

  bool is_figure(std::size_t root, const Rect& box) {
    if (std::min(box.width, box.height) < options_.least_side) return false;
    for (std::size_t i = 0; i < things_.size(); ++i)
      if (sets_.root(i) == root && is_large(things_[i].box)) return true;
    return false;
  }

  /// With what is written at it, and at that again.
  Rect with_words(Rect box) const {
    for (bool more = true; more;) {
      more = false;
      for (const Rect& word : words_) {
        const Rect all = united(box, word);
        if (all == box || gap(word, box) > options_.word_apart || meets_prose(all)) continue;
        box = all;
        more = true;
      }
    }
    for (int by = options_.margin; by > 0; --by)
      if (const Rect wide = intersect(grown(box, by), whole_); !meets_prose(wide)) return wide;
    return intersect(box, whole_);
  }

  /// Row by row: figures that stand side by side over half of the lower one's height are a row.
  static std::vector<Rect> in_order(std::vector<Rect> boxes) {
    std::ranges::sort(boxes, {}, [](const Rect& b) { return std::tuple(b.y, b.x); });
    for (std::size_t begin = 0; begin < boxes.size();) {
      std::size_t end = begin + 1;
      const auto beside = [&](const Rect& b) {
        const Rect& first = boxes[begin];
        return 2 * (std::min(first.bottom(), b.bottom()) - b.y) > std::min(first.height, b.height);
      };
      while (end < boxes.size() && beside(boxes[end])) ++end;
      std::sort(boxes.begin() + static_cast<std::ptrdiff_t>(begin),
                boxes.begin() + static_cast<std::ptrdiff_t>(end),
                [](const Rect& a, const Rect& b) { return a.x < b.x; });
      begin = end;
    }
    return boxes;
  }

  PageFigureOptions options_;
  Rect whole_;
  std::vector<Rect> words_;
  std::vector<Part> things_;
  std::vector<Rect> prose_;       ///< its lines, and those of captions
  std::map<int, Rect> captions_;  ///< by their blocks
  bool is_text_ = false;
  DisjointSets sets_;             ///< of things
  std::vector<int> captions_of_;  ///< of sets, by their roots
};

}  // namespace

std::optional<std::vector<Rect>> figures_on_page(const PageText& text, const BytePlane& drawn,
                                                 const PageFigureOptions& options) {
  Page page(text, drawn, options);
  if (!page.is_text()) return std::nullopt;
  std::vector<Rect> figures = page.figures();
  if (figures.empty() && page.is_drawn_on()) return std::nullopt;
  return figures;
}

}  // namespace unweave
