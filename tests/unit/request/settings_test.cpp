// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/request/settings.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace unweave;
using namespace unweave::plugin;

namespace {
Settings with(const char* name, const char* text) {
  Settings settings;
  BOOST_REQUIRE_MESSAGE(settings.parse(name, text), name << "=" << text);
  return settings;
}
Failure refusal(const Settings& settings) {
  const auto request = resolve(settings);
  BOOST_REQUIRE(!request);
  return request.error();
}
}  // namespace

BOOST_AUTO_TEST_SUITE(settings)

BOOST_AUTO_TEST_CASE(defaults_resolve_to_the_automatic_way) {
  const auto request = resolve(Settings());
  BOOST_REQUIRE(request);
  BOOST_TEST((request->map == Request::Map::Auto));
  BOOST_TEST(!request->reversed);
  BOOST_TEST(!request->plot_area.has_value());
  BOOST_TEST(!request->range.has_value());
  BOOST_TEST(!request->max_distance.has_value());
  BOOST_TEST((request->destination == Destination::Layer));
  BOOST_TEST(request->data_files.empty());
}

BOOST_AUTO_TEST_CASE(names_and_mnemonics_are_unique) {
  std::set<std::string> names;
  // The dialog's buttons, the choosers of its preview, its pages and its list of settings.
  const std::set<char> everywhere{'c', 'o', 'h', 'r', 'q', 'g', 'i', 'y', 't', 'e'};
  // "Automatic" and "Two points" stand beside parameters.
  std::map<Page, std::set<char>> mnemonics{{Page::Analysis, {'u', 'w'}}};
  for (const auto& parameter : parameters()) {
    BOOST_TEST(names.insert(parameter.name).second, parameter.name);
    const std::string label = parameter.label;
    const auto underscore = label.find('_');
    BOOST_REQUIRE(underscore != label.npos);
    const char key = static_cast<char>(std::tolower(label.at(underscore + 1)));
    BOOST_TEST(!everywhere.contains(key), label);
    BOOST_TEST(mnemonics[page_of(parameter.group)].insert(key).second, label);
  }
}

BOOST_AUTO_TEST_CASE(every_key_leads_to_its_own_parameter) {
  for (std::size_t i = 0; i < parameters().size(); ++i) {
    const Parameter& row = parameters()[i];
    BOOST_TEST((row.key == static_cast<Key>(i)), row.name);
    BOOST_TEST(&parameter(row.key) == &row);
    BOOST_TEST(find_parameter(row.name) == &row);
  }
}

BOOST_AUTO_TEST_CASE(every_parameter_takes_its_own_default) {
  Settings settings;
  for (const auto& parameter : parameters())
    BOOST_TEST(settings.set(parameter.name, parameter.initial).has_value(), parameter.name);
}

BOOST_AUTO_TEST_CASE(rectangles_are_read) {
  const auto request = resolve(with("plot-area", " 80, 48,512,300 "));
  BOOST_REQUIRE(request);
  BOOST_TEST((request->plot_area == Rect{80, 48, 512, 300}));
}

BOOST_AUTO_TEST_CASE(bad_rectangles_are_refused) {
  for (const char* text : {"1,2,3", "1,2,3,4,5", "1,2,3,", "a,2,3,4", "-1,2,3,4", "1,2,0,4",
                           "1,2,3,4x", "1.5,2,3,4", ",,,", "2147483647,0,1,1"}) {
    const auto failure = refusal(with("plot-area", text));
    BOOST_TEST((failure.reason == Reason::InvalidOption));
    BOOST_TEST(failure.detail == std::string("plot-area=") + text);
  }
}

BOOST_AUTO_TEST_CASE(axis_ranges_may_run_either_way) {
  const auto request = resolve(with("x-range", " -180, 180 "));
  BOOST_REQUIRE(request);
  BOOST_TEST((request->x_range == std::array{-180.0, 180.0}));
  BOOST_TEST(!request->y_range);
  BOOST_TEST((resolve(with("y-range", "5,-5"))->y_range == std::array{5.0, -5.0}));
}

