// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/gimp.hpp"

#include <libgimp/gimp.h>

#include <cstdlib>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace unweave::test {
namespace {

constexpr std::pair<GimpPrecision, Precision> kPrecisions[] = {
    {GIMP_PRECISION_U8_LINEAR, {"u8", Curve::Linear}},
    {GIMP_PRECISION_U8_GAMMA, {"u8", Curve::Display}},
    {GIMP_PRECISION_U16_LINEAR, {"u16", Curve::Linear}},
    {GIMP_PRECISION_U16_GAMMA, {"u16", Curve::Display}},
    {GIMP_PRECISION_U32_LINEAR, {"u32", Curve::Linear}},
    {GIMP_PRECISION_U32_GAMMA, {"u32", Curve::Display}},
    {GIMP_PRECISION_HALF_LINEAR, {"half", Curve::Linear}},
    {GIMP_PRECISION_HALF_GAMMA, {"half", Curve::Display}},
    {GIMP_PRECISION_FLOAT_LINEAR, {"float", Curve::Linear}},
    {GIMP_PRECISION_FLOAT_GAMMA, {"float", Curve::Display}},
    {GIMP_PRECISION_DOUBLE_LINEAR, {"double", Curve::Linear}},
    {GIMP_PRECISION_DOUBLE_GAMMA, {"double", Curve::Display}}};

GimpPrecision gimp_precision(const Precision& precision) {
  for (const auto& [gimp, ours] : kPrecisions)
    if (std::string(ours.type) == precision.type && ours.curve == precision.curve) return gimp;
  throw std::runtime_error("precision");
}

void check(bool done) {
  if (!done) throw std::runtime_error(gimp_get_pdb_error());
}
Id checked(gint32 id) {
  check(id != -1);
  return id;
}

std::string take(gchar* text) {
  std::string taken(text ? text : "");
  g_free(text);
  return taken;
}

}  // namespace

std::vector<Precision> precisions() {
  std::vector<Precision> all;
  for (const auto& pair : kPrecisions) all.push_back(pair.second);
  return all;
}

Id new_image(int width, int height, Base base, Precision precision) {
  return checked(gimp_image_new_with_precision(
      width, height, base == Base::Gray ? GIMP_GRAY : GIMP_RGB, gimp_precision(precision)));
}
void delete_image(Id image) {
  if (image != -1 && gimp_image_is_valid(image)) gimp_image_delete(image);
}

int image_count() {
  gint count = 0;
  g_free(gimp_image_list(&count));
  return count;
}
int image_width(Id image) { return gimp_image_width(image); }
int image_height(Id image) { return gimp_image_height(image); }
std::string image_kind(Id image) {
  for (const auto& [gimp, ours] : kPrecisions)
    if (gimp == gimp_image_get_precision(image))
      return std::string(gimp_image_base_type(image) == GIMP_GRAY  ? "gray "
                         : gimp_image_base_type(image) == GIMP_RGB ? "RGB "
                                                                   : "indexed ") +
             ours.type + (ours.curve == Curve::Linear ? " Linear" : " Display");
  throw std::runtime_error("precision");
}
bool is_dirty(Id image) { return gimp_image_is_dirty(image); }
void clean(Id image) { check(gimp_image_clean_all(image)); }
void set_profile(Id image, Profile profile) {
  GimpColorProfile* made = nullptr;
  switch (profile) {
    case Profile::AdobeRgb:
      made = gimp_color_profile_new_rgb_adobe();
      break;
    case Profile::LinearSrgb:
      made = gimp_color_profile_new_rgb_srgb_linear();
      break;
    case Profile::GrayLab:
      made = gimp_color_profile_new_d50_gray_lab_trc();
      break;
  }
  const bool set = gimp_image_set_color_profile(image, made);
  g_object_unref(made);
  check(set);
}
void make_indexed(Id image, int colors) {
  check(gimp_image_convert_indexed(image, GIMP_CONVERT_DITHER_NONE, GIMP_CONVERT_PALETTE_GENERATE,
                                   colors, FALSE, FALSE, ""));
}
void select(Id image, int x, int y, int width, int height) {
  check(gimp_image_select_rectangle(image, GIMP_CHANNEL_OP_REPLACE, x, y, width, height));
}
void select_none(Id image) { check(gimp_selection_none(image)); }
bool has_selection(Id image) { return !gimp_selection_is_empty(image); }
Id selection_of(Id image) { return checked(gimp_image_get_selection(image)); }
Id load(const std::string& path) {
  return checked(gimp_file_load(GIMP_RUN_NONINTERACTIVE, path.c_str(), path.c_str()));
}
void set_file(Id image, const std::string& path) {
  check(gimp_image_set_filename(image, path.c_str()));
}
void save(Id image, Id layer, const std::string& path) {
  check(gimp_file_save(GIMP_RUN_NONINTERACTIVE, image, layer, path.c_str(), path.c_str()));
}

