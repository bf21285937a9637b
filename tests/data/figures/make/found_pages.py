#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures as people have them, part two: windows and slides that shade from color to color, small multiples, half a matrix, a map
of regions without a frame, short wide bars. usage: found_pages.py [NAME...]"""
import numpy as np

import common
import fields
from found_figures import FONT, INK, PAPER, Page, bar_colors, field_colors, hills, save


def shaded(size, top, bottom):
    """A page that shades from the color at its top to that at its bottom, in steps of 8 bits."""
    page = Page(size)
    for y in range(size[1]):
        color = tuple(int(a + (b - a) * y / size[1]) for a, b in zip(top, bottom))
        page.draw.line([0, y, size[0], y], fill=color)
    return page


def moved(rect, by):
    return tuple(v + by[k % 2] for k, v in enumerate(rect))


def desktop(name, field, tags, cmap, quality=None):
    """A plot's window with its bar of buttons, on a desktop that shades."""
    if not common.wanted(name):
        return
    page, at = shaded((520, 400), (30, 80, 140), (90, 170, 210)), (70, 70)
    page.draw.rectangle([66, 20, 453, 364], fill=(240, 240, 240), outline=(120, 120, 120))
    page.draw.rectangle([66, 20, 453, 40], fill=(45, 45, 48))
    page.draw.text((230, 24), 'Figure 1', font=FONT, fill=PAPER)
    for k in range(7):
        page.draw.rectangle([74 + 30 * k, 46, 94 + 30 * k, 64], fill=(200, 205, 215), outline=(90, 90, 90))
        page.draw.line([78 + 30 * k, 60, 90 + 30 * k, 50], fill=(30, 60, 140))
    page.draw.rectangle([70, 70, 449, 339], fill=PAPER)
    area, bar = moved((50, 30, 290, 230), at), moved((310, 30, 324, 230), at)
    page.figure(area, bar, field, cmap)
    page.draw.text((74, 345), 'x=3.41 y=2.2', font=FONT, fill=INK)
    save(name, page, ['window', *tags], area, bar, field, cmap, quality)


def slide(name, field, tags, cmap, quality=None):
    """A figure on its own paper, on a slide that shades, with a title and points beside it."""
    if not common.wanted(name):
        return
    page = shaded((640, 360), (16, 36, 72), (24, 54, 108))
    page.draw.text((30, 16), 'Results: temperature', font=FONT, fill=PAPER)
    for k, text in enumerate(('Warm core in the east', 'Gradient 2 K/km', 'Model agrees')):
        page.draw.text((34, 90 + 40 * k), text, font=FONT, fill=PAPER)
    page.draw.rectangle([250, 60, 609, 329], fill=PAPER)
    area, bar = (300, 90, 530, 300), (548, 90, 562, 300)
    page.figure(area, bar, field, cmap)
    save(name, page, ['slide', *tags], area, bar, field, cmap, quality)


