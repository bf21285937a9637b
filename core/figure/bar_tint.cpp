// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/bar_tint.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace unweave {

namespace {

using Eigen::Matrix;
using Eigen::Vector3d;

constexpr std::size_t kMostNodes = 96;    // of the curve
constexpr std::size_t kMostColors = 400;  // of the field
constexpr int kRounds = 14;
// Width of the kernel, [0, 1]: first as far as a tint of another start is off, at last the noise.
constexpr double kFirstWidth = 0.1, kLeastWidth = 2.0 / 255;
constexpr double kMostWidth = 6.0 / 255;  // noisier fields do not tell one tint from another
constexpr double kReach = 2.5;            // widths within which a color is explained
// Lights of viewers give 0.6 to 1 (ParaView 0.74 to 0.79); opacities are chosen down to a third.
constexpr double kLeastGain = 0.3, kMostGain = 1.1;
constexpr std::array kStarts{0.4, 0.6, 0.8, 1.0};  // each is reached from all of these as a rule
constexpr double kWarmth = 0.05;                   // standard deviation of gains from their mean
constexpr double kMostWarmth = 1.25;     // greatest by least gain; ParaView's light kit: 1.06
constexpr double kMinExplained = 0.6;    // share of the pixels
constexpr double kMinBetter = 0.25;      // of the pixels, than the bar's own colors explain
constexpr double kOffsetIsWorth = 0.02;  // of the pixels
constexpr double kMostUnsure = 0.01;     // of the bar's length: what the tint leaves open of t
constexpr double kColors = 50;           // that count as independent of each other

/// The parameters of both kinds: gains of three channels, or one gain and three offsets.
enum class Kind { Lit, Behind };
using Parameters = Matrix<double, Eigen::Dynamic, 1, 0, 4, 1>;
using Jacobian = Matrix<double, 3, Eigen::Dynamic, 0, 3, 4>;
using Normal = Matrix<double, Eigen::Dynamic, Eigen::Dynamic, 0, 4, 4>;

Vector3d applied(Kind kind, const Parameters& p, const Vector3d& c) {
  if (kind == Kind::Lit) return p.cwiseProduct(c);
  return p[0] * c + p.tail<3>();
}

Jacobian jacobian(Kind kind, const Vector3d& c) {
  if (kind == Kind::Lit) return c.asDiagonal().toDenseMatrix();
  Jacobian j(3, 4);
  j << c, Eigen::Matrix3d::Identity();
  return j;
}

/// A place on the tinted curve.
struct Foot {
  Vector3d bar;       // the bar's own color there
  Vector3d tangent;   // of the tinted curve, along t in [0, 1]
  Vector3d residual;  // the color minus the tinted one
};

class Curve {
 public:
  Curve(const std::vector<Vector3d>& bar, Kind kind, const Parameters& p) : bar_(bar) {
    for (const Vector3d& c : bar) tinted_.push_back(applied(kind, p, c));
  }
  Foot nearest(const Vector3d& color) const {
    double least = std::numeric_limits<double>::infinity();
    Foot out;
    for (std::size_t i = 0; i + 1 < tinted_.size(); ++i) {
      const Vector3d d = tinted_[i + 1] - tinted_[i], from = color - tinted_[i];
      const double length = d.squaredNorm();
      const double s = length > 0 ? std::clamp(from.dot(d) / length, 0.0, 1.0) : 0;
      const Vector3d residual = from - s * d;
      if (residual.squaredNorm() >= least) continue;
      least = residual.squaredNorm();
      out = {bar_[i] + s * (bar_[i + 1] - bar_[i]), d * static_cast<double>(tinted_.size() - 1),
             residual};
    }
    return out;
  }

