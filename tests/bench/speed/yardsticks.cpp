// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/speed/yardsticks.hpp"

#include <malloc.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

namespace unweave::bench {

namespace {

template <class Sample>
void copy_first_sample(const Picture& picture, float* out) {
  const auto* p = reinterpret_cast<const Sample*>(picture.bytes.data());
  const std::size_t n = picture.pixels();
  for (std::size_t i = 0; i < n; ++i, p += 3) out[i] = static_cast<float>(p[0]);
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

void plain_pass(const Picture& picture, float* out) {
  switch (picture.layout.type) {
    case SampleType::U8:
      return copy_first_sample<std::uint8_t>(picture, out);
    case SampleType::U16:
      return copy_first_sample<std::uint16_t>(picture, out);
    case SampleType::F32:
      return copy_first_sample<float>(picture, out);
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

void reset_peak() {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << "5";
}
std::size_t peak_memory() { return status("VmHWM"); }
std::size_t resident_memory() { return status("VmRSS"); }

}  // namespace unweave::bench
