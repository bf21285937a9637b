// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/companions.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "core/try.hpp"
#include "core/write/descriptor.hpp"
#include "core/write/format.hpp"

namespace unweave {

namespace {

namespace fs = std::filesystem;

constexpr off_t kLongestReport = 16 << 20;  // of a figure with as many panels as there may be

/// The text and the time of a regular file of our own.
struct OwnText {
  std::string text;
  timespec time;
};

/// Nothing if there is none.
Result<std::optional<OwnText>> read_own(const std::string& path) {
  struct stat info;
  if (lstat(path.c_str(), &info) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    return fail(Reason::ReadFailed, path);
  }
  if (!S_ISREG(info.st_mode) || info.st_uid != geteuid() || info.st_size > kLongestReport)
    return std::nullopt;
  const Descriptor fd(
      retry([&] { return ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC); }));
  // Somebody else may have put something else there meanwhile.
  if (!fd || fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_uid != geteuid())
    return fail(Reason::ReadFailed, path);
  OwnText read{{}, info.st_mtim};
  std::array<char, 65536> block{};
  for (;;) {
    const ssize_t got = retry([&] { return ::read(fd.get(), block.data(), block.size()); });
    if (got < 0) return fail(Reason::ReadFailed, path);
    if (got == 0) return read;
    read.text.append(block.data(), static_cast<std::size_t>(got));
  }
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string("/\0", 2)) == name.npos;
}

/// JSON cannot hold names that are not UTF-8: what is wrong in them has been replaced, and those
/// that it may stand for are found by replacing it again.
std::vector<std::string> names_of(const nlohmann::json& list, const std::string& folder) {
  constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
  std::vector<std::string> names;
  std::set<std::string> replaced;
  for (const auto& entry : list) {
    if (!entry.is_string() || !is_plain_name(entry.get<std::string>())) continue;
    auto name = entry.get<std::string>();
    if (name.find(kReplacement) != name.npos) replaced.insert(name);
    names.push_back(std::move(name));
  }
  std::error_code error;
  fs::directory_iterator at(folder.empty() ? "." : folder, error);
  for (; !replaced.empty() && !error && at != fs::directory_iterator(); at.increment(error))
    if (const std::string name = at->path().filename(); replaced.contains(utf8(name)))
      names.push_back(name);
  return names;
}

}  // namespace

Result<std::vector<std::string>> companions_of(const std::string& report) {
  std::vector<std::string> paths;
  UNWEAVE_TRY(const auto read, read_own(report));
  if (!read) return paths;
  const auto json = nlohmann::json::parse(read->text, nullptr, false);
  if (!json.is_object() || !json.contains("files") || !json["files"].is_array()) return paths;
  const std::string folder = report.substr(0, report.rfind('/') + 1);  // npos + 1 == 0
  for (const std::string& name : names_of(json["files"], folder)) {
    const std::string path = folder + name;
    struct stat info;
    if (path != report && lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_mtim.tv_sec == read->time.tv_sec && info.st_mtim.tv_nsec == read->time.tv_nsec)
      paths.push_back(path);
  }
  return paths;
}

}  // namespace unweave
