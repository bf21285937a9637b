// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/no_field.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <unordered_map>

#include "core/image/neighborhood.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr int kNearPaper = 24;         // levels: ringing around lines
constexpr int kOnPaper = 5;            // levels: where nothing is near
constexpr int kThick = 7;              // pixels
constexpr double kMinPaper = 0.4;      // of the visible pixels
constexpr double kMinThick = 0.3;      // of the others
constexpr double kMinThickData = 0.1;  // where the paper is data
constexpr int kRim = 2;                // pixels
constexpr double kMinInner = 0.5;      // of the others
constexpr double kMinNearPaper = 0.3;  // the same where the map is known, so that all that is like
constexpr double kMinInnerOfMap = 0.55;  // paper is none of its data, and compression blurs both
constexpr double kFlatColor = 0.005;     // of the visible pixels: a color that counts
constexpr int kDoubtful = 14;            // levels around a flat color that may be compressed
constexpr int kMostFlatColors = 24;      // more is a field or a matrix
constexpr double kMostlyFlat = 0.85;     // of the visible pixels
constexpr int kFewestToTouch = 5;        // the steps of three levels all touch the middle one
constexpr double kMinAmongOthers = 0.1;
constexpr double kMinChain = 0.6;
constexpr double kMinPath = 0.9;
constexpr double kMostEdges = 0.09;     // a pixel: bars stay below 0.06, cells with gaps reach 0.13
constexpr double kMostContacts = 0.02;  // among colors other than the paper: isolated areas
constexpr int kEdge = 4;                // pixels of an edge between two flat areas

std::size_t set_pixels(const BytePlane& mask) {
  return static_cast<std::size_t>(std::count(mask.values.begin(), mask.values.end(), 1));
}

void examine_paper(const PictureSample& sample, std::size_t visible, DrawingEvidence& e) {
  const auto colors = color_counts(sample, 255);
  if (colors.empty()) return;
  const ColorCode paper = colors[0].code;
  e.paper_color = levels_of(paper);
  std::size_t blank = 0, near = 0;
  for (const auto& [code, n] : colors) {
    const int d = channel_difference(code, paper);
    blank += d <= kOnPaper ? n : 0;
    near += d <= kNearPaper ? n : 0;
  }
  e.paper = static_cast<double>(blank) / static_cast<double>(visible);
  e.near_paper = static_cast<double>(near) / static_cast<double>(visible);
  const std::size_t others = visible - near;
  // Without paper, what is beside it tells nothing.
  if (e.paper < kMinPaper && !(e.jpeg && e.near_paper >= kMinNearPaper)) return;
  std::size_t thick = 0, inner = 0;
  for (const auto& band : sample.bands) {
    BytePlane mask(sample.width, band.rows);
    for (std::size_t i = 0; i < mask.values.size(); ++i)
      mask.values[i] =
          band.codes[i] != kNoData && channel_difference(band.codes[i], paper) > kNearPaper;
    // Rows first, then columns, twice: what is left is thick in both directions.
    for (int round = 0; round < 2; ++round)
      mask = opened_along_columns(opened_along_rows(mask, kThick), std::min(kThick, mask.height));
    thick += set_pixels(mask);
    inner += set_pixels(eroded(mask, kRim));
  }
  if (others == 0) return;
  e.thick = static_cast<double>(thick) / static_cast<double>(others);
  e.inner = static_cast<double>(inner) / static_cast<double>(others);
}

/// How often flat areas of two colors lie side by side along rows and columns.
class Contacts {
 public:
  explicit Contacts(int colors) : n_(static_cast<std::size_t>(colors)), counts_(n_ * n_, 0.0) {}

  void scan(const std::vector<std::int16_t>& labels, std::size_t lines, std::size_t length,
            std::size_t line_stride, std::size_t stride) {
    for (std::size_t line = 0; line < lines; ++line) {
      int last = -1;
      std::size_t at = 0;
      for (std::size_t i = 0; i < length; ++i) {
        const int label = labels[line * line_stride + i * stride];
        if (label < 0) continue;
        if (last >= 0 && label != last && i - at <= kEdge + 1) add(last, label);
        last = label;
        at = i;
      }
    }
  }
  double of(std::size_t a, std::size_t b) const { return counts_[a * n_ + b]; }
  double total(std::size_t a) const {
    double sum = 0;
    for (std::size_t b = 0; b < n_; ++b) sum += of(a, b);
    return sum;
  }

  void judge(DrawingEvidence& e) const {
    double all = 0, most = -1;
    std::size_t hub = 0;
    for (std::size_t a = 0; a < n_; ++a) {
      all += total(a);
      if (total(a) > most) {
        most = total(a);
        hub = a;
      }
    }
    double others = 0, close = 0;
    for (std::size_t a = 0; a < n_; ++a) {
      if (a == hub) continue;
      std::vector<double> row;
      for (std::size_t b = 0; b < n_; ++b)
        if (b != hub) row.push_back(of(a, b));
      std::sort(row.begin(), row.end(), std::greater<>());
      for (std::size_t k = 0; k < row.size(); ++k) {
        others += row[k];
        if (k < 2) close += row[k];
      }
    }
    e.among_others = all > 0 ? others / all : 0;
    e.chain = others > 0 ? close / others : 1;
    e.edges = 0.5 * all;
    e.path = all > 0 && (n_ == 3 || n_ == 4) ? best_path() / all : 1;
  }

