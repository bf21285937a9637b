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

/// Why the file cannot be read; empty if it can.
std::string find_problem(const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0)
    return errno == ENOENT ? _("The file does not exist.")
                           : fill(_("The file cannot be read: %s."), g_strerror(errno));
  if (S_ISDIR(info.st_mode)) return _("It is a folder, not a picture.");
  // Opening a pipe or a device could wait for ever.
  if (!S_ISREG(info.st_mode)) return _("It is not a regular file.");
  if (access(path.c_str(), R_OK) != 0)
    return fill(_("The file cannot be read: %s."), g_strerror(errno));
  if (info.st_size == 0) return _("The file is empty.");
  return {};
}

/// Before GIMP takes memory for it.
std::string size_problem(const std::string& path, std::int64_t max_pixels) {
  const plugin::PictureFile file = plugin::look_at_picture(path, plugin::Look::Size);
  if (file.pixels <= max_pixels) return {};
  return plugin::sentence(plugin::too_many_pixels(file.width, file.height, file.pages));
}

}  // namespace

std::vector<FigureFile> look_at_figures(const std::vector<std::string>& given,
                                        std::int64_t max_pixels) {
  std::vector<FigureFile> figures;
  std::map<std::string, std::string> stems;
  for (const auto& name : given) {
    if (name.empty()) throw CommandError(kWrongUsage, _("A figure's name is empty."));
    FigureFile figure{name, absolute(name), {}};
    const auto [other, is_new] = stems.emplace(plugin::figure_stem(figure.path), name);
    if (!is_new)
      throw CommandError(kWrongUsage,
                         fill(_("\"%s\" and \"%s\" would write to the same results; recover them "
                                "in two runs, to two folders."),
                              shown_name(other->second).c_str(), shown_name(name).c_str()));
    figure.problem = find_problem(figure.path);
    if (figure.problem.empty()) figure.problem = size_problem(figure.path, max_pixels);
    figures.push_back(std::move(figure));
  }
  return figures;
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
    for (const auto& path : plugin::result_paths(job, plugin::figure_stem(figure.path)))
      if (const auto [owner, is_new] = owners.emplace(path, &figure); !is_new)
        throw CommandError(
            kWrongUsage,
            fill(_("\"%s\" and \"%s\" would write to the same results; recover them "
                   "in two runs, to two folders."),
                 shown_name(owner->second->given).c_str(), shown_name(figure.given).c_str()));
}

}  // namespace

void protect_figures(const std::vector<FigureFile>& figures, const plugin::Job& job) {
  keep_apart(figures, job);
  std::map<std::pair<dev_t, ino_t>, const FigureFile*> files;
  struct stat info;
  for (const auto& figure : figures)
    if (stat(figure.path.c_str(), &info) == 0) files[{info.st_dev, info.st_ino}] = &figure;
  for (const auto& figure : figures)
    for (const auto& path : plugin::result_paths(job, plugin::figure_stem(figure.path))) {
      if (stat(path.c_str(), &info) != 0) continue;
      const auto hit = files.find({info.st_dev, info.st_ino});
      if (hit == files.end()) continue;
      throw CommandError(
          kWrongUsage,
          fill(_("The results of \"%s\" would replace the figure \"%s\"; choose "
                 "another folder for them."),
               shown_name(figure.given).c_str(), shown_name(hit->second->given).c_str()));
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
