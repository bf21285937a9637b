// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/digest.hpp"

#include <boost/test/unit_test.hpp>
#include <numeric>

#include "tests/unit/view/found.hpp"

using namespace unweave;
using namespace unweave::testing;
using view::Digest;

BOOST_AUTO_TEST_SUITE(digest)

BOOST_AUTO_TEST_CASE(counts_every_pixel_of_a_small_picture) {
  const Found found;
  const Digest d = view::digest(*found.recovery, found.report(), found.picture.source());
  const auto pixels = static_cast<std::uint64_t>(Found::kWidth) * Found::kHeight;
  BOOST_TEST(d.looked_at == pixels);
  BOOST_TEST(d.with_data == pixels - static_cast<std::uint64_t>(Found::kBlock.area()));
  BOOST_TEST(std::accumulate(d.bins.begin(), d.bins.end(), std::uint64_t{0}) == d.with_data);
  // A ramp: each bin has four columns, less the block's.
  BOOST_TEST(d.bins[40] == 4u * Found::kHeight);
  BOOST_TEST(d.bins[6] == 4u * (Found::kHeight - Found::kBlock.height));
}

BOOST_AUTO_TEST_CASE(cloud_has_the_colors_that_occur_and_knows_which_are_data) {
  const Found found;
  const Digest d = view::digest(*found.recovery, found.report(), found.picture.source());
  BOOST_TEST(d.cloud.size() == 257u);
  std::uint64_t total = 0;
  for (const auto& point : d.cloud) {
    total += point.count;
    BOOST_TEST(point.data == (point.color != Rgb8{255, 0, 255}));
  }
  BOOST_TEST(total == d.looked_at);
  BOOST_TEST((d.cloud.back().color == Rgb8{255, 0, 255}));  // the most frequent
}

BOOST_AUTO_TEST_CASE(large_pictures_are_looked_at_in_rows_over_all_their_height) {
  const Found found;
  const Digest d = view::digest(*found.recovery, found.report(), found.picture.source(), 2560);
  BOOST_TEST(d.looked_at == 2560u);
  BOOST_TEST(d.with_data == 2560u - 3u * Found::kBlock.width);
}

BOOST_AUTO_TEST_CASE(axis_says_what_its_numbers_are) {
  const Found without, with({-2, 30, Scale::Linear, RangeSource::Given});
  const auto title = [](const Found& found) {
    return view::digest(*found.recovery, found.report(), found.picture.source()).value_title;
  };
  BOOST_TEST(title(without) != title(with));
  BOOST_TEST(title(with) == "Value");
}

BOOST_AUTO_TEST_SUITE_END()
