// SPDX-License-Identifier: GPL-3.0-or-later
// Recovers the field of each picture (PNG, JPEG) without GIMP and writes STEM.npy and STEM.json to
// a folder: for developers, and for tests in Python. A refused picture leaves no files and is named
// on stderr with the number of its reason; the exit status is then 1.
#include <cstddef>
#include <cstring>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>

#include "core/recover.hpp"
#include "core/write/data_file.hpp"
#include "tests/tools/picture.hpp"

namespace {

using namespace unweave;

bool recover_file(const std::filesystem::path& path, const std::filesystem::path& folder,
                  const RecoverOptions& options) {
  const tools::Picture picture = tools::read_picture(path);
  const MemorySource source({picture.width, picture.height}, picture.rgb.data());
  Context context;
  const auto recovery = recover(source, options, context);
  if (!recovery) {
    std::cerr << path.string() << ": refused, reason " << static_cast<int>(recovery.error().reason)
              << " " << recovery.error().detail << "\n";
    return false;
  }
  const Report& report = (*recovery)->report();
  const Rect area = report.plot_area;
  const FieldToWrite field{
      area.width, area.height, [&](int y, int rows, float* out) {
        (*recovery)->evaluate(source, {area.x, area.y + y, area.width, rows}, {out});
        for (std::ptrdiff_t i = 0; i < static_cast<std::ptrdiff_t>(rows) * area.width; ++i)
          out[i] = static_cast<float>(report.range.value(out[i]));
      }};
  const std::string stem = (folder / path.stem()).string();
  const auto written = write_data_file(stem + ".npy", field, report);
  const auto reported = write_text_file(stem + ".json", report_json(report, {}));
  if (written && reported) return true;
  std::cerr << stem << ": cannot be written\n";
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  RecoverOptions options;
  int first = 1;
  for (; first < argc && argv[first][0] == '-'; ++first) {
    if (std::strcmp(argv[first], "--blind") == 0) {
      options.use_colorbar = options.use_catalogue = false;
    } else {
      argc = 0;
    }
  }
  if (argc < first + 2) {
    std::cerr << "usage: recover-picture [--blind] FOLDER PICTURE...\n";
    return 2;
  }
  bool all = true;
  for (int i = first + 1; i < argc; ++i) {
    try {
      all = recover_file(argv[i], argv[first], options) && all;
    } catch (const std::exception& e) {
      std::cerr << argv[i] << ": " << e.what() << "\n";
      all = false;
    }
  }
  return all ? 0 : 1;
}
