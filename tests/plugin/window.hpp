// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <thread>

#include "tests/plugin/gimp.hpp"

// The plug-in's dialog as a user drives it: with xdotool's keys, seen by screenshots. Shell
// throughout, for what happens beside the plug-in's call.

namespace unweave::test {

/// What a user does beside the plug-in's call, which does not return before the dialog is closed.
class User {
 public:
  explicit User(const std::string& script);
  ~User() { thread_.join(); }
  User(const User&) = delete;
  User& operator=(const User&) = delete;

 private:
  std::thread thread_;
};

/// Shell: finds the dialog, at the latest after a minute, turns to it, and sets it to its defaults:
/// what an earlier case has left behind does not count.
std::string in_dialog(const std::string& steps);
/// Shell: turns to the image's window. (GTK 3 does not see keys that are sent to a window without
/// the keyboard: they are pressed in a command of their own.)
std::string in_image(const std::string& steps);
/// Shell: keeps a picture of the screen where the caller asked for it.
std::string screenshot(const std::string& name);
/// Shell, in the dialog: does something, waits until the pictures look different and stay so, and
/// writes "NAME changed" or, after half a minute, "NAME same" into `log`.
std::string changes_preview(const std::string& log, const std::string& name,
                            const std::string& steps);
/// Shell: types into what Alt and a letter lead to, instead of what is there.
std::string type_into(const std::string& letter, const std::string& text);

/// An image in a window, with nothing to undo.
struct Shown {
  Shown();
  ~Shown() { close_window(window); }  // and the image with it
  Shown(const Shown&) = delete;
  Shown& operator=(const Shown&) = delete;

  Answer recover(Mode mode) const { return call_unweave(image, picture, {}, mode); }
  /// Presses a key in the image's window until the image has so many layers.
  bool key_until(const std::string& key, int layers) const;
  bool has_layers_soon(int layers) const;

  Image image;
  Id picture, window;
};

}  // namespace unweave::test
