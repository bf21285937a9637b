// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/result_path.hpp"

#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include <memory>

namespace unweave::plugin {
namespace {

struct Free {
  void operator()(gchar* text) const { g_free(text); }
};
using TextPtr = std::unique_ptr<gchar, Free>;

}  // namespace

Result<void> check_result_path(const std::string& name) {
  std::string path = name;
  if (name.starts_with("file://"))
    if (const TextPtr plain(g_filename_from_uri(name.c_str(), nullptr, nullptr)); plain)
      path = plain.get();
  if (path.empty()) return {};
  if (g_file_test(path.c_str(), G_FILE_TEST_IS_DIR)) return fail(Reason::IsDirectory, path);
  const std::string folder = TextPtr(g_path_get_dirname(path.c_str())).get();
  if (!g_file_test(folder.c_str(), G_FILE_TEST_IS_DIR)) return fail(Reason::FolderMissing, folder);
  if (g_access(folder.c_str(), W_OK | X_OK) != 0) return fail(Reason::PermissionDenied, folder);
  return {};
}

}  // namespace unweave::plugin
