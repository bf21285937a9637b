// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/label_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <set>
#include <string_view>

#include "core/labels/page_words.hpp"

namespace unweave {

namespace {

constexpr const char* kDigits = "0123456789";
constexpr const char* kMarkedNumbers = "0123456789.-EWNSQkMG%";
constexpr double kUnsure = 0.5;            // confidence of a word that may be something else
constexpr std::size_t kLongestLabel = 12;  // letters; more is a sentence

std::string without(const std::string& text, const char* drop) {
  std::string out;
  for (const char c : text)
    if (!std::strchr(drop, c)) out.push_back(c);
  return out;
}

/// All dashes as '-'; a long one is sometimes seen as two.
std::string plain_dashes(std::string text) {
  for (const std::string_view dash : {"\u2212", "\u2013", "\u2014", "--"})
    for (std::size_t at; (at = text.find(dash)) != std::string::npos;)
      text.replace(at, dash.size(), 1, '-');
  return text;
}

/// Takes degree signs out, which shapes do not count as letters; true if there was one.
bool take_degree_signs(std::string& text) {
  const std::size_t before = text.size();
  for (const std::string_view sign : {"\u00b0", "\u00ba"})
    for (std::size_t at; (at = text.find(sign)) != std::string::npos;) text.erase(at, sign.size());
  return text.size() < before;
}

/// How many letters have points in front of them: a point that came apart is one.
std::size_t point_places(const WordShape& shape) {
  return std::set<int>(shape.points.begin(), shape.points.end()).size();
}

/// Puts points back where the shapes have them; false if letters and shapes do not match. Where
/// letters touch each other or a point, shapes only tell so much, and the reader's points stay.
bool restore_points(std::string& text, const WordShape& shape) {
  const std::string bare = without(text, shape.times ? ".,x+*e" : ".,");
  // A number has one decimal point: several separate thousands.
  const bool comma = shape.commas > 0 && text.find(',') != std::string::npos;
  const char separator = comma || point_places(shape) > 1 ? ',' : '.';
  const int dashes = static_cast<int>(std::count(bare.begin(), bare.end(), '-'));
  const int letters = static_cast<int>(bare.size()) - dashes;
  const std::size_t points = text.size() - bare.size();
  if (dashes != shape.inner_dashes) return false;
  if (letters != static_cast<int>(shape.base.size())) {
    if (separator == ',') std::replace(text.begin(), text.end(), '.', ',');
    return letters == shape.letters && points == shape.points.size();
  }
  if (points > shape.points.size()) return points == 1;  // it touches a letter
  std::string out;
  int letter = 0;
  for (const char c : bare) {
    const bool point = c != '-' && std::count(shape.points.begin(), shape.points.end(), letter++);
    if (point) out.push_back(separator);
    out.push_back(c);
  }
  text = out;
  return true;
}

/// Reads the letters of a box. One or two alone are shown several times in a row: a line reader
/// has little to go by in a single letter. They count where it reads the same thing every time.
Reading read_letters(const TextReader& reader, const InkMap& ink, const Rect& box, int height,
                     std::size_t letters, const std::string& characters) {
  constexpr int kTimes = 3;
  const TextImage once = text_image(ink, box, height);
  Reading alone = reader.read(once, characters);
  if (letters > 2 || (alone.text.size() == letters && alone.confidence > 0.8)) return alone;
  Reading out = reader.read(repeated(once, kTimes), characters);
  std::erase(out.text, ' ');
  const std::size_t n = out.text.size() / kTimes;
  if (n == 0 || out.text.size() % kTimes != 0) return alone;
  const std::string first = out.text.substr(0, n);
  for (int k = 1; k < kTimes; ++k)
    if (out.text.compare(k * n, n, first) != 0) out.confidence *= 0.5;
  out.text = first;
  return out;
}

/// The fewer letters a reader may choose from, the fewer mistakes it makes; but a point that it
/// sees and must not name makes it unsure of everything.
std::string characters_for(const WordShape& shape, Alphabet alphabet) {
  if (alphabet == Alphabet::Any) return {};
  if (alphabet == Alphabet::Marked) return kMarkedNumbers;
  std::string out = kDigits;
  out.push_back('.');
  if (point_places(shape) > 1 || shape.commas > 0) out.push_back(',');
  const bool power = !shape.raised.empty() && shape.base.size() > 2;
  if (shape.inner_dashes > 0 || shape.letters >= 5 || power) out.append("eE+-x");
  return out;
}

}  // namespace

ReadWord read_word(const TextReader& reader, const InkMap& ink, const Word& word,
                   Alphabet alphabet) {
  if (auto said = page_word(ink, word)) return *std::move(said);
  const WordShape shape = shape_of(word);
  if (shape.base.empty() || word.glyphs.size() > kLongestLabel) return {};
  const Reading base =
      read_letters(reader, ink, shape.base_box, shape.height, shape.letters + shape.points.size(),
                   characters_for(shape, alphabet));
  ReadWord out{plain_dashes(base.text), base.confidence, false};
  std::erase(out.text, ' ');
  const bool degrees = take_degree_signs(out.text);
  if (shape.minus && !out.text.empty() && out.text[0] == '-') out.text.erase(0, 1);
  out.matches = restore_points(out.text, shape);
  if (degrees && !out.text.empty() && std::strchr(kDigits, out.text.back())) out.text += 'o';
  if (!out.matches) out.confidence *= 0.5;
  if (!shape.raised.empty()) {
    int height = 0;
    for (const Rect& g : shape.raised) height = std::max(height, g.height);
    const Reading raised =
        read_letters(reader, ink, shape.raised_box, height, shape.raised.size(), kDigits);
    if (raised.text.size() != shape.raised.size()) out.confidence *= 0.5;
    out.confidence = std::min(out.confidence, raised.confidence);
    out.text.append(shape.raised_minus ? "^-" : "^").append(raised.text);
  }
  if (contradicts_page(ink, word.box, out.text)) return {};
  if (shape.minus || shape.plus) out.text.insert(out.text.begin(), shape.minus ? '-' : '+');
  return out;
}

namespace {

/// 10E, 45N, 30o: a number of degrees.
bool is_bearing(const std::string& text) {
  return text.size() >= 2 && std::strchr("EWNSo", text.back()) != nullptr &&
         text.find_first_not_of("0123456789.-") == text.size() - 1;
}

}  // namespace

std::vector<ReadWord> read_words(const TextReader& reader, const InkMap& ink,
                                 const std::vector<Word>& words) {
  std::vector<ReadWord> out;
  for (const Word& word : words) out.push_back(read_word(reader, ink, word, Alphabet::Numbers));
  int looked = 0, found = 0;
  for (std::size_t i = 0; i < words.size() && looked < 3; ++i) {
    if (looked == 2 && found == 0) break;  // the third alone would not do
    if (!out[i].matches || out[i].text.size() < 2) continue;
    if (out[i].text.find('^') != std::string::npos) continue;
    ++looked;
    const std::string text = read_word(reader, ink, words[i], Alphabet::Any).text;
    found += text.size() >= 2 && std::strchr("EWNSkKMGB%", text.back()) != nullptr &&
             text.find_first_of(kDigits) != std::string::npos;
  }
  const bool suffixes = found >= 2 || (found == 1 && looked == 1);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!suffixes && out[i].matches) continue;
    if (!out[i].matches || out[i].confidence < kUnsure) {  // a degree sign is in no list of letters
      const ReadWord bearing = read_word(reader, ink, words[i], Alphabet::Any);
      if (is_bearing(bearing.text) && bearing.matches && bearing.confidence > out[i].confidence) {
        out[i] = bearing;
        continue;
      }
    }
    const ReadWord again = read_word(reader, ink, words[i], Alphabet::Marked);
    if (suffixes || again.confidence > out[i].confidence) out[i] = again;
  }
  return out;
}

}  // namespace unweave
