// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/pages.hpp"

#include <glib.h>
#include <glib/gstdio.h>

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "plugin/batch/archive.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::batch {
namespace {

/// A picture in an archive, taken out to be counted. Throws std::runtime_error.
class Member {
 public:
  Member(PictureArchive& archive, const std::string& name, const std::string& folder)
      : path_(folder + "/counted") {
    do {
      if (!archive.next()) throw std::runtime_error(_("it ends early"));
    } while (archive.member() != name);
    archive.extract(path_);
  }
  ~Member() { g_unlink(path_.c_str()); }
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// Pages are counted once for each file, of archives in one pass.
class PageCounter {
 public:
  PageCounter(const PageReader& reader, const PageChoice& choice, std::string folder)
      : reader_(reader), choice_(choice), folder_(std::move(folder)) {}

  struct Pages {
    int count = 0;  ///< 0: it has none that could be chosen; -1: it cannot be told
    std::map<int, std::vector<PageFigure>> figures{};
  };
  Pages look(const FigureFile& figure) {
    if (figure.archive.empty()) return look_at(figure.path);
    try {
      if (!archive_ || open_ != figure.archive) {
        archive_ = std::make_unique<PictureArchive>(figure.archive);
        open_ = figure.archive;
      }
      return look_at(Member(*archive_, figure.below, folder_).path());
    } catch (const std::runtime_error&) {
      archive_.reset();
      return {};  // it will be said when its turn has come
    }
  }

 private:
  Pages look_at(const std::string& path) const {
    if (!plugin::look_at_picture(path, plugin::Look::Size).in_pages()) return {};
    const int pages = reader_.count(path);
    if (pages <= 0) return {-1};
    return {pages, reader_.figures(path, {choice_.first, std::min(pages, choice_.last)})};
  }

  const PageReader& reader_;
  PageChoice choice_;
  std::string folder_, open_;
  std::unique_ptr<PictureArchive> archive_;
};

void find_no_page(FigureFile& figure, int pages) {
  figure.reason = "no-page";
  figure.problem =
      pages < 0 ? _("Its pages cannot be counted: it is damaged, or the program \"unweave-engine\" "
                    "is not installed.")
                : fill(ngettext("It has %d page, and --pages asks for others.",
                                "It has %d pages, and --pages asks for others.",
                                static_cast<unsigned long>(pages)),
                       pages);
}

/// "2", "2-4", "2, 5-7"
std::string listed(const std::vector<int>& pages) {
  std::string text;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::size_t first = i;
    while (i + 1 < pages.size() && pages[i + 1] == pages[i] + 1) ++i;
    text += (text.empty() ? "" : ", ") + std::to_string(pages[first]);
    if (i > first) text += "-" + std::to_string(pages[i]);
  }
  return text;
}

/// The figures of these pages. Those of text alone are said, and stand in no result.
void add_pages(FigureFile figure, int first, int last, const PageCounter::Pages& seen,
               std::vector<FigureFile>& chosen) {
  std::vector<int> without;
  const std::size_t before = chosen.size();
  figure.pages = seen.count;
  for (figure.page = first; figure.page <= last; ++figure.page) {
    const auto text = seen.figures.find(figure.page);
    if (text == seen.figures.end()) {
      chosen.push_back(figure);
      continue;
    }
    if (text->second.empty()) without.push_back(figure.page);
    for (const PageFigure& one : text->second) {
      chosen.push_back(figure);
      chosen.back().on_page = one;
    }
  }
  if (without.empty()) return;
  if (chosen.size() > before)
    return complain(fill(_("%s: pages without a figure: %s"), shown_name(figure.given).c_str(),
                         listed(without).c_str()));
  figure.page = 0;
  figure.reason = "no-figure";
  figure.problem = _("The pages are text without a figure.");
  chosen.push_back(std::move(figure));
}

}  // namespace

std::vector<FigureFile> figures_of_pages(std::vector<FigureFile> figures, const PageChoice& choice,
                                         const PageReader& reader, const std::string& folder) {
  std::vector<FigureFile> chosen;
  PageCounter counter(reader, choice, folder);
  for (FigureFile& figure : figures) {
    const auto seen = figure.problem.empty() ? counter.look(figure) : PageCounter::Pages{};
    const int pages = seen.count;
    const int last = std::min(pages, choice.last);
    if (pages != 0 && last < choice.first) find_no_page(figure, pages);
    if (pages == 0 || last < choice.first) {
      chosen.push_back(std::move(figure));
      continue;
    }
    add_pages(figure, choice.first, last, seen, chosen);
  }
  return chosen;
}

}  // namespace unweave::batch
