// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/scale_hypothesis.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>

#include "core/labels/scale_priors.hpp"

namespace unweave {

namespace {

/// std::lgamma() leaves a sign in a variable of the process, which threads would race for.
double log_factorial(double n) {
  int sign = 0;
  return lgamma_r(n + 1, &sign);
}

/// How far a meaning is from its place, and what rounding excuses of that.
struct Placing {
  double residual = 0;
  double excuse = 0;
};

std::optional<Placing> placing(const ScaleHypothesis& h, const ScaleWord& w, const Meaning& m,
                               double most_excuse) {
  const double at = h.position_of(m.value);
  if (!std::isfinite(at)) return std::nullopt;
  Placing out{w.position - at, 0};
  if (std::abs(out.residual) > most_excuse + 8 * w.sigma) return std::nullopt;
  const double far = h.position_of(m.value + m.precision);
  const double excuse = std::isfinite(far) ? std::abs(far - at) : most_excuse;
  out.excuse = std::min(excuse, most_excuse);
  return out;
}

double spacing_of(const ScaleEvidence& e) {
  return e.length() / static_cast<double>(std::max<std::size_t>(2, e.words.size()) - 1);
}

/// What a kind of slip costs where it is met first.
struct FirstSlip {
  double price = 0;   ///< nats: the mean of the words that made it
  double choice = 0;  ///< Meaning::choice
  double words = 0;

