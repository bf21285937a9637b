// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/noise_metric.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/lookup/inverse_lookup.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;
using Eigen::RowVector3d;

BOOST_AUTO_TEST_SUITE(noise_metric)

BOOST_AUTO_TEST_CASE(a_gray_step_counts_as_in_the_cube) {
  const RowVector3d step(0.1, 0.1, 0.1);
  BOOST_TEST(std::abs(jpeg_metric()(step).norm() - step.norm()) < 1e-5);
}

// Green to magenta at equal luma (ITU-T T.871) is all chroma.
BOOST_AUTO_TEST_CASE(a_step_in_chroma_alone_counts_less) {
  const double green = 0.1 * (0.299 + 0.114) / 0.587;
  const RowVector3d step(0.1, -green, 0.1);
  BOOST_TEST(jpeg_metric()(step).norm() < 0.55 * step.norm());
}

// Oracle: a fine search along the curve for the least luma and weighted chroma difference.
BOOST_AUTO_TEST_CASE(the_nearest_point_is_the_metrics) {
  Random random(9);
  Locus locus;
  locus.colors.resize(12, 3);
  for (Eigen::Index k = 0; k < 12; ++k)
    for (int c = 0; c < 3; ++c) locus.colors(k, c) = random.uniform();
  locus.t = Eigen::VectorXd::LinSpaced(12, 0, 1);
  const NoiseMetric metric = jpeg_metric();
  const InverseLookup lookup(in_space(locus, metric));
  for (int i = 0; i < 50; ++i) {
    const RowVector3d color(random.uniform(), random.uniform(), random.uniform());
    double least = 1e9;
    for (int j = 0; j <= 20000; ++j)
      least = std::min(least, metric(color_at(locus, j / 20000.0) - color).norm());
    const Lookup found = lookup.find(metric(color));
    // The search's own steps are up to 1.7 * sqrt(3) * 11 / 20000 long.
    BOOST_TEST(std::abs(found.distance - least) < 1e-3);
    BOOST_TEST(std::abs(metric(color_at(locus, found.t) - color).norm() - found.distance) < 1e-9);
  }
}

BOOST_AUTO_TEST_SUITE_END()
