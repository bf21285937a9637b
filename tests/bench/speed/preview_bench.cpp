// SPDX-License-Identifier: GPL-3.0-or-later
// What a user of the dialog waits for, on the clock: its first picture of the data, and the next
// one after a change of a control. Names read what/picture/megapixels.
#include <benchmark/benchmark.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "plugin/view/canvas.hpp"
#include "plugin/view/picture_copy.hpp"
#include "plugin/view/workbench.hpp"
#include "tests/bench/speed/pictures.hpp"

namespace unweave::bench {

namespace {

using benchmark::State;
using view::Workbench;

constexpr int kPaneWidth = 355, kPaneHeight = 260;  // of the dialog at 1280 x 720

/// As the dialog draws it, all of the picture.
void draw_field(const view::Finding& finding, const PixelSource& picture) {
  const auto v = view::Viewport::fit(finding.report().plot_area, kPaneWidth, kPaneHeight);
  const auto planes = view::sample(*finding.recovery, picture, v, view::Quantity::Field);
  const auto palette =
      view::palette_for(view::Quantity::Field, view::Shading::Recovered, finding.report());
  benchmark::DoNotOptimize(view::surface_of(view::shade(planes, view::Quantity::Field, palette),
                                            kPaneWidth, kPaneHeight));
}

void show(Workbench& workbench, const plugin::CoreRequest& request) {
  workbench.want(request);
  while (workbench.state().busy) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  if (const auto finding = workbench.state().finding) draw_field(*finding, workbench.picture());
}

void first_preview(State& state, Paint paint, double megapixels) {
  const Picture picture = make_picture(megapixels, paint);
  const MemorySource source = picture.source();
  for (auto _ : state) {
    Workbench workbench(std::make_shared<const view::PictureCopy>(source));
    show(workbench, {});
  }
}

/// A control goes back and forth.
void change(State& state, Paint paint, double megapixels, const plugin::CoreRequest& other) {
  const Picture picture = make_picture(megapixels, paint);
  const MemorySource source = picture.source();
  Workbench workbench(std::make_shared<const view::PictureCopy>(source));
  show(workbench, {});
  show(workbench, other);
  bool there = true;
  for (auto _ : state) show(workbench, (there = !there) ? other : plugin::CoreRequest());
}

void add(const std::string& name, void (*run)(State&, Paint, double)) {
  for (const double megapixels : {1.0, 16.0})
    for (const auto& [title, paint] :
         {std::pair{"entries", Paint::Entries}, {"noisy", Paint::Noisy}})
      benchmark::RegisterBenchmark(
          (name + "/" + title + "/" + std::to_string(static_cast<int>(megapixels))).c_str(),
          [=, paint = paint](State& state) { run(state, paint, megapixels); })
          ->Unit(benchmark::kMillisecond)
          ->UseRealTime();
}

void add_all() {
  add("first preview", first_preview);
  add("direction", [](State& state, Paint paint, double megapixels) {
    plugin::CoreRequest request;
    request.options.field.reversed = true;
    change(state, paint, megapixels, request);
  });
  add("cut-off", [](State& state, Paint paint, double megapixels) {
    plugin::CoreRequest request;
    request.options.field.max_distance = 0.2;
    change(state, paint, megapixels, request);
  });
  add("range", [](State& state, Paint paint, double megapixels) {
    plugin::CoreRequest request;
    request.options.values.range = ValueRange{-2, 30, Scale::Linear, RangeSource::Given};
    change(state, paint, megapixels, request);
  });
}

}  // namespace

}  // namespace unweave::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  unweave::bench::add_all();
  benchmark::RunSpecifiedBenchmarks();
}