Id new_layer(Id image, int width, int height, bool alpha, Id parent) {
  const bool gray = gimp_image_base_type(image) == GIMP_GRAY;
  const GimpImageType type = gray ? (alpha ? GIMP_GRAYA_IMAGE : GIMP_GRAY_IMAGE)
                                  : (alpha ? GIMP_RGBA_IMAGE : GIMP_RGB_IMAGE);
  const Id layer =
      checked(gimp_layer_new(image, "picture", width, height, type, 100, GIMP_LAYER_MODE_NORMAL));
  check(gimp_image_insert_layer(image, layer, parent, 0));
  return layer;
}
Id new_group(Id image) {
  const Id group = checked(gimp_layer_group_new(image));
  check(gimp_image_insert_layer(image, group, -1, 0));
  return group;
}
void delete_layer(Id image, Id layer) { check(gimp_image_remove_layer(image, layer)); }
Id new_channel(Id image) {
  const GimpRGB color{};
  const Id channel = checked(gimp_channel_new(image, "channel", gimp_image_width(image),
                                              gimp_image_height(image), 50, &color));
  check(gimp_image_insert_channel(image, channel, -1, 0));
  return channel;
}
Id new_mask(Id layer) {
  const Id mask = checked(gimp_layer_create_mask(layer, GIMP_ADD_MASK_SELECTION));
  check(gimp_layer_add_mask(layer, mask));
  return mask;
}
Id new_floating_selection(Id image, Id layer) {
  return checked(gimp_selection_float(image, layer, 3, 3));
}
std::vector<Id> layers_of(Id image) {
  gint count = 0;
  gint* layers = gimp_image_get_layers(image, &count);
  std::vector<Id> all(layers, layers + count);
  g_free(layers);
  return all;
}
Id active_layer(Id image) { return gimp_image_get_active_layer(image); }
Id active_drawable(Id image) { return gimp_image_get_active_drawable(image); }
bool is_item(Id item) { return gimp_item_is_valid(item); }
Id image_of(Id item) { return gimp_item_get_image(item); }
Id parent_of(Id item) { return gimp_item_get_parent(item); }
int position_of(Id item) { return gimp_image_get_item_position(gimp_item_get_image(item), item); }
std::string name_of(Id item) { return take(gimp_item_get_name(item)); }
bool is_visible(Id item) { return gimp_item_get_visible(item); }
void set_visible(Id item, bool visible) { check(gimp_item_set_visible(item, visible)); }
Offsets offsets_of(Id layer) {
  Offsets offsets;
  check(gimp_drawable_offsets(layer, &offsets.x, &offsets.y));
  return offsets;
}
void set_offsets(Id layer, Offsets offsets) {
  check(gimp_layer_set_offsets(layer, offsets.x, offsets.y));
}
double opacity_of(Id layer) { return gimp_layer_get_opacity(layer); }
void set_opacity(Id layer, double percent) { check(gimp_layer_set_opacity(layer, percent)); }
void set_multiply_mode(Id layer) { check(gimp_layer_set_mode(layer, GIMP_LAYER_MODE_MULTIPLY)); }
void use_mask(Id layer, bool use) { check(gimp_layer_set_apply_mask(layer, use)); }
GeglBuffer* buffer_of(Id drawable) { return gimp_drawable_get_buffer(drawable); }
void update(Id drawable) {
  gimp_drawable_update(drawable, 0, 0, gimp_drawable_width(drawable),
                       gimp_drawable_height(drawable));
}
namespace {

/// Takes what a parasite holds; empty: there is none.
std::string taken(GimpParasite* parasite) {
  if (!parasite) return {};
  std::string text(static_cast<const char*>(gimp_parasite_data(parasite)),
                   static_cast<std::size_t>(gimp_parasite_data_size(parasite)));
  gimp_parasite_free(parasite);
  return text;
}

}  // namespace

std::string page_of(Id image) { return taken(gimp_image_get_parasite(image, "unweave-page")); }
void crop(Id image, int x, int y, int width, int height) {
  check(gimp_image_crop(image, width, height, x, y));
}
std::string report_of(Id layer) { return taken(gimp_item_get_parasite(layer, "unweave-report")); }

std::string new_gradient(const std::string& name, Color left, Color right) {
  const std::string made = take(gimp_gradient_new(name.c_str()));
  const GimpRGB low{left.red, left.green, left.blue, 1},
      high{right.red, right.green, right.blue, 1};
  check(gimp_gradient_segment_set_left_color(made.c_str(), 0, &low, 100));
  check(gimp_gradient_segment_set_right_color(made.c_str(), 0, &high, 100));
  return made;
}
void delete_gradient(const std::string& name) { check(gimp_gradient_delete(name.c_str())); }
std::string menu_entries(const std::string& words) {
  gint count = 0;
  GimpParam* values = gimp_run_procedure("gimp-plugins-query", &count, GIMP_PDB_STRING,
                                         words.c_str(), GIMP_PDB_END);
  check(values[0].data.d_status == GIMP_PDB_SUCCESS);
  std::string entries;
  for (gint i = 0; i < values[1].data.d_int32; ++i)
    entries += std::string(values[2].data.d_stringarray[i]) + "\n";
  gimp_destroy_params(values, count);
  return entries;
}

