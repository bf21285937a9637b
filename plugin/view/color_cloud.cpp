// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "plugin/view/drawings.hpp"

namespace unweave::view {
namespace {

struct Place {
  double x = 0, y = 0;
  double depth = 0;  ///< larger: nearer to the eye
};

/// The cube seen along a direction; its middle at (0, 0), an edge of length 1.
class Projection {
 public:
  explicit Projection(const Turn& turn)
      : sin_a_(std::sin(turn.about_gray)),
        cos_a_(std::cos(turn.about_gray)),
        sin_b_(std::sin(turn.tilt)),
        cos_b_(std::cos(turn.tilt)) {}
  /// Red to the right, green to the back, blue up, before turning.
  Place operator()(double r, double g, double b) const {
    const double x = r - 0.5, y = g - 0.5, z = b - 0.5;
    const double u = cos_a_ * x - sin_a_ * y, v = sin_a_ * x + cos_a_ * y;
    return {u, -(cos_b_ * z + sin_b_ * v), sin_b_ * z - cos_b_ * v};
  }

 private:
  double sin_a_, cos_a_, sin_b_, cos_b_;
};

class Cube {
 public:
  Cube(cairo_t* cr, const Theme& theme, const Turn& turn, double width, double height)
      : cr_(cr),
        theme_(theme),
        projection_(turn),
        x_(width / 2),
        y_(height / 2),
        // The cube's diagonal fits however it is turned, with room for letters.
        scale_(std::max(1.0, std::min(width, height) - 2.5 * theme.font_size) /
               std::numbers::sqrt3) {}

  Place place(double r, double g, double b) const {
    Place p = projection_(r, g, b);
    return {x_ + scale_ * p.x, y_ + scale_ * p.y, p.depth};
  }
  Place place(const Rgb8& c) const { return place(c[0] / 255.0, c[1] / 255.0, c[2] / 255.0); }

  void draw_edges() const {
    set_ink(cr_, theme_.text, 0.35);
    cairo_set_line_width(cr_, 0.8 * theme_.line);
    for (int axis = 0; axis < 3; ++axis)
      for (int corner = 0; corner < 4; ++corner) {
        std::array<double, 3> from{}, to{};
        from[(axis + 1) % 3] = to[(axis + 1) % 3] = corner & 1;
        from[(axis + 2) % 3] = to[(axis + 2) % 3] = corner >> 1;
        to[axis] = 1;
        const Place a = place(from[0], from[1], from[2]), b = place(to[0], to[1], to[2]);
        cairo_move_to(cr_, a.x, a.y);
        cairo_line_to(cr_, b.x, b.y);
      }
    cairo_stroke(cr_);
    set_ink(cr_, theme_.text);
    for (int axis = 0; axis < 3; ++axis) {
      const double out = 1.07;
      const Place p = place(axis == 0 ? out : 0, axis == 1 ? out : 0, axis == 2 ? out : 0);
      draw_text(cr_, theme_, std::string(1, "RGB"[axis]), p.x, p.y, 0.5, 0.5);
    }
  }

  void draw_points(const std::vector<CloudPoint>& cloud) const {
    struct Drawn {
      Place place;
      const CloudPoint* point;
    };
    std::vector<Drawn> drawn;
    drawn.reserve(cloud.size());
    for (const CloudPoint& point : cloud) drawn.push_back({place(point.color), &point});
    std::stable_sort(drawn.begin(), drawn.end(),
                     [](const Drawn& a, const Drawn& b) { return a.place.depth < b.place.depth; });
    for (const auto& [p, point] : drawn) {
      // Area grows with the square root of the count: rare colors are still seen.
      const double radius = std::min(4.0, 0.9 + 0.25 * std::pow(point->count, 0.25));
      cairo_arc(cr_, p.x, p.y, radius * theme_.line, 0, 2 * std::numbers::pi);
      if (point->data) {
        cairo_set_source_rgb(cr_, point->color[0] / 255.0, point->color[1] / 255.0,
                             point->color[2] / 255.0);
        cairo_fill(cr_);
      } else {
        set_ink(cr_, theme_.text, 0.35);
        cairo_set_line_width(cr_, 0.6 * theme_.line);
        cairo_stroke(cr_);
      }
    }
  }

  /// In its own colors, cased, so that it is seen on any ground.
  void draw_curve(const std::vector<Rgb8>& colors) const {
    cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(cr_, CAIRO_LINE_CAP_ROUND);
    for (std::size_t i = 0; i < colors.size(); ++i) {
      const Place p = place(colors[i]);
      i == 0 ? cairo_move_to(cr_, p.x, p.y) : cairo_line_to(cr_, p.x, p.y);
    }
    set_ink(cr_, theme_.text);
    cairo_set_line_width(cr_, 4 * theme_.line);
    cairo_stroke(cr_);
    cairo_set_line_width(cr_, 2.4 * theme_.line);
    for (std::size_t i = 1; i < colors.size(); ++i) {
      const Place a = place(colors[i - 1]), b = place(colors[i]);
      const Rgb8& c = colors[i];
      cairo_set_source_rgb(cr_, c[0] / 255.0, c[1] / 255.0, c[2] / 255.0);
      cairo_move_to(cr_, a.x, a.y);
      cairo_line_to(cr_, b.x, b.y);
      cairo_stroke(cr_);
    }
  }

  /// Which end of the curve is the low one.
  void draw_low_end(const Rgb8& color) const {
    const Place p = place(color);
    cairo_arc(cr_, p.x, p.y, 4 * theme_.line, 0, 2 * std::numbers::pi);
    cairo_set_line_width(cr_, 1.5 * theme_.line);
    cairo_stroke(cr_);
  }

 private:
  cairo_t* cr_;
  const Theme& theme_;
  Projection projection_;
  double x_, y_, scale_;
};

}  // namespace

void draw_cloud(cairo_t* cr, const Theme& theme, const Digest& digest, const Turn& turn,
                double width, double height) {
  cairo_save(cr);
  const Cube cube(cr, theme, turn, width, height);
  cube.draw_edges();
  cube.draw_points(digest.cloud);
  const auto& colors = digest.report.colors;
  if (!colors.empty()) {
    cube.draw_curve(colors);
    set_ink(cr, theme.text);
    cube.draw_low_end(colors.front());
  }
  cairo_restore(cr);
}

}  // namespace unweave::view
