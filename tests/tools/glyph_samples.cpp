// SPDX-License-Identifier: GPL-3.0-or-later
// Runs core/labels over drawn words whose glyphs are known; tools/glyphs/pictures.py says what a
// record on standard input is.
//
//   glyph-samples features   writes a record a possible glyph: int32 number of the word, int32
//                            which of its glyphs it is (-1: none), features in 8 bits
//   glyph-samples measure    reads the words; writes what they say as JSON
//   glyph-samples columns    the same, doubtful words beside the sure ones of their column
//   glyph-samples explain    prints what the classifier says of each possible glyph
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "core/labels/glyph_pieces.hpp"
#include "core/labels/glyph_reader.hpp"

namespace unweave {

namespace {

constexpr std::uint8_t kNobody = 255;

struct Sample {
  Raster raster;
  ColorMetric metric;
  float digit_height = 0;
  std::string truth;  // with '^' before raised groups
  std::size_t glyphs = 0;
  std::vector<std::uint8_t> owner;  // which glyph's ink a pixel is
  std::int32_t column = 0;          // words of one column are written alike
};

template <class T>
bool get(T* to, std::size_t count) {
  return std::fread(to, sizeof(T), count, stdin) == count;
}

bool read_sample(Sample& s) {
  std::int32_t head[6];
  if (!get(head, 6) || !get(&s.digit_height, 1)) return false;
  s = {{}, {}, s.digit_height, {}, static_cast<std::size_t>(head[3]), {}, head[5]};
  s.raster.width = head[0];
  s.raster.height = head[1];
  s.metric.compression.jpeg = head[2] != 0;
  s.metric.compression.luma = s.metric.compression.chroma = head[2];
  s.truth.resize(static_cast<std::size_t>(head[4]));
  s.raster.rgb.resize(3UL * head[0] * head[1]);
  s.owner.resize(1UL * head[0] * head[1]);
  return get(s.truth.data(), s.truth.size()) && get(s.raster.rgb.data(), s.raster.rgb.size()) &&
         get(s.owner.data(), s.owner.size());
}

/// Which glyph pieces [first, end) are: -1 none, -2 hard to say.
int truth_of(const GlyphPieces& pieces, const Sample& s, const std::vector<double>& whole,
             std::size_t first, std::size_t end) {
  std::vector<double> mine(s.glyphs, 0.0);
  double all = 0;
  const Rect around = grown(pieces.box(first, end), 1);
  for (int y = around.y; y < around.bottom(); ++y)
    for (int x = around.x; x < around.right(); ++x) {
      const float d = pieces.own(x, y, first, end);
      if (d <= 0) continue;
      all += d;
      const std::uint8_t o = s.owner[static_cast<std::size_t>(y) * s.raster.width + x];
      if (o != kNobody) mine[o] += d;
    }
  const auto best = std::max_element(mine.begin(), mine.end()) - mine.begin();
  int touched = 0;
  for (std::size_t k = 0; k < mine.size(); ++k)
    touched += mine[k] >= 0.5 * whole[k] && whole[k] > 0;
  const double share = mine[best] / std::max(1e-6, whole[best]),
               pure = mine[best] / std::max(1e-6, all);
  if (share >= 0.8 && pure >= 0.75 && touched == 1) return static_cast<int>(best);
  if (touched != 1 || share < 0.6 || pure < 0.5) return -1;
  return -2;
}

void write_features(const Sample& s, std::int32_t number) {
  const InkMap ink = ink_map(s.raster, s.raster.bounds(), s.metric);
  for (const Word& word : find_words(ink, 0.5)) {
    const GlyphPieces pieces(ink, word);
    std::vector<double> whole(s.glyphs, 0.0);
    for (int y = pieces.area().y; y < pieces.area().bottom(); ++y)
      for (int x = pieces.area().x; x < pieces.area().right(); ++x) {
        const std::uint8_t o = s.owner[static_cast<std::size_t>(y) * s.raster.width + x];
        if (o != kNobody) whole[o] += pieces.any(x, y);
      }
    const std::size_t n = pieces.pieces().size();
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i + 1; j <= n; ++j) {
        if (j > i + 1 && !pieces.may_be_glyph(i, j)) continue;
        const std::int32_t head[2] = {number, truth_of(pieces, s, whole, i, j)};
        if (head[1] == -2) continue;
        float features[glyph_features::kCount];
        std::uint8_t bytes[glyph_features::kCount];
        take_features(pieces, i, j, features);
        for (int f = 0; f < glyph_features::kCount; ++f)
          bytes[f] =
              static_cast<std::uint8_t>(std::lround(255 * std::clamp(features[f], 0.0F, 1.0F)));
        std::fwrite(head, sizeof head, 1, stdout);
        std::fwrite(bytes, sizeof bytes, 1, stdout);
      }
  }
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Prints what the model says of all that may be a glyph.
void explain(const Sample& s) {
  const InkMap ink = ink_map(s.raster, s.raster.bounds(), s.metric);
  std::printf("%s\n", s.truth.c_str());
  for (const Word& word : find_words(ink, 0.5)) {
    const GlyphPieces pieces(ink, word);
    const GlyphModel& model = GlyphModel::built_in();
    const std::size_t n = pieces.pieces().size();
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = i + 1; j <= n; ++j) {
        if (j > i + 1 && !pieces.may_be_glyph(i, j)) continue;
        Eigen::MatrixXf features(glyph_features::kCount, 1);
        take_features(pieces, i, j, features.data());
        const Eigen::VectorXf p = model.log_probabilities(features).col(0).array().exp();
        const Rect b = pieces.box(i, j);
        std::printf("  %zu-%zu %dx%d+%d+%d%s", i, j, b.width, b.height, b.x, b.y,
                    pieces.pieces()[i].faint ? " faint" : "");
        for (Eigen::Index c = 0; c < p.size(); ++c)
          if (p[c] >= 0.02F)
            std::printf(
                " %s%s %.3f", model.classes()[c].kind == GlyphClass::Kind::Raised ? "^" : "",
                model.classes()[c].kind == GlyphClass::Kind::None ? "none"
                                                                  : model.classes()[c].text.c_str(),
                static_cast<double>(p[c]));
        std::puts("");
      }
  }
}

/// Words of one column, as a figure's labels are read: first each by itself.
struct Column {
  std::vector<Sample> samples;
  std::vector<InkMap> inks;
  std::vector<std::vector<GlyphReading>> readings;
  std::vector<std::vector<Word>> words;
  std::vector<double> seconds;
  std::vector<int> lost;  // glyphs of which most ink is in no word: no reader can find them
  GlyphExamples examples;
};

/// Glyphs of which less than half of the ink is in a word.
int lost_glyphs(const Sample& s, const InkMap& ink, const std::vector<Word>& words) {
  std::vector<double> whole(s.glyphs, 0.0), seen(s.glyphs, 0.0);
  const auto each = [&](const Rect& area, auto&& dark, std::vector<double>& sums) {
    for (int y = area.y; y < area.bottom(); ++y)
      for (int x = area.x; x < area.right(); ++x) {
        const std::uint8_t o = s.owner[static_cast<std::size_t>(y) * s.raster.width + x];
        if (o != kNobody) sums[o] += dark(x, y);
      }
  };
  each(
      s.raster.bounds(), [&](int x, int y) { return ink.at(x, y); }, whole);
  for (const Word& w : words) {
    const GlyphPieces pieces(ink, w);
    const std::size_t n = pieces.pieces().size();
    each(
        pieces.area(), [&](int x, int y) { return pieces.own(x, y, 0, n) > 0 ? ink.at(x, y) : 0; },
        seen);
  }
  int out = 0;
  for (std::size_t g = 0; g < s.glyphs; ++g) out += seen[g] < 0.5 * whole[g];
  return out;
}

void read_first(Column& column, Sample sample) {
  column.inks.push_back(ink_map(sample.raster, sample.raster.bounds(), sample.metric));
  const InkMap& ink = column.inks.back();
  std::vector<Word> words = find_words(ink, 0.5);
  std::sort(words.begin(), words.end(),
            [](const Word& a, const Word& b) { return a.box.x < b.box.x; });
  const double start = processor_seconds();
  column.readings.emplace_back();
  for (const Word& w : words) {
    column.readings.back().push_back(read_glyphs(GlyphModel::built_in(), ink, w));
    column.examples.add(column.readings.back().back());
  }
  column.seconds.push_back(processor_seconds() - start);
  column.lost.push_back(lost_glyphs(sample, ink, words));
  column.words.push_back(std::move(words));
  column.samples.push_back(std::move(sample));
}

void write_json_string(const std::string& s) {
  std::putchar('"');
  for (const char c : s) {
    if (c == '"' || c == '\\') std::putchar('\\');
    std::putchar(c);
  }
  std::putchar('"');
}

/// Reads doubtful words again beside the sure ones, and writes what all of them say.
void finish(Column& column, bool together) {
  constexpr double kSure = 0.97;
  for (std::size_t k = 0; k < column.samples.size(); ++k) {
    std::string text;
    double probability = 1;
    const double start = processor_seconds();
    for (std::size_t w = 0; w < column.words[k].size(); ++w) {
      GlyphReading& r = column.readings[k][w];
      if (together && r.probability < kSure && !column.examples.empty())
        r = read_glyphs(GlyphModel::built_in(), column.inks[k], column.words[k][w],
                        column.examples);
      text += r.text;
      probability *= r.probability;
    }
    if (column.words[k].empty()) probability = 0;
    std::printf(
        "{\"height\": %.2f, \"probability\": %.6f, \"lost\": %d, \"seconds\": %.6f, "
        "\"truth\": ",
        static_cast<double>(column.samples[k].digit_height), probability, column.lost[k],
        column.seconds[k] + processor_seconds() - start);
    write_json_string(column.samples[k].truth);
    std::fputs(", \"text\": ", stdout);
    write_json_string(text);
    std::puts("}");
  }
  column = {};
}

}  // namespace

}  // namespace unweave

int main(int argc, char** argv) {
  using namespace unweave;
  const std::string mode = argc == 2 ? argv[1] : "";
  if (mode != "features" && mode != "measure" && mode != "columns" && mode != "explain") {
    std::fputs("usage: glyph-samples features|measure|columns|explain < words\n", stderr);
    return 2;
  }
  Sample s;
  Column column;
  for (std::int32_t number = 0; read_sample(s); ++number) {
    if (mode == "explain") {
      explain(s);
      continue;
    }
    if (mode == "features") {
      write_features(s, number);
      continue;
    }
    if (!column.samples.empty() && column.samples.front().column != s.column)
      finish(column, mode == "columns");
    read_first(column, s);
  }
  finish(column, mode == "columns");
}
