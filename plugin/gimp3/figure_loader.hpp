// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "plugin/run/job_loop.hpp"

namespace unweave::gimp3 {

/// Loads the batch command's figures into this GIMP.
class FigureLoader final : public plugin::FigureLoader {
 public:
  std::unique_ptr<plugin::OpenFigure> load(const std::string& path,
                                           const plugin::Loading& how) override;
};

}  // namespace unweave::gimp3
