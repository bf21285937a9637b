// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/run/job_loop.hpp"

#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <utility>

#include "core/write/atomic_file.hpp"
#include "plugin/request/messages.hpp"
#include "plugin/request/settings.hpp"
#include "plugin/run/job.hpp"
#include "plugin/run/output_files.hpp"
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
  if (request) request->layers = job.xcf;
  return request;
}

Result<void> copy(const std::string& path, AtomicFile& to) {
  std::ifstream from(path, std::ios::binary);
  std::array<char, 65536> block{};
  while (from) {
    from.read(block.data(), block.size());
    if (auto written = to.write(block.data(), static_cast<std::size_t>(from.gcount())); !written)
      return written;
  }
  if (!from.eof()) return fail(Reason::ReadFailed, path);
  return {};
}

/// The layered picture. GIMP saves by a name of its own choice of means, so it saves into the
/// private folder, and what it saved is copied to where it shall appear whole or not at all.
class XcfFile {
 public:
  static Result<XcfFile> open(const std::string& path, const std::string& scratch) {
    const bool existed = g_file_test(path.c_str(), G_FILE_TEST_EXISTS) != FALSE;
    auto file = AtomicFile::open(path);
    if (!file) return tl::unexpected(file.error());
    return XcfFile(path, scratch + "/picture.xcf", existed, *std::move(file));
  }
  Result<void> write(OpenFigure& figure) {
    figure.save_xcf(scratch_);
    auto copied = copy(scratch_, file_);
    g_unlink(scratch_.c_str());
    return copied;
  }
  Result<void> commit() { return file_.commit(); }
  /// After a commit: as if nothing had been. (What stood there before cannot come back.)
  void undo() const {
    if (!existed_) g_unlink(path_.c_str());
  }

 private:
  XcfFile(std::string path, std::string scratch, bool existed, AtomicFile file)
      : path_(std::move(path)),
        scratch_(std::move(scratch)),
        existed_(existed),
        file_(std::move(file)) {}

  std::string path_, scratch_;
  bool existed_;
  AtomicFile file_;
};

std::string display_name(const std::string& path) {
  gchar* name = g_filename_display_basename(path.c_str());
  std::string text(name);
  g_free(name);
  return text;
}

/// Of the file's bytes, in hexadecimal; empty if it cannot be read.
std::string file_sha256(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  GChecksum* checksum = g_checksum_new(G_CHECKSUM_SHA256);
  std::array<char, 65536> block{};
  while (file) {
    file.read(block.data(), block.size());
    g_checksum_update(checksum, reinterpret_cast<const guchar*>(block.data()), file.gcount());
  }
  std::string text = file.eof() ? g_checksum_get_string(checksum) : "";
  g_checksum_free(checksum);
  return text;
}

/// One figure's files appear together: all are written before the first is committed.
Result<std::string> recover_figure(const Job& job, const JobFigure& figure, Request request,
                                   FigureLoader& gimp) {
  ResultPaths paths = named_result_paths(job, figure_stem(figure.path));
  std::optional<XcfFile> xcf;
  if (job.xcf) {
    auto opened = XcfFile::open(paths.xcf, job.scratch);
    if (!opened) return tl::unexpected(opened.error());
    xcf = *std::move(opened);
  }
  request.report_file = std::move(paths.report);
  request.data_files = std::move(paths.data);
  request.data_formats = job.formats;
  request.drawings = std::move(paths.drawings);
  request.colormap_files = std::move(paths.colormaps);
  auto files = OutputFiles::open(request);
  if (!files) return tl::unexpected(files.error());

  const auto open = gimp.load(figure.path, request.layers && !request.recolor.empty());
  const Figure source{display_name(figure.path), file_sha256(figure.path)};
  const auto outcome = run(open->pixels(), source, request, open->host(), *files);
  if (!outcome) return tl::unexpected(outcome.error());
  if (xcf) {
    open->host().finish();
    if (auto written = xcf->write(*open); !written) return tl::unexpected(written.error());
    if (auto committed = xcf->commit(); !committed) return tl::unexpected(committed.error());
  }
  if (auto committed = files->commit(); !committed) {
    if (xcf) xcf->undo();
    return tl::unexpected(committed.error());
  }
  return summary(outcome->report);
}

/// The one place where a figure's exceptions become a sentence.
Event try_figure(const Job& job, const JobFigure& figure, const Result<Request>& request,
                 FigureLoader& gimp) {
  const auto failed = [&](std::string why) {
    return Event{Event::Kind::Failed, figure.index, std::move(why)};
  };
  try {
    if (!request) return failed(sentence(request.error()));
    auto found = recover_figure(job, figure, *request, gimp);
    if (!found) return failed(sentence(found.error()));
    return {Event::Kind::Done, figure.index, *std::move(found)};
  } catch (const HostError& error) {
    return failed(error.what());
  } catch (const std::bad_alloc&) {
    return failed(out_of_memory_sentence());
  } catch (const std::exception& error) {
    return failed(internal_error_sentence(error.what()));
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
  for (const auto& figure : job->figures) {
    if (!events.send({Event::Kind::Start, figure.index})) return false;
    if (!events.send(try_figure(*job, figure, request, gimp))) return false;
  }
  return events.send({Event::Kind::End});
}

}  // namespace unweave::plugin
