// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/mended_labels.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "core/labels/number_text.hpp"

namespace unweave {

void mend_degrees(std::vector<AxisLabel>& labels) {
  const auto circle = [](const std::string& t) { return t.ends_with("^0") || t.ends_with("^"); };
  int circles = 0, powers = 0;
  for (const AxisLabel& l : labels) {
    circles += circle(l.text);
    powers += !circle(l.text) && l.text.find('^') != std::string::npos;
  }
  if (circles < 2 || powers > 0) return;
  for (AxisLabel& l : labels)
    if (circle(l.text)) {
      l.text = l.text.substr(0, l.text.find('^')) + "o";
      l.readings = read_number(l.text);
    }
}

void doubt_dashes(std::vector<AxisLabel>& labels) {
  constexpr std::size_t kLeast = 3;
  const auto dashed = [](const AxisLabel& l) { return l.text.starts_with("-"); };
  const auto minus_zero = [&](const AxisLabel& l) {
    return dashed(l) && !l.readings.empty() && l.readings.front().value == 0;
  };
  if (labels.size() < kLeast || !std::all_of(labels.begin(), labels.end(), dashed) ||
      std::none_of(labels.begin(), labels.end(), minus_zero))
    return;
  for (AxisLabel& l : labels) {
    l.text.erase(0, 1);
    l.readings = read_number(l.text);
    l.dash_mark = l.free_mark = true;
  }
}

namespace {

/// The unit that a label's letter may be, where it may be a factor as well; empty: it is no such.
std::string doubtful_unit(const AxisLabel& label) {
  std::string unit;
  bool factor = false;
  for (const NumberReading& r : label.readings) {
    if (!r.ambiguous || r.time || r.bearing != Bearing::None) return {};
    factor = factor || r.unit.empty();
    if (!r.unit.empty()) unit = r.unit;
  }
  return factor ? unit : std::string{};
}

}  // namespace

void settle_suffixes(std::vector<AxisLabel>& labels) {
  std::string unit;
  bool bare_zero = false, zero_with_unit = false;
  for (const AxisLabel& l : labels) {
    const std::string here = doubtful_unit(l);
    if (!here.empty() && !unit.empty() && here != unit) return;
    if (!here.empty()) unit = here;
    if (l.readings.empty() || l.readings.front().value != 0) continue;
    bare_zero = bare_zero || here.empty();
    zero_with_unit = zero_with_unit || !here.empty();
  }
  if (unit.empty() || bare_zero == zero_with_unit || (bare_zero && unit == "m")) return;
  for (AxisLabel& l : labels) {
    if (doubtful_unit(l).empty()) continue;
    std::erase_if(l.readings, [&](const NumberReading& r) { return r.unit.empty() != bare_zero; });
    for (NumberReading& r : l.readings) r.ambiguous = false;
  }
}

namespace {

constexpr double kTurn = 360;

/// Numbers that may be degrees, by their places.
std::vector<AxisLabel*> numbers_in_order(std::vector<AxisLabel>& labels) {
  std::vector<AxisLabel*> out;
  for (AxisLabel& l : labels) {
    if (l.readings.empty()) continue;
    const NumberReading& r = l.readings.front();
    if (r.time || r.high || r.power_of_ten || std::abs(r.value) > kTurn) return {};
    out.push_back(&l);
  }
  std::sort(out.begin(), out.end(),
            [](const AxisLabel* a, const AxisLabel* b) { return a->position < b->position; });
  return out;
}

/// True if the values, those from `wrapped` on a turn further, are even along their places.
bool is_even(const std::vector<AxisLabel*>& labels, std::size_t wrapped, double turn) {
  constexpr double kOff = 0.1;  // of a step
  const auto value = [&](std::size_t i) {
    return labels[i]->readings.front().value + (i >= wrapped ? turn : 0);
  };
  const std::size_t last = labels.size() - 1;
  const double length = labels[last]->position - labels[0]->position;
  const double slope = (value(last) - value(0)) / length;
  const double step = std::abs(value(last) - value(0)) / static_cast<double>(last);
  for (std::size_t i = 1; i < last; ++i) {
    const double expected = value(0) + slope * (labels[i]->position - labels[0]->position);
    if (std::abs(value(i) - expected) > kOff * step) return false;
  }
  return true;
}

}  // namespace

void unwrap_degrees(std::vector<AxisLabel>& labels) {
  constexpr std::size_t kLeast = 4;
  const std::vector<AxisLabel*> in_order = numbers_in_order(labels);
  if (in_order.size() < kLeast) return;
  const auto value = [&](std::size_t i) { return in_order[i]->readings.front().value; };
  std::size_t rising = 0;
  for (std::size_t i = 1; i < in_order.size(); ++i) rising += value(i) > value(i - 1);
  const double direction = 2 * rising > in_order.size() - 1 ? 1 : -1;
  std::size_t wrapped = 0;
  for (std::size_t i = 1; i < in_order.size(); ++i) {
    const double step = direction * (value(i) - value(i - 1));
    if (step > 0) continue;
    // A second step back, or one that is no turn, is no beginning anew.
    if (wrapped > 0 || step > -kTurn / 2) return;
    wrapped = i;
  }
  if (wrapped == 0 || !is_even(in_order, wrapped, direction * kTurn)) return;
  for (std::size_t i = wrapped; i < in_order.size(); ++i) {
    NumberReading further = in_order[i]->readings.front();
    further.value += direction * kTurn;
    further.degrees = true;
    in_order[i]->readings.push_back(further);
  }
}

}  // namespace unweave
