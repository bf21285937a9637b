// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lookup/inverse_lookup.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/curves.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

RowVector3d random_color(Random& random) {
  return {random.uniform(), random.uniform(), random.uniform()};
}

Locus random_polyline(Random& random, Index nodes) {
  Locus locus;
  locus.colors.resize(nodes, 3);
  for (Index k = 0; k < nodes; ++k) locus.colors.row(k) = random_color(random);
  locus.t.resize(nodes);
  for (Index k = 0; k < nodes; ++k) locus.t[k] = random.uniform();
  std::sort(locus.t.data(), locus.t.data() + nodes);
  return locus;
}

Locus palette_of(const Table& table) {
  Locus locus = locus_of(table);
  locus.palette = true;
  return locus;
}

struct Candidate {
  double t, distance;
};

/// The nearest point of every segment.
std::vector<Candidate> brute_force(const Locus& locus, const RowVector3d& color) {
  std::vector<Candidate> out;
  const Index n = locus.colors.rows();
  for (Index k = 0; k < (locus.closed ? n : n - 1); ++k) {
    const RowVector3d a = locus.colors.row(k), d = locus.colors.row((k + 1) % n) - a;
    const double f = std::clamp((color - a).dot(d) / d.squaredNorm(), 0.0, 1.0);
    const double t0 = locus.t[k], t1 = k + 1 < n ? locus.t[k + 1] : 1.0;
    out.push_back({t0 + f * (t1 - t0), (color - a - f * d).norm()});
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inverse_lookup)

// Distances must be those of a search over all segments; t too where one point alone is nearest.
// Tolerance: double precision.
BOOST_AUTO_TEST_CASE(equals_a_search_over_all_segments) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Random random(seed);
    Locus locus = random_polyline(random, 2 + static_cast<Index>(random.below(seed < 7 ? 8 : 300)));
    locus.closed = seed % 3 == 0 && locus.colors.rows() > 2;
    locus.noise = seed % 2 ? 0.0 : seed % 4 ? 0.03 : 0.5;  // the last as for another map's picture
    const InverseLookup lookup(locus);
    for (int query = 0; query < 400; ++query) {
      const RowVector3d color = random_color(random);
      auto all = brute_force(locus, color);
      std::sort(all.begin(), all.end(),
                [](const auto& a, const auto& b) { return a.distance < b.distance; });
      const Lookup found = lookup.find(color);
      BOOST_TEST_INFO_SCOPE("seed " << seed << ", query " << query);
      BOOST_TEST(std::abs(found.distance - all[0].distance) < 1e-12);
      // Segments that share their nearest node have the same t.
      const bool unique = std::none_of(all.begin(), all.end(), [&](const Candidate& c) {
        return c.distance < all[0].distance + 1e-9 && std::abs(c.t - all[0].t) > 1e-12;
      });
      if (unique) BOOST_TEST(std::abs(found.t - all[0].t) < 1e-9);
      BOOST_TEST(found.ambiguity >= 0.0);
      BOOST_TEST(found.ambiguity <= 1.0);
      if (unique) {
        // The nearest point that is another stretch's, if it is within three sigma.
        const double noise = std::max(locus.noise, 1.0 / 255), d = found.distance;
        double rival = 1e300;
        for (const Candidate& c : all) {
          double apart = std::abs(c.t - found.t);
          if (locus.closed) apart = std::min(apart, 1 - apart);
          if (apart > 0.05) rival = std::min(rival, c.distance);
        }
        const bool near = rival * rival <= d * d + 9 * noise * noise;
        const double expected =
            near ? std::exp(-(rival * rival - d * d) / (2 * noise * noise)) : 0.0;
        BOOST_TEST(std::abs(found.ambiguity - expected) < 1e-6);
      }
      const Lookup nearest = lookup.find_nearest(color);
      BOOST_TEST(nearest.t == found.t);
      BOOST_TEST(nearest.distance == found.distance);
      BOOST_TEST(nearest.ambiguity == 0.0);
      // Bit for bit: pixels of many bits have the values of the 8-bit colors that they equal.
      for (int again = 0; again < 2; ++again) {
        const Lookup often = lookup.find_nearest_often(color);
        BOOST_TEST(often.t == found.t);
        BOOST_TEST(often.distance == found.distance);
      }
    }
  }
}

// Within the tube around the curve, where the parts of cells are used: colors beside it, and on the
// borders of parts.
BOOST_AUTO_TEST_CASE(near_the_curve_pixels_have_the_values_of_colors) {
  for (const MapKind kind : kMapKinds) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    const Locus locus = palette_of(map_of(kind));
    const InverseLookup lookup(locus);
    Random random(31);
    for (int query = 0; query < 3000; ++query) {
      RowVector3d color =
          color_at(locus, random.uniform()) + 0.06 * (random_color(random).array() - 0.5).matrix();
      if (query % 3 == 0) color = (color * 256).array().round().matrix() / 256;
      const Lookup found = lookup.find_nearest(color), often = lookup.find_nearest_often(color);
      BOOST_TEST(often.t == found.t);
      BOOST_TEST(often.distance == found.distance);
    }
  }
}

