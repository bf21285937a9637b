// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/image/geometry.hpp"
#include "plugin/request/command_text.hpp"
#include "plugin/request/core_request.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

/// What came of recovering.
struct Recovered {
  bool done = false;
  std::string said{};  ///< why not, or what files were written; may be empty
};
/// Shows what is being done and the share done, [0, 1]. False: the user wants it to end.
using ShowProgress = std::function<bool(const std::string&, double)>;

/// What the dialog needs of its GIMP.
struct Surroundings {
  std::string procedure;               ///< for GIMP's help and memory of windows
  std::vector<std::string> gradients;  ///< names
  plugin::GradientReader gradient;
  /// Puts the other picture's bar that a request asks for into it.
  std::function<Result<void>(plugin::Request&)> other_bar{};
  std::shared_ptr<const plugin::KnownMaps> maps;
  std::shared_ptr<const TextReader> reader;
  std::string presets;            ///< file that keeps them
  std::string window{};           ///< file that keeps the window's size; empty: none does
  std::optional<Rect> selection;  ///< bounds of GIMP's selection in the picture
  std::string figure{};           ///< path of the figure's file; empty: unknown
  plugin::CommandKind script = plugin::CommandKind::ScriptFu3;  ///< this GIMP's
  std::string pins{};  ///< that are there already, as parse_pins() reads them
  /// Makes layers and files, which resolve() accepted, and gives the layers the pins. The workbench
  /// rests meanwhile.
  std::function<Recovered(const plugin::Settings&, const std::string& pins, const ShowProgress&)>
      recover;
};

/// How the dialog ended.
struct Closed {
  bool recovered = false;  ///< at least once
  std::string said{};      ///< of the last time, by OK
  std::string pins{};      ///< all of them, as pins_text() writes them
};

/// Shows the dialog, starting from `initial`, with a preview that follows every change. Each
/// "Apply" recovers, as OK does, which then closes it; after a failure it stays open, with all that
/// was typed. The toolkit is initialized.
Closed ask(const plugin::Settings& initial, view::Workbench& workbench,
           const Surroundings& surroundings);

}  // namespace unweave::dialog
