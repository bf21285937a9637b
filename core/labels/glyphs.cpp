// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyphs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <unordered_map>

#include "core/disjoint_sets.hpp"
#include "core/image/components.hpp"
#include "core/image/neighborhood.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kReadingHeight = 32;
constexpr double kPaperShare = 0.5;  // of an area with paper, that has its color

Rgb8 most_frequent(const Raster& raster, const Rect& area) {
  std::unordered_map<ColorCode, int> counts;
  for (int y = area.y; y < area.bottom(); ++y)
    for (int x = area.x; x < area.right(); ++x) ++counts[code_of(raster.color(x, y))];
  ColorCode best = 0xffffff;
  int most = 0;
  for (const auto& [color, n] : counts)
    if (n > most || (n == most && color > best)) {
      most = n;
      best = color;
    }
  return levels_of(best);
}

/// The contrast of text: what the darkest tenth of the clearly different pixels reaches; 0: none.
int contrast_of(const std::vector<std::uint8_t>& dark) {
  std::array<int, 256> histogram{};
  for (const std::uint8_t d : dark) ++histogram[d];
  int inked = 0, contrast = 255;
  for (int d = 40; d < 256; ++d) inked += histogram[d];
  if (inked == 0) return 0;
  for (int above = 0; contrast > 40; --contrast) {
    above += histogram[contrast];
    if (above * 10 >= inked) break;
  }
  return contrast;
}

/// How much pixels stand out from their surroundings: text over a field has no paper. All of it is
/// either darker or brighter than what is around it.
std::vector<std::uint8_t> standing_out(const Raster& raster, const Rect& area) {
  constexpr int kReach = 7;  // pixels; a window mostly holds what is between the letters
  BytePlane luma(area.width, area.height);
  for (int y = 0; y < area.height; ++y)
    for (int x = 0; x < area.width; ++x) {
      const std::uint8_t* p = raster.at(area.x + x, area.y + y);
      luma.at(x, y) = static_cast<std::uint8_t>(cut_luma(p[0], p[1], p[2]));
    }
  const BytePlane usual = median_around(luma, kReach);
  std::vector<std::uint8_t> sides[2];
  for (auto& side : sides) side.resize(area.area());
  for (std::size_t k = 0; k < luma.values.size(); ++k) {
    const int d = luma.values[k] - usual.values[k];
    sides[d > 0][k] = static_cast<std::uint8_t>(std::abs(d));
  }
  return contrast_of(sides[0]) >= contrast_of(sides[1]) ? sides[0] : sides[1];
}

/// Usual height of letters: the median of the pieces that have a letter's proportions.
int letter_height(const std::vector<Rect>& pieces) {
  std::vector<int> heights;
  for (const Rect& r : pieces)
    if (r.height >= 5 && r.height >= r.width / 6) heights.push_back(r.height);
  if (heights.empty()) return 0;
  return median(heights);
}

bool same_word(const Rect& a, const Rect& b, int height, double gap) {
  const int apart = std::max(a.x, b.x) - std::min(a.right(), b.right());
  if (apart > gap * height) return false;
  // Exponents touch the letters' upper rim from above, commas the base line from below.
  const int overlap = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) + height / 4;
  return overlap > 0;
}

/// Adds the faint ends of a short dash, so that it is not taken for a point.
void grow_faint(const InkMap& ink, Rect& r, int height) {
  const auto faint = [&](int x) {
    for (int y = r.y; y < r.bottom(); ++y)
      if (2 * ink.at(x, y) >= ink.threshold) return true;
    return false;
  };
  const Rect before = r;
  while (r.width <= height && faint(r.x - 1)) {
    --r.x;
    ++r.width;
  }
  while (r.width <= height && faint(r.right())) ++r.width;
  if (r.width > height) r = before;
}

/// Columns at one end of a piece in which only a thin stroke half-way up is inked.
struct Arm {
  int columns = 0;
  double level = 0;  ///< of the stroke in the outermost, above the piece's lower end, in its height
};

