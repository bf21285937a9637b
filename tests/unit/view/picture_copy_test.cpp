// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/picture_copy.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;
using view::PictureCopy;

BOOST_AUTO_TEST_SUITE(picture_copy)

BOOST_AUTO_TEST_CASE(holds_the_very_bytes_after_the_source_is_gone) {
  const Picture picture = paint(noise_field(700, 900, 3), map_of(MapKind::Helix));
  for (const SampleType type : {SampleType::U8, SampleType::U16, SampleType::F32}) {
    auto deep = std::make_unique<Deep>(convert(picture, type, 4, false));
    const std::vector<std::byte> expected = deep->bytes;
    const PictureCopy copy(deep->source());
    deep.reset();
    std::vector<std::byte> got(expected.size());
    copy.read({0, 0, 700, 900}, got.data());
    BOOST_TEST((got == expected));
    BOOST_TEST(!copy.has_selection());
  }
}

BOOST_AUTO_TEST_CASE(keeps_the_selection) {
  const Picture picture = filled(9, 7, {1, 2, 3});
  std::vector<std::uint8_t> selection(63);
  for (std::size_t i = 0; i < selection.size(); ++i) selection[i] = static_cast<std::uint8_t>(i);
  const PictureCopy copy(MemorySource({9, 7}, picture.rgb.data(), selection.data()));
  BOOST_TEST(copy.has_selection());
  std::vector<std::uint8_t> part(4);
  copy.read_selection({2, 3, 2, 2}, part.data());
  BOOST_TEST(part == (std::vector<std::uint8_t>{29, 30, 38, 39}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
