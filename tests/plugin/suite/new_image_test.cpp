// SPDX-License-Identifier: GPL-3.0-or-later
// The new 32-bit float image: the very values, in units, for GIMP and for its TIFF export.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

void check_values(Id layer, const Npy& npy) {
  const Pixels pixels = stored_pixels(layer);
  BOOST_TEST(pixels.type == "float");
  BOOST_REQUIRE_EQUAL(pixels.channels, 1);
  BOOST_REQUIRE_EQUAL(pixels.samples.size(), npy.values.size());
  int wrong = 0;
  for (std::size_t i = 0; i < npy.values.size(); ++i)
    wrong += !same(pixels.samples[i], npy.values[i]);
  BOOST_TEST(wrong == 0);
}

/// The samples of GIMP's uncompressed, single-channel float TIFF.
std::vector<float> tiff_samples(const std::string& path) {
  const std::string bytes = contents(path);
  const auto u16 = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(bytes.at(at)) |
                                      static_cast<unsigned char>(bytes.at(at + 1)) << 8);
  };
  const auto u32 = [&](std::size_t at) { return u16(at) | u16(at + 2) << 16; };
  BOOST_REQUIRE(bytes.compare(0, 4, std::string("II*\0", 4)) == 0);
  std::vector<std::uint32_t> offsets, counts;
  const std::size_t directory = u32(4);
  for (std::uint32_t i = 0; i < u16(directory); ++i) {
    const std::size_t entry = directory + 2 + 12 * i;
    const std::uint32_t tag = u16(entry), type = u16(entry + 2), count = u32(entry + 4);
    if (tag == 259) BOOST_REQUIRE_EQUAL(u16(entry + 8), 1u);  // no compression
    if (tag == 277) BOOST_REQUIRE_EQUAL(u16(entry + 8), 1u);  // samples a pixel
    if (tag == 339) BOOST_REQUIRE_EQUAL(u16(entry + 8), 3u);  // floating point
    if (tag != 273 && tag != 279) continue;
    const std::size_t size = type == 3 ? 2 : 4;
    const std::size_t where = count * size <= 4 ? entry + 8 : u32(entry + 8);
    for (std::uint32_t k = 0; k < count; ++k)
      (tag == 273 ? offsets : counts)
          .push_back(size == 2 ? u16(where + 2 * k) : u32(where + 4 * k));
  }
  std::vector<float> samples;
  for (std::size_t strip = 0; strip < offsets.size(); ++strip)
    for (std::uint32_t at = 0; at < counts.at(strip); at += 4) {
      float sample;
      std::memcpy(&sample, &bytes.at(offsets[strip] + at), 4);
      samples.push_back(sample);
    }
  return samples;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(new_image)

BOOST_AUTO_TEST_CASE(holds_the_values_in_units_and_exports_them) {
  const TemporaryFolder folder;
  const Image image(64, 48, Base::Rgb, kEightBits);
  const Id layer = add_layer(image, 64, 48, true, [](int x, int y) {
    Sample sample = pseudocolor(64, 48)(x, y);
    if (x > 50 && y > 40) sample.alpha = 0;
    return sample;
  });
  clean(image);
  const Answer answer = call_unweave(
      image, layer, {{"output", "image"}, {"range", "-4.5,31"}, {"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  BOOST_TEST(layer_count(image) == 1);
  BOOST_TEST(!is_dirty(image));
  const Image made(image_of(answer.layer));
  BOOST_TEST(made != image);
  BOOST_TEST(image_kind(made) == "gray float Display");
  BOOST_TEST(image_width(made) == 64);
  BOOST_TEST(!is_dirty(made));
  BOOST_TEST(!report_of(answer.layer).empty());
  const Npy npy = load_npy(folder / "d.npy");
  check_values(answer.layer, npy);
  BOOST_TEST(std::isnan(npy.at(60, 45)));

  const std::string tiff = folder / "d.tif";
  save(made, answer.layer, tiff);
  const auto samples = tiff_samples(tiff);
  BOOST_REQUIRE_EQUAL(samples.size(), npy.values.size());
  int wrong = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) wrong += !same(samples[i], npy.values[i]);
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(plot_area_and_residual_fill_their_image) {
  const TemporaryFolder folder;
  const Image image(pseudocolor_image(80, 80));
  const Answer answer = call_unweave(image, top_layer(image),
                                     {{"output", "image"},
                                      {"plot-area", "5,6,64,48"},
                                      {"residual-layer", "1"},
                                      {"data-file", folder / "d.npy"}});
  BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
  const Image made(image_of(answer.layer));
  BOOST_TEST(image_width(made) == 64);
  BOOST_TEST(image_height(made) == 48);
  BOOST_TEST(layer_count(made) == 2);
  const Offsets offsets = offsets_of(answer.layer);
  BOOST_TEST((offsets.x == 0 && offsets.y == 0));
  check_values(answer.layer, load_npy(folder / "d.npy"));
}

BOOST_AUTO_TEST_CASE(indexed_picture_gives_a_new_image) {
  for (const bool alpha : {false, true}) {
    const TemporaryFolder folder;
    const Image image(96, 64, Base::Rgb, kEightBits);
    add_layer(image, 96, 64, alpha, [](int x, int y) {
      Sample sample = pseudocolor(96, 64)(x, y);
      if (x < 10 && y < 10) sample.alpha = 0;
      return sample;
    });
    make_indexed(image, 128);
    clean(image);
    const Answer answer = call_unweave(image, top_layer(image), {{"data-file", folder / "d.npy"}});
    BOOST_REQUIRE_MESSAGE(answer.status == Status::Success, answer.message);
    BOOST_TEST(layer_count(image) == 1);
    BOOST_TEST(!is_dirty(image));
    const Image made(image_of(answer.layer));
    const Npy npy = load_npy(folder / "d.npy");
    check_values(answer.layer, npy);
    BOOST_TEST(std::isnan(npy.at(4, 4)) == alpha);
    BOOST_TEST(!std::isnan(npy.at(50, 50)));
  }
}

BOOST_AUTO_TEST_SUITE_END()
