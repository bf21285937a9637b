// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

namespace unweave {

/// Calls work(part, begin, end) for consecutive parts of [0, n), part 0 in the calling thread and
/// each of the others in one of its own. At most `threads` parts (0: as many as the machine has
/// processors), and none smaller than `grain`, so that small work stays in one thread. The result
/// of `work` must not depend on where the parts begin. What the first of the parts throws is thrown
/// when all have ended.
template <class Work>
void in_parallel(std::size_t n, unsigned threads, std::size_t grain, Work work) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
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
