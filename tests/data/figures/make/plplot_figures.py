#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures drawn by PLplot 5.15 through its Python. usage: plplot_figures.py [NAME...]"""
import pathlib
import tempfile

import numpy as np
import plplot as pl

import common
import fields


def colors(points):
    """The continuous map of PLplot: (place, red, green, blue), 0 to 255."""
    place, red, green, blue = (np.array(x, float) for x in zip(*points))
    pl.plscmap1n(256)
    pl.plscmap1l(1, place, red / 255, green / 255, blue / 255)


def make(name, field, tags, points, steps=None, area=(50, 30, 260, 220), bar=(276, 30, 290, 220), size=(350, 260), over=None, quality=None,
         dark=False, **more):
    """steps: number of levels of a stepped figure."""
    if not common.wanted(name):
        return
    w, h = size
    with tempfile.TemporaryDirectory() as place:
        file = pathlib.Path(place) / 'out.png'
        pl.plsdev('pngcairo')
        pl.plsfnam(str(file))
        pl.plsetopt('geometry', f'{w}x{h}')
        pl.plscol0(0, *((0, 0, 0) if dark else (255, 255, 255)))
        pl.plscol0(15, *((255, 255, 255) if dark else (0, 0, 0)))
        pl.plinit()
        pl.pladv(0)
        colors(points)
        pl.plschr(2.6, 1.0)
        port = lambda r: pl.plvpor(r[0] / w, r[2] / w, 1 - r[3] / h, 1 - r[1] / h)
        port(area)
        pl.plwind(0, 10, 0, 8)
        columns, rows = field.get('cells') or (area[2] - area[0], area[3] - area[1])
        values = fields.on_grid(field, columns, rows)[::-1].T
        lo, hi = field['lo'], field['hi']
        edges = np.linspace(lo, hi, (steps or 256) + 1)
        # A row and a column more: PLplot paints the cells between the values, each in that of its lower left corner.
        pl.plimagefr(np.pad(np.minimum(np.digitize(values, edges) - 1.0, len(edges) - 2), (0, 1), 'edge'), 0, 10, 0, 8, 0, len(edges) - 2, 0, len(edges) - 2)
        if over:
            pl.plcol0(15)
            over(values)
        pl.plcol0(15)
        pl.plbox('bcnst', 2, 2, 'bcnstv', 2, 2)
        port(bar)
        across = bar[2] - bar[0] > bar[3] - bar[1]
        pl.plwind(*((lo, hi, 0, 1) if across else (0, 1, lo, hi)))
        column = np.pad(np.arange(len(edges) - 1.0), (0, 1), 'edge')
        strip = np.repeat(column[:, None], 2, 1) if across else np.repeat(column[None, :], 2, 0)
        pl.plimagefr(np.ascontiguousarray(strip), *((lo, hi, 0, 1) if across else (0, 1, lo, hi)), 0, len(edges) - 2, 0, len(edges) - 2)
        pl.plcol0(15)
        pl.plbox('bcnst' if across else 'bc', 0, 0, 'bc' if across else 'bcmstv', 0, 0)
        pl.plend()
        picture = file.read_bytes()
    if steps:
        more['levels'] = [float(round(e, 9)) for e in edges]
    common.save(name, picture, common.truth('plplot_figures', ['bar', *tags], area, bar, field, quality=quality, **more), quality)


def hills(seed, lo, hi, **more):
    return {'formula': 'hills', 'seed': seed, 'lo': lo, 'hi': hi, **more}


BLUE_RED = [(0, 0, 0, 120), (0.35, 60, 120, 255), (0.5, 240, 240, 240), (0.65, 255, 120, 60), (1, 120, 0, 0)]
EARTH = [(0, 20, 40, 60), (0.4, 60, 140, 110), (0.75, 220, 200, 120), (1, 255, 250, 240)]

if __name__ == '__main__':
    common.from_command_line()
    make('plplot_smooth', hills(91, -4, 4), ['negative', 'unknown map'], BLUE_RED, levels='unjudged', colormap=[])
    make('plplot_steps_below', hills(92, 0, 60), ['levels', 'horizontal', 'unknown map'], EARTH, steps=6, colormap=[], size=(340, 310), area=(50, 20, 320, 210),
         bar=(50, 250, 320, 264))
    make('plplot_dark_contours_q85', hills(93, 0, 10), ['dark', 'contours', 'lines', 'unknown map'], EARTH, dark=True, quality=85, levels='unjudged', colormap=[],
         over=lambda z: pl.plcont(z, np.arange(1.0, 10.0), pl.pltr1, np.linspace(0, 10, z.shape[0]), np.linspace(0, 8, z.shape[1])))
