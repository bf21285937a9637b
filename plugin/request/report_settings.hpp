// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/request/settings.hpp"

namespace unweave::plugin {

/// The settings that a report (JSON) was made with, as names and texts: those that were not at
/// their defaults, without names of files. Nothing where the text is no report of gimp-unweave.
std::optional<std::vector<std::pair<std::string, std::string>>> settings_in_report(
    std::string_view report);

/// The same over the defaults, for a dialog that is opened again. What another version wrote and
/// this one does not know stays at its default.
Settings settings_of_report(std::string_view report);

}  // namespace unweave::plugin
