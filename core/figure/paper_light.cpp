// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/paper_light.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/image/color.hpp"
#include "core/image/raster.hpp"
#include "core/statistics.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

constexpr std::size_t kSamplePixels = 1'000'000;
constexpr int kSquares = 40;      // along the picture's longer side
constexpr double kFlat = 8;       // levels: most spread of luma in a square of paper (quartiles)
constexpr double kBright = 0.5;   // least luma of paper, against the brightest square
constexpr double kChroma = 0.3;   // most chroma of paper, against its brightest channel
constexpr double kNear = 0.01;    // logarithm: most distance of paper from the fit
constexpr double kChange = 0.03;  // logarithm: least change that is worth a correction
constexpr double kScatters = 6;   // that the change must be of what is left of the fit
constexpr double kMostly = 0.6;   // least share of bright flat squares that the fit explains
constexpr double kPaper = 0.1;    // least share of the page that is paper
constexpr double kContent = 0.1;  // least share of it that is something else
constexpr double kAround = 0.7;   // least share of the squares at its rim that are paper

constexpr int kTerms = 6;      // of a polynomial of the second degree in two variables
constexpr double kBeyond = 5;  // times kNear: paper beyond the page, where the fit is not sure

using Row = Eigen::Matrix<double, 1, kTerms>;
using Terms = Eigen::Matrix<double, kTerms, 1>;
using Normal = Eigen::Matrix<double, kTerms, kTerms>;

/// A square of the picture in which colors hardly vary.
struct Square {
  double u = 0, v = 0;            ///< its middle; see PaperLight
  std::array<double, 3> level{};  ///< medians, logarithms
  bool flat = false, paper = false;
  double luma = 0, chroma = 0;
};

Row basis(double u, double v) { return Row(1, u, v, u * u, u * v, v * v); }

Square look(const Raster& raster, const Rect& r, const PixelLayout& layout) {
  std::array<std::vector<int>, 3> channels;
  std::vector<int> lumas;
  for (int y = r.y; y < r.bottom(); ++y) {
    for (int x = r.x; x < r.right(); ++x) {
      const std::uint8_t* p = raster.at(x, y);
      for (std::size_t c = 0; c < 3; ++c) channels[c].push_back(p[c]);
      lumas.push_back(fast_luma(p[0], p[1], p[2]));
    }
  }
  Square square;
  square.u = 2 * (raster.origin.x + raster.step * (r.x + r.width / 2.0)) / layout.width - 1;
  square.v = 2 * (raster.origin.y + raster.step * (r.y + r.height / 2.0)) / layout.height - 1;
  double most = 0, least = 255;
  for (std::size_t c = 0; c < 3; ++c) {
    const double level = median(channels[c]);
    square.level[c] = std::log(std::max(level, 1.0) / 255);
    most = std::max(most, level);
    least = std::min(least, level);
  }
  const std::size_t n = lumas.size();
  std::sort(lumas.begin(), lumas.end());
  square.luma = lumas[n / 2];
  square.chroma = most > 0 ? (most - least) / most : 0;
  square.flat = lumas[3 * n / 4] - lumas[n / 4] <= kFlat;
  return square;
}

/// The page's squares, row by row.
struct Squares {
  int columns = 0, rows = 0;
  std::vector<Square> all;
};

Squares cut(const Raster& raster, const PixelLayout& layout) {
  const int side = std::max(4, std::max(raster.width, raster.height) / kSquares);
  Squares out{raster.width / side, raster.height / side, {}};
  for (int j = 0; j < out.rows; ++j)
    for (int i = 0; i < out.columns; ++i)
      out.all.push_back(look(raster, {i * side, j * side, side, side}, layout));
  return out;
}

/// Squares that may be paper by their own colors.
std::vector<Square*> candidates(Squares& squares) {
  double brightest = 0;
  for (const Square& s : squares.all)
    if (s.flat) brightest = std::max(brightest, s.luma);
  std::vector<Square*> out;
  for (Square& s : squares.all)
    if (s.flat && s.luma >= kBright * brightest && s.chroma <= kChroma) out.push_back(&s);
  return out;
}

/// Least absolute deviations by least squares that are weighed anew.
Terms fit(const std::vector<Square*>& squares, std::size_t channel) {
  constexpr int kRounds = 12;
  constexpr double kLeast = 1e-4;  // a deviation below which all weigh alike
  Terms c = Terms::Zero();
  for (int round = 0; round < kRounds; ++round) {
    Normal a = Normal::Zero();
    Terms b = Terms::Zero();
    for (const Square* s : squares) {
      const Row row = basis(s->u, s->v);
      const double off = std::abs(s->level[channel] - row * c);
      const double weight = round == 0 ? 1 : 1 / std::max(off, kLeast);
      a += weight * row.transpose() * row;
      b += weight * s->level[channel] * row.transpose();
    }
    c = a.ldlt().solve(b);
  }
  return c;
}

/// True if the paper lies all around something else.
bool surrounds(const Squares& squares) {
  std::size_t paper = 0, rim = 0, paper_at_rim = 0;
  for (int j = 0; j < squares.rows; ++j) {
    for (int i = 0; i < squares.columns; ++i) {
      const bool is_paper = squares.all[static_cast<std::size_t>(j) * squares.columns + i].paper;
      paper += is_paper;
      if (i > 0 && j > 0 && i + 1 < squares.columns && j + 1 < squares.rows) continue;
      ++rim;
      paper_at_rim += is_paper;
    }
  }
  const auto all = static_cast<double>(squares.all.size()), n = static_cast<double>(paper);
  return n >= kPaper * all && n <= (1 - kContent) * all &&
         static_cast<double>(paper_at_rim) >= kAround * static_cast<double>(rim);
}

