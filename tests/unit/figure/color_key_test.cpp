// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/color_key.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rgb8 kWhite{255, 255, 255}, kBlack{0, 0, 0};
const std::vector<Rgb8> kColors{{189, 0, 38}, {240, 59, 32}, {253, 141, 60}, {254, 204, 92}};
const Rect kPlot{20, 20, 200, 200};

/// Tells texts by the number of blocks that stand for their letters.
class BlockReader final : public TextReader {
 public:
  explicit BlockReader(std::vector<std::string> texts) : texts_(std::move(texts)) {}
  bool ready() const override { return true; }
  Reading read(const TextImage& image, const std::string&) const override {
    int blocks = 0;
    bool ink = false;
    const int y = image.height / 2;
    for (int x = 0; x < image.width; ++x) {
      const bool dark = image.gray[static_cast<std::size_t>(y) * image.width + x] < 128;
      blocks += dark && !ink;
      ink = dark;
    }
    const auto k = static_cast<std::size_t>(blocks) - 3;
    return k < texts_.size() ? Reading{texts_[k], 0.95, {}} : Reading{};
  }

 private:
  std::vector<std::string> texts_;
};

/// A field of four colors and four outlined patches at its right, each with a row of 3, 4, 5, 6
/// blocks as its text.
Picture figure() {
  Picture p = filled(400, 240, kWhite);
  for (int y = 0; y < kPlot.height; ++y)
    for (int x = 0; x < kPlot.width; ++x)
      p.fill({kPlot.x + x, kPlot.y + y, 1, 1}, kColors[static_cast<std::size_t>((x + y) / 100)]);
  for (int k = 0; k < 4; ++k) {
    p.fill({250, 30 + 45 * k, 30, 24}, kBlack);
    p.fill({251, 31 + 45 * k, 28, 22}, kColors[static_cast<std::size_t>(k)]);
    for (int i = 0; i < 3 + k; ++i) p.fill({290 + 12 * i, 36 + 45 * k, 7, 12}, kBlack);
  }
  return p;
}

struct Found {
  Raster raster;
  Backdrop backdrop;
  std::optional<ColorKey> key;
};

Found key_in(const Picture& p) {
  auto raster = read_raster(p.source(), p.whole(), 1 << 20, Context{});
  BOOST_REQUIRE(raster);
  Found out{std::move(*raster), {}, {}};
  out.key = find_key(out.raster, {{kPlot, kPlot, true, false, 1.0}}, out.backdrop);
  return out;
}

std::optional<Colorbar> read(const Found& found, const std::vector<std::string>& texts) {
  return read_key(found.raster, BlockReader(texts), *found.key, {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(color_key)

BOOST_AUTO_TEST_CASE(patches_in_a_column_are_a_key) {
  const Found found = key_in(figure());
  BOOST_TEST_REQUIRE(found.key.has_value());
  BOOST_TEST_REQUIRE(found.key->patches.size() == 4U);
  BOOST_TEST((found.key->patches[0] == Rect{251, 31, 28, 22}));
  BOOST_TEST((found.key->colors == kColors));
}

BOOST_AUTO_TEST_CASE(patches_of_other_colors_than_the_fields_are_none) {
  Picture p = figure();
  for (int k = 0; k < 3; ++k)
    p.fill({251, 31 + 45 * k, 28, 22}, {0, 90, static_cast<std::uint8_t>(60 * k)});
  BOOST_TEST(!key_in(p).key.has_value());
}

BOOST_AUTO_TEST_CASE(some_patches_may_have_no_outline_or_one_that_is_broader_at_a_side) {
  Picture p = figure();
  p.fill({250, 30, 30, 24}, kColors[0]);
  p.fill({250, 30 + 45, 3, 24}, kBlack);
  const Found found = key_in(p);
  BOOST_TEST_REQUIRE(found.key.has_value());
  BOOST_TEST(found.key->patches.size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_range_may_be_read_without_its_spaces) {
  const auto bar = read(key_in(figure()), {"10 to 15", "5to10", "Oto5", "-5 to O"});
  BOOST_TEST_REQUIRE(bar.has_value());
  BOOST_TEST((bar->range->min == -5 && bar->range->max == 15));
}

BOOST_AUTO_TEST_CASE(names_are_classes_in_the_order_in_which_they_are_written) {
  const Found found = key_in(figure());
  BOOST_TEST(!read(found, {"Water", "Forest", "Urban", "Soil"}).has_value());
  const Colorbar bar = named_key(*found.key);
  BOOST_TEST(!bar.range.has_value());
  BOOST_TEST((bar.level_edges == std::vector<double>{0, 0.25, 0.5, 0.75, 1}));
  BOOST_TEST((rounded_color(bar.level_colors.front()) == kColors.front()));
}

BOOST_AUTO_TEST_CASE(closed_classes_have_edges) {
  const auto bar = read(key_in(figure()), {"50 - 100", "20 - 50", "10 - 20", "0 - 10"});
  BOOST_TEST_REQUIRE(bar.has_value());
  BOOST_TEST_REQUIRE(bar->range.has_value());
  BOOST_TEST(bar->range->min == 0);
  BOOST_TEST(bar->range->max == 100);
  BOOST_TEST((bar->level_edges == std::vector<double>{0, 0.1, 0.2, 0.5, 1}));
  BOOST_TEST((bar->min_end == BarEnd::Bottom));
  BOOST_TEST((rounded_color(bar->level_colors.front()) == kColors.back()));
}

BOOST_AUTO_TEST_CASE(an_open_class_has_its_bound_for_a_value) {
  const auto bar = read(key_in(figure()), {"> 50", "20 - 50", "10 - 20", "0 - 10"});
  BOOST_TEST_REQUIRE(bar.has_value());
  BOOST_TEST_REQUIRE(bar->range.has_value());
  BOOST_TEST(bar->range->min == 5);
  BOOST_TEST(bar->range->max == 50);
  BOOST_TEST(bar->range->value(bar->level_places[1]) == 15, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(names_and_classes_that_do_not_follow_are_not_believed) {
  const Found found = key_in(figure());
  BOOST_TEST(!read(found, {"Forest", "Urban", "Water", "Crops"}).has_value());
  BOOST_TEST(!read(found, {"50 - 100", "20 - 60", "10 - 20", "0 - 10"}).has_value());
  BOOST_TEST(!read(found, {"7", "5", "2", "1"}).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