Arm arm_of(const InkMap& ink, const Rect& r, bool left) {
  const double thin = std::max(2.0, 0.28 * r.height);
  Arm out;
  for (; out.columns < r.width; ++out.columns) {
    const int x = left ? r.x + out.columns : r.right() - 1 - out.columns;
    int top = r.bottom(), bottom = r.y;
    for (int y = r.y; y < r.bottom(); ++y)
      if (ink.ink(x, y)) {
        top = std::min(top, y);
        bottom = y + 1;
      }
    const double level = (r.bottom() - 0.5 * (top + bottom)) / r.height;
    if (bottom - top > thin || level < 0.2 || level > 0.7) break;
    if (out.columns == 0) out.level = level;
  }
  return out;
}

/// True for a plus sign: as high as wide, lower than digits, with two like arms.
bool is_plus(const InkMap& ink, const Rect& r, int height) {
  if (r.height > 0.95 * height || r.height < 0.45 * height || std::abs(r.width - r.height) > 2)
    return false;
  const Arm left = arm_of(ink, r, true), right = arm_of(ink, r, false);
  const int least = std::max(2, r.width / 4);
  return left.columns >= least && right.columns >= least &&
         left.columns + right.columns < r.width && std::abs(left.columns - right.columns) <= 1 &&
         std::abs(left.level - right.level) * r.height <= 1;
}

/// Columns of a minus sign that touches the first digit, at the left of a piece. 0: there is none.
int attached_dash(const InkMap& ink, const Rect& r, int height) {
  if (r.height < 0.8 * height || r.width < 0.85 * height || is_plus(ink, r, height)) return 0;
  const int n = arm_of(ink, r, true).columns;
  return n >= std::max(3.0, 0.28 * height) && n < r.width - 1 ? n : 0;
}

/// Puts the pieces of letters that came apart in faint print together: their boxes overlap or stand
/// above each other.
void mend(std::vector<Rect>& pieces, int height) {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = 0; j < pieces.size(); ++j) {
      if (i == j) continue;
      const Rect &a = pieces[i], &b = pieces[j];
      const Rect both = united(a, b);
      const int overlap = std::min(a.right(), b.right()) - std::max(a.x, b.x);
      const int gap = both.height - a.height - b.height;
      const bool stacked = gap <= std::max(1, height / 10) && both.width <= 0.9 * height &&
                           overlap >= 0.6 * std::min(a.width, b.width);
      if (both.height > 1.1 * height || !(stacked || !intersect(a, b).empty())) continue;
      pieces[i] = both;
      pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(j));
      i = static_cast<std::size_t>(-1);
      break;
    }
}

/// Of each piece, whether the file has written it as part of a line that runs up, down or to the
/// left: such a line is none of this area's.
std::vector<char> of_other_lines(const InkMap& ink, const std::vector<Rect>& pieces) {
  std::vector<char> out(pieces.size(), 0);
  for (const Letter& letter : ink.letters) {
    if (letter.writing == Writing::Right || letter.writing > Writing::Down) continue;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      const double x = pieces[i].x + 0.5 * pieces[i].width;
      const double y = pieces[i].y + 0.5 * pieces[i].height;
      if (x >= letter.x && x < letter.right() && y >= letter.y && y < letter.bottom()) out[i] = 1;
    }
  }
  return out;
}

/// Cuts minus signs off the digits that they touch.
void cut_dashes(const InkMap& ink, std::vector<Rect>& pieces, int height) {
  const std::size_t count = pieces.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Rect r = pieces[i];
    const int n = attached_dash(ink, r, height);
    if (n == 0) continue;
    int y = r.y;
    while (!ink.ink(r.x + n / 2, y)) ++y;
    pieces[i] = {r.x + n, r.y, r.width - n, r.height};
    pieces.push_back({r.x, y, n, std::max(1, r.height / 8)});
  }
}

}  // namespace

InkMap ink_map(const Raster& raster, const Rect& area, const ColorMetric& metric) {
  InkMap out;
  out.area = intersect(area, raster.bounds());
  if (out.area.empty()) return out;
  out.paper = most_frequent(raster, out.area);
  out.dark.resize(out.area.area());
  std::size_t k = 0, near = 0;
  const int least = static_cast<int>(metric.compression.added(36, moved::kMedian));
  for (int y = out.area.y; y < out.area.bottom(); ++y)
    for (int x = out.area.x; x < out.area.right(); ++x) {
      const int d = metric(out.paper, raster.at(x, y));
      out.dark[k++] = static_cast<std::uint8_t>(d);
      near += d < least;
    }
  if (near < kPaperShare * static_cast<double>(k)) out.dark = standing_out(raster, out.area);
  out.threshold = std::max(least, static_cast<int>(0.42 * contrast_of(out.dark)));
  if (raster.text)
    for (const Letter& letter : raster.text->letters) {
      const double x = letter.x + 0.5 * letter.width, y = letter.y + 0.5 * letter.height;
      if (out.area.contains(static_cast<int>(x), static_cast<int>(y)))
        out.letters.push_back(letter);
    }
  return out;
}

