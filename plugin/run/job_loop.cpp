// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/job_loop.hpp"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <utility>

#include "core/image/excluding_source.hpp"
#include "core/image/not_loaded.hpp"
#include "core/reason_name.hpp"
#include "core/try.hpp"
#include "core/write/data_file.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/request/page_origin.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/file_digest.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/loader_log.hpp"
#include "plugin/run/other_bars.hpp"
#include "plugin/run/output_files.hpp"
#include "plugin/run/picture_file.hpp"
#include "plugin/run/run.hpp"

namespace unweave::plugin {
namespace {

/// The way back to the command: a named pipe, so that a command that is gone shows as an error
/// rather than as a file that fills up.
class EventPipe {
 public:
  explicit EventPipe(const std::string& path)
      // Not blocking: without a reader there is no one to wait for.
      : fd_(open(path.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC)) {
    if (fd_ >= 0) fcntl(fd_, F_SETFL, fcntl(fd_, F_GETFL) & ~O_NONBLOCK);
  }
  ~EventPipe() {
    if (fd_ >= 0) close(fd_);
  }
  EventPipe(const EventPipe&) = delete;
  EventPipe& operator=(const EventPipe&) = delete;

  /// False: nobody listens any more.
  bool send(const Event& event) const {
    const std::string line = event_line(event);
    std::size_t done = 0;
    while (done < line.size()) {
      const ssize_t written = write(fd_, line.data() + done, line.size() - done);
      if (written < 0 && errno != EINTR) return false;
      if (written > 0) done += static_cast<std::size_t>(written);
    }
    return true;
  }

 private:
  int fd_;
};

/// A command that ended must show as an error of write(), not end the plug-in.
class IgnoreBrokenPipe {
 public:
  IgnoreBrokenPipe() : old_(std::signal(SIGPIPE, SIG_IGN)) {}
  ~IgnoreBrokenPipe() { static_cast<void>(std::signal(SIGPIPE, old_)); }
  IgnoreBrokenPipe(const IgnoreBrokenPipe&) = delete;
  IgnoreBrokenPipe& operator=(const IgnoreBrokenPipe&) = delete;

