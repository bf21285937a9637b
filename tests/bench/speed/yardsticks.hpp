// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "tests/bench/speed/pictures.hpp"

/// What the times are compared with, measured in the same run.
namespace unweave::bench {

/// The least that a program does that reads a picture and writes a field: every sample read, a gray
/// value a pixel written as float; in the core's bands and with as many threads as it
/// (0: all that it may run on).
void plain_pass(const Picture& picture, float* out, unsigned threads = 0);

/// Seconds of processor time that numpy.unique takes for the packed colors of an 8-bit picture, by
/// /usr/bin/python3; nullopt without NumPy. The least of `repetitions`.
std::optional<double> numpy_unique_seconds(const Picture& picture, int repetitions);

/// Processor time of all threads so far.
double processor_milliseconds();

/// Peak memory of the process since the last call of reset_peak(), in bytes; 0 where the system
/// does not tell (it takes Linux's /proc).
void reset_peak();
std::size_t peak_memory();
/// What the process has now.
std::size_t resident_memory();

}  // namespace unweave::bench
