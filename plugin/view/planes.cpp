// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/view/planes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>

#include "core/catalog/catalog.hpp"
#include "core/context.hpp"
#include "core/figure/corrected_source.hpp"
#include "core/image/raster.hpp"

namespace unweave::view {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr int kSquare = 8;  // of the checkerboard, in dots
constexpr Dot kLightSquare = 0xFFC0C0C0U, kDarkSquare = 0xFF909090U;

/// The viewport's dots that show pixels of `area`: [first, last) along each axis.
struct Seen {
  int x0 = 0, x1 = 0, y0 = 0, y1 = 0;
  Seen(const Viewport& v, const Rect& area) {
    const auto range = [](int n, auto pixel, int low, int high, int& first, int& last) {
      first = 0;
      while (first < n && pixel(first) < low) ++first;
      last = n;
      while (last > first && pixel(last - 1) >= high) --last;
    };
    range(
        v.width, [&](int i) { return v.column(i); }, area.x, area.right(), x0, x1);
    range(
        v.height, [&](int i) { return v.row(i); }, area.y, area.bottom(), y0, y1);
  }
  bool empty() const { return x0 >= x1 || y0 >= y1; }
};

/// Calls row(dot_y, area) for each row of dots that shows part of `area`, the picture's row cut to
/// what is seen, and whether it is the row of the dots above.
template <class Row>
void for_each_row(const Viewport& v, const Rect& area, Row row) {
  const Seen seen(v, area);
  if (seen.empty()) return;
  const int left = v.column(seen.x0), right = v.column(seen.x1 - 1) + 1;
  int last = std::numeric_limits<int>::min();
  for (int y = seen.y0; y < seen.y1; ++y) {
    row(seen, y, Rect{left, v.row(y), right - left, 1}, v.row(y) == last);
    last = v.row(y);
  }
}

std::size_t at(const Viewport& v, int x, int y) {
  return static_cast<std::size_t>(y) * v.width + x;
}

std::vector<Rgb8> gray_palette() {
  std::vector<Rgb8> gray(256);
  for (std::size_t i = 0; i < gray.size(); ++i) gray[i].fill(static_cast<std::uint8_t>(i));
  return gray;
}

}  // namespace

Planes sample(const Recovery& recovery, const PixelSource& source, const Viewport& viewport,
              Quantity quantity) {
  const Report& report = recovery.report();
  const std::size_t dots = at(viewport, 0, viewport.height);
  Planes planes{viewport, report.plot_area, report.max_distance, {}, {}, {}};
  for (auto* plane : {&planes.t, &planes.residual, &planes.confidence}) plane->assign(dots, kNan);
  std::vector<float> t, residual, confidence;
  const bool sure = quantity == Quantity::Confidence;
  for_each_row(viewport, report.plot_area,
               [&](const Seen& seen, int y, const Rect& row, bool again) {
                 const auto width = static_cast<std::size_t>(row.width);
                 for (auto* plane : {&t, &residual, &confidence}) plane->resize(width, kNan);
                 if (!again)
                   recovery.evaluate(
                       source, row,
                       {t.data(), residual.data(), nullptr, sure ? confidence.data() : nullptr});
                 for (int x = seen.x0; x < seen.x1; ++x) {
                   const auto from = static_cast<std::size_t>(viewport.column(x) - row.x);
                   const std::size_t to = at(viewport, x, y);
                   planes.t[to] = t[from];
                   planes.residual[to] = residual[from];
                   planes.confidence[to] = confidence[from];
                 }
               });
  return planes;
}

namespace {

/// Pixels that a dot stands for along one axis: up to kMost, spread evenly over what it covers.
class Covered {
 public:
  static constexpr int kMost = 16;
  /// `first`, `last`: places of the picture where the dot begins and ends.
  Covered(double first, double last, int limit) {
    const int low = std::clamp(static_cast<int>(std::floor(first)), 0, limit - 1);
    const int high = std::clamp(static_cast<int>(std::ceil(last)) - 1, low, limit - 1);
    count_ = std::min(high - low + 1, kMost);
    for (int i = 0; i < count_; ++i)
      pixels_[static_cast<std::size_t>(i)] =
          low + static_cast<int>((2LL * i + 1) * (high - low + 1) / (2LL * count_));
  }
  const int* begin() const { return pixels_.data(); }
  const int* end() const { return pixels_.data() + count_; }

 private:
  std::array<int, kMost> pixels_{};
  int count_ = 0;
};

/// The sums of the colors of a row of dots.
class RowOfMeans {
 public:
  explicit RowOfMeans(int width) : sums_(static_cast<std::size_t>(width)) {}
  void add(int x, const Rgb8& color) {
    Sum& sum = sums_[static_cast<std::size_t>(x)];
    for (std::size_t k = 0; k < 3; ++k) sum.channels[k] += color[k];
    ++sum.count;
  }
  Dot take(int x) {
    Sum& sum = sums_[static_cast<std::size_t>(x)];
    Rgb8 mean{};
    for (std::size_t k = 0; k < 3; ++k)
      mean[k] = static_cast<std::uint8_t>((sum.channels[k] + sum.count / 2) / sum.count);
    sum = {};
    return dot(mean);
  }

