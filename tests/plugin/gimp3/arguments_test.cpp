// SPDX-License-Identifier: GPL-3.0-or-later
// The procedure's arguments: the names of 2.10, typed, described, with their ranges.
#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>

#include "tests/plugin/gimp3/gimp3.hpp"
#include "tests/plugin/pictures.hpp"

using namespace unweave::test;

namespace {

GimpProcedure* procedure() {
  GimpProcedure* found = gimp_pdb_lookup_procedure(gimp_get_pdb(), "plug-in-unweave");
  BOOST_REQUIRE(found);
  return found;
}

GParamSpec* argument(const char* name) {
  GParamSpec* spec = gimp_procedure_find_argument(procedure(), name);
  BOOST_REQUIRE_MESSAGE(spec, name);
  return spec;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(arguments)

BOOST_AUTO_TEST_CASE(names_and_types) {
  // Kept here in full on purpose: a caller's scripts break when it changes.
  const std::pair<const char*, GType> kArguments[] = {{"colormap", G_TYPE_STRING},
                                                      {"reverse", G_TYPE_BOOLEAN},
                                                      {"max-distance", G_TYPE_DOUBLE},
                                                      {"plot-area", G_TYPE_STRING},
                                                      {"colorbar", G_TYPE_STRING},
                                                      {"range", G_TYPE_STRING},
                                                      {"scale", G_TYPE_STRING},
                                                      {"output", G_TYPE_STRING},
                                                      {"residual-layer", G_TYPE_BOOLEAN},
                                                      {"data-file", G_TYPE_FILE},
                                                      {"report-file", G_TYPE_FILE},
                                                      {"units", G_TYPE_STRING},
                                                      {"confidence-layer", G_TYPE_BOOLEAN},
                                                      {"colormap-file", G_TYPE_FILE},
                                                      {"recolor", G_TYPE_STRING},
                                                      {"fill", G_TYPE_DOUBLE}};
  for (const auto& [name, type] : kArguments) {
    GParamSpec* spec = argument(name);
    BOOST_TEST(g_type_is_a(spec->value_type, type), name << " " << g_type_name(spec->value_type));
    BOOST_TEST(std::string(g_param_spec_get_blurb(spec)).size() > 10u, name);
    BOOST_TEST(std::string(g_param_spec_get_nick(spec)).size() > 2u, name);
  }
}

BOOST_AUTO_TEST_CASE(ranges_and_choices) {
  const auto* distance = G_PARAM_SPEC_DOUBLE(argument("max-distance"));
  BOOST_TEST(distance->minimum == -1);
  BOOST_TEST(distance->maximum == 1);
  BOOST_TEST(distance->default_value == -1);
  GParamSpec* scale = argument("scale");
  BOOST_REQUIRE(GIMP_IS_PARAM_SPEC_CHOICE(scale));
  GimpChoice* choice = gimp_param_spec_choice_get_choice(scale);
  BOOST_TEST(gimp_choice_is_valid(choice, "linear"));
  BOOST_TEST(gimp_choice_is_valid(choice, "log"));
  BOOST_TEST(!gimp_choice_is_valid(choice, "cubic"));
  BOOST_TEST(std::string(gimp_choice_get_label(choice, "log")) == "Logarithmic");
}

BOOST_AUTO_TEST_CASE(no_layer_at_all_is_refused) {
  const Image image(pseudocolor_image());
  const Answer answer = call_unweave(image, std::vector<Id>{});
  BOOST_TEST((answer.status == Status::Failed));
  BOOST_TEST(layer_count(image) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
