// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/page_figures.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/written_page.hpp"

using unweave::figures_on_page;
using unweave::grown;
using unweave::inside;
using unweave::Rect;
using unweave::test::WrittenPage;

namespace {

/// Each figure is all of its box, and at most a margin more.
void check_figures(const WrittenPage& page, const std::vector<Rect>& boxes) {
  const auto found = figures_on_page(page.text, page.drawn);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST_REQUIRE(found->size() == boxes.size());
  constexpr int kMargin = 5;
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    const Rect& one = (*found)[i];
    BOOST_TEST(inside(grown(boxes[i], -kMargin), one));
    BOOST_TEST(inside(one, grown(boxes[i], kMargin)));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_figures)

BOOST_AUTO_TEST_CASE(a_page_without_running_text_is_one_figure) {
  WrittenPage page;
  page.plot({60, 100, 220, 150});
  page.write(100, 60, "Mean temperature of the section in July");
  page.write(100, 72, "and its change from the year before it");
  BOOST_TEST(!figures_on_page(page.text, page.drawn).has_value());
}

BOOST_AUTO_TEST_CASE(a_page_of_text_has_none) {
  WrittenPage page;
  page.paragraph(50, 60, 30);
  page.draw({50, 50, 480, 1});  // a rule below its head
  const auto found = figures_on_page(page.text, page.drawn);
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(found->empty());
}

BOOST_AUTO_TEST_CASE(figures_in_columns_with_their_labels) {
  WrittenPage page;
  const Rect left{60, 200, 220, 150}, right{320, 400, 220, 150};
  page.paragraph(50, 60, 10);
  page.plot(left);
  page.write(60, 370, "Figure 1. Temperature.");
  page.paragraph(50, 400, 20);
  page.paragraph(310, 60, 26);
  page.plot(right);
  page.write(320, 570, "Figure 2. Salinity.");
  check_figures(page, {left, right});
}

BOOST_AUTO_TEST_CASE(side_by_side_captions_decide) {
  const Rect left{40, 100, 240, 150}, right{295, 100, 240, 150};
  WrittenPage two;
  two.plot(left);
  two.plot(right);
  WrittenPage one = two;
  two.write(60, 270, "Figure 1. Temperature.");
  two.write(320, 270, "Figure 2. Salinity.");
  check_figures(two, {left, right});
  one.write(
      60, 270,
      "Figure 1. Temperature on the left and salinity on the right, both from the same casts.");
  check_figures(one, {{40, 100, 495, 150}});
}

BOOST_AUTO_TEST_CASE(parts_far_apart_over_one_caption_are_one_figure) {
  WrittenPage page;
  page.plot({60, 60, 220, 150});
  page.plot({60, 290, 220, 150});
  page.write(60, 460, "Figure 1. Before and after.");
  page.paragraph(50, 500, 10);
  check_figures(page, {{60, 60, 220, 380}});
}

BOOST_AUTO_TEST_CASE(titles_that_run_upward_belong_to_it) {
  WrittenPage page;
  page.plot({80, 100, 220, 150});
  for (int i = 0; i < 8; ++i)
    page.text.letters.push_back({"m", 66, 130.0 + 5 * i, 12, 5, unweave::Writing::Up});
  page.write(80, 270, "Figure 1. Depth.");
  check_figures(page, {{66, 100, 234, 150}});
}

BOOST_AUTO_TEST_CASE(a_note_in_a_figure_does_not_cut_it) {
  WrittenPage page;
  const Rect box{60, 100, 420, 250};
  page.plot(box);
  page.paragraph(100, 150, 3);
  page.write(60, 370, "Figure 1. With a note.");
  check_figures(page, {box});
}

BOOST_AUTO_TEST_CASE(a_frame_around_text_is_no_figure) {
  WrittenPage page;
  for (const Rect& side :
       {Rect{45, 95, 215, 1}, {45, 260, 215, 1}, {45, 95, 1, 165}, {259, 95, 1, 166}})
    page.draw(side);
  page.paragraph(50, 100, 13);
  page.plot({60, 400, 220, 150});
  page.write(60, 570, "Figure 1. Alone.");
  check_figures(page, {{60, 400, 220, 150}});
}

BOOST_AUTO_TEST_CASE(what_cannot_be_taken_apart_is_left_whole) {
  // A small picture in a text may be a figure or none.
  WrittenPage page;
  page.paragraph(50, 60, 10);
  page.draw({60, 300, 45, 45});
  BOOST_TEST(!figures_on_page(page.text, page.drawn).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
