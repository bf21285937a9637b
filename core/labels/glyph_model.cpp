// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyph_model.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>

#include "core/labels/glyph_data.hpp"
#include "core/labels/glyph_pieces.hpp"

namespace unweave {

namespace {

/// Takes little-endian numbers off the front of bytes.
class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : rest_(bytes) {}

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) throw std::invalid_argument("the model of glyphs is cut short");
    const std::string_view out = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return out;
  }
  std::uint32_t number() {
    std::uint32_t out = 0;
    int shift = 0;
    for (const char c : take(4)) {
      out |= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << shift;
      shift += 8;
    }
    return out;
  }
  float real() { return std::bit_cast<float>(number()); }
  std::string line() {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) throw std::invalid_argument("the model of glyphs is none");
    std::string out(take(end));
    take(1);
    return out;
  }

 private:
  std::string_view rest_;
};

GlyphClass class_of(const std::string& name) {
  if (name == "other") return {GlyphClass::Kind::Other, {}};
  if (name == "none") return {GlyphClass::Kind::None, {}};
  if (name.size() > 1 && name[0] == '^') return {GlyphClass::Kind::Raised, name.substr(1)};
  return {GlyphClass::Kind::Plain, name};
}

}  // namespace

const GlyphModel& GlyphModel::built_in() {
  static const GlyphModel model(embedded::glyph_model);
  return model;
}

GlyphModel::GlyphModel(std::string_view data) {
  Bytes bytes(data);
  const std::uint32_t classes = bytes.number(), layers = bytes.number();
  std::uint32_t inputs = bytes.number();
  if (inputs != glyph_features::kCount)
    throw std::invalid_argument("the model of glyphs is for other features");
  for (std::uint32_t k = 0; k < classes; ++k) classes_.push_back(class_of(bytes.line()));
  for (std::uint32_t k = 0; k < layers; ++k) {
    const std::uint32_t outputs = bytes.number();
    Layer layer{{outputs, inputs}, Eigen::VectorXf(outputs)};
    for (std::uint32_t o = 0; o < outputs; ++o) {
      layer.bias[o] = bytes.real();
      const float factor = bytes.real();
      std::uint32_t i = 0;
      for (const char c : bytes.take(inputs))
        layer.weights(o, i++) = factor * static_cast<float>(static_cast<signed char>(c));
    }
    layers_.push_back(std::move(layer));
    inputs = outputs;
  }
  if (inputs != classes) throw std::invalid_argument("the model of glyphs has other classes");
}

Eigen::MatrixXf GlyphModel::log_probabilities(const Eigen::MatrixXf& features) const {
  Eigen::MatrixXf x = features;
  for (std::size_t k = 0; k < layers_.size(); ++k) {
    Eigen::MatrixXf y = layers_[k].weights * x;
    y.colwise() += layers_[k].bias;
    x = k + 1 < layers_.size() ? y.cwiseMax(0.0F).eval() : y;
  }
  for (Eigen::Index g = 0; g < x.cols(); ++g) {
    const float most = x.col(g).maxCoeff();
    const float sum = (x.col(g).array() - most).exp().sum();
    x.col(g).array() -= most + std::log(sum);
  }
  return x;
}

}  // namespace unweave
