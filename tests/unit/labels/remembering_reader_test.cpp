// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/remembering_reader.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace unweave {

namespace {

/// Says how often it was asked before, so that a second answer differs from the first.
class CountingReader final : public TextReader {
 public:
  bool ready() const override { return true; }
  Reading read(const TextImage&, const std::string& characters) const override {
    return {characters + std::to_string(asked++), 0.5, {0.25}};
  }
  bool after_glyphs() const override { return true; }

  mutable int asked = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(remembering_reader)

BOOST_AUTO_TEST_CASE(the_same_line_is_read_once) {
  const CountingReader counting;
  const RememberingReader reader(counting);
  const TextImage line{3, 2, {0, 255, 0, 255, 0, 255}};
  const Reading first = reader.read(line, "0123");
  const Reading again = reader.read(line, "0123");
  BOOST_TEST(counting.asked == 1);
  BOOST_TEST(again.text == first.text);
  BOOST_TEST(again.confidence == first.confidence);
  BOOST_TEST(again.words == first.words, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_differs_in_any_part_is_read_anew) {
  const CountingReader counting;
  const RememberingReader reader(counting);
  const TextImage line{3, 2, {0, 255, 0, 255, 0, 255}};
  const TextImage other_pixel{3, 2, {0, 255, 0, 255, 0, 254}};
  const TextImage other_shape{2, 3, {0, 255, 0, 255, 0, 255}};
  BOOST_TEST(reader.read(line, "a").text == "a0");
  BOOST_TEST(reader.read(line, "b").text == "b1");
  BOOST_TEST(reader.read(other_pixel, "a").text == "a2");
  BOOST_TEST(reader.read(other_shape, "a").text == "a3");
  BOOST_TEST(reader.read(line, "a").text == "a0");
}

BOOST_AUTO_TEST_CASE(is_ready_and_asked_as_the_reader_behind_it) {
  const CountingReader counting;
  const RememberingReader reader(counting);
  BOOST_TEST(reader.ready());
  BOOST_TEST(reader.after_glyphs());
  BOOST_TEST(!reader.page());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave
