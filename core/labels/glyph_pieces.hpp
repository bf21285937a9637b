// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/labels/glyphs.hpp"

namespace unweave {

/// Where a line of text stands and how large it is, in pixels of the picture.
struct GlyphLine {
  double base = 0;    ///< the lower end of digits: y of the pixel row below them
  double height = 1;  ///< of digits
};

/// The ink of a word in pieces that are parts of at most one glyph each, by rising x. Connected ink
/// is cut where a narrow place may be two glyphs touching, so a glyph is one piece or several that
/// follow each other: which, the classifier of glyphs has to say. Ink that is fainter than the
/// map's threshold is kept where it stands alone (points, dashes of one pixel).
class GlyphPieces {
 public:
  struct Piece {
    Rect box;            ///< in the picture
    bool faint = false;  ///< none of it reaches the threshold
    /// Starts where a connected piece of ink was cut, not where one begins.
    bool cut = false;
  };

  /// Cost: linear in the pixels of the word's box. A word of more than kMostPieces has none.
  GlyphPieces(const InkMap& ink, const Word& word);

  const std::vector<Piece>& pieces() const { return pieces_; }
  const GlyphLine& line() const { return line_; }
  void set_line(const GlyphLine& line) { line_ = line; }

  /// The box of pieces [first, end).
  Rect box(std::size_t first, std::size_t end) const;
  /// True if pieces [first, end) may be one glyph by their number and extent.
  bool may_be_glyph(std::size_t first, std::size_t end) const;
  /// Share (0..1) of the word's darkest ink at a pixel of pieces [first, end) or of their faint
  /// rim; 0 elsewhere.
  float own(int x, int y, std::size_t first, std::size_t end) const;
  /// The same of any ink.
  float any(int x, int y) const { return area_.contains(x, y) ? dark_[index(x, y)] : 0.0F; }
  /// Around the word and the rims of its letters.
  const Rect& area() const { return area_; }

  static constexpr std::size_t kMostPieces = 48;
  static constexpr std::size_t kMostOfGlyph = 9;

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y - area_.y) * area_.width + (x - area_.x);
  }
  void find_connected(const InkMap& ink, const Word& word);
  void cut_touching();

  Rect area_;
  std::vector<float> dark_;
  std::vector<std::int16_t> piece_of_;  ///< -1: of none
  std::vector<Piece> pieces_;
  GlyphLine line_;
};

/// What the classifier looks at: numbers from 0 to 1.
namespace glyph_features {
inline constexpr int kOwnRows = 16, kOwnColumns = 12;        ///< the glyph, as large as it fits
inline constexpr int kAroundRows = 12, kAroundColumns = 16;  ///< the line around it, to scale
inline constexpr int kMeasures = 10;                         ///< size, place, gaps, darkness
inline constexpr int kImage = kOwnRows * kOwnColumns;
inline constexpr int kCount = kImage + kAroundRows * kAroundColumns + kMeasures;
}  // namespace glyph_features

/// Writes the features of pieces [first, end) to `out`, kCount numbers.
void take_features(const GlyphPieces& pieces, std::size_t first, std::size_t end, float* out);

}  // namespace unweave
