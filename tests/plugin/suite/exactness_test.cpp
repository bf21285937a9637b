// SPDX-License-Identifier: GPL-3.0-or-later
// The value that a layer stores is the value of the data file, rounded to the layer's precision,
// whatever the image's type, precision, transfer curve and profile.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <optional>
#include <string>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

constexpr int kWidth = 64, kHeight = 70;  // more rows than a band

/// Every sample of the layer against the file. A block of holes keeps its place.
void check_layer(Id layer, const Npy& npy, const std::string& what) {
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
        // As near as the nearest number of that type: between two halves either is right.
        wrong += std::abs(pixels.at(x, y, c) - rounded(value, pixels.type)) > 0 &&
                 (pixels.type != "half" || std::abs(pixels.at(x, y, c) - value) !=
                                               std::abs(rounded(value, pixels.type) - value));
    }
  BOOST_TEST(wrong == 0, what << ": " << wrong << " samples differ");
  BOOST_TEST(holes < npy.width * npy.height / 2, what << ": " << holes << " holes");
}

std::string described(Base base, const Precision& precision, bool alpha) {
  return std::string(precision.type) +
         (precision.curve == Curve::Linear    ? " linear"
          : precision.curve == Curve::Display ? ""
                                              : " perceptual") +
         (base == Base::Rgb ? " RGB" : " gray") + (alpha ? " alpha" : "");
}

void check_image(Base base, const Precision& precision, bool alpha,
                 std::optional<Profile> profile = {}) {
  const std::string what = described(base, precision, alpha);
  const TemporaryFolder folder;
  const Image image(kWidth, kHeight, base, precision);
  if (profile) set_profile(image, *profile);
  Painter painter = base == Base::Gray ? gray_field(kWidth, kHeight) : pseudocolor(kWidth, kHeight);
  const auto hole = [](int x, int y) { return x >= 20 && x < 30 && y >= 60 && y < 68; };
  const Id layer = add_layer(image, kWidth, kHeight, alpha, [&](int x, int y) {
    Sample sample = painter(x, y);
    if (hole(x, y)) sample.alpha = 0;
    return sample;
  });
  const Pixels before = stored_pixels(layer);
  const Answer answer = call_unweave(image, layer, {{"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, what << ": " << answer.message);
  const Npy npy = load_npy(folder / "d.npy");
  check_layer(answer.layer, npy, what);
  BOOST_TEST(stored_pixels(layer).samples == before.samples, what);
  if (alpha) BOOST_TEST(std::isnan(npy.at(25, 64)), what);
  BOOST_TEST(!std::isnan(npy.at(5, 5)), what);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(exactness)

BOOST_AUTO_TEST_CASE(every_precision_type_and_alpha) {
  for (const auto& precision : precisions())
    for (const auto base : {Base::Rgb, Base::Gray})
      for (const bool alpha : {false, true}) check_image(base, precision, alpha);
}

BOOST_AUTO_TEST_CASE(profiles_do_not_move_a_number) {
  for (const auto& precision :
       {kEightBits, Precision{"u16", Curve::Linear}, Precision{"float", Curve::Display},
        Precision{"float", Curve::Linear}})
    for (const bool alpha : {false, true}) {
      check_image(Base::Rgb, precision, alpha, Profile::AdobeRgb);
      check_image(Base::Rgb, precision, alpha, Profile::LinearSrgb);
      check_image(Base::Gray, precision, alpha, Profile::GrayLab);
    }
}

BOOST_AUTO_TEST_CASE(gray_picture_gives_its_own_values_back) {
  const TemporaryFolder folder;
  const Image image(256, 20, Base::Gray, kEightBits);
  const Id layer = add_layer(image, 256, 20, false, [](int x, int) {
    return Sample{{x / 255.0, x / 255.0, x / 255.0}};
  });
  const Answer answer = call_unweave(image, layer, {{"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const Npy npy = load_npy(folder / "d.npy");
  for (int x = 0; x < 256; ++x)
    BOOST_TEST(npy.at(x, 7) == x / 255.0, boost::test_tools::tolerance(0.002));
}

BOOST_AUTO_TEST_CASE(pseudocolors_give_the_order_of_the_field) {
  const TemporaryFolder folder;
  const Image image(pseudocolor_image(128, 96));
  const Answer answer = call_unweave(image, top_layer(image), {{"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
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
