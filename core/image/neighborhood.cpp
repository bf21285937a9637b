// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/neighborhood.hpp"

#include <algorithm>
#include <array>

namespace unweave {

namespace {

using Bytes = std::vector<std::uint8_t>;

struct Least {
  static constexpr std::uint8_t kNeutral = 255;
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return std::min(a, b); }
};
struct Greatest {
  static constexpr std::uint8_t kNeutral = 0;
  std::uint8_t operator()(std::uint8_t a, std::uint8_t b) const { return std::max(a, b); }
};

template <class Pick>
void pick_each(const std::uint8_t* __restrict a, const std::uint8_t* __restrict b, std::size_t n,
               std::uint8_t* __restrict out, Pick pick) {
  for (std::size_t i = 0; i < n; ++i) out[i] = pick(a[i], b[i]);
}

/// Replaces element i of the line by the pick of the elements [i, i + window), an element being `n`
/// bytes (1: a row's pixels; several: those of as many columns at once). The last window - 1
/// elements are spoiled. `spare` is as large as `line`.
template <class Pick>
void pick_windows(Bytes& line, Bytes& spare, std::size_t n, std::size_t window, Pick pick) {
  std::size_t have = 1, bytes = line.size();  // of which the windows of `have` elements are known
  while (have < window) {
    const std::size_t step = std::min(have, window - have);
    bytes -= step * n;
    pick_each(line.data(), line.data() + step * n, bytes, spare.data(), pick);
    line.swap(spare);
    have += step;
  }
}

/// Of each pixel the pick of the `before` elements before it, itself, and the `behind` ones behind;
/// outside is `outside`. Along rows.
template <class Pick>
void along_rows(BytePlane& plane, int before, int behind, std::uint8_t outside, Pick pick) {
  const auto w = static_cast<std::size_t>(plane.width);
  const auto b = static_cast<std::size_t>(before),
             window = b + 1 + static_cast<std::size_t>(behind);
  Bytes line(w + window - 1), spare(line.size());
  for (int y = 0; y < plane.height; ++y) {
    std::uint8_t* row = plane.values.data() + plane.index(0, y);
    std::fill(line.begin(), line.end(), outside);
    std::copy_n(row, w, line.begin() + before);
    pick_windows(line, spare, 1, window, pick);
    std::copy_n(line.begin(), w, row);
  }
}

/// The same along columns, in strips of columns that stay in the cache.
template <class Pick>
void along_columns(BytePlane& plane, int before, int behind, std::uint8_t outside, Pick pick) {
  constexpr std::size_t kStrip = 64;
  const auto w = static_cast<std::size_t>(plane.width), h = static_cast<std::size_t>(plane.height);
  const auto b = static_cast<std::size_t>(before),
             window = b + 1 + static_cast<std::size_t>(behind);
  Bytes strip, spare;
  for (std::size_t x = 0; x < w; x += kStrip) {
    const std::size_t n = std::min(kStrip, w - x);
    strip.assign((h + window - 1) * n, outside);
    spare.resize(strip.size());
    for (std::size_t y = 0; y < h; ++y)
      std::copy_n(plane.values.data() + y * w + x, n, strip.data() + (b + y) * n);
    pick_windows(strip, spare, n, window, pick);
    for (std::size_t y = 0; y < h; ++y)
      std::copy_n(strip.data() + y * n, n, plane.values.data() + y * w + x);
  }
}

template <class Pick>
BytePlane in_squares(const BytePlane& in, int reach, Pick pick) {
  BytePlane out = in;
  along_rows(out, reach, reach, Pick::kNeutral, pick);
  along_columns(out, reach, reach, Pick::kNeutral, pick);
  return out;
}

}  // namespace

BytePlane eroded(const BytePlane& in, int reach) { return in_squares(in, reach, Least{}); }
BytePlane dilated(const BytePlane& in, int reach) { return in_squares(in, reach, Greatest{}); }

BytePlane opened_along_rows(const BytePlane& in, int size) {
  BytePlane out = in;
  // The windows that hold a pixel, and then those that it holds: any place in the window will do.
  along_rows(out, 0, size - 1, 0, Least{});
  along_rows(out, size - 1, 0, 0, Greatest{});
  return out;
}

BytePlane opened_along_columns(const BytePlane& in, int size) {
  BytePlane out = in;
  along_columns(out, 0, size - 1, 0, Least{});
  along_columns(out, size - 1, 0, 0, Greatest{});
  return out;
}

BytePlane opened(const BytePlane& in, int size) {
  BytePlane out = in;
  along_rows(out, 0, size - 1, 0, Least{});
  along_columns(out, 0, size - 1, 0, Least{});
  along_rows(out, size - 1, 0, 0, Greatest{});
  along_columns(out, size - 1, 0, 0, Greatest{});
  return out;
}

namespace {

/// How often each level occurs in a window, and the median that moves with it.
class WindowHistogram {
 public:
  void add(std::uint8_t v) {
    ++counts_[v];
    ++pixels_;
    below_ += v < median_;
  }
  void remove(std::uint8_t v) {
    --counts_[v];
    --pixels_;
    below_ -= v < median_;
  }
  /// The level that pixels / 2 others do not exceed.
  std::uint8_t median() {
    const int rank = pixels_ / 2;
    while (below_ > rank) below_ -= counts_[static_cast<std::size_t>(--median_)];
    while (below_ + counts_[static_cast<std::size_t>(median_)] <= rank)
      below_ += counts_[static_cast<std::size_t>(median_++)];
    return static_cast<std::uint8_t>(median_);
  }

