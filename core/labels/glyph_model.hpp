// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

namespace unweave {

/// A glyph of the alphabet of scales.
struct GlyphClass {
  enum class Kind {
    Plain,   ///< on the base line
    Raised,  ///< a part of an exponent
    Other,   ///< a letter that is not in the alphabet
    None     ///< no whole glyph: a part of one, several, dirt
  };
  Kind kind = Kind::Plain;
  std::string text{};  ///< UTF-8; minus signs and dashes of all kinds are '-'
};

/// The classifier of glyphs, that tools/glyphs/train made from fonts: two layers of convolutions
/// with stride 2 over the image of the glyph alone (Simard, Steinkraus & Platt 2003, "Best
/// practices for convolutional neural networks applied to visual document analysis"), then a hidden
/// layer over these and the other features; all with ReLU. Weights are whole numbers of 8 bits with
/// a factor a unit. Thread-safe.
class GlyphModel {
 public:
  /// The model that is built in.
  static const GlyphModel& built_in();

  /// From the bytes that tools/glyphs/train writes; its docstring says how they are laid out.
  /// Throws std::invalid_argument if they are no model for these features.
  explicit GlyphModel(std::string_view bytes);

  const std::vector<GlyphClass>& classes() const { return classes_; }

  /// Natural logarithms of the probabilities, glyph by column, class by row. `features`: kCount by
  /// glyphs. Cost: some 200 000 multiplications a glyph.
  Eigen::MatrixXf log_probabilities(const Eigen::MatrixXf& features) const;

 private:
  struct Layer {
    Eigen::MatrixXf weights;
    Eigen::VectorXf bias;
  };
  static Eigen::MatrixXf rectified(const Layer& layer, const Eigen::MatrixXf& x);

  std::vector<GlyphClass> classes_;
  std::vector<Layer> layers_;
};

}  // namespace unweave
