// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/label_text.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <set>
#include <string_view>

#include "core/labels/glyph_reader.hpp"
#include "core/labels/page_words.hpp"
#include "core/labels/scale_evidence.hpp"

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

ReadWord read_by_line(const TextReader& reader, const InkMap& ink, const Word& word,
                      Alphabet alphabet) {
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

/// The text in the spelling of ReadWord. A times sign at its end counts: "5x" is 5.
std::string spelled(std::string text) {
  if (text.size() > 1 && text.back() == 'x' && std::strchr(kDigits, text[text.size() - 2]))
    text.pop_back();
  constexpr std::string_view kDegree = "\u00b0", kDot = "\u00b7";
  for (std::size_t at; (at = text.find("\u00b710^")) != std::string::npos;)
    text.replace(at, kDot.size(), 1, 'x');
  const std::size_t at = text.find(kDegree);
  if (at == std::string::npos || at == 0) return text;
  const std::string_view behind = std::string_view(text).substr(at + kDegree.size());
  if (behind.empty()) return text.replace(at, kDegree.size(), 1, 'o');
  if (behind.size() == 1 && std::strchr("EWNS", behind[0])) text.erase(at, kDegree.size());
  return text;
}

/// True for a text with a letter that may change its value or name a unit. All labels of a scale
/// have it, so that one kind of error is made in all of them: a second reader has to see it, too.
bool has_suffix(const std::string& text) {
  return text.find_first_of("kKMGTmnpdhsCB") != std::string::npos ||
         text.find("\u00b5") != std::string::npos;
}

// Of words in fonts never seen that are read with kSure and more, with digits from 8 pixels on,
// kRight are right; a font that looks otherwise is misread alike in all labels.
// tests/bench/glyphs/measure.py measures both.
constexpr double kSure = 0.97, kRight = 0.986;
constexpr int kSmall = 8;  // pixels

/// In small print too many sure readings are wrong: it is left to the line reader.
bool is_small(const GlyphReading& reading) {
  int height = 0;
  for (const ReadGlyph& g : reading.glyphs) height = std::max(height, g.box.height);
  return height < kSmall;
}

/// Probability that a reading by glyphs is right.
double chance_of_glyphs(const GlyphReading& reading) {
  return std::min(reading.probability, kRight);
}

ReadWord word_of(const GlyphReading& reading) {
  if (reading.glyphs.empty() || reading.glyphs.size() > kLongestLabel || reading.has_letters() ||
      is_small(reading))
    return {};
  return {spelled(reading.text), confidence_of(chance_of_glyphs(reading), {}), true,
          reading.probability >= kSure && !has_suffix(reading.text)};
}

/// What both readers of one word say together. Their errors are taken for independent.
ReadWord together(const GlyphReading& reading, const ReadWord& line) {
  ReadWord glyphs = word_of(reading);
  if (glyphs.text.empty()) return line;
  if (line.text.empty()) return glyphs;
  const double p = chance_of_glyphs(reading), of_line = chance_right(line.confidence, {});
  ReadWord out = p >= of_line ? glyphs : line;
  double right = 1 - (1 - p) * (1 - of_line);
  if (glyphs.text == line.text) {
    out.matches = true;
  } else {
    const double better = std::max(p, of_line), other = std::min(p, of_line);
    right = better * (1 - other) / (1 - better * other);
  }
  out.confidence = confidence_of(right, {});
  return out;
}

}  // namespace

ReadWord read_word(const TextReader& reader, const InkMap& ink, const Word& word,
                   Alphabet alphabet) {
  if (auto said = page_word(ink, word)) return *std::move(said);
  if (!reader.after_glyphs()) return read_by_line(reader, ink, word, alphabet);
  GlyphReading reading = read_glyphs(GlyphModel::built_in(), ink, word);
  if (contradicts_page(ink, word.box, reading.text)) reading = {};
  ReadWord glyphs = word_of(reading);
  if (glyphs.by_glyphs) return glyphs;
  const bool letters = has_suffix(reading.text);
  return together(reading, read_by_line(reader, ink, word, letters ? Alphabet::Any : alphabet));
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
  constexpr std::size_t kFew = 3;  // labels that cannot vouch for each other: both readers do
  std::vector<GlyphReading> glyphs(words.size());
  if (reader.after_glyphs()) glyphs = read_glyphs(GlyphModel::built_in(), ink, words);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (contradicts_page(ink, words[i].box, glyphs[i].text)) glyphs[i] = {};
  // What stands in front of numbers ("$400") may be taken for one of their digits.
  const bool alone =
      words.size() > kFew &&
      std::none_of(glyphs.begin(), glyphs.end(), [](const auto& g) { return g.has_letters(); });
  const auto read = [&](std::size_t i, Alphabet alphabet) {
    if (auto said = page_word(ink, words[i])) return *std::move(said);
    ReadWord sure = word_of(glyphs[i]);
    if (sure.by_glyphs && alone) return sure;
    const bool letters = has_suffix(glyphs[i].text);
    ReadWord both = together(
        glyphs[i], read_by_line(reader, ink, words[i], letters ? Alphabet::Any : alphabet));
    both.by_glyphs = sure.by_glyphs && both.text == sure.text;
    return both;
  };
  std::vector<ReadWord> out;
  for (std::size_t i = 0; i < words.size(); ++i) out.push_back(read(i, Alphabet::Numbers));
  int looked = 0, found = 0;
  for (std::size_t i = 0; i < words.size() && looked < 3; ++i) {
    if (looked == 2 && found == 0) break;  // the third alone would not do
    if (!out[i].matches || out[i].text.size() < 2) continue;
    if (out[i].text.find('^') != std::string::npos) continue;
    ++looked;
    const std::string text = read(i, Alphabet::Any).text;
    found += text.size() >= 2 && std::strchr("EWNSkKMGB%", text.back()) != nullptr &&
             text.find_first_of(kDigits) != std::string::npos;
  }
  const bool suffixes = found >= 2 || (found == 1 && looked == 1);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (out[i].by_glyphs || (!suffixes && out[i].matches)) continue;
    if (!out[i].matches || out[i].confidence < kUnsure) {  // a degree sign is in no list of letters
      const ReadWord bearing = read(i, Alphabet::Any);
      if (is_bearing(bearing.text) && bearing.matches && bearing.confidence > out[i].confidence) {
        out[i] = bearing;
        continue;
      }
    }
    const ReadWord again = read(i, Alphabet::Marked);
    if (suffixes || again.confidence > out[i].confidence) out[i] = again;
  }
  return out;
}

}  // namespace unweave
