// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_steps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr int kLeastStep = 4;       // samples
constexpr int kLongestBar = 4000;   // samples
constexpr double kPrice = 11;       // of a piece, variances of compression
constexpr double kLeastMean = 8;    // samples a step
constexpr double kShort = 0.5;      // of a typical piece: no step
constexpr double kSliver = 0.3;     // of a mean piece: no step at an end
constexpr double kMostDrift = 0.3;  // within the pieces, of the jumps between them
constexpr double kLeastJump = 5;    // mean, levels

/// Plateaus of nearly one color that make up most of the row.
std::optional<Steps> find_plateaus(const std::vector<Rgb8>& colors, const ColorMetric& metric) {
  const int n = static_cast<int>(colors.size());
  const double tolerance = metric.compression.limit(2, moved::kMedian);
  const int least = n < 80 ? std::min(3, 2 + metric.compression.edge_pixels()) : 3;
  Steps out;
  double drift = 0, jumps = 0;
  int flat = 0, longest = 0, last_end = 0;
  Rgb8 last_color{};
  for (int i = 0; i < n;) {
    int j = i + 1;
    while (j < n && metric(colors[i], colors[j]) <= tolerance &&
           metric(colors[j - 1], colors[j]) <= tolerance)
      ++j;
    if (j - i >= least) {
      const Rgb8 color = colors[(i + j) / 2];
      const int jump = out.colors.empty() ? 0 : metric(last_color, color);
      if (!out.colors.empty() && jump <= tolerance) {
        flat += j - i;  // a speck inside one step
      } else {
        if (!out.colors.empty()) {
          jumps += jump;
          out.edges.push_back((last_end + i + 1) / 2);
        } else {
          out.edges.push_back(0);
        }
        out.colors.push_back(color);
        flat += j - i;
      }
      drift += metric(colors[i], colors[j - 1]);
      longest = std::max(longest, j - i);
      last_end = j;
      last_color = color;
    }
    i = j;
  }
  out.edges.push_back(n);
  const int count = static_cast<int>(out.colors.size());
  if (count < 2 || count > 128 || flat < 0.75 * n) return std::nullopt;
  if (drift > 0.2 * jumps || jumps < 4.0 * (count - 1)) return std::nullopt;
  if (longest < 4) return std::nullopt;
  return out;
}

/// The row as compression keeps it: luma, and weighted chroma.
class SmearedRow {
 public:
  explicit SmearedRow(const std::vector<Rgb8>& colors) : n_(static_cast<int>(colors.size())) {
    for (auto& s : sums_) s.assign(colors.size() + 1, {});
    for (std::size_t i = 0; i < colors.size(); ++i) {
      const auto f = features(colors[i]);
      for (std::size_t c = 0; c < 3; ++c) {
        sums_[c][i + 1].first = sums_[c][i].first + f[c];
        sums_[c][i + 1].second = sums_[c][i].second + f[c] * f[c];
      }
    }
  }
  int size() const { return n_; }
  /// Squared error of the mean over [a, b).
  double error(int a, int b) const {
    double e = 0;
    for (const auto& s : sums_) {
      const double sum = s[b].first - s[a].first;
      e += s[b].second - s[a].second - sum * sum / (b - a);
    }
    return e;
  }
  std::array<double, 3> mean(int a, int b) const {
    std::array<double, 3> m;
    for (std::size_t c = 0; c < 3; ++c) m[c] = (sums_[c][b].first - sums_[c][a].first) / (b - a);
    return m;
  }

 private:
  static std::array<double, 3> features(const Rgb8& c) {
    const LumaChroma v = luma_chroma(c[0], c[1], c[2]);
    return {v.luma, Compression::kChromaWeight * v.blue, Compression::kChromaWeight * v.red};
  }
  int n_;
  std::array<std::vector<std::pair<double, double>>, 3> sums_;
};

double length(const std::array<double, 3>& a, const std::array<double, 3>& b) {
  return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                   (a[2] - b[2]) * (a[2] - b[2]));
}

/// Edges of the constant pieces, of at least `least` samples each.
std::vector<int> partition(const SmearedRow& row, int least, double price) {
  const int n = row.size();
  std::vector<double> cost(n + 1, std::numeric_limits<double>::infinity());
  std::vector<int> from(n + 1, 0);
  cost[0] = 0;
  for (int b = least; b <= n; ++b)
    for (int a = 0; a + least <= b; ++a) {
      const double c = cost[a] + row.error(a, b) + price;
      if (c < cost[b]) {
        cost[b] = c;
        from[b] = a;
      }
    }
  std::vector<int> edges{n};
  while (edges.back() > 0) edges.push_back(from[edges.back()]);
  std::reverse(edges.begin(), edges.end());
  return edges;
}

