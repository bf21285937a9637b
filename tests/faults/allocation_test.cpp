// SPDX-License-Identifier: GPL-3.0-or-later
// Whichever allocation fails on the way from a picture to its files: it is told as that, and the
// older files stay as they are.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "core/recover.hpp"
#include "core/write/atomic_file.hpp"
#include "core/write/data_file.hpp"
#include "tests/support/depth.hpp"
#include "tests/support/pictures.hpp"
#include "tests/unit/write/sandbox.hpp"

namespace {

std::atomic<bool> armed{false};
std::atomic<long> left{0};  // allocations until one fails
std::atomic<long> made{0};

void* allocate(std::size_t size, std::size_t alignment) {
  if (armed) {
    ++made;
    if (--left == 0) return nullptr;
  }
  if (alignment <= alignof(std::max_align_t)) return std::malloc(size ? size : 1);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

void* allocate_or_throw(std::size_t size, std::size_t alignment = 1) {
  if (void* memory = allocate(size, alignment)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return allocate_or_throw(size); }
void* operator new[](std::size_t size) { return allocate_or_throw(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return allocate_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 1); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size, 1); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }

namespace unweave::testing {

namespace {

using test::contents;
using test::entries;
using test::TemporaryFolder;

/// A field alone, or in a figure: white around it, frames, a color bar.
Picture field_alone() { return paint(noise_field(64, 48, 3), map_of(MapKind::Rainbow)); }
Picture figure() {
  Picture canvas = filled(190, 120, {255, 255, 255});
  const Picture field = paint(noise_field(120, 80, 3), map_of(MapKind::Rainbow));
  const Table map = map_of(MapKind::Rainbow);
  canvas.fill({19, 19, 122, 82}, {0, 0, 0});
  canvas.fill({154, 19, 12, 82}, {0, 0, 0});
  for (int y = 0; y < 80; ++y) {
    for (int x = 0; x < 120; ++x) std::copy_n(field.at(x, y), 3, canvas.at(20 + x, 20 + y));
    const Rgb8& color = map[static_cast<std::size_t>((79 - y) * 255 / 79)];
    for (int x = 0; x < 10; ++x) std::copy_n(color.data(), 3, canvas.at(155 + x, 20 + y));
  }
  return canvas;
}

/// The way of the command, in one process. The outcome's one place for exceptions is the plug-in's.
Result<void> recover_to(const Picture& picture, const std::string& folder,
                        const RecoverOptions& options, unsigned threads) {
  try {
    Context context;
    context.threads = threads;
    const MemorySource source = picture.source();
    const auto recovery = recover(source, options, context);
    if (!recovery) return tl::unexpected(recovery.error());
    const Report& report = (*recovery)->report();
    const Rect area = report.plot_area;
    const FieldToWrite field{
        area.width, area.height, [&](int y, int rows, float* out) {
          (*recovery)->evaluate(source, {area.x, area.y + y, area.width, rows}, {out});
        }};
    std::vector<AtomicFile> files;
    std::vector<DataFile> data;
    for (const char* name : {"/a.npy", "/a.csv"}) {
      auto file = DataFile::open(folder + name);
      if (!file) return tl::unexpected(file.error());
      if (auto written = file->write(field, report); !written) return written;
      data.push_back(std::move(*file));
    }
    auto text = AtomicFile::open(folder + "/a.json");
    if (!text) return tl::unexpected(text.error());
    // Not here: nlohmann::json allocates to take a document apart, and where that fails there is
    // nobody to catch it. The process ends then, with the older files in place.
    const bool was_armed = armed.exchange(false);
    const std::string json = report_json(report, {});
    armed = was_armed;
    if (auto written = text->write(json.data(), json.size()); !written) return written;
    std::vector<AtomicFile*> all = {&data[0].file(), &data[1].file(), &*text};
    return commit_together(all);
  } catch (const std::bad_alloc&) {
    return fail(Reason::OutOfMemory);
  }
}

void fail_each(const Picture& picture, const RecoverOptions& options, unsigned threads) {
  const TemporaryFolder folder;
  for (const char* name : {"/a.npy", "/a.csv", "/a.json"}) test::put(folder.path() + name, "older");
  // What is made once, as the table of known maps, is made here.
  {
    const TemporaryFolder other;
    BOOST_REQUIRE(recover_to(picture, other.path(), options, threads));
    left = -1;
    made = 0;
    armed = true;
    BOOST_REQUIRE(recover_to(picture, other.path(), options, threads));
    armed = false;
  }
  const long total = made;
  BOOST_TEST(total > 500);
  // Each of the first ones, then at distances of a hundredth of what lies behind; a run that is not
  // whole takes a third of them.
  const long each = whole_run() ? 200 : 60, share = whole_run() ? 100 : 30;
  int tried = 0, survived = 0;
  for (long n = 1; n <= total; n += n < each ? 1 : 1 + n / share) {
    left = n;
    armed = true;
    const auto done = recover_to(picture, folder.path(), options, threads);
    armed = false;
    ++tried;
    if (done) {
      // A buffer that is only welcome, not needed, as std::stable_sort's.
      ++survived;
      BOOST_TEST(contents(folder / "a.npy") != "older");
      for (const char* name : {"/a.npy", "/a.csv", "/a.json"})
        test::put(folder.path() + name, "older");
      continue;
    }
    BOOST_TEST((done.error().reason == Reason::OutOfMemory), "allocation " << n << " of " << total);
    for (const char* name : {"a.npy", "a.csv", "a.json"})
      BOOST_TEST(contents(folder / name) == "older");
    BOOST_TEST(entries(folder.path()) == 3);
  }
  BOOST_TEST_MESSAGE(total << " allocations, " << tried << " tried, " << survived << " not needed");
  BOOST_TEST(survived < tried / 4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(allocation)

BOOST_AUTO_TEST_CASE(of_a_field_alone) {
  for (const unsigned threads : {1U, 3U}) fail_each(field_alone(), {}, threads);
}

BOOST_AUTO_TEST_CASE(of_a_figure) {
  RecoverOptions options;
  options.field.fill = 4;
  fail_each(figure(), options, 1);
}

BOOST_AUTO_TEST_CASE(of_a_map_that_is_given) {
  RecoverOptions options;
  GivenColormap map{"given", {}};
  for (const Rgb8& color : map_of(MapKind::Rainbow))
    map.colors.push_back({color[0] / 255.0, color[1] / 255.0, color[2] / 255.0});
  options.curve.colormap = map;
  fail_each(field_alone(), options, 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace unweave::testing
