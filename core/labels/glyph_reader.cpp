// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyph_reader.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

#include "core/labels/glyph_pieces.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// Pieces [first, end) as a glyph, with the likeliest plain and raised reading.
struct Segment {
  std::size_t first = 0, end = 0;
  std::array<float, glyph_features::kImage> image{};
  std::array<int, 2> best{-1, -1};  ///< class; by raised or not
  std::array<double, 2> log_probability{kNever, kNever};
  double none = kNever;  ///< log probability that it is no glyph
};

/// True for glyphs of one piece of ink, unless print is poor.
bool is_connected(const GlyphClass& c) {
  constexpr std::array<std::string_view, 6> kSeveral{"%", "\u2030", "\"", ":", "=", "\u00b1"};
  return !c.text.empty() && std::find(kSeveral.begin(), kSeveral.end(), c.text) == kSeveral.end();
}

/// Pieces of ink that come apart in [first, end), but one.
int gaps_in(const GlyphPieces& pieces, std::size_t first, std::size_t end) {
  int out = 0;
  for (std::size_t p = first + 1; p < end; ++p) out += !pieces.pieces()[p].cut;
  return out;
}

std::vector<Segment> segments_of(const GlyphModel& model, const GlyphPieces& pieces,
                                 const GlyphExamples& examples) {
  std::vector<Segment> out;
  const std::size_t n = pieces.pieces().size();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j <= n; ++j)
      if (j == i + 1 || pieces.may_be_glyph(i, j)) out.push_back({i, j, {}});
  Eigen::MatrixXf features(glyph_features::kCount, static_cast<Eigen::Index>(out.size()));
  for (std::size_t k = 0; k < out.size(); ++k)
    take_features(pieces, out[k].first, out[k].end,
                  features.col(static_cast<Eigen::Index>(k)).data());
  Eigen::MatrixXf log_p = model.log_probabilities(features);
  for (std::size_t k = 0; k < out.size(); ++k) {
    const auto column = static_cast<Eigen::Index>(k);
    std::copy_n(features.col(column).data(), glyph_features::kImage, out[k].image.data());
    if (!examples.empty()) examples.weigh(model, out[k].image.data(), log_p.col(column).data());
  }
  // A digit with a dash beside it still looks like a digit.
  constexpr double kGap = 1;  // nats
  const auto& classes = model.classes();
  for (std::size_t k = 0; k < out.size(); ++k) {
    const double price = kGap * gaps_in(pieces, out[k].first, out[k].end);
    for (std::size_t c = 0; c < classes.size(); ++c) {
      const double p = log_p(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(k)) -
                       (is_connected(classes[c]) ? price : 0);
      if (classes[c].kind == GlyphClass::Kind::None) {
        out[k].none = p;
        continue;
      }
      const bool raised = classes[c].kind == GlyphClass::Kind::Raised;
      if (p <= out[k].log_probability[raised]) continue;
      out[k].log_probability[raised] = p;
      out[k].best[raised] = static_cast<int>(c);
    }
  }
  return out;
}

/// The way to a place between pieces whose last glyph is raised or not.
struct Way {
  double score = kNever;
  int segment = -1;      ///< the last one; -1: the start
  bool raised = false;   ///< as what it was read
  bool skipped = false;  ///< it was left out as dirt
  bool before = false;   ///< state of the place that it comes from
};

using Ways = std::vector<std::array<Way, 2>>;

/// An exponent needs something before it; it seldom begins or ends.
double turn_price(bool from, bool to, bool start) {
  constexpr double kTurn = -1;  // nats
  if (to && start) return kNever;
  return from == to ? 0 : kTurn;
}

Ways best_ways(const GlyphPieces& pieces, const std::vector<Segment>& segments) {
  // Of the letters' height: larger ink is never left out, but what may be a tick mark beside it.
  constexpr double kSpeck = 0.4, kThin = 0.25, kMark = 1.2;
  constexpr double kDirt = 3;  // nats: most specks are points, so one that is none is rare
  Ways ways(pieces.pieces().size() + 1);
  ways[0][0].score = 0;
  for (std::size_t k = 0; k < segments.size(); ++k) {
    const Segment& s = segments[k];
    const auto weight = static_cast<double>(s.end - s.first);
    const Rect b = pieces.box(s.first, s.end);
    const double height = pieces.line().height;
    const bool at_end = s.first == 0 || s.end == pieces.pieces().size();
    const bool tick = at_end && b.height <= kThin * height && b.width <= kMark * height;
    const bool speck = weight == 1 && (tick || std::max(b.width, b.height) <= kSpeck * height);
    for (const bool from : {false, true}) {
      const double before = ways[s.first][from].score;
      if (before == kNever) continue;
      for (const bool to : {false, true}) {
        const double score =
            before + weight * s.log_probability[to] + turn_price(from, to, s.first == 0);
        if (score > ways[s.end][to].score)
          ways[s.end][to] = {score, static_cast<int>(k), to, false, from};
      }
      if (speck && before + s.none - kDirt > ways[s.end][from].score)
        ways[s.end][from] = {before + s.none - kDirt, static_cast<int>(k), from, true, from};
    }
  }
  return ways;
}

