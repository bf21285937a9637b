// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/window.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/plugin/pictures.hpp"

namespace unweave::test {
namespace {

using Clock = std::chrono::steady_clock;
// For a machine that has other things to do; nothing waits that long when all is well.
constexpr auto kPatience = std::chrono::seconds(60);
constexpr auto kPause = std::chrono::milliseconds(15);
const char* const kDialog = "Recover Data";

void shell(const std::string& command) {
  if (std::system(("timeout 60 " + command).c_str()) != 0)
    throw std::runtime_error("failed: " + command);
}

/// What a user does beside the plug-in's call. If it goes wrong, the dialogs are canceled, so that
/// the call returns.
std::string use(const std::function<void(const Dialog&)>& user) {
  const Dialog dialog;
  try {
    user(dialog);
    return {};
  } catch (const std::exception& error) {
    const std::string name = boost::unit_test::framework::current_test_case().p_name;
    screenshot("failed-" + name);
    std::cerr << "user of " << name << ": " << error.what() << std::endl;
    const auto end = Clock::now() + kPatience;
    while (!dialog.all().empty() && Clock::now() < end) {
      dialog.ask("cancel");
      std::this_thread::sleep_for(kPause);
    }
    return error.what();
  }
}

std::string move_to(const Place& at, const Windows::Point& point) {
  return " mousemove " + std::to_string(at.x + static_cast<int>(point.x * at.width)) + " " +
         std::to_string(at.y + static_cast<int>(point.y * at.height));
}

}  // namespace

void until(const std::string& what, const std::function<bool()>& holds,
           const std::function<std::string()>& seen) {
  const auto end = Clock::now() + kPatience;
  while (!holds()) {
    if (Clock::now() > end) throw std::runtime_error("in vain: " + what + "; seen: " + seen());
    std::this_thread::sleep_for(kPause);
  }
}

void screenshot(const std::string& name) {
  if (const char* folder = std::getenv("UNWEAVE_SCREENSHOTS"))
    (void)std::system(
        ("import -window root '" + std::string(folder) + "/" + name + ".png'").c_str());
}

std::string Windows::ask(const std::string& question) const {
  const char* folder = std::getenv("UNWEAVE_PROBE");
  if (!folder) throw std::runtime_error("no UNWEAVE_PROBE");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = std::string(folder) + "/" + program_;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string answer;
  // A process that has ended leaves its socket behind: nobody answers there.
  if (connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    const std::string line = question + "\n";
    (void)send(connection, line.data(), line.size(), MSG_NOSIGNAL);
    char part[4096];
    for (ssize_t got = 0; (got = read(connection, part, sizeof part)) > 0;)
      answer.append(part, static_cast<std::size_t>(got));
  }
  close(connection);
  return answer;
}

std::vector<Windows::Window> Windows::all() const {
  std::istringstream lines(ask("windows"));
  std::vector<Window> windows;
  for (std::string line; std::getline(lines, line);) {
    Window window;
    std::istringstream words(line);
    words >> window.id >> window.active >> window.width >> window.height;
    std::getline(words >> std::ws, window.title);
    windows.push_back(window);
  }
  return windows;
}

Windows::Window Windows::turn_to(const std::string& title) const {
  Window found;
  bool asked = false;
  until(
      "window \"" + title + "\" with the keyboard",
      [&] {
        for (const Window& window : all()) {
          if (window.title.find(title) == std::string::npos) continue;
          found = window;
          if (window.active) return true;
          // A new window gets the keyboard without asking, an old one does not.
          if (!std::exchange(asked, true))
            (void)std::system(("timeout 10 xdotool windowactivate " + window.id).c_str());
        }
        return false;
      },
      [&] { return ask("windows"); });
  return found;
}

void Windows::wait_until_closed(const std::string& title) const {
  until("window \"" + title + "\" closed", [&] {
    for (const Window& window : all())
      if (window.title.find(title) != std::string::npos) return false;
    return true;
  });
}

std::string Windows::value(const std::string& name) const {
  const std::string answer = ask("value " + name);
  return answer.empty() ? answer : answer.substr(1);
}

void Windows::wait_for(const std::string& name, const std::string& value) const {
  until(
      name + " = " + value, [&] { return ask("value " + name) == "=" + value; },
      [&] { return ask("value " + name) + ", focus: " + ask("focus"); });
}

void Windows::wait_for_focus(const std::string& name) const {
  until(
      "focus on " + name, [&] { return ask("focus") == name; }, [&] { return ask("focus"); });
}

Place Windows::place(const std::string& name) const {
  std::istringstream words(ask("place " + name));
  Place place;
  if (!(words >> place.x >> place.y >> place.width >> place.height))
    throw std::runtime_error("no place: " + name);
  return place;
}

void Windows::press(const std::string& keys) const { shell("xdotool key " + keys); }

void Windows::type_keys(const std::string& text) const {
  shell("xdotool type --delay 1 '" + text + "'");
}

void Windows::press(const std::string& keys, const std::string& name,
                    const std::string& value) const {
  press(keys);
  wait_for(name, value);
}

void Windows::type(const std::string& name, const std::string& text) const {
  wait_for_focus(name);
  shell("xdotool key ctrl+a type --delay 1 -- '" + text + "'");
  wait_for(name, text);
}

void Windows::point_at(const std::string& name, Point point) const {
  shell("xdotool" + move_to(place(name), point));
}

void Windows::drag(const std::string& name, const std::vector<Point>& points) const {
  const Place at = place(name);
  std::string steps;
  for (const Point& point : points)
    steps += move_to(at, point) + (steps.empty() ? " mousedown 1" : "");
  shell("xdotool" + steps + " mouseup 1");
}

namespace {

/// GIMP's window of messages of the tests before may lie on the pictures, and takes clicks. No key
/// closes it: the dialog might get it instead.
void minimize_messages() {
  shell("sh -c 'xdotool search --onlyvisible --name \"^GIMP Message$\" windowminimize %@; true'");
}

}  // namespace

void Dialog::open() const {
  minimize_messages();
  turn_to(kDialog);
  if (value("Preset") != "Defaults") press("alt+r", "Preset", "Defaults");
  wait_until_idle();
}

void Dialog::fill_in(const std::string& letter, const std::string& name,
                     const std::string& text) const {
  press("alt+" + letter);
  type(name, text);
  // A list of suggestions may come up meanwhile and take the first key for itself.
  constexpr int kPolls = 50;
  int polls = 0;
  until(
      name + " left",
      [&] {
        if (polls++ % kPolls == 0) press("Tab");
        return ask("focus") != name;
      },
      [&] { return ask("focus"); });
}

void Dialog::fill_in_pair(const std::string& letter, const std::string& name,
                          const std::string& word, const std::string& first,
                          const std::string& second) const {
  press("alt+" + letter);
  type(name, first);
  press("Tab");
  type(name + ": " + word, second);
}

bool Dialog::is_idle() const {
  const std::string status = value("Status");
  return !status.empty() && !status.ends_with("%");  // "Counting colors: 12 %"
}

void Dialog::wait_until_idle() const {
  until(
      "end of the analysis", [&] { return is_idle(); }, [&] { return value("Status"); });
}

void Dialog::change_pictures(const std::string& what, const std::function<void()>& act) const {
  wait_until_idle();
  const std::string before = ask("pictures");
  act();
  until(
      "other pictures by " + what, [&] { return is_idle() && ask("pictures") != before; },
      [&] { return value("Status"); });
}

Shown::Shown() : Shown(pseudocolor_image(320, 240)) {}

Shown::Shown(Id made) : image(made), picture(top_layer(image)), window(show(image)) {}

Answer Shown::recover_with(const std::function<void(const Dialog&)>& user) const {
  return recover_again(picture, [&](const Dialog& dialog) {
    dialog.open();
    user(dialog);
  });
}

Answer Shown::recover_again(Id drawable, const std::function<void(const Dialog&)>& user) const {
  std::string trouble;
  std::thread thread([&] { trouble = use(user); });
  const Answer answer = call_unweave(image, drawable, {}, Mode::Interactive);
  thread.join();
  BOOST_REQUIRE_MESSAGE(trouble.empty(), trouble);
  return answer;
}

bool Shown::key_until(const std::string& key, int layers) const {
  const Windows gimp("gimp");
  gimp.turn_to("GIMP");
  gimp.press(key);
  return has_layers_soon(layers);
}

bool Shown::has_layers_soon(int layers) const {
  const auto end = Clock::now() + kPatience;
  while (layer_count(image) != layers && Clock::now() < end) std::this_thread::sleep_for(kPause);
  return layer_count(image) == layers;
}

}  // namespace unweave::test
