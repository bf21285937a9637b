// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/parallel.hpp"

#include <sched.h>

#include <boost/test/unit_test.hpp>
#include <mutex>
#include <set>
#include <thread>

using namespace unweave;

namespace {

/// How many threads did the work, when as many as are allowed may.
std::size_t threads_used() {
  std::mutex mutex;
  std::set<std::thread::id> ids;
  in_parallel(64, 0, 1, [&](std::size_t, std::size_t, std::size_t) {
    const std::scoped_lock lock(mutex);
    ids.insert(std::this_thread::get_id());
  });
  return ids.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parallel)

BOOST_AUTO_TEST_CASE(no_more_threads_than_processors_that_are_allowed) {
  cpu_set_t before;
  CPU_ZERO(&before);
  BOOST_REQUIRE(sched_getaffinity(0, sizeof(before), &before) == 0);
  const auto all = static_cast<unsigned>(CPU_COUNT(&before));
  BOOST_TEST(allowed_processors() == all);
  BOOST_TEST(threads_used() == std::min(all, 64U));
  cpu_set_t one;
  CPU_ZERO(&one);
  for (int processor = 0; CPU_COUNT(&one) == 0; ++processor)
    if (CPU_ISSET(processor, &before)) CPU_SET(processor, &one);
  BOOST_REQUIRE(sched_setaffinity(0, sizeof(one), &one) == 0);
  const unsigned allowed = allowed_processors();
  const std::size_t used = threads_used();
  BOOST_REQUIRE(sched_setaffinity(0, sizeof(before), &before) == 0);
  BOOST_TEST(allowed == 1U);
  BOOST_TEST(used == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