BOOST_AUTO_TEST_CASE(bad_axis_ranges_are_refused) {
  for (const char* name : {"x-range", "y-range"})
    for (const char* text : {"1", "1,1", "1,2,3", "a,2", "nan,1", "0,inf", ","}) {
      const auto failure = refusal(with(name, text));
      BOOST_TEST((failure.reason == Reason::InvalidOption), text);
      BOOST_TEST(failure.detail == std::string(name) + "=" + text);
    }
}

BOOST_AUTO_TEST_CASE(colors_without_data_are_read) {
  const auto request = resolve(with("no-data", " #FFFFFF,808080~6  #0a1B2c , "));
  BOOST_REQUIRE(request);
  const std::vector<NoDataColor> wanted{
      {{255, 255, 255}, 0}, {{128, 128, 128}, 6}, {{10, 27, 44}, 0}};
  BOOST_TEST((request->no_data == wanted));
  std::string text;
  for (const NoDataColor& color : request->no_data) text += color_text(color) + ",";
  BOOST_TEST(text == "#FFFFFF,#808080~6,#0A1B2C,");
}

BOOST_AUTO_TEST_CASE(bad_colors_are_refused) {
  for (const char* text : {"white", "#FFF", "#FFFFFG", "#FFFFFF~", "#FFFFFF~-1", "#FFFFFF~256",
                           "#FFFFFF6", "#FFFFFF~6~", "#", "0x0000"}) {
    const auto failure = refusal(with("no-data", text));
    BOOST_TEST((failure.reason == Reason::InvalidOption), text);
    BOOST_TEST(failure.detail == std::string("no-data=") + text);
  }
}

BOOST_AUTO_TEST_CASE(range_may_run_downward) {
  const auto request = resolve(with("range", "35,-1e-3"));
  BOOST_REQUIRE(request);
  BOOST_TEST(request->range->min == 35);
  BOOST_TEST(request->range->max == -1e-3);
  BOOST_TEST((request->range->source == RangeSource::Given));
}

BOOST_AUTO_TEST_CASE(bad_ranges_are_refused) {
  for (const char* text : {"1", "1,1", "nan,1", "0,inf", "1,2,3", "0;5;9", "0,5 m"})
    BOOST_TEST((refusal(with("range", text)).reason == Reason::InvalidOption));
}

// Where commas stand before decimals, semicolons or blanks part the numbers.
BOOST_AUTO_TEST_CASE(numbers_may_have_decimal_commas_and_any_minus) {
  for (const char* text : {"-0.5,3.5", "-0,5;3,5", "-0,5 3,5", "\u22120.5,3.5", "\u20130,5; 3,5"}) {
    const auto request = resolve(with("range", text));
    BOOST_TEST_REQUIRE(request.has_value(), text);
    BOOST_TEST(request->range->min == -0.5);
    BOOST_TEST(request->range->max == 3.5);
  }
  BOOST_TEST(resolve(with("max-distance", "0,25"))->max_distance.value() == 0.25);
  BOOST_TEST((resolve(with("x-range", "\u2212180;180"))->x_range == std::array{-180.0, 180.0}));
}

BOOST_AUTO_TEST_CASE(scales_of_other_families_have_their_parameter) {
  auto settings = with("scale", "sqrt");
  BOOST_REQUIRE(settings.parse("range", "10,110"));
  auto range = resolve(settings)->range;
  BOOST_TEST((range->scale == Scale::Power));
  BOOST_TEST(range->value(0.5) == 35);  // 10 + 100 (1/2)^2
  BOOST_REQUIRE(settings.parse("scale", "power"));
  BOOST_TEST(refusal(settings).detail == "scale-parameter=");
  BOOST_REQUIRE(settings.parse("scale-parameter", "2"));
  range = resolve(settings)->range;
  BOOST_TEST(range->value(0.25) == 60);  // 10 + 100 sqrt(1/4)
  BOOST_REQUIRE(settings.parse("scale", "symlog"));
  BOOST_REQUIRE(settings.parse("range", "-100,100"));
  range = resolve(settings)->range;
  BOOST_TEST((range->scale == Scale::SymLog));
  BOOST_TEST(range->shape == 2);
  for (const char* wrong : {"0", "-1", "x", "nan"}) {
    BOOST_REQUIRE(settings.parse("scale-parameter", wrong));
    BOOST_TEST(refusal(settings).detail == std::string("scale-parameter=") + wrong);
  }
}

