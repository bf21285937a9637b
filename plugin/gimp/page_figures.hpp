// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/image/pixel_source.hpp"
#include "core/labels/text_reader.hpp"
#include "core/remark.hpp"
#include "plugin/request/page_origin.hpp"
#include "plugin/run/run.hpp"

namespace unweave::gimp {

/// Name of the procedure that opens figures of a PDF, and what it says of itself.
inline constexpr const char* kFiguresProcedure = "plug-in-unweave-pdf-figures";
extern const char* const kFiguresBlurb;
extern const char* const kFiguresHelp;

/// What the procedure is called with.
struct FiguresWanted {
  bool ask = false;  ///< the user chooses the file, where none is named, and among its figures
  std::string file;  ///< path or file:// URI
  std::string pages = "all";  ///< as parse_pages() reads it
  int number = 0;             ///< which of each page's figures, from 1; 0: all of them
};

/// An image that nobody has seen, of the picture's pixels without opacity, one layer of that name
/// in it, which knows its origin (kPageParasite).
using MakeImage = std::function<void(const std::string& picture, const std::string& name,
                                     const plugin::PageOrigin& origin)>;

/// Makes an image of each figure that is wanted, at its own resolution, as the engine draws it.
/// False: the user gave it up. Throws plugin::HostError: no PDF, no such page or figure, no engine.
bool make_figures(const FiguresWanted& wanted, const MakeImage& make);

/// "paper.p3.f2.pdf" beside the file: what results of the page are named after; empty where the
/// file is unknown.
std::string path_of_page(const plugin::PageOrigin& origin);

/// What the image of a picture knows of the page that it shows.
struct KnownPage {
  std::optional<plugin::PageOrigin> origin{};  ///< nothing: it shows none
  /// Reads its labels from the file's own letters; null: there are none, or not any more.
  std::shared_ptr<const TextReader> reader{};

  /// Tells the run of it.
  void add_to(plugin::Figure& figure) const;
};

/// `parasite`: what is in the image's kPageParasite; `other` reads what the letters do not say.
KnownPage known_page(const std::string& parasite, const PixelSource& picture,
                     const std::shared_ptr<const TextReader>& other);

}  // namespace unweave::gimp
