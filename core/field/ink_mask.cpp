// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/ink_mask.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>

#include "core/image/pixel_codes.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr double kLossyNoise = 0.008;  // from here on compression has softened the rims
constexpr int kHalo = 40;              // rows beyond a band that its answers depend on
constexpr int kBandRows = 256;
constexpr std::size_t kRowsOfThread = 16;
constexpr int kUsualStep = 4;            // it changes slowly: one in 4 x 4 is kept
constexpr int kUsualReach = 16;          // of the window for what is usual
constexpr int kUsualCap = 40;            // levels: ink itself must not count as usual roughness
constexpr double kUsualTimes = 4;        // a core stands out against the usual
constexpr int kThinReach = 5;            // data this near on both sides: a line, not a hole
constexpr int kSearch = 10;              // how far a rim looks for clean pixels
constexpr std::uint64_t kLeastInk = 20;  // pixels
constexpr double kMostThin = 0.1;        // of the data
constexpr double kOwnShare = 0.5;        // of a colour's pixels that are thin: ink has such colours
constexpr double kExtremeShare = 0.25;   // the same for black and white
constexpr double kTowardsInk = 0.85;     // cosine: a rim is a mixture, in a straight line to ink
constexpr double kSlopeShare = 0.25;     // of the step between both sides: that may be the data's
constexpr std::int16_t kNothing = -1;

constexpr std::array<std::array<int, 2>, 4> kDirections{{{1, 0}, {0, 1}, {1, 1}, {1, -1}}};

struct Thresholds {
  int core = 32, rim = 6;  // levels
  int clean = 1;           // pixels from a core that are not trusted as neighbours
  int grow = 2;            // pixels from a core that may be its rim
  int off_curve = 8;       // residual of a colour that no data has, levels
  double edge = 0.55;      // of ink's contrast: the least jump between two pixels at its border
};

Thresholds thresholds(double noise) {
  if (noise <= kLossyNoise) return {};
  const int sigma = static_cast<int>(std::lround(255 * noise));
  return {std::max(24, 4 * sigma), std::max(12, 3 * sigma), 2, 2, std::max(8, 3 * sigma), 0.3};
}

/// A band of the picture with what the curve says of it.
class Band {
 public:
  enum Core : std::uint8_t { None, OffCurve, OnCurve };

  Band(int w, int h, const Thresholds& thresholds, unsigned threads_of_all)
      : width(w),
        height(h),
        threads(threads_of_all),
        limits(thresholds),
        t(size(), kNothing),
        residual(size(), 0),
        color(size()),
        core(size(), 0),
        strength(size(), 0),
        usual(size(), 0) {}

  void find_cores();
  void grow(std::vector<std::uint8_t>& ink) const;

  std::size_t size() const { return static_cast<std::size_t>(width) * height; }
  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width + x; }

  int width, height;
  unsigned threads;
  Thresholds limits;
  std::vector<std::int16_t> t;         // 0..10000, kNothing
  std::vector<std::uint8_t> residual;  // levels
  std::vector<ColorCode> color;
  std::vector<std::uint8_t> core;      // a Core
  std::vector<std::uint8_t> strength;  // how far from what the neighbours enclose, levels
  std::vector<std::uint8_t> usual;     // mean strength around

 private:
  template <class Use>
  void each_pixel(Use use) const;
  bool inside(int x, int y) const { return x >= 0 && y >= 0 && x < width && y < height; }
  int deviation(std::size_t p, std::size_t a, std::size_t b) const;
  bool gradual(int x, int y, int dx, int dy) const;
  int strength_at(int x, int y) const;
  bool thin(int x, int y) const;
  void find_usual();
  std::vector<std::uint8_t> around_cores(int reach) const;
  Eigen::Vector3d ink_near(int x, int y, const Eigen::Vector3d& expected) const;
  bool is_rim(int x, int y, const std::vector<std::uint8_t>& doubtful) const;
  std::pair<std::size_t, int> clean_from(int x, int y, int dx, int dy,
                                         const std::vector<std::uint8_t>& doubtful) const;
};

Eigen::Vector3d rgb(ColorCode c) { return {double(red(c)), double(green(c)), double(blue(c))}; }

