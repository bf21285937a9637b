// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/axis_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "core/field/name_text.hpp"
#include "core/field/turned_ink.hpp"
#include "core/labels/line_text.hpp"
#include "core/labels/number_text.hpp"
#include "core/statistics.hpp"

namespace unweave {

namespace {

/// A turn of text in degrees, counterclockwise, and how usual it is. Programs offer any; those
/// between lie near enough to one of these to be read.
struct Angle {
  int degrees;
  double prior;
};
constexpr std::array<Angle, 7> kAngles{
    {{0, 1}, {90, 1}, {45, 0.9}, {-90, 0.9}, {30, 0.7}, {60, 0.7}, {-45, 0.7}}};
/// Of a reading that is claimed: of 60 names in figures of Matplotlib, deepTools and PGF two were
/// read wrong at 0.61 and 0.63, none above.
constexpr double kSure = 0.7;
constexpr int kSamples = 4;          // names that are read to try an angle
constexpr double kLeastNamed = 0.6;  // share of the cells; labels at some of them are a scale's
constexpr double kGap = 0.9, kTurnedGap = 1.8;  // letter heights within a name
constexpr double kSameRow = 1.5;  // letter heights by which names may differ in their distance

/// A line that may be a name.
struct Candidate {
  TextLine line;        ///< in the turned ink
  double middle = 0;    ///< along the side, in cells' pixels
  double end = 0;       ///< where it is nearest to the plot
  double distance = 0;  ///< from the plot
  int height = 0;
};

/// The margin on one side of a plot, and how it lies.
struct Margin {
  Rect area;
  Side near;  ///< the side of the area that is the plot's
  bool vertical;
  double origin;  ///< where the cells' pixels begin, along the side

