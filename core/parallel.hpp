// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sched.h>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace unweave {

/// How many processors this process may run on (taskset, a batch system's share), at least 1.
inline unsigned allowed_processors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  // Fails on machines of more processors than the set has room for.
  if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
    return std::max(1U, std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&allowed)));
}

/// Calls work(part, begin, end) for consecutive parts of [0, n), part 0 in the calling thread and
/// each of the others in one of its own. At most `threads` parts (0: as many as
/// allowed_processors()), and none smaller than `grain`, so that small work stays in one thread.
/// The result of `work` must not depend on where the parts begin. What the first of the parts
/// throws is thrown when all have ended.
template <class Work>
void in_parallel(std::size_t n, unsigned threads, std::size_t grain, Work work) {
  if (threads == 0) threads = allowed_processors();
  const std::size_t parts = std::clamp<std::size_t>(n / grain, 1, threads);
  std::vector<std::exception_ptr> thrown(parts);
  const auto run = [&](std::size_t part) {
    try {
      work(part, n * part / parts, n * (part + 1) / parts);
    } catch (...) {
      thrown[part] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> pool;
    for (std::size_t p = 1; p < parts; ++p) pool.emplace_back(run, p);
    run(0);
  }
  for (const std::exception_ptr& e : thrown)
    if (e) std::rethrow_exception(e);
}

}  // namespace unweave
