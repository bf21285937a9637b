// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/options.hpp"

#include <glib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>

#include "core/catalog/catalog.hpp"
#include "core/catalog/user_maps.hpp"
#include "core/version.hpp"
#include "core/write/colormap_file.hpp"
#include "core/write/data_file.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/completion.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/gimp_install.hpp"
#include "plugin/batch/notices.hpp"
#include "plugin/batch/own_colormaps.hpp"
#include "plugin/batch/pages.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/request/report_settings.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/job.hpp"

namespace unweave::batch {
namespace {

struct Free {
  void operator()(gchar* text) const { g_free(text); }
  void operator()(gchar** list) const { g_strfreev(list); }
  void operator()(GOptionContext* context) const { g_option_context_free(context); }
  void operator()(GError* error) const { g_error_free(error); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

/// What GOption fills in. File names and texts are taken as bytes: the locale has no say.
struct Raw {
  gchar *output = nullptr, *gimp = nullptr, *format = nullptr, *timeout = nullptr,
        *drawings = nullptr, *colormaps = nullptr, *completion = nullptr, *max_pixels = nullptr,
        *partial = nullptr, *engine = nullptr, *files_from = nullptr, *summary = nullptr,
        *overview = nullptr, *naming = nullptr, *threads = nullptr, *settings = nullptr,
        *refused = nullptr, *pages = nullptr, *csv_style = nullptr, *recolored = nullptr;
  gboolean zeros = FALSE, resume = FALSE, spread = FALSE, xcf = FALSE, confidence = FALSE,
           panels = FALSE, quiet = FALSE, verbose = FALSE, version = FALSE, list_colormaps = FALSE,
           doctor = FALSE, licenses = FALSE, csv_axes = FALSE, as_is = FALSE;
  gchar *colormap = nullptr, *colorbar = nullptr, *plot_area = nullptr, *range = nullptr,
        *scale = nullptr, *max_distance = nullptr, *units = nullptr, *recolor = nullptr,
        *fill_gaps = nullptr, *no_data = nullptr, *x_range = nullptr, *y_range = nullptr,
        *ticks = nullptr, *scale_parameter = nullptr, *table = nullptr, *grid = nullptr,
        *colorbar_from = nullptr;
  gchar** figures = nullptr;

  Raw() = default;
  Raw(const Raw&) = delete;
  Raw& operator=(const Raw&) = delete;
  ~Raw() {
    for (gchar* text :
         {output,     gimp,       format,       timeout,       drawings,        colormaps,
          completion, max_pixels, partial,      colormap,      colorbar,        plot_area,
          range,      scale,      max_distance, units,         recolor,         fill_gaps,
          no_data,    x_range,    y_range,      ticks,         scale_parameter, table,
          engine,     files_from, summary,      overview,      naming,          threads,
          settings,   refused,    grid,         colorbar_from, pages,           csv_style,
          recolored})
      g_free(text);
    g_strfreev(figures);
  }
};

[[noreturn]] void refuse(const std::string& sentence) { throw CommandError(kWrongUsage, sentence); }

/// GOption passes over the value in "--xcf=no".
void refuse_values_of_flags(const GOptionEntry* entries, int argc, char** argv) {
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i)
    for (const auto* entry = entries; entry->long_name; ++entry)
      if (entry->arg == G_OPTION_ARG_NONE &&
          std::string_view(argv[i]).starts_with("--" + std::string(entry->long_name) + "="))
        refuse(fill(_("--%s takes no value."), entry->long_name));
}

/// What help says around the options.
Owned<GOptionContext> described_context() {
  Owned<GOptionContext> context(g_option_context_new(_("-o DIR FIGURE...")));
  g_option_context_set_summary(
      context.get(), _("Recovers the data behind pseudocolor figures, with GIMP or without."));
  g_option_context_set_description(
      context.get(),
      _("For each figure STEM.EXT, DIR/STEM.npy holds the data and DIR/STEM.json the report.\n"
        "Exit status: 0 every figure gave data, 1 one or more did not, 2 wrong usage, 3 as "
        "--refused says."));
  g_option_context_set_translation_domain(context.get(), GETTEXT_PACKAGE);
  return context;
}

constexpr auto kText = G_OPTION_ARG_FILENAME;  // bytes as they are
constexpr auto kFlag = G_OPTION_ARG_NONE;

/// How a figure is recovered.
std::vector<GOptionEntry> entries_of_settings(Raw& raw) {
  return {
      {"output", 'o', 0, kText, &raw.output,
       N_("Folder for the results; made if it is missing (required)"), N_("DIR")},
      {"gimp", 0, 0, kText, &raw.gimp,
       N_("Which GIMP: auto, 2.10 or 3 (default: auto, the newest that has the plug-in)"),
       N_("VERSION")},
      {"engine", 0, 0, kText, &raw.engine,
       N_("What does the work: gimp, core (its own engine, for common formats), or auto, core "
          "where "
          "it can (default: auto)"),
       N_("ENGINE")},
      {"colormap", 0, 0, kText, &raw.colormap,
       N_("auto, colorbar, locus, or a colormap's name; a leading - reverses it (default: auto)"),
       N_("NAME")},
      {"colorbar", 0, 0, kText, &raw.colorbar,
       N_("Rectangle of the color bar in pixels (default: found by itself)"), "X,Y,W,H"},
      {"colorbar-from", 0, 0, kText, &raw.colorbar_from,
       N_("Take the color bar of another picture, for all figures; X,Y,W,H: its rectangle there"),
       N_("FILE[:X,Y,W,H]")},
      {"as-is", 0, 0, kFlag, &raw.as_is,
       N_("Neither straighten figures that were scanned or photographed askew nor even their "
          "light"),
       nullptr},
      {"plot-area", 0, 0, kText, &raw.plot_area,
       N_("Rectangle that the data fills in pixels (default: found by itself)"), "X,Y,W,H"},
      {"range", 0, 0, kText, &raw.range, N_("Values at the two ends of the colormap"), "MIN,MAX"},
      {"scale", 0, 0, kText, &raw.scale,
       N_("How values run between: linear, log, sqrt, power or symlog (default: linear)"),
       N_("SCALE")},
      {"scale-parameter", 0, 0, kText, &raw.scale_parameter,
       N_("Exponent of a power scale, or where the linear part of a symlog scale ends"), "P"},
      {"ticks", 0, 0, kText, &raw.ticks,
       N_("Values at places along the color bar, in pixels (default: read from the picture)"),
       "POS=VALUE,..."},
      {"table", 0, 0, kText, &raw.table,
       N_("A file with a color and its value on each line, in place of a colormap"), N_("FILE")},
      {"x-range", 0, 0, kText, &raw.x_range,
       N_("Values at the plot area's left and right edge (default: by the axis' labels)"),
       N_("LEFT,RIGHT")},
      {"y-range", 0, 0, kText, &raw.y_range,
       N_("Values at the plot area's bottom and top edge (default: by the axis' labels)"),
       N_("BOTTOM,TOP")},
      {"max-distance", 0, 0, kText, &raw.max_distance,
       N_("Colors farther than this from the colormap are no data, 0 to 1 (default: by the noise)"),
       "D"},
      {"fill", 0, 0, kText, &raw.fill_gaps,
       N_("Close gaps narrower than this many pixels from their rims (default: 0, none)"), "N"},
      {"grid", 0, 0, kText, &raw.grid,
       N_("What data files hold values for: pixels, cells (found by itself), NX,NY, or \"DX,DY "
          "units\" (default: pixels)"),
       N_("GRID")},
      {"no-data", 0, 0, kText, &raw.no_data,
       N_("Colors that stand for no data, such as #FFFFFF or #808080~6, separated by commas"),
       N_("COLORS")},
      {"units", 0, 0, kText, &raw.units, N_("What the values are measured in, such as m/s"),
       N_("TEXT")},
      {"recolor", 0, 0, kText, &raw.recolor,
       N_("Also the figure, with its color bar, in the colors of this colormap (with --recolored "
          "or "
          "--xcf)"),
       N_("NAME")},
  };
}

/// What is written, of which figures, and how the command behaves; the last one is empty, as GLib
/// wants it.
std::vector<GOptionEntry> entries_of_run(Raw& raw) {
  return {
      {"format", 0, 0, kText, &raw.format,
       N_("Data files to write, such as npy,csv (default: npy)"), N_("LIST")},
      {"csv-axes", 0, 0, kFlag, &raw.csv_axes,
       N_("In .csv files also the names or coordinates of columns and rows"), nullptr},
      {"csv-style", 0, 0, kText, &raw.csv_style,
       N_("Separator of .csv and .xyz.csv files: comma, semicolon or tab; with a decimal comma: "
          "semicolon-comma or tab-comma (default: comma)"),
       N_("STYLE")},
      {"figures", 0, 0, kText, &raw.drawings,
       N_("Also write drawings of what was found: png, svg or both"), N_("LIST")},
      {"colormap-files", 0, 0, kText, &raw.colormaps,
       N_("Also write the recovered colormap, as ggr, gpl, csv and cpt"), N_("LIST")},
      {"recolored", 0, 0, kText, &raw.recolored,
       N_("Also write the figure that --recolor gives, as STEM.recolored.png: png"), N_("FORMAT")},
      {"confidence", 0, 0, kFlag, &raw.confidence,
       N_("Also write how sure each value is: STEM.confidence.npy (a probability), "
          "STEM.uncertainty.npy (a standard deviation), and the like"),
       nullptr},
      {"panels", 0, 0, kFlag, &raw.panels,
       N_("Also recover the figure's other panels, as STEM.panel2.npy and the like"), nullptr},
      {"pages", 0, 0, kText, &raw.pages,
       N_("Which pages or frames of PDF, TIFF, GIF and WebP files, each a figure of its own, as "
          "STEM.p3.npy: all, N or N-M (default: the first, as STEM.npy)"),
       N_("WHICH")},
      {"xcf", 0, 0, kFlag, &raw.xcf, N_("Also write the picture with the new layers"), nullptr},
      {"files-from", 0, 0, kText, &raw.files_from,
       N_("Also the figures, folders and archives that FILE names, one a line; -: standard input"),
       N_("FILE")},
      {"null", '0', 0, kFlag, &raw.zeros, N_("In that list NUL bytes, not lines, part the names"),
       nullptr},
      {"name", 0, 0, kText, &raw.naming,
       N_("What results are called: stem, path (in folders of their own) or sha256 (default: "
          "stem)"),
       N_("HOW")},
      {"two-level", 0, 0, kFlag, &raw.spread,
       N_("Spread the results over 65536 folders, two levels deep"), nullptr},
      {"summary", 0, 0, kText, &raw.summary,
       N_("Append a line of JSON for each figure to FILE as soon as it is done"), N_("FILE")},
      {"overview", 0, 0, kText, &raw.overview,
       N_("At the end also write a table of all figures (CSV)"), N_("FILE")},
      {"resume", 0, 0, kFlag, &raw.resume,
       N_("Skip figures that have a valid result of the same bytes, version and settings"),
       nullptr},
      {"settings", 0, 0, kText, &raw.settings,
       N_("Take the settings of an earlier run from its report; options overrule them"),
       N_("REPORT")},
      {"refused", 0, 0, kText, &raw.refused,
       N_("Pictures without data: ok (exit status 0) or error (3, if nothing else went wrong; "
          "default: 1)"),
       N_("HOW")},
      {"threads", 0, 0, kText, &raw.threads,
       N_("Threads for a figure (default: as many as there are processors for it)"), "N"},
      {"timeout", 0, 0, kText, &raw.timeout,
       N_("Time limit for each figure, and for GIMP to start (default: 300)"), N_("SECONDS")},
      {"max-pixels", 0, 0, kText, &raw.max_pixels,
       N_("Refuse pictures of more pixels, all pages together (default: 250000000)"), "N"},
      {"partial", 0, 0, kText, &raw.partial,
       N_("Pictures that do not load whole: refuse, or take what is there (default: refuse)"),
       N_("WHAT")},
      {"list-colormaps", 0, 0, kFlag, &raw.list_colormaps, N_("Print the known colormaps and exit"),
       nullptr},
      {"doctor", 0, 0, kFlag, &raw.doctor,
       N_("Try out what the command rests on, say what is missing, and exit: 0 if all is well"),
       nullptr},
      {"licenses", 0, 0, kFlag, &raw.licenses,
       N_("Print the licenses of the program and of the colormaps in it, and exit"), nullptr},
      {"completion", 0, 0, kText, &raw.completion,
       N_("Print what completes these options in bash, fish or zsh, and exit"), N_("SHELL")},
      {"quiet", 'q', 0, kFlag, &raw.quiet, N_("Print only what went wrong"), nullptr},
      {"verbose", 'v', 0, kFlag, &raw.verbose, N_("Also print what GIMP says, and times"), nullptr},
      {"version", 0, 0, kFlag, &raw.version, N_("Print the version and exit"), nullptr},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw.figures, nullptr, nullptr},
      {}};
}

/// All options, with where their values go.
std::vector<GOptionEntry> entries_of(Raw& raw) {
  auto entries = entries_of_settings(raw);
  const auto more = entries_of_run(raw);
  entries.insert(entries.end(), more.begin(), more.end());
  return entries;
}

/// Reads the options; false if only a completion was asked for, which has been printed then.
bool parse(Raw& raw, int argc, char** argv) {
  const std::vector<GOptionEntry> options = entries_of(raw);
  const GOptionEntry* entries = options.data();
  refuse_values_of_flags(entries, argc, argv);
  const Owned<GOptionContext> context = described_context();
  g_option_context_add_main_entries(context.get(), entries, GETTEXT_PACKAGE);
  GError* error = nullptr;
  if (!g_option_context_parse(context.get(), &argc, &argv, &error)) {
    const Owned<GError> owned(error);
    refuse(shown_text(error->message));
  }
  if (!raw.completion) return true;
  const auto shells = completion_shells();
  if (std::ranges::find(shells, raw.completion) == shells.end())
    refuse(fill(_("--completion must be bash, fish or zsh; it is \"%s\"."),
                shown_name(raw.completion).c_str()));
  say(completion(raw.completion, entries));
  return false;
}

std::vector<std::string> split_formats(const char* option, const std::string& list,
                                       const std::vector<std::string>& known) {
  std::vector<std::string> formats;
  for (std::size_t start = 0; start <= list.size();) {
    const auto comma = std::min(list.find(',', start), list.size());
    const std::string format = list.substr(start, comma - start);
    start = comma + 1;
    if (std::ranges::find(known, format) == known.end()) {
      std::string all;
      for (const auto& name : known) all += (all.empty() ? "" : ", ") + name;
      refuse(fill(_("--%s: \"%s\" is not one of %s."), option, shown_name(format).c_str(),
                  all.c_str()));
    }
    if (std::ranges::find(formats, format) == formats.end()) formats.push_back(format);
  }
  return formats;
}

double parse_timeout(const std::string& text) {
  double seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr double longest = 1e6;
  if (error != std::errc() || end != text.data() + text.size() || !(seconds > 0) ||
      seconds > longest)
    refuse(fill(_("--timeout must be a number of seconds above 0; it is \"%s\"."),
                shown_name(text).c_str()));
  return seconds;
}

std::int64_t parse_max_pixels(const std::string& text) {
  std::int64_t pixels = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pixels);
  if (error != std::errc() || end != text.data() + text.size() || pixels < 1)
    refuse(fill(_("--max-pixels must be a whole number above 0; it is \"%s\"."),
                shown_name(text).c_str()));
  return pixels;
}

bool parse_partial(const std::string& text) {
  if (text != "refuse" && text != "take")
    refuse(fill(_("--partial must be refuse or take; it is \"%s\"."), shown_name(text).c_str()));
  return text == "take";
}

std::string parse_gimp(const std::string& text) {
  if (text == "auto") return text;
  for (const GimpKind& kind : gimp_kinds())
    if (text == kind.name) return text;
  refuse(fill(_("--gimp must be auto, 2.10 or 3; it is \"%s\"."), shown_name(text).c_str()));
}

unsigned parse_threads(const std::string& text) {
  unsigned threads = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
  constexpr unsigned kMost = 1024;
  if (error != std::errc() || end != text.data() + text.size() || threads < 1 || threads > kMost)
    refuse(fill(_("--threads must be a whole number above 0; it is \"%s\"."),
                shown_name(text).c_str()));
  return threads;
}

Options::Naming parse_naming(const std::string& text) {
  using Naming = Options::Naming;
  if (text == "stem") return Naming::Stem;
  if (text == "path") return Naming::Path;
  if (text == "sha256") return Naming::Sha256;
  refuse(fill(_("--name must be stem, path or sha256; it is \"%s\"."), shown_name(text).c_str()));
}

Options::Refused parse_refused(const std::string& text) {
  if (text == "ok") return Options::Refused::Ok;
  if (text == "error") return Options::Refused::Error;
  refuse(fill(_("--refused must be ok or error; it is \"%s\"."), shown_name(text).c_str()));
}

/// Of the figures, lists and folders of them.
void take_corpus_options(const Raw& raw, Options& options) {
  const auto taken = [](const gchar* text) { return std::string(text ? text : ""); };
  options.files_from = taken(raw.files_from);
  options.zeros = raw.zeros;
  if (raw.zeros && !raw.files_from) refuse(_("--null goes with --files-from."));
  options.summary = taken(raw.summary);
  options.table = taken(raw.overview);
  options.resume = raw.resume;
  options.spread = raw.spread;
  if (raw.pages) {
    options.pages = plugin::parse_pages(raw.pages);
    if (!options.pages)
      refuse(fill(_("--pages must be all, a number such as 3, or two such as 2-5; it is \"%s\"."),
                  shown_name(raw.pages).c_str()));
  }
  if (raw.naming) options.naming = parse_naming(raw.naming);
  if (raw.refused) options.refused = parse_refused(raw.refused);
  if (raw.threads) options.threads = parse_threads(raw.threads);
}

/// The settings in a report: names and texts.
std::vector<std::pair<std::string, std::string>> settings_in(const gchar* report) {
  if (!report) return {};
  std::ifstream file(report, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto settings = plugin::settings_in_report(text);
  if (!settings)
    refuse(fill(_("--settings must be a report of gimp-unweave; it is \"%s\"."),
                shown_name(report).c_str()));
  return *std::move(settings);
}

/// Whoever names a GIMP wants that one.
Options::Engine parse_engine(const gchar* text, bool gimp_named) {
  using Engine = Options::Engine;
  if (!text) return gimp_named ? Engine::Gimp : Engine::Auto;
  const std::string_view name = text;
  if (name == "auto") return Engine::Auto;
  if (name == "gimp") return Engine::Gimp;
  if (name == "core") return Engine::Core;
  refuse(fill(_("--engine must be auto, core or gimp; it is \"%s\"."), shown_name(text).c_str()));
}

/// A colormap's file is named from where the command was started; GIMP may run elsewhere.
std::string with_full_path(const std::string& colormap) {
  const std::size_t start = colormap.starts_with('-') ? 1 : 0;
  const std::string name = colormap.substr(start);
  if (!names_colormap_file(name) || !g_file_test(name.c_str(), G_FILE_TEST_IS_REGULAR))
    return colormap;
  gchar* full = g_canonicalize_filename(name.c_str(), nullptr);
  std::string text = colormap.substr(0, start) + full;
  g_free(full);
  return text;
}

/// The same for another picture, behind whose name a rectangle may stand.
std::string other_picture_in_full(const std::string& text) {
  const plugin::OtherPicture other = plugin::parse_other_picture(text);
  if (!g_file_test(other.file.c_str(), G_FILE_TEST_IS_REGULAR))
    refuse(fill(_("--colorbar-from: there is no file \"%s\"."), shown_name(other.file).c_str()));
  gchar* full = g_canonicalize_filename(other.file.c_str(), nullptr);
  std::string path = full + text.substr(other.file.size());
  g_free(full);
  return path;
}

/// The text of a setting, good wherever it is read.
std::string in_full(std::string_view name, const std::string& text) {
  if (name == "colormap") return with_full_path(text);
  return name == "colorbar-from" && !text.empty() ? other_picture_in_full(text) : text;
}

/// A table of values takes the place of a colormap.
const gchar* colormap_of(const Raw& raw) {
  if (!raw.table) return raw.colormap;
  if (raw.colormap) refuse(_("--table and --colormap exclude each other."));
  if (!std::string_view(raw.table).ends_with(".csv") ||
      !g_file_test(raw.table, G_FILE_TEST_IS_REGULAR))
    refuse(fill(_("--table must be the name of a file that ends in .csv; it is \"%s\"."),
                shown_name(raw.table).c_str()));
  return raw.table;
}

/// The settings that were given, tried out on the table so that mistakes show before GIMP starts.
std::vector<std::pair<std::string, std::string>> check_settings(const Raw& raw) {
  const std::array<std::pair<const char*, const gchar*>, 21> given = {
      {{"colormap", colormap_of(raw)},
       {"colorbar", raw.colorbar},
       {"colorbar-from", raw.colorbar_from},
       {"plot-area", raw.plot_area},
       {"range", raw.range},
       {"scale", raw.scale},
       {"scale-parameter", raw.scale_parameter},
       {"ticks", raw.ticks},
       {"x-range", raw.x_range},
       {"y-range", raw.y_range},
       {"max-distance", raw.max_distance},
       {"fill", raw.fill_gaps},
       {"grid", raw.grid},
       {"units", raw.units},
       {"recolor", raw.recolor},
       {"no-data", raw.no_data},
       {"confidence-layer", raw.confidence ? "yes" : nullptr},
       {"panels", raw.panels ? "yes" : nullptr},
       {"as-is", raw.as_is ? "yes" : nullptr},
       {"csv-axes", raw.csv_axes ? "yes" : nullptr},
       {"csv-style", raw.csv_style}}};
  plugin::Settings settings;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, text] : settings_in(raw.settings)) {
    if (std::ranges::any_of(
            given, [&name = name](const auto& one) { return one.second && name == one.first; }))
      continue;
    if (auto parsed = settings.parse(name, text); !parsed)
      refuse(shown_text(plugin::sentence(parsed.error())));
    texts.emplace_back(name, text);
  }
  for (const auto& [name, text] : given) {
    if (!text) continue;
    if (!g_utf8_validate(text, -1, nullptr))
      refuse(fill(_("--%s must be text in UTF-8; it is \"%s\"."), name, shown_name(text).c_str()));
    if (auto parsed = settings.parse(name, text); !parsed)
      refuse(shown_text(plugin::sentence(parsed.error())));
    texts.emplace_back(name, in_full(name, text));
  }
  if (const auto request = plugin::resolve(settings); !request)
    refuse(shown_text(plugin::sentence(request.error())));
  return texts;
}

