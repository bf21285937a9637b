// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stdexcept>

#include "core/recover.hpp"
#include "tests/support/pictures.hpp"

namespace unweave::testing {

/// A picture of a ramp in a known map, with a block in a color that the map does not have, and
/// what is found in it.
struct Found {
  static constexpr int kWidth = 256, kHeight = 40;
  static constexpr Rect kBlock{20, 10, 16, 12};
  Picture picture = paint(ramp(kWidth, kHeight), map_of(MapKind::Sequential));
  std::unique_ptr<Recovery> recovery;

  explicit Found(ValueRange range = {}) {
    picture.fill(kBlock, {255, 0, 255});
    RecoverOptions options;
    GivenColormap map{"made", {}};
    for (const Rgb8& c : map_of(MapKind::Sequential))
      map.colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
    options.curve.colormap = map;
    options.figure.plot_area = picture.whole();
    if (range.source != RangeSource::None) options.values.range = range;
    Context context;
    auto found = recover(picture.source(), options, context);
    if (!found) throw std::runtime_error("not recovered");
    recovery = std::move(*found);
  }
  const Report& report() const { return recovery->report(); }
};

}  // namespace unweave::testing
