// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/titles.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "core/labels/line_text.hpp"
#include "core/labels/number_text.hpp"
#include "core/labels/page_words.hpp"
#include "core/labels/plain_text.hpp"
#include "core/labels/unit_text.hpp"

namespace unweave {

namespace {

constexpr double kSure = 0.8;       // of a reading that is claimed, see titles.hpp
constexpr double kUpright = 0.94;   // text that stands on its head is hardly ever read as surely
constexpr double kSureUnit = 0.7;   // the same for a text that is a unit as a whole
constexpr double kWordGap = 1.2;    // letter heights between words of one line
constexpr double kOffCenter = 0.3;  // of a title from the middle of its side, share of its length
constexpr int kFlush = 3;           // pixels by which a bar may end beside its plot's end
constexpr int kMostReadings = 3;    // lines that are tried for one title
constexpr std::size_t kLabels = 3;  // so many lines in a row are labels
constexpr double kSmall = 0.95;     // of a digit's height: below it a letter is a small one
constexpr double kLarge = 1.1;      // above it a capital one
constexpr std::size_t kLongestMultiplier = 8;
constexpr std::size_t kLongest = 200;

/// A strip beside something in which its title may stand.
struct Strip {
  Rect area;
  bool turned = false;      ///< its text runs along y
  bool after = true;        ///< right of or below what it belongs to
  int first = 0, last = 0;  ///< what it belongs to, along the strip
  bool close = false;  ///< the title is a short one at an end of a bar, centered or at its left
};

/// A line in its strip's coordinates: `away` from what it belongs to, `low` to `high` along it.
struct Candidate {
  TextLine line;
  int away = 0, far = 0;
  int low = 0, high = 0;
};

/// The strip's ink with its lines upright.
struct StripLines {
  InkMap ink;       ///< turned clockwise if the strip is
  InkMap original;  ///< as in the picture; only of turned strips
  std::vector<Candidate> lines;
};

StripLines lines_of(const Raster& raster, const Strip& strip, const ColorMetric& metric) {
  StripLines out;
  out.ink = ink_map(raster, strip.area, metric);
  if (out.ink.area.empty()) return out;
  clear_touching(out.ink, strip.turned ? (strip.after ? Side::Left : Side::Right)
                                       : (strip.after ? Side::Top : Side::Bottom));
  const Rect area = out.ink.area;
  if (strip.turned) {
    out.original = out.ink;
    out.ink = turned(out.original, true);
  }
  for (TextLine& line : text_lines(out.ink, kWordGap)) {
    Candidate c;
    const Rect& b = line.box;
    const int depth = strip.turned ? area.width : area.height;
    const int top = strip.turned ? b.y : b.y - area.y;
    c.away = strip.after ? top : depth - top - b.height;
    c.far = c.away + b.height;
    c.low = strip.turned ? area.y + area.height - b.right() : b.x;
    c.high = c.low + b.width;
    c.line = std::move(line);
    out.lines.push_back(std::move(c));
  }
  std::sort(out.lines.begin(), out.lines.end(), [](const Candidate& a, const Candidate& b) {
    return std::pair(a.away, a.low) < std::pair(b.away, b.low);
  });
  return out;
}

/// How many lines stand in the same row.
std::size_t row_size(const Candidate& c, const std::vector<Candidate>& all) {
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&c](const Candidate& other) {
        const int common = std::min(c.far, other.far) - std::max(c.away, other.away);
        return 2 * common > std::min(c.far - c.away, other.far - other.away);
      }));
}

/// True if the line stands where a title of the strip's owner would.
bool well_placed(const Candidate& c, const Strip& strip) {
  const int length = strip.last - strip.first, height = c.line.height;
  const double off = std::abs(0.5 * (c.low + c.high) - 0.5 * (strip.first + strip.last));
  if (strip.close)
    return off <= std::max(0.75 * length, 0.6 * (c.high - c.low)) + 2 * height &&
           c.away <= 3 * height;
  const bool at_an_end =
      std::abs(c.low - strip.first) <= height || std::abs(c.high - strip.last) <= height;
  return off <= kOffCenter * length || (at_an_end && c.high - c.low <= length);
}

