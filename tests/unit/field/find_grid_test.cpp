// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/field/grid.hpp"
#include "tests/support/random.hpp"

namespace unweave::testing {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

struct Field {
  int width, height;
  std::vector<float> t = std::vector<float>(static_cast<std::size_t>(width) * height, kNan);
  float& at(int x, int y) { return t[static_cast<std::size_t>(y) * width + x]; }
  std::optional<Grid> grid() const { return find_grid(t, width, height); }
};

std::vector<double> even(int length, int cells) {
  return even_grid(length, length, cells, cells).x.edges;
}

/// Random values in cells with the given edges; each pixel belongs to the cell of its center.
Field cells(const std::vector<double>& x, const std::vector<double>& y, Random& random) {
  Field field{static_cast<int>(x.back()), static_cast<int>(y.back())};
  const std::size_t columns = x.size() - 1;
  std::vector<float> values(columns * (y.size() - 1));
  for (float& v : values) v = static_cast<float>(std::lround(random.uniform() * 255) / 255.0);
  const auto cell_of = [](const std::vector<double>& edges, double place) {
    return static_cast<std::size_t>(std::ranges::upper_bound(edges, place) - edges.begin()) - 1;
  };
  for (int r = 0; r < field.height; ++r)
    for (int c = 0; c < field.width; ++c)
      field.at(c, r) = values[cell_of(y, r + 0.5) * columns + cell_of(x, c + 0.5)];
  return field;
}

/// Blurs rows by a box of three, as scaling does.
void soften(Field& field) {
  Field soft = field;
  for (int y = 0; y < field.height; ++y)
    for (int x = 1; x + 1 < field.width; ++x)
      soft.at(x, y) = (field.at(x - 1, y) + field.at(x, y) + field.at(x + 1, y)) / 3;
  field = soft;
}

void add_noise(Field& field, double sigma, Random& random) {
  for (float& v : field.t) v += static_cast<float>(sigma * random.normal());
}

/// Strokes of no data two pixels thick, in the middle of each cell, and soft rims beside them.
void write_numbers(Field& field, const std::vector<double>& x, const std::vector<double>& y,
                   Random& random) {
  for (std::size_t j = 0; j + 1 < y.size(); ++j)
    for (std::size_t i = 0; i + 1 < x.size(); ++i)
      for (int k = 0; k < 4; ++k) {
        const double wide = x[i + 1] - x[i], high = y[j + 1] - y[j];
        const int left = static_cast<int>(x[i] + wide * (0.25 + 0.12 * k));
        for (int r = static_cast<int>(y[j] + 0.3 * high); r < y[j] + 0.7 * high; ++r) {
          if (random.uniform() < 0.3) continue;
          field.at(left - 1, r) *= 0.7F;
          field.at(left, r) = field.at(left + 1, r) = kNan;
        }
      }
}

void check_edges(const GridSide& side, const std::vector<double>& truth, double tolerance) {
  BOOST_REQUIRE_EQUAL(side.edges.size(), truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i)
    BOOST_TEST(std::abs(side.edges[i] - truth[i]) <= tolerance);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grid_of_a_field)

BOOST_AUTO_TEST_CASE(equal_cells_are_counted_exactly) {
  Random random(1);
  constexpr std::array sizes{std::array{10, 8},  std::array{2, 3},    std::array{37, 21},
                             std::array{64, 64}, std::array{150, 90}, std::array{300, 200}};
  for (const auto& [nx, ny] : sizes) {
    const auto x = even(611, nx), y = even(407, ny);
    const auto grid = cells(x, y, random).grid();
    BOOST_TEST_CONTEXT(nx << " x " << ny) {
      BOOST_REQUIRE(grid);
      BOOST_TEST(grid->x.regular);
      BOOST_TEST(grid->y.regular);
      // The truth itself is drawn on whole pixels.
      check_edges(grid->x, x, 1e-9);
      check_edges(grid->y, y, 1e-9);
    }
  }
}

BOOST_AUTO_TEST_CASE(soft_rims_noise_numbers_and_missing_cells_do_not_matter) {
  Random random(2);
  for (int turn = 0; turn < 12; ++turn) {
    const auto x = even(560, 6 + turn), y = even(420, 5 + turn);
    Field field = cells(x, y, random);
    soften(field);
    write_numbers(field, x, y, random);
    add_noise(field, 0.004, random);
    for (int k = 0; k < turn; ++k) {
      const std::size_t i = random.below(x.size() - 1), j = random.below(y.size() - 1);
      for (int r = static_cast<int>(std::ceil(y[j] - 0.5)); r + 0.5 < y[j + 1]; ++r)
        for (int c = static_cast<int>(std::ceil(x[i] - 0.5)); c + 0.5 < x[i + 1]; ++c)
          field.at(c, r) = kNan;
    }
    const auto grid = field.grid();
    BOOST_TEST_CONTEXT(x.size() - 1 << " x " << y.size() - 1) {
      BOOST_REQUIRE(grid);
      check_edges(grid->x, x, 1e-9);
      check_edges(grid->y, y, 1e-9);
    }
  }
}

BOOST_AUTO_TEST_CASE(lines_and_gaps_between_cells_belong_to_their_edges) {
  Random random(3);
  for (const int gap : {1, 2, 4, 9}) {
    const auto x = even(600, 12), y = even(400, 10);
    Field field = cells(x, y, random);
    const auto cut = [gap](double edge, int place) {
      return std::abs(place + 0.5 - edge) < gap / 2.0;
    };
    for (int r = 0; r < field.height; ++r)
      for (int c = 0; c < field.width; ++c)
        if (std::ranges::any_of(x, [&](double e) { return cut(e, c); }) ||
            std::ranges::any_of(y, [&](double e) { return cut(e, r); }))
          field.at(c, r) = kNan;
    const auto grid = field.grid();
    BOOST_TEST_CONTEXT("gap " << gap) {
      BOOST_REQUIRE(grid);
      // Half a gap is missing at the ends.
      check_edges(grid->x, x, gap / 2.0 + 1);
      check_edges(grid->y, y, gap / 2.0 + 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(unequal_cells_are_found_by_their_edges) {
  Random random(4);
  const std::vector<double> x{0, 40, 60, 160, 230, 236, 400}, y{0, 90, 100, 250, 300};
  const auto grid = cells(x, y, random).grid();
  BOOST_REQUIRE(grid);
  BOOST_TEST(!grid->x.regular);
  BOOST_TEST(!grid->y.regular);
  check_edges(grid->x, x, 0.5);
  check_edges(grid->y, y, 0.5);
}

BOOST_AUTO_TEST_CASE(a_smooth_field_has_no_cells) {
  constexpr double kTurns = 0.02;
  for (const int levels : {0, 255, 12}) {
    Field wave{500, 360}, ramp{500, 360}, slope{500, 360};
    for (int y = 0; y < 360; ++y)
      for (int x = 0; x < 500; ++x) {
        const auto stepped = [levels](double v) {
          return static_cast<float>(levels ? std::round(v * levels) / levels : v);
        };
        wave.at(x, y) =
            stepped(0.5 + 0.3 * std::sin(kTurns * x) + 0.2 * std::cos(0.7 * kTurns * y + 1));
        ramp.at(x, y) = stepped(x / 500.0);
        slope.at(x, y) = stepped(0.6 * x / 500.0 + 0.4 * y / 360.0);
      }
    BOOST_TEST(!wave.grid());
    BOOST_TEST(!ramp.grid());
    BOOST_TEST(!slope.grid());
  }
}

BOOST_AUTO_TEST_CASE(neither_noise_nor_nothing_has_cells) {
  Random random(5);
  Field noise{200, 150}, nothing{200, 150}, one{200, 150};
  for (float& v : noise.t) v = static_cast<float>(random.uniform());
  std::ranges::fill(one.t, 0.5F);
  BOOST_TEST(!noise.grid());
  BOOST_TEST(!nothing.grid());
  BOOST_TEST(!one.grid());
  BOOST_TEST(!find_grid({}, 0, 0));
}

BOOST_AUTO_TEST_CASE(steps_lie_at_whole_multiples_in_the_axes_units) {
  const ValueRange east{-1.25, 3.75, Scale::Linear, RangeSource::Ticks};
  const ValueRange down{12, 10, Scale::Linear, RangeSource::Ticks};  // the largest at the top
  const auto grid = stepped_grid(500, 200, &east, &down, 1, 0.5);
  BOOST_REQUIRE(grid);
  check_edges(grid->x, {0, 25, 125, 225, 325, 425, 500}, 1e-9);
  check_edges(grid->y, {0, 50, 100, 150, 200}, 1e-9);
  BOOST_TEST(!grid->x.regular);
  BOOST_TEST(grid->y.regular);
  BOOST_TEST(!stepped_grid(500, 200, nullptr, &down, 1, 0.5));
  BOOST_TEST(!stepped_grid(500, 200, &east, &down, 1e-3, 0.5));  // less than a pixel
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
