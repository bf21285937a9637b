// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

/// The files of core/catalog/data, byte for byte, as built into the library.
namespace unweave::embedded {

extern const std::string_view colormaps_tsv;
extern const std::string_view colormaps_bin;
extern const std::string_view families_tsv;

}  // namespace unweave::embedded
