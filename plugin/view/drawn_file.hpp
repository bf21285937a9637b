// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cairo.h>

#include <functional>
#include <string>

#include "plugin/view/drawings.hpp"

namespace unweave::view {

struct PageSize {
  double width, height;
};

/// What `draw` draws on white paper of that size, as the bytes of a file. A PNG has a dot for each
/// unit, or with `texts` two, so that they can be read. The same drawing gives the same bytes.
/// Throws std::bad_alloc, and std::runtime_error with cairo's word for what went wrong.
std::string drawn_file(FileKind kind, const PageSize& size, bool texts,
                       const std::function<void(cairo_t*)>& draw);

}  // namespace unweave::view
