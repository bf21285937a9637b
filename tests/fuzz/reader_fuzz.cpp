// SPDX-License-Identifier: GPL-3.0-or-later
#include <cairo.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/labels/text_reader.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/labeled_figure.hpp"

// The reader that the program has, Tesseract where it was built with it: of any gray picture, and
// of figures whose words are drawn in letters.

namespace unweave::fuzz {

namespace {

/// Tesseract's data is loaded once.
const std::shared_ptr<const TextReader>& reader() {
  static const auto made = make_text_reader();
  return made;
}

/// A word of the input in letters, blended as programs that smooth text have them.
void draw_word(Canvas& canvas, Bytes& in, int x, int y) {
  std::string word;
  const int letters = in.within(1, 8);
  for (int k = 0; k < letters; ++k) word += static_cast<char>(in.within(32, 126));
  const int size = in.within(7, 20), width = size * (letters + 1), height = 2 * size;
  const std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_A8, width, height), cairo_surface_destroy);
  const std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo(cairo_create(surface.get()),
                                                                 cairo_destroy);
  cairo_select_font_face(cairo.get(), "sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo.get(), size);
  cairo_move_to(cairo.get(), 1, size);
  cairo_show_text(cairo.get(), word.c_str());
  cairo_surface_flush(surface.get());
  const unsigned char* ink = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column)
      if (const unsigned char much = ink[row * stride + column]; much > 0) {
        const auto gray = static_cast<std::uint8_t>(255 - much);
        canvas.put(x + column, y + row, {gray, gray, gray});
      }
}

/// Runs of ink and paper, of the input's bytes.
TextImage any_image(Bytes& in) {
  TextImage image{in.within(1, 300), in.within(1, 60), {}};
  image.gray.assign(static_cast<std::size_t>(image.width) * image.height, 255);
  std::size_t at = 0;
  while (!in.empty() && at < image.gray.size()) {
    const std::size_t run = in.take<std::uint8_t>();
    const auto gray = in.take<std::uint8_t>();
    std::fill_n(image.gray.begin() + static_cast<std::ptrdiff_t>(at),
                std::min(run, image.gray.size() - at), gray);
    at += run + in.within(0, image.width);
  }
  return image;
}

void check_reading(const Reading& reading) {
  PROMISED(reading.confidence >= 0 && reading.confidence <= 1);
  for (const double word : reading.words) PROMISED(word >= 0 && word <= 1);
  PROMISED(reading.text.find('\n') == std::string::npos);
  if (!reading.text.empty()) PROMISED(reading.text.front() != ' ' && reading.text.back() != ' ');
}

constexpr const char* kCharacters[] = {"", "0123456789.-", "0123456789.,-+eE"};

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (int k = 0; k < 3; ++k) {
    Seed any;
    any.flag(false).within(0, k).within(1, 120).within(1, 40);
    for (int row = 0; row < 12; ++row)
      any.put<std::uint8_t>(static_cast<std::uint8_t>(3 + row))
          .put<std::uint8_t>(0)
          .within(0, 100 - row);
    all.push_back(any);
  }
  for (const bool vertical : {false, true}) {
    Seed seed;
    seed.flag(true).within(60, 420).within(60, 320).flag(vertical).within(0, 0).within(0, 5);
    const std::string_view numbers[] = {"40", "30", "20", "10", "0"};
    for (const std::string_view number : numbers) {
      seed.within(1, 2).flag(true).within(1, static_cast<int>(number.size()));
      for (const char c : number) seed.within(32, c);
      seed.within(7, 12);
    }
    seed.within(0, 0);
    all.push_back(seed);
  }
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  if (!reader()->ready()) return 0;
  Bytes in(data, size);
  if (!in.flag()) {
    const char* characters = kCharacters[in.within(0, 2)];
    const TextImage image = any_image(in);
    check_reading(reader()->read(image, characters));
    return 0;
  }
  const Canvas canvas = draw_figure(in, draw_word);
  FigureOptions options;
  options.reader = reader();
  check_layout(canvas, options);
  return 0;
}
