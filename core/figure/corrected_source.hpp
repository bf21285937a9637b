// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "core/figure/tilt.hpp"
#include "core/image/evened_source.hpp"
#include "core/image/pixel_source.hpp"
#include "core/image/straightened_source.hpp"

namespace unweave {

/// What was put right in a picture before its figure was looked at.
struct Correction {
  std::optional<Tilt> tilt{};
  std::optional<PaperLight> light{};  ///< of the straightened picture
  bool any() const { return tilt || light; }
  friend bool operator==(const Correction&, const Correction&) = default;
};

/// What has to be put right in a picture so that a program could have drawn it; nothing for most.
/// Cost: see find_tilt() and find_paper_light(). Errors: Canceled.
Result<Correction> find_correction(const PixelSource& source, const Context& context);

/// A picture as its correction makes it; the very one where there is none.
class CorrectedSource final : public PixelSource {
 public:
  /// `source` outlives the object.
  CorrectedSource(const PixelSource& source, const Correction& correction);

  PixelLayout layout() const override { return top_->layout(); }
  void read(const Rect& area, std::byte* out) const override { top_->read(area, out); }
  const std::byte* in_place(const Rect& area) const override { return top_->in_place(area); }
  bool has_selection() const override { return top_->has_selection(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override {
    top_->read_selection(area, out);
  }
  const PixelSource& stored() const override { return top_->stored(); }

 private:
  std::unique_ptr<const StraightenedSource> straightened_;
  std::unique_ptr<const EvenedSource> evened_;
  const PixelSource* top_;
};

}  // namespace unweave
