#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many grids of cells are found, and how near the values of their cells are.

Draws matrices of random sizes with Matplotlib (imshow, pcolormesh, with lines between cells, with
numbers in them, with missing and with unequal cells) and, where they are installed, with R's image()
and gnuplot into FOLDER, as PNG and as JPEG of quality 85, recovers them with GIMP_UNWEAVE
--engine core --grid cells, and prints, by kind and format, how many grids have the right number of
columns and rows and how many of their cells are within 1 % of the range of the truth. Smooth fields
are drawn too: those must have no cells. Same SEED, same figures.

usage: measure.py GIMP_UNWEAVE FOLDER [COUNT] [SEED]
"""
import collections
import pathlib
import shutil
import subprocess
import sys

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402

MAPS = ['viridis', 'jet', 'inferno', 'RdBu', 'YlGnBu', 'coolwarm', 'plasma', 'turbo']
NEAR = 0.01  # of the range


def matrix(rng, columns, rows):
    """Neighbors differ, as in most matrices, but have something in common."""
    return rng.normal(size=(rows, columns)) + 2 * rng.normal(size=(rows, 1)) + 2 * rng.normal(size=(1, columns))


def imshow(axes, rng, values, name):
    return axes.imshow(values, cmap=name, aspect='auto', interpolation='nearest'), values


def mesh(axes, rng, values, name):
    return axes.pcolormesh(values[::-1], cmap=name), values


def lines(axes, rng, values, name):
    return axes.pcolormesh(values[::-1], cmap=name, edgecolors='white', linewidth=rng.choice([0.8, 1.5, 3])), values


def numbers(axes, rng, values, name):
    shown = axes.imshow(values, cmap=name, aspect='auto', interpolation='nearest')
    for (row, column), value in np.ndenumerate(values):
        dark = np.mean(shown.cmap(shown.norm(value))[:3]) < 0.5
        axes.text(column, row, f'{value:.1f}', ha='center', va='center', fontsize=7, color='white' if dark else 'black')
    return shown, values


def missing(axes, rng, values, name):
    values = np.where(rng.random(values.shape) < 0.12, np.nan, values)
    return axes.imshow(values, cmap=name, aspect='auto', interpolation='nearest'), values


def unequal(axes, rng, values, name):
    edges = [np.concatenate([[0], np.cumsum(rng.uniform(1, 4, n))]) for n in values.shape[::-1]]
    return axes.pcolormesh(*edges, values[::-1], cmap=name), values


def smooth(axes, rng, values, name):
    x, y = np.meshgrid(np.linspace(0, 1, 300), np.linspace(0, 1, 240))
    field = np.sin(rng.uniform(3, 9) * x + rng.uniform(0, 6)) * np.cos(rng.uniform(3, 9) * y) + x * y
    if rng.random() < 0.5:
        return axes.contourf(field, levels=12, cmap=name), None
    return axes.imshow(field, cmap=name, aspect='auto', interpolation='bilinear'), None


#: Kinds, and the most columns that they are drawn with.
KINDS = {imshow: 120, mesh: 120, lines: 30, numbers: 14, missing: 40, unequal: 14, smooth: 2}


def save(figure, folder, name, truth):
    figure.savefig(folder / f'{name}-png.png')
    figure.savefig(folder / f'{name}-jpg.jpg', pil_kwargs={'quality': 85})
    plt.close(figure)
    return {f'{name}-png': truth, f'{name}-jpg': truth}


def by_matplotlib(folder, rng, count):
    truths = {}
    for kind, most in KINDS.items():
        for i in range(count):
            columns = int(np.exp(rng.uniform(np.log(3), np.log(most)))) if most > 3 else 3
            rows = max(2, int(columns * rng.uniform(0.4, 1.2)))
            figure, axes = plt.subplots(figsize=(rng.uniform(5, 9), rng.uniform(4, 7)), dpi=rng.choice([100, 150]))
            shown, truth = kind(axes, rng, matrix(rng, columns, rows), rng.choice(MAPS))
            figure.colorbar(shown)
            truths |= save(figure, folder, f'{kind.__name__}-{i}', truth)
    return truths


def by_program(folder, rng, count, name, command, script):
    """PNG only; `script` draws cells.txt, whose first line is the top row, as NAME."""
    truths = {}
    if not shutil.which(command[0]):
        return truths
    for i in range(count):
        columns, rows = int(rng.integers(4, 40)), int(rng.integers(4, 30))
        values = matrix(rng, columns, rows)
        np.savetxt(folder / 'cells.txt', values)
        subprocess.run([*command, script.format(name=f'{name}-{i}-png.png')], cwd=folder, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        truths[f'{name}-{i}-png'] = values
    return truths


R_SCRIPT = ('m <- as.matrix(read.table("cells.txt")); png("{name}", 700, 520); '
            'image(t(m[nrow(m):1, ]), col=hcl.colors(100, "viridis")); dev.off()')
GNUPLOT_SCRIPT = ('set term png size 760,560; set output "{name}"; set autoscale fix; '
                  'set yrange [] reverse; plot "cells.txt" matrix with image notitle')


def outcome(folder, name, truth):
    path = folder / 'found' / f'{name}.npy'
    if not path.exists():
        return 'none', 0
    values = np.load(path).astype(float)
    if truth is None or values.shape != truth.shape:
        return 'wrong', 0
    # Without a range in the figure values are places on the colormap.
    low, high = np.nanmin(truth), np.nanmax(truth)
    scaled = (truth - low) / (high - low)
    span = np.nanmax(values) - np.nanmin(values)
    off = np.abs((values - low) / (high - low) - scaled) if span > 1.5 else np.abs(values - scaled)
    return 'right', float(np.mean(off[~np.isnan(truth)] <= NEAR))


def main():
    if not 3 <= len(sys.argv) <= 5:
        sys.exit(__doc__)
    command, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    rng = np.random.default_rng(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    truths = by_matplotlib(folder, rng, count)
    truths |= by_program(folder, rng, count, 'r', ['Rscript', '-e'], R_SCRIPT)
    truths |= by_program(folder, rng, count, 'gnuplot', ['gnuplot', '-e'], GNUPLOT_SCRIPT)
    pictures = [str(folder / f'{name}.{name[-3:]}') for name in truths]
    subprocess.run([command, '--engine', 'core', '--grid', 'cells', '-q', '-o', str(folder / 'found'), *pictures],
                   stderr=subprocess.DEVNULL, check=False)
    counts, near = collections.defaultdict(collections.Counter), collections.defaultdict(list)
    for name, truth in truths.items():
        kind = f'{name.split("-")[0]} {name[-3:]}'
        state, share = outcome(folder, name, truth)
        counts[kind][state] += 1
        if state == 'right':
            near[kind].append(share)
    print(f'{"kind":16s} {"figures":>8s} {"right":>6s} {"none":>6s} {"wrong":>6s} {"cells within 1 %":>18s}')
    for kind, states in sorted(counts.items()):
        share = f'{np.mean(near[kind]):.3f}' if near[kind] else ''
        print(f'{kind:16s} {sum(states.values()):8d} {states["right"]:6d} {states["none"]:6d} {states["wrong"]:6d} {share:>18s}')


if __name__ == '__main__':
    main()
