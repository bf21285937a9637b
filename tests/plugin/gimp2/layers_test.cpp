// SPDX-License-Identifier: GPL-3.0-or-later
// Where the new layers go, what they are called and carry, and what is read.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/plugin/gimp2/gimp.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

std::string name_of(gint32 item) {
  gchar* name = gimp_item_get_name(item);
  std::string text(name);
  g_free(name);
  return text;
}

struct Offsets {
  gint x = 0, y = 0;
};
Offsets offsets_of(gint32 layer) {
  Offsets offsets;
  gimp_drawable_offsets(layer, &offsets.x, &offsets.y);
  return offsets;
}

Answer succeed(const Answer& answer) {
  BOOST_REQUIRE_MESSAGE(answer.status == GIMP_PDB_SUCCESS, answer.message);
  BOOST_REQUIRE(gimp_item_is_valid(answer.layer));
  return answer;
}

double alpha_at(const Pixels& pixels, int x, int y) { return pixels.at(x, y, pixels.channels - 1); }

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(one_layer_directly_above_and_active) {
  const Image image(pseudocolor_image());
  const gint32 picture = top_layer(image);
  add_layer(image, 10, 10, true, gray_field(10, 10));
  const Answer answer = succeed(call_unweave(image, picture));
  BOOST_TEST(layer_count(image) == 3);
  BOOST_TEST(gimp_image_get_item_position(image, answer.layer) == 1);
  BOOST_TEST(gimp_image_get_item_position(image, picture) == 2);
  BOOST_TEST(gimp_image_get_active_layer(image) == answer.layer);
  BOOST_TEST(name_of(answer.layer).starts_with("Data: "));
  BOOST_TEST(gimp_image_is_dirty(image));
}

BOOST_AUTO_TEST_CASE(layer_lies_over_the_picture_wherever_it_is) {
  const Image image(100, 100, GIMP_RGB, GIMP_PRECISION_U8_GAMMA);
  const gint32 picture = add_layer(image, 64, 48, false, pseudocolor(64, 48));
  gimp_layer_set_offsets(picture, -7, 81);  // half outside the canvas
  const Answer answer = succeed(call_unweave(image, picture));
  BOOST_TEST(offsets_of(answer.layer).x == -7);
  BOOST_TEST(offsets_of(answer.layer).y == 81);
  const Pixels pixels = stored_pixels(answer.layer);
  BOOST_TEST(pixels.width == 64);
  BOOST_TEST(pixels.height == 48);
}

BOOST_AUTO_TEST_CASE(plot_area_is_what_the_layer_covers) {
  const TemporaryFolder folder;
  const Image image(100, 100, GIMP_RGB, GIMP_PRECISION_U8_GAMMA);
  const gint32 picture = add_layer(image, 90, 80, false, pseudocolor(90, 80));
  gimp_layer_set_offsets(picture, 3, 4);
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
  const Image image(64, 48, GIMP_RGB, GIMP_PRECISION_U8_GAMMA);
  const gint32 group = gimp_layer_group_new(image);
  gimp_image_insert_layer(image, group, 0, 0);
  const gint32 picture = add_layer(image, 64, 48, false, pseudocolor(64, 48), group);
  const Answer answer = succeed(call_unweave(image, picture));
  BOOST_TEST(gimp_item_get_parent(answer.layer) == group);
  BOOST_TEST(gimp_image_get_item_position(image, answer.layer) == 0);
  BOOST_TEST(layer_count(image) == 1);
}

BOOST_AUTO_TEST_CASE(group_is_read_as_it_is_composed) {
  const Image image(64, 48, GIMP_RGB, GIMP_PRECISION_U8_GAMMA);
  const gint32 group = gimp_layer_group_new(image);
  gimp_image_insert_layer(image, group, 0, 0);
  add_layer(image, 64, 48, false, pseudocolor(64, 48), group);
  const Answer answer = succeed(call_unweave(image, group));
  BOOST_TEST(gimp_item_get_parent(answer.layer) == -1);
  BOOST_TEST(layer_count(image) == 2);
  BOOST_TEST(stored_pixels(answer.layer).width == 64);
}

