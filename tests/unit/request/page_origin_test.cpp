// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/page_origin.hpp"

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <string>
#include <vector>

using unweave::Letter;
using unweave::MemorySource;
using unweave::PageText;
using unweave::PixelLayout;
using unweave::Writing;
using unweave::plugin::digest_at_letters;
using unweave::plugin::page_origin_json;
using unweave::plugin::PageOrigin;
using unweave::plugin::parse_page_origin;

namespace {

/// 20 x 10 pixels of RGB.
struct Picture {
  std::vector<unsigned char> levels = std::vector<unsigned char>(20 * 10 * 3, 200);
  PixelLayout layout{20, 10};

  MemorySource source() const { return {layout, levels.data()}; }
  void paint(int x, int y) { levels[static_cast<std::size_t>(3 * (20 * y + x))] = 7; }
};

PageOrigin origin() {
  PageOrigin out;
  out.file = "/papers/a b.pdf";
  out.page = 3;
  out.pages = 12;
  out.on_page = {2, 4, {56, 95, 481, 185}};
  PageText text;
  text.letters = {{"µ", 2.1, 1.0 / 3, 4.25, 5.5, Writing::Up},
                  {"\"", 12.0, 3.0, 3.0, 4.0, Writing::Slanted}};
  out.letters = std::make_shared<const PageText>(text);
  out.digest = digest_at_letters(Picture().source(), text);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_origin)

BOOST_AUTO_TEST_CASE(comes_back_from_its_text_to_the_last_bit) {
  const PageOrigin before = origin();
  const auto after = parse_page_origin(page_origin_json(before));
  BOOST_REQUIRE(after.has_value());
  BOOST_TEST(after->file == before.file);
  BOOST_TEST(after->page == 3);
  BOOST_TEST(after->pages == 12);
  BOOST_TEST(after->on_page->number == 2);
  BOOST_TEST(after->on_page->region.height == 185);
  BOOST_REQUIRE(after->letters->letters.size() == 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const Letter &a = after->letters->letters[i], &b = before.letters->letters[i];
    BOOST_TEST(a.text == b.text);
    BOOST_TEST((a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height));
    BOOST_TEST((a.writing == b.writing));
  }
  BOOST_TEST(after->digest == before.digest);
}

BOOST_AUTO_TEST_CASE(what_is_no_origin_is_none) {
  std::string text = page_origin_json(origin());
  for (const char* other : {"", "{}", "[1]", "nonsense"})
    BOOST_TEST(!parse_page_origin(other).has_value());
  BOOST_TEST(!parse_page_origin(text.substr(0, text.size() / 2)).has_value());
  const std::string place = "2.1,";
  const auto far = text.find(place);
  BOOST_REQUIRE(far != std::string::npos);
  BOOST_TEST(!parse_page_origin(text.replace(far, place.size(), "1e300,")).has_value());
}

BOOST_AUTO_TEST_CASE(the_digest_tells_where_letters_were_painted_over_and_nothing_else) {
  const PageOrigin known = origin();
  Picture picture;
  const auto digest = [&] { return digest_at_letters(picture.source(), *known.letters); };
  BOOST_TEST(digest() == known.digest);
  picture.paint(9, 8);
  BOOST_TEST(digest() == known.digest);
  picture.paint(3, 2);
  BOOST_TEST(digest() != known.digest);
  Picture wider;
  wider.layout = {10, 20};
  BOOST_TEST(digest_at_letters(wider.source(), *known.letters) != known.digest);
}

BOOST_AUTO_TEST_CASE(a_reader_is_made_only_for_letters_that_are_still_there) {
  Picture picture;
  BOOST_TEST(reader_of(origin(), picture.source(), nullptr).get());
  BOOST_TEST(reader_of(origin(), picture.source(), nullptr)->page()->letters.size() == 2u);
  picture.paint(3, 2);
  BOOST_TEST(!reader_of(origin(), picture.source(), nullptr));
  BOOST_TEST(!reader_of(PageOrigin(), picture.source(), nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
