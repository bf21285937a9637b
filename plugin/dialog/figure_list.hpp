// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "plugin/run/page_reader.hpp"

namespace unweave::dialog {

/// Asks for a PDF file; empty: it was given up. The toolkit is initialized.
std::string ask_for_pdf();

/// Shows the figures among the pages of a PDF file, as they are found, and lets the user choose
/// some of them, or of another file. Empty: it was given up. `procedure` is for GIMP's help. The
/// toolkit is initialized.
std::vector<plugin::PageOfFile> choose_figures(const std::string& procedure,
                                               const std::string& file,
                                               const plugin::PageReader& reader);

}  // namespace unweave::dialog
