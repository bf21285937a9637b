// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/gimp.hpp"

#include <libgimp/gimp.h>

#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "tests/plugin/gimp3/gimp3.hpp"

namespace unweave::test {
namespace {

constexpr std::pair<GimpPrecision, Precision> kPrecisions[] = {
    {GIMP_PRECISION_U8_LINEAR, {"u8", Curve::Linear}},
    {GIMP_PRECISION_U8_NON_LINEAR, {"u8", Curve::Display}},
    {GIMP_PRECISION_U8_PERCEPTUAL, {"u8", Curve::Perceptual}},
    {GIMP_PRECISION_U16_LINEAR, {"u16", Curve::Linear}},
    {GIMP_PRECISION_U16_NON_LINEAR, {"u16", Curve::Display}},
    {GIMP_PRECISION_U16_PERCEPTUAL, {"u16", Curve::Perceptual}},
    {GIMP_PRECISION_U32_LINEAR, {"u32", Curve::Linear}},
    {GIMP_PRECISION_U32_NON_LINEAR, {"u32", Curve::Display}},
    {GIMP_PRECISION_U32_PERCEPTUAL, {"u32", Curve::Perceptual}},
    {GIMP_PRECISION_HALF_LINEAR, {"half", Curve::Linear}},
    {GIMP_PRECISION_HALF_NON_LINEAR, {"half", Curve::Display}},
    {GIMP_PRECISION_HALF_PERCEPTUAL, {"half", Curve::Perceptual}},
    {GIMP_PRECISION_FLOAT_LINEAR, {"float", Curve::Linear}},
    {GIMP_PRECISION_FLOAT_NON_LINEAR, {"float", Curve::Display}},
    {GIMP_PRECISION_FLOAT_PERCEPTUAL, {"float", Curve::Perceptual}},
    {GIMP_PRECISION_DOUBLE_LINEAR, {"double", Curve::Linear}},
    {GIMP_PRECISION_DOUBLE_NON_LINEAR, {"double", Curve::Display}},
    {GIMP_PRECISION_DOUBLE_PERCEPTUAL, {"double", Curve::Perceptual}}};

GimpPrecision gimp_precision(const Precision& precision) {
  for (const auto& [gimp, ours] : kPrecisions)
    if (std::string(ours.type) == precision.type && ours.curve == precision.curve) return gimp;
  throw std::runtime_error("precision");
}

void check(bool done) {
  if (!done) throw std::runtime_error(gimp_pdb_get_last_error(gimp_get_pdb()));
}
template <class T>
T* checked(T* object) {
  check(object != nullptr);
  return object;
}
template <class T>
Id checked_id(T* item) {
  return gimp_item_get_id(GIMP_ITEM(checked(item)));
}

std::string take(gchar* text) {
  std::string taken(text ? text : "");
  g_free(text);
  return taken;
}

GimpImage* image_at(Id id) { return checked(gimp_image_get_by_id(id)); }
GimpLayer* layer_or_none(Id id) { return id == -1 ? nullptr : layer_at(id); }

template <class T>
std::vector<Id> ids(T** items) {
  std::vector<Id> all;
  for (T** at = items; at && *at; ++at) all.push_back(gimp_item_get_id(GIMP_ITEM(*at)));
  g_free(items);
  return all;
}

}  // namespace

GimpLayer* layer_at(Id id) { return checked(gimp_layer_get_by_id(id)); }
GimpDrawable* drawable_at(Id id) { return checked(gimp_drawable_get_by_id(id)); }
GimpItem* item_at(Id id) { return checked(gimp_item_get_by_id(id)); }

std::vector<Precision> precisions() {
  std::vector<Precision> all;
  for (const auto& pair : kPrecisions) all.push_back(pair.second);
  return all;
}

Id new_image(int width, int height, Base base, Precision precision) {
  return gimp_image_get_id(checked(gimp_image_new_with_precision(
      width, height, base == Base::Gray ? GIMP_GRAY : GIMP_RGB, gimp_precision(precision))));
}
void delete_image(Id image) {
  if (image != -1 && gimp_image_id_is_valid(image)) gimp_image_delete(image_at(image));
}

int image_count() {
  GimpImage** images = gimp_get_images();
  int count = 0;
  while (images && images[count]) ++count;
  g_free(images);
  return count;
}
int image_width(Id image) { return gimp_image_get_width(image_at(image)); }
int image_height(Id image) { return gimp_image_get_height(image_at(image)); }
std::string image_kind(Id image) {
  const auto base = gimp_image_get_base_type(image_at(image));
  for (const auto& [gimp, ours] : kPrecisions)
    if (gimp == gimp_image_get_precision(image_at(image)))
      return std::string(base == GIMP_GRAY  ? "gray "
                         : base == GIMP_RGB ? "RGB "
                                            : "indexed ") +
             ours.type +
             (ours.curve == Curve::Linear    ? " Linear"
              : ours.curve == Curve::Display ? " Display"
                                             : " Perceptual");
  throw std::runtime_error("precision");
}
bool is_dirty(Id image) { return gimp_image_is_dirty(image_at(image)); }
void clean(Id image) { check(gimp_image_clean_all(image_at(image))); }
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
  const bool set = gimp_image_set_color_profile(image_at(image), made);
  g_object_unref(made);
  check(set);
}
void make_indexed(Id image, int colors) {
  check(gimp_image_convert_indexed(image_at(image), GIMP_CONVERT_DITHER_NONE,
                                   GIMP_CONVERT_PALETTE_GENERATE, colors, FALSE, FALSE, ""));
}
void select(Id image, int x, int y, int width, int height) {
  check(gimp_image_select_rectangle(image_at(image), GIMP_CHANNEL_OP_REPLACE, x, y, width, height));
}
void select_none(Id image) { check(gimp_selection_none(image_at(image))); }
bool has_selection(Id image) { return !gimp_selection_is_empty(image_at(image)); }
Id selection_of(Id image) { return checked_id(gimp_image_get_selection(image_at(image))); }
Id load(const std::string& path) {
  GFile* file = g_file_new_for_path(path.c_str());
  GimpImage* image = gimp_file_load(GIMP_RUN_NONINTERACTIVE, file);
  g_object_unref(file);
  return gimp_image_get_id(checked(image));
}
void set_file(Id image, const std::string& path) {
  GFile* file = g_file_new_for_path(path.c_str());
  const bool done = gimp_image_set_file(image_at(image), file);
  g_object_unref(file);
  check(done);
}
void save(Id image, Id, const std::string& path) {
  GFile* file = g_file_new_for_path(path.c_str());
  const bool saved = gimp_file_save(GIMP_RUN_NONINTERACTIVE, image_at(image), file, nullptr);
  g_object_unref(file);
  check(saved);
}

