// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugin/batch/figures.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {

/// "all", "N" or "N-M", from 1. Nothing for any other text.
std::optional<PageChoice> parse_pages(const std::string& text);

/// Pages and frames of files, by the engine's program where only it can tell.
class PageReader {
 public:
  /// `engine`: its program; empty: there is none.
  explicit PageReader(std::string engine) : engine_(std::move(engine)) {}

  /// How many a file has; 0: it cannot be told.
  int count(const std::string& path) const;

  /// The figures in each page of text of a PDF, of these pages. Those that are to be taken as a
  /// whole are left out; nothing for any other file.
  std::map<int, std::vector<PageFigure>> figures(const std::string& path, int first,
                                                 int last) const;

  /// Makes a copy of the figure's page in the folder, which GIMP loads in the place of its file.
  /// Returns why that cannot be, as a verdict's reason and sentence.
  struct Refusal {
    std::string reason, sentence;
  };
  std::optional<Refusal> copy(plugin::JobFigure& figure, std::int64_t max_pixels,
                              const std::string& folder) const;

 private:
  std::string engine_;
};

/// A figure for each page of the choice, or for each figure among its text, in the place of a file
/// that has pages. Those in archives
/// are taken out of them to be counted, into `folder`. A file without any of these pages stays,
/// with a problem.
std::vector<FigureFile> figures_of_pages(std::vector<FigureFile> figures, const PageChoice& choice,
                                         const PageReader& reader, const std::string& folder);

}  // namespace unweave::batch
