// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/page_prose.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/written_page.hpp"

using unweave::begins_caption;
using unweave::prose_lines;
using unweave::ProseLine;
using unweave::test::WrittenPage;

namespace {

using Kind = ProseLine::Kind;

std::vector<Kind> kinds(const WrittenPage& page) {
  std::vector<Kind> out;
  for (const ProseLine& line : prose_lines(page.text)) out.push_back(line.kind);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_prose)

BOOST_AUTO_TEST_CASE(columns_are_lines_of_their_own) {
  WrittenPage page;
  page.write(50, 100, "The left column of the page");
  page.write(50 + 27 * WrittenPage::kAdvance + 14, 100, "and the right one beside it");
  const auto lines = prose_lines(page.text);
  BOOST_TEST_REQUIRE(lines.size() == 2u);
  BOOST_TEST(lines[0].text == "The left column of the page");
  BOOST_TEST(lines[1].text == "and the right one beside it");
}

BOOST_AUTO_TEST_CASE(a_paragraph_is_prose_and_labels_are_not) {
  WrittenPage page;
  page.paragraph(50, 100, 5);
  for (int tick = 0; tick < 6; ++tick) page.write(60 + 40 * tick, 300, std::to_string(10 * tick));
  page.write(120, 320, "Distance from the coast (km)");
  for (int entry = 0; entry < 4; ++entry)
    page.write(300, 400 + 12 * entry, "Model run " + std::to_string(entry));
  const auto found = kinds(page);
  BOOST_TEST(std::ranges::count(found, Kind::Prose) == 5);
  BOOST_TEST(std::ranges::count(found, Kind::Caption) == 0);
  BOOST_TEST(found.size() == 5u + 6 + 1 + 4);
}

BOOST_AUTO_TEST_CASE(a_caption_goes_on_below_and_ends_where_another_begins) {
  WrittenPage page;
  page.write(50, 100, "Figure 2. Temperature of the section");
  page.write(50, 112, "as it was mapped.");
  page.write(50, 124, "Table 1: Stations of the cruise");
  const auto lines = prose_lines(page.text);
  BOOST_TEST_REQUIRE(lines.size() == 3u);
  for (const ProseLine& line : lines) BOOST_TEST((line.kind == Kind::Caption));
  BOOST_TEST(lines[0].block == lines[1].block);
  BOOST_TEST(lines[1].block != lines[2].block);
}

BOOST_AUTO_TEST_CASE(captions_in_six_languages) {
  for (const char* caption :
       {"Figure 3. Mean", "Fig. 3: mean", "FIG. 12. Mean", "Fig. 3 Mean", "Fig. 4a | Mean",
        "Figure S2. Mean", "Figure A.1: mean", "Abb. 4: Mittel", "Abbildung 4: Mittel",
        "Figura 5. Media", "Tabelle 1: Werte", "Tableau 2. Moyennes",
        "Supplementary Figure 7. Mean", "Extended Data Fig. 1 | Mean", "\u56f3 1 \u5e73\u5747",
        "\u56fe 2. \u5e73\u5747", "Figure 3"})
    BOOST_TEST(begins_caption(caption), caption);
  for (const char* other :
       {"Figure 3 shows the mean", "Fig. 3a shows that", "Figures of the mean", "Configuration 3",
        "Mean of Figure 3.", "Table of contents", "3. Results", "Map of the world", ""})
    BOOST_TEST(!begins_caption(other), other);
}

BOOST_AUTO_TEST_SUITE_END()
