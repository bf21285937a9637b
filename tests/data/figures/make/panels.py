#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of matplotlib with several plot areas, and with keys of patches in place of a bar. usage: panels.py [NAME...]"""
import matplotlib.pyplot as plt
from matplotlib import colors
from matplotlib.patches import Patch

import common
from mpl import Sheet, picture_of, show


def panels(name, size, areas, bar, cmap, lo, hi, formulas, tags, quality=None):
    if not common.wanted(name):
        return
    sheet = Sheet(size)
    norm = colors.Normalize(lo, hi)
    shown = [{**f, 'lo': lo, 'hi': hi} for f in formulas]
    for field, area in zip(shown, areas):
        image = show(sheet.axes(area), field, area, cmap, norm, (0, 10), (0, 8))
    vertical = bar[3] - bar[1] > bar[2] - bar[0]
    drawn = sheet.figure.colorbar(image, cax=sheet.axes(bar), orientation='vertical' if vertical else 'horizontal')
    drawn.ax.tick_params(labelsize=8)
    common.save(name, picture_of(sheet.figure), {
        'made_by': 'make/panels.py', 'tags': ['matplotlib', 'jpeg' if quality else 'png', 'bar', 'panels', *tags],
        'expected': 'recover', 'plot_area': list(areas[0]),
        'panels': [{'plot_area': list(a), 'field': f} for a, f in zip(areas[1:], shown[1:])], 'colorbar': list(bar),
        'range': {'min': lo, 'max': hi, 'scale': 'linear'}, 'levels': None,
        'axes': {'x': {'first': 0, 'last': 10, 'scale': 'linear'}, 'y': {'first': 8, 'last': 0, 'scale': 'linear'}},
        'direction': 'known', 'colormap': [cmap], 'field': shown[0]}, quality)


def key(name, edges, cmap, tags, quality=None, frame=True):
    """A stepped field whose classes a legend of patches names."""
    if not common.wanted(name):
        return
    area = (46, 24, 256, 214)
    sheet = Sheet((350, 250))
    axes = sheet.axes(area)
    field = {'formula': 'hills', 'seed': 31, 'lo': edges[0] + 0.2, 'hi': edges[-1] - 0.2}
    n = len(edges) - 1
    table = colors.ListedColormap(plt.get_cmap(cmap)([i / (n - 1) for i in range(n)]))
    show(axes, field, area, table, colors.BoundaryNorm(edges, n), (0, 10), (0, 8))
    axes.legend(handles=[Patch(color=table(i), label=f'{edges[i]} - {edges[i + 1]}') for i in range(n)], loc='upper left',
                bbox_to_anchor=(1.02, 1.02), fontsize=8, frameon=frame, title='mm', title_fontsize=8)
    common.save(name, picture_of(sheet.figure), {
        'made_by': 'make/panels.py', 'tags': ['matplotlib', 'jpeg' if quality else 'png', 'key', 'levels', *tags],
        'expected': 'recover', 'plot_area': list(area), 'range': {'min': edges[0], 'max': edges[-1], 'scale': 'linear'}, 'levels': edges,
        'axes': {'x': {'first': 0, 'last': 10, 'scale': 'linear'}, 'y': {'first': 8, 'last': 0, 'scale': 'linear'}},
        'direction': 'known', 'field': field}, quality)


def classes(name, seed, names, table, tags, quality=None):
    """Regions of a few kinds that a legend names: the values are class numbers, in the legend's order, from 0 to 1."""
    if not common.wanted(name):
        return
    area, n = (46, 24, 256, 214), len(names)
    sheet = Sheet((370, 250))
    axes = sheet.axes(area)
    place = lambda k: (k + 0.5) / n
    field = {'formula': 'classes', 'seed': seed, 'count': n, 'lo': place(0), 'hi': place(n - 1)}
    show(axes, field, area, colors.ListedColormap(table), colors.Normalize(0, 1), (0, 10), (0, 8))
    axes.legend(handles=[Patch(facecolor=c, edgecolor='k' if k % 2 else 'none', label=t) for k, (c, t) in enumerate(zip(table, names))],
                loc='upper left', bbox_to_anchor=(1.02, 1.02), fontsize=8, frameon=False)
    common.save(name, picture_of(sheet.figure), {
        'made_by': 'make/panels.py', 'tags': ['matplotlib', 'jpeg' if quality else 'png', 'key', 'classes', *tags],
        'expected': 'recover', 'plot_area': list(area), 'range': None, 'shown': {'min': 0, 'max': 1, 'scale': 'linear'},
        'axes': {'x': {'first': 0, 'last': 10, 'scale': 'linear'}, 'y': {'first': 8, 'last': 0, 'scale': 'linear'}},
        'direction': 'unknown', 'field': field}, quality)


if __name__ == '__main__':
    common.from_command_line()
    hills = [{'formula': 'hills', 'seed': 41 + i} for i in range(4)]
    panels('panels_two_q85', (420, 210), [(40, 20, 180, 180), (220, 20, 360, 180)], (374, 20, 386, 180), 'jet', 0, 30, hills[2:], [], 85)
    panels('panels_four', (360, 380), [(30, 12, 170, 142), (204, 12, 344, 142), (30, 172, 170, 302), (204, 172, 344, 302)],
           (60, 336, 314, 348), 'plasma', 0, 5, hills, ['horizontal'])
    key('key_patches', [0, 5, 10, 15, 20, 25], 'YlOrRd', [])
    key('key_patches_q85', [0, 10, 20, 30, 40], 'viridis', [], 85)
    key('key_uneven', [0, 5, 20, 50, 100, 250], 'YlGnBu', [], frame=False)
    land = (['#3b6fb6', '#1b7837', '#a6d96a', '#d7191c', '#d8b365'], ['Water', 'Forest', 'Grassland', 'Urban', 'Bare soil'])
    classes('key_names', 31, land[1], land[0], [])
