// SPDX-License-Identifier: GPL-3.0-or-later
// Each control of the dialog in GIMP's window: what the pictures do when it is changed, and what
// the run then makes of it. As window_test.cpp, a part of the suite "window".
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/plugin/window.hpp"

using namespace unweave::test;
namespace fs = std::filesystem;

namespace {

/// A file of its own for what a script finds out.
class Notes {
 public:
  Notes() : folder_(fs::temp_directory_path() / fs::path("unweave-notes-XXXXXX")) {
    std::string name = folder_.string();
    BOOST_REQUIRE(mkdtemp(name.data()));
    folder_ = name;
  }
  ~Notes() { fs::remove_all(folder_); }
  Notes(const Notes&) = delete;
  Notes& operator=(const Notes&) = delete;
  std::string path() const { return (folder_ / "notes").string(); }
  std::vector<std::string> lines() const {
    std::ifstream file(path());
    std::vector<std::string> all;
    for (std::string line; std::getline(file, line);) all.push_back(line);
    return all;
  }

 private:
  fs::path folder_;
};

nlohmann::json settings_of(Id layer) {
  return nlohmann::json::parse(report_of(layer)).value("settings", nlohmann::json::object());
}

std::string hex_color(const Pixels& pixels, int x, int y) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02X%02X%02X", static_cast<int>(pixels.at(x, y, 0)),
                static_cast<int>(pixels.at(x, y, 1)), static_cast<int>(pixels.at(x, y, 2)));
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(window)  // which window_test.cpp disables unless it is asked for

BOOST_AUTO_TEST_CASE(every_control_of_the_analysis_changes_preview_and_result) {
  const Shown shown;
  const Notes notes;
  const std::string color = hex_color(stored_pixels(shown.picture), 0, 0);
  struct Change {
    const char *name, *expected;
    std::string steps;
  };
  const Change changes[] = {
      {"colormap", "plasma", type_into("m", "plasma")},
      {"colormap", "viridis", type_into("m", "viridis")},
      {"reverse", "true", "xdotool key alt+v"},
      {"no-data", color.c_str(), type_into("d", color)},
      {"range", "1,100", type_into("n", "1,100")},
      {"scale", "log", "xdotool key alt+a Down"},
      {"units", "K", type_into("s", "K")},
      {"plot-area", "8,8,200,150", type_into("p", "8,8,200,150")},
      {"max-distance", "0", "xdotool key alt+u\n" + type_into("x", "0")},
  };
  std::string script;
  for (const Change& change : changes)
    script += changes_preview(notes.path(), change.name, change.steps);
  script += type_into("x", "0.1");
  script += changes_preview(notes.path(), "quantity", "xdotool key alt+q Down");
  script += screenshot("residual");
  script += changes_preview(notes.path(), "shading", "xdotool key alt+g Down Down");
  Answer answer;
  {
    const User user(in_dialog(script + screenshot("all-changed") + type_into("z", "3") +
                              "xdotool key alt+o\n"));
    answer = shown.recover(Mode::Interactive);
  }
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const auto lines = notes.lines();
  BOOST_TEST(lines.size() == std::size(changes) + 2);
  for (const std::string& line : lines) BOOST_TEST(line.ends_with(" changed"), line);
  const auto settings = settings_of(answer.layer);
  for (const char* name :
       {"colormap", "reverse", "no-data", "range", "scale", "units", "plot-area"})
    for (const Change& change : changes)
      if (change.name == std::string(name) && change.expected != std::string("plasma"))
        BOOST_TEST(settings.value(name, "") == change.expected, name);
  BOOST_TEST(settings.value("fill", "") == "3");
  BOOST_TEST(stored_pixels(answer.layer).width == 200);
}

