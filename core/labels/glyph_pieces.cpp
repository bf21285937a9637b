// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyph_pieces.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/image/components.hpp"

namespace unweave {

namespace {

constexpr double kFaint = 0.5;  // of the threshold: ink that stands alone

/// The lower end and the height of digits, from boxes of ink: the tallest, and the lowest of those
/// about as tall. Brackets make it a fourth too large; the classifier was trained so.
GlyphLine line_of(const std::vector<GlyphPieces::Piece>& pieces) {
  constexpr double kTall = 0.85;
  int height = 1, base = 0;
  for (const auto& p : pieces)
    if (!p.faint) height = std::max(height, p.box.height);
  for (const auto& p : pieces)
    if (p.box.height >= kTall * height) base = std::max(base, p.box.bottom());
  return {static_cast<double>(base), static_cast<double>(height)};
}

/// Columns before which a piece may be cut: beside those with the least ink between two larger
/// amounts, and where the ink grows or falls by a good part of the largest. Of places that are too
/// near each other the clearest stays, and of all the clearest: some more than glyphs have rims.
std::vector<int> cut_places(const std::vector<double>& profile, double height) {
  constexpr double kNarrow = 0.8, kStep = 0.4;
  constexpr double kApart = 0.1;    // of the height, between two cuts
  constexpr double kPerHeight = 8;  // cuts; narrow digits are half as wide as high
  constexpr std::size_t kLeast = 3;
  const int apart = std::max(1, static_cast<int>(kApart * height));
  const int n = static_cast<int>(profile.size());
  const double most = *std::max_element(profile.begin(), profile.end());
  const std::size_t most_cuts =
      std::max(kLeast, static_cast<std::size_t>(std::lround(kPerHeight * n / height)));
  std::vector<std::pair<double, int>> places;  // how unclear, column
  for (int x = 1; x < n; ++x) {
    const double left = *std::max_element(profile.begin(), profile.begin() + x);
    const double right = *std::max_element(profile.begin() + x, profile.end());
    const double least = std::min(profile[x - 1], profile[x]), sides = std::min(left, right);
    const bool before = x >= 2 && profile[x - 1] > profile[x - 2];
    const bool behind = x + 1 < n && profile[x] > profile[x + 1];
    const bool lowest = !(least == profile[x - 1] ? before : behind);
    const double narrow = lowest ? least / std::max(1e-6, sides) : 1;
    const double step = std::abs(profile[x] - profile[x - 1]) / most;
    if (narrow <= kNarrow || step >= kStep) places.emplace_back(std::min(narrow, 1 - step), x);
  }
  std::stable_sort(places.begin(), places.end());
  std::vector<int> out;
  for (const auto& place : places) {
    const bool near = std::any_of(out.begin(), out.end(),
                                  [&](int x) { return std::abs(x - place.second) < apart; });
    if (!near && out.size() < most_cuts) out.push_back(place.second);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

GlyphPieces::GlyphPieces(const InkMap& ink, const Word& word) {
  constexpr int kRim = 2;  // pixels that letters fade over
  area_ = intersect(grown(word.box, kRim), ink.area);
  if (area_.empty()) return;
  dark_.resize(area_.area());
  int most = 1;
  for (int y = word.box.y; y < word.box.bottom(); ++y)
    for (int x = word.box.x; x < word.box.right(); ++x) most = std::max(most, ink.at(x, y));
  for (int y = area_.y; y < area_.bottom(); ++y)
    for (int x = area_.x; x < area_.right(); ++x)
      dark_[index(x, y)] =
          std::min(1.0F, static_cast<float>(ink.at(x, y)) / static_cast<float>(most));
  piece_of_.assign(dark_.size(), -1);
  find_connected(ink, word);
  if (pieces_.size() <= kMostPieces) {
    line_ = line_of(pieces_);
    cut_touching();
  }
  if (pieces_.size() > kMostPieces) pieces_.clear();
}

void GlyphPieces::find_connected(const InkMap& ink, const Word& word) {
  std::vector<std::uint8_t> mask(dark_.size());
  struct Found {
    Component component;
    bool faint;
    std::vector<Run> runs;
  };
  std::vector<Found> found;
  const Rect local{0, 0, area_.width, area_.height};
  const auto near_ink = [&](int x, int y) {
    for (int ny = y - 1; ny <= y + 1; ++ny)
      for (int nx = x - 1; nx <= x + 1; ++nx)
        if (ink.ink(nx, ny)) return true;
    return false;
  };
  const auto collect = [&](bool faint) {
    const double least = (faint ? kFaint : 1.0) * ink.threshold;
    for (int y = area_.y; y < area_.bottom(); ++y)
      for (int x = area_.x; x < area_.right(); ++x)
        mask[index(x, y)] = ink.at(x, y) >= least && !(faint && near_ink(x, y));
    const Components all = label_components(mask, area_.width, local);
    for (const Component& c : all.items) {
      const Rect box{c.box.x + area_.x, c.box.y + area_.y, c.box.width, c.box.height};
      const bool of_word =
          faint ? inside(box, word.box)
                : std::any_of(word.glyphs.begin(), word.glyphs.end(),
                              [&](const Rect& g) { return !intersect(g, box).empty(); });
      if (!of_word) continue;
      const auto first = all.runs.begin() + c.first_run;
      found.push_back({c, faint, {first, first + c.run_count}});
      found.back().component.box = box;
    }
  };
  collect(false);
  collect(true);
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return 2 * a.component.box.x + a.component.box.width <
           2 * b.component.box.x + b.component.box.width;
  });
  if (found.size() > kMostPieces) found.resize(kMostPieces + 1);
  for (const Found& f : found) {
    for (const Run& r : f.runs)
      for (int x = r.x0; x < r.x1; ++x)
        piece_of_[static_cast<std::size_t>(r.y) * area_.width + x] =
            static_cast<std::int16_t>(pieces_.size());
    pieces_.push_back({f.component.box, f.faint, false});
  }
}

void GlyphPieces::cut_touching() {
  constexpr double kWide = 0.65;  // of the letters' height: a digit with a point
  constexpr int kLeastWidth = 4;
  std::vector<Piece> out;
  std::vector<std::int16_t> renamed(piece_of_.size(), -1);
  for (std::size_t p = 0; p < pieces_.size(); ++p) {
    const Rect b = pieces_[p].box;
    const auto mine = [&](int x, int y) {
      return piece_of_[index(x, y)] == static_cast<std::int16_t>(p);
    };
    std::vector<int> ends;
    if (b.width >= kLeastWidth && b.width > kWide * line_.height) {
      std::vector<double> profile(static_cast<std::size_t>(b.width), 0.0);
      for (int x = b.x; x < b.right(); ++x)
        for (int y = b.y; y < b.bottom(); ++y)
          if (mine(x, y)) profile[static_cast<std::size_t>(x - b.x)] += dark_[index(x, y)];
      ends = cut_places(profile, line_.height);
    }
    ends.push_back(b.width);
    int begin = 0;
    for (const int end : ends) {
      Piece part{{}, pieces_[p].faint, begin > 0};
      for (int x = b.x + begin; x < b.x + end; ++x)
        for (int y = b.y; y < b.bottom(); ++y)
          if (mine(x, y)) {
            renamed[index(x, y)] = static_cast<std::int16_t>(out.size());
            part.box = united(part.box, {x, y, 1, 1});
          }
      begin = end;
      out.push_back(part);
    }
  }
  pieces_ = std::move(out);
  piece_of_ = std::move(renamed);
}

Rect GlyphPieces::box(std::size_t first, std::size_t end) const {
  Rect out;
  for (std::size_t p = first; p < end; ++p) out = united(out, pieces_[p].box);
  return out;
}

bool GlyphPieces::may_be_glyph(std::size_t first, std::size_t end) const {
  constexpr double kWidest = 1.7, kTallest = 1.8;  // of the digits' height: per mille, brackets
  constexpr int kSmall = 2;                        // pixels that do not count
  if (end - first > kMostOfGlyph) return false;
  const Rect b = box(first, end);
  return b.width <= kWidest * line_.height + kSmall && b.height <= kTallest * line_.height + kSmall;
}

float GlyphPieces::own(int x, int y, std::size_t first, std::size_t end) const {
  if (!area_.contains(x, y)) return 0;
  const auto of = [&](int px, int py) {
    const int p = piece_of_[index(px, py)];
    return p >= static_cast<int>(first) && p < static_cast<int>(end);
  };
  const std::size_t k = index(x, y);
  if (piece_of_[k] >= 0) return of(x, y) ? dark_[k] : 0.0F;
  for (int ny = std::max(y - 1, area_.y); ny <= std::min(y + 1, area_.bottom() - 1); ++ny)
    for (int nx = std::max(x - 1, area_.x); nx <= std::min(x + 1, area_.right() - 1); ++nx)
      if (of(nx, ny)) return dark_[k];
  return 0;
}

namespace {

/// A picture of numbers that is zero outside.
struct Plane {
  Rect area;
  std::vector<float> values;

