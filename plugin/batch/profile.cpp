// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/profile.hpp"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/figures.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/known_maps.hpp"

namespace unweave::batch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVersionStart = "(config-version \"";
constexpr const char* kPrivatePrefix = "gimp-unweave-";
constexpr time_t kYoungSeconds = 60;
constexpr std::size_t kCachedAnswers = 8;  // of other GIMPs and plug-ins; each about 100 KB

// Both majors read this; what one of them does not know it passes over. Writable folders must
// exist, or GIMP complains when it quits.
constexpr const char* kGimprc = R"((plug-in-path "${gimp_dir}/plug-ins")
(environ-path "${gimp_dir}/environ")
(gradient-path "%s")
(gradient-path-writable "${gimp_dir}/gradients")
(module-path "")
(script-fu-path "")
(brush-path "${gimp_dir}/brushes")
(brush-path-writable "${gimp_dir}/brushes")
(dynamics-path "${gimp_dir}/dynamics")
(dynamics-path-writable "${gimp_dir}/dynamics")
(mypaint-brush-path "")
(mypaint-brush-path-writable "")
(pattern-path "${gimp_dir}/patterns")
(pattern-path-writable "${gimp_dir}/patterns")
(palette-path "${gimp_dir}/palettes")
(palette-path-writable "${gimp_dir}/palettes")
(tool-preset-path "${gimp_dir}/tool-presets")
(tool-preset-path-writable "${gimp_dir}/tool-presets")
(font-path "")
(swap-path "${gimp_dir}/swap")
(temp-path "${gimp_dir}/tmp")
(save-document-history no)
(save-session-info no)
(color-profile-policy keep)
(undo-levels 0)
)";

constexpr const char* kFolders[] = {"plug-ins", "environ",  "gradients",    "brushes", "dynamics",
                                    "patterns", "palettes", "tool-presets", "swap",    "tmp"};

/// For plug-ins only, GIMP's core does not read it. Neither the common loaders nor our plug-in use
/// GEGL's operations, and babl's table of past conversions takes longer to read than it saves; a
/// plug-in then starts in 0.07 s instead of 0.35 s. The cache "folder" is a file, so that none can
/// be made there.
std::string quick_environment(const std::string& profile) {
  return "GEGL_PATH=" + profile + "/gimprc\nXDG_CACHE_HOME=" + profile + "/gimprc\n";
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The version of GIMP that has written this gimprc; empty if it is not in there.
std::string version_in(const std::string& gimprc) {
  const auto at = gimprc.find(kVersionStart);
  if (at == gimprc.npos) return {};
  const auto start = at + kVersionStart.size();
  const auto version = gimprc.substr(start, gimprc.find('"', start) - start);
  const bool plain = version.find_first_not_of("0123456789.") == version.npos;
  return plain ? version : "";
}

/// Path, size and time of a program: what changes when it does.
std::string identity(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) return {};
  return path + "\t" + std::to_string(info.st_size) + "\t" + std::to_string(info.st_mtim.tv_sec) +
         "." + std::to_string(info.st_mtim.tv_nsec) + "\n";
}

std::string digest(const std::string& text) {
  gchar* sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text.c_str(), -1);
  std::string hexadecimal(sum, 24);
  g_free(sum);
  return hexadecimal;
}

/// Names of all plug-ins of GIMP that load files, sorted.
std::vector<std::string> all_loaders(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (const std::string name = at->path().filename(); name.starts_with("file-"))
      names.push_back(name);
  std::ranges::sort(names);
  return names;
}

void forget_oldest(const std::string& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (at->path().filename().string().starts_with("pluginrc-")) {
      std::error_code gone;
      files.emplace_back(fs::last_write_time(at->path(), gone), at->path());
    }
  if (files.size() <= kCachedAnswers) return;
  std::ranges::sort(files);
  for (std::size_t i = 0; i + kCachedAnswers < files.size(); ++i)
    fs::remove(files[i].second, error);
}

/// Private folders of this user that no command holds any more.
void remove_abandoned(const std::string& parent) {
  std::error_code error;
  for (fs::directory_iterator at(parent, error), end; !error && at != end; at.increment(error)) {
    if (!at->path().filename().string().starts_with(kPrivatePrefix)) continue;
    const int fd = open(at->path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) continue;
    struct stat info;
    // A young one may be about to be locked.
    if (fstat(fd, &info) == 0 && info.st_uid == geteuid() &&
        info.st_mtim.tv_sec + kYoungSeconds < time(nullptr) && flock(fd, LOCK_EX | LOCK_NB) == 0) {
      std::error_code ignored;
      fs::remove_all(at->path(), ignored);
    }
    close(fd);
  }
}

}  // namespace

PrivateFolder::PrivateFolder() {
  // GIMP wants a profile whose name is UTF-8.
  std::string why;
  for (const char* parent : {g_get_tmp_dir(), "/tmp", "/var/tmp"}) {
    if (!g_utf8_validate(parent, -1, nullptr)) continue;
    gchar* full = g_canonicalize_filename(parent, nullptr);  // TMPDIR may be relative
    std::string name = std::string(full) + "/" + kPrivatePrefix + "XXXXXX";
    g_free(full);
    if (g_mkdtemp(name.data())) {
      path_ = name;
      lock_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (lock_ >= 0) flock(lock_, LOCK_EX | LOCK_NB);
      remove_abandoned(fs::path(path_).parent_path());
      return;
    }
    why = fill("%s: %s", shown_name(parent).c_str(), g_strerror(errno));
  }
  throw CommandError(kSomeFailed, fill(_("No private folder can be made in %s."), why.c_str()));
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (lock_ >= 0) close(lock_);
}

