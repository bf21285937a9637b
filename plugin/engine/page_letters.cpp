// SPDX-License-Identifier: GPL-3.0-or-later
#include <glib.h>
#include <poppler-document.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "plugin/engine/page_drawing.hpp"
#include "plugin/engine/vector_page.hpp"

namespace unweave::engine {
namespace {

struct FreeImages {
  void operator()(GList* images) const { poppler_page_free_image_mapping(images); }
};

/// A scan with a layer of text: programs put in what they read there.
bool is_one_image(PopplerPage* page) {
  constexpr double kWhole = 0.9;  // of the page: scanners cut off less than a tenth
  double width = 0, height = 0;
  poppler_page_get_size(page, &width, &height);
  const std::unique_ptr<GList, FreeImages> images(poppler_page_get_image_mapping(page));
  for (const GList* at = images.get(); at; at = at->next) {
    const PopplerRectangle& area = static_cast<PopplerImageMapping*>(at->data)->area;
    const double w = std::min(area.x2, width) - std::max(area.x1, 0.0);
    const double h = std::min(area.y2, height) - std::max(area.y1, 0.0);
    if (w > 0 && h > 0 && w * h >= kWhole * width * height) return true;
  }
  return false;
}

/// Quarter turns of a word's line, as poppler counts them.
Writing writing_of(int turns) {
  constexpr Writing kWays[] = {Writing::Right, Writing::Down, Writing::Left, Writing::Up};
  return turns >= 0 && turns < 4 ? kWays[turns] : Writing::Slanted;
}

/// Poppler rounds a line's angle to a quarter.
bool slants(const Letter& first, const Letter& last) {
  constexpr double kStraight = 0.1;  // of the way along the line
  const double x = last.x + last.width / 2 - first.x - first.width / 2;
  const double y = last.y + last.height / 2 - first.y - first.height / 2;
  return std::min(std::abs(x), std::abs(y)) > kStraight * std::max(std::abs(x), std::abs(y));
}

/// The signs of a text as UTF-8, one by one.
std::vector<std::string> signs_of(const poppler::ustring& text) {
  const poppler::byte_array bytes = text.to_utf8();
  const std::string utf8(bytes.begin(), bytes.end());
  std::vector<std::string> out;
  if (!g_utf8_validate(utf8.data(), static_cast<gssize>(utf8.size()), nullptr)) return out;
  const char* const end = utf8.data() + utf8.size();
  for (const char* at = utf8.data(); at < end;) {
    const char* const next = g_utf8_next_char(at);
    out.emplace_back(at, next);
    at = next;
  }
  return out;
}

/// False for what fonts put in the place of a letter that they do not name.
bool is_named(const std::string& sign) {
  const gunichar c = g_utf8_get_char(sign.c_str());
  constexpr gunichar kReplacement = 0xFFFD;
  return g_unichar_isgraph(c) && g_unichar_type(c) != G_UNICODE_PRIVATE_USE && c != kReplacement;
}

/// Fonts that a program draws itself (Type 3) state the reach of all that they could hold, some two
/// of their sizes, and poppler guesses their sizes: lines beside each other would overlap. Leaves
/// what letters have, by how broad the font's digits are.
void keep_to_size(Letter& letter, double digit) {
  constexpr double kMost = 2.7;      // digits, of a line's height: of common fonts 1.6 to 2.4
  constexpr double kOfDigit = 1.75;  // digits are some 0.57 of a font's size
  constexpr double kBase = 0.75;     // of the stated reach, from its upper end
  constexpr double kAbove = 0.95, kBelow = 0.25;  // of the size, from the base line
  const bool lies = letter.writing == Writing::Up || letter.writing == Writing::Down;
  const bool mirrored = letter.writing == Writing::Left || letter.writing == Writing::Down;
  double& begin = lies ? letter.x : letter.y;
  double& length = lies ? letter.width : letter.height;
  if (!(digit > 0) || length <= kMost * digit) return;
  const double size = kOfDigit * digit;
  const double base = begin + (mirrored ? 1 - kBase : kBase) * length;
  begin = base - (mirrored ? kBelow : kAbove) * size;
  length = (kAbove + kBelow) * size;
}

/// A font, by name and size.
using Font = std::pair<std::string, double>;

/// A word's letters; none where poppler cannot place each of them.
std::vector<Letter> letters_of(const poppler::text_box& word, const PagePlace& place) {
  std::vector<Letter> out;
  const std::vector<std::string> signs = signs_of(word.text());
  for (std::size_t i = 0; i < signs.size(); ++i) {
    const poppler::rectf box = word.char_bbox(i);
    if (!(box.width() > 0) || !(box.height() > 0)) return {};
    if (!is_named(signs[i])) continue;
    out.push_back({signs[i], box.x() * place.x_scale + place.left,
                   box.y() * place.y_scale + place.top, box.width() * place.x_scale,
                   box.height() * place.y_scale, writing_of(word.rotation())});
  }
  if (out.size() > 1 && slants(out.front(), out.back()))
    for (Letter& letter : out) letter.writing = Writing::Slanted;
  return out;
}

}  // namespace

std::shared_ptr<const PageText> page_letters(const poppler::document& document, PopplerPage* page,
                                             const PagePlace& place) {
  const std::unique_ptr<poppler::page> text(document.create_page(poppler_page_get_index(page)));
  if (!text || is_one_image(page)) return nullptr;
  auto out = std::make_shared<PageText>();
  std::vector<Font> fonts;
  std::map<Font, double> digits;  // advances, in pixels
  for (const poppler::text_box& word : text->text_list(poppler::page::text_list_include_font)) {
    const Font font{word.get_font_name(), word.get_font_size()};
    for (Letter& letter : letters_of(word, place)) {
      const bool lies = letter.writing == Writing::Up || letter.writing == Writing::Down;
      if (letter.text.size() == 1 && g_ascii_isdigit(letter.text[0]))
        digits[font] = std::max(digits[font], lies ? letter.height : letter.width);
      out->letters.push_back(std::move(letter));
      fonts.push_back(font);
    }
  }
  for (std::size_t i = 0; i < fonts.size(); ++i)
    if (const auto digit = digits.find(fonts[i]); digit != digits.end())
      keep_to_size(out->letters[i], digit->second);
  if (out->letters.empty()) return nullptr;
  return out;
}

}  // namespace unweave::engine
