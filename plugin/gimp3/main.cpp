// SPDX-License-Identifier: GPL-3.0-or-later
#include <libgimp/gimp.h>

#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/version.hpp"
#include "plugin/dialog/help.hpp"
#include "plugin/gimp/page_figures.hpp"
#include "plugin/gimp3/arguments.hpp"
#include "plugin/gimp3/data_layer.hpp"
#include "plugin/gimp3/dialog.hpp"
#include "plugin/gimp3/figure_loader.hpp"
#include "plugin/gimp3/open_figures.hpp"
#include "plugin/gimp3/picture.hpp"
#include "plugin/gimp3/recover_layers.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/job_loop.hpp"
#include "plugin/run/other_bars.hpp"

// The C edge: GIMP calls these functions; no exception leaves them, and every failure becomes the
// procedure's status and message.

namespace unweave::gimp3 {
namespace {

inline constexpr const char* kProcedure = "plug-in-unweave";

/// What a procedure returns to GIMP.
struct Answer {
  GimpPDBStatusType status = GIMP_PDB_SUCCESS;
  std::string message{};
  std::vector<GimpLayer*> layers{};
};

Answer failed(std::string message) { return {GIMP_PDB_EXECUTION_ERROR, std::move(message)}; }

Answer answer(const Failure& failure, const std::string& layer = {}) {
  if (failure.reason == Reason::Canceled) return {GIMP_PDB_CANCEL};
  return failed((layer.empty() ? "" : layer + ": ") + plugin::sentence(failure));
}

/// Runs `work`; exceptions become answers.
template <class Work>
Answer guarded(Work work) {
  try {
    return work();
  } catch (const plugin::HostError& error) {
    return failed(error.what());
  } catch (const std::bad_alloc&) {
    return failed(plugin::out_of_memory_sentence());
  } catch (const std::exception& error) {
    return failed(plugin::internal_error_sentence(error.what()));
  } catch (...) {
    return failed(plugin::internal_error_sentence("?"));
  }
}

GimpValueArray* returned(GimpProcedure* procedure, const Answer& answer) {
  GError* error = nullptr;
  if (!answer.message.empty())
    g_set_error_literal(&error, GIMP_PLUG_IN_ERROR, 0, answer.message.c_str());
  GimpValueArray* values = gimp_procedure_new_return_values(procedure, answer.status, error);
  if (answer.status == GIMP_PDB_SUCCESS && !answer.layers.empty()) {
    g_value_set_object(gimp_value_array_index(values, 1), answer.layers.front());
    // An array of objects ends with null; it is copied.
    std::vector<GimpLayer*> all = answer.layers;
    all.push_back(nullptr);
    g_value_set_boxed(gimp_value_array_index(values, 2), all.data());
  }
  return values;
}

/// Repeating the procedure on another picture must not replace the first one's data.
void forget_files(GimpProcedureConfig* config) {
  for (const auto& parameter : plugin::parameters())
    if (parameter.type == plugin::ParameterType::File)
      g_object_set(config, parameter.name, nullptr, nullptr);
}

/// What the user chose; `drawables` ends with null. Throws HostError.
std::vector<std::unique_ptr<Picture>> pictures_of(GimpImage* image, GimpDrawable** drawables) {
  std::vector<std::unique_ptr<Picture>> pictures;
  for (; drawables && *drawables; ++drawables) {
    if (gimp_item_get_image(GIMP_ITEM(*drawables)) != image)
      throw plugin::HostError(_("The drawable does not belong to the image."));
    pictures.push_back(std::make_unique<Picture>(*drawables));
  }
  return pictures;
}

/// Runs with what `config` holds; `said` is what files were written.
Answer recover_with(GimpProcedureConfig* config,
                    const std::vector<std::unique_ptr<Picture>>& pictures, bool display,
                    const KnownPicture& known, std::string& said) {
  const auto settings = read_arguments(config);
  if (!settings) return answer(settings.error());
  auto request = plugin::resolve(*settings);
  if (!request) return answer(request.error());
  FigureLoader loader;
  if (auto fetched = plugin::OtherBars(loader).fetch(*request); !fetched)
    return answer(fetched.error());
  const auto layers = recover_layers(pictures, *request, display, known);
  if (!layers) return answer(layers.error().failure, layers.error().layer);
  said = layers->written;
  if (display) gimp_displays_flush();
  return {GIMP_PDB_SUCCESS, {}, layers->layers};
}

Answer recover_by_dialog(GimpProcedure* procedure, GimpProcedureConfig* config,
                         const std::vector<std::unique_ptr<Picture>>& pictures,
                         const std::optional<Origin>& origin) {
  Answer last{GIMP_PDB_CANCEL};
  run_dialog(procedure, config, *pictures.front(), origin, [&](const KnownPicture& known) {
    dialog::Recovered outcome;
    Answer given =
        guarded([&] { return recover_with(config, pictures, true, known, outcome.said); });
    outcome.done = given.status == GIMP_PDB_SUCCESS;
    if (outcome.done)
      last = std::move(given);
    else
      outcome.said = given.message;
    return outcome;
  });
  return last;
}

Answer recover_drawables(GimpProcedure* procedure, GimpRunMode mode, GimpImage* image,
                         GimpDrawable** drawables, GimpProcedureConfig* config) {
  // A call that GIMP refuses is ours to report; else it would show a message of its own too.
  gimp_plug_in_set_pdb_error_handler(gimp_get_plug_in(), GIMP_PDB_ERROR_HANDLER_PLUGIN);
  // What cannot work is said before any question is asked.
  auto pictures = pictures_of(image, drawables);
  if (pictures.empty()) return failed(_("Choose the layer that shows the data."));
  Answer given;
  if (mode == GIMP_RUN_INTERACTIVE) {
    const std::optional<Origin> origin = origin_of(drawables[0]);
    if (origin) {
      // The dialog is for one figure; its first layer of data leads there.
      pictures.clear();
      pictures.push_back(std::make_unique<Picture>(GIMP_DRAWABLE(origin->layer)));
    }
    given = recover_by_dialog(procedure, config, pictures, origin);
  } else {
    std::string said;
    const bool display = mode != GIMP_RUN_NONINTERACTIVE;
    given = recover_with(config, pictures, display, {}, said);
    if (display && !said.empty()) gimp_message(said.c_str());
  }
  if (given.status == GIMP_PDB_SUCCESS) forget_files(config);
  return given;
}

GimpValueArray* run_image(GimpProcedure* procedure, GimpRunMode mode, GimpImage* image,
                          GimpDrawable** drawables, GimpProcedureConfig* config, gpointer) {
  return returned(procedure, guarded([&] {
                    return recover_drawables(procedure, mode, image, drawables, config);
                  }));
}

GimpValueArray* run_batch(GimpProcedure* procedure, GimpRunMode, const gchar* job,
                          GimpProcedureConfig*, gpointer) {
  return returned(procedure, guarded([&] {
                    FigureLoader loader;
                    return plugin::run_job(job, loader) ? Answer{} : failed(_("The job failed."));
                  }));
}

GimpValueArray* run_figures(GimpProcedure* procedure, GimpProcedureConfig* config, gpointer) {
  GimpRunMode mode = GIMP_RUN_NONINTERACTIVE;
  g_object_get(config, "run-mode", &mode, nullptr);
  std::vector<GimpImage*> images;
  const Answer given = guarded([&] {
    images = open_figures(config, mode);
    return images.empty() ? Answer{GIMP_PDB_CANCEL} : Answer{};
  });
  GimpValueArray* values = returned(procedure, given);
  if (given.status == GIMP_PDB_SUCCESS) {
    images.push_back(nullptr);  // the array's end; it is copied
    g_value_set_boxed(gimp_value_array_index(values, 1), images.data());
  }
  return values;
}

GimpProcedure* make_figures_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* procedure = gimp_procedure_new(
      plug_in, gimp::kFiguresProcedure, GIMP_PDB_PROC_TYPE_PLUGIN, run_figures, nullptr, nullptr);
  describe_figures_procedure(procedure);
  return procedure;
}

GimpProcedure* make_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* procedure = gimp_image_procedure_new(
      plug_in, kProcedure, GIMP_PDB_PROC_TYPE_PLUGIN, run_image, nullptr, nullptr);
  gimp_procedure_set_image_types(procedure, "*");
  gimp_procedure_set_sensitivity_mask(
      procedure, GIMP_PROCEDURE_SENSITIVE_DRAWABLE | GIMP_PROCEDURE_SENSITIVE_DRAWABLES);
  gimp_procedure_set_menu_label(procedure, _("_Recover Data from Colormap..."));
  gimp_procedure_add_menu_path(procedure, "<Image>/Filters/Map");
  gimp_procedure_add_menu_path(procedure, "<Image>/Colors/Map");
  gimp_procedure_set_documentation(
      // GIMP's search looks at the menu's label and at this text: the words that people look for.
      procedure,
      _("Extract data from a heat map or another picture in false color, digitize a figure: find "
        "its colormap and the values behind its colors"),
      "Finds the colormap of a heat map, map or section in its colors and turns every pixel back "
      "into the value that it stands for. The data becomes a new gray layer above the picture, "
      "transparent where there is no data, or a new 32-bit float image, and is written to data "
      "files on demand. Each of several layers gets its own. Filters that are switched on are "
      "applied first: the layer is read as it is shown. The layer's parasite \"unweave-report\" "
      "holds a report (JSON) on what was found. Outside the selection there is no data.",
      kProcedure);
  gimp_procedure_set_attribution(procedure, "The gimp-unweave authors",
                                 "The gimp-unweave authors, GPL-3.0-or-later", version());
  add_arguments(procedure);
  gimp_procedure_add_layer_return_value(
      procedure, "layer", "Layer", "The new layer that holds the data", FALSE, G_PARAM_READWRITE);
  gimp_procedure_add_core_object_array_return_value(procedure, "layers", "Layers",
                                                    "That of each of several layers",
                                                    GIMP_TYPE_LAYER, G_PARAM_READWRITE);
  return procedure;
}