Id new_layer(Id image, int width, int height, bool alpha, Id parent) {
  const bool gray = gimp_image_get_base_type(image_at(image)) == GIMP_GRAY;
  const GimpImageType type = gray ? (alpha ? GIMP_GRAYA_IMAGE : GIMP_GRAY_IMAGE)
                                  : (alpha ? GIMP_RGBA_IMAGE : GIMP_RGB_IMAGE);
  GimpLayer* layer = checked(
      gimp_layer_new(image_at(image), "picture", width, height, type, 100, GIMP_LAYER_MODE_NORMAL));
  check(gimp_image_insert_layer(image_at(image), layer, layer_or_none(parent), 0));
  return checked_id(layer);
}
Id new_group(Id image) {
  GimpLayer* group = GIMP_LAYER(checked(gimp_group_layer_new(image_at(image), "group")));
  check(gimp_image_insert_layer(image_at(image), group, nullptr, 0));
  return checked_id(group);
}
void delete_layer(Id image, Id layer) {
  check(gimp_image_remove_layer(image_at(image), GIMP_LAYER(item_at(layer))));
}
Id new_channel(Id image) {
  GeglColor* color = gegl_color_new("red");
  GimpChannel* channel = checked(gimp_channel_new(image_at(image), "channel", image_width(image),
                                                  image_height(image), 50, color));
  g_object_unref(color);
  check(gimp_image_insert_channel(image_at(image), channel, nullptr, 0));
  return checked_id(channel);
}
Id new_mask(Id layer) {
  GimpLayerMask* mask = checked(gimp_layer_create_mask(layer_at(layer), GIMP_ADD_MASK_SELECTION));
  check(gimp_layer_add_mask(layer_at(layer), mask));
  return checked_id(mask);
}
Id new_floating_selection(Id image, Id layer) {
  GimpDrawable* drawables[] = {drawable_at(layer), nullptr};
  return checked_id(gimp_selection_float(image_at(image), drawables, 3, 3));
}
std::vector<Id> layers_of(Id image) { return ids(gimp_image_get_layers(image_at(image))); }
Id active_layer(Id image) {
  const auto all = ids(gimp_image_get_selected_layers(image_at(image)));
  return all.size() == 1 ? all[0] : -1;
}
Id active_drawable(Id image) {
  const auto all = ids(gimp_image_get_selected_drawables(image_at(image)));
  return all.size() == 1 ? all[0] : -1;
}
bool is_item(Id item) { return gimp_item_id_is_valid(item); }
Id image_of(Id item) { return gimp_image_get_id(checked(gimp_item_get_image(item_at(item)))); }
Id parent_of(Id item) {
  GimpItem* parent = gimp_item_get_parent(item_at(item));
  return parent ? gimp_item_get_id(parent) : -1;
}
int position_of(Id item) {
  return gimp_image_get_item_position(gimp_item_get_image(item_at(item)), item_at(item));
}
std::string name_of(Id item) { return take(gimp_item_get_name(item_at(item))); }
bool is_visible(Id item) { return gimp_item_get_visible(item_at(item)); }
void set_visible(Id item, bool visible) { check(gimp_item_set_visible(item_at(item), visible)); }
Offsets offsets_of(Id layer) {
  Offsets offsets;
  check(gimp_drawable_get_offsets(drawable_at(layer), &offsets.x, &offsets.y));
  return offsets;
}
void set_offsets(Id layer, Offsets offsets) {
  check(gimp_layer_set_offsets(layer_at(layer), offsets.x, offsets.y));
}
double opacity_of(Id layer) { return gimp_layer_get_opacity(layer_at(layer)); }
void set_opacity(Id layer, double percent) {
  check(gimp_layer_set_opacity(layer_at(layer), percent));
}
void set_multiply_mode(Id layer) {
  check(gimp_layer_set_mode(layer_at(layer), GIMP_LAYER_MODE_MULTIPLY));
}
void use_mask(Id layer, bool use) { check(gimp_layer_set_apply_mask(layer_at(layer), use)); }
GeglBuffer* buffer_of(Id drawable) {
  return checked(gimp_drawable_get_buffer(drawable_at(drawable)));
}
void update(Id drawable) {
  GimpDrawable* changed = drawable_at(drawable);
  gimp_drawable_update(changed, 0, 0, gimp_drawable_get_width(changed),
                       gimp_drawable_get_height(changed));
}
namespace {

/// Takes what a parasite holds; empty: there is none.
std::string taken(GimpParasite* parasite) {
  if (!parasite) return {};
  guint32 size = 0;
  const auto* data = static_cast<const char*>(gimp_parasite_get_data(parasite, &size));
  std::string text(data, size);
  gimp_parasite_free(parasite);
  return text;
}

}  // namespace

