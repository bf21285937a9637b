// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unweave::plugin {

/// SHA-256 of the file's bytes, in hexadecimal; empty if it cannot be read.
std::string file_sha256(const std::string& path);

}  // namespace unweave::plugin
