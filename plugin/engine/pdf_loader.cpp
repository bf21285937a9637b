// SPDX-License-Identifier: GPL-3.0-or-later
#include <gio/gio.h>
#include <poppler-document.h>
#include <poppler.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>

#include "plugin/engine/picture.hpp"
#include "plugin/engine/vector_page.hpp"

namespace unweave::engine {
namespace {

// What GIMP takes where nobody is asked.
constexpr double kPixelsPerInch = 100;
// Figures among text are drawn at a half or a third of the size that they were made for.
constexpr double kPixelsPerInchAmongText = 200;

OwnedObject<PopplerDocument> open_document(const std::string& path) {
  const OwnedObject<GFile> file(g_file_new_for_path(path.c_str()));
  GError* error = nullptr;
  OwnedObject<PopplerDocument> document(
      poppler_document_new_from_gfile(file.get(), nullptr, nullptr, &error));
  if (document) return document;
  std::string words = error ? error->message : "";
  g_clear_error(&error);
  while (words.ends_with('.')) words.pop_back();
  refuse_picture(words);
}

}  // namespace

int count_pdf_pages(const std::string& path) {
  return poppler_document_get_n_pages(open_document(path).get());
}

void look_at_pages(const std::string& path, int first, int last, const Thumbnails& thumbnails,
                   const std::function<void(int page, const PageFigures&)>& seen) {
  const auto document = open_document(path);
  const std::unique_ptr<poppler::document> text(poppler::document::load_from_file(path));
  last = std::min(last, poppler_document_get_n_pages(document.get()));
  for (int number = std::max(first, 1); number <= last; ++number) {
    const OwnedObject<PopplerPage> page(poppler_document_get_page(document.get(), number - 1));
    PageFigures figures;
    // What is wrong with a page is said when its turn has come.
    if (page && text) figures = figures_among_text(page.get(), *text);
    if (page && !thumbnails.folder.empty())
      draw_thumbnails(page.get(), figures, thumbnails.side,
                      thumbnails.folder + "/" + std::to_string(number) + "-");
    seen(number, figures);
  }
}

Picture load_pdf(const std::string& path, int number, const Rect& region, std::int64_t max_pixels) {
  // First the one that says what is wrong with the file.
  const auto document = open_document(path);
  const std::unique_ptr<poppler::document> text(poppler::document::load_from_file(path));
  Picture picture = load_page(
      document.get(), text.get(),
      {number, region.empty() ? kPixelsPerInch : kPixelsPerInchAmongText, region}, max_pixels);
  // Who chose a page knows of the figures on it.
  if (text && number == 0) {
    const auto page = open_page(document.get(), number);
    const auto figures = figures_among_text(page.get(), *text);
    picture.figures = figures ? static_cast<int>(figures->size()) : 0;
  }
  return picture;
}

}  // namespace unweave::engine
