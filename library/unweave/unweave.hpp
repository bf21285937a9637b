// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// libunweave: from the pixels of a pseudocolor picture to the data behind it.
//
//   const unweave::Field field = unweave::recover({width, height, pixels});
//   std::vector<float> values(field.size());
//   field.values(values.data());
//
// Everything of the library that can be used is in this header; what else it holds is not visible.
//
// Threads. Every function may be called from several threads at once, and gives the same bytes as
// from one. An object belongs to one thread at a time: hand it over, or lock; only const Options
// and the pixels of a Picture may be read from several at once. Progress functions are called from
// the thread that called. Each thread that has read labels keeps the reader of text (some 20 MB)
// until it ends. The language of sentences is that of the process (setlocale()).
//
// Errors. What can happen to a picture is an Error with a Reason. What a programmer got wrong (no
// pixels, three and a half channels) is a std::invalid_argument. Progress functions may throw; it
// goes through.
//
// Binary interface. Names live in the inline namespace v1. What is added does not change the
// soname; what is changed or taken away does.

#define UNWEAVE_EXPORT __attribute__((visibility("default")))
#define UNWEAVE_HIDDEN __attribute__((visibility("hidden")))

namespace unweave {
#ifdef UNWEAVE_LIBRARY_INSIDE  // beside the core's names, which are those of the outer namespace
namespace v1 {
#else
inline namespace v1 {
#endif

/// Why there is no result. New ones are added at the end; none changes its number or its name.
enum class Reason : int {
  Canceled,          ///< the progress function returned false
  EmptyPicture,      ///< width or height is zero
  NoVisiblePixels,   ///< every pixel is transparent (or NaN)
  EmptySelection,    ///< visible pixels exist, but none of them is selected
  OneColor,          ///< a single color: nothing to order
  TooFewColors,      ///< too few colors or pixels to tell data from background
  NotPseudocolor,    ///< the colors do not lie along a curve (detail: what the picture looks like,
                     ///< "photograph", "drawing", "bars", "solid", "gray copy"; empty: none)
  NoColorbar,        ///< the color bar should give the map, but none was found
  UnknownColormap,   ///< no colormap of that name (detail: the name)
  InvalidOption,     ///< an option's value makes no sense (detail: "name=value", or the name)
  UnknownOption,     ///< there is no option of that name (detail: the name)
  UnknownFormat,     ///< no writer for that file name extension (detail: the extension)
  FolderMissing,     ///< the folder does not exist (detail: the path)
  IsDirectory,       ///< a folder stands where a file should go (detail: the path)
  PermissionDenied,  ///< for lack of permission (detail: the path)
  DiskFull,          ///< no space left on the device (detail: the path)
  WriteFailed,       ///< any other error of the system (detail: path and the system's word)
  ReadFailed,        ///< a file cannot be read (detail: the path)
  TooManyPixels,     ///< more than the caller's limit (detail: width, x, height)
  PartialPicture,    ///< the picture did not load whole (detail: the loader's words)
  BadColormapFile,   ///< a colormap's file cannot be understood (detail: file:line)
  OutOfMemory,
  Internal,  ///< a mistake of the program (detail: what it says itself)
  NoGrid,    ///< no cells in the picture, or none as asked for (detail: cells, count or steps)
  NoOtherColorbar,  ///< no color bar in the other picture that should have it (detail: its file)
};

/// As programs read it, and the summaries of the command have it: "not-pseudocolor" and the like.
/// Null for a number that is none.
UNWEAVE_EXPORT const char* name_of(Reason reason) noexcept;
/// What is wrong and what to do about it, in a sentence or two, as the command says it.
UNWEAVE_EXPORT std::string sentence(Reason reason, const std::string& detail = {});

/// what() is sentence(reason, detail).
class UNWEAVE_EXPORT Error : public std::runtime_error {
 public:
  explicit Error(Reason reason, std::string detail = {});
  /// The same with what was found all the same; what() says so.
  Error(Reason reason, std::string detail, const std::string& sentence, std::string found);
  Error(const Error&) = default;
  Error& operator=(const Error&) = default;
  ~Error() override;
  Reason reason() const noexcept { return reason_; }
  /// The untranslated fact: a path, a name, a number.
  const std::string& detail() const noexcept { return detail_; }
  /// The parts of a figure that were found though it gives no data, such as a color bar with its
  /// range, as read_layout() has them; empty: none.
  const std::string& found() const noexcept { return found_; }

 private:
  Reason reason_;
  std::string detail_, found_;
};

/// The library's version, such as "1.0.0".
UNWEAVE_EXPORT const char* version() noexcept;

/// Pixels in memory and what is known of where they come from. Does not own the pixels.
struct Picture {
  enum class Sample : std::uint8_t {
    U8,   ///< 0 to 255
    U16,  ///< 0 to 65535, in the machine's order of bytes
    F32,  ///< nominally 0 to 1; NaN: not visible
  };
  int width = 0, height = 0;
  /// height x width x channels samples, row 0 at the top, interleaved, without padding.
  const void* pixels = nullptr;
  int channels = 3;  ///< 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha (not premultiplied)
  Sample sample = Sample::U8;
  bool linear = false;  ///< samples are linear light; false: display-encoded, as in a PNG
  /// height x width, 0: not data. Null: all is selected. The figure (plot area, axes, color bar) is
  /// read whole.
  const std::uint8_t* selection = nullptr;

  std::string name{};    ///< of the figure's file, without folder (UTF-8), for the report
  std::string sha256{};  ///< of the file, lower-case hexadecimal, for the report
  int pages = 1;         ///< of the file
  int page = 0;          ///< which of them this is, from 1; 0: the first, which the report says
  bool whole = true;     ///< false: the file was cut off or damaged, which the report says
  /// Of a PDF's page, or a figure on it: what the program unweave-engine wrote beside its picture
  /// (--copy-page, COPY.origin), in which the file's letters are. They are the picture's labels as
  /// long as it shows them as it was made. Empty, or any other text: nothing is known.
  std::string origin{};
};

class Options;
struct Run;

/// The color bar of one picture, with its labels, for the fields of others: a legend in a file of
/// its own, or the first of a series. A value, cheap to copy; copies may be used by several threads
/// at once.
class UNWEAVE_EXPORT Colorbar {
 public:
  Colorbar(const Colorbar& other);
  Colorbar& operator=(const Colorbar& other);
  ~Colorbar();

 private:
  friend class Access;
  struct UNWEAVE_HIDDEN Parts;
  explicit Colorbar(std::shared_ptr<const Parts> parts);
  std::shared_ptr<const Parts> parts_;
};

/// Reads it. Of the options "colorbar", its rectangle, "ticks", "scale" and "scale-parameter"
/// count; without a rectangle it is found. The picture may be a legend alone, or a figure. Cost: as
/// read_layout(), for a legend alone twice.
/// Errors: Canceled, InvalidOption, NoOtherColorbar (detail: the picture's name), OutOfMemory.
UNWEAVE_EXPORT Colorbar read_colorbar(const Picture& picture);
UNWEAVE_EXPORT Colorbar read_colorbar(const Picture& picture, const Options& options);
UNWEAVE_EXPORT Colorbar read_colorbar(const Picture& picture, const Options& options,
                                      const Run& run);

/// What the command's options say, by the same names and texts: "range" "-2,30".
class UNWEAVE_EXPORT Options {
 public:
  Options();
  Options(const Options& other);
  Options(Options&& other) noexcept;
  Options& operator=(Options other) noexcept;
  ~Options();

  /// Errors: UnknownOption, InvalidOption. Whether values make sense together shows in recover().
  void set(std::string_view name, std::string_view text);
  /// The text that set() takes. Errors: UnknownOption.
  std::string get(std::string_view name) const;
  /// The picture's colors mean what the bar of another picture says, as with the command's
  /// --colorbar-from: its colors, scale, labels, title and unit take the place of the picture's
  /// own. With the option "colorbar", or the colormap "locus", recover() gives InvalidOption.
  void set_colorbar_from(const Colorbar& colorbar);

 private:
  friend class Access;
  struct UNWEAVE_HIDDEN Parts;
  std::unique_ptr<Parts> parts_;
};

/// An option, for who offers them all.
struct OptionInfo {
  enum class Kind {
    Flag,       ///< "yes" or "no"
    Number,     ///< in [min, max]
    Text,       ///< any
    Choice,     ///< one of `choices`
    Rectangle,  ///< "X,Y,WIDTH,HEIGHT" in pixels of the picture; empty: none
    Interval,   ///< "MIN,MAX"; empty: none
    Colors,     ///< "#RRGGBB,#RRGGBB~TOLERANCE"; empty: none
  };
  std::string name;
  Kind kind = Kind::Text;
  std::string initial;  ///< the text of its default
  std::string summary;  ///< one sentence: what it does
  std::string expects;  ///< what a valid value looks like
  double min = 0, max = 0;
  std::vector<std::string> choices{};
};
/// All that Options::set() knows, in a fixed order; new ones are added at the end.
UNWEAVE_EXPORT std::vector<OptionInfo> known_options();

/// How the work is done; none of it changes a result.
struct Run {
  /// Called now and then with the step, in words, and the share done in [0, 1], which never falls.
  /// False: cancel. Empty: nobody looks.
  std::function<bool(const std::string& step, double done)> progress{};
  /// Worker threads; 0: as many as there are processors that the process may run on.
  unsigned threads = 0;
};

/// Texts by names, in a fixed order (CF 1.8 where it has a name for it).
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// What the columns or rows of a field stand for, as .nc files have it.
struct Coordinate {
  std::string name;  ///< "x", "y", or "lon", "lat" where both axes are those of a map
  /// At the centers of pixels, in the axis' units; columns and rows of the picture where its labels
  /// were not read.
  std::vector<double> values;
  Attributes attributes;  ///< "units", "long_name", …
};

/// The markers of a scatter plot, in columns that are as long as there are markers; none of a
/// field.
struct Points {
  std::vector<double> x, y;         ///< in the axes' units; columns and rows of the picture without
  std::vector<double> value;        ///< as Field::values()
  std::vector<double> confidence;   ///< probability, as Plane::Confidence
  std::vector<double> uncertainty;  ///< standard deviation of the value; NaN: not known
  std::vector<double> column, row;  ///< of the picture, the middle of the first pixel being 0
  std::vector<std::uint8_t> unsure;  ///< 1: others hide a part of it, or its color says little
};

/// Of each pixel of a field, beside its value. NaN where there is no data, if nothing else is said.
enum class Plane : int {
  Position,     ///< place on the colormap, [0, 1]
  Confidence,   ///< probability that the value is within 1 % of the range of the truth
  Uncertainty,  ///< standard deviation of the value, in its units
  Residual,     ///< distance of the color from the colormap, an edge of the RGB cube being 1; NaN
                ///< only where nothing is visible
  Filled,       ///< 1 where the value was not measured but closes a gap, else 0
};

/// What was recovered: height x width pixels of the picture's plot area, or with the option "grid"
/// so many cells, row 0 at the top. Of a cell, planes are means of its pixels. Refers
/// to the picture's pixels and selection, which outlive it and do not change.
class UNWEAVE_EXPORT Field {
 public:
  Field(Field&& other) noexcept;
  Field& operator=(Field&& other) noexcept;
  ~Field();

  int width() const;
  int height() const;
  std::size_t size() const;  ///< width x height
  /// True if floats of 32 bits would lose steps of the values, or overflow.
  bool doubles() const;

  /// In the units of the range where it is known, else the place on the colormap; NaN: no data.
  /// `out` has size() places. Cost: a table's entry a pixel.
  void values(float* out) const;
  void values(double* out) const;
  void plane(Plane plane, float* out) const;
  /// The field in the colors of another map, size() x RGBA, 0 to 255; no data is transparent.
  /// Errors: as for a colormap that is given.
  void recolored(std::string_view colormap, std::uint8_t* out) const;

  /// All that was found, as JSON after docs/report.schema.json; `provenance` is the same in a line
  /// of ASCII without the messages.
  const std::string& report() const;
  /// What the user should know, in sentences.
  const std::vector<std::string>& messages() const;
  /// Along the columns and the rows.
  Coordinate x() const;
  Coordinate y() const;
  /// Of a scatter plot, whose field has values at its markers' pixels alone.
  Points points() const;
  Attributes value_attributes() const;   ///< "units", "long_name"
  Attributes global_attributes() const;  ///< "title", "source", "provenance", …

 private:
  friend class Access;
  struct UNWEAVE_HIDDEN Parts;
  explicit Field(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// The whole way. Deterministic. Cost: about a second for a figure with labels, most of it spent on
/// reading them. Memory: tables of the distinct colors, not the picture's size.
/// Errors: Canceled, EmptyPicture, NoVisiblePixels, EmptySelection, OneColor, TooFewColors,
/// NotPseudocolor, NoColorbar, UnknownColormap, BadColormapFile, ReadFailed, InvalidOption,
/// OutOfMemory.
UNWEAVE_EXPORT Field recover(const Picture& picture, const Options& options = {},
                             const Run& run = {});

/// The largest panel first; another one that shows no field becomes a message of the first one.
/// Cost and errors: as recover(), a panel.
UNWEAVE_EXPORT std::vector<Field> recover_panels(const Picture& picture,
                                                 const Options& options = {}, const Run& run = {});

/// The parts of a figure without its data, as JSON: the report's keys "figure", "figure_sha256",
/// "version", "plot_area", "title", "colorbar", "range", "units", "panels", "ticks", "axes" and
/// "messages". Errors: Canceled, EmptyPicture, InvalidOption, OutOfMemory.
UNWEAVE_EXPORT std::string read_layout(const Picture& picture, const Options& options = {},
                                       const Run& run = {});

/// A known colormap.
struct ColormapInfo {
  enum class Kind { Continuous, Discrete, Cyclic };
  std::string name, family;
  Kind kind = Kind::Continuous;
  std::string license;               ///< SPDX expression
  std::string source;                ///< what it was taken from
  std::vector<std::string> aliases;  ///< other names of the same colors, "family/name"
  std::vector<std::array<std::uint8_t, 3>> colors;  ///< n x RGB, low end first; n >= 2
};
/// All that come with the library. Cost: a copy of some 1 MB.
UNWEAVE_EXPORT std::vector<ColormapInfo> colormaps();

/// Where values lie on the colormap of a report ("range"), [0, 1] and beyond; NaN stays NaN.
/// std::invalid_argument: a text that is no report.
UNWEAVE_EXPORT void positions(std::string_view report, const double* values, std::size_t count,
                              double* out);
/// Places on a colormap in its colors: RGBA, 0 to 255; NaN is transparent. Errors: UnknownColormap,
/// BadColormapFile, ReadFailed.
UNWEAVE_EXPORT void paint(std::string_view colormap, const float* positions, std::size_t count,
                          std::uint8_t* out);

/// Licenses and notices of the colormaps and libraries in it.
UNWEAVE_EXPORT std::string_view notices();

}  // namespace v1
}  // namespace unweave
