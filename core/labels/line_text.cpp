// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/line_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace unweave {

namespace {

constexpr int kLeastHeight = 5;  // pixels of a letter that can be read

/// The height that three quarters of the pieces stay below: capital letters and digits are tall,
/// and more frequent than brackets.
int tall(const std::vector<Rect>& glyphs) {
  std::vector<int> heights;
  for (const Rect& g : glyphs) heights.push_back(g.height);
  const auto at = heights.begin() + static_cast<std::ptrdiff_t>((heights.size() * 3) / 4);
  std::nth_element(heights.begin(), std::min(at, heights.end() - 1), heights.end());
  return *std::min(at, heights.end() - 1);
}

/// The row below the letters that stand on the base line.
int base_line(const std::vector<Rect>& glyphs, int height) {
  std::vector<int> bottoms;
  for (const Rect& g : glyphs)
    if (2 * g.height >= height) bottoms.push_back(g.bottom());
  if (bottoms.empty()) return 0;
  std::nth_element(bottoms.begin(), bottoms.begin() + bottoms.size() / 2, bottoms.end());
  return bottoms[bottoms.size() / 2];
}

/// A group of raised glyphs: numbers [first, last) of a line's glyphs.
struct Raised {
  std::size_t first = 0, last = 0;
  Rect box;
};

/// True if two pieces stand above each other in some column.
bool share_columns(const Rect& a, const Rect& b) { return a.x < b.right() && b.x < a.right(); }

/// Digits raised behind a letter, with a dash before them or not. Marks as small as a degree sign
/// or an apostrophe are none, nor is a dash alone, nor what stands above another piece ('%').
std::vector<Raised> raised_groups(const TextLine& line) {
  const auto& glyphs = line.glyphs;
  const int height = line.height, base = base_line(glyphs, height);
  std::vector<Raised> out;
  for (std::size_t i = 1; i < glyphs.size(); ++i) {
    Raised group{i, i, {}};
    bool digits = false;
    for (; group.last < glyphs.size(); ++group.last) {
      const Rect& g = glyphs[group.last];
      const double level = (base - (g.y + 0.5 * g.height)) / height;  // of its middle
      const bool dash = g.height <= 0.3 * height && g.width >= 1.3 * g.height &&
                        g.width >= 0.25 * height && level > 0.6 && group.last == i;
      const bool digit = g.height >= 0.5 * height && g.height <= 0.85 * height &&
                         g.width <= 0.75 * height && g.bottom() <= base - 0.25 * height &&
                         level > 0.65;
      if (!dash && !digit) break;
      digits = digits || digit;
      group.box = united(group.box, g);
    }
    const bool crowded =
        digits && (share_columns(group.box, glyphs[i - 1]) ||
                   (group.last < glyphs.size() && share_columns(group.box, glyphs[group.last])));
    if (!digits || crowded) continue;
    out.push_back(group);
    i = group.last;
  }
  return out;
}

/// A line drawn anew for the reader: gaps between words wider, raised groups enlarged on the base
/// line. Grows to the right.
class Redrawn {
 public:
  Redrawn(const InkMap& ink, const TextLine& line, const std::vector<Raised>& raised)
      : ink_(ink), line_(line), base_(base_line(line.glyphs, line.height)) {
    out_.paper = ink.paper;
    out_.threshold = ink.threshold;
    out_.area = {0, line.box.y - kRim, 6 * line.box.width + 40 * line.height,
                 line.box.height + 2 * kRim};
    out_.dark.assign(static_cast<std::size_t>(out_.area.area()), 0);
    copy(line.box.x - kRim, line.box.x);
    std::size_t next = 0;
    int end = line.box.x;
    for (std::size_t i = 0; i < line.glyphs.size();) {
      if (next < raised.size() && raised[next].first == i) {
        const Rect& box = raised[next].box;
        gap(end, box.x);
        enlarge(raised[next]);
        end = box.right();
        i = raised[next++].last;
        continue;
      }
      const Rect& g = line.glyphs[i++];
      if (g.x > end) gap(end, g.x);
      copy(std::max(end, g.x), g.right());
      end = std::max(end, g.right());
    }
    copy(end, end + kRim);
  }

  const InkMap& ink() const { return out_; }
  Rect box() const { return {kRim, line_.box.y, at_ - 2 * kRim, line_.box.height}; }

 private:
  static constexpr int kRim = 2;               // pixels that letters fade over
  static constexpr double kBlank = 0.36;       // of the letters' height: the narrowest blank
  static constexpr double kClearBlank = 0.75;  // one that no reader misses

