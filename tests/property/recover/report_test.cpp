// SPDX-License-Identifier: GPL-3.0-or-later
// The report speaks of the very field that was recovered.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "tests/property/recover/cases.hpp"
#include "tests/support/recovered.hpp"
#include "tests/support/statistics.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

double distance(const Rgb8& a, const std::uint8_t* b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 255;
}

/// Largest distance of a data pixel's color from the report's colors within two samples of its t,
/// beyond its own residual. (Colors that interpolation added zigzag across the curve.)
double worst_color(const Recovered& out, const Picture& picture) {
  constexpr std::size_t kNear = 2;
  const auto& colors = out.report.colors;
  double worst = 0;
  for (std::size_t i = 0; i < out.t.size(); ++i) {
    if (std::isnan(out.t[i])) continue;
    const auto k = static_cast<std::size_t>(std::lround(out.t[i] * 255));
    double least = 2;
    for (std::size_t j = k - std::min(k, kNear); j <= std::min(k + kNear, colors.size() - 1); ++j)
      least = std::min(least, distance(colors[j], &picture.rgb[3 * i]));
    worst = std::max(worst, least - out.residual[i]);
  }
  return worst;
}

/// Length of the report's curve, cube edge = 1.
double length(const Report& report) {
  double sum = 0;
  for (std::size_t i = 1; i < report.colors.size(); ++i)
    sum += distance(report.colors[i], report.colors[i - 1].data());
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

// colors[k] is the color at t = k / 255. A pixel's t lies at most half a sample away from a
// sample: half of the curve's mean step, three times that where it is fast, and the rounding of
// both to 8 bits.
BOOST_AUTO_TEST_CASE(colors_are_the_pictures_along_t) {
  const Field field = cosine_field(200, 200, 1, 50), small = cosine_field(50, 50, 2, 20);
  for (const auto& [name, table] : many_maps())
    for (const Picture& picture : {paint(field, table), enlarge(paint(small, table), 4),
                                   jpeg_like(paint(field, table), 1, 3)}) {
      BOOST_TEST_INFO_SCOPE(name);
      const auto out = recovered(picture.source());
      BOOST_TEST_REQUIRE(out.report.colors.size() == 256u);
      BOOST_TEST_REQUIRE(out.t.size() == picture.rgb.size() / 3);
      const double allowed = 3 * 0.5 * length(out.report) / 255 + 1.8 / 255;
      BOOST_TEST(worst_color(out, picture) <= allowed);
    }
}

// Going through the colors of the report, the field's mean rises all the way.
BOOST_AUTO_TEST_CASE(colors_run_with_the_field) {
  const Field field = cosine_field(200, 200, 1, 50);
  for (const auto& [name, table] : many_maps()) {
    BOOST_TEST_INFO_SCOPE(name);
    const Picture picture = jpeg_like(paint(field, table), 1, 3);
    const auto out = recovered(picture.source());
    BOOST_TEST_REQUIRE(out.t.size() == field.values.size());
    std::vector<double> place, mean;
    for (std::size_t k = 0; k < 256; k += 8) {
      double sum = 0, n = 0;
      for (std::size_t i = 0; i < field.values.size(); ++i)
        if (distance(out.report.colors[k], &picture.rgb[3 * i]) < 0.05) {
          sum += field.values[i];
          ++n;
        }
      if (n < 5) continue;
      place.push_back(static_cast<double>(k));
      mean.push_back(sum / n);
    }
    BOOST_TEST(place.size() >= 25u);
    BOOST_TEST(std::abs(rank_correlation(place, mean)) == 1.0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
