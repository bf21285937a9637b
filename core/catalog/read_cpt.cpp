// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/catalog/user_formats.hpp"

namespace unweave::user_formats {

namespace {

enum class Model { Rgb, Hsv, Cmyk };

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

/// A color as written: channels in the file's own model, so that hues mix as hues.
struct Paint {
  Rgb channels{};
  Model model = Model::Rgb;
};

Rgb rgb_of(const Paint& paint) {
  const auto& c = paint.channels;
  if (paint.model == Model::Hsv) return rgb_from_hsv(c[0] / 360, c[1], c[2]);
  return {c[0] / 255, c[1] / 255, c[2] / 255};
}

std::optional<Rgb> three(const std::vector<std::string_view>& parts) {
  Rgb result{};
  if (parts.size() != 3) return {};
  for (int k = 0; k < 3; ++k) {
    const auto value = number(parts[k]);
    if (!value) return {};
    result[k] = *value;
  }
  return result;
}

std::optional<Paint> in_range(const Paint& paint) {
  const auto& c = paint.channels;
  const bool hsv = paint.model == Model::Hsv;
  for (int k = 0; k < 3; ++k)
    if (c[k] < 0 || c[k] > (hsv ? (k == 0 ? 360 : 1) : 255)) return {};
  return paint;
}

/// One word: r/g/b, h-s-v, c/m/y/k, gray, #hex or a name; "@transparency" behind it is ignored.
std::optional<Paint> paint_of(std::string_view word, Model model) {
  word = word.substr(0, word.find('@'));
  if (const auto hex = hex_color(word))
    return Paint{{(*hex)[0] * 255, (*hex)[1] * 255, (*hex)[2] * 255}};
  if (const auto named = named_color(word))
    return Paint{{(*named)[0] * 255, (*named)[1] * 255, (*named)[2] * 255}};
  const auto parts = words(word, "/");
  if (parts.size() == 4) {
    Rgb result{};
    const auto black = number(parts[3]);
    for (int k = 0; k < 3; ++k) {
      const auto ink = number(parts[k]);
      if (!ink || !black) return {};
      result[k] = 255 * (1 - *ink / 100) * (1 - *black / 100);
    }
    return in_range({result});
  }
  if (const auto rgb = three(parts))
    return in_range({*rgb, model == Model::Hsv ? Model::Hsv : Model::Rgb});
  if (const auto hsv = three(words(word, "-"))) return in_range({*hsv, Model::Hsv});
  if (const auto gray = number(word)) return in_range({{*gray, *gray, *gray}});
  return {};
}

struct Slice {
  double z0, z1;
  Paint color0, color1;
  bool category;  ///< a key with one color, not a range
};

/// z0 color z1 color [L|U|B], the colors in one word or in three; or key color [label].
std::optional<Slice> slice_of(const std::vector<std::string_view>& fields, Model model) {
  std::vector<double> v;
  for (const auto field : fields) {
    const auto value = number(field);
    if (!value) break;
    v.push_back(*value);
  }
  const Model spread = model == Model::Hsv ? Model::Hsv : Model::Rgb;
  if (v.size() >= 8 && v[4] >= v[0]) {
    const auto a = in_range({{v[1], v[2], v[3]}, spread}),
               b = in_range({{v[5], v[6], v[7]}, spread});
    if (a && b) return Slice{v[0], v[4], *a, *b, false};
    return {};
  }
  if (v.empty() || fields.size() < 2) return {};
  const auto color0 = paint_of(fields[1], model);
  if (!color0) return {};
  const auto z1 = fields.size() >= 4 ? number(fields[2]) : std::nullopt;
  if (z1 && *z1 >= v[0])
    if (const auto color1 = paint_of(fields[3], model))
      return Slice{v[0], *z1, *color0, *color1, false};
  return fields.size() <= 3 ? std::optional(Slice{v[0], v[0] + 1, *color0, *color0, true})
                            : std::nullopt;
}

Rgb between(const Slice& s, double z) {
  const double f = s.z1 > s.z0 ? std::clamp((z - s.z0) / (s.z1 - s.z0), 0.0, 1.0) : 0.0;
  if (s.color0.model != s.color1.model) {
    const Rgb a = rgb_of(s.color0), b = rgb_of(s.color1);
    return {a[0] + f * (b[0] - a[0]), a[1] + f * (b[1] - a[1]), a[2] + f * (b[2] - a[2])};
  }
  Paint mixed = s.color0;
  for (int k = 0; k < 3; ++k) mixed.channels[k] += f * (s.color1.channels[k] - mixed.channels[k]);
  return rgb_of(mixed);
}

/// As written: a turn around the circle of hues ends where it began, but is not flat.
bool is_flat(const Slice& s) {
  if (s.category) return true;
  return s.color0.model == s.color1.model ? s.color0.channels == s.color1.channels
                                          : rgb_of(s.color0) == rgb_of(s.color1);
}

/// Where the slices' ends lie on the map, and what they stand for: by z where its cells can hold
/// that, else each slice is as long as the others.
std::vector<RangePoint> places_of(const std::vector<Slice>& slices, bool by_z) {
  std::vector<RangePoint> places;
  const double low = slices.front().z0, width = slices.back().z1 - low;
  const auto count = static_cast<double>(slices.size());
  for (std::size_t i = 0; i < slices.size(); ++i) {
    const double z = slices[i].z0;
    places.push_back({by_z ? (z - low) / width : static_cast<double>(i) / count, z});
  }
  places.push_back({1, slices.back().z1});
  return places;
}

/// The range through such places: linear where they lie on the line between the ends anyway, else a
/// table; nullopt where values cannot follow from places, or slices leave gaps.
std::optional<ValueRange> values_at(std::vector<RangePoint> places,
                                    const std::vector<Slice>& slices) {
  constexpr double kRounding = 1e-9;  // of the width: z is written with some digits
  const double low = places.front().value, width = places.back().value - low;
  for (std::size_t i = 1; i < slices.size(); ++i)
    if (slices[i - 1].z1 != slices[i].z0) return std::nullopt;
  const bool even = std::ranges::all_of(places, [&](const RangePoint& p) {
    return std::abs((p.value - low) / width - p.t) <= kRounding;
  });
  if (even) {
    ValueRange linear;
    linear.source = RangeSource::Given;
    return range_through({{0, low}, {1, places.back().value}}, linear);
  }
  return table_range(std::move(places), RangeSource::Given);
}

Parsed finished(const std::vector<Slice>& slices, bool cyclic) {
  Parsed parsed;
  const bool flat = std::all_of(slices.begin(), slices.end(), is_flat);
  constexpr std::size_t kManySlices = 64;
  if (flat && (slices.size() < kManySlices || slices.front().category)) {
    parsed.kind = ColormapKind::Discrete;
    for (const Slice& s : slices) parsed.table.push_back(rounded_color(rgb_of(s.color0)));
    if (!slices.front().category) parsed.values = values_at(places_of(slices, false), slices);
    return parsed;
  }
  parsed.kind = cyclic ? ColormapKind::Cyclic : ColormapKind::Continuous;
  constexpr int kCells = 256;
  constexpr double kFewest =
      8;  // cells of a slice; what lies beyond the middles of the ends' is lost
  const double low = slices.front().z0, width = slices.back().z1 - low;
  const auto narrow = [&](const Slice& s) { return s.z1 - s.z0 < kFewest * width / kCells; };
  const bool by_z = slices.size() > kCells / kFewest || std::ranges::none_of(slices, narrow);
  auto places = places_of(slices, by_z);
  // Where a corner of the scale is, an entry has its color: between two the corner would be cut
  // off.
  if (!by_z)
    for (std::size_t i = 1; i + 1 < places.size(); ++i)
      places[i].t = (std::floor(places[i].t * kCells) + 0.5) / kCells;
  std::size_t at = 0;
  for (int i = 0; i < kCells; ++i) {
    const double t = (i + 0.5) / kCells;
    while (at + 1 < slices.size() && places[at + 1].t <= t) ++at;
    const double f = (t - places[at].t) / (places[at + 1].t - places[at].t);
    const Slice& s = slices[at];
    parsed.table.push_back(
        rounded_color(between(s, by_z ? low + t * width : s.z0 + f * (s.z1 - s.z0))));
  }
  parsed.values = values_at(places, slices);
  return parsed;
}

/// How many cells of one length hold all edges of slices between 0 and 1: the least that does so to
/// the digits that are written, else the most.
int cells_of(const std::vector<Slice>& slices) {
  constexpr int kMost = 1024;
  constexpr double kDigits = 1e-6;
  int cells = 4 * static_cast<int>(slices.size());  // so that each run is seen to be one
  while (cells < kMost && std::ranges::any_of(slices, [cells](const Slice& s) {
           return std::abs(s.z1 * cells - std::round(s.z1 * cells)) > kDigits * cells;
         }))
    ++cells;
  return cells;
}

/// Flat slices between 0 and 1 of unequal length, which stand for no values that would tell it: in
/// the table each fills a run as long as it is.
void keep_lengths(const std::vector<Slice>& slices, Parsed& parsed) {
  const double even = 1 / static_cast<double>(slices.size());
  constexpr double kRounding = 1e-6;
  if (parsed.kind != ColormapKind::Discrete || slices.front().category ||
      std::ranges::all_of(
          slices, [&](const Slice& s) { return std::abs(s.z1 - s.z0 - even) <= kRounding; }))
    return;
  const int cells = cells_of(slices);
  parsed.kind = ColormapKind::Continuous;
  parsed.table.clear();
  std::size_t at = 0;
  for (int i = 0; i < cells; ++i) {
    while (at + 1 < slices.size() && slices[at].z1 * cells <= i + 0.5) ++at;
    parsed.table.push_back(rounded_color(rgb_of(slices[at].color0)));
  }
}

/// "# RANGE = low/high".
std::optional<std::array<double, 2>> range_of(std::string_view comment) {
  const std::string_view body = trimmed(comment.substr(1));
  if (!body.starts_with("range")) return {};
  const auto parts = words(body.substr(5), " \t=/");
  const auto low = parts.size() == 2 ? number(parts[0]) : std::nullopt;
  const auto high = parts.size() == 2 ? number(parts[1]) : std::nullopt;
  if (!low || !high || !(*high > *low) || !std::isfinite(*high - *low)) return {};
  return std::array{*low, *high};
}

}  // namespace

// The colors for below, above and not a number (lines B, F, N) are no part of the map.
Outcome read_cpt(std::string_view text) {
  Model model = Model::Rgb;
  bool cyclic = false;
  std::optional<std::array<double, 2>> meant;
  std::vector<Slice> slices;
  int last = 0;
  for (const Line& line : lines(text)) {
    last = line.number;
    std::string_view body = trimmed(line.text);
    if (body.starts_with('#')) {
      const std::string comment = lowered(body);
      if (const auto at = comment.find("color_model"); at != std::string::npos)
        model = comment.find("hsv", at) != std::string::npos    ? Model::Hsv
                : comment.find("cmyk", at) != std::string::npos ? Model::Cmyk
                                                                : Model::Rgb;
      cyclic = cyclic || trimmed(std::string_view(comment).substr(1)).starts_with("cyclic");
      if (const auto range = range_of(comment)) meant = range;
      continue;
    }
    body = trimmed(body.substr(0, body.find(';')));
    const auto fields = words(body);
    if (fields.empty() || fields[0] == "B" || fields[0] == "F" || fields[0] == "N") continue;
    const auto slice = slice_of(fields, model);
    if (!slice || slices.size() == kMaxEntries) return bad(line.number);
    if (!slices.empty() && (slice->z0 < slices.back().z0 || slice->category != slices[0].category))
      return bad(line.number);
    slices.push_back(*slice);
  }
  if (slices.empty()) return bad(last);
  const double width = slices.back().z1 - slices.front().z0;
  if (!(width > 0) || !std::isfinite(width)) return bad(last);
  Parsed parsed = finished(slices, cyclic);
  if (parsed.table.size() < 2) return bad(last);
  // GMT's own maps run from 0 to 1, and say beside it what for, or nothing.
  if (slices.front().z0 == 0 && slices.back().z1 == 1) {
    parsed.values =
        meant && parsed.values ? stretched(*parsed.values, (*meant)[0], (*meant)[1]) : std::nullopt;
    if (!parsed.values) keep_lengths(slices, parsed);
  }
  return parsed;
}

}  // namespace unweave::user_formats
