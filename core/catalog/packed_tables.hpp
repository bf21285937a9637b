// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/image/color.hpp"

namespace unweave {

/// Decodes consecutive tables from the form that tools/catalog/packing.py describes: 4-bit codes of
/// the difference from the straight continuation, channel by channel. Construct with the whole
/// file; throws std::invalid_argument if it is none.
class PackedTables {
 public:
  explicit PackedTables(std::string_view data);
  /// The next table of `entries` colors. Throws std::invalid_argument at the end of the data.
  std::vector<Rgb8> next(std::size_t entries);
  /// True once every code has been read.
  bool finished() const { return at_ == count_; }
  /// FNV-1a hash, 32 bits, of all tables' bytes as stored in the file.
  std::uint32_t checksum() const { return checksum_; }

 private:
  std::string_view body_;
  std::size_t count_ = 0;
  std::size_t at_ = 0;
  std::uint32_t checksum_ = 0;
};

}  // namespace unweave