/// PNG alone, of a map that is given.
bool parse_recolored(const std::string& text,
                     const std::vector<std::pair<std::string, std::string>>& settings) {
  if (text != "png")
    refuse(fill(_("--recolored must be png; it is \"%s\"."), shown_name(text).c_str()));
  if (std::ranges::none_of(
          settings, [](const auto& one) { return one.first == "recolor" && !one.second.empty(); }))
    refuse(_("--recolored goes with --recolor."));
  return true;
}

/// Of the GIMP that would be used.
std::vector<Colormap> own_colormaps_of(const std::string& gimp) {
  try {
    return own_colormaps(find_gimp(gimp).user_profile);
  } catch (const CommandError&) {
    return own_colormaps(user_profile_of_any_gimp());
  }
}

/// A line a map: its full name, then, after a tab, the other names of the same colors.
void list_colormaps(const std::string& gimp) {
  Catalog catalog = Catalog::builtin();
  catalog.add(own_colormaps_of(gimp));
  std::string lines;
  for (const Colormap& map : catalog.all()) {
    if (!lines.empty()) lines += '\n';
    lines += map.qualified_name();
    const char* separator = "\t";
    for (const ColormapAlias& alias : map.aliases) {
      lines += separator + alias.family + "/" + alias.name;
      separator = ", ";
    }
  }
  say(lines);
}

}  // namespace

