// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/pages.hpp"

#include <glib.h>
#include <glib/gstdio.h>
#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/reason_name.hpp"
#include "plugin/batch/archive.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/loader_log.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::batch {
namespace {

/// What a program printed, and how it ended; -1: it did not run, or crashed.
struct Answer {
  int status = -1;
  std::string out, log;
};

Answer ask(const std::vector<std::string>& command) {
  std::vector<gchar*> line;
  for (const std::string& word : command) line.push_back(const_cast<gchar*>(word.c_str()));
  line.push_back(nullptr);
  gchar *out = nullptr, *log = nullptr;
  int status = 0;
  Answer answer;
  if (!g_spawn_sync(nullptr, line.data(), nullptr, G_SPAWN_DEFAULT, nullptr, nullptr, &out, &log,
                    &status, nullptr))
    return answer;
  if (WIFEXITED(status)) answer.status = WEXITSTATUS(status);
  answer.out = out ? out : "";
  answer.log = log ? log : "";
  g_free(out);
  g_free(log);
  return answer;
}

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
    return {pages, reader_.figures(path, choice_.first, std::min(pages, choice_.last))};
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

std::optional<PageChoice> parse_pages(const std::string& text) {
  if (text == "all") return PageChoice{};
  PageChoice choice;
  const char* const end = text.data() + text.size();
  auto read = std::from_chars(text.data(), end, choice.first);
  choice.last = choice.first;
  if (read.ec == std::errc() && read.ptr != end && *read.ptr == '-')
    read = std::from_chars(read.ptr + 1, end, choice.last);
  if (read.ec != std::errc() || read.ptr != end || choice.first < 1 || choice.last < choice.first)
    return std::nullopt;
  return choice;
}

int PageReader::count(const std::string& path) const {
  const auto file = plugin::look_at_picture(path, plugin::Look::Size);
  if (file.format != plugin::PictureFile::Format::Pdf) return static_cast<int>(file.pages);
  if (engine_.empty()) return 0;
  const Answer answer = ask({engine_, "--count-pages", path});
  int pages = 0;
  if (answer.status == 0)
    std::from_chars(answer.out.data(), answer.out.data() + answer.out.size(), pages);
  return pages;
}

std::map<int, std::vector<PageFigure>> PageReader::figures(const std::string& path, int first,
                                                           int last) const {
  const auto file = plugin::look_at_picture(path, plugin::Look::Size);
  std::map<int, std::vector<PageFigure>> out;
  if (file.format != plugin::PictureFile::Format::Pdf || engine_.empty()) return out;
  const Answer answer =
      ask({engine_, "--page-figures", std::to_string(first), std::to_string(last), path});
  if (answer.status != 0) return out;
  std::istringstream lines(answer.out);
  for (int page = 0, count = 0; lines >> page >> count;) {
    auto& figures = out[page];
    for (int number = 1; number <= count; ++number) {
      Rect at;
      lines >> at.x >> at.y >> at.width >> at.height;
      figures.push_back({number, count, at});
    }
  }
  return out;
}

std::optional<PageReader::Refusal> PageReader::copy(plugin::JobFigure& figure,
                                                    std::int64_t max_pixels,
                                                    const std::string& folder) const {
  if (engine_.empty())
    return Refusal{"cannot-load",
                   _("GIMP cannot load one page alone, and the program \"unweave-engine\", which "
                     "can, is not installed.")};
  const std::string copy =
      folder + "/" + std::to_string(figure.index) + "-" + std::to_string(figure.page);
  std::vector<std::string> command{
      engine_,     "--copy-page", std::to_string(figure.page), std::to_string(max_pixels),
      figure.path, copy};
  if (figure.on_page) {
    const Rect& at = figure.on_page->region;
    command.push_back(std::to_string(at.x) + "," + std::to_string(at.y) + "," +
                      std::to_string(at.width) + "," + std::to_string(at.height));
  }
  const Answer answer = ask(command);
  constexpr int kTooLarge = 3;
  if (answer.status == kTooLarge)
    return Refusal{reason_name(Reason::TooManyPixels), shown_text(answer.out)};
  if (answer.status < 0) return Refusal{"crash", _("The engine crashed.")};
  if (answer.status != 0) return Refusal{"cannot-load", shown_text(answer.out)};
  figure.copied_from = std::exchange(figure.path, copy);
  figure.words = plugin::loader_words(answer.log);
  return std::nullopt;
}

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
