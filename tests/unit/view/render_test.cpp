// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <functional>
#include <set>
#include <string>

#include "plugin/run/job.hpp"
#include "plugin/view/drawings.hpp"
#include "tests/unit/view/found.hpp"

using namespace unweave;
using namespace unweave::testing;
using namespace unweave::view;

namespace {

struct Drawn {
  int width, height;
  SurfacePtr surface;
  Dot at(int x, int y) const {
    const auto* row =
        cairo_image_surface_get_data(surface.get()) +
        static_cast<std::ptrdiff_t>(y) * cairo_image_surface_get_stride(surface.get());
    Dot d = 0;
    std::memcpy(&d, row + 4 * static_cast<std::ptrdiff_t>(x), sizeof d);
    return d;
  }
  int painted(int x0, int x1) const {
    int count = 0;
    for (int y = 0; y < height; ++y)
      for (int x = x0; x < x1; ++x) count += at(x, y) != 0;
    return count;
  }
};

Drawn draw(int width, int height, const std::function<void(cairo_t*)>& paint_it) {
  Drawn drawn{width, height,
              SurfacePtr(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height))};
  const CairoPtr cr(cairo_create(drawn.surface.get()));
  paint_it(cr.get());
  BOOST_TEST(cairo_status(cr.get()) == CAIRO_STATUS_SUCCESS);
  cairo_surface_flush(drawn.surface.get());
  return drawn;
}

Digest digest_of(const Found& found) {
  return digest(*found.recovery, found.report(), found.picture.source());
}

std::string rendered(const Found& found, Drawing drawing, FileKind kind) {
  return render(drawing, kind, digest_of(found), *found.recovery, found.picture.source());
}

cairo_status_t read_bytes(void* left, unsigned char* out, unsigned size) {
  auto& bytes = *static_cast<std::string*>(left);
  if (bytes.size() < size) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(out, bytes.data(), size);
  bytes.erase(0, size);
  return CAIRO_STATUS_SUCCESS;
}

