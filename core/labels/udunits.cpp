// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/labels/units.hpp"

#ifdef UNWEAVE_UDUNITS
#include <udunits2.h>

#include <memory>
#include <mutex>
#endif

namespace unweave {

#ifdef UNWEAVE_UDUNITS

namespace {

/// The library's system of units; its functions are not made for several threads at once.
struct Units {
  std::mutex busy;
  ut_system* system = nullptr;

  Units() {
    ut_set_error_message_handler(ut_ignore);
    system = ut_read_xml(nullptr);
  }
};

Units& units() {
  static Units all;  // as long as the program: what it holds is not freed
  return all;
}

struct Free {
  void operator()(ut_unit* unit) const { ut_free(unit); }
  void operator()(cv_converter* converter) const { cv_free(converter); }
};
using ParsedUnit = std::unique_ptr<ut_unit, Free>;

ParsedUnit parsed(const Units& all, const std::string& text) {
  return ParsedUnit(all.system ? ut_parse(all.system, text.c_str(), UT_UTF8) : nullptr);
}

}  // namespace

bool udunits_ready() { return units().system != nullptr; }

bool udunits_knows(const std::string& text) {
  Units& all = units();
  const std::lock_guard alone(all.busy);
  return parsed(all, text) != nullptr;
}

std::optional<double> unit_factor(const std::string& from, const std::string& to) {
  Units& all = units();
  const std::lock_guard alone(all.busy);
  const ParsedUnit a = parsed(all, from), b = parsed(all, to);
  if (!a || !b || !ut_are_convertible(a.get(), b.get())) return std::nullopt;
  const std::unique_ptr<cv_converter, Free> converter(ut_get_converter(a.get(), b.get()));
  if (!converter || cv_convert_double(converter.get(), 0.0) != 0) return std::nullopt;
  return cv_convert_double(converter.get(), 1.0);
}

#else

bool udunits_ready() { return false; }
bool udunits_knows(const std::string&) { return false; }
std::optional<double> unit_factor(const std::string&, const std::string&) { return std::nullopt; }

#endif

}  // namespace unweave
