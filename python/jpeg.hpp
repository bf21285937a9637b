// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace unweave::python {

/// A decoded JPEG file: height x width x channels, 1 (gray) or 3 (RGB).
struct Jpeg {
  int width = 0, height = 0, channels = 0;  ///< no channels: other colors than these, as CMYK
  std::vector<std::uint8_t> pixels{};
  std::string words{};  ///< what libjpeg has to say; empty: the file is whole
};

/// Decodes as GIMP does: with the cosine transform in floats, which gives other levels than that in
/// integers, which Pillow takes. Of a file that is cut off, what is there. Never throws for what is
/// in the file.
Jpeg decode_jpeg(std::span<const std::byte> file);

}  // namespace unweave::python
