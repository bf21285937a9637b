// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/other_bar.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <memory>
#include <optional>

#include "core/figure/figure_layout.hpp"
#include "core/recover.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kSide = 200;

/// A bar on paper, high at the top, with `margin` of paper around it.
Picture legend(const Table& table, int width, int height, int margin) {
  Picture p = filled(width + 2 * margin, height + 2 * margin, {255, 255, 255});
  for (int y = 0; y < height; ++y)
    p.fill({margin, margin + y, width, 1},
           table[static_cast<std::size_t>((height - 0.5 - y) / height * 256)]);
  return p;
}

GivenTicks ticks(std::vector<RangePoint> points) {
  return {std::move(points), {0, 1, Scale::Linear, RangeSource::Given}};
}

Result<OtherColorbar> read(const Picture& picture, FigureOptions options = {}) {
  Context context;
  return read_other_bar(picture.source(), std::move(options), context);
}

std::shared_ptr<const OtherColorbar> shared(OtherColorbar bar) {
  return std::make_shared<const OtherColorbar>(std::move(bar));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(other_bar)

// Cut close it is nearly the whole picture, which no bar of a figure is.
BOOST_AUTO_TEST_CASE(a_legend_alone_is_found_whatever_its_margin) {
  const Table table = map_of(MapKind::Rainbow);
  for (const int margin : {0, 4, 60}) {
    BOOST_TEST_CONTEXT("margin " << margin) {
      const auto bar = read(legend(table, 24, 256, margin));
      BOOST_TEST_REQUIRE(bar.has_value());
      BOOST_TEST(std::abs(bar->bar.rect.x - margin) <= 1);
      BOOST_TEST(std::abs(bar->bar.rect.y - margin) <= 1);
      BOOST_TEST(std::abs(bar->bar.rect.height - 256) <= 2);
      BOOST_TEST(bar->width == 24 + 2 * margin);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_picture_without_a_bar_is_refused) {
  const auto none = read(filled(80, 80, {10, 200, 30}));
  BOOST_TEST_REQUIRE(!none.has_value());
  BOOST_TEST((none.error().reason == Reason::NoOtherColorbar));
}

// Its colors hardly change along one side, and nothing says that it is no field.
BOOST_AUTO_TEST_CASE(a_strip_of_a_field_is_no_legend) {
  Field ramp{160, 120, {}};
  for (int y = 0; y < 120; ++y)
    for (int x = 0; x < 160; ++x) ramp.values.push_back(static_cast<float>(x + y) / 280);
  BOOST_TEST(!read(paint(ramp, map_of(MapKind::Sequential))).has_value());
}

BOOST_AUTO_TEST_CASE(a_rectangle_that_is_not_in_it_is_refused) {
  FigureOptions options;
  options.colorbar = Rect{0, 0, 500, 500};
  const auto none = read(legend(map_of(MapKind::Helix), 20, 200, 10), options);
  BOOST_TEST_REQUIRE(!none.has_value());
  BOOST_TEST((none.error().reason == Reason::InvalidOption));
  BOOST_TEST(none.error().detail == "colorbar-from");
}

// The map is in no catalog and runs at a speed of its own: all that is known is from the legend.
BOOST_AUTO_TEST_CASE(its_scale_is_that_of_a_bare_field) {
  const Table table = random_map(5);
  FigureOptions options;
  options.ticks = ticks({{10, 30}, {210, -10}});
  auto bar = read(legend(table, 20, 200, 10), options);
  BOOST_TEST_REQUIRE(bar.has_value());
  const Field field = cosine_field(kSide, kSide, 3);
  const Picture picture = paint(field, table);
  RecoverOptions recover_options;
  recover_options.figure.other_bar = shared(*std::move(bar));
  Context context;
  const MemorySource source = picture.source();
  const auto found = recover(source, recover_options, context);
  BOOST_TEST_REQUIRE(found.has_value());
  const Report& report = (*found)->report();
  BOOST_TEST((report.source == ColormapSource::Colorbar));
  BOOST_TEST(report.direction_known);
  BOOST_TEST(report.speed_known);
  BOOST_TEST(report.range.min == -10, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(report.range.max == 30, boost::test_tools::tolerance(1e-9));
  BOOST_TEST((report.plot_area == picture.whole()));
  BOOST_TEST(!report.colorbar.has_value());
  BOOST_TEST_REQUIRE(report.colorbar_from.has_value());
  BOOST_TEST((report.colorbar_from->rect == Rect{10, 10, 20, 200}));
  std::vector<float> t(kSide * kSide);
  (*found)->evaluate(source, picture.whole(), {.t = t.data()});
  double worst = 0;
  for (int i = 0; i < kSide * kSide; ++i)
    worst = std::max(
        worst, std::abs(t[static_cast<std::size_t>(i)] - double{field.at(i % kSide, i / kSide)}));
  BOOST_TEST(worst < 0.01);
}

// It stays no part of the data, and says nothing.
BOOST_AUTO_TEST_CASE(the_figures_own_bar_gives_way) {
  FigureLayout layout;
  layout.colorbar.emplace();
  layout.colorbar->rect = {1, 2, 3, 40};
  layout.titles.bar = "own";
  layout.remarks = {{Note::NoTicks}, {Note::SeveralPanels, "2"}};
  OtherColorbar other;
  other.bar.rect = {5, 6, 7, 80};
  other.titles.bar = "other";
  other.remarks = {{Note::TicksContradict, "x"}, {Note::SeveralPanels, "9"}};
  take_other_bar(shared(other), layout);
  BOOST_TEST((bar_of_scale(layout)->rect == other.bar.rect));
  BOOST_TEST(layout.titles.bar == "other");
  BOOST_TEST_REQUIRE(layout.remarks.size() == 2u);
  BOOST_TEST((layout.remarks[0].note == Note::SeveralPanels));
  BOOST_TEST(layout.remarks[0].detail == "2");
  BOOST_TEST((layout.remarks[1].note == Note::TicksContradict));
  BOOST_TEST(layout.colorbar.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
