// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/run.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "plugin/gegl/buffer_layer.hpp"
#include "plugin/request/messages.hpp"
#include "tests/unit/write/sandbox.hpp"

using namespace unweave;
using namespace unweave::plugin;
using test::contents;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr int kWidth = 96, kHeight = 80;

/// A gray ramp, from left to right, with a transparent block.
struct Ramp {
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(kWidth * kHeight * 2);
  Ramp() {
    for (int y = 0; y < kHeight; ++y)
      for (int x = 0; x < kWidth; ++x) {
        auto* pixel = &pixels[2 * (y * kWidth + x)];
        pixel[0] = static_cast<std::uint8_t>(gray(x, y));
        pixel[1] = hole(x, y) ? 0 : 255;
      }
  }
  static constexpr int gray(int x, int y) { return 2 * x + y / 2; }
  static bool hole(int x, int y) { return x >= 10 && x < 20 && y >= 30 && y < 35; }
  static constexpr int kLast = 229;  // of the bottom right pixel
  MemorySource source() const {
    return {{kWidth, kHeight, SampleType::U8, 2, false}, pixels.data()};
  }
};

/// A GIMP that keeps its layers in memory.
class FakeHost final : public Host {
 public:
  struct Layer {
    Destination destination;
    LayerSpec spec;
    GeglBuffer* buffer;
  };
  ~FakeHost() override {
    for (auto& layer : layers) g_object_unref(layer.buffer);
  }
  bool progress(const std::string& text, double fraction) override {
    BOOST_TEST(fraction >= last_fraction);
    BOOST_TEST(fraction <= 1.0);
    last_fraction = fraction;
    texts.push_back(text);
    return fraction < cancel_at;
  }
  std::optional<GivenColormap> gradient(const std::string& name) override {
    if (name != "black to white") return std::nullopt;
    return GivenColormap{name, {{0, 0, 0}, {1, 1, 1}}};
  }
  std::shared_ptr<const KnownMaps> known_maps() override {
    return read_known_maps(folder, data_folder);
  }
  std::unique_ptr<LayerPixels> new_layer(Destination destination, const LayerSpec& spec) override {
    if (refuse_layers) throw HostError("no layers today");
    const GeglRectangle extent{0, 0, spec.area.width, spec.area.height};
    const char* format = destination == Destination::Image ? "Y' float" : "R'G'B'A float";
    layers.push_back({destination, spec, gegl_buffer_new(&extent, babl_format(format))});
    return std::make_unique<BufferLayer>(
        BufferPtr(static_cast<GeglBuffer*>(g_object_ref(layers.back().buffer))));
  }
  bool takes_colors() override { return colors; }
  std::string user_folder() override { return folder; }
  void reread_colormaps() override { reread = true; }
  void finish() override { finished = true; }
  void discard() noexcept override { discarded = true; }

  std::vector<float> pixels(std::size_t layer, const char* format, int channels) const {
    GeglBuffer* buffer = layers.at(layer).buffer;
    const GeglRectangle& extent = *gegl_buffer_get_extent(buffer);
    std::vector<float> out(static_cast<std::size_t>(extent.width) * extent.height * channels);
    gegl_buffer_get(buffer, &extent, 1, babl_format(format), out.data(), GEGL_AUTO_ROWSTRIDE,
                    GEGL_ABYSS_NONE);
    return out;
  }

  std::vector<Layer> layers;
  std::vector<std::string> texts;
  double last_fraction = 0, cancel_at = 2;
  bool refuse_layers = false, finished = false, discarded = false, colors = true, reread = false;
  std::string folder, data_folder;
};

Request asking(std::initializer_list<std::pair<const char*, std::string>> values) {
  Settings settings;
  for (const auto& [name, text] : values) BOOST_REQUIRE(settings.parse(name, text));
  const auto request = resolve(settings);
  BOOST_REQUIRE(request);
  return *request;
}

Result<Outcome> run_ramp(const Request& request, Host& host) {
  const Ramp ramp;
  return run_and_finish(ramp.source(), {"ramp.png"}, request, host);
}

/// The values of a .npy file of floats.
std::vector<float> npy(const std::string& path) {
  const std::string bytes = contents(path);
  std::vector<float> values(kWidth * kHeight);
  BOOST_REQUIRE(bytes.size() > values.size() * 4);
  std::memcpy(values.data(), bytes.data() + bytes.size() - values.size() * 4, values.size() * 4);
  return values;
}

