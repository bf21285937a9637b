// SPDX-License-Identifier: GPL-3.0-or-later
// Recovers one picture in one thread, for guard.py to count the instructions.
//   recover-work KIND MEGAPIXELS [given]    KIND: entries, noisy, 16bit, float, noise;
//                                           given: through a named colormap
//   recover-work FIGURE.png                 without a reader of labels, whose work is not ours
//   recover-work --compiler                 says by what it was built
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "core/catalog/catalog.hpp"
#include "core/image/color_histogram.hpp"
#include "core/recover.hpp"
#include "tests/bench/speed/pictures.hpp"
#include "tests/support/random.hpp"
#include "tests/tools/picture.hpp"

namespace unweave::bench {
namespace {

#define UNWEAVE_TEXT(x) #x
#define UNWEAVE_TEXT_OF(x) UNWEAVE_TEXT(x)
constexpr const char* kCompiler =
#ifdef __clang__
    "Clang " UNWEAVE_TEXT_OF(__clang_major__);
#else
    "GCC " UNWEAVE_TEXT_OF(__GNUC__);
#endif

/// As many colors as the cube has, none near another's.
Picture noise(double megapixels) {
  Picture picture = make_picture(megapixels, Paint::Entries);
  testing::Random random(3);
  for (std::byte& level : picture.bytes) level = static_cast<std::byte>(random.below(256));
  return picture;
}

Picture made(const std::string& kind, double megapixels) {
  if (kind == "entries") return make_picture(megapixels, Paint::Entries);
  if (kind == "noisy") return make_picture(megapixels, Paint::Noisy);
  if (kind == "16bit") return make_picture(megapixels, Paint::Noisy, 1, SampleType::U16);
  if (kind == "float") return make_picture(megapixels, Paint::Noisy, 1, SampleType::F32);
  if (kind == "noise") return noise(megapixels);
  std::fprintf(stderr, "no kind %s\n", kind.c_str());
  std::exit(2);
}

GivenColormap named_map(const char* name) {
  const auto known = Catalog::builtin().find(name);
  if (!known) std::exit(2);
  GivenColormap given{name, {}};
  for (const Rgb8& c : known->map->table)
    given.colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  return given;
}

/// What is counted: guard.py knows it by its name. True if the picture gave data.
[[gnu::noinline]] bool counted_recovery(const PixelSource& source, const RecoverOptions& options) {
  Context context;
  context.threads = 1;
  const auto recovery = recover(source, options, context);
  if (!recovery) return false;
  const Rect area = (*recovery)->report().plot_area;
  const int rows = band_rows(area.width);
  std::vector<float> t(static_cast<std::size_t>(area.width) * rows);
  for (int y = 0; y < area.height; y += rows)
    (*recovery)->evaluate(source, {area.x, area.y + y, area.width, std::min(rows, area.height - y)},
                          {t.data()});
  return true;
}

int run(const std::vector<std::string>& args) {
  RecoverOptions options;
  options.figure.read_ticks = false;
  bool data = false;
  if (args[0] == "--compiler") return std::puts(kCompiler) < 0;
  if (args.size() == 1) {
    const tools::Picture picture = tools::read_picture(args[0]);
    data = counted_recovery(MemorySource({picture.width, picture.height}, picture.rgb.data()),
                            options);
  } else {
    const Picture picture = made(args[0], std::atof(args[1].c_str()));
    if (args.size() > 2) options.curve.colormap = named_map("viridis");
    data = counted_recovery(picture.source(), options);
  }
  std::puts(data ? "recovered" : "refused");
  return 0;
}

}  // namespace
}  // namespace unweave::bench

int main(int argc, char** argv) try {
  if (argc < 2 || argc > 4) return 2;
  return unweave::bench::run({argv + 1, argv + argc});
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