GimpProcedure* make_batch_procedure(GimpPlugIn* plug_in) {
  GimpProcedure* procedure =
      gimp_batch_procedure_new(plug_in, plugin::kBatchProcedure, "Unweave",
                               GIMP_PDB_PROC_TYPE_PLUGIN, run_batch, nullptr, nullptr);
  gimp_procedure_set_documentation(procedure, "Does a job of the command gimp-unweave",
                                   "For the command gimp-unweave alone: the command's argument is "
                                   "the job file's URI.",
                                   plugin::kBatchProcedure);
  gimp_procedure_set_attribution(procedure, "The gimp-unweave authors",
                                 "The gimp-unweave authors, GPL-3.0-or-later", version());
  return procedure;
}

}  // namespace
}  // namespace unweave::gimp3

// GIMP's way of subclassing stands at global scope.
struct _UnweavePlugIn {
  GimpPlugIn parent_instance;
};
#define UNWEAVE_TYPE_PLUG_IN (unweave_plug_in_get_type())
G_DECLARE_FINAL_TYPE(UnweavePlugIn, unweave_plug_in, UNWEAVE, PLUG_IN, GimpPlugIn)
G_DEFINE_TYPE(UnweavePlugIn, unweave_plug_in, GIMP_TYPE_PLUG_IN)

