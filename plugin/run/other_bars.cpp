// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/other_bars.hpp"

#include <string>
#include <utility>

#include "core/try.hpp"
#include "plugin/run/file_digest.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/output_files.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::plugin {

namespace {

/// As parse_other_picture() reads it.
std::string text_of(const OtherPicture& picture) {
  std::string text = picture.file;
  if (const auto& bar = picture.bar)
    text += ":" + std::to_string(bar->x) + "," + std::to_string(bar->y) + "," +
            std::to_string(bar->width) + "," + std::to_string(bar->height);
  return text;
}

}  // namespace

Result<void> OtherBars::fetch(Request& request) {
  if (!request.colorbar_from) return {};
  const Asked asked{*request.colorbar_from, request.ticks};
  if (asked_ != asked) {
    found_ = read(asked, request.threads);
    asked_ = asked;
  }
  UNWEAVE_TRY(request.other_bar, found_);
  return {};
}

Result<OtherBars::Bar> OtherBars::read(const Asked& asked, unsigned threads) {
  UNWEAVE_TRY(const std::string path, file_path(asked.picture.file, "colorbar-from"));
  const std::string digest = file_sha256(path);
  if (digest.empty()) return fail(Reason::ReadFailed, path);
  const PictureFile file = look_at_picture(path, Look::Whole);
  if (file.pixels > max_pixels_)
    return tl::unexpected(too_many_pixels(file.width, file.height, file.pages));
  if (!file.whole && !take_partial_) return fail(Reason::PartialPicture);
  try {
    const auto open =
        loader_.load(path, {.first_page = file.in_pages(), .max_pixels = max_pixels_});
    FigureOptions options;
    options.colorbar = asked.picture.bar;
    options.ticks = asked.ticks;
    options.reader = open->host().text_reader();
    Context context;
    context.threads = threads;
    auto bar = read_other_bar(open->pixels(), options, context);
    if (!bar) {
      Failure why = bar.error();
      if (why.reason == Reason::NoOtherColorbar) why.detail = path;
      if (why.reason == Reason::InvalidOption && why.detail == "colorbar-from")
        why.detail += "=" + text_of(asked.picture);
      return tl::unexpected(std::move(why));
    }
    bar->file = path.substr(path.rfind('/') + 1);
    bar->sha256 = digest;
    return std::make_shared<const OtherColorbar>(*std::move(bar));
  } catch (const NeedsGimp&) {
    throw;
  } catch (const HostError&) {
    return fail(Reason::ReadFailed, path);
  }
}

}  // namespace unweave::plugin