  float operator()(int x, int y) const {
    return area.contains(x, y)
               ? values[static_cast<std::size_t>(y - area.y) * area.width + (x - area.x)]
               : 0.0F;
  }
};

/// Weights of the pixels that a cell of width `size` at `from` covers; cells narrower than a pixel
/// are as wide as one, which is linear interpolation.
struct Cover {
  int first = 0;
  std::vector<float> weights;
};

Cover cover(double from, double size) {
  const double wide = std::max(1.0, size);
  const double lo = from + 0.5 * (size - wide), hi = lo + wide;
  Cover out;
  out.first = static_cast<int>(std::floor(lo));
  for (int p = out.first; p < hi; ++p)
    out.weights.push_back(
        static_cast<float>((std::min<double>(hi, p + 1) - std::max<double>(lo, p)) / wide));
  return out;
}

/// Means of the plane in a grid of cells of one size.
template <class Values>
void sample(const Values& at, double left, double top, double size, int rows, int columns,
            float* out) {
  std::vector<Cover> across;
  for (int i = 0; i < columns; ++i) across.push_back(cover(left + i * size, size));
  for (int j = 0; j < rows; ++j) {
    const Cover down = cover(top + j * size, size);
    for (const Cover& c : across) {
      float sum = 0;
      for (std::size_t q = 0; q < down.weights.size(); ++q)
        for (std::size_t p = 0; p < c.weights.size(); ++p)
          sum += down.weights[q] * c.weights[p] *
                 at(c.first + static_cast<int>(p), down.first + static_cast<int>(q));
      *out++ = sum;
    }
  }
}

float unit(double value) { return static_cast<float>(std::clamp(value, 0.0, 1.0)); }

}  // namespace

void take_features(const GlyphPieces& pieces, std::size_t first, std::size_t end, float* out) {
  using glyph_features::kAroundColumns, glyph_features::kAroundRows, glyph_features::kMeasures;
  using glyph_features::kOwnColumns, glyph_features::kOwnRows;
  const Rect box = pieces.box(first, end);
  const GlyphLine line = pieces.line();
  Plane own{grown(box, 1), {}};
  double most = 0, sum = 0;
  for (int y = own.area.y; y < own.area.bottom(); ++y)
    for (int x = own.area.x; x < own.area.right(); ++x) {
      own.values.push_back(pieces.own(x, y, first, end));
      most = std::max<double>(most, own.values.back());
      sum += own.values.back();
    }
  const auto any = [&pieces](int x, int y) { return pieces.any(x, y); };
  const double middle = box.x + 0.5 * box.width;
  const double size = std::max(static_cast<double>(own.area.height) / kOwnRows,
                               static_cast<double>(own.area.width) / kOwnColumns);
  sample(own, middle - 0.5 * kOwnColumns * size, box.y + 0.5 * box.height - 0.5 * kOwnRows * size,
         size, kOwnRows, kOwnColumns, out);
  out += kOwnRows * kOwnColumns;
  constexpr double kAbove = 1.3, kAround = 1.65;  // digit heights: over the base line, in all
  const double cell = kAround * line.height / kAroundRows;
  sample(any, middle - 0.5 * kAroundColumns * cell, line.base - kAbove * line.height, cell,
         kAroundRows, kAroundColumns, out);
  out += kAroundRows * kAroundColumns;
  // Widths are of ink whose darkness counts, so that soft rims do not make them jump by a pixel.
  const double h = line.height;
  const double left = first > 0 ? box.x - pieces.box(first - 1, first).right() : h;
  const double right = end < pieces.pieces().size() ? pieces.box(end, end + 1).x - box.right() : h;
  constexpr double kSizes = 4;  // natural logarithm of the largest height, about
  const float measures[kMeasures] = {unit(std::log(h) / kSizes),
                                     unit(0.5 * box.width / h),
                                     unit(0.5 * box.height / h),
                                     unit(0.5 + 0.5 * (line.base - box.bottom()) / h),
                                     unit(0.5 * (line.base - box.y) / h),
                                     unit(most),
                                     unit(sum / (box.area() + 1.0)),
                                     unit(0.5 + left / h),
                                     unit(0.5 + right / h),
                                     unit(std::sqrt(sum) / (2 * h))};
  std::copy_n(measures, kMeasures, out);
}

}  // namespace unweave
