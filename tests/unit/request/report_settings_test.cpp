// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/report_settings.hpp"

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>
#include <string>

namespace unweave::plugin {

BOOST_AUTO_TEST_SUITE(report_settings)

BOOST_AUTO_TEST_CASE(settings_that_a_run_was_given_come_back) {
  Settings asked;
  BOOST_REQUIRE(asked.parse("range", "-4.5,31"));
  BOOST_REQUIRE(asked.parse("fill", "3"));
  BOOST_REQUIRE(asked.parse("colormap", "jet"));
  const auto request = resolve(asked);
  BOOST_REQUIRE(request.has_value());
  nlohmann::json report;
  report["settings"] = nlohmann::json::object();
  for (const auto& [name, text] : request->given) report["settings"][name] = text;
  const Settings back = settings_of_report(report.dump());
  for (const auto& parameter : parameters())
    BOOST_TEST(back.as_text(parameter.name) == asked.as_text(parameter.name), parameter.name);
}

BOOST_AUTO_TEST_CASE(what_is_unknown_stays_at_its_default) {
  const Settings back = settings_of_report(
      R"({"settings": {"no-such-setting": "7", "fill": "a word", "range": "0,1", "reverse": 4}})");
  BOOST_TEST(back.as_text("range") == "0,1");
  BOOST_TEST(back.as_text("fill") == Settings().as_text("fill"));
}

BOOST_AUTO_TEST_CASE(what_is_no_report_has_no_settings) {
  for (const char* text : {"", "{", "[]", "{}", R"({"settings": 3})"})
    BOOST_TEST(!settings_in_report(text).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::plugin
