// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The file core/labels/data/glyphs.bin, byte for byte, as built into the library.
namespace unweave::embedded {

extern const std::string_view glyph_model;

}  // namespace unweave::embedded
