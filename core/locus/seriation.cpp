// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/locus/seriation.hpp"

#include <Spectra/SymEigsShiftSolver.h>

#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>
#include <cmath>
#include <exception>
#include <new>
#include <stdexcept>

#include "core/disjoint_sets.hpp"

namespace unweave {

namespace {

using Sparse = Eigen::SparseMatrix<double>;

/// Solves (L - shift I) x = b. The shift is negative, so that the matrix is positive definite and
/// a Cholesky factorisation serves; Spectra's own operator uses LU, four times the work.
class ShiftedLaplacian {
 public:
  using Scalar = double;
  explicit ShiftedLaplacian(const Sparse& laplacian) : laplacian_(laplacian) {}
  bool solved() const { return solver_.info() == Eigen::Success; }
  Eigen::Index rows() const { return laplacian_.rows(); }
  Eigen::Index cols() const { return laplacian_.cols(); }
  void set_shift(double shift) {
    Sparse identity(rows(), cols());
    identity.setIdentity();
    solver_.compute(Sparse(laplacian_ - shift * identity));
  }
  void perform_op(const double* in, double* out) const {
    Eigen::Map<const Eigen::VectorXd> b(in, rows());
    Eigen::Map<Eigen::VectorXd> x(out, rows());
    x = solver_.solve(b);
  }

 private:
  const Sparse& laplacian_;
  Eigen::SimplicialLDLT<Sparse> solver_;
};

/// D^-1/2 for the degrees D of the graph.
Eigen::VectorXd inverse_root_degrees(std::size_t n, const std::vector<Edge>& edges) {
  Eigen::VectorXd degree = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(n));
  for (const Edge& e : edges) {
    degree[e.first] += e.weight;
    degree[e.second] += e.weight;
  }
  return degree.cwiseMax(1e-300).cwiseSqrt().cwiseInverse();
}

}  // namespace

Result<Eigen::VectorXd> seriate(std::size_t n, const std::vector<Edge>& edges) {
  if (n < 2) throw std::invalid_argument("seriate: at least two cells");
  const auto size = static_cast<Eigen::Index>(n);
  if (n == 2) return Eigen::VectorXd(Eigen::Vector2d(-1, 1));
  const Eigen::VectorXd scale = inverse_root_degrees(n, edges);
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(2 * edges.size() + n);
  for (const Edge& e : edges) {
    const double w = -e.weight * scale[e.first] * scale[e.second];
    entries.emplace_back(e.first, e.second, w);
    entries.emplace_back(e.second, e.first, w);
  }
  for (Eigen::Index i = 0; i < size; ++i) entries.emplace_back(i, i, 1.0);
  Sparse laplacian(size, size);
  laplacian.setFromTriplets(entries.begin(), entries.end());

  ShiftedLaplacian op(laplacian);
  const Eigen::Index basis = std::min<Eigen::Index>(size, 20);
  Spectra::SymEigsShiftSolver<ShiftedLaplacian> solver(op, 2, basis, -1e-6);
  if (!op.solved()) return fail(Reason::NotPseudocolor);
  // A fixed start, so that the same graph gives the same vector; not symmetric, so that it is not
  // orthogonal to the one looked for.
  Eigen::VectorXd start(size);
  for (Eigen::Index i = 0; i < size; ++i) start[i] = std::sin(1.0 + 0.7 * static_cast<double>(i));
  try {
    solver.init(start.data());
    solver.compute(Spectra::SortRule::LargestMagn, 1000, 1e-10, Spectra::SortRule::SmallestAlge);
  } catch (const std::bad_alloc&) {  // not a word about the picture
    throw;
  } catch (const std::exception&) {  // Spectra's word for numbers that it cannot go on with
    return fail(Reason::NotPseudocolor);
  }
  if (solver.info() != Spectra::CompInfo::Successful) return fail(Reason::NotPseudocolor);
  // Smallest eigenvalue first: column 0 is the constant vector, column 1 Fiedler's.
  return Eigen::VectorXd(solver.eigenvectors(2).col(1).cwiseProduct(scale));
}

std::vector<std::uint32_t> components(std::size_t n, const std::vector<Edge>& edges) {
  DisjointSets sets(n);
  for (const Edge& e : edges) sets.join(e.first, e.second);
  const std::vector<std::size_t> number = sets.numbered();
  return {number.begin(), number.end()};
}

}  // namespace unweave