Id show(Id image) {
  check(gimp_image_undo_disable(image) && gimp_image_undo_enable(image));
  const Id window = checked(gimp_display_new(image));
  gimp_displays_flush();
  return window;
}
void close_window(Id window) { check(gimp_display_delete(window)); }
// Only an image that no window shows can be deleted.
bool is_shown(Id image) { return !gimp_image_delete(image); }

const char* const kFolderRefusal = "is a folder";

Answer call_unweave(Id image, Id drawable, const Options& options, Mode mode) {
  // In the order of the procedure's documentation; kept here in full on purpose: a caller's scripts
  // break when it changes.
  struct Argument {
    GimpPDBArgType type;
    const char *name, *initial;
  };
  constexpr Argument kArguments[] = {{GIMP_PDB_STRING, "colormap", "auto"},
                                     {GIMP_PDB_INT32, "reverse", "0"},
                                     {GIMP_PDB_FLOAT, "max-distance", "-1"},
                                     {GIMP_PDB_STRING, "plot-area", ""},
                                     {GIMP_PDB_STRING, "colorbar", ""},
                                     {GIMP_PDB_STRING, "range", ""},
                                     {GIMP_PDB_STRING, "scale", "linear"},
                                     {GIMP_PDB_STRING, "output", "layer"},
                                     {GIMP_PDB_INT32, "residual-layer", "0"},
                                     {GIMP_PDB_STRING, "data-file", ""},
                                     {GIMP_PDB_STRING, "report-file", ""},
                                     {GIMP_PDB_STRING, "units", ""},
                                     {GIMP_PDB_INT32, "confidence-layer", "0"},
                                     {GIMP_PDB_STRING, "colormap-file", ""},
                                     {GIMP_PDB_STRING, "recolor", ""},
                                     {GIMP_PDB_FLOAT, "fill", "0"},
                                     {GIMP_PDB_STRING, "no-data", ""},
                                     {GIMP_PDB_INT32, "add-colormap", "0"},
                                     {GIMP_PDB_STRING, "x-range", ""},
                                     {GIMP_PDB_STRING, "y-range", ""},
                                     {GIMP_PDB_INT32, "panels", "0"}};
  std::vector<GimpParam> params(3 + std::size(kArguments));
  params[0] = {GIMP_PDB_INT32, {}};
  params[0].data.d_int32 = mode == Mode::Interactive      ? GIMP_RUN_INTERACTIVE
                           : mode == Mode::NonInteractive ? GIMP_RUN_NONINTERACTIVE
                                                          : GIMP_RUN_WITH_LAST_VALS;
  params[1] = {GIMP_PDB_IMAGE, {}};
  params[1].data.d_image = image;
  params[2] = {GIMP_PDB_DRAWABLE, {}};
  params[2].data.d_drawable = drawable;
  std::size_t used = 0;
  for (std::size_t i = 0; i < std::size(kArguments); ++i) {
    const auto given = options.find(kArguments[i].name);
    used += given != options.end();
    const char* text = given == options.end() ? kArguments[i].initial : given->second.c_str();
    GimpParam& param = params[3 + i];
    param.type = kArguments[i].type;
    if (param.type == GIMP_PDB_INT32)
      param.data.d_int32 = std::atoi(text);
    else if (param.type == GIMP_PDB_FLOAT)
      param.data.d_float = g_ascii_strtod(text, nullptr);
    else
      param.data.d_string = const_cast<gchar*>(text);
  }
  if (used != options.size()) throw std::invalid_argument("no such option");
  gint count = 0;
  GimpParam* values = gimp_run_procedure2("plug-in-unweave", &count,
                                          static_cast<gint>(params.size()), params.data());
  Answer answer;
  const GimpPDBStatusType status = values[0].data.d_status;
  if (status == GIMP_PDB_SUCCESS) {
    answer.status = Status::Success;
    answer.layer = values[1].data.d_layer;
  } else {
    answer.status = status == GIMP_PDB_CANCEL ? Status::Canceled : Status::Failed;
    answer.message = gimp_get_pdb_error();
  }
  gimp_destroy_params(values, count);
  return answer;
}

OpenedFigures call_figures(const std::string& file, const std::string& pages, int figure,
                           Mode mode) {
  gint count = 0;
  GimpParam* values = gimp_run_procedure(
      "plug-in-unweave-pdf-figures", &count, GIMP_PDB_INT32,
      mode == Mode::Interactive ? GIMP_RUN_INTERACTIVE : GIMP_RUN_NONINTERACTIVE, GIMP_PDB_STRING,
      file.c_str(), GIMP_PDB_STRING, pages.c_str(), GIMP_PDB_INT32, figure, GIMP_PDB_END);
  OpenedFigures opened;
  const GimpPDBStatusType status = values[0].data.d_status;
  if (status == GIMP_PDB_SUCCESS) {
    opened.status = Status::Success;
    const gint32* images = values[2].data.d_int32array;
    opened.images.assign(images, images + values[1].data.d_int32);
  } else {
    opened.status = status == GIMP_PDB_CANCEL ? Status::Canceled : Status::Failed;
    opened.message = gimp_get_pdb_error();
  }
  gimp_destroy_params(values, count);
  return opened;
}

}  // namespace unweave::test
