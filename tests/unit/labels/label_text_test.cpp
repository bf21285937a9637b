// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/label_text.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/labels/glyph_reader.hpp"
#include "tests/support/drawn_words.hpp"

namespace unweave::testing {

namespace {

const std::string kFolder = TEST_SOURCES "/../data/glyphs";

/// Says one text whatever it is shown, and counts how often it is asked.
class OneAnswer final : public TextReader {
 public:
  OneAnswer(std::string text, double confidence)
      : text_(std::move(text)), confidence_(confidence) {}
  bool ready() const override { return true; }
  Reading read(const TextImage&, const std::string&) const override {
    ++asked;
    return {text_, confidence_};
  }
  bool after_glyphs() const override { return true; }
  mutable int asked = 0;

 private:
  std::string text_;
  double confidence_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(label_text)

BOOST_AUTO_TEST_CASE(a_line_reader_is_asked_only_where_glyphs_leave_a_doubt) {
  std::size_t sure = 0;
  for (const DrawnWord& word : drawn_words(kFolder)) {
    const SeenWord s = seen(word.picture);
    if (s.words.size() != 1) continue;
    const OneAnswer reader("no number", 0.9);
    const ReadWord read = read_word(reader, s.ink, s.words[0], Alphabet::Numbers);
    BOOST_TEST(read.by_glyphs == (reader.asked == 0));
    sure += read.by_glyphs;
  }
  BOOST_TEST(sure > 0U);
}

BOOST_AUTO_TEST_CASE(readers_that_differ_are_less_sure_than_either) {
  for (const DrawnWord& word : drawn_words(kFolder)) {
    const SeenWord s = seen(word.picture);
    if (s.words.size() != 1) continue;
    const GlyphReading alone = read_glyphs(GlyphModel::built_in(), s.ink, s.words[0]);
    const OneAnswer other("777777", 0.7);
    const ReadWord read = read_word(other, s.ink, s.words[0], Alphabet::Numbers);
    if (read.by_glyphs || alone.text == read.text) continue;
    BOOST_TEST(read.confidence <= 0.7);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
