// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "core/context.hpp"
#include "core/field/recovery.hpp"
#include "core/image/pixel_source.hpp"
#include "core/remark.hpp"
#include "core/result.hpp"
#include "plugin/request/core_request.hpp"

namespace unweave::plugin {

/// A figure in another map's colors, with all that it is made of.
class Recoloring {
 public:
  /// The figure that `field` was found in, with its other panels that share the bar. `known`: what
  /// other panels gave that were recovered already, by their plot areas. What a selection leaves
  /// out is recolored too: the bar is the whole figure's. All arguments outlive the object. Errors:
  /// those of recover(), but for panels that show nothing.
  static Result<Recoloring> make(const PixelSource& pixels, const Recovery& field,
                                 const std::vector<std::pair<Rect, const Recovery*>>& known,
                                 const CoreRequest& core, const Context& context);

  /// Null where bar and field would show two maps; remarks() says why.
  const PixelSource* picture() const { return picture_.get(); }
  const std::vector<Remark>& remarks() const { return remarks_; }

 private:
  std::unique_ptr<const PixelSource> whole_{};  ///< without its selection; null: it has none
  std::vector<std::unique_ptr<Recovery>> fields_{};
  std::unique_ptr<const PixelSource> picture_{};
  std::vector<Remark> remarks_{};
};

}  // namespace unweave::plugin