  void add(const Meaning& m) {
    price = (price * words - m.log_probability) / (words + 1);
    choice = m.choice;
    ++words;
  }
};

using SlipKinds = std::map<std::pair<int, int>, FirstSlip>;

std::pair<int, int> kind_of(const Meaning& m) { return {static_cast<int>(m.slip), m.kind}; }

/// The best account of a word; slips that were made before cost less.
WordRole best_role(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                   const ScaleWord& w, double most_excuse, const SlipKinds& made) {
  WordRole best{WordRole::kForeign, 0, -w.foreign};
  if (-w.unreadable > best.score) best = {WordRole::kUnreadable, 0, -w.unreadable};
  for (std::size_t k = 0; k < w.meanings.size(); ++k) {
    const Meaning& m = w.meanings[k];
    const auto p = placing(h, w, m, most_excuse);
    if (!p) continue;
    const double off = std::max(0.0, std::abs(p->residual) - p->excuse) / w.sigma;
    double log_p = m.log_probability;
    // Moved inward, its place is anywhere between the text and the side's end.
    const double beyond = std::abs(p->residual + w.moved) + std::abs(p->residual);
    const bool moved = w.moved != 0 && beyond <= std::abs(w.moved) + 2 * w.sigma;
    if (m.slip != Slip::None && made.contains(kind_of(m))) log_p = std::max(log_p, -o.again);
    double score = log_p + e.gain(w.sigma, p->excuse) - 0.5 * off * off;
    if (moved)
      score = std::max(score, log_p - o.moved_inward +
                                  e.gain(w.sigma, std::max(p->excuse, 0.5 * std::abs(w.moved))));
    if (score > best.score) best = {static_cast<int>(k), p->residual, score};
  }
  return best;
}

/// Of words with one value, the one nearest to its place is the label. The others are pieces of it
/// where they stand at the same place, and foreign elsewhere.
void find_twins(const ScaleEvidence& e, ScaleHypothesis& h) {
  std::map<double, std::size_t> owner;
  for (std::size_t i = 0; i < h.roles.size(); ++i) {
    if (h.roles[i].meaning < 0) continue;
    const double value = e.words[i].meanings[h.roles[i].meaning].value;
    const auto [at, fresh] = owner.try_emplace(value, i);
    if (fresh) continue;
    std::size_t loser = i;
    if (std::abs(h.roles[i].residual) < std::abs(h.roles[at->second].residual))
      std::swap(loser, at->second);
    h.roles[loser] = {WordRole::kTwin, 0, -e.words[loser].foreign};
  }
}

/// True for slips of what is small or faint: it may well be misread alike in all labels.
bool is_small(Slip slip) {
  switch (slip) {
    case Slip::Sign:
    case Slip::Point:
    case Slip::ExponentDigit:
    case Slip::ExponentSign:
    case Slip::Letter:
    case Slip::LostZero:
      return true;
    case Slip::None:
    case Slip::Meaning:
    case Slip::Style:
    case Slip::Dash:
    case Slip::Whole:
    case Slip::Digit:
      return false;
  }
  return false;
}

/// Nats of the one sequence of so many labels in which so many, the first among them, make a slip
/// whose rate is Beta(1, steady) distributed.
double price_of_rate(double slipped, double all, double steady) {
  return log_factorial(steady + all - 1) - log_factorial(slipped - 1) -
         log_factorial(steady + all - slipped - 1) - std::log(steady);
}

/// What slips cost beyond ScaleOptions::again a word. Equal letters look alike: small ones that
/// were misread in a label may well be misread in each other one, however many these are (the rule
/// of succession), so that a slip in all labels but one weighs hardly more than one in that one.
double price_of_slips(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h,
                      const SlipKinds& made) {
  double sum = 0;
  bool exponents = false;  // one was misread before
  for (const auto& [kind, first] : made) {
    const Slip slip = static_cast<Slip>(kind.first);
    double slipped = 0, others = 0;
    for (std::size_t i = 0; i < e.words.size(); ++i) {
      if (h.roles[i].meaning < 0) continue;
      if (kind_of(e.words[i].meanings[h.roles[i].meaning]) == kind)
        ++slipped;
      else
        others += escaped(e.words[i], slip, kind.second);
    }
    if (slipped == 0) continue;
    double price = first.price;
    if (slip == Slip::ExponentDigit) {
      if (exponents) price = std::min(price, o.other_slip - first.choice);
      exponents = true;
    }
    sum += price - slipped * o.again;
    // Labels are written in one way, and points that none has are priced together; what else was
    // misread in one need not be so in others.
    const bool together = slip == Slip::Style || (slip == Slip::Point && others == 0);
    if (!together)
      sum += price_of_rate(slipped, slipped + others, is_small(slip) ? o.steady_small : o.steady);
  }
  return sum;
}

/// Accounts for each word where these slips were made.
void take_roles(const ScaleEvidence& e, const ScaleOptions& o, double most_excuse,
                const SlipKinds& made, ScaleHypothesis& h) {
  h.roles.clear();
  h.score = 0;
  for (const ScaleWord& w : e.words) h.roles.push_back(best_role(e, o, h, w, most_excuse, made));
  find_twins(e, h);
  for (const WordRole& r : h.roles) h.score += r.score;
  h.score -= price_of_slips(e, o, h, made);
}

/// Slips that were made by the words' roles.
SlipKinds slips_of(const ScaleEvidence& e, const ScaleOptions& o, const ScaleHypothesis& h) {
  SlipKinds made;
  for (std::size_t i = 0; i < e.words.size(); ++i) {
    if (h.roles[i].meaning < 0) continue;
    const Meaning& m = e.words[i].meanings[h.roles[i].meaning];
    // What costs hardly more than to be met again is a way of writing and no slip.
    if (m.slip != Slip::None && -m.log_probability > 2 * o.again) made[kind_of(m)].add(m);
  }
  return made;
}

/// Slips that would bring two words or more to their place which no role brings there. One alone
/// would not pay for them.
SlipKinds common_slips(const ScaleEvidence& e, const ScaleHypothesis& h, double most_excuse) {
  SlipKinds first;
  for (std::size_t i = 0; i < e.words.size(); ++i) {
    if (h.roles[i].meaning >= 0) continue;
    const ScaleWord& w = e.words[i];
    for (const Meaning& m : w.meanings) {
      const auto p = placing(h, w, m, most_excuse);
      if (m.slip == Slip::None || !p || std::abs(p->residual) > p->excuse + 3 * w.sigma) continue;
      first[kind_of(m)].add(m);
    }
  }
  std::erase_if(first, [](const auto& slip) { return slip.second.words < 2; });
  return first;
}

void choose_roles(const ScaleEvidence& e, const ScaleOptions& o, double most_excuse,
                  ScaleHypothesis& h) {
  take_roles(e, o, most_excuse, {}, h);
  const SlipKinds made = slips_of(e, o, h);
  if (!made.empty()) take_roles(e, o, most_excuse, made, h);
  for (const auto& slip : common_slips(e, h, most_excuse)) {
    SlipKinds more = made;
    more.insert(slip);
    ScaleHypothesis other = h;
    take_roles(e, o, most_excuse, more, other);
    if (other.score > h.score) h = std::move(other);
  }
}

std::size_t parameters_of(ScaleFamily family) {
  switch (family) {
    case ScaleFamily::Linear:
    case ScaleFamily::Log10:
    case ScaleFamily::Mercator:
      return 2;
    case ScaleFamily::SymLog:
    case ScaleFamily::Power:
    case ScaleFamily::TwoSlope:
      return 3;
    case ScaleFamily::Table:
      return 0;
  }
  return 2;
}

/// Labels that have no place to be wrong at are no evidence: as many as a hypothesis has
/// parameters.
double price_of_parameters(const ScaleEvidence& e, const ScaleHypothesis& h, double most_excuse) {
  double gains = 0, n = 0;
  for (std::size_t i = 0; i < e.words.size(); ++i) {
    if (h.roles[i].meaning < 0) continue;
    const ScaleWord& w = e.words[i];
    const auto p = placing(h, w, w.meanings[h.roles[i].meaning], most_excuse);
    gains += e.gain(w.sigma, p ? p->excuse : 0);
    ++n;
  }
  const double parameters = static_cast<double>(parameters_of(h.shape.family));
  return n == 0 ? 0 : std::max(parameters, std::min(n, parameters)) * gains / n;
}

/// Accounts for all words where rounded digits excuse up to so many pixels; 0: labels are exact.
void settle_roles(const ScaleEvidence& e, const ScaleOptions& o, double most_excuse,
                  ScaleHypothesis& h) {
  choose_roles(e, o, most_excuse, h);
  h.score -= price_of_parameters(e, h, most_excuse);
  h.score -= most_excuse > 0 ? o.rounded : price_of_steps(e, o, h, label_words(e, h));
}

void score_table(const ScaleEvidence& e, const ScaleOptions& o, ScaleHypothesis& h) {
  // The numbers of one direction among all orders of theirs.
  const double n = static_cast<double>(h.table.size());
  h.score = log_factorial(n) - std::log(2.0) - (e.stepped ? o.table_of_steps : o.table);
  for (const WordRole& r : h.roles) h.score += r.score;
  // Whoever puts numbers at places of their own takes round ones.
  for (const auto& [position, value] : h.table)
    h.score -= o.table_digit * std::max(0, significant_digits(value) - 2);
  h.score -= price_of_ends(e, o, label_words(e, h)) + price_of_direction(e, o, h) +
             price_of_absent_ticks(e, o, h);
}

}  // namespace

double ScaleHypothesis::value_at(double position) const {
  if (shape.family != ScaleFamily::Table) return shape.value(intercept + slope * position);
  std::size_t k = 1;
  while (k + 1 < table.size() && table[k].first < position) ++k;
  const auto& [p0, v0] = table[k - 1];
  const auto& [p1, v1] = table[k];
  return v0 + (v1 - v0) * (position - p0) / (p1 - p0);
}

double ScaleHypothesis::position_of(double value) const {
  if (shape.family != ScaleFamily::Table) return (shape.u(value) - intercept) / slope;
  const bool rising = table.back().second > table.front().second;
  std::size_t k = 1;
  while (k + 1 < table.size() && (rising ? table[k].second < value : table[k].second > value)) ++k;
  const auto& [p0, v0] = table[k - 1];
  const auto& [p1, v1] = table[k];
  return p0 + (p1 - p0) * (value - v0) / (v1 - v0);
}

std::vector<int> label_words(const ScaleEvidence& e, const ScaleHypothesis& h) {
  std::vector<int> out;
  for (std::size_t i = 0; i < h.roles.size(); ++i)
    if (h.roles[i].meaning >= 0) out.push_back(static_cast<int>(i));
  std::sort(out.begin(), out.end(),
            [&](int a, int b) { return e.words[a].position < e.words[b].position; });
  return out;
}

void score_hypothesis(const ScaleEvidence& e, const ScaleOptions& o, ScaleHypothesis& h) {
  if (h.shape.family == ScaleFamily::Table) return score_table(e, o, h);
  ScaleHypothesis rounded = h;
  const double excuse = o.most_excuse * spacing_of(e);
  settle_roles(e, o, 0, h);
  settle_roles(e, o, excuse, rounded);
  if (rounded.score > h.score) h = std::move(rounded);
  const std::vector<int> labels = label_words(e, h);
  h.score -= price_of_family(e, o, h, labels) + price_of_missing(e, o, h, labels) +
             price_of_absent_ticks(e, o, h) + price_of_ends(e, o, labels) +
             price_of_direction(e, o, h);
  h.stray = price_of_stray_ticks(e, o, h, labels);
}

double quick_score(const ScaleEvidence& e, const ScaleHypothesis& h, std::size_t most) {
  double sum = 0;
  for (const ScaleWord& w : e.words) {
    double best = -std::min(w.foreign, w.unreadable);
    for (std::size_t k = 0; k < std::min(most, w.meanings.size()); ++k) {
      const Meaning& m = w.meanings[k];
      const double off = (w.position - h.position_of(m.value)) / w.sigma;
      if (!(std::abs(off) < 6)) continue;
      best = std::max(best, m.log_probability + e.gain(w.sigma, 0) - 0.5 * off * off);
    }
    sum += best;
  }
  return sum;
}

void refit(const ScaleEvidence& e, ScaleHypothesis& h) {
  double n = 0, sp = 0, su = 0, spp = 0, spu = 0;
  for (std::size_t i = 0; i < h.roles.size(); ++i) {
    if (h.roles[i].meaning < 0) continue;
    const double sigma = std::max(e.words[i].sigma, 0.5 * std::abs(e.words[i].moved));
    const double w = 1 / (sigma * sigma);
    const double p = e.words[i].position;
    const double u = h.shape.u(e.words[i].meanings[h.roles[i].meaning].value);
    n += w;
    sp += w * p;
    su += w * u;
    spp += w * p * p;
    spu += w * p * u;
  }
  const double d = n * spp - sp * sp;
  if (d <= 1e-9 * n * spp) return;
  const double slope = (n * spu - sp * su) / d;
  if (slope == 0 || !std::isfinite(slope)) return;
  h.slope = slope;
  h.intercept = (su - slope * sp) / n;
}

}  // namespace unweave
