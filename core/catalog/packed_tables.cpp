// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/packed_tables.hpp"

#include <stdexcept>

namespace unweave {

namespace {

constexpr std::size_t kHeader = 12;

std::uint32_t little_endian(std::string_view data, std::size_t at) {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) value = value << 8 | static_cast<unsigned char>(data[at + i]);
  return value;
}

}  // namespace

PackedTables::PackedTables(std::string_view data) {
  if (data.size() < kHeader || data.substr(0, 4) != "UWCM")
    throw std::invalid_argument("not a file of packed colormaps");
  count_ = little_endian(data, 4);
  checksum_ = little_endian(data, 8);
  body_ = data.substr(kHeader);
  if (body_.size() != (count_ + 1) / 2) throw std::invalid_argument("packed colormaps cut short");
}

std::vector<Rgb8> PackedTables::next(std::size_t entries) {
  if (entries > count_ - at_) throw std::invalid_argument("no more packed colormaps");
  std::vector<Rgb8> table(entries);
  const char* const body = body_.data();
  std::size_t at = at_;
  const auto code = [&]() -> unsigned {
    if (at == count_) throw std::invalid_argument("no more packed colormaps");
    const unsigned byte = static_cast<unsigned char>(body[at / 2]);
    return at++ % 2 ? byte & 15 : byte >> 4;
  };
  for (int channel = 0; channel < 3; ++channel) {
    unsigned last = 0, before = 0;
    for (std::size_t i = 0; i < entries; ++i) {
      const unsigned c = code();
      unsigned value = (i >= 2 ? 2 * last - before : last) + c - 8;
      if (!c) {
        value = code() << 4;
        value |= code();
      }
      before = last;
      last = value & 255;
      table[i][channel] = static_cast<std::uint8_t>(last);
    }
  }
  at_ = at;
  return table;
}

}  // namespace unweave