bool same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// The first row of a .csv file, as wide as the ramp; what is no number stays -1.
std::vector<float> first_row(const std::string& path) {
  std::vector<float> row(kWidth, -1);
  std::istringstream text(contents(path));
  for (int i = 0; i < kWidth; ++i) {
    char comma = ',';
    if (i > 0) text >> comma;
    text >> row[i];
  }
  return row;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run)

BOOST_AUTO_TEST_CASE(layer_and_file_hold_the_same_field) {
  const TemporaryFolder folder;
  FakeHost host;
  const auto outcome = run_ramp(asking({{"data-file", folder / "d.npy"}}), host);
  BOOST_REQUIRE(outcome);
  BOOST_TEST(host.finished);
  BOOST_TEST(!host.discarded);
  BOOST_REQUIRE_EQUAL(host.layers.size(), 1u);
  const auto file = npy(folder / "d.npy");
  const auto layer = host.pixels(0, "R'G'B'A float", 4);
  for (int i = 0; i < kWidth * kHeight; ++i) {
    const bool hole = Ramp::hole(i % kWidth, i / kWidth);
    BOOST_REQUIRE_EQUAL(std::isnan(file[i]), hole);
    BOOST_REQUIRE_EQUAL(layer[4 * i + 3], hole ? 0.0f : 1.0f);
    if (!hole) BOOST_REQUIRE_EQUAL(layer[4 * i], file[i]);
  }
  BOOST_TEST(file.front() == 0.0f);  // a gray picture's map runs from black to white
  BOOST_TEST(file.back() == Ramp::kLast / 255.0f, boost::test_tools::tolerance(1e-5f));
}

BOOST_AUTO_TEST_CASE(new_image_holds_the_values_in_units) {
  const TemporaryFolder folder;
  FakeHost host;
  const auto outcome = run_ramp(
      asking({{"output", "image"}, {"range", "-10,35"}, {"data-file", folder / "d.npy"}}), host);
  BOOST_REQUIRE(outcome);
  BOOST_TEST((host.layers.at(0).destination == Destination::Image));
  const auto file = npy(folder / "d.npy");
  const auto layer = host.pixels(0, "Y' float", 1);
  for (std::size_t i = 0; i < file.size(); ++i) BOOST_REQUIRE(same(layer[i], file[i]));
  BOOST_TEST(file.front() == -10.0f);
  BOOST_TEST(file.back() == -10 + 45 * (Ramp::kLast / 255.0f), boost::test_tools::tolerance(1e-5f));
}

BOOST_AUTO_TEST_CASE(plot_area_is_what_layer_and_report_cover) {
  FakeHost host;
  const auto outcome = run_ramp(asking({{"plot-area", "8,4,40,70"}}), host);
  BOOST_REQUIRE(outcome);
  BOOST_TEST((host.layers.at(0).spec.area == Rect{8, 4, 40, 70}));
  const auto report = nlohmann::json::parse(host.layers.at(0).spec.report);
  BOOST_TEST(report["figure"] == "ramp.png");
  BOOST_TEST(report["plot_area"]["x"] == 8);
  BOOST_TEST(report["plot_area"]["height"] == 70);
}

BOOST_AUTO_TEST_CASE(residual_layer_is_made_on_demand) {
  FakeHost host;
  BOOST_REQUIRE(run_ramp(asking({{"residual-layer", "yes"}}), host));
  BOOST_REQUIRE_EQUAL(host.layers.size(), 2u);
  BOOST_TEST(host.layers[0].spec.name.starts_with("Data: "));
  BOOST_TEST(host.layers[0].spec.visible);
  BOOST_TEST(!host.layers[1].spec.visible);  // it must not hide the data
  BOOST_TEST(host.layers[1].spec.name.starts_with("Residual: "));
  const auto residual = host.pixels(1, "R'G'B'A float", 4);
  for (int i = 0; i < kWidth * kHeight; ++i) BOOST_REQUIRE_SMALL(residual[4 * i], 0.01f);
}

