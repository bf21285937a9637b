// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/labels/text_reader.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/labeled_figure.hpp"

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
  const Canvas canvas = draw_figure(in, draw_word);
  FigureOptions options;
  options.reader = take_reader(in);
  check_layout(canvas, options);
  return 0;
}