BOOST_AUTO_TEST_CASE(ticks_are_read_with_their_scale) {
  auto settings = with("ticks", "60=30, 160=20, 260=\u22125");
  const auto request = resolve(settings);
  BOOST_REQUIRE(request);
  BOOST_TEST_REQUIRE(request->ticks.has_value());
  BOOST_TEST((request->ticks->points == std::vector<RangePoint>{{60, 30}, {160, 20}, {260, -5}}));
  BOOST_REQUIRE(settings.parse("scale", "log"));
  BOOST_TEST((refusal(settings).reason == Reason::InvalidOption));
  BOOST_REQUIRE(settings.parse("ticks", "60=100,160=10"));
  BOOST_TEST((resolve(settings)->ticks->family.scale == Scale::Log10));
  for (const char* text : {"60=30", "60,30", "60=30,160=x", "60=30,60=20", "1=1,2=2,3=1"})
    BOOST_TEST(refusal(with("ticks", text)).detail == std::string("ticks=") + text);
}

BOOST_AUTO_TEST_CASE(log_scale_needs_a_positive_range) {
  auto settings = with("scale", "log");
  BOOST_TEST(refusal(settings).detail == "scale=log");
  BOOST_REQUIRE(settings.parse("range", "0,10"));
  BOOST_TEST(refusal(settings).detail == "range=0,10");
  BOOST_REQUIRE(settings.parse("range", "0.1,10"));
  const auto request = resolve(settings);
  BOOST_REQUIRE(request);
  BOOST_TEST((request->range->scale == Scale::Log10));
}

BOOST_AUTO_TEST_CASE(leading_minus_reverses_a_colormap) {
  auto settings = with("colormap", "-viridis");
  BOOST_TEST(resolve(settings)->reversed);
  BOOST_TEST(resolve(settings)->colormap_name == "viridis");
  BOOST_REQUIRE(settings.parse("reverse", "yes"));
  BOOST_TEST(!resolve(settings)->reversed);
  BOOST_TEST((refusal(with("colormap", "-")).reason == Reason::InvalidOption));
}

BOOST_AUTO_TEST_CASE(words_choose_where_the_map_comes_from) {
  BOOST_TEST((resolve(with("colormap", "colorbar"))->map == Request::Map::Colorbar));
  BOOST_TEST((resolve(with("colormap", "-locus"))->map == Request::Map::Locus));
  BOOST_TEST(resolve(with("colormap", "-locus"))->reversed);
  BOOST_TEST((resolve(with("colorbar", "620,48,24,512"))->colorbar == Rect{620, 48, 24, 512}));
  BOOST_TEST(refusal(with("colorbar", "620,48,24")).detail == "colorbar=620,48,24");
}

BOOST_AUTO_TEST_CASE(fill_is_a_whole_number_of_pixels) {
  BOOST_TEST(resolve(Settings())->fill == 0);
  BOOST_TEST(resolve(with("fill", "5"))->fill == 5);
  BOOST_TEST(refusal(with("fill", "5.5")).detail == "fill=5.5");
  for (const char* text : {"-1", "65", "nan", "five"}) {
    Settings settings;
    BOOST_TEST(!settings.parse("fill", text));
  }
}

BOOST_AUTO_TEST_CASE(text_has_a_separator_and_a_decimal_sign) {
  const auto style = [](const char* name) {
    const TextStyle style = resolve(with("csv-style", name))->text_style;
    return std::string{style.separator, style.decimal};
  };
  BOOST_TEST(style("comma") == ",.");
  BOOST_TEST(style("semicolon") == ";.");
  BOOST_TEST(style("tab") == "\t.");
  BOOST_TEST(style("semicolon-comma") == ";,");
  BOOST_TEST(style("tab-comma") == "\t,");
  BOOST_TEST(!resolve(Settings())->text_style.axes);
  BOOST_TEST(resolve(with("csv-axes", "yes"))->text_style.axes);
}