/// True for a line that the strip's border cuts, or that only just misses it.
bool is_cut(const Candidate& c, const Strip& strip, const Rect& picture) {
  const int begin = strip.turned ? strip.area.y : strip.area.x;
  const int end = strip.turned ? strip.area.bottom() : strip.area.right();
  const int most = strip.turned ? picture.height : picture.width;
  return (begin > 0 && c.low <= begin + 1) || (end < most && c.high >= end - 1);
}

bool has_letter(const std::u32string& s) {
  return std::any_of(s.begin(), s.end(), is_letter) ||
         s.find_first_of(U"%\u00B0\u2030") != std::u32string::npos;
}

/// Text that may be a title: not a number, a multiplier or what a reader makes of a frame.
bool is_title(const std::string& text) {
  if (text.empty() || text.size() > kLongest) return false;
  const std::u32string s = plain_text(text);
  if (!has_letter(s) || !read_label(text).empty()) return false;
  const bool word = s.size() <= kLongestMultiplier && s.find(U' ') == std::u32string::npos;
  if (read_multiplier(text) > 0 || (word && resembles_multiplier(text))) return false;
  const auto odd = std::count_if(s.begin(), s.end(), [](char32_t c) {
    return c == U'|' || c == U'_' || c == U'@' || c == U'?' || c == U'\\' || c == 0xFFFD ||
           c == U'~' || c == U'\u00A9' || c == U'\u00AE';
  });
  return odd == 0;
}

/// Of all texts few are units: one that is has hardly been misread.
bool is_unit(const std::string& text) {
  const TitleText title = split_title(text);
  return title.name.empty() && !title.unit.empty();
}

/// A single letter whose small form looks the same is small where it is lower than the digits
/// beside it, and large where it is clearly taller; between, and where there are none, it stays
/// open: some programs draw labels smaller than titles. A "y" is often read as V.
void settle_case(Reading& reading, int height, int digits) {
  constexpr std::string_view kAlike = "COSUVWXZcosuvwxz";
  if (reading.text.size() != 1) return;
  char& c = reading.text[0];
  const bool alike = kAlike.find(c) != std::string_view::npos;
  if (c == 'V' || c == 'v' || c == 'Y' ||
      (alike && (digits == 0 || (height >= kSmall * digits && height <= kLarge * digits))))
    reading.confidence = 0;
  else if (alike)
    c = static_cast<char>(height < kSmall * digits ? c | 0x20 : c & ~0x20);
}

Reading read_upright(const TextReader& reader, const InkMap& ink, const TextLine& line,
                     int digits) {
  if (auto said = page_line(ink, line)) return *std::move(said);
  if (line.glyphs.size() > kShortLine) return read_line(reader, ink, line);
  Reading out = read_short(reader, ink, line);
  settle_case(out, line.height, digits);
  return out;
}

/// The height of the labels of a strip; 0 where there are none. Turned ones lie on their side.
int digit_height(const StripLines& strip) {
  std::vector<int> heights;
  const bool on_side = !strip.original.area.empty();
  for (const Candidate& c : strip.lines)
    if (row_size(c, strip.lines) >= kLabels)
      heights.push_back(on_side ? c.line.box.width : c.line.height);
  if (heights.empty()) return 0;
  std::nth_element(heights.begin(), heights.begin() + heights.size() / 2, heights.end());
  return heights[heights.size() / 2];
}

/// Of a turned strip, text that runs upward first, then downward.
Reading read_candidate(const TextReader& reader, const StripLines& strip, const Candidate& c) {
  const int digits = digit_height(strip);
  Reading up = read_upright(reader, strip.ink, c.line, digits);
  if (strip.original.area.empty() || (up.confidence >= kUpright && is_title(up.text))) return up;
  const InkMap ink = turned(strip.original, false);
  const Rect& b = c.line.box;
  const Rect there{strip.ink.area.width - b.right(), strip.ink.area.height - b.bottom(), b.width,
                   b.height};
  for (const TextLine& line : text_lines(ink, kWordGap)) {
    if (2 * intersect(line.box, there).area() < there.area()) continue;
    Reading down = read_upright(reader, ink, line, digits);
    return down.confidence > up.confidence ? down : up;
  }
  return up;
}

