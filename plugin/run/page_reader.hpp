// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/image/page_text.hpp"

namespace unweave::plugin {

bool is_pdf(const std::string& path);

/// Of pages or frames, from 1.
struct PageChoice {
  int first = 1, last = std::numeric_limits<int>::max();
};
/// "all", "N" or "N-M", from 1. Nothing for any other text.
std::optional<PageChoice> parse_pages(const std::string& text);

/// A page of a file, from 1 (0: the first, and no other was asked for), or a figure on it.
struct PageOfFile {
  std::string file;  ///< absolute path
  int page = 1;
  std::optional<PageFigure> on_page{};  ///< nothing: all of the page
};

/// Pages and frames of files, and figures among their text, by the engine's program, which alone
/// knows PDF files: what is wrong with such a file ends that program, and no other.
class PageReader {
 public:
  /// `engine`: its program; empty: there is none.
  explicit PageReader(std::string engine) : engine_(std::move(engine)) {}

  const std::string& engine() const { return engine_; }

  /// How many a file has; 0: it cannot be told.
  int count(const std::string& path) const;

  /// The figures in each page of text of a PDF, of these pages. Those that are to be taken as a
  /// whole are left out; nothing for any other file.
  std::map<int, std::vector<PageFigure>> figures(const std::string& path, PageChoice pages) const;

  /// Makes a picture of a page there, which GIMP loads in the place of its file, and beside it what
  /// else is known of it (plugin/request/page_origin.hpp).
  struct Copy {
    std::string reason{}, sentence{};  ///< why there is none, as a verdict's; empty: there is one
    std::string words{};               ///< what the program that made it had to say of the page
  };
  Copy copy(const PageOfFile& page, std::int64_t max_pixels, const std::string& copy) const;

 private:
  std::string engine_;
};

/// The command that lists the figures of a PDF's pages, a line a page, as figures_in_line() reads
/// it. With a `folder`, small pictures of them are put there first, PAGE-NUMBER.png, of a page as a
/// whole PAGE-0.png, `side` pixels long.
std::vector<std::string> listing_command(const std::string& engine, const std::string& path,
                                         PageChoice pages, const std::string& folder = {},
                                         int side = 0);
struct PageLine {
  int page = 0;
  std::optional<std::vector<PageFigure>> figures;  ///< nothing: it is to be taken as a whole
};
std::optional<PageLine> figures_in_line(const std::string& line);

}  // namespace unweave::plugin
