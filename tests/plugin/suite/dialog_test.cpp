// SPDX-License-Identifier: GPL-3.0-or-later
// Each control of the dialog in GIMP's window: what the pictures do when it is changed, and what
// the run then makes of it. As window_test.cpp, a part of the suite "window".
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <utility>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/plugin/window.hpp"

using namespace unweave::test;
namespace fs = std::filesystem;

namespace {

/// A folder of its own.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fs::path("unweave-drawn-XXXXXX")) {
    std::string name = path_.string();
    BOOST_REQUIRE(mkdtemp(name.data()));
    path_ = name;
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const char* name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string contents(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

nlohmann::json settings_of(Id layer) {
  return nlohmann::json::parse(report_of(layer)).value("settings", nlohmann::json::object());
}

std::string hex_color(const Pixels& pixels, int x, int y) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", static_cast<int>(pixels.at(x, y, 0)),
                static_cast<int>(pixels.at(x, y, 1)), static_cast<int>(pixels.at(x, y, 2)));
  return text;
}

/// x, y, width, height
using Rectangle = std::array<int, 4>;
constexpr Rectangle kPlot{16, 20, 248, 200}, kBar{284, 20, 16, 200};

std::string text_of(const Rectangle& rectangle) {
  std::string text;
  for (const int number : rectangle) text += (text.empty() ? "" : ",") + std::to_string(number);
  return text;
}

/// A picture like a figure: a field and its color bar on white, 320 x 240.
Id barred_figure() {
  const Id image = new_image(320, 240, Base::Rgb, kEightBits);
  const Painter data = pseudocolor(kPlot[2], kPlot[3], "plasma");
  const auto inside = [](const Rectangle& r, int x, int y) {
    return x >= r[0] && y >= r[1] && x < r[0] + r[2] && y < r[1] + r[3];
  };
  add_layer(image, 320, 240, false, [=](int x, int y) {
    if (inside(kPlot, x, y)) return data(x - kPlot[0], y - kPlot[1]);
    if (inside(kBar, x, y))
      return through_colormap((kBar[1] + kBar[3] - 0.5 - y) / kBar[3], "plasma");
    return Sample{{1, 1, 1}};
  });
  return image;
}

/// Where a pixel's middle lies on the pane that shows the whole picture of 320 x 240, as shares.
Windows::Point on_pane(const Place& pane, int x, int y) {
  const double zoom = std::min(pane.width / 320.0, pane.height / 240.0);
  return {0.5 + zoom * (x + 0.5 - 160) / pane.width, 0.5 + zoom * (y + 0.5 - 120) / pane.height};
}

