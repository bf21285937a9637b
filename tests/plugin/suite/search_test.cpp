// SPDX-License-Identifier: GPL-3.0-or-later
// The first case of the suite "window": in a GIMP whose window nobody has used.
#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/plugin/window.hpp"

using namespace unweave::test;

BOOST_AUTO_TEST_SUITE(window)  // which window_test.cpp disables unless it is asked for

BOOST_AUTO_TEST_CASE(search_of_the_menus_finds_it) {
  const Shown shown;
  const Windows gimp("gimp");
  gimp.turn_to("GIMP");
  gimp.press("slash");
  gimp.turn_to("Search Actions");
  for (const char* words :
       {"heat map", "digitize", "extract data", "false color", "recover data from colormap"}) {
    BOOST_TEST_INFO_SCOPE(words);
    gimp.press("ctrl+a BackSpace");
    until(
        "looked for",
        [&] { return gimp.ask("rows").find("Recover Data from Colormap") == std::string::npos; },
        [&] { return gimp.ask("rows"); });
    gimp.type_keys(words);
    until(
        "found",
        [&] { return gimp.ask("rows").find("Recover Data from Colormap") != std::string::npos; },
        [&] { return gimp.ask("rows"); });
  }
  screenshot("search");
  gimp.press("Down Return");
  const Dialog dialog;
  dialog.open();
  dialog.ok();
  BOOST_TEST(shown.has_layers_soon(2));
  BOOST_TEST(name_of(top_layer(shown.image)).starts_with("Data: "));
}

BOOST_AUTO_TEST_SUITE_END()
