// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/page_figures.hpp"

#include <glib.h>
#include <libgimp/gimp.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "plugin/dialog/figure_list.hpp"
#include "plugin/request/formatted.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/engine_program.hpp"
#include "plugin/run/host.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/output_files.hpp"
#include "plugin/run/page_reader.hpp"

namespace unweave::gimp {
namespace {

using plugin::HostError;
using plugin::PageOfFile;
using plugin::PageReader;

/// A folder of its own for a copy, which goes with the object.
class CopyFolder {
 public:
  CopyFolder() {
    GError* error = nullptr;
    gchar* made = g_dir_make_tmp("unweave-XXXXXX", &error);
    if (!made) {
      const std::string why = error ? error->message : "?";
      g_clear_error(&error);
      throw HostError(why);
    }
    path_ = made;
    g_free(made);
  }
  ~CopyFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  CopyFolder(const CopyFolder&) = delete;
  CopyFolder& operator=(const CopyFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string path_of(const std::string& file) {
  const auto path = plugin::file_path(file, "file");
  if (!path) throw HostError(plugin::sentence(path.error()));
  return *path;
}

int count_pages(const std::string& path, const PageReader& reader) {
  if (!plugin::is_pdf(path)) throw HostError(_("This file is no PDF."));
  const int pages = reader.count(path);
  if (pages <= 0)
    throw HostError(
        _("Its pages cannot be counted: it is damaged, or the program "
          "\"unweave-engine\" is not installed."));
  return pages;
}

/// Without a user: of the pages that are named.
std::vector<PageOfFile> named_figures(const FiguresWanted& wanted, const PageReader& reader) {
  auto choice = plugin::parse_pages(wanted.pages);
  if (!choice)
    throw HostError(plugin::formatted(
        _("\"pages\" must be all, a number such as 3, or two such as 2-5; it is \"%s\"."),
        wanted.pages.c_str()));
  const std::string path = path_of(wanted.file);
  const int pages = count_pages(path, reader);
  if (choice->first > pages)
    throw HostError(plugin::formatted(_("The file has no page %d."), choice->first));
  choice->last = std::min(choice->last, pages);
  const auto text = reader.figures(path, *choice);
  std::vector<PageOfFile> figures;
  for (int page = choice->first; page <= choice->last; ++page) {
    const auto seen = text.find(page);
    if (seen == text.end()) {
      if (wanted.number <= 1) figures.push_back({path, page, {}});
      continue;
    }
    for (const PageFigure& one : seen->second)
      if (wanted.number == 0 || wanted.number == one.number) figures.push_back({path, page, one});
  }
  if (figures.empty()) throw HostError(_("There is no such figure on these pages."));
  return figures;
}

std::vector<PageOfFile> chosen_figures(const FiguresWanted& wanted, const PageReader& reader) {
  const std::string path = wanted.file.empty() ? dialog::ask_for_pdf() : path_of(wanted.file);
  if (path.empty()) return {};
  return dialog::choose_figures(kFiguresProcedure, path, reader);
}

/// "Page 3, figure 2"
std::string name_of(const PageOfFile& figure) {
  return figure.on_page && figure.on_page->count > 1
             ? plugin::formatted(_("Page %d, figure %d"), figure.page, figure.on_page->number)
             : plugin::formatted(_("Page %d"), figure.page);
}

void make_figure(const PageOfFile& figure, int pages, const PageReader& reader,
                 const MakeImage& make) {
  const CopyFolder folder;
  const std::string copy = folder.path() + "/figure.png";
  const auto made = reader.copy(figure, plugin::kMaxPixels, copy);
  if (!made.reason.empty()) throw HostError(name_of(figure) + ": " + made.sentence);
  plugin::PageOrigin origin = plugin::origin_of_copy(copy).value_or(plugin::PageOrigin());
  origin.file = figure.file;
  origin.page = figure.page;
  origin.pages = pages;
  origin.on_page = figure.on_page;
  make(copy, name_of(figure), origin);
}

}  // namespace

// GIMP's search looks at the menu's label and at this text: the words that people look for.
const char* const kFiguresBlurb =
    N_("Open the figures of a PDF, such as an article or a report, each as an image at its own "
       "resolution: heat maps, plots and maps from which data is to be recovered");
const char* const kFiguresHelp =
    "Looks for figures among the text of a PDF's pages and opens each as a new image: at the "
    "resolution of its own raster, else at 200 pixels an inch; a page that is no page of text as a "
    "whole, at 100. The image's parasite \"unweave-page\" keeps the letters that the file has "
    "there; plug-in-unweave takes them for the figure's labels, in place of reading its pixels, as "
    "long as they have not been changed.";

bool make_figures(const FiguresWanted& wanted, const MakeImage& make) {
  const PageReader reader(plugin::engine_program().value_or(""));
  if (reader.engine().empty())
    throw HostError(_("The program \"unweave-engine\", which reads PDF files, is not installed."));
  const auto figures = wanted.ask ? chosen_figures(wanted, reader) : named_figures(wanted, reader);
  if (figures.empty()) return false;
  const int pages = count_pages(figures.front().file, reader);
  gimp_progress_init(_("Opening figures"));
  double done = 0;
  for (const PageOfFile& figure : figures) {
    make_figure(figure, pages, reader, make);
    gimp_progress_update(++done / static_cast<double>(figures.size()));
  }
  return true;
}

std::string path_of_page(const plugin::PageOrigin& origin) {
  if (origin.file.empty()) return {};
  return plugin::path_beside(origin.file, plugin::page_part(origin.page, origin.on_page));
}

void KnownPage::add_to(plugin::Figure& figure) const {
  if (!origin) return;
  figure.page = origin->page;
  figure.pages = origin->pages;
  figure.on_page = origin->on_page;
  figure.reader = reader;
  if (origin->letters && !reader) figure.remarks.push_back({Note::LettersMoved, {}});
  if (origin->figures > 0 && !origin->on_page)
    figure.remarks.push_back({Note::FiguresOnPage, std::to_string(origin->figures)});
}

KnownPage known_page(const std::string& parasite, const PixelSource& picture,
                     const std::shared_ptr<const TextReader>& other) {
  KnownPage known{plugin::parse_page_origin(parasite), nullptr};
  if (known.origin) known.reader = plugin::reader_of(*known.origin, picture, other);
  return known;
}

}  // namespace unweave::gimp
