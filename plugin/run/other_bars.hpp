// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "core/figure/other_bar.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/job_loop.hpp"

namespace unweave::plugin {

/// The color bars of other pictures that requests ask for. The last one, or why there is none, is
/// kept: a thousand figures with one legend load and read it once. Not thread-safe.
class OtherBars {
 public:
  /// `loader` outlives the object. Larger pictures than `max_pixels` are refused, and those that
  /// are cut off or damaged if they are not to be taken as they are.
  explicit OtherBars(FigureLoader& loader, std::int64_t max_pixels = kMaxPixels,
                     bool take_partial = true)
      : loader_(loader), max_pixels_(max_pixels), take_partial_(take_partial) {}

  /// Puts the bar that the request asks for into it; nothing for one that asks for none.
  /// Errors: ReadFailed, TooManyPixels, PartialPicture, and those of read_other_bar(), which name
  /// the file. Throws NeedsGimp where another loader may be able to load it.
  Result<void> fetch(Request& request);

 private:
  struct Asked {
    OtherPicture picture;
    std::optional<GivenTicks> ticks;
    friend bool operator==(const Asked&, const Asked&) = default;
  };
  using Bar = std::shared_ptr<const OtherColorbar>;
  Result<Bar> read(const Asked& asked, unsigned threads);

  FigureLoader& loader_;
  std::int64_t max_pixels_;
  bool take_partial_;
  std::optional<Asked> asked_{};
  Result<Bar> found_{};
};

}  // namespace unweave::plugin
