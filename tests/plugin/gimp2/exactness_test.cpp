// SPDX-License-Identifier: GPL-3.0-or-later
// The value that a layer stores is the value of the data file, rounded to the layer's precision,
// whatever the image's type, precision, transfer curve and profile.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/plugin/gimp2/gimp.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

constexpr int kWidth = 64, kHeight = 70;  // more rows than a band

constexpr std::pair<GimpPrecision, const char*> kPrecisions[] = {
    {GIMP_PRECISION_U8_LINEAR, "u8 linear"},         {GIMP_PRECISION_U8_GAMMA, "u8"},
    {GIMP_PRECISION_U16_LINEAR, "u16 linear"},       {GIMP_PRECISION_U16_GAMMA, "u16"},
    {GIMP_PRECISION_U32_LINEAR, "u32 linear"},       {GIMP_PRECISION_U32_GAMMA, "u32"},
    {GIMP_PRECISION_HALF_LINEAR, "half linear"},     {GIMP_PRECISION_HALF_GAMMA, "half"},
    {GIMP_PRECISION_FLOAT_LINEAR, "float linear"},   {GIMP_PRECISION_FLOAT_GAMMA, "float"},
    {GIMP_PRECISION_DOUBLE_LINEAR, "double linear"}, {GIMP_PRECISION_DOUBLE_GAMMA, "double"}};

/// Every sample of the layer against the file. A block of holes keeps its place.
void check_layer(gint32 layer, const Npy& npy, const std::string& what) {
  const Pixels pixels = stored_pixels(layer);
  BOOST_REQUIRE_EQUAL(pixels.width, npy.width);
  BOOST_REQUIRE_EQUAL(pixels.height, npy.height);
  int wrong = 0, holes = 0;
  for (int y = 0; y < npy.height; ++y)
    for (int x = 0; x < npy.width; ++x) {
      const double value = npy.at(x, y);
      const bool hole = std::isnan(value);
      holes += hole;
      const double alpha = pixels.at(x, y, pixels.channels - 1);
      wrong += alpha != (hole ? 0.0 : full_scale(pixels.type));
      for (int c = 0; c < pixels.channels - 1 && !hole; ++c)
        wrong += pixels.at(x, y, c) != rounded(value, pixels.type);
    }
  BOOST_TEST(wrong == 0, what << ": " << wrong << " samples differ");
  BOOST_TEST(holes < npy.width * npy.height / 2, what << ": " << holes << " holes");
}

void check_image(GimpImageBaseType base, GimpPrecision precision, bool alpha,
                 GimpColorProfile* profile, const std::string& what) {
  const TemporaryFolder folder;
  const Image image(kWidth, kHeight, base, precision);
  if (profile) BOOST_REQUIRE(gimp_image_set_color_profile(image, profile));
  Painter painter = base == GIMP_GRAY ? gray_field(kWidth, kHeight) : pseudocolor(kWidth, kHeight);
  const auto hole = [](int x, int y) { return x >= 20 && x < 30 && y >= 60 && y < 68; };
  const gint32 layer = add_layer(image, kWidth, kHeight, alpha, [&](int x, int y) {
    Sample sample = painter(x, y);
    if (hole(x, y)) sample.alpha = 0;
    return sample;
  });
  const Pixels before = stored_pixels(layer);
  const Answer answer = call_unweave(image, layer, {{"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == GIMP_PDB_SUCCESS, what << ": " << answer.message);
  const Npy npy = load_npy(folder / "d.npy");
  check_layer(answer.layer, npy, what);
  BOOST_TEST(stored_pixels(layer).samples == before.samples, what);
  if (alpha) BOOST_TEST(std::isnan(npy.at(25, 64)), what);
  BOOST_TEST(!std::isnan(npy.at(5, 5)), what);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exactness)

BOOST_AUTO_TEST_CASE(every_precision_type_and_alpha) {
  for (const auto& [precision, name] : kPrecisions)
    for (const auto base : {GIMP_RGB, GIMP_GRAY})
      for (const bool alpha : {false, true})
        check_image(
            base, precision, alpha, nullptr,
            std::string(name) + (base == GIMP_RGB ? " RGB" : " gray") + (alpha ? " alpha" : ""));
}

BOOST_AUTO_TEST_CASE(profiles_do_not_move_a_number) {
  GimpColorProfile* adobe = gimp_color_profile_new_rgb_adobe();
  GimpColorProfile* linear = gimp_color_profile_new_rgb_srgb_linear();
  GimpColorProfile* lab_gray = gimp_color_profile_new_d50_gray_lab_trc();
  for (const auto precision : {GIMP_PRECISION_U8_GAMMA, GIMP_PRECISION_U16_LINEAR,
                               GIMP_PRECISION_FLOAT_GAMMA, GIMP_PRECISION_FLOAT_LINEAR}) {
    for (const bool alpha : {false, true}) {
      check_image(GIMP_RGB, precision, alpha, adobe, "Adobe RGB");
      check_image(GIMP_RGB, precision, alpha, linear, "linear sRGB");
      check_image(GIMP_GRAY, precision, alpha, lab_gray, "gray L*");
    }
  }
  g_object_unref(adobe);
  g_object_unref(linear);
  g_object_unref(lab_gray);
}

BOOST_AUTO_TEST_CASE(gray_picture_gives_its_own_values_back) {
  const TemporaryFolder folder;
  const Image image(256, 20, GIMP_GRAY, GIMP_PRECISION_U8_GAMMA);
  const gint32 layer = add_layer(image, 256, 20, false, [](int x, int) {
    return Sample{{x / 255.0, x / 255.0, x / 255.0}};
  });
  const Answer answer = call_unweave(image, layer, {{"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == GIMP_PDB_SUCCESS, answer.message);
  const Npy npy = load_npy(folder / "d.npy");
  for (int x = 0; x < 256; ++x)
    BOOST_TEST(npy.at(x, 7) == x / 255.0, boost::test_tools::tolerance(0.002));
}

BOOST_AUTO_TEST_CASE(pseudocolors_give_the_order_of_the_field) {
  const TemporaryFolder folder;
  const Image image(pseudocolor_image(128, 96));
  const Answer answer = call_unweave(image, top_layer(image), {{"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == GIMP_PDB_SUCCESS, answer.message);
  const Npy npy = load_npy(folder / "d.npy");
  int pairs = 0, wrong = 0;
  for (int y = 0; y < 96; y += 5)
    for (int x = 0; x < 128; x += 3)
      for (int v = 2; v < 96; v += 17)
        for (int u = 1; u < 128; u += 23) {
          const double a = field(x, y, 128, 96), b = field(u, v, 128, 96);
          if (std::abs(a - b) < 0.02) continue;
          ++pairs;
          wrong += (a < b) != (npy.at(x, y) < npy.at(u, v));
        }
  BOOST_TEST(pairs > 1000);
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
