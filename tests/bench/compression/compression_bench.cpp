// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a figure, compresses it at several qualities, and prints what measure_compression() says of
// it and how far compression has moved the colors of the kinds of places that the layout looks at:
// the multiples of the deviation in core/image/compression.hpp.
//
// A row: quality, chroma at half (2) or full (1) resolution; deviation of luma and of chroma,
// reach; deviation by the blocks of the field alone; then, in deviations, what 999 of 1000 places
// of a kind are moved at most; last the pixels by which 9 of 10 ends of a bar's rows seem moved.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "core/context.hpp"
#include "core/image/jpeg_blocks.hpp"
#include "core/image/raster.hpp"
#include "tests/support/jpeg.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

namespace unweave::testing {
namespace {

constexpr Rgb8 kPaper{255, 255, 255}, kInk{0, 0, 0};
const Rect kWhole{0, 0, 520, 400}, kField{60, 40, 340, 300}, kBar{420, 40, 20, 300},
    kStepped{470, 40, 20, 300};
constexpr double kShare = 0.999;          // of the places that are to stay within the limit
constexpr double kEnds = 0.9;             // of the ends of rows
constexpr int kNearest = 2;               // pixels from what is drawn that are looked at
constexpr int kHeight = 10, kStroke = 2;  // pixels, of letters
constexpr int kSteps = 8;

/// A field in a frame, a smooth bar without outline, a stepped one with, and strokes as of letters
/// below and at the left.
Picture figure(MapKind kind, std::uint64_t seed) {
  Picture p = filled(kWhole.width, kWhole.height, kPaper);
  const auto put = [&p](const Rect& r, const Picture& from) {
    for (int y = 0; y < r.height; ++y)
      std::copy_n(from.at(0, y), std::ptrdiff_t{3} * r.width, p.at(r.x, r.y + y));
  };
  p.fill(grown(kField, 1), kInk);
  put(kField, paint(cosine_field(kField.width, kField.height, seed), map_of(kind)));
  Field along{kBar.width, kBar.height, {}};
  for (int i = 0; i < kBar.width * kBar.height; ++i)
    along.values.push_back(static_cast<double>(i / kBar.width) / kBar.height);
  put(kBar, paint(along, map_of(kind)));
  for (double& v : along.values) v = (std::floor(kSteps * v) + 0.5) / kSteps;
  p.fill(grown(kStepped, 1), kInk);
  put(kStepped, paint(along, map_of(kind)));
  Random random(seed);
  const auto letter = [&](int x, int y) {
    p.fill({x + static_cast<int>(4 * random.uniform()), y, kStroke, kHeight}, kInk);
    p.fill({x, y + static_cast<int>(8 * random.uniform()), 6, kStroke}, kInk);
  };
  for (int x = 60; x < 400; x += 9) letter(x, 352);
  for (int y = 40; y < 340; y += 30)
    for (int k = 0; k < 4; ++k) letter(20 + 9 * k, y);
  return p;
}

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto k = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(k), values.end());
  return values[k];
}

/// Distances in deviations, by the kind of place.
struct Moved {
  std::vector<double> mean, median, beside, jump, thin, edge;
};

/// True where nothing is drawn within `reach` pixels.
bool bare(const Picture& exact, int x, int y, int reach) {
  for (int v = std::max(0, y - reach); v <= std::min(exact.height - 1, y + reach); ++v)
    for (int u = std::max(0, x - reach); u <= std::min(exact.width - 1, x + reach); ++u)
      if (channel_difference(exact.at(u, v), kPaper.data()) > 0) return false;
  return true;
}

void look_at_paper(const Picture& exact, const Picture& p, const ColorMetric& metric, Moved& out) {
  const double sigma = metric.compression.sigma();
  for (int y = 0; y < p.height; ++y)
    for (int x = 0; x + 1 < p.width; ++x) {
      const std::uint8_t* own = exact.at(x, y);
      if (channel_difference(own, kInk.data()) == 0 && !kField.contains(x, y) &&
          !kBar.contains(x, y) && !kStepped.contains(x, y))
        out.thin.push_back(metric(kInk, p.at(x, y)) / sigma);
      if (!bare(exact, x, y, kNearest - 1) || bare(exact, x, y, metric.compression.reach / 2))
        continue;
      out.beside.push_back(metric(kPaper, p.at(x, y)) / sigma);
      out.jump.push_back(metric(p.at(x, y), p.at(x + 1, y)) / sigma);
    }
}

