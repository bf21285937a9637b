// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recover.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/image/color_histogram.hpp"
#include "core/locus/blind_locus.hpp"
#include "core/lookup/inverse_lookup.hpp"

namespace unweave {

namespace {

using Eigen::Index;
using Eigen::RowVector3d;

constexpr double kInkFree = 0.01;        // share off the curve, away from background
constexpr double kMixedDistance = 0.35;  // cut-off for mixtures with background

RowVector3d unit_color(ColorCode c) { return RowVector3d(red(c), green(c), blue(c)) / 255.0; }

/// Everything that turns a colour into t: a table for the 8-bit colours that occur.
class FieldRecovery final : public Recovery {
 public:
  FieldRecovery(ColorHistogram histogram, InverseLookup lookup)
      : histogram_(std::move(histogram)), lookup_(std::move(lookup)) {}

  void tabulate(double cut_off, double clear_distance, std::vector<Background> background) {
    cut_off_ = cut_off;
    clear_distance_ = clear_distance;
    for (const Background& b : background) background_.push_back(unit_color(b.code));
    entries_.resize(histogram_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i)
      entries_[i] = entry(unit_color(histogram_.codes()[i]));
  }

  void evaluate(const PixelSource& source, const Rect& area, const FieldBand& out) const override;

  struct Entry {
    float t, residual, ambiguity;
  };
  const std::vector<Entry>& entries() const { return entries_; }
  const ColorHistogram& histogram() const { return histogram_; }
  Report& mutable_report() { return report_; }

 private:
  Entry entry(const RowVector3d& color) const {
    const Lookup l = lookup_.find(color);
    const bool data = l.distance <= cut_off_ &&
                      (l.distance <= clear_distance_ || !nearer_background(color, l.distance));
    return {data ? static_cast<float>(l.t) : std::numeric_limits<float>::quiet_NaN(),
            static_cast<float>(l.distance), static_cast<float>(l.ambiguity)};
  }
  bool nearer_background(const RowVector3d& color, double distance) const {
    return std::any_of(background_.begin(), background_.end(),
                       [&](const RowVector3d& b) { return (color - b).norm() < distance; });
  }
  static void put(const FieldBand& out, std::ptrdiff_t i, const Entry& e) {
    if (out.t) out.t[i] = e.t;
    if (out.residual) out.residual[i] = e.residual;
    if (out.ambiguity) out.ambiguity[i] = e.ambiguity;
  }

  ColorHistogram histogram_;
  InverseLookup lookup_;
  double cut_off_ = 0, clear_distance_ = 0;
  std::vector<RowVector3d> background_;
  std::vector<Entry> entries_;
};

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr FieldRecovery::Entry kNothing{kNan, kNan, kNan};

void FieldRecovery::evaluate(const PixelSource& source, const Rect& area,
                             const FieldBand& out) const {
  PixelReader reader(source);
  const auto pixels = static_cast<std::size_t>(area.area());
  if (histogram_.exact()) {
    std::vector<ColorCode> codes(pixels);
    reader.read_codes(area, codes.data());
    for (std::size_t i = 0; i < pixels; ++i)
      put(out, static_cast<std::ptrdiff_t>(i),
          codes[i] == kNoData || !histogram_.occurs(codes[i])
              ? kNothing
              : entries_[histogram_.index(codes[i])]);
    return;
  }
  std::vector<float> colors(3 * pixels);
  reader.read_colors(area, colors.data());
  for (std::size_t i = 0; i < pixels; ++i) {
    const float* c = &colors[3 * i];
    put(out, static_cast<std::ptrdiff_t>(i),
        std::isnan(c[0]) ? kNothing : entry(RowVector3d(c[0], c[1], c[2])));
  }
}

}  // namespace

Result<std::unique_ptr<Recovery>> recover(const PixelSource& source, const RecoverOptions& options,
                                          Context& context) {
  const PixelLayout layout = source.layout();
  const Rect whole{0, 0, layout.width, layout.height};
  if (whole.empty()) return fail(Reason::EmptyPicture);
  const Rect area = options.plot_area.value_or(whole);
  if (area.empty() || intersect(area, whole) != area)
    return fail(Reason::InvalidOption, "plot-area");
  auto histogram = ColorHistogram::count(source, area, context);
  if (!histogram) return tl::make_unexpected(histogram.error());
  auto blind = recover_locus(source, area, *histogram, context);
  if (!blind) return tl::make_unexpected(blind.error());
  Locus locus = blind->locus;
  // Around holes compression mixes data with background. Where there is no ink, such mixtures are
  // data as long as they are nearer to the curve than to the background.
  const bool mixed = !locus.palette && !blind->background.empty() && blind->off_curve < kInkFree;
  const double cut = options.max_distance.value_or(mixed ? kMixedDistance : blind->clear_distance);
  auto result = std::make_unique<FieldRecovery>(std::move(*histogram), InverseLookup(locus));
  result->tabulate(cut, blind->clear_distance, std::move(blind->background));
  Report& r = result->mutable_report();
  r.plot_area = area;
  r.max_distance = cut;
  for (int i = 0; i < 256; ++i) {
    const RowVector3d c = color_at(locus, i / 255.0);
    r.colors.push_back({static_cast<std::uint8_t>(std::lround(c[0] * 255)),
                        static_cast<std::uint8_t>(std::lround(c[1] * 255)),
                        static_cast<std::uint8_t>(std::lround(c[2] * 255))});
  }
  if (options.range) r.range = *options.range;
  return std::unique_ptr<Recovery>(std::move(result));
}

}  // namespace unweave
