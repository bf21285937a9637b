// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/labels/number_text.hpp"
#include "core/labels/plain_text.hpp"
#include "core/labels/unit_text.hpp"
#include "core/labels/units.hpp"
#include "tests/fuzz/fuzz.hpp"

// Tick labels as a text reader may give them: whatever the bytes, the readings are numbers.

namespace unweave::fuzz {

std::vector<std::string> seeds() {
  return {"",
          "0",
          "-12.5",
          "\u221212.5",
          "0,5",
          "1,000.25",
          "1 000",
          "1e-3",
          "2.5E+05",
          "1.5x10^3",
          "10^-2",
          "10\u00b3",
          "\u00d710\u2075",
          "x10^3",
          "2k",
          "1.5M",
          "37%",
          "45\u00b0",
          "120E",
          "30\u00b0S",
          "EQ",
          "180W",
          "25 km",
          "1e999",
          "1e-999",
          "02",
          "2\u2009500",
          "12'500",
          "-3\u03c0/2",
          "1\u00bd",
          "(5)",
          "\u00b15",
          "<5",
          "0\u20135 km",
          "12\u00b030\u2032W",
          "N45\u00b0",
          "5 KiB",
          "2020-03-01 12:30",
          "Mar 05",
          "3:30 pm",
          "J/(kg K)",
          "Depth (km) below [m]",
          "Temperature, \u00b0C",
          "log10(x) / m",
          "10\u207b\u2074 m\u00b2 s-1",
          ".",
          "--1",
          "999999999999999999999999999999",
          "10^99999",
          "\xff\xfe",
          "\xe2\x88"};
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto& reading : unweave::read_number(text)) {
    PROMISED(std::isfinite(reading.value));
    PROMISED(std::isfinite(reading.precision) && reading.precision >= 0);
    PROMISED(!reading.high && !reading.time && reading.bound == unweave::Bound::None);
  }
  for (const auto& reading : unweave::read_label(text)) {
    PROMISED(std::isfinite(reading.value) && std::isfinite(reading.precision));
    PROMISED(!reading.high || *reading.high > reading.value);
  }
  const std::u32string plain = unweave::plain_text(text);
  PROMISED(unweave::code_points(unweave::to_utf8(plain)) == plain);
  if (const auto unit = unweave::parse_unit(text)) {
    PROMISED(!unit->cf.empty() && unit->factors > 0);
    unweave::unit_for_people(unit->cf);
  }
  const auto title = unweave::split_title(text);
  PROMISED(std::isfinite(title.multiplier) && title.multiplier > 0);
  unweave::quantity_of(title.name, title.unit);
  const double factor = unweave::read_multiplier(text);
  PROMISED(std::isfinite(factor) && factor >= 0);
  return 0;
}