BOOST_AUTO_TEST_CASE(certainty_is_two_layers_and_two_files_beside_the_data) {
  const TemporaryFolder folder;
  FakeHost host;
  const auto outcome = run_ramp(asking({{"data-file", folder / "d.csv"},
                                        {"colormap", "gray"},
                                        {"range", "0,5"},
                                        {"confidence-layer", "yes"}}),
                                host);
  BOOST_REQUIRE(outcome);
  BOOST_REQUIRE_EQUAL(host.layers.size(), 3u);
  BOOST_TEST(!host.layers[1].spec.visible);
  const auto confidence = first_row(folder / "d.confidence.csv");
  const auto layer = host.pixels(1, "R'G'B'A float", 4);
  for (int i = 0; i < kWidth; ++i) {
    BOOST_TEST(confidence[i] == layer[4 * i]);  // not in the field's units
    BOOST_TEST(confidence[i] > 0);
    BOOST_TEST(confidence[i] <= 1);
  }
  // In the field's units, five for all of t: some steps of a table of 256 at most.
  BOOST_TEST(host.layers[2].spec.name.starts_with("Uncertainty: "));
  BOOST_TEST(!host.layers[2].spec.visible);
  const auto uncertainty = first_row(folder / "d.uncertainty.csv");
  const auto of_t = host.pixels(2, "R'G'B'A float", 4);
  for (int i = 0; i < kWidth; ++i) {
    BOOST_TEST(uncertainty[i] == 5 * of_t[4 * i], boost::test_tools::tolerance(1e-4F));
    BOOST_TEST(uncertainty[i] > 5 * 0.001F);
    BOOST_TEST(uncertainty[i] < 5 * 0.01F);
  }
}

BOOST_AUTO_TEST_CASE(formats_that_hold_planes_need_no_files_beside) {
  for (const std::string& format : unweave::data_formats()) {
    const TemporaryFolder folder;
    FakeHost host;
    BOOST_REQUIRE(run_ramp(asking({{"data-file", folder / ("d." + format)},
                                   {"colormap", "gray"},
                                   {"confidence-layer", "yes"},
                                   {"fill", "3"}}),
                           host));
    BOOST_TEST(test::entries(folder.path()) == (unweave::holds_planes(format, format) ? 1 : 4),
               format);
  }
}

BOOST_AUTO_TEST_CASE(text_is_in_the_style_that_is_asked_for) {
  const TemporaryFolder folder;
  FakeHost host;
  BOOST_REQUIRE(run_ramp(asking({{"data-file", folder / "d.csv"},
                                 {"colormap", "gray"},
                                 {"x-range", "0,1"},
                                 {"csv-axes", "yes"},
                                 {"csv-style", "semicolon-comma"}}),
                         host));
  const std::string text = contents(folder / "d.csv");
  BOOST_TEST(text.starts_with("y;0,00"));
  BOOST_TEST(text.find("\n0;") != text.npos);
  BOOST_TEST(text.find('.') == text.npos);
}

BOOST_AUTO_TEST_CASE(filled_gaps_are_marked_in_a_layer_and_a_file_beside_the_data) {
  constexpr int kLine = 60;  // in a color that a gray ramp has not
  std::vector<std::uint8_t> rgb;
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      const auto gray = static_cast<std::uint8_t>(Ramp::gray(x, y));
      const bool line = x == kLine || x == kLine + 1;
      rgb.insert(rgb.end(), {line ? std::uint8_t{255} : gray, line ? std::uint8_t{0} : gray, gray});
    }
  const MemorySource source({kWidth, kHeight}, rgb.data());
  const TemporaryFolder folder;
  FakeHost host;
  const auto outcome = run_and_finish(
      source, {"ramp.png"},
      asking({{"colormap", "black to white"}, {"data-file", folder / "d.xyz.npy"}, {"fill", "4"}}),
      host);
  BOOST_REQUIRE(outcome);
  BOOST_TEST(outcome->report.filled_pixels == 2u * kHeight);
  BOOST_TEST(outcome->messages.size() >= 1u);
  BOOST_REQUIRE_EQUAL(host.layers.size(), 2u);
  BOOST_TEST(!host.layers[1].spec.visible);
  BOOST_TEST(host.layers[1].spec.name.starts_with("Filled: "));
  const auto data = npy(folder / "d.xyz.npy"), mask = npy(folder / "d.xyz.filled.npy");
  const auto layer = host.pixels(1, "R'G'B'A float", 4);
  for (int i = 0; i < kWidth * kHeight; ++i) {
    const int x = i % kWidth;
    BOOST_REQUIRE_EQUAL(mask[i], x == kLine || x == kLine + 1 ? 1.0f : 0.0f);
    BOOST_REQUIRE_EQUAL(layer[4 * i], mask[i]);
    BOOST_REQUIRE_SMALL(data[i] - 0.25f - Ramp::gray(x, i / kWidth) / 510.0f, 0.005f);
  }
}

