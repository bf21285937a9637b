// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "tests/plugin/gimp.hpp"

// Pictures that the suite makes in GIMP, and their pixels, sample by sample.

namespace unweave::test {

/// Stored samples, 0..1, of pixel (x, y), and alpha.
struct Sample {
  std::array<double, 3> color;
  double alpha = 1;
};
using Painter = std::function<Sample(int x, int y)>;

/// A smooth field in [0, 1] over a w x h picture.
double field(int x, int y, int width, int height);
/// t through a colormap of the catalog.
Sample through_colormap(double t, const char* colormap);
/// The field through a colormap of the catalog.
Painter pseudocolor(int width, int height, const char* colormap = "viridis");
Painter gray_field(int width, int height);

/// Stores the painter's samples in a layer, each rounded to the precision.
void paint(Id layer, const Painter& painter);
/// Adds a layer on top and paints it.
Id add_layer(Id image, int width, int height, bool alpha, const Painter& painter, Id parent = -1);
/// An 8-bit RGB image with one layer of pseudocolors.
Id pseudocolor_image(int width = 64, int height = 48);
Id top_layer(Id image);
int layer_count(Id image);

/// A layer's samples as numbers, channel by channel interleaved: integers 0..max as they are.
struct Pixels {
  int width = 0, height = 0, channels = 0;
  std::string type;  ///< babl's name: "u8", "half", ...
  std::vector<double> samples;
  double at(int x, int y, int channel) const {
    return samples[(static_cast<std::size_t>(y) * width + x) * channels + channel];
  }
};
Pixels stored_pixels(Id drawable);
/// `value` as a sample of that type: rounded to its precision.
double rounded(double value, const std::string& type);
double full_scale(const std::string& type);

/// A .npy file of little-endian floats.
struct Npy {
  int width = 0, height = 0;
  std::vector<float> values;
  float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};
Npy load_npy(const std::string& path);

}  // namespace unweave::test
