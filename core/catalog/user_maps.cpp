// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/catalog/user_maps.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "core/catalog/user_formats.hpp"

namespace unweave {

namespace {

namespace fs = std::filesystem;

/// Recovered once: it would be found again instead of the map that it is a copy of.
bool is_recovered(const fs::path& path) {
  return path.filename().native().starts_with(kRecoveredPrefix);
}

constexpr std::uintmax_t kMaxBytes = 4 << 20;

std::optional<ColormapFormat> format_of(const fs::path& path) {
  std::string extension = path.extension().string();
  for (char& c : extension)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (extension == ".ggr") return ColormapFormat::Ggr;
  if (extension == ".gpl") return ColormapFormat::Gpl;
  if (extension == ".cpt") return ColormapFormat::Cpt;
  if (extension == ".csv") return ColormapFormat::Csv;
  if (extension == ".json") return ColormapFormat::Json;
  return {};
}

user_formats::Outcome parse(std::string_view text, ColormapFormat format) {
  switch (format) {
    case ColormapFormat::Ggr:
      return user_formats::read_ggr(text);
    case ColormapFormat::Gpl:
      return user_formats::read_gpl(text);
    case ColormapFormat::Cpt:
      return user_formats::read_cpt(text);
    case ColormapFormat::Csv:
      return user_formats::is_value_table(text) ? user_formats::read_values(text)
                                                : user_formats::read_csv(text);
    case ColormapFormat::Json:
      return user_formats::read_json(text);
  }
  return user_formats::bad(0);
}

Result<Colormap> read_file(const fs::path& path, ColormapFormat format) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error) return fail(Reason::ReadFailed, path.string());
  if (size > kMaxBytes) return fail(Reason::BadColormapFile, path.string());
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return fail(Reason::ReadFailed, path.string());
  return read_colormap(text, format, path.string());
}

/// Files of the folder that are understood, by name.
std::vector<fs::path> colormap_files(const std::string& folder, std::error_code& error) {
  std::vector<fs::path> paths;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (format_of(at->path()) && at->is_regular_file(ignored)) paths.push_back(at->path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace

bool names_colormap_file(std::string_view name) { return format_of(fs::path(name)).has_value(); }

bool is_colormap_path(std::string_view name) {
  return name.find('/') != name.npos && names_colormap_file(name);
}

Result<Colormap> read_colormap_file(const std::string& path) {
  const auto format = format_of(path);
  if (!format) return fail(Reason::BadColormapFile, path);
  auto map = read_file(path, *format);
  if (map) map->name = fs::path(path).stem().string();
  return map;
}

Result<Colormap> read_colormap(std::string_view text, ColormapFormat format,
                               const std::string& file) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  auto parsed = parse(text, format);
  if (!parsed) {
    const int line = parsed.error().number;
    return fail(Reason::BadColormapFile, line > 0 ? file + ":" + std::to_string(line) : file);
  }
  Colormap map;
  map.name = parsed->name.empty() ? fs::path(file).stem().string() : parsed->name;
  map.family = kUserFamily;
  map.source = file;
  map.kind = parsed->kind;
  map.table = std::move(parsed->table);
  map.values = std::move(parsed->values);
  map.values_of_colors = parsed->values_of_colors;
  return map;
}

UserMaps read_user_maps(const std::string& folder) {
  UserMaps result;
  std::error_code error;
  const auto paths = colormap_files(folder, error);
  if (error && error != std::errc::no_such_file_or_directory)
    result.failures.push_back({Reason::ReadFailed, folder});
  for (const fs::path& path : paths) {
    auto map = read_colormap_file(path.string());
    if (map)
      result.maps.push_back(std::move(*map));
    else
      result.failures.push_back(map.error());
  }
  return result;
}

std::vector<Colormap> read_gradients(const std::string& folder) {
  std::vector<Colormap> maps;
  std::error_code error;
  for (const fs::path& path : colormap_files(folder, error)) {
    const auto format = format_of(path);
    if (format != ColormapFormat::Ggr || is_recovered(path)) continue;
    auto map = read_file(path, *format);
    if (!map) continue;
    map->family = kGradientFamily;
    maps.push_back(std::move(*map));
  }
  return maps;
}

}  // namespace unweave
