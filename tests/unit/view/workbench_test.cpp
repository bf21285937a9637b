// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/workbench.hpp"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cmath>
#include <thread>

#include "core/labels/text_reader.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/view/picture_copy.hpp"
#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;
using plugin::CoreRequest;
using view::PictureCopy;
using view::Workbench;

namespace {

std::shared_ptr<const PixelSource> smooth_picture() {
  return std::make_shared<const PictureCopy>(
      paint(cosine_field(128, 96, 1, 40), map_of(MapKind::Rainbow)).source());
}

/// A field and its color bar on white.
std::shared_ptr<const PixelSource> figure_with_bar() {
  const auto map = map_of(MapKind::Sequential);
  Picture picture = paint(cosine_field(320, 240, 1, 40), map);
  for (const Rect& paper :
       {Rect{0, 0, 320, 20}, Rect{0, 220, 320, 20}, Rect{0, 0, 16, 240}, Rect{264, 0, 56, 240}})
    picture.fill(paper, {255, 255, 255});
  for (int y = 20; y < 220; ++y)
    picture.fill({284, y, 16, 1}, map[static_cast<std::size_t>((219 - y) * 255 / 199)]);
  return std::make_shared<const PictureCopy>(picture.source());
}

Workbench::State settled(const Workbench& bench) {
  auto state = bench.state();
  for (; state.busy; state = bench.state())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return state;
}

CoreRequest reversed() {
  CoreRequest request;
  request.options.field.reversed = true;
  return request;
}

CoreRequest without_bar() {
  CoreRequest request;
  request.needs_colorbar = true;
  return request;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(workbench)

BOOST_AUTO_TEST_CASE(a_grid_is_part_of_what_is_found) {
  Workbench bench(smooth_picture());
  CoreRequest request;
  request.grid = {plugin::ChosenGrid::Kind::Count, 8, 4};
  bench.want(request);
  const auto state = settled(bench);
  BOOST_TEST_REQUIRE(static_cast<bool>(state.finding));
  BOOST_TEST_REQUIRE(state.finding->report().grid.has_value());
  BOOST_TEST(state.finding->report().grid->x.cells() == 8);
  request.grid = {plugin::ChosenGrid::Kind::Cells};
  bench.want(request);
  const auto refused = settled(bench);
  BOOST_TEST_REQUIRE(refused.failure.has_value());
  BOOST_TEST((refused.failure->reason == Reason::NoGrid));
  bench.want({});
  BOOST_TEST(!settled(bench).finding->report().grid);
}

BOOST_AUTO_TEST_CASE(finds_what_recover_finds) {
  const auto picture = smooth_picture();
  Workbench bench(picture);
  BOOST_TEST(!bench.state().busy);
  BOOST_TEST(!bench.state().finding);
  bench.want({});
  BOOST_TEST(bench.state().busy);
  const auto state = settled(bench);
  BOOST_TEST_REQUIRE(static_cast<bool>(state.finding));
  BOOST_TEST(!state.failure.has_value());
  Context context;
  const auto fresh = recover(*picture, {}, context);
  BOOST_TEST_REQUIRE(fresh.has_value());
  BOOST_TEST((state.finding->report().colors == (*fresh)->report().colors));
  BOOST_TEST(state.finding->digest.looked_at == 128u * 96u);
}

BOOST_AUTO_TEST_CASE(data_is_shown_before_its_numbers_are_read) {
  // Who reads waits until somebody has looked.
  class SlowReader : public TextReader {
   public:
    bool ready() const override {
      while (!seen) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      return false;
    }
    Reading read(const TextImage&, const std::string&) const override { return {}; }
    std::atomic<bool> seen = false;
  };
  const auto reader = std::make_shared<SlowReader>();
  Workbench bench(figure_with_bar());
  CoreRequest request;
  request.options.figure.reader = reader;
  bench.want(request);
  auto state = bench.state();
  for (; !state.finding; state = bench.state())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  BOOST_TEST(state.busy);
  BOOST_TEST(state.reading);
  BOOST_TEST(view::status_text(state).starts_with("Reading the numbers: "));
  BOOST_TEST(view::warnings(state).empty());
  reader->seen = true;
  const auto whole = settled(bench);
  BOOST_TEST(!whole.reading);
  BOOST_TEST((whole.finding != state.finding));
  BOOST_TEST((whole.finding->request == request));
}

BOOST_AUTO_TEST_CASE(the_newest_wish_is_what_is_found_at_last) {
  Workbench bench(smooth_picture());
  for (int i = 0; i < 20; ++i) bench.want(i % 2 == 0 ? CoreRequest() : reversed());
  const auto state = settled(bench);
  BOOST_TEST_REQUIRE(static_cast<bool>(state.finding));
  BOOST_TEST((state.finding->request == reversed()));
  BOOST_TEST(state.finding->report().reversed);
}

BOOST_AUTO_TEST_CASE(the_same_wish_twice_is_no_work) {
  Workbench bench(smooth_picture());
  bench.want({});
  const auto first = settled(bench).finding;
  bench.want({});
  BOOST_TEST(!bench.state().busy);
  BOOST_TEST((bench.state().finding == first));
}

BOOST_AUTO_TEST_CASE(a_failure_keeps_the_last_finding_and_is_mended_by_another_wish) {
  Workbench bench(smooth_picture());
  bench.want({});
  const auto first = settled(bench).finding;
  bench.want(without_bar());
  const auto refused = settled(bench);
  BOOST_TEST_REQUIRE(refused.failure.has_value());
  BOOST_TEST((refused.failure->reason == Reason::NoColorbar));
  BOOST_TEST((refused.finding == first));
  BOOST_TEST(view::status_text(refused).find("color bar") != std::string::npos);
  BOOST_TEST(view::warnings(refused).empty());
  bench.want(reversed());
  BOOST_TEST(!settled(bench).failure.has_value());
}

BOOST_AUTO_TEST_CASE(ends_in_the_midst_of_its_work) {
  for (int i = 0; i < 5; ++i) {
    Workbench bench(smooth_picture());
    bench.want({});
  }
}

BOOST_AUTO_TEST_CASE(after_stopping_the_analysis_is_the_callers) {
  Workbench bench(smooth_picture());
  bench.want({});
  settled(bench);
  Context context;
  BOOST_TEST(bench.stop().recover({}, context).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(status)

BOOST_AUTO_TEST_CASE(says_what_was_found_in_plain_words) {
  auto finding = std::make_shared<view::Finding>();
  Report& report = finding->digest.report;
  report.colormap_name = "viridis";
  report.source = ColormapSource::Colorbar;
  report.range = {0, 35, Scale::Linear, RangeSource::Ticks};
  report.units = "\u00b0C";
  report.valid_fraction = 0.97;
  report.remarks = {{Note::DirectionUnknown, {}}};
  Workbench::State state;
  BOOST_TEST(view::status_text(state).empty());
  state.finding = finding;
  BOOST_TEST(view::status_text(state) ==
             "Colormap viridis from the color bar; 0 to 35 \u00b0C; 97 % of the plot area "
             "recovered");
  BOOST_TEST(view::warnings(state).size() == 1u);
  finding->digest.lookalikes = Lookalikes{0.2, 0.8, ColorVision::Deuteranopia};
  BOOST_TEST(view::warnings(state).back() ==
             "Readers without red-green vision cannot tell 7 from 28 in this colormap; viridis, "
             "cividis and batlow can be read by all.");
  report.plot_area = {62, 40, 300, 200};
  BOOST_TEST(view::found_for(plugin::Key::PlotArea, report) == "62,40,300,200");
  BOOST_TEST(view::found_for(plugin::Key::Range, report) == "0,35");
  BOOST_TEST(view::found_for(plugin::Key::Colorbar, report).empty());
  BOOST_TEST(view::found_for(plugin::Key::XRange, report).empty());
  BOOST_TEST(view::found_for(plugin::Key::Fill, report).empty());
  // The setting counts from below, the calibration from above.
  report.x_axis = AxisCalibration{{-180, 180, Scale::Linear, RangeSource::Ticks}, {}};
  report.y_axis = AxisCalibration{{90, -60, Scale::Linear, RangeSource::Ticks}, {}};
  BOOST_TEST(view::found_for(plugin::Key::XRange, report) == "-180,180");
  BOOST_TEST(view::found_for(plugin::Key::YRange, report) == "-60,90");
  report.quantity = "Temperature";
  report.units = "degC";
  BOOST_TEST(view::status_text(state).find("; Temperature 0 to 35 \u00b0C;") != std::string::npos);
  BOOST_TEST(plugin::value_title(report) == "Temperature (\u00b0C)");
  BOOST_TEST(plugin::field_layer_name(report) == "Data: Temperature, viridis, 0 to 35 \u00b0C");
  report.units = "a user's";
  BOOST_TEST(plugin::value_title(report) == "Temperature (a user's)");
  state.busy = true;
  state.progress = 0.4;
  BOOST_TEST(view::status_text(state) == "Counting colors: 40 %");
}

BOOST_AUTO_TEST_CASE(read_out_tells_the_value_in_its_units) {
  Report report;
  report.range = {0, 35, Scale::Linear, RangeSource::Given};
  report.units = "K";
  view::Pixel pixel{3, 4, {255, 0, 16}, true, 0.5f, 0.001f, 0, 0.004f};
  BOOST_TEST(view::read_out(pixel, report) ==
             "Pixel 3, 4: value 17.5 \u00b1 0.14 K   #FF0010   t = 0.5   residual 0.001");
  pixel.deviation = std::nanf("");  // nothing says how sure it is
  BOOST_TEST(view::read_out(pixel, report) ==
             "Pixel 3, 4: value 17.5 K   #FF0010   t = 0.5   residual 0.001");
  report.plot_area = {0, 0, 10, 10};
  report.x_axis = AxisCalibration{{0, 20, Scale::Linear, RangeSource::Given}, {}};
  BOOST_TEST(view::read_out(pixel, report) ==
             "x = 7: value 17.5 K   #FF0010   t = 0.5   residual 0.001   Pixel 3, 4");
  pixel.t = std::nanf("");
  BOOST_TEST(view::read_out(pixel, report).find("no data") != std::string::npos);
  pixel.in_plot_area = false;
  BOOST_TEST(view::read_out(pixel, report).find("outside") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
