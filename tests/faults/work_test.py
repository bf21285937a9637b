#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work grows no faster than n log n in pixels and in colors: counted in instructions, not seconds.

    work_test.py WORK [--table]      WORK: the program of work.cpp; exits 77 without valgrind

Each kind of picture is recovered in sizes a factor of 4 apart, in one thread. What is counted is
what the larger one of two sizes costs more than the smaller, by pixel: what is done once (reading the
known colormaps) drops out, and work by pixel has to stay the same but for a logarithm."""
import math
import re
import shutil
import subprocess
import sys

KINDS = [("field", "auto"), ("noise", "auto"), ("noise", "given"), ("photograph", "auto"),
         ("photograph", "given"), ("stripes", "auto"), ("stripes", "given")]
SIZES = [15625, 62500, 250000, 1000000]
# A step that is quadratic has 4 times the work by pixel at each size. Samples that are full at some
# size, and caches of cells, make work by pixel fall; what rises is a sort's logarithm (1.15 from one
# size to the next) and what a picture of more colors has to look at.
MOST = 2.0


def instructions(work, kind, colormap, pixels):
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         "--toggle-collect=*counted_work*", work, kind, colormap, str(pixels)], capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", run.stderr).group(1))


def main(work, table):
    if not shutil.which("valgrind"):
        print("valgrind is missing")
        return 77
    worst = 0
    for kind, colormap in KINDS:
        counts = [instructions(work, kind, colormap, pixels) for pixels in SIZES]
        by_pixel = [(b - a) / (n - m)
                    for a, b, m, n in zip(counts, counts[1:], SIZES, SIZES[1:])]
        growth = [b / a for a, b in zip(by_pixel, by_pixel[1:])]
        worst = max(worst, *growth)
        print(f"{kind:10} {colormap:5} instructions a pixel: " +
              "  ".join(f"{count:8.0f}" for count in by_pixel) +
              f"   growth {max(growth):.2f}", flush=True)
    log = math.log(SIZES[-1]) / math.log(SIZES[-2])
    print(f"largest growth {worst:.2f}, {MOST} is allowed; of n log n {log:.2f}")
    return 0 if table or worst <= MOST else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], "--table" in sys.argv[2:]))
