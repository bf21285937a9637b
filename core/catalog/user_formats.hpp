// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/user_maps.hpp"

/// What the readers of users' maps share. Each reader is in a file of its own.
namespace unweave::user_formats {

using Rgb = std::array<double, 3>;  ///< 0..1

inline constexpr std::size_t kMaxEntries = 65536;

struct Line {
  int number = 0;  ///< 1-based
  std::string_view text;
};
/// The lines, without their ends (LF, CR LF or CR).
std::vector<Line> lines(std::string_view text);

/// The words between any of `separators`; runs of separators count as one.
std::vector<std::string_view> words(std::string_view text, std::string_view separators = " \t");
std::string_view trimmed(std::string_view text);
/// The whole word as a finite number, in the C locale.
std::optional<double> number(std::string_view word);
/// "#rgb", "#rrggbb" or "#rrggbbaa".
std::optional<Rgb> hex_color(std::string_view word);
/// A name of X11 (in any case), "grayNN" and "greyNN" with NN from 0 to 100 and the shades "snow1"
/// to "snow4" and the like among them.
std::optional<Rgb> named_color(std::string_view name);
/// Only the shades, in lower case.
std::optional<Rgb> named_shade(std::string_view name);
Rgb rgb_from_hsv(double hue, double saturation, double value);  ///< all in 0..1
/// A color at a position; two at one position make a jump.
struct Stop {
  double t;
  Rgb color;
};
/// 256 cells' middles, linear in RGB between the stops (t rising, any range, at least two).
std::vector<Rgb8> sampled(const std::vector<Stop>& stops);
/// Continuous if the table has many entries and few steps stand out, else discrete.
ColormapKind kind_of(const std::vector<Rgb8>& table);

struct Parsed {
  std::string name;  ///< from the text; may be empty
  ColormapKind kind = ColormapKind::Continuous;
  std::vector<Rgb8> table;
  std::optional<ValueRange> values{};  ///< as in Colormap
  bool values_of_colors = false;       ///< as in Colormap
};
/// A failure's line; 0: none to blame.
struct BadLine {
  int number = 0;
};
using Outcome = tl::expected<Parsed, BadLine>;
inline tl::unexpected<BadLine> bad(int line) { return tl::unexpected<BadLine>(BadLine{line}); }

Outcome read_ggr(std::string_view text);
Outcome read_gpl(std::string_view text);
Outcome read_cpt(std::string_view text);
Outcome read_csv(std::string_view text);
Outcome read_json(std::string_view text);
/// True for a .csv that is a table of values: its first line of data has a color that is written as
/// one word and a number, or its line of column names ends in "value".
bool is_value_table(std::string_view text);
/// A table of colors and their values, see ColormapFormat::Csv.
Outcome read_values(std::string_view text);

}  // namespace unweave::user_formats
