// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/tilt.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <numbers>
#include <vector>

#include "core/recover.hpp"
#include "core/statistics.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

namespace {

constexpr int kWidth = 500, kHeight = 380;
constexpr Rgb8 kPaper{255, 255, 255}, kInk{0, 0, 0};
const Rect kPlot{60, 50, 300, 260}, kBar{390, 50, 18, 260};

using Drawing = std::function<Rgb8(double, double)>;

double value(double x, double y) {
  return 0.5 + 0.3 * std::sin(x / 47) * std::cos(y / 61) + 0.19 * std::sin((x + y) / 83);
}

bool on_outline(const Rect& r, double x, double y) {
  return x >= r.x - 1 && y >= r.y - 1 && x < r.right() + 1 && y < r.bottom() + 1;
}

bool within(const Rect& r, double x, double y) {
  return x >= r.x && y >= r.y && x < r.right() && y < r.bottom();
}

/// A figure with frame, field and bar, at any place.
Rgb8 figure(double x, double y) {
  static const Table map = map_of(MapKind::Rainbow);
  const auto color = [&](double t) {
    return map[static_cast<std::size_t>(std::clamp(t, 0.0, 1.0) * 255)];
  };
  if (within(kPlot, x, y)) return color(value(x, y));
  if (within(kBar, x, y)) return color(1 - (y - kBar.y) / kBar.height);
  return on_outline(kPlot, x, y) || on_outline(kBar, x, y) ? kInk : kPaper;
}

/// What is drawn at the places that `from` takes the pixels to, each the mean of 4 x 4 places: an
/// oracle that interpolates nothing.
Picture seen(const Drawing& drawing, const std::function<Place(double, double)>& from) {
  constexpr int kPlaces = 4;
  Picture p = filled(kWidth, kHeight, kPaper);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      double sum[3] = {};
      for (int i = 0; i < kPlaces * kPlaces; ++i) {
        const Place at = from(x + (i % kPlaces + 0.5) / kPlaces, y + (i / kPlaces + 0.5) / kPlaces);
        const Rgb8 c = drawing(at.x, at.y);
        for (int k = 0; k < 3; ++k) sum[k] += c[k];
      }
      for (int k = 0; k < 3; ++k)
        p.at(x, y)[k] = static_cast<std::uint8_t>(std::lround(sum[k] / (kPlaces * kPlaces)));
    }
  }
  return p;
}

/// The picture turned counterclockwise.
Picture turned(const Drawing& drawing, double degrees) {
  const double a = degrees * std::numbers::pi / 180, c = std::cos(a), s = std::sin(a);
  return seen(drawing, [=](double x, double y) {
    const double u = x - kWidth / 2.0, v = y - kHeight / 2.0;
    return Place{kWidth / 2.0 + c * u - s * v, kHeight / 2.0 + s * u + c * v};
  });
}

std::optional<Tilt> tilt_of(const Picture& picture) {
  const MemorySource source = picture.source();
  const auto tilt = find_tilt(source, Context{});
  BOOST_TEST_REQUIRE(tilt.has_value());
  return tilt->tilt;
}

std::vector<float> field_of(const Recovery& recovery, const PixelSource& source) {
  const Rect area = recovery.report().plot_area;
  std::vector<float> t(static_cast<std::size_t>(area.area()));
  recovery.evaluate(source, area, {.t = t.data()});
  return t;
}

void expect_same(const Recovery& a, const Recovery& b, const PixelSource& source) {
  BOOST_TEST_REQUIRE((a.report().plot_area == b.report().plot_area));
  const std::vector<float> x = field_of(a, source), y = field_of(b, source);
  BOOST_TEST(std::equal(x.begin(), x.end(), y.begin(), [](float u, float v) {
    return u == v || (std::isnan(u) && std::isnan(v));
  }));
}

struct Measured {
  double median = 0, missing = 0;
  Report report;
};

/// Recovers a picture and compares with the values at the places that it reports; t of the bar.
Measured measured(const Picture& picture) {
  const MemorySource source = picture.source();
  RecoverOptions options;
  options.figure.read_ticks = false;
  const auto recovery = recover(source, options, Context{});
  BOOST_TEST_REQUIRE(recovery.has_value());
  Measured out{0, 0, (*recovery)->report()};
  const Rect area = out.report.plot_area;
  const std::vector<float> t = field_of(**recovery, source);
  std::vector<double> errors;
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const float v = t[static_cast<std::size_t>(y) * area.width + x];
      if (std::isnan(v))
        ++out.missing;
      else
        errors.push_back(std::abs(v - value(area.x + x + 0.5, area.y + y + 0.5)));
    }
  }
  BOOST_TEST_REQUIRE(!errors.empty());
  out.missing /= static_cast<double>(t.size());
  out.median = median(errors);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tilt)

