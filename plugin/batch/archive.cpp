// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>

#include "plugin/run/picture_file.hpp"

namespace unweave::batch {

bool is_archive_name(std::string_view name) {
  constexpr std::array<std::string_view, 7> kEndings = {".tar",    ".tar.gz", ".tgz",    ".tar.bz2",
                                                        ".tar.xz", ".txz",    ".tar.zst"};
  return std::ranges::any_of(kEndings, [&](std::string_view end) { return name.ends_with(end); });
}

void PictureArchive::Close::operator()(archive* handle) const { archive_read_free(handle); }

void PictureArchive::fail() const {
  const char* words = archive_error_string(handle_.get());
  throw std::runtime_error(words ? words : "");
}

PictureArchive::PictureArchive(const std::string& path) : handle_(archive_read_new()) {
  constexpr std::size_t kBlock = 1 << 16;
  archive_read_support_filter_all(handle_.get());
  archive_read_support_format_tar(handle_.get());
  archive_read_support_format_empty(handle_.get());
  if (archive_read_open_filename(handle_.get(), path.c_str(), kBlock) != ARCHIVE_OK) fail();
}

bool PictureArchive::next() {
  for (;;) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(handle_.get(), &entry);
    if (result == ARCHIVE_EOF) return false;
    if (result < ARCHIVE_WARN) fail();
    const char* name = archive_entry_pathname(entry);
    if (!name || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry))
      continue;
    head_.resize(plugin::kPictureHead);
    const la_ssize_t size = archive_read_data(handle_.get(), head_.data(), head_.size());
    if (size < 0) fail();
    head_.resize(static_cast<std::size_t>(size));
    if (plugin::picture_format(head_) == plugin::PictureFile::Format::Unknown) continue;
    member_ = name;
    return true;
  }
}

void PictureArchive::extract(const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  file << head_;
  std::array<char, 65536> block{};
  for (la_ssize_t size = 0;
       (size = archive_read_data(handle_.get(), block.data(), block.size())) != 0;) {
    if (size < 0) fail();
    file.write(block.data(), size);
  }
  file.close();
  if (!file) throw std::runtime_error(path);
}

}  // namespace unweave::batch