std::string PrivateFolder::folder(const std::string& name) const {
  std::string path = path_ + "/" + name;
  if (g_mkdir_with_parents(path.c_str(), 0700) != 0)
    throw CommandError(kSomeFailed, fill(_("The folder \"%s\" cannot be made: %s."),
                                         shown_name(path).c_str(), g_strerror(errno)));
  return path;
}

void PrivateFolder::clear(const std::string& name) const {
  std::error_code ignored;
  fs::remove_all(path_ + "/" + name, ignored);
}

Profile::Profile(const PrivateFolder& folder, const Gimp& gimp, const ProfileNeeds& needs)
    : path_(folder.folder("profile")), loads_data_(needs.gradients) {
  for (const char* name : kFolders) folder.folder(std::string("profile/") + name);
  std::string gradients = "${gimp_dir}/gradients";
  // The plug-in reads both itself; that GIMP does so takes time.
  link(gimp.user_profile + "/gradients", "user-gradients");
  link(plugin::user_maps_folder(gimp.user_profile), "colormaps");
  if (needs.gradients) gradients += ":${gimp_dir}/user-gradients:${gimp_data_dir}/gradients";
  if (needs.common_formats) write("environ/unweave.env", quick_environment(path_));
  // GIMP complains when it is missing.
  write("tags.xml", "<?xml version='1.0' encoding='UTF-8'?>\n<tags>\n</tags>\n");
  link_plugins(gimp, needs);

  const std::string cache = std::string(g_get_user_cache_dir()) + "/gimp-unweave";
  cached_ = cache + "/pluginrc-" + gimp.kind->name + "-" + digest(fingerprint_);
  const std::string answers = contents(cached_);
  from_cache_ = !answers.empty();
  if (from_cache_) write("pluginrc", answers);
  const std::string version = version_in(answers);
  write("gimprc", (version.empty() ? "" : std::string(kVersionStart) + version + "\")\n") +
                      fill(kGimprc, gradients.c_str()));
}

void Profile::link_plugins(const Gimp& gimp, const ProfileNeeds& needs) {
  const fs::path own(gimp.plugin);
  fs::create_directory(path_ + "/plug-ins/unweave");
  link(own, "plug-ins/unweave/unweave");
  link(own.parent_path() / "locale", "plug-ins/unweave/locale");
  fingerprint_ = identity(gimp.console) + identity(gimp.plugin);

  auto names = all_loaders(gimp.loaders);
  if (needs.common_formats) {
    std::vector<std::string> common;
    std::ranges::copy_if(common_loaders(), std::back_inserter(common),
                         [&](const auto& name) { return std::ranges::binary_search(names, name); });
    // An unexpected GIMP: leave the choice to it.
    if (common.size() == common_loaders().size()) names = std::move(common);
  }
  for (const auto& name : names) {
    const std::string target = gimp.loaders + "/" + name;
    link(target, "plug-ins/" + name);
    fingerprint_ += identity(target + "/" + name);
  }
}

/// A link in the profile, if there is something to link to.
void Profile::link(const std::string& target, const std::string& name) {
  std::error_code error;
  if (!fs::exists(target, error)) return;
  fs::create_symlink(target, path_ + "/" + name, error);
  if (error)
    throw CommandError(kSomeFailed, fill(_("The private folder \"%s\" cannot be filled: %s."),
                                         shown_name(path_).c_str(), error.message().c_str()));
}

void Profile::write(const std::string& name, const std::string& text) const {
  std::ofstream file(path_ + "/" + name, std::ios::binary);
  file << text;
  file.close();
  if (!file)
    throw CommandError(kSomeFailed, fill(_("The private folder \"%s\" cannot be filled: %s."),
                                         shown_name(path_).c_str(), g_strerror(errno)));
}

void Profile::keep_plugin_answers() const {
  std::string answers = contents(path_ + "/pluginrc");
  if (answers.empty()) return;
  const std::string version = version_in(contents(path_ + "/gimprc"));
  if (!version.empty() && version_in(answers).empty())
    answers = "# " + std::string(kVersionStart) + version + "\")\n" + answers;
  if (answers == contents(cached_)) return;
  const std::string folder = fs::path(cached_).parent_path();
  // Without a cache the next start is slower, nothing else.
  if (g_mkdir_with_parents(folder.c_str(), 0700) != 0) return;
  if (!g_file_set_contents(cached_.c_str(), answers.data(), static_cast<gssize>(answers.size()),
                           nullptr))
    return;
  forget_oldest(folder);
}

bool Profile::forget_plugin_answers() {
  std::error_code ignored;
  fs::remove(path_ + "/pluginrc", ignored);
  if (!from_cache_) return false;
  from_cache_ = false;
  fs::remove(cached_, ignored);
  return true;
}

}  // namespace unweave::batch
