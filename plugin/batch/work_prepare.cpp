// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with a figure's file before a worker is given it.
#include <glib.h>
#include <glib/gstdio.h>

#include <cerrno>
#include <stdexcept>
#include <utility>

#include "core/reason_name.hpp"
#include "plugin/batch/display.hpp"
#include "plugin/batch/engine_worker.hpp"
#include "plugin/batch/pages.hpp"
#include "plugin/batch/work.hpp"
#include "plugin/request/i18n.hpp"
#include "plugin/run/file_digest.hpp"

namespace unweave::batch {

/// True if the figure is to be worked on; else it has been decided.
bool Work::prepare(std::size_t index) {
  FigureFile& figure = figures_[index];
  at_work_[index] = {index, figure.path, figure.name, figure.page, figure.pages};
  at_work_[index].on_page = figure.on_page;
  if (!figure.problem.empty()) {
    decide(index, without_data(figure.reason, figure.problem));
    return false;
  }
  if (!figure.archive.empty() && !extract(index)) return false;
  const bool named_by_bytes = figure.name.empty();
  if (summary_ || options_.resume || named_by_bytes) digests_[index] = digest_of(index);
  if (named_by_bytes) {
    const std::string& digest = digests_[index];
    if (digest.empty()) {
      decide(index, without_data("read-failed",
                                 fill(_("The file cannot be read: %s."), g_strerror(errno))));
      return false;
    }
    figure.name = at_work_[index].name = name_by_digest(digest, figure, options_.spread);
    if (const auto [first, is_new] = by_name_.emplace(figure.name, index); !is_new) {
      twins_.emplace_back(index, first->second);
      return false;
    }
  }
  const std::string folder = plugin::result_folder(job_, at_work_[index]);
  if (g_mkdir_with_parents(folder.c_str(), 0777) != 0) {
    decide(index, without_data(reason_name(Reason::PermissionDenied),
                               fill(_("The folder \"%s\" cannot be made: %s."),
                                    shown_name(folder).c_str(), g_strerror(errno))));
    return false;
  }
  return !options_.resume || !was_done(index);
}

/// Pages of one file follow each other: it is read once for all of them.
std::string Work::digest_of(std::size_t index) {
  const std::string& path = at_work_[index].path;
  const auto before = index > 0 ? at_work_.find(index - 1) : at_work_.end();
  const auto known = before != at_work_.end() && before->second.path == path
                         ? digests_.find(index - 1)
                         : digests_.end();
  return known != digests_.end() ? known->second : plugin::file_sha256(path);
}

/// Archives are read once, in their order.
bool Work::extract(std::size_t index) {
  const FigureFile& figure = figures_[index];
  try {
    // Another page of what has just been taken out, or was so for the portion before.
    const bool again = archive_ && open_archive_ == figure.archive && extracted_ == figure.below;
    if (again && g_file_test(members_path_.c_str(), G_FILE_TEST_EXISTS)) {
      at_work_[index].path = members_path_;
      return true;
    }
    if (again || !archive_ || open_archive_ != figure.archive) {
      archive_ = std::make_unique<PictureArchive>(figure.archive);
      open_archive_ = figure.archive;
    }
    do {
      if (!archive_->next()) throw std::runtime_error(_("it ends early"));
    } while (archive_->member() != figure.below);
    // Under its own name, which the report repeats.
    const std::string name = figure.below.substr(figure.below.rfind('/') + 1);
    const std::string path = folder_.folder("members/" + std::to_string(index)) + "/" + name;
    archive_->extract(path);
    extracted_ = figure.below;
    at_work_[index].path = members_path_ = path;
    return true;
  } catch (const std::runtime_error& broken) {
    archive_.reset();
    decide(index, without_data("read-failed", fill(_("The archive cannot be read: %s."),
                                                   shown_text(broken.what()).c_str())));
    return false;
  }
}

/// Takes figures off the job for one GIMP. It is given copies of chosen pages, which may each be as
/// large as their file, and of what has letters. Of a PDF that cannot be copied it loads the first
/// page and says nothing of others.
plugin::Job Work::next_for_gimp(plugin::Job& rest) {
  constexpr int kMostCopies = 32;
  const PageReader reader(find_engine().value_or(""));
  folder_.clear("pages");
  const std::string folder = folder_.folder("pages");
  plugin::Job job = rest;
  job.figures.clear();
  int copies = 0;
  std::size_t taken = 0;
  for (; taken < rest.figures.size() && copies < kMostCopies; ++taken) {
    plugin::JobFigure figure = rest.figures[taken];
    if (figure.page == 0 && figure.pages == 0) figure.pages = reader.count(figure.path);
    const std::string copy =
        folder + "/" + std::to_string(figure.index) + "-" + std::to_string(figure.page);
    const bool chosen = figure.page > 0;
    if (chosen || (plugin::is_pdf(figure.path) && !reader.engine().empty())) {
      auto made = reader.copy({figure.path, figure.page, figure.on_page}, job.max_pixels, copy);
      ++copies;
      if (made.reason.empty()) {
        figure.copied_from = std::exchange(figure.path, copy);
        figure.words = std::move(made.words);
      } else if (chosen) {
        decide(figure.index, without_data(made.reason, shown_text(made.sentence)));
        continue;
      }
    }
    job.figures.push_back(std::move(figure));
  }
  rest.figures.erase(rest.figures.begin(),
                     rest.figures.begin() + static_cast<std::ptrdiff_t>(taken));
  return job;
}

}  // namespace unweave::batch
