// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kept.hpp"

#include <boost/test/unit_test.hpp>

using namespace unweave;

BOOST_AUTO_TEST_SUITE(kept)

BOOST_AUTO_TEST_CASE(the_same_key_is_made_once) {
  Kept<int, int> kept;
  int made = 0;
  const auto square = [&](int key) -> Result<int> {
    ++made;
    return key * key;
  };
  for (const int key : {3, 3, 4, 4, 3}) BOOST_TEST(**kept.get(key, square) == key * key);
  BOOST_TEST(made == 3);
}

BOOST_AUTO_TEST_CASE(a_failure_is_handed_on_and_leaves_what_was_kept) {
  Kept<int, int> kept;
  int made = 0;
  const auto positive = [&](int key) -> Result<int> {
    if (key < 0) return fail(Reason::InvalidOption, "key");
    ++made;
    return key;
  };
  BOOST_TEST(**kept.get(1, positive) == 1);
  const auto refused = kept.get(-1, positive);
  BOOST_TEST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error().detail == "key");
  BOOST_TEST(**kept.get(1, positive) == 1);
  BOOST_TEST(made == 1);
}

BOOST_AUTO_TEST_SUITE_END()
