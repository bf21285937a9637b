// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "plugin/batch/figures.hpp"
#include "plugin/run/page_reader.hpp"

namespace unweave::batch {

using plugin::PageReader;

/// A figure for each page of the choice, or for each figure among its text, in the place of a file
/// that has pages. Those in archives
/// are taken out of them to be counted, into `folder`. A file without any of these pages stays,
/// with a problem.
std::vector<FigureFile> figures_of_pages(std::vector<FigureFile> figures, const PageChoice& choice,
                                         const PageReader& reader, const std::string& folder);

}  // namespace unweave::batch
