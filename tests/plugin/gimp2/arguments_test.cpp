// SPDX-License-Identifier: GPL-3.0-or-later
// What is 2.10's own: untyped arguments, and the last values that the plug-in keeps.
#include <libgimp/gimp.h>

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"

using namespace unweave::test;

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(values_that_are_none_of_the_choices_are_refused) {
  const Image image(pseudocolor_image());
  const auto refuse = [&](const char* name, const char* value, const std::string& words) {
    const Answer answer = call_unweave(image, top_layer(image), {{name, value}});
    BOOST_TEST((answer.status == Status::Failed));
    BOOST_TEST(answer.message.find(words) != std::string::npos, answer.message);
    BOOST_TEST(layer_count(image) == 1);
  };
  refuse("scale", "cubic", "\"scale\" must be");
  refuse("output", "printer", "\"output\" must be");
  refuse("max-distance", "1.5", "\"max-distance\" must be");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(last_values)

BOOST_AUTO_TEST_CASE(defaults_when_there_are_none_and_the_stored_ones_later) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  const Answer first = call_unweave(image, picture, {}, Mode::LastValues);
  BOOST_REQUIRE_MESSAGE(first.status == Status::Success, first.message);
  BOOST_TEST(layer_count(image) == 2);
  // As the dialog leaves them behind.
  static const char kStored[] =
      "residual-layer\0true\0plot-area\0"
      "4,4,40,30\0unknown\0x";
  gimp_set_data("plug-in-unweave", kStored, sizeof kStored);
  const Answer second = call_unweave(image, picture, {}, Mode::LastValues);
  BOOST_REQUIRE_MESSAGE(second.status == Status::Success, second.message);
  BOOST_TEST(layer_count(image) == 4);
  BOOST_TEST(stored_pixels(second.layer).width == 40);
}

BOOST_AUTO_TEST_SUITE_END()
