// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/batch/figures.hpp"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <string_view>

#include "core/reason_name.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::batch {
namespace {

std::string absolute(const std::string& path) {
  gchar* full = g_canonicalize_filename(path.c_str(), nullptr);
  std::string text(full);
  g_free(full);
  return text;
}

/// Why the file cannot be read; nothing if it can.
void find_problem(FigureFile& figure) {
  const auto problem = [&](const std::string& sentence, const char* reason) {
    figure.problem = sentence;
    figure.reason = reason;
  };
  struct stat info;
  if (stat(figure.path.c_str(), &info) != 0) {
    if (errno == ENOENT) return problem(_("The file does not exist."), "no-file");
    return problem(fill(_("The file cannot be read: %s."), g_strerror(errno)), "read-failed");
  }
  // Opening a pipe or a device could wait for ever.
  if (!S_ISREG(info.st_mode)) return problem(_("It is not a regular file."), "no-file");
  if (access(figure.path.c_str(), R_OK) != 0)
    return problem(fill(_("The file cannot be read: %s."), g_strerror(errno)), "read-failed");
  if (info.st_size == 0) problem(_("The file is empty."), "empty-file");
}

/// Before anything takes memory for it.
void find_size_problem(FigureFile& figure, std::int64_t max_pixels, bool by_pages) {
  const plugin::PictureFile file = plugin::look_at_picture(figure.path, plugin::Look::Size);
  if ((by_pages && file.in_pages()) || file.pixels <= max_pixels) return;
  figure.problem = plugin::sentence(plugin::too_many_pixels(file.width, file.height, file.pages));
  figure.reason = reason_name(Reason::TooManyPixels);
}

/// A path as a name in the folder for results: nothing leads out of there.
std::string name_by_path(const FigureFile& figure) {
  const std::string& path = figure.below.empty() ? figure.given : figure.below;
  std::string name;
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t slash = std::min(path.find('/', start), path.size());
    std::string part = path.substr(start, slash - start);
    start = slash + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") part = "__";
    if (part.starts_with('.')) part.front() = '_';
    name += (name.empty() ? "" : "/") + part;
  }
  return name;
}

std::string with_page(const std::string& name, const FigureFile& figure) {
  return figure.page > 0 ? name + "." + plugin::page_part(figure.page, figure.on_page) : name;
}

/// In one of 65536 folders, which the text chooses.
std::string spread_out(const std::string& name, const std::string& text) {
  gchar* digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text.data(),
                                                static_cast<gssize>(text.size()));
  const std::string start(digest, 4);
  g_free(digest);
  return start.substr(0, 2) + "/" + start.substr(2) + "/" + name;
}

}  // namespace

std::string shown_figure(const FigureFile& figure) {
  std::string shown = shown_name(figure.given);
  if (figure.on_page && figure.on_page->count > 1)
    return fill(_("%s, page %d, figure %d"), shown.c_str(), figure.page, figure.on_page->number);
  return figure.page > 0 ? fill(_("%s, page %d"), shown.c_str(), figure.page) : shown;
}

void look_at_figures(std::vector<FigureFile>& figures, std::int64_t max_pixels, bool by_pages) {
  for (FigureFile& figure : figures) {
    if (!figure.problem.empty() || !figure.archive.empty()) continue;
    find_problem(figure);
    if (figure.problem.empty()) find_size_problem(figure, max_pixels, by_pages);
  }
}

std::string name_by_digest(const std::string& sha256, const FigureFile& figure, bool spread) {
  const std::string name = with_page(sha256, figure);
  return spread ? sha256.substr(0, 2) + "/" + sha256.substr(2, 2) + "/" + name : name;
}

void name_figures(std::vector<FigureFile>& figures, const Options& options) {
  if (options.naming == Options::Naming::Sha256) return;
  std::map<std::string, const FigureFile*> owners;
  for (FigureFile& figure : figures) {
    figure.name = options.naming == Options::Naming::Path
                      ? name_by_path(figure)
                      : plugin::figure_stem(figure.below.empty() ? figure.path : figure.below);
    if (options.spread) figure.name = spread_out(figure.name, figure.name);
    figure.name = with_page(figure.name, figure);
    const auto [owner, is_new] = owners.emplace(figure.name, &figure);
    if (!is_new)
      throw CommandError(
          kWrongUsage,
          fill(_("\"%s\" and \"%s\" would write to the same results; recover them in two runs, to "
                 "two folders, or name results by path or sha256 (--name)."),
               shown_figure(*owner->second).c_str(), shown_figure(figure).c_str()));
  }
}

