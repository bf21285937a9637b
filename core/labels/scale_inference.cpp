// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_inference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <utility>

#include "core/labels/scale_proposals.hpp"

namespace unweave {

namespace {

constexpr std::size_t kReported = 4;
constexpr std::size_t kQuickMeanings = 6;
constexpr std::size_t kAllMeanings = 1000;
constexpr std::size_t kMostSlipped = 20;  // hypotheses of one slip in all words that are scored

/// Where hypotheses are compared: the side's ends, or the outermost words.
std::pair<double, double> compared_at(const ScaleEvidence& e) {
  if (e.last > e.first) return {e.first, e.last};
  const auto [a, b] = std::minmax_element(
      e.words.begin(), e.words.end(),
      [](const ScaleWord& x, const ScaleWord& y) { return x.position < y.position; });
  return {a->position, b->position};
}

/// Where along the side, in shares of it.
constexpr std::array<double, 5> kPlaces{0, 0.25, 0.5, 0.75, 1};

struct Scored {
  ScaleHypothesis scale;
  double quick = 0;
  std::array<double, kPlaces.size()> values{};  // at kPlaces
};

/// True if both say the same all along the side.
bool same_claim(const Scored& a, const Scored& b, double tolerance) {
  const double span = std::abs(a.values.back() - a.values.front());
  for (std::size_t k = 0; k < kPlaces.size(); ++k)
    if (!(std::abs(a.values[k] - b.values[k]) <= tolerance * span)) return false;
  return true;
}

/// Values along the side; drops scales that have none there.
void place_values(const ScaleEvidence& e, std::vector<Scored>& scored) {
  const auto [from, to] = compared_at(e);
  for (Scored& s : scored)
    for (std::size_t k = 0; k < kPlaces.size(); ++k)
      s.values[k] = s.scale.value_at(from + kPlaces[k] * (to - from));
  std::erase_if(scored, [](const Scored& s) {
    return !std::isfinite(s.values.front()) || !std::isfinite(s.values.back()) ||
           s.values.front() == s.values.back();
  });
}

/// The `most` best that differ from each other.
std::vector<Scored> best_of(std::vector<Scored> all, std::size_t most, double tolerance) {
  std::stable_sort(all.begin(), all.end(),
                   [](const Scored& a, const Scored& b) { return a.quick > b.quick; });
  std::vector<Scored> out;
  for (Scored& s : all) {
    if (out.size() == most) break;
    if (std::none_of(out.begin(), out.end(), [&](const Scored& o) {
          return o.scale.shape.family == s.scale.shape.family && same_claim(o, s, tolerance);
        }))
      out.push_back(std::move(s));
  }
  return out;
}

void add(std::vector<ScaleHypothesis> proposals, const ScaleEvidence& e, std::vector<Scored>& out,
         std::size_t meanings = kQuickMeanings) {
  for (ScaleHypothesis& h : proposals) {
    const double quick = h.shape.family == ScaleFamily::Table ? 0 : quick_score(e, h, meanings);
    out.push_back({std::move(h), quick, {}});
  }
}

/// True if a scale explains all numbers as they were read.
bool explains_all(const ScaleEvidence& e, const ScaleHypothesis& h) {
  for (std::size_t i = 0; i < e.words.size(); ++i)
    if (!e.words[i].meanings.empty() && h.roles[i].meaning != 0) return false;
  return true;
}

/// Scores in full, fitted to the labels.
void settle(const ScaleEvidence& e, const ScaleOptions& o, std::vector<Scored>& scored) {
  for (Scored& s : scored) {
    score_hypothesis(e, o, s.scale);
    if (s.scale.shape.family != ScaleFamily::Table) {
      ScaleHypothesis fitted = s.scale;
      refit(e, fitted);
      score_hypothesis(e, o, fitted);
      if (fitted.score >= s.scale.score) s.scale = std::move(fitted);
    }
  }
  std::erase_if(scored, [](const Scored& s) { return !std::isfinite(s.scale.score); });
  place_values(e, scored);
}

/// Proposals that became one account of the words count once.
void drop_twins(std::vector<Scored>& scored) {
  std::stable_sort(scored.begin(), scored.end(),
                   [](const Scored& a, const Scored& b) { return a.scale.score > b.scale.score; });
  const auto same = [](const Scored& a, const Scored& b) {
    return a.scale.shape.family == b.scale.shape.family &&
           std::equal(a.scale.roles.begin(), a.scale.roles.end(), b.scale.roles.begin(),
                      b.scale.roles.end(),
                      [](const WordRole& x, const WordRole& y) { return x.meaning == y.meaning; });
  };
  std::vector<Scored> out;
  for (Scored& s : scored)
    if (std::none_of(out.begin(), out.end(), [&](const Scored& o) { return same(o, s); }))
      out.push_back(std::move(s));
  scored = std::move(out);
}

/// Stray marks tell scales apart; how many there are at all says nothing against any.
void pay_stray_ticks(std::vector<Scored>& scored) {
  double least = 1e9;
  for (const Scored& s : scored) least = std::min(least, s.scale.stray);
  for (Scored& s : scored) s.scale.score -= s.scale.stray - least;
}

/// The word that costs the best scale most.
int witness_against(const ScaleEvidence& e, const ScaleHypothesis& h) {
  int worst = -1;
  double least = -1;  // nats; less is no witness
  for (std::size_t i = 0; i < h.roles.size(); ++i) {
    const WordRole& r = h.roles[i];
    const double against = r.meaning >= 0 ? r.score - e.gain(e.words[i].sigma, 0) : r.score;
    if (against < least) {
      least = against;
      worst = static_cast<int>(i);
    }
  }
  return worst;
}

std::vector<WeighedScale> weighed(std::vector<Scored>& scored, const ScaleOptions& o) {
  std::stable_sort(scored.begin(), scored.end(),
                   [](const Scored& a, const Scored& b) { return a.scale.score > b.scale.score; });
  const double top = std::max(o.none, scored.front().scale.score);
  double all = std::exp((o.none - top) / o.temperature);
  std::vector<WeighedScale> out;
  std::vector<const Scored*> leaders;
  for (const Scored& s : scored) {
    const double weight = std::exp((s.scale.score - top) / o.temperature);
    all += weight;
    std::size_t k = 0;
    while (k < leaders.size() && !same_claim(*leaders[k], s, o.same_claim)) ++k;
    if (k < leaders.size()) {
      out[k].probability += weight;
    } else {
      leaders.push_back(&s);
      out.push_back({s.scale, weight});
    }
  }
  for (WeighedScale& w : out) w.probability /= all;
  std::stable_sort(out.begin(), out.end(), [](const WeighedScale& a, const WeighedScale& b) {
    return a.probability > b.probability;
  });
  if (out.size() > kReported) out.resize(kReported);
  return out;
}

}  // namespace

ScaleInference infer_scale(const ScaleEvidence& e, const ScaleOptions& o) {
  const auto numbers = std::count_if(e.words.begin(), e.words.end(),
                                     [](const ScaleWord& w) { return !w.meanings.empty(); });
  if (numbers < 2) return {};
  constexpr double kAlike = 1e-3;  // of the range: proposals that the fit makes one
  std::vector<Scored> scored;
  add(pair_proposals(e), e, scored);
  place_values(e, scored);
  scored = best_of(std::move(scored), static_cast<std::size_t>(o.beam), kAlike);
  std::vector<Scored> slipped;
  add(slip_proposals(e), e, slipped, kAllMeanings);
  place_values(e, slipped);
  slipped = best_of(std::move(slipped), kMostSlipped, kAlike);
  std::move(slipped.begin(), slipped.end(), std::back_inserter(scored));
  settle(e, o, scored);
  const bool plain = std::any_of(scored.begin(), scored.end(),
                                 [&](const Scored& s) { return explains_all(e, s.scale); });
  std::vector<Scored> others;
  if (!plain) add(curved_proposals(e), e, others);
  place_values(e, others);
  others = best_of(std::move(others), static_cast<std::size_t>(o.beam), kAlike);
  add(table_proposals(e), e, others);
  settle(e, o, others);
  std::move(others.begin(), others.end(), std::back_inserter(scored));
  if (scored.empty()) return {};
  drop_twins(scored);
  pay_stray_ticks(scored);
  ScaleInference out;
  out.scales = weighed(scored, o);
  out.witness = witness_against(e, out.scales.front().scale);
  return out;
}

}  // namespace unweave
