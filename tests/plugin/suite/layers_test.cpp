// SPDX-License-Identifier: GPL-3.0-or-later
// Where the new layers go, what they are called and carry, and what is read.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

Answer succeed(const Answer& answer) {
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_REQUIRE(is_item(answer.layer));
  return answer;
}

double alpha_at(const Pixels& pixels, int x, int y) { return pixels.at(x, y, pixels.channels - 1); }

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(one_layer_directly_above_and_active) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  add_layer(image, 10, 10, true, gray_field(10, 10));
  const Answer answer = succeed(call_unweave(image, picture));
  BOOST_TEST(layer_count(image) == 3);
  BOOST_TEST(position_of(answer.layer) == 1);
  BOOST_TEST(position_of(picture) == 2);
  BOOST_TEST(active_layer(image) == answer.layer);
  BOOST_TEST(name_of(answer.layer).starts_with("Data: "));
  BOOST_TEST(is_dirty(image));
}

BOOST_AUTO_TEST_CASE(layer_lies_over_the_picture_wherever_it_is) {
  const Image image(100, 100, Base::Rgb, kEightBits);
  const Id picture = add_layer(image, 64, 48, false, pseudocolor(64, 48));
  set_offsets(picture, {-7, 81});  // half outside the canvas
  const Answer answer = succeed(call_unweave(image, picture));
  BOOST_TEST(offsets_of(answer.layer).x == -7);
  BOOST_TEST(offsets_of(answer.layer).y == 81);
  const Pixels pixels = stored_pixels(answer.layer);
  BOOST_TEST(pixels.width == 64);
  BOOST_TEST(pixels.height == 48);
}

BOOST_AUTO_TEST_CASE(plot_area_is_what_the_layer_covers) {
  const TemporaryFolder folder;
  const Image image(100, 100, Base::Rgb, kEightBits);
  const Id picture = add_layer(image, 90, 80, false, pseudocolor(90, 80));
  set_offsets(picture, {3, 4});
  const Answer answer = succeed(call_unweave(
      image, picture, {{"plot-area", "10,20,64,48"}, {"data-file", folder / "d.npy"}}));
  BOOST_TEST(offsets_of(answer.layer).x == 13);
  BOOST_TEST(offsets_of(answer.layer).y == 24);
  const Npy npy = load_npy(folder / "d.npy");
  BOOST_TEST(npy.width == 64);
  BOOST_TEST(npy.height == 48);
  BOOST_TEST(stored_pixels(answer.layer).width == 64);
}

BOOST_AUTO_TEST_CASE(layer_in_a_group_gets_its_data_in_the_group) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id group = new_group(image);
  const Id picture = add_layer(image, 64, 48, false, pseudocolor(64, 48), group);
  const Answer answer = succeed(call_unweave(image, picture));
  BOOST_TEST(parent_of(answer.layer) == group);
  BOOST_TEST(position_of(answer.layer) == 0);
  BOOST_TEST(layer_count(image) == 1);
}

BOOST_AUTO_TEST_CASE(group_is_read_as_it_is_composed) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id group = new_group(image);
  add_layer(image, 64, 48, false, pseudocolor(64, 48), group);
  const Answer answer = succeed(call_unweave(image, group));
  BOOST_TEST(parent_of(answer.layer) == -1);
  BOOST_TEST(layer_count(image) == 2);
  BOOST_TEST(stored_pixels(answer.layer).width == 64);
}

BOOST_AUTO_TEST_CASE(outside_the_selection_is_no_data) {
  const Image image(100, 100, Base::Rgb, kEightBits);
  const Id picture = add_layer(image, 80, 80, false, pseudocolor(80, 80));
  set_offsets(picture, {10, 15});
  select(image, 20, 30, 40, 50);
  const Answer answer = succeed(call_unweave(image, picture));
  const Pixels pixels = stored_pixels(answer.layer);
  int inside = 0, outside = 0;
  for (int y = 0; y < 80; ++y)
    for (int x = 0; x < 80; ++x) {
      const bool selected = x >= 10 && x < 50 && y >= 15 && y < 65;
      (selected ? inside : outside) += alpha_at(pixels, x, y) > 0;
    }
  BOOST_TEST(outside == 0);
  BOOST_TEST(inside > 0.98 * 40 * 50);
  BOOST_TEST(has_selection(image));  // it stays
}

