// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/image/geometry.hpp"

namespace unweave::engine {

/// How many pages or frames a file has. Cost: of a PDF its table of contents is read, no page
/// drawn. Throws plugin::HostError for what cannot be loaded.
int count_pages(const std::string& path);

/// A page or frame, from 1; of a PDF's page the part that is meant, in points (empty: all of it).
struct PageOfFile {
  std::string path;
  int page = 1;
  Rect region{};
};

/// Makes a picture of it, for a program that gives no choice: a TIFF whose
/// other pages nobody finds, else a PNG of the pixels that the engine itself would take. What is
/// wrong with the page is said on stderr, as the loaders do. Throws plugin::HostError, TooLarge.
void copy_page(const PageOfFile& from, std::int64_t max_pixels, const std::string& copy);

}  // namespace unweave::engine
