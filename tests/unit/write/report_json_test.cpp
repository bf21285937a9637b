// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/write/data_file.hpp"

using nlohmann::ordered_json;
using unweave::ColormapSource;
using unweave::RangeSource;
using unweave::Report;
using unweave::report_json;
using unweave::Scale;

namespace {

Report full_report() {
  Report report;
  report.figure = "sea level.png";
  report.plot_area = {80, 48, 512, 400};
  report.colorbar = {620, 48, 20, 400};
  report.panels = {{1, 2, 3, 4}, {5, 6, 7, 8}};
  report.source = ColormapSource::Catalog;
  report.colormap_name = "viridis";
  report.colormap_family = "matplotlib";
  report.reversed = true;
  report.levels = 2;
  for (int i = 0; i < 256; ++i)
    report.colors.push_back({static_cast<std::uint8_t>(i), 1, static_cast<std::uint8_t>(255 - i)});
  report.edges = {0.5, 5, 50};
  report.direction_known = true;
  report.range = {0.5, 50, Scale::Log10, RangeSource::Ticks};
  report.ticks = {{"10⁰", 1, 120.5, 0.001}};
  report.range_verdict = {0.99957, {}, {}};
  report.residual_median = 0.001;
  report.residual_p95 = 0.004;
  report.max_distance = 0.05;
  report.valid_fraction = 0.97;
  return report;
}

ordered_json parsed(const Report& report, const std::vector<std::string>& messages = {}) {
  return ordered_json::parse(report_json(report, messages));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_as_json)

BOOST_AUTO_TEST_CASE(holds_every_key_in_the_order_of_the_contract) {
  std::vector<std::string> keys;
  const auto json = parsed(full_report());
  for (const auto& [key, value] : json.items()) keys.push_back(key);
  const std::vector<std::string> contract = {
      "figure",      "page",           "pages",    "status",
      "plot_area",   "colorbar",       "range",    "direction_known",
      "speed_known", "panels",         "levels",   "ticks",
      "residual",    "valid_fraction", "messages", "colormap"};
  auto at = keys.begin();
  for (const std::string& key : contract) {
    at = std::find(at, keys.end(), key);
    BOOST_TEST_REQUIRE((at != keys.end()), key << " is missing or out of order");
  }
}

BOOST_AUTO_TEST_CASE(a_layout_has_the_same_but_what_hangs_on_the_colors) {
  const ordered_json whole = parsed(full_report(), {"One."});
  const auto layout = ordered_json::parse(unweave::layout_json(full_report(), {"One."}));
  std::vector<std::string> keys;
  for (const auto& [key, value] : layout.items()) {
    keys.push_back(key);
    BOOST_TEST(value == whole.at(key), key);
  }
  const std::vector<std::string> contract = {
      "figure",    "figure_sha256", "page",         "pages",         "page_figure", "version",
      "plot_area", "title",         "colorbar",     "colorbar_from", "range",       "units",
      "panels",    "straightened",  "evened_light", "ticks",         "axes",        "messages"};
  BOOST_TEST(keys == contract, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_have_the_shapes_of_the_contract) {
  const auto json = parsed(full_report(), {"One.", "Zwei: größer."});
  BOOST_TEST(json["figure"] == "sea level.png");
  BOOST_TEST(json["status"] == "ok");
  const auto area = ordered_json::parse(R"({"x": 80, "y": 48, "width": 512, "height": 400})");
  BOOST_TEST(json["plot_area"] == area);
  BOOST_TEST(json["colorbar"]["x"] == 620);
  BOOST_TEST(json["colormap"]["source"] == "catalogue");
  BOOST_TEST(json["colormap"]["name"] == "viridis");
  BOOST_TEST(json["colormap"]["family"] == "matplotlib");
  BOOST_TEST(json["colormap"]["reversed"] == true);
  BOOST_TEST(json["colormap"]["levels"] == 2);
  BOOST_TEST(json["colormap"]["colors"].size() == 256u);
  BOOST_TEST(json["colormap"]["colors"][3] == ordered_json::parse("[3, 1, 252]"));
  const auto range =
      ordered_json::parse(R"({"min": 0.5, "max": 50.0, "scale": "log", "source": "ticks",
        "probability": 0.9995, "candidates": [], "against": null})");
  BOOST_TEST(json["range"] == range);
  BOOST_TEST(json["direction_known"] == true);
  BOOST_TEST(json["speed_known"] == false);
  BOOST_TEST(json["panels"].size() == 2u);
  BOOST_TEST(json["panels"][1]["height"] == 8);
  BOOST_TEST(json["levels"] == ordered_json::parse("[0.5, 5.0, 50.0]"));
  BOOST_TEST(json["ticks"][0]["text"] == "10⁰");
  BOOST_TEST(json["ticks"][0]["position"] == 120.5);
  BOOST_TEST(json["residual"] == ordered_json::parse(R"({"median": 0.001, "p95": 0.004})"));
  BOOST_TEST(json["valid_fraction"] == 0.97);
  BOOST_TEST(json["messages"] == ordered_json::parse(R"(["One.", "Zwei: größer."])"));
}

BOOST_AUTO_TEST_CASE(pages_are_those_of_the_file) {
  Report report;
  BOOST_TEST(parsed(report)["page"].is_null());
  BOOST_TEST(parsed(report)["pages"].is_null());
  report.page = 2;
  report.pages = 3;
  BOOST_TEST(parsed(report)["page"] == 2);
  BOOST_TEST(parsed(report)["pages"] == 3);
  BOOST_TEST(parsed(report)["page_figure"].is_null());
  report.page_figure = unweave::PageFigure{2, 4, {60, 100, 220, 150}};
  BOOST_TEST(parsed(report)["page_figure"] == ordered_json::parse(R"({"number": 2, "count": 4,
    "region": {"x": 60, "y": 100, "width": 220, "height": 150}})"));
}

BOOST_AUTO_TEST_CASE(cells_have_names_and_numbers) {
  Report report;
  BOOST_TEST(parsed(report)["grid"].is_null());
  report.grid = unweave::even_grid(20, 10, 2, 1);
  BOOST_TEST(parsed(report)["grid"]["column_names"].is_null());
  BOOST_TEST(parsed(report)["grid"]["annotations"].empty());
  report.column_names = {"a", ""};
  report.annotations = {{1, 0, "0.50", 0.5, false}, {0, 0, "2", 2, {}}};
  const auto grid = parsed(report)["grid"];
  BOOST_TEST(grid["column_names"] == ordered_json::parse(R"(["a", null])"));
  BOOST_TEST(grid["row_names"].is_null());
  BOOST_TEST(grid["annotations"][0] ==
             ordered_json::parse(
                 R"({"column": 1, "row": 0, "text": "0.50", "value": 0.5, "agrees": false})"));
  BOOST_TEST(grid["annotations"][1]["agrees"].is_null());
}

BOOST_AUTO_TEST_CASE(what_is_unknown_is_null_or_empty) {
  const auto json = parsed({});
  BOOST_TEST(json["colorbar"].is_null());
  BOOST_TEST(json["levels"].is_null());
  BOOST_TEST(json["colormap"]["name"].is_null());
  BOOST_TEST(json["colormap"]["family"].is_null());
  BOOST_TEST(json["colormap"]["levels"].is_null());
  BOOST_TEST(json["colormap"]["source"] == "locus");
  BOOST_TEST(json["range"]["source"] == "none");
  for (const char* key : {"panels", "ticks", "messages"}) {
    BOOST_TEST(json[key].is_array());
    BOOST_TEST(json[key].empty());
  }
}

BOOST_AUTO_TEST_CASE(axes_are_given_at_pixel_centres) {
  Report report = full_report();
  report.x_axis.emplace();
  report.x_axis->range = {0, 512, Scale::Linear, RangeSource::Ticks};
  report.x_axis->ticks = {{"0", 0, 80, 0}};
  report.x_axis->units = "km";
  auto json = parsed(report)["axes"];
  BOOST_TEST(json["x"]["first"] == 0.5);
  BOOST_TEST(json["x"]["last"] == 511.5);
  BOOST_TEST(json["x"]["scale"] == "linear");
  BOOST_TEST(json["x"]["source"] == "ticks");
  BOOST_TEST(json["x"]["units"] == "km");
  BOOST_TEST(json["x"]["ticks"][0]["position"] == 80.0);
  BOOST_TEST(json["y"].is_null());
  BOOST_TEST(json["geographic"] == false);
  report.x_axis = {{-180, 180, Scale::Linear, RangeSource::Given}, {}, true, {}};
  report.y_axis = {{90, -90, Scale::Linear, RangeSource::Given}, {}, true, {}};
  BOOST_TEST(parsed(report)["axes"]["geographic"] == true);
}

BOOST_AUTO_TEST_CASE(a_verdict_names_what_else_may_be) {
  Report report = full_report();
  report.range = {0, 1, Scale::Linear, RangeSource::None};
  report.range_verdict = {std::nan(""),
                          {{{0, 10, Scale::Linear, RangeSource::Ticks}, 0.60008},
                           {{1, 9, Scale::Power, RangeSource::Ticks, 0.5, 1}, 0.25}},
                          "2 500"};
  const auto range = parsed(report)["range"];
  BOOST_TEST(range["probability"].is_null());
  BOOST_TEST(range["against"] == "2 500");
  BOOST_TEST(range["candidates"] == ordered_json::parse(R"([
    {"min": 0.0, "max": 10.0, "scale": "linear", "probability": 0.6},
    {"min": 1.0, "max": 9.0, "scale": "power", "probability": 0.25, "exponent": 0.5,
     "origin": 1.0}])"));
}

BOOST_AUTO_TEST_CASE(nothing_is_certain) {
  Report report = full_report();
  report.range_verdict.probability = 1;
  BOOST_TEST(parsed(report)["range"]["probability"] == 0.9999);
}

BOOST_AUTO_TEST_CASE(an_axis_that_is_not_claimed_says_what_it_may_be) {
  Report report = full_report();
  BOOST_TEST(parsed(report)["axes"]["unclaimed"]["x"].is_null());
  report.y_verdict = {std::nan(""), {{{40, 0, Scale::Linear, RangeSource::Ticks}, 0.5}}, "3O"};
  auto axes = parsed(report)["axes"];
  BOOST_TEST(axes["y"].is_null());
  BOOST_TEST(axes["unclaimed"]["y"]["against"] == "3O");
  BOOST_TEST_REQUIRE(axes["unclaimed"]["y"]["candidates"].size() == 1u);
  const auto candidate = axes["unclaimed"]["y"]["candidates"][0];
  const auto near = boost::test_tools::tolerance(1e-9);
  BOOST_TEST(candidate["first"].get<double>() == 39.95, near);
  BOOST_TEST(candidate["last"].get<double>() == 0.05, near);
  BOOST_TEST(candidate["scale"] == "linear");
  BOOST_TEST(candidate["probability"] == 0.5);
  report.y_axis = {{40, 0, Scale::Linear, RangeSource::Ticks}, {}, false};
  report.y_verdict.probability = 0.995;
  axes = parsed(report)["axes"];
  BOOST_TEST(axes["unclaimed"]["y"].is_null());
  BOOST_TEST(axes["y"]["probability"] == 0.995);
  BOOST_TEST(axes["y"]["candidates"].size() == 1u);
}

BOOST_AUTO_TEST_CASE(scales_bring_what_they_have_beside_their_ends) {
  Report report = full_report();
  report.range_verdict = {};
  report.range = {0, 9, Scale::Power, RangeSource::Given, 0.5, -1};
  BOOST_TEST(parsed(report)["range"] == ordered_json::parse(R"({"min": 0.0, "max": 9.0,
    "scale": "power", "source": "given", "exponent": 0.5, "origin": -1.0,
    "probability": null, "candidates": [], "against": null})"));
  report.range = {-9, 9, Scale::SymLog, RangeSource::Ticks, 0.25};
  BOOST_TEST(parsed(report)["range"] == ordered_json::parse(R"({"min": -9.0, "max": 9.0,
    "scale": "symlog", "source": "ticks", "threshold": 0.25, "probability": null,
    "candidates": [], "against": null})"));
  report.range = *unweave::table_range({{0, 1}, {0.25, 5}, {1, 50}}, RangeSource::Ticks);
  BOOST_TEST(parsed(report)["range"] == ordered_json::parse(R"({"min": 1.0, "max": 50.0,
    "scale": "table", "source": "ticks", "points": [[0.0, 1.0], [0.25, 5.0], [1.0, 50.0]],
    "probability": null, "candidates": [], "against": null})"));
  report.x_axis = {report.range, {}, false, {}};
  BOOST_TEST(parsed(report)["axes"]["x"]["points"] == parsed(report)["range"]["points"]);
}

BOOST_AUTO_TEST_CASE(provenance_is_there_as_far_as_known) {
  BOOST_TEST(parsed({})["figure_sha256"].is_null());
  BOOST_TEST(parsed({})["settings"] == ordered_json::object());
  BOOST_TEST(!parsed({})["version"].get<std::string>().empty());
  Report report;
  report.figure_sha256 = "ab12";
  report.settings = {{"range", "0,1"}, {"max-distance", ""}};
  BOOST_TEST(parsed(report)["figure_sha256"] == "ab12");
  BOOST_TEST(parsed(report)["settings"].dump() == R"({"range":"0,1","max-distance":""})");
}

BOOST_AUTO_TEST_CASE(sources_have_the_names_of_the_contract) {
  const std::pair<ColormapSource, const char*> cases[] = {
      {ColormapSource::Given, "catalogue"},   {ColormapSource::Gradient, "gradient"},
      {ColormapSource::Colorbar, "colorbar"}, {ColormapSource::Catalog, "catalogue"},
      {ColormapSource::Locus, "locus"},
  };
  for (const auto& [source, name] : cases) {
    Report report;
    report.source = source;
    BOOST_TEST(parsed(report)["colormap"]["source"] == name);
  }
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_stays_readable_json) {
  Report report = full_report();
  report.figure = "temp\xe9rature \xff\n\"quoted\".png";
  report.colormap_name = std::string("\xc3");
  report.ticks[0].text = "\xed\xa0\x80";
  const auto json = parsed(report, {"\xfe"});
  BOOST_TEST(json["figure"] == "temp\uFFFDrature \uFFFD\n\"quoted\".png");
  BOOST_TEST(json["messages"][0] == "\uFFFD");
}

BOOST_AUTO_TEST_CASE(numbers_that_are_none_are_null) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double inf = std::numeric_limits<double>::infinity();
  Report report = full_report();
  report.range.min = nan;
  report.range.max = inf;
  report.residual_median = report.residual_p95 = report.max_distance = -inf;
  report.valid_fraction = nan;
  report.edges = {nan, 1};
  report.ticks[0].value = report.ticks[0].residual = nan;
  const auto json = parsed(report);
  BOOST_TEST(json["range"]["min"].is_null());
  BOOST_TEST(json["range"]["max"].is_null());
  BOOST_TEST(json["residual"]["p95"].is_null());
  BOOST_TEST(json["levels"][0].is_null());
  BOOST_TEST(json["ticks"][0]["value"].is_null());
}

BOOST_AUTO_TEST_CASE(doubles_read_back_to_the_same) {
  Report report;
  report.range = {0.1, 1.0 / 3.0, Scale::Linear, RangeSource::Given};
  report.residual_median = 4.9e-324;
  const auto json = parsed(report);
  BOOST_TEST(json["range"]["min"].get<double>() == 0.1);
  BOOST_TEST(json["range"]["max"].get<double>() == 1.0 / 3.0);
  BOOST_TEST(json["residual"]["median"].get<double>() == 4.9e-324);
}

BOOST_AUTO_TEST_CASE(layout_is_for_people) {
  const std::string text = report_json(full_report(), {});
  BOOST_TEST(text.starts_with("{\n  \"figure\": \"sea level.png\",\n  \""));
  BOOST_TEST(text.ends_with("\n}\n"));
  BOOST_TEST(text.find("\n      [3,1,252],\n") != std::string::npos);
  BOOST_TEST(text.find("NaN") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