/// A picture in the colors of a curve that no program has.
struct Spiral {
  static constexpr int kSize = 96;
  std::vector<std::uint8_t> rgb;
  static std::array<int, 3> color(int i) {
    const double t = i / 255.0, angle = 2.2 + 3.1 * t;
    return {static_cast<int>(std::lround(30 + 190 * t)),
            static_cast<int>(std::lround(128 + 90 * std::cos(angle) * (1 - t / 3))),
            static_cast<int>(std::lround(120 + 100 * std::sin(angle)))};
  }
  Spiral() {
    for (int y = 0; y < kSize; ++y)
      for (int x = 0; x < kSize; ++x) {
        const double t = 0.5 + 0.5 * std::sin(x / 17.0 + 0.4) * std::cos(y / 23.0);
        for (const int c : color(static_cast<int>(std::lround(255 * t))))
          rgb.push_back(static_cast<std::uint8_t>(c));
      }
  }
  MemorySource source() const { return {{kSize, kSize}, rgb.data()}; }
  static std::string csv() {
    std::string text;
    for (int i = 0; i < 256; ++i) {
      const auto c = color(i);
      text += std::to_string(c[0]) + "," + std::to_string(c[1]) + "," + std::to_string(c[2]) + "\n";
    }
    return text;
  }
  /// A gradient with a segment between each two colors.
  static std::string ggr() {
    std::string text = "GIMP Gradient\nName: A spiral\n255\n";
    for (int i = 0; i < 255; ++i) {
      std::ostringstream line;
      line.precision(9);
      line << i / 255.0 << ' ' << (i + 0.5) / 255 << ' ' << (i + 1) / 255.0;
      for (const int k : {i, i + 1}) {
        for (const int c : color(k)) line << ' ' << c / 255.0;
        line << " 1";
      }
      text += line.str() + " 0 0 0 0\n";
    }
    return text;
  }
};

BOOST_AUTO_TEST_CASE(a_chosen_grid_has_the_means_of_its_cells) {
  const TemporaryFolder folder;
  FakeHost host;
  constexpr int kColumns = 12, kRows = 8;
  const auto outcome = run_ramp(asking({{"range", "0,255"},
                                        {"grid", "12,8"},
                                        {"data-file", folder / "d.csv"},
                                        {"confidence-layer", "yes"}}),
                                host);
  BOOST_REQUIRE(outcome);
  BOOST_REQUIRE(outcome->report.grid);
  BOOST_TEST(!outcome->report.grid->found);
  const auto numbers = [&](const char* name) {
    std::string text = contents(folder / name);
    std::ranges::replace(text, ',', ' ');
    std::istringstream words(text);
    std::vector<double> values;
    for (std::string word; words >> word;) values.push_back(std::stod(word));
    BOOST_REQUIRE_EQUAL(values.size(), static_cast<std::size_t>(kColumns * kRows));
    return values;
  };
  const auto values = numbers("d.csv"), counts = numbers("d.count.csv"),
             spreads = numbers("d.spread.csv");
  constexpr int kWide = kWidth / kColumns, kHigh = kHeight / kRows;
  for (int row = 0; row < kRows; ++row)
    for (int column = 0; column < kColumns; ++column) {
      double sum = 0, squares = 0;
      int n = 0;
      for (int y = row * kHigh; y < (row + 1) * kHigh; ++y)
        for (int x = column * kWide; x < (column + 1) * kWide; ++x)
          if (!Ramp::hole(x, y)) {
            const double v = Ramp::gray(x, y);
            sum += v;
            squares += v * v;
            ++n;
          }
      const auto at = static_cast<std::size_t>(row * kColumns + column);
      BOOST_TEST(counts[at] == n);
      BOOST_TEST(values[at] == sum / n, boost::test_tools::tolerance(1e-5));
      BOOST_TEST(spreads[at] == std::sqrt(squares / n - sum / n * (sum / n)),
                 boost::test_tools::tolerance(1e-4));
    }
  // Layers lie over the picture: they stay in pixels.
  BOOST_TEST(host.layers.at(0).spec.area.width == kWidth);
}

BOOST_AUTO_TEST_CASE(a_grid_that_is_not_there_is_refused) {
  for (const auto& [grid, detail] :
       {std::pair{"cells", "cells"}, {"1000,8", "count"}, {"1,1 units", "steps"}}) {
    const TemporaryFolder folder;
    FakeHost host;
    const auto outcome = run_ramp(asking({{"grid", grid}, {"data-file", folder / "d.npy"}}), host);
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().reason == Reason::NoGrid));
    BOOST_TEST(outcome.error().detail == detail);
    BOOST_TEST(fs::is_empty(folder / ""));
  }
}

