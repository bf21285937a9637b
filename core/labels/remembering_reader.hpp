// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/labels/text_reader.hpp"

namespace unweave {

/// Reads a picture of a line once: the same side of a figure is looked at in several ways (with and
/// without tick marks, upright and turned), and most of its words come out of them the same. For
/// one figure; keeps some kB a line. Thread-safe, as the reader that it asks.
class RememberingReader final : public TextReader {
 public:
  /// `other` must outlive it.
  explicit RememberingReader(const TextReader& other) : other_(other) {}

  bool ready() const override { return other_.ready(); }
  Reading read(const TextImage& image, const std::string& characters) const override {
    Line line{image.width, image.height, image.gray, characters};
    {
      const std::lock_guard alone(busy_);
      if (const auto known = known_.find(line); known != known_.end()) return known->second;
    }
    Reading reading = other_.read(image, characters);
    const std::lock_guard alone(busy_);
    known_.emplace(std::move(line), reading);
    return reading;
  }
  std::shared_ptr<const PageText> page() const override { return other_.page(); }
  bool after_glyphs() const override { return other_.after_glyphs(); }

 private:
  /// Width, height, gray pixels, characters.
  using Line = std::tuple<int, int, std::vector<std::uint8_t>, std::string>;

  const TextReader& other_;
  mutable std::mutex busy_;
  mutable std::map<Line, Reading> known_;
};

}  // namespace unweave