std::string make_output_folder(const std::string& given) {
  std::string path = absolute(given);
  const std::string shown = shown_name(given);
  if (g_mkdir_with_parents(path.c_str(), 0777) != 0)
    throw CommandError(kSomeFailed, fill(_("The folder \"%s\" cannot be made: %s."), shown.c_str(),
                                         g_strerror(errno)));
  if (!g_file_test(path.c_str(), G_FILE_TEST_IS_DIR))
    throw CommandError(kSomeFailed, fill(_("\"%s\" is not a folder."), shown.c_str()));
  if (access(path.c_str(), W_OK | X_OK) != 0)
    throw CommandError(kSomeFailed, fill(_("Nothing can be written to the folder \"%s\": %s."),
                                         shown.c_str(), g_strerror(errno)));
  return path;
}

namespace {

/// Results of one figure may be called as another's: "a" as .xyz.csv, "a.xyz" as .csv.
void keep_apart(const std::vector<FigureFile>& figures, const plugin::Job& job) {
  std::map<std::string, const FigureFile*> owners;
  for (const auto& figure : figures)
    for (const auto& path :
         figure.name.empty() ? std::vector<std::string>() : plugin::result_paths(job, figure.name))
      if (const auto [owner, is_new] = owners.emplace(path, &figure); !is_new)
        throw CommandError(
            kWrongUsage,
            fill(_("\"%s\" and \"%s\" would write to the same results; recover them in two "
                   "runs, to two folders, or name results by path or sha256 (--name)."),
                 shown_figure(*owner->second).c_str(), shown_figure(figure).c_str()));
}

}  // namespace

void protect_figures(const std::vector<FigureFile>& figures, const plugin::Job& job) {
  keep_apart(figures, job);
  std::map<std::pair<dev_t, ino_t>, const FigureFile*> files;
  struct stat info;
  for (const auto& figure : figures)
    if (stat(figure.path.c_str(), &info) == 0) files[{info.st_dev, info.st_ino}] = &figure;
  for (const auto& figure : figures)
    for (const auto& path : figure.name.empty() ? std::vector<std::string>()
                                                : plugin::result_paths(job, figure.name)) {
      if (stat(path.c_str(), &info) != 0) continue;
      const auto hit = files.find({info.st_dev, info.st_ino});
      if (hit == files.end()) continue;
      throw CommandError(kWrongUsage,
                         fill(_("The results of \"%s\" would replace the figure \"%s\"; choose "
                                "another folder for them."),
                              shown_figure(figure).c_str(), shown_figure(*hit->second).c_str()));
    }
}

bool is_common_format(const std::string& path) {
  using namespace std::string_view_literals;
  static constexpr std::array magics = {"\x89PNG\r\n\x1a\n"sv,
                                        "\xff\xd8\xff"sv,
                                        "II*\0"sv,
                                        "MM\0*"sv,
                                        "II+\0"sv,
                                        "MM\0+"sv,
                                        "GIF8"sv,
                                        "BM"sv,
                                        "gimp xcf "sv};
  std::array<char, 16> start{};
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  const ssize_t size = read(fd, start.data(), start.size());
  close(fd);
  const std::string_view head(start.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (head.starts_with("RIFF"sv) &&
      head.substr(std::min<std::size_t>(8, head.size())).starts_with("WEBP"sv))
    return true;
  if (head.size() > 2 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6' &&
      g_ascii_isspace(head[2]))
    return true;
  return std::ranges::any_of(magics,
                             [&](std::string_view magic) { return head.starts_with(magic); });
}

const std::vector<std::string>& common_loaders() {
  static const std::vector<std::string> names = {
      "file-bmp", "file-gif-load", "file-jpeg", "file-png", "file-pnm", "file-tiff", "file-webp"};
  return names;
}

}  // namespace unweave::batch
