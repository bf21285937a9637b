// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/file_digest.hpp"

#include <glib.h>

#include <array>
#include <fstream>

namespace unweave::plugin {

std::string file_sha256(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  GChecksum* checksum = g_checksum_new(G_CHECKSUM_SHA256);
  std::array<char, 65536> block{};
  while (file) {
    file.read(block.data(), block.size());
    g_checksum_update(checksum, reinterpret_cast<const guchar*>(block.data()), file.gcount());
  }
  std::string text = file.eof() ? g_checksum_get_string(checksum) : "";
  g_checksum_free(checksum);
  return text;
}

}  // namespace unweave::plugin
