// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recolor/recolored_source.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/catalog/color_vision.hpp"
#include "core/image/samples.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr int kBandRows = 64;
constexpr std::size_t kRowsOfThread = 8;

/// Stores a color as `layout` has it; opacity stays.
template <class Sample>
void store(const Levels& color, bool linear, std::byte* pixel) {
  for (int c = 0; c < 3; ++c) {
    double unit = color[c] / 255.0;
    if (linear) unit = linear_light(std::clamp(unit, 0.0, 1.0));
    store_sample<Sample>(unit * kOneOf<Sample>, pixel, c);
  }
}

void store(const Levels& color, const PixelLayout& layout, std::byte* pixel) {
  if (layout.type == SampleType::U8) return store<std::uint8_t>(color, layout.linear, pixel);
  if (layout.type == SampleType::U16) return store<std::uint16_t>(color, layout.linear, pixel);
  store<float>(color, layout.linear, pixel);
}

/// Gray pixels as RGB.
void spread_gray(const std::byte* gray, std::size_t pixels, const PixelLayout& layout,
                 std::byte* out) {
  const auto bytes = static_cast<std::size_t>(layout.sample_bytes());
  for (std::size_t i = 0; i < pixels; ++i, gray += layout.pixel_bytes()) {
    for (int c = 0; c < 3; ++c, out += bytes) std::memcpy(out, gray, bytes);
    if (!layout.has_alpha()) continue;
    std::memcpy(out, gray + bytes, bytes);
    out += bytes;
  }
}

}  // namespace

RecolorOptions recolor_options(const Compression& compression, double residual) {
  // NOLINTBEGIN(readability-magic-numbers)
  const bool noisy = compression.jpeg || compression.sigma() > 0;
  RecolorOptions options{};
  // Under a letter's stroke the colors of the paint around it go on; compression spoils more of it.
  options.window.reach = noisy ? 12 : 8;
  options.window.doubtful = compression.limit(4, moved::kJump) + 2 * residual;
  options.inks = {compression.limit(1, moved::kMean), compression.limit(12, moved::kBeside), 8, 6,
                  0.15};
  options.mix.explained = compression.limit(8, moved::kBeside);
  options.mix.absent = compression.limit(3, moved::kMean);
  options.mix.same = compression.limit(3, moved::kBeside);
  options.mix.least = compression.limit(12, moved::kJump);
  options.mix.noisy = noisy;
  options.mix.chroma = noisy ? 0.25F : 1;
  options.mix.near = noisy ? 4 : 2;
  options.mix.unlike = 4 * options.mix.explained;
  options.window.rim = 3;
  // NOLINTEND(readability-magic-numbers)
  return options;
}

RecoloredSource::RecoloredSource(std::unique_ptr<const PixelSource> picture,
                                 const PixelSource& original,
                                 std::unique_ptr<const NewColors> colors,
                                 std::vector<std::unique_ptr<PaintedArea>> areas,
                                 const RecolorOptions& options)
    : picture_(std::move(picture)),
      original_(original),
      colors_(std::move(colors)),
      options_(options),
      layout_(picture_->layout()) {
  if (layout_.is_gray()) layout_.channels += 2;
  for (auto& area : areas) {
    auto mixed = std::make_unique<MixedPixels>(*area, inks_of(*area), options_.mix);
    areas_.push_back({std::move(area), std::move(mixed)});
  }
}

Window RecoloredSource::window_of(const PaintedArea& area, const Rect& part) const {
  PixelReader reader(*picture_, false);
  const Rect whole{0, 0, layout_.width, layout_.height};
  return read_window(original_, reader,
                     intersect(grown(part, window_margin(options_.window)), whole), area,
                     options_.window);
}

std::vector<Levels> RecoloredSource::inks_of(const PaintedArea& area) const {
  const Rect all =
      intersect(grown(area.rect(), options_.window.rim), {0, 0, layout_.width, layout_.height});
  InkColors inks(options_.inks);
  for (int y = all.y; y < all.bottom(); y += kBandRows) {
    const Rect band{all.x, y, all.width, std::min(kBandRows, all.bottom() - y)};
    inks.count(window_of(area, band), band);
  }
  std::vector<Levels> found = inks.found();
  const auto add = [&](const Levels& ink) {
    if (std::ranges::none_of(
            found, [&](const Levels& c) { return (c - ink).norm() < options_.inks.apart; }))
      found.push_back(ink);
  };
  if (options_.window.paper) add(*options_.window.paper);
  // Lines may be so thin that nowhere their own color is seen.
  for (const float level : {0.0F, 255.0F}) add(Levels::Constant(level));
  return found;
}

/// Whether a pixel is an area's to paint: of those that it lies in the last one's, and in none's
/// rim that another one fills.
bool RecoloredSource::is_of(std::size_t number, int x, int y) const {
  for (std::size_t k = areas_.size(); k-- > 0;)
    if (areas_[k].area->rect().contains(x, y)) return k == number;
  return true;
}

void RecoloredSource::paint(std::size_t number, const Rect& area, std::byte* out) const {
  // Clang 14 gives no lambda the names of a structured binding.
  const PaintedArea* painted = areas_[number].area.get();
  const MixedPixels* mixed = areas_[number].mixed.get();
  const Rect part = intersect(grown(painted->rect(), options_.window.rim), area);
  if (part.empty()) return;
  const Window window = window_of(*painted, part);
  in_parallel(
      static_cast<std::size_t>(part.height), 0, kRowsOfThread,
      [&](std::size_t, std::size_t begin, std::size_t end) {
        for (int y = part.y + static_cast<int>(begin); y < part.y + static_cast<int>(end); ++y)
          for (int x = part.x; x < part.right(); ++x) {
            if (!is_of(number, x, y)) continue;
            const std::size_t i = window.index(x, y);
            const auto color = window.is_pure(i) ? painted->paint().new_at(window.pure[i])
                                                 : mixed->repainted(window, x, y);
            if (!color) continue;
            const auto at = static_cast<std::size_t>(y - area.y) * area.width + (x - area.x);
            store(*color, layout_, out + at * layout_.pixel_bytes());
          }
      });
}

void RecoloredSource::read(const Rect& area, std::byte* out) const {
  const PixelLayout stored = picture_->layout();
  if (stored.is_gray()) {
    const auto pixels = static_cast<std::size_t>(area.area());
    std::vector<std::byte> gray(pixels * stored.pixel_bytes());
    picture_->read(area, gray.data());
    spread_gray(gray.data(), pixels, stored, out);
  } else {
    picture_->read(area, out);
  }
  for (std::size_t k = 0; k < areas_.size(); ++k) paint(k, area, out);
}

}  // namespace unweave
