// SPDX-License-Identifier: GPL-3.0-or-later
// Recovers the field of each picture (PNG, JPEG) without GIMP and writes STEM.npy and STEM.json to
// a folder: for developers, and for tests in Python; its remarks are their numbers. A refused
// picture leaves no files and is named on stderr with the number of its reason; the exit status is
// then 1. --confidence writes each pixel's confidence and standard deviation to STEM.confidence.npy
// and STEM.uncertainty.npy as well; --blind uses neither color bar nor known maps.
#include <cstddef>
#include <cstring>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "core/labels/text_reader.hpp"
#include "core/recover.hpp"
#include "core/write/data_file.hpp"
#include "core/write/points_table.hpp"
#include "tests/tools/picture.hpp"

namespace unweave {
namespace {

/// STEM.confidence.npy and, in the values' units, STEM.uncertainty.npy.
bool write_certainty(const std::string& stem, const Recovery& recovery, const PixelSource& source) {
  const Report& report = recovery.report();
  const Rect area = report.plot_area;
  const auto rows_of = [&](int y, int rows) { return Rect{area.x, area.y + y, area.width, rows}; };
  const FieldToWrite confidence{area.width, area.height, [&](int y, int rows, float* out) {
                                  FieldBand band;
                                  band.confidence = out;
                                  recovery.evaluate(source, rows_of(y, rows), band);
                                }};
  const FieldToWrite uncertainty{
      area.width, area.height, [&](int y, int rows, float* out) {
        std::vector<float> t(static_cast<std::size_t>(rows) * area.width);
        FieldBand band;
        band.t = t.data();
        band.deviation = out;
        recovery.evaluate(source, rows_of(y, rows), band);
        for (std::size_t i = 0; i < t.size(); ++i)
          out[i] = static_cast<float>(report.range.deviation(t[i], out[i]));
      }};
  return write_data_file(stem + ".confidence.npy", confidence, report).has_value() &&
         write_data_file(stem + ".uncertainty.npy", uncertainty, report).has_value();
}

bool recover_file(const std::filesystem::path& path, const std::filesystem::path& folder,
                  const RecoverOptions& options, bool with_confidence) {
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
  std::vector<std::string> remarks;
  for (const Remark& remark : report.remarks)
    remarks.push_back("note " + std::to_string(static_cast<int>(remark.note)) + " " +
                      remark.detail);
  const auto reported = write_text_file(stem + ".json", report_json(report, remarks));
  const bool sure = !with_confidence || write_certainty(stem, **recovery, source);
  const bool listed =
      !report.points || write_text_file(stem + ".points.csv", points_table(report, {})).has_value();
  if (written && reported && sure && listed) return true;
  std::cerr << stem << ": cannot be written\n";
  return false;
}

}  // namespace
}  // namespace unweave

int main(int argc, char** argv) {
  unweave::RecoverOptions options;
  bool with_confidence = false;
  int first = 1;
  for (; first < argc && argv[first][0] == '-'; ++first) {
    if (std::strcmp(argv[first], "--blind") == 0) {
      options.figure.look_for_colorbar = options.curve.use_catalog = false;
    } else if (std::strcmp(argv[first], "--confidence") == 0) {
      with_confidence = true;
    } else {
      argc = 0;
    }
  }
  if (argc < first + 2) {
    std::cerr << "usage: recover-picture [--blind] [--confidence] FOLDER PICTURE...\n";
    return 2;
  }
  options.figure.reader = unweave::make_text_reader();
  bool all = true;
  for (int i = first + 1; i < argc; ++i) {
    try {
      all = unweave::recover_file(argv[i], argv[first], options, with_confidence) && all;
    } catch (const std::exception& e) {
      std::cerr << argv[i] << ": " << e.what() << "\n";
      all = false;
    }
  }
  return all ? 0 : 1;
}
