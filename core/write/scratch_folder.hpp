// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "core/write/descriptor.hpp"

namespace unweave {

/// One file of a commit, as its journal has it.
struct CommitStep {
  std::string name;  ///< in the folder of results
  ino_t staged = 0;  ///< the new file; 0: the name only goes
};

/// A folder of our own inside a folder of results, on the same file system, in which new files wait
/// for their names and old ones are kept until all have theirs:
///
///   .unweave-XXXXXXXXXXXX/    0700
///     state                   a mark, then the journal; locked as long as its maker lives
///     new-N, old-N            the N-th file of the commit, and what stood under its name
///
/// `state` is called `done` from the moment on at which the commit holds. What a maker that was
/// killed leaves behind is told by the mark, the owner and the missing lock, so that nothing else
/// of such a name is ever touched, and says all that is needed to undo its commit.
class ScratchFolder {
 public:
  static constexpr std::string_view kPrefix = ".unweave-";

  /// The error is an errno.
  static tl::expected<ScratchFolder, int> make(int parent);

  ScratchFolder(ScratchFolder&& other) noexcept { *this = std::move(other); }
  ScratchFolder& operator=(ScratchFolder&& other) noexcept;
  /// Undoes a commit that does not hold, then removes the folder.
  ~ScratchFolder();

  int fd() const { return folder_.get(); }
  const std::string& name() const { return name_; }
  static std::string new_name(std::size_t i) { return "new-" + std::to_string(i); }
  static std::string old_name(std::size_t i) { return "old-" + std::to_string(i); }

  /// Writes and flushes the journal. After it names may change. 0, or -1 with errno.
  int begin(std::vector<CommitStep> steps);
  /// The i-th name: keeps what stands there, and gives it to the new file. 0, or -1 with errno.
  int perform(std::size_t i);
  /// From now on the commit holds. 0, or -1 with errno.
  int hold();
  /// It does not, after all: a commit in several folders holds in each of them or in none.
  void take_back();
  /// Puts back what stood there before. False if something could not be: then the folder stays, for
  /// undo_interrupted().
  bool undo();

  /// Undoes the commits of killed writers in `parent`, and removes their folders. Those in work
  /// stay as they are.
  static void undo_interrupted(int parent);

 private:
  ScratchFolder() = default;
  static std::optional<ScratchFolder> adopt(int parent, const std::string& name);
  bool read_journal();
  bool undo_step(std::size_t i) const;
  void remove();

  Descriptor parent_, folder_, state_;
  std::string name_;
  std::vector<CommitStep> steps_;
  bool begun_ = false, held_ = false;
};

}  // namespace unweave
