// SPDX-License-Identifier: GPL-3.0-or-later
// Measuring in the dialog, and coming back to it, in GIMP's window. A part of the suite "window".
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <functional>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/plugin/window.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

auto lines_in(const std::string& text) { return std::ranges::count(text, '\n'); }

/// As many measurements as that are listed.
void wait_for_rows(const Dialog& dialog, int count) {
  until(
      std::to_string(count) + " rows", [&] { return lines_in(dialog.ask("rows")) == count; },
      [&] { return dialog.ask("rows"); });
}

void give_values(const Dialog& dialog) {
  dialog.fill_in_pair("n", "Value range", "max", "0", "100");
  dialog.fill_in("s", "Units", "K");
  dialog.wait_until_idle();
}

void point_in_the_middle(const Dialog& dialog, int rows) {
  dialog.drag("Recovered data", {{0.5, 0.5}});  // a click
  dialog.wait_for("Pages", "Measure");
  wait_for_rows(dialog, rows);
}

/// Presses a button of the page and drags on the picture.
void drag_for(const Dialog& dialog, const char* key, const char* hint, int rows) {
  dialog.press(key);
  until("hint", [&] { return dialog.value("Status").starts_with(hint); });
  dialog.drag("Original picture", {{0.3, 0.4}, {0.5, 0.5}, {0.7, 0.6}});
  wait_for_rows(dialog, rows);
}

void wait_for_text(const Dialog& dialog, const char* name, const char* part) {
  until(
      std::string(name) + " with " + part,
      [&] { return dialog.value(name).find(part) != std::string::npos; },
      [&] { return dialog.value(name); });
}

/// What was copied, as another control takes it: one whose text changes nothing.
std::string pasted(const Dialog& dialog, const char* part) {
  dialog.press("ctrl+s");
  dialog.turn_to("Save Preset");
  dialog.wait_for_focus("Name");
  dialog.press("ctrl+v");
  wait_for_text(dialog, "Name", part);
  std::string text = dialog.value("Name");
  dialog.press("Escape");
  dialog.wait_until_closed("Save Preset");
  dialog.turn_to("Recover Data");
  return text;
}