std::vector<Word> find_words(const InkMap& ink, double gap) {
  if (ink.area.empty()) return {};
  std::vector<std::uint8_t> mask(ink.dark.size());
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = ink.dark[i] >= ink.threshold;
  const Components components =
      label_components(mask, ink.area.width, {0, 0, ink.area.width, ink.area.height});
  std::vector<Rect> pieces;
  for (const Component& c : components.items) {
    const Rect r{c.box.x + ink.area.x, c.box.y + ink.area.y, c.box.width, c.box.height};
    if (r.height <= 80 && r.width <= 200) pieces.push_back(r);
  }
  const int height = letter_height(pieces);
  if (height == 0) return {};
  std::erase_if(pieces, [height](const Rect& r) {
    return r.height > 2.5 * height || (r.height < 0.3 * height && r.width > 1.6 * height);
  });
  mend(pieces, height);
  cut_dashes(ink, pieces, height);
  for (Rect& r : pieces)
    if (r.height <= 0.34 * height && r.width <= 0.34 * height) grow_faint(ink, r, height);
  std::sort(pieces.begin(), pieces.end(),
            [](const Rect& a, const Rect& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  DisjointSets sets(pieces.size());
  const std::vector<char> elsewhere = of_other_lines(ink, pieces);
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = i + 1; j < pieces.size(); ++j)
      if (elsewhere[i] == elsewhere[j] && same_word(pieces[i], pieces[j], height, gap))
        sets.join(i, j);
  std::vector<Word> words;
  const std::vector<std::size_t> number = sets.numbered();
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (number[i] == words.size()) words.emplace_back();
    Word& word = words[number[i]];
    word.glyphs.push_back(pieces[i]);
    word.box = united(word.box, pieces[i]);
  }
  std::erase_if(words, [](const Word& w) { return w.box.height < 5; });
  for (Word& w : words) w.plus = w.glyphs.size() > 1 && is_plus(ink, w.glyphs.front(), height);
  std::sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return a.box.y != b.box.y ? a.box.y < b.box.y : a.box.x < b.box.x;
  });
  return words;
}

WordShape shape_of(const Word& signed_word) {
  WordShape out;
  Word word = signed_word;
  out.plus = word.plus;
  if (word.plus) word.glyphs.erase(word.glyphs.begin());
  for (const Rect& g : word.glyphs) out.height = std::max(out.height, g.height);
  const int height = out.height;
  int baseline = 0, top = 0;  // of the lowest tall letter
  for (const Rect& g : word.glyphs)
    if (g.height >= 0.85 * height && g.bottom() > baseline) {
      baseline = g.bottom();
      top = g.y;
    }
  for (const Rect& g : word.glyphs) {
    // How far up the letters the piece's middle is: points are low, dashes half-way.
    const double level = (baseline - (g.y + 0.5 * g.height)) / height;
    const bool small = g.height <= std::max(2.0, 0.34 * height);
    if (small && level < 0.25 && g.width <= std::max(2.0, 0.4 * height)) {
      if (out.base.empty()) continue;  // a speck
      out.points.push_back(static_cast<int>(out.base.size()));
      out.commas += g.bottom() > baseline && g.height > g.width;
    } else if (small && g.width >= g.height && g.width >= 0.2 * height && level > 0.2) {
      const bool first = out.base.empty() && out.raised.empty();
      if (first || level >= 0.54) {
        (first ? out.minus : out.raised_minus) = true;
        continue;
      }
      ++out.inner_dashes;
    } else if (small) {
      continue;  // a degree sign, a speck
    } else if (g.bottom() < baseline - 0.22 * height &&
               (g.height <= 0.85 * height || g.y < top - 0.2 * height) && !out.base.empty() &&
               level > 0.6) {
      out.raised.push_back(g);
      out.raised_box = united(out.raised_box, g);
      continue;
    } else {
      if (!out.raised.empty()) {  // an exponent ends the word
        out.times = true;
        out.raised.clear();
        out.raised_box = {};
      }
      out.base.push_back(g);
    }
    out.base_box = united(out.base_box, g);
  }
  for (const Rect& g : out.base)
    out.letters += std::max(1, static_cast<int>(std::lround(g.width / (0.7 * height))));
  return out;
}