 private:
  /// Contacts between neighbors in the order that has the most.
  double best_path() const {
    std::vector<std::size_t> order(n_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    double best = 0;
    do {
      double sum = 0;
      for (std::size_t k = 1; k < n_; ++k) sum += 2 * of(order[k - 1], order[k]);
      best = std::max(best, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
  }

  void add(int a, int b) {
    ++counts_[static_cast<std::size_t>(a) * n_ + static_cast<std::size_t>(b)];
    ++counts_[static_cast<std::size_t>(b) * n_ + static_cast<std::size_t>(a)];
  }
  std::size_t n_;
  std::vector<double> counts_;
};

/// The colors of flat areas, the most frequent first; those nearer than `tolerance` to a more
/// frequent one are counted to it. Returns which color each code belongs to.
std::unordered_map<ColorCode, std::int16_t> flat_colors(const PictureSample& sample, int tolerance,
                                                        std::size_t visible, int& count) {
  const auto colors = color_counts(sample, tolerance);
  std::vector<std::pair<ColorCode, std::size_t>> centers;
  std::vector<std::pair<ColorCode, std::size_t>> members;
  for (const auto& [code, n] : colors) {
    std::size_t k = 0;
    while (k < centers.size() && channel_difference(centers[k].first, code) > tolerance) ++k;
    if (k == centers.size()) {
      if (k > 4 * kMostFlatColors) break;
      centers.emplace_back(code, 0);
    }
    centers[k].second += n;
    members.emplace_back(code, k);
    if (tolerance == 0 && static_cast<double>(n) < kFlatColor * static_cast<double>(visible)) break;
  }
  std::vector<int> number(centers.size(), -1);
  for (std::size_t k = 0; k < centers.size(); ++k)
    if (static_cast<double>(centers[k].second) >= kFlatColor * static_cast<double>(visible))
      number[k] = count++;
  std::unordered_map<ColorCode, std::int16_t> index;
  if (count > kMostFlatColors) return index;
  for (const auto& [code, k] : members)
    if (number[k] >= 0) index.emplace(code, static_cast<std::int16_t>(number[k]));
  return index;
}

void examine_flat(const PictureSample& sample, std::size_t visible, int tolerance,
                  DrawingEvidence& e) {
  const auto index = flat_colors(sample, tolerance, visible, e.flat_colors);
  if (e.flat_colors > kMostFlatColors) return;
  if (e.flat_colors < 2) return;
  Contacts contacts(e.flat_colors);
  const auto width = static_cast<std::size_t>(sample.width);
  std::size_t flat = 0;
  std::vector<std::int16_t> labels;
  for (const auto& band : sample.bands) {
    labels.assign(band.codes.size(), -1);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const auto found = index.find(band.codes[i]);
      if (found == index.end()) continue;
      labels[i] = found->second;
      ++flat;
    }
    const std::size_t rows = labels.size() / std::max<std::size_t>(1, width);
    contacts.scan(labels, rows, width, width, 1);
    contacts.scan(labels, width, rows, 1, width);
  }
  e.flat = static_cast<double>(flat) / static_cast<double>(visible);
  contacts.judge(e);
  e.edges /= static_cast<double>(visible);
}

}  // namespace

DrawingEvidence examine_drawing(const PictureSample& sample, unsigned threads) {
  DrawingEvidence e;
  e.jpeg = sample.compression.jpeg;
  // Blocks tell that a picture was compressed, and not how flat its flat areas are everywhere.
  const double moved_by = sample.compression.limit(0, moved::kBeside);
  const int tolerance = moved_by > 0 ? std::max(kDoubtful, static_cast<int>(moved_by)) : 0;
  const std::size_t visible = sample.visible_pixels();
  in_parallel(2, threads, 1, [&](std::size_t, std::size_t first, std::size_t last) {
    if (first == 0) examine_paper(sample, visible, e);
    if (last == 2) examine_flat(sample, visible, tolerance, e);
  });
  if (e.paper < kMinPaper) return e;
  // In a picture that is mostly blank, compression is hard to tell.
  DrawingEvidence tolerant;
  examine_flat(sample, visible, std::max(tolerance, kDoubtful), tolerant);
  if (tolerant.flat_colors < 2 || tolerant.among_others > kMostContacts ||
      tolerant.edges > kMostEdges)
    return e;
  e.isolated = tolerant.flat;
  e.isolated_colors = tolerant.flat_colors;
  return e;
}

bool is_drawing(const DrawingEvidence& e, const std::vector<Rgb8>& map) {
  const bool paper_is_data = std::any_of(map.begin(), map.end(), [&](const Rgb8& c) {
    return channel_difference(c, e.paper_color) <= kNearPaper;
  });
  if (e.jpeg && !map.empty() && !paper_is_data && e.near_paper >= kMinNearPaper &&
      e.inner < kMinInnerOfMap)
    return true;
  if (e.paper >= kMinPaper) {
    if (e.thick < (paper_is_data ? kMinThickData : kMinThick)) return true;
    if (!paper_is_data && e.inner < kMinInner) return true;
    // The middle one of three levels is the only one that the others touch.
    const bool levels = map.empty() && e.isolated_colors < kFewestToTouch;
    if (!paper_is_data && !levels && e.isolated >= kMostlyFlat) return true;
  }
  if (!map.empty() || e.flat_colors > kMostFlatColors || e.flat < kMostlyFlat) return false;
  if (e.jpeg && e.flat_colors <= 2) return true;
  if (e.flat_colors < kFewestToTouch) return e.path < kMinPath;
  return e.among_others < kMinAmongOthers || e.chain < kMinChain;
}

}  // namespace unweave
