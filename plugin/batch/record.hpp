// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "plugin/batch/verdict.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

using Json = nlohmann::ordered_json;

/// The settings as a report repeats them, whatever way they were written.
Json normal_settings(const std::vector<std::pair<std::string, std::string>>& settings);

/// The figure's report in the folder for results; null if there is none that can be read.
Json read_report(const plugin::Job& job, const plugin::JobFigure& figure);

/// True if the report is of a figure of these bytes, by this version with these settings, and each
/// file that the job asks for stands beside it as it was committed.
bool is_valid(const Json& report, const plugin::Job& job, const plugin::JobFigure& figure,
              const std::string& sha256);

/// What a line of the summary says of a figure (docs/corpus.md); `report` may be null.
Json summary_line(const std::string& figure, const std::string& sha256, const Verdict& verdict,
                  const Json& report, const plugin::Job& job, const plugin::JobFigure& of);

/// The same as a line of the table of all figures, and its head. Values apart by commas, text in
/// quotes where it needs them.
std::string table_line(const Json& line);
std::string table_head();

}  // namespace unweave::batch
