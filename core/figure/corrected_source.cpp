// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/corrected_source.hpp"

#include "core/figure/paper_light.hpp"
#include "core/try.hpp"

namespace unweave {

CorrectedSource::CorrectedSource(const PixelSource& source, const Correction& correction)
    : top_(&source) {
  if (correction.tilt) {
    straightened_ = std::make_unique<StraightenedSource>(source, correction.tilt->to_picture);
    top_ = straightened_.get();
  }
  if (correction.light) {
    evened_ = std::make_unique<EvenedSource>(*top_, *correction.light);
    top_ = evened_.get();
  }
}

Result<Correction> find_correction(const PixelSource& source, const Context& context) {
  Correction out;
  UNWEAVE_TRY(const FoundTilt found, find_tilt(source, context));
  out.tilt = found.tilt;
  // Without straight lines there is no figure whose paper would be lit.
  if (!found.tilt && !found.upright) return out;
  std::optional<Rect> outline;
  if (out.tilt) outline = out.tilt->outline;
  const CorrectedSource straight(source, out);
  UNWEAVE_TRY(out.light, find_paper_light(straight, outline, context));
  return out;
}

}  // namespace unweave
