// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

// Where the lines of a field change their value; for find_grid() alone.

namespace unweave {

constexpr int kThinGap = 6;  ///< pixels without data: lines and letters, not missing cells

/// One line of a field, along or across.
struct FieldLine {
  const float* first;
  std::ptrdiff_t step;
  int length;
  float operator[](int i) const { return first[i * step]; }
};

/// How often the lines of a field change at each place, in half pixels from the first pixel's outer
/// edge, and how many have data in each pixel.
struct ChangeProfile {
  explicit ChangeProfile(int length)
      : length(length),
        changes(2 * static_cast<std::size_t>(length) + 1),
        data(static_cast<std::size_t>(length)) {}
  void add(double place) { changes[static_cast<std::size_t>(std::lround(2 * place))] += 1; }

  int length;
  std::vector<double> changes;
  std::vector<double> data;
  double pixels = 0, held = 0;  ///< with data, and in stretches of one value
};

/// Counts where the line jumps from one value, held for `least` pixels, to another. What is held
/// for less is the soft rim of an edge, or a letter: it is looked over. A value that drifts away,
/// as in a smooth field, makes stretches that differ by little more than the tolerance: no jumps.
/// Nor is there one at pixels without data between equal values, as letters leave them.
void count_changes(const FieldLine& line, double tolerance, int least, ChangeProfile& profile);

/// The median difference between neighbors along `count` lines, of the first 200,000: what is far
/// above it is a change of value.
double noise_of(const FieldLine* lines, int count);

/// Changes at the two rims of a gap that all lines share belong to one edge, at its middle.
void join_across_gaps(ChangeProfile& profile);

/// True where the `data` of a pixel is that of a gap, beside the most that any pixel has.
bool is_blank(double data, double most);

/// Sums of a profile over any stretch, in constant time.
class ChangeSums {
 public:
  explicit ChangeSums(const ChangeProfile& profile);
  double total() const { return sums_.back(); }
  /// Within `half` pixels of the place.
  double at(double place, double half) const;
  /// Whether at least `share` of all lies within `half` pixels of `count` places `step` apart, from
  /// `first` on; these do not overlap. Ends as soon as more than the rest lies between them.
  bool mostly_near(double first, double step, int count, double half, double share) const;

 private:
  struct Range {
    std::size_t from, to;
  };
  Range range(double place, double half) const;
  std::vector<double> sums_;
};

}  // namespace unweave