 private:
  const std::vector<Vector3d>& bar_;
  std::vector<Vector3d> tinted_;
};

struct Color {
  Vector3d at;
  double pixels;
};

/// What is left across the curve of a difference of colors.
Eigen::Matrix3d across(const Vector3d& tangent) {
  const double n = tangent.squaredNorm();
  if (n <= 0) return Eigen::Matrix3d::Identity();
  return Eigen::Matrix3d::Identity() - tangent * tangent.transpose() / n;
}

/// A start of the fit, and where it ends.
struct Trial {
  Kind kind;
  Parameters p;
  double explained = 0;
};

class Fitter {
 public:
  Fitter(std::vector<Vector3d> bar, std::vector<Color> field, double noise)
      : bar_(std::move(bar)), field_(std::move(field)), noise_(noise) {
    for (const Color& c : field_) all_ += c.pixels;
  }

  /// Rounds of assigning and solving, with an ever narrower kernel.
  void settle(Trial& trial) const {
    const double shrink = std::pow(noise_ / kFirstWidth, 1.0 / (kRounds - 4));
    double width = kFirstWidth;
    for (int round = 0; round < kRounds; ++round) {
      step(trial, width);
      width = std::max(noise_, width * shrink);
    }
    trial.explained = explained(trial);
  }

  double explained(const Trial& trial) const {
    const Curve curve(bar_, trial.kind, trial.p);
    double on = 0;
    for (const Color& c : field_)
      if (curve.nearest(c.at).residual.norm() <= kReach * noise_) on += c.pixels;
    return on / all_;
  }

  /// Standard deviation of t, as a share of the bar, that the fit leaves open.
  double unsure(const Trial& trial) const {
    const Curve curve(bar_, trial.kind, trial.p);
    const auto n = trial.p.size();
    Normal information = Normal::Zero(n, n);
    std::vector<Matrix<double, Eigen::Dynamic, 1, 0, 4, 1>> moves;
    for (const Color& c : field_) {
      const Foot foot = curve.nearest(c.at);
      if (foot.residual.norm() > kReach * noise_ || foot.tangent.squaredNorm() <= 0) continue;
      const Jacobian j = jacobian(trial.kind, foot.bar);
      information += j.transpose() * across(foot.tangent) * j;
      moves.push_back(j.transpose() * foot.tangent / foot.tangent.squaredNorm());
    }
    if (moves.empty()) return std::numeric_limits<double>::infinity();
    const double count = static_cast<double>(moves.size());
    information *= std::min(1.0, kColors / count) / (noise_ * noise_);
    if (trial.kind == Kind::Lit) information += alike();
    information.diagonal().array() += 1e-9;
    const Eigen::LDLT<Normal> solver(information);
    double sum = 0;
    for (const auto& m : moves) sum += m.dot(solver.solve(m));
    return std::sqrt(sum / count);
  }

 private:
  /// What is known of gains before: they are nearly alike. It settles those of a channel that the
  /// field's part of the bar does not have.
  static Eigen::Matrix3d alike() {
    return (Eigen::Matrix3d::Identity() - Eigen::Matrix3d::Constant(1.0 / 3)) / (kWarmth * kWarmth);
  }

  void step(Trial& trial, double width) const {
    const Curve curve(bar_, trial.kind, trial.p);
    const auto n = trial.p.size();
    Normal a = Normal::Zero(n, n);
    Parameters b = Parameters::Zero(n);
    for (const Color& c : field_) {
      const Foot foot = curve.nearest(c.at);
      const double d = foot.residual.squaredNorm() / (width * width);
      const double weight = std::sqrt(c.pixels) / ((1 + d) * (1 + d));
      const Jacobian j = jacobian(trial.kind, foot.bar);
      const Eigen::Matrix3d normal = across(foot.tangent);
      a += weight * j.transpose() * normal * j;
      b += weight * j.transpose() * normal * foot.residual;
    }
    if (trial.kind == Kind::Lit) {
      a += width * width * alike();
      b -= width * width * alike() * trial.p;
    }
    // What the distances do not tell stays as it is.
    a.diagonal().array() += 1e-3 * a.trace() / static_cast<double>(n) + 1e-12;
    trial.p += Eigen::LDLT<Normal>(a).solve(b);
  }

