// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/other_bar.hpp"
#include "library/inside.hpp"

namespace unweave::v1 {

Colorbar::Colorbar(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}
Colorbar::Colorbar(const Colorbar& other) = default;
Colorbar& Colorbar::operator=(const Colorbar& other) = default;
Colorbar::~Colorbar() = default;

Colorbar read_colorbar(const Picture& picture) { return read_colorbar(picture, Options(), Run()); }

Colorbar read_colorbar(const Picture& picture, const Options& options) {
  return read_colorbar(picture, options, Run());
}

Colorbar read_colorbar(const Picture& picture, const Options& options, const Run& run) {
  return guarded([&] {
    const plugin::CoreRequest core = core_request(options, picture);
    const PictureSource source = source_of(picture);
    auto bar = read_other_bar(source, core.options.figure, context_of(run));
    if (!bar) {
      Failure why = bar.error();
      if (why.reason == unweave::Reason::NoOtherColorbar) why.detail = picture.name;
      raise(why);
    }
    bar->file = picture.name;
    bar->sha256 = picture.sha256;
    return Access::colorbar(*std::move(bar));
  });
}

}  // namespace unweave::v1
