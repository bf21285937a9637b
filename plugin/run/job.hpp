// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/image/page_text.hpp"
#include "core/result.hpp"
#include "plugin/request/settings.hpp"

// What the command gimp-unweave and its worker, the plug-in in a GIMP or the engine, say to each
// other: the job, a JSON file written by
// the command, and events, lines of JSON written by the worker while it works. Paths travel as
// file:// URIs, so that names of any bytes go through unharmed.

namespace unweave::plugin {

/// Name of the batch interpreter procedure. Its argument is the job file's file:// URI.
inline constexpr const char* kBatchProcedure = "plug-in-unweave-batch";

/// Drawings of what was found, by the names in their files' names, and the formats that they can be
/// saved in.
inline constexpr const char* kDrawingNames[] = {"colormap", "colors", "histogram",
                                                "layout",   "field",  "residual"};
inline constexpr const char* kDrawingFormats[] = {"png", "svg"};

/// The planes that go into files of their own beside each data file, by the names in them.
inline constexpr const char *kConfidencePlane = "confidence", *kUncertaintyPlane = "uncertainty",
                            *kFilledPlane = "filled", *kCountPlane = "count",
                            *kSpreadPlane = "spread";
std::vector<std::string> planes_beside(const Request& request);
/// The name of a panel's files: the largest is the first, the others count from 2, as the report
/// lists them.
inline constexpr int kMaxPanels = 64;
std::string panel_part(int number);
/// "map.npy" -> "map.confidence.npy", "map.xyz.csv" -> "map.confidence.xyz.csv".
std::string path_beside(const std::string& path, const std::string& plane);

/// Pixels of a picture, where nothing else is said: GIMP then needs up to 2 GB.
inline constexpr std::int64_t kMaxPixels = 250'000'000;

struct JobFigure {
  std::size_t index = 0;  ///< the command's number for it, repeated in events
  std::string path;       ///< absolute
  std::string name{};  ///< of its results, without ending; may have folders; empty: figure_stem()
  int page = 0;   ///< which page or frame of the file, from 1; 0: the first, and no other is wanted
  int pages = 0;  ///< how many the file has, where the command has counted them; 0: it has not
  /// The figure's file, where `path` is a copy of that page alone; empty: `path` is the file.
  std::string copied_from{};
  std::string words{};  ///< what the program that made the copy had to say of the page
  std::optional<PageFigure> on_page{};  ///< which figure of that page; nothing: all of it
};
/// The name of the results of a file's page, of a figure on a page with others.
std::string page_part(int page, const std::optional<PageFigure>& on_page = std::nullopt);

struct Job {
  std::string events;   ///< absolute path of the pipe that takes the events
  std::string output;   ///< absolute path of the folder for results; it exists
  std::string scratch;  ///< absolute path of an empty private folder, removed by the command
  std::string log;      ///< absolute path of the file that takes what GIMP prints
  std::vector<JobFigure> figures;
  std::vector<std::string> formats;      ///< extensions of the data files, without the dot
  std::vector<std::string> drawings;     ///< formats of the drawings (kDrawingFormats)
  std::vector<std::string> colormaps;    ///< formats of the recovered colormap (colormap_formats())
  bool recolored = false;                ///< also save the recolored figure as PNG
  bool xcf = false;                      ///< also save the picture with its new layers
  std::int64_t max_pixels = kMaxPixels;  ///< larger pictures fail, all pages taken together
  unsigned threads = 0;                  ///< at most; 0: as many as there are processors
  bool take_partial = false;  ///< recover what there is of a picture that did not load whole
  /// Names and texts for Settings::parse().
  std::vector<std::pair<std::string, std::string>> settings;
};

std::string job_json(const Job& job);
/// Errors: InvalidOption (detail: "job=" and what is wrong), for a command and a plug-in of
/// different versions.
Result<Job> parse_job(std::string_view json);

struct Event {
  enum class Kind {
    Ready,   ///< the plug-in runs and has read the job
    Start,   ///< of figure `index`
    Done,    ///< with figure `index`: its files are there
    Failed,  ///< figure `index`: `text` is the reason, and no new file is there
    Passed,  ///< figure `index` is one for another kind of worker; `text` says why
    End,     ///< nothing more to do
  };
  Kind kind = Kind::Ready;
  std::size_t index = 0;
  std::string text{};    ///< Done: what was found, in a line; else a sentence; UTF-8
  std::string reason{};  ///< Failed, Passed: a name for programs, which stays as it is
  std::string found{};   ///< Failed: the parts of the figure that were found, JSON; empty: none
};

/// One line, with its end.
std::string event_line(const Event& event);
/// Nothing for a line that is no event.
std::optional<Event> parse_event(std::string_view line);

/// The file name without folder and last extension: what a figure's results are called.
std::string figure_stem(const std::string& path);
/// What the figure's results are called.
std::string result_name(const JobFigure& figure);
/// The absolute path of the folder that takes them.
std::string result_folder(const Job& job, const JobFigure& figure);
/// The files that a figure may bring whose results are called that.
struct ResultPaths {
  std::string xcf;                ///< empty: not wanted
  std::vector<std::string> data;  ///< in the order of job.formats
  std::string report;
  std::vector<DrawingFile> drawings;
  std::vector<ColormapFile> colormaps;
  std::string recolored{};  ///< empty: not wanted
};
/// The table of a scatter plot's markers beside a data file, or the report.
std::string points_path(const std::string& path);
ResultPaths named_result_paths(const Job& job, const std::string& stem);
/// All of them, with those beside the data files.
std::vector<std::string> result_paths(const Job& job, const std::string& stem);

}  // namespace unweave::plugin