GlyphReading reading_of(const GlyphModel& model, const GlyphPieces& pieces,
                        const std::vector<Segment>& segments, const Ways& ways) {
  GlyphReading out;
  std::size_t at = pieces.pieces().size();
  bool state = ways[at][1].score > ways[at][0].score;
  double log_probability = 0;
  while (at > 0) {
    const Way& w = ways[at][state];
    if (w.segment < 0) return {};
    const Segment& s = segments[static_cast<std::size_t>(w.segment)];
    log_probability += w.skipped ? s.none : s.log_probability[w.raised];
    if (!w.skipped) {
      const GlyphClass& c = model.classes()[static_cast<std::size_t>(s.best[w.raised])];
      out.glyphs.push_back({c.text, w.raised, c.kind == GlyphClass::Kind::Other,
                            std::exp(s.log_probability[w.raised]), pieces.box(s.first, s.end),
                            s.image});
    }
    at = s.first;
    state = w.before;
  }
  std::reverse(out.glyphs.begin(), out.glyphs.end());
  out.probability = std::exp(log_probability);
  bool raised = false;
  for (const ReadGlyph& g : out.glyphs) {
    if (g.raised && !raised) out.text += '^';
    raised = g.raised;
    out.text += g.text;
  }
  return out;
}

/// The line as the digits and capital letters say that were read; what the ink says without any.
GlyphLine line_of(const GlyphReading& reading, const GlyphLine& before) {
  constexpr std::string_view kTall = "0123456789EKMGTNSW";
  std::vector<double> heights, bases;
  for (const ReadGlyph& g : reading.glyphs)
    if (!g.raised && g.text.size() == 1 && kTall.find(g.text[0]) != std::string_view::npos) {
      heights.push_back(g.box.height);
      bases.push_back(g.box.bottom());
    }
  if (heights.empty()) return before;
  return {median(bases), median(heights)};
}

}  // namespace

bool GlyphReading::has_letters() const {
  return std::any_of(glyphs.begin(), glyphs.end(), [](const ReadGlyph& g) { return g.letter; });
}

void GlyphExamples::add(const GlyphReading& reading) {
  constexpr double kSure = 0.95;  // of the glyph; the word's other glyphs may be in doubt
  constexpr std::size_t kMost = 80;
  for (const ReadGlyph& g : reading.glyphs)
    if (g.probability >= kSure && !g.letter && examples_.size() < kMost)
      examples_.push_back({g.text, g.raised, g.image});
}

void GlyphExamples::weigh(const GlyphModel& model, const float* image,
                          float* log_probabilities) const {
  // Mean squared differences of images; measured by tests/bench/glyphs/measure.py --column.
  constexpr float kUsual = 0.02F, kScale = 0.006F;
  const auto& classes = model.classes();
  const auto n = static_cast<Eigen::Index>(classes.size());
  Eigen::Map<Eigen::ArrayXf> log_p(log_probabilities, n);
  Eigen::ArrayXf nearest = Eigen::ArrayXf::Constant(n, kUsual);
  const Eigen::Map<const Eigen::ArrayXf> here(image, glyph_features::kImage);
  for (const Example& e : examples_) {
    const Eigen::Map<const Eigen::ArrayXf> there(e.image.data(), glyph_features::kImage);
    const float distance = (here - there).square().mean();
    for (Eigen::Index c = 0; c < n; ++c) {
      const GlyphClass& k = classes[static_cast<std::size_t>(c)];
      if (k.text == e.text && (k.kind == GlyphClass::Kind::Raised) == e.raised)
        nearest[c] = std::min(nearest[c], distance);
    }
  }
  log_p -= nearest / kScale;
  const float most = log_p.maxCoeff();
  log_p -= most + std::log((log_p - most).exp().sum());
}

std::vector<GlyphReading> read_glyphs(const GlyphModel& model, const InkMap& ink,
                                      const std::vector<Word>& words) {
  constexpr double kSure = 0.97;
  std::vector<GlyphReading> out;
  GlyphExamples examples;
  for (const Word& word : words) {
    out.push_back(read_glyphs(model, ink, word));
    examples.add(out.back());
  }
  if (examples.empty()) return out;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (out[i].probability < kSure) out[i] = read_glyphs(model, ink, words[i], examples);
  return out;
}

GlyphReading read_glyphs(const GlyphModel& model, const InkMap& ink, const Word& word,
                         const GlyphExamples& examples) {
  constexpr double kMoved = 0.08;  // of the height: a line that is worth reading anew
  GlyphPieces pieces(ink, word);
  if (pieces.pieces().empty()) return {};
  std::vector<Segment> segments = segments_of(model, pieces, examples);
  GlyphReading out = reading_of(model, pieces, segments, best_ways(pieces, segments));
  const GlyphLine before = pieces.line(), now = line_of(out, before);
  if (std::abs(now.height - before.height) <= kMoved * before.height &&
      std::abs(now.base - before.base) <= kMoved * before.height)
    return out;
  pieces.set_line(now);
  segments = segments_of(model, pieces, examples);
  GlyphReading again = reading_of(model, pieces, segments, best_ways(pieces, segments));
  return again.probability > out.probability ? again : out;
}

}  // namespace unweave
