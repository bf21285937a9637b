// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/image/page_text.hpp"
#include "core/image/pixel_source.hpp"
#include "core/labels/text_reader.hpp"

namespace unweave::plugin {

/// Name of the parasite by which an image that shows a page, or a figure of one, knows where it is
/// from: the text of page_origin_json().
inline constexpr const char* kPageParasite = "unweave-page";

/// What is known of a picture that shows a page of a file, or a figure on it, beside its pixels.
struct PageOrigin {
  std::string file{};                         ///< absolute path; empty: unknown
  int page = 0, pages = 0;                    ///< which of how many, from 1; 0: unknown
  std::optional<PageFigure> on_page{};        ///< which figure of that page; nothing: all of it
  int figures = 0;                            ///< among the page's text, where all of it is shown
  std::shared_ptr<const PageText> letters{};  ///< in the picture's pixels; null: none are known
  std::string digest{};                       ///< digest_at_letters() of the picture as it was made
};

/// A text, as files beside a copied page and images of GIMP keep it.
std::string page_origin_json(const PageOrigin& origin);
/// Nothing for any other text: what an image holds may come from anyone.
std::optional<PageOrigin> parse_page_origin(std::string_view json);

/// The path of that text for a copy of a page.
std::string path_of_origin(const std::string& copy);
/// What stands in the file there; nothing where there is none.
std::optional<PageOrigin> origin_of_copy(const std::string& copy);

/// SHA-256 of the picture's size and of its colors, as 8 bits, where the letters stand. Once one of
/// them has been painted over, or the picture was cropped, scaled or turned, it is another: the
/// letters are no longer where they are said to be. Whatever is done elsewhere leaves it. A
/// selection does not matter.
std::string digest_at_letters(const PixelSource& picture, const PageText& letters);

/// A reader for a picture that is said to be from there: of the origin's letters and, for what they
/// do not say, `other` (null: the usual one). Null where it has none, or the picture does not show
/// them as it did.
std::shared_ptr<const TextReader> reader_of(const PageOrigin& origin, const PixelSource& picture,
                                            std::shared_ptr<const TextReader> other);

}  // namespace unweave::plugin