/// A pixel off at most: the mouse goes by dots of the screen.
void check_rectangle(const std::string& text, const Rectangle& wanted) {
  Rectangle got{};
  std::sscanf(text.c_str(), "%d,%d,%d,%d", &got[0], &got[1], &got[2], &got[3]);
  const auto far = [](int a, int b) { return std::abs(a - b) > 1; };
  if (far(got[0], wanted[0]) || far(got[1], wanted[1]) ||
      far(got[0] + got[2], wanted[0] + wanted[2]) || far(got[1] + got[3], wanted[1] + wanted[3]))
    throw std::runtime_error("drawn: " + text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(window)  // which window_test.cpp disables unless it is asked for

BOOST_AUTO_TEST_CASE(dialog_fits_the_screen_and_all_can_use_it) {
  const Shown shown;
  select(shown.image, 10, 20, 100, 80);  // for a button more
  shown.recover_with([](const Dialog& dialog) {
    const Windows::Window window = dialog.turn_to("Recover Data");
    if (window.width > 1280 || window.height > 720)
      throw std::runtime_error("too large: " + std::to_string(window.width) + " x " +
                               std::to_string(window.height));
    const std::string complaints = dialog.ask("audit");
    if (!complaints.empty()) throw std::runtime_error(complaints);
    dialog.press("Escape");
  });
}

BOOST_AUTO_TEST_CASE(every_control_of_the_analysis_changes_preview_and_result) {
  const Shown shown;
  const std::string color = hex_color(stored_pixels(shown.picture), 0, 0);
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    const auto types = [&](const char* letter, const char* name, const std::string& text) {
      dialog.change_pictures(name, [&] { dialog.fill_in(letter, name, text); });
    };
    const auto chooses = [&](const char* letter, const char* name, const char* keys,
                             const char* choice) {
      dialog.change_pictures(name, [&] {
        dialog.press(std::string("alt+") + letter);
        dialog.wait_for_focus(name);
        dialog.press(keys, name, choice);
      });
    };
    types("m", "Colormap", "plasma");
    types("m", "Colormap", "viridis");
    dialog.change_pictures("reverse", [&] { dialog.press("alt+v", "Reverse direction", "true"); });
    types("d", "No-data colors", color);
    dialog.change_pictures("range",
                           [&] { dialog.fill_in_pair("n", "Value range", "max", "1", "100"); });
    chooses("a", "Scale", "Down", "Logarithmic");
    types("s", "Units", "K");
    types("p", "Plot area", "8,8,200,150");
    dialog.change_pictures("max-distance", [&] {
      dialog.press("alt+u", "Automatic", "false");
      dialog.fill_in("x", "Maximum distance", "0.000");
    });
    dialog.fill_in("x", "Maximum distance", "0.100");
    chooses("q", "Quantity", "Down", "Residual");
    screenshot("residual");
    chooses("q", "Quantity", "Up", "Data");
    chooses("g", "Shading", "Down", "Gray");
    screenshot("all-changed");
    double x = 0.5;
    until(
        "what is under the pointer",
        [&] {
          // Only a pointer that moves is noticed.
          dialog.point_at("Recovered data", {x = 0.9 - x, 0.5});
          const std::string seen = dialog.value("Pixel under the pointer");
          return seen.starts_with("Pixel ") && seen.find("#") != seen.npos &&
                 seen.find("t = ") != seen.npos && seen.find(" K ") != seen.npos &&
                 seen.find("residual") != seen.npos;
        },
        [&] { return dialog.value("Pixel under the pointer"); });
    dialog.fill_in("z", "Gap size to fill", "3");
    dialog.press("alt+t", "Pages", "Result");
    dialog.fill_in_pair("x", "X axis from left", "right", "-10", "10");
    dialog.fill_in_pair("s", "Y axis from below", "top", "5", "25");
    dialog.wait_until_idle();
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const auto settings = settings_of(answer.layer);
  const std::pair<const char*, std::string> expected[] = {
      {"colormap", "viridis"}, {"reverse", "true"},    {"no-data", color},
      {"range", "1,100"},      {"scale", "log"},       {"units", "K"},
      {"x-range", "-10,10"},   {"y-range", "5,25"},    {"plot-area", "8,8,200,150"},
      {"fill", "3"},           {"max-distance", "0.1"}};
  for (const auto& [name, value] : expected) BOOST_TEST(settings.value(name, "") == value, name);
  BOOST_TEST(stored_pixels(answer.layer).width == 200);
}

BOOST_AUTO_TEST_CASE(decimal_commas_are_no_separators) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.fill_in_pair("n", "Value range", "max", "-2,5", "3,75");
    dialog.wait_until_idle();
    screenshot("commas");
    dialog.press("Return");  // which is OK in every field
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const auto range = nlohmann::json::parse(report_of(answer.layer)).at("range");
  BOOST_TEST(range.value("min", 0.0) == -2.5);
  BOOST_TEST(range.value("max", 0.0) == 3.75);
}

BOOST_AUTO_TEST_CASE(return_is_ok_from_the_start) {
  const Shown shown;
  const Answer answer = shown.recover_again(shown.picture, [](const Dialog& dialog) {
    dialog.turn_to("Recover Data");
    dialog.wait_until_idle();
    dialog.press("Return");
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
}

BOOST_AUTO_TEST_CASE(size_of_the_window_is_remembered) {
  const Shown shown;
  const auto with_window = [&](const std::function<void(const Dialog&)>& user) {
    shown.recover_again(shown.picture, [&](const Dialog& dialog) {
      dialog.turn_to("Recover Data");
      user(dialog);
      dialog.press("Escape");
    });
  };
  const auto resize = [](const Dialog& dialog, int width, int height) {
    const std::string id = dialog.turn_to("Recover Data").id;
    const int before = dialog.turn_to("Recover Data").width;
    const std::string size = std::to_string(width) + " " + std::to_string(height);
    (void)std::system(("timeout 10 xdotool windowsize " + id + " " + size).c_str());
    until("another size", [&] { return dialog.turn_to("Recover Data").width != before; });
  };
  int width = 0, first = 0;
  with_window([&](const Dialog& dialog) {
    first = dialog.turn_to("Recover Data").width;
    resize(dialog, first + 24, 660);
    width = dialog.turn_to("Recover Data").width;
  });
  with_window([&](const Dialog& dialog) {
    BOOST_TEST(dialog.turn_to("Recover Data").width == width);
    resize(dialog, first, 640);
  });
}

BOOST_AUTO_TEST_CASE(every_control_of_the_result_brings_its_layer) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.press("alt+t", "Pages", "Result");
    dialog.press("alt+l", "Add a layer of the residual", "true");
    dialog.press("alt+n", "Add layers of the confidence", "true");
    dialog.press("alt+a", "Add the colormap to GIMP's gradients and palettes", "true");
    dialog.fill_in("w", "Recolor with", "gray");
    screenshot("result-page");
    dialog.wait_until_idle();
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  std::string names;
  for (const Id layer : layers_of(shown.image)) names += name_of(layer) + "\n";
  for (const char* wanted : {"Data: ", "Residual: ", "Confidence: ", "Recolored: "})
    BOOST_TEST(names.find(wanted) != names.npos, names);
  BOOST_TEST(settings_of(answer.layer).value("add-colormap", "") == "true");
}

BOOST_AUTO_TEST_CASE(pipette_takes_the_color_in_the_middle) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.change_pictures("pick", [&] {
      // The button of the colors is the first of two with that letter.
      dialog.press("alt+k");
      dialog.wait_for_focus("Pick a color that is no data");
      dialog.press("space");
      dialog.wait_for_focus("Original picture");
      dialog.press("Return");
      until("color", [&] { return dialog.value("No-data colors").starts_with("#"); });
    });
    screenshot("picked");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(settings_of(answer.layer).value("no-data", "").starts_with("#"));
}

BOOST_AUTO_TEST_CASE(slider_switches_automatic_off) {
  const Shown shown;
  shown.recover_with([](const Dialog& dialog) {
    // Shows what "automatic" came to.
    until("number", [&] { return dialog.value("Maximum distance") != "0.100"; });
    dialog.change_pictures("the slider", [&] {
      // Where it stands is the picture's affair: a press on it alone would change nothing.
      dialog.drag("Maximum distance slider", {{0.8, 0.5}, {0.3, 0.5}});
      dialog.press("Left");  // it has the focus now
      dialog.wait_for("Automatic", "false");
      dialog.fill_in("x", "Maximum distance", "0.000");
    });
    dialog.press("Escape");
  });
}

BOOST_AUTO_TEST_CASE(escape_ends_the_marking_alone) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    const std::string before = dialog.value("Status");
    dialog.press("alt+k");
    dialog.wait_for_focus("Pick a color that is no data");
    dialog.press("space");
    until("hint", [&] { return dialog.value("Status").starts_with("Click on a color"); });
    dialog.press("Escape", "Status", before);
    dialog.press("alt+v", "Reverse direction", "true");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(settings_of(answer.layer).value("no-data", "") == "");
}

