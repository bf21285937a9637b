// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/axis_offset.hpp"

#include <boost/test/unit_test.hpp>

namespace unweave::testing {

BOOST_AUTO_TEST_SUITE(axis_offset)

BOOST_AUTO_TEST_CASE(an_addend_is_a_number_with_a_sign) {
  const auto offset = read_offset_text("+1.013e3");
  BOOST_TEST_REQUIRE(offset.has_value());
  BOOST_TEST(offset->addend == 1013);
  BOOST_TEST(offset->multiplier == 0);
  BOOST_TEST_REQUIRE(read_offset_text("-2.5e2").has_value());
  BOOST_TEST(read_offset_text("-2.5e2")->addend == -250);
}

BOOST_AUTO_TEST_CASE(a_multiplier_may_stand_before_it) {
  const auto offset = read_offset_text("1e-5+1e2");
  BOOST_TEST_REQUIRE(offset.has_value());
  BOOST_TEST(offset->multiplier == 1e-5);
  BOOST_TEST(offset->addend == 100);
}

BOOST_AUTO_TEST_CASE(a_negative_number_alone_is_a_label_of_another_axis) {
  BOOST_TEST(!read_offset_text("-10").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