int difference(ColorCode a, ColorCode b) {
  const int r = red(a) - red(b), g = green(a) - green(b), l = blue(a) - blue(b);
  return std::max({std::abs(r), std::abs(g), std::abs(l)});
}

/// How far, in levels, colour p is from the stretch of the curve that a and b enclose.
int Band::deviation(std::size_t p, std::size_t a, std::size_t b) const {
  const auto [low, high] = std::minmax(t[a], t[b]);
  if (t[p] < low || t[p] > high)
    return std::min(difference(color[p], color[a]), difference(color[p], color[b]));
  return std::max(0, residual[p] - std::max(residual[a], residual[b]));
}

/// True if the colour changes as on a summit of smooth data: nowhere by half of all at once, and
/// four times as much at twice the distance.
bool Band::gradual(int x, int y, int dx, int dy) const {
  const auto color_of = [&](int k, int n) { return color[index(x + dx * k / n, y + dy * k / n)]; };
  const int all = difference(color_of(0, 1), color_of(1, 1));
  const int n = std::max(std::abs(dx), std::abs(dy));
  if (n == 2)
    return !inside(x + 2 * dx, y + 2 * dy) || difference(color_of(0, 1), color_of(2, 1)) > 2 * all;
  int step = 0;
  for (int k = 0; k < n; ++k) step = std::max(step, difference(color_of(k, n), color_of(k + 1, n)));
  return step < limits.edge * all;
}

int Band::strength_at(int x, int y) const {
  const std::size_t p = index(x, y);
  int most = 0;
  for (const auto& [dx, dy] : kDirections)
    for (const int d : {2, 4}) {
      const int ax = x - d * dx, ay = y - d * dy, bx = x + d * dx, by = y + d * dy;
      if (!inside(ax, ay) || !inside(bx, by)) continue;
      const std::size_t a = index(ax, ay), b = index(bx, by);
      if (t[a] == kNothing || t[b] == kNothing) continue;
      const int far = deviation(p, a, b);
      if (far <= most) continue;
      if (gradual(x, y, ax - x, ay - y) && gradual(x, y, bx - x, by - y)) continue;
      most = far;
    }
  return most;
}

/// True if data lies near on two opposite sides of a pixel without any.
bool Band::thin(int x, int y) const {
  const auto near = [&](int dx, int dy) {
    for (int d = 1; d <= kThinReach; ++d) {
      if (!inside(x + d * dx, y + d * dy)) return false;
      if (t[index(x + d * dx, y + d * dy)] != kNothing) return true;
    }
    return false;
  };
  return std::any_of(kDirections.begin(), kDirections.end(),
                     [&](const auto& d) { return near(d[0], d[1]) && near(-d[0], -d[1]); });
}

/// Means of `strength` over squares, by running sums.
void Band::find_usual() {
  const int stride = width + 1;
  std::vector<std::uint32_t> sum(static_cast<std::size_t>(stride) * (height + 1), 0);
  for (int y = 0; y < height; ++y) {
    std::uint32_t row = 0;
    for (int x = 0; x < width; ++x) {
      row += std::min<int>(strength[index(x, y)], kUsualCap);
      const std::size_t i = static_cast<std::size_t>(y + 1) * stride + x + 1;
      sum[i] = sum[i - stride] + row;
    }
  }
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int x0 = std::max(0, x - kUsualReach), x1 = std::min(width, x + kUsualReach + 1);
      const int y0 = std::max(0, y - kUsualReach), y1 = std::min(height, y + kUsualReach + 1);
      const auto at = [&](int px, int py) {
        return sum[static_cast<std::size_t>(py) * stride + px];
      };
      const std::uint32_t total = at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0);
      usual[index(x, y)] = static_cast<std::uint8_t>(total / ((x1 - x0) * (y1 - y0)));
    }
}

/// Calls use(x, y) for every pixel; it may write to that pixel only.
template <class Use>
void Band::each_pixel(Use use) const {
  in_parallel(static_cast<std::size_t>(height), threads, kRowsOfThread,
              [&](std::size_t, std::size_t begin, std::size_t end) {
                for (int y = static_cast<int>(begin); y < static_cast<int>(end); ++y)
                  for (int x = 0; x < width; ++x) use(x, y);
              });
}

