// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/version.hpp"
#include "core/write/companions.hpp"
#include "plugin/batch/record.hpp"
#include "plugin/request/report_settings.hpp"
#include "tests/fuzz/fuzz.hpp"

// Reports of earlier runs, which stand in folders where others may write and in parasites of XCF
// files that others made: what is taken of them is of the form that it has to have, whatever they
// say.

namespace unweave::fuzz {

std::vector<std::string> seeds() {
  const std::string head = std::string(R"({"status": "ok", "figure_sha256": "00", "version": ")") +
                           version() + R"(", "settings": {}, )";
  return {
      "",
      "{}",
      "[]",
      "null",
      head + R"("files": []})",
      head + R"("files": ["figure.npy", "figure.confidence.npy"], "units": "K",
          "range": {"min": -2, "max": 30, "scale": "linear", "source": "ticks", "probability": 0.99},
          "axes": {"x": {"first": 0, "last": 10, "scale": "linear", "source": "ticks", "units": "\"a,b\""}, "y": null},
          "valid_fraction": 0.5, "messages": ["one", 2, null]})",
      R"({"files": ["../../etc/passwd", "/etc/passwd", "", ".", "..", "a/b", "figure.json", {"a": []}]})",
      R"({"files": {"0": "x"}, "range": [1, 2], "axes": 7, "messages": {}})"};
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  plugin::Job job;
  job.output = scratch_folder().string();
  job.formats = {"npy"};
  const plugin::JobFigure figure{0, "/figures/figure.png"};
  const std::string path = job.output + "/figure.json";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));

  // What opens the dialog on a layer of data, and --settings.
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto request = plugin::resolve(plugin::settings_of_report(bytes));
  if (request) {
    if (request->range) PROMISED(request->range->valid());
    if (request->plot_area) PROMISED(!request->plot_area->empty());
  }
  if (const auto settings = plugin::settings_in_report(bytes))
    for (const auto& [name, text] : *settings) {
      plugin::Settings parsed;
      if (const auto good = parsed.parse(name, text); !good) PROMISED(!good.error().detail.empty());
    }

  const batch::Json report = batch::read_report(job, figure);
  PROMISED(report.is_null() || report.is_object());
  // The data file is not there, so no report can vouch for it.
  PROMISED(!batch::is_valid(report, job, figure, "00"));
  if (const auto companions = companions_of(path))
    for (const std::string& file : *companions)
      PROMISED(file.starts_with(job.output + "/") &&
               file.find('/', job.output.size() + 1) == std::string::npos);
  const batch::Json line =
      batch::summary_line("figure.png", "00", {batch::Status::Ok}, report, job, figure);
  const std::string text = line.dump(-1, ' ', false, batch::Json::error_handler_t::replace);
  PROMISED(text.find('\n') == std::string::npos);
  PROMISED(batch::table_line(line).ends_with('\n'));
  return 0;
}
