// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/titles.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr Rect kPlot{60, 50, 200, 150}, kBar{290, 50, 16, 150};
constexpr int kLetter = 12, kStep = 7;  // pixels: height of a letter, from one to the next

/// Reads strokes: a line that begins with a tall one is a text, "word of N" strokes, one that ends
/// with it stands on its head, and one without is a number.
class StrokeReader final : public TextReader {
 public:
  double confidence = 0.95;
  bool ready() const override { return true; }
  Reading read(const TextImage& image, const std::string&) const override {
    std::vector<int> heights;
    bool in_stroke = false;
    for (int x = 0; x < image.width; ++x) {
      int ink = 0;
      for (int y = 0; y < image.height; ++y)
        ink += image.gray[static_cast<std::size_t>(y) * image.width + x] < 128;
      if (ink > 0 && !in_stroke) heights.push_back(0);
      if (ink > 0) heights.back() = std::max(heights.back(), ink);
      in_stroke = ink > 0;
    }
    if (heights.empty()) return {};
    const int first = heights.front(), last = heights.back();
    const auto count = std::to_string(heights.size());
    if (first > 1.15 * last) return {"word of " + count, confidence};
    if (last > 1.15 * first) return {"pjom fo " + count, 0.3};
    return {count, confidence};
  }
};

class Figure {
 public:
  Picture picture = filled(400, 260, {255, 255, 255});
  Rect bar;

  explicit Figure(const Rect& its_bar = kBar) : bar(its_bar) {
    frame(kPlot);
    frame(bar);
    // Three labels below the plot, left of it and right of the bar.
    for (int i = 0; i < 3; ++i) {
      upright(kPlot.x + 10 + 85 * i, kPlot.bottom() + 8, 2, false);
      upright(kPlot.x - 24, kPlot.y + 20 + 50 * i, 2, false);
      upright(bar.right() + 8, bar.y + 20 + 50 * i, 2, false);
    }
  }

  void frame(const Rect& r) {
    picture.fill({r.x - 1, r.y - 1, r.width + 2, r.height + 2}, {0, 0, 0});
    picture.fill(r, {120, 160, 200});
  }
  /// Strokes side by side, the first one taller if it is a word.
  void upright(int x, int y, int count, bool word) {
    for (int i = 0; i < count; ++i) {
      const int more = word && i == 0 ? 3 : 0;
      picture.fill({x + kStep * i, y - more, 3, kLetter + more}, {0, 0, 0});
    }
  }
  /// A word that runs upward, or downward.
  void turned(int x, int y, int count, bool upward) {
    for (int i = 0; i < count; ++i) {
      const int more = (upward ? i == count - 1 : i == 0) ? 3 : 0;
      const int left = upward ? x - more : x;
      picture.fill({left, y + kStep * i, kLetter + more, 3}, {0, 0, 0});
    }
  }

  FigureTitles titles(double confidence = 0.95) const {
    const MemorySource source = picture.source();
    Context context;
    const auto raster = read_raster(source, picture.whole(), 1'000'000, context);
    BOOST_TEST_REQUIRE(raster.has_value());
    StrokeReader reader;
    reader.confidence = confidence;
    TitledParts parts;
    parts.plot = Rect{kPlot.x - 1, kPlot.y - 1, kPlot.width + 2, kPlot.height + 2};
    parts.bar = grown(bar, 1);
    return read_titles(*raster, reader, parts, {});
  }
};

constexpr int kMiddle = kPlot.x + kPlot.width / 2;

}  // namespace

BOOST_AUTO_TEST_SUITE(titles)

BOOST_AUTO_TEST_CASE(labels_alone_are_no_titles) {
  BOOST_TEST((Figure().titles() == FigureTitles{}));
}

BOOST_AUTO_TEST_CASE(a_bar_longer_than_its_plot_hides_no_title) {
  // As matplotlib draws them beside plots of a fixed aspect.
  Figure f({kPlot.right() + 15, kPlot.y - 20, 16, kPlot.height + 40});
  f.upright(kMiddle - 25, kPlot.bottom() + 30, 7, true);
  f.upright(kMiddle - 30, kPlot.y - 24, 9, true);
  const FigureTitles found = f.titles();
  BOOST_TEST(found.x == "word of 7");
  BOOST_TEST(found.figure == "word of 9");
}

BOOST_AUTO_TEST_CASE(titles_stand_beyond_the_labels_and_above_the_plot) {
  Figure f;
  f.upright(kMiddle - 25, kPlot.bottom() + 30, 7, true);
  f.upright(kMiddle - 30, kPlot.y - 24, 9, true);
  f.turned(10, kPlot.y + 50, 6, true);
  f.turned(kBar.right() + 40, kBar.y + 55, 5, true);
  const FigureTitles found = f.titles();
  BOOST_TEST(found.x == "word of 7");
  BOOST_TEST(found.figure == "word of 9");
  BOOST_TEST(found.y == "word of 6");
  BOOST_TEST(found.bar == "word of 5");
}

BOOST_AUTO_TEST_CASE(text_beside_a_bar_may_run_downward) {
  Figure f;
  f.turned(kBar.right() + 40, kBar.y + 55, 5, false);
  BOOST_TEST(f.titles().bar == "word of 5");
}

BOOST_AUTO_TEST_CASE(a_title_above_the_bar_is_the_bars) {
  Figure f;
  f.upright(kBar.x - 18, kBar.y - 22, 7, true);
  const FigureTitles found = f.titles();
  BOOST_TEST(found.bar == "word of 7");
  BOOST_TEST(found.figure.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_text_or_not_sure_is_not_claimed) {
  Figure f;
  f.upright(kMiddle - 25, kPlot.bottom() + 30, 7, true);
  BOOST_TEST(f.titles(0.75).x.empty());
  Figure number;
  number.upright(kMiddle - 25, kPlot.bottom() + 30, 7, false);
  BOOST_TEST(number.titles().x.empty());
}

BOOST_AUTO_TEST_CASE(text_elsewhere_is_no_title) {
  Figure far;
  far.upright(kPlot.right() - 30, kPlot.bottom() + 30, 9, true);  // runs out of the plot's side
  BOOST_TEST(far.titles().x.empty());
  Figure many;
  for (int i = 0; i < 3; ++i) many.upright(kPlot.x + 5 + 70 * i, kPlot.bottom() + 30, 4, true);
  BOOST_TEST(many.titles().x.empty());
}

// Tick marks and the frame touch the plot; what is left of them must not join a title.
BOOST_AUTO_TEST_CASE(tick_marks_beside_a_title_are_no_letters) {
  Figure f;
  f.upright(kPlot.x + 2, kPlot.y - 20, 9, true);
  f.picture.fill({kPlot.x - 8, kPlot.y - 4, 8, 4}, {0, 0, 0});
  BOOST_TEST(f.titles().figure == "word of 9");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