std::string page_of(Id image) {
  return taken(gimp_image_get_parasite(image_at(image), "unweave-page"));
}
void crop(Id image, int x, int y, int width, int height) {
  check(gimp_image_crop(image_at(image), width, height, x, y));
}
std::string report_of(Id layer) {
  return taken(gimp_item_get_parasite(item_at(layer), "unweave-report"));
}

std::string new_gradient(const std::string& name, Color left, Color right) {
  GimpGradient* gradient = checked(gimp_gradient_new(name.c_str()));
  GeglColor* color = gegl_color_new(nullptr);
  const auto set = [&](const Color& wanted, auto set_side) {
    const double rgb[] = {wanted.red, wanted.green, wanted.blue};
    gegl_color_set_pixel(color, babl_format("R'G'B' double"), rgb);
    check(set_side(gradient, 0, color));
  };
  set(left, gimp_gradient_segment_set_left_color);
  set(right, gimp_gradient_segment_set_right_color);
  g_object_unref(color);
  return take(gimp_resource_get_name(GIMP_RESOURCE(gradient)));
}
void delete_gradient(const std::string& name) {
  check(gimp_resource_delete(GIMP_RESOURCE(checked(gimp_gradient_get_by_name(name.c_str())))));
}
std::string menu_entries(const std::string& words) {
  GimpProcedure* query = checked(gimp_pdb_lookup_procedure(gimp_get_pdb(), "gimp-plug-ins-query"));
  GimpValueArray* values = gimp_procedure_run(query, "search-string", words.c_str(), nullptr);
  check(GIMP_VALUES_GET_ENUM(values, 0) == GIMP_PDB_SUCCESS);
  std::string entries;
  auto** procedures = static_cast<char**>(g_value_get_boxed(gimp_value_array_index(values, 1)));
  for (; procedures && *procedures; ++procedures) {
    GimpProcedure* found = gimp_pdb_lookup_procedure(gimp_get_pdb(), *procedures);
    std::string label = take(g_strdup(gimp_procedure_get_menu_label(checked(found))));
    std::erase(label, '_');
    for (GList* path = gimp_procedure_get_menu_paths(found); path; path = path->next)
      entries += std::string(static_cast<char*>(path->data)) + "/" + label + "\n";
  }
  gimp_value_array_unref(values);
  return entries;
}

Id show(Id image) {
  check(gimp_image_undo_disable(image_at(image)) && gimp_image_undo_enable(image_at(image)));
  const Id window = gimp_display_get_id(checked(gimp_display_new(image_at(image))));
  gimp_displays_flush();
  return window;
}
void close_window(Id window) { check(gimp_display_delete(gimp_display_get_by_id(window))); }
// Only an image that no window shows can be deleted.
bool is_shown(Id image) { return !gimp_image_delete(image_at(image)); }

