#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work grows no faster than n log n in pixels and in colors: counted in instructions, not seconds.

    work_test.py WORK [--table]      WORK: the program of work.cpp; exits 77 without valgrind
                                     --table: up to a million pixels (half an hour), for reading

Each kind of picture is recovered in sizes a factor of 4 apart, in one thread. What is counted is
what the larger one of two sizes costs more than the smaller, by pixel: what is done once (reading the
known colormaps) drops out, and work by pixel has to stay the same but for a logarithm. Painting the
picture is counted with it; that is a hundredth of the work, and linear."""
import functools
import math
import os
import re
import shutil
import subprocess
import sys
from multiprocessing.pool import ThreadPool

KINDS = [("field", "auto"), ("noise", "auto"), ("photograph", "given"), ("stripes", "auto")]
# What runs besides where the environment asks for the whole ("meson test --setup whole").
MORE_KINDS = [("noise", "given"), ("photograph", "auto"), ("stripes", "given")]
SIZES = [15625, 62500, 250000]
MORE = [1000000]
# A step that is quadratic has 4 times the work by pixel at each size, one of n log n 1.15 times.
# Samples that are full at some size, and caches of cells, make work by pixel fall; a plain field has
# 2.0 times the work at the second step, as the smallest size is too small for some of it.
MOST = 2.5


def instructions(work, kind, colormap, pixels):
    run = subprocess.run(
        ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
         work, kind, colormap, str(pixels)], capture_output=True, text=True, check=True)
    return int(re.search(r"I +refs: +([\d,]+)", run.stderr).group(1).replace(",", ""))


def main(work, table):
    if not shutil.which("valgrind"):
        print("valgrind is missing")
        return 77
    sizes = SIZES + MORE if table else SIZES
    kinds = KINDS + (MORE_KINDS if table or os.environ.get("UNWEAVE_TESTS") == "whole" else [])
    jobs = [(kind, colormap, pixels) for kind, colormap in kinds for pixels in sizes]
    with ThreadPool(os.cpu_count()) as pool:
        counted = dict(zip(jobs, pool.starmap(functools.partial(instructions, work), jobs, 1)))
    worst = 0
    for kind, colormap in kinds:
        counts = [counted[kind, colormap, pixels] for pixels in sizes]
        by_pixel = [(b - a) / (n - m)
                    for a, b, m, n in zip(counts, counts[1:], sizes, sizes[1:])]
        growth = [b / a for a, b in zip(by_pixel, by_pixel[1:])]
        worst = max(worst, *growth)
        print(f"{kind:10} {colormap:5} instructions a pixel: " +
              "  ".join(f"{count:8.0f}" for count in by_pixel) +
              f"   growth {max(growth):.2f}", flush=True)
    log = math.log(sizes[-1]) / math.log(sizes[-2])
    print(f"largest growth {worst:.2f}, {MOST} is allowed; of n log n {log:.2f}")
    return 0 if table or worst <= MOST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--table" in sys.argv[2:]))
