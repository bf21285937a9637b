// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "core/recover.hpp"
#include "core/write/data_file.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/fuzz/picture.hpp"

// recover() over any small picture: it refuses with one of its reasons, or its field and report are
// what recover.hpp and report.hpp promise; the same with one thread and with two.

namespace unweave::fuzz {

namespace {

struct Planes {
  std::vector<float> t, residual, ambiguity;

  explicit Planes(const Rect& area)
      : t(static_cast<std::size_t>(area.area())), residual(t.size()), ambiguity(t.size()) {}
  FieldBand from(std::size_t pixel) {
    return {t.data() + pixel, residual.data() + pixel, ambiguity.data() + pixel};
  }
};

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](float x, float y) {
    return std::bit_cast<std::uint32_t>(x) == std::bit_cast<std::uint32_t>(y);
  });
}

bool nan_or_within(float value, float low, float high) {
  return std::isnan(value) || (value >= low && value <= high);
}

RecoverOptions take_options(Bytes& in) {
  RecoverOptions options;
  options.field.reversed = in.flag();
  if (in.flag()) {
    GivenColormap map{"given", {}};
    const int count = in.within(0, 5);
    for (int i = 0; i < count; ++i)
      map.colors.push_back(
          {in.within(0, 255) / 255.0, in.within(0, 255) / 255.0, in.within(0, 255) / 255.0});
    options.curve.colormap = map;
  }
  if (in.flag())
    options.figure.plot_area =
        Rect{in.within(-2, 96), in.within(-2, 96), in.within(-2, 96), in.within(-2, 96)};
  if (in.flag())
    options.values.range = ValueRange{in.take<double>(), in.take<double>(),
                                      in.flag() ? Scale::Log10 : Scale::Linear, RangeSource::Given};
  if (in.flag()) options.field.max_distance = in.within(0, 1000) / 1000.0;
  return options;
}

bool is_promised(Reason reason) {
  switch (reason) {
    case Reason::EmptyPicture:
    case Reason::NoVisiblePixels:
    case Reason::EmptySelection:
    case Reason::OneColor:
    case Reason::TooFewColors:
    case Reason::NotPseudocolor:
    case Reason::InvalidOption:
      return true;
    default:
      return false;
  }
}

void check_report(const Report& report, const PixelLayout& layout) {
  const Rect whole{0, 0, layout.width, layout.height};
  PROMISED(!report.plot_area.empty());
  PROMISED(intersect(report.plot_area, whole) == report.plot_area);
  PROMISED(report.colors.size() == 256);
  PROMISED(report.residual_median >= 0 && report.residual_p95 >= report.residual_median);
  PROMISED(report.valid_fraction >= 0 && report.valid_fraction <= 1);
  const std::string text = report_json(report, {});
  PROMISED(nlohmann::json::accept(text));
  PROMISED(text.find("nan") == std::string::npos);
}

void check_planes(const Planes& planes) {
  for (const float t : planes.t) PROMISED(nan_or_within(t, 0, 1));
  for (const float r : planes.residual) PROMISED(std::isnan(r) || (r >= 0 && std::isfinite(r)));
  for (const float a : planes.ambiguity) PROMISED(nan_or_within(a, 0, 1));
}

/// The field does not depend on how it is cut into areas.
void check_bands(const Recovery& recovery, const PixelSource& source, const Planes& whole) {
  const Rect area = recovery.report().plot_area;
  Planes banded(area);
  for (int y = 0; y < area.height; y += 5) {
    const int rows = std::min(5, area.height - y);
    recovery.evaluate(source, {area.x, area.y + y, area.width, rows},
                      banded.from(static_cast<std::size_t>(y) * area.width));
  }
  PROMISED(same_bits(whole.t, banded.t));
  PROMISED(same_bits(whole.residual, banded.residual));
  PROMISED(same_bits(whole.ambiguity, banded.ambiguity));
}

}  // namespace

std::vector<std::string> seeds() {
  // The options' five flags off, and all on.
  std::vector<std::string> all = picture_seeds(std::string(5, '\0'));
  Seed options;
  options.flag(true).flag(true).within(0, 2);
  for (const int channel : {0, 0, 0, 255, 255, 255}) options.within(0, channel);
  options.flag(true).within(-2, 10).within(-2, 8).within(-2, 60).within(-2, 40);
  options.flag(true).put(-5.0).put(35.0).flag(false).flag(true).within(0, 100);
  const std::vector<std::string> with_options = picture_seeds(options);
  for (std::size_t i = 1; i < with_options.size(); i += static_cast<std::size_t>(Filling::Count))
    all.push_back(with_options[i]);  // a field of each layout
  return all;
}

}  // namespace unweave::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace unweave;        // NOLINT(google-build-using-namespace)
  using namespace unweave::fuzz;  // NOLINT(google-build-using-namespace)
  Bytes in(data, size);
  const RecoverOptions options = take_options(in);
  const Picture picture = take_picture(in);
  const MemorySource source = picture.source();

  std::vector<std::vector<float>> fields;
  for (const unsigned threads : {1u, 2u}) {
    Context context;
    context.threads = threads;
    const auto recovery = recover(source, options, context);
    if (!recovery) {
      PROMISED(is_promised(recovery.error().reason));
      fields.emplace_back();
      continue;
    }
    const Report& report = (*recovery)->report();
    check_report(report, picture.layout);
    if (options.figure.plot_area) PROMISED(report.plot_area == *options.figure.plot_area);
    Planes planes(report.plot_area);
    (*recovery)->evaluate(source, report.plot_area, planes.from(0));
    check_planes(planes);
    check_bands(**recovery, source, planes);
    fields.push_back(std::move(planes.t));
  }
  PROMISED(same_bits(fields[0], fields[1]));
  return 0;
}
