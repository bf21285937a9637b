# SPDX-License-Identifier: GPL-3.0-or-later
"""A colormap as extracted, and the helpers that turn control points into 8-bit tables."""
import colorsys
import re
from dataclasses import dataclass, field

import numpy as np

CELLS = 256  # cells of a table whose program paints it continuously


@dataclass
class Map:
    name: str
    family: str
    kind: str  # continuous, discrete or cyclic
    table: np.ndarray  # (n, 3) uint8, t from 0 to 1
    package: str  # Debian package it was read from
    aliases: list = field(default_factory=list)  # (family, name, reversed)


def centers(n=CELLS):
    """Middles of n cells of t in [0, 1]."""
    return (np.arange(n) + 0.5) / n


def rounded(rgb):
    """(n, 3) numbers in 0..1 -> uint8, to nearest."""
    return np.clip(np.floor(np.asarray(rgb, float) * 255 + 0.5), 0, 255).astype(np.uint8)


def from_points(t, rgb, cells=CELLS):
    """Linear interpolation in RGB between points (t rising, equal t allowed: a jump), at the cells'
    middles; rgb in 0..1."""
    t, rgb = np.asarray(t, float), np.asarray(rgb, float)
    t = (t - t[0]) / (t[-1] - t[0])
    return rounded(np.stack([np.interp(centers(cells), t, c) for c in rgb.T], 1))


def evenly(rgb, cells=CELLS):
    """As from_points, for colors that are evenly spread from t = 0 to t = 1."""
    return from_points(np.linspace(0, 1, len(rgb)), rgb, cells)


def kind_of(table):
    """Continuous or discrete, of a bare list of colors: a continuous map has many entries and few
    steps that stand out from its neighbours'."""
    table = np.asarray(table, int)
    if len(table) < 32:
        return 'discrete'
    step = np.sqrt((np.diff(table, axis=0) ** 2).sum(1))
    return 'continuous' if np.mean(step > 40) <= 0.05 else 'discrete'


def cyclic_kind(table):
    """'cyclic' if the ends of a continuous table meet as closely as its neighbors do."""
    table = np.asarray(table, int)
    step = np.sqrt((np.diff(table, axis=0) ** 2).sum(1))
    gap = np.sqrt(((table[0] - table[-1]) ** 2).sum())
    return 'cyclic' if gap <= 2.5 * max(np.median(step), 1) and step.sum() > 255 else 'continuous'


def hex_color(text):
    """'#rrggbb', 'rgb(r, g, b)', 'rgba(r,g,b,1)' or 'hsl(h, s, l)' -> r, g, b in 0..1, or None."""
    if text.startswith('#') and len(text) in (7, 9):
        return [int(text[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    found = re.fullmatch(r'(rgb|hsl)a?\(([^)]*)\)', text.replace(' ', '').lower())
    if not found:
        return None
    values = [float(v) for v in found.group(2).split(',')]
    if len(values) == 4 and values[3] != 1:
        return None
    if found.group(1) == 'hsl':
        return list(colorsys.hls_to_rgb(values[0] / 360, values[2], values[1]))
    scale = 255 if max(values[:3]) > 1 else 1
    return [v / scale for v in values[:3]]


def numbers(line):
    """The leading run of numbers of a line."""
    result = []
    for word in re.split(r'[\s,]+', line.strip()):
        try:
            result.append(float(word))
        except ValueError:
            break
    return result


def named_colors():
    """X11/CSS color names and GMT's grayNN -> r, g, b in 0..1 (matplotlib's CSS4 table)."""
    from matplotlib import colors
    return {name: colors.to_rgb(value) for name, value in colors.CSS4_COLORS.items()}