static GList* unweave_query(GimpPlugIn*) {
  GList* names = g_list_append(nullptr, g_strdup(unweave::gimp3::kProcedure));
  names = g_list_append(names, g_strdup(unweave::gimp::kFiguresProcedure));
  return g_list_append(names, g_strdup(unweave::plugin::kBatchProcedure));
}

static GimpProcedure* unweave_create(GimpPlugIn* plug_in, const gchar* name) {
  if (std::string(name) == unweave::plugin::kBatchProcedure)
    return unweave::gimp3::make_batch_procedure(plug_in);
  if (std::string(name) == unweave::gimp::kFiguresProcedure)
    return unweave::gimp3::make_figures_procedure(plug_in);
  return unweave::gimp3::make_procedure(plug_in);
}

/// Translations beside the plug-in, in "locale", where GIMP looks; else where the package has them.
static gboolean unweave_i18n(GimpPlugIn*, const gchar*, gchar** domain, gchar**) {
  const unweave::gimp3::TextPtr folder(g_path_get_dirname(gimp_get_progname()));
  const unweave::gimp3::TextPtr beside(g_build_filename(folder.get(), "locale", nullptr));
  *domain = g_strdup(GETTEXT_PACKAGE);
  if (g_file_test(beside.get(), G_FILE_TEST_IS_DIR)) return TRUE;
  bindtextdomain(GETTEXT_PACKAGE, UNWEAVE_LOCALEDIR);
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  return FALSE;
}

static void unweave_plug_in_class_init(UnweavePlugInClass* type) {
  GIMP_PLUG_IN_CLASS(type)->query_procedures = unweave_query;
  GIMP_PLUG_IN_CLASS(type)->create_procedure = unweave_create;
  GIMP_PLUG_IN_CLASS(type)->set_i18n = unweave_i18n;
}

static void unweave_plug_in_init(UnweavePlugIn*) {}

int main(int argc, char* argv[]) {
  // No GEGL operation is needed; not loading their 200 modules saves most of the start.
  g_setenv("GEGL_PATH", "/nonexistent", TRUE);
  unweave::dialog::find_help(argv[0]);
  return gimp_main(UNWEAVE_TYPE_PLUG_IN, argc, argv);
}
