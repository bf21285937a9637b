// SPDX-License-Identifier: GPL-3.0-or-later
#include <gio/gio.h>
#include <poppler-document.h>
#include <poppler.h>

#include <cstdint>
#include <memory>
#include <string>

#include "plugin/engine/picture.hpp"
#include "plugin/engine/vector_page.hpp"

namespace unweave::engine {
namespace {

// What GIMP takes where nobody is asked.
constexpr double kPixelsPerInch = 100;

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

Picture load_pdf(const std::string& path, int number, std::int64_t max_pixels) {
  // First the one that says what is wrong with the file.
  const auto document = open_document(path);
  const std::unique_ptr<poppler::document> text(poppler::document::load_from_file(path));
  return load_page(document.get(), text.get(), number, kPixelsPerInch, max_pixels);
}

}  // namespace unweave::engine
