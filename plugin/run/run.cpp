// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/run.hpp"

#include <algorithm>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

#include "core/catalog/user_maps.hpp"
#include "core/recover.hpp"
#include "core/try.hpp"
#include "core/write/data_file.hpp"
#include "plugin/request/chosen_grid.hpp"
#include "plugin/request/core_request.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/planes.hpp"
#include "plugin/run/recoloring.hpp"
#include "plugin/view/drawings.hpp"

namespace unweave::plugin {
namespace {

/// Leaves a writer from inside its reader.
struct CancelledByUser {};

/// One bar for the whole run: analysis, then each pass that writes the picture.
class Progress {
 public:
  explicit Progress(Host& host) : host_(host) {}

  bool analyzing(Stage stage, double fraction) {
    return show(stage, kAnalysis * std::clamp(fraction, 0.0, 1.0));
  }
  /// How many passes writing will take.
  void writes(int passes) { passes_ = std::max(1, passes); }
  bool writing(double fraction) {
    return show(Stage::Writing, kAnalysis + (1 - kAnalysis) * (pass_ + fraction) / passes_);
  }
  void next_pass() { ++pass_; }

 private:
  static constexpr double kAnalysis = 0.5;

  bool show(Stage stage, double fraction) {
    // A call is a round trip to GIMP: none for what nobody would see.
    if (stage == stage_ && fraction < shown_ + 0.01) return true;
    stage_ = stage;
    shown_ = std::max(shown_, std::min(fraction, 1.0));
    return host_.progress(stage_text(stage), shown_);
  }

