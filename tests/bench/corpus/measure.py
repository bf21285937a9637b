#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a figure costs the command without GIMP: processor seconds, memory and bytes, by resolution, and with
one and two commands at a time. Prints the tables of docs/corpus.md.

    measure.py COMMAND
"""
import glob
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from PIL import Image

COMMAND = os.path.abspath(sys.argv[1])
ROOT = pathlib.Path(__file__).parents[3]
SAMPLE = ROOT / "examples/sea-surface-temperature/sea-surface-temperature-map.png"
CORPUS = sorted(glob.glob(str(ROOT / "tests/data/figures/*.png")))
SCALES = (0.5, 1, 2, 4)
REPEATS = 3


def run(*arguments):
    """(seconds, processor seconds, MB at the most) of a command."""
    started = time.perf_counter()
    process = subprocess.Popen([COMMAND, "--engine=core", "-q", *map(str, arguments)],
                               stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def least(of):
    return min((of() for _ in range(REPEATS)), key=lambda each: each[1])


def by_resolution(folder):
    print("| Figure | Processor seconds, 1 thread | 2 threads | Peak memory | `.npy` | `.npy` packed | report |")
    print("|---|---|---|---|---|---|---|")
    picture = Image.open(SAMPLE).convert("RGB")
    for scale in SCALES:
        size = tuple(round(scale * side) for side in picture.size)
        figure = folder / f"sample-{scale}.png"
        picture.resize(size, Image.Resampling.LANCZOS).save(figure)
        one, two = (least(lambda: run("--threads", threads, "-o", folder / "out", figure))
                    for threads in (1, 2))
        data = folder / "out" / f"{figure.stem}.npy"
        packed = len(subprocess.run(["xz", "-1", "-c", data], capture_output=True, check=True).stdout)
        report = os.path.getsize(data.with_suffix(".json"))
        print(f"| {size[0]} x {size[1]} | {one[1]:.2f} | {two[1]:.2f} | {one[2]:.0f} MB "
              f"| {os.path.getsize(data) / 1e6:.1f} MB | {packed / 1e6:.2f} MB | {report / 1e3:.0f} kB |")


def by_jobs(folder):
    figures = CORPUS[:60]
    arguments = ["--threads=1", "--summary", folder / "summary.jsonl"]
    print(f"\n{len(figures)} figures of the test corpus:\n")
    print("| Commands at a time | Seconds | Processor seconds a figure |")
    print("|---|---|---|")
    seconds, used, _ = run(*arguments, "-o", folder / "one", *figures)
    print(f"| 1 | {seconds:.1f} | {used / len(figures):.3f} |")
    started = time.perf_counter()
    processes = [subprocess.Popen([COMMAND, "--engine=core", "-q", *map(str, arguments), "-o",
                                   str(folder / "two"), *figures[i::2]], stderr=subprocess.DEVNULL)
                 for i in range(2)]
    used = 0
    for process in processes:
        _, _, each = os.wait4(process.pid, 0)
        process.returncode = 0
        used += each.ru_utime + each.ru_stime
    print(f"| 2 | {time.perf_counter() - started:.1f} | {used / len(figures):.3f} |")


def start(folder):
    tiny = folder / "tiny.png"
    Image.new("L", (8, 8), 120).save(tiny)
    seconds, used, memory = min((run("-o", folder / "out", tiny) for _ in range(9)), key=lambda each: each[0])
    print(f"\nA call for a figure of 8 x 8 pixels: {seconds:.3f} s, {used:.3f} s of processors, {memory:.0f} MB.")


def main():
    with tempfile.TemporaryDirectory(prefix="unweave-measure-") as name:
        folder = pathlib.Path(name)
        by_resolution(folder)
        by_jobs(folder)
        start(folder)


main()
