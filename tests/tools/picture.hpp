// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace unweave::tools {

/// A picture file decoded to 8-bit RGB, row-major.
struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

/// Reads a PNG or JPEG file (by its first bytes). Throws std::runtime_error.
Picture read_picture(const std::string& path);

}  // namespace unweave::tools