BOOST_AUTO_TEST_CASE(a_map_of_the_users_own_is_recognized) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "colormaps");
  const Spiral picture;
  const auto recovered = [&](const Request& request) {
    FakeHost host;
    host.folder = folder.path();
    return run_and_finish(picture.source(), {"a.png"}, request, host);
  };
  const auto unknown = recovered(asking({}));
  BOOST_REQUIRE(unknown);
  BOOST_TEST(unknown->report.colormap_name == "");
  test::put(folder / "colormaps/My spiral.csv", Spiral::csv());
  test::put(folder / "colormaps/broken.cpt", "nonsense\n");
  const auto known = recovered(asking({}));
  BOOST_REQUIRE(known);
  BOOST_TEST(known->report.colormap_name == "My spiral");
  BOOST_TEST(known->report.direction_known);
  BOOST_TEST(known->report.speed_known);
  // The broken one is named, and does no harm.
  BOOST_TEST(std::ranges::any_of(known->messages, [](const std::string& message) {
    return message.find("colormaps/broken.cpt:1") != message.npos;
  }));
  const auto named = recovered(asking({{"colormap", "-my spiral"}}));
  BOOST_REQUIRE(named);
  BOOST_TEST(named->report.reversed);
}

BOOST_AUTO_TEST_CASE(gradients_are_recognized) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "gradients");
  test::put(folder / "gradients/s.ggr", Spiral::ggr());
  const Spiral picture;
  FakeHost host;
  host.data_folder = folder.path();
  const auto outcome = run_and_finish(picture.source(), {"a.png"}, asking({}), host);
  BOOST_REQUIRE(outcome);
  BOOST_TEST(outcome->report.colormap_name == "A spiral");
  BOOST_TEST((outcome->report.source == ColormapSource::Gradient));
}

BOOST_AUTO_TEST_CASE(report_file_is_the_parasite) {
  const TemporaryFolder folder;
  FakeHost host;
  const auto outcome =
      run_ramp(asking({{"report-file", folder / "r.json"}, {"range", "0,5"}}), host);
  BOOST_REQUIRE(outcome);
  const std::string text = contents(folder / "r.json");
  BOOST_TEST(text == host.layers.at(0).spec.report);
  BOOST_TEST(nlohmann::json::parse(text)["range"]["max"] == 5);
}

/// White paper with four framed squares: two gray ramps, a flat one, and a ramp the other way.
struct FourPanels {
  static constexpr int kSide = 100, kPitch = 140, kAll = 2 * kPitch + 20;
  std::vector<std::uint8_t> pixels = std::vector<std::uint8_t>(kAll * kAll, 255);
  FourPanels() {
    for (int panel = 0; panel < 4; ++panel)
      for (int y = -1; y <= kSide; ++y)
        for (int x = -1; x <= kSide; ++x) {
          const bool frame = x < 0 || y < 0 || x == kSide || y == kSide;
          const int gray = panel == 2 ? 128 : 10 + (panel == 3 ? 99 - x : x) + (panel + 1) * y / 2;
          at(panel)[y * kAll + x] = static_cast<std::uint8_t>(frame ? 0 : gray);
        }
  }
  static Rect area(int panel) {
    return {30 + panel % 2 * kPitch, 30 + panel / 2 * kPitch, kSide, kSide};
  }
  std::uint8_t* at(int panel) { return &pixels[area(panel).y * kAll + area(panel).x]; }
  MemorySource source() const { return {{kAll, kAll, SampleType::U8, 1, false}, pixels.data()}; }
};

BOOST_AUTO_TEST_CASE(all_panels_have_layers_and_files_of_their_own) {
  const TemporaryFolder folder;
  const FourPanels figure;
  FakeHost host;
  const auto outcome = run_and_finish(
      figure.source(), {"four.png"},
      asking(
          {{"panels", "yes"}, {"data-file", folder / "d.npy"}, {"report-file", folder / "r.json"}}),
      host);
  BOOST_REQUIRE(outcome);
  BOOST_REQUIRE_EQUAL(host.layers.size(), 3u);
  const std::array<int, 3> numbers{1, 2, 4};  // the flat one holds no data
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    const Rect area = FourPanels::area(numbers[k] - 1);
    BOOST_TEST((host.layers[k].spec.area == area), k);
    const std::string part = k == 0 ? "" : ".panel" + std::to_string(numbers[k]);
    const auto report = nlohmann::json::parse(contents(folder / ("r" + part + ".json")));
    BOOST_TEST(report["plot_area"]["x"] == area.x);
    BOOST_TEST(report["plot_area"]["y"] == area.y);
    BOOST_TEST(fs::file_size(folder / ("d" + part + ".npy")) == 128u + 4u * 100 * 100);
  }
  BOOST_TEST(!fs::exists(folder / "d.panel3.npy"));
  const auto& remarks = outcome->report.remarks;
  const auto missing = std::ranges::find(remarks, Note::PanelWithoutData, &Remark::note);
  BOOST_REQUIRE(missing != remarks.end());
  BOOST_TEST(missing->detail == "3");
}

