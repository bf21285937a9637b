// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_proposals.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace unweave {

namespace {

constexpr double kLeastApart = 4;  // pixels between words that propose a scale
constexpr std::size_t kFewWords = 3;
constexpr std::size_t kManyWords = 14;

/// How many meanings of each word take part: all where words are so few that a misread one would
/// not show otherwise.
std::size_t meanings_of(const ScaleEvidence& e) {
  std::size_t numbers = 0;
  for (const ScaleWord& w : e.words) numbers += !w.meanings.empty();
  return numbers <= kFewWords ? 64 : numbers <= kManyWords ? 6 : 3;
}

struct Point {
  double position = 0, value = 0;
};

/// The words with their first meaning, by position.
std::vector<Point> read_points(const ScaleEvidence& e) {
  std::vector<Point> out;
  for (const ScaleWord& w : e.words)
    if (!w.meanings.empty()) out.push_back({w.position, w.meanings.front().value});
  std::sort(out.begin(), out.end(),
            [](const Point& a, const Point& b) { return a.position < b.position; });
  return out;
}

void through(const ScaleShape& shape, const Point& a, const Point& b,
             std::vector<ScaleHypothesis>& out) {
  const double ua = shape.u(a.value), ub = shape.u(b.value);
  const double slope = (ub - ua) / (b.position - a.position);
  if (slope == 0 || !std::isfinite(slope)) return;
  ScaleHypothesis h;
  h.shape = shape;
  h.slope = slope;
  h.intercept = ua - slope * a.position;
  out.push_back(std::move(h));
}

bool latitudes(const ScaleEvidence& e) {
  const std::vector<Point> points = read_points(e);
  const auto beyond = std::count_if(points.begin(), points.end(),
                                    [](const Point& p) { return std::abs(p.value) > 85; });
  return beyond == 0 && points.size() >= 3;
}

void add_powers(const std::vector<Point>& points, std::vector<ScaleHypothesis>& out) {
  constexpr double kLeast = 0.15, kMost = 6;
  const auto [lowest, highest] =
      std::minmax_element(points.begin(), points.end(),
                          [](const Point& a, const Point& b) { return a.value < b.value; });
  for (const Point& c : points) {
    // Powers start from an end of their range, or from 0 toward both.
    if (c.value != 0 && c.value != lowest->value && c.value != highest->value) continue;
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = i + 1; j < points.size(); ++j) {
        const Point &a = points[i], &b = points[j];
        const double far = (b.position - c.position) / (a.position - c.position);
        const double ratio = (b.value - c.value) / (a.value - c.value);
        if (!(far > 0 && ratio > 0) || !std::isfinite(far) || !std::isfinite(ratio)) continue;
        const double exponent = std::log(far) / std::log(ratio);
        if (!(exponent > kLeast && exponent < kMost) || std::abs(exponent - 1) < 0.02) continue;
        const ScaleShape shape{ScaleFamily::Power, c.value, exponent};
        through(shape, c, std::abs(far) > 1 ? b : a, out);
      }
  }
}

void add_two_slopes(const std::vector<Point>& points, std::vector<ScaleHypothesis>& out) {
  constexpr double kUnlike = 0.03;
  for (std::size_t c = 1; c + 1 < points.size(); ++c)
    for (std::size_t i = 0; i < c; ++i)
      for (std::size_t j = c + 1; j < points.size(); ++j) {
        const Point &a = points[i], &m = points[c], &b = points[j];
        const double before = (m.value - a.value) / (m.position - a.position);
        const double behind = (b.value - m.value) / (b.position - m.position);
        if (!(before * behind > 0) || std::abs(before / behind - 1) < kUnlike) continue;
        const double ratio = before > 0 ? behind / before : before / behind;
        through({ScaleFamily::TwoSlope, m.value, ratio}, m, before > 0 ? b : a, out);
      }
}

void add_symmetric_logs(const std::vector<Point>& points, std::vector<ScaleHypothesis>& out) {
  std::set<double> thresholds;
  bool below = false, above = false;
  for (const Point& p : points) {
    below = below || p.value <= 0;
    above = above || p.value > 0;
    if (p.value != 0)
      thresholds.insert(std::pow(10.0, std::floor(std::log10(std::abs(p.value)) + 1e-9)));
  }
  if (!below || !above) return;
  for (const double t : thresholds)
    for (const double scale : {t, t / 10})
      for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = i + 1; j < points.size(); ++j)
          through({ScaleFamily::SymLog, scale, 1}, points[i], points[j], out);
}

