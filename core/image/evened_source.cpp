// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/evened_source.hpp"

#include <cmath>

#include "core/image/samples.hpp"

namespace unweave {

namespace {

/// One pixel. `gain`: nullptr beyond the paper.
template <class Sample>
void even(const PixelLayout& layout, const PaperLight& light, const double* gain, std::byte* at) {
  const int colors = layout.is_gray() ? 1 : 3;
  for (int c = 0; c < colors; ++c) {
    const int channel = colors == 1 ? 1 : c;  // of gray: as green, which is most of luma
    const auto v = static_cast<double>(load_sample<Sample>(at, c));
    store_sample<Sample>(gain ? v / gain[channel] : light.paper[channel] * kOneOf<Sample>, at, c);
  }
}

using Even = void (*)(const PixelLayout&, const PaperLight&, const double*, std::byte*);
Even evening_of(SampleType type) {
  if (type == SampleType::U8) return even<std::uint8_t>;
  return type == SampleType::U16 ? even<std::uint16_t> : even<float>;
}

}  // namespace

double PaperLight::gain(int channel, double u, double v) const {
  const auto& c = log_gain[static_cast<std::size_t>(channel)];
  return std::exp(c[0] + c[1] * u + c[2] * v + c[3] * u * u + c[4] * u * v + c[5] * v * v);
}

void EvenedSource::read(const Rect& area, std::byte* out) const {
  source_.read(area, out);
  const PixelLayout layout = source_.layout();
  const Even evened = evening_of(layout.type);
  for (int y = area.y; y < area.bottom(); ++y) {
    const double v = 2 * (y + 0.5) / layout.height - 1;
    for (int x = area.x; x < area.right(); ++x, out += layout.pixel_bytes()) {
      const double u = 2 * (x + 0.5) / layout.width - 1;
      const std::array<double, 3> gains{light_.gain(0, u, v), light_.gain(1, u, v),
                                        light_.gain(2, u, v)};
      evened(layout, light_, light_.page.contains(x, y) ? gains.data() : nullptr, out);
    }
  }
}

}  // namespace unweave
