// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <string>
#include <string_view>

// What the command prints. Everything is UTF-8 until it is printed in the terminal's encoding.

namespace unweave::batch {

/// A file name, of any bytes, as one line that says exactly which it is and cannot steer the
/// terminal: printable characters as they are, \n, \t, \\ and \xNN for the rest.
std::string shown_name(std::string_view bytes);
/// The same for text that is no name: backslashes stay.
std::string shown_text(std::string_view bytes);

/// A (translated) format with its places filled in.
std::string fill(const char* format, ...) G_GNUC_PRINTF(1, 2);

/// A line to stdout, flushed.
void say(const std::string& line);
/// A line to stderr, after the command's name.
void complain(const std::string& line);
/// A line to stderr as it is.
void complain_more(const std::string& line);

}  // namespace unweave::batch