  /// Along the side and away from the plot.
  double along(const Place& p) const { return (vertical ? p.y : p.x) - origin; }
  double away(const Place& p) const {
    switch (near) {
      case Side::Left:
        return p.x - area.x;
      case Side::Right:
        return area.right() - p.x;
      case Side::Top:
        return p.y - area.y;
      case Side::Bottom:
        break;
    }
    return area.bottom() - p.y;
  }
};

std::vector<Margin> margins_of(const Raster& raster, const Rect& plot, bool vertical) {
  std::vector<Margin> out;
  const auto add = [&](const Rect& area, Side near) {
    constexpr int kLeast = 6;  // pixels; less holds no letter
    if (std::min(area.width, area.height) >= kLeast)
      out.push_back({area, near, vertical, static_cast<double>(vertical ? plot.y : plot.x)});
  };
  // Names at the corners reach beyond the plot's ends.
  constexpr int kBeyond = 40;
  const Rect around = intersect(
      {plot.x - kBeyond, plot.y - kBeyond, plot.width + 2 * kBeyond, plot.height + 2 * kBeyond},
      raster.bounds());
  if (vertical) {
    add({0, around.y, plot.x, around.height}, Side::Right);
    add({plot.right(), around.y, raster.width - plot.right(), around.height}, Side::Left);
  } else {
    add({around.x, plot.bottom(), around.width, raster.height - plot.bottom()}, Side::Top);
    add({around.x, 0, around.width, plot.y}, Side::Bottom);
  }
  return out;
}

std::vector<Candidate> candidates_of(const TurnedInk& ink, const Margin& margin) {
  std::vector<Candidate> out;
  // Turned names have no neighbors in their rows.
  for (TextLine& line : text_lines(ink.ink, ink.cos == 1 ? kGap : kTurnedGap)) {
    Candidate c;
    const Rect& b = line.box;
    const double y = b.y + 0.5 * b.height;
    const Place first = ink.original({static_cast<double>(b.x), y});
    const Place last = ink.original({static_cast<double>(b.right()), y});
    const bool first_is_near = margin.away(first) < margin.away(last);
    c.middle = margin.along({(first.x + last.x) / 2, (first.y + last.y) / 2});
    c.end = margin.along(first_is_near ? first : last);
    // Of upright names above and below, the near side is the one of the line, not of its ends.
    c.distance = std::min(margin.away(first), margin.away(last));
    c.height = line.height;
    c.line = std::move(line);
    out.push_back(std::move(c));
  }
  return out;
}

/// The candidates of one row along the plot: those as near as the nearest ones of most cells.
void keep_nearest_row(std::vector<Candidate>& all, double length) {
  std::erase_if(all,
                [&](const Candidate& c) { return c.middle < -length || c.middle > 2 * length; });
  if (all.empty()) return;
  std::ranges::sort(all, {}, &Candidate::distance);
  std::vector<double> heights;
  for (const Candidate& c : all) heights.push_back(c.height);
  const double height = median(heights);
  // The nearest piece may be dirt: the row begins where others stand beside it.
  const auto row_at = [&](const Candidate& first) {
    return std::ranges::count_if(all, [&](const Candidate& c) {
      return c.distance >= first.distance && c.distance <= first.distance + kSameRow * height;
    });
  };
  const auto first = std::ranges::find_if(all, [&](const Candidate& c) { return row_at(c) > 1; });
  if (first == all.end()) return;
  const double least = first->distance;
  std::erase_if(all, [&](const Candidate& c) {
    return c.distance < least || c.distance > least + kSameRow * height;
  });
}

/// Which candidate belongs to each cell by that place of theirs; null: none.
std::vector<const Candidate*> by_place(const std::vector<Candidate>& all, const GridSide& cells,
                                       double Candidate::*place) {
  std::vector<const Candidate*> out(static_cast<std::size_t>(cells.cells()));
  for (const Candidate& c : all) {
    const auto above = std::ranges::upper_bound(cells.edges, c.*place);
    if (above == cells.edges.begin() || above == cells.edges.end()) continue;
    const Candidate*& slot = out[static_cast<std::size_t>(above - cells.edges.begin()) - 1];
    if (!slot || c.distance < slot->distance) slot = &c;
  }
  return out;
}

std::size_t named(const std::vector<const Candidate*>& cells) {
  return static_cast<std::size_t>(
      std::ranges::count_if(cells, [](const Candidate* c) { return c != nullptr; }));
}

/// Of a name in the middle of its cell both places are in it; then the middle decides.
std::vector<const Candidate*> assigned(const std::vector<Candidate>& all, const GridSide& cells) {
  auto by_middle = by_place(all, cells, &Candidate::middle);
  auto by_end = by_place(all, cells, &Candidate::end);
  return named(by_end) > named(by_middle) ? by_end : by_middle;
}

/// A margin under one angle.
struct View {
  TurnedInk ink;
  std::vector<Candidate> candidates;
  std::vector<const Candidate*> cells;
  /// How surely a sample of the names is read, less where lines are taller than their letters, for
  /// they slant, times the ink in all of them: a wrong angle tears names to pieces.
  double score = 0;
};

/// Pixels of ink in the lines that belong to cells.
double ink_in(const View& view) {
  double pixels = 0;
  for (const Candidate* c : view.cells) {
    if (!c) continue;
    for (const Rect& glyph : c->line.glyphs)
      for (int y = glyph.y; y < glyph.bottom(); ++y)
        for (int x = glyph.x; x < glyph.right(); ++x) pixels += view.ink.ink.ink(x, y);
  }
  return pixels;
}

/// The candidates are referred to: a view does not move its list once it is made.
std::unique_ptr<View> view_of(const InkMap& ink, const Margin& margin, const GridSide& cells,
                              int angle, const TextReader& reader) {
  auto view = std::make_unique<View>();
  view->ink = turned_ink(ink, angle);
  view->candidates = candidates_of(view->ink, margin);
  keep_nearest_row(view->candidates, cells.edges.back());
  view->cells = assigned(view->candidates, cells);
  const std::size_t count = named(view->cells);
  if (static_cast<double>(count) < kLeastNamed * cells.cells()) return view;
  double sum = 0, upright = 0;
  int tried = 0;
  const std::size_t step = std::max<std::size_t>(1, view->cells.size() / kSamples);
  for (std::size_t i = 0; i < view->cells.size(); i += step)
    if (const Candidate* c = view->cells[i]) {
      sum += read_name(reader, view->ink.ink, c->line).confidence;
      upright += static_cast<double>(c->height) / c->line.box.height;
      ++tried;
    }
  if (tried > 0) view->score = sum / tried * upright / tried * ink_in(*view);
  return view;
}

std::unique_ptr<View> best_view(const InkMap& ink, const Margin& margin, const GridSide& cells,
                                const TextReader& reader) {
  std::unique_ptr<View> best;
  for (const auto& [degrees, prior] : kAngles) {
    auto view = view_of(ink, margin, cells, degrees, reader);
    view->score *= prior;
    if (!best || view->score > best->score) best = std::move(view);
  }
  return best;
}

/// Text without the ticks of neighbors that a reader takes for signs at its ends.
std::string trimmed(const std::string& text) {
  constexpr const char* kDirt = " -_|.,:;'`~\"";
  const auto first = text.find_first_not_of(kDirt);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kDirt) - first + 1);
}

constexpr const char* kDigits = "0123456789";

/// Where the digits at a text's end begin.
std::size_t number_at(const std::string& name) {
  const auto last = name.find_last_not_of(kDigits);
  return last == name.npos ? 0 : last + 1;
}

