#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compare what was recovered from a sample figure with the true data:

  compare.py [--at-most DEGREES] DIR/STEM

STEM is sea-surface-temperature (recovered with --range=-2,30) or sea-surface-temperature-map.
Prints how far the recovered values are from the true ones. With --at-most it exits 1 if one value
in twenty is farther off than that. Standard library only.
"""
import argparse
import json
import math
import pathlib
import statistics
import struct
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCALE = 3  # figure pixels a cell; the middle one stands for the very value of its cell
# Where the field's corner lies in the figure, in pixels.
CORNER = {"sea-surface-temperature": (0, 0), "sea-surface-temperature-map": (70, 40)}


def read_npy(path):
    """A two-dimensional .npy file of half or single floats, as rows of numbers."""
    data = path.read_bytes()
    length = struct.unpack("<H", data[8:10])[0]
    header = data[10:10 + length].decode("latin-1")
    code = {"<f2": "e", "<f4": "f"}[header.split("'descr': '")[1].split("'")[0]]
    height, width = (int(n) for n in header.split("(")[1].split(")")[0].split(","))
    values = struct.unpack(f"<{width * height}{code}", data[10 + length:])
    return [values[row * width:(row + 1) * width] for row in range(height)]


def errors(truth, recovered, left, top):
    """Differences where both have data, and the number of cells where only one has."""
    differences, disagree = [], 0
    for i, row in enumerate(truth):
        y = SCALE * i + 1 - top
        for j, value in enumerate(row):
            x = SCALE * j + 1 - left
            if not (0 <= y < len(recovered) and 0 <= x < len(recovered[0])):
                continue
            found = recovered[y][x]
            if math.isnan(value) != math.isnan(found):
                disagree += 1
            elif not math.isnan(value):
                differences.append(abs(found - value))
    return differences, disagree


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--at-most", type=float, default=math.inf, metavar="DEGREES")
    parser.add_argument("stem", type=pathlib.Path, metavar="DIR/STEM")
    options = parser.parse_args()
    stem = options.stem
    report = json.loads(stem.with_name(stem.name + ".json").read_text(encoding="utf-8"))
    area, corner = report["plot_area"], CORNER[stem.name]
    truth = read_npy(HERE / "sea-surface-temperature.npy")
    recovered = read_npy(stem.with_name(stem.name + ".npy"))
    differences, disagree = errors(truth, recovered, area["x"] - corner[0], area["y"] - corner[1])
    percentiles = statistics.quantiles(differences, n=100)
    print(f"Against the true data, {len(differences)} places: error {percentiles[49]:.3f} degrees "
          f"Celsius in the median, {percentiles[94]:.3f} or less at 95 %; one of the two has no "
          f"data at {disagree} places.")
    return 0 if percentiles[94] <= options.at_most else 1


if __name__ == "__main__":
    sys.exit(main())
