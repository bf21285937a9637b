// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/color_histogram.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <map>
#include <vector>

#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

using namespace unweave;
using unweave::testing::filled;
using unweave::testing::Picture;
using unweave::testing::Random;

namespace {

/// Many colors, each a few times.
Picture confetti(int width, int height, std::uint64_t seed) {
  Random random(seed);
  Picture p = filled(width, height, {0, 0, 0});
  for (auto& v : p.rgb) v = static_cast<std::uint8_t>(8 * random.below(32));
  return p;
}

std::map<ColorCode, std::uint32_t> brute_force(const Picture& p, const Rect& area,
                                               const std::uint8_t* selection = nullptr) {
  std::map<ColorCode, std::uint32_t> counts;
  for (int y = area.y; y < area.bottom(); ++y)
    for (int x = area.x; x < area.right(); ++x) {
      const std::uint8_t* c = p.at(x, y);
      if (!selection || selection[y * p.width + x] != 0) ++counts[pack(c[0], c[1], c[2])];
    }
  return counts;
}

void check_equal(const ColorHistogram& h, const std::map<ColorCode, std::uint32_t>& expected) {
  BOOST_TEST_REQUIRE(h.size() == expected.size());
  BOOST_TEST_REQUIRE(h.counts().size() == expected.size());
  std::uint32_t i = 0;
  std::uint64_t pixels = 0;
  for (const auto& [code, count] : expected) {
    BOOST_TEST(h.codes()[i] == code);  // a map's keys rise
    BOOST_TEST(h.counts()[i] == count);
    BOOST_TEST(h.occurs(code));
    BOOST_TEST(h.index(code) == i);
    pixels += count;
    ++i;
  }
  BOOST_TEST(h.pixels() == pixels);
}

Reason reason_of(const PixelSource& source) {
  Context context;
  const PixelLayout l = source.layout();
  const auto h = ColorHistogram::count(source, {0, 0, l.width, l.height}, context);
  BOOST_TEST_REQUIRE(!h.has_value());
  return h.error().reason;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(color_histogram)

BOOST_AUTO_TEST_CASE(counts_what_a_map_counts) {
  const Picture p = confetti(150, 130, 1);
  const auto source = p.source();
  for (const Rect area : {p.whole(), Rect{10, 20, 33, 44}, Rect{149, 129, 1, 1}}) {
    Context context;
    const auto h = ColorHistogram::count(source, area, context);
    BOOST_TEST_REQUIRE(h.has_value());
    check_equal(*h, brute_force(p, area));
    BOOST_TEST(h->exact());
  }
}

BOOST_AUTO_TEST_CASE(pictures_of_several_bands_are_counted_whole) {
  const int height = 2 * band_rows(5) + 17;
  const Picture p = confetti(5, height, 2);
  Context context;
  const auto h = ColorHistogram::count(p.source(), p.whole(), context);
  BOOST_TEST_REQUIRE(h.has_value());
  check_equal(*h, brute_force(p, p.whole()));
}

BOOST_AUTO_TEST_CASE(threads_count_the_same) {
  const Picture p = confetti(640, 400, 3);
  const auto expected = brute_force(p, p.whole());
  for (const unsigned threads : {1U, 2U, 3U, 0U}) {
    Context context;
    context.threads = threads;
    const auto h = ColorHistogram::count(p.source(), p.whole(), context);
    BOOST_TEST_REQUIRE(h.has_value());
    check_equal(*h, expected);
    BOOST_TEST(h->slot(kNoData) == 0U);
    BOOST_TEST(h->slot(pack(1, 2, 3)) == 0U);
    BOOST_TEST(h->slot(h->codes()[7]) == 8U);
  }
}

BOOST_AUTO_TEST_CASE(only_selected_pixels_count) {
  const Picture p = confetti(60, 40, 3);
  Random random(4);
  std::vector<std::uint8_t> selection(60 * 40);
  for (auto& s : selection) s = static_cast<std::uint8_t>(random.below(3) * 100);
  const MemorySource source({60, 40}, p.rgb.data(), selection.data());
  Context context;
  const auto h = ColorHistogram::count(source, p.whole(), context);
  BOOST_TEST_REQUIRE(h.has_value());
  check_equal(*h, brute_force(p, p.whole(), selection.data()));
}

BOOST_AUTO_TEST_CASE(absent_colors_do_not_occur) {
  const Picture p = filled(3, 3, {10, 20, 30});
  Context context;
  const auto h = ColorHistogram::count(p.source(), p.whole(), context);
  BOOST_TEST_REQUIRE(h.has_value());
  BOOST_TEST(!h->occurs(0x000000));
  BOOST_TEST(!h->occurs(0xFFFFFF));
  BOOST_TEST(!h->occurs(0x0A141F));
}

BOOST_AUTO_TEST_CASE(deep_pictures_are_counted_by_rounded_color) {
  const std::vector<std::uint16_t> gray{257, 257 + 50, 514};
  const MemorySource source({3, 1, SampleType::U16, 1}, gray.data());
  Context context;
  const auto h = ColorHistogram::count(source, {0, 0, 3, 1}, context);
  BOOST_TEST_REQUIRE(h.has_value());
  BOOST_TEST(h->codes() == (std::vector<ColorCode>{0x010101, 0x020202}));
  BOOST_TEST(h->counts() == (std::vector<std::uint32_t>{2, 1}));
  BOOST_TEST(!h->exact());
}

BOOST_AUTO_TEST_CASE(nothing_visible_and_nothing_selected_are_told_apart) {
  const std::vector<std::uint8_t> transparent(4 * 4, 0), opaque(4 * 4, 255);
  const std::vector<std::uint8_t> none(4, 0), all(4, 255), half{255, 255, 0, 0};
  const PixelLayout rgba{2, 2, SampleType::U8, 4};
  BOOST_TEST((reason_of(MemorySource(rgba, transparent.data())) == Reason::NoVisiblePixels));
  BOOST_TEST((reason_of(MemorySource(rgba, opaque.data(), none.data())) == Reason::EmptySelection));
  // All selected, or none, but nothing to see anywhere: the selection is not to blame.
  for (const auto* selection : {&all, &none})
    BOOST_TEST((reason_of(MemorySource(rgba, transparent.data(), selection->data())) ==
                Reason::NoVisiblePixels));
  // Only transparent pixels are selected.
  std::vector<std::uint8_t> lower = transparent;
  std::fill(lower.begin() + 8, lower.end(), std::uint8_t{255});
  BOOST_TEST((reason_of(MemorySource(rgba, lower.data(), half.data())) == Reason::EmptySelection));
}

BOOST_AUTO_TEST_CASE(cancels_at_every_call) {
  const Picture p = confetti(5, 2 * band_rows(5) + 17, 5);
  int calls = 0;
  Context count_calls;
  count_calls.progress = [&](Stage stage, double fraction) {
    BOOST_TEST((stage == Stage::Counting));
    BOOST_TEST(fraction >= 0.0);
    BOOST_TEST(fraction <= 1.0);
    ++calls;
    return true;
  };
  BOOST_TEST_REQUIRE(ColorHistogram::count(p.source(), p.whole(), count_calls).has_value());
  BOOST_TEST_REQUIRE(calls == 3);
  for (int at = 1; at <= calls; ++at) {
    int call = 0;
    Context cancel;
    cancel.progress = [&](Stage, double) { return ++call < at; };
    const auto h = ColorHistogram::count(p.source(), p.whole(), cancel);
    BOOST_TEST_REQUIRE(!h.has_value());
    BOOST_TEST((h.error().reason == Reason::Canceled));
    BOOST_TEST(call == at);
  }
}

BOOST_AUTO_TEST_CASE(bands_are_whole_and_bounded) {
  for (const int width : {1, 100, 5000, 100000, 1000000}) {
    BOOST_TEST(band_rows(width) >= 1);
    BOOST_TEST(band_rows(width) <= 1024);
  }
}

BOOST_AUTO_TEST_CASE(first_bands_are_those_in_which_a_color_occurs_first) {
  const int width = 4096, rows = band_rows(width);
  Picture p = filled(width, 3 * rows, {1, 2, 3});
  p.fill({4000, rows + 5, 2, 2}, {9, 9, 9});
  p.fill({0, 2 * rows, 3, 1}, {9, 9, 9});
  p.fill({100, 3 * rows - 1, 1, 1}, {200, 0, 0});
  for (const unsigned threads : {1u, 2u}) {
    Context context;
    context.threads = threads;
    const auto h = ColorHistogram::count(p.source(), p.whole(), context);
    BOOST_TEST_REQUIRE(h->first_bands().size() == 3u);
    BOOST_TEST(h->first_bands()[h->index(pack(1, 2, 3))] == 0);
    BOOST_TEST(h->first_bands()[h->index(pack(9, 9, 9))] == rows);
    BOOST_TEST(h->first_bands()[h->index(pack(200, 0, 0))] == 2 * rows);
  }
}

BOOST_AUTO_TEST_SUITE_END()
