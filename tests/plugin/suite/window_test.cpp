// SPDX-License-Identifier: GPL-3.0-or-later
// The dialog and the undo history in GIMP's window, driven by keys as a user would. Needs a screen
// of its own and xdotool; run_in_gimp.py --window gives both and asks for this suite.
#include "tests/plugin/window.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

const char* const kResidualLayer = "Add a layer of the residual";

}  // namespace

// Runs only when asked for by name.
BOOST_AUTO_TEST_SUITE(window, *boost::unit_test::disabled())

BOOST_AUTO_TEST_CASE(one_undo_takes_all_back_and_redo_brings_it_again) {
  const Shown shown;
  const Pixels before = stored_pixels(shown.picture);
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    screenshot("dialog");
    dialog.press("alt+t", "Pages", "Result");
    dialog.press("alt+l", kResidualLayer, "true");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(layer_count(shown.image) == 3);  // with the residual's
  screenshot("recovered");
  BOOST_TEST(shown.key_until("ctrl+z", 1));
  BOOST_TEST(top_layer(shown.image) == shown.picture);
  BOOST_TEST((stored_pixels(shown.picture).samples == before.samples));
  BOOST_TEST(shown.key_until("ctrl+y", 3));
  // What the dialog was left with is what repeating it does.
  const Answer again = shown.recover(Mode::LastValues);
  BOOST_REQUIRE_MESSAGE(again.status == Status::Success, again.message);
  BOOST_TEST(layer_count(shown.image) == 5);
}

BOOST_AUTO_TEST_CASE(reset_brings_the_defaults_back) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.press("alt+t", "Pages", "Result");
    dialog.press("alt+l", kResidualLayer, "true");
    dialog.wait_for("Preset", "");
    dialog.press("alt+r", kResidualLayer, "false");
    dialog.wait_for("Preset", "Defaults");
    screenshot("reset");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(layer_count(shown.image) == 2);
}

BOOST_AUTO_TEST_CASE(what_was_found_stands_in_the_fields_that_are_left_open) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.wait_until_idle();
    until(
        "found", [&] { return dialog.ask("tip Plot area").ends_with("found: 0,0,320,240"); },
        [&] { return dialog.ask("tip Plot area"); });
    BOOST_TEST(dialog.ask("tip Value range").find("found") == std::string::npos);
    screenshot("found");
    dialog.press("Escape");
  });
  BOOST_TEST((answer.status == Status::Canceled));
}

// Not the gray layer is analyzed, and not what was asked for last: the figure, as it was done.
BOOST_AUTO_TEST_CASE(on_a_layer_of_data_figure_and_settings_come_back) {
  const Shown shown;
  const auto with_range = [&](const char* low, const char* high) {
    return shown.recover_with([&](const Dialog& dialog) {
      dialog.fill_in_pair("n", "Value range", "max", low, high);
      dialog.ok();
    });
  };
  const Answer first = with_range("2", "9"), second = with_range("3", "4");
  BOOST_REQUIRE_MESSAGE(first.status == Status::Success, first.message);
  BOOST_REQUIRE_MESSAGE(second.status == Status::Success, second.message);
  const Answer again = shown.recover_again(first.layer, [](const Dialog& dialog) {
    dialog.turn_to("Recover Data");
    dialog.wait_until_idle();
    dialog.wait_for("Value range", "2");
    dialog.wait_for("Value range: max", "9");
    screenshot("again");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(again.status == Status::Success, again.message);
  BOOST_TEST((stored_pixels(again.layer).samples == stored_pixels(first.layer).samples));
  // A saved image is a session.
  const TemporaryFolder folder;
  save(shown.image, first.layer, folder / "session.xcf");
  const Shown loaded(load(folder / "session.xcf"));
  const auto layers = layers_of(loaded.image);
  BOOST_REQUIRE(layers.size() == 4u);
  const Answer later = loaded.recover_again(layers[2], [](const Dialog& dialog) {
    dialog.turn_to("Recover Data");
    dialog.wait_until_idle();
    dialog.wait_for("Value range", "2");
    dialog.wait_for("Value range: max", "9");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(later.status == Status::Success, later.message);
  BOOST_TEST((stored_pixels(later.layer).samples == stored_pixels(first.layer).samples));
}

BOOST_AUTO_TEST_CASE(a_layer_of_data_without_its_figure_says_what_to_choose) {
  const Shown shown;
  const Answer first = shown.recover_with([](const Dialog& dialog) { dialog.ok(); });
  BOOST_REQUIRE_MESSAGE(first.status == Status::Success, first.message);
  delete_layer(shown.image, shown.picture);
  const Answer again = call_unweave(shown.image, first.layer, {}, Mode::Interactive);
  BOOST_TEST((again.status == Status::Failed));
  BOOST_TEST(again.message.find("choose the layer that shows the figure") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(cancelled_dialog_changes_nothing) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) { dialog.press("Escape"); });
  BOOST_TEST((answer.status == Status::Canceled));
  BOOST_TEST(layer_count(shown.image) == 1);
  BOOST_TEST(!is_dirty(shown.image));
}

BOOST_AUTO_TEST_CASE(value_that_makes_no_sense_keeps_the_dialog_open_and_says_why) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.fill_in_pair("n", "Value range", "max", "7", "7");
    dialog.press("alt+t", "Pages", "Result");
    dialog.ok();
    // Leads back to where it can be mended.
    dialog.wait_for("Pages", "Analysis");
    dialog.wait_for_focus("Value range");
    until("complaint", [&] { return dialog.value("Status").find("7,7") != std::string::npos; });
    screenshot("complaint");
    dialog.press("Escape");
  });
  BOOST_TEST((answer.status == Status::Canceled));
  BOOST_TEST(layer_count(shown.image) == 1);
}

BOOST_AUTO_TEST_CASE(new_image_opens_in_a_window) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.press("alt+t", "Pages", "Result");
    dialog.press("alt+f");
    dialog.wait_for_focus("Data field goes to");
    dialog.press("Down", "Data field goes to", "A new 32-bit float image (exact values)");
    screenshot("new-image");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(layer_count(shown.image) == 1);
  const Id made = image_of(answer.layer);
  BOOST_TEST(made != shown.image);
  BOOST_TEST(is_shown(made));
}

BOOST_AUTO_TEST_SUITE_END()
