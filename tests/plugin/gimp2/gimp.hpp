// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libgimp/gimp.h>

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

// What the tests need of GIMP 2.10, written without the plug-in's own code, so that a mistake in
// that code cannot hide itself.

namespace unweave::test {

/// An image that is deleted with the object.
class Image {
 public:
  Image(int width, int height, GimpImageBaseType type, GimpPrecision precision)
      : id_(gimp_image_new_with_precision(width, height, type, precision)) {}
  explicit Image(gint32 id) : id_(id) {}
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() {
    if (id_ != -1 && gimp_image_is_valid(id_)) gimp_image_delete(id_);
  }
  operator gint32() const { return id_; }  // NOLINT(google-explicit-constructor)

 private:
  gint32 id_;
};

using Color = std::array<double, 3>;
/// Stored samples, 0..1, of pixel (x, y), and alpha.
struct Sample {
  Color color;
  double alpha = 1;
};
using Painter = std::function<Sample(int x, int y)>;

/// A smooth field in [0, 1] over a w x h picture.
double field(int x, int y, int width, int height);
/// The field through a colormap of the catalogue.
Painter pseudocolor(int width, int height, const char* colormap = "viridis");
Painter gray_field(int width, int height);

/// Adds a layer on top and stores the painter's samples in it, each rounded to the precision.
gint32 add_layer(gint32 image, int width, int height, bool alpha, const Painter& painter,
                 gint32 parent = 0);
/// An 8-bit RGB image with one layer of pseudocolors.
gint32 pseudocolor_image(int width = 64, int height = 48);
/// The image's only or top layer.
gint32 top_layer(gint32 image);
int layer_count(gint32 image);

/// A layer's samples as numbers, channel by channel interleaved: integers 0..max as they are.
struct Pixels {
  int width = 0, height = 0, channels = 0;
  std::string type;  ///< babl's name: "u8", "half", …
  std::vector<double> samples;
  double at(int x, int y, int channel) const {
    return samples[(static_cast<std::size_t>(y) * width + x) * channels + channel];
  }
};
Pixels stored_pixels(gint32 drawable);
/// `value` as a sample of that type: rounded to its precision.
double rounded(double value, const std::string& type);
double full_scale(const std::string& type);

/// Outcome of a call of plug-in-unweave.
struct Answer {
  GimpPDBStatusType status = GIMP_PDB_EXECUTION_ERROR;
  std::string message;
  gint32 layer = -1;
};
using Options = std::map<std::string, std::string>;
/// Calls the plug-in with defaults but for `options` (flags: "1"; numbers as text).
Answer call_unweave(gint32 image, gint32 drawable, const Options& options = {},
                    GimpRunMode mode = GIMP_RUN_NONINTERACTIVE);

/// A .npy file of little-endian floats.
struct Npy {
  int width = 0, height = 0;
  std::vector<float> values;
  float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};
Npy load_npy(const std::string& path);

/// The text of a layer's report; empty if there is none.
std::string report_of(gint32 layer);

}  // namespace unweave::test
