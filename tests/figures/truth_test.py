#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows that the corpus' truth is true of its pictures, without the program: in the plot area the color is a function of the
field's value, best where the case says that the field lies, and the bar shows that color at that value.

usage: truth_test.py [--folder CORPUS] [--all]       --all: a line for every figure
"""
import argparse
import pathlib
import sys

import numpy as np
from PIL import Image

import cases
import claims

CORPUS = pathlib.Path(__file__).resolve().parents[1] / 'data' / 'figures'
BINS = 128
# Distances of colors, 0 to 441. A map passes 441 times 1.7 at most on its way: one of BINS is 6.
OFF_FUNCTION = {'png': 6, 'jpg': 14}
OFF_BAR = {'png': 9, 'jpg': 18}
SHIFT = 2          # pixels
BEST_HERE = 1.15   # the residual here by the least one of those SHIFT pixels away


def pixels(path):
    image = Image.open(path)
    if image.mode in ('RGBA', 'LA', 'P'):
        image = image.convert('RGBA')
        paper = Image.new('RGBA', image.size, (255, 255, 255, 255))
        paper.alpha_composite(image)
        image = paper
    return np.asarray(image.convert('RGB')).astype(float)


def off_function(t, colors):
    """Median distance of the colors from the median color of their bin of t."""
    good = np.isfinite(t)
    t, colors = t[good], colors[good]
    i = np.minimum((t * BINS).astype(int), BINS - 1)
    order = np.argsort(i, kind='stable')
    i, colors = i[order], colors[order]
    off = np.empty(len(i))
    for part in np.split(np.arange(len(i)), np.flatnonzero(np.diff(i)) + 1):
        off[part] = np.linalg.norm(colors[part] - np.median(colors[part], axis=0), axis=1)
    return float(np.mean(np.minimum(off, 60))), float(np.median(off))


def area_of(picture, rect):
    x0, y0, x1, y1 = rect
    return picture[y0:y1, x0:x1]


def bar_colors(picture, case):
    """256 colors from the bar's low to its high end, from its middle line."""
    x0, y0, x1, y1 = case['colorbar']
    strip = area_of(picture, case['colorbar'])
    line = np.median(strip[:, (x1 - x0) // 3:-((x1 - x0) // 3)], axis=1) if y1 - y0 > x1 - x0 else \
        np.median(strip[(y1 - y0) // 3:-((y1 - y0) // 3)], axis=0)
    line = line[1:-1]
    return line[np.minimum(((np.arange(256) + 0.5) / 256 * len(line)).astype(int), len(line) - 1)]


#: Fields whose colors are the bar's times a gain, plus an offset, one of each for a channel of the whole figure.
TINTED = {'lit', 'see-through'}


def tinted(table, colors):
    """The table with the gain and the offset of each channel that bring it nearest to the colors beside it."""
    out = np.empty_like(table)
    for channel in range(3):
        given = np.stack([table[:, channel], np.ones(len(table))], axis=1)
        out[:, channel] = given @ np.linalg.lstsq(given, colors[:, channel], rcond=None)[0]
    return out


def off_bar(table, place, colors, case):
    shown = table[place]
    if TINTED & set(case['tags']):
        shown = tinted(shown, colors)
    return float(np.median(np.linalg.norm(colors - shown, axis=1)))


def measure(folder, case):
    picture, found = pixels(folder / case['picture']), {}
    field = case['field']
    t, _ = claims.true_positions(case, case['plot_area'], field)
    inner = slice(SHIFT, -SHIFT)
    shifted = {}
    for dy in (-SHIFT, 0, SHIFT):
        for dx in (-SHIFT, 0, SHIFT):
            x0, y0, x1, y1 = case['plot_area']
            part = picture[y0 + dy + SHIFT:y1 + dy - SHIFT, x0 + dx + SHIFT:x1 + dx - SHIFT]
            shifted[dx, dy] = off_function(t[inner, inner], part)
    found['function'] = shifted[0, 0][1]
    found['place'] = shifted[0, 0][0] / max(min(s[0] for at, s in shifted.items() if at != (0, 0)), 1e-9)
    if case.get('colorbar') and case.get('range'):
        table = bar_colors(picture, case)
        good = np.isfinite(t)
        place = np.minimum((t[good] * 256).astype(int), 255)
        colors = area_of(picture, case['plot_area'])[good]
        found['bar'] = min(off_bar(line, place, colors, case) for line in (table, table[::-1]))
    return found


def problems(case, found):
    kind = case['picture'].rsplit('.', 1)[1]
    said = []
    if found['function'] > OFF_FUNCTION[kind]:
        said.append(f'colors are no function of the field ({found["function"]:.1f})')
    if found['place'] > BEST_HERE:
        said.append(f'the field lies elsewhere ({found["place"]:.2f})')
    if found.get('bar', 0) > OFF_BAR[kind]:
        said.append(f'the bar shows other colors ({found["bar"]:.1f})')
    return said


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('--folder', type=pathlib.Path, default=CORPUS)
    p.add_argument('--all', action='store_true')
    a = p.parse_args()
    chosen, failed = cases.load(a.folder)
    count = 0
    for name, case in chosen.items():
        if case['expected'] != 'recover' or 'field' not in case:
            continue
        if 'scan' in case['tags']:  # its picture lies askew, or under a light, and its truth is that of the upright figure
            continue
        found = measure(a.folder, case)
        count += 1
        failed += [f'{name}: {text}' for text in problems(case, found)]
        if a.all:
            print(f'{name:32s} ' + ' '.join(f'{k} {x:.2f}' for k, x in found.items()))
    for text in failed:
        print(text)
    print(f'{count} fields looked at, {len(failed)} problems')
    return 1 if failed or not count else 0


if __name__ == '__main__':
    sys.exit(main())
