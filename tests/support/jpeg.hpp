// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/pictures.hpp"

namespace unweave::testing {

/// The picture written as JPEG of that quality (chroma at half the resolution in both directions)
/// and read again.
Picture through_jpeg(const Picture& picture, int quality);

}  // namespace unweave::testing
