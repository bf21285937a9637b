// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/result.hpp"

namespace unweave {

/// Paths of the files that came with a report, itself left out: those that it lists, that still
/// stand beside it and that nobody has changed since, which shows in the time that all files of a
/// commit bear. Empty if there is no report, if it is not the user's own or lists nothing. Links
/// are no files here. Never throws for what is in the file. Errors: ReadFailed (detail: the path).
Result<std::vector<std::string>> companions_of(const std::string& report);

}  // namespace unweave
