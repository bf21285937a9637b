// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "plugin/request/settings.hpp"

namespace unweave::plugin {

enum class CommandKind {
  Shell,      ///< gimp-unweave, as a POSIX shell takes it
  ScriptFu2,  ///< of GIMP 2.10
  ScriptFu3,  ///< of GIMP 3
  Python,     ///< the module unweave
};

/// The call that does with these settings, which resolve() accepts, what the dialog does to the
/// data: one line, to be pasted, or for Script-Fu and Python a few. `figure` is the path of the
/// figure's file; where it is empty, "figure.png" stands for it. Quoted so that whoever reads it
/// gets each text as it was, whatever it holds. What such a call does not have is left out: names
/// of result files (the command calls them after the figure, in the folder of the data file) and,
/// but for Script-Fu, layers.
std::string command_text(CommandKind kind, const Settings& settings, const std::string& figure);

/// The text as one word of a POSIX shell; control characters and bytes that are no UTF-8 in the
/// form $'…' of bash and zsh.
std::string shell_word(const std::string& text);

}  // namespace unweave::plugin
