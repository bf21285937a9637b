// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plugin/batch/worker.hpp"

namespace unweave::batch {

/// The engine's program: UNWEAVE_ENGINE in the environment, else beside this one, as it was built
/// or as it was installed. Nothing if it is in none of these places.
std::optional<std::string> find_engine();

/// Where the engine finds colormaps beside those that it holds.
struct ColormapFolders {
  std::string user;  ///< GIMP's folder of the user; empty: none
  std::string data;  ///< GIMP's own data; empty: none
};

/// The engine: the same work without a GIMP, for the pictures that it loads itself.
class EngineWorker final : public Worker {
 public:
  /// With a substitute, figures that it could not begin are passed on instead of failing.
  EngineWorker(std::string program, ColormapFolders folders, bool has_substitute)
      : program_(std::move(program)),
        folders_(std::move(folders)),
        has_substitute_(has_substitute) {}

  std::string name() const override { return "unweave-engine"; }
  std::vector<std::string> command_line(const std::string& job_uri) const override;
  bool has_substitute() const override { return has_substitute_; }
  std::string ready(double seconds) const override;

 private:
  std::string too_slow(double seconds) const override;
  std::string worker_gone() const override;
  std::string crashed(int signal) const override;
  std::string ended(int status) const override;

  std::string program_;
  ColormapFolders folders_;
  bool has_substitute_;
};

}  // namespace unweave::batch
