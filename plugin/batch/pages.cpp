// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/pages.hpp"

#include <glib.h>
#include <glib/gstdio.h>
#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <memory>
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
  PageCounter(const PageReader& reader, std::string folder)
      : reader_(reader), folder_(std::move(folder)) {}

  /// 0: it has none that could be chosen; -1: it cannot be told.
  int count(const FigureFile& figure) {
    if (figure.archive.empty()) return count_at(figure.path);
    try {
      if (!archive_ || open_ != figure.archive) {
        archive_ = std::make_unique<PictureArchive>(figure.archive);
        open_ = figure.archive;
      }
      return count_at(Member(*archive_, figure.below, folder_).path());
    } catch (const std::runtime_error&) {
      archive_.reset();
      return 0;  // it will be said when its turn has come
    }
  }

 private:
  int count_at(const std::string& path) const {
    if (!plugin::look_at_picture(path, plugin::Look::Size).in_pages()) return 0;
    const int pages = reader_.count(path);
    return pages > 0 ? pages : -1;
  }

  const PageReader& reader_;
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

std::optional<PageReader::Refusal> PageReader::copy(plugin::JobFigure& figure,
                                                    std::int64_t max_pixels,
                                                    const std::string& folder) const {
  if (engine_.empty())
    return Refusal{"cannot-load",
                   _("GIMP cannot load one page alone, and the program \"unweave-engine\", which "
                     "can, is not installed.")};
  const std::string copy =
      folder + "/" + std::to_string(figure.index) + "-" + std::to_string(figure.page);
  const Answer answer = ask({engine_, "--copy-page", std::to_string(figure.page),
                             std::to_string(max_pixels), figure.path, copy});
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
  PageCounter counter(reader, folder);
  for (FigureFile& figure : figures) {
    const int pages = figure.problem.empty() ? counter.count(figure) : 0;
    const int last = std::min(pages, choice.last);
    if (pages != 0 && last < choice.first) find_no_page(figure, pages);
    if (pages == 0 || last < choice.first) {
      chosen.push_back(std::move(figure));
      continue;
    }
    for (int page = choice.first; page <= last; ++page) {
      chosen.push_back(figure);
      chosen.back().page = page;
      chosen.back().pages = pages;
    }
  }
  return chosen;
}

}  // namespace unweave::batch
