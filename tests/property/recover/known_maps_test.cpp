// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog must not make worse what the colors tell by themselves.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

#include "tests/property/recover/cases.hpp"
#include "tests/support/recovered.hpp"
#include "tests/support/statistics.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

/// The largest difference that is left when `a` is stretched and shifted to be as near to `b` as
/// can be.
double difference_but_for_ends(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double sa = 0, sb = 0, saa = 0, sab = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sa += a[i];
    sb += b[i];
    saa += a[i] * a[i];
    sab += a[i] * b[i];
  }
  const double slope = (n * sab - sa * sb) / (n * saa - sa * sa);
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::abs(b[i] - sb / n - slope * (a[i] - sa / n)));
  return most;
}

}  // namespace

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

// A known map is claimed only where its t runs as evenly as the clean picture's colors do: some of
// the tests' maps are known ones, or parts of them; others run along known ones at another speed.
BOOST_AUTO_TEST_CASE(clean_pictures_stay_exact) {
  const Field field = cosine_field(256, 256, 1);
  for (const auto& [name, table] : many_maps()) {
    const Picture picture = paint(field, table);
    const auto out = recovered(picture.source());
    BOOST_TEST_INFO_SCOPE(name << ", taken for " << out.report.colormap_name);
    const auto alone = recovered(picture.source(), blind());
    BOOST_TEST(difference_but_for_ends(out.t, alone.t) <=
               (out.report.colormap_name.empty() ? 1e-6 : 0.04));
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
