// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "core/labels/text_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

// analyze_layout() over figures of up to 900 pixels with words beside bar and axes, which a
// scripted reader takes for any text whatever: what is claimed of scales is finite, ordered and in
// the picture.

namespace unweave::fuzz {

namespace {

/// Gives the input's texts one after another, whatever the picture; the same picture gets the same.
class AnyReader final : public TextReader {
 public:
  explicit AnyReader(std::vector<Reading> readings) : readings_(std::move(readings)) {}
  bool ready() const override { return true; }
  Reading read(const TextImage& image, const std::string&) const override {
    if (readings_.empty()) return {};
    std::size_t sum = static_cast<std::size_t>(image.width) * 31 + image.height;
    for (const std::uint8_t gray : image.gray) sum = sum * 131 + gray;
    return readings_[sum % readings_.size()];
  }

 private:
  std::vector<Reading> readings_;
};

struct Canvas {
  int width, height;
  std::vector<std::uint8_t> rgb;

  Canvas(int w, int h) : width(w), height(h), rgb(3 * static_cast<std::size_t>(w) * h, 255) {}
  void put(int x, int y, std::array<std::uint8_t, 3> color) {
    if (x >= 0 && y >= 0 && x < width && y < height)
      std::copy(color.begin(), color.end(),
                rgb.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * width + x));
  }
  void fill(const Rect& r, std::array<std::uint8_t, 3> color) {
    for (int y = r.y; y < r.bottom(); ++y)
      for (int x = r.x; x < r.right(); ++x) put(x, y, color);
  }
};

constexpr std::array<std::uint8_t, 3> kBlack{0, 0, 0};

/// Boxes in place of letters, some with holes, points and dashes.
void draw_word(Canvas& canvas, Bytes& in, int x, int y) {
  const int letters = in.within(1, 7), size = in.within(4, 16);
  for (int k = 0; k < letters; ++k) {
    const int kind = in.within(0, 5), wide = std::max(1, size * in.within(2, 9) / 10);
    if (kind == 0) {
      canvas.fill({x, y + size - 2, 2, 2}, kBlack);
      x += 4;
    } else if (kind == 1) {
      canvas.fill({x, y + size / 2, wide, 1}, kBlack);
      x += wide + 2;
    } else {
      canvas.fill({x, y, wide, size}, kBlack);
      if (kind == 3) canvas.fill({x + 1, y + 1, wide - 2, size - 2}, {255, 255, 255});
      x += wide + 2;
    }
  }
}

/// A field in its frame and a bar beside or below it, with marks and words around.
Canvas draw_figure(Bytes& in) {
  Canvas canvas(in.within(60, 900), in.within(60, 700));
  const int w = canvas.width, h = canvas.height;
  const Rect plot{w / 6, h / 8, std::max(8, w / 2), std::max(8, h / 2)};
  const bool vertical = in.flag();
  const Rect bar = vertical ? Rect{w * 3 / 4, plot.y, std::max(4, w / 30), plot.height}
                            : Rect{plot.x, h * 4 / 5, plot.width, std::max(4, h / 30)};
  const int levels = in.within(0, 12);
  const auto color = [&](double t) {
    if (levels > 1) t = std::floor(t * levels) / (levels - 1);
    t = std::clamp(t, 0.0, 1.0);
    return std::array<std::uint8_t, 3>{static_cast<std::uint8_t>(255 * t),
                                       static_cast<std::uint8_t>(120 + 100 * std::sin(3 * t)),
                                       static_cast<std::uint8_t>(255 * (1 - t))};
  };
  for (const Rect& r : {plot, bar})
    canvas.fill({r.x - 1, r.y - 1, r.width + 2, r.height + 2}, kBlack);
  for (int y = plot.y; y < plot.bottom(); ++y)
    for (int x = plot.x; x < plot.right(); ++x)
      canvas.put(x, y, color(0.5 + 0.5 * std::sin(x / 31.0) * std::cos(y / 23.0)));
  for (int y = bar.y; y < bar.bottom(); ++y)
    for (int x = bar.x; x < bar.right(); ++x)
      canvas.put(
          x, y,
          color(vertical ? 1 - (y - bar.y + 0.5) / bar.height : (x - bar.x + 0.5) / bar.width));
  const int labels = in.within(0, 12);
  for (int k = 0; k < labels; ++k) {
    const double at = (k + 0.5) / labels;
    const int away = in.within(1, 10);
    const int x = vertical ? bar.right() + away : bar.x + static_cast<int>(at * bar.width);
    const int y = vertical ? bar.y + static_cast<int>(at * bar.height) : bar.bottom() + away;
    if (in.flag())
      canvas.fill(vertical ? Rect{bar.right() + 1, y, 4, 1} : Rect{x, bar.bottom() + 1, 1, 4},
                  kBlack);
    draw_word(canvas, in, vertical ? x + 5 : x - 4, vertical ? y - 4 : y + 5);
  }
  const int words = in.within(0, 24);
  for (int k = 0; k < words; ++k) {
    const int x = in.within(0, w), y = in.within(0, h);
    draw_word(canvas, in, x, y);
  }
  return canvas;
}

std::shared_ptr<const AnyReader> take_reader(Bytes& in) {
  std::vector<Reading> readings;
  std::string_view rest = in.rest();
  while (!rest.empty() && readings.size() < 64) {
    const auto confidence = static_cast<double>(static_cast<unsigned char>(rest[0])) / 255;
    rest.remove_prefix(1);
    const auto end = std::min(rest.find('\n'), rest.size());
    readings.push_back({std::string(rest.substr(0, end)), confidence});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return std::make_shared<AnyReader>(std::move(readings));
}

void check_scale(const ValueRange* range, const std::vector<TickLabel>& ticks) {
  if (range) PROMISED(range->valid());
  for (const TickLabel& tick : ticks)
    PROMISED(std::isfinite(tick.value) && std::isfinite(tick.position));
}

}  // namespace

std::vector<std::string> seeds() {
  static constexpr const char* texts[] = {
      "\xff"
      "0\n\xff"
      "10\n\xff"
      "20\n\xff"
      "30\n\xff"
      "40\n",
      "\xf0-1.0\n\xf0-0.5\n\xf0"
      "0.0\n\xf0"
      "0.5\n\xf0"
      "1.0\n\xf0Temperature (K)\n",
      "\xff"
      "10^-3\n\xff"
      "10^-2\n\xff"
      "10^-1\n\xff"
      "10^0\n\xa0x10^-7\n",
      "\xff"
      "2 500\n\xff"
      "5 000\n\xff"
      "7.500\n\xff"
      "10.000\n\xff<5\n\xff>100\n",
      "\xff"
      "120\xc2\xb0W\n\xff"
      "60\xc2\xb0"
      "E\n\xff"
      "0\xc2\xb0\n\xff"
      "2024-01\n\xff"
      "12:30\n",
      "\x80pi/2\n\x80\xcf\x80\n\x80"
      "1e400\n\x80-1e-400\n\x80nan\n\x80\xff\xfe\n"};
  std::vector<std::string> all;
  for (const char* text : texts)
    for (const bool vertical : {false, true}) {
      Seed seed;
      seed.within(60, 420).within(60, 320).flag(vertical).within(0, 0).within(0, 5);
      for (int k = 0; k < 5; ++k) {
        seed.within(1, 2).flag(true).within(1, 2).within(4, 9);
        for (int letter = 0; letter < 2; ++letter) seed.within(0, 2).within(2, 6);
      }
      seed.within(0, 3);
      for (int k = 0; k < 3; ++k) {
        seed.within(0, 60 + 90 * k).within(0, 225).within(1, 1).within(4, 9);
        seed.within(0, 2).within(2, 6);
      }
      seed.text(text);
      all.push_back(seed);
    }
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  Bytes in(data, size);
  const Canvas canvas = draw_figure(in);
  const Rect whole{0, 0, canvas.width, canvas.height};
  FigureOptions options;
  options.reader = take_reader(in);
  Context context;
  const MemorySource source({canvas.width, canvas.height}, canvas.rgb.data());
  const auto layout = analyze_layout(source, options, context);
  if (!layout) return 0;
  const Rect& plot = layout->plot_area;
  PROMISED(!plot.empty() && inside(plot, whole));
  for (const auto* axis : {&layout->x_axis, &layout->y_axis})
    if (*axis) check_scale(&(*axis)->range, (*axis)->ticks);
  if (!layout->colorbar) return 0;
  const Colorbar& bar = *layout->colorbar;
  PROMISED(inside(bar.rect, whole));
  check_scale(bar.range ? &*bar.range : nullptr, bar.ticks);
  return 0;
}
