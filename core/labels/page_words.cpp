// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/page_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unweave {

namespace {

// All in heights of a font, from its lowest to its highest reach, which is some 1.2 of its size.
constexpr double kSpace = 0.12;   // between letters; spaces of fonts are 0.2 to 0.3
constexpr double kWithin = 0.06;  // between letters of one word, which stand side by side
constexpr double kBetween = 0.4;  // between words of one line
constexpr double kRaised = 0.2;   // exponents stand 0.3 and more up, smaller letters below 0.1
constexpr double kReach = 0.1;    // by which ink leaves its letter's advance
constexpr double kOnLine = 0.5;   // of the lower of a letter and a word: on one line

/// A letter, or a dash that stands in its line without one.
struct Sign {
  std::string text;
  double x = 0, right = 0;
  bool raised = false;
};

struct Line {
  std::vector<Sign> signs;  ///< by rising x
  double height = 0;        ///< of the largest font
};

bool is_dash(const std::string& text) {
  constexpr std::string_view kDashes[] = {"-",      "\u2212", "\u2013", "\u2014",
                                          "\u2010", "\u2011", "\u2012", "\uff0d"};
  return std::ranges::find(kDashes, text) != std::end(kDashes);
}

bool runs_right(const Letter& letter) {
  return letter.writing == Writing::Right || letter.writing == Writing::Alone;
}

bool on_line(const Letter& letter, const Rect& box) {
  const double common =
      std::min<double>(letter.bottom(), box.bottom()) - std::max<double>(letter.y, box.y);
  return common >= kOnLine * std::min<double>(letter.height, box.height);
}

/// True if anything of it can be seen: files also hold letters that are white, or covered.
bool seen(const InkMap& ink, const Letter& letter) {
  const int right = static_cast<int>(std::ceil(letter.right()));
  const int bottom = static_cast<int>(std::ceil(letter.bottom()));
  for (int y = static_cast<int>(letter.y); y < bottom; ++y)
    for (int x = static_cast<int>(letter.x); x < right; ++x)
      if (ink.ink(x, y)) return true;
  return false;
}

bool covers(const Letter& letter, const Rect& piece) {
  const double x = piece.x + 0.5 * piece.width, y = piece.y + 0.5 * piece.height;
  const double reach = kReach * letter.height;
  return x >= letter.x - reach && x <= letter.right() + reach && y >= letter.y - reach &&
         y <= letter.bottom() + reach;
}

/// True if a letter goes on where another one ends, at most `gap` heights behind it.
bool follows(const Letter& before, const Letter& next, double gap) {
  const double apart = next.x - before.right(), height = std::max(before.height, next.height);
  const double common = std::min(before.bottom(), next.bottom()) - std::max(before.y, next.y);
  return apart <= gap * height && apart >= -kReach * height &&
         common >= kOnLine * std::min(before.height, next.height);
}

/// The letters in the box, and those that go on beyond it: their ink may have been taken for a tick
/// mark, or for none of a word's.
std::vector<Letter> letters_of(const InkMap& ink, const Rect& box, double gap) {
  std::vector<Letter> out, others;
  for (const Letter& letter : ink.letters) {
    if (!runs_right(letter)) continue;
    const double x = letter.x + 0.5 * letter.width;
    const bool inside = x >= box.x && x <= box.right() && on_line(letter, box);
    if (!inside)
      others.push_back(letter);
    else if (seen(ink, letter))
      out.push_back(letter);
  }
  if (out.empty()) return out;
  std::ranges::stable_sort(out, {}, &Letter::x);
  std::ranges::stable_sort(others, {}, &Letter::x);
  for (const Letter& letter : others)
    if (letter.x > box.x && follows(out.back(), letter, gap)) out.push_back(letter);
  for (std::size_t i = others.size(); i-- > 0;)
    if (others[i].x < box.x && follows(others[i], out.front(), gap))
      out.insert(out.begin(), others[i]);
  return out;
}

/// Where the digits and capital letters stand whose ink is known.
struct Level {
  int top = 0, base = 0;
};

std::optional<Level> level_of(const std::vector<Letter>& letters, const std::vector<Rect>& pieces,
                              double height) {
  std::optional<Level> out;
  for (const Rect& piece : pieces)
    for (const Letter& letter : letters) {
      const char c = letter.text[0];
      const bool tall = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z' && c != 'Q' && c != 'J');
      if (letter.text.size() != 1 || !tall || letter.height < (1 - kReach) * height ||
          !covers(letter, piece))
        continue;
      if (!out) out = Level{piece.y, piece.bottom()};
      out->top = std::min(out->top, piece.y);
      out->base = std::max(out->base, piece.bottom());
    }
  return out;
}

/// The dash that a piece without a letter is; nothing if it is none. Its measures are those by
/// which shape_of() knows a dash.
std::optional<Sign> dash_of(const Rect& piece, const Level& level, bool first) {
  constexpr double kThick = 0.34, kLong = 0.2, kLow = 0.2, kUp = 0.54;  // of the digits' height
  const double height = level.base - level.top;
  const double up = (level.base - (piece.y + 0.5 * piece.height)) / height;
  const bool dash = piece.height <= std::max(2.0, kThick * height) && piece.width >= piece.height &&
                    piece.width >= kLong * height && up > kLow;
  if (!dash) return std::nullopt;
  return Sign{"-", static_cast<double>(piece.x), static_cast<double>(piece.right()),
              !first && up >= kUp};
}

/// True where letters of one line lie upon each other: neither they nor their ink can be read then.
bool is_heap(const std::vector<Letter>& letters) {
  constexpr double kUpon = 0.4;  // of the narrower letter; kerning and italics take less
  for (std::size_t i = 0; i < letters.size(); ++i)
    for (std::size_t j = i + 1; j < letters.size() && letters[j].x < letters[i].right(); ++j)
      if (letters[i].right() - letters[j].x > kUpon * std::min(letters[i].width, letters[j].width))
        return true;
  return false;
}

/// Nothing if some of the ink is not written in the file.
std::optional<Line> line_of(const InkMap& ink, const Rect& box, const std::vector<Rect>& pieces,
                            double gap) {
  Line out;
  const std::vector<Letter> letters = letters_of(ink, box, gap);
  if (letters.empty()) {
    const bool other_way = std::ranges::all_of(pieces, [&](const Rect& piece) {
      return std::ranges::any_of(ink.letters, [&](const Letter& letter) {
        return !runs_right(letter) && letter.writing != Writing::Slanted && covers(letter, piece);
      });
    });
    return other_way && !pieces.empty() ? std::optional(out) : std::nullopt;
  }
  if (is_heap(letters)) return out;
  for (const Letter& letter : letters) out.height = std::max(out.height, letter.height);
  double bottom = box.bottom();
  for (const Letter& letter : letters)
    if (letter.height == out.height) bottom = letter.bottom();
  for (const Letter& letter : letters) {
    const bool raised = !out.signs.empty() && bottom - letter.bottom() >= kRaised * out.height;
    out.signs.push_back({letter.text, letter.x, letter.right(), raised});
  }
  const std::optional<Level> level = level_of(letters, pieces, out.height);
  std::vector<Sign> dashes;
  for (const Rect& piece : pieces) {
    if (std::ranges::any_of(letters, [&](const Letter& l) { return covers(l, piece); })) continue;
    const bool first = piece.right() <= letters.front().x + kReach * out.height;
    const auto dash = level ? dash_of(piece, *level, first) : std::nullopt;
    if (!dash) return std::nullopt;
    dashes.push_back(*dash);
  }
  out.signs.insert(out.signs.end(), dashes.begin(), dashes.end());
  std::ranges::stable_sort(out.signs, {}, &Sign::x);
  return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// Raised digits that are signs of their own: 10⁻⁷.
void lower_superscripts(std::string& text) {
  constexpr std::pair<std::string_view, char> kRaisedSigns[] = {
      {"\u2070", '0'}, {"\u00b9", '1'}, {"\u00b2", '2'}, {"\u00b3", '3'},
      {"\u2074", '4'}, {"\u2075", '5'}, {"\u2076", '6'}, {"\u2077", '7'},
      {"\u2078", '8'}, {"\u2079", '9'}, {"\u207a", '+'}, {"\u207b", '-'}};
  std::string out;
  bool raised = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto* sign = std::ranges::find_if(kRaisedSigns, [&](const auto& s) {
      return text.compare(at, s.first.size(), s.first) == 0;
    });
    if (sign == std::end(kRaisedSigns)) {
      raised = false;
      out.push_back(text[at++]);
      continue;
    }
    if (!raised) out.push_back('^');
    raised = true;
    out.push_back(sign->second);
    at += sign->first.size();
  }
  text = std::move(out);
}

std::string text_of(const Line& line, bool spaces) {
  std::string out;
  for (std::size_t i = 0; i < line.signs.size(); ++i) {
    const Sign& sign = line.signs[i];
    const bool apart = i > 0 && sign.x - line.signs[i - 1].right > kSpace * line.height;
    if (spaces && apart) out.push_back(' ');
    if (sign.raised && (i == 0 || !line.signs[i - 1].raised || (spaces && apart)))
      out.push_back('^');
    out += is_dash(sign.text) ? "-" : sign.text;
  }
  lower_superscripts(out);
  return out;
}

}  // namespace

