// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/image/pixel_source.hpp"
#include "core/result.hpp"
#include "core/write/atomic_file.hpp"

namespace unweave::plugin {

/// Writes a picture as a PNG file (ISO/IEC 15948): samples of 8 or 16 bits as they are, of floating
/// point or linear light as 16 bits in the display encoding. Reads 64 rows at a time. `step` is
/// told the share done; false ends the work early. Errors: those of AtomicFile::write(), Canceled,
/// WriteFailed.
Result<void> write_png(const PixelSource& picture, AtomicFile& file,
                       const std::function<bool(double)>& step);

}  // namespace unweave::plugin
