#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the sample figure and its truth: make_figure.py [OUT]

Reads sea-surface-temperature.npy (see README.md here) and writes to OUT (default: this folder)
  sea-surface-temperature.png        the field drawn with matplotlib's turbo, 3 pixels a degree;
                                     land is white
  sea-surface-temperature-map.png    the same with axes, title and color bar
and, when OUT is another folder,
  sea-surface-temperature.truth.npy  what each of the field's pixels stands for, float32, degrees
                                     Celsius, NaN on land

The data, not the colors, are interpolated to the figure's pixels, as "imshow" of matplotlib does
by default when it shrinks or enlarges a field. Needs python3-numpy, python3-matplotlib.
"""
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib import image

HERE = pathlib.Path(__file__).resolve().parent
SCALE = 3  # figure pixels a grid cell
LOW, HIGH = -2.0, 30.0  # the colormap's ends, degrees Celsius


def enlarge(field, scale):
    """Bilinear interpolation of (H, W) between cell centers, periodic in x; a pixel has data where
    its own cell has."""
    height, width = field.shape
    y = (np.arange(height * scale) + 0.5) / scale - 0.5
    x = (np.arange(width * scale) + 0.5) / scale - 0.5
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    total = np.zeros((height * scale, width * scale))
    weight = np.zeros_like(total)
    for dy in (0, 1):
        for dx in (0, 1):
            rows = np.clip(y0 + dy, 0, height - 1)
            columns = (x0 + dx) % width
            cells = field[np.ix_(rows, columns)]
            share = np.outer(np.abs(1 - dy - (y - y0)), np.abs(1 - dx - (x - x0)))
            share = np.where(np.isnan(cells), 0, share)
            total += share * np.nan_to_num(cells)
            weight += share
    own_cell = np.repeat(np.repeat(field, scale, axis=0), scale, axis=1)
    with np.errstate(invalid="ignore"):
        return np.where(np.isnan(own_cell), np.nan, total / weight).astype(np.float32)


def save_map(pixels, colormap, path):
    """The same pixels, one for one, inside axes, with a color bar."""
    height, width = pixels.shape[:2]
    left, bottom, right, top = 70, 60, 110, 40
    size = np.array([left + width + right, bottom + height + top])
    figure = plt.figure(figsize=size / 100, dpi=100)

    def place(x, y, w, h):
        return figure.add_axes([x / size[0], y / size[1], w / size[0], h / size[1]])

    axes = place(left, bottom, width, height)
    axes.imshow(pixels, extent=(20, 380, -76, 84), interpolation="none", aspect="auto")
    axes.set_xticks(range(30, 361, 30), [f"{(x + 180) % 360 - 180}" for x in range(30, 361, 30)])
    axes.set(title="Annual mean temperature at the sea surface", xlabel="longitude (°E)",
             ylabel="latitude (°N)")
    scale = matplotlib.cm.ScalarMappable(matplotlib.colors.Normalize(LOW, HIGH), colormap)
    bar = figure.colorbar(scale, cax=place(left + width + 30, bottom, 20, height))
    bar.set_label("°C")
    bar.set_ticks(range(0, 31, 5))
    figure.savefig(path, metadata={"Software": None}, pil_kwargs={"optimize": True})
    plt.close(figure)


def main(out):
    out.mkdir(parents=True, exist_ok=True)
    field = np.load(HERE / "sea-surface-temperature.npy").astype(np.float32)
    truth = enlarge(field, SCALE)
    shares = np.clip((truth - LOW) / (HIGH - LOW), 0, 1)
    colormap = matplotlib.colormaps["turbo"].with_extremes(bad="white")
    pixels = colormap(np.ma.masked_invalid(shares), bytes=True)[..., :3]
    image.imsave(out / "sea-surface-temperature.png", pixels,
                 metadata={"Software": None}, pil_kwargs={"optimize": True})
    save_map(pixels, colormap, out / "sea-surface-temperature-map.png")
    if out != HERE:
        np.save(out / "sea-surface-temperature.truth.npy", truth)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE)
