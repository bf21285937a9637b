// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/straight_lines.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "core/image/color.hpp"
#include "core/image/raster.hpp"
#include "core/try.hpp"

namespace unweave {

namespace {

/// The share of a picture's sides that is left out at each border.
constexpr double kBorder = 0.02;

/// Where luma rises (or falls) by more than at both neighbors, to a fraction of a pixel: the top of
/// the parabola through the three differences.
void collect(const std::vector<int>& luma, int scan, double along, bool rising,
             const LineOptions& options, std::vector<LumaStep>& steps) {
  const int n = static_cast<int>(luma.size());
  const int margin = std::max(2, static_cast<int>(kBorder * n));
  const auto difference = [&](int i) { return (luma[i + 1] - luma[i - 1]) * (rising ? 1 : -1); };
  std::vector<std::pair<int, double>> found;  // minus the step, the place
  for (int i = margin; i < n - margin; ++i) {
    const int d = difference(i);
    if (d < options.least_step || d < difference(i - 1) || d <= difference(i + 1)) continue;
    const double curvature = difference(i - 1) - 2.0 * d + difference(i + 1);
    const double off = 0.5 * (difference(i - 1) - difference(i + 1)) / curvature;
    found.emplace_back(-d, i + 0.5 + std::clamp(off, -0.5, 0.5));
  }
  const auto most = static_cast<std::size_t>(options.most_places);
  if (found.size() > most) {
    std::nth_element(found.begin(), found.begin() + options.most_places, found.end());
    found.resize(most);
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
  }
  for (const auto& f : found) steps.push_back({scan, along, f.second});
}

struct Step : LumaStep {
  bool taken = false;  ///< by a line
};

class Finder {
 public:
  Finder(const std::vector<LumaStep>& steps, int scans, int length, const LineOptions& options)
      : options_(options), middle_(length / 2.0), length_(length) {
    for (const LumaStep& step : steps) steps_.push_back({step});
    least_ = std::max(2, static_cast<int>(std::ceil(options.least_share * scans)));
    spacing_ = scans > 0 ? double(length) / scans : 1;
  }

  /// The line at slope 0 that is seen most.
  std::optional<StraightLine> along_axis() {
    const auto [votes, at] = vote(0);
    return votes >= least_ ? fit(at, 0) : std::nullopt;
  }

  std::vector<StraightLine> all() {
    std::vector<StraightLine> lines;
    // A line and its nearest slope on the grid differ by half a pixel at the picture's ends.
    const double pitch = 2.0 / length_;
    const int steepest = static_cast<int>(options_.steepest / pitch);
    for (std::size_t tries = 0; tries < options_.most_lines; ++tries) {
      int most = 0;
      double slope = 0, at = 0;
      for (int s = -steepest; s <= steepest; ++s) {
        const auto [votes, place] = vote(s * pitch);
        if (votes > most) most = votes, slope = s * pitch, at = place;
      }
      if (most < least_) break;
      if (auto line = fit(at, slope)) lines.push_back(*line);
    }
    return lines;
  }

 private:
  /// The position, for one slope, where most steps lie within two pixels, and their number.
  std::pair<int, double> vote(double slope) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const Step& s : steps_) {
      if (s.taken) continue;
      const double at = s.across - slope * (s.along - middle_);
      low = std::min(low, at), high = std::max(high, at);
    }
    if (!(low <= high)) return {0, 0};
    bins_.assign(static_cast<std::size_t>(high - low) + 2, 0);
    for (const Step& s : steps_)
      if (!s.taken) ++bins_[static_cast<std::size_t>(s.across - slope * (s.along - middle_) - low)];
    int most = 0;
    std::size_t place = 0;
    for (std::size_t i = 0; i + 1 < bins_.size(); ++i)
      if (bins_[i] + bins_[i + 1] > most) most = bins_[i] + bins_[i + 1], place = i;
    return {most, low + static_cast<double>(place) + 1};
  }

  double distance(const Step& s, double at, double slope) const {
    return std::abs(s.across - at - slope * (s.along - middle_));
  }

