// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gegl.h>

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

// What the suite needs of the GIMP in which it runs, whatever its major, written without the
// plug-in's own code, so that a mistake in that code cannot hide itself. gimp2/gimp.cpp and
// gimp3/gimp.cpp give it. What fails here throws std::runtime_error.

namespace unweave::test {

/// GIMP's number for an image, a layer, ...; -1: none.
using Id = std::int32_t;

enum class Base { Rgb, Gray };
enum class Curve { Linear, Display, Perceptual };
/// `type` is babl's name: "u8", "half", ...
struct Precision {
  const char* type;
  Curve curve;
};
/// All that this GIMP's images can have.
std::vector<Precision> precisions();
inline constexpr Precision kEightBits{"u8", Curve::Display};

enum class Profile { AdobeRgb, LinearSrgb, GrayLab };

Id new_image(int width, int height, Base base, Precision precision);
/// Nothing if it is gone already.
void delete_image(Id image);

/// An image that is deleted with the object.
class Image {
 public:
  Image(int width, int height, Base base, Precision precision)
      : id_(new_image(width, height, base, precision)) {}
  explicit Image(Id id) : id_(id) {}
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;
  ~Image() { delete_image(id_); }
  operator Id() const { return id_; }  // NOLINT(google-explicit-constructor)

 private:
  Id id_;
};

struct Color {
  double red, green, blue;
};

// Images.
int image_count();
int image_width(Id image);
int image_height(Id image);
/// "gray float Display", for an image like that.
std::string image_kind(Id image);
bool is_dirty(Id image);
void clean(Id image);
void set_profile(Id image, Profile profile);
void make_indexed(Id image, int colors);
void select(Id image, int x, int y, int width, int height);
void select_none(Id image);
bool has_selection(Id image);
Id selection_of(Id image);
Id load(const std::string& path);
void save(Id image, Id layer, const std::string& path);
/// The image counts as that file (.xcf), as one that was opened from it does.
void set_file(Id image, const std::string& path);

// Layers and what else is in an image.
/// Adds an empty layer on top, of the image's type.
Id new_layer(Id image, int width, int height, bool alpha, Id parent = -1);
Id new_group(Id image);
void delete_layer(Id image, Id layer);
Id new_channel(Id image);
/// Shows just what is selected.
Id new_mask(Id layer);
Id new_floating_selection(Id image, Id layer);
std::vector<Id> layers_of(Id image);
Id active_layer(Id image);
Id active_drawable(Id image);
bool is_item(Id item);
Id image_of(Id item);
Id parent_of(Id item);
int position_of(Id item);
std::string name_of(Id item);
bool is_visible(Id item);
void set_visible(Id item, bool visible);
struct Offsets {
  int x = 0, y = 0;
};
Offsets offsets_of(Id layer);
void set_offsets(Id layer, Offsets offsets);
double opacity_of(Id layer);
void set_opacity(Id layer, double percent);
void set_multiply_mode(Id layer);
void use_mask(Id layer, bool use);
/// The caller unrefs it.
GeglBuffer* buffer_of(Id drawable);
/// After its buffer was written.
void update(Id drawable);
/// Of the layer's report; empty if there is none.
std::string report_of(Id layer);

// The rest of GIMP.
/// A gradient of two colors; its name.
std::string new_gradient(const std::string& name, Color left, Color right);
void delete_gradient(const std::string& name);
/// A line for each menu entry of a plug-in whose label has `words`.
std::string menu_entries(const std::string& words);

/// Opens a window for an image, with nothing to undo. The image is deleted with its last window.
Id show(Id image);
void close_window(Id window);
/// False: nobody sees the image; it is deleted.
bool is_shown(Id image);

enum class Status { Success, Canceled, Failed };
enum class Mode { Interactive, NonInteractive, LastValues };
/// Outcome of a call of plug-in-unweave.
struct Answer {
  Status status = Status::Failed;
  std::string message;
  Id layer = -1;
  std::vector<Id> layers;  ///< GIMP 3: one for each layer that was given
};
/// What a refusal says when a data file's name is a folder's: GIMP 3 checks that itself.
extern const char* const kFolderRefusal;
/// Outcome of a call of plug-in-unweave-pdf-figures.
struct OpenedFigures {
  Status status = Status::Failed;
  std::string message;
  std::vector<Id> images;
};
OpenedFigures call_figures(const std::string& file, const std::string& pages, int figure,
                           Mode mode = Mode::NonInteractive);
/// Of the page that the image shows; empty if there is none.
std::string page_of(Id image);
void crop(Id image, int x, int y, int width, int height);

using Options = std::map<std::string, std::string>;
/// Calls the plug-in with defaults but for `options` (flags: "1"; numbers as text).
Answer call_unweave(Id image, Id drawable, const Options& options = {},
                    Mode mode = Mode::NonInteractive);

}  // namespace unweave::test
