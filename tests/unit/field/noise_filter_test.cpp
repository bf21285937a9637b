// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/noise_filter.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

constexpr int kSize = 64;
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

template <class Value>
UncertainField field_of(Value value, double sigma) {
  UncertainField f{kSize, kSize, {}, {}};
  for (int y = 0; y < kSize; ++y)
    for (int x = 0; x < kSize; ++x) {
      f.t.push_back(static_cast<float>(value(x, y)));
      f.precision.push_back(static_cast<float>(1 / (sigma * sigma)));
    }
  return f;
}

std::vector<float> filtered(const UncertainField& f) {
  std::vector<float> out(f.t.size());
  filter_noise(f, {0, 0, f.width, f.height}, out.data());
  return out;
}

template <class Value>
double rms_error(const std::vector<float>& t, Value truth) {
  double sum = 0;
  for (int y = 0; y < kSize; ++y)
    for (int x = 0; x < kSize; ++x)
      sum += std::pow(t[static_cast<std::size_t>(y) * kSize + x] - truth(x, y), 2);
  return std::sqrt(sum / (kSize * kSize));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(noise_filter)

// The mean of 3 x 3 values with these weights has 0.44 of their error; the estimate keeps a part of
// each value, as much as the scatter of nine values is uncertain.
BOOST_AUTO_TEST_CASE(noise_on_a_slope_is_reduced) {
  Random random(3);
  const auto truth = [](int x, int y) { return 0.2 + 0.002 * x + 0.003 * y; };
  constexpr double kSigma = 0.01;
  const auto f =
      field_of([&](int x, int y) { return truth(x, y) + kSigma * random.normal(); }, kSigma);
  BOOST_TEST(rms_error(filtered(f), truth) < 0.65 * rms_error(f.t, truth));
}

BOOST_AUTO_TEST_CASE(an_edge_stays_where_it_is) {
  const auto step = [](int x, int) { return x < 30 ? 0.2 : 0.6; };
  const auto f = field_of(step, 0.02);
  BOOST_TEST(rms_error(filtered(f), step) < 1e-6);
}

// A lower step: no more than 1 % of it moves.
BOOST_AUTO_TEST_CASE(structure_beyond_the_noise_is_kept) {
  const auto step = [](int x, int) { return x < 30 ? 0.2 : 0.29; };
  const auto out = filtered(field_of(step, 0.002));
  BOOST_TEST(std::abs(out[29] - 0.2) < 0.0009);
  BOOST_TEST(std::abs(out[30] - 0.29) < 0.0009);
}

BOOST_AUTO_TEST_CASE(an_uncertain_value_follows_certain_neighbors) {
  auto f = field_of([](int, int) { return 0.5; }, 0.001);
  const std::size_t middle = 20 * kSize + 20;
  f.t[middle] = 0.55F;
  f.precision[middle] = 1 / (0.1F * 0.1F);
  const auto out = filtered(f);
  BOOST_TEST(std::abs(out[middle] - 0.5) < 0.005);
  BOOST_TEST(std::abs(out[middle + 1] - 0.5) < 0.0005);
}

BOOST_AUTO_TEST_CASE(no_data_stays_no_data_and_is_no_neighbor) {
  auto f = field_of([](int, int) { return 0.5; }, 0.01);
  const std::size_t middle = 20 * kSize + 20;
  f.t[middle] = kNan;
  const auto out = filtered(f);
  BOOST_TEST(std::isnan(out[middle]));
  BOOST_TEST(out[middle + 1] == 0.5F);
  BOOST_TEST(out[0] == 0.5F);
}

BOOST_AUTO_TEST_CASE(a_part_is_the_part_of_the_whole) {
  Random random(5);
  const auto f = field_of([&](int, int) { return random.uniform(0.4, 0.45); }, 0.01);
  const auto whole = filtered(f);
  std::vector<float> part(10 * 7);
  filter_noise(f, {20, 30, 10, 7}, part.data());
  for (int y = 0; y < 7; ++y)
    for (int x = 0; x < 10; ++x)
      BOOST_TEST(part[static_cast<std::size_t>(y) * 10 + x] ==
                 whole[static_cast<std::size_t>(30 + y) * kSize + 20 + x]);
}

BOOST_AUTO_TEST_SUITE_END()