BOOST_AUTO_TEST_CASE(every_control_of_the_result_brings_its_layer) {
  const Shown shown;
  Answer answer;
  {
    const User user(in_dialog("xdotool key alt+t alt+l alt+n alt+a\n" + type_into("w", "gray") +
                              screenshot("result-page") + "xdotool key alt+o\n"));
    answer = shown.recover(Mode::Interactive);
  }
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  std::string names;
  for (const Id layer : layers_of(shown.image)) names += name_of(layer) + "\n";
  for (const char* wanted : {"Data: ", "Residual: ", "Confidence: ", "Recolored: "})
    BOOST_TEST(names.find(wanted) != names.npos, names);
  BOOST_TEST(settings_of(answer.layer).value("add-colormap", "") == "true");
}

BOOST_AUTO_TEST_CASE(pipette_takes_the_color_in_the_middle) {
  const Shown shown;
  const Notes notes;
  const Pixels pixels = stored_pixels(shown.picture);
  Answer answer;
  {
    // The button of the colors is the first of two with that letter.
    const User user(
        in_dialog(changes_preview(notes.path(), "pick",
                                  "xdotool key alt+k space\nsleep 1\nxdotool key Return") +
                  screenshot("picked") + "xdotool key alt+o\n"));
    answer = shown.recover(Mode::Interactive);
  }
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_REQUIRE_EQUAL(notes.lines().size(), 1u);
  BOOST_TEST(notes.lines()[0] == "pick changed");
  const std::string picked = settings_of(answer.layer).value("no-data", "");
  BOOST_TEST(picked.starts_with("#"));
}

BOOST_AUTO_TEST_CASE(two_places_give_the_range) {
  const Shown shown;
  Answer answer;
  {
    const std::string value =
        "\nsleep 0.5\ntimeout 20 xdotool search --sync --onlyvisible --name '^Value of This'\n"
        "sleep 0.5\n";
    const User user(
        in_dialog("sleep 2\nxdotool key alt+k alt+k space\nsleep 1\nxdotool key Return" + value +
                  screenshot("value") +
                  "xdotool type 10\nxdotool key Return\nsleep 1\n"
                  "xdotool windowactivate --sync $dialog\n"
                  "xdotool key Right Right Right\nsleep 0.5\nxdotool key Return" +
                  value +
                  "xdotool type 20\nxdotool key Return\nsleep 1\n"
                  "xdotool windowactivate --sync $dialog\n" +
                  screenshot("calibrated") + "xdotool key alt+o\n"));
    answer = shown.recover(Mode::Interactive);
  }
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const std::string range = settings_of(answer.layer).value("range", "");
  BOOST_TEST(range.find(',') != range.npos, range);
}

BOOST_AUTO_TEST_CASE(preset_brings_kept_settings_back) {
  const Shown shown;
  Answer answer;
  {
    const User user(
        in_dialog("xdotool key alt+v\n" + type_into("s", "hPa") +
                  // the list, then its button "Save..."
                  "xdotool key alt+e Tab space\n"
                  "timeout 20 xdotool search --sync --onlyvisible --name '^Save Preset'\n"
                  "sleep 0.5\nxdotool type weather\nxdotool key Return\nsleep 1\n"
                  "xdotool windowactivate --sync $dialog\n"
                  "xdotool key alt+r\nsleep 0.5\n"
                  "xdotool key alt+e Down Down Down\nsleep 1\n" +
                  screenshot("preset") + "xdotool key alt+o\n"));
    answer = shown.recover(Mode::Interactive);
  }
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const auto settings = settings_of(answer.layer);
  BOOST_TEST(settings.value("units", "") == "hPa");
  BOOST_TEST(settings.value("reverse", "") == "true");
}

BOOST_AUTO_TEST_CASE(help_opens_the_page) {
  const char* log = std::getenv("UNWEAVE_HELP_LOG");
  BOOST_REQUIRE(log);
  const Shown shown;
  {
    const User user(in_dialog("xdotool key alt+h\nsleep 3\nxdotool key Escape\n"));
    shown.recover(Mode::Interactive);
  }
  std::ifstream file(log);
  const std::string opened{std::istreambuf_iterator<char>(file), {}};
  BOOST_TEST(opened.find("/help/en/index.html") != opened.npos, opened);
}

BOOST_AUTO_TEST_SUITE_END()
