// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <string>

namespace unweave::plugin {

/// A (translated) format with its places filled in.
std::string formatted(const char* format, ...) G_GNUC_PRINTF(1, 2);

}  // namespace unweave::plugin