/// The longest run of words whose values rise (or fall), not necessarily one after another.
std::vector<std::size_t> longest_monotone(const std::vector<Point>& points, bool rising) {
  const std::size_t n = points.size();
  std::vector<std::size_t> length(n, 1), before(n, n);
  std::size_t best = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const bool follows =
          points[i].position - points[j].position >= kLeastApart &&
          (rising ? points[i].value > points[j].value : points[i].value < points[j].value);
      if (follows && length[j] + 1 > length[i]) {
        length[i] = length[j] + 1;
        before[i] = j;
      }
    }
    if (length[i] > length[best]) best = i;
  }
  std::vector<std::size_t> out;
  for (std::size_t k = best; k < n; k = before[k]) out.insert(out.begin(), k);
  return out;
}

/// The words with the first meaning that takes a slip of each kind, by position: those kinds that
/// two words or more can have.
std::map<std::pair<int, int>, std::vector<Point>> slipped_points(const ScaleEvidence& e) {
  std::map<std::pair<int, int>, std::vector<Point>> out;
  for (const ScaleWord& w : e.words) {
    std::set<std::pair<int, int>> seen;
    for (const Meaning& m : w.meanings) {
      const std::pair kind(static_cast<int>(m.slip), m.kind);
      if (m.slip != Slip::None && seen.insert(kind).second)
        out[kind].push_back({w.position, m.value});
    }
  }
  std::erase_if(out, [](const auto& points) { return points.second.size() < 2; });
  for (auto& [kind, points] : out)
    std::sort(points.begin(), points.end(),
              [](const Point& a, const Point& b) { return a.position < b.position; });
  return out;
}

}  // namespace

std::vector<ScaleHypothesis> slip_proposals(const ScaleEvidence& e) {
  std::vector<ScaleHypothesis> out;
  for (const auto& [kind, points] : slipped_points(e)) {
    const Point &a = points.front(), &b = points.back();
    if (b.position - a.position < kLeastApart) continue;
    for (const ScaleFamily family : {ScaleFamily::Linear, ScaleFamily::Log10})
      through({family, 0, 1}, a, b, out);
  }
  return out;
}

std::vector<ScaleHypothesis> pair_proposals(const ScaleEvidence& e) {
  std::vector<ScaleHypothesis> out;
  const std::size_t most = meanings_of(e);
  std::vector<ScaleShape> shapes{{ScaleFamily::Linear, 0, 1}, {ScaleFamily::Log10, 0, 1}};
  if (latitudes(e)) shapes.push_back({ScaleFamily::Mercator, 0, 1});
  for (std::size_t i = 0; i < e.words.size(); ++i)
    for (std::size_t j = i + 1; j < e.words.size(); ++j) {
      const ScaleWord &a = e.words[i], &b = e.words[j];
      if (std::abs(a.position - b.position) < kLeastApart) continue;
      for (std::size_t p = 0; p < std::min(most, a.meanings.size()); ++p)
        for (std::size_t q = 0; q < std::min(most, b.meanings.size()); ++q)
          for (const ScaleShape& shape : shapes)
            through(shape, {a.position, a.meanings[p].value}, {b.position, b.meanings[q].value},
                    out);
    }
  return out;
}

std::vector<ScaleHypothesis> curved_proposals(const ScaleEvidence& e) {
  std::vector<ScaleHypothesis> out;
  const std::vector<Point> points = read_points(e);
  if (points.size() < 3 || points.size() > 2 * kManyWords) return out;
  add_powers(points, out);
  add_two_slopes(points, out);
  add_symmetric_logs(points, out);
  return out;
}

std::vector<ScaleHypothesis> table_proposals(const ScaleEvidence& e) {
  std::vector<ScaleHypothesis> out;
  const std::vector<Point> points = read_points(e);
  for (const bool rising : {true, false}) {
    const std::vector<std::size_t> kept = longest_monotone(points, rising);
    if (kept.size() < 3) continue;
    ScaleHypothesis h;
    h.shape.family = ScaleFamily::Table;
    for (const std::size_t k : kept) h.table.emplace_back(points[k].position, points[k].value);
    for (const ScaleWord& w : e.words) {
      WordRole role{WordRole::kForeign, 0, -std::min(w.foreign, w.unreadable)};
      if (!w.meanings.empty() && std::any_of(h.table.begin(), h.table.end(), [&w](const auto& t) {
            return t.first == w.position && t.second == w.meanings.front().value;
          }))
        role = {0, 0, w.meanings.front().log_probability};
      h.roles.push_back(role);
    }
    out.push_back(std::move(h));
  }
  return out;
}

}  // namespace unweave
