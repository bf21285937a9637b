// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <thread>
#include <vector>

namespace unweave {

/// Calls work(part, begin, end) for consecutive parts of [0, n), part 0 in the calling thread and
/// each of the others in one of its own. At most `threads` parts (0: as many as the machine has
/// processors), and none smaller than `grain`, so that small work stays in one thread. `work` must
/// not throw, and its result must not depend on where the parts begin.
template <class Work>
void in_parallel(std::size_t n, unsigned threads, std::size_t grain, Work work) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t parts = std::clamp<std::size_t>(n / grain, 1, threads);
  std::vector<std::jthread> pool;
  for (std::size_t p = 1; p < parts; ++p)
    pool.emplace_back([=, &work] { work(p, n * p / parts, n * (p + 1) / parts); });
  work(std::size_t{0}, std::size_t{0}, n / parts);
}

}  // namespace unweave
