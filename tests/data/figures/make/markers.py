#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scatter plots whose markers' colors carry values, with a bar: what they are is a table.

usage: markers.py [NAME...]
"""
import numpy as np
from matplotlib import colors

import common
from mpl import Sheet, picture_of

SIZE = (360, 260)
AREA, BAR = (46, 16, 290, 226), (304, 16, 316, 226)
X, Y, RANGE = (0, 10), (-5, 5), (-4, 4)
DOTS = 100  # an inch


def sample(count, seed):
    places = np.random.RandomState(seed).uniform([0.4, -4.6], [9.6, 4.6], (count, 2))
    return places, 3.6 * np.sin(places[:, 0] / 2) * np.cos(places[:, 1] / 3)


def markers(name, colormap, marker, count, size, quality=None, edge=0, alpha=1, grid=None, paper='white', tags=()):
    if not common.wanted(name):
        return
    sheet = Sheet(SIZE)
    axes = sheet.axes(AREA)
    axes.set(xlim=X, ylim=Y, facecolor=paper)
    axes.set_axisbelow(True)
    if grid:
        axes.grid(True, color=grid, linewidth=0.8)
    places, values = sample(count, len(name))
    dots = axes.scatter(*places.T, c=values, s=(72 * size / sheet.figure.dpi) ** 2, cmap=colormap, marker=marker, alpha=alpha,
                        norm=colors.Normalize(*RANGE), linewidths=edge, edgecolors='k' if edge else 'face')
    sheet.figure.colorbar(dots, cax=sheet.axes(BAR))
    picture = picture_of(sheet.figure)
    at = axes.transData.transform(places)
    at[:, 1] = SIZE[1] - at[:, 1]
    away = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + np.where(np.eye(count), np.inf, 0)
    apart = away.min(1) > 1.42 * (size + 2 * edge) + 1
    common.save(name, picture, {
        'made_by': 'make/markers.py', 'tags': ['jpeg' if quality else 'png', 'markers', *tags], 'expected': 'recover',
        'plot_area': list(AREA), 'colorbar': list(BAR), 'range': {'min': RANGE[0], 'max': RANGE[1], 'scale': 'linear'},
        'axes': {'x': {'first': X[0], 'last': X[1], 'scale': 'linear'}, 'y': {'first': Y[1], 'last': Y[0], 'scale': 'linear'}},
        'direction': 'known', 'marker_size': size,
        'points': [[round(float(x), 2), round(float(y), 2), round(float(v), 4), int(a)]
                   for (x, y), v, a in zip(at, values, apart)]}, quality)


def main():
    markers('markers_squares', 'viridis', 's', 70, 6)
    markers('markers_small', 'plasma', 'o', 150, 3.5)
    markers('markers_triangles_grid', 'coolwarm', '^', 60, 9, grid='#b0b0b0')
    markers('markers_edge_alpha', 'turbo', 'o', 60, 9, edge=0.7, alpha=0.7, grid='#d0d0d0')
    markers('markers_gray_panel', 'jet', 'D', 50, 6, grid='white', paper='#ebebeb')
    markers('markers_gray', 'gray_r', 'o', 60, 7)
    markers('markers_large_q85', 'viridis', 'o', 25, 14, 85)


if __name__ == '__main__':
    common.from_command_line()
    main()