namespace {

/// Catmull-Rom: sharper than linear, which the reader rewards in small print.
std::array<double, 4> cubic_weights(double f) {
  return {((-0.5 * f + 1) * f - 0.5) * f, (1.5 * f - 2.5) * f * f + 1,
          ((-1.5 * f + 2) * f + 0.5) * f, (0.5 * f - 0.5) * f * f};
}

}  // namespace

void clear_touching(InkMap& ink, Side side) {
  const Rect& area = ink.area;
  std::vector<std::uint8_t> mask(ink.dark.size());
  for (std::size_t i = 0; i < mask.size(); ++i) mask[i] = 2 * ink.dark[i] >= ink.threshold;
  const Components parts = label_components(mask, area.width, {0, 0, area.width, area.height});
  for (const Component& c : parts.items) {
    const bool touches = side == Side::Left    ? c.box.x == 0
                         : side == Side::Right ? c.box.right() == area.width
                         : side == Side::Top   ? c.box.y == 0
                                               : c.box.bottom() == area.height;
    if (!touches) continue;
    for (int r = c.first_run; r < c.first_run + c.run_count; ++r) {
      const Run& run = parts.runs[static_cast<std::size_t>(r)];
      std::fill(ink.dark.begin() + static_cast<std::ptrdiff_t>(run.y) * area.width + run.x0,
                ink.dark.begin() + static_cast<std::ptrdiff_t>(run.y) * area.width + run.x1, 0);
    }
  }
}

TextImage text_image(const InkMap& ink, const Rect& box, int letter_height) {
  const double scale = double(kReadingHeight) / std::max(1, letter_height);
  const int margin = kReadingHeight / 3;
  TextImage out;
  out.width = static_cast<int>(std::ceil(box.width * scale)) + 2 * margin;
  out.height = static_cast<int>(std::ceil(box.height * scale)) + 2 * margin;
  out.gray.assign(static_cast<std::size_t>(out.width) * out.height, 255);
  int most = 1;
  for (int y = box.y; y < box.bottom(); ++y)
    for (int x = box.x; x < box.right(); ++x) most = std::max(most, ink.at(x, y));
  const auto sample = [&](int x, int y) {
    // Outside the box, but for the letters' soft rims, lies what does not belong to this text.
    const bool in = x >= box.x - 1 && y >= box.y - 1 && x <= box.right() && y <= box.bottom();
    return in ? ink.at(x, y) : 0;
  };
  for (int j = 0; j < out.height; ++j)
    for (int i = 0; i < out.width; ++i) {
      const double fx = box.x + (i - margin + 0.5) / scale - 0.5;
      const double fy = box.y + (j - margin + 0.5) / scale - 0.5;
      const int x = static_cast<int>(std::floor(fx)), y = static_cast<int>(std::floor(fy));
      const auto wx = cubic_weights(fx - x), wy = cubic_weights(fy - y);
      double d = 0;
      for (int q = 0; q < 4; ++q)
        for (int p = 0; p < 4; ++p) d += wx[p] * wy[q] * sample(x - 1 + p, y - 1 + q);
      d = std::max(d, 0.0);
      out.gray[static_cast<std::size_t>(j) * out.width + i] =
          static_cast<std::uint8_t>(255 - std::min(255.0, 255 * d / most));
    }
  return out;
}

TextImage repeated(const TextImage& image, int times) {
  // The margins on both sides of a letter are too wide a gap between letters of one word.
  const int cut = kReadingHeight / 5, inner = image.width - 2 * cut;
  if (inner <= 0) return image;
  TextImage out;
  out.width = inner * times + 2 * cut;
  out.height = image.height;
  out.gray.assign(static_cast<std::size_t>(out.width) * out.height, 255);
  for (int y = 0; y < out.height; ++y)
    for (int k = 0; k < times; ++k)
      std::copy_n(image.gray.begin() + static_cast<std::size_t>(y) * image.width + cut, inner,
                  out.gray.begin() + static_cast<std::size_t>(y) * out.width + cut + k * inner);
  return out;
}

}  // namespace unweave