/// Samples at a piece's ends which its neighbours' chroma has been smeared into.
int smeared(int samples) { return std::clamp(samples / 4, 0, 4); }

/// True if the pieces are flat against the jumps between them; a smooth ramp drifts between the
/// middles of its thirds by two thirds of a jump.
bool flat_enough(const SmearedRow& row, const std::vector<int>& edges) {
  double drift = 0, jumps = 0;
  std::vector<std::array<double, 3>> means;
  for (std::size_t k = 0; k + 1 < edges.size(); ++k) {
    const int cut = smeared(edges[k + 1] - edges[k]);
    const int a = edges[k] + cut, b = edges[k + 1] - cut, third = std::max(1, (b - a) / 3);
    drift += length(row.mean(a, a + third), row.mean(b - third, b));
    means.push_back(row.mean(a, b));
  }
  for (std::size_t k = 1; k < means.size(); ++k) jumps += length(means[k - 1], means[k]);
  const double pieces = static_cast<double>(means.size());
  jumps *= pieces / (pieces - 1);
  return drift < kMostDrift * jumps && jumps > kLeastJump * pieces;
}

/// Drops pieces that are much shorter than the others: edges smeared into a color of their own.
void drop_short(std::vector<int>& edges) {
  // The length of the piece that a typical sample lies in.
  std::vector<int> lengths;
  for (std::size_t k = 0; k + 1 < edges.size(); ++k)
    lengths.insert(lengths.end(), edges[k + 1] - edges[k], edges[k + 1] - edges[k]);
  const double least = kShort * median(lengths);
  for (std::size_t k = 1; k + 2 < edges.size();) {
    if (edges[k + 1] - edges[k] >= least) {
      ++k;
      continue;
    }
    edges[k] = (edges[k] + edges[k + 1]) / 2;
    edges.erase(edges.begin() + static_cast<std::ptrdiff_t>(k) + 1);
  }
}

/// Joins slivers at the ends, what is left of an outline or a triangle, to the pieces beside them.
void join_slivers(std::vector<int>& edges) {
  if (edges.size() < 4) return;
  const double mean = edges.back() / (static_cast<double>(edges.size()) - 1);
  if (edges[1] < kSliver * mean) edges.erase(edges.begin() + 1);
  const std::size_t n = edges.size();
  if (n > 3 && edges[n - 1] - edges[n - 2] < kSliver * mean) edges.erase(edges.end() - 2);
}

/// Steps of one length, as nearly all programs draw them, to the pixel.
void even_out(std::vector<int>& edges) {
  const int n = edges.back(), count = static_cast<int>(edges.size()) - 1;
  for (int k = 0; k <= count; ++k)
    if (std::abs(edges[k] - static_cast<double>(n) * k / count) > 2) return;
  for (int k = 0; k <= count; ++k)
    edges[k] = static_cast<int>(std::lround(static_cast<double>(n) * k / count));
}

std::optional<Steps> find_smeared_steps(const std::vector<Rgb8>& colors, double sigma) {
  const SmearedRow row(colors);
  if (row.size() < 2 * kLeastStep || row.size() > kLongestBar) return std::nullopt;
  Steps out;
  out.edges = partition(row, kLeastStep, kPrice * sigma * sigma);
  drop_short(out.edges);
  join_slivers(out.edges);
  const double mean_length = row.size() / (static_cast<double>(out.edges.size()) - 1);
  if (out.edges.size() < 4 || mean_length < kLeastMean || !flat_enough(row, out.edges))
    return std::nullopt;
  even_out(out.edges);
  for (std::size_t k = 0; k + 1 < out.edges.size(); ++k) {
    const int cut = smeared(out.edges[k + 1] - out.edges[k]);
    std::vector<Rgb8> inner(colors.begin() + out.edges[k] + cut,
                            colors.begin() + out.edges[k + 1] - cut);
    out.colors.push_back(median_color(inner));
  }
  return out;
}

}  // namespace

std::optional<Steps> find_steps(const std::vector<Rgb8>& colors, const ColorMetric& metric) {
  if (auto plateaus = find_plateaus(colors, metric)) return plateaus;
  const double sigma = metric.compression.sigma();
  return sigma > 0 ? find_smeared_steps(colors, sigma) : std::nullopt;
}

}  // namespace unweave
