// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/write/descriptor.hpp"

namespace unweave::plugin {

/// The bytes of a file by their places, read in pieces of 64 KiB. Nothing for what lies behind the
/// end, or cannot be read.
class ByteSource {
 public:
  /// A file that cannot be opened has no bytes.
  explicit ByteSource(const std::string& path);

  std::uint64_t size() const { return size_; }
  std::optional<unsigned> byte(std::uint64_t at);
  /// An unsigned number of up to 8 bytes.
  std::optional<std::uint64_t> number(std::uint64_t at, unsigned bytes, bool little);
  // All in 64 bits, so that places and lengths of a file can be added to each other.
  std::optional<std::uint64_t> big32(std::uint64_t at) { return number(at, 4, false); }
  std::optional<std::uint64_t> big16(std::uint64_t at) { return number(at, 2, false); }
  std::optional<std::uint64_t> little32(std::uint64_t at) { return number(at, 4, true); }
  std::optional<std::uint64_t> little24(std::uint64_t at) { return number(at, 3, true); }
  std::optional<std::uint64_t> little16(std::uint64_t at) { return number(at, 2, true); }
  /// Up to `length` bytes, as many as there are.
  std::string text(std::uint64_t at, std::size_t length);
  /// The place of the first such byte from `at` on.
  std::optional<std::uint64_t> find(unsigned byte, std::uint64_t at);
  /// As in PNG and zlib (ISO 3309); nothing if the bytes are not all there.
  std::optional<std::uint32_t> crc32(std::uint64_t at, std::uint64_t length);

 private:
  /// Loads the piece around `at`; false behind the end.
  bool load(std::uint64_t at);

  Descriptor fd_;
  std::uint64_t size_ = 0;
  std::uint64_t start_ = 0;  ///< of the piece in the file
  std::vector<unsigned char> piece_;
};

}  // namespace unweave::plugin