BOOST_AUTO_TEST_CASE(two_places_give_the_range) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    const auto enter = [&](const char* value) {
      dialog.turn_to("Value of This Place");
      dialog.type("Value at this place", "ten");
      dialog.press("Return");
      until("word of it", [&] { return dialog.value("What is wrong").starts_with("This is no"); });
      dialog.type("Value at this place", value);
      screenshot("value");
      dialog.press("Return");
      dialog.wait_until_closed("Value of This Place");
      dialog.turn_to("Recover Data");
    };
    dialog.press("alt+k");
    dialog.wait_for_focus("Pick a color that is no data");
    dialog.press("alt+k");
    dialog.wait_for_focus("Value range from two places");
    dialog.press("space");
    dialog.wait_for_focus("Original picture");
    dialog.press("Return");
    enter("10");
    // The second one by a click on the colormap.
    dialog.drag("Colormap with its values", {{0.9, 0.1}});  // a click
    enter("20");
    until("range", [&] { return !dialog.value("Value range").empty(); });
    until("word of it", [&] { return dialog.value("Status").ends_with("recovered"); });
    screenshot("calibrated");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const std::string range = settings_of(answer.layer).value("range", "");
  BOOST_TEST(range.find(',') != range.npos, range);
}

BOOST_AUTO_TEST_CASE(rectangles_are_drawn_with_the_mouse) {
  const Shown shown(barred_figure());
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    const auto draw = [&](const char* name, const char* asked, const Rectangle& wanted) {
      const std::string button = std::string(name) + ": Draw the rectangle on the picture";
      until("button", [&] {
        if (dialog.ask("focus") != button) dialog.press("alt+w");
        return dialog.ask("focus") == button;
      });
      dialog.press("space");
      until("hint", [&] { return dialog.value("Status").starts_with(asked); });
      const Place pane = dialog.place("Original picture");
      dialog.drag("Original picture",
                  {on_pane(pane, wanted[0], wanted[1]),
                   on_pane(pane, wanted[0] + wanted[2] - 1, wanted[1] + wanted[3] - 1)});
      until("rectangle", [&] { return !dialog.value(name).empty(); });
      dialog.wait_until_idle();
      return dialog.value(name);
    };
    check_rectangle(draw("Plot area", "Drag over the plot area", kPlot), kPlot);
    check_rectangle(draw("Color bar", "Drag over the color bar", kBar), kBar);
    screenshot("drawn");
    dialog.fill_in("b", "Color bar", text_of(kBar));
    dialog.wait_until_idle();
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const auto report = nlohmann::json::parse(report_of(answer.layer));
  BOOST_TEST(settings_of(answer.layer).value("colorbar", "") == text_of(kBar));
  BOOST_TEST(report.value("/colormap/source"_json_pointer, "") == "colorbar", report.dump());
}

