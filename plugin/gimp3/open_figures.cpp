// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp3/open_figures.hpp"

#include <libgimp/gimpui.h>

#include <string>
#include <utility>

#include "core/version.hpp"
#include "plugin/gimp/page_figures.hpp"
#include "plugin/gimp3/libgimp.hpp"

namespace unweave::gimp3 {
namespace {

/// The picture without the file that it was loaded from, which nobody is to save to.
HiddenImagePtr copy_of(const std::string& picture, const std::string& name) {
  const ObjectPtr<GFile> file(g_file_new_for_path(picture.c_str()));
  const HiddenImagePtr loaded(gimp_file_load(GIMP_RUN_NONINTERACTIVE, file.get()));
  check(loaded != nullptr);
  const ArrayPtr<GimpLayer*> layers(gimp_image_get_layers(loaded.get()));
  check(layers && layers[0]);
  HiddenImagePtr image(gimp_image_new(1, 1, GIMP_RGB));
  check(image != nullptr);
  gimp_image_undo_disable(image.get());
  GimpLayer* layer = gimp_layer_new_from_drawable(GIMP_DRAWABLE(layers[0]), image.get());
  check(layer && gimp_image_insert_layer(image.get(), layer, nullptr, 0) &&
        gimp_layer_flatten(layer) && gimp_item_set_name(GIMP_ITEM(layer), name.c_str()) &&
        gimp_image_resize_to_layers(image.get()));
  return image;
}

HiddenImagePtr make_image(const std::string& picture, const std::string& name,
                          const plugin::PageOrigin& origin) {
  HiddenImagePtr image = copy_of(picture, name);
  const std::string text = plugin::page_origin_json(origin);
  GimpParasite* parasite = gimp_parasite_new(plugin::kPageParasite, GIMP_PARASITE_PERSISTENT,
                                             static_cast<guint32>(text.size()), text.data());
  const bool attached = gimp_image_attach_parasite(image.get(), parasite);
  gimp_parasite_free(parasite);
  check(attached);
  gimp_image_undo_enable(image.get());
  gimp_image_clean_all(image.get());
  return image;
}

}  // namespace

void describe_figures_procedure(GimpProcedure* procedure) {
  gimp_procedure_set_menu_label(procedure, _("_Figures of a PDF..."));
  gimp_procedure_add_menu_path(procedure, "<Image>/File/Create");
  gimp_procedure_set_documentation(procedure, _(gimp::kFiguresBlurb), gimp::kFiguresHelp,
                                   gimp::kFiguresProcedure);
  gimp_procedure_set_attribution(procedure, "The gimp-unweave authors",
                                 "The gimp-unweave authors, GPL-3.0-or-later", version());
  gimp_procedure_add_enum_argument(procedure, "run-mode", "Run mode", "The run mode",
                                   GIMP_TYPE_RUN_MODE, GIMP_RUN_NONINTERACTIVE, G_PARAM_READWRITE);
  gimp_procedure_add_file_argument(procedure, "file", "File", "The PDF file",
                                   GIMP_FILE_CHOOSER_ACTION_OPEN, TRUE, nullptr, G_PARAM_READWRITE);
  gimp_procedure_add_string_argument(procedure, "pages", "Pages",
                                     "Which pages: \"all\", a number such as \"3\", or \"2-5\"",
                                     "all", G_PARAM_READWRITE);
  gimp_procedure_add_int_argument(procedure, "figure", "Figure",
                                  "Which of each page's figures, from 1; 0: all of them", 0,
                                  G_MAXINT, 0, G_PARAM_READWRITE);
  gimp_procedure_add_core_object_array_return_value(procedure, "images", "Images", "The new images",
                                                    GIMP_TYPE_IMAGE, G_PARAM_READWRITE);
}

std::vector<GimpImage*> open_figures(GimpProcedureConfig* config, GimpRunMode mode) {
  gimp_plug_in_set_pdb_error_handler(gimp_get_plug_in(), GIMP_PDB_ERROR_HANDLER_PLUGIN);
  gimp::FiguresWanted wanted{mode != GIMP_RUN_NONINTERACTIVE};
  GFile* file = nullptr;
  char* pages = nullptr;
  g_object_get(config, "file", &file, "pages", &pages, "figure", &wanted.number, nullptr);
  const ObjectPtr<GFile> owned_file(file);
  const TextPtr owned_pages(pages);
  if (file) wanted.file = TextPtr(g_file_get_uri(file)).get();
  if (pages) wanted.pages = pages;
  if (wanted.ask) gimp_ui_init("unweave");
  std::vector<HiddenImagePtr> made;
  const bool done = gimp::make_figures(
      wanted,
      [&](const std::string& picture, const std::string& name, const plugin::PageOrigin& origin) {
        made.push_back(make_image(picture, name, origin));
      });
  std::vector<GimpImage*> images;
  if (!done) return images;
  for (HiddenImagePtr& image : made) images.push_back(image.release());
  if (wanted.ask)
    for (GimpImage* image : images) gimp_display_new(image);
  return images;
}

}  // namespace unweave::gimp3