namespace {

/// Sets an argument of the call from text, as its type wants it.
void set_argument(GObject* config, const std::string& name, const std::string& text) {
  GParamSpec* spec = g_object_class_find_property(G_OBJECT_GET_CLASS(config), name.c_str());
  if (!spec) throw std::invalid_argument("no such option: " + name);
  if (spec->value_type == G_TYPE_BOOLEAN) {
    g_object_set(config, name.c_str(), text == "1", nullptr);
  } else if (spec->value_type == G_TYPE_DOUBLE) {
    g_object_set(config, name.c_str(), g_ascii_strtod(text.c_str(), nullptr), nullptr);
  } else if (spec->value_type == G_TYPE_FILE) {
    GFile* file = g_file_new_for_commandline_arg(text.c_str());
    g_object_set(config, name.c_str(), file, nullptr);
    g_object_unref(file);
  } else {
    g_object_set(config, name.c_str(), text.c_str(), nullptr);
  }
}

}  // namespace

OpenedFigures call_figures(const std::string& file, const std::string& pages, int figure,
                           Mode mode) {
  GimpProcedure* procedure =
      checked(gimp_pdb_lookup_procedure(gimp_get_pdb(), "plug-in-unweave-pdf-figures"));
  GimpProcedureConfig* config = gimp_procedure_create_config(procedure);
  GFile* paper = g_file_new_for_commandline_arg(file.c_str());
  g_object_set(config, "run-mode",
               mode == Mode::Interactive ? GIMP_RUN_INTERACTIVE : GIMP_RUN_NONINTERACTIVE, "file",
               paper, "pages", pages.c_str(), "figure", figure, nullptr);
  g_object_unref(paper);
  GimpValueArray* values = gimp_procedure_run_config(procedure, config);
  g_object_unref(config);
  OpenedFigures opened;
  const auto status = static_cast<GimpPDBStatusType>(GIMP_VALUES_GET_ENUM(values, 0));
  if (status == GIMP_PDB_SUCCESS) {
    opened.status = Status::Success;
    auto** images = static_cast<GimpImage**>(g_value_get_boxed(gimp_value_array_index(values, 1)));
    for (; images && *images; ++images) opened.images.push_back(gimp_image_get_id(*images));
  } else {
    opened.status = status == GIMP_PDB_CANCEL ? Status::Canceled : Status::Failed;
    opened.message = gimp_pdb_get_last_error(gimp_get_pdb());
  }
  gimp_value_array_unref(values);
  return opened;
}

const char* const kFolderRefusal = "for argument 'data-file'";

Answer call_unweave(Id image, Id drawable, const Options& options, Mode mode) {
  return call_unweave(image, std::vector<Id>{drawable}, options, mode);
}

Answer call_unweave(Id image, const std::vector<Id>& drawables, const Options& options, Mode mode) {
  GimpProcedure* procedure = checked(gimp_pdb_lookup_procedure(gimp_get_pdb(), "plug-in-unweave"));
  GimpProcedureConfig* config = gimp_procedure_create_config(procedure);
  std::vector<GObject*> objects;
  for (const Id id : drawables) objects.push_back(G_OBJECT(drawable_at(id)));
  objects.push_back(nullptr);
  g_object_set(config, "run-mode",
               mode == Mode::Interactive      ? GIMP_RUN_INTERACTIVE
               : mode == Mode::NonInteractive ? GIMP_RUN_NONINTERACTIVE
                                              : GIMP_RUN_WITH_LAST_VALS,
               "image", image_at(image), nullptr);
  if (!drawables.empty())
    gimp_procedure_config_set_core_object_array(config, "drawables", objects.data(),
                                                drawables.size());
  for (const auto& [name, text] : options) set_argument(G_OBJECT(config), name, text);
  GimpValueArray* values = gimp_procedure_run_config(procedure, config);
  g_object_unref(config);
  Answer answer;
  const auto status = static_cast<GimpPDBStatusType>(GIMP_VALUES_GET_ENUM(values, 0));
  if (status == GIMP_PDB_SUCCESS) {
    answer.status = Status::Success;
    answer.layer = checked_id(GIMP_VALUES_GET_LAYER(values, 1));
    auto** layers = static_cast<GimpItem**>(g_value_get_boxed(gimp_value_array_index(values, 2)));
    for (; layers && *layers; ++layers) answer.layers.push_back(gimp_item_get_id(*layers));
  } else {
    answer.status = status == GIMP_PDB_CANCEL ? Status::Canceled : Status::Failed;
    // A call that never reached the plug-in has its reason in the values alone.
    const bool said = gimp_value_array_length(values) > 1 &&
                      G_VALUE_HOLDS_STRING(gimp_value_array_index(values, 1));
    answer.message =
        said ? GIMP_VALUES_GET_STRING(values, 1) : gimp_pdb_get_last_error(gimp_get_pdb());
  }
  gimp_value_array_unref(values);
  return answer;
}

}  // namespace unweave::test
