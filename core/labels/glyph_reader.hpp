// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/labels/glyph_model.hpp"
#include "core/labels/glyph_pieces.hpp"
#include "core/labels/glyphs.hpp"

namespace unweave {

/// A glyph that was read.
struct ReadGlyph {
  std::string text;        ///< UTF-8; all minus signs and dashes are '-', times signs 'x'
  bool raised = false;     ///< a part of an exponent
  bool letter = false;     ///< one that is not in the alphabet of scales; `text` is empty
  double probability = 0;  ///< (0, 1], that this piece of ink is this glyph
  Rect box;
  /// The glyph alone, as large as it fits: the first of its features.
  std::array<float, glyph_features::kImage> image{};
};

/// What a word says in the alphabet of scales.
struct GlyphReading {
  std::string text;               ///< UTF-8; an exponent follows '^'
  double probability = 0;         ///< [0, 1], that all of it is right
  std::vector<ReadGlyph> glyphs;  ///< by rising x; empty: nothing was read

  bool has_letters() const;  ///< some of it is not in the alphabet
};

/// Glyphs of a figure that were surely read: the same digit looks the same in all its labels, so
/// they say in which of two likely digits a doubtful one is.
class GlyphExamples {
 public:
  /// Keeps the sure glyphs of a reading.
  void add(const GlyphReading& reading);
  bool empty() const { return examples_.empty(); }

  /// Adds to the logarithms of probabilities of a glyph of this image, class by class, how much
  /// nearer it is to the examples of a class than to those of the others, and norms them again.
  /// Classes without an example stay as they are beside a usual distance.
  void weigh(const GlyphModel& model, const float* image, float* log_probabilities) const;

 private:
  struct Example {
    std::string text;
    bool raised = false;
    std::array<float, glyph_features::kImage> image{};
  };
  std::vector<Example> examples_;
};

/// Reads a word glyph by glyph: of all ways to put the pieces of its ink together to glyphs that
/// which the model holds for likeliest (dynamic programming; Breuel 2001, "Segmentation of
/// handprinted letter strings using a dynamic programming algorithm", whose costs are here
/// logarithms of the model's probabilities, each times the pieces of its glyph, so that glyphs in
/// many pieces are not preferred). The line's height and base are estimated from the ink, then
/// again from the digits that were read. Deterministic. Cost: about 20 µs a piece and pass.
GlyphReading read_glyphs(const GlyphModel& model, const InkMap& ink, const Word& word,
                         const GlyphExamples& examples = {});

/// Reads the words of one figure's labels; doubtful ones once more beside the sure ones.
std::vector<GlyphReading> read_glyphs(const GlyphModel& model, const InkMap& ink,
                                      const std::vector<Word>& words);

}  // namespace unweave