  /// Least squares over the steps beside the line, repeated as these change. What lies beside it is
  /// taken in any case, so that it is not found again.
  std::optional<StraightLine> fit(double at, double slope) {
    constexpr double kFirstReach = 1.5, kReach = 1, kTaken = 2;  // pixels
    constexpr int kRounds = 6;
    StraightLine line{at, slope};
    bool good = true;
    for (int round = 0; round < kRounds && good; ++round)
      good = refit(round < 2 ? kFirstReach : kReach, line);
    for (Step& s : steps_)
      if (distance(s, line.at, line.slope) < kTaken || distance(s, at, slope) < 1) s.taken = true;
    return good && strong(line) ? std::optional(line) : std::nullopt;
  }

  bool refit(double reach, StraightLine& line) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;
    double first = std::numeric_limits<double>::infinity(), last = -first;
    int places = 0, scan = -1;
    for (const Step& s : steps_) {
      if (s.taken || distance(s, line.at, line.slope) >= reach) continue;
      const double u = s.along - middle_, v = s.across;
      n += 1, x += u, y += v, xx += u * u, xy += u * v, yy += v * v;
      first = std::min(first, u), last = std::max(last, u);
      places += s.scan != scan;
      scan = s.scan;
    }
    const double spread = n * xx - x * x;
    if (places < least_ || !(spread > 0)) return false;
    line.slope = (n * xy - x * y) / spread;
    line.at = (y - line.slope * x) / n;
    const double left = yy - line.at * y - line.slope * xy;
    scatter_ = std::sqrt(std::max(0.0, left / n));
    line.error = scatter_ / std::sqrt(spread / n);
    line.extent = last - first;
    line.places = places;
    return true;
  }

  bool strong(const StraightLine& line) const {
    return line.places >= options_.least_filled * line.extent / spacing_ &&
           scatter_ < options_.scatter && line.error < options_.most_error &&
           std::abs(line.slope) <= options_.steepest;
  }

  std::vector<Step> steps_;
  LineOptions options_;
  double middle_;
  int length_, least_ = 0;
  double spacing_ = 1, scatter_ = 0;
  std::vector<int> bins_;
};

}  // namespace

bool runs_upright(const StraightLine& line) {
  constexpr double kSigmas = 3;
  return std::abs(line.slope) * line.extent < 1 || std::abs(line.slope) < kSigmas * line.error;
}

Result<StraightLines> StraightLines::scan(const PixelSource& source, AxisView axis,
                                          const LineOptions& options, const Context& context) {
  const PixelLayout layout = source.layout();
  const Rect whole{0, 0, layout.width, layout.height};
  const int breadth = axis.breadth(whole);
  StraightLines out;
  out.options_ = options;
  out.length_ = axis.length(whole);
  const int first = static_cast<int>(kBorder * out.length_), last = out.length_ - 1 - first;
  out.scans_ = std::min(options.scans, last - first + 1);
  std::vector<int> luma(static_cast<std::size_t>(breadth));
  for (int i = 0; i < out.scans_; ++i) {
    const int along =
        first + static_cast<int>(static_cast<long long>(i) * (last - first) / out.scans_);
    UNWEAVE_TRY(const Raster line, read_raster(source, axis.rect(along, 0, 1, breadth),
                                               static_cast<std::size_t>(breadth), context));
    for (int j = 0; j < breadth; ++j) {
      const std::uint8_t* p = line.rgb.data() + 3 * static_cast<std::size_t>(j);
      luma[j] = fast_luma(p[0], p[1], p[2]);
    }
    collect(luma, i, along + 0.5, false, options, out.falling_);
    collect(luma, i, along + 0.5, true, options, out.rising_);
  }
  return out;
}

std::optional<StraightLine> StraightLines::upright() const {
  std::optional<StraightLine> longest;
  for (const auto* steps : {&falling_, &rising_}) {
    const auto line = Finder(*steps, scans_, length_, options_).along_axis();
    if (line && runs_upright(*line) && (!longest || line->places > longest->places)) longest = line;
  }
  return longest;
}

std::vector<StraightLine> StraightLines::all() const {
  std::vector<StraightLine> lines;
  for (const auto* steps : {&falling_, &rising_})
    for (const StraightLine& line : Finder(*steps, scans_, length_, options_).all())
      lines.push_back(line);
  std::sort(lines.begin(), lines.end(), [](const StraightLine& a, const StraightLine& b) {
    return a.places != b.places ? a.places > b.places : a.at < b.at;
  });
  return lines;
}

}  // namespace unweave
