// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/request/settings.hpp"
#include "tests/fuzz/fuzz.hpp"

// "name=value" lines as a user may give them: refused with a reason, or kept as the type and in the
// range that the parameter states; then resolve() does not fall over what was kept.

namespace unweave::fuzz {

namespace {

using namespace unweave::plugin;  // NOLINT(google-build-using-namespace)

bool is_in_range(const Parameter& parameter, const Value& value) {
  if (value.index() != parameter.initial.index()) return false;
  if (parameter.type == ParameterType::Number) {
    const double number = std::get<double>(value);
    return number >= parameter.min && number <= parameter.max;
  }
  if (parameter.type == ParameterType::Choice) {
    for (const Choice& choice : parameter.choices)
      if (std::get<std::string>(value) == choice.name) return true;
    return false;
  }
  return true;
}

void apply(Settings& settings, std::string_view line) {
  const auto equals = line.find('=');
  const std::string_view name = line.substr(0, equals);
  const std::string_view text =
      equals == std::string_view::npos ? std::string_view{} : line.substr(equals + 1);
  const auto done = settings.parse(name, text);
  if (const Parameter* parameter = find_parameter(name)) {
    if (!done) PROMISED(done.error().reason == Reason::InvalidOption);
    PROMISED(is_in_range(*parameter, settings.get(name)));
  } else {
    PROMISED(!done && done.error().reason == Reason::UnknownOption);
  }
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all = {"", "=", "unknown=1", "\xff\xfe=\x80"};
  const char* texts[] = {"",
                         "1",
                         "true",
                         "0.25",
                         "-1e308",
                         "nan",
                         "10,20",
                         "1,2,30,40",
                         "-5,35",
                         "1e-3,1e3",
                         "auto",
                         "-viridis",
                         "locus",
                         "/tmp/a.npy",
                         "file:///tmp/a%20b.csv",
                         "9999999999,1,1,1"};
  for (const Parameter& parameter : parameters()) {
    for (const char* text : texts)
      all.push_back(std::string(parameter.name) + "=" + text + "\nreverse=yes");
    for (const Choice& choice : parameter.choices)
      all.push_back(std::string(parameter.name) + "=" + choice.name);
  }
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  std::string_view left(reinterpret_cast<const char*>(data), size);
  plugin::Settings settings;
  while (!left.empty()) {
    const auto end = left.find('\n');
    apply(settings, left.substr(0, end));
    left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
  }
  const auto request = plugin::resolve(settings);
  if (!request) {
    const Reason reason = request.error().reason;
    PROMISED(reason == Reason::InvalidOption);
    PROMISED(!request.error().detail.empty());
  } else {
    if (request->range) PROMISED(request->range->valid());
    if (request->plot_area) PROMISED(!request->plot_area->empty());
  }
  return 0;
}
