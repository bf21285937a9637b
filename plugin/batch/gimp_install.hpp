// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace unweave::batch {

/// A line of GIMPs that are started and set up the same way.
struct GimpKind {
  const char* name;                   ///< of --gimp: "2.10", "3"
  std::vector<std::string> consoles;  ///< programs to look for in PATH, the best first
  /// What the real name of a program without a version has to start with ("gimp-console" is a
  /// link to "gimp-console-2.10" on many systems).
  std::vector<std::string> real_names;
  const char* directory_variable;  ///< environment: where the profile is
  const char* plugin_variable;     ///< environment: the plug-in to use instead of looking for it
  const char* data_variable;       ///< environment: where GIMP's own data is
  const char* library_folder;      ///< last part of GIMP's library and data folders
  const char* built_library_path;  ///< that folder where this program was built, or ""
  const char* profile_prefix;      ///< of the user's profile below XDG_CONFIG_HOME/GIMP
  std::vector<std::string> arguments;  ///< beyond those that all kinds take
};

/// Newest first.
std::span<const GimpKind> gimp_kinds();

/// A GIMP that can do the work.
struct Gimp {
  const GimpKind* kind = nullptr;
  std::string console;       ///< the program
  std::string plugin;        ///< our plug-in's program, .../unweave/unweave
  std::string loaders;       ///< the folder of GIMP's own plug-ins
  std::string user_profile;  ///< the user's own folder, whether or not it exists
};

/// The user's own folder of whatever GIMP there is or was, the newest; empty if there is none.
std::string user_profile_of_any_gimp();

/// Where that GIMP's own data is; empty if it is not found.
std::string data_folder(const Gimp& gimp);

/// A kind of GIMP, on this machine.
struct FoundKind {
  bool installed = false;    ///< the program is there
  std::optional<Gimp> gimp;  ///< with the plug-in
  std::string missing;       ///< else a sentence on what is not there
};
FoundKind look_for(const GimpKind& kind);

/// The GIMP to use: `wanted` is "auto" (the newest that has the plug-in) or a kind's name. The
/// plug-in is looked for in the kind's plugin_variable, the user's profile, and GIMP's own folder,
/// in this order. Nothing is started. Throws CommandError (kSomeFailed) with a sentence that says
/// what is missing.
Gimp find_gimp(const std::string& wanted);

}  // namespace unweave::batch