/// The keys once for each step.
std::string times(int count, const std::string& key) {
  std::string keys;
  for (int i = 0; i < count; ++i) keys += key + " ";
  return keys;
}

BOOST_AUTO_TEST_CASE(outlines_are_put_right_by_handles_and_by_keys) {
  const Shown shown(barred_figure());
  const Rectangle narrower{kPlot[0], kPlot[1], kPlot[2] - 40, kPlot[3]};
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    const Place pane = dialog.place("Original picture");
    const int right = kPlot[0] + kPlot[2] - 1, middle = kPlot[1] + kPlot[3] / 2;
    dialog.drag("Original picture",
                {on_pane(pane, right, middle), on_pane(pane, right - 20, middle),
                 on_pane(pane, right - 40, middle)});
    until("rectangle", [&] { return !dialog.value("Plot area").empty(); });
    check_rectangle(dialog.value("Plot area"), narrower);
    screenshot("handles");
    Rectangle now{};
    std::sscanf(dialog.value("Plot area").c_str(), "%d,%d,%d,%d", &now[0], &now[1], &now[2],
                &now[3]);
    dialog.wait_for_focus("Original picture");
    dialog.press("Right", "Plot area", text_of({now[0] + 1, now[1], now[2], now[3]}));
    dialog.press("shift+Down", "Plot area", text_of({now[0] + 1, now[1] + 10, now[2], now[3]}));
    dialog.press("ctrl+Up", "Plot area", text_of({now[0] + 1, now[1] + 10, now[2], now[3] - 1}));
    // Another one by its key; Escape lets go of it and the window stays.
    dialog.press("b");
    dialog.press("Left");
    until("bar", [&] { return !dialog.value("Color bar").empty(); });
    dialog.press("Escape");
    dialog.wait_until_idle();
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(stored_pixels(answer.layer).height == kPlot[3] - 1);
}

BOOST_AUTO_TEST_CASE(rectangles_are_drawn_with_the_keyboard) {
  const Shown shown(barred_figure());
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    const std::string button = "Color bar: Draw the rectangle on the picture";
    until("button", [&] {
      if (dialog.ask("focus") != button) dialog.press("alt+w");
      return dialog.ask("focus") == button;
    });
    dialog.press("space");
    dialog.wait_for_focus("Original picture");
    // From the middle, 160, 120.
    dialog.press(times(12, "shift+Right") + times(4, "Right") + times(10, "shift+Up"));
    until("place", [&] {
      return dialog.value("Pixel under the pointer").find("outside the plot") != std::string::npos;
    });
    dialog.press("Return " + times(15, "Right") + times(19, "shift+Down") + times(9, "Down"));
    screenshot("drawn-by-keys");
    dialog.press("Return");
    until("rectangle", [&] { return !dialog.value("Color bar").empty(); });
    check_rectangle(dialog.value("Color bar"), kBar);
    dialog.wait_until_idle();
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
}

// Of 16 million pixels: what is seen of them is read anew at each step.
BOOST_AUTO_TEST_CASE(the_window_does_not_freeze) {
  constexpr double kLongest = 200;  // milliseconds; twice what is wanted, for slow machines
  const Shown shown(pseudocolor_image(4000, 4000));
  shown.recover_again(shown.picture, [](const Dialog& dialog) {
    dialog.turn_to("Recover Data");
    dialog.ask("pause");  // what was done before there was a window
    dialog.open();        // with the defaults
    const auto check = [&](const char* after) {
      dialog.wait_until_idle();
      const double pause = std::stod(dialog.ask("pause"));
      BOOST_TEST_MESSAGE(after << ": " << pause << " ms");
      if (pause > kLongest)
        throw std::runtime_error(std::string(after) + ": " + std::to_string(pause) + " ms");
    };
    check("opening");
    dialog.press("ctrl+plus");
    dialog.press("ctrl+plus");
    check("zooming in");
    dialog.press("ctrl+0");
    check("the whole picture");
    dialog.press("alt+q");
    dialog.press("Down", "Quantity", "Residual");
    check("residual");
    dialog.press("Down", "Quantity", "Confidence");
    check("confidence");
    dialog.drag("Recovered data", {{0.5, 0.5}});
    dialog.wait_for("Pages", "Measure");
    check("a point");
    dialog.press("Escape");
  });
}

