// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/glyph_model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
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

/// Where a convolution's kernels are laid; beyond the rim there are zeros.
struct Convolution {
  int rows, columns, channels;  ///< of what it looks at
  int size, stride, rim;        ///< of the square kernels

  int rows_out() const { return (rows + 2 * rim - size) / stride + 1; }
  int columns_out() const { return (columns + 2 * rim - size) / stride + 1; }
  int places() const { return rows_out() * columns_out(); }
  int inputs() const { return size * size * channels; }
};

constexpr Convolution kFirst{glyph_features::kOwnRows, glyph_features::kOwnColumns, 1, 5, 2, 2};
constexpr int kMaps = 16;  // of the first
constexpr Convolution kSecond{8, 6, kMaps, 3, 2, 1};
constexpr std::size_t kLayers = 4;  // these two, and two that look at everything

/// What lies under the kernel, place by column, one glyph's places after another's. `planes`: a
/// glyph's rows, their columns, their channels, `apart` numbers from glyph to glyph.
Eigen::MatrixXf unrolled(const Convolution& c, const float* planes, std::ptrdiff_t apart,
                         Eigen::Index glyphs) {
  Eigen::MatrixXf out = Eigen::MatrixXf::Zero(c.inputs(), c.places() * glyphs);
  float* to = out.data();
  for (Eigen::Index g = 0; g < glyphs; ++g) {
    const float* from = planes + g * apart;
    for (int r = 0; r < c.rows_out(); ++r)
      for (int s = 0; s < c.columns_out(); ++s, to += c.inputs()) {
        const int left = s * c.stride - c.rim, first = std::max(0, -left);
        const int last = std::min(c.size, c.columns - left);
        for (int i = 0; i < c.size; ++i) {
          const int y = r * c.stride - c.rim + i;
          if (y < 0 || y >= c.rows) continue;
          std::copy_n(from + (y * c.columns + left + first) * c.channels,
                      (last - first) * c.channels, to + (i * c.size + first) * c.channels);
        }
      }
  }
  return out;
}

}  // namespace

const GlyphModel& GlyphModel::built_in() {
  static const GlyphModel model(embedded::glyph_model);
  return model;
}

GlyphModel::GlyphModel(std::string_view data) {
  Bytes bytes(data);
  const std::uint32_t classes = bytes.number(), layers = bytes.number();
  if (bytes.number() != glyph_features::kCount || layers != kLayers)
    throw std::invalid_argument("the model of glyphs is for other features");
  for (std::uint32_t k = 0; k < classes; ++k) classes_.push_back(class_of(bytes.line()));
  for (std::uint32_t k = 0; k < layers; ++k) {
    const std::uint32_t outputs = bytes.number(), inputs = bytes.number();
    // Not allocated by what broken bytes say.
    if (std::uint64_t{outputs} * inputs > data.size())
      throw std::invalid_argument("the model of glyphs is cut short");
    Layer layer{{outputs, inputs}, Eigen::VectorXf(outputs)};
    for (std::uint32_t o = 0; o < outputs; ++o) {
      layer.bias[o] = bytes.real();
      const float factor = bytes.real();
      std::uint32_t i = 0;
      for (const char c : bytes.take(inputs))
        layer.weights(o, i++) = factor * static_cast<float>(static_cast<signed char>(c));
    }
    layers_.push_back(std::move(layer));
  }
  const Eigen::Index seen = kSecond.places() * layers_[1].weights.rows();
  const bool fits =
      layers_[0].weights.rows() == kMaps && layers_[0].weights.cols() == kFirst.inputs() &&
      layers_[1].weights.cols() == kSecond.inputs() &&
      layers_[2].weights.cols() == seen + glyph_features::kCount - glyph_features::kImage &&
      layers_[3].weights.cols() == layers_[2].weights.rows() &&
      layers_[3].weights.rows() == static_cast<Eigen::Index>(classes);
  if (!fits) throw std::invalid_argument("the model of glyphs has other layers");
}

Eigen::MatrixXf GlyphModel::rectified(const Layer& layer, const Eigen::MatrixXf& x) {
  Eigen::MatrixXf y = layer.weights * x;
  y.colwise() += layer.bias;
  return y.cwiseMax(0.0F);
}

Eigen::MatrixXf GlyphModel::log_probabilities(const Eigen::MatrixXf& features) const {
  const Eigen::Index n = features.cols();
  const Eigen::MatrixXf first =
      rectified(layers_[0], unrolled(kFirst, features.data(), glyph_features::kCount, n));
  const Eigen::MatrixXf second = rectified(
      layers_[1], unrolled(kSecond, first.data(), std::ptrdiff_t{kMaps} * kFirst.places(), n));
  const Eigen::Index seen = second.rows() * kSecond.places();
  const Eigen::Index others = glyph_features::kCount - glyph_features::kImage;
  Eigen::MatrixXf all(seen + others, n);
  all.topRows(seen) = second.reshaped(seen, n);
  all.bottomRows(others) = features.bottomRows(others);
  Eigen::MatrixXf x = layers_[3].weights * rectified(layers_[2], all);
  x.colwise() += layers_[3].bias;
  for (Eigen::Index g = 0; g < n; ++g) {
    const float most = x.col(g).maxCoeff();
    const float sum = (x.col(g).array() - most).exp().sum();
    x.col(g).array() -= most + std::log(sum);
  }
  return x;
}

}  // namespace unweave
