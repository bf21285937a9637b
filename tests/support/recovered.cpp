// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recovered.hpp"

#include <stdexcept>
#include <string>

namespace unweave::testing {

Recovered recovered(const PixelSource& source, const RecoverOptions& options, unsigned threads) {
  Context context;
  context.threads = threads;
  const auto recovery = recover(source, options, context);
  if (!recovery)
    throw std::runtime_error("refused: reason " +
                             std::to_string(static_cast<int>(recovery.error().reason)) + " " +
                             recovery.error().detail);
  Recovered out;
  out.report = (*recovery)->report();
  const Rect area = out.report.plot_area;
  const auto pixels = static_cast<std::size_t>(area.area());
  std::vector<float> t(pixels), residual(pixels), ambiguity(pixels);
  (*recovery)->evaluate(source, area, {t.data(), residual.data(), ambiguity.data()});
  out.t.assign(t.begin(), t.end());
  out.residual.assign(residual.begin(), residual.end());
  out.ambiguity.assign(ambiguity.begin(), ambiguity.end());
  return out;
}

}  // namespace unweave::testing
