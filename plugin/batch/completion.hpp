// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <string>
#include <vector>

namespace unweave::batch {

/// The shells for which there are completions.
std::vector<std::string> completion_shells();

/// A script that completes the command's options and their values in a shell of
/// completion_shells(), made from the table of options (which ends with an empty entry), from the
/// choices of the table of settings and from the lists of formats. English, whatever the locale:
/// the build installs it for everybody. Names of colormaps are asked of the command itself when
/// they are completed, so that the user's own are among them.
std::string completion(const std::string& shell, const GOptionEntry* entries);

}  // namespace unweave::batch
