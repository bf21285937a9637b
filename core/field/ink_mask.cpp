// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/ink_mask.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/field/ink_band.hpp"
#include "core/field/ink_lines.hpp"
#include "core/image/pixel_codes.hpp"

namespace unweave {

namespace {

constexpr int kHalo = 40;  // rows beyond a band that its answers depend on
constexpr int kBandRows = 256;
constexpr int kUsualStep = 4;            // it changes slowly: one in 4 x 4 is kept
constexpr std::uint64_t kLeastInk = 20;  // pixels
constexpr double kMostThin = 0.1;        // of the data
constexpr double kOwnShare = 0.5;        // of a color's pixels that are thin: ink has such colors
constexpr double kExtremeShare = 0.25;   // the same for black and white

void read_band(InkBand& band, const PixelSource& source, const Rect& area,
               const MeasuredField& field) {
  std::vector<float> t(band.size()), residual(band.size());
  field.measure(source, area, {t.data(), residual.data(), nullptr});
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

/// How often colors, in cells of 16 levels, lie in thin structures. Ink has colors of its own;
/// the ridges and valleys of rough data share theirs with all the data.
class InkColors {
 public:
  InkColors() : all_(kCells, 0), thin_(kCells, 0) {}
  void count(const InkBand& band, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      off_curve_ += band.core[i] == InkBand::OffCurve;
      if (band.t[i] == InkBand::kNothing) continue;
      ++all_[cell(band.color[i])];
      ++pixels_;
      if (band.core[i] != InkBand::OnCurve) continue;
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
  static constexpr std::size_t kCells = kColorCells<16>;
  static std::size_t cell(ColorCode c) { return color_cell<16>(c); }
  /// Gray, very dark or very bright: the colors of nearly all ink that the map may share.
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
  void keep(const InkBand& band, int top, int begin, int end) {
    for (int y = begin; y < end; ++y)
      for (int x = 0; x < width_; ++x) {
        const std::size_t i = band.index(x, y), p = band.index(x, top + y);
        if (band.core[i] == InkBand::OnCurve) on_curve_[p] = true;
        if (band.core[i] == InkBand::OffCurve) off_curve_[p] = true;
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
  void restore(InkBand& band, int top) const {
    for (int y = 0; y < band.height; ++y)
      for (int x = 0; x < width_; ++x) {
        const std::size_t i = band.index(x, y), p = band.index(x, top + y);
        band.core[i] = on_curve_[p]    ? InkBand::OnCurve
                       : off_curve_[p] ? InkBand::OffCurve
                                       : InkBand::None;
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

/// Puts what a band's own rows hold into the mask.
void mark(const InkBand& band, const Rows& rows, bool compressed, InkMask& mask) {
  const std::vector<std::uint8_t> kinds = band.grow();
  const std::size_t end = band.index(0, rows.end - rows.top);
  for (std::size_t i = band.index(0, rows.begin - rows.top); i < end; ++i) {
    const std::size_t p = band.index(0, rows.top) + i;
    if (kinds[i] == InkBand::Ink && band.t[i] != InkBand::kNothing) {
      ++mask.colors[band.color[i]];
      mask.pixels[p] = true;
    } else if (kinds[i] == InkBand::Spoiled && compressed) {
      mask.spoiled.resize(mask.pixels.size());
      mask.spoiled[p] = true;
      ++mask.spoiled_pixels;
    }
  }
}

}  // namespace

bool may_hold_ink(const ColorHistogram& histogram, double valid_fraction) {
  return valid_fraction < 1 ||
         std::any_of(histogram.codes().begin(), histogram.codes().end(), is_pure);
}

Result<std::shared_ptr<const InkMask>> find_ink(const PixelSource& source, const Rect& area,
                                                const MeasuredField& field, double noise,
                                                bool compressed, const Context& context) {
  const InkThresholds limits = ink_thresholds(noise, compressed);
  const auto read = [&](const Rows& rows) {
    InkBand band(area.width, rows.bottom - rows.top, limits, context.threads);
    read_band(band, source, {area.x, area.y + rows.top, area.width, band.height}, field);
    return band;
  };
  Cores cores(area);
  InkColors colors;
  InkLines lines;
  const std::vector<Rows> bands = bands_of(area);
  auto canceled = [&, done = 0.0]() mutable {
    return !context.progress(Stage::Lookup, done++ / static_cast<double>(2 * bands.size()));
  };
  for (const Rows& rows : bands) {
    if (canceled()) return fail(Reason::Canceled);
    InkBand band = read(rows);
    band.find_cores();
    const std::size_t first = band.index(0, rows.begin - rows.top);
    const std::size_t end = band.index(0, rows.end - rows.top);
    colors.count(band, first, end);
    if (limits.soft) lines.count(band, first, end);
    cores.keep(band, rows.top, rows.begin - rows.top, rows.end - rows.top);
  }
  auto mask = std::make_shared<InkMask>();
  mask->area = area;
  mask->pixels.resize(static_cast<std::size_t>(area.area()));
  for (const Rows& rows : bands) {
    if (canceled()) return fail(Reason::Canceled);
    if (!cores.any(rows.top, rows.bottom) && !lines.any()) continue;
    InkBand band = read(rows);
    cores.restore(band, rows.top);
    for (std::size_t i = 0; i < band.size(); ++i)
      if (band.core[i] == InkBand::OnCurve &&
          !colors.hold(band.color[i], band.residual[i] <= limits.off_curve))
        band.core[i] = InkBand::None;
    lines.mark(band);
    mark(band, rows, compressed, *mask);
  }
  if (mask->colors.empty() && mask->spoiled.empty()) return std::shared_ptr<const InkMask>();
  return std::shared_ptr<const InkMask>(std::move(mask));
}

}  // namespace unweave
