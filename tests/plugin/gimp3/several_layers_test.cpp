// SPDX-License-Identifier: GPL-3.0-or-later
// Several selected layers at once.
#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/plugin/gimp3/gimp3.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

BOOST_AUTO_TEST_SUITE(several_layers)

BOOST_AUTO_TEST_CASE(each_gets_its_own_data_above_it) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id below = add_layer(image, 64, 48, false, pseudocolor(64, 48));
  const Id above = add_layer(image, 40, 30, false, pseudocolor(40, 30, "plasma"));
  const Answer answer = call_unweave(image, {above, below});
  BOOST_REQUIRE_MESSAGE((answer.status == Status::Success), answer.message);
  BOOST_REQUIRE_EQUAL(answer.layers.size(), 2u);
  const auto order = layers_of(image);
  BOOST_REQUIRE_EQUAL(order.size(), 4u);
  BOOST_TEST(order[0] == answer.layers[0]);
  BOOST_TEST(order[1] == above);
  BOOST_TEST(order[2] == answer.layers[1]);
  BOOST_TEST(order[3] == below);
  BOOST_TEST(stored_pixels(order[0]).width == 40);
  BOOST_TEST(stored_pixels(order[2]).width == 64);
  // As each of them gets alone.
  const Answer alone = call_unweave(image, below);
  BOOST_REQUIRE_MESSAGE((alone.status == Status::Success), alone.message);
  BOOST_TEST((stored_pixels(alone.layer).samples == stored_pixels(order[2]).samples));
}

BOOST_AUTO_TEST_CASE(one_that_fails_is_named_and_none_gets_anything) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id good = add_layer(image, 64, 48, false, pseudocolor(64, 48));
  const Id flat = add_layer(image, 64, 48, false, [](int, int) { return Sample{{0.1, 0.5, 1}}; });
  clean(image);
  const Answer answer = call_unweave(image, {good, flat});
  BOOST_TEST((answer.status == Status::Failed));
  BOOST_TEST(answer.message.find(name_of(flat) + ": ") == 0u, answer.message);
  BOOST_TEST(layer_count(image) == 2);
  BOOST_TEST(!is_dirty(image));
}

BOOST_AUTO_TEST_CASE(files_hold_one_layer) {
  const TemporaryFolder folder;
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id one = add_layer(image, 64, 48, false, pseudocolor(64, 48));
  const Id two = add_layer(image, 64, 48, false, pseudocolor(64, 48));
  const Answer answer = call_unweave(image, {one, two}, {{"data-file", folder / "d.npy"}});
  BOOST_TEST((answer.status == Status::Failed));
  BOOST_TEST(answer.message.find("one layer") != std::string::npos, answer.message);
  BOOST_TEST(entries(folder.path()) == 0);
  BOOST_TEST(layer_count(image) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