Drawn read_png(std::string bytes) {
  SurfacePtr surface(cairo_image_surface_create_from_png_stream(read_bytes, &bytes));
  BOOST_TEST_REQUIRE(cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS);
  return {cairo_image_surface_get_width(surface.get()),
          cairo_image_surface_get_height(surface.get()), std::move(surface)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(drawings)

BOOST_AUTO_TEST_CASE(names_are_those_of_the_job_and_all_different) {
  std::set<std::string> names;
  std::size_t i = 0;
  for (const Drawing drawing : kDrawings) {
    BOOST_TEST(std::string(drawing_name(drawing)) == plugin::kDrawingNames[i++]);
    names.insert(drawing_name(drawing));
  }
  BOOST_TEST(names.size() == std::size(plugin::kDrawingNames));
  for (const char* format : plugin::kDrawingFormats) BOOST_TEST(drawing_format(format).has_value());
  BOOST_TEST(!drawing_format("gif").has_value());
}

BOOST_AUTO_TEST_CASE(strip_shows_the_map_from_low_to_high) {
  const Found found;
  const Theme theme;
  const Drawn drawn =
      draw(600, 80, [&](cairo_t* cr) { draw_strip(cr, theme, digest_of(found), 600, 80); });
  const Span span = strip_span(theme, 600);
  const auto& colors = found.report().colors;
  for (const double t : {0.1, 0.5, 0.9}) {
    const Dot d = drawn.at(static_cast<int>(span.low + t * (span.high - span.low)), 10);
    const Rgb8& c = colors[static_cast<std::size_t>(t * 256)];
    for (int k = 0; k < 3; ++k)
      BOOST_TEST(std::abs(static_cast<int>(d >> (16 - 8 * k) & 0xFF) - c[k]) <= 2);
  }
}

BOOST_AUTO_TEST_CASE(histogram_is_as_high_as_values_are_frequent) {
  const Found found;
  Digest digest = digest_of(found);
  digest.bins.assign(Digest::kBins, 0);
  digest.bins[10] = 100;
  digest.bins[50] = 50;
  const Theme theme;
  const Drawn drawn =
      draw(700, 300, [&](cairo_t* cr) { draw_histogram(cr, theme, digest, 700, 300); });
  const Span span = strip_span(theme, 700);
  const double step = (span.high - span.low) / Digest::kBins;
  const auto height_at = [&](int bin) {
    const int x = static_cast<int>(span.low + (bin + 0.5) * step);
    int count = 0;
    for (int y = 0; y < 250; ++y) count += drawn.at(x, y) >> 24 == 255;
    return count;
  };
  BOOST_TEST(height_at(10) > 150);
  BOOST_TEST(std::abs(height_at(10) - 2 * height_at(50)) < 10);
  BOOST_TEST(height_at(30) <= 2);  // the axis
}

BOOST_AUTO_TEST_CASE(cloud_turns) {
  const Found found;
  const Digest digest = digest_of(found);
  const auto side = [&](double angle) {
    const Drawn drawn = draw(300, 300, [&](cairo_t* cr) {
      draw_cloud(cr, Theme(), digest, {angle, 0.3}, 300, 300);
    });
    std::vector<Dot> dots;
    for (int y = 0; y < 300; ++y)
      for (int x = 0; x < 300; ++x) dots.push_back(drawn.at(x, y));
    return dots;
  };
  const auto front = side(0.6), turned = side(1.6);
  BOOST_TEST((front != turned));
  BOOST_TEST((front == side(0.6)));
}

BOOST_AUTO_TEST_CASE(outlines_surround_what_was_found_and_leave_it_free) {
  const Found found;
  Report report = found.report();
  report.plot_area = {20, 20, 100, 60};
  report.colorbar = Rect{150, 20, 10, 60};
  report.ticks = {{"0", 0, 75, 0}, {"5", 5, 25, 0}};
  const Viewport v{0, 0, 2, 400, 200};
  const Drawn drawn = draw(400, 200, [&](cairo_t* cr) { draw_outlines(cr, {}, report, v); });
  for (const auto& [x, y] : {std::pair(39, 100), {240, 100}, {100, 39}, {299, 100}, {295, 150}})
    BOOST_TEST((drawn.at(x, y) >> 24) > 0u);
  BOOST_TEST(drawn.at(140, 130) == 0u);  // inside the plot area
  BOOST_TEST(drawn.at(310, 100) == 0u);  // inside the bar, also beside a tick
  BOOST_TEST(drawn.at(310, 150) == 0u);
  BOOST_TEST(drawn.painted(360, 400) == 0);
}

BOOST_AUTO_TEST_CASE(labels_stand_on_plain_paper_alone) {
  const Found found;
  Report report = found.report();
  report.plot_area = {20, 20, 100, 60};
  report.colorbar = Rect{150, 20, 10, 60};
  report.ticks = {{"5", 5, 50, 0}};
  const Viewport v{0, 0, 2, 400, 200};
  // Dots that were painted to the left and to the right of the bar, on paper or on what is there.
  const auto painted_beside = [&](const std::vector<Dot>& dots) {
    const SurfacePtr picture = surface_of(dots, 400, 200);
    const Drawn drawn =
        draw(400, 200, [&](cairo_t* cr) { draw_outlines(cr, {}, report, v, picture.get()); });
    const auto painted = [&](int x0, int x1) {
      int count = 0;
      for (int y = 85; y < 115; ++y)
        for (int x = x0; x < x1; ++x) count += drawn.at(x, y) != 0;
      return count;
    };
    return std::pair(painted(250, 284), painted(330, 400));
  };
  std::vector<Dot> dots(400 * 200, dot({255, 255, 255}));
  const auto [left, none] = painted_beside(dots);
  BOOST_TEST(left > 0);
  BOOST_TEST(none == 0);
  // Letters before the bar: the number goes behind it.
  for (int y = 80; y < 120; ++y)
    for (int x = 244; x < 296; x += 3) dots[static_cast<std::size_t>(y) * 400 + x] = kOpaque;
  const auto [covered, right] = painted_beside(dots);
  BOOST_TEST(covered == 0);
  BOOST_TEST(right > 0);
  // Nothing but letters: there are no labels at all.
  for (std::size_t i = 0; i < dots.size(); i += 3) dots[i] = kOpaque;
  const auto [no_left, no_right] = painted_beside(dots);
  BOOST_TEST(no_left == 0);
  BOOST_TEST(no_right == 0);
}

BOOST_AUTO_TEST_CASE(a_stepped_map_is_drawn_in_steps) {
  const Found found;
  Digest digest = digest_of(found);
  digest.report.range = {};
  digest.report.edges = {0, 0.25, 0.5, 1};
  const Theme theme;
  const Drawn drawn = draw(600, 80, [&](cairo_t* cr) { draw_strip(cr, theme, digest, 600, 80); });
  const Span span = strip_span(theme, 600);
  const auto at = [&](double t) {
    return drawn.at(static_cast<int>(span.low + t * (span.high - span.low)), 10);
  };
  BOOST_TEST(at(0.02) == at(0.23));
  BOOST_TEST(at(0.27) == at(0.48));
  BOOST_TEST(at(0.52) == at(0.98));
  BOOST_TEST(at(0.23) != at(0.27));
  BOOST_TEST(at(0.48) != at(0.52));
}

BOOST_AUTO_TEST_CASE(the_grids_cells_are_seen_where_they_are_wide_enough) {
  const Found found;
  Report report = found.report();
  report.plot_area = {20, 20, 100, 60};
  report.colorbar.reset();
  report.grid = even_grid(100, 60, 4, 3);
  const auto at = [&](double zoom, int x, int y) {
    const Viewport v{0, 0, zoom, 400, 200};
    return draw(400, 200, [&](cairo_t* cr) { draw_outlines(cr, {}, report, v); }).at(x, y) >> 24;
  };
  BOOST_TEST(at(2, 140, 130) > 0u);   // at 70: the middle of the plot area
  BOOST_TEST(at(2, 150, 120) > 0u);   // at 60: two thirds down
  BOOST_TEST(at(2, 165, 140) == 0u);  // inside a cell
  report.grid = even_grid(100, 60, 50, 3);
  BOOST_TEST(at(2, 148, 135) == 0u);  // columns of 4 dots would be all lines
  BOOST_TEST(at(2, 148, 120) > 0u);
}

BOOST_AUTO_TEST_CASE(png_of_the_field_has_the_pictures_pixels) {
  const Found found;
  const Drawn png = read_png(rendered(found, Drawing::Field, FileKind::Png));
  BOOST_TEST(png.width == Found::kWidth);
  BOOST_TEST(png.height == Found::kHeight);
  const auto* c = found.picture.at(200, 20);
  for (int k = 0; k < 3; ++k)
    BOOST_TEST(std::abs(static_cast<int>(png.at(200, 20) >> (16 - 8 * k) & 0xFF) - c[k]) <= 2);
}

BOOST_AUTO_TEST_CASE(files_of_each_kind_are_whole_and_the_same_each_time) {
  const Found found({-2, 30, Scale::Linear, RangeSource::Given});
  for (const Drawing drawing : kDrawings) {
    const std::string svg = rendered(found, drawing, FileKind::Svg);
    BOOST_TEST(svg.starts_with("<?xml"));
    BOOST_TEST(svg.find("</svg>") != svg.npos);
    BOOST_TEST((svg == rendered(found, drawing, FileKind::Svg)), drawing_name(drawing));
    const std::string bytes = rendered(found, drawing, FileKind::Png);
    BOOST_TEST((bytes == rendered(found, drawing, FileKind::Png)), drawing_name(drawing));
    const Drawn png = read_png(bytes);
    BOOST_TEST(png.width >= Found::kWidth);
  }
}

BOOST_AUTO_TEST_SUITE_END()