// Tolerance: 0.03 degrees, over the 300 pixels of the plot a sixth of a pixel.
BOOST_AUTO_TEST_CASE(the_angle_of_a_turned_figure_is_found) {
  for (const double angle : {-5.0, -2.0, -0.6, 0.35, 1.0, 3.0, 5.0}) {
    const auto tilt = tilt_of(turned(figure, angle));
    BOOST_TEST_CONTEXT(angle) {
      BOOST_TEST_REQUIRE(tilt.has_value());
      BOOST_TEST(!tilt->perspective);
      BOOST_TEST(std::abs(tilt->angle - angle) < 0.03);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_upright_figure_is_left_alone) {
  BOOST_TEST(!tilt_of(turned(figure, 0)).has_value());
}

// Over 500 pixels 0.05 degrees are less than half a pixel.
BOOST_AUTO_TEST_CASE(what_cannot_be_seen_is_left_alone) {
  BOOST_TEST(!tilt_of(turned(figure, 0.05)).has_value());
}

// A field whose cells or waves run askew, in a frame that does not.
BOOST_AUTO_TEST_CASE(what_is_drawn_askew_in_an_upright_figure_says_nothing) {
  const Table map = map_of(MapKind::Warm);
  const auto waves = [&](double x, double y) {
    if (!within(kPlot, x, y)) return figure(x, y);
    const double across = x + 0.05 * y, down = y - 0.05 * x;
    const int checks = static_cast<int>(std::floor(across / 30) + std::floor(down / 30));
    return map[checks % 2 ? 40 : 200];
  };
  BOOST_TEST(!tilt_of(turned(waves, 0)).has_value());
}

BOOST_AUTO_TEST_CASE(a_field_without_a_figure_says_nothing) {
  const Picture field = paint(cosine_field(kWidth, kHeight, 7), map_of(MapKind::Rainbow));
  BOOST_TEST(!tilt_of(field).has_value());
  BOOST_TEST(!tilt_of(photograph(kWidth, kHeight, 3)).has_value());
}

BOOST_AUTO_TEST_CASE(a_blank_or_tiny_picture_says_nothing) {
  BOOST_TEST(!tilt_of(filled(kWidth, kHeight, kPaper)).has_value());
  BOOST_TEST(!tilt_of(filled(1, 1, kPaper)).has_value());
  BOOST_TEST(!tilt_of(filled(3, 200, kInk)).has_value());
}

// Straightened, the plot lies where it was drawn (to a pixel), and each value is right where the
// report says that it is. Tolerance of the median: 0.004, a step of 256 colors.
BOOST_AUTO_TEST_CASE(a_turned_figure_gives_the_field_of_the_upright_one) {
  for (const double angle : {-3.0, 1.4}) {
    const Measured found = measured(turned(figure, angle));
    BOOST_TEST_CONTEXT(angle) {
      BOOST_TEST_REQUIRE(found.report.correction.tilt.has_value());
      for (const int off : {found.report.plot_area.x - kPlot.x, found.report.plot_area.y - kPlot.y,
                            found.report.plot_area.right() - kPlot.right(),
                            found.report.plot_area.bottom() - kPlot.bottom()})
        BOOST_TEST(std::abs(off) <= 2);
      BOOST_TEST(found.median < 0.004);
      BOOST_TEST(found.missing < 0.03);
      BOOST_TEST(found.report.colorbar.has_value());
    }
  }
}

// The outermost lines of the figure become upright and level. Its middle keeps its place only
// about, so that values are compared by the plot's own corners.
BOOST_AUTO_TEST_CASE(perspective_is_straightened) {
  const Projection camera{{1.02, 0.03, -8, -0.03, 1.03, 4, -0.00011, 0.00009, 1}};
  const Picture p = seen(figure, [&](double x, double y) { return camera({x, y}); });
  const auto tilt = tilt_of(p);
  BOOST_TEST_REQUIRE(tilt.has_value());
  BOOST_TEST(tilt->perspective);
  const MemorySource source = p.source();
  RecoverOptions options;
  options.figure.read_ticks = false;
  const auto recovery = recover(source, options, Context{});
  BOOST_TEST_REQUIRE(recovery.has_value());
  const Rect area = (*recovery)->report().plot_area;
  const std::vector<float> t = field_of(**recovery, source);
  std::vector<double> errors;
  for (int y = 0; y < area.height; ++y) {
    for (int x = 0; x < area.width; ++x) {
      const float v = t[static_cast<std::size_t>(y) * area.width + x];
      if (std::isnan(v)) continue;
      const double u = kPlot.x + (x + 0.5) / area.width * kPlot.width;
      const double w = kPlot.y + (y + 0.5) / area.height * kPlot.height;
      errors.push_back(std::abs(v - value(u, w)));
    }
  }
  BOOST_TEST_REQUIRE(errors.size() > 0.95 * t.size());
  BOOST_TEST(median(errors) < 0.006);
}

// One Analysis that is asked in turn gives what a fresh one does.
BOOST_AUTO_TEST_CASE(left_askew_or_not_nothing_of_the_other_is_kept) {
  const Picture p = turned(figure, 2);
  const MemorySource source = p.source();
  RecoverOptions options;
  options.figure.read_ticks = false;
  Analysis analysis(source);
  for (const bool straighten : {true, false, true}) {
    options.figure.correct = straighten;
    const auto kept = analysis.recover(options, Context{});
    const auto fresh = recover(source, options, Context{});
    BOOST_TEST_REQUIRE((kept.has_value() && fresh.has_value()));
    BOOST_TEST((*kept)->report().correction.tilt.has_value() == straighten);
    expect_same(**kept, **fresh, source);
  }
}

// The field of a picture that was let go in between (by a canceled wish for another one) is made
// anew: what it was read from is gone.
BOOST_AUTO_TEST_CASE(a_canceled_change_leaves_nothing_of_a_picture_that_is_gone) {
  const Picture p = turned(figure, 2);
  const MemorySource source = p.source();
  RecoverOptions options;
  options.figure.read_ticks = false;
  Analysis analysis(source);
  BOOST_TEST_REQUIRE(analysis.recover(options, Context{}).has_value());
  Context canceled;
  canceled.progress = [](Stage, double) { return false; };
  options.figure.correct = false;
  BOOST_TEST(!analysis.recover(options, canceled).has_value());
  options.figure.correct = true;
  options.field.fill = 5;
  const auto kept = analysis.recover(options, Context{});
  const auto fresh = recover(source, options, Context{});
  BOOST_TEST_REQUIRE((kept.has_value() && fresh.has_value()));
  expect_same(**kept, **fresh, source);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
