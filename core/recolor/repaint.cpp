// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/repaint.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/image/color.hpp"

namespace unweave {

namespace {

// Finer than any table that pictures are painted with.
constexpr std::size_t kSamples = 4096;

/// The step nearest to a place.
template <class Places>
std::ptrdiff_t nearest_step(const Places& steps, std::ptrdiff_t n, float place) {
  std::ptrdiff_t best = 0;
  for (std::ptrdiff_t k = 1; k < n; ++k)
    if (std::abs(steps[k] - place) < std::abs(steps[best] - place)) best = k;
  return best;
}

}  // namespace

NewColors::NewColors(const Locus& locus, std::vector<std::array<double, 3>> map)
    : map_(std::move(map)) {
  if (!locus.discrete) return;
  for (const double t : locus.t) steps_.push_back(static_cast<float>(t));
  std::ranges::sort(steps_);
}

Levels NewColors::at(float place) const {
  float t = std::clamp(place, 0.0F, 1.0F);
  if (!steps_.empty() && place >= 0 && place <= 1) {
    const auto n = static_cast<std::ptrdiff_t>(steps_.size());
    t = (static_cast<float>(nearest_step(steps_, n, place)) + 0.5F) / static_cast<float>(n);
  }
  const std::array<float, 4> c = color_along(map_, t);
  return Levels(c[0], c[1], c[2]) * 255;
}

Repaint::Repaint(const Locus& locus, EndColors ends, const NewColors& colors,
                 const std::optional<BarTint>& tint)
    : locus_(locus), ends_(std::move(ends)), colors_(&colors), tint_(tint) {
  if (locus.discrete) return;
  for (std::size_t i = 0; i < kSamples; ++i)
    table_.emplace_back(
        (255 * color_at(locus, static_cast<double>(i) / (kSamples - 1)).transpose()).cast<float>());
}

Levels Repaint::old_at(float place) const {
  if (place < 0 && ends_.below) return *ends_.below;
  if (place > 1 && ends_.above) return *ends_.above;
  const float t = std::clamp(place, 0.0F, 1.0F);
  if (table_.empty())
    return (255 * locus_.colors.row(nearest_step(locus_.t, locus_.t.size(), t)).transpose())
        .cast<float>();
  const float at = t * (kSamples - 1);
  const auto low = std::min(static_cast<std::size_t>(at), kSamples - 2);
  const float share = at - static_cast<float>(low);
  return (1 - share) * table_[low] + share * table_[low + 1];
}

Levels Repaint::new_at(float place) const {
  Levels color = colors_->at(place);
  if (!tint_) return color;
  return levels((*tint_)({color[0] / 255.0, color[1] / 255.0, color[2] / 255.0}));
}

}  // namespace unweave
