// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/page_prose.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <utility>

#include "core/disjoint_sets.hpp"
#include "core/labels/plain_text.hpp"

namespace unweave {

namespace {

/// A line as it grows, letter by letter.
struct GrowingLine {
  double left = 0, right = 0, top = 0, bottom = 0;
  double height = 0;  ///< of its largest font
  std::string text;
  int words = 1, signs = 0, letters = 0;
};

void append(GrowingLine& line, const Letter& letter, const ProseOptions& options) {
  if (line.signs > 0 && letter.x - line.right > options.space * letter.height) {
    line.text += ' ';
    ++line.words;
  }
  if (line.signs == 0) {
    line.left = letter.x;
    line.top = letter.y;
    line.bottom = letter.bottom();
  }
  line.right = std::max(line.right, letter.right());
  line.top = std::min(line.top, letter.y);
  line.bottom = std::max(line.bottom, letter.bottom());
  line.height = std::max(line.height, letter.height);
  line.text += letter.text;
  const std::u32string signs = code_points(letter.text);
  line.signs += static_cast<int>(signs.size());
  line.letters += static_cast<int>(std::ranges::count_if(signs, is_letter));
}

bool continues(const GrowingLine& line, const Letter& letter, const ProseOptions& options) {
  constexpr double kOnLine = 0.5;  // of the lower of the two
  const double gap = letter.x - line.right, height = std::max(line.height, letter.height);
  const double common = std::min(line.bottom, letter.bottom()) - std::max(line.top, letter.y);
  return gap <= options.between * height && gap >= -height &&
         common >= kOnLine * std::min(line.bottom - line.top, letter.height);
}

/// Lines from letters by rising x; those that have ended are set aside, so that few are open.
std::vector<GrowingLine> lines_of(const PageText& text, const ProseOptions& options) {
  std::vector<const Letter*> letters;
  for (const Letter& letter : text.letters)
    if (letter.writing == Writing::Right || letter.writing == Writing::Alone)
      letters.push_back(&letter);
  std::ranges::stable_sort(letters, {}, &Letter::x);
  std::vector<GrowingLine> open, done;
  for (const Letter* letter : letters) {
    const auto ended = std::partition(open.begin(), open.end(), [&](const GrowingLine& line) {
      return letter->x - line.right <= options.between * std::max(line.height, letter->height);
    });
    done.insert(done.end(), ended, open.end());
    open.erase(ended, open.end());
    GrowingLine* best = nullptr;
    for (GrowingLine& line : open)
      if (continues(line, *letter, options) && (!best || line.right > best->right)) best = &line;
    append(best ? *best : open.emplace_back(), *letter, options);
  }
  done.insert(done.end(), open.begin(), open.end());
  std::ranges::sort(done, [](const GrowingLine& a, const GrowingLine& b) {
    return std::pair(a.top, a.left) < std::pair(b.top, b.left);
  });
  return done;
}

/// True if `next` goes on below `line` as lines of one text do.
bool goes_on(const GrowingLine& line, const GrowingLine& next, const ProseOptions& options) {
  constexpr double kShared = 0.5;  // of the shorter line, side by side
  const double height = std::max(line.height, next.height);
  if (std::abs(line.height - next.height) > options.alike * height) return false;
  const double down = next.top - line.top;
  if (down <= kShared * height || down > options.leading * height) return false;
  const double common = std::min(line.right, next.right) - std::max(line.left, next.left);
  if (common < kShared * std::min(line.right - line.left, next.right - next.left)) return false;
  // Flush left, but for an indent, or flush right.
  constexpr double kIndent = 2.5;
  return std::abs(line.left - next.left) <= kIndent * height ||
         std::abs(line.right - next.right) <= kIndent * height;
}

bool is_prose(const std::vector<const GrowingLine*>& block, const ProseOptions& options) {
  if (static_cast<int>(block.size()) < options.block_lines) return false;
  double words = 0, signs = 0, letters = 0, longest = 0;
  for (const GrowingLine* line : block) {
    words += line->words;
    signs += line->signs;
    letters += line->letters;
    longest = std::max(longest, (line->right - line->left) / line->height);
  }
  return words >= options.line_words * static_cast<double>(block.size()) &&
         letters >= options.letters_share * signs && longest >= options.line_length;
}

Rect box_of(const GrowingLine& line) {
  const int x = static_cast<int>(std::floor(line.left)), y = static_cast<int>(std::floor(line.top));
  return {x, y, static_cast<int>(std::ceil(line.right)) - x,
          static_cast<int>(std::ceil(line.bottom)) - y};
}

/// The first sign behind the name of what a caption is of; nothing if there is none.
std::size_t behind_name(std::u32string_view text) {
  // Longer ones first. The words of English, German, Spanish, French, Japanese and Chinese.
  constexpr std::array<std::u32string_view, 16> kNames = {U"supplementary figure",
                                                          U"extended data fig",
                                                          U"abbildung",
                                                          U"figura",
                                                          U"figure",
                                                          U"tableau",
                                                          U"tabelle",
                                                          U"tabla",
                                                          U"table",
                                                          U"plate",
                                                          U"scheme",
                                                          U"karte",
                                                          U"abb",
                                                          U"fig",
                                                          U"tab",
                                                          U"map"};
  for (const std::u32string_view name : kNames)
    if (text.starts_with(name)) return name.size();
  for (const char32_t sign : {U'図', U'图', U'圖', U'表'})
    if (!text.empty() && text[0] == sign) return 1;
  return 0;
}

}  // namespace

bool begins_caption(const std::string& line) {
  const std::u32string written = plain_text(line), text = lower(written);
  std::size_t at = behind_name(text);
  if (at == 0) return false;
  const auto skip = [&](std::u32string_view set) {
    while (at < text.size() && one_of(text[at], set)) ++at;
  };
  skip(U"s. ");
  // "S2", "A.1", "3", "12b", "IV"
  const std::size_t number = at;
  if (at < text.size() && is_letter(text[at]) && at + 1 < text.size() &&
      (is_digit(text[at + 1]) || text[at + 1] == U'.'))
    ++at;
  skip(U"0123456789.-");
  const bool numbered = std::any_of(text.begin() + static_cast<std::ptrdiff_t>(number),
                                    text.begin() + static_cast<std::ptrdiff_t>(at), is_digit);
  if (!numbered) return false;
  if (at < text.size() && is_letter(text[at]) &&
      (at + 1 == text.size() || !is_letter(text[at + 1])))
    ++at;
  const bool stopped = text[at - 1] == U'.' || text[at - 1] == U'-';
  skip(U" ");
  // A sentence goes on with a small letter.
  return at == text.size() || stopped || !is_letter(text[at]) || written[at] != text[at] ||
         written[at] > U'\x7f';
}

std::vector<ProseLine> prose_lines(const PageText& text, const ProseOptions& options) {
  const std::vector<GrowingLine> lines = lines_of(text, options);
  DisjointSets blocks(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (std::size_t j = i + 1;
         j < lines.size() && lines[j].top - lines[i].top <= options.leading * lines[i].height * 2;
         ++j)
      if (!begins_caption(lines[j].text) && goes_on(lines[i], lines[j], options)) blocks.join(i, j);
  const std::vector<std::size_t> block = blocks.numbered();
  std::vector<std::vector<const GrowingLine*>> members(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) members[block[i]].push_back(&lines[i]);
  std::vector<ProseLine> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& mates = members[block[i]];
    const auto kind = begins_caption(mates.front()->text) ? ProseLine::Kind::Caption
                      : is_prose(mates, options)          ? ProseLine::Kind::Prose
                                                          : ProseLine::Kind::Loose;
    out.push_back({box_of(lines[i]), lines[i].text, kind, static_cast<int>(block[i])});
  }
  return out;
}

}  // namespace unweave