void Band::find_cores() {
  each_pixel([this](int x, int y) {
    if (t[index(x, y)] != kNothing)
      strength[index(x, y)] = static_cast<std::uint8_t>(std::min(255, strength_at(x, y)));
  });
  find_usual();
  each_pixel([this](int x, int y) {
    const std::size_t i = index(x, y);
    if (t[i] == kNothing)
      core[i] = color[i] != kNoData && thin(x, y) ? OffCurve : None;
    else if (strength[i] > std::max<double>(limits.core, kUsualTimes * usual[i]))
      core[i] = OnCurve;
  });
}

/// 1 within `reach` (chessboard distance) of a core.
std::vector<std::uint8_t> Band::around_cores(int reach) const {
  std::vector<std::uint8_t> rows(size(), 0), out(size(), 0);
  for (int y = 0; y < height; ++y)
    for (int x = 0, left = -reach - 1; x < width + reach; ++x) {
      if (x < width && core[index(x, y)]) left = x;
      const int at = x - reach;
      if (at >= 0 && left >= at - reach) rows[index(at, y)] = 1;
    }
  for (int x = 0; x < width; ++x)
    for (int y = 0, up = -reach - 1; y < height + reach; ++y) {
      if (y < height && rows[index(x, y)]) up = y;
      const int at = y - reach;
      if (at >= 0 && up >= at - reach) out[index(x, at)] = 1;
    }
  return out;
}

/// The nearest clean pixel in a direction and its distance; 0 where there is none.
std::pair<std::size_t, int> Band::clean_from(int x, int y, int dx, int dy,
                                             const std::vector<std::uint8_t>& doubtful) const {
  for (int d = 1; d <= kSearch; ++d) {
    const int px = x + d * dx, py = y + d * dy;
    if (!inside(px, py)) break;
    const std::size_t i = index(px, py);
    if (t[i] != kNothing && !doubtful[i]) return {i, d};
  }
  return {0, 0};
}

/// Of the cores within `limits.grow` the colour farthest from `expected`.
Eigen::Vector3d Band::ink_near(int x, int y, const Eigen::Vector3d& expected) const {
  Eigen::Vector3d ink = expected;
  for (int dy = -limits.grow; dy <= limits.grow; ++dy)
    for (int dx = -limits.grow; dx <= limits.grow; ++dx) {
      if (!inside(x + dx, y + dy) || !core[index(x + dx, y + dy)]) continue;
      const Eigen::Vector3d c = rgb(color[index(x + dx, y + dy)]);
      if ((c - expected).squaredNorm() > (ink - expected).squaredNorm()) ink = c;
    }
  return ink;
}

/// True if a pixel's colour is what the clean pixels on both sides of it say, mixed with ink.
bool Band::is_rim(int x, int y, const std::vector<std::uint8_t>& doubtful) const {
  const Eigen::Vector3d own = rgb(color[index(x, y)]);
  const double least = std::max<double>(limits.rim, 2.0 * usual[index(x, y)]);
  for (const auto& [dx, dy] : kDirections) {
    const auto [a, to_a] = clean_from(x, y, -dx, -dy, doubtful);
    const auto [b, to_b] = clean_from(x, y, dx, dy, doubtful);
    if (to_a == 0 || to_b == 0 || deviation(index(x, y), a, b) <= least) continue;
    const Eigen::Vector3d ca = rgb(color[a]), cb = rgb(color[b]);
    const Eigen::Vector3d expected = (to_b * ca + to_a * cb) / (to_a + to_b);
    const Eigen::Vector3d off = own - expected, ink = ink_near(x, y, expected) - expected;
    if (off.norm() > std::max(least, kSlopeShare * (ca - cb).norm()) &&
        off.dot(ink) > kTowardsInk * off.norm() * ink.norm())
      return true;
  }
  return false;
}

