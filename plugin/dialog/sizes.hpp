// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gdk/gdk.h>

#include <algorithm>
#include <cmath>

namespace unweave::dialog {

/// How much larger than at 96 dots an inch letters are by the desktop's setting, at least 1 and no
/// more than what the window has room for on this screen. (A whole factor that GTK 3 scales all it
/// draws by is none of it.)
inline double text_scale() {
  constexpr double kUsualDpi = 96;
  constexpr double kWidth = 1280, kHeight = 720;  // the smallest screen that the window fits
  GdkScreen* screen = gdk_screen_get_default();
  const double room =
      std::min(gdk_screen_get_width(screen) / kWidth, gdk_screen_get_height(screen) / kHeight);
  return std::max(1.0, std::min(gdk_screen_get_resolution(screen) / kUsualDpi, room));
}

/// A length, in dots at 96 an inch, as it is on this screen.
inline int scaled(int dots) { return static_cast<int>(std::lround(dots * text_scale())); }

}  // namespace unweave::dialog
