// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/write/colormap_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

namespace unweave {

namespace {

std::string number(double value, int digits) {
  std::array<char, 40> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value,
                                 std::chars_format::general, digits)
                       .ptr;
  return {text.data(), end};
}

std::string one_line(std::string_view name) {
  std::string line(name);
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return line;
}

double t_of(std::size_t i, std::size_t n) {
  return static_cast<double>(i) / static_cast<double>(n - 1);
}

/// The three channels with a separator between them.
std::string channels(const Rgb8& c, char separator) {
  std::string text = std::to_string(c[0]);
  for (std::size_t k = 1; k < 3; ++k) {
    text += separator;
    text += std::to_string(c[k]);
  }
  return text;
}

std::string gradient_color(const Rgb8& c) {
  std::string text;
  for (const auto channel : c) text.append(1, ' ').append(number(channel / 255.0, 9));
  return text + " 1";
}

std::string ggr(const std::vector<Rgb8>& colors, const std::string& name) {
  const std::size_t n = colors.size();
  std::string text = "GIMP Gradient\nName: " + name + "\n" + std::to_string(n - 1) + "\n";
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double left = t_of(i, n), right = t_of(i + 1, n);
    text += number(left, 9) + " " + number(0.5 * (left + right), 9) + " " + number(right, 9) +
            gradient_color(colors[i]) + gradient_color(colors[i + 1]) + " 0 0 0 0\n";
  }
  return text;
}

std::string gpl(const std::vector<Rgb8>& colors, const std::string& name) {
  std::string text = "GIMP Palette\nName: " + name + "\nColumns: 16\n#\n";
  for (std::size_t i = 0; i < colors.size(); ++i)
    text += channels(colors[i], ' ') + "\t" + number(t_of(i, colors.size()), 4) + "\n";
  return text;
}

std::string csv(const std::vector<Rgb8>& colors) {
  std::string text = "t,r,g,b\n";
  for (std::size_t i = 0; i < colors.size(); ++i)
    text += number(t_of(i, colors.size()), 9) + "," + channels(colors[i], ',') + "\n";
  return text;
}

std::string cpt(const Report& report, const std::string& name) {
  std::vector<Rgb8> colors = report.colors;
  std::vector<double> values;
  for (std::size_t i = 0; i < colors.size(); ++i)
    values.push_back(report.range.value(t_of(i, colors.size())));
  if (values.front() > values.back()) {
    std::reverse(values.begin(), values.end());
    std::reverse(colors.begin(), colors.end());
  }
  std::string text = "# " + name + "\n# COLOR_MODEL = RGB\n";
  for (std::size_t i = 0; i + 1 < colors.size(); ++i)
    text += number(values[i], 9) + "\t" + channels(colors[i], '/') + "\t" +
            number(values[i + 1], 9) + "\t" + channels(colors[i + 1], '/') + "\n";
  text += "B\t" + channels(colors.front(), '/') + "\nF\t" + channels(colors.back(), '/') +
          "\nN\t128/128/128\n";
  return text;
}

}  // namespace

std::vector<std::string> colormap_formats() { return {"ggr", "gpl", "csv", "cpt"}; }

std::optional<std::string> colormap_text(const Report& report, std::string_view format,
                                         std::string_view name) {
  if (report.colors.size() < 2) return std::nullopt;
  if (format == "ggr") return ggr(report.colors, one_line(name));
  if (format == "gpl") return gpl(report.colors, one_line(name));
  if (format == "csv") return csv(report.colors);
  if (format == "cpt") return cpt(report, one_line(name));
  return std::nullopt;
}

}  // namespace unweave
