// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "plugin/batch/gimp_install.hpp"
#include "plugin/batch/profile.hpp"
#include "plugin/batch/worker.hpp"

namespace unweave::batch {

/// A GIMP without a screen, whose batch interpreter is the plug-in.
class GimpWorker final : public Worker {
 public:
  /// Both outlive it.
  GimpWorker(const Gimp& gimp, Profile& profile) : gimp_(gimp), profile_(profile) {}

  std::string name() const override { return "GIMP"; }
  std::vector<std::string> command_line(const std::string& job_uri) const override;
  std::vector<std::string> environment() const override;
  void ended_well() override { profile_.keep_plugin_answers(); }
  bool another_start(std::string& remark) override;
  bool is_hopeless(const std::string& log) const override;
  std::string ready(double seconds) const override;

 private:
  std::string too_slow(double seconds) const override;
  std::string no_interpreter() const override;
  std::string worker_gone() const override;
  std::string crashed(int signal) const override;
  std::string ended(int status) const override;

  const Gimp& gimp_;
  Profile& profile_;
};

}  // namespace unweave::batch
