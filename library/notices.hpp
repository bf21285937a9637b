// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace unweave::embedded {

/// What has to be said of the works of others that the library holds, with the texts of their
/// licenses; made by tools/catalog/notices. UTF-8.
extern const std::string_view notices;

}  // namespace unweave::embedded
