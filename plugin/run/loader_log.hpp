// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace unweave::plugin {

/// What the programs that load pictures said, in what GIMP printed: its messages ("JPEG
/// image-Warning: Premature end of JPEG file" and an empty line), each once, without their origin,
/// separated by "; ", and the complaints about PNG files, which GIMP 2.10 prints by itself. Notes
/// for developers and words on what a file holds beside its pixels (metadata, profiles) are left
/// out. At most about 300 bytes.
std::string loader_words(std::string_view log);

/// GIMP's log while a picture is loaded.
class LoaderLog {
 public:
  /// `path`: where the log is written; a missing one has nothing to say.
  explicit LoaderLog(std::string path);
  /// loader_words() of what has come since.
  std::string words() const;

 private:
  std::string path_;
  std::uintmax_t start_;
};

}  // namespace unweave::plugin
