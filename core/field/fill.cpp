// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/fill.hpp"

#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCore>
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <utility>

#include "core/image/pixel_codes.hpp"

namespace unweave {

namespace {

using Eigen::Index;

constexpr int kBandRows = 256;
constexpr int kHaloSizes = 4;        // rows beyond a band, in sizes: see close()
constexpr double kTolerance = 1e-7;  // of the linear system, relative
constexpr float kHit = 0.01F;        // in t, as ConfidenceModel
constexpr int kSampleStep = 3;       // every n-th pixel is asked how well its neighbors tell it
constexpr std::uint8_t kOpen = 255;  // ends at the border at one side: neither gap nor hole
constexpr std::array<std::array<int, 2>, 4> kDirections{{{1, 0}, {0, 1}, {1, 1}, {1, -1}}};
constexpr std::array<std::array<int, 2>, 4> kNeighbors{{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};

enum class Ground : std::uint8_t { Data, Gap, Outside, Border };

/// Where each pixel's runs end.
class Runs {
 public:
  Runs(const GappyField& field, int size) : f_(field), size_(size) {}

  /// The width of the narrowest run with data at both ends; kOpen where one ends at the border
  /// instead; 0: none is short.
  std::uint8_t width_at(int x, int y) const {
    int best = 0;
    bool open = false;
    for (const auto& [dx, dy] : kDirections) {
      const double step = dx != 0 && dy != 0 ? std::numbers::sqrt2 : 1;
      const auto [ahead, end] = walk(x, y, dx, dy, step);
      if (end == Ground::Gap || end == Ground::Outside) continue;
      const auto [behind, start] = walk(x, y, -dx, -dy, step);
      if (start == Ground::Gap || start == Ground::Outside) continue;
      const double length = (ahead + behind + 1) * step;
      if (length >= size_) continue;
      if (end == Ground::Data && start == Ground::Data) {
        const int width = static_cast<int>(std::ceil(length));
        if (best == 0 || width < best) best = width;
      } else if (end == Ground::Data || start == Ground::Data) {
        open = true;
      }
    }
    return best > 0 ? static_cast<std::uint8_t>(best) : open ? kOpen : std::uint8_t{0};
  }

 private:
  Ground ground(int x, int y) const {
    if (x < 0 || y < 0 || x >= f_.width || y >= f_.height) return Ground::Border;
    const auto i = static_cast<std::size_t>(y) * f_.width + x;
    if (f_.outside[i]) return Ground::Outside;
    return std::isnan(f_.t[i]) ? Ground::Gap : Ground::Data;
  }
  /// Steps through pixels of a gap until something else comes; Gap: it is too long.
  std::pair<int, Ground> walk(int x, int y, int dx, int dy, double step) const {
    for (int n = 0; (n + 1) * step < size_; ++n)
      if (const Ground end = ground(x + (n + 1) * dx, y + (n + 1) * dy); end != Ground::Gap)
        return {n, end};
    return {size_, Ground::Gap};
  }

  const GappyField& f_;
  int size_;
};

/// Takes out of `widths` what lies within `size` steps of a hole.
void keep_away_from_holes(const GappyField& f, int size, std::vector<std::uint8_t>& widths) {
  std::vector<std::size_t> front, next;
  std::vector<std::uint8_t> reached(widths.size(), 0);
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (std::isnan(f.t[i]) && widths[i] == 0) {
      reached[i] = 1;
      front.push_back(i);
    }
  for (int step = 0; step < size && !front.empty(); ++step) {
    next.clear();
    for (const std::size_t i : front) {
      const int x = static_cast<int>(i % static_cast<std::size_t>(f.width));
      const int y = static_cast<int>(i / static_cast<std::size_t>(f.width));
      for (int v = std::max(y - 1, 0); v <= std::min(y + 1, f.height - 1); ++v)
        for (int u = std::max(x - 1, 0); u <= std::min(x + 1, f.width - 1); ++u) {
          const std::size_t j = static_cast<std::size_t>(v) * f.width + u;
          if (reached[j] || !std::isnan(f.t[j])) continue;
          reached[j] = 1;
          widths[j] = 0;
          next.push_back(j);
        }
    }
    front.swap(next);
  }
}

/// Gap pixels that a rim can be reached from, numbered; the others' widths become 0.
std::vector<std::size_t> reachable(const GappyField& f, std::vector<std::uint8_t>& widths) {
  std::vector<std::size_t> found;
  std::vector<std::uint8_t> seen(widths.size(), 0);
  const auto visit_neighbors = [&](std::size_t i, auto visit) {
    const int x = static_cast<int>(i % static_cast<std::size_t>(f.width));
    const int y = static_cast<int>(i / static_cast<std::size_t>(f.width));
    for (const auto& [dx, dy] : kNeighbors)
      if (x + dx >= 0 && y + dy >= 0 && x + dx < f.width && y + dy < f.height)
        visit(static_cast<std::size_t>(y + dy) * f.width + (x + dx));
  };
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (widths[i] == 0) continue;
    bool rim = false;
    visit_neighbors(i, [&](std::size_t j) { rim = rim || !std::isnan(f.t[j]); });
    if (!rim) continue;
    seen[i] = 1;
    found.push_back(i);
  }
  for (std::size_t k = 0; k < found.size(); ++k)
    visit_neighbors(found[k], [&](std::size_t j) {
      if (widths[j] == 0 || seen[j]) return;
      seen[j] = 1;
      found.push_back(j);
    });
  for (std::size_t i = 0; i < widths.size(); ++i)
    if (!seen[i]) widths[i] = 0;
  std::sort(found.begin(), found.end());
  return found;
}

/// The Laplacian of the gap pixels and what the rims give to it, for two planes at once: t, or the
/// cosine and the sine of the angle that it is on a cyclic map.
struct Membrane {
  Eigen::SparseMatrix<double> laplacian;
  Eigen::MatrixX2d rims;
};

Eigen::RowVector2d plane(float t, bool closed) {
  if (!closed) return {t, 0};
  const double angle = 2 * std::numbers::pi * t;
  return {std::cos(angle), std::sin(angle)};
}

Membrane membrane_of(const GappyField& f, const std::vector<std::size_t>& gaps, bool closed) {
  constexpr int kNone = -1;
  std::vector<int> number(f.t.size(), kNone);
  for (std::size_t k = 0; k < gaps.size(); ++k) number[gaps[k]] = static_cast<int>(k);
  Membrane m;
  const auto n = static_cast<Index>(gaps.size());
  m.rims = Eigen::MatrixX2d::Zero(n, 2);
  m.laplacian.resize(n, n);
  m.laplacian.reserve(Eigen::VectorXi::Constant(n, 5));
  for (Index k = 0; k < n; ++k) {
    const std::size_t i = gaps[static_cast<std::size_t>(k)];
    const int x = static_cast<int>(i % static_cast<std::size_t>(f.width));
    const int y = static_cast<int>(i / static_cast<std::size_t>(f.width));
    int neighbors = 0;
    for (const auto& [dx, dy] : kNeighbors) {
      if (x + dx < 0 || y + dy < 0 || x + dx >= f.width || y + dy >= f.height) continue;
      const std::size_t j = static_cast<std::size_t>(y + dy) * f.width + (x + dx);
      if (number[j] != kNone)
        m.laplacian.insert(number[j], k) = -1;
      else if (!std::isnan(f.t[j]))
        m.rims.row(k) += plane(f.t[j], closed);
      else
        continue;
      ++neighbors;
    }
    m.laplacian.insert(k, k) = neighbors;
  }
  m.laplacian.makeCompressed();
  return m;
}

float nearest(const std::vector<float>& levels, float t) {
  const auto above = std::lower_bound(levels.begin(), levels.end(), t);
  if (above == levels.begin()) return *above;
  if (above == levels.end()) return levels.back();
  return t - *(above - 1) <= *above - t ? *(above - 1) : *above;
}

/// How well the mean of two pixels, k to either side, says what is between.
class GapErrors {
 public:
  explicit GapErrors(int size)
      : hits_(static_cast<std::size_t>(size / 2 + 2)), squares_(hits_.size()), all_(hits_.size()) {}