  std::vector<Vector3d> bar_;
  std::vector<Color> field_;
  double noise_;
  double all_ = 0;
};

std::vector<Trial> starts() {
  std::vector<Trial> out;
  for (const double k : kStarts) {
    out.push_back({Kind::Lit, Parameters::Constant(3, k)});
    for (const double behind : {0.0, 0.5, 1.0}) {
      Parameters p(4);
      p << k, Vector3d::Constant((1 - k) * behind);
      out.push_back({Kind::Behind, p});
    }
  }
  return out;
}

/// True for what a light or an opacity can do.
bool possible(const Trial& trial) {
  const auto& p = trial.p;
  if (trial.kind == Kind::Lit)
    return p.minCoeff() >= kLeastGain && p.maxCoeff() <= kMostGain &&
           p.maxCoeff() <= kMostWarmth * p.minCoeff();
  // The bar may be see-through, too, over another color than the field: its offset is negative.
  const double less = std::max(0.0, 1 - p[0]) + 0.05;
  return p[0] >= kLeastGain && p[0] <= 1.02 && p.tail<3>().minCoeff() >= -0.15 &&
         p.tail<3>().maxCoeff() <= less;
}

template <class T>
std::vector<T> thinned(const std::vector<T>& all, std::size_t most) {
  const std::size_t step = (all.size() + most - 1) / most;
  std::vector<T> out;
  for (std::size_t i = 0; i < all.size(); i += std::max<std::size_t>(1, step))
    out.push_back(all[i]);
  return out;
}

Vector3d vector_of(const std::array<double, 3>& c) { return {c[0], c[1], c[2]}; }

BarTint tint_of(const Trial& trial) {
  BarTint out;
  for (int c = 0; c < 3; ++c) {
    const auto k = static_cast<std::size_t>(c);
    out.gain[k] = trial.kind == Kind::Lit ? trial.p[c] : trial.p[0];
    out.offset[k] = trial.kind == Kind::Lit ? 0 : trial.p[1 + c];
  }
  return out;
}

}  // namespace

std::array<double, 3> BarTint::operator()(const std::array<double, 3>& color) const {
  std::array<double, 3> out;
  for (std::size_t c = 0; c < 3; ++c) out[c] = std::clamp(gain[c] * color[c] + offset[c], 0.0, 1.0);
  return out;
}

std::optional<TintFit> find_tint(const std::vector<std::array<double, 3>>& bar,
                                 const std::vector<FieldColor>& field, double noise) {
  if (bar.size() < 3 || field.size() < 8) return std::nullopt;
  std::vector<Vector3d> nodes;
  for (const auto& c : thinned(bar, kMostNodes)) nodes.push_back(vector_of(c));
  std::vector<Color> colors;
  for (const FieldColor& c : thinned(field, kMostColors))
    colors.push_back({vector_of(c.color), c.pixels});
  const Fitter fitter(std::move(nodes), std::move(colors),
                      std::clamp(noise, kLeastWidth, kMostWidth));
  const double untinted = fitter.explained({Kind::Lit, Parameters::Constant(3, 1)});
  Trial lit{Kind::Lit, Parameters::Constant(3, 1), 0}, behind = lit;
  for (Trial& trial : starts()) {
    fitter.settle(trial);
    Trial& best = trial.kind == Kind::Lit ? lit : behind;
    if (possible(trial) && trial.explained > best.explained) best = trial;
  }
  // An offset is one parameter more, which must be worth it.
  const Trial& best = behind.explained > lit.explained + kOffsetIsWorth ? behind : lit;
  if (best.explained < std::max(kMinExplained, untinted + kMinBetter)) return std::nullopt;
  if (fitter.unsure(best) > kMostUnsure) return std::nullopt;
  return TintFit{tint_of(best), best.explained, untinted};
}

}  // namespace unweave
