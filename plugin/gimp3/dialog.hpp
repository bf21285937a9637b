// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <memory>

#include "plugin/gimp3/picture.hpp"
#include "plugin/view/workbench.hpp"

namespace unweave::gimp3 {

/// Lets the user change `config` with a preview of `picture`. Returns what the preview knows of it;
/// null: canceled.
std::unique_ptr<view::Workbench> run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config,
                                            const Picture& picture);

}  // namespace unweave::gimp3