void save_as(const Dialog& dialog, const std::string& path, const char* said) {
  dialog.press("alt+v");
  dialog.turn_to("Save Measurements");
  dialog.type("Name", path);
  dialog.press("Return");
  dialog.wait_until_closed("Save Measurements");
  dialog.turn_to("Recover Data");
  wait_for_text(dialog, "Status", said);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(window)  // which window_test.cpp disables unless it is asked for

BOOST_AUTO_TEST_CASE(points_lines_and_areas_are_measured_copied_and_saved) {
  const Shown shown;
  const TemporaryFolder folder;
  const std::string drawn = folder / "line.svg", table = folder / "all.csv";
  std::string profile, all;
  shown.recover_with([&](const Dialog& dialog) {
    give_values(dialog);
    point_in_the_middle(dialog, 1);
    wait_for_text(dialog, "Measured values", " K");
    drag_for(dialog, "alt+l", "Drag along a line", 2);
    wait_for_text(dialog, "Measured values", "Mean ");
    screenshot("profile");
    dialog.press("alt+p");
    wait_for_text(dialog, "Status", "profile was copied");
    profile = pasted(dialog, "\t");
    save_as(dialog, drawn, "line.svg");
    drag_for(dialog, "alt+a", "Drag over a rectangle", 3);
    screenshot("area");
    dialog.press("alt+w");
    wait_for_rows(dialog, 4);
    wait_for_text(dialog, "Measured values", "76800 pixels");
    screenshot("whole");
    dialog.press("alt+p");
    wait_for_text(dialog, "Status", "measurements were copied");
    all = pasted(dialog, "\t");
    save_as(dialog, table, "all.csv");
    dialog.press("alt+d");
    wait_for_rows(dialog, 3);
    dialog.press("alt+f");
    wait_for_rows(dialog, 0);
    dialog.press("Escape");
  });
  BOOST_TEST(profile.starts_with("distance\tcolumn\trow\tvalue [K]\t"), profile);
  BOOST_TEST(all.starts_with("number\tkind\tcolumn\trow\t"), all);
  BOOST_TEST(contents(drawn).find("<svg") != std::string::npos);
  BOOST_TEST(lines_in(contents(table)) == 5);  // titles and four measurements
  BOOST_TEST(contents(table).find("4,area,0,0,319,239,") != std::string::npos, contents(table));
}

BOOST_AUTO_TEST_CASE(the_keyboard_alone_measures_a_line) {
  const Shown shown;
  shown.recover_with([](const Dialog& dialog) {
    give_values(dialog);
    dialog.press("ctrl+m", "Pages", "Measure");
    dialog.press("alt+l");
    dialog.wait_for_focus("Original picture");
    dialog.press("plus");
    dialog.press("Return");
    dialog.press("Right");
    dialog.press("Return");
    wait_for_rows(dialog, 1);
    wait_for_text(dialog, "Measured values", "Mean ");
    dialog.press("Escape");
  });
}

BOOST_AUTO_TEST_CASE(pins_stay_with_the_layer_of_data) {
  const Shown shown;
  std::string before, after;
  const Answer first = shown.recover_with([&](const Dialog& dialog) {
    give_values(dialog);
    point_in_the_middle(dialog, 1);
    drag_for(dialog, "alt+l", "Drag along a line", 2);
    before = dialog.ask("rows");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(first.status == Status::Success, first.message);
  const auto again = [&](const std::function<void(const Dialog&)>& user) {
    return shown.recover_again(first.layer, [&](const Dialog& dialog) {
      dialog.turn_to("Recover Data");
      dialog.wait_until_idle();
      dialog.press("ctrl+m", "Pages", "Measure");
      user(dialog);
      dialog.press("Escape");
    });
  };
  BOOST_TEST((again([&](const Dialog& dialog) {
                wait_for_rows(dialog, 2);
                after = dialog.ask("rows");
                point_in_the_middle(dialog, 3);
              }).status == Status::Canceled));
  BOOST_TEST(before == after);
  // To measure more needs no new layer.
  again([&](const Dialog& dialog) {
    wait_for_rows(dialog, 3);
    dialog.press("alt+f");
    wait_for_rows(dialog, 0);
  });
  again([&](const Dialog& dialog) { wait_for_rows(dialog, 0); });
  BOOST_TEST(layer_count(shown.image) == 2);
}

BOOST_AUTO_TEST_CASE(apply_keeps_the_dialog_open_and_is_one_undo_step_each) {
  const Shown shown;
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    dialog.wait_until_idle();
    dialog.press("ctrl+Return");
    wait_for_text(dialog, "Status", "Done");
    screenshot("applied");
    dialog.press("alt+v", "Reverse direction", "true");
    dialog.wait_until_idle();
    dialog.press("ctrl+Return");
    wait_for_text(dialog, "Status", "Done");
    dialog.press("Escape");
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(layer_count(shown.image) == 3);
  BOOST_TEST(shown.key_until("ctrl+z", 2));
  BOOST_TEST(shown.key_until("ctrl+z", 1));
}

// What the user gets from the dialog and from the command that was copied there are the same bytes.
BOOST_AUTO_TEST_CASE(the_copied_command_gives_the_same_bytes) {
  const char* command = std::getenv("UNWEAVE_COMMAND");
  BOOST_REQUIRE(command);
  const TemporaryFolder folder;
  const std::string figure = folder / "it's a figure.png", data = folder / "data.npy";
  {
    const Image made(pseudocolor_image(320, 240));
    save(made, top_layer(made), figure);
  }
  const Shown shown(load(figure));
  std::string text;
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    dialog.fill_in_pair("n", "Value range", "max", "-2", "30");
    dialog.wait_until_idle();
    dialog.fill_in("p", "Plot area", "8,8,200,150");
    dialog.press("alt+t", "Pages", "Result");
    dialog.fill_in("d", "Data file", data);
    dialog.wait_until_idle();
    dialog.press("ctrl+shift+c");
    dialog.press("Return");  // the first in the menu
    wait_for_text(dialog, "Status", "Copied");
    text = pasted(dialog, "gimp-unweave");
    dialog.wait_until_idle();
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  // GIMP 3 does not know the file of an image that a script has loaded.
  const std::string unknown = "-- figure.png";
  if (text.ends_with(unknown))
    text.replace(text.size() - unknown.size(), unknown.size(), "-- \"" + figure + "\"");
  const std::string run =
      "cd / && gimp-unweave() { '" + std::string(command) + "' \"$@\"; } && " + text;
  std::string quoted = "bash -c '";
  for (const char c : run) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  BOOST_REQUIRE_MESSAGE(std::system((quoted + "' >/dev/null").c_str()) == 0, text);
  BOOST_TEST(!contents(data).empty());
  BOOST_TEST((contents(folder / "it's a figure.npy") == contents(data)), text);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_beside_the_field_and_a_click_empties_it) {
  const Shown shown;
  shown.recover_with([&](const Dialog& dialog) {
    dialog.fill_in_pair("n", "Value range", "max", "7", "seven");
    wait_for_text(dialog, "Status", "7,seven");
    // Beside the one that is no number.
    BOOST_TEST(dialog.ask("tip Value range: max").find("7,seven") != std::string::npos);
    BOOST_TEST(dialog.ask("tip Value range").find("7,seven") == std::string::npos);
    screenshot("beside-the-field");
    // The button at the entry's right end.
    dialog.drag("Value range: max", {{0.87, 0.5}});
    dialog.wait_for("Value range: max", "");
    dialog.wait_for("Value range", "");  // one alone means nothing
    until("no sign",
          [&] { return dialog.ask("tip Value range: max").find("seven") == std::string::npos; });
    dialog.press("Escape");
  });
}

BOOST_AUTO_TEST_CASE(what_was_typed_survives_a_failed_write) {
  const Shown shown;
  const TemporaryFolder folder;
  const std::string good = folder / "data.npy";
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    dialog.fill_in_pair("n", "Value range", "max", "3", "4");
    dialog.press("alt+t", "Pages", "Result");
    dialog.fill_in("d", "Data file", folder / "missing/data.npy");
    until("sign",
          [&] { return dialog.ask("tip Data file").find("does not exist") != std::string::npos; });
    dialog.ok();
    wait_for_text(dialog, "Status", "missing");
    screenshot("failed-write");
    dialog.wait_for("Value range", "3");
    dialog.wait_for("Value range: max", "4");
    dialog.fill_in("d", "Data file", good);
    until("no sign",
          [&] { return dialog.ask("tip Data file").find("does not exist") == std::string::npos; });
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(!contents(good).empty());
  BOOST_TEST(layer_count(shown.image) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