BOOST_AUTO_TEST_CASE(what_the_layer_mask_hides_is_no_data) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  select(image, 0, 0, 40, 48);
  const Id mask = new_mask(picture);
  select_none(image);
  const auto columns_with_data = [&](Id drawable) {
    const Pixels pixels = stored_pixels(succeed(call_unweave(image, drawable)).layer);
    int columns = 0;
    for (int x = 0; x < 64; ++x) columns += alpha_at(pixels, x, 20) > 0;
    return columns;
  };
  BOOST_TEST(columns_with_data(picture) == 40);
  BOOST_TEST(columns_with_data(mask) == 40);  // the mask stands for its layer
  use_mask(picture, false);
  BOOST_TEST(columns_with_data(picture) == 64);
}

BOOST_AUTO_TEST_CASE(opacity_mode_and_visibility_do_not_matter) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  const Pixels plain = stored_pixels(succeed(call_unweave(image, picture)).layer);
  set_opacity(picture, 30);
  set_multiply_mode(picture);
  set_visible(picture, false);
  const Id again = succeed(call_unweave(image, picture)).layer;
  BOOST_TEST(stored_pixels(again).samples == plain.samples);
  BOOST_TEST(opacity_of(again) == 100);
}

BOOST_AUTO_TEST_CASE(residual_layer_is_hidden_above_the_data) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  const Answer answer = succeed(call_unweave(image, picture, {{"residual-layer", "1"}}));
  BOOST_TEST(layer_count(image) == 3);
  const Id residual = top_layer(image);
  BOOST_TEST(name_of(residual).starts_with("Residual: "));
  BOOST_TEST(!is_visible(residual));
  BOOST_TEST(is_visible(answer.layer));
  BOOST_TEST(active_layer(image) == answer.layer);
  const Pixels pixels = stored_pixels(residual);
  for (int y = 0; y < 48; y += 5)
    for (int x = 0; x < 64; x += 5) BOOST_TEST(pixels.at(x, y, 0) < 12);  // of 255
}

BOOST_AUTO_TEST_CASE(report_is_attached_and_written) {
  const TemporaryFolder folder;
  const Image image(pseudocolor_image());
  const Answer answer = succeed(
      call_unweave(image, top_layer(image),
                   {{"range", "-2,40"}, {"report-file", folder / "r.json"}, {"reverse", "1"}}));
  const std::string text = report_of(answer.layer);
  BOOST_TEST(text == contents(folder / "r.json"));
  const auto report = nlohmann::json::parse(text);
  BOOST_TEST(report["status"] == "ok");
  BOOST_TEST(report["plot_area"]["width"] == 64);
  BOOST_TEST(report["range"]["min"] == -2);
  BOOST_TEST(report["range"]["source"] == "given");
  BOOST_TEST(report["colormap"]["colors"].size() == 256u);
}

BOOST_AUTO_TEST_CASE(range_maps_the_data_file_but_not_the_layer) {
  const TemporaryFolder folder;
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  const Pixels plain =
      stored_pixels(succeed(call_unweave(image, picture, {{"data-file", folder / "t.npy"}})).layer);
  const Answer answer = succeed(call_unweave(
      image, picture, {{"range", "1,1000"}, {"scale", "log"}, {"data-file", folder / "v.npy"}}));
  BOOST_TEST(stored_pixels(answer.layer).samples == plain.samples);
  const Npy t = load_npy(folder / "t.npy"), v = load_npy(folder / "v.npy");
  for (std::size_t i = 0; i < t.values.size(); i += 7)
    BOOST_TEST(v.values[i] == std::pow(1000.0, t.values[i]), boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(named_map_of_the_catalogue_and_gradient_of_gimp) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  succeed(call_unweave(image, picture, {{"colormap", "viridis"}}));
  const std::string gradient = new_gradient("blue to yellow", {0.1, 0.1, 0.5}, {1, 0.9, 0.1});
  const Answer answer = call_unweave(image, picture, {{"colormap", gradient}});
  BOOST_TEST(answer.message.find("no colormap named") == std::string::npos);
  delete_gradient(gradient);
}

BOOST_AUTO_TEST_CASE(menu_has_the_procedure_under_its_label) {
  const std::string menus = menu_entries("Recover Data");
  BOOST_TEST(menus.find("<Image>/Filters/Map/Recover Data from Colormap...") != menus.npos, menus);
}

BOOST_AUTO_TEST_SUITE_END()
