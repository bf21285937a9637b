// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave::batch {

/// Tries out what the command rests on and prints a line for each part: the engine, the reading of
/// labels, each GIMP that is here with the plug-in in it, by recovering a tiny figure with them.
/// True if all is well; that there is no GIMP is well, too. Takes as long as the GIMPs to start.
bool examine();

}  // namespace unweave::batch
