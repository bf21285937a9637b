// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/field/grid_values.hpp"
#include "core/figure/other_bar.hpp"
#include "core/image/excluding_source.hpp"
#include "core/image/not_loaded.hpp"
#include "core/recover.hpp"
#include "core/result.hpp"
#include "plugin/request/core_request.hpp"
#include "plugin/request/page_origin.hpp"
#include "plugin/request/settings.hpp"

#define UNWEAVE_LIBRARY_INSIDE
#include "library/unweave/unweave.hpp"

// What the library's files share; nothing of it is visible from outside.

namespace unweave::v1 {

struct Options::Parts {
  plugin::Settings settings;
  std::shared_ptr<const OtherColorbar> other_bar{};
};

struct Colorbar::Parts {
  OtherColorbar bar;
};

/// A picture in memory, without what a loader filled it with where it did not load whole.
class PictureSource final : public PixelSource {
 public:
  explicit PictureSource(const MemorySource& pixels, bool whole = true)
      : pixels_(pixels), filled_(whole ? NoData{} : not_loaded(pixels)) {}
  PixelLayout layout() const override { return pixels_.layout(); }
  void read(const Rect& area, std::byte* out) const override { pixels_.read(area, out); }
  const std::byte* in_place(const Rect& area) const override { return pixels_.in_place(area); }
  bool has_selection() const override { return pixels_.has_selection() || !filled_.empty(); }
  void read_selection(const Rect& area, std::uint8_t* out) const override {
    ExcludingSource(pixels_, filled_).read_selection(area, out);
  }

 private:
  MemorySource pixels_;
  NoData filled_;
};

struct Field::Parts {
  PictureSource source;
  std::unique_ptr<Recovery> recovery;
  Report report{};
  std::optional<GridValues> cells{};  ///< of report.grid
  std::vector<std::string> messages{};
  std::string json{};
};

/// The way into the public classes.
class Access {
 public:
  static const plugin::Settings& settings(const Options& options) {
    return options.parts_->settings;
  }
  static const std::shared_ptr<const OtherColorbar>& other_bar(const Options& options) {
    return options.parts_->other_bar;
  }
  static Colorbar colorbar(OtherColorbar bar) {
    return Colorbar(std::make_shared<const Colorbar::Parts>(Colorbar::Parts{std::move(bar)}));
  }
  static std::shared_ptr<const OtherColorbar> bar(const Colorbar& colorbar) {
    return {colorbar.parts_, &colorbar.parts_->bar};
  }
  static Field field(std::unique_ptr<Field::Parts> parts) { return Field(std::move(parts)); }
  using FieldParts = Field::Parts;
};

[[noreturn]] void raise(const Failure& failure);

/// The value, or the failure as an Error.
template <class T>
T value_or_raise(Result<T> result) {
  if (!result) raise(result.error());
  if constexpr (!std::is_void_v<T>) return *std::move(result);
}

/// Errors: those of core_request().
plugin::CoreRequest core_request(const plugin::Request& request);
/// The request of the options, with the other picture's bar that they may have. Errors:
/// InvalidOption.
plugin::Request request_of(const Options& options);
/// What is known of the page that the picture shows.
std::optional<plugin::PageOrigin> origin_of(const Picture& picture);
/// The picture's labels are those of its page's letters; what these do not say, this thread's
/// reader reads.
plugin::CoreRequest core_request(const Options& options, const Picture& picture);

/// std::invalid_argument for a picture that breaks what Picture promises.
PictureSource source_of(const Picture& picture);
/// What the picture's file has to say.
std::vector<Remark> remarks_on(const Picture& picture);
/// `run` outlives it.
Context context_of(const Run& run);

/// Runs `work`; no memory left is an Error.
template <class Work>
auto guarded(Work work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    throw Error(v1::Reason::OutOfMemory);
  }
}

/// The map of that name, low end first. Errors: UnknownColormap, BadColormapFile, ReadFailed.
GivenColormap colormap_named(std::string_view name);

}  // namespace unweave::v1
