# SPDX-License-Identifier: GPL-3.0-or-later
"""The fields that the figures of tests/data/figures show: a formula and its parameters.

A field is a function of u and v, both from 0 to 1, from the left and from the top of the plot area. A case's "field" is
  formula   name of one of FORMULAS, whose other parameters are keys beside it; its values are 0 to 1
  lo, hi    the values that 0 and 1 stand for; with "scale": "log" what lies between is spaced by ratios
  cells     [columns, rows]: one value a cell, that of its center; without it the field is smooth
  missing   where there is no data: {"disks": [[u, v, radius], ...]} and {"share": s, "seed": n}, that share of the cells
The same functions draw the figures and score what is recovered of them.
"""
import numpy as np


def hills(u, v, seed, count=9, slope=(0.6, 0.3), width=(0.08, 0.22)):
    """A tilted plane with bumps up and down, scaled to fill 0 to 1."""
    rng = np.random.RandomState(seed)
    bumps = [(rng.rand(), rng.rand(), rng.uniform(*width), rng.uniform(-0.8, 0.8)) for _ in range(count)]

    def raw(a, b):
        z = slope[0] * a + slope[1] * b
        for x, y, s, height in bumps:
            z = z + height * np.exp(-((a - x) ** 2 + (b - y) ** 2) / (2 * s * s))
        return z
    return _scaled(raw, u, v)


def waves(u, v, x=1.5, y=1.0, phase=0.0, bend=0.15):
    """Crossing waves: x and y of them from side to side."""
    a = u + bend * np.sin(2 * np.pi * v)
    return 0.5 + 0.5 * np.sin(2 * np.pi * (x * a + phase)) * np.cos(2 * np.pi * y * v)


def ramp(u, v, x=1.0, y=0.0, ripple=0.0):
    """A plane that rises by x to the right and y downward, with a ripple on it."""
    return _scaled(lambda a, b: x * a + y * b + ripple * np.sin(9 * a + 4 * b) * np.sin(7 * b - 3 * a), u, v)


def layers(u, v, depth=0.35, thickness=0.08, swell=0.08):
    """Two layers with a wavy boundary, as warm water over cold; 1 on top."""
    def raw(a, b):
        boundary = depth + swell * np.sin(2 * np.pi * (1.3 * a + 0.1))
        return -np.tanh((b - boundary) / thickness) - 0.4 * b
    return _scaled(raw, u, v)


def terrain(u, v, seed, octaves=5, size=3.0):
    """Rough as land is: smooth noise of finer and finer grain, each half as high."""
    rng = np.random.RandomState(seed)
    lattices = [rng.rand(70, 70) for _ in range(octaves)]

    def raw(a, b):
        z = 0.0
        for i, lattice in enumerate(lattices):
            z = z + _on_lattice(lattice, a * size * 2 ** i + 1, b * size * 2 ** i + 1) / 2 ** i
        return z
    return _scaled(raw, u, v)


def spectrum(u, v, seed, tones=4):
    """Gliding tones over a floor that falls with height, as a spectrogram shows."""
    rng = np.random.RandomState(seed)
    parts = [(rng.uniform(0.15, 0.9), rng.uniform(-0.3, 0.3), rng.uniform(0.015, 0.05), rng.uniform(0.5, 1)) for _ in range(tones)]

    def raw(a, b):
        z = 0.45 * b + 0.1 * np.sin(5 * a + 2 * b)
        for at, glide, s, height in parts:
            z = z + height * np.exp(-((b - at - glide * (a - 0.5)) ** 2) / (2 * s * s))
        return z
    return _scaled(raw, u, v)


def classes(u, v, seed, count, sites=24):
    """Regions, each of one of `count` values 0 to 1 without any order among neighbors."""
    rng = np.random.RandomState(seed)
    x, y = rng.rand(sites), rng.rand(sites)
    kind = np.arange(sites) % count
    nearest = np.argmin((u[..., None] - x) ** 2 + (v[..., None] - y) ** 2, axis=-1)
    return kind[nearest] / max(count - 1, 1)


def table(u, v, rows):
    """A value a cell, row by row from the top; None where there is none."""
    values = np.array([[np.nan if cell is None else cell for cell in row] for row in rows], float)
    return values[np.minimum((v * values.shape[0]).astype(int), values.shape[0] - 1),
                  np.minimum((u * values.shape[1]).astype(int), values.shape[1] - 1)]


FORMULAS = {f.__name__: f for f in (hills, waves, ramp, layers, terrain, spectrum, classes, table)}
_NOT_OF_THE_FORMULA = ('formula', 'lo', 'hi', 'scale', 'cells', 'missing')


def _scaled(raw, u, v):
    """`raw` with its values on a fixed fine grid brought to 0 to 1, so that no sampling changes the field."""
    grid = raw(*np.meshgrid(np.linspace(0, 1, 201), np.linspace(0, 1, 201)))
    return np.clip((raw(u, v) - grid.min()) / (grid.max() - grid.min()), 0, 1)


def _on_lattice(lattice, x, y):
    i, j = np.floor(x).astype(int), np.floor(y).astype(int)
    a, b = x - i, y - j
    a, b = a * a * (3 - 2 * a), b * b * (3 - 2 * b)
    n = lattice.shape[0]
    at = lambda dx, dy: lattice[(j + dy) % n, (i + dx) % n]
    return (at(0, 0) * (1 - a) + at(1, 0) * a) * (1 - b) + (at(0, 1) * (1 - a) + at(1, 1) * a) * b


def _is_missing(missing, u, v, cells):
    if not missing:
        return np.zeros(u.shape, bool)
    out = np.zeros(u.shape, bool)
    for x, y, radius in missing.get('disks', []):
        out |= (u - x) ** 2 + (v - y) ** 2 < radius ** 2
    if 'share' in missing:
        columns, rows = cells
        gone = np.random.RandomState(missing['seed']).rand(rows, columns) < missing['share']
        out |= gone[np.minimum((v * rows).astype(int), rows - 1), np.minimum((u * columns).astype(int), columns - 1)]
    return out


def t_at(field, u, v):
    """The formula's value at u, v (arrays of one shape), NaN where data is missing."""
    u, v = np.asarray(u, float), np.asarray(v, float)
    cells = field.get('cells')
    if cells:
        u = (np.minimum(np.floor(u * cells[0]), cells[0] - 1) + 0.5) / cells[0]
        v = (np.minimum(np.floor(v * cells[1]), cells[1] - 1) + 0.5) / cells[1]
    parameters = {k: x for k, x in field.items() if k not in _NOT_OF_THE_FORMULA}
    t = FORMULAS[field['formula']](u, v, **parameters)
    return np.where(_is_missing(field.get('missing'), u, v, cells), np.nan, t)


def values_at(field, u, v):
    """In units."""
    t, lo, hi = t_at(field, u, v), field['lo'], field['hi']
    return lo * (hi / lo) ** t if field.get('scale') == 'log' else lo + (hi - lo) * t


def on_grid(field, width, height):
    """In units, at the centers of width x height equal cells: of the plot area's pixels, or of a program's own data."""
    return values_at(field, *np.meshgrid((np.arange(width) + 0.5) / width, (np.arange(height) + 0.5) / height))
