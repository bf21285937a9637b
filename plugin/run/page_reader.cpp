// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/page_reader.hpp"

#include <glib.h>
#include <sys/wait.h>

#include <charconv>
#include <sstream>
#include <system_error>

#include "core/reason_name.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/loader_log.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::plugin {
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

}  // namespace

bool is_pdf(const std::string& path) {
  return look_at_picture(path, Look::Size).format == PictureFile::Format::Pdf;
}

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
  const auto file = look_at_picture(path, Look::Size);
  if (file.format != PictureFile::Format::Pdf) return static_cast<int>(file.pages);
  if (engine_.empty()) return 0;
  const Answer answer = ask({engine_, "--count-pages", path});
  int pages = 0;
  if (answer.status == 0)
    std::from_chars(answer.out.data(), answer.out.data() + answer.out.size(), pages);
  return pages;
}

std::map<int, std::vector<PageFigure>> PageReader::figures(const std::string& path,
                                                           PageChoice pages) const {
  std::map<int, std::vector<PageFigure>> out;
  if (engine_.empty() || !is_pdf(path)) return out;
  const Answer answer = ask(listing_command(engine_, path, pages));
  if (answer.status != 0) return out;
  std::istringstream lines(answer.out);
  for (std::string line; std::getline(lines, line);)
    if (auto seen = figures_in_line(line); seen && seen->figures)
      out[seen->page] = *std::move(seen->figures);
  return out;
}

PageReader::Copy PageReader::copy(const PageOfFile& page, std::int64_t max_pixels,
                                  const std::string& copy) const {
  if (engine_.empty())
    return {"cannot-load",
            _("GIMP cannot load one page alone, and the program \"unweave-engine\", which "
              "can, is not installed.")};
  std::vector<std::string> command{
      engine_,   "--copy-page", std::to_string(page.page), std::to_string(max_pixels),
      page.file, copy};
  if (page.on_page) {
    const Rect& at = page.on_page->region;
    command.push_back(std::to_string(at.x) + "," + std::to_string(at.y) + "," +
                      std::to_string(at.width) + "," + std::to_string(at.height));
  }
  const Answer answer = ask(command);
  constexpr int kTooLarge = 3;
  if (answer.status == kTooLarge) return {reason_name(Reason::TooManyPixels), answer.out};
  if (answer.status < 0) return {"crash", _("The engine crashed.")};
  if (answer.status != 0) return {"cannot-load", answer.out};
  return {{}, {}, loader_words(answer.log)};
}

std::vector<std::string> listing_command(const std::string& engine, const std::string& path,
                                         PageChoice pages, const std::string& folder, int side) {
  std::vector<std::string> command{engine, "--page-figures", std::to_string(pages.first),
                                   std::to_string(pages.last), path};
  if (!folder.empty()) command.insert(command.end(), {folder, std::to_string(side)});
  return command;
}

std::optional<PageLine> figures_in_line(const std::string& line) {
  std::istringstream words(line);
  PageLine seen;
  int count = 0;
  if (!(words >> seen.page >> count)) return std::nullopt;
  if (count < 0) return seen;
  seen.figures.emplace();
  for (int number = 1; number <= count; ++number) {
    Rect at;
    if (!(words >> at.x >> at.y >> at.width >> at.height)) return std::nullopt;
    seen.figures->push_back({number, count, at});
  }
  return seen;
}

}  // namespace unweave::plugin
