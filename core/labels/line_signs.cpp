// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/line_signs.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/labels/plain_text.hpp"

namespace unweave {

int base_line(const std::vector<Rect>& glyphs) {
  std::vector<int> bottoms;
  for (const Rect& g : glyphs) bottoms.push_back(g.bottom());
  std::nth_element(bottoms.begin(), bottoms.begin() + bottoms.size() / 2, bottoms.end());
  return bottoms[bottoms.size() / 2];
}

bool share_columns(const Rect& a, const Rect& b) { return a.x < b.right() && b.x < a.right(); }

bool may_be_ring(const Rect& g, int height) {
  return g.height >= 3 && std::abs(g.width - g.height) <= std::max(1, g.height / 7) &&
         g.height >= 0.25 * height && g.height < 0.6 * height;
}

namespace {

/// Numbers of the glyphs that are degree signs: small, round, raised, over nothing.
std::vector<std::size_t> degree_signs(const TextLine& line) {
  const auto& glyphs = line.glyphs;
  const int height = line.height, base = base_line(glyphs);
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const Rect& g = glyphs[i];
    if (!may_be_ring(g, height) || g.bottom() > base - 0.4 * height) continue;
    if ((i > 0 && share_columns(glyphs[i - 1], g)) ||
        (i + 1 < glyphs.size() && share_columns(g, glyphs[i + 1])))
      continue;  // a dot, a part of '%'
    out.push_back(i);
  }
  return out;
}

/// Which of the letters without blanks a glyph is, counted by what stands apart in columns.
struct PlaceInLine {
  std::size_t before = 0;  ///< letters in front of it
  std::size_t behind = 0;
};

PlaceInLine place_of(const TextLine& line, std::size_t glyph) {
  PlaceInLine out;
  int end = line.box.x - 1;
  for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
    const Rect& g = line.glyphs[i];
    if (g.x >= end && i != glyph) ++(i < glyph ? out.before : out.behind);
    end = std::max(end, g.right());
  }
  return out;
}

/// Puts a degree sign where one was read as something that looks like it, or left out; false where
/// the text has no such place.
bool restore_degree(std::u32string& text, const PlaceInLine& place) {
  constexpr std::u32string_view kAlike = U"oOQ@*\u00B0\u00BA\u00AE\u00A9'\"\u2018\u2019";
  std::vector<std::size_t> letters;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != U' ' && text[i] != U'^') letters.push_back(i);
  const std::size_t n = letters.size();
  if (n == place.before + place.behind && place.before > 0) {
    text.insert(letters[place.before - 1] + 1, 1, U'\u00B0');
    return true;
  }
  // Letters that touch each other spoil the count from one end, hardly that from the other; a zero
  // is none of those that a ring looks like then.
  const bool sure = n == place.before + place.behind + 1;
  for (const bool from_end : {true, false}) {
    const std::size_t count = from_end ? place.behind : place.before;
    if (count >= n) continue;
    const std::size_t at = letters[from_end ? n - 1 - count : count];
    if (kAlike.find(text[at]) == std::u32string_view::npos && !(sure && text[at] == U'0')) continue;
    text[at] = U'\u00B0';
    return true;
  }
  return false;
}

/// True for a glyph that reaches below the base line and is as large as a letter, as a Greek mu and
/// "p" do and are.
bool has_tail(const Rect& g, int base, int height) {
  return g.bottom() >= base + height / 8 && g.height <= 1.2 * height && g.height >= 0.6 * height &&
         g.width >= 0.35 * height && g.width <= height;
}

/// True for one that is open at the top, as mu is: "p" is closed there by a stroke as dark as its
/// others.
bool is_open(const InkMap& ink, const Rect& g, int base) {
  constexpr double kStroke = 0.6;  // of the darkest; what blurs into the gap is fainter
  int most = 0, middle = 0;
  for (int y = g.y; y < g.bottom(); ++y)
    for (int x = g.x; x < g.right(); ++x) {
      most = std::max(most, ink.at(x, y));
      const bool between = x >= g.x + g.width * 2 / 5 && x < g.right() - g.width * 2 / 5;
      if (between && y < g.y + std::max(1, (base - g.y) / 3))
        middle = std::max(middle, ink.at(x, y));
    }
  return middle < kStroke * most;
}

/// "pm", "ym", "um" at the start of a word: a reader of English makes these of "µm".
void restore_micro(const InkMap& ink, const TextLine& line, Reading& reading) {
  constexpr std::u32string_view kUnits = U"mgsAVWJNLlTGCFHSMe";
  std::vector<std::size_t> runs;  // the first glyph of each letter
  int end = line.box.x - 1;
  for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
    if (line.glyphs[i].x >= end) runs.push_back(i);
    end = std::max(end, line.glyphs[i].right());
  }
  std::u32string text = code_points(reading.text);
  std::vector<std::size_t> letters;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != U' ' && text[i] != U'^') letters.push_back(i);
  const int base = base_line(line.glyphs);
  for (std::size_t k = 0; k + 1 < letters.size(); ++k) {
    const std::size_t at = letters[k];
    const char32_t c = text[at];
    if (c != U'p' && c != U'y' && c != U'u') continue;
    if ((at > 0 && is_letter(text[at - 1])) ||
        kUnits.find(text[at + 1]) == std::u32string_view::npos)
      continue;
    // Counted from the end, where units stand.
    const std::size_t behind = letters.size() - k;
    if (behind > runs.size()) continue;
    const Rect& g = line.glyphs[runs[runs.size() - behind]];
    const bool tail = has_tail(g, base, line.height);
    if (tail && is_open(ink, g, base))
      text[at] = U'\u00B5';
    else if (c == U'p' && !tail)
      reading.confidence *= 0.5;  // letters touch: another one was looked at
  }
  reading.text = to_utf8(text);
}

/// Brings back the degree signs that the reader took for something else.
void restore_degrees(const TextLine& line, const std::vector<std::size_t>& exponents,
                     Reading& reading) {
  std::vector<std::size_t> signs = degree_signs(line);
  std::erase_if(signs, [&exponents](std::size_t s) {
    return std::find(exponents.begin(), exponents.end(), s) != exponents.end();
  });
  if (signs.empty()) return;
  std::u32string text = code_points(reading.text);
  std::replace(text.begin(), text.end(), U'\u00BA', U'\u00B0');
  const auto read = std::count(text.begin(), text.end(), U'\u00B0');
  if (read != static_cast<std::ptrdiff_t>(signs.size())) {
    for (const std::size_t sign : signs)
      if (!restore_degree(text, place_of(line, sign))) reading.confidence *= 0.5;
  }
  reading.text = to_utf8(text);
}

}  // namespace

void restore_signs(const InkMap& ink, const TextLine& line,
                   const std::vector<std::size_t>& exponents, Reading& reading) {
  restore_degrees(line, exponents, reading);
  restore_micro(ink, line, reading);
}

}  // namespace unweave
