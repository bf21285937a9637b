// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/mixed_pixels.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/image/color.hpp"

namespace unweave {

namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kAlmostAll = 0.97F;  // of a pixel: so much ink is ink alone
constexpr float kNextPlace = 0.05F;  // in t: paint that goes on beyond the area's border
constexpr float kOtherSide = 1;      // levels that paint of another place has to lie nearer
constexpr float kFlat = 1e-3F;       // of a triangle's squared sides: no plane is told by it
constexpr float kFarthest = 0.9F;    // of the farthest color's distance: that color itself

/// A color as a mixture of two: the share of the second, and how far it is from the line of both.
struct Split {
  float share, off;
};
Split split(const Eigen::Matrix3f& metric, const Levels& color, const Levels& from,
            const Levels& to) {
  const Levels way = metric * (to - from), off = metric * (color - from);
  const float length2 = way.squaredNorm();
  const float share = length2 > 0 ? std::clamp(off.dot(way) / length2, 0.0F, 1.0F) : 0.0F;
  return {share, (off - share * way).norm()};
}

/// The share of the first of three colors in a mixture of them, 0 where it has none or too much of
/// another, and how far the mixture is from their plane.
Split share_of_first(const Eigen::Matrix3f& metric, const Levels& color, const Levels& first,
                     const Levels& second, const Levels& third) {
  Eigen::Matrix<float, 3, 2> ways;
  ways.col(0) = metric * (second - first);
  ways.col(1) = metric * (third - first);
  const Levels off = metric * (color - first);
  const Eigen::Matrix2f normal = ways.transpose() * ways;
  const float area = normal.determinant();
  if (area <= kFlat * normal(0, 0) * normal(1, 1)) return {0, 0};
  const Eigen::Vector2f shares = normal.inverse() * (ways.transpose() * off);
  const bool mixed = shares.minCoeff() >= 0 && shares.sum() < 1;
  return {mixed ? 1 - shares.sum() : 0, (off - ways * shares).norm()};
}

}  // namespace

/// Luma and chroma of JFIF (ITU-T T.871), or the cube itself.
Eigen::Matrix3f MixedPixels::metric(float chroma) {
  if (chroma >= 1) return Eigen::Matrix3f::Identity();
  const Eigen::RowVector3d y(kLumaRed, kLumaGreen, kLumaBlue);
  Eigen::Matrix3d m;
  m.row(0) = y;
  m.row(1) = chroma / kBlueOfChroma * (Eigen::RowVector3d(0, 0, 1) - y);
  m.row(2) = chroma / kRedOfChroma * (Eigen::RowVector3d(1, 0, 0) - y);
  return m.cast<float>();
}

/// A way to explain a pixel, and what it becomes by it.
struct MixedPixels::Mixture {
  float cost;                   ///< levels
  std::optional<Levels> fresh;  ///< nothing: the pixel stays
};

/// What is seen around a pixel.
struct MixedPixels::Around {
  std::vector<bool> inks;            ///< which of them
  std::vector<bool> as_paint;        ///< which of them are a color of the paint around
  float low = 0, high = 0;           ///< places of paint
  bool paint = false, next = false;  ///< there is any; it touches the pixel
  Levels farthest;                   ///< from the paint, of what is not pure
};

MixedPixels::Around MixedPixels::look_around(const Window& window, int x, int y,
                                             const Levels& paint) const {
  Around seen{std::vector<bool>(inks_.size()),  std::vector<bool>(inks_.size()), 0, 0, false, false,
              window.colors[window.index(x, y)]};
  const float under = window.under[window.index(x, y)];
  for (std::size_t k = 0; k < inks_.size(); ++k)
    seen.as_paint[k] = std::abs(places_[k] - under) <= kNextPlace;
  window.around(x, y, 1, [&](std::size_t i) { seen.next = seen.next || window.is_pure(i); });
  window.around(x, y, options_.near, [&](std::size_t i) {
    if (window.is_pure(i)) {
      seen.low = seen.paint ? std::min(seen.low, window.pure[i]) : window.pure[i];
      seen.high = seen.paint ? std::max(seen.high, window.pure[i]) : window.pure[i];
      seen.paint = true;
      for (std::size_t k = 0; k < inks_.size(); ++k)
        if (std::abs(places_[k] - window.pure[i]) <= kNextPlace) seen.as_paint[k] = true;
      return;
    }
    if (!window.is_visible(i)) return;
    const Levels& color = window.colors[i];
    if ((color - paint).squaredNorm() > (seen.farthest - paint).squaredNorm())
      seen.farthest = color;
    for (std::size_t k = 0; k < inks_.size(); ++k)
      if ((metric_ * (color - inks_[k])).norm() <= options_.same) seen.inks[k] = true;
  });
  return seen;
}

MixedPixels::MixedPixels(const PaintedArea& area, std::vector<Levels> inks,
                         const MixOptions& options)
    : area_(area), inks_(std::move(inks)), options_(options), metric_(metric(options.chroma)) {
  for (const Levels& ink : inks_) places_.push_back(area_.place_of(ink));
}

bool MixedPixels::is_ink(const Levels& color) const {
  return std::ranges::any_of(inks_, [&](const Levels& ink) {
    return (color - ink).cwiseAbs().maxCoeff() <= options_.same;
  });
}

