// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/pictures.hpp"

namespace unweave::testing {

/// The picture written as JPEG of that quality (chroma at half the resolution in both directions,
/// or at the full one) and read again.
Picture through_jpeg(const Picture& picture, int quality, bool half_chroma = true);

}  // namespace unweave::testing
