// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/result_path.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/unit/write/sandbox.hpp"

using namespace unweave;

BOOST_AUTO_TEST_SUITE(result_path_)

BOOST_AUTO_TEST_CASE(a_name_in_a_folder_that_is_there_can_be_made) {
  const test::TemporaryFolder folder;
  BOOST_TEST(plugin::check_result_path("").has_value());
  BOOST_TEST(plugin::check_result_path(folder / "data.npy").has_value());
  BOOST_TEST(plugin::check_result_path("file://" + (folder / "data.npy")).has_value());
}

BOOST_AUTO_TEST_CASE(a_missing_folder_and_a_folder_in_the_files_place_are_errors) {
  const test::TemporaryFolder folder;
  const auto missing = plugin::check_result_path(folder / "missing/data.npy");
  BOOST_REQUIRE(!missing);
  BOOST_TEST((missing.error().reason == Reason::FolderMissing));
  BOOST_TEST(missing.error().detail == folder / "missing");
  const auto taken = plugin::check_result_path(folder / ".");
  BOOST_REQUIRE(!taken);
  BOOST_TEST((taken.error().reason == Reason::IsDirectory));
}

BOOST_AUTO_TEST_SUITE_END()