 private:
  struct Sum {
    std::array<std::uint32_t, 3> channels{};
    std::uint32_t count = 0;
  };
  std::vector<Sum> sums_;
};

/// Zoomed out: means.
void average_picture(const PixelSource& source, const Viewport& v, std::vector<Dot>& dots) {
  const PixelLayout layout = source.layout();
  const Seen seen(v, {0, 0, layout.width, layout.height});
  if (seen.empty()) return;
  std::vector<Covered> columns;
  for (int x = seen.x0; x < seen.x1; ++x)
    columns.emplace_back(v.picture_x(x), v.picture_x(x + 1), layout.width);
  const int left = *columns.front().begin(), right = *(columns.back().end() - 1) + 1;
  RowOfMeans means(v.width);
  Context context;
  for (int y = seen.y0; y < seen.y1; ++y) {
    for (const int row : Covered(v.picture_y(y), v.picture_y(y + 1), layout.height)) {
      const auto read = read_raster(source, {left, row, right - left, 1},
                                    static_cast<std::size_t>(right - left), context);
      if (!read) return;
      for (int x = seen.x0; x < seen.x1; ++x)
        for (const int column : columns[static_cast<std::size_t>(x - seen.x0)])
          means.add(x, read->color(column - left, 0));
    }
    for (int x = seen.x0; x < seen.x1; ++x) dots[at(v, x, y)] = means.take(x);
  }
}

}  // namespace

std::vector<Dot> sample_picture(const PixelSource& source, const Viewport& viewport) {
  const PixelLayout layout = source.layout();
  std::vector<Dot> dots(at(viewport, 0, viewport.height), 0);
  if (viewport.zoom < 1) {
    average_picture(source, viewport, dots);
    return dots;
  }
  Context context;
  std::optional<Raster> raster;
  for_each_row(viewport, {0, 0, layout.width, layout.height},
               [&](const Seen& seen, int y, const Rect& row, bool again) {
                 if (!again) {
                   auto read =
                       read_raster(source, row, static_cast<std::size_t>(row.width), context);
                   if (!read) return;
                   raster = std::move(*read);
                 }
                 for (int x = seen.x0; x < seen.x1; ++x)
                   dots[at(viewport, x, y)] = dot(raster->color(viewport.column(x) - row.x, 0));
               });
  return dots;
}

std::optional<Pixel> probe(const Recovery* recovery, const PixelSource& source, int x, int y) {
  const PixelLayout layout = source.layout();
  if (!Rect{0, 0, layout.width, layout.height}.contains(x, y)) return std::nullopt;
  Context context;
  const CorrectedSource seen(source, recovery ? recovery->report().correction : Correction{});
  const auto raster = read_raster(seen, {x, y, 1, 1}, 1, context);
  if (!raster) return std::nullopt;
  Pixel pixel{x, y, raster->color(0, 0), false, kNan, kNan, kNan, kNan};
  if (!recovery || !recovery->report().plot_area.contains(x, y)) return pixel;
  pixel.in_plot_area = true;
  recovery->evaluate(source, {x, y, 1, 1},
                     {.t = &pixel.t,
                      .residual = &pixel.residual,
                      .ambiguity = &pixel.ambiguity,
                      .deviation = &pixel.deviation});
  return pixel;
}

std::vector<Rgb8> palette_for(Quantity quantity, Shading shading, const Report& report) {
  if (shading == Shading::Recovered && quantity == Quantity::Field && !report.colors.empty())
    return report.colors;
  if (shading == Shading::Viridis)
    if (const auto viridis = Catalog::builtin().find("viridis")) return viridis->map->sampled(256);
  return gray_palette();
}

std::vector<Dot> shade(const Planes& planes, Quantity quantity, const std::vector<Rgb8>& palette) {
  const Viewport& v = planes.viewport;
  std::vector<Dot> dots(planes.t.size(), 0);
  const auto last = static_cast<double>(palette.size() - 1);
  const double limit = planes.max_distance > 0 ? planes.max_distance : 1;
  for (int y = 0; y < v.height; ++y)
    for (int x = 0; x < v.width; ++x) {
      if (!planes.inside(x, y)) continue;
      const std::size_t i = at(v, x, y);
      double value = planes.t[i];
      // What lies beyond the cut-off has a residual all the same: that is what shows why.
      if (quantity == Quantity::Residual) value = std::min(1.0, planes.residual[i] / limit);
      if (quantity == Quantity::Confidence) value = planes.confidence[i];
      if (std::isnan(value))
        dots[i] = (x / kSquare + y / kSquare) % 2 == 0 ? kLightSquare : kDarkSquare;
      else
        dots[i] =
            dot(palette[static_cast<std::size_t>(std::lround(std::clamp(value, 0.0, 1.0) * last))]);
    }
  return dots;
}

}  // namespace unweave::view
