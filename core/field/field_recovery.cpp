// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/field_recovery.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "core/image/excluding_source.hpp"

namespace unweave {

namespace {

using Eigen::RowVector3d;

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
// In units of the noise: a colour farther from the curve than this is mixed with something else,
// ringing beside a hole's rim for example, which spoils luma as well as chroma.
constexpr double kNoiseOnly = 4;
constexpr ColorTable::Entry kNothing{kNan, kNan, kNan};

RowVector3d unit_color(ColorCode c) { return RowVector3d(red(c), green(c), blue(c)) / 255.0; }

/// Calls work(begin, end) for parts of [0, n), each in a thread of its own.
template <class Work>
void in_parallel(std::size_t n, unsigned threads, Work work) {
  constexpr std::size_t kWorthAThread = 4096;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t parts = std::clamp<std::size_t>(n / kWorthAThread, 1, threads);
  std::vector<std::jthread> pool;
  for (std::size_t p = 1; p < parts; ++p)
    pool.emplace_back([=, &work] { work(n * p / parts, n * (p + 1) / parts); });
  work(0, n / parts);
}

void put(const FieldBand& out, std::size_t i, const ColorTable::Entry& e) {
  if (out.t) out.t[i] = e.t;
  if (out.residual) out.residual[i] = e.residual;
  if (out.ambiguity) out.ambiguity[i] = e.ambiguity;
}

/// The value below which a share q of the weight lies; pairs are (value, weight).
double weighted_quantile(std::vector<std::pair<float, std::uint32_t>>& values, double q) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  double total = 0, sum = 0;
  for (const auto& v : values) total += v.second;
  for (const auto& v : values)
    if ((sum += v.second) >= q * total) return v.first;
  return values.back().first;
}

}  // namespace

ColorTable::ColorTable(std::shared_ptr<const ColorHistogram> histogram, Locus locus,
                       const ColorMetric& metric, unsigned threads)
    : histogram_(std::move(histogram)),
      metric_(metric),
      in_metric_(metric.isotropic ? std::nullopt
                                  : std::optional<InverseLookup>(in_space(locus, metric))),
      lookup_(std::move(locus)),
      entries_(histogram_->size()) {
  in_parallel(entries_.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      entries_[i] = look_up(unit_color(histogram_->codes()[i]));
  });
}

ColorTable::Entry ColorTable::look_up(const RowVector3d& color) const {
  const Lookup nearest = lookup_.find(color);
  const bool noisy = in_metric_ && nearest.distance <= kNoiseOnly * lookup_.locus().noise;
  const Lookup likely = noisy ? in_metric_->find(metric_(color)) : nearest;
  return {static_cast<float>(likely.t), static_cast<float>(nearest.distance),
          static_cast<float>(likely.ambiguity)};
}

FieldRecovery::FieldRecovery(std::shared_ptr<const ColorTable> table, CutOff cut_off,
                             std::vector<Rect> excluded)
    : table_(std::move(table)), cut_off_(std::move(cut_off)), excluded_(std::move(excluded)) {
  const auto& entries = table_->entries();
  t_.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool data = is_data(unit_color(table_->histogram().codes()[i]), entries[i].residual);
    t_.push_back(data ? entries[i].t : kNan);
  }
}

bool FieldRecovery::is_data(const RowVector3d& color, double distance) const {
  if (distance <= cut_off_.clear_distance) return distance <= cut_off_.distance;
  return distance <= cut_off_.distance &&
         std::none_of(cut_off_.background.begin(), cut_off_.background.end(),
                      [&](const RowVector3d& b) { return (color - b).norm() < distance; });
}

void FieldRecovery::evaluate(const PixelSource& source, const Rect& area,
                             const FieldBand& out) const {
  const ExcludingSource data(source, excluded_);
  PixelReader reader(data);
  const auto pixels = static_cast<std::size_t>(area.area());
  const ColorHistogram& histogram = table_->histogram();
  if (histogram.exact()) {
    std::vector<ColorCode> codes(pixels);
    reader.read_codes(area, codes.data());
    for (std::size_t i = 0; i < pixels; ++i) {
      if (codes[i] == kNoData || !histogram.occurs(codes[i])) {
        put(out, i, kNothing);
        continue;
      }
      const std::uint32_t k = histogram.index(codes[i]);
      const Entry& e = table_->entries()[k];
      put(out, i, {t_[k], e.residual, e.ambiguity});
    }
    return;
  }
  std::vector<float> colors(3 * pixels);
  reader.read_colors(area, colors.data());
  for (std::size_t i = 0; i < pixels; ++i) {
    const RowVector3d color(colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]);
    Entry e = kNothing;
    if (!std::isnan(color[0])) e = table_->look_up(color);
    if (!is_data(color, e.residual)) e.t = kNan;
    put(out, i, e);
  }
}

void FieldRecovery::summarize(Report report, std::uint64_t pixels_of_area) {
  report_ = std::move(report);
  std::vector<std::pair<float, std::uint32_t>> residuals;
  std::uint64_t data = 0;
  const auto& counts = table_->histogram().counts();
  for (std::size_t i = 0; i < t_.size(); ++i) {
    if (std::isnan(t_[i])) continue;
    residuals.emplace_back(table_->entries()[i].residual, counts[i]);
    data += counts[i];
  }
  report_.residual_median = weighted_quantile(residuals, 0.5);
  report_.residual_p95 = weighted_quantile(residuals, 0.95);
  report_.valid_fraction =
      pixels_of_area > 0 ? static_cast<double>(data) / static_cast<double>(pixels_of_area) : 0;
}

CurveDistances::CurveDistances(const ColorHistogram& histogram, const InverseLookup& lookup) {
  // Every n-th colour is enough for quantiles.
  const std::size_t stride = std::max<std::size_t>(1, histogram.size() / 20000);
  for (std::size_t i = 0; i < histogram.size(); i += stride)
    distances_.emplace_back(
        static_cast<float>(lookup.find(unit_color(histogram.codes()[i])).distance),
        histogram.counts()[i]);
}

double CurveDistances::quantile(double q) { return weighted_quantile(distances_, q); }

double CurveDistances::share_within(double distance) const {
  double within = 0, total = 0;
  for (const auto& [d, count] : distances_) {
    total += count;
    if (d <= distance) within += count;
  }
  return total > 0 ? within / total : 0;
}

double CurveDistances::noise() {
  constexpr double kMedianToSigma = 1.4826, kRounding = 0.25 / 255;
  return std::max(kRounding, kMedianToSigma * quantile(0.5));
}

}  // namespace unweave