  Host& host_;
  int passes_ = 1;
  int pass_ = 0;
  std::optional<Stage> stage_;
  double shown_ = 0;
};

Result<void> write_files(const DataPlanes& data, const Report& report, const std::string& json,
                         OutputFiles& files, Progress& progress) {
  const auto streamed = [&](OutputFiles::Plane kind) {
    FieldToWrite field = data.field(kind);
    const auto reported = [&progress, height = field.height](auto& read) {
      if (!read) return;
      read = [&progress, height, inner = std::move(read)](int y, int rows, auto* out) {
        inner(y, rows, out);
        if (!progress.writing(static_cast<double>(y + rows) / height)) throw CancelledByUser();
        if (y + rows == height) progress.next_pass();
      };
    };
    reported(field.read);
    reported(field.read_doubles);
    return field;
  };
  return files.write(streamed, report, json);
}

/// The one of that name; they stand in the order of kDrawings.
view::Drawing drawing_of(const std::string& name) {
  for (const view::Drawing drawing : view::kDrawings)
    if (name == view::drawing_name(drawing)) return drawing;
  throw std::invalid_argument("no drawing " + name);
}

Result<void> write_drawings(const Recovery& recovery, const Report& report,
                            const PixelSource& pixels, OutputFiles& files) {
  if (!files.has_drawings()) return {};
  const view::Digest digest = view::digest(recovery, report, pixels);
  return files.write_drawings([&](const DrawingFile& file) {
    const auto kind = view::drawing_format(file.format);
    if (!kind) throw std::invalid_argument("no format " + file.format);
    return view::render(drawing_of(file.name), *kind, digest, recovery, pixels);
  });
}

template <class T>
void write_layer(LayerPixels& layer, const Plane<T>& plane, Progress& progress) {
  if (!layer.write(plane, [&](double done) { return progress.writing(done); }))
    throw CancelledByUser();
  progress.next_pass();
}

/// The figure in another map's colors, as a layer of the figure's size.
void make_recolored_layer(const PixelSource& picture, const std::string& json,
                          const std::string& map, Destination into, Host& host,
                          Progress& progress) {
  const PixelLayout layout = picture.layout();
  const auto layer =
      host.new_layer(into, {recolored_layer_name(map), {0, 0, layout.width, layout.height}, json});
  if (!layer->write(picture, [&](double done) { return progress.writing(done); }))
    throw CancelledByUser();
  progress.next_pass();
}

void make_layers(const Planes& planes, const Report& report, const std::string& json,
                 const Request& request, Host& host, Progress& progress) {
  const bool exact = request.destination == Destination::Image;
  const bool doubles = exact && in_doubles(report);
  const auto data = host.new_layer(
      request.destination, {field_layer_name(report), report.plot_area, json, true, doubles});
  if (doubles)
    write_layer<double>(
        *data, [&](int y, int rows, double* out) { planes.values(y, rows, out); }, progress);
  else
    write_layer<float>(
        *data,
        [&](int y, int rows, float* out) {
          exact ? planes.values(y, rows, out) : planes.t(y, rows, out);
        },
        progress);
  const auto hidden = [&](const std::string& name, const PlaneReader& plane) {
    const auto layer = host.new_layer(request.destination, {name, report.plot_area, json, false});
    write_layer<float>(*layer, plane, progress);
  };
  if (request.residual_layer)
    hidden(residual_layer_name(report),
           [&](int y, int rows, float* out) { planes.residual(y, rows, out); });
  if (request.confidence_layer) {
    hidden(confidence_layer_name(report),
           [&](int y, int rows, float* out) { planes.confidence(y, rows, out); });
    hidden(uncertainty_layer_name(report), [&](int y, int rows, float* out) {
      exact ? planes.uncertainty(y, rows, out) : planes.deviation(y, rows, out);
    });
  }
  if (request.fill > 0)
    hidden(filled_layer_name(report),
           [&](int y, int rows, float* out) { planes.filled(y, rows, out); });
}

/// What a panel's layers and files are made with.
struct Work {
  const PixelSource& pixels;
  const Figure& figure;
  Host& host;
  Progress& progress;
};

Result<std::unique_ptr<Recovery>> analyze(const CoreRequest& core, unsigned threads,
                                          Analysis& analysis, Progress& progress) {
  Context context;
  context.threads = threads;
  context.progress = [&](Stage stage, double done) { return progress.analyzing(stage, done); };
  return recover(core, analysis, context);
}

/// What a report says beside what was recovered.
struct Additions {
  std::vector<Remark> remarks;             ///< of the run, behind the recovery's own
  std::vector<std::string> files;          ///< names of those that come with it
  const PixelSource* recolored = nullptr;  ///< the figure in other colors; null: it is not wanted
};

/// Layers and files of what was recovered.
Result<Outcome> keep(const Recovery& recovery, const CoreRequest& core, const Request& request,
                     Additions more, OutputFiles& files, const Work& work) {
  Outcome outcome{report_of(recovery, core), {}};
  Report& report = outcome.report;
  report.figure = work.figure.name;
  report.figure_sha256 = work.figure.sha256;
  report.page = work.figure.page;
  report.pages = work.figure.pages;
  report.page_figure = work.figure.on_page;
  report.settings = request.given;
  if (request.panels)
    std::erase_if(report.remarks, [](const Remark& r) { return r.note == Note::SeveralPanels; });
  UNWEAVE_CHECK(
      apply_grid(request.grid, recovery, work.pixels, core.options.figure.reader.get(), report));
  report.files = std::move(more.files);
  std::ranges::copy(work.figure.remarks, std::back_inserter(report.remarks));
  std::ranges::move(more.remarks, std::back_inserter(report.remarks));
  outcome.messages = sentences(report.remarks);
  const std::string json = report_json(report, outcome.messages);
  const Planes planes(recovery, work.pixels);
  if (files.has_data()) {
    const DataPlanes data(planes, recovery, work.pixels, report);
    UNWEAVE_CHECK(write_files(data, report, json, files, work.progress));
  } else {
    UNWEAVE_CHECK(files.write({}, report, json));
  }
  UNWEAVE_CHECK(write_drawings(recovery, report, work.pixels, files));
  if (more.recolored && files.has_recolored()) {
    UNWEAVE_CHECK(files.write_recolored(*more.recolored,
                                        [&](double done) { return work.progress.writing(done); }));
    work.progress.next_pass();
  }
  if (!request.layers) return outcome;
  make_layers(planes, report, json, request, work.host, work.progress);
  if (more.recolored) {
    const bool beside = request.destination == Destination::Layer && work.host.takes_colors();
    make_recolored_layer(*more.recolored, json, core.recolor->name,
                         beside ? Destination::Layer : Destination::ColorImage, work.host,
                         work.progress);
  }
  return outcome;
}

/// Times that a panel is written: layers and files.
int passes_of(const Request& request) {
  const auto beside = static_cast<int>(planes_beside(request).size());
  const int hidden = request.residual_layer + 2 * request.confidence_layer + (request.fill > 0);
  const int recolored = request.recolor.empty()
                            ? 0
                            : (request.layers ? 1 : 0) + (request.recolored_file.empty() ? 0 : 1);
  const int layers = request.layers ? 1 + hidden : 0;
  return (1 + beside) * static_cast<int>(request.data_files.size()) + layers + recolored;
}

/// The request for another panel: the same, in files of its own.
Request for_panel(Request request, int number) {
  const auto rename = [part = panel_part(number)](std::string& path) {
    path = path_beside(path, part);
  };
  std::ranges::for_each(request.data_files, rename);
  if (!request.report_file.empty()) rename(request.report_file);
  for (DrawingFile& drawing : request.drawings) rename(drawing.path);
  std::erase_if(request.colormap_files, [](const auto& c) { return !c.title.empty(); });
  for (ColormapFile& colormap : request.colormap_files) rename(colormap.path);
  request.recolored_file.clear();  // it shows all panels
  return request;
}

/// Another panel that shows a field.
struct Panel {
  int number;
  CoreRequest core;
  std::unique_ptr<Recovery> recovery;
  Request request;
  OutputFiles files;
};

/// The panels beside the first one. One that shows no field becomes a remark.
Result<std::vector<Panel>> other_panels(const std::vector<Rect>& areas, const CoreRequest& core,
                                        const Request& request, std::vector<Remark>& remarks,
                                        const Work& work) {
  std::vector<Panel> panels;
  const int count = std::min(1 + static_cast<int>(areas.size()), kMaxPanels);
  for (int number = 2; number <= count; ++number) {
    Panel panel{number, core, nullptr, {}, {}};
    panel.core.options.figure.plot_area = areas[static_cast<std::size_t>(number) - 2];
    Analysis analysis(work.pixels);
    auto recovery = analyze(panel.core, request.threads, analysis, work.progress);
    if (!recovery && shows_nothing(recovery.error())) {
      remarks.push_back({Note::PanelWithoutData, std::to_string(number)});
      continue;
    }
    UNWEAVE_TRY(panel.recovery, std::move(recovery));
    panel.request = for_panel(request, number);
    UNWEAVE_TRY(panel.files, OutputFiles::open(panel.request));
    if (panel.recovery->report().points) UNWEAVE_CHECK(panel.files.open_points(panel.request));
    panels.push_back(std::move(panel));
  }
  return panels;
}

/// The figure in other colors where that is wanted and can be done; else nothing, and `files` has
/// none of it.
Result<std::optional<Recoloring>> recolored(const Recovery& recovery,
                                            const std::vector<Panel>& panels,
                                            const CoreRequest& core, const Request& request,
                                            OutputFiles& files, const Work& work) {
  std::optional<Recoloring> out;
  if (!core.recolor || !(request.layers || files.has_recolored())) return out;
  std::vector<std::pair<Rect, const Recovery*>> known;
  for (const Panel& panel : panels)
    known.emplace_back(*panel.core.options.figure.plot_area, panel.recovery.get());
  Context context;
  context.threads = request.threads;
  context.progress = [&](Stage stage, double done) { return work.progress.analyzing(stage, done); };
  UNWEAVE_TRY(out, Recoloring::make(work.pixels, recovery, known, core, context));
  if (!out->picture()) files.drop_recolored();
  return out;
}

Result<Outcome> run_guarded(const PixelSource& pixels, const Figure& figure, const Request& request,
                            Host& host, OutputFiles& files, Analysis& analysis) {
  UNWEAVE_TRY(CoreRequest core,
              core_request(request, host.known_maps(),
                           [&host](const std::string& name) { return host.gradient(name); }));
  core.options.figure.reader = figure.reader ? figure.reader : host.text_reader();
  Progress progress(host);
  const Work work{pixels, figure, host, progress};
  UNWEAVE_TRY(const auto recovery, analyze(core, request.threads, analysis, progress));
  if (recovery->report().points) UNWEAVE_CHECK(files.open_points(request));
  std::vector<Remark> remarks;
  std::vector<Panel> panels;
  if (request.panels) {
    UNWEAVE_TRY(panels, other_panels(recovery->report().panels, core, request, remarks, work));
  }
  UNWEAVE_TRY(const auto recoloring, recolored(*recovery, panels, core, request, files, work));
  if (recoloring) std::ranges::copy(recoloring->remarks(), std::back_inserter(remarks));
  progress.writes(passes_of(request) * (1 + static_cast<int>(panels.size())));
  std::vector<std::string> names = files.names_beside(files.report());
  for (const Panel& panel : panels)
    std::ranges::move(panel.files.names_beside(files.report()), std::back_inserter(names));
  UNWEAVE_TRY(Outcome outcome, keep(*recovery, core, request,
                                    {std::move(remarks), std::move(names),
                                     recoloring ? recoloring->picture() : nullptr},
                                    files, work));
  for (Panel& panel : panels) {
    UNWEAVE_CHECK(keep(*panel.recovery, panel.core, panel.request,
                       {{}, panel.files.names_beside(panel.files.report())}, panel.files, work));
    files.join(std::move(panel.files));
  }
  return outcome;
}

}  // namespace

Result<Outcome> run(const PixelSource& pixels, const Figure& figure, const Request& request,
                    Host& host, OutputFiles& files, Analysis* analysis) {
  try {
    std::optional<Analysis> own;
    auto outcome = run_guarded(pixels, figure, request, host, files,
                               analysis ? *analysis : own.emplace(pixels));
    if (!outcome) host.discard();
    return outcome;
  } catch (const CancelledByUser&) {
    host.discard();
    return fail(Reason::Canceled);
  } catch (const std::bad_alloc&) {
    host.discard();
    return fail(Reason::OutOfMemory);
  } catch (...) {
    host.discard();
    throw;
  }
}

Request with_colormaps_of_gimp(Request request, const Figure& figure, Host& host) {
  if (!request.add_colormap) return request;
  const std::string title = figure.name.substr(0, figure.name.rfind('.'));
  std::string stem = kRecoveredPrefix + title;
  std::ranges::replace(stem, '/', '-');
  for (const auto& [folder, format] : {std::pair{"gradients", "ggr"}, {"palettes", "gpl"}}) {
    std::string path = host.user_folder();
    path.append("/").append(folder);
    make_folder(path);
    path.append("/").append(stem).append(".").append(format);
    request.colormap_files.push_back({path, format, title});
  }
  return request;
}

Result<Outcome> run_and_finish(const PixelSource& pixels, const Figure& figure,
                               const Request& request, Host& host, Analysis* analysis) {
  UNWEAVE_TRY(OutputFiles files, OutputFiles::open(with_colormaps_of_gimp(request, figure, host)));
  UNWEAVE_TRY(Outcome outcome, run(pixels, figure, request, host, files, analysis));
  if (const auto committed = files.commit(); !committed) {
    host.discard();
    return tl::unexpected(committed.error());
  }
  if (request.add_colormap) host.reread_colormaps();
  host.finish();
  return outcome;
}

}  // namespace unweave::plugin
