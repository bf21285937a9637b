// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>

#include "core/lookup/locus.hpp"

namespace unweave {

/// How much a difference of two colors counts: the Euclidean length of `to_space` times it. A
/// difference along the gray axis always counts as in the sRGB-encoded cube.
struct NoiseMetric {
  Eigen::Matrix3d to_space = Eigen::Matrix3d::Identity();
  bool isotropic = true;

  Eigen::RowVector3d operator()(const Eigen::RowVector3d& color) const {
    return color * to_space.transpose();
  }
};

/// For pictures that went through JPEG: chroma is stored at half the resolution and rounded more
/// than luma. A difference in Cb or Cr counts as in ColorMetric, Compression::kChromaWeight of one
/// in Y'.
NoiseMetric jpeg_metric();

/// The same curve with its nodes in the metric's space: the nearest point there is the nearest in
/// the metric.
Locus in_space(const Locus& locus, const NoiseMetric& metric);

}  // namespace unweave