/// Cores and their rims.
void Band::grow(std::vector<std::uint8_t>& ink) const {
  const auto doubtful = around_cores(limits.clean), near = around_cores(limits.grow);
  each_pixel([&](int x, int y) {
    const std::size_t i = index(x, y);
    ink[i] = core[i] != None || (near[i] && t[i] != kNothing && is_rim(x, y, doubtful));
  });
}

void fill_band(Band& band, const PixelSource& source, const Rect& area,
               const FieldRecovery& field) {
  std::vector<float> t(band.size()), residual(band.size());
  field.evaluate(source, area, {t.data(), residual.data(), nullptr});
  PixelReader(source).read_codes(area, band.color.data());
  for (std::size_t i = 0; i < band.size(); ++i) {
    if (!std::isnan(t[i])) band.t[i] = static_cast<std::int16_t>(std::lround(10000 * t[i]));
    if (!std::isnan(residual[i]))
      band.residual[i] = static_cast<std::uint8_t>(std::lround(std::min(1.0F, residual[i]) * 255));
  }
}

/// Black or white: ink even where nothing lies off the curve.
bool is_pure(ColorCode c) {
  const auto [low, high] = std::minmax({red(c), green(c), blue(c)});
  return high <= 2 || low >= 253;
}

/// How often colours, in cells of 16 levels, lie in thin structures. Ink has colours of its own;
/// the ridges and valleys of rough data share theirs with all the data.
class InkColors {
 public:
  InkColors() : all_(kCells, 0), thin_(kCells, 0) {}
  void count(const Band& band, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      off_curve_ += band.core[i] == Band::OffCurve;
      if (band.t[i] == kNothing) continue;
      ++all_[cell(band.color[i])];
      ++pixels_;
      if (band.core[i] != Band::OnCurve) continue;
      ++thin_[cell(band.color[i])];
      ++thin_pixels_;
    }
  }
  /// False where thin structures are everywhere: the data itself is rough.
  bool told() const { return double(thin_pixels_) <= kMostThin * double(pixels_); }
  bool hold(ColorCode c, bool on_curve) const {
    if (!told() || (on_curve && !is_neutral(c))) return false;
    // Where nothing lies off the curve, a gray or pale summit of the data is likelier than ink.
    if (off_curve_ < kLeastInk && !is_pure(c)) return false;
    const double share = is_extreme(c) ? kExtremeShare : kOwnShare;
    return thin_[cell(c)] > share * all_[cell(c)];
  }

 private:
  static constexpr std::size_t kCells = 4096;
  static std::size_t cell(ColorCode c) {
    return static_cast<std::size_t>((red(c) / 16) << 8 | (green(c) / 16) << 4 | blue(c) / 16);
  }
  /// Gray, very dark or very bright: the colours of nearly all ink that the map may share.
  static bool is_neutral(ColorCode c) {
    const auto [low, high] = std::minmax({red(c), green(c), blue(c)});
    return high - low < 48 || high < 72 || low > 183;
  }
  /// Nearly black or white: what most ink is, and the end of many a map.
  static bool is_extreme(ColorCode c) {
    const auto [low, high] = std::minmax({red(c), green(c), blue(c)});
    return high < 32 || low > 223;
  }
  std::vector<std::uint32_t> all_, thin_;
  std::uint64_t pixels_ = 0, thin_pixels_ = 0, off_curve_ = 0;
};

/// What the first reading of the area leaves for the second.
class Cores {
 public:
  explicit Cores(const Rect& area)
      : width_(area.width),
        usual_width_((area.width + kUsualStep - 1) / kUsualStep),
        on_curve_(static_cast<std::size_t>(area.area())),
        off_curve_(on_curve_.size()),
        usual_(static_cast<std::size_t>(usual_width_) * (area.height / kUsualStep + 1)) {}