/// Of paint with one ink or with two.
void MixedPixels::offer_inks(const Levels& color, float under, const Around& seen,
                             const Offer& offer) const {
  const Levels paint = area_.paint().old_at(under), fresh = area_.paint().new_at(under);
  const auto absent = static_cast<float>(options_.absent);
  const auto cost_of = [&](std::size_t k) { return seen.inks[k] ? 0 : absent; };
  for (std::size_t k = 0; k < inks_.size(); ++k) {
    if (seen.as_paint[k] || (metric_ * (inks_[k] - paint)).norm() < options_.least) continue;
    const Split parts = split(metric_, color, paint, inks_[k]);
    const float left = 1 - parts.share, cost = parts.off + cost_of(k);
    if (parts.share > kAlmostAll)
      offer(cost, std::nullopt);
    else if (options_.noisy)
      offer(cost, Levels(left * fresh + parts.share * inks_[k]));
    else
      offer(cost, Levels(color + left * (fresh - paint)));
    for (std::size_t m = 0; m < k; ++m) {
      if (!seen.inks[k] || !seen.inks[m] || seen.as_paint[m]) continue;
      const auto [share, off] = share_of_first(metric_, color, paint, inks_[k], inks_[m]);
      // What chroma lost is not told by two shares.
      if (share > 0 && !options_.noisy)
        offer(off + absent, Levels(color + share * (fresh - paint)));
    }
  }
}

/// Of two colors of the scale, as at the edge between two steps, or one that was taken for ink.
void MixedPixels::offer_paint(const Levels& color, float under, const Around& seen, bool beyond,
                              const Offer& offer) const {
  const Repaint& paint = area_.paint();
  const float own = area_.place_of(color);
  if (!std::isnan(own) && (!beyond || std::abs(own - under) <= kNextPlace))
    // Chroma counts in full: luma alone is that of some color of the scale almost anywhere.
    offer(static_cast<float>((color - paint.old_at(own)).norm() + options_.absent),
          paint.new_at(own));
  if (beyond || !seen.paint) return;
  const Levels from = paint.old_at(seen.low), to = paint.old_at(seen.high);
  if ((metric_ * (to - from)).norm() < options_.least) return;
  const Split parts = split(metric_, color, from, to);
  offer(parts.off,
        Levels((1 - parts.share) * paint.new_at(seen.low) + parts.share * paint.new_at(seen.high)));
}

/// The place that paint comes to beyond the area's border if it goes on as inside; NaN: none.
float MixedPixels::onward(const Window& window, int x, int y) const {
  const Rect& r = area_.rect();
  const int u = std::clamp(x, r.x, r.right() - 1), v = std::clamp(y, r.y, r.bottom() - 1);
  const int dx = x - u, dy = y - v, n = std::max(std::abs(dx), std::abs(dy));
  if (n == 0 || !window.rect.contains(u - dx / n, v - dy / n)) return kNan;
  const float border = window.pure[window.index(u, v)];
  const float step = border - window.pure[window.index(u - dx / n, v - dy / n)];
  const float place = border + static_cast<float>(n) * step;
  return std::abs(step) <= kNextPlace && place >= 0 && place <= 1 ? place : kNan;
}

std::optional<MixedPixels::Mixture> MixedPixels::best(const Window& window, int x, int y,
                                                      const Around& seen) const {
  const Levels& color = window.colors[window.index(x, y)];
  const float under = window.under[window.index(x, y)];
  const bool beyond = !area_.rect().contains(x, y);
  std::optional<Mixture> out;
  float doubt = 0;
  const double limit = options_.noisy && !beyond ? options_.unlike : options_.explained;
  const Offer offer = [&](float cost, const std::optional<Levels>& fresh) {
    cost += doubt;
    if (cost <= limit && (!out || cost < out->cost)) out = Mixture{cost, fresh};
  };
  offer_inks(color, under, seen, offer);
  // Where the paint changes from pixel to pixel, it may be that of either side.
  doubt = kOtherSide;
  if (seen.paint && seen.low != seen.high)
    for (const float place : {seen.low, seen.high}) offer_inks(color, place, seen, offer);
  if (const float place = onward(window, x, y); !std::isnan(place))
    offer_inks(color, place, seen, offer);
  // Two inks, as of a letter on its own ground. Next to paint that is the less likely mixture, and
  // one of the paint's color is that paint.
  doubt = seen.next && !beyond ? static_cast<float>(options_.absent) : 0;
  const Levels paint = area_.paint().old_at(under);
  const auto apart = [&](std::size_t k) {
    return seen.inks[k] && !seen.as_paint[k] &&
           (beyond || (metric_ * (inks_[k] - paint)).norm() >= options_.least);
  };
  for (std::size_t k = 0; k < inks_.size(); ++k)
    for (std::size_t m = 0; m < k; ++m)
      if (apart(k) && apart(m)) offer(split(metric_, color, inks_[k], inks_[m]).off, std::nullopt);
  doubt = 0;
  offer_paint(color, under, seen, beyond, offer);
  return out;
}

std::optional<Levels> MixedPixels::repainted(const Window& window, int x, int y) const {
  const std::size_t i = window.index(x, y);
  const float under = window.under[i];
  if (std::isnan(under) || !window.is_visible(i)) return std::nullopt;
  const Levels& color = window.colors[i];
  const Levels paint = area_.paint().old_at(under);
  const bool beyond = !area_.rect().contains(x, y);
  if (beyond && is_ink(color)) return std::nullopt;  // also where the paint has paper's color
  const Around seen = look_around(window, x, y, paint);
  if (const auto mixture = best(window, x, y, seen)) return mixture->fresh;
  if (beyond) return std::nullopt;
  const float most = (seen.farthest - paint).norm();
  if ((color - paint).norm() >= kFarthest * most) return std::nullopt;
  const Split parts = split(metric_, color, paint, seen.farthest);
  return color + (1 - parts.share) * (area_.paint().new_at(under) - paint);
}

}  // namespace unweave
