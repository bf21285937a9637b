// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reason_name.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

using namespace unweave;

BOOST_AUTO_TEST_SUITE(reason_names)

BOOST_AUTO_TEST_CASE(each_reason_has_a_name_of_its_own_in_small_letters) {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(Reason::Internal); ++i) {
    const std::string name = reason_name(static_cast<Reason>(i));
    BOOST_TEST(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == name.npos, name);
    BOOST_TEST(names.insert(name).second, name);
  }
  BOOST_TEST(names.contains("not-pseudocolor"));
  BOOST_TEST(names.contains("internal"));
}

BOOST_AUTO_TEST_SUITE_END()
