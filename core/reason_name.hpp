// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.hpp"

namespace unweave {

/// The reason as programs read it: its enumerator in small letters with hyphens between the words,
/// such as "not-pseudocolor". These names stay from version to version.
const char* reason_name(Reason reason);

}  // namespace unweave
