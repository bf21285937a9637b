// SPDX-License-Identifier: GPL-3.0-or-later
// Which figures there are.
#include <glib.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "plugin/batch/archive.hpp"
#include "plugin/batch/command_error.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/figures.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/picture_file.hpp"

namespace unweave::batch {
namespace {

namespace fs = std::filesystem;

std::string absolute(const std::string& path) {
  gchar* full = g_canonicalize_filename(path.c_str(), nullptr);
  std::string text(full);
  g_free(full);
  return text;
}

bool starts_as_picture(const std::string& path) {
  std::array<char, plugin::kPictureHead> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  const std::string text(head.data(), static_cast<std::size_t>(file.gcount()));
  return plugin::picture_format(text) != plugin::PictureFile::Format::Unknown;
}

class FigureList {
 public:
  explicit FigureList(std::string output) : output_(std::move(output)) {}

  void add(const std::string& given) {
    if (given.empty()) throw CommandError(kWrongUsage, _("A figure's name is empty."));
    const std::string path = absolute(given);
    std::error_code error;
    if (fs::is_directory(path, error))
      add_folder(given, path);
    else if (is_archive_name(given) && fs::is_regular_file(path, error))
      add_archive(given, path);
    else
      figures_.push_back({given, path});
  }
  std::vector<FigureFile> take() { return std::move(figures_); }

 private:
  static std::string below(const std::string& folder, const std::string& name) {
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
  }

  /// Links to folders are not followed: they may lead in a circle. Hidden files are nobody's
  /// figure.
  void add_folder(const std::string& given, const std::string& path) {
    const std::size_t before = figures_.size();
    std::error_code error;
    std::vector<std::string> names;
    fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, error),
        end;
    for (; !error && at != end; at.increment(error)) {
      const std::string name = at->path().filename();
      std::error_code gone;
      if (at->is_directory(gone)) {
        if (name.starts_with('.') || at->path() == output_) at.disable_recursion_pending();
      } else if (!name.starts_with('.') && at->is_regular_file(gone) &&
                 starts_as_picture(at->path())) {
        names.push_back(at->path().lexically_relative(path));
      }
    }
    if (error)
      figures_.push_back({given,
                          path,
                          {},
                          {},
                          fill(_("The folder cannot be read: %s."), error.message().c_str()),
                          "read-failed"});
    std::ranges::sort(names);
    for (const std::string& name : names)
      figures_.push_back({below(given, name), below(path, name), {}, name});
    if (figures_.size() == before)
      figures_.push_back({given, path, {}, {}, _("The folder holds no picture."), "no-picture"});
  }

  void add_archive(const std::string& given, const std::string& path) {
    const std::size_t before = figures_.size();
    try {
      for (PictureArchive archive(path); archive.next();)
        figures_.push_back({below(given, archive.member()), {}, path, archive.member()});
    } catch (const std::runtime_error& broken) {
      figures_.push_back(
          {given,
           path,
           {},
           {},
           fill(_("The archive cannot be read: %s."), shown_text(broken.what()).c_str()),
           "read-failed"});
    }
    if (figures_.size() == before)
      figures_.push_back({given, path, {}, {}, _("The archive holds no picture."), "no-picture"});
  }

  std::string output_;
  std::vector<FigureFile> figures_;
};

/// The names in a list: lines, or parted by NUL bytes.
std::vector<std::string> names_in(std::istream& list, char end) {
  std::vector<std::string> names;
  for (std::string name; std::getline(list, name, end);) {
    if (end == '\n' && name.ends_with('\r')) name.pop_back();
    if (!name.empty()) names.push_back(name);
  }
  return names;
}

std::vector<std::string> read_list(const std::string& path, bool zeros) {
  const char end = zeros ? '\0' : '\n';
  if (path == "-") return names_in(std::cin, end);
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw CommandError(kWrongUsage, fill(_("The list \"%s\" cannot be read: %s."),
                                         shown_name(path).c_str(), g_strerror(errno)));
  return names_in(file, end);
}

}  // namespace

std::vector<FigureFile> list_figures(const Options& options) {
  FigureList list(absolute(options.output));
  for (const std::string& given : options.figures) list.add(given);
  if (!options.files_from.empty())
    for (const std::string& given : read_list(options.files_from, options.zeros)) list.add(given);
  return list.take();
}

}  // namespace unweave::batch