struct Found {
  std::string text;
  int away = 0;
};

/// The nearest line of a strip that is a title, read with certainty; empty if there is none.
Found title_in(const Raster& raster, const TextReader& reader, const Strip& strip,
               const ColorMetric& metric) {
  if (strip.area.width < 6 || strip.area.height < 6) return {};
  const StripLines found = lines_of(raster, strip, metric);
  int readings = 0;
  // Words first: single letters are often labels, or what is left of them.
  for (const bool words : {true, false})
    for (const Candidate& c : found.lines) {
      if (words != (c.line.glyphs.size() > kShortLine)) continue;
      const std::size_t in_row = row_size(c, found.lines);
      if (in_row >= (words || strip.close ? kLabels : 2) || !well_placed(c, strip) ||
          is_cut(c, strip, raster.bounds()))
        continue;
      if (++readings > kMostReadings) return {};
      const Reading reading = read_candidate(reader, found, c);
      const double least = is_unit(reading.text) ? kSureUnit : kSure;
      if (reading.confidence >= least && is_title(reading.text)) return {reading.text, c.away};
    }
  return {};
}

/// Takes from the strip's ends what stands beside `from` as well: a bar that is longer than its
/// plot begins no text below the plot.
void narrow(Rect& strip, const Rect& from, const Rect& obstacle, const AxisView& view) {
  const Rect common = intersect(obstacle, strip);
  if (common.empty()) return;
  const int begin = view.begin(strip), end = view.end(strip);
  if (view.end(common) <= view.begin(from))
    strip = view.with_stretch(strip, view.end(common), end);
  else if (view.begin(common) >= view.end(from))
    strip = view.with_stretch(strip, begin, view.begin(common));
}

/// How far a strip beside `from` may reach toward a side: to the picture's border or the next
/// obstacle that stands across it.
Rect strip_area(const Rect& from, const Rect& across, char side, const std::vector<Rect>& obstacles,
                const Rect& picture) {
  Rect r;
  switch (side) {
    case 'r':
      r = {from.right(), across.y, picture.width - from.right(), across.height};
      break;
    case 'l':
      r = {0, across.y, from.x, across.height};
      break;
    case 'b':
      r = {across.x, from.bottom(), across.width, picture.height - from.bottom()};
      break;
    default:
      r = {across.x, 0, across.width, from.y};
  }
  const AxisView view{side == 'l' || side == 'r'};
  for (const Rect& o : obstacles)
    if (view.near(o) < view.far(from) && view.far(o) > view.near(from)) narrow(r, from, o, view);
  for (const Rect& o : obstacles) {
    const Rect common = intersect(o, r);
    if (common.empty()) continue;
    if (side == 'r') r.width = std::min(r.width, common.x - r.x);
    if (side == 'b') r.height = std::min(r.height, common.y - r.y);
    if (side == 'l' && common.right() > r.x) {
      r.width -= common.right() - r.x;
      r.x = common.right();
    }
    if (side == 't' && common.bottom() > r.y) {
      r.height -= common.bottom() - r.y;
      r.y = common.bottom();
    }
  }
  return intersect(r, picture);
}

/// The same rectangle, wider along one direction by a share of its length on both sides.
Rect widened(const Rect& r, bool along_y, double share) {
  const int more = static_cast<int>(share * (along_y ? r.height : r.width));
  return along_y ? Rect{r.x, r.y - more, r.width, r.height + 2 * more}
                 : Rect{r.x - more, r.y, r.width + 2 * more, r.height};
}

class Titles {
 public:
  Titles(const Raster& raster, const TextReader& reader, const TitledParts& parts,
         const ColorMetric& metric)
      : raster_(raster), reader_(reader), parts_(parts), metric_(metric) {}

  FigureTitles read() {
    if (parts_.plot) {
      out_.x = beside_plot(false);
      out_.y = beside_plot(true);
      out_.figure = strip(*parts_.plot, 't', false, without(*parts_.plot)).text;
    }
    if (parts_.bar) read_bar();
    return std::move(out_);
  }