  void count(const GappyField& f, int y0, int y1, bool closed) {
    const int most = static_cast<int>(hits_.size()) - 1;
    for (int y = y0; y < y1; y += kSampleStep)
      for (int x = 0; x < f.width; x += kSampleStep) {
        const auto i = static_cast<std::ptrdiff_t>(y) * f.width + x;
        for (int k = 1; k <= most; ++k) {
          if (x >= k && x + k < f.width) add(f, i, k, k, closed);
          if (y >= k && y + k < f.height)
            add(f, i, static_cast<std::ptrdiff_t>(k) * f.width, k, closed);
        }
      }
  }
  /// Confidence 0 and deviation NaN where there was nothing to be asked.
  std::vector<Certainty> certainties() const {
    std::vector<Certainty> out(hits_.size(), {0, std::numeric_limits<float>::quiet_NaN()});
    for (std::size_t k = 1; k < out.size(); ++k)
      if (all_[k] > 0)
        out[k] = {static_cast<float>(hits_[k] / all_[k]),
                  static_cast<float>(std::sqrt(squares_[k] / all_[k]))};
    return out;
  }

 private:
  void add(const GappyField& f, std::ptrdiff_t i, std::ptrdiff_t apart, int k, bool closed) {
    const float a = f.t[static_cast<std::size_t>(i - apart)];
    const float b = f.t[static_cast<std::size_t>(i + apart)];
    const float truth = f.t[static_cast<std::size_t>(i)];
    if (std::isnan(a) || std::isnan(b) || std::isnan(truth)) return;
    const auto from_truth = [&](float t) {
      return closed ? t - truth - std::round(t - truth) : t - truth;
    };
    const auto at = static_cast<std::size_t>(k);
    ++all_[at];
    const double error = 0.5 * (from_truth(a) + from_truth(b));
    hits_[at] += std::abs(error) <= kHit;
    squares_[at] += error * error;
  }
  std::vector<double> hits_, squares_, all_;
};

/// Rows [y, y + rows) of the field as it stands, from the picture.
GappyField read(const PixelSource& source, const Rect& rows, const MeasuredField& measured) {
  const auto n = static_cast<std::size_t>(rows.area());
  GappyField field{rows.width, rows.height, std::vector<float>(n), std::vector<std::uint8_t>(n)};
  measured.measure(source, rows, {field.t.data()});
  std::vector<ColorCode> codes(n);
  PixelReader(source).read_codes(rows, codes.data());
  for (std::size_t i = 0; i < n; ++i) field.outside[i] = codes[i] == kNoData;
  return field;
}

}  // namespace

std::vector<std::uint8_t> gap_widths(const GappyField& field, int size) {
  const Runs runs(field, size);
  std::vector<std::uint8_t> widths(field.t.size(), 0);
  for (int y = 0; y < field.height; ++y)
    for (int x = 0; x < field.width; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * field.width + x;
      if (std::isnan(field.t[i]) && !field.outside[i]) widths[i] = runs.width_at(x, y);
    }
  keep_away_from_holes(field, size, widths);
  std::replace(widths.begin(), widths.end(), kOpen, std::uint8_t{0});
  return widths;
}

void span_membrane(GappyField& field, std::vector<std::uint8_t>& widths,
                   const FillOptions& options) {
  const std::vector<std::size_t> gaps = reachable(field, widths);
  if (gaps.empty()) return;
  const Membrane membrane = membrane_of(field, gaps, options.closed);
  Eigen::ConjugateGradient<Eigen::SparseMatrix<double>, Eigen::Lower | Eigen::Upper> solver;
  solver.setTolerance(kTolerance);
  solver.compute(membrane.laplacian);
  const Eigen::VectorXd first = solver.solve(membrane.rims.col(0));
  const Eigen::VectorXd second =
      options.closed ? Eigen::VectorXd(solver.solve(membrane.rims.col(1))) : Eigen::VectorXd();
  for (std::size_t k = 0; k < gaps.size(); ++k) {
    const auto i = static_cast<Index>(k);
    double t = first[i];
    if (options.closed) {
      const double turn = std::atan2(second[i], first[i]) / (2 * std::numbers::pi);
      t = turn < 0 ? turn + 1 : turn;
    }
    const auto value = static_cast<float>(std::clamp(t, 0.0, 1.0));
    field.t[gaps[k]] = options.levels.empty() ? value : nearest(options.levels, value);
  }
}

void FilledGaps::apply(const Rect& area, const FieldBand& out, const Certainty& of_data) const {
  if (out.filled) std::fill_n(out.filled, area.area(), 0.0F);
  for (int y = area.y; y < area.bottom(); ++y) {
    const auto r = static_cast<std::size_t>(y - area_.y);
    const auto first = column_.begin() + static_cast<std::ptrdiff_t>(row_[r]);
    const auto end = column_.begin() + static_cast<std::ptrdiff_t>(row_[r + 1]);
    for (auto it = std::lower_bound(first, end, area.x); it != end && *it < area.right(); ++it) {
      const auto from = static_cast<std::size_t>(it - column_.begin());
      const std::size_t to = static_cast<std::size_t>(y - area.y) * area.width + (*it - area.x);
      if (out.t) out.t[to] = t_[from];
      if (out.filled) out.filled[to] = 1;
      const Certainty& between = certainty_[(width_[from] + 2U) / 2];
      if (out.confidence) out.confidence[to] = of_data.confidence * between.confidence;
      if (out.deviation) out.deviation[to] = std::hypot(of_data.deviation, between.deviation);
    }
  }
}

void FilledGaps::keep(const GappyField& field, const std::vector<std::uint8_t>& widths, int row,
                      int y) {
  for (int x = 0; x < field.width; ++x) {
    const std::size_t i = static_cast<std::size_t>(row) * field.width + x;
    if (widths[i] == 0) continue;
    column_.push_back(area_.x + x);
    t_.push_back(field.t[i]);
    width_.push_back(widths[i]);
  }
  row_[static_cast<std::size_t>(y - area_.y) + 1] = column_.size();
}

Result<std::shared_ptr<const FilledGaps>> FilledGaps::close(const PixelSource& source,
                                                            const Rect& area,
                                                            const MeasuredField& field,
                                                            const FillOptions& options,
                                                            const Context& context) {
  auto filled = std::make_shared<FilledGaps>();
  filled->area_ = area;
  filled->row_.assign(static_cast<std::size_t>(area.height) + 1, 0);
  GapErrors errors(options.size);
  const int halo = kHaloSizes * options.size;
  for (int y = area.y; y < area.bottom(); y += kBandRows) {
    if (!context.progress(Stage::Lookup, double(y - area.y) / area.height))
      return fail(Reason::Canceled);
    const int top = std::max(area.y, y - halo), end = std::min(area.bottom(), y + kBandRows);
    const int bottom = std::min(area.bottom(), end + halo);
    GappyField band = read(source, {area.x, top, area.width, bottom - top}, field);
    errors.count(band, y - top, end - top, options.closed);
    auto widths = gap_widths(band, options.size);
    span_membrane(band, widths, options);
    for (int row = y; row < end; ++row) filled->keep(band, widths, row - top, row);
  }
  filled->certainty_ = errors.certainties();
  return std::shared_ptr<const FilledGaps>(std::move(filled));
}

}  // namespace unweave
