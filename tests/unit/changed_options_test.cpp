// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/figure/other_bar.hpp"
#include "core/image/stage_log.hpp"
#include "core/labels/text_reader.hpp"
#include "core/recover.hpp"
#include "core/write/data_file.hpp"
#include "tests/support/pictures.hpp"
#include "tests/support/random.hpp"

// An Analysis keeps what it found from one call to the next. Whatever was asked before, it gives
// what recover() gives that knows of nothing before.

using namespace unweave;
using namespace unweave::testing;

namespace {

/// Reads labels of upright strokes, of which each stands for `unit`; many of them are a title.
class StrokeReader final : public TextReader {
 public:
  explicit StrokeReader(int unit) : unit_(unit) {}
  bool ready() const override { return true; }
  Reading read(const TextImage& image, const std::string&) const override {
    int strokes = 0;
    bool in_stroke = false;
    for (int x = 0; x < image.width; ++x) {
      bool ink = false;
      for (int y = 0; y < image.height; ++y)
        ink = ink || image.gray[static_cast<std::size_t>(y) * image.width + x] < 128;
      strokes += ink && !in_stroke;
      in_stroke = ink;
    }
    if (strokes > kMostOfALabel) return {"Strokes (m)", 1};
    return {std::to_string(unit_ * strokes), 1};
  }

 private:
  static constexpr int kMostOfALabel = 6;
  int unit_;
};

/// A plot with lines over its field, an axis and a color bar with labels, so that each option has
/// something to change.
struct Figure {
  static constexpr int kWidth = 230, kHeight = 176;
  static constexpr Rect kPlot{16, 11, 140, 120}, kBar{172, 15, 10, 112};
  static constexpr int kTicks = 5;
  const Table& map = Catalog::builtin().find("viridis")->map->table;
  Picture picture = filled(kWidth, kHeight, {255, 255, 255});

  Figure() {
    put(kPlot, cosine_field(kPlot.width, kPlot.height, 5, 50));
    for (const int y : {45, 92}) picture.fill({kPlot.x, y, kPlot.width, 1}, {0, 0, 0});
    picture.fill({60, kPlot.y, 2, kPlot.height}, {0, 0, 0});
    // A level off the map: data, or not, by the cut-off.
    for (int i = 0; i < 9; ++i) ++picture.at(100 + i % 3, 30 + i / 3)[2];
    Field scale{kBar.width, kBar.height, std::vector<double>(kBar.area())};
    for (int y = 0; y < kBar.height; ++y)
      for (int x = 0; x < kBar.width; ++x) scale.at(x, y) = 1 - (y + 0.5) / kBar.height;
    put(kBar, scale);
    for (int i = 0; i < kTicks; ++i) {
      const int y = kBar.bottom() - 1 - i * (kBar.height - 1) / (kTicks - 1);
      picture.fill({kBar.right() + 1, y, 4, 1}, {0, 0, 0});
      label(kBar.right() + 9, y - kStroke / 2, i + 1);
      const int x = kPlot.x + i * (kPlot.width - 1) / (kTicks - 1);
      picture.fill({x, kPlot.bottom() + 1, 1, 4}, {0, 0, 0});
      label(x - 2 * i, kPlot.bottom() + 8, i + 1);
    }
    label(kPlot.x + kPlot.width / 2 - 16, kPlot.bottom() + 28, 9);  // the axis' title
  }

 private:
  static constexpr int kStroke = 9;  // pixels tall