/// `least_change`: of the logarithm, over the paper.
std::optional<PaperLight> light_of(Squares squares, const Rect& page, double least_change) {
  const auto bright = candidates(squares);
  if (static_cast<double>(bright.size()) < kPaper * static_cast<double>(squares.all.size()))
    return std::nullopt;
  std::array<Terms, 3> fitted;
  for (std::size_t c = 0; c < 3; ++c) fitted[c] = fit(bright, c);
  double least = 0, most = 0, scatter = 0;
  std::size_t explained = 0;
  for (Square* s : bright) {
    const Row row = basis(s->u, s->v);
    double off = 0;
    for (std::size_t c = 0; c < 3; ++c)
      off = std::max(off, std::abs(s->level[c] - row * fitted[c]));
    if (off > kNear) continue;
    s->paper = true;
    const double level = row * fitted[1];
    if (explained == 0) least = most = level;
    least = std::min(least, level), most = std::max(most, level);
    scatter += off;
    ++explained;
  }
  if (static_cast<double>(explained) < kMostly * static_cast<double>(bright.size()))
    return std::nullopt;
  scatter /= static_cast<double>(explained);
  if (most - least < least_change || !surrounds(squares)) return std::nullopt;
  if (least_change > 0 && most - least < kScatters * scatter) return std::nullopt;
  PaperLight light{page, {}, {}};
  for (std::size_t c = 0; c < 3; ++c) {
    // Against the brightest paper, so that no color is cut off at white.
    double top = fitted[c][0];
    for (const Square& s : squares.all)
      if (s.paper) top = std::max(top, double(basis(s.u, s.v) * fitted[c]));
    for (std::size_t i = 0; i < kTerms; ++i)
      light.log_gain[c][i] = fitted[c][static_cast<Eigen::Index>(i)];
    light.log_gain[c][0] -= top;
    light.paper[c] = std::min(1.0, std::exp(top));
  }
  return light;
}

/// True if hardly any of the picture beyond the page is as the page's paper would be there.
bool is_rim(const Squares& squares, const PaperLight& light, const PixelLayout& layout) {
  constexpr double kSeldom = 0.1;
  std::size_t beyond = 0, alike = 0;
  for (const Square& s : squares.all) {
    const int x = static_cast<int>((s.u + 1) / 2 * layout.width);
    const int y = static_cast<int>((s.v + 1) / 2 * layout.height);
    if (light.page.contains(x, y)) continue;
    ++beyond;
    bool near = true;
    for (std::size_t c = 0; c < 3; ++c)
      near = near && std::abs(s.level[c] - std::log(light.paper[c] *
                                                    light.gain(static_cast<int>(c), s.u, s.v))) <=
                         kBeyond * kNear;
    alike += near;
  }
  return static_cast<double>(alike) <= kSeldom * static_cast<double>(beyond);
}

/// True if small squares along the picture's border differ as paper does under uneven light.
Result<bool> border_differs(const PixelSource& source, const Context& context) {
  constexpr int kSide = 12, kPlaces = 5;
  const PixelLayout layout = source.layout();
  if (layout.width < kPlaces * kSide || layout.height < kPlaces * kSide) return false;
  double least = 0, most = -1;
  for (int j = 0; j < kPlaces; ++j) {
    for (int i = 0; i < kPlaces; ++i) {
      if (i > 0 && j > 0 && i + 1 < kPlaces && j + 1 < kPlaces) continue;
      const Rect r{i * (layout.width - kSide) / (kPlaces - 1),
                   j * (layout.height - kSide) / (kPlaces - 1), kSide, kSide};
      UNWEAVE_TRY(const Raster raster, read_raster(source, r, kSide * kSide, context));
      const Square s = look(raster, raster.bounds(), layout);
      if (most < 0) least = most = s.luma;
      least = std::min(least, s.luma), most = std::max(most, s.luma);
    }
  }
  return std::log(std::max(most, 1.0) / std::max(least, 1.0)) >= kChange;
}

}  // namespace

Result<std::optional<PaperLight>> find_paper_light(const PixelSource& source,
                                                   const std::optional<Rect>& outline,
                                                   const Context& context) {
  const PixelLayout layout = source.layout();
  const Rect whole{0, 0, layout.width, layout.height};
  UNWEAVE_TRY(const bool differs, border_differs(source, context));
  if (!differs) return std::nullopt;
  const auto squares_of = [&](const Rect& page) -> Result<Squares> {
    UNWEAVE_TRY(const Raster raster, read_raster(source, page, kSamplePixels, context));
    return cut(raster, layout);
  };
  UNWEAVE_TRY(const Squares squares, squares_of(whole));
  if (auto light = light_of(squares, whole, kChange); light || !outline) return light;
  // The rim itself is a mixture of paper and what lies under it.
  constexpr int kRim = 4;  // pixels
  const Rect page = intersect(grown(*outline, -kRim), whole);
  if (page.empty()) return std::nullopt;
  UNWEAVE_TRY(Squares of_page, squares_of(page));
  auto light = light_of(std::move(of_page), page, 0);
  if (light && !is_rim(squares, *light, layout)) light.reset();
  return light;
}

}  // namespace unweave
