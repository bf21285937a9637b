// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/curve/colormap_source.hpp"
#include "core/labels/value_range.hpp"
#include "core/lookup/cut_off.hpp"
#include "core/lookup/locus.hpp"
#include "core/lookup/noise_metric.hpp"
#include "core/remark.hpp"

namespace unweave {

/// The curve that turns colors into t, where it comes from, and what is known about it.
struct ChosenCurve {
  Locus locus;
  CutOff cut_off;
  NoiseMetric metric;  ///< what a distance from the curve means under the picture's noise
  ColormapSource source = ColormapSource::Locus;
  std::string name{};  ///< empty: not a known map
  std::string family{};
  bool reversed = false;
  bool direction_known = false;
  bool speed_known = false;
  std::optional<int> levels{};
  std::vector<double> level_edges{};  ///< edges of a stepped map in t
  std::optional<ValueRange> range{};  ///< what the color bar's numbers say about t = 0 and t = 1
  std::vector<Remark> remarks{};
};

/// Exchanges the two ends of the curve; its range stays with t.
void turn(ChosenCurve& curve);

}  // namespace unweave
