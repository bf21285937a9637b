// SPDX-License-Identifier: GPL-3.0-or-later
// Layers with filters, text layers and link layers: read as they are shown by themselves.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "tests/plugin/gimp3/gimp3.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

GimpDrawableFilter* add_filter(Id layer, const char* operation) {
  GimpDrawableFilter* filter =
      gimp_drawable_filter_new(drawable_at(layer), operation, "a filter of the test");
  BOOST_REQUIRE(filter);
  gimp_drawable_append_filter(drawable_at(layer), filter);
  return filter;
}

std::size_t filter_count(Id layer) {
  GimpDrawableFilter** filters = gimp_drawable_get_filters(drawable_at(layer));
  std::size_t count = 0;
  while (filters && filters[count]) ++count;
  g_free(filters);
  return count;
}

/// The data with a map of which the two ends cannot be mistaken.
std::vector<float> data_of(Id image, Id layer) {
  const TemporaryFolder folder;
  const Answer answer =
      call_unweave(image, layer, {{"data-file", folder / "d.npy"}, {"colormap", "gray"}});
  BOOST_REQUIRE_MESSAGE((answer.status == Status::Success), answer.message);
  gimp_image_remove_layer(gimp_image_get_by_id(image), layer_at(answer.layer));
  return load_npy(folder / "d.npy").values;
}

/// Largest difference of b from 1 - a.
double from_inverse(const std::vector<float>& a, const std::vector<float>& b) {
  BOOST_REQUIRE_EQUAL(a.size(), b.size());
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    largest = std::max(largest, std::abs(1.0 - a[i] - b[i]));
  return largest;
}

constexpr double kTwoLevels = 2.0 / 255;

}  // namespace

BOOST_AUTO_TEST_SUITE(layer_kinds)

BOOST_AUTO_TEST_CASE(visible_filters_are_applied_hidden_ones_not) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  add_layer(image, 64, 48, false, pseudocolor(64, 48));
  const Id group = new_group(image);
  // Neither the only layer nor at the top: its counterpart has to be found.
  const Id layer = add_layer(image, 64, 48, false, gray_field(64, 48), group);
  add_layer(image, 64, 48, true, pseudocolor(64, 48), group);
  const auto plain = data_of(image, layer);
  GimpDrawableFilter* filter = add_filter(layer, "gegl:invert-gamma");
  const int images = image_count();
  BOOST_TEST(from_inverse(plain, data_of(image, layer)) < kTwoLevels);
  BOOST_TEST(image_count() == images);
  BOOST_TEST(filter_count(layer) == 1u);  // still there, still to be changed
  gimp_drawable_filter_set_visible(filter, FALSE);
  BOOST_TEST((data_of(image, layer) == plain));
}

BOOST_AUTO_TEST_CASE(filters_of_a_group_are_applied) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id group = new_group(image);
  add_layer(image, 64, 48, false, gray_field(64, 48), group);
  const auto plain = data_of(image, group);
  set_opacity(group, 40);  // does not matter
  add_filter(group, "gegl:invert-gamma");
  BOOST_TEST(from_inverse(plain, data_of(image, group)) < kTwoLevels);
}

BOOST_AUTO_TEST_CASE(mask_hides_with_filters_too) {
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id layer = add_layer(image, 64, 48, false, gray_field(64, 48));
  select(image, 0, 0, 40, 48);
  new_mask(layer);
  select_none(image);
  add_filter(layer, "gegl:invert-gamma");
  const auto data = data_of(image, layer);
  BOOST_TEST(!std::isnan(data[20 * 64 + 39]));
  BOOST_TEST(std::isnan(data[20 * 64 + 40]));
}

BOOST_AUTO_TEST_CASE(text_layer_is_read_as_its_pixels) {
  const Image image(pseudocolor_image());
  GimpTextLayer* text = gimp_text_layer_new(gimp_image_get_by_id(image), "3.2",
                                            gimp_context_get_font(), 30, gimp_unit_pixel());
  BOOST_REQUIRE(text);
  gimp_image_insert_layer(gimp_image_get_by_id(image), GIMP_LAYER(text), nullptr, 0);
  const Answer answer = call_unweave(image, gimp_item_get_id(GIMP_ITEM(text)));
  BOOST_TEST((answer.status == Status::Failed));
  BOOST_TEST(answer.message.find("single color") != std::string::npos, answer.message);
  BOOST_TEST(layer_count(image) == 2);
}

BOOST_AUTO_TEST_CASE(link_layer_is_read_as_its_pixels) {
  GimpProcedure* make = gimp_pdb_lookup_procedure(gimp_get_pdb(), "gimp-link-layer-new");
  if (!make) return;  // before 3.2
  const TemporaryFolder folder;
  const Image image(pseudocolor_image());
  const std::string path = folder / "linked.png";
  save(image, top_layer(image), path);
  GFile* file = g_file_new_for_path(path.c_str());
  GimpValueArray* made =
      gimp_procedure_run(make, "image", gimp_image_get_by_id(image), "file", file, nullptr);
  g_object_unref(file);
  BOOST_REQUIRE(GIMP_VALUES_GET_ENUM(made, 0) == GIMP_PDB_SUCCESS);
  auto* link = GIMP_LAYER(g_value_get_object(gimp_value_array_index(made, 1)));
  gimp_image_insert_layer(gimp_image_get_by_id(image), link, nullptr, 0);
  const Id linked = gimp_item_get_id(GIMP_ITEM(link));
  gimp_value_array_unref(made);
  const Answer plain = call_unweave(image, layers_of(image).back());
  BOOST_REQUIRE_MESSAGE((plain.status == Status::Success), plain.message);
  const Answer answer = call_unweave(image, linked);
  BOOST_REQUIRE_MESSAGE((answer.status == Status::Success), answer.message);
  BOOST_TEST((stored_pixels(answer.layer).samples == stored_pixels(plain.layer).samples));
}

BOOST_AUTO_TEST_SUITE_END()
