// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/plain_text.hpp"

#include <algorithm>
#include <cstddef>

namespace unweave {

namespace {

constexpr char32_t kWrong = 0xFFFD;

/// Characters that are one sign to a reader.
struct SameSign {
  std::u32string_view signs;
  std::u32string_view plain;
};

constexpr SameSign kSameSigns[] = {
    {U"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00AD\u02D7\uFE58\uFE63\uFF0D", U"-"},
    {U"\t\n\r\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F"
     U"\u3000",
     U" "},
    {U"\u200B\u2060\uFEFF\u2062\u2061$", U""},
    {U"\u2018\u2019\u201B\u02BC\u02B9\u2032`\u00B4", U"'"},
    {U"\u201C\u201D\u2033\u02BA", U"\""},
    {U"\u00D7\u2715\u2716\u2A2F\u22C5\u2219\u2217*", U"\u00D7"},
    {U"\u00B0\u00BA\u02DA\u2218", U"\u00B0"},
    {U"\u2044\u2215\uFF0F", U"/"},
    {U"\u00B5\u03BC", U"\u00B5"},
    {U"\u03C0\u03D6\U0001D6D1\U0001D70B\U0001D745", U"\u03C0"},
    {U"\u2126", U"\u03A9"},
    {U"\u212B", U"\u00C5"},
    {U"\u212A", U"K"},
    {U"\u2103", U"\u00B0C"},
    {U"\u2109", U"\u00B0F"},
    {U"\u2264\u2A7D\u2266", U"<="},
    {U"\u2265\u2A7E\u2267", U">="},
    {U"\u2026", U"..."},
    {U"\uFF0B\uFE62", U"+"},
    {U"\uFF05", U"%"},
    {U"\uFF0E\u2024", U"."},
    {U"\uFF0C", U","},
    {U"\uFF08", U"("},
    {U"\uFF09", U")"},
};

/// Fractions that are one character.
struct Vulgar {
  char32_t sign;
  std::u32string_view plain;
};

constexpr Vulgar kVulgar[] = {{U'\u00BC', U"1/4"}, {U'\u00BD', U"1/2"}, {U'\u00BE', U"3/4"},
                              {U'\u2153', U"1/3"}, {U'\u2154', U"2/3"}, {U'\u2155', U"1/5"},
                              {U'\u2156', U"2/5"}, {U'\u2157', U"3/5"}, {U'\u2158', U"4/5"},
                              {U'\u2159', U"1/6"}, {U'\u215A', U"5/6"}, {U'\u215B', U"1/8"},
                              {U'\u215C', U"3/8"}, {U'\u215D', U"5/8"}, {U'\u215E', U"7/8"}};

/// The digit or sign that is raised; 0 for what is not.
char32_t lowered(char32_t c) {
  constexpr std::u32string_view kRaised =
      U"\u2070\u00B9\u00B2\u00B3\u2074\u2075\u2076\u2077\u2078\u2079\u207A\u207B";
  const std::size_t at = kRaised.find(c);
  return at == std::u32string_view::npos ? 0 : U"0123456789+-"[at];
}

/// `c` in its one form, behind what is there already.
void add_plain(char32_t c, std::u32string& out) {
  for (const SameSign& same : kSameSigns)
    if (same.signs.find(c) != std::u32string_view::npos) {
      out += same.plain;
      return;
    }
  for (const Vulgar& v : kVulgar)
    if (v.sign == c) {
      if (!out.empty() && is_digit(out.back())) out += U' ';
      out += v.plain;
      return;
    }
  if (c >= 0xFF10 && c <= 0xFF19) c = U'0' + (c - 0xFF10);
  out += c;
}

/// "**", "^{…}" and "^(…)" as '^' and what they hold.
std::u32string plain_powers(const std::u32string& text) {
  std::u32string out;
  char32_t closing = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const bool twice = c == U'\u00D7' && i + 1 < text.size() && text[i + 1] == U'\u00D7';
    if (twice || c == U'^') {
      if (twice) ++i;
      out += U'^';
      if (i + 1 < text.size() && (text[i + 1] == U'{' || text[i + 1] == U'(')) {
        closing = text[i + 1] == U'{' ? U'}' : U')';
        ++i;
      }
    } else if (closing != 0 && c == closing) {
      closing = 0;
    } else {
      out += c;
    }
  }
  return out;
}

std::u32string one_space(const std::u32string& text) {
  std::u32string out;
  for (const char32_t c : text)
    if (c != U' ' || (!out.empty() && out.back() != U' ')) out += c;
  while (!out.empty() && out.back() == U' ') out.pop_back();
  return out;
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
  std::u32string out;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(utf8[at]); };
    const unsigned char first = byte(i);
    const std::size_t more = first < 0x80                     ? 0
                             : first >= 0xC2 && first <= 0xDF ? 1
                             : first >= 0xE0 && first <= 0xEF ? 2
                             : first >= 0xF0 && first <= 0xF4 ? 3
                                                              : 4;
    char32_t c = more == 0 ? first : more == 4 ? kWrong : first & (0x3Fu >> more);
    std::size_t used = 1;
    for (; more < 4 && used <= more; ++used) {
      if (i + used >= utf8.size() || (byte(i + used) & 0xC0) != 0x80) break;
      c = (c << 6) | (byte(i + used) & 0x3Fu);
    }
    constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    if (more < 4 &&
        (used <= more || c < kLeast[more] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)))
      c = kWrong;
    out += c;
    i += used;
  }
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  const auto add = [&out](char32_t bits) { out += static_cast<char>(bits); };
  for (char32_t c : text) {
    if (c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) c = kWrong;
    if (c < 0x80) {
      add(c);
      continue;
    }
    if (c < 0x800) {
      add(0xC0 | (c >> 6));
    } else {
      if (c < 0x10000) {
        add(0xE0 | (c >> 12));
      } else {
        add(0xF0 | (c >> 18));
        add(0x80 | ((c >> 12) & 0x3F));
      }
      add(0x80 | ((c >> 6) & 0x3F));
    }
    add(0x80 | (c & 0x3F));
  }
  return out;
}

std::u32string plain_text(std::string_view utf8) {
  std::u32string out;
  bool raised = false;
  for (const char32_t c : code_points(utf8)) {
    if (const char32_t low = lowered(c)) {
      if (!raised) out += U'^';
      out += low;
      raised = true;
    } else {
      raised = false;
      add_plain(c, out);
    }
  }
  return one_space(plain_powers(out));
}

std::u32string_view trimmed(std::u32string_view text) {
  while (!text.empty() && text.front() == U' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == U' ') text.remove_suffix(1);
  return text;
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
  return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x3040 && c < 0xFE00) ||
         c == 0xB5;
}

std::u32string lower(std::u32string text) {
  for (char32_t& c : text)
    if (c >= U'A' && c <= U'Z') c += 32;
  return text;
}

}  // namespace unweave
