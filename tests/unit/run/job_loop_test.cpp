// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/job_loop.hpp"

#include <fcntl.h>
#include <glib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "../write/sandbox.hpp"
#include "plugin/gegl/buffer_layer.hpp"
#include "plugin/run/job.hpp"

using namespace unweave;
using namespace unweave::plugin;
using test::contents;
using test::entries;
using test::put;
using test::TemporaryFolder;

namespace {

constexpr int kSide = 48;

class FakeFigure final : public OpenFigure, public Host {
 public:
  FakeFigure(bool flat, std::string xcf) : xcf_(std::move(xcf)), pixels_(kSide * kSide) {
    for (int i = 0; i < kSide * kSide; ++i)
      pixels_[i] = flat ? 9 : static_cast<std::uint8_t>(4 * (i % kSide) + i / kSide / 2);
  }
  const PixelSource& pixels() override { return source_; }
  int layer_count() const override { return 1; }
  Host& host() override { return *this; }
  void save_xcf(const std::string& path) override {
    if (xcf_.empty()) throw HostError("no room for the picture");
    BOOST_TEST(finished_);
    put(path, xcf_);
  }
  bool progress(const std::string&, double) override { return true; }
  std::optional<GivenColormap> gradient(const std::string&) override { return std::nullopt; }
  std::shared_ptr<const KnownMaps> known_maps() override { return read_known_maps("", ""); }
  std::unique_ptr<LayerPixels> new_layer(Destination, const LayerSpec& spec) override {
    ++layers;
    const GeglRectangle extent{0, 0, spec.area.width, spec.area.height};
    return std::make_unique<BufferLayer>(
        BufferPtr(gegl_buffer_new(&extent, babl_format("R'G'B'A float"))));
  }
  bool takes_colors() override { return true; }
  std::string user_folder() override { return "/nonexistent"; }
  void reread_colormaps() override {}
  void finish() override { finished_ = true; }
  void discard() noexcept override {}

  static inline int layers = 0;

 private:
  std::string xcf_;
  std::vector<std::uint8_t> pixels_;
  MemorySource source_{{kSide, kSide, SampleType::U8, 1, false}, pixels_.data()};
  bool finished_ = false;
};

/// Opens by name: what each file of the job turns out to be.
class FakeLoader final : public FigureLoader {
 public:
  std::unique_ptr<OpenFigure> load(const std::string& path, const Loading& how) override {
    loaded.push_back(path);
    first_page = how.first_page;
    pages.push_back(how.page);
    const auto name = path.substr(path.rfind('/') + 1);
    if (before) before(name);
    if (name.starts_with("bad")) throw HostError("not a picture");
    if (name.starts_with("rare")) throw NeedsGimp("it is rare");
    if (name.starts_with("bug")) throw std::runtime_error("a bug");
    return std::make_unique<FakeFigure>(name.starts_with("flat"),
                                        name.starts_with("unsaved") ? "" : "xcf bytes");
  }
  std::vector<std::string> loaded;
  bool first_page = false;
  std::vector<int> pages;
  std::function<void(const std::string&)> before;
};

/// A command that has asked for `figures` and listens.
class Command {
 public:
  explicit Command(std::vector<std::string> figures) {
    job.events = folder / "events";
    job.output = folder / "out";
    job.scratch = folder / "scratch";
    job.log = folder / "log";
    std::filesystem::create_directory(job.output);
    std::filesystem::create_directory(job.scratch);
    for (std::size_t i = 0; i < figures.size(); ++i)
      job.figures.push_back({i, folder / figures[i]});
    job.formats = {"npy", "csv"};
    BOOST_REQUIRE_EQUAL(mkfifo(job.events.c_str(), 0600), 0);
    listen();
  }
  ~Command() { hang_up(); }

  void listen() { fd_ = open(job.events.c_str(), O_RDONLY | O_NONBLOCK); }
  void hang_up() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }
  bool run(FigureLoader& loader) const {
    put(folder / "job", job_json(job));
    return run_job("file://" + (folder / "job"), loader);
  }
  /// What has been heard so far.
  std::vector<Event> events() const {
    std::string text;
    std::array<char, 4096> block{};
    for (ssize_t got = 0; (got = read(fd_, block.data(), block.size())) > 0;)
      text.append(block.data(), static_cast<std::size_t>(got));
    std::vector<Event> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      const auto event = parse_event(line);
      BOOST_REQUIRE(event);
      all.push_back(*event);
    }
    return all;
  }

  TemporaryFolder folder;
  Job job;

 private:
  int fd_ = -1;
};