std::optional<ReadWord> page_word(const InkMap& ink, const Word& word) {
  if (ink.letters.empty()) return std::nullopt;
  const auto line = line_of(ink, word.box, word.glyphs, kWithin);
  if (!line) return std::nullopt;
  if (line->signs.empty()) return ReadWord{{}, 0, false};
  ReadWord out{text_of(*line, false), 1, true};
  for (const std::string_view blank : {" ", "\u00a0", "\u2009", "\u202f"})
    replace_all(out.text, blank, "");
  for (const std::string_view times : {"\u00d7", "\u22c5", "\u00b7"})
    replace_all(out.text, times, "x");
  bool degrees = false;
  for (const std::string_view ring : {"\u00b0", "\u00ba"}) {
    degrees = degrees || out.text.find(ring) != std::string::npos;
    replace_all(out.text, ring, "");
  }
  if (degrees && !out.text.empty() && out.text.back() >= '0' && out.text.back() <= '9')
    out.text += 'o';
  return out;
}

std::optional<Reading> page_line(const InkMap& ink, const TextLine& line) {
  if (ink.letters.empty()) return std::nullopt;
  const auto letters = line_of(ink, line.box, line.glyphs, kBetween);
  if (!letters) return std::nullopt;
  Reading out{text_of(*letters, true), letters->signs.empty() ? 0.0 : 1.0};
  out.words.assign(static_cast<std::size_t>(std::ranges::count(out.text, ' ')) + 1, out.confidence);
  return out;
}

bool contradicts_page(const InkMap& ink, const Rect& box, std::string_view text) {
  if (ink.letters.empty()) return false;
  const auto plain = [](std::string_view from) {
    std::string out;
    for (const char c : from)
      if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        out.push_back(c);
    return out;
  };
  std::string known;
  for (const Letter& letter : letters_of(ink, box, 0)) known += letter.text;
  return !known.empty() && plain(known) != plain(text);
}

std::shared_ptr<const PageText> text_in(const TextReader& reader, const Raster& raster) {
  const auto page = reader.page();
  if (!page || page->letters.empty()) return nullptr;
  auto out = std::make_shared<PageText>();
  for (Letter letter : page->letters) {
    letter.x = (letter.x - raster.origin.x) / raster.step;
    letter.y = (letter.y - raster.origin.y) / raster.step;
    letter.width /= raster.step;
    letter.height /= raster.step;
    out->letters.push_back(std::move(letter));
  }
  return out;
}

}  // namespace unweave
