// SPDX-License-Identifier: GPL-3.0-or-later
// Every failure: one clear sentence, the image as it was, no new image, no file.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "tests/plugin/gimp.hpp"
#include "tests/plugin/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave::test;
namespace fs = std::filesystem;

namespace {

/// Calls, expects a message with `words`, and that nothing else came of it.
void expect_refusal(Id image, Id drawable, Options options, const std::string& words) {
  const TemporaryFolder folder;
  if (!options.contains("data-file")) options["data-file"] = folder / "d.npy";
  if (!options.contains("report-file")) options["report-file"] = folder / "r.json";
  clean(image);
  const int images = image_count(), layers = layer_count(image);
  const Id active = active_drawable(image);
  const Pixels before = stored_pixels(drawable);
  const Answer answer = call_unweave(image, drawable, options);
  BOOST_TEST((answer.status == Status::Failed), words);
  BOOST_TEST(answer.message.find(words) != std::string::npos,
             "expected \"" << words << "\", got \"" << answer.message << "\"");
  BOOST_TEST(answer.message.ends_with('.'), answer.message);
  BOOST_TEST(answer.message.find('\n') == std::string::npos, answer.message);
  BOOST_TEST(!is_dirty(image), words);
  BOOST_TEST(image_count() == images, words);
  BOOST_TEST(layer_count(image) == layers, words);
  BOOST_TEST(active_drawable(image) == active, words);
  BOOST_TEST(stored_pixels(drawable).samples == before.samples, words);
  BOOST_TEST(entries(folder.path()) == 0, words);
}

Id painted(Id image, bool alpha, const Painter& painter) {
  return add_layer(image, 64, 64, alpha, painter);
}

/// Colors without any order: no pseudocolour picture has them.
Painter noise() {
  auto random = std::make_shared<std::mt19937>(7u);
  return [random](int, int) {
    const auto next = [&] { return (*random)() / 4294967296.0; };
    return Sample{{next(), next(), next()}};
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(failures)

BOOST_AUTO_TEST_CASE(pictures_without_data) {
  const Image image(64, 64, Base::Rgb, kEightBits);
  expect_refusal(image,
                 painted(image, false,
                         [](int, int) {
                           return Sample{{0.2, 0.4, 0.6}};
                         }),
                 {}, "single color");
  expect_refusal(image,
                 painted(image, true,
                         [](int x, int) {
                           return Sample{{x / 64.0, 0.4, 0.6}, 0};
                         }),
                 {}, "transparent");
  expect_refusal(image, painted(image, false, noise()), {}, "do not lie along one colormap");
}

BOOST_AUTO_TEST_CASE(selection_beside_the_layer) {
  const Image image(100, 64, Base::Rgb, kEightBits);
  const Id layer = painted(image, false, pseudocolor(64, 64));
  select(image, 70, 0, 20, 20);
  expect_refusal(image, layer, {}, "is selected");
}

BOOST_AUTO_TEST_CASE(drawables_that_are_no_layers) {
  const Image image(pseudocolor_image());
  expect_refusal(image, new_channel(image), {}, "choose the layer");
  expect_refusal(image, selection_of(image), {}, "choose the layer");
}

BOOST_AUTO_TEST_CASE(floating_selection) {
  const Image image(pseudocolor_image());
  const Id picture = top_layer(image);
  select(image, 0, 0, 20, 20);
  const Id floating = new_floating_selection(image, picture);
  expect_refusal(image, floating, {}, "floating selection");
  expect_refusal(image, picture, {}, "floating selection");
}

BOOST_AUTO_TEST_CASE(options_that_make_no_sense) {
  const Image image(pseudocolor_image());
  const Id layer = top_layer(image);
  const auto refuse = [&](const char* name, const char* value, const char* words) {
    expect_refusal(image, layer, {{name, value}}, words);
  };
  refuse("colormap", "no such map", "no colormap named \"no such map\"");
  refuse("colormap", "", "\"colormap\" must be");
  refuse("colormap", "colorbar", "No color bar was found");
  refuse("colorbar", "1,2,3", "\"colorbar\" must be");
  refuse("colorbar", "60,0,10,40", "\"colorbar\" must be");
  refuse("plot-area", "1,2,3", "\"plot-area\" must be");
  refuse("plot-area", "0,0,65,48", "\"plot-area\" must be");
  refuse("range", "5,5", "\"range\" must be");
  refuse("range", "low,high", "it is \"low,high\"");
  refuse("scale", "log", "\"scale\" must be");
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_written) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "taken.npy");
  put(folder / "occupied", "");
  const Image image(pseudocolor_image());
  const Id layer = top_layer(image);
  const auto refuse = [&](const std::string& file, const std::string& words) {
    expect_refusal(image, layer, {{"data-file", file}}, words);
  };
  refuse(folder / "none/d.npy", "does not exist");
  refuse(folder / "taken.npy", kFolderRefusal);
  refuse(folder / "d", "no extension");
  refuse(folder / "d.jpeg", ".jpeg");
  refuse(folder / "occupied/d.npy", "occupied");
  refuse("file:nonsense", "\"data-file\" must be");
  expect_refusal(image, layer, {{"data-file", folder / "d.csv"}, {"report-file", folder / "d.csv"}},
                 "\"report-file\" must be");
  expect_refusal(image, layer,
                 {{"data-file", folder / "d.csv"}, {"report-file", folder / "none/r.json"}},
                 "does not exist");
  BOOST_TEST(entries(folder.path()) == 2);  // the folder and the file made above
}

BOOST_AUTO_TEST_CASE(failed_run_leaves_an_old_file_alone) {
  const TemporaryFolder folder;
  put(folder / "d.csv", "old");
  const Image image(64, 64, Base::Rgb, kEightBits);
  const Id layer = painted(image, false, [](int, int) { return Sample{{0, 0.5, 1}}; });
  expect_refusal(image, layer, {{"data-file", folder / "d.csv"}}, "single color");
  BOOST_TEST((contents(folder / "d.csv") == "old"));
}

BOOST_AUTO_TEST_CASE(failure_after_a_new_image_was_begun_deletes_it) {
  // The picture is fine, but nothing can be put into an image that is gone from under a layer.
  const Image image(pseudocolor_image()), other(pseudocolor_image());
  expect_refusal(image, top_layer(other), {{"output", "image"}}, "does not belong");
}

BOOST_AUTO_TEST_SUITE_END()