BOOST_AUTO_TEST_CASE(outside_the_selection_is_no_data) {
  const Image image(100, 100, GIMP_RGB, GIMP_PRECISION_U8_GAMMA);
  const gint32 picture = add_layer(image, 80, 80, false, pseudocolor(80, 80));
  gimp_layer_set_offsets(picture, 10, 15);
  gimp_image_select_rectangle(image, GIMP_CHANNEL_OP_REPLACE, 20, 30, 40, 50);
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
  BOOST_TEST(!gimp_selection_is_empty(image));  // it stays
}

BOOST_AUTO_TEST_CASE(what_the_layer_mask_hides_is_no_data) {
  const Image image(pseudocolor_image());
  const gint32 picture = top_layer(image);
  gimp_image_select_rectangle(image, GIMP_CHANNEL_OP_REPLACE, 0, 0, 40, 48);
  const gint32 mask = gimp_layer_create_mask(picture, GIMP_ADD_MASK_SELECTION);
  gimp_layer_add_mask(picture, mask);
  gimp_selection_none(image);
  const auto columns_with_data = [&](gint32 drawable) {
    const Pixels pixels = stored_pixels(succeed(call_unweave(image, drawable)).layer);
    int columns = 0;
    for (int x = 0; x < 64; ++x) columns += alpha_at(pixels, x, 20) > 0;
    return columns;
  };
  BOOST_TEST(columns_with_data(picture) == 40);
  BOOST_TEST(columns_with_data(mask) == 40);  // the mask stands for its layer
  gimp_layer_set_apply_mask(picture, FALSE);
  BOOST_TEST(columns_with_data(picture) == 64);
}

BOOST_AUTO_TEST_CASE(opacity_mode_and_visibility_do_not_matter) {
  const Image image(pseudocolor_image());
  const gint32 picture = top_layer(image);
  const Pixels plain = stored_pixels(succeed(call_unweave(image, picture)).layer);
  gimp_layer_set_opacity(picture, 30);
  gimp_layer_set_mode(picture, GIMP_LAYER_MODE_MULTIPLY);
  gimp_item_set_visible(picture, FALSE);
  const gint32 again = succeed(call_unweave(image, picture)).layer;
  BOOST_TEST(stored_pixels(again).samples == plain.samples);
  BOOST_TEST(gimp_layer_get_opacity(again) == 100);
}

BOOST_AUTO_TEST_CASE(residual_layer_is_hidden_above_the_data) {
  const Image image(pseudocolor_image());
  const gint32 picture = top_layer(image);
  const Answer answer = succeed(call_unweave(image, picture, {{"residual-layer", "1"}}));
  BOOST_TEST(layer_count(image) == 3);
  const gint32 residual = top_layer(image);
  BOOST_TEST(name_of(residual).starts_with("Residual: "));
  BOOST_TEST(!gimp_item_get_visible(residual));
  BOOST_TEST(gimp_item_get_visible(answer.layer));
  BOOST_TEST(gimp_image_get_active_layer(image) == answer.layer);
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
  const gint32 picture = top_layer(image);
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
  const gint32 picture = top_layer(image);
  succeed(call_unweave(image, picture, {{"colormap", "viridis"}}));
  gchar* gradient = gimp_gradient_new("blue to yellow");
  GimpRGB blue{0.1, 0.1, 0.5, 1}, yellow{1, 0.9, 0.1, 1};
  gimp_gradient_segment_set_left_color(gradient, 0, &blue, 100);
  gimp_gradient_segment_set_right_color(gradient, 0, &yellow, 100);
  const Answer answer = call_unweave(image, picture, {{"colormap", gradient}});
  BOOST_TEST(answer.message.find("no colormap named") == std::string::npos);
  gimp_gradient_delete(gradient);
  g_free(gradient);
}

BOOST_AUTO_TEST_CASE(menu_has_the_procedure_under_its_label) {
  gint count = 0;
  GimpParam* values = gimp_run_procedure("gimp-plugins-query", &count, GIMP_PDB_STRING,
                                         "Recover Data", GIMP_PDB_END);
  BOOST_REQUIRE(values[0].data.d_status == GIMP_PDB_SUCCESS);
  std::string menus;
  for (gint i = 0; i < values[1].data.d_int32; ++i)
    menus += std::string(values[2].data.d_stringarray[i]) + "\n";
  gimp_destroy_params(values, count);
  BOOST_TEST(menus.find("<Image>/Filters/Map/Recover Data from Colormap...") != menus.npos, menus);
}

BOOST_AUTO_TEST_SUITE_END()
