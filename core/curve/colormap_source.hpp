// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace unweave {

/// Where the colormap came from, strongest first.
enum class ColormapSource { Given, Gradient, Colorbar, Catalog, Locus };

}  // namespace unweave