BOOST_AUTO_TEST_CASE(preset_brings_kept_settings_back) {
  const Shown shown;
  const Answer answer = shown.recover_with([](const Dialog& dialog) {
    dialog.press("alt+v", "Reverse direction", "true");
    dialog.fill_in("s", "Units", "hPa");
    dialog.press("ctrl+s");
    dialog.turn_to("Save Preset");
    dialog.type("Name", "weather");
    dialog.press("Return");
    dialog.wait_until_closed("Save Preset");
    dialog.turn_to("Recover Data");
    dialog.wait_for("Preset", "weather");
    dialog.press("alt+r", "Units", "");
    dialog.press("alt+e");
    dialog.wait_for_focus("Preset");
    dialog.press("Down", "Preset", "Last used");
    dialog.press("Down", "Preset", "weather");
    dialog.wait_for("Units", "hPa");
    screenshot("preset");
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const auto settings = settings_of(answer.layer);
  BOOST_TEST(settings.value("units", "") == "hPa");
  BOOST_TEST(settings.value("reverse", "") == "true");
}

/// Opens the file chooser of the data file.
void choose_data_file(const Dialog& dialog) {
  dialog.press("alt+t", "Pages", "Result");
  dialog.press("alt+d");
  dialog.wait_for_focus("Data file");
  dialog.press("Tab");
  dialog.wait_for_focus("Data file: Choose the folder and the name of the file");
  dialog.press("space");
  dialog.turn_to("Choose a File");
}

/// Closes it; the dialog holds the path then.
void take_chosen_file(const Dialog& dialog, const std::string& path) {
  dialog.press("Return");
  dialog.wait_until_closed("Choose a File");
  dialog.turn_to("Recover Data");
  dialog.wait_for("Data file", path);
}

BOOST_AUTO_TEST_CASE(data_file_gets_the_ending_of_its_format) {
  const Shown shown;
  const Folder folder;
  const std::string path = folder.path("field.csv");
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    choose_data_file(dialog);
    dialog.wait_for("Name", "data.npy");
    dialog.press("alt+m");
    dialog.wait_for_focus("Format");
    dialog.press("Down", "Format", "Table of rows and columns (.csv)");
    dialog.wait_for("Name", "data.csv");
    screenshot("choose-file");
    dialog.press("alt+n");
    dialog.type("Name", path);
    take_chosen_file(dialog, path);
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(contents(path).find(',') != std::string::npos);
}

BOOST_AUTO_TEST_CASE(files_lie_beside_the_figure_and_have_its_name) {
  const Folder folder;
  const Shown shown;
  set_file(shown.image, folder.path("sst-map.xcf"));
  const std::string path = folder.path("sst-map.npy");
  const Answer answer = shown.recover_with([&](const Dialog& dialog) {
    choose_data_file(dialog);
    dialog.wait_for("Name", "sst-map.npy");
    dialog.press("alt+n");
    dialog.wait_for_focus("Name");
    take_chosen_file(dialog, path);
    dialog.ok();
  });
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(!contents(path).empty());
}

BOOST_AUTO_TEST_CASE(drawing_is_saved) {
  const Shown shown;
  const Folder folder;
  const std::string path = folder.path("drawing.svg");
  shown.recover_with([&](const Dialog& dialog) {
    dialog.press("alt+i");
    dialog.turn_to("Save a Drawing");
    dialog.type("Name", path);
    dialog.press("Return");
    dialog.wait_until_closed("Save a Drawing");
    dialog.turn_to("Recover Data");
    until("word of it",
          [&] { return dialog.value("Status").find("drawing.svg") != std::string::npos; });
    dialog.press("Escape");
  });
  BOOST_TEST(contents(path).find("<svg") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(help_opens_the_page) {
  const char* log = std::getenv("UNWEAVE_HELP_LOG");
  BOOST_REQUIRE(log);
  const Shown shown;
  shown.recover_with([&](const Dialog& dialog) {
    dialog.press("alt+h");
    until(
        "page", [&] { return contents(log).find("/help/en/index.html") != std::string::npos; },
        [&] { return contents(log); });
    dialog.press("Escape");
  });
}

BOOST_AUTO_TEST_SUITE_END()