 private:
  std::array<int, 256> counts_{};
  int pixels_ = 0;
  int median_ = 0, below_ = 0;  ///< pixels below the median
};

}  // namespace

BytePlane median_around(const BytePlane& in, int reach) {
  BytePlane out(in.width, in.height);
  for (int y = 0; y < in.height; ++y) {
    const int top = std::max(0, y - reach), bottom = std::min(in.height, y + reach + 1);
    WindowHistogram window;
    for (int x = -reach; x < in.width; ++x) {
      for (int v = top; v < bottom; ++v) {
        if (x + reach < in.width) window.add(in.at(x + reach, v));
        if (x - reach > 0) window.remove(in.at(x - reach - 1, v));
      }
      if (x >= 0) out.at(x, y) = window.median();
    }
  }
  return out;
}

BytePlane means_around(const BytePlane& in, const BytePlane& left_out, int reach, int unit,
                       std::uint8_t none) {
  struct Sum {
    std::uint32_t values = 0, pixels = 0;
  };
  const int stride = in.width + 1;
  std::vector<Sum> sum(static_cast<std::size_t>(stride) * (in.height + 1));
  for (int y = 0; y < in.height; ++y) {
    Sum row;
    for (int x = 0; x < in.width; ++x) {
      if (!left_out.at(x, y)) {
        row.values += in.at(x, y);
        ++row.pixels;
      }
      const std::size_t i = static_cast<std::size_t>(y + 1) * stride + x + 1;
      sum[i] = {sum[i - stride].values + row.values, sum[i - stride].pixels + row.pixels};
    }
  }
  BytePlane means(in.width, in.height, none);
  const auto at = [&](int x, int y) { return sum[static_cast<std::size_t>(y) * stride + x]; };
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; ++x) {
      const int x0 = std::max(0, x - reach), x1 = std::min(in.width, x + reach + 1);
      const int y0 = std::max(0, y - reach), y1 = std::min(in.height, y + reach + 1);
      const Sum a = at(x0, y0), b = at(x1, y0), c = at(x0, y1), d = at(x1, y1);
      const std::uint32_t pixels = d.pixels - b.pixels - c.pixels + a.pixels;
      const std::uint32_t total = d.values - b.values - c.values + a.values;
      if (pixels > 0)
        means.at(x, y) =
            static_cast<std::uint8_t>(static_cast<std::uint32_t>(unit) * total / pixels);
    }
  return means;
}

FloatPlane convolved(const FloatPlane& in, std::span<const float> kernel) {
  const auto w = static_cast<std::size_t>(in.width), h = static_cast<std::size_t>(in.height);
  const std::size_t n = kernel.size();
  FloatPlane rows(in.width, in.height), out(in.width, in.height);
  const auto add = [](float* to, const float* from, std::size_t count, float factor) {
    for (std::size_t i = 0; i < count; ++i) to[i] += factor * from[i];
  };
  for (std::size_t y = 0; y < h; ++y) {
    const float* from = in.values.data() + y * w;
    float* to = rows.values.data() + y * w;
    add(to, from, w, kernel[0]);
    for (std::size_t d = 1; d < std::min(n, w); ++d) {
      add(to, from + d, w - d, kernel[d]);
      add(to + d, from, w - d, kernel[d]);
    }
  }
  for (std::size_t y = 0; y < h; ++y) {
    float* to = out.values.data() + y * w;
    add(to, rows.values.data() + y * w, w, kernel[0]);
    for (std::size_t d = 1; d < n; ++d) {
      if (y >= d) add(to, rows.values.data() + (y - d) * w, w, kernel[d]);
      if (y + d < h) add(to, rows.values.data() + (y + d) * w, w, kernel[d]);
    }
  }
  return out;
}

namespace {

/// d[x] = min over k of d[x +- k] + k, in steps of doubled width: together they reach the cap.
void spread_along_row(std::uint8_t* d, std::uint8_t* copy, std::size_t width, std::size_t cap) {
  for (std::size_t step = 1; step < std::min(cap, width); step *= 2) {
    const auto add = static_cast<std::uint8_t>(step);
    std::copy_n(d, width, copy);
    for (std::size_t x = step; x < width; ++x)
      d[x] = std::min<std::uint8_t>(d[x], static_cast<std::uint8_t>(copy[x - step] + add));
    for (std::size_t x = 0; x + step < width; ++x)
      d[x] = std::min<std::uint8_t>(d[x], static_cast<std::uint8_t>(copy[x + step] + add));
  }
}

/// A row's distances from those of a row beside it: one more than the least of three neighbors.
void spread_to_row(const std::uint8_t* from, std::uint8_t* d, std::size_t width) {
  const auto relax = [](std::uint8_t& at, std::uint8_t least) {
    at = std::min<std::uint8_t>(at, static_cast<std::uint8_t>(least + 1));
  };
  for (std::size_t x = 0; x < width; ++x) relax(d[x], from[x]);
  for (std::size_t x = 1; x < width; ++x) relax(d[x], from[x - 1]);
  for (std::size_t x = 0; x + 1 < width; ++x) relax(d[x], from[x + 1]);
}

}  // namespace

void chessboard_distance(BytePlane& away, std::uint8_t cap) {
  const auto width = static_cast<std::size_t>(away.width);
  Bytes copy(width);
  for (int y = 0; y < away.height; ++y) {
    std::uint8_t* row = away.values.data() + away.index(0, y);
    if (y > 0) spread_to_row(row - width, row, width);
    spread_along_row(row, copy.data(), width, cap);
  }
  for (int y = away.height; y-- > 1;)
    spread_to_row(away.values.data() + away.index(0, y), away.values.data() + away.index(0, y - 1),
                  width);
}

}  // namespace unweave
