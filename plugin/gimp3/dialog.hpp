// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <functional>
#include <optional>

#include "plugin/dialog/dialog.hpp"
#include "plugin/gimp3/data_layer.hpp"
#include "plugin/gimp3/picture.hpp"
#include "plugin/gimp3/recover_layers.hpp"

namespace unweave::gimp3 {

/// Recovers with the settings that `config` holds, with what is known of the first picture.
using RecoverFirst = std::function<dialog::Recovered(const KnownPicture&)>;

/// Lets the user change `config` and recover, with a preview of `picture`; the dialog opens as on
/// that layer of data, or with what `config` holds.
dialog::Closed run_dialog(GimpProcedure* procedure, GimpProcedureConfig* config,
                          const Picture& picture, const std::optional<Origin>& origin,
                          const RecoverFirst& recover);

}  // namespace unweave::gimp3