BOOST_AUTO_TEST_CASE(grid_is_pixels_cells_a_count_or_steps_in_units) {
  using Kind = ChosenGrid::Kind;
  BOOST_TEST((resolve(Settings())->grid == ChosenGrid{}));
  BOOST_TEST((resolve(with("grid", ""))->grid == ChosenGrid{}));
  BOOST_TEST((resolve(with("grid", " cells "))->grid == ChosenGrid{Kind::Cells}));
  BOOST_TEST((resolve(with("grid", "10,8"))->grid == ChosenGrid{Kind::Count, 10, 8}));
  BOOST_TEST(
      (resolve(with("grid", "0.5, 0.25 units"))->grid == ChosenGrid{Kind::Steps, 0.5, 0.25}));
  for (const char* wrong : {"cell", "10", "10,8,2", "10.5,8", "0,8", "-1,8", "0,1 units",
                            "nan,1 units", "2e6,2", "10 8 units x"})
    BOOST_TEST(refusal(with("grid", wrong)).detail == std::string("grid=") + wrong);
}

BOOST_AUTO_TEST_CASE(another_picture_may_have_the_bars_rectangle_behind_its_name) {
  BOOST_TEST(!resolve(Settings())->colorbar_from);
  const auto other = [](const char* text) {
    return *resolve(with("colorbar-from", text))->colorbar_from;
  };
  BOOST_TEST((other("legend.png") == OtherPicture{"legend.png"}));
  BOOST_TEST(
      (other("a/legend.png:3,4,20,200") == OtherPicture{"a/legend.png", Rect{3, 4, 20, 200}}));
  BOOST_TEST((other("file:///a%20b.png:3,4,20,200") ==
              OtherPicture{"file:///a%20b.png", Rect{3, 4, 20, 200}}));
  BOOST_TEST((other("12:30.png") == OtherPicture{"12:30.png"}));
  BOOST_TEST((other("legend.png:3,4,0,200") == OtherPicture{"legend.png:3,4,0,200"}));
  for (const auto& [name, text] : {std::pair{"colorbar", "1,2,3,4"}, {"colormap", "locus"}}) {
    auto both = with("colorbar-from", "legend.png");
    BOOST_REQUIRE(both.parse(name, text));
    BOOST_TEST(refusal(both).detail == "colorbar-from=legend.png");
  }
}

BOOST_AUTO_TEST_CASE(max_distance_is_checked_and_empty_is_automatic) {
  Settings settings;
  for (const char* text : {"1.1", "-2", "nan", "abc", "0.1.2"}) {
    const auto parsed = settings.parse("max-distance", text);
    BOOST_REQUIRE(!parsed);
    BOOST_TEST((parsed.error().reason == Reason::InvalidOption));
  }
  BOOST_TEST(!settings.set("max-distance", std::nan("")).has_value());
  BOOST_REQUIRE(settings.parse("max-distance", "0.25"));
  BOOST_TEST(resolve(settings)->max_distance.value() == 0.25);
  BOOST_REQUIRE(settings.parse("max-distance", ""));
  BOOST_TEST(!resolve(settings)->max_distance.has_value());
}

BOOST_AUTO_TEST_CASE(wrong_choices_flags_and_types_are_refused) {
  Settings settings;
  BOOST_TEST((settings.parse("scale", "cubic").error().reason == Reason::InvalidOption));
  BOOST_TEST(settings.parse("reverse", "maybe").error().detail == "reverse=maybe");
  BOOST_TEST(!settings.set("reverse", 1.0).has_value());
  BOOST_TEST((settings.parse("nonsense", "1").error().reason == Reason::UnknownOption));
  BOOST_CHECK_THROW(settings.get("nonsense"), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
