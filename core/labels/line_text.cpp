// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/line_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <string>
#include <string_view>

#include "core/labels/line_signs.hpp"
#include "core/labels/page_words.hpp"
#include "core/labels/plain_text.hpp"

namespace unweave {

namespace {

constexpr int kLeastHeight = 5;  // pixels of a letter that can be read

/// The height of capital letters, digits and others as tall: of the pieces that stand on the base
/// line the tallest that can be a letter. Brackets and letters with a tail reach under it; small
/// letters are two thirds as tall.
int tall(const std::vector<Rect>& glyphs) {
  constexpr double kOfSmallOnes = 1.75;
  const int base = base_line(glyphs);
  std::vector<int> heights;
  for (const Rect& g : glyphs)
    if (std::abs(g.bottom() - base) <= std::max(1, g.height / 8)) heights.push_back(g.height);
  std::sort(heights.begin(), heights.end());
  const int usual = heights[heights.size() / 2];
  while (heights.back() > kOfSmallOnes * usual) heights.pop_back();
  return heights.back();
}

/// A group of raised glyphs: numbers [first, last) of a line's glyphs.
struct Raised {
  std::size_t first = 0, last = 0;
  Rect box;
  std::string text{};  ///< as read by itself; empty where that is not sure
};

/// Digits raised behind a letter, with a dash before them or not. Marks as small as a degree sign
/// or an apostrophe are none, nor is a dash alone, nor what stands above another piece ('%').
std::vector<Raised> raised_groups(const TextLine& line) {
  const auto& glyphs = line.glyphs;
  const int height = line.height, base = base_line(glyphs);
  std::vector<Raised> out;
  for (std::size_t i = 1; i < glyphs.size(); ++i) {
    Raised group{i, i, {}};
    bool digits = false;
    for (; group.last < glyphs.size(); ++group.last) {
      const Rect& g = glyphs[group.last];
      const double level = (base - (g.y + 0.5 * g.height)) / height;  // of its middle
      const bool dash = g.height <= 0.3 * height && g.width >= 1.3 * g.height &&
                        g.width >= 0.25 * height && level > 0.6 && group.last == i;
      const bool digit = g.height >= 0.4 * height && g.height <= 0.85 * height &&
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

/// A dash that is in no glyph, since it stands alone too far from the letter before it, belongs to
/// the raised digits behind it.
void take_dash(const InkMap& ink, const TextLine& line, Raised& group) {
  const int from = group.first > 0 ? line.glyphs[group.first - 1].right() + 1 : group.box.x;
  for (int x = from; x < group.box.x; ++x)
    for (int y = group.box.y; y < group.box.bottom(); ++y)
      if (ink.ink(x, y)) {
        group.box.width += group.box.x - x;
        group.box.x = x;
        return;
      }
}

/// A line drawn anew for the reader: gaps between words wider, raised groups enlarged on the base
/// line. Grows to the right.
class Redrawn {
 public:
  Redrawn(const InkMap& ink, const TextLine& line, const std::vector<Raised>& raised)
      : ink_(ink), line_(line), base_(base_line(line.glyphs)) {
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
  static constexpr double kBlank = 0.33;       // of the letters' height: the narrowest blank
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

/// All dashes and what readers make of small ones as '-', one where they saw two.
std::string plain_dashes(std::string text) {
  for (const std::string_view dash : {"\u2212", "\u2013", "\u2014", "~", "--"})
    for (std::size_t at; (at = text.find(dash)) != std::string::npos;)
      text.replace(at, dash.size(), 1, '-');
  return text;
}

/// What stands three times in a row; empty where the three are not alike.
std::string said_three_times(const std::string& text) {
  const std::string once = text.substr(0, text.size() / 3);
  return text == once + once + once ? once : std::string();
}

/// Which word of the text a letter is in.
std::size_t word_at(const std::string& text, std::size_t at) {
  return static_cast<std::size_t>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), ' '));
}

/// "LO", "IO", "1O": ten, before an exponent.
bool looks_like_ten(const std::string& text, std::size_t at) {
  return std::string_view("1LIl|!i]").find(text[at]) != std::string_view::npos &&
         std::string_view("0Oo").find(text[at + 1]) != std::string_view::npos;
}

/// Puts '^' before `raised`, which stands somewhere behind `from`, and mends the ten that it is the
/// exponent of; -1 if it is not there, else the number of its word.
int mark_raised(std::string& text, const std::string& raised, std::size_t& from) {
  const std::size_t at = raised.empty() ? std::string::npos : text.find(raised, from);
  if (at == std::string::npos || at == 0) return -1;
  // A reader may part it from what it belongs to.
  std::size_t place = at;
  if (text[at - 1] == ' ' && at > 1) text.erase(--place, 1);
  if (place >= 2 && looks_like_ten(text, place - 2)) text.replace(place - 2, 2, "10");
  text.insert(place, 1, '^');
  from = place + 1 + raised.size();
  return static_cast<int>(word_at(text, place));
}

}  // namespace

namespace {

/// True if `b` is what follows `a` in its line, raised above its last small letters: such a piece
/// overlaps the line as a whole, but no letter beside it.
bool continues(const TextLine& a, const TextLine& b, double gap) {
  const int apart = b.box.x - a.box.right();
  // A dash alone is no word: an exponent's sign may stand in the gap.
  if (b.box.bottom() < a.box.y + 0.75 * a.height) gap += 0.8;
  return apart >= -1 && apart <= gap * a.height && b.box.y >= a.box.y - a.height / 2 &&
         b.box.bottom() <= a.box.bottom() + a.height / 3 && b.height <= a.height;
}

}  // namespace

std::vector<TextLine> text_lines(const InkMap& ink, double gap) {
  std::vector<TextLine> out;
  for (const Word& word : find_words(ink, gap))
    out.push_back({word.box, word.glyphs, tall(word.glyphs)});
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t j = 0; j < out.size(); ++j) {
      if (i == j || !continues(out[i], out[j], gap)) continue;
      out[i].box = united(out[i].box, out[j].box);
      out[i].glyphs.insert(out[i].glyphs.end(), out[j].glyphs.begin(), out[j].glyphs.end());
      out[i].height = tall(out[i].glyphs);
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(j));
      if (j < i) --i;
      j = static_cast<std::size_t>(-1);
    }
  std::erase_if(out, [](const TextLine& l) {
    return l.height < kLeastHeight || l.height > 3 * l.box.height;
  });
  return out;
}

namespace {

/// Reads the raised groups by themselves, three times each in one line. A single round piece that
/// is no digit then, or a zero, is a degree sign and no group.
void read_raised(const TextReader& reader, const InkMap& ink, const TextLine& line,
                 std::vector<Raised>& raised) {
  for (Raised& r : raised) {
    take_dash(ink, line, r);
    int height = 0;
    for (std::size_t k = r.first; k < r.last; ++k) height = std::max(height, line.glyphs[k].height);
    const TextImage part = text_image(ink, r.box, height);
    std::string text = plain_dashes(reader.read(repeated(part, 3), "0123456789-").text);
    std::erase(text, ' ');
    r.text = said_three_times(text);
  }
  std::erase_if(raised, [&line](const Raised& r) {
    return r.last == r.first + 1 && may_be_ring(line.glyphs[r.first], line.height) &&
           r.box == line.glyphs[r.first] && (r.text.empty() || r.text == "0");
  });
}

}  // namespace

namespace {

Reading read_ink(const TextReader& reader, const InkMap& ink, const TextLine& line) {
  constexpr double kConfirmed = 0.9;  // of a word whose exponent was read twice, alike
  std::vector<Raised> raised = raised_groups(line);
  read_raised(reader, ink, line, raised);
  const Redrawn redrawn(ink, line, raised);
  Reading out = reader.read(text_image(redrawn.ink(), redrawn.box(), line.height), {});
  if (raised.empty()) {
    restore_signs(ink, line, {}, out);
    return out;
  }
  out.text = plain_dashes(out.text);
  std::size_t from = 0;
  for (const Raised& r : raised) {
    const int word = mark_raised(out.text, r.text, from);
    if (word < 0)
      out.confidence *= 0.5;
    else if (static_cast<std::size_t>(word) < out.words.size())
      out.words[static_cast<std::size_t>(word)] =
          std::max(out.words[static_cast<std::size_t>(word)], kConfirmed);
  }
  std::vector<std::size_t> exponents;
  for (const Raised& r : raised)
    for (std::size_t k = r.first; k < r.last; ++k) exponents.push_back(k);
  restore_signs(ink, line, exponents, out);
  const auto words = static_cast<double>(out.words.size());
  const double mean =
      std::accumulate(out.words.begin(), out.words.end(), 0.0) / std::max(1.0, words);
  if (out.confidence > 0.5) out.confidence = std::max(out.confidence, mean);
  return out;
}

}  // namespace

Reading read_line(const TextReader& reader, const InkMap& ink, const TextLine& line) {
  if (auto said = page_line(ink, line)) return *std::move(said);
  Reading out = read_ink(reader, ink, line);
  if (contradicts_page(ink, line.box, out.text)) return {};
  return out;
}

Reading read_short(const TextReader& reader, const InkMap& ink, const TextLine& line) {
  if (auto said = page_line(ink, line)) return *std::move(said);
  Reading out = reader.read(repeated(text_image(ink, line.box, line.height), 3), {});
  std::erase(out.text, ' ');
  const std::u32string s = code_points(out.text);
  const std::size_t n = s.size() / 3;
  if (n == 0 || n > line.glyphs.size() || s.size() % 3 != 0 || s.compare(n, n, s, 0, n) != 0 ||
      s.compare(2 * n, n, s, 0, n) != 0)
    return {};
  out.text = to_utf8(s.substr(0, n));
  if (contradicts_page(ink, line.box, out.text)) return {};
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
  for (Letter letter : ink.letters) {
    letter.x -= ink.area.x;
    letter.y -= ink.area.y;
    out.letters.push_back(turned(letter, w, h, clockwise));
  }
  return out;
}

}  // namespace unweave
