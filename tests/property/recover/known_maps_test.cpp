// SPDX-License-Identifier: GPL-3.0-or-later
// The catalogue must not make worse what the colors tell by themselves.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "tests/property/recover/cases.hpp"
#include "tests/support/recovered.hpp"
#include "tests/support/statistics.hpp"

using namespace unweave;
using namespace unweave::testing;

BOOST_AUTO_TEST_SUITE(known_maps)

// The oracle is the painter: entry i of 256 stands for the middle of its cell.
BOOST_AUTO_TEST_CASE(a_given_map_gives_the_cells_that_were_painted) {
  for (const Field& field : {cosine_field(256, 256, 1), noise_field(200, 120, 5, 8)})
    for (const auto& [name, table] : many_maps()) {
      BOOST_TEST_INFO_SCOPE(name);
      auto cells = field.values;
      for (double& v : cells) v = (std::min(255.0, std::floor(v * 256)) + 0.5) / 256;
      const auto out = recovered(paint(field, table).source(), knowing(table));
      BOOST_TEST_REQUIRE(out.t.size() == cells.size());
      BOOST_TEST(largest_difference(out.t, cells) <= 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(noisy_pictures_keep_their_order) {
  const Field field = cosine_field(256, 256, 1);
  for (const double sigma : {1.0, 2.0})
    for (const auto& [name, table] : many_maps()) {
      // Noise as wide as a hundredth of so short a curve looks like a spread of colors.
      if (sigma > 1 && name == name_of(MapKind::Sequential)) continue;
      const Picture picture = jpeg_like(paint(field, table), sigma, 7);
      const auto out = recovered(picture.source());
      BOOST_TEST_INFO_SCOPE(name << ", taken for " << out.report.colormap_name);
      const auto best = recovered(picture.source(), knowing(table));
      BOOST_TEST(share_of_data(out.t) >= 0.98);
      BOOST_TEST(std::abs(rank_correlation(out.t, field.values)) >=
                 rank_correlation(best.t, field.values) - 0.001);
    }
}

BOOST_AUTO_TEST_SUITE_END()