 private:
  /// All parts but one.
  std::vector<Rect> without(const Rect& own) const {
    std::vector<Rect> out;
    for (const Rect& r : parts_.others)
      if (r != own) out.push_back(r);
    if (parts_.plot && *parts_.plot != own) out.push_back(*parts_.plot);
    if (parts_.bar && *parts_.bar != own) out.push_back(*parts_.bar);
    return out;
  }

  /// A title along a side.
  Found strip(const Rect& own, char side, bool turned, const std::vector<Rect>& obstacles) const {
    const bool along_y = side == 'l' || side == 'r';
    Strip s;
    s.area = strip_area(own, widened(own, along_y, 0.15), side, obstacles, raster_.bounds());
    s.turned = turned;
    s.after = side == 'r' || side == 'b';
    s.first = along_y ? own.y : own.x;
    s.last = along_y ? own.bottom() : own.right();
    return title_in(raster_, reader_, s, metric_);
  }

  std::string beside_plot(bool vertical) const {
    const std::vector<Rect> obstacles = without(*parts_.plot);
    const Found near = strip(*parts_.plot, vertical ? 'l' : 'b', vertical, obstacles);
    if (!near.text.empty() || !vertical) return near.text;
    // On the right side only where no bar's title could be meant.
    return parts_.bar ? std::string() : strip(*parts_.plot, 'r', true, obstacles).text;
  }

  /// Above or below a vertical bar, right or left of a horizontal one.
  Found at_end(char side) const {
    const Rect& bar = *parts_.bar;
    std::vector<Rect> obstacles = without(bar);
    Strip s;
    const bool beside = side == 'r' || side == 'l';
    const int reach = beside ? 3 * bar.height + 20 : raster_.width / 3;
    const Rect across = beside ? Rect{bar.x, bar.y - reach, bar.width, bar.height + 2 * reach}
                               : Rect{bar.x - reach, bar.y, bar.width + 2 * reach, bar.height};
    Rect wide = across;
    Rect from = bar;
    if (!beside)  // over plots that end where the bar does, not over those that go on
      for (const Rect& o : obstacles) {
        if (side == 't' ? o.y >= bar.y - kFlush : o.bottom() <= bar.bottom() + kFlush) {
          from = united(from, {from.x, o.y, from.width, o.height});
        } else if (o.right() <= bar.x) {
          const int x = std::max(wide.x, o.right());
          wide.width -= x - wide.x;
          wide.x = x;
        } else if (o.x >= bar.right()) {
          wide.width = std::min(wide.width, o.x - wide.x);
        }
      }
    s.area = strip_area(from, wide, side, obstacles, raster_.bounds());
    s.after = side == 'r' || side == 'b';
    s.first = bar.x;
    s.last = bar.right();
    s.close = true;
    if (beside) {  // one line right behind the bar: its place along x is its distance
      s.first = s.area.x;
      s.last = s.area.right();
    }
    return title_in(raster_, reader_, s, metric_);
  }

  void read_bar() {
    const Rect& bar = *parts_.bar;
    const std::vector<Rect> obstacles = without(bar);
    Found along;
    if (parts_.bar_vertical) {
      for (const char side : {'r', 'l'})
        if (along.text.empty()) along = strip(bar, side, true, obstacles);
    } else {
      for (const char side : {'b', 't'})
        if (along.text.empty()) along = strip(bar, side, false, obstacles);
    }
    Found end;
    if (parts_.bar_vertical)
      for (const char side : {'t', 'b'})
        if (end.text.empty()) end = at_end(side);
    if (along.text.empty()) {
      out_.bar = end.text;
    } else {
      out_.bar = along.text;
      if (split_title(end.text).name.empty()) out_.bar_unit = end.text;
    }
    // Between a bar and a plot stands one title, not two.
    if (out_.bar == out_.x || out_.bar == out_.y || out_.bar == out_.figure) out_.bar.clear();
  }

  const Raster& raster_;
  const TextReader& reader_;
  const TitledParts& parts_;
  const ColorMetric& metric_;
  FigureTitles out_;
};

}  // namespace

FigureTitles read_titles(const Raster& raster, const TextReader& reader, const TitledParts& parts,
                         const ColorMetric& metric) {
  return Titles(raster, reader, parts, metric).read();
}

}  // namespace unweave