 private:
  void (*old_)(int);
};

Result<Job> read_job(const std::string& uri) {
  const auto path = file_path(uri, "job");
  if (!path) return tl::unexpected(path.error());
  std::ifstream file(*path, std::ios::binary);
  if (!file) return fail(Reason::ReadFailed, *path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse_job(text);
}

/// The job's settings; the files are each figure's own.
Result<Request> read_request(const Job& job) {
  Settings settings;
  for (const auto& [name, text] : job.settings)
    if (auto parsed = settings.parse(name, text); !parsed) return tl::unexpected(parsed.error());
  auto request = resolve(settings);
  if (request) {
    request->layers = job.xcf;
    request->threads = job.threads;
  }
  return request;
}

std::string display_name(const std::string& path) {
  gchar* name = g_filename_display_basename(path.c_str());
  std::string text(name);
  g_free(name);
  return text;
}

/// How many pages or frames a figure's file has: as many as anyone has seen in it.
int pages_of(const JobFigure& figure, const PictureFile& file, int layers) {
  const auto seen = file.in_pages() ? std::max<std::int64_t>(file.pages, layers) : 1;
  return std::max(figure.pages, static_cast<int>(seen));
}

/// One figure's files appear together: all are written before the first is committed.
Result<std::string> recover_figure(const Job& job, const JobFigure& figure, Request request,
                                   FigureLoader& gimp, OtherBars& bars) {
  UNWEAVE_CHECK(bars.fetch(request));
  ResultPaths paths = named_result_paths(job, result_name(figure));
  request.report_file = std::move(paths.report);
  request.data_files = std::move(paths.data);
  request.data_formats = job.formats;
  request.drawings = std::move(paths.drawings);
  request.colormap_files = std::move(paths.colormaps);
  request.recolored_file = std::move(paths.recolored);
  auto files = OutputFiles::open(request);
  if (!files) return tl::unexpected(files.error());
  if (job.xcf)
    if (auto opened = files->open_picture(paths.xcf); !opened)
      return tl::unexpected(opened.error());

  const std::string& original = figure.copied_from.empty() ? figure.path : figure.copied_from;
  const PictureFile file = look_at_picture(original, Look::Whole, figure.page);
  if (file.pixels > job.max_pixels)
    return tl::unexpected(
        too_many_pixels(file.width, file.height, figure.page > 0 ? 1 : file.pages));
  Figure source{display_name(original), file_sha256(original)};
  const LoaderLog log(job.log);
  const auto open = gimp.load(
      figure.path, {request.layers && !request.recolor.empty(), file.in_pages(), figure.page,
                    figure.on_page && figure.copied_from.empty() ? figure.on_page->region : Rect{},
                    job.max_pixels});
  const PixelLayout layout = open->pixels().layout();
  if (layout.height > 0 && layout.width > job.max_pixels / layout.height)
    return tl::unexpected(too_many_pixels(layout.width, layout.height, 1));
  const std::string words = figure.words.empty() ? log.words() : figure.words;
  NoData fill;
  if (!file.whole || !words.empty()) {
    if (!job.take_partial) return fail(Reason::PartialPicture, words);
    source.remarks.push_back({Note::PartialPicture, words});
    fill = not_loaded(open->pixels());
  }
  source.pages = pages_of(figure, file, open->layer_count());
  source.page = std::max(figure.page, 1);
  if (figure.page == 0 && source.pages > 1)
    source.remarks.push_back({Note::SeveralPages, std::to_string(source.pages)});
  source.on_page = figure.on_page;
  int others = open->figures_on_page();
  if (const auto origin = origin_of_copy(figure.path); origin && !figure.copied_from.empty()) {
    others = origin->figures;
    source.reader = reader_of(*origin, open->pixels(), open->host().text_reader());
  }
  if (others > 0 && !figure.on_page)
    source.remarks.push_back({Note::FiguresOnPage, std::to_string(others)});
  const ExcludingSource pixels(open->pixels(), std::move(fill));
  const auto outcome = run(pixels, source, request, open->host(), *files);
  if (!outcome) return tl::unexpected(outcome.error());
  if (job.xcf) {
    // GIMP saves by a name and means of its own choice: into the private folder, then.
    open->host().finish();
    const std::string saved = job.scratch + "/picture.xcf";
    open->save_xcf(saved);
    auto written = files->write_picture(saved);
    g_unlink(saved.c_str());
    if (!written) return tl::unexpected(written.error());
  }
  if (auto committed = files->commit(); !committed) return tl::unexpected(committed.error());
  return summary(outcome->report);
}

/// The one place where a figure's exceptions become a sentence.
Event try_figure(const Job& job, const JobFigure& figure, const Result<Request>& request,
                 FigureLoader& gimp, OtherBars& bars) {
  const auto failed = [&](std::string why, const char* reason) {
    return Event{Event::Kind::Failed, figure.index, std::move(why), reason};
  };
  const auto refused = [&](const Failure& failure) {
    Event event = failed(sentence(failure), reason_name(failure.reason));
    if (failure.found) event.found = layout_json(*failure.found, sentences(failure.found->remarks));
    return event;
  };
  try {
    if (!request) return refused(request.error());
    auto found = recover_figure(job, figure, *request, gimp, bars);
    if (!found) return refused(found.error());
    return {Event::Kind::Done, figure.index, *std::move(found)};
  } catch (const NeedsGimp& error) {
    return {Event::Kind::Passed, figure.index, needs_gimp_sentence(error.what()), "needs-gimp"};
  } catch (const HostError& error) {
    return failed(error.what(), "cannot-load");
  } catch (const std::bad_alloc&) {
    return failed(out_of_memory_sentence(), reason_name(Reason::OutOfMemory));
  } catch (const std::exception& error) {
    return failed(internal_error_sentence(error.what()), reason_name(Reason::Internal));
  }
}

}  // namespace

bool run_job(const std::string& job_uri, FigureLoader& gimp) {
  const auto job = read_job(job_uri);
  if (!job) {
    g_printerr("%s\n", sentence(job.error()).c_str());
    return false;
  }
  const IgnoreBrokenPipe ignore_broken_pipe;
  const EventPipe events(job->events);
  if (!events.send({Event::Kind::Ready})) return false;
  const auto request = read_request(*job);
  OtherBars bars(gimp, job->max_pixels, job->take_partial);
  for (const auto& figure : job->figures) {
    if (!events.send({Event::Kind::Start, figure.index})) return false;
    if (!events.send(try_figure(*job, figure, request, gimp, bars))) return false;
  }
  return events.send({Event::Kind::End});
}

}  // namespace unweave::plugin
