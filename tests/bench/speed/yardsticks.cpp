// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/speed/yardsticks.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <limits>
#include <string>
#include <type_traits>

#include "core/image/color_histogram.hpp"
#include "core/parallel.hpp"

namespace unweave::bench {

namespace {

template <class Sample>
constexpr float kThird = 1.0F / (std::is_floating_point_v<Sample>
                                     ? 3
                                     : 3 * std::numeric_limits<Sample>::max());

template <class Sample>
void write_gray(const Picture& picture, std::size_t first, std::size_t n, float* out) {
  const auto* p = reinterpret_cast<const Sample*>(picture.bytes.data()) + 3 * first;
  for (std::size_t i = 0; i < n; ++i, p += 3)
    out[i] = static_cast<float>(p[0] + p[1] + p[2]) * kThird<Sample>;
}

constexpr const char* kScript = R"(
import sys, time
import numpy as np
rgb = np.frombuffer(open(sys.argv[1], "rb").read(), np.uint8).reshape(-1, 3).astype(np.uint32)
packed = rgb[:, 0] << 16 | rgb[:, 1] << 8 | rgb[:, 2]
times = []
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    np.unique(packed)
    times.append(time.process_time() - start)
print(min(times))
)";

/// A line of /proc/self/status, in bytes.
std::size_t status(const char* key) {
  std::ifstream file("/proc/self/status");
  std::string line;
  while (std::getline(file, line))
    if (line.rfind(key, 0) == 0) return std::stoul(line.substr(line.find(':') + 1)) * 1024;
  return 0;
}

}  // namespace

void plain_pass(const Picture& picture, float* out, unsigned threads) {
  constexpr std::size_t kGrain = std::size_t{1} << 16;  // as in the core
  const auto convert = [&](std::size_t first, std::size_t n) {
    switch (picture.layout.type) {
      case SampleType::U8:
        return write_gray<std::uint8_t>(picture, first, n, out + first);
      case SampleType::U16:
        return write_gray<std::uint16_t>(picture, first, n, out + first);
      case SampleType::F32:
        return write_gray<float>(picture, first, n, out + first);
    }
  };
  const auto width = static_cast<std::size_t>(picture.layout.width);
  const int height = picture.layout.height, rows = band_rows(picture.layout.width);
  for (int y = 0; y < height; y += rows) {
    const std::size_t pixels = width * static_cast<std::size_t>(std::min(rows, height - y));
    in_parallel(pixels, threads, kGrain, [&](std::size_t, std::size_t begin, std::size_t end) {
      convert(width * static_cast<std::size_t>(y) + begin, end - begin);
    });
  }
}

std::optional<double> numpy_unique_seconds(const Picture& picture, int repetitions) {
  std::string name = "/tmp/unweave-bench-XXXXXX";
  const int fd = mkstemp(name.data());
  if (fd < 0) return std::nullopt;
  close(fd);
  {
    std::ofstream file(name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(picture.bytes.data()),
               static_cast<std::streamsize>(picture.bytes.size()));
  }
  const std::string command = std::string("/usr/bin/python3 -c '") + kScript + "' " + name + " " +
                              std::to_string(repetitions);
  double seconds = 0;
  int read = 0;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    read = std::fscanf(pipe, "%lf", &seconds);
    pclose(pipe);
  }
  unlink(name.c_str());
  if (read != 1) return std::nullopt;
  return seconds;
}

double processor_milliseconds() {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return 1e3 * static_cast<double>(used.tv_sec) + 1e-6 * static_cast<double>(used.tv_nsec);
}

void reset_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}
std::size_t peak_memory() { return status("VmHWM"); }
std::size_t resident_memory() { return status("VmRSS"); }

}  // namespace unweave::bench
