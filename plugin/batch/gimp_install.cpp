// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/gimp_install.hpp"

#include <glib.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"

namespace unweave::batch {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlugin = "plug-ins/unweave/unweave";
constexpr int kNewestMinor = 9;  // of 3.x programs to look for

std::vector<std::string> consoles_of_3() {
  std::vector<std::string> names;
  for (const char* program : {"gimp-console-3", "gimp-3"}) {
    for (int minor = kNewestMinor; minor >= 0; --minor)
      names.push_back(std::string(program) + "." + std::to_string(minor));
    names.emplace_back(program);
  }
  names.emplace_back("gimp-console");
  return names;
}

const std::vector<GimpKind>& kinds() {
  static const std::vector<GimpKind> all = {
      {"3",
       consoles_of_3(),
       {"gimp-console-3", "gimp-3"},
       "GIMP3_DIRECTORY",
       "UNWEAVE_PLUGIN_GIMP3",
       "GIMP3_DATADIR",
       "gimp/3.0",
       UNWEAVE_GIMP3_LIBDIR,
       "3.",
       {"--quit"}},
      {"2.10",
       {"gimp-console-2.10", "gimp-2.10", "gimp-console"},
       {"gimp-console-2.10", "gimp-2.10"},
       "GIMP2_DIRECTORY",
       "UNWEAVE_PLUGIN_GIMP2",
       "GIMP2_DATADIR",
       "gimp/2.0",
       UNWEAVE_GIMP2_LIBDIR,
       "2.10",
       {}},
  };
  return all;
}

bool is_program(const std::string& path) {
  return g_file_test(path.c_str(), G_FILE_TEST_IS_REGULAR) &&
         g_file_test(path.c_str(), G_FILE_TEST_IS_EXECUTABLE);
}

bool is_folder(const std::string& path) { return g_file_test(path.c_str(), G_FILE_TEST_IS_DIR); }

std::string real_path(const std::string& path) {
  std::error_code error;
  const auto real = fs::canonical(path, error);
  return error ? path : real.string();
}

std::optional<std::string> find_console(const GimpKind& kind) {
  for (const auto& name : kind.consoles) {
    gchar* found = g_find_program_in_path(name.c_str());
    if (!found) continue;
    const std::string path(found);
    g_free(found);
    if (name != "gimp-console") return path;
    const std::string real = fs::path(real_path(path)).filename();
    if (std::ranges::any_of(kind.real_names,
                            [&](const std::string& start) { return real.starts_with(start); }))
      return path;
  }
  return std::nullopt;
}

/// Folders below `parent` whose names start with `prefix`, the highest version first.
std::vector<std::string> folders_of(const std::string& parent, const std::string& prefix) {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::directory_iterator at(parent, error), end; !error && at != end; at.increment(error))
    if (at->path().filename().string().starts_with(prefix) && is_folder(at->path()))
      found.push_back(at->path());
  std::ranges::sort(found, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a > b;
  });
  return found;
}

/// GIMP's library folder: beside the program that was found, else where this one was built.
std::vector<std::string> library_folders(const GimpKind& kind, const std::string& console) {
  const fs::path prefix = fs::path(real_path(console)).parent_path().parent_path();
  std::vector<std::string> folders = {kind.built_library_path};
  for (const char* lib : {"lib", "lib64"}) folders.push_back(prefix / lib / kind.library_folder);
  for (const auto& multiarch : folders_of(prefix / "lib", ""))
    folders.push_back(fs::path(multiarch) / kind.library_folder);
  std::erase_if(folders, [](const std::string& folder) {
    return folder.empty() || !is_folder(folder + "/plug-ins");
  });
  return folders;
}

std::vector<std::string> user_profiles(const GimpKind& kind) {
  if (const char* given = g_getenv(kind.directory_variable); given && *given) {
    if (g_path_is_absolute(given)) return {given};
    return {std::string(g_get_home_dir()) + "/" + given};  // as GIMP understands it
  }
  return folders_of(std::string(g_get_user_config_dir()) + "/GIMP", kind.profile_prefix);
}

std::optional<std::string> find_plugin(const GimpKind& kind, const std::vector<std::string>& users,
                                       const std::vector<std::string>& libraries) {
  if (const char* given = g_getenv(kind.plugin_variable); given && *given) {
    if (is_program(given)) return real_path(given);
    throw CommandError(kSomeFailed, fill(_("%s names no program: \"%s\"."), kind.plugin_variable,
                                         shown_name(given).c_str()));
  }
  for (const auto* folders : {&users, &libraries})
    for (const auto& folder : *folders)
      if (const auto plugin = folder + "/" + kPlugin; is_program(plugin)) return real_path(plugin);
  return std::nullopt;
}

}  // namespace

std::span<const GimpKind> gimp_kinds() { return kinds(); }

FoundKind look_for(const GimpKind& kind) {
  const auto console = find_console(kind);
  if (!console) return {false, std::nullopt, fill(_("GIMP %s is not installed."), kind.name)};
  const auto libraries = library_folders(kind, *console);
  const auto users = user_profiles(kind);
  const auto plugin = find_plugin(kind, users, libraries);
  if (!plugin)
    return {true, std::nullopt,
            fill(_("GIMP %s (%s) does not have the plug-in \"unweave\"; install it."), kind.name,
                 shown_name(*console).c_str())};
  return {true,
          Gimp{&kind, *console, *plugin, libraries.empty() ? "" : libraries.front() + "/plug-ins",
               users.empty() ? "" : users.front()},
          {}};
}

std::string user_profile_of_any_gimp() {
  for (const GimpKind& kind : gimp_kinds())
    for (const auto& profile : user_profiles(kind)) return profile;
  return {};
}

std::string data_folder(const Gimp& gimp) {
  if (const char* given = g_getenv(gimp.kind->data_variable); given && *given) return given;
  const fs::path prefix = fs::path(real_path(gimp.console)).parent_path().parent_path();
  const std::string folder = prefix / "share" / gimp.kind->library_folder;
  return is_folder(folder) ? folder : "";
}

Gimp find_gimp(const std::string& wanted) {
  std::vector<std::string> missing;
  for (const GimpKind& kind : gimp_kinds()) {
    if (wanted != "auto" && wanted != kind.name) continue;
    FoundKind found = look_for(kind);
    if (found.gimp) return *std::move(found.gimp);
    missing.push_back(found.missing);
  }
  std::string sentence;
  for (const auto& part : missing) sentence += (sentence.empty() ? "" : " ") + part;
  throw CommandError(kSomeFailed, sentence);
}

}  // namespace unweave::batch
