// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>

namespace unweave::batch {

/// Exit statuses of the command; beside them 128 + N when a signal N ended it.
enum ExitStatus { kAllGaveData = 0, kSomeFailed = 1, kWrongUsage = 2, kSomeRefused = 3 };

/// Nothing can be done for any figure. what() is a sentence for the user, UTF-8.
class CommandError : public std::runtime_error {
 public:
  CommandError(ExitStatus status, const std::string& sentence)
      : std::runtime_error(sentence), status(status) {}
  ExitStatus status;
};

}  // namespace unweave::batch
