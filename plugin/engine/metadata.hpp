// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace unweave::engine {

/// Throws plugin::NeedsGimp if the Exif data, which starts with its TIFF header, says that the
/// picture is to be turned or mirrored: GIMP does so when it loads it. Data that cannot be read
/// says nothing.
void refuse_turned(std::span<const std::byte> exif);

/// True if samples of a picture with this ICC profile are linear light, as GIMP decides it: a
/// matrix or gray profile whose curves are straight. False for what is no profile.
bool is_linear_profile(std::span<const std::byte> icc);

}  // namespace unweave::engine
