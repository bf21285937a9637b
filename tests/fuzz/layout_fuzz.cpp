// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/figure/figure_layout.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/picture.hpp"

// analyze_layout() over any small picture: what it finds lies in the picture.

namespace unweave::fuzz {

namespace {

FigureOptions take_options(Bytes& in) {
  FigureOptions options;
  options.read_ticks = options.read_axes = false;  // the text reader has fuzzers of its own
  options.look_for_colorbar = in.flag();
  const auto rect = [&] {
    return Rect{in.within(-2, 96), in.within(-2, 96), in.within(-2, 96), in.within(-2, 96)};
  };
  if (in.flag()) options.plot_area = rect();
  if (in.flag()) options.colorbar = rect();
  return options;
}

bool within(const Rect& inner, const Rect& outer) { return !inner.empty() && inside(inner, outer); }

void check_colorbar(const Colorbar& bar, const Rect& whole) {
  PROMISED(within(bar.outer, whole));
  PROMISED(within(bar.rect, bar.outer));
  PROMISED(bar.colors.size() ==
           static_cast<std::size_t>(bar.vertical ? bar.rect.height : bar.rect.width));
  for (const auto& color : bar.colors)
    for (const double channel : color) PROMISED(channel >= 0 && channel <= 1);
  if (!bar.level_colors.empty()) {
    PROMISED(bar.level_edges.size() == bar.level_colors.size() + 1);
    PROMISED(std::is_sorted(bar.level_edges.begin(), bar.level_edges.end()));
  }
  PROMISED(bar.agreement >= 0 && bar.agreement <= 1);
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all = picture_seeds(Seed().flag(true).flag(false).flag(false));
  Seed given;
  given.flag(true).flag(true).within(-2, 10).within(-2, 8).within(-2, 50).within(-2, 48);
  given.flag(true).within(-2, 65).within(-2, 8).within(-2, 5).within(-2, 48);
  for (std::string& seed : picture_seeds(given)) all.push_back(std::move(seed));
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  Bytes in(data, size);
  const FigureOptions options = take_options(in);
  const Picture picture = take_picture(in);
  const Rect whole{0, 0, picture.layout.width, picture.layout.height};
  Context context;
  const auto layout = analyze_layout(picture.source(), options, context);
  if (!layout) {
    const Reason reason = layout.error().reason;
    PROMISED(reason == Reason::EmptyPicture || reason == Reason::InvalidOption);
    return 0;
  }
  PROMISED(within(layout->plot_area, whole));
  if (options.plot_area) PROMISED(layout->plot_area == *options.plot_area);
  PROMISED(!layout->panels.empty() && layout->panels[0] == layout->plot_area);
  for (const Rect& panel : layout->panels) PROMISED(within(panel, whole));
  if (layout->colorbar) check_colorbar(*layout->colorbar, whole);
  return 0;
}
