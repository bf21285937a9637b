// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unweave::test {

/// The plug-in that holds the suite, and its batch interpreter.
inline constexpr const char* kSuiteProcedure = "unweave-tests";

/// `command`: the file that takes the exit status, then Boost.Test's arguments.
void run_suite(const std::string& command);

}  // namespace unweave::test
