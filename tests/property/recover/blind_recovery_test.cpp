// SPDX-License-Identifier: GPL-3.0-or-later
// Fields recovered from colors alone, compared with the truth.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "core/locus/codebook.hpp"
#include "tests/property/recover/cases.hpp"
#include "tests/support/recovered.hpp"
#include "tests/support/statistics.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

constexpr int kSize = 256;

/// Low is the end nearer black by convention; the truth may run the other way.
std::vector<double> directed(std::vector<double> t, const std::vector<double>& truth) {
  if (rank_correlation(t, truth) < 0)
    for (double& v : t) v = 1 - v;
  return t;
}

/// Share of the map's length up to each value: what t is where the speed cannot be known.
std::vector<double> arc_positions(const Field& field, const Table& table) {
  std::vector<double> s{0};
  for (std::size_t i = 1; i < table.size(); ++i) {
    const Rgb8 &a = table[i - 1], &b = table[i];
    s.push_back(s.back() + std::hypot(b[0] - a[0], b[1] - a[1], b[2] - a[2]));
  }
  std::vector<double> out;
  for (const double v : field.values) {
    const double at = std::clamp(v * 256 - 0.5, 0.0, 255.0);
    const auto i = std::min<std::size_t>(static_cast<std::size_t>(at), 254);
    const double f = at - static_cast<double>(i);
    out.push_back(((1 - f) * s[i] + f * s[i + 1]) / s.back());
  }
  return out;
}

bool all_entries_occur(const Field& field) {
  std::set<int> entries;
  for (const double v : field.values) entries.insert(std::min(255, static_cast<int>(v * 256)));
  return entries.size() == 256;
}

std::size_t distinct_colors(const Picture& picture) {
  std::set<Rgb8> colors;
  for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
    colors.insert({picture.rgb[i], picture.rgb[i + 1], picture.rgb[i + 2]});
  return colors.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(blind_recovery)

// All entries of the table occur and differ, so t is the index, and what is left is the rounding to
// 256 entries: 1 / (256 sqrt(12)) = 0.0011, and the half entry by which i / 255 and (i + 0.5) / 256
// differ at the ends.
BOOST_AUTO_TEST_CASE(clean_pictures_give_t_exactly) {
  for (const Field& field : {cosine_field(kSize, kSize, 1), noise_field(kSize, kSize, 2),
                             cosine_field(kSize, kSize, 3, 90)}) {
    BOOST_TEST_REQUIRE(all_entries_occur(field));
    for (const auto& [name, table] : many_maps()) {
      BOOST_TEST_INFO_SCOPE(name);
      const auto out = recovered(paint(field, table).source(), blind());
      BOOST_TEST_REQUIRE(out.t.size() == field.values.size());
      const auto t = directed(out.t, field.values);
      BOOST_TEST(share_of_data(t) == 1.0);
      BOOST_TEST(rank_correlation(t, field.values) >= 0.9999);
      BOOST_TEST(rms_difference(t, field.values) <= 0.0015);
    }
  }
}

// However the values are bent before the map is drawn, the bent values come out.
BOOST_AUTO_TEST_CASE(monotone_transforms_of_the_field_come_out_transformed) {
  const std::vector<std::pair<const char*, double (*)(double)>> transforms{
      {"square", [](double v) { return v * v; }},
      {"power", [](double v) { return std::pow(v, 0.8); }},
      {"smooth step", [](double v) { return v * v * (3 - 2 * v); }}};
  for (const auto& [what, bend] : transforms) {
    Field field = cosine_field(kSize, kSize, 1);
    for (double& v : field.values) v = bend(v);
    BOOST_TEST_REQUIRE(all_entries_occur(field));
    auto entries = field.values;
    for (double& v : entries) v = (std::min(255.0, std::floor(v * 256)) + 0.5) / 256;
    for (const auto& [name, table] : many_maps()) {
      BOOST_TEST_INFO_SCOPE(name << ", " << what);
      const auto out = recovered(paint(field, table).source(), blind());
      BOOST_TEST_REQUIRE(out.t.size() == entries.size());
      BOOST_TEST(largest_difference(directed(out.t, entries), entries) <= 1e-6);
    }
  }
}

// Colors interpolated between pixels four times as large cut the corners of the curve. Most
// pixels stay near it; t is the share of its length, which the smoothing at corners changes by
// less than 1 %. Short maps have so few colors that they pass for the entries of a table, which
// are taken to be evenly spaced.
BOOST_AUTO_TEST_CASE(interpolated_colors_keep_their_order) {
  for (const Field& small : {cosine_field(64, 64, 4, 25), noise_field(64, 64, 6, 6)})
    for (const auto& [name, table] : many_maps()) {
      BOOST_TEST_INFO_SCOPE(name);
      const Field field = enlarge(small, 4);
      const Picture picture = enlarge(paint(small, table), 4);
      const auto out = recovered(picture.source(), blind());
      BOOST_TEST_REQUIRE(out.t.size() == field.values.size());
      const auto t = directed(out.t, field.values);
      BOOST_TEST(share_of_data(t) >= 0.98);
      BOOST_TEST(rank_correlation(t, field.values) >= 0.998);
      BOOST_TEST(rms_difference(t, arc_positions(field, table)) <=
                 (distinct_colors(picture) > 4 * kMaxPalette ? 0.01 : 0.05));
    }
}

// Chroma averaged over 2 x 2 pixels, noise of 1 level in luma and 1.5 in chroma, as in JPEG of
// good quality. Nearly as good as knowing the map: what is lost, 0.0005, is the curve's own error.
BOOST_AUTO_TEST_CASE(noisy_colors_keep_their_order) {
  for (const Field& field : {cosine_field(kSize, kSize, 1), noise_field(kSize, kSize, 2)})
    for (const auto& [name, table] : many_maps()) {
      BOOST_TEST_INFO_SCOPE(name);
      const Picture picture = jpeg_like(paint(field, table), 1, 7);
      const auto out = recovered(picture.source(), blind());
      BOOST_TEST_REQUIRE(out.t.size() == field.values.size());
      const auto t = directed(out.t, field.values);
      const double rank = rank_correlation(t, field.values);
      const auto best = recovered(picture.source(), knowing(table));
      BOOST_TEST(share_of_data(t) >= 0.99);
      BOOST_TEST(rank >= 0.998);
      BOOST_TEST(rank >= rank_correlation(best.t, field.values) - 0.0005);
      BOOST_TEST(rms_difference(t, arc_positions(field, table)) <= 0.02);
    }
}

// Colors that are lost are lost as no data, never as wrong data: a narrow peak whose colors are
// steep everywhere may be missing, the rest keeps its order.
BOOST_AUTO_TEST_CASE(steep_peaks_do_not_spoil_the_order) {
  const Field small = noise_field(64, 64, 2, 4);
  const Field field = enlarge(small, 4);
  for (const auto& [name, table] : many_maps()) {
    BOOST_TEST_INFO_SCOPE(name);
    const auto out = recovered(enlarge(paint(small, table), 4).source(), blind());
    BOOST_TEST_REQUIRE(out.t.size() == field.values.size());
    BOOST_TEST(share_of_data(out.t) >= 0.95);
    BOOST_TEST(std::abs(rank_correlation(out.t, field.values)) >= 0.998);
  }
}

BOOST_AUTO_TEST_SUITE_END()
