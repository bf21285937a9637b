// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/byte_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace unweave::plugin {
namespace {

constexpr std::uint64_t kPiece = 1 << 16;

constexpr std::array<std::uint32_t, 256> crc_table() {
  constexpr std::uint32_t kPolynomial = 0xEDB88320;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < table.size(); ++n) {
    std::uint32_t c = n;
    for (int k = 0; k < 8; ++k) c = (c & 1) != 0 ? kPolynomial ^ c >> 1 : c >> 1;
    table[n] = c;
  }
  return table;
}

}  // namespace

ByteSource::ByteSource(const std::string& path)
    : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  struct stat info;
  if (fd_ && fstat(fd_.get(), &info) == 0 && S_ISREG(info.st_mode))
    size_ = static_cast<std::uint64_t>(info.st_size);
}

bool ByteSource::load(std::uint64_t at) {
  if (at >= size_) return false;
  if (at >= start_ && at - start_ < piece_.size()) return true;
  start_ = at / kPiece * kPiece;
  piece_.resize(kPiece);
  const ssize_t got = retry(
      [&] { return pread(fd_.get(), piece_.data(), piece_.size(), static_cast<off_t>(start_)); });
  piece_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return at - start_ < piece_.size();
}

std::optional<unsigned> ByteSource::byte(std::uint64_t at) {
  if (!load(at)) return std::nullopt;
  return piece_[at - start_];
}

std::optional<std::uint64_t> ByteSource::number(std::uint64_t at, unsigned bytes, bool little) {
  if (at >= size_ || size_ - at < bytes) return std::nullopt;
  std::uint64_t value = 0;
  for (unsigned i = 0; i < bytes; ++i) {
    const auto next = byte(at + (little ? bytes - 1 - i : i));
    if (!next) return std::nullopt;
    value = value << 8 | *next;
  }
  return value;
}

std::string ByteSource::text(std::uint64_t at, std::size_t length) {
  std::string bytes;
  for (std::optional<unsigned> next; bytes.size() < length && (next = byte(at)); ++at)
    bytes += static_cast<char>(*next);
  return bytes;
}

std::optional<std::uint64_t> ByteSource::find(unsigned wanted, std::uint64_t at) {
  while (load(at)) {
    const unsigned char* from = piece_.data() + (at - start_);
    const std::size_t length = piece_.size() - (at - start_);
    if (const void* found = std::memchr(from, static_cast<int>(wanted), length))
      return at + static_cast<std::uint64_t>(static_cast<const unsigned char*>(found) - from);
    at += length;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> ByteSource::crc32(std::uint64_t at, std::uint64_t length) {
  static constexpr auto kTable = crc_table();
  std::uint32_t crc = 0xFFFFFFFF;
  while (length > 0) {
    if (!load(at)) return std::nullopt;
    const std::size_t first = at - start_;
    const std::size_t part = std::min<std::uint64_t>(length, piece_.size() - first);
    for (std::size_t i = 0; i < part; ++i) crc = kTable[(crc ^ piece_[first + i]) & 255] ^ crc >> 8;
    at += part;
    length -= part;
  }
  return crc ^ 0xFFFFFFFF;
}

}  // namespace unweave::plugin
