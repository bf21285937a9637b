// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace unweave::batch {

/// What became of a figure.
enum class Status { Ok, Refused, Failed, Timeout };

/// In files: "ok", "refused", "failed", "timeout".
const char* name_of(Status status);

struct Verdict {
  Status status = Status::Failed;
  /// Stable, for programs: reason_name() of the core, or one of the command's own ("crash",
  /// "timeout", "needs-gimp", "cannot-load", "no-file", ...). Empty if all is well.
  std::string reason{};
  std::string text{};  ///< what was found, in a line, or a sentence; UTF-8
  double seconds = 0;  ///< of work; 0: none was done
  std::string
      found{};  ///< without data: the parts of the figure that were found, JSON; may be empty
};

/// The verdict for a figure without data.
Verdict without_data(const std::string& reason, const std::string& sentence, double seconds = 0);

}  // namespace unweave::batch
