// SPDX-License-Identifier: GPL-3.0-or-later
// The core's passes over the pixels and whole recoveries, by size, by distinct colors and by depth,
// beside their yardsticks. Names read what/picture/megapixels; the counters tell distinct colors,
// the passes' least times and, for whole recoveries, peak memory beyond input and output.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "core/field/field_recovery.hpp"
#include "core/image/color_histogram.hpp"
#include "core/recover.hpp"
#include "tests/bench/speed/pictures.hpp"
#include "tests/bench/speed/yardsticks.hpp"

namespace unweave::bench {

namespace {

using benchmark::State;

/// What a benchmark works on.
struct Case {
  std::string name;
  double megapixels;
  Paint paint;
  double sigma;
  SampleType type = SampleType::U8;
  unsigned threads = 0;  ///< 0: as many as it may run on
};

/// The last picture and output; benchmarks of one picture follow each other.
struct Buffers {
  std::string key;
  Picture picture;
  std::vector<float> field;
  std::size_t distinct = 0;
};

Buffers& buffers_for(const Case& c) {
  static Buffers buffers;
  const std::string key = c.name + "/" + std::to_string(c.megapixels);
  if (buffers.key == key) return buffers;
  buffers = {};
  buffers.key = key;
  buffers.picture = make_picture(c.megapixels, c.paint, c.sigma, c.type);
  buffers.field.assign(buffers.picture.pixels(), 0.0F);
  if (c.type == SampleType::U8) buffers.distinct = distinct_colors(buffers.picture);
  return buffers;
}

void tell(State& state, const Buffers& buffers) {
  state.counters["megapixels"] = static_cast<double>(buffers.picture.pixels()) / 1e6;
  if (buffers.distinct > 0) state.counters["colors"] = static_cast<double>(buffers.distinct);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * buffers.picture.pixels()));
}

Rect whole(const Picture& picture) { return {0, 0, picture.layout.width, picture.layout.height}; }

/// Band by band, as files and layers are written.
void write_field(const Recovery& recovery, const PixelSource& source, float* out) {
  const Rect area = recovery.report().plot_area;
  const int rows = band_rows(area.width);
  for (int y = area.y; y < area.bottom(); y += rows) {
    const Rect band{area.x, y, area.width, std::min(rows, area.bottom() - y)};
    recovery.evaluate(source, band, {out});
    out += band.area();
  }
}

void numpy_unique(State& state, const Case& c) {
  Buffers& b = buffers_for(c);
  for (auto _ : state) {
    const auto seconds = numpy_unique_seconds(b.picture, 3);
    if (!seconds) return state.SkipWithError("no NumPy");
    state.SetIterationTime(*seconds);
  }
  tell(state, b);
}

/// The least time that some work took, in milliseconds.
struct Least {
  double clock = std::numeric_limits<double>::infinity();
  double processors = clock;  ///< of all threads

  template <class Work>
  void measure(Work work) {
    const auto start = std::chrono::steady_clock::now();
    const double used = processor_milliseconds();
    work();
    processors = std::min(processors, processor_milliseconds() - used);
    const std::chrono::duration<double, std::milli> taken =
        std::chrono::steady_clock::now() - start;
    clock = std::min(clock, taken.count());
  }
  void tell(State& state, const std::string& what) const {
    state.counters[what + "_ms"] = clock;
    state.counters[what + "_cpu_ms"] = processors;
  }
};

/// In turn, so that all three meet the same load.
void passes(State& state, const Case& c) {
  Buffers& b = buffers_for(c);
  const auto source = b.picture.source();
  Context context;
  const auto recovery = recover(source, {}, context);
  if (!recovery) return state.SkipWithError("refused");
  Least plain, count, write;
  for (auto _ : state) {
    plain.measure([&] { plain_pass(b.picture, b.field.data()); });
    benchmark::ClobberMemory();
    count.measure([&] {
      benchmark::DoNotOptimize(ColorHistogram::count(source, whole(b.picture), context));
    });
    write.measure([&] { write_field(**recovery, source, b.field.data()); });
    benchmark::ClobberMemory();
  }
  plain.tell(state, "plain");
  count.tell(state, "count");
  write.tell(state, "write");
  tell(state, b);
}

/// Each time beside a plain pass, so that both meet the same load. The counters `plain_passes` and
/// `plain_passes_clock` are the recovery's least time in those of a plain pass with as many
/// threads, of all processors and on the clock.
void whole_recovery(State& state, const Case& c) {
  Buffers& b = buffers_for(c);
  const auto source = b.picture.source();
  Context context;
  context.threads = c.threads;
  reset_peak();
  const std::size_t before = resident_memory();
  Least plain, whole;
  bool refused = false;
  for (auto _ : state) {
    state.PauseTiming();
    plain.measure([&] { plain_pass(b.picture, b.field.data(), c.threads); });
    state.ResumeTiming();
    whole.measure([&] {
      const auto recovery = recover(source, {}, context);
      refused = !recovery;
      if (recovery) write_field(**recovery, source, b.field.data());
    });
    if (refused) return state.SkipWithError("refused");
  }
  tell(state, b);
  state.counters["plain_passes"] = whole.processors / plain.processors;
  state.counters["plain_passes_clock"] = whole.clock / plain.clock;
  const std::size_t peak = peak_memory();
  if (peak > 0) state.counters["extra_MB"] = static_cast<double>(peak - before) / 1e6;
}

std::string short_number(double value) {
  std::ostringstream text;
  text << value;
  return text.str();
}

void add(const std::string& what, void (*run)(State&, const Case&), const Case& c) {
  const std::string name = what + "/" + c.name + "/" + short_number(c.megapixels);
  auto* b = benchmark::RegisterBenchmark(name.c_str(), [run, c](State& state) { run(state, c); });
  b->Unit(benchmark::kMillisecond);
  if (run == numpy_unique)
    b->UseManualTime()->Iterations(1);
  else if (run == passes)
    b->Iterations(std::clamp(static_cast<int>(600 / c.megapixels), 8, 60));
  else
    b->UseRealTime()->MeasureProcessCPUTime();
}

void add_all(const Case& c, bool with_numpy) {
  add("passes", passes, c);
  if (with_numpy) add("numpy_unique", numpy_unique, c);
  add("recover", whole_recovery, c);
}

constexpr double kReference = 16.777216;

void add_cases() {
  for (const double mp : {0.25, 1.0, 4.0, kReference, 50.0, 100.0}) {
    add_all({"entries", mp, Paint::Entries, 0}, mp == kReference);
    add_all({"noisy", mp, Paint::Noisy, 1}, mp == kReference);
  }
  for (const double sigma : {0.0, 0.25, 0.5, 2.0, 3.0}) {
    add_all({"sigma" + short_number(sigma), 4.0, Paint::Noisy, sigma}, true);
  }
  for (const unsigned threads : {1U, 2U})
    for (const double mp : {1.0, kReference})
      add("recover", whole_recovery,
          {"threads" + std::to_string(threads), mp, Paint::Noisy, 1, SampleType::U8, threads});
  add_all({"16bit", kReference, Paint::Noisy, 1, SampleType::U16}, false);
  add_all({"float", kReference, Paint::Noisy, 1, SampleType::F32}, false);
}

}  // namespace

}  // namespace unweave::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  unweave::bench::add_cases();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
