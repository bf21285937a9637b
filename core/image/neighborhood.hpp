// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace unweave {

/// A plane of numbers, row-major: values[y * width + x]. What lies outside of it does not count in
/// any of the functions below: windows are cut off at its border.
template <class T>
struct Plane {
  int width = 0, height = 0;
  std::vector<T> values;

  Plane() = default;
  Plane(int w, int h) : width(w), height(h), values(static_cast<std::size_t>(w) * h) {}
  Plane(int w, int h, T value)
      : width(w), height(h), values(static_cast<std::size_t>(w) * h, value) {}
  Plane(int w, int h, std::vector<T> given) : width(w), height(h), values(std::move(given)) {}

  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width + x; }
  T at(int x, int y) const { return values[index(x, y)]; }
  T& at(int x, int y) { return values[index(x, y)]; }
};

using BytePlane = Plane<std::uint8_t>;
using FloatPlane = Plane<float>;

/// The least and the greatest of the square of 2 `reach` + 1 pixels around each pixel: erosion and
/// dilation. By rows and then by columns; windows are put together from windows of half their
/// length (doubling), whole rows at a time. That is log2(2 reach + 1) + 1 comparisons a pixel and
/// direction, where van Herk (1992) and Gil & Werman (1993) need three in sequence: without
/// branches, 16 or 32 pixels go at once.
BytePlane eroded(const BytePlane& in, int reach);
BytePlane dilated(const BytePlane& in, int reach);

/// The plane after an erosion and a dilation by squares of `size` pixels (any size, odd or even):
/// without what is bright and thinner than that in either direction. Here alone what lies outside
/// is 0, so that a bright rim counts by what of it is in the plane.
BytePlane opened(const BytePlane& in, int size);
/// The same along rows, or along columns, alone: in each row (column) what is bright over fewer
/// than `size` pixels is taken away.
BytePlane opened_along_rows(const BytePlane& in, int size);
BytePlane opened_along_columns(const BytePlane& in, int size);

/// The median of the square of 2 `reach` + 1 pixels around each pixel: of an even number of values
/// (at the border) the upper one in the middle. Histograms of columns are not kept: the window's
/// own one moves from pixel to pixel (Huang, Yang & Tang 1979), O(reach) a pixel.
BytePlane median_around(const BytePlane& in, int reach);

/// Means of the squares of 2 `reach` + 1 pixels around each pixel over the pixels that are not
/// left out, rounded down to 1 / `unit` levels; `none` where all are left out. By running sums
/// (Crow 1984), O(1) a pixel; unit * 255 must fit a byte's range for what occurs.
BytePlane means_around(const BytePlane& in, const BytePlane& left_out, int reach, int unit,
                       std::uint8_t none);

/// Convolution with a symmetric kernel, from its middle on, along rows and then along columns;
/// outside is 0.
FloatPlane convolved(const FloatPlane& in, std::span<const float> kernel);

/// Chessboard distance to the nearest pixel that is 0 in `away`, `cap` where it is as far or
/// farther; `away` holds 0 and `cap`. Two sweeps (Rosenfeld & Pfaltz 1966), whole rows at a time.
/// `cap` is at most 127.
void chessboard_distance(BytePlane& away, std::uint8_t cap);

}  // namespace unweave
