// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/user_maps.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using unweave::Colormap;
using unweave::ColormapFormat;
using unweave::ColormapKind;
using unweave::read_colormap;
using unweave::read_user_maps;
using unweave::Reason;
using unweave::Rgb8;

namespace {

namespace fs = std::filesystem;

Colormap read(std::string_view text, ColormapFormat format) {
  const auto map = read_colormap(text, format, "folder/my map.x");
  BOOST_TEST_REQUIRE(map.has_value(), (map ? "" : map.error().detail));
  return *map;
}

std::string refusal(std::string_view text, ColormapFormat format) {
  const auto map = read_colormap(text, format, "f");
  if (map) return "none";
  BOOST_TEST((map.error().reason == Reason::BadColormapFile));
  return map.error().detail;
}

/// One segment over the whole range, black to white.
std::string gradient(std::string_view middle, int blend, int coloring,
                     std::string_view colors = "0 0 0 1 1 1 1 1") {
  return "GIMP Gradient\nName: One\n1\n0 " + std::string(middle) + " 1 " + std::string(colors) +
         " " + std::to_string(blend) + " " + std::to_string(coloring) + " 0 0\n";
}

int level(const Colormap& map, double t) { return map.table[static_cast<int>(t * 256)][0]; }

bool near(const Rgb8& a, const Rgb8& b, int tolerance = 1) {
  for (int k = 0; k < 3; ++k)
    if (std::abs(a[k] - b[k]) > tolerance) return false;
  return true;
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "unweave-maps-XXXXXX").string();
    BOOST_TEST_REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(user_maps)

BOOST_AUTO_TEST_CASE(a_map_is_named_by_its_text_or_its_file) {
  BOOST_TEST(read(gradient("0.5", 0, 0), ColormapFormat::Ggr).name == "One");
  const Colormap map = read("0,0,0\n1,1,1\n", ColormapFormat::Csv);
  BOOST_TEST(map.name == "my map");
  BOOST_TEST(map.family == "user");
  BOOST_TEST(map.source == "folder/my map.x");
}

// The values of GIMP's blending functions at a quarter, half and three quarters of a segment.
BOOST_AUTO_TEST_CASE(gradient_blends_as_gimp_does) {
  struct Expected {
    int blend;
    double quarter, half, three_quarters;
  };
  for (const auto& [blend, quarter, half, three_quarters] :
       {Expected{0, 0.25, 0.5, 0.75}, Expected{1, 0.25, 0.5, 0.75},
        Expected{2, 0.146447, 0.5, 0.853553}, Expected{3, 0.661438, 0.866025, 0.968246},
        Expected{4, 0.031754, 0.133975, 0.338562}, Expected{5, 0, 1, 1}}) {
    const Colormap map = read(gradient("0.5", blend, 0), ColormapFormat::Ggr);
    BOOST_TEST_REQUIRE(map.table.size() == 256u);
    BOOST_TEST(std::abs(level(map, 0.25) - 255 * quarter) < 1.6, "blend " << blend);
    BOOST_TEST(std::abs(level(map, 0.50) - 255 * half) < 1.6, "blend " << blend);
    BOOST_TEST(std::abs(level(map, 0.75) - 255 * three_quarters) < 1.6, "blend " << blend);
  }
}

BOOST_AUTO_TEST_CASE(gradient_middle_is_half_way_in_color) {
  for (const int blend : {0, 1, 2})
    BOOST_TEST(std::abs(level(read(gradient("0.2", blend, 0), ColormapFormat::Ggr), 0.2) - 128) < 4,
               "blend " << blend);
}

BOOST_AUTO_TEST_CASE(gradient_goes_round_the_hues_either_way) {
  const std::string red_to_blue = "1 0 0 1 0 0 1 1";
  const auto left = read(gradient("0.5", 0, 1, red_to_blue), ColormapFormat::Ggr);
  const auto right = read(gradient("0.5", 0, 2, red_to_blue), ColormapFormat::Ggr);
  BOOST_TEST(near(left.table[128], {0, 255, 0}, 4));     // by way of green
  BOOST_TEST(near(right.table[128], {255, 0, 255}, 4));  // by way of magenta
}

BOOST_AUTO_TEST_CASE(broken_gradients_name_the_line) {
  BOOST_TEST(refusal("", ColormapFormat::Ggr) == "f:1");
  BOOST_TEST(refusal("GIMP Palette\n", ColormapFormat::Ggr) == "f:1");
  BOOST_TEST(refusal("GIMP Gradient\nName: x\nmany\n", ColormapFormat::Ggr) == "f:3");
  BOOST_TEST(refusal("GIMP Gradient\n1\n0 0.5 1 0 0 0 1\n", ColormapFormat::Ggr) == "f:3");
  BOOST_TEST(refusal("GIMP Gradient\n2\n0 .2 .5 0 0 0 1 1 1 1 1 0 0\n", ColormapFormat::Ggr) ==
             "f:3");
  // A hole between segments, an unknown blending
  BOOST_TEST(refusal("GIMP Gradient\n2\n0 .2 .5 0 0 0 1 1 1 1 1 0 0\n.6 .8 1 0 0 0 1 1 1 1 1 0 0\n",
                     ColormapFormat::Ggr) == "f:4");
  BOOST_TEST(refusal(gradient("0.5", 9, 0), ColormapFormat::Ggr) == "f:4");
}

BOOST_AUTO_TEST_CASE(palettes_keep_their_entries) {
  const Colormap map = read(
      "GIMP Palette\nName: Three\nColumns: 3\n# note\n255 0 0\tRed\n0 255 0\n"
      "0 0 255 Blue\n",
      ColormapFormat::Gpl);
  BOOST_TEST(map.name == "Three");
  BOOST_TEST((map.kind == ColormapKind::Discrete));
  BOOST_TEST_REQUIRE(map.table.size() == 3u);
  BOOST_TEST((map.table[1] == Rgb8{0, 255, 0}));
  BOOST_TEST(refusal("GIMP Palette\n1 2 3\n1 2 300\n", ColormapFormat::Gpl) == "f:3");
}

BOOST_AUTO_TEST_CASE(smooth_palettes_are_continuous) {
  std::string text = "GIMP Palette\n";
  for (int i = 0; i < 256; ++i) text += std::to_string(i) + " 0 " + std::to_string(255 - i) + "\n";
  BOOST_TEST((read(text, ColormapFormat::Gpl).kind == ColormapKind::Continuous));
}

BOOST_AUTO_TEST_CASE(cpt_colors_in_every_notation) {
  for (const char* red_to_white :
       {"0 255 0 0 1 255 255 255\n", "0 255/0/0 1 255/255/255\n", "0 red 1 white\n",
        "0 #ff0000 1 #ffffff L\n", "0 0-1-1 1 0-0-1 ;label\n", "0 0/100/100/0 1 0/0/0/0\n",
        "# COLOR_MODEL = HSV\n0 0 1 1 1 0 0 1\n", "0 255/0/0@50 1 255\n"}) {
    const Colormap map = read(red_to_white, ColormapFormat::Cpt);
    BOOST_TEST((map.kind == ColormapKind::Continuous), red_to_white);
    BOOST_TEST(near(map.table.front(), {255, 0, 0}), red_to_white);
    BOOST_TEST(near(map.table[128], {255, 128, 128}), red_to_white);
    BOOST_TEST(near(map.table.back(), {255, 255, 255}), red_to_white);
  }
}

BOOST_AUTO_TEST_CASE(cpt_slices_follow_z) {
  // Unequal slices, a jump at z = 3, and the lines B, F and N, which are no part of the map
  const Colormap map = read("# comment\n0 black 3 gray100\n3 blue 4 blue\nB red\nF red\nN red\n",
                            ColormapFormat::Cpt);
  BOOST_TEST(near(map.table[96], {128, 128, 128}, 2));
  BOOST_TEST(near(map.table[191], {255, 255, 255}, 2));
  BOOST_TEST((map.table[192] == Rgb8{0, 0, 255}));
}

BOOST_AUTO_TEST_CASE(cpt_flat_slices_and_categories_are_discrete) {
  const Colormap flat = read("0 red 1 red\n1 lime 5 lime\n5 blue 6 blue\n", ColormapFormat::Cpt);
  BOOST_TEST((flat.kind == ColormapKind::Discrete));
  BOOST_TEST(flat.table.size() == 3u);
  const Colormap keys = read("0 red ;first\n1 0/255/0\n2 0/0/255\n", ColormapFormat::Cpt);
  BOOST_TEST((keys.kind == ColormapKind::Discrete));
  BOOST_TEST(keys.table.size() == 3u);
}

BOOST_AUTO_TEST_CASE(cpt_hues_mix_as_hues) {
  const Colormap map = read("# COLOR_MODEL = +HSV\n0 0-1-1 1 240-1-1\n", ColormapFormat::Cpt);
  BOOST_TEST(near(map.table[128], {0, 255, 0}, 4));
}

BOOST_AUTO_TEST_CASE(cpt_files_have_the_values_that_they_were_written_for) {
  const Colormap smooth =
      read("-20 0 0 255 0 255 255 255\n0 255 255 255 60 255 0 0\n", ColormapFormat::Cpt);
  BOOST_TEST_REQUIRE(smooth.values.has_value());
  BOOST_TEST(smooth.values->min == -20);
  BOOST_TEST(smooth.values->max == 60);
  BOOST_TEST((smooth.values->scale == unweave::Scale::Linear));
  const Colormap classes =
      read("0 blue 1 blue\n1 green 10 green\n10 red 100 red\n", ColormapFormat::Cpt);
  BOOST_TEST((classes.kind == ColormapKind::Discrete));
  BOOST_TEST_REQUIRE(classes.values.has_value());
  BOOST_TEST((classes.values->scale == unweave::Scale::Table));
  BOOST_TEST(classes.values->value(1.0 / 3) == 1);
  BOOST_TEST(classes.values->value(0.5) == 5.5, boost::test_tools::tolerance(1e-12));
  // A master table's numbers are t, and keys of categories are no values.
  BOOST_TEST(!read("0 blue 1 red\n", ColormapFormat::Cpt).values.has_value());
  BOOST_TEST(!read("1 red\n2 green\n3 blue\n", ColormapFormat::Cpt).values.has_value());
}

BOOST_AUTO_TEST_CASE(cpt_cyclic_maps_say_so) {
  BOOST_TEST((read("# CYCLIC\n0 red 1 blue\n1 blue 2 red\n", ColormapFormat::Cpt).kind ==
              ColormapKind::Cyclic));
}

BOOST_AUTO_TEST_CASE(cpt_a_whole_turn_of_hues_is_no_flat_slice) {
  // As GMT's own "cyclic".
  const Colormap map =
      read("# COLOR_MODEL = hsv\n0\t0-1-1\t1\t360-1-1\nB\t0-0-1\nF\t0-0-0\nN\t0-0-0.75\n",
           ColormapFormat::Cpt);
  BOOST_TEST(map.table.size() == 256u);
  BOOST_TEST(near(map.table[0], {255, 0, 0}, 3));
  BOOST_TEST(near(map.table[85], {0, 255, 0}, 4));
  BOOST_TEST(near(map.table[170], {0, 0, 255}, 4));
}

BOOST_AUTO_TEST_CASE(cpt_shades_have_names_too) {
  // As GMT's "dem3" and "paired".
  const Colormap dem =
      read("0 burlywood 0.5 darkorange3\n0.5 darkorange3 1 snow\n", ColormapFormat::Cpt);
  BOOST_TEST(near(dem.table[127], {205, 102, 0}));
  const Colormap keys = read("0 Bisque2\n1 darkorange1\n2 ivory4\n3 blue1\n", ColormapFormat::Cpt);
  BOOST_TEST((keys.table ==
              std::vector<Rgb8>{{238, 213, 183}, {255, 127, 0}, {139, 139, 131}, {0, 0, 255}}));
  for (const char* name : {"bisque0", "bisque5", "bisque11", "gray1x", "crimson1"})
    BOOST_TEST(refusal(std::string("0 ") + name + "\n1 red\n", ColormapFormat::Cpt) == "f:1", name);
}

BOOST_AUTO_TEST_CASE(cpt_values_are_those_of_z) {
  using unweave::RangePoint;
  const auto ends = [](std::string_view text) {
    const auto values = read(text, ColormapFormat::Cpt).values;
    return values && values->scale == unweave::Scale::Linear
               ? std::vector<double>{values->min, values->max}
               : std::vector<double>{};
  };
  const auto points = [](std::string_view text) {
    const auto values = read(text, ColormapFormat::Cpt).values;
    return values ? values->points : std::vector<RangePoint>{};
  };
  // Even slices, and uneven ones that the cells of the table resolve: t runs as z does.
  BOOST_TEST((ends("-2 black 0 red\n0 red 2 white\n") == std::vector<double>{-2, 2}));
  BOOST_TEST((ends("0 black 30 red\n30 red 40 white\n") == std::vector<double>{0, 40}));
  // Slices too narrow for that are as long as the others on the map, and end at an entry's middle.
  const char* decades = "0 black 1 red\n1 red 100 blue\n100 blue 10000 white\n";
  BOOST_TEST((points(decades) ==
              std::vector<RangePoint>{{0, 0}, {85.5 / 256, 1}, {170.5 / 256, 100}, {1, 10000}}));
  const Colormap uneven = read(decades, ColormapFormat::Cpt);
  BOOST_TEST(near(uneven.table[85], {255, 0, 0}, 0));
  BOOST_TEST(near(uneven.table[170], {0, 0, 255}, 0));
  // Classes have an entry each, whatever their width.
  BOOST_TEST((points("0 red 1 red\n1 blue 5 blue\n5 green 20 green\n") ==
              std::vector<RangePoint>{{0, 0}, {1.0 / 3, 1}, {2.0 / 3, 5}, {1, 20}}));
  // Keys stand for no values, and slices with gaps leave open what lies between.
  BOOST_TEST(!read("0 red\n1 blue\n5 green\n", ColormapFormat::Cpt).values.has_value());
  BOOST_TEST(!read("0 red 1 red\n2 blue 5 blue\n", ColormapFormat::Cpt).values.has_value());
  // GMT's own maps say what 0 and 1 stand for.
  BOOST_TEST((ends("# RANGE = -100/6000\n0 black 0.5 red\n0.5 red 1 white\n") ==
              std::vector<double>{-100, 6000}));
  BOOST_TEST((ends("# RANGE = 0/6000\n0 black 2 white\n") == std::vector<double>{0, 2}));
}

BOOST_AUTO_TEST_CASE(numbers_that_nothing_can_hold_are_refused) {
  BOOST_TEST(refusal("-1e308 0/0/0 1e308 255/255/255\n", ColormapFormat::Cpt) == "f:1");
  BOOST_TEST(refusal("0 0/0/0 1 1e308/0/0\n", ColormapFormat::Cpt) == "f:1");
  for (const char* colors :
       {"-1e308 0 0 1 1e308 1e308 0 1", "0 0 2.1 1 0 0 0 1", "0 0 0 1 -1.1 0 0 1"})
    for (const int coloring : {0, 1, 2})
      BOOST_TEST(refusal(gradient("0.5", 0, coloring, colors), ColormapFormat::Ggr) == "f:4");
  BOOST_TEST(refusal(R"({"red":[[0,-1e308,1e308],[1,-1e308,0]],"green":[[0,0,0],[1,1,1]],)"
                     R"("blue":[[0,0,0],[1,1,1]]})",
                     ColormapFormat::Json) == "f");
  BOOST_TEST(refusal(R"([[-1e308,[0,0,0]],[1e308,[1,1,1]]])", ColormapFormat::Json) == "f");
  BOOST_TEST(refusal("-1e308,0,0,0\n1e308,1,1,1\n", ColormapFormat::Csv) == "f:2");
  // A color beyond sRGB's is the nearest one; a table's outer sides may hold anything.
  BOOST_TEST(
      near(read(gradient("0.5", 0, 0, "-0.2 0 0 1 1.3 1 1 1"), ColormapFormat::Ggr).table[255],
           {255, 255, 255}, 2));
  BOOST_TEST(
      read(R"({"red":[[0,-9,0],[1,1,9]],"green":[[0,0,0],[1,1,1]],"blue":[[0,0,0],[1,1,1]]})",
           ColormapFormat::Json)
          .table.size() == 256u);
}

// Its numbers are no values, but they say how long each step is.
BOOST_AUTO_TEST_CASE(cpts_of_unequal_steps_between_0_and_1_keep_them) {
  const Colormap map =
      read("0 red 0.1 red\n0.1 yellow 0.25 yellow\n0.25 white 1 white\n", ColormapFormat::Cpt);
  BOOST_TEST(!map.values.has_value());
  BOOST_TEST_REQUIRE(map.table.size() == 20u);
  BOOST_TEST((map.table[1] == Rgb8{255, 0, 0}));
  BOOST_TEST((map.table[2] == Rgb8{255, 255, 0}));
  BOOST_TEST((map.table[4] == Rgb8{255, 255, 0}));
  BOOST_TEST((map.table[5] == Rgb8{255, 255, 255}));
  const Colormap even = read("0 red 0.5 red\n0.5 white 1 white\n", ColormapFormat::Cpt);
  BOOST_TEST((even.kind == ColormapKind::Discrete));
  BOOST_TEST(even.table.size() == 2u);
}

BOOST_AUTO_TEST_CASE(broken_cpts_name_the_line) {
  BOOST_TEST(refusal("", ColormapFormat::Cpt) == "f");
  BOOST_TEST(refusal("0 red 1 white\nnonsense\n", ColormapFormat::Cpt) == "f:2");
  BOOST_TEST(refusal("0 red 1 no-such-color\n", ColormapFormat::Cpt) == "f:1");
  BOOST_TEST(refusal("0 300/0/0 1 0/0/0\n", ColormapFormat::Cpt) == "f:1");
  BOOST_TEST(refusal("5 red 6 white\n0 red 1 white\n", ColormapFormat::Cpt) == "f:2");
}

BOOST_AUTO_TEST_CASE(tables_of_numbers_in_either_scale) {
  const Colormap unit = read("red,green,blue\n0, 0.5, 1\n1, 0.5, 0\n", ColormapFormat::Csv);
  const Colormap bytes = read("0 128 255\r\n255;128;0\r\n", ColormapFormat::Csv);
  BOOST_TEST((unit.table == bytes.table));
  BOOST_TEST((unit.kind == ColormapKind::Discrete));
}

BOOST_AUTO_TEST_CASE(tables_with_positions_are_continuous) {
  const Colormap map = read("0,0,0,0\n0.25,1,1,1\n1,0,0,1\n", ColormapFormat::Csv);
  BOOST_TEST((map.kind == ColormapKind::Continuous));
  BOOST_TEST_REQUIRE(map.table.size() == 256u);
  BOOST_TEST(near(map.table[32], {128, 128, 128}, 3));
  BOOST_TEST(near(map.table[64], {255, 255, 255}, 3));
  BOOST_TEST(read("-5,#000000\n5,#ffffff\n", ColormapFormat::Csv).table.size() == 256u);
}

BOOST_AUTO_TEST_CASE(a_fourth_column_may_be_alpha) {
  const Colormap map = read("0,0,0,1\n0.5,0,0,1\n1,0,0,1\n", ColormapFormat::Csv);
  BOOST_TEST(map.table.size() == 3u);
  BOOST_TEST((map.table[2] == Rgb8{255, 0, 0}));
}

BOOST_AUTO_TEST_CASE(broken_tables_name_the_line) {
  BOOST_TEST(refusal("", ColormapFormat::Csv) == "f");
  BOOST_TEST(refusal("r,g,b\n1,2,3\n1,2\n", ColormapFormat::Csv) == "f:3");
  BOOST_TEST(refusal("r,g,b\nred,green,blue\n1,2,3\n", ColormapFormat::Csv) == "f:2");
  BOOST_TEST(refusal("0,0,0\nnan,0,0\n", ColormapFormat::Csv) == "f:2");
  BOOST_TEST(refusal("0,0,0\n0,0,999\n", ColormapFormat::Csv) == "f:1");
}

BOOST_AUTO_TEST_CASE(json_lists_pairs_and_segments) {
  BOOST_TEST(read("[[0,0,0],[1,0.5,0],[1,1,1]]", ColormapFormat::Json).table.size() == 3u);
  BOOST_TEST(
      (read(R"(["#000000", "#ff8000"])", ColormapFormat::Json).table[1] == Rgb8{255, 128, 0}));
  const Colormap pairs =
      read(R"([[0, "#000000"], [0.5, [1, 1, 1]], [1, "#ff0000"]])", ColormapFormat::Json);
  BOOST_TEST(pairs.table.size() == 256u);
  const Colormap named =
      read(R"({"name": "Mine", "colors": ["#000", "#fff"]})", ColormapFormat::Json);
  BOOST_TEST(named.name == "Mine");
  // matplotlib's own example: green jumps from 1 to 0.5 half way
  const Colormap segments = read(
      R"({"red": [[0,0,0],[1,1,1]], "green": [[0,0,0],[0.5,1,0.5],[1,1,1]], "blue": [[0,1,1],[1,0,0]]})",
      ColormapFormat::Json);
  BOOST_TEST(near(segments.table[127], {127, 254, 128}));
  BOOST_TEST(near(segments.table[128], {128, 128, 127}));
}

BOOST_AUTO_TEST_CASE(broken_json_names_the_line_where_it_can) {
  BOOST_TEST(refusal("[\n[0,0,0],\n[1,1", ColormapFormat::Json) == "f:3");
  BOOST_TEST(refusal("{}", ColormapFormat::Json) == "f");
  BOOST_TEST(refusal("[[0,0],[1,1]]", ColormapFormat::Json) == "f");
  BOOST_TEST(refusal(R"({"red": [[0,0,0],[1,1,1]]})", ColormapFormat::Json) == "f");
}

BOOST_AUTO_TEST_CASE(a_folder_gives_its_maps_and_its_failures) {
  const Folder folder;
  folder.put("b.csv", "0,0,0\n1,1,1\n");
  folder.put("A.GGR", gradient("0.5", 0, 0));
  folder.put("c.cpt", "nonsense\n");
  folder.put("readme.txt", "not a map");
  fs::create_directory(fs::path(folder.path()) / "deeper.csv");
  const auto found = read_user_maps(folder.path());
  BOOST_TEST_REQUIRE(found.maps.size() == 2u);
  BOOST_TEST(found.maps[0].name == "A");
  BOOST_TEST(found.maps[1].name == "b");
  BOOST_TEST_REQUIRE(found.failures.size() == 1u);
  BOOST_TEST(found.failures[0].detail == folder.path() + "/c.cpt:1");
}

BOOST_AUTO_TEST_CASE(gradients_go_by_the_name_that_stands_in_them) {
  const Folder folder;
  folder.put("b.ggr", gradient("0.5", 0, 0));
  folder.put("a.csv", "0,0,0\n1,1,1\n");
  folder.put("c.ggr", "nonsense\n");
  folder.put("unweave-figure.ggr", gradient("0.5", 0, 0));  // recovered
  const auto gradients = unweave::read_gradients(folder.path());
  BOOST_TEST_REQUIRE(gradients.size() == 1u);
  BOOST_TEST(gradients[0].qualified_name() == "gimp/One");
  BOOST_TEST(gradients[0].table.size() == 256u);
  BOOST_TEST(unweave::read_gradients("/no/such/folder").empty());
}

BOOST_AUTO_TEST_CASE(a_missing_folder_has_no_maps) {
  const auto found = read_user_maps("/no/such/folder");
  BOOST_TEST(found.maps.empty());
  BOOST_TEST(found.failures.empty());
}

BOOST_AUTO_TEST_CASE(a_huge_file_is_refused) {
  const Folder folder;
  folder.put("huge.csv", std::string(5 << 20, '1'));
  const auto found = read_user_maps(folder.path());
  BOOST_TEST(found.maps.empty());
  BOOST_TEST(found.failures.size() == 1u);
}

BOOST_AUTO_TEST_CASE(tables_of_values_in_the_forms_that_programs_write) {
  for (const char* text :
       {"color,value\n#0000FF,-5\n#00FF00,0.5\n#FF0000,20\n", "#0000FF -5\n#00FF00 0.5\n#F00 20\n",
        "blue;-5\nlime;0,5\nred;20\n", "r,g,b,value\n0,0,255,\u22125\n0,255,0,0.5\n255,0,0,20\n",
        "\xEF\xBB\xBF# a legend\n\n#0000FF\t-5\n#00FF00\t0.5\n#FF0000\t20\n"}) {
    const Colormap map = read(text, ColormapFormat::Csv);
    BOOST_TEST((map.table == std::vector<Rgb8>{{0, 0, 255}, {0, 255, 0}, {255, 0, 0}}), text);
    BOOST_TEST(map.values_of_colors);
    BOOST_TEST_REQUIRE(map.values.has_value());
    const double middle[] = {-5, 0.5, 20};
    for (int i = 0; i < 3; ++i)
      BOOST_TEST(map.values->value((i + 0.5) / 3) == middle[i],
                 boost::test_tools::tolerance(1e-12));
  }
  for (const char* text : {"0,0,0\n1,1,1\n", "#000\n#fff\n", "0,#000\n1,#fff\n",
                           "0,0,0,255\n255,255,255,255\n", "0,0,0,0\n1,255,255,255\n"})
    BOOST_TEST(!read(text, ColormapFormat::Csv).values.has_value(), text);
}

BOOST_AUTO_TEST_CASE(broken_tables_of_values_name_the_line) {
  BOOST_TEST(refusal("#0000FF,1\n#00FF00,x\n", ColormapFormat::Csv) == "f:2");
  BOOST_TEST(refusal("#0000FF,1\nnonsense,2\n", ColormapFormat::Csv) == "f:2");
  BOOST_TEST(refusal("#0000FF,1\n#0000FF,2\n", ColormapFormat::Csv) == "f:2");
  BOOST_TEST(refusal("#0000FF,1\n#00FF00,3\n#FF0000,2\n", ColormapFormat::Csv) == "f:3");
  BOOST_TEST(refusal("#0000FF,1\n#00FF00,1,000\n", ColormapFormat::Csv) == "f:2");
  BOOST_TEST(refusal("#0000FF,1\n", ColormapFormat::Csv) == "f:1");
}

BOOST_AUTO_TEST_SUITE_END()
