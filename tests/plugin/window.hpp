// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/plugin/gimp.hpp"

// Windows as a user drives them: with keys and mouse (xdotool), looking at what they show (the
// probe in each program, probe/probe.cpp). Whatever is done, the next step waits for its effect;
// what does not come about within a minute throws std::runtime_error.

namespace unweave::test {

/// Polls until it holds; otherwise throws, with what `seen` says then.
void until(
    const std::string& what, const std::function<bool()>& holds,
    const std::function<std::string()>& seen = [] { return std::string(); });

/// Keeps a picture of the screen where the caller asked for it.
void screenshot(const std::string& name);

struct Place {
  int x = 0, y = 0, width = 0, height = 0;
};

/// The windows of GIMP ("gimp") or of the plug-in ("plug-in").
class Windows {
 public:
  explicit Windows(std::string program) : program_(std::move(program)) {}

  struct Window {
    std::string id, title;
    bool active = false;  ///< has the keyboard
    int width = 0, height = 0;
  };
  std::vector<Window> all() const;
  /// The answer to a question of the probe's; empty if the program is not there.
  std::string ask(const std::string& question) const;
  /// Waits for a window whose title has `title`, and that it has the keyboard.
  Window turn_to(const std::string& title) const;
  void wait_until_closed(const std::string& title) const;

  std::string value(const std::string& name) const;
  void wait_for(const std::string& name, const std::string& value) const;
  void wait_for_focus(const std::string& name) const;
  Place place(const std::string& name) const;

  /// Keys in the window that has the keyboard, as xdotool spells them.
  void press(const std::string& keys) const;
  void press(const std::string& keys, const std::string& name, const std::string& value) const;
  void type_keys(const std::string& text) const;
  /// Types instead of what the control that has the keyboard, of that name, holds.
  void type(const std::string& name, const std::string& text) const;
  /// Shares of a control's size.
  struct Point {
    double x, y;
  };
  void point_at(const std::string& name, Point point) const;
  /// Presses the mouse's button at the first point and releases it at the last.
  void drag(const std::string& name, const std::vector<Point>& points) const;

 private:
  std::string program_;
};

/// The plug-in's dialog.
class Dialog : public Windows {
 public:
  Dialog() : Windows("plug-in") {}
  /// Waits for it and sets it to its defaults: what an earlier case has left behind does not count.
  void open() const;
  /// Types into the control of that name, which Alt and `letter` lead to.
  void fill_in(const std::string& letter, const std::string& name, const std::string& text) const;
  /// The same for the two fields of an interval; the second one is called by the word before it.
  void fill_in_pair(const std::string& letter, const std::string& name, const std::string& word,
                    const std::string& first, const std::string& second) const;
  /// Nothing is being analyzed.
  bool is_idle() const;
  void wait_until_idle() const;
  /// Does something that must change the pictures and waits until they show it.
  void change_pictures(const std::string& what, const std::function<void()>& act) const;
  void ok() const { press("alt+o"); }
};

/// An image in a window, with nothing to undo.
struct Shown {
  Shown();
  /// Takes the image over.
  explicit Shown(Id image);
  ~Shown() { close_window(window); }  // and the image with it
  Shown(const Shown&) = delete;
  Shown& operator=(const Shown&) = delete;

  Answer recover(Mode mode) const { return call_unweave(image, picture, {}, mode); }
  /// Calls the plug-in, which does not return before its dialog is closed, while `user` uses the
  /// dialog, set to its defaults. Fails the case if the user comes to grief.
  Answer recover_with(const std::function<void(const Dialog&)>& user) const;
  /// The same on any of the image's drawables, with the dialog as it opens.
  Answer recover_again(Id drawable, const std::function<void(const Dialog&)>& user) const;
  /// Presses a key in the image's window and waits until the image has so many layers.
  bool key_until(const std::string& key, int layers) const;
  bool has_layers_soon(int layers) const;

  Image image;
  Id picture, window;
};

}  // namespace unweave::test
