// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/job.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <vector>

using namespace unweave;
using namespace unweave::plugin;

namespace {
const std::string kOddPath = "/tmp/a \"b\" 'c'\n%20#?\xff\xc3\xa9.png";

Job example() {
  Job job;
  job.events = "/tmp/x/events";
  job.output = "/tmp/out \xfe";
  job.scratch = "/tmp/x/scratch";
  job.log = "/tmp/x/log";
  job.max_pixels = 5'000'000'000;
  job.take_partial = true;
  job.figures = {{0, kOddPath}, {7, "/b.jpg", "deep \xff/er", 3, 5, kOddPath, "it ends early"}};
  job.threads = 3;
  job.formats = {"npy", "csv"};
  job.drawings = {"svg"};
  job.colormaps = {"csv", "ggr"};
  job.recolored = job.xcf = true;
  job.settings = {{"colormap", "-viridis"}, {"range", "0,35"}};
  return job;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(job)

BOOST_AUTO_TEST_CASE(any_bytes_of_a_path_come_back) {
  const Job job = example();
  const auto back = parse_job(job_json(job));
  BOOST_REQUIRE(back);
  BOOST_TEST(back->events == job.events);
  BOOST_TEST(back->output == job.output);
  BOOST_TEST(back->scratch == job.scratch);
  BOOST_TEST(back->log == job.log);
  BOOST_TEST(back->max_pixels == job.max_pixels);
  BOOST_TEST(back->take_partial);
  BOOST_TEST(back->drawings == job.drawings, boost::test_tools::per_element());
  BOOST_TEST(back->colormaps == job.colormaps, boost::test_tools::per_element());
  BOOST_REQUIRE_EQUAL(back->figures.size(), 2u);
  BOOST_TEST(back->figures[0].index == 0u);
  BOOST_TEST(back->figures[0].path == kOddPath);
  BOOST_TEST(back->figures[0].page == 0);
  BOOST_TEST(back->figures[0].copied_from.empty());
  BOOST_TEST(back->figures[1].index == 7u);
  BOOST_TEST(back->figures[1].page == 3);
  BOOST_TEST(back->figures[1].pages == 5);
  BOOST_TEST(back->figures[1].copied_from == kOddPath);
  BOOST_TEST(back->figures[1].words == "it ends early");
  BOOST_TEST(result_name(back->figures[1]) == "deep \xff/er");
  BOOST_TEST(result_folder(*back, back->figures[1]) == job.output + "/deep \xff");
  BOOST_TEST(back->threads == 3u);
  BOOST_TEST(back->formats == job.formats, boost::test_tools::per_element());
  BOOST_TEST(back->recolored);
  BOOST_TEST(back->xcf);
  BOOST_TEST((back->settings == job.settings));
}

BOOST_AUTO_TEST_CASE(relative_paths_are_a_mistake_of_the_caller) {
  Job job = example();
  job.figures[0].path = "a.png";
  BOOST_CHECK_THROW(job_json(job), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(jobs_of_another_version_and_broken_ones_are_refused) {
  std::string other = job_json(example());
  other.replace(other.find(":6,"), 3, ":9,");
  for (const auto& text : {other, std::string("{}"), std::string("not json"), std::string(),
                           job_json(example()).substr(0, 40)}) {
    const auto job = parse_job(text);
    BOOST_REQUIRE(!job);
    BOOST_TEST((job.error().reason == Reason::InvalidOption));
  }
}

BOOST_AUTO_TEST_CASE(events_come_back_as_one_line_each) {
  for (const auto& event : {Event{Event::Kind::Ready}, Event{Event::Kind::Start, 3},
                            Event{Event::Kind::Done, 4, "viridis, 97 %"},
                            Event{Event::Kind::Failed, 5, "line\nbreak \"quoted\" \xc3\xa9"},
                            Event{Event::Kind::End}}) {
    const std::string line = event_line(event);
    BOOST_TEST(line.find('\n') == line.size() - 1);
    const auto back = parse_event(line);
    BOOST_REQUIRE(back);
    BOOST_TEST((back->kind == event.kind));
    BOOST_TEST(back->index == event.index);
    BOOST_TEST(back->text == event.text);
  }
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_still_makes_a_line) {
  const auto back = parse_event(event_line({Event::Kind::Failed, 1, "bad \xff byte"}));
  BOOST_REQUIRE(back);
  BOOST_TEST(back->text == "bad \xef\xbf\xbd byte");
}

BOOST_AUTO_TEST_CASE(lines_that_are_no_events_are_nothing) {
  for (const char* line : {"", "hello", "[]", "{}", "{\"event\":\"party\"}", "{\"event\":3}",
                           "{\"event\":\"done\",\"index\":\"x\"}"})
    BOOST_TEST(!parse_event(line).has_value(), line);
}

BOOST_AUTO_TEST_CASE(stem_is_the_name_without_its_last_extension) {
  BOOST_TEST(figure_stem("/a.b/c.d.png") == "c.d");
  BOOST_TEST(figure_stem("plain") == "plain");
  BOOST_TEST(figure_stem("/x/.hidden") == ".hidden");
  BOOST_TEST(figure_stem("/x/.hidden.png") == ".hidden");
  BOOST_TEST(figure_stem("/x/a b\n\xff.jpg") == "a b\n\xff");
}

BOOST_AUTO_TEST_CASE(results_stand_in_the_output_folder) {
  Job job = example();
  job.output = "/o";
  BOOST_TEST(result_paths(job, "s") ==
                 (std::vector<std::string>{"/o/s.xcf", "/o/s.npy", "/o/s.csv", "/o/s.colormap.svg",
                                           "/o/s.colors.svg", "/o/s.histogram.svg",
                                           "/o/s.layout.svg", "/o/s.field.svg", "/o/s.residual.svg",
                                           "/o/s.colormap.csv", "/o/s.colormap.ggr",
                                           "/o/s.points.csv", "/o/s.json", "/o/s.recolored.png"}),
             boost::test_tools::per_element());
  job.output = "/";
  job.recolored = job.xcf = false;
  job.drawings.clear();
  job.colormaps.clear();
  job.formats = {"npy"};
  BOOST_TEST(
      result_paths(job, "s") == (std::vector<std::string>{"/s.npy", "/s.points.csv", "/s.json"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_table_of_markers_stands_beside_the_data) {
  BOOST_TEST(points_path("/o/a.b.npy") == "/o/a.b.points.csv");
  BOOST_TEST(points_path("/o/a.xyz.csv") == "/o/a.points.csv");
  BOOST_TEST(points_path("/o.d/data") == "/o.d/data.points.csv");
  BOOST_TEST(points_path("/o/a.panel2.json") == "/o/a.panel2.points.csv");
}

BOOST_AUTO_TEST_CASE(results_of_the_other_panels_are_known_beforehand) {
  Job job = example();
  job.output = "/o";
  const auto alone = result_paths(job, "s");
  job.settings = {{"panels", "yes"}};
  const auto all = result_paths(job, "s");
  BOOST_TEST(all.size() ==
             alone.size() + (alone.size() - 2) * (kMaxPanels - 1));  // one .xcf, one figure
  for (const char* path : {"/o/s.panel2.npy", "/o/s.panel64.json", "/o/s.colormap.panel3.ggr"})
    BOOST_TEST(std::ranges::count(all, std::string(path)) == 1, path);
}

BOOST_AUTO_TEST_SUITE_END()
