// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/typed_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "core/labels/number_text.hpp"
#include "core/labels/plain_text.hpp"

namespace unweave::plugin {
namespace {

/// As the C locale writes numbers.
std::optional<double> plain_number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The parts between any of `separators`; blanks beside them do not count.
std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto end = text.find_first_of(separators);
    out.push_back(trim(text.substr(0, end)));
    if (end == text.npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out = split(text, " \t\r\n");
  std::erase(out, std::string_view());
  return out;
}

std::optional<RangePoint> typed_point(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == text.npos) return std::nullopt;
  const auto t = typed_number(text.substr(0, equals));
  const auto value = typed_number(text.substr(equals + 1));
  if (!t || !value) return std::nullopt;
  return RangePoint{*t, *value};
}

}  // namespace

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<double> typed_number(std::string_view text) {
  const std::string plain = to_utf8(plain_text(text));
  if (const auto number = plain_number(plain)) return number;
  // A blank parts numbers rather than thousands.
  for (std::size_t at = plain.find(' '); at != plain.npos; at = plain.find(' ', at + 1))
    if (plain[at - 1] >= '0' && plain[at - 1] <= '9' && plain[at + 1] >= '0' &&
        plain[at + 1] <= '9')
      return std::nullopt;
  const auto readings = read_number(plain);
  if (readings.size() != 1) return std::nullopt;
  const NumberReading& r = readings[0];
  // Units, degrees and zeros in front are not what a number's field asks for.
  if (!r.unit.empty() || r.degrees || r.mended || r.ambiguous) return std::nullopt;
  return r.value;
}

std::optional<std::vector<double>> typed_numbers(std::string_view text, std::size_t count) {
  for (const auto& parts : {split(text, ","), split(text, ";"), words(text)}) {
    if (parts.size() != count) continue;
    std::vector<double> out;
    for (const std::string_view part : parts)
      if (const auto value = typed_number(part)) out.push_back(*value);
    if (out.size() == count) return out;
  }
  return std::nullopt;
}

std::string joined_pair(std::string_view first, std::string_view second) {
  first = trim(first);
  second = trim(second);
  if (first.empty() && second.empty()) return {};
  const bool comma = first.find(',') != first.npos || second.find(',') != second.npos;
  return std::string(first).append(comma ? ";" : ",").append(second);
}

std::pair<std::string, std::string> parted_pair(std::string_view text) {
  for (const auto& parts : {split(text, ";"), split(text, ","), words(text)})
    if (parts.size() == 2) return {std::string(parts[0]), std::string(parts[1])};
  return {std::string(trim(text)), {}};
}

std::optional<std::vector<RangePoint>> typed_points(std::string_view text) {
  for (const auto& parts : {split(text, ","), split(text, ";"), words(text)}) {
    std::vector<RangePoint> out;
    for (const std::string_view part : parts)
      if (const auto point = typed_point(part)) out.push_back(*point);
    if (out.size() == parts.size() && out.size() >= 2) return out;
  }
  return std::nullopt;
}

}  // namespace unweave::plugin
