// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyph_reader.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/labels/glyph_data.hpp"
#include "core/labels/glyph_pieces.hpp"
#include "tests/support/drawn_words.hpp"

namespace unweave::testing {

namespace {

const std::string kFolder = TEST_SOURCES "/../data/glyphs";

std::vector<DrawnWord> all_words() {
  std::vector<DrawnWord> out = drawn_words(kFolder);
  BOOST_TEST_REQUIRE(out.size() >= 100U);
  return out;
}

std::string read_all(const Raster& picture) {
  const SeenWord s = seen(picture);
  std::string out;
  for (const Word& w : s.words) out += read_glyphs(GlyphModel::built_in(), s.ink, w).text;
  return out;
}

/// Replaced, missing and invented bytes.
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t best =
          std::min(diagonal + (a[i - 1] != b[j - 1]), std::min(row[j], row[j - 1]) + 1);
      diagonal = row[j];
      row[j] = best;
    }
  }
  return row[b.size()];
}

}  // namespace

BOOST_AUTO_TEST_SUITE(glyph_reader)

BOOST_AUTO_TEST_CASE(labels_in_fonts_that_it_never_saw_are_read) {
  // Some of the words are blurred, under noise, or in small print. tests/bench/glyphs/measure.py
  // measures 1 in 100 of such characters wrong; the sample of 600 may have twice as many.
  constexpr double kWrong = 0.02;
  std::size_t wrong = 0, all = 0;
  for (const DrawnWord& word : all_words()) {
    all += word.text.size();
    const std::string text = read_all(word.picture);
    wrong += edits(word.text, text);
    if (text != word.text) BOOST_TEST_MESSAGE(word.text << " read as " << text);
  }
  BOOST_TEST(static_cast<double>(wrong) <= kWrong * static_cast<double>(all));
}

BOOST_AUTO_TEST_CASE(what_is_surely_read_is_right) {
  constexpr double kSure = 0.97;
  std::size_t sure = 0, wrong = 0;
  const std::vector<DrawnWord> words = all_words();
  for (const DrawnWord& word : words) {
    const SeenWord s = seen(word.picture);
    if (s.words.size() != 1) continue;
    const GlyphReading r = read_glyphs(GlyphModel::built_in(), s.ink, s.words[0]);
    if (r.probability < kSure) continue;
    ++sure;
    wrong += r.text != word.text;
  }
  BOOST_TEST(2 * sure >= words.size());
  BOOST_TEST(wrong <= 1U);
}

BOOST_AUTO_TEST_CASE(light_letters_on_dark_paper_are_read_alike) {
  std::size_t other = 0;
  const std::vector<DrawnWord> words = all_words();
  for (DrawnWord word : words) {
    const std::string text = read_all(word.picture);
    for (std::uint8_t& level : word.picture.rgb) level = static_cast<std::uint8_t>(255 - level);
    other += read_all(word.picture) != text;
  }
  BOOST_TEST(other == 0U);
}

BOOST_AUTO_TEST_CASE(probabilities_of_a_glyph_sum_to_one) {
  const DrawnWord word = all_words().front();
  const SeenWord s = seen(word.picture);
  const GlyphPieces pieces(s.ink, s.words.front());
  Eigen::MatrixXf features(glyph_features::kCount, 1);
  take_features(pieces, 0, 1, features.data());
  BOOST_TEST((features.array() >= 0).all());
  BOOST_TEST((features.array() <= 1).all());
  const auto log_p = GlyphModel::built_in().log_probabilities(features);
  BOOST_TEST(std::abs(log_p.array().exp().sum() - 1) < 1e-4);  // rounding of 32 bits
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_model_are_refused) {
  const std::string_view model = embedded::glyph_model;
  BOOST_CHECK_THROW(GlyphModel(model.substr(0, model.size() / 2)), std::invalid_argument);
  BOOST_CHECK_THROW(GlyphModel(model.substr(4)), std::invalid_argument);
  BOOST_CHECK_THROW(GlyphModel(""), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
