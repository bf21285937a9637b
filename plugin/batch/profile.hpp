// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "plugin/batch/gimp_install.hpp"

namespace unweave::batch {

/// A private folder, removed with all it holds. Those of commands that were killed are removed by
/// the next one: a folder in use is locked (flock).
class PrivateFolder {
 public:
  /// In TMPDIR, or where else temporary folders go. Throws CommandError (kSomeFailed).
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::string& path() const { return path_; }
  /// A folder in it, made if it is missing.
  std::string folder(const std::string& name) const;
  /// Removes what is called that in it.
  void clear(const std::string& name) const;

 private:
  std::string path_;
  int lock_ = -1;
};

/// What GIMP is to load at its start.
struct ProfileNeeds {
  bool common_formats = false;  ///< all figures are of common formats (is_common_format)
  bool gradients = false;       ///< GIMP's and the user's gradients
};

/// A profile that holds only what the job needs, so that GIMP starts fast and the user's own is
/// neither read nor touched: no brushes, fonts, scripts; of GIMP's plug-ins the file loaders, as
/// links beside ours.
///
/// GIMP asks each plug-in for its procedures (0.1 s each) and keeps the answers in pluginrc. That
/// file is cached in XDG_CACHE_HOME/gimp-unweave under a name made from the path, size and time of
/// every program involved, so that an upgrade of GIMP or of the plug-in asks anew; it is replaced
/// whole, so that concurrent runs do not disturb each other; and without a writable cache each run
/// asks for itself. GIMP 3 asks anew, too, when the profile was not written by its own version;
/// the version that it wrote is cached with the answers.
class Profile {
 public:
  /// Throws CommandError (kSomeFailed) when the folder cannot be filled.
  Profile(const PrivateFolder& folder, const Gimp& gimp, const ProfileNeeds& needs);

  const std::string& path() const { return path_; }
  /// Whether GIMP has data files to load.
  bool loads_data() const { return loads_data_; }
  /// To be called when GIMP has ended well.
  void keep_plugin_answers() const;
  /// To be called when it has not: the next start asks the plug-ins anew. False if this one did.
  bool forget_plugin_answers();

 private:
  void link_plugins(const Gimp& gimp, const ProfileNeeds& needs);
  void link(const std::string& target, const std::string& name);
  void write(const std::string& name, const std::string& text) const;

  std::string path_;
  bool loads_data_;
  std::string fingerprint_;  // of all programs that GIMP will ask
  std::string cached_;       // the cached pluginrc
  bool from_cache_ = false;
};

}  // namespace unweave::batch