/// The middle half of each row of a bar.
void look_at_rows(const Rect& bar, const Picture& exact, const Picture& p,
                  const ColorMetric& metric, Moved& out) {
  const double sigma = metric.compression.sigma();
  for (int y = bar.y + 1; y + 1 < bar.bottom(); ++y) {
    std::vector<Rgb8> row;
    std::array<double, 3> off{};
    for (int x = bar.x + bar.width / 4; x < bar.right() - bar.width / 4; ++x) {
      row.push_back({p.at(x, y)[0], p.at(x, y)[1], p.at(x, y)[2]});
      for (std::size_t c = 0; c < 3; ++c) off[c] += p.at(x, y)[c] - exact.at(x, y)[c];
    }
    const LumaChroma mean = luma_chroma(off[0], off[1], off[2]);
    const double most =
        std::max(std::abs(mean.luma), metric.chroma_weight * std::hypot(mean.blue, mean.red));
    out.mean.push_back(most / static_cast<double>(row.size()) / sigma);
    out.median.push_back(metric(median_color(row), exact.at(bar.x + 1, y)) / sigma);
  }
}

/// Where the rows of the bar without outline end.
void look_at_ends(const Picture& p, const ColorMetric& metric, Moved& out) {
  const double limit = metric.compression.limit(6, moved::kBeside);
  for (int y = kBar.y; y < kBar.bottom(); ++y) {
    const std::uint8_t* middle = p.at(kBar.x + kBar.width / 2, y);
    if (metric(middle, kPaper.data()) < 4 * limit) continue;
    int end = kBar.x + kBar.width / 2;
    while (end < p.width && metric(middle, p.at(end, y)) <= limit) ++end;
    out.edge.push_back(std::abs(end - kBar.right()));
  }
}

void print_quality(int quality, bool half_chroma) {
  Moved moved;
  Compression typical;
  double bare_sigma = 0;
  std::vector<double> luma, chroma, reach;
  for (const MapKind kind : kMapKinds) {
    const Picture exact = figure(kind, 7 + static_cast<std::uint64_t>(kind));
    const Picture p = through_jpeg(exact, quality, half_chroma);
    const Context context;
    const MemorySource source = p.source();
    const auto raster = read_raster(source, p.whole(), std::size_t{1} << 22, context);
    const auto step = jpeg_step(source, p.whole());
    const ColorMetric metric{measure_compression(step, *raster, kPaper)};
    luma.push_back(metric.compression.luma);
    chroma.push_back(metric.compression.chroma);
    reach.push_back(metric.compression.reach);
    bare_sigma += measure_compression(jpeg_step(source, kField)).sigma() / kMapKinds.size();
    if (metric.compression.sigma() == 0) continue;
    look_at_paper(exact, p, metric, moved);
    for (const Rect& bar : {kBar, kStepped}) look_at_rows(bar, exact, p, metric, moved);
    look_at_ends(p, metric, moved);
  }
  std::printf("%3d %d  %5.2f %5.2f %4.0f  %5.2f  %5.1f %6.1f %6.1f %5.1f %5.1f  %4.1f\n", quality,
              half_chroma ? 2 : 1, quantile(luma, 0.5), quantile(chroma, 0.5), quantile(reach, 0.5),
              bare_sigma, quantile(moved.mean, kShare), quantile(moved.median, kShare),
              quantile(moved.beside, kShare), quantile(moved.jump, kShare),
              quantile(moved.thin, kShare), quantile(moved.edge, kEnds));
}

}  // namespace
}  // namespace unweave::testing

int main() {
  std::puts("          luma chroma reach  bare   mean median beside  jump  thin  edge");
  for (const bool half_chroma : {true, false})
    for (const int quality : {60, 70, 75, 80, 85, 90, 93, 95, 97})
      unweave::testing::print_quality(quality, half_chroma);
}
