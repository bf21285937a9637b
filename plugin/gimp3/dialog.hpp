// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <memory>
#include <optional>

#include "plugin/gimp3/picture.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::gimp3 {

/// Lets the user change `config` with a preview of `picture`; the dialog opens with `start`, or
/// with what `config` holds. Returns what the preview knows of it; null: canceled.
std::unique_ptr<view::Workbench> run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config,
                                            const Picture& picture,
                                            const std::optional<plugin::Settings>& start);

}  // namespace unweave::gimp3
