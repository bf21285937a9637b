// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/image/geometry.hpp"
#include "plugin/request/core_request.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::dialog {

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
  std::optional<Rect> selection;  ///< bounds of GIMP's selection in the picture
  std::string figure{};           ///< path of the figure's file; empty: unknown
};

/// Shows the dialog, starting from `initial`, with a preview that follows every change. Returns
/// what the user chose, which resolve() accepts; empty if the dialog was canceled. The toolkit is
/// initialized.
std::optional<plugin::Settings> ask(const plugin::Settings& initial, view::Workbench& workbench,
                                    const Surroundings& surroundings);

}  // namespace unweave::dialog
