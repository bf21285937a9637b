// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <cstring>

namespace unweave::testing {

/// True where a test that samples its cases shall take them all: "meson test --setup whole"
/// (nights, and before a release) sets the environment for it. What is left out otherwise is said
/// in each test.
inline bool whole_run() {
  const char* depth = std::getenv("UNWEAVE_TESTS");
  return depth != nullptr && std::strcmp(depth, "whole") == 0;
}

}  // namespace unweave::testing
