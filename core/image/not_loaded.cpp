// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/not_loaded.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <vector>

namespace unweave {

namespace {

/// Rows of the tallest blocks that a JPEG file is cut off in: 8 x 8 pixels of chroma at half the
/// resolution (ITU-T T.81, A.2.4).
constexpr int kBlockRows = 16;
/// Pixels beside what is filled that have a part of its chroma, which is interpolated.
constexpr int kMixed = 2;

/// How many of a row's last pixels have the color of the picture's last one.
class Fill {
 public:
  explicit Fill(const PixelSource& picture)
      : picture_(picture),
        width_(picture.layout().width),
        bytes_(picture.layout().pixel_bytes()),
        row_(bytes_ * static_cast<std::size_t>(width_)) {
    read(picture.layout().height - 1);
    color_.assign(row_.end() - static_cast<std::ptrdiff_t>(bytes_), row_.end());
  }

  int in_row(int y) {
    read(y);
    int x = width_;
    while (x > 0 &&
           std::memcmp(&row_[bytes_ * static_cast<std::size_t>(x - 1)], color_.data(), bytes_) == 0)
      --x;
    return width_ - x;
  }

 private:
  void read(int y) { picture_.read({0, y, width_, 1}, row_.data()); }

  const PixelSource& picture_;
  int width_;
  std::size_t bytes_;
  std::vector<std::byte> row_, color_;
};

}  // namespace

NoData not_loaded(const PixelSource& picture) {
  const int width = picture.layout().width, height = picture.layout().height;
  if (width == 0 || height == 0) return {};
  Fill fill(picture);
  int end = height;  // of the rows of which a part is there
  while (end > 0 && fill.in_row(end - 1) == width) --end;
  if (end == 0 || end == height) return {};
  int rows = end, columns = width;
  for (const int highest = std::max(0, end - kBlockRows); rows > highest; --rows) {
    const int filled = fill.in_row(rows - 1);
    if (filled == 0) break;
    columns = std::min(columns, std::max(0, width - filled - kMixed));
  }
  NoData none{{{0, end, width, height - end}}, {}};
  if (rows < end) none.areas.push_back({columns, rows, width - columns, end - rows});
  return none;
}

}  // namespace unweave
