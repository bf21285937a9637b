// SPDX-License-Identifier: GPL-3.0-or-later
// unweave-engine: does a job of the command gimp-unweave without a GIMP.
//
//   unweave-engine JOB-URI USER-FOLDER DATA-FOLDER
//   unweave-engine --reads-text       exit status 0: labels can be read
//   unweave-engine --count-pages FILE               prints how many pages or frames there are
//   unweave-engine --page-figures FIRST LAST FILE [FOLDER SIDE]    a line for each page of a PDF,
//                                     as soon as it was looked at: its number, how many figures it
//                                     holds (-1: it is no page of text), and of each left, top,
//                                     width and height in points; with a folder, small pictures of
//                                     them are in there then
//   unweave-engine --copy-page N MOST-PIXELS FILE COPY [REGION]    a picture of one page, or of a
//                                     figure on it (LEFT,TOP,WIDTH,HEIGHT); what it prints is why
//                                     there is none, exit status 3: it has too many pixels; what
//                                     else is known of it is in COPY.origin
//
// Only the command calls it. Exit status: 0 the job was done, figures that failed included.
#include <glib.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/labels/text_reader.hpp"
#include "plugin/engine/figure_loader.hpp"
#include "plugin/engine/page_copy.hpp"
#include "plugin/engine/picture.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/picture_file.hpp"

namespace {

/// Below the prefix that this program was installed to, else where it was to be.
std::string locale_folder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  for (auto folder = program.parent_path(); folder.has_relative_path();
       folder = folder.parent_path())
    if (auto beside = folder / "share" / "locale"; std::filesystem::is_directory(beside, error))
      return beside;
  return UNWEAVE_LOCALEDIR;
}

void set_language() {
  (void)std::setlocale(LC_ALL, "");
  bindtextdomain(GETTEXT_PACKAGE, locale_folder().c_str());
  bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
  textdomain(GETTEXT_PACKAGE);
}

constexpr int kDone = 0, kFailed = 1, kWrongCall = 2, kTooLarge = 3;

/// LEFT,TOP,WIDTH,HEIGHT; empty: no such text.
unweave::Rect region_in(const char* text) {
  unweave::Rect region;
  if (std::sscanf(text, "%d,%d,%d,%d", &region.x, &region.y, &region.width, &region.height) != 4)
    return {};
  return region;
}

int list_figures(const char* first, const char* last, const char* path,
                 const unweave::engine::Thumbnails& thumbnails) {
  using unweave::engine::PageFigures;
  const auto print = [](int page, const PageFigures& figures) {
    g_print("%d %d", page, figures ? static_cast<int>(figures->size()) : -1);
    for (const unweave::Rect& at : figures.value_or(std::vector<unweave::Rect>()))
      g_print(" %d %d %d %d", at.x, at.y, at.width, at.height);
    g_print("\n");
    (void)std::fflush(stdout);
  };
  unweave::engine::look_at_pages(path, std::atoi(first), std::atoi(last), thumbnails, print);
  return kDone;
}

int copy(const char* page, const char* most, const char* from, const char* to,
         const unweave::Rect& region) {
  using unweave::engine::TooLarge;
  try {
    unweave::engine::copy_page({from, std::atoi(page), region}, std::atoll(most), to);
    return kDone;
  } catch (const TooLarge& large) {
    g_print("%s", unweave::plugin::sentence(
                      unweave::plugin::too_many_pixels(large.layout.width, large.layout.height, 1))
                      .c_str());
    return kTooLarge;
  } catch (const std::exception& error) {
    g_print("%s", error.what());
    return kFailed;
  }
}

int run(int argc, char** argv) {
  const std::string_view wish = argc > 1 ? argv[1] : "";
  // Of the command's --doctor.
  if (argc == 2 && wish == "--reads-text")
    return unweave::make_text_reader()->ready() ? kDone : kFailed;
  if (argc == 3 && wish == "--count-pages") {
    g_print("%d", unweave::engine::count_pages(argv[2]));
    return kDone;
  }
  if (argc == 5 && wish == "--page-figures") return list_figures(argv[2], argv[3], argv[4], {});
  if (argc == 7 && wish == "--page-figures")
    return list_figures(argv[2], argv[3], argv[4], {argv[5], std::atoi(argv[6])});
  if ((argc == 6 || argc == 7) && wish == "--copy-page")
    return copy(argv[2], argv[3], argv[4], argv[5],
                argc == 7 ? region_in(argv[6]) : unweave::Rect{});
  if (argc != 4) {
    g_printerr("unweave-engine: it is started by gimp-unweave\n");
    return kWrongCall;
  }
  unweave::engine::FigureLoader loader(argv[2], argv[3]);
  return unweave::plugin::run_job(argv[1], loader) ? kDone : kFailed;
}

}  // namespace

int main(int argc, char** argv) {
  set_language();
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    g_printerr("unweave-engine: %s\n", error.what());
    return kFailed;
  }
}