/// Letters and digits that readers take for each other become one.
std::string folded(std::string text) {
  for (char& c : text) {
    if (std::string_view("sS$5").find(c) != std::string_view::npos) c = 's';
    if (std::string_view("oO0QD").find(c) != std::string_view::npos) c = 'o';
    if (std::string_view("lI1|i!").find(c) != std::string_view::npos) c = 'l';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

/// What a line of names says before they are compared with each other.
struct RawName {
  const Candidate* line = nullptr;
  std::string text;
  bool sure = false;
};

/// A word that most names begin with, a number behind it, and where that begins.
struct Counted {
  std::string word;
  double width = 0;  ///< of the word, in the line's pixels
};

std::optional<Counted> counted(const std::vector<RawName>& raws) {
  constexpr double kMost = 0.4;  // of the names
  std::map<std::string, std::vector<double>> widths;
  for (const RawName& raw : raws) {
    const std::size_t at = number_at(raw.text), digits = raw.text.size() - at;
    if (!raw.sure || at == 0 || digits == 0 || digits >= raw.line->line.glyphs.size()) continue;
    const auto& glyphs = raw.line->line.glyphs;
    widths[raw.text.substr(0, at)].push_back(glyphs[glyphs.size() - digits].x -
                                             raw.line->line.box.x);
  }
  const auto most =
      std::ranges::max_element(widths, {}, [](const auto& word) { return word.second.size(); });
  if (most == widths.end() || most->second.size() < 2 ||
      static_cast<double>(most->second.size()) < kMost * static_cast<double>(raws.size()))
    return std::nullopt;
  return Counted{most->first, median(most->second)};
}

/// The number behind the word, shown to the reader three times over, as digits alone; empty unless
/// it reads the same each time.
std::string number_behind(const TextReader& reader, const InkMap& ink, const TextLine& line,
                          double word_width) {
  constexpr double kSlack = 0.35;  // letter heights
  Rect box;
  for (const Rect& glyph : line.glyphs)
    if (glyph.x - line.box.x >= word_width - kSlack * line.height) box = united(box, glyph);
  if (box.empty()) return {};
  std::string text = reader.read(repeated(text_image(ink, box, line.height), 3), kDigits).text;
  std::erase(text, ' ');
  const std::size_t n = text.size() / 3;
  if (n == 0 || text.size() != 3 * n || text.substr(0, n) != text.substr(n, n) ||
      text.substr(0, n) != text.substr(2 * n))
    return {};
  return text.substr(0, n);
}

/// Readers take the digits of small print for letters: those behind a word that most names have in
/// common are read again as digits.
std::string settled(const RawName& raw, const std::optional<Counted>& common,
                    const TextReader& reader, const InkMap& ink) {
  // Of a letter and what may be a digit nobody can tell whether it is "Al" or "A1".
  const bool open =
      raw.text.size() == 2 && std::string_view("lIO").find(raw.text[1]) != std::string_view::npos;
  std::string sure = raw.sure && !open ? raw.text : std::string();
  if (!common || !raw.line) return sure;
  const std::size_t length = common->word.size();
  const bool begins = folded(raw.text.substr(0, length)) == folded(common->word);
  if (!begins) return sure;
  if (raw.sure && raw.text.starts_with(common->word) && number_at(raw.text) == length &&
      raw.text.size() > length)
    return sure;
  const std::string number = number_behind(reader, ink, raw.line->line, common->width);
  return number.empty() ? number : common->word + number;
}

std::vector<std::string> names_of(const View& view, const TextReader& reader) {
  std::vector<RawName> raws;
  for (const Candidate* c : view.cells) {
    const Reading reading = c ? read_name(reader, view.ink.ink, c->line) : Reading{};
    raws.push_back({c, trimmed(reading.text), reading.confidence >= kSure});
  }
  const auto common = counted(raws);
  std::vector<std::string> names;
  for (const RawName& raw : raws) names.push_back(settled(raw, common, reader, view.ink.ink));
  return names;
}

/// How many are there, if they are names at all.
std::size_t count_names(const std::vector<std::string>& names) {
  const auto there = std::ranges::count_if(names, [](const auto& n) { return !n.empty(); });
  // "S5" is a name here, if also five degrees south.
  const auto begins_as_number = [](const std::string& n) {
    return n.front() < 'A' && !read_label(n).empty();
  };
  const auto numbers = std::ranges::count_if(
      names, [&](const auto& n) { return !n.empty() && begins_as_number(n); });
  return 2 * numbers > there ? 0 : static_cast<std::size_t>(there);
}

}  // namespace

std::vector<std::string> read_axis_names(const Raster& raster, const Rect& plot,
                                         const GridSide& cells, bool vertical,
                                         const TextReader& reader) {
  std::vector<std::string> best;
  std::size_t most = 0;
  for (const Margin& margin : margins_of(raster, plot, vertical)) {
    InkMap ink = ink_map(raster, margin.area, {});
    if (ink.area.empty()) continue;
    clear_touching(ink, margin.near);
    const auto view = best_view(ink, margin, cells, reader);
    if (view->score == 0) continue;
    auto names = names_of(*view, reader);
    const std::size_t count = count_names(names);
    if (count <= most) continue;
    most = count;
    best = std::move(names);
    if (most == static_cast<std::size_t>(cells.cells())) break;
  }
  if (static_cast<double>(most) < kLeastNamed * cells.cells()) return {};
  return best;
}

}  // namespace unweave