def facets(name, seeds, tags, cmap, lo, hi, strips, columns=3, quality=None):
    """Small multiples with one bar: panels without frames between narrow gaps, strips with their names along the top and, for
    rows, along the right; numbers at the outer panels only."""
    if not common.wanted(name):
        return
    strip, gap, size = 16, 6, (130, 110)
    rows = len(seeds) // columns
    left, top = 34, 10
    width, height = columns * (size[0] + gap), rows * (size[1] + gap)
    page = Page((left + width + (strip + 80 if strips else 66), top + strip + height + 40))
    places, shown = [], []
    for k, seed in enumerate(seeds):
        x = left + (k % columns) * (size[0] + gap)
        y = top + strip + (k // columns) * (size[1] + gap)
        places.append((x, y, x + size[0], y + size[1]))
        shown.append(hills(seed, lo, hi, cells=[26, 22]))
        page.put(places[-1], field_colors(shown[-1], places[-1], cmap))
    for k in range(columns * strips):
        x = places[k][0]
        page.draw.rectangle([x, top, x + size[0] - 1, top + strip - 1], fill=(217, 217, 217))
        page.draw.text((x + size[0] // 2, top + 8), 'uvw'[k], font=FONT, fill=(26, 26, 26), anchor='mm')
    for k in range(rows * strips):
        y = places[k * columns][1]
        right = places[columns - 1][2]
        page.draw.rectangle([right, y, right + strip - 1, y + size[1] - 1], fill=(217, 217, 217))
        page.draw.text((right + 8, y + size[1] // 2), 'AB'[k], font=FONT, fill=(26, 26, 26), anchor='mm')
    for area in places[-columns:]:
        for v in range(0, 11, 5):
            page.draw.text((area[0] + v * size[0] / 10, area[3] + 6), str(v), font=FONT, fill=INK, anchor='mt')
    for area in places[::columns]:
        for v in range(0, 9, 4):
            page.draw.text((area[0] - 6, area[3] - v * size[1] / 8), str(v), font=FONT, fill=INK, anchor='rm')
    x = left + width + (strip + 10 if strips else 8)
    bar = (x, 60, x + 14, 200)
    page.put(bar, bar_colors({'lo': lo, 'hi': hi}, bar, cmap))
    page.frame(bar)
    page.labels(bar, lo, hi)
    save(name, page, ['panels', 'frame', *tags], places[0], bar, shown[0], cmap, quality, x=(0, 10), y=(8, 0),
         panels=[{'plot_area': list(a), 'field': f} for a, f in zip(places[1:], shown[1:])])


def tiles(name, seeds, tags, cmap, lo, hi, columns=4):
    """Twelve framed panels of one size close to each other, a title above each, and one bar."""
    if not common.wanted(name):
        return
    size, pitch = (84, 76), (104, 104)
    page, places, shown = Page((columns * 104 + 80, len(seeds) // columns * 104 + 20)), [], []
    for k, seed in enumerate(seeds):
        x, y = 16 + k % columns * pitch[0], 24 + k // columns * pitch[1]
        places.append((x, y, x + size[0], y + size[1]))
        shown.append(hills(seed, lo, hi))
        page.put(places[-1], field_colors(shown[-1], places[-1], cmap))
        page.frame(places[-1])
        page.draw.text((x + size[0] // 2, y - 5), f'case {k + 1}', font=FONT, fill=INK, anchor='mb')
    x = columns * 104 + 20
    bar = (x, 60, x + 14, 240)
    page.put(bar, bar_colors({'lo': lo, 'hi': hi}, bar, cmap))
    page.frame(bar)
    page.labels(bar, lo, hi)
    save(name, page, ['panels', *tags], places[0], bar, shown[0], cmap,
         panels=[{'plot_area': list(a), 'field': f} for a, f in zip(places[1:], shown[1:])])


def half_matrix(name, seed, tags, cmap, quality=None):
    """The lower half of a matrix of correlations, with white lines between its cells and no frame."""
    if not common.wanted(name):
        return
    n, cell = 10, 20
    z = np.random.RandomState(seed).rand(n, n)
    rows = [[float(z[i, j]) if j <= i else None for j in range(n)] for i in range(n)]
    area, bar, page = (50, 20, 250, 220), (276, 40, 290, 200), Page((350, 270))
    field = {'formula': 'table', 'rows': rows, 'lo': -1, 'hi': 1}
    page.put(area, field_colors(field, area, cmap))
    for k in range(n + 1):
        page.draw.line([area[0], 20 + k * cell, area[2], 20 + k * cell], fill=PAPER)
        page.draw.line([area[0] + k * cell, 20, area[0] + k * cell, area[3]], fill=PAPER)
        if k < n:
            page.draw.text((area[0] - 6, 30 + k * cell), f'v{k}', font=FONT, fill=INK, anchor='rm')
            page.draw.text((60 + k * cell, area[3] + 6), f'v{k}', font=FONT, fill=INK, anchor='mt')
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar)
    page.labels(bar, -1, 1, 4)
    save(name, page, ['cells', 'matrix', *tags], area, bar, field, cmap, quality)


def regions(name, seed, tags, cmap, quality=None):
    """A map of regions with dark borders and no frame around it."""
    if not common.wanted(name):
        return
    corners = {'disks': [[0, 0, 0.34], [1, 0.02, 0.4], [0.05, 1, 0.3], [1, 1, 0.36]]}
    field = {'formula': 'classes', 'seed': seed, 'count': 60, 'sites': 60, 'lo': 10, 'hi': 90, 'missing': corners}
    area, bar, page = (30, 20, 290, 230), (320, 60, 332, 190), Page((380, 250))
    kinds = np.nan_to_num(fields.on_grid(field, 260, 210), nan=-1)
    colors = field_colors(field, area, cmap)
    edge = np.zeros(kinds.shape, bool)
    edge[:, 1:] |= kinds[:, 1:] != kinds[:, :-1]
    edge[1:] |= kinds[1:] != kinds[:-1]
    colors[edge] = (64, 64, 64)
    page.put(area, colors)
    page.put(bar, bar_colors(field, bar, cmap))
    page.frame(bar)
    page.labels(bar, 10, 90)
    save(name, page, ['map', 'frame', *tags], area, bar, field, cmap, quality)


def fat(name, field, tags, cmap, quality=None):
    """A bar that is short for its width."""
    if not common.wanted(name):
        return
    area, bar, page = (40, 20, 280, 220), (300, 80, 344, 156), Page((400, 250))
    page.figure(area, bar, field, cmap)
    save(name, page, ['short', *tags], area, bar, field, cmap, quality)


if __name__ == '__main__':
    common.from_command_line()
    desktop('window_desktop', hills(151, -5, 5), ['negative'], 'coolwarm')
    desktop('window_desktop_q85', hills(152, 0, 40), [], 'viridis', 85)
    slide('slide_shaded', hills(153, 0, 30), [], 'hot')
    slide('slide_shaded_q85', hills(154, 0, 12), [], 'plasma', 85)
    facets('facets_strips', range(161, 167), ['negative'], 'RdBu_r', -2, 2, True)
    facets('facets_bare_q85', range(167, 173), [], 'viridis', 0, 40, False, quality=85)
    tiles('panels_twelve', range(173, 185), [], 'magma', 0, 12)
    half_matrix('half_matrix', 5, ['negative'], 'viridis')
    half_matrix('half_matrix_q85', 6, ['negative'], 'plasma', 85)
    regions('regions_map', 7, [], 'YlOrRd')
    regions('regions_map_q85', 8, [], 'viridis', 85)
    fat('bar_fat', hills(155, 0, 6), [], 'YlGnBu')
    fat('bar_fat_q85', hills(156, -1, 1), ['negative'], 'viridis', 85)
