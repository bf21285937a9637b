// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/catalog/user_maps.hpp"
#include "tests/fuzz/fuzz.hpp"

// A user's colormap file, the first byte says of which format: refused with the line to blame, or a
// map that can be used.

namespace unweave::fuzz {

std::vector<std::string> seeds() {
  const std::pair<ColormapFormat, const char*> files[] = {
      {ColormapFormat::Ggr,
       "GIMP Gradient\nName: Two\n2\n0 0.25 0.5 0 0 0 1 1 0 0 1 0 0\n"
       "0.5 0.75 1 1 0 0 1 1 1 1 1 1 2\n"},
      {ColormapFormat::Ggr, "GIMP Gradient\n1\n0 0.5 1 0 0 1 1 0 1 0 1 4 1 0 0\n"},
      {ColormapFormat::Gpl, "GIMP Palette\nName: P\nColumns: 4\n#\n  0   0   0\tBlack\n255 9 0\n"},
      {ColormapFormat::Cpt,
       "# COLOR_MODEL = RGB\n0 0/0/0 1 255/0/0\n1 255 0 0 2.5 255 255 255\nB black\nF white\nN "
       "-\n"},
      {ColormapFormat::Cpt,
       "# COLOR_MODEL = HSV\n# HINGE = 0\n-1 200-1-0.5 0 30-0.2-1 L ;low\n0 gray50 1 #ff8000\n"},
      {ColormapFormat::Csv, "r,g,b\n0,0,0\n0.5,0.25,1\n1,1,1\n"},
      {ColormapFormat::Csv, "0,68,1,84\n0.5,33,145,140\n1,253,231,37\n"},
      {ColormapFormat::Csv, "#440154\n#21918c\n#fde725\n"},
      {ColormapFormat::Json, R"(["#440154", [0.1, 0.5, 0.5], [253, 231, 37]])"},
      {ColormapFormat::Json,
       R"({"name": "seg", "red": [[0, 0, 0], [1, 1, 1]], "green": [[0, 0, 0], [0.5, 1, 0.5], [1, 1, 1]],
           "blue": [[0, 0, 0], [1, 1, 1]]})"},
  };
  std::vector<std::string> all;
  for (const auto& [format, text] : files)
    all.push_back(Seed().put(static_cast<std::uint8_t>(format)).text(text));
  for (std::uint8_t format = 0; format < 5; ++format)
    for (const char* text : {"", "\n", "nan,inf,-1\n1e999,0,0\n", "\xef\xbb\xbf#\r\n0 0 0 0\r\n"})
      all.push_back(Seed().put(format).text(text));
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;  // NOLINT(google-build-using-namespace)
  fuzz::Bytes in(data, size);
  const auto format = static_cast<ColormapFormat>(in.take<std::uint8_t>() % 5);
  const auto map = read_colormap(in.rest(), format, "file");
  if (!map) {
    PROMISED(map.error().reason == Reason::BadColormapFile);
    PROMISED(map.error().detail.starts_with("file"));
    return 0;
  }
  PROMISED(!map->name.empty());
  PROMISED(map->table.size() >= 2);
  for (const double t : {-1.0, 0.0, 0.3, 1.0, std::nan("")})
    for (const double channel : map->color(t)) PROMISED(channel >= 0 && channel <= 1);
  PROMISED(map->sampled(256).size() == 256);
  return 0;
}