BOOST_AUTO_TEST_CASE(queries_outside_the_cube_are_found_too) {
  Random random(20);
  const Locus locus = random_polyline(random, 50);
  const InverseLookup lookup(locus);
  for (int query = 0; query < 100; ++query) {
    const RowVector3d color = 5 * random_color(random) - RowVector3d::Constant(2);
    const auto all = brute_force(locus, color);
    const auto best = std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return a.distance < b.distance;
    });
    BOOST_TEST(std::abs(lookup.find(color).distance - best->distance) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(entries_of_a_palette_give_their_very_t) {
  for (const MapKind kind : kMapKinds) {
    BOOST_TEST_INFO_SCOPE(name_of(kind));
    const Locus locus = palette_of(map_of(kind));
    const InverseLookup lookup(locus);
    for (Index k = 0; k < locus.colors.rows(); ++k) {
      const Lookup found = lookup.find(locus.colors.row(k));
      BOOST_TEST(found.t == locus.t[k]);  // bit for bit
      BOOST_TEST(found.distance == 0.0);
    }
  }
}

BOOST_AUTO_TEST_CASE(points_between_two_entries_are_projected) {
  const Locus locus = palette_of({{0, 0, 0}, {255, 0, 0}, {255, 255, 0}});
  const InverseLookup lookup(locus);
  const Lookup found = lookup.find({0.5, 0, 0.1});
  BOOST_TEST(std::abs(found.t - 0.25) < 1e-12);
  BOOST_TEST(std::abs(found.distance - 0.1) < 1e-12);
}

BOOST_AUTO_TEST_CASE(tie_takes_smaller_t) {
  const Locus locus = palette_of({{0, 0, 0}, {0, 255, 0}, {255, 255, 0}, {255, 0, 0}});
  const InverseLookup lookup(locus);
  // On the middle line between the first and the last segment, equally far from both.
  for (const double y : {0.0, 0.1, 0.25, 0.4}) {
    const Lookup found = lookup.find({0.5, y, 0});
    BOOST_TEST(std::abs(found.distance - 0.5) < 1e-12);
    BOOST_TEST(std::abs(found.t - y / 3) < 1e-12);
  }
  // A polyline that visits a color twice.
  const Locus twice = palette_of({{0, 0, 0}, {200, 0, 0}, {0, 200, 0}, {0, 0, 0}});
  BOOST_TEST(InverseLookup(twice).find({0, 0, 0}).t == 0.0);
}

BOOST_AUTO_TEST_CASE(nothing_lies_between_the_steps_of_a_discrete_map) {
  Random random(21);
  Locus locus = random_polyline(random, 9);
  locus.discrete = true;
  const InverseLookup lookup(locus);
  for (int query = 0; query < 300; ++query) {
    const RowVector3d color = random_color(random);
    Index nearest = 0;
    (locus.colors.rowwise() - color).rowwise().norm().minCoeff(&nearest);
    const Lookup found = lookup.find(color);
    BOOST_TEST(found.t == locus.t[nearest]);
    BOOST_TEST(std::abs(found.distance - (locus.colors.row(nearest) - color).norm()) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(a_closed_curve_goes_on_from_its_last_node_to_its_first) {
  Locus locus = palette_of({{0, 0, 0}, {255, 0, 0}, {255, 255, 0}, {0, 255, 0}});
  locus.t = Eigen::Vector4d(0, 0.25, 0.5, 0.75);
  locus.closed = true;
  const Lookup found = InverseLookup(locus).find({0, 0.5, 0});
  BOOST_TEST(found.distance < 1e-12);
  BOOST_TEST(std::abs(found.t - 0.875) < 1e-12);
}

// 1 where another stretch is as near, 0 where it is far compared with the noise; the own
// neighbourhood is no rival.
BOOST_AUTO_TEST_CASE(ambiguity_tells_of_another_stretch) {
  Locus locus = palette_of({{0, 0, 0}, {255, 0, 0}, {255, 51, 0}, {0, 51, 0}});
  locus.noise = 0.02;
  const InverseLookup lookup(locus);
  BOOST_TEST(lookup.find({0.3, 0.1, 0}).ambiguity > 0.999);  // in the middle between the two
  BOOST_TEST(lookup.find({0.3, 0.0, 0}).ambiguity < 0.001);  // on one of them, 10 sigma away
  const double partly = lookup.find({0.3, 0.097, 0}).ambiguity;
  // exp(-(0.103^2 - 0.097^2) / (2 * 0.02^2))
  BOOST_TEST(std::abs(partly - std::exp(-1.5)) < 1e-6);
  Locus line = palette_of({{0, 0, 0}, {255, 255, 255}});
  BOOST_TEST(InverseLookup(line).find({0.5, 0.5, 0.5}).ambiguity == 0.0);
}

BOOST_AUTO_TEST_CASE(repeated_nodes_are_harmless) {
  const Locus locus = palette_of({{0, 0, 0}, {0, 0, 0}, {255, 0, 0}, {255, 0, 0}});
  const Lookup found = InverseLookup(locus).find({0.5, 0, 0});
  BOOST_TEST(std::abs(found.t - 0.5) < 1e-12);
}

BOOST_AUTO_TEST_CASE(one_node_breaks_the_contract) {
  BOOST_CHECK_THROW(InverseLookup(palette_of({{1, 2, 3}})), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(threads_find_the_same) {
  const InverseLookup lookup(palette_of(map_of(MapKind::Helix)));
  const auto all = [&] {
    std::vector<double> t;
    Random random(22);
    for (int i = 0; i < 2000; ++i) t.push_back(lookup.find(random_color(random)).t);
    return t;
  };
  std::vector<double> other;
  {
    const std::jthread thread([&] { other = all(); });
    BOOST_TEST(all() == all());
  }
  BOOST_TEST(all() == other);
}

BOOST_AUTO_TEST_SUITE_END()
