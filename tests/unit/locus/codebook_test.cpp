// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/codebook.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "core/image/touches.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

ColorHistogram histogram_of(const PixelSource& source) {
  Context context;
  const PixelLayout l = source.layout();
  auto h = ColorHistogram::count(source, {0, 0, l.width, l.height}, context);
  BOOST_TEST_REQUIRE(h.has_value());
  return std::move(*h);
}

Picture confetti(int pixels, std::uint64_t seed) {
  Random random(seed);
  Picture p = filled(pixels, 1, {0, 0, 0});
  for (auto& v : p.rgb) v = static_cast<std::uint8_t>(random.below(256));
  return p;
}

Eigen::RowVector3d unit(ColorCode c) {
  return Eigen::RowVector3d(red(c), green(c), blue(c)) / 255.0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(codebook)

BOOST_AUTO_TEST_CASE(few_exact_colors_are_a_palette) {
  const Picture p = paint(ramp(256, 4), map_of(MapKind::Helix));
  const ColorHistogram h = histogram_of(p.source());
  std::vector<std::uint32_t> quiet = h.counts();
  quiet[3] = 0;
  const Codebook book = make_codebook(h, quiet, h.counts(), 100);
  BOOST_TEST(book.palette);
  BOOST_TEST(book.pitch == 1);
  BOOST_TEST_REQUIRE(book.size() == h.size());
  BOOST_TEST_REQUIRE(book.cell_of.size() == h.size());
  std::vector<bool> taken(book.size(), false);
  for (std::size_t i = 0; i < h.size(); ++i) {
    const std::uint32_t cell = book.cell_of[i];
    BOOST_TEST_REQUIRE(cell < book.size());
    BOOST_TEST(!taken[cell]);  // each color its own cell
    taken[cell] = true;
    BOOST_TEST((book.colors.row(cell) - unit(h.codes()[i])).norm() < 1e-12);
    BOOST_TEST(book.weights[cell] == quiet[i]);
  }
}

BOOST_AUTO_TEST_CASE(inexact_colors_are_no_palette) {
  std::vector<std::uint16_t> gray;
  for (int i = 0; i < 60000; i += 100) gray.push_back(static_cast<std::uint16_t>(i));
  const auto width = static_cast<int>(gray.size());
  const MemorySource source({width, 1, SampleType::U16, 1}, gray.data());
  const ColorHistogram h = histogram_of(source);
  BOOST_TEST(!make_codebook(h, h.counts(), h.counts(), 100).palette);
}

BOOST_AUTO_TEST_CASE(many_colors_are_cubes_of_the_smallest_edge_that_fits) {
  const Picture p = confetti(20000, 1);
  const ColorHistogram h = histogram_of(p.source());
  Random random(2);
  std::vector<std::uint32_t> quiet = h.counts();
  for (auto& q : quiet)
    if (random.below(3) == 0) q = 0;
  const Codebook book = make_codebook(h, quiet, h.counts(), 500);
  BOOST_TEST(!book.palette);
  // Quiet cells by brute force, at this edge and at one less.
  const auto quiet_cells = [&](int pitch) {
    std::map<std::tuple<int, int, int>, int> cubes;
    for (std::size_t i = 0; i < h.size(); ++i)
      if (quiet[i] > 0) {
        const ColorCode c = h.codes()[i];
        ++cubes[{red(c) / pitch, green(c) / pitch, blue(c) / pitch}];
      }
    return cubes.size();
  };
  BOOST_TEST(quiet_cells(book.pitch) <= 500u);
  BOOST_TEST(quiet_cells(book.pitch - 1) > 500u);
}

// A cell's color is the mean of its quiet pixels; where it has none, of all its pixels. Tolerance:
// the lively pixels count one millionth beside quiet ones.
BOOST_AUTO_TEST_CASE(cells_have_the_mean_color_and_the_number_of_quiet_pixels) {
  const Picture p = confetti(20000, 3);
  const ColorHistogram h = histogram_of(p.source());
  Random random(4);
  std::vector<std::uint32_t> quiet(h.size()), all(h.size());
  for (std::size_t i = 0; i < h.size(); ++i) {
    all[i] = static_cast<std::uint32_t>(random.below(6));
    quiet[i] = static_cast<std::uint32_t>(random.below(all[i] + 1));
  }
  const Codebook book = make_codebook(h, quiet, all, 500);
  struct Sum {
    Eigen::RowVector3d quiet = Eigen::RowVector3d::Zero(), all = quiet;
    double quiet_pixels = 0, all_pixels = 0;
  };
  std::vector<Sum> sums(book.size());
  for (std::size_t i = 0; i < h.size(); ++i) {
    BOOST_TEST((book.cell_of[i] == kNoCell) == (all[i] == 0));
    if (book.cell_of[i] == kNoCell) continue;
    Sum& s = sums[book.cell_of[i]];
    s.quiet += quiet[i] * unit(h.codes()[i]);
    s.all += all[i] * unit(h.codes()[i]);
    s.quiet_pixels += quiet[i];
    s.all_pixels += all[i];
  }
  bool lively_only = false;
  for (std::size_t k = 0; k < book.size(); ++k) {
    const Sum& s = sums[k];
    BOOST_TEST_REQUIRE(s.all_pixels > 0);
    const auto row = static_cast<Eigen::Index>(k);
    BOOST_TEST(book.weights[row] == s.quiet_pixels);
    const Eigen::RowVector3d mean =
        s.quiet_pixels > 0 ? s.quiet / s.quiet_pixels : s.all / s.all_pixels;
    BOOST_TEST((book.colors.row(row) - mean).norm() < 1e-4);
    lively_only = lively_only || s.quiet_pixels == 0;
  }
  BOOST_TEST(lively_only);  // the case occurs
}

BOOST_AUTO_TEST_SUITE_END()