  void label(int x, int y, int strokes) {
    for (int i = 0; i < strokes; ++i) picture.fill({x + 4 * i, y, 2, kStroke}, {0, 0, 0});
  }
  void put(const Rect& rect, const Field& field) {
    picture.fill({rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2}, {0, 0, 0});
    const Picture inside = paint(field, map);
    for (int y = 0; y < rect.height; ++y)
      std::copy_n(inside.at(0, y), 3 * rect.width, picture.at(rect.x, rect.y + y));
  }
};

GivenColormap given(const Table& table) {
  GivenColormap map{"given", {}};
  for (const Rgb8& c : table) map.colors.push_back({c[0] / 255.0, c[1] / 255.0, c[2] / 255.0});
  return map;
}

/// Everything that a caller can see: the report, its remarks and all planes, to the bit.
struct Outcome {
  std::string report;
  std::vector<std::uint32_t> planes;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome outcome(const Result<std::unique_ptr<Recovery>>& recovery, const PixelSource& source) {
  if (!recovery)
    return {"refused " + std::to_string(static_cast<int>(recovery.error().reason)) + " " +
                recovery.error().detail,
            {}};
  const Report& report = (*recovery)->report();
  std::vector<std::string> remarks;
  for (const Remark& r : report.remarks)
    remarks.push_back(std::to_string(static_cast<int>(r.note)) + " " + r.detail);
  const auto n = static_cast<std::size_t>(report.plot_area.area());
  std::vector<float> planes(5 * n);
  float* p = planes.data();
  (*recovery)->evaluate(source, report.plot_area, {p, p + n, p + 2 * n, p + 3 * n, p + 4 * n});
  Outcome out{report_json(report, remarks), {}};
  for (const float v : planes) out.planes.push_back(std::bit_cast<std::uint32_t>(v));
  return out;
}

struct Change {
  const char* option;
  std::function<void(RecoverOptions&)> make;
};

/// One of each option. The lists of members do not compile when an option is added: it belongs here
/// too.
std::vector<Change> changes() {
  const RecoverOptions all;
  [[maybe_unused]] const auto& [figure, no_data, curve, field, values] = all;
  // `stages` changes nothing in an outcome, and `correct` nothing for a figure that stands
  // upright; they have tests of their own.
  [[maybe_unused]] const auto& [correct, plot_area, colorbar, given_ticks, other_bar, look, ticks,
                                axes, titles, reader, stages] = figure;
  [[maybe_unused]] const auto& [colormap, use_catalog, catalog] = curve;
  [[maybe_unused]] const auto& [reversed, max_distance, fill] = field;
  [[maybe_unused]] const auto& [range, x_range, y_range] = values;
  const auto others = std::make_shared<Catalog>();
  others->add({*Catalog::builtin().find("magma")->map});
  const auto bar = std::make_shared<OtherColorbar>();
  bar->bar.rect = bar->bar.outer = {0, 0, 8, 3};
  bar->bar.colors = {{0, 0, 0.5}, {0.5, 0.2, 0.5}, {1, 1, 0}};
  return {
      {"other_bar", [bar](auto& o) { o.figure.other_bar = bar; }},
      {"plot_area",
       [](auto& o) {
         o.figure.plot_area = Rect{20, 20, 100, 90};
       }},
      {"colorbar",
       [](auto& o) {
         o.figure.colorbar = Rect{172, 15, 10, 60};
       }},
      {"ticks",
       [](auto& o) {
         o.figure.ticks =
             GivenTicks{{{20, 9}, {120, 2}}, {0, 1, Scale::Linear, RangeSource::Given}};
       }},
      {"look_for_colorbar", [](auto& o) { o.figure.look_for_colorbar = false; }},
      {"read_ticks", [](auto& o) { o.figure.read_ticks = false; }},
      {"read_axes", [](auto& o) { o.figure.read_axes = false; }},
      {"read_titles", [](auto& o) { o.figure.read_titles = false; }},
      {"reader", [](auto& o) { o.figure.reader = std::make_shared<const StrokeReader>(10); }},
      {"no_data",
       [](auto& o) {
         o.no_data = {{{33, 145, 140}, 10}};
       }},
      {"colormap", [](auto& o) { o.curve.colormap = given(map_of(MapKind::Warm)); }},
      {"use_catalog", [](auto& o) { o.curve.use_catalog = false; }},
      {"catalog", [others](auto& o) { o.curve.catalog = others; }},
      {"reversed", [](auto& o) { o.field.reversed = true; }},
      {"max_distance", [](auto& o) { o.field.max_distance = 0.0005; }},
      {"fill", [](auto& o) { o.field.fill = 0; }},
      {"range",
       [](auto& o) {
         o.values.range = ValueRange{-5, 7};
       }},
      {"x_range",
       [](auto& o) {
         o.values.x_range = {-180, 180};
       }},
      {"y_range",
       [](auto& o) {
         o.values.y_range = {-90, 90};
       }},
  };
}

RecoverOptions base() {
  static const auto reader = std::make_shared<const StrokeReader>(1);
  RecoverOptions options;
  options.figure.reader = reader;
  options.field.fill = 5;  // closed gaps are kept, too
  return options;
}

/// One figure, one Analysis, and what each set of options gives afresh.
class Bench {
 public:
  Outcome kept(const RecoverOptions& options) {
    return outcome(analysis_.recover(options, context_), source_);
  }
  Outcome fresh(const RecoverOptions& options) {
    return outcome(recover(source_, options, context_), source_);
  }

 private:
  Figure figure_;
  MemorySource source_ = figure_.picture.source();
  Context context_;
  Analysis analysis_{source_};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(changed_options)

BOOST_AUTO_TEST_CASE(one_option_there_and_back) {
  Bench bench;
  const Outcome first = bench.fresh(base());
  BOOST_TEST_REQUIRE(!first.planes.empty(), first.report);
  BOOST_TEST((bench.kept(base()) == first));
  for (const Change& change : changes()) {
    BOOST_TEST_INFO_SCOPE(change.option);
    RecoverOptions options = base();
    change.make(options);
    const Outcome changed = bench.fresh(options);
    BOOST_TEST((changed != first));  // else the test would see nothing
    BOOST_TEST((bench.kept(options) == changed));
    BOOST_TEST((bench.kept(base()) == first));
  }
}

/// Each call differs from the one before in one option, which is set or taken back.
BOOST_AUTO_TEST_CASE(a_walk_through_sets_of_options) {
  constexpr int kSteps = 24;
  Bench bench;
  const std::vector<Change> all = changes();
  std::vector<bool> set(all.size());
  Random random(1);
  std::string walk;
  for (int step = 0; step < kSteps; ++step) {
    const std::size_t i = random.below(all.size());
    set[i] = !set[i];
    walk += std::string(set[i] ? " +" : " -") + all[i].option;
    RecoverOptions options = base();
    for (std::size_t k = 0; k < all.size(); ++k)
      if (set[k]) all[k].make(options);
    BOOST_TEST_REQUIRE((bench.kept(options) == bench.fresh(options)), walk);
  }
}

BOOST_AUTO_TEST_CASE(stages_are_shown_to_who_asks_later) {
  struct Counter final : StageLog {
    void show(const StagePicture&) override { ++shown; }
    int shown = 0;
  };
  Bench bench;
  const Outcome first = bench.kept(base());
  RecoverOptions options = base();
  const auto counter = std::make_shared<Counter>();
  options.figure.stages = counter;
  BOOST_TEST((bench.kept(options) == first));
  BOOST_TEST(counter->shown > 0);
}

BOOST_AUTO_TEST_SUITE_END()