BOOST_AUTO_TEST_CASE(panels_that_cannot_be_written_leave_nothing) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "d.panel2.npy");  // where a file should go
  const FourPanels figure;
  FakeHost host;
  const auto outcome =
      run_and_finish(figure.source(), {"four.png"},
                     asking({{"panels", "yes"}, {"data-file", folder / "d.npy"}}), host);
  BOOST_REQUIRE(!outcome);
  BOOST_TEST((outcome.error().reason == Reason::IsDirectory));
  BOOST_TEST(host.discarded);
  BOOST_TEST(!fs::exists(folder / "d.npy"));
}

BOOST_AUTO_TEST_CASE(uri_stands_for_a_file_of_any_bytes) {
  const TemporaryFolder folder;
  FakeHost host;
  const std::string path = folder / "odd \xff name.npy";
  gchar* uri = g_filename_to_uri(path.c_str(), nullptr, nullptr);
  const auto outcome = run_ramp(asking({{"data-file", uri}}), host);
  g_free(uri);
  BOOST_REQUIRE(outcome);
  BOOST_TEST(fs::exists(path));
  BOOST_TEST((run_ramp(asking({{"data-file", "file:nonsense"}}), host).error().reason ==
              Reason::InvalidOption));
}

BOOST_AUTO_TEST_CASE(cancelling_at_any_time_leaves_nothing) {
  for (double when : {0.0, 0.2, 0.5, 0.6, 0.75, 0.9, 1.0}) {
    const TemporaryFolder folder;
    FakeHost host;
    host.cancel_at = when;
    const auto outcome = run_ramp(asking({{"data-file", folder / "d.csv"},
                                          {"report-file", folder / "r.json"},
                                          {"residual-layer", "yes"}}),
                                  host);
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().reason == Reason::Canceled));
    BOOST_TEST(host.discarded);
    BOOST_TEST(!host.finished);
    BOOST_TEST(fs::is_empty(folder / ""));
  }
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_written_are_known_before_any_layer) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "taken.npy");
  const std::vector<std::pair<std::string, Reason>> cases{
      {folder / "none/d.npy", Reason::FolderMissing},
      {folder / "taken.npy", Reason::IsDirectory},
      {folder / "d", Reason::UnknownFormat},
      {folder / "d.xyzzy", Reason::UnknownFormat}};
  for (const auto& [path, reason] : cases) {
    FakeHost host;
    const auto outcome = run_ramp(asking({{"data-file", path}}), host);
    BOOST_REQUIRE(!outcome);
    BOOST_TEST((outcome.error().reason == reason));
    BOOST_TEST(host.layers.empty());
    BOOST_TEST(host.texts.empty());
  }
}

BOOST_AUTO_TEST_CASE(one_name_for_two_files_is_refused) {
  const TemporaryFolder folder;
  FakeHost host;
  const auto outcome =
      run_ramp(asking({{"data-file", folder / "d.csv"}, {"report-file", folder / "d.csv"}}), host);
  BOOST_REQUIRE(!outcome);
  BOOST_TEST(outcome.error().detail.starts_with("report-file="));
}

BOOST_AUTO_TEST_CASE(host_that_refuses_leaves_an_old_file_alone) {
  const TemporaryFolder folder;
  test::put(folder / "d.csv", "old");
  FakeHost host;
  host.refuse_layers = true;
  BOOST_CHECK_THROW((void)run_ramp(asking({{"data-file", folder / "d.csv"}}), host), HostError);
  BOOST_TEST(host.discarded);
  BOOST_TEST(contents(folder / "d.csv") == "old");
}

BOOST_AUTO_TEST_CASE(gradient_of_the_host_is_a_colormap_after_the_catalogue) {
  FakeHost host, other;
  const auto gradient = run_ramp(asking({{"colormap", "black to white"}}), host);
  BOOST_REQUIRE(gradient);
  BOOST_TEST((gradient->report.source == ColormapSource::Gradient));
  BOOST_TEST(gradient->report.colormap_name == "black to white");
  const auto known = run_ramp(asking({{"colormap", "gray"}}), other);
  BOOST_REQUIRE(known);
  BOOST_TEST((known->report.source != ColormapSource::Gradient));
}

