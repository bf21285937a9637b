// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "core/labels/float_precision.hpp"
#include "core/recover.hpp"
#include "core/write/axes.hpp"
#include "core/write/cf_description.hpp"
#include "core/write/data_file.hpp"
#include "core/write/points_table.hpp"
#include "library/inside.hpp"
#include "plugin/request/chosen_grid.hpp"
#include "plugin/request/messages.hpp"

namespace unweave::v1 {

namespace {

using FieldParts = Access::FieldParts;

/// Rows that are evaluated at a time: some megabytes of what lies between.
constexpr int kBand = 256;

/// What made a NaN does not show in its bits.
template <class T>
T plain(T value) {
  return std::isnan(value) ? std::numeric_limits<T>::quiet_NaN() : value;
}

void evaluate(const FieldParts& parts, int y, int rows, const FieldBand& band) {
  const Rect& area = parts.report.plot_area;
  parts.recovery->evaluate(parts.source, {area.x, area.y + y, area.width, rows}, band);
}

/// Calls work(first place, first row, rows) for one band after another.
template <class Work>
void by_bands(const Rect& area, Work work) {
  for (int y = 0; y < area.height; y += kBand)
    work(static_cast<std::size_t>(y) * area.width, y, std::min(kBand, area.height - y));
}

template <class T>
void write_values(const FieldParts& parts, T* out) {
  if (parts.cells) {
    std::ranges::transform(parts.cells->values, out,
                           [](double v) { return plain(static_cast<T>(v)); });
    return;
  }
  const Rect& area = parts.report.plot_area;
  const ValueRange& range = parts.report.range;
  std::vector<float> t(static_cast<std::size_t>(area.width) * kBand);
  by_bands(area, [&](std::size_t at, int y, int rows) {
    evaluate(parts, y, rows, {.t = t.data()});
    const std::size_t count = static_cast<std::size_t>(area.width) * rows;
    std::transform(t.begin(), t.begin() + static_cast<std::ptrdiff_t>(count), out + at,
                   [&](float place) { return plain(static_cast<T>(range.value(place))); });
  });
}

/// In the values' units; of values that are places on the colormap, that of the place.
void write_uncertainty(const FieldParts& parts, float* out) {
  const Rect& area = parts.report.plot_area;
  const ValueRange& range = parts.report.range;
  std::vector<float> t(static_cast<std::size_t>(area.width) * kBand);
  by_bands(area, [&](std::size_t at, int y, int rows) {
    evaluate(parts, y, rows, {.t = t.data(), .deviation = out + at});
    const std::size_t count = static_cast<std::size_t>(area.width) * rows;
    for (std::size_t i = 0; i < count; ++i)
      out[at + i] = plain(static_cast<float>(range.deviation(t[i], out[at + i])));
  });
}

void write_cells(const FieldParts& parts, Plane plane, float* out) {
  const GridValues& cells = *parts.cells;
  const auto copy = [out](const std::vector<float>& from) {
    std::ranges::transform(from, out, plain<float>);
  };
  switch (plane) {
    case Plane::Position:
      std::ranges::transform(cells.values, out, [&](double v) {
        return plain(static_cast<float>(parts.report.range.position(v)));
      });
      return;
    case Plane::Confidence:
      return copy(cells.confidence);
    case Plane::Uncertainty:
      return copy(cells.uncertainty);
    case Plane::Residual:
      return copy(cells.residual);
    case Plane::Filled:
      return copy(cells.filled);
  }
  throw std::invalid_argument("no such plane");
}

FieldBand band_of(Plane plane, float* out) {
  switch (plane) {
    case Plane::Position:
      return {.t = out};
    case Plane::Confidence:
      return {.confidence = out};
    case Plane::Residual:
      return {.residual = out};
    case Plane::Filled:
      return {.filled = out};
    case Plane::Uncertainty:
      break;
  }
  throw std::invalid_argument("no such plane");
}

/// A picture with what is asked of it, for as many panels as it has.
struct Work {
  const Picture& picture;
  plugin::Request request;
  plugin::CoreRequest core;
  const Run& run;
};

Result<std::unique_ptr<Recovery>> analyze(const Work& work, const plugin::CoreRequest& core) {
  const PictureSource source = source_of(work.picture);
  Analysis analysis(source);
  return plugin::recover(core, analysis, context_of(work.run));
}

/// The field with its report; `remarks` come behind all others.
Field field_of(const Work& work, const plugin::CoreRequest& core,
               std::unique_ptr<Recovery> recovery, const std::vector<Remark>& remarks) {
  auto parts =
      std::make_unique<FieldParts>(FieldParts{source_of(work.picture), std::move(recovery)});
  Report& report = parts->report = plugin::report_of(*parts->recovery, core);
  report.figure = work.picture.name;
  report.figure_sha256 = work.picture.sha256;
  report.page = std::max(work.picture.page, 1);
  report.pages = std::max(work.picture.pages, 1);
  if (const auto origin = origin_of(work.picture)) report.page_figure = origin->on_page;
  report.settings = work.request.given;
  if (work.request.panels)
    std::erase_if(report.remarks, [](const Remark& r) { return r.note == Note::SeveralPanels; });
  value_or_raise(plugin::apply_grid(work.request.grid, *parts->recovery, parts->source,
                                    core.options.figure.reader.get(), report));
  if (report.grid) parts->cells = grid_values(*parts->recovery, parts->source, *report.grid);
  for (const auto& more : {remarks_on(work.picture), remarks})
    report.remarks.insert(report.remarks.end(), more.begin(), more.end());
  parts->messages = plugin::sentences(report.remarks);
  parts->json = report_json(report, parts->messages);
  return Access::field(std::move(parts));
}

Work work_on(const Picture& picture, const Options& options, const Run& run) {
  return {picture, request_of(options), core_request(options, picture), run};
}

Coordinate coordinate(CfVariable variable, std::vector<double> values) {
  return {std::move(variable.name), std::move(values), std::move(variable.attributes)};
}

}  // namespace

Field::Field(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Field::Field(Field&& other) noexcept = default;
Field& Field::operator=(Field&& other) noexcept = default;
Field::~Field() = default;

int Field::width() const {
  return parts_->cells ? parts_->cells->width : parts_->report.plot_area.width;
}
int Field::height() const {
  return parts_->cells ? parts_->cells->height : parts_->report.plot_area.height;
}
std::size_t Field::size() const { return static_cast<std::size_t>(width()) * height(); }
bool Field::doubles() const {
  return float_precision(parts_->report.range) != FloatPrecision::Single;
}

void Field::values(float* out) const { write_values(*parts_, out); }
void Field::values(double* out) const { write_values(*parts_, out); }

void Field::plane(Plane plane, float* out) const {
  if (parts_->cells) return write_cells(*parts_, plane, out);
  if (plane == Plane::Uncertainty) return write_uncertainty(*parts_, out);
  by_bands(parts_->report.plot_area, [&](std::size_t at, int y, int rows) {
    evaluate(*parts_, y, rows, band_of(plane, out + at));
  });
  std::transform(out, out + size(), out, plain<float>);
}

void Field::recolored(std::string_view colormap, std::uint8_t* out) const {
  std::vector<float> t(size());
  plane(Plane::Position, t.data());
  paint(colormap, t.data(), t.size(), out);
}

const std::string& Field::report() const { return parts_->json; }
const std::vector<std::string>& Field::messages() const { return parts_->messages; }

Points Field::points() const {
  const Report& report = parts_->report;
  PointColumns columns = point_columns(report);
  Points out{std::move(columns.x),         std::move(columns.y),
             std::move(columns.value),     std::move(columns.confidence),
             std::move(columns.deviation), std::move(columns.column),
             std::move(columns.row),       {}};
  if (report.points)
    for (const MarkerPoint& point : report.points->items) out.unsure.push_back(point.unsure());
  return out;
}

Coordinate Field::x() const {
  const Report& report = parts_->report;
  return coordinate(cf_x_axis(report), x_coordinates(report, width()));
}
Coordinate Field::y() const {
  const Report& report = parts_->report;
  return coordinate(cf_y_axis(report), y_coordinates(report, height()));
}
Attributes Field::value_attributes() const { return cf_value(parts_->report).attributes; }
Attributes Field::global_attributes() const { return cf_global(parts_->report); }

Field recover(const Picture& picture, const Options& options, const Run& run) {
  return guarded([&] {
    const Work work = work_on(picture, options, run);
    return field_of(work, work.core, value_or_raise(analyze(work, work.core)), {});
  });
}

std::vector<Field> recover_panels(const Picture& picture, const Options& options, const Run& run) {
  return guarded([&] {
    Work work = work_on(picture, options, run);
    work.request.panels = true;
    work.request.given.emplace_back("panels", "true");
    auto first = value_or_raise(analyze(work, work.core));
    const std::vector<Rect> areas = first->report().panels;
    std::vector<Field> others;
    std::vector<Remark> remarks;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      plugin::CoreRequest core = work.core;
      core.options.figure.plot_area = areas[i];
      auto recovery = analyze(work, core);
      if (recovery)
        others.push_back(field_of(work, core, *std::move(recovery), {}));
      else if (plugin::shows_nothing(recovery.error()))
        remarks.push_back({Note::PanelWithoutData, std::to_string(i + 2)});
      else
        raise(recovery.error());
    }
    std::vector<Field> fields;
    fields.push_back(field_of(work, work.core, std::move(first), remarks));
    std::ranges::move(others, std::back_inserter(fields));
    return fields;
  });
}

}  // namespace unweave::v1
