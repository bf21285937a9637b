// SPDX-License-Identifier: GPL-3.0-or-later
#include <stdexcept>
#include <utility>

#include "core/labels/text_reader.hpp"
#include "library/inside.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::v1 {

namespace {

/// Setting a reader up costs some 50 ms, and one that threads share makes them wait.
std::shared_ptr<const TextReader> reader_of_this_thread() {
  thread_local const std::shared_ptr<const TextReader> reader = make_text_reader();
  return reader;
}

std::shared_ptr<const plugin::KnownMaps> known_maps() {
  static const auto maps =
      std::make_shared<const plugin::KnownMaps>(plugin::KnownMaps{Catalog::builtin(), {}});
  return maps;
}

SampleType sample_type(Picture::Sample sample) {
  switch (sample) {
    case Picture::Sample::U8:
      return SampleType::U8;
    case Picture::Sample::U16:
      return SampleType::U16;
    case Picture::Sample::F32:
      return SampleType::F32;
  }
  throw std::invalid_argument("Picture::sample");
}

}  // namespace

plugin::CoreRequest core_request(const plugin::Request& request) {
  const auto no_gradient = [](const std::string&) { return std::optional<GivenColormap>(); };
  return value_or_raise(plugin::core_request(request, known_maps(), no_gradient));
}

plugin::Request request_of(const Options& options) {
  auto request = value_or_raise(plugin::resolve(Access::settings(options)));
  request.other_bar = Access::other_bar(options);
  if (request.other_bar && (request.colorbar || request.map == plugin::Request::Map::Locus))
    throw Error(v1::Reason::InvalidOption, "colorbar-from=" + request.other_bar->file);
  return request;
}

std::optional<plugin::PageOrigin> origin_of(const Picture& picture) {
  return picture.origin.empty() ? std::nullopt : plugin::parse_page_origin(picture.origin);
}

plugin::CoreRequest core_request(const Options& options, const Picture& picture) {
  auto core = core_request(request_of(options));
  core.options.figure.reader = reader_of_this_thread();
  if (const auto origin = origin_of(picture))
    if (auto reader = plugin::reader_of(*origin, source_of(picture), reader_of_this_thread()))
      core.options.figure.reader = std::move(reader);
  return core;
}

GivenColormap colormap_named(std::string_view name) {
  plugin::Request request;
  request.recolor = name;
  auto core = core_request(request);
  if (!core.recolor) throw Error(v1::Reason::UnknownColormap, std::string(name));
  return *std::move(core.recolor);
}

PictureSource source_of(const Picture& picture) {
  if (picture.width < 0 || picture.height < 0)
    throw std::invalid_argument("Picture: a negative size");
  if (picture.channels < 1 || picture.channels > 4)
    throw std::invalid_argument("Picture::channels is not 1 to 4");
  if (!picture.pixels && picture.width > 0 && picture.height > 0)
    throw std::invalid_argument("Picture::pixels is null");
  return PictureSource({{picture.width, picture.height, sample_type(picture.sample),
                         picture.channels, picture.linear},
                        picture.pixels,
                        picture.selection},
                       picture.whole);
}

std::vector<Remark> remarks_on(const Picture& picture) {
  std::vector<Remark> remarks;
  if (!picture.whole) remarks.push_back({Note::PartialPicture, {}});
  if (picture.pages > 1 && picture.page == 0)
    remarks.push_back({Note::SeveralPages, std::to_string(picture.pages)});
  if (const auto origin = origin_of(picture); origin && origin->figures > 0 && !origin->on_page)
    remarks.push_back({Note::FiguresOnPage, std::to_string(origin->figures)});
  return remarks;
}

Context context_of(const Run& run) {
  Context context;
  context.threads = run.threads;
  if (run.progress)
    context.progress = [&run](Stage stage, double done) {
      return run.progress(plugin::stage_text(stage), done);
    };
  return context;
}

}  // namespace unweave::v1