BOOST_AUTO_TEST_CASE(colormap_may_be_a_file) {
  const TemporaryFolder folder;
  test::put(folder / "mine.csv", "0,0,0\n255,255,255\n");
  test::put(folder / "bad.cpt", "nonsense\n");
  FakeHost host, other, third;
  const auto mine = run_ramp(asking({{"colormap", folder / "mine.csv"}}), host);
  BOOST_REQUIRE(mine);
  BOOST_TEST(mine->report.colormap_name == "mine");
  BOOST_TEST((mine->report.source == ColormapSource::Given));
  const auto bad = run_ramp(asking({{"colormap", folder / "bad.cpt"}}), other);
  BOOST_REQUIRE(!bad);
  BOOST_TEST((bad.error().reason == Reason::BadColormapFile));
  const auto none = run_ramp(asking({{"colormap", folder / "none.ggr"}}), third);
  BOOST_REQUIRE(!none);
  BOOST_TEST((none.error().reason == Reason::ReadFailed));
}

BOOST_AUTO_TEST_CASE(missing_color_bar_is_a_failure_when_it_was_asked_for) {
  FakeHost host;
  const auto outcome = run_ramp(asking({{"colormap", "colorbar"}}), host);
  BOOST_REQUIRE(!outcome);
  BOOST_TEST((outcome.error().reason == Reason::NoColorbar));
  BOOST_TEST(host.layers.empty());
}

