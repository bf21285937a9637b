// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/field/field_recovery.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "tests/support/curves.hpp"
#include "tests/support/pictures.hpp"

using namespace unweave;
using namespace unweave::testing;

namespace {

/// A ramp of reds with a line of blue, which is no data, down its middle.
struct Ramp {
  static constexpr int kWidth = 41, kHeight = 12, kLine = 20;
  Picture picture = paint(ramp(kWidth, kHeight), kReds);
  std::shared_ptr<const MeasuredField> measured;

  Ramp() {
    picture.fill({kLine, 0, 1, kHeight}, {0, 0, 255});
    Context context;
    auto h = ColorHistogram::count(picture.source(), picture.whole(), context);
    BOOST_TEST_REQUIRE(h.has_value());
    Locus locus = locus_of(kReds);
    locus.noise = 0.02;
    measured = std::make_shared<const MeasuredField>(FieldParts{std::make_shared<const ColorTable>(
        std::make_shared<const ColorHistogram>(std::move(*h)), locus, NoiseMetric{}, true, 1)});
  }

  std::shared_ptr<const FilledGaps> gaps(int size) const {
    Context context;
    auto closed = FilledGaps::close(picture.source(), picture.whole(), *measured,
                                    FillOptions{size, false, {}}, context);
    BOOST_TEST_REQUIRE(closed.has_value());
    return *closed;
  }

  static Table reds() {
    Table table;
    for (int i = 0; i < 256; ++i) table.push_back({static_cast<std::uint8_t>(i), 0, 0});
    return table;
  }
  inline static const Table kReds = reds();
};

struct Planes {
  std::vector<float> t, filled;
};

Planes evaluated(const Recovery& field, const Picture& picture) {
  const auto n = static_cast<std::size_t>(picture.whole().area());
  Planes out{std::vector<float>(n, -1), std::vector<float>(n, -1)};
  FieldBand band{out.t.data()};
  band.filled = out.filled.data();
  field.evaluate(picture.source(), picture.whole(), band);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(field_recovery)

BOOST_AUTO_TEST_CASE(report_keeps_what_it_was_given_and_gains_what_the_field_tells) {
  const Ramp ramp;
  Report report;
  report.colormap_name = "kept";
  report.remarks = {{Note::DirectionUnknown}};
  const auto field = make_field(ramp.measured, ramp.picture.whole(), nullptr, 0, report);
  BOOST_TEST(field->report().colormap_name == "kept");
  BOOST_TEST(std::abs(field->report().valid_fraction - 40.0 / 41) < 1e-12);
  BOOST_TEST(field->report().residual_median == 0.0);
  BOOST_TEST(field->report().filled_pixels == 0U);
  BOOST_TEST(field->report().remarks.size() == 1U);
}

BOOST_AUTO_TEST_CASE(without_gaps_nothing_is_filled) {
  const Ramp ramp;
  const auto field = make_field(ramp.measured, ramp.picture.whole(), nullptr, 0, {});
  const Planes out = evaluated(*field, ramp.picture);
  BOOST_TEST(std::ranges::all_of(out.filled, [](float f) { return f == 0; }));
  for (int y = 0; y < Ramp::kHeight; ++y)
    for (int x = 0; x < Ramp::kWidth; ++x)
      BOOST_TEST(std::isnan(out.t[static_cast<std::size_t>(y) * Ramp::kWidth + x]) ==
                 (x == Ramp::kLine));
}

BOOST_AUTO_TEST_CASE(gaps_are_closed_marked_and_counted_but_are_no_data) {
  const Ramp ramp;
  const auto field = make_field(ramp.measured, ramp.picture.whole(), ramp.gaps(3), 3, {});
  const Planes out = evaluated(*field, ramp.picture);
  for (int y = 0; y < Ramp::kHeight; ++y)
    for (int x = 0; x < Ramp::kWidth; ++x) {
      const auto i = static_cast<std::size_t>(y) * Ramp::kWidth + x;
      BOOST_TEST((out.filled[i] == 1) == (x == Ramp::kLine));
      BOOST_TEST(!std::isnan(out.t[i]));
    }
  const Report& report = field->report();
  BOOST_TEST(report.fill_size == 3);
  BOOST_TEST(report.filled_pixels == static_cast<std::uint64_t>(Ramp::kHeight));
  BOOST_TEST(std::abs(report.valid_fraction - 40.0 / 41) < 1e-12);
  BOOST_TEST_REQUIRE(report.remarks.size() == 1U);
  BOOST_TEST((report.remarks[0].note == Note::GapsFilled));
  BOOST_TEST(report.remarks[0].detail == "12");
}

BOOST_AUTO_TEST_SUITE_END()