  void put(int x, int y, int value) {
    if (!out_.area.contains(x, y)) return;
    auto& to = out_.dark[static_cast<std::size_t>(y - out_.area.y) * out_.area.width + x];
    to = static_cast<std::uint8_t>(std::max<int>(to, value));
  }
  void copy(int from, int end) {
    for (int y = out_.area.y; y < out_.area.bottom(); ++y)
      for (int x = from; x < end; ++x) put(at_ + x - from, y, ink_.at(x, y));
    at_ += std::max(0, end - from);
  }
  void gap(int from, int end) {
    const int middle = from + (end - from) / 2;
    copy(from, middle);
    if (end - from >= kBlank * line_.height)
      at_ += std::max(0, static_cast<int>(kClearBlank * line_.height) - (end - from));
    copy(middle, end);
  }
  /// Linear between pixels: it is by a third to a half only.
  void enlarge(const Raised& r) {
    int most = 1;
    for (std::size_t k = r.first; k < r.last; ++k) most = std::max(most, line_.glyphs[k].height);
    const double scale = static_cast<double>(line_.height) / most;
    at_ += line_.height / 8;
    const int width = static_cast<int>(std::ceil(r.box.width * scale));
    const int rows = static_cast<int>(std::ceil((r.box.height + 2) * scale));
    for (int j = 0; j < rows; ++j)
      for (int i = -1; i <= width; ++i) {
        const double fx = r.box.x + (i + 0.5) / scale - 0.5;
        const double fy = r.box.bottom() - (j + 0.5) / scale - 0.5;
        const int x = static_cast<int>(std::floor(fx)), y = static_cast<int>(std::floor(fy));
        const double wx = fx - x, wy = fy - y;
        const double value = (ink_.at(x, y) * (1 - wx) + ink_.at(x + 1, y) * wx) * (1 - wy) +
                             (ink_.at(x, y + 1) * (1 - wx) + ink_.at(x + 1, y + 1) * wx) * wy;
        put(at_ + i, base_ - 1 - j, static_cast<int>(std::lround(value)));
      }
    at_ += width + line_.height / 8;
  }

  const InkMap& ink_;
  const TextLine& line_;
  int base_;
  int at_ = 0;  ///< where the next column goes
  InkMap out_;
};

/// Puts '^' before what was raised: `count` letters of the text somewhere behind `from`.
bool mark_raised(std::string& text, const std::string& raised, std::size_t& from) {
  const std::size_t at = text.find(raised, from);
  if (raised.empty() || at == std::string::npos || at == 0) return false;
  text.insert(at, 1, '^');
  from = at + 1 + raised.size();
  return true;
}

std::string plain_dashes(std::string text) {
  for (const std::string_view dash : {"\u2212", "\u2013", "\u2014", "~"})
    for (std::size_t at; (at = text.find(dash)) != std::string::npos;)
      text.replace(at, dash.size(), 1, '-');
  return text;
}

}  // namespace

std::vector<TextLine> text_lines(const InkMap& ink, double gap) {
  std::vector<TextLine> out;
  for (const Word& word : find_words(ink, gap)) {
    TextLine line{word.box, word.glyphs, tall(word.glyphs)};
    if (line.height < kLeastHeight || line.height > 3 * word.box.height) continue;
    out.push_back(std::move(line));
  }
  return out;
}

Reading read_line(const TextReader& reader, const InkMap& ink, const TextLine& line) {
  const std::vector<Raised> raised = raised_groups(line);
  const Redrawn redrawn(ink, line, raised);
  Reading out = reader.read(text_image(redrawn.ink(), redrawn.box(), line.height), {});
  if (raised.empty()) return out;
  out.text = plain_dashes(out.text);
  std::size_t from = 0;
  for (const Raised& r : raised) {
    int height = 0;
    for (std::size_t k = r.first; k < r.last; ++k) height = std::max(height, line.glyphs[k].height);
    const TextImage part = text_image(ink, r.box, height);
    Reading digits = reader.read(repeated(part, 3), "0123456789-");
    std::string text = plain_dashes(digits.text);
    std::erase(text, ' ');
    text = text.size() % 3 == 0 ? text.substr(0, text.size() / 3) : std::string();
    if (!mark_raised(out.text, text, from)) out.confidence *= 0.5;
  }
  return out;
}

InkMap turned(const InkMap& ink, bool clockwise) {
  InkMap out;
  out.paper = ink.paper;
  out.threshold = ink.threshold;
  out.area = {0, 0, ink.area.height, ink.area.width};
  out.dark.resize(ink.dark.size());
  const int w = ink.area.width, h = ink.area.height;
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      const int tx = clockwise ? h - 1 - y : y, ty = clockwise ? x : w - 1 - x;
      out.dark[static_cast<std::size_t>(ty) * h + tx] =
          ink.dark[static_cast<std::size_t>(y) * w + x];
    }
  return out;
}

}  // namespace unweave