BOOST_AUTO_TEST_CASE(unknown_colormap_is_named) {
  FakeHost host;
  const auto outcome = run_ramp(asking({{"colormap", "-no such map"}}), host);
  BOOST_REQUIRE(!outcome);
  BOOST_TEST((outcome.error().reason == Reason::UnknownColormap));
  BOOST_TEST(outcome.error().detail == "no such map");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(messages)

BOOST_AUTO_TEST_CASE(every_reason_and_note_has_its_own_sentence) {
  std::vector<std::string> seen;
  for (int i = 0; i <= static_cast<int>(Reason::NoOtherColorbar); ++i)
    if (static_cast<Reason>(i) != Reason::Internal)
      seen.push_back(sentence(Failure{static_cast<Reason>(i), "some=detail"}));
  for (const char* looks : {"photograph", "drawing", "solid", "gray copy"})
    seen.push_back(sentence(Failure{Reason::NotPseudocolor, looks}));
  seen.push_back(sentence(Remark{Note::LostColor, "18 #8B0F14 end"}));
  for (int i = 0; i <= static_cast<int>(Note::LostColor); ++i)
    seen.push_back(sentence(Remark{static_cast<Note>(i), "7"}));
  seen.push_back(sentence(Remark{Note::NumbersDisagree, "7"}));
  for (const Note note : {Note::ColorsTinted, Note::ColorsAmbiguous, Note::KeyWithoutOrder})
    seen.push_back(sentence(Remark{note, {}}));
  for (const Note note : {Note::TicksContradict, Note::XAxisContradicts, Note::YAxisContradicts})
    seen.push_back(sentence(Remark{note, {}}));
  for (const auto& text : seen) {
    BOOST_TEST(text.ends_with('.'), text);
    BOOST_TEST(text.find("Internal") == text.npos, text);
    BOOST_TEST(std::count(seen.begin(), seen.end(), text) == 1, text);
  }
}

BOOST_AUTO_TEST_CASE(a_photograph_is_called_one_where_it_looks_like_one) {
  for (const char* looks : {"", "drawing", "bars", "solid", "gray copy"})
    BOOST_TEST(sentence(Failure{Reason::NotPseudocolor, looks}).find("photograph") ==
               std::string::npos);
  BOOST_TEST(sentence(Failure{Reason::NotPseudocolor, "photograph"}).find("photograph") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_what_was_found) {
  Report found;
  found.colorbar = Rect{1, 2, 3, 4};
  Failure failure{Reason::NotPseudocolor, "solid", std::make_shared<const Report>(found)};
  BOOST_TEST(sentence(failure).ends_with("Its color bar was found, but not what it says."));
  found.range = {-2, 30, Scale::Linear, RangeSource::Ticks};
  found.units = "K";
  failure.found = std::make_shared<const Report>(found);
  BOOST_TEST(sentence(failure).ends_with("Its color bar was read: -2 to 30 K."));
}

BOOST_AUTO_TEST_CASE(a_lost_color_is_named_with_its_share) {
  BOOST_TEST(sentence(Remark{Note::LostColor, "18 #8B0F14 end"}) ==
             "18 % of the plot area is #8B0F14, beyond the color bar's end, and has no data.");
  BOOST_TEST(sentence(Remark{Note::LostColor, "30 #808080"}) ==
             "30 % of the plot area is #808080, which is not on the colormap, and has no data.");
}

BOOST_AUTO_TEST_CASE(a_mistake_of_the_program_says_what_went_wrong) {
  const auto text = sentence(Failure{Reason::Internal, "vector::at"});
  BOOST_TEST(text == internal_error_sentence("vector::at"));
  BOOST_TEST(text.find("vector::at") != text.npos, text);
}

BOOST_AUTO_TEST_CASE(invalid_option_says_what_it_must_be) {
  const auto text = sentence(Failure{Reason::InvalidOption, "range=1,1"});
  BOOST_TEST(text.find("\"range\" must be two different numbers") != text.npos, text);
  BOOST_TEST(text.find("\"1,1\"") != text.npos, text);
}

BOOST_AUTO_TEST_CASE(dialog_calls_an_option_by_its_label) {
  const auto text = sentence(Failure{Reason::InvalidOption, "range=1,1"}, OptionNames::Labels);
  BOOST_TEST(text.find("\"Value range\" must be") != text.npos, text);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_text_do_not_break_a_message) {
  const auto text = sentence(Failure{Reason::FolderMissing, "/tmp/\xff%s%n"});
  BOOST_TEST(g_utf8_validate(text.c_str(), -1, nullptr));
}

BOOST_AUTO_TEST_CASE(recolored_layer_has_the_other_maps_colors) {
  FakeHost host;
  const auto outcome = run_ramp(asking({{"recolor", "-black to white"}}), host);
  BOOST_REQUIRE(outcome);
  BOOST_REQUIRE_EQUAL(host.layers.size(), 2u);
  const auto data = host.pixels(0, "R'G'B'A float", 4), other = host.pixels(1, "R'G'B'A float", 4);
  for (std::size_t i = 0; i < data.size(); i += 4) {
    BOOST_REQUIRE_EQUAL(other[i + 3], data[i + 3]);
    if (data[i + 3] == 0) continue;
    // Two colors: their cells' middles are at a quarter and three quarters.
    const float expected = 1 - std::clamp(2 * data[i] - 0.5f, 0.0f, 1.0f);
    BOOST_REQUIRE_SMALL(other[i] - expected, 0.51f / 255);  // the picture has 8 bits
  }
}

BOOST_AUTO_TEST_CASE(recoloring_needs_a_known_map) {
  FakeHost host;
  const auto unknown = run_ramp(asking({{"recolor", "no such map"}}), host);
  BOOST_REQUIRE(!unknown);
  BOOST_TEST((unknown.error().reason == Reason::UnknownColormap));
  BOOST_TEST(host.discarded);
}

BOOST_AUTO_TEST_CASE(colors_go_to_an_image_of_their_own_where_the_pictures_holds_none) {
  const auto goes_to = [](bool colors, const char* output) {
    FakeHost host;
    host.colors = colors;
    const auto done = run_ramp(asking({{"recolor", "viridis"}, {"output", output}}), host);
    BOOST_REQUIRE(done);
    BOOST_REQUIRE_EQUAL(host.layers.size(), 2u);
    return host.layers[1].destination;
  };
  BOOST_TEST((goes_to(true, "layer") == Destination::Layer));
  BOOST_TEST((goes_to(false, "layer") == Destination::ColorImage));
  BOOST_TEST((goes_to(true, "image") == Destination::ColorImage));
}

BOOST_AUTO_TEST_CASE(colormap_is_added_to_gimps_own) {
  const TemporaryFolder folder;
  FakeHost host;
  host.folder = folder / "profile";
  const auto done = run_ramp(asking({{"add-colormap", "yes"}, {"colormap", "viridis"}}), host);
  BOOST_REQUIRE(done);
  BOOST_TEST(host.reread);
  const auto gradient = contents(host.folder + "/gradients/unweave-ramp.ggr");
  BOOST_TEST(gradient.starts_with("GIMP Gradient\nName: ramp: viridis\n"));
  const auto palette = contents(host.folder + "/palettes/unweave-ramp.gpl");
  BOOST_TEST(palette.starts_with("GIMP Palette\nName: ramp: viridis\n"));
}

BOOST_AUTO_TEST_CASE(colors_without_data_reach_the_analysis) {
  FakeHost host;
  const auto done = run_ramp(asking({{"no-data", "#404040"}}), host);
  BOOST_REQUIRE(done);
  const auto data = host.pixels(0, "R'G'B'A float", 4);
  for (int y = 0; y < kHeight; ++y)
    for (int x = 0; x < kWidth; ++x) {
      const bool none = Ramp::hole(x, y) || Ramp::gray(x, y) == 0x40;
      BOOST_REQUIRE_EQUAL(data[4 * (y * kWidth + x) + 3] == 0, none);
    }
}

BOOST_AUTO_TEST_SUITE_END()
