// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/cell_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "core/labels/label_text.hpp"
#include "core/labels/number_text.hpp"
#include "core/parallel.hpp"

namespace unweave {

namespace {

constexpr double kSure = 0.8;             // of a reading that is taken
constexpr double kLeastWritten = 0.3;     // share of cells with text; less is a mark here and there
constexpr int kLeastSide = 8;             // pixels of a cell that can hold a number
constexpr std::size_t kMostCells = 4000;  // that are looked into: some 20 s of one processor
constexpr double kWordGap = 0.8;          // letter heights between the pieces of a number
constexpr double kDeviations = 3, kOfRange = 0.02;

/// The inside of a cell, off its rim, in the picture's pixels.
Rect interior(const Report& report, int column, int row) {
  const Grid& grid = *report.grid;
  const auto side = [](const GridSide& cells, int cell, int begin) {
    const double first = cells.edges[static_cast<std::size_t>(cell)];
    const double last = cells.edges[static_cast<std::size_t>(cell) + 1];
    const double rim = std::clamp((last - first) / 20, 1.0, 3.0);
    const int from = begin + static_cast<int>(std::ceil(first + rim));
    return std::pair(from, begin + static_cast<int>(std::floor(last - rim)) - from);
  };
  const auto [x, width] = side(grid.x, column, report.plot_area.x);
  const auto [y, height] = side(grid.y, row, report.plot_area.y);
  return {x, y, width, height};
}

/// The one word in a cell.
std::optional<ReadWord> read_cell(const Raster& raster, const TextReader& reader,
                                  const Rect& cell) {
  if (std::min(cell.width, cell.height) < kLeastSide) return std::nullopt;
  const InkMap ink = ink_map(raster, cell, {});
  if (ink.area.empty()) return std::nullopt;
  const std::vector<Word> words = find_words(ink, kWordGap);
  if (words.size() != 1) return std::nullopt;
  return read_word(reader, ink, words.front(), Alphabet::Numbers);
}

std::optional<CellNumber> number_of(const std::optional<ReadWord>& word, int column, int row) {
  if (!word || !word->matches || (!word->by_glyphs && word->confidence < kSure))
    return std::nullopt;
  const auto readings = read_number(word->text);
  if (readings.empty() || readings.front().ambiguous || readings.front().mended)
    return std::nullopt;
  CellNumber number{column, row, word->text, readings.front().value, {}};
  return number;
}

/// What the color leaves open of a value.
void compare(CellNumber& number, const Report& report, const GridValues& values) {
  if (report.range.source == RangeSource::None) return;
  const std::size_t at =
      static_cast<std::size_t>(number.row) * static_cast<std::size_t>(values.width) +
      static_cast<std::size_t>(number.column);
  const double value = values.values[at], deviation = values.uncertainty[at];
  if (!std::isfinite(value)) return;
  const auto readings = read_number(number.text);
  const double range = std::abs(report.range.max - report.range.min);
  const double open = readings.front().precision + kOfRange * range +
                      (std::isfinite(deviation) ? kDeviations * deviation : 0);
  // Beyond its ends a bar shows the color of the end.
  const auto [low, high] = std::minmax(report.range.min, report.range.max);
  number.agrees = std::abs(std::clamp(number.value, low, high) - value) <= open;
}

}  // namespace

std::vector<CellNumber> read_cell_numbers(const Raster& raster, const Report& report,
                                          const GridValues& values, const TextReader& reader) {
  const auto count =
      static_cast<std::size_t>(values.width) * static_cast<std::size_t>(values.height);
  if (raster.step != 1 || count == 0 || count > kMostCells) return {};
  std::vector<std::optional<CellNumber>> found(count);
  std::vector<char> written(count, 0);
  in_parallel(count, 0, 8, [&](std::size_t, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const int column = static_cast<int>(i % static_cast<std::size_t>(values.width));
      const int row = static_cast<int>(i / static_cast<std::size_t>(values.width));
      const auto word = read_cell(raster, reader, interior(report, column, row));
      written[i] = word && !word->text.empty();
      found[i] = number_of(word, column, row);
    }
  });
  const auto texts = static_cast<double>(std::ranges::count(written, 1));
  std::vector<CellNumber> numbers;
  if (texts < kLeastWritten * static_cast<double>(count)) return numbers;
  for (auto& number : found) {
    if (!number) continue;
    compare(*number, report, values);
    numbers.push_back(*std::move(number));
  }
  return numbers;
}

}  // namespace unweave