std::optional<Options> parse_options(int argc, char** argv) {
  Raw raw;
  if (!parse(raw, argc, argv)) return std::nullopt;
  if (raw.version) {
    say(std::string("gimp-unweave ") + version());
    return std::nullopt;
  }
  if (raw.licenses) {
    say(std::string(embedded::notices));
    return std::nullopt;
  }
  Options options;
  if (raw.gimp) options.gimp = parse_gimp(raw.gimp);
  if (raw.list_colormaps) {
    list_colormaps(options.gimp);
    return std::nullopt;
  }

  options.doctor = raw.doctor;
  if (options.doctor) return options;

  if (raw.format) options.formats = split_formats("format", raw.format, data_formats());
  if (raw.drawings)
    options.drawings =
        split_formats("figures", raw.drawings,
                      {std::begin(plugin::kDrawingFormats), std::end(plugin::kDrawingFormats)});
  if (raw.colormaps)
    options.colormaps = split_formats("colormap-files", raw.colormaps, colormap_formats());
  if (raw.timeout) options.timeout = parse_timeout(raw.timeout);
  if (raw.max_pixels) options.max_pixels = parse_max_pixels(raw.max_pixels);
  if (raw.partial) options.take_partial = parse_partial(raw.partial);
  options.settings = check_settings(raw);
  if (raw.recolored) options.recolored = parse_recolored(raw.recolored, options.settings);
  options.xcf = raw.xcf;
  options.quiet = raw.quiet;
  options.verbose = raw.verbose;
  take_corpus_options(raw, options);
  options.engine = parse_engine(raw.engine, options.gimp != "auto");
  if (options.xcf && options.engine == Options::Engine::Core)
    refuse(_("--xcf needs GIMP; --engine core does without."));
  if (raw.quiet && raw.verbose) refuse(_("--quiet and --verbose exclude each other."));
  if (!raw.output || !*raw.output) refuse(_("The folder for the results is missing: -o DIR."));
  options.output = raw.output;
  for (gchar** figure = raw.figures; figure && *figure; ++figure)
    options.figures.emplace_back(*figure);
  if (options.figures.empty() && options.files_from.empty()) refuse(_("No figure is given."));
  return options;
}

}  // namespace unweave::batch