  /// Keeps rows [begin, end) of a band that starts `top` rows below the area's.
  void keep(const Band& band, int top, int begin, int end) {
    for (int y = begin; y < end; ++y)
      for (int x = 0; x < width_; ++x) {
        const std::size_t i = band.index(x, y), p = band.index(x, top + y);
        if (band.core[i] == Band::OnCurve) on_curve_[p] = true;
        if (band.core[i] == Band::OffCurve) off_curve_[p] = true;
        if ((top + y) % kUsualStep == 0 && x % kUsualStep == 0)
          usual_[usual_index(x, top + y)] = band.usual[i];
      }
  }
  bool any(int first_row, int end_row) const {
    const auto at = [&](const std::vector<bool>& v, int row) {
      return v.begin() + static_cast<std::ptrdiff_t>(row) * width_;
    };
    const auto has = [&](const std::vector<bool>& v) {
      return std::find(at(v, first_row), at(v, end_row), true) != at(v, end_row);
    };
    return has(on_curve_) || has(off_curve_);
  }
  void restore(Band& band, int top) const {
    for (int y = 0; y < band.height; ++y)
      for (int x = 0; x < width_; ++x) {
        const std::size_t i = band.index(x, y), p = band.index(x, top + y);
        band.core[i] = on_curve_[p] ? Band::OnCurve : off_curve_[p] ? Band::OffCurve : Band::None;
        band.usual[i] = usual_[usual_index(x, top + y)];
      }
  }

 private:
  std::size_t usual_index(int x, int y) const {
    return static_cast<std::size_t>(y / kUsualStep) * usual_width_ + x / kUsualStep;
  }
  int width_, usual_width_;
  std::vector<bool> on_curve_, off_curve_;
  std::vector<std::uint8_t> usual_;
};

/// A band's place among the rows of the area, from 0.
struct Rows {
  int top, begin, end, bottom;  ///< the band is top to bottom, its own rows are begin to end
};

std::vector<Rows> bands_of(const Rect& area) {
  std::vector<Rows> bands;
  for (int y = 0; y < area.height; y += kBandRows) {
    const int end = std::min(area.height, y + kBandRows);
    bands.push_back({std::max(0, y - kHalo), y, end, std::min(area.height, end + kHalo)});
  }
  return bands;
}

}  // namespace

bool may_hold_ink(const ColorHistogram& histogram, const Report& report) {
  return report.valid_fraction < 1 ||
         std::any_of(histogram.codes().begin(), histogram.codes().end(), is_pure);
}

Result<std::shared_ptr<const InkMask>> find_ink(const PixelSource& source, const Rect& area,
                                                const FieldRecovery& field, double noise,
                                                Context& context) {
  const Thresholds limits = thresholds(noise);
  const auto read = [&](const Rows& rows) {
    Band band(area.width, rows.bottom - rows.top, limits, context.threads);
    fill_band(band, source, {area.x, area.y + rows.top, area.width, band.height}, field);
    return band;
  };
  Cores cores(area);
  InkColors colors;
  for (const Rows& rows : bands_of(area)) {
    if (!context.progress(Stage::Lookup, 0.6)) return fail(Reason::Cancelled);
    Band band = read(rows);
    band.find_cores();
    colors.count(band, band.index(0, rows.begin - rows.top), band.index(0, rows.end - rows.top));
    cores.keep(band, rows.top, rows.begin - rows.top, rows.end - rows.top);
  }
  auto mask = std::make_shared<InkMask>();
  mask->area = area;
  mask->pixels.resize(static_cast<std::size_t>(area.area()));
  for (const Rows& rows : bands_of(area)) {
    if (!context.progress(Stage::Lookup, 0.6)) return fail(Reason::Cancelled);
    if (!cores.any(rows.top, rows.bottom)) continue;
    Band band = read(rows);
    cores.restore(band, rows.top);
    for (std::size_t i = 0; i < band.size(); ++i)
      if (band.core[i] == Band::OnCurve &&
          !colors.hold(band.color[i], band.residual[i] <= limits.off_curve))
        band.core[i] = Band::None;
    std::vector<std::uint8_t> ink(band.size());
    band.grow(ink);
    for (std::size_t i = band.index(0, rows.begin - rows.top);
         i < band.index(0, rows.end - rows.top); ++i) {
      if (!ink[i] || band.t[i] == kNothing) continue;
      ++mask->colors[band.color[i]];
      mask->pixels[band.index(0, rows.top) + i] = true;
    }
  }
  if (mask->colors.empty()) return std::shared_ptr<const InkMask>();
  return std::shared_ptr<const InkMask>(std::move(mask));
}

}  // namespace unweave
