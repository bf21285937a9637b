// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "plugin/run/job_loop.hpp"

namespace unweave::engine {

/// Loads pictures without a GIMP, as GIMP loads them.
class FigureLoader final : public plugin::FigureLoader {
 public:
  /// GIMP's folder of the user and that of its own data, for colormaps beside the known ones; each
  /// may be empty.
  FigureLoader(std::string user_folder, std::string data_folder)
      : user_folder_(std::move(user_folder)), data_folder_(std::move(data_folder)) {}

  /// Throws plugin::NeedsGimp for what only a GIMP loads.
  std::unique_ptr<plugin::OpenFigure> load(const std::string& path,
                                           const plugin::Loading& how) override;

 private:
  std::string user_folder_, data_folder_;
  std::shared_ptr<const plugin::KnownMaps> maps_;
  std::shared_ptr<const TextReader> reader_;
};

}  // namespace unweave::engine
