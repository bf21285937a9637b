// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/output_files.hpp"

#include <glib.h>
#include <glib/gstdio.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <limits>
#include <utility>

#include "core/try.hpp"
#include "core/write/colormap_file.hpp"
#include "core/write/companions.hpp"
#include "core/write/points_table.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/png_picture.hpp"

namespace unweave::plugin {

Result<std::string> file_path(const std::string& text, const char* parameter) {
  if (!text.starts_with("file:")) return text;
  gchar* path = g_filename_from_uri(text.c_str(), nullptr, nullptr);
  if (!path) return fail(Reason::InvalidOption, std::string(parameter) + "=" + text);
  std::string result(path);
  g_free(path);
  return result;
}

void make_folder(const std::string& path) {
  constexpr int kMode = 0700;  // GIMP's own
  g_mkdir_with_parents(path.c_str(), kMode);
}

namespace {

Result<void> write_text(AtomicFile& file, const std::string& text) {
  return file.write(text.data(), text.size());
}

std::string stem_of(const std::string& path) {
  gchar* name = g_filename_display_basename(path.c_str());
  const std::string text(name);
  g_free(name);
  return text.substr(0, text.find('.'));
}

/// How programs will list it.
std::string colormap_title(const ColormapFile& file, const Report& report) {
  if (report.colormap_name.empty()) return file.title.empty() ? stem_of(file.path) : file.title;
  return file.title.empty() ? report.colormap_name : file.title + ": " + report.colormap_name;
}

}  // namespace

Result<AtomicFile> OutputFiles::open_text(const std::string& text, const char* parameter) {
  const auto path = file_path(text, parameter);
  if (!path) return tl::unexpected(path.error());
  if (std::ranges::find(paths_, *path) != paths_.end())
    return fail(Reason::InvalidOption, std::string(parameter) + "=" + text);
  auto file = AtomicFile::open(*path);
  if (file) paths_.push_back(*path);
  return file;
}

Result<void> OutputFiles::open_data(const std::string& path, const std::string& format, Plane plane,
                                    const std::string& given) {
  if (std::ranges::find(paths_, path) != paths_.end())
    return fail(Reason::InvalidOption, "data-file=" + given);
  auto file = DataFile::open(path, format);
  if (!file) return tl::unexpected(file.error());
  data_.push_back({std::move(*file), plane, holds_planes(path, format)});
  paths_.push_back(path);
  return {};
}

namespace {

/// A plane beside the data: what it is called, in names of files and within them, and in words.
struct NamedPlane {
  OutputFiles::Plane plane;
  const char* name;
  const char* long_name;
};
constexpr NamedPlane kPlanes[] = {
    {OutputFiles::Plane::Values, "", ""},
    {OutputFiles::Plane::Confidence, kConfidencePlane,
     "probability that the value is within 1 % of the range of the truth"},
    {OutputFiles::Plane::Uncertainty, kUncertaintyPlane, "standard deviation of the value"},
    {OutputFiles::Plane::Filled, kFilledPlane,
     "1 where the value was not measured but closes a gap"},
    {OutputFiles::Plane::Count, kCountPlane, "number of pixels that the value is from"},
    {OutputFiles::Plane::Spread, kSpreadPlane, "standard deviation of the pixels in a cell"},
};

OutputFiles::Plane plane_named(const std::string& name) {
  return std::ranges::find(kPlanes, name, &NamedPlane::name)->plane;
}

/// Numbers that are written in the picture's cells, by their cells.
FieldToWrite annotation_field(const Report& report) {
  const int width = report.grid->x.cells();
  FieldToWrite field{width, report.grid->y.cells(), [&report, width](int y, int rows, float* out) {
                       std::fill_n(out, static_cast<std::ptrdiff_t>(width) * rows,
                                   std::numeric_limits<float>::quiet_NaN());
                       for (const CellNumber& n : report.annotations)
                         if (n.row >= y && n.row < y + rows)
                           out[(n.row - y) * width + n.column] = static_cast<float>(n.value);
                     }};
  field.name = "annotation";
  field.long_name = "number written in the cell";
  field.in_units = true;
  return field;
}

/// A plane with what it is called.
FieldToWrite named_field(OutputFiles::Plane plane, const OutputFiles::PlaneToWrite& planes) {
  const auto* named = std::ranges::find(kPlanes, plane, &NamedPlane::plane);
  FieldToWrite field = planes(plane);
  field.name = named->name;
  field.long_name = named->long_name;
  field.in_units = plane == OutputFiles::Plane::Uncertainty || plane == OutputFiles::Plane::Spread;
  return field;
}

}  // namespace

Result<OutputFiles> OutputFiles::open(const Request& request) {
  OutputFiles files;
  files.style_ = request.text_style;
  for (const std::string& plane : planes_beside(request))
    files.planes_.push_back(plane_named(plane));
  for (std::size_t i = 0; i < request.data_files.size(); ++i) {
    const std::string& text = request.data_files[i];
    const auto path = file_path(text, "data-file");
    if (!path) return tl::unexpected(path.error());
    const std::string format = request.data_formats.empty() ? "" : request.data_formats.at(i);
    if (auto ok = files.open_data(*path, format, Plane::Values, text); !ok)
      return tl::unexpected(ok.error());
    if (files.data_.back().holds_planes) continue;
    for (const std::string& plane : planes_beside(request)) {
      if (auto ok = files.open_data(path_beside(*path, plane), format, plane_named(plane), text);
          !ok)
        return tl::unexpected(ok.error());
    }
  }
  if (!request.report_file.empty()) {
    auto file = files.open_text(request.report_file, "report-file");
    if (!file) return tl::unexpected(file.error());
    files.reports_.push_back({files.paths_.back(), std::move(*file)});
  }
  for (const DrawingFile& drawing : request.drawings) {
    auto file = files.open_text(drawing.path, "figures");
    if (!file) return tl::unexpected(file.error());
    DrawingFile kind{files.paths_.back(), drawing.name, drawing.format};
    files.drawings_.push_back({kind, std::move(*file)});
  }
  for (const ColormapFile& colormap : request.colormap_files) {
    auto file = files.open_text(colormap.path, "colormap-file");
    if (!file) return tl::unexpected(file.error());
    ColormapFile kind{files.paths_.back(), colormap.format, colormap.title};
    files.colormaps_.push_back({kind, std::move(*file)});
  }
  if (!request.recolored_file.empty()) {
    UNWEAVE_TRY(files.recolored_, files.open_text(request.recolored_file, "recolored-file"));
  }
  return files;
}

void OutputFiles::drop_recolored() {
  if (!recolored_) return;
  std::erase(paths_, recolored_->path());
  recolored_.reset();
}

Result<void> OutputFiles::write_recolored(const PixelSource& picture,
                                          const std::function<bool(double)>& step) {
  return write_png(picture, recolored_.value(), step);
}

Result<void> OutputFiles::open_picture(const std::string& path) {
  auto file = AtomicFile::open(path);
  if (!file) return tl::unexpected(file.error());
  picture_ = *std::move(file);
  paths_.push_back(path);
  return {};
}

Result<void> OutputFiles::open_points(const Request& request) {
  const bool data = !request.data_files.empty();
  const std::string& beside = data ? request.data_files.front() : request.report_file;
  if (beside.empty()) return {};
  const auto path = file_path(beside, data ? "data-file" : "report-file");
  if (!path) return tl::unexpected(path.error());
  auto file = open_text(points_path(*path), "data-file");
  if (!file) return tl::unexpected(file.error());
  points_.push_back(*std::move(file));
  return {};
}

Result<void> OutputFiles::write_picture(const std::string& from) {
  std::ifstream picture(from, std::ios::binary);
  std::array<char, 65536> block{};
  while (picture) {
    picture.read(block.data(), block.size());
    const auto size = static_cast<std::size_t>(picture.gcount());
    if (auto written = picture_.value().write(block.data(), size); !written) return written;
  }
  if (!picture.eof()) return fail(Reason::ReadFailed, from);
  return {};
}

std::vector<std::string> OutputFiles::names_beside(const std::string& report) const {
  const auto folder_of = [](const std::string& path) {
    return path.substr(0, path.rfind('/') + 1);
  };
  std::vector<std::string> names;
  for (const std::string& path : paths_)
    if (path != report && folder_of(path) == folder_of(report))
      names.push_back(path.substr(path.rfind('/') + 1));
  return names;
}

Result<void> OutputFiles::write(const PlaneToWrite& planes, const Report& report,
                                const std::string& json) {
  Report unitless = report;  // of the other planes; the axes are the same
  unitless.range = ValueRange{};
  unitless.units.clear();
  Report spread = report;
  spread.quantity =
      report.quantity.empty() ? "standard deviation" : "standard deviation of " + report.quantity;
  const auto described = [&](Plane plane) -> const Report& {
    if (plane == Plane::Uncertainty || plane == Plane::Spread) return spread;
    return plane == Plane::Values ? report : unitless;
  };
  for (auto& entry : data_) {
    FieldToWrite field = named_field(entry.plane, planes);
    field.style = style_;
    for (const Plane plane : entry.holds_planes ? planes_ : std::vector<Plane>())
      field.planes.push_back(named_field(plane, planes));
    if (entry.holds_planes && !report.annotations.empty())
      field.planes.push_back(annotation_field(report));
    auto written = entry.file.write(field, described(entry.plane));
    if (!written) return written;
  }
  for (AtomicFile& file : points_)
    if (auto written = write_text(file, points_table(report, style_)); !written) return written;
  for (auto& entry : colormaps_) {
    const std::string name = colormap_title(entry.kind, report);
    const auto text = colormap_text(report, entry.kind.format, name);
    if (!text) return fail(Reason::UnknownFormat, entry.kind.format);
    if (auto written = write_text(entry.file, *text); !written) return written;
  }
  for (auto& entry : reports_)
    if (auto written = write_text(entry.file, json); !written) return written;
  return {};
}

Result<void> OutputFiles::write_drawings(const Render& render) {
  for (auto& entry : drawings_)
    if (auto written = write_text(entry.file, render(entry.kind)); !written) return written;
  return {};
}

void OutputFiles::join(OutputFiles other) {
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  append(paths_, other.paths_);
  append(data_, other.data_);
  append(drawings_, other.drawings_);
  append(colormaps_, other.colormaps_);
  append(reports_, other.reports_);
  append(points_, other.points_);
}

/// What came with the reports that are to be replaced, and is not replaced itself.
Result<std::vector<std::string>> OutputFiles::outdated() const {
  std::vector<std::string> paths;
  for (const auto& entry : reports_) {
    auto companions = companions_of(entry.kind);
    if (!companions) return companions;
    for (const std::string& path : *companions)
      if (std::ranges::find(paths_, path) == paths_.end() &&
          std::ranges::find(paths, path) == paths.end())
        paths.push_back(path);
  }
  return paths;
}

Result<void> OutputFiles::commit() {
  std::vector<AtomicFile*> files;
  for (Entry& entry : data_) files.push_back(&entry.file.file());
  for (auto& entry : drawings_) files.push_back(&entry.file);
  for (auto& entry : colormaps_) files.push_back(&entry.file);
  for (AtomicFile& file : points_) files.push_back(&file);
  if (recolored_) files.push_back(&*recolored_);
  if (picture_) files.push_back(&*picture_);
  for (auto& entry : reports_) files.push_back(&entry.file);
  return commit_together(files, [this] { return outdated(); });
}

}  // namespace unweave::plugin