using Kind = Event::Kind;
std::vector<Kind> kinds(const std::vector<Event>& events) {
  std::vector<Kind> out;
  for (const auto& event : events) out.push_back(event.kind);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(job_loop)

BOOST_AUTO_TEST_CASE(drawings_and_the_colormap_come_with_the_data) {
  Command command({"a.png", "flat.png"});
  command.job.formats = {"csv"};
  command.job.drawings = {"png", "svg"};
  command.job.colormaps = {"ggr", "csv"};
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  std::vector<std::string> expected = result_paths(command.job, "a");
  BOOST_TEST(std::erase(expected, command.job.output + "/a.points.csv") == 1u);  // no scatter plot
  BOOST_TEST(expected.size() == 16u);
  BOOST_TEST(entries(command.job.output) == 16);
  for (const auto& path : expected) BOOST_TEST(std::filesystem::file_size(path) > 0u, path);
  BOOST_TEST(contents(command.job.output + "/a.colors.png").starts_with("\x89PNG"));
  BOOST_TEST(contents(command.job.output + "/a.colors.svg").starts_with("<?xml"));
  BOOST_TEST(contents(command.job.output + "/a.colormap.ggr").starts_with("GIMP Gradient"));
}

BOOST_AUTO_TEST_CASE(each_figure_starts_ends_and_has_its_files) {
  Command command({"a.png", "b c.png"});
  FakeLoader loader;
  FakeFigure::layers = 0;
  BOOST_TEST(command.run(loader));
  const auto events = command.events();
  BOOST_TEST((kinds(events) == std::vector{Kind::Ready, Kind::Start, Kind::Done, Kind::Start,
                                           Kind::Done, Kind::End}));
  BOOST_TEST(events.at(3).index == 1u);
  BOOST_TEST(!events.at(4).text.empty());
  for (const char* name : {"a.npy", "a.csv", "a.json", "b c.npy", "b c.csv", "b c.json"})
    BOOST_TEST(!contents(command.job.output + "/" + name).empty(), name);
  BOOST_TEST(entries(command.job.output) == 6);
  BOOST_TEST(FakeFigure::layers == 0);  // nobody asked for a picture
  BOOST_TEST(contents(command.job.output + "/b c.json").find("\"b c.png\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_page_is_asked_for_and_named_in_the_report) {
  Command command({"a.png", "b.png", "c.png"});
  command.job.figures[0].page = 2;
  command.job.figures[0].pages = 3;
  command.job.figures[0].name = "a.p2";
  // A copy of another file's page, of which something was wrong.
  command.job.figures[1].page = 1;
  command.job.figures[1].copied_from = command.folder / "whole.tif";
  command.job.figures[2] = command.job.figures[1];
  command.job.figures[2].index = 2;
  command.job.figures[2].words = "it ends early";
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  BOOST_TEST(loader.pages == (std::vector<int>{2, 1, 1}), boost::test_tools::per_element());
  const auto report = [&](const char* name) {
    return nlohmann::json::parse(contents(command.job.output + "/" + name));
  };
  BOOST_TEST(report("a.p2.json")["page"] == 2);
  BOOST_TEST(report("a.p2.json")["pages"] == 3);
  BOOST_TEST(report("b.json")["figure"] == "whole.tif");
  BOOST_TEST(command.events().at(6).reason == "partial-picture");
}

BOOST_AUTO_TEST_CASE(a_figures_name_does_not_change_the_format) {
  Command command({"map.xyz.png"});
  command.job.formats = {"csv", "xyz.csv"};
  FakeLoader gimp;
  BOOST_TEST(command.run(gimp));
  const std::string matrix = contents(command.job.output + "/map.xyz.csv");
  BOOST_TEST(std::count(matrix.begin(), matrix.end(), '\n') == kSide);
  BOOST_TEST(contents(command.job.output + "/map.xyz.xyz.csv").starts_with("x,y,value\n"));
}

BOOST_AUTO_TEST_CASE(failures_are_told_and_do_not_stop_the_others) {
  Command command({"bad.png", "bug.png", "flat.png", "good.png"});
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  const auto events = command.events();
  BOOST_REQUIRE_EQUAL(events.size(), 10u);
  BOOST_TEST((events[2].kind == Kind::Failed));
  BOOST_TEST(events[2].text == "not a picture");
  BOOST_TEST((events[4].kind == Kind::Failed));
  BOOST_TEST(events[4].text.find("a bug") != std::string::npos);
  BOOST_TEST((events[6].kind == Kind::Failed));
  BOOST_TEST(events[6].text.find("single color") != std::string::npos);
  BOOST_TEST((events[8].kind == Kind::Done));
  BOOST_TEST(entries(command.job.output) == 3);
}

BOOST_AUTO_TEST_CASE(what_the_host_does_not_load_is_passed_on) {
  Command command({"rare.png", "good.png"});
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  const auto events = command.events();
  BOOST_TEST((kinds(events) == std::vector{Kind::Ready, Kind::Start, Kind::Passed, Kind::Start,
                                           Kind::Done, Kind::End}));
  BOOST_TEST(events.at(2).index == 0u);
  BOOST_TEST(events.at(2).text == "The picture needs GIMP: it is rare.");
  BOOST_TEST(entries(command.job.output) == 3);
}

BOOST_AUTO_TEST_CASE(another_pictures_bar_is_read_once_for_all_figures) {
  Command command({"a.png", "b.png"});
  const std::string legend = command.folder / "legend.png";
  put(legend, "a picture");
  command.job.settings = {{"colorbar-from", legend + ":0,0,48,10"}};
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  BOOST_TEST(std::ranges::count(loader.loaded, legend) == 1);
  for (const char* name : {"/a.json", "/b.json"}) {
    const std::string report = contents(command.job.output + name);
    BOOST_TEST(report.find("\"figure\": \"legend.png\"") != std::string::npos, report);
    BOOST_TEST(report.find("\"source\": \"colorbar\"") != std::string::npos, report);
  }
}

BOOST_AUTO_TEST_CASE(without_another_pictures_bar_each_figure_fails_and_says_why) {
  for (const auto& [name, reason] : {std::pair{"gone.png", "read-failed"},
                                     {"bad.png", "read-failed"},
                                     {"flat.png", "no-other-colorbar"}}) {
    BOOST_TEST_CONTEXT(name) {
      Command command({"a.png", "b.png"});
      const std::string legend = command.folder / name;
      if (legend.find("gone") == std::string::npos) put(legend, "a picture");
      command.job.settings = {{"colorbar-from", legend}};
      FakeLoader loader;
      BOOST_TEST(command.run(loader));
      const auto events = command.events();
      BOOST_REQUIRE_EQUAL(events.size(), 6u);
      for (const std::size_t i : {2u, 4u}) {
        BOOST_TEST((events[i].kind == Kind::Failed));
        BOOST_TEST(events[i].reason == reason);
        BOOST_TEST(events[i].text.find(legend) != std::string::npos, events[i].text);
      }
      BOOST_TEST(std::ranges::count(loader.loaded, legend) <= 1);
      BOOST_TEST(entries(command.job.output) == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_failing_figure_leaves_older_files_as_they_are) {
  Command command({"flat.png"});
  put(command.job.output + "/flat.npy", "older");
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  BOOST_TEST(contents(command.job.output + "/flat.npy") == "older");
  BOOST_TEST(entries(command.job.output) == 1);
}

BOOST_AUTO_TEST_CASE(the_layered_picture_is_saved_with_its_layers) {
  Command command({"a.png"});
  command.job.xcf = true;
  FakeLoader loader;
  FakeFigure::layers = 0;
  BOOST_TEST(command.run(loader));
  BOOST_TEST(FakeFigure::layers == 1);
  BOOST_TEST(contents(command.job.output + "/a.xcf") == "xcf bytes");
  BOOST_TEST(entries(command.job.output) == 4);
  BOOST_TEST(entries(command.job.scratch) == 0);
}

BOOST_AUTO_TEST_CASE(nothing_appears_when_the_picture_cannot_be_saved) {
  Command command({"unsaved.png"});
  command.job.xcf = true;
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  BOOST_TEST(command.events().at(2).text == "no room for the picture");
  BOOST_TEST(entries(command.job.output) == 0);
}

BOOST_AUTO_TEST_CASE(a_result_that_cannot_appear_takes_the_others_with_it) {
  Command command({"a.png"});
  command.job.xcf = true;
  FakeLoader loader;
  // Only now, when all files are open, something gets into the report's way.
  loader.before = [&](const std::string&) {
    std::filesystem::create_directory(command.job.output + "/a.json");
  };
  BOOST_TEST(command.run(loader));
  const auto events = command.events();
  BOOST_TEST((events.at(2).kind == Kind::Failed));
  BOOST_TEST(entries(command.job.output) == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_known_before_the_figure_is_loaded) {
  Command command({"a.png"});
  std::filesystem::create_directory(command.job.output + "/a.csv");
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  BOOST_TEST(loader.loaded.empty());
  BOOST_TEST((command.events().at(2).kind == Kind::Failed));
}

BOOST_AUTO_TEST_CASE(settings_that_make_no_sense_fail_every_figure_by_name) {
  Command command({"a.png", "b.png"});
  command.job.settings = {{"range", "up"}};
  FakeLoader loader;
  BOOST_TEST(command.run(loader));
  const auto events = command.events();
  BOOST_REQUIRE_EQUAL(events.size(), 6u);
  for (int i : {2, 4}) BOOST_TEST(events[i].text.find("\"range\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(stops_when_the_command_is_gone) {
  Command command({"a.png", "b.png", "c.png"});
  FakeLoader loader;
  loader.before = [&](const std::string& name) {
    if (name == "b.png") command.hang_up();
  };
  BOOST_TEST(!command.run(loader));
  BOOST_TEST(loader.loaded.size() == 2u);
}

BOOST_AUTO_TEST_CASE(no_listener_no_work) {
  Command command({"a.png"});
  command.hang_up();
  FakeLoader loader;
  BOOST_TEST(!command.run(loader));
  BOOST_TEST(loader.loaded.empty());
}

BOOST_AUTO_TEST_CASE(a_job_that_is_missing_or_broken_is_refused) {
  const TemporaryFolder folder;
  FakeLoader loader;
  BOOST_TEST(!run_job("file://" + (folder / "none"), loader));
  put(folder / "broken", "{");
  BOOST_TEST(!run_job("file://" + (folder / "broken"), loader));
  BOOST_TEST(!run_job("nothing", loader));
}

BOOST_AUTO_TEST_SUITE_END()
