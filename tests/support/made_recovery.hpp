// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <limits>
#include <utility>

#include "core/field/recovery.hpp"

namespace unweave::testing {

/// A recovered picture whose t is said by a function of column and row, all over the plot area;
/// t has a standard deviation of 0.01.
class MadeRecovery final : public Recovery {
 public:
  MadeRecovery(Report report, std::function<float(int, int)> t) : t_(std::move(t)) {
    report_ = std::move(report);
  }
  void evaluate(const PixelSource&, const Rect& area, const FieldBand& out) const override {
    for (int i = 0; i < area.width * area.height; ++i) {
      const float t = t_(area.x + i % area.width, area.y + i / area.width);
      if (out.t) out.t[i] = t;
      if (out.deviation)
        out.deviation[i] = t == t ? 0.01F : std::numeric_limits<float>::quiet_NaN();
    }
  }

 private:
  std::function<float(int, int)> t_;
};

}  // namespace unweave::testing
