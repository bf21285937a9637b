// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/grid_profile.hpp"

#include <algorithm>
#include <numeric>

#include "core/statistics.hpp"

namespace unweave {
namespace {

constexpr int kWidestRim = 4;    // pixels of an edge's soft rim; a longer way is a slope
constexpr double kBlank = 0.05;  // of the fullest column's data, at most, in a gap of the grid
constexpr double kJump = 2.5;    // tolerances; steps of a drift are up to 2
constexpr double kFlat = 0.4;    // tolerances that a flat stretch rises, at most; a drift up to 1

/// How much the value rises from the first half of a stretch to the second.
double drift(const FieldLine& line, int first, int end) {
  const int half = (end - first) / 2;
  double rise = 0;
  for (int i = 0; i < half; ++i) rise += line[end - 1 - i] - line[first + i];
  return half > 0 ? std::abs(rise) / half : 0;
}

}  // namespace

void count_changes(const FieldLine& line, double tolerance, int least, ChangeProfile& profile) {
  const double jump = kJump * tolerance;
  int end = -1;     // behind the last stretch that was long enough; -1: none yet
  int missing = 0;  // pixels without data since then
  double value = 0;
  bool was_flat = false;
  for (int i = 0; i < line.length;) {
    if (std::isnan(line[i])) {
      ++i;
      ++missing;
      continue;
    }
    profile.pixels += 1;
    double mean = line[i];
    int next = i + 1;
    for (; next < line.length && std::abs(line[next] - mean) <= tolerance; ++next)
      mean += (line[next] - mean) / (next - i + 1);
    profile.pixels += next - i - 1;
    for (int k = i; k < next; ++k) profile.data[static_cast<std::size_t>(k)] += 1;
    if (next - i >= least) {
      const bool flat = drift(line, i, next) <= kFlat * tolerance;
      profile.held += next - i;
      if (end < 0) {
        if (i > kThinGap) profile.add(i);
      } else if (std::abs(mean - value) > jump && flat && was_flat) {
        if (i - end > kThinGap && missing >= i - end - kWidestRim) {
          profile.add(end);
          profile.add(i);
        } else if (i - end - missing <= kWidestRim) {
          profile.add((end + i) / 2.0);
        }
      }
      missing = 0;
      end = next;
      value = mean;
      was_flat = flat;
    }
    i = next;
  }
  if (end >= 0 && line.length - end > kThinGap) profile.add(end);
}

double noise_of(const FieldLine* lines, int count) {
  std::vector<double> differences;
  constexpr int kEnough = 200'000;
  for (int k = 0; k < count && differences.size() < kEnough; ++k)
    for (int i = 1; i < lines[k].length; ++i)
      if (const double d = std::abs(lines[k][i] - lines[k][i - 1]); !std::isnan(d))
        differences.push_back(d);
  return differences.empty() ? 0 : median(differences);
}

bool is_blank(double data, double most) { return data <= kBlank * most; }

void join_across_gaps(ChangeProfile& profile) {
  const double most = *std::ranges::max_element(profile.data);
  const auto blank = [&](int i) {
    return is_blank(profile.data[static_cast<std::size_t>(i)], most);
  };
  for (int i = 0; i < profile.length; ++i) {
    if (!blank(i)) continue;
    int end = i;
    while (end < profile.length && blank(end)) ++end;
    if (i > 0 && end < profile.length) {
      const auto from = profile.changes.begin() + 2 * (i - 1),
                 to = profile.changes.begin() + 2 * (end + 1);
      const double both = std::accumulate(from, to + 1, 0.0);
      std::fill(from, to + 1, 0.0);
      profile.changes[static_cast<std::size_t>(i + end)] = both;
    }
    i = end;
  }
}

ChangeSums::ChangeSums(const ChangeProfile& profile) : sums_(profile.changes.size() + 1) {
  std::partial_sum(profile.changes.begin(), profile.changes.end(), sums_.begin() + 1);
}

ChangeSums::Range ChangeSums::range(double place, double half) const {
  constexpr double kRounding = 1e-9;
  const auto last = static_cast<std::ptrdiff_t>(sums_.size()) - 1;
  // Rounded by conversions, which need no call, unlike std::floor() on the oldest processors: what
  // is added makes the numbers positive, for places up to a length before the profile.
  const auto down = [last](double x) {
    return static_cast<std::ptrdiff_t>(x + static_cast<double>(last)) - last;
  };
  const std::ptrdiff_t from =
      std::clamp<std::ptrdiff_t>(-down(kRounding - 2 * (place - half)), 0, last);
  const std::ptrdiff_t to = std::clamp(down(2 * (place + half) + kRounding) + 1, from, last);
  return {static_cast<std::size_t>(from), static_cast<std::size_t>(to)};
}

double ChangeSums::at(double place, double half) const {
  const Range near = range(place, half);
  return sums_[near.to] - sums_[near.from];
}

bool ChangeSums::mostly_near(double first, double step, int count, double half,
                             double share) const {
  const double spared = (1 - share) * total();
  double between = 0;
  std::size_t behind = 0;
  for (int k = 0; k < count; ++k) {
    const Range near = range(first + step * k, half);
    between += sums_[near.from] - sums_[behind];
    if (between > spared) return false;
    behind = near.to;
  }
  return between + total() - sums_[behind] <= spared;
}

}  // namespace unweave
