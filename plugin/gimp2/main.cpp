// SPDX-License-Identifier: GPL-3.0-or-later
#include <gegl.h>
#include <libgimp/gimp.h>
#include <libgimp/gimpui.h>

#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/version.hpp"
#include "plugin/dialog/dialog.hpp"
#include "plugin/dialog/help.hpp"
#include "plugin/gimp/page_figures.hpp"
#include "plugin/gimp2/arguments.hpp"
#include "plugin/gimp2/data_layer.hpp"
#include "plugin/gimp2/figure_loader.hpp"
#include "plugin/gimp2/gimp2_host.hpp"
#include "plugin/gimp2/new_images.hpp"
#include "plugin/gimp2/picture.hpp"
#include "plugin/gimp2/procedure.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/job_loop.hpp"
#include "plugin/run/other_bars.hpp"
#include "plugin/run/picture_file.hpp"
#include "plugin/run/run.hpp"
#include "plugin/view/picture_copy.hpp"
#include "plugin/view/workbench.hpp"

// The C edge: GIMP calls query() and run(); no exception leaves them, and every failure becomes the
// procedure's status and message.

namespace unweave::gimp2 {
namespace {

using plugin::Destination;
using plugin::Settings;

/// What the procedure returns to GIMP.
struct Answer {
  GimpPDBStatusType status = GIMP_PDB_SUCCESS;
  std::string message{};
  gint32 layer = -1;
  std::vector<gint32> images{};  ///< of kFiguresProcedure
};

Answer answer(const Failure& failure) {
  if (failure.reason == Reason::Canceled) return {GIMP_PDB_CANCEL};
  return {GIMP_PDB_EXECUTION_ERROR, plugin::sentence(failure)};
}

/// The picture, cut to the selection, in its own coordinates; empty if nothing is selected.
std::optional<Rect> selection_of(const Picture& picture) {
  gboolean some = FALSE;
  gint x0 = 0, y0 = 0, x1 = 0, y1 = 0, x = 0, y = 0;
  if (!gimp_selection_bounds(picture.image, &some, &x0, &y0, &x1, &y1) || !some)
    return std::nullopt;
  gimp_drawable_offsets(picture.layer, &x, &y);
  const PixelLayout layout = picture.pixels->layout();
  const Rect part =
      intersect({x0 - x, y0 - y, x1 - x0, y1 - y0}, {0, 0, layout.width, layout.height});
  return part.empty() ? std::nullopt : std::optional<Rect>(part);
}

dialog::Surroundings surroundings_of(const Picture& picture, Gimp2Host& host) {
  dialog::Surroundings around;
  around.procedure = kProcedure;
  around.presets = host.user_folder() + "/unweave-presets.ini";
  around.window = host.user_folder() + "/unweave-window.ini";
  gint count = 0;
  gchar** names = gimp_gradients_get_list("", &count);
  for (gint i = 0; i < count; ++i) around.gradients.emplace_back(names[i]);
  g_strfreev(names);
  around.gradient = [&host](const std::string& name) { return host.gradient(name); };
  around.maps = host.known_maps();
  around.reader = picture.page.reader ? picture.page.reader : host.text_reader();
  around.selection = selection_of(picture);
  around.figure = picture.results;
  around.script = plugin::CommandKind::ScriptFu2;
  return around;
}

/// Runs with settings on `pixels`: the picture's own, or a copy that `analysis` knows already.
Answer recover_with(const Settings& settings, const Picture& picture, const PixelSource& pixels,
                    Gimp2Host& host, Analysis* analysis, std::string* said = nullptr) {
  auto request = plugin::resolve(settings);
  if (!request) return answer(request.error());
  FigureLoader loader;
  if (auto fetched = plugin::OtherBars(loader).fetch(*request); !fetched)
    return answer(fetched.error());
  if (picture.indexed) request->destination = Destination::Image;
  const auto outcome = plugin::run_and_finish(pixels, picture.source(), *request, host, analysis);
  if (!outcome) return answer(outcome.error());
  if (said) *said = plugin::written_sentence(*request, outcome->report);
  return {GIMP_PDB_SUCCESS, {}, host.result()};
}

/// Runs `work`; exceptions become answers.
template <class Work>
Answer caught(Work work) {
  try {
    return work();
  } catch (const plugin::HostError& error) {
    return {GIMP_PDB_EXECUTION_ERROR, error.what()};
  } catch (const std::bad_alloc&) {
    return {GIMP_PDB_EXECUTION_ERROR, plugin::out_of_memory_sentence()};
  } catch (const std::exception& error) {
    return {GIMP_PDB_EXECUTION_ERROR, plugin::internal_error_sentence(error.what())};
  } catch (...) {
    return {GIMP_PDB_EXECUTION_ERROR, plugin::internal_error_sentence("?")};
  }
}

Answer recover_by_dialog(const Picture& picture, const std::optional<Origin>& origin,
                         Gimp2Host& host) {
  gimp_ui_init(kProcedure, FALSE);
  const auto copy = std::make_shared<const view::PictureCopy>(*picture.pixels);
  view::Workbench workbench(copy, picture.source().remarks);
  FigureLoader loader;
  plugin::OtherBars bars(loader);
  auto around = surroundings_of(picture, host);
  around.other_bar = [&bars](plugin::Request& request) { return bars.fetch(request); };
  if (origin) around.pins = origin->pins;
  Answer given{GIMP_PDB_CANCEL};
  around.recover = [&](const Settings& settings, const std::string& pins,
                       const dialog::ShowProgress& show) -> dialog::Recovered {
    dialog::Recovered outcome;
    host.set_pins(pins);
    host.watch(show);
    const Answer answer = caught([&] {
      return recover_with(settings, picture, *copy, host, &workbench.stop(), &outcome.said);
    });
    host.watch({});
    workbench.resume();
    outcome.done = answer.status == GIMP_PDB_SUCCESS;
    if (!outcome.done) {
      outcome.said = answer.message;
      return outcome;
    }
    given = answer;
    remember(settings);
    gimp_displays_flush();
    return outcome;
  };
  const auto closed = dialog::ask(origin ? origin->settings : last_settings(), workbench, around);
  if (!closed.said.empty()) gimp_message(closed.said.c_str());
  if (origin && closed.pins != origin->pins) keep_pins(origin->item, closed.pins);
  return given;
}

Answer recover_drawable(std::span<const GimpParam> params) {
  if (params.size() < static_cast<std::size_t>(kFixedArguments)) return {GIMP_PDB_CALLING_ERROR};
  const auto mode = static_cast<GimpRunMode>(params[0].data.d_int32);
  // What cannot work is said before any question is asked.
  const gint32 image = params[1].data.d_image, drawable = params[2].data.d_drawable;
  const auto origin = mode == GIMP_RUN_INTERACTIVE ? origin_of(image, drawable) : std::nullopt;
  const Picture picture = open_picture(image, origin ? origin->layer : drawable);
  Gimp2Host host(picture.image, picture.layer, mode != GIMP_RUN_NONINTERACTIVE);
  Answer given;
  if (mode == GIMP_RUN_INTERACTIVE) {
    given = recover_by_dialog(picture, origin, host);
  } else {
    const auto settings = mode == GIMP_RUN_WITH_LAST_VALS
                              ? Result<Settings>(last_settings())
                              : settings_from_arguments(params.subspan(kFixedArguments));
    if (!settings) return answer(settings.error());
    std::string said;
    given = recover_with(*settings, picture, *picture.pixels, host, nullptr, &said);
    if (mode != GIMP_RUN_NONINTERACTIVE && !said.empty()) gimp_message(said.c_str());
  }
  if (mode != GIMP_RUN_NONINTERACTIVE) gimp_displays_flush();
  return given;
}

/// Opens figures of a PDF; with a user in windows.
Answer open_figures(std::span<const GimpParam> params) {
  if (params.empty()) return {GIMP_PDB_CALLING_ERROR};
  const bool asks = params[0].data.d_int32 != GIMP_RUN_NONINTERACTIVE;
  gimp::FiguresWanted wanted{asks};
  const auto text = [&](std::size_t i) {
    return std::string(i < params.size() && params[i].data.d_string ? params[i].data.d_string : "");
  };
  wanted.file = text(1);
  if (params.size() > 2) wanted.pages = text(2);
  if (params.size() > 3) wanted.number = params[3].data.d_int32;
  if (asks) gimp_ui_init("unweave", FALSE);
  NewImages made;
  const bool done = gimp::make_figures(
      wanted, [&](const std::string& picture, const std::string& name,
                  const plugin::PageOrigin& origin) { made.add(picture, name, origin); });
  if (!done) return {GIMP_PDB_CANCEL};
  Answer given;
  given.images = made.release();
  if (asks)
    for (const gint32 image : given.images) gimp_display_new(image);
  return given;
}

/// The batch interpreter: its one text is the job.
Answer do_job(std::span<const GimpParam> params) {
  if (params.size() < 2) return {GIMP_PDB_CALLING_ERROR};
  FigureLoader loader;
  const bool done = plugin::run_job(params[1].data.d_string, loader);
  // GIMP 2.10 would go on for ever.
  gint count = 0;
  gimp_destroy_params(gimp_run_procedure("gimp-quit", &count, GIMP_PDB_INT32, TRUE, GIMP_PDB_END),
                      count);
  return {done ? GIMP_PDB_SUCCESS : GIMP_PDB_EXECUTION_ERROR};
}

Answer guarded(const gchar* procedure, std::span<const GimpParam> params) {
  return caught([&] {
    if (g_strcmp0(procedure, plugin::kBatchProcedure) == 0) return do_job(params);
    if (g_strcmp0(procedure, gimp::kFiguresProcedure) == 0) return open_figures(params);
    return recover_drawable(params);
  });
}

/// The translations beside the plug-in (a user's profile), else where the package puts them.
std::string locale_folder;

void find_locale_folder(const char* program) {
  gchar* folder = g_path_get_dirname(program);
  gchar* beside = g_build_filename(folder, "locale", nullptr);
  locale_folder = g_file_test(beside, G_FILE_TEST_IS_DIR) ? beside : UNWEAVE_LOCALEDIR;
  g_free(beside);
  g_free(folder);
}

void install_batch_interpreter() {
  static gchar mode_name[] = "run-mode", mode_text[] = "Ignored";
  static gchar job_name[] = "job", job_text[] = "URI of the job file";
  static const GimpParamDef arguments[] = {{GIMP_PDB_INT32, mode_name, mode_text},
                                           {GIMP_PDB_STRING, job_name, job_text}};
  gimp_install_procedure(plugin::kBatchProcedure, "Do a job of the command gimp-unweave",
                         "For the command gimp-unweave: as batch interpreter, recovers the data of "
                         "the figures in a job file, then quits GIMP.",
                         "The gimp-unweave authors", "The gimp-unweave authors, GPL-3.0-or-later",
                         version(), nullptr, nullptr, GIMP_PLUGIN, G_N_ELEMENTS(arguments), 0,
                         arguments, nullptr);
}

void install_figures_procedure() {
  static gchar mode_name[] = "run-mode",
               mode_text[] = "The run mode { RUN-INTERACTIVE (0), RUN-NONINTERACTIVE (1) }";
  static gchar file_name[] = "file", file_text[] = "The PDF file";
  static gchar pages_name[] = "pages",
               pages_text[] = "Which pages: \"all\", a number such as \"3\", or \"2-5\"";
  static gchar figure_name[] = "figure",
               figure_text[] = "Which of each page's figures, from 1; 0: all of them";
  static const GimpParamDef arguments[] = {{GIMP_PDB_INT32, mode_name, mode_text},
                                           {GIMP_PDB_STRING, file_name, file_text},
                                           {GIMP_PDB_STRING, pages_name, pages_text},
                                           {GIMP_PDB_INT32, figure_name, figure_text}};
  static gchar count_name[] = "num-images", count_text[] = "How many there are";
  static gchar images_name[] = "image-ids", images_text[] = "The new images";
  static const GimpParamDef returned[] = {{GIMP_PDB_INT32, count_name, count_text},
                                          {GIMP_PDB_INT32ARRAY, images_name, images_text}};
  gimp_install_procedure(gimp::kFiguresProcedure, gimp::kFiguresBlurb, gimp::kFiguresHelp,
                         "The gimp-unweave authors", "The gimp-unweave authors, GPL-3.0-or-later",
                         version(), N_("_Figures of a PDF..."), "", GIMP_PLUGIN,
                         G_N_ELEMENTS(arguments), G_N_ELEMENTS(returned), arguments, returned);
  gimp_plugin_menu_register(gimp::kFiguresProcedure, "<Image>/File/Create");
}

void query() {
  static gchar status_name[] = "layer";
  static gchar status_text[] = "The new layer that holds the data";
  static const GimpParamDef returned[] = {{GIMP_PDB_LAYER, status_name, status_text}};
  const auto& arguments = argument_definitions();
  gimp_plugin_domain_register(GETTEXT_PACKAGE, locale_folder.c_str());
  gimp_install_procedure(
      // GIMP's search looks at the menu's label and at this text: the words that people look for.
      kProcedure,
      N_("Extract data from a heat map or another picture in false color, digitize a figure: find "
         "its colormap and the values behind its colors"),
      "Finds the colormap of a heat map, map or section in its colors and turns every pixel back "
      "into the value that it stands for. The data becomes a new gray layer above the picture, "
      "transparent where there is no data, or a new 32-bit float image, and is written to data "
      "files on demand. The layer's parasite \"unweave-report\" holds a report (JSON) on what was "
      "found. Outside the selection there is no data.",
      "The gimp-unweave authors", "The gimp-unweave authors, GPL-3.0-or-later", version(),
      N_("_Recover Data from Colormap..."), "*", GIMP_PLUGIN, static_cast<gint>(arguments.size()),
      G_N_ELEMENTS(returned), arguments.data(), returned);
  install_batch_interpreter();
  install_figures_procedure();
  gimp_plugin_menu_register(kProcedure, "<Image>/Filters/Map");
  gimp_plugin_menu_register(kProcedure, "<Image>/Colors/Map");
}

/// GEGL without what only costs time here. No operation is needed (loading them: 0.1 s), and babl's
/// table of past conversions takes longer to read than it saves (up to 1 s, measured).
void start_gegl() {
  (void)g_get_user_cache_dir();  // remembered by GLib before it is hidden from babl
  const gchar* cache = g_getenv("XDG_CACHE_HOME");
  const std::optional<std::string> old = cache ? std::optional<std::string>(cache) : std::nullopt;
  g_setenv("GEGL_PATH", "/dev/null", TRUE);
  g_setenv("XDG_CACHE_HOME", "/dev/null", TRUE);
  gegl_init(nullptr, nullptr);
  if (old)
    g_setenv("XDG_CACHE_HOME", old->c_str(), TRUE);
  else
    g_unsetenv("XDG_CACHE_HOME");
}

void start() {
  bindtextdomain(GETTEXT_PACKAGE, locale_folder.c_str());
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  start_gegl();
  gimp_plugin_enable_precision();
  // A call that GIMP refuses is ours to report; otherwise it would show a message of its own too.
  gimp_plugin_set_pdb_error_handler(GIMP_PDB_ERROR_HANDLER_PLUGIN);
}

void run(const gchar* procedure, gint param_count, const GimpParam* params, gint* return_count,
         GimpParam** returned) {
  static GimpParam values[3];
  static std::string message;
  static std::vector<gint32> images;
  start();
  const Answer given = guarded(procedure, std::span(params, static_cast<std::size_t>(param_count)));
  values[0].type = GIMP_PDB_STATUS;
  values[0].data.d_status = given.status;
  *return_count = 1;
  if (!given.images.empty()) {
    images = given.images;
    values[1].type = GIMP_PDB_INT32;
    values[1].data.d_int32 = static_cast<gint32>(images.size());
    values[2].type = GIMP_PDB_INT32ARRAY;
    values[2].data.d_int32array = images.data();
    *return_count = 3;
  } else if (given.layer != -1) {
    values[1].type = GIMP_PDB_LAYER;
    values[1].data.d_layer = given.layer;
    *return_count = 2;
  } else if (!given.message.empty()) {
    message = given.message;
    values[1].type = GIMP_PDB_STRING;
    values[1].data.d_string = message.data();
    *return_count = 2;
    if (g_strcmp0(procedure, gimp::kFiguresProcedure) == 0) {
      // Of fewer values than were promised GIMP 2.10 takes the text for a number, and crashes.
      values[2].type = GIMP_PDB_INT32;
      values[2].data.d_int32 = 0;
      *return_count = 3;
    }
  }
  *returned = values;
}

}  // namespace
}  // namespace unweave::gimp2

const GimpPlugInInfo PLUG_IN_INFO = {nullptr, nullptr, unweave::gimp2::query, unweave::gimp2::run};

int main(int argc, char* argv[]) {
  unweave::gimp2::find_locale_folder(argv[0]);
  unweave::dialog::find_help(argv[0]);
  return gimp_main(&PLUG_IN_INFO, argc, argv);
}
