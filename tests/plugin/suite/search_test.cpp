// SPDX-License-Identifier: GPL-3.0-or-later
// The first case of the suite "window": in a GIMP whose window nobody has used.
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/plugin/window.hpp"

using namespace unweave::test;

BOOST_AUTO_TEST_SUITE(window)  // which window_test.cpp disables unless it is asked for

BOOST_AUTO_TEST_CASE(search_of_the_menus_finds_it) {
  const Shown shown;
  // The list of what was found is filled behind the scenes; nobody outside sees when.
  (void)std::system(
      ("for try in $(seq 10); do\n" + in_image("xdotool key slash\n") +
       "  sleep 1; xdotool type 'recover data'; sleep 2\n" + screenshot("search") +
       "  xdotool key Down Return\n"
       "  timeout 10 xdotool search --sync --onlyvisible --name '^Recover Data' && break\n"
       "  xdotool key Escape\n"
       "done\n" +
       in_dialog("xdotool key alt+o\n"))
          .c_str());
  BOOST_TEST(shown.has_layers_soon(2));
  BOOST_TEST(name_of(top_layer(shown.image)).starts_with("Data: "));
}

BOOST_AUTO_TEST_SUITE_END()
