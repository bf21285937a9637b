// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/result.hpp"

namespace unweave::plugin {

/// Whether a file of that name (path or file:// URI; empty: none) can be made, as far as can be
/// seen without making it, for a name that is being typed. Errors: FolderMissing, IsDirectory,
/// PermissionDenied.
Result<void> check_result_path(const std::string& name);

}  // namespace unweave::plugin
