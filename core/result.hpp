// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <tl/expected.hpp>

namespace unweave {

/// Why there is no result. Data outcomes are values that the caller has to look at; broken
/// contracts (a programmer's mistake) are asserts or std::invalid_argument instead.
enum class Reason {
  Canceled,          ///< the caller's progress function returned false
  EmptyPicture,      ///< width or height is zero
  NoVisiblePixels,   ///< every pixel is transparent (or NaN)
  EmptySelection,    ///< visible pixels exist, but none of them is selected
  OneColor,          ///< a single color: nothing to order
  TooFewColors,      ///< too few colors or pixels to tell data from background
  NotPseudocolor,    ///< the colors do not lie along a curve (detail: what the picture looks like:
                     ///< "photograph", "drawing", "bars" of a chart, view of a "solid", "gray copy"
                     ///< of colors; empty: none of them)
  NoColorbar,        ///< the color bar should give the map, but none was found
  UnknownColormap,   ///< no colormap of that name (detail: the name)
  InvalidOption,     ///< an option's value makes no sense (detail: "name" or "name=value")
  UnknownOption,     ///< there is no option of that name (detail: the name)
  UnknownFormat,     ///< no writer for that file name extension (detail: the extension)
  FolderMissing,     ///< the output folder does not exist (detail: the path)
  IsDirectory,       ///< a folder stands where the file should go (detail: the path)
  PermissionDenied,  ///< the folder or file cannot be written (detail: the path)
  DiskFull,          ///< no space left on the device (detail: the path)
  WriteFailed,       ///< any other error of the system (detail: path and the system's word)
  ReadFailed,        ///< a file cannot be read (detail: the path)
  TooManyPixels,     ///< more than the caller's limit (detail: width, x, height)
  PartialPicture,    ///< the picture did not load whole (detail: the loader's words; may be empty)
  BadColormapFile,   ///< a user's colormap file cannot be understood (detail: file:line)
  OutOfMemory,
  Internal,  ///< a mistake of the program (detail: what it says itself)
  NoGrid,    ///< no cells in the picture, or none as asked for (detail: cells, count or steps)
  NoOtherColorbar,  ///< the other picture that should have the color bar shows none (detail: its
                    ///< file)
};

struct Report;

/// The untranslated facts of a failure. `detail` is data for the message (a path, a name, a
/// number), never a sentence: sentences are made, and translated, by the host.
struct Failure {
  Reason reason;
  std::string detail{};
  /// What was found before it failed: the parts of the figure, as read_layout() reports them. Null:
  /// nothing.
  std::shared_ptr<const Report> found{};
};

template <class T>
using Result = tl::expected<T, Failure>;

inline tl::unexpected<Failure> fail(Reason reason, std::string detail = {}) {
  return tl::unexpected<Failure>(Failure{reason, std::move(detail), nullptr});
}

}  // namespace unweave
